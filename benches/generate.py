#!/usr/bin/env python3
"""Writes a bilingual site of any size, the same one on every machine.

usage: generate.py ARTICLES PORTS DIR

The texts are put together from sentences, so they mean little; their shape is that of a real
site: sections of about 50 articles, families of about 80 ports, articles with an answer box,
headings with shared ids, lists, tables, code, links to other articles and to ports, port tables.
Both languages of an article have the same shape, and the site has no problem to report.
"""
import json
import random
import sys
from pathlib import Path

SEED = 20261123
SECTION, FAMILY, TAGS = 50, 80, 24
LANGS = ("zh", "en")

TOPICS = [("邮件", "Mail"), ("网页", "Web"), ("远程登录", "Remote access"), ("域名", "DNS"), ("文件", "Files"),
          ("数据库", "Databases"), ("消息", "Messaging"), ("监控", "Monitoring"), ("备份", "Backup"),
          ("语音", "Voice"), ("目录", "Directories"), ("时间", "Time"), ("容器", "Containers"), ("缓存", "Caches"),
          ("打印", "Printing"), ("隧道", "Tunnels")]
NAMES = ["Aster", "Birch", "Cobalt", "Drift", "Elm", "Fjord", "Grove", "Heron", "Iris", "Jade", "Kelp", "Linden",
         "Moss", "North", "Otter", "Pine", "Quill", "Reed", "Slate", "Thorn", "Umbra", "Vale", "Wren", "Yew"]
SUBJECTS = [("服务器", "the server"), ("客户端", "the client"), ("防火墙", "the firewall"), ("管理员", "the administrator"),
            ("反向代理", "the reverse proxy"), ("证书", "the certificate"), ("这条规则", "this rule"),
            ("默认配置", "the default configuration"), ("内核", "the kernel"), ("日志", "the log"),
            ("负载均衡器", "the load balancer"), ("云服务商", "the cloud provider")]
VERBS = [("拒绝没有加密的连接", "refuses connections without encryption"),
         ("只监听内网地址", "listens on internal addresses only"),
         ("在握手完成后才读取请求", "reads the request after the handshake"),
         ("把结果写到标准输出", "writes the result to standard output"),
         ("每隔几分钟重试一次", "tries again every few minutes"),
         ("不检查对方的主机名", "does not check the name of the other host"),
         ("需要先打开出站规则", "needs an outbound rule first"),
         ("会显示超时而不是拒绝", "shows a timeout instead of a refusal"),
         ("保留最近七天的记录", "keeps the records of the last seven days"),
         ("按端口号区分服务", "tells services apart by port number")]
REASONS = [("因为中间的设备会丢弃空闲连接", "because devices on the way drop idle connections"),
           ("除非另有说明", "unless something else is said"),
           ("这样换了网络也能用", "so that it works on another network too"),
           ("而旧版本的行为不同", "while older versions behave differently"),
           ("这一点在标准里有规定", "as the standard demands"),
           ("哪怕两端在同一台机器上", "even if both ends are on one machine")]
HEADINGS = [("先看结论", "The short answer"), ("怎样确认", "How to check"), ("常见的错误", "Common mistakes"),
            ("配置示例", "An example"), ("为什么这样设计", "Why it is so"), ("与旧版本的区别", "Older versions"),
            ("排查步骤", "Step by step"), ("安全方面", "Security"), ("延伸阅读", "Further reading")]
TITLES = [("怎样打开", "Opening"), ("怎样限制", "Restricting"), ("排查", "Finding faults in"), ("监控", "Watching"),
          ("迁移", "Moving"), ("升级", "Upgrading"), ("备份", "Backing up"), ("测试", "Testing")]
CODE = [("sh", "ss {ss} 'sport = :{n}'\nnc {nc} 192.0.2.{m} {n}\n"),
        ("ini", "[listen]\naddress = 192.0.2.{m}\nport = {n}\n"),
        ("yaml", "listen:\n  address: 192.0.2.{m}\n  port: {n}\n"),
        ("text", "192.0.2.{m}:{n}  LISTEN  0  128\n")]
ENCRYPTION = [[], ["implicit"], ["starttls", "cleartext"], ["cleartext"], ["implicit", "cleartext"]]
VERDICTS = ["prefer", "fine", "avoid", "internal-only"]
CHECKED = "2026-11-23"


def both(zh, en):
    return {"zh": zh, "en": en}


def say(rng):
    """One sentence in both languages."""
    (a, b), (c, d), (e, f) = rng.choice(SUBJECTS), rng.choice(VERBS), rng.choice(REASONS)
    return both(f"{a}{c}，{e}。", f"{b[0].upper()}{b[1:]} {d}, {f}.")


def paragraph(rng, low=2, high=5):
    sentences = [say(rng) for _ in range(rng.randint(low, high))]
    return both("".join(s["zh"] for s in sentences), " ".join(s["en"] for s in sentences))


def yaml(values):
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())


def item(values):
    return "- " + yaml(values).replace("\n", "\n  ").rstrip() + "\n"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# The registry


def make_services(count, rng):
    services = []
    for at in range(count):
        name, (zh, en) = NAMES[at % len(NAMES)], TOPICS[at // len(NAMES) % len(TOPICS)]
        number = "" if at < len(NAMES) * len(TOPICS) else f" {at // (len(NAMES) * len(TOPICS)) + 1}"
        services.append({"id": f"service-{at:04d}", "protocol": f"{name.upper()}{number}",
                         "name": both(f"{name} {zh}{number}", f"{name} {en.lower()}{number}"),
                         "summary": say(rng), "family": None, "references": [{"rfc": rng.randint(1000, 9000)}],
                         "checked": CHECKED})
    return services


def make_ports(count, services, rng):
    # One number in fifty has a second entry, as 465/tcp has.
    numbers = sorted(rng.sample(range(1, 65536), count - count // 50))
    numbers = sorted(numbers + rng.sample(numbers, count // 50))
    ports = []
    for at, number in enumerate(numbers):
        service = services[rng.randrange(len(services))]
        family = f"family-{at // FAMILY:03d}"
        service["family"] = service["family"] or family
        encryption = rng.choice(ENCRYPTION)
        port = {"id": f"port-{at:05d}", "number": number,
                "transports": rng.choice((["tcp"], ["tcp"], ["udp"], ["tcp", "udp"])),
                "iana": rng.choice((None, f"{service['protocol'].lower().replace(' ', '-')}-{at}")),
                "service": service["id"],
                "name": both(f"{service['name']['zh']}（{number}）", f"{service['name']['en']} on {number}"),
                "summary": paragraph(rng, 1, 2), "family": family, "encryption": encryption,
                "direction": rng.choice(("client-to-server", "server-to-server", "local"))}
        if rng.random() < 0.6:
            port["advice"] = {"verdict": rng.choice(VERDICTS), "reason": say(rng)}
        port |= {"status": rng.choice(("registered", "registered", "unofficial", "deprecated")),
                 "references": [{"rfc": rng.randint(1000, 9000)}, {"iana": "2026-10-01"}],
                 "siblings": [], "aliases": {"zh": [], "en": [f"{service['protocol'].lower()} port"]},
                 "checked": CHECKED}
        ports.append(port)
    for at, port in enumerate(ports):
        near = ports[max(0, at - 2):at] + ports[at + 1:at + 4]
        port["siblings"] = [other["id"] for other in near]
    for service in services:
        service["family"] = service["family"] or "family-000"
    return ports


def make_providers(count, ports, rng):
    encrypted = [port for port in ports if port["encryption"]]
    providers = []
    for at in range(count):
        servers = [{"service": port["service"], "host": f"host{n}.provider{at}.example", "port": port["number"],
                    "encryption": port["encryption"][0]} for n, port in enumerate(rng.sample(encrypted, 2))]
        providers.append({"id": f"provider-{at:03d}", "name": both(f"服务商 {at + 1}", f"Provider {at + 1}"),
                          "summary": say(rng), "domains": [f"provider{at}.example"], "servers": servers,
                          "username": both("完整地址", "the full address"),
                          "password": {"kind": rng.choice(("account", "app-password")), "note": say(rng)},
                          "references": [{"rfc": 8314}], "checked": CHECKED})
    return providers


# Articles


def make_article(at, keys, ports, rng):
    """Front matter and body of both languages. The body is a list of blocks in both."""
    name, topic = rng.choice(NAMES), rng.choice(TITLES)
    used = sorted(rng.sample(range(len(ports)), rng.randint(4, 10)))
    linked, listed = used[:2], used
    blocks = [alert(rng, ports[linked[0]])]
    headings = rng.sample(HEADINGS, rng.randint(4, 7))
    for place, (zh, en) in enumerate(headings):
        level = "###" if place and rng.random() < 0.3 else "##"
        blocks.append(both(f"{level} {zh} {{#part-{place}}}", f"{level} {en} {{#part-{place}}}"))
        blocks.append(paragraph(rng))
        match place:
            case 0:
                blocks += [link_ports(rng, [ports[at] for at in linked]), table_of_ports([ports[at] for at in listed])]
            case 1:
                # Another entry of the number may speak against one that is to be avoided.
                good = [port for port in map(ports.__getitem__, used) if port.get("advice", {}).get("verdict") != "avoid"]
                blocks += [bullets(rng, "-"), code(rng, good[0] if good else ports[linked[0]])]
            case 2:
                blocks += [link_articles(rng, rng.sample(keys, 3), keys[at]), table(rng)]
            case _:
                blocks += [make(rng) for make in rng.sample((numbered, quote, paragraph, bullets), 2)]
    title = both(f"{topic[0]} {name} {at}", f"{topic[1]} {name} {at}")
    front = {"order": at % SECTION + 1, "origin": LANGS[at % 2], "date": CHECKED, "checked": CHECKED,
             "tags": [f"tag-{tag:02d}" for tag in sorted(rng.sample(range(TAGS), 2))],
             "ports": [ports[at]["id"] for at in listed], "sources": [{"rfc": rng.randint(1000, 9000)}]}
    return title, say(rng), front, blocks


def alert(rng, port):
    text = say(rng)
    link = f"[](port:{port['id']})"
    return both(f"> [!IMPORTANT]\n> 用 {link}。{text['zh']}", f"> [!IMPORTANT]\n> Use {link}. {text['en']}")


def link_ports(rng, ports):
    text, links = say(rng), [f"[](port:{port['id']}#name)" for port in ports]
    return both(f"{text['zh']}参见{'、'.join(links)}。", f"{text['en']} See {' and '.join(links)}.")


def link_articles(rng, keys, own):
    text = say(rng)
    folder = own.split("/")[0]
    ways = [key.split("/")[1] if key.startswith(folder + "/") else "../" + key for key in keys]
    zh = "、".join(f"[这一篇]({way}.md)" for way in ways)
    en = ", ".join(f"[this article]({way}.md)" for way in ways)
    return both(f"{text['zh']}另见{zh}。", f"{text['en']} See also {en}.")


def table_of_ports(ports):
    ids = ", ".join(port["id"] for port in ports)
    text = f"```ports\nids: [{ids}]\norder: number\n```"
    return both(text, text)


def bullets(rng, mark="-"):
    points = [say(rng) for _ in range(rng.randint(3, 6))]
    return both("\n".join(f"{mark} {p['zh']}" for p in points), "\n".join(f"{mark} {p['en']}" for p in points))


def numbered(rng):
    return bullets(rng, "1.")


def quote(rng):
    text = say(rng)
    return both(f"> {text['zh']}", f"> {text['en']}")


def code(rng, port):
    language, text = rng.choice(CODE)
    ss, nc = ("-ltnp", "-vz") if "tcp" in port["transports"] else ("-lunp", "-vzu")
    text = text.replace("{ss}", ss).replace("{nc}", nc)
    text = text.replace("{n}", str(port["number"])).replace("{m}", str(rng.randint(2, 250)))
    return both(f"```{language}\n{text}```", f"```{language}\n{text}```")


def table(rng):
    rows = [[rng.choice(SUBJECTS), rng.choice(VERBS)] for _ in range(rng.randint(3, 6))]

    def text(of, head):
        return "\n".join([head, "|---|---|"] + ["| " + " | ".join(cell[of] for cell in row) + " |" for row in rows])

    return both(text(0, "| 对象 | 行为 |"), text(1, "| What | Does |"))


def generate(articles, ports, site):
    """Writes the site into a folder, which need not exist."""
    rng = random.Random(SEED)
    services = make_services(max(4, ports // 6), rng)
    ports = make_ports(ports, services, rng)
    providers = make_providers(max(1, len(ports) // 200), ports, rng)
    content = Path(site) / "content"
    families = sorted({port["family"] for port in ports})
    for family in families:
        write(content / f"registry/ports/{family}.yaml",
              "".join(item(port) for port in ports if port["family"] == family))
    write(content / "registry/services.yaml", "".join(map(item, services)))
    write(content / "registry/providers/all.yaml", "".join(map(item, providers)))
    names = {f"family.{family}": both(f"端口组 {at + 1}", f"Group {at + 1}") for at, family in enumerate(families)}
    write(content / "strings.yaml", yaml(names))
    sections = [f"section-{at:03d}" for at in range(-(-articles // SECTION))]
    tags = {f"tag-{at:02d}": both(f"标签 {at}", f"Tag {at}") for at in range(TAGS)}
    write(content / "site.yaml", yaml({
        "name": both("测试站点", "Test site"), "summary": both("机器写成的站点。", "A site written by a machine."),
        "answer": both("用 465 发信。", "Send on 465."), "languages": list(LANGS),
        "base_url": "https://docs.example.org/", "navigation": sections[:5] + ["ports", "services", "providers"],
        "stamps": [port["id"] for port in ports[:7]], "tags": tags,
        # Few sentences make many paragraphs.
        "rules": {"repeats": "the texts are put together by a program"}}))
    for at, section in enumerate(sections):
        zh, en = TOPICS[at % len(TOPICS)]
        title, summary = both(f"{zh} {at + 1}", f"{en} {at + 1}"), say(rng)
        for lang in LANGS:
            front = yaml({"title": title[lang], "summary": summary[lang], "order": at + 1})
            write(content / lang / section / "_section.md", f"---\n{front}---\n")
    keys = [f"{sections[at // SECTION]}/article-{at:05d}" for at in range(articles)]
    for at, key in enumerate(keys):
        title, summary, front, blocks = make_article(at, keys, ports, rng)
        for lang in LANGS:
            head = yaml({"title": title[lang], "summary": summary[lang], **front})
            write(content / lang / f"{key}.md",
                  f"---\n{head}---\n\n" + "\n\n".join(block[lang] for block in blocks) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    generate(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
