"""Portolan as a peer of the neutral benchmark (`../shared/bench` beside the repository).

The corpus becomes a site of ours: articles with front matter, a registry in one file for each
family, a template for every part that the benchmark wants on a page and for nothing else.

Two things differ from what `check.py` expects, and are translated for it *after* the measured
build, in a copy that is thrown away (`view`):

- Addresses. We publish `zh/s000/a00000/` and `zh/ports/465/`; the benchmark looks for
  `articles/s000/a00000/` and `ports/r000/465-apex-relay/`, with Chinese at the root.
- Links. Ours are relative to the page, so that a site works in any folder; `check.py` follows
  those that begin with `/`. The copy has the same links written that way, so a dead one stays dead.

The number of pages is not taken from the output: `pages_beyond` says from the corpus which pages
we have and the model has not (tags, services, lists, 404, the bilingual entrance), and which it
has and we have not (the list of all sections). Lists of a range of ports we have none of, so they
are articles with a table of a family.
"""
import atexit
import os
import posixpath
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from common import BASE_URL, LANGS, WORDS, Corpus, quote, start_site, write
from corpus import ROLES, ROLES_ZH

NAME = "product"
FULL = True
EXTRA_PAGES = 0  # set by `view` when check.py asks
VARIANTS = ("",)
CACHES = True

ENCRYPTION = {"plaintext": "cleartext", "tls": "implicit", "starttls": "starttls", "dtls": "implicit",
              "noise": "implicit"}
CHECKED = "2026-11-23"
# Rules that can stop a build. The corpus has no search for anyone, and its commands and sentences name
# ports and modes by chance, so nearly every article would be refused.
RULES = ("claims", "code")
# What the model has not.
OUTPUTS = ("search", "feeds", "markdown", "metadata", "headers", "highlighting")
RANGES = "ranges"  # the section with an article for each family of ports


def options_of(command):
    """The help text of one of our commands; empty when there is no such command."""
    program = shlex.split(os.environ.get("PRODUCT", ""))
    if not program:
        return ""
    done = subprocess.run(program + [command, "--help"], capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else ""


def build(site, out, variant, again=False):
    """`build` keeps what a change does not reach; without `--clean` in its help it always starts anew."""
    clean = ["--clean"] if not again and "--clean" in options_of("build") else []
    return [["build", "--site", str(site), "--out", str(out)] + clean]


if "--port" in options_of("serve"):
    def serve(site, port, variant):
        return {"serve": ["serve", "--site", str(site), "--port", str(port)]}


def article_file(article, lang):
    return f"content/{lang}/{article['section']}/{article['id']}.md"


def port_files(port):
    return [f"content/registry/ports/{port['section']}.yaml"]


def url(article):
    return f"{LANGS[0]}/{article['section']}/{article['id']}/"


def port_url(port):
    return f"{LANGS[0]}/ports/{port['number']}/"


# The site


def emit(corpus, site, variant):
    start_site("product", site)
    write(site / "content/site.yaml", settings(corpus))
    write(site / "content/strings.yaml", strings(corpus))
    write(site / "templates/parts/nav.html", navigation(corpus))
    for order, section in enumerate(corpus.meta["article_sections"]):
        for lang in LANGS:
            title = section["title"][lang]
            front = mapping({"title": title, "summary": title, "order": order + 1})
            write(site / f"content/{lang}/{section['id']}/_section.md", f"---\n{front}---\n")
    for article in corpus.articles:
        for lang in LANGS:
            write(site / article_file(article, lang), markdown(corpus, article, lang))
    for lang in LANGS:
        emit_ranges(corpus, site, lang)
    first = corpus.meta["port_sections"][0]["id"]
    roles = sorted({role_of(port) for port in corpus.ports})
    write(site / "content/registry/services.yaml", "".join(service(role, first) for role in roles))
    for section in corpus.meta["port_sections"]:
        ports = [port for port in corpus.ports if port["section"] == section["id"]]
        write(site / port_files(ports[0])[0], "".join(map(entry, ports)))


def mapping(values):
    return "".join(f"{key}: {quote(value)}\n" for key, value in values.items())


def item(values):
    """A mapping as an item of a list."""
    return "- " + mapping(values).replace("\n", "\n  ").rstrip() + "\n"


def settings(corpus):
    site = {lang: WORDS[lang]["site"] for lang in LANGS}
    footer = {lang: WORDS[lang]["footer"] for lang in LANGS}
    tags = sorted({tag for article in corpus.articles for tag in article["tags"]})
    return mapping({"name": site, "summary": footer, "answer": site, "languages": list(LANGS),
                    "base_url": BASE_URL, "navigation": ["ports"], "outputs": dict.fromkeys(OUTPUTS, False),
                    "rules": {rule: "the text of the corpus is drawn by chance" for rule in RULES},
                    "tags": {tag: {lang: tag for lang in LANGS} for tag in tags}})


def strings(corpus):
    """The names of the families: a range of ports is one."""
    return mapping({f"family.{section['id']}": section["title"] for section in corpus.meta["port_sections"]})


def navigation(corpus):
    """The 30 links of the head, all of them to articles.

    Our own navigation lists sections and tables, of which a small site has not 30. So the links
    stand in the template of the navigation, which is rendered once for the pages of a section.
    """
    lines = ['<nav class="top"><ul>']
    for lang in LANGS:
        lines.append(f'{{% if lang == "{lang}" -%}}')
        lines += [f'<li><a href="{{{{ root }}}}{lang}/{link["section"]}/{link["article"]}/">{link["title"][lang]}</a></li>'
                  for link in corpus.meta["nav"]]
        lines.append("{%- endif %}")
    return "\n".join(lines + ["</ul></nav>"]) + "\n"


def markdown(corpus, article, lang):
    front = mapping({"title": article["title"][lang], "summary": article["summary"][lang],
                     "order": article["order"], "origin": LANGS[0], "date": article["date"],
                     "tags": article["tags"], "ports": article["ports"]})

    def link(other):
        path = f"{other['section']}/{other['id']}.md"
        return posixpath.relpath(path, article["section"])

    text = corpus.text(article, lang, link, lambda ports: block(mapping({"ids": [port["id"] for port in ports]})))
    return f"---\n{front}---\n\n{outlined(article, lang, text)}"


def block(rows):
    return f"```ports\n{rows}columns: [number, service, summary, encryption, status]\n```"


def emit_ranges(corpus, site, lang):
    """A page with a table for each range of ports, and a section that lists them."""
    title = WORDS[lang]["ports"]
    front = mapping({"title": title, "summary": title, "order": 9999})
    write(site / f"content/{lang}/{RANGES}/_section.md", f"---\n{front}---\n")
    for order, section in enumerate(corpus.meta["port_sections"]):
        title = section["title"][lang]
        front = mapping({"title": title, "summary": title, "order": order + 1, "origin": LANGS[0]})
        text = block(mapping({"family": section["id"]}))
        write(site / f"content/{lang}/{RANGES}/{section['id']}.md", f"---\n{front}---\n\n{text}\n")


HEADING = re.compile(r"^(#{2,3}) (.*)$", re.M)


def outlined(article, lang, text):
    """The two languages of an article have headings of their own number and level; ours must have
    the same h2 and h3, with ids, or each article is a warning. What one language has in excess
    becomes h4; text and number of headings stay."""
    levels = [[len(marks) for marks, _ in HEADING.findall(article["body"][of])] for of in LANGS]
    shared = levels[0][:min(map(len, levels))]
    shared[-1] = 3
    left = iter(range(len(levels[LANGS.index(lang)])))

    def heading(found):
        at = next(left)
        return f"{'#' * shared[at]} {found[2]} {{#h{at + 1}}}" if at < len(shared) else f"#### {found[2]}"

    return HEADING.sub(heading, text)


def role_of(port):
    """What we call a service is spoken on many ports; the corpus has `apex-relay`, `beacon-relay` …,
    which are names as in IANA's registry (`iana`). So the role is the service: 12 pages."""
    return port["service"].split("-", 1)[1]


def service(role, family):
    zh = dict(zip(ROLES, ROLES_ZH))[role]
    name = {"zh": f"{zh}服务", "en": f"{role.title()} service"}
    return item({"id": role, "protocol": role, "name": name, "summary": name, "family": family,
                 "references": [{"rfc": 9293}], "checked": CHECKED})


def entry(port):
    return item({"id": port["id"], "number": port["number"], "transports": port["transports"],
                 "iana": port["service"], "service": role_of(port), "name": port["name"],
                 "summary": port["description"], "family": port["section"],
                 "encryption": [ENCRYPTION[port["security"]]], "direction": "client-to-server",
                 "status": "registered", "references": [{"rfc": port["rfc"]}],
                 "siblings": port["related"], "checked": CHECKED})


# The copy that check.py reads


def pages_beyond(corpus):
    """HTML pages that we have beyond the model, less those that it has and we have not."""
    tags = {tag for article in corpus.articles for tag in article["tags"]}
    services = {role_of(port) for port in corpus.ports}
    lists = 8  # ports by service, services, providers, tags, glossary, sources, cheat sheet, ranges
    missing = 1  # all sections
    return len(LANGS) * (len(tags) + len(services) + lists - missing) + 2  # 404, entrance


class View:
    """Our output under the addresses of the benchmark."""

    def __init__(self, corpus, out):
        self.out = out
        self.ports = {str(port["number"]): port for port in corpus.ports}
        self.sections = {section["id"] for section in corpus.meta["article_sections"]}

    def address(self, path):
        """Where the benchmark looks for what we publish at `path`."""
        lang, _, rest = path.partition("/")
        if path == "index.html":
            return "entrance/index.html"
        if lang not in LANGS:
            return path
        prefix = "" if lang == LANGS[0] else lang + "/"
        parts = rest.split("/")
        if parts[0] in self.sections:
            return f"{prefix}articles/{rest}"
        if parts[0] == RANGES and len(parts) == 3:
            return f"{prefix}ports/{parts[1]}/{parts[2]}"
        if parts[0] == "ports" and len(parts) > 1 and parts[1] in self.ports:
            port = self.ports[parts[1]]
            return f"{prefix}ports/{port['section']}/{port['id']}/" + "/".join(parts[2:])
        return prefix + rest

    def link(self, page, href):
        """The same link from the root of the copy."""
        way, mark, anchor = href.partition("#")
        if not way or re.match(r"[a-z]+:|/|\?", way):
            return href
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), way))
        file = posixpath.join("" if path == "." else path, "index.html") if way.endswith("/") else path
        return "/" + self.address(file).removesuffix("index.html") + mark + anchor

    def write(self, folder):
        for file in self.out.rglob("*"):
            if not file.is_file():
                continue
            page = file.relative_to(self.out).as_posix()
            place = folder / self.address(page)
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                sys.exit(f"two of our files are {place.relative_to(folder)} to the benchmark")
            if file.suffix == ".html":
                text = file.read_text(encoding="utf-8")
                place.write_text(re.sub(r'(<a\b[^>]*? href=")([^"]*)',
                                        lambda m: m[1] + self.link(page, m[2]), text), encoding="utf-8")
            else:
                shutil.copyfile(file, place)


def view():
    """check.py imports this module before it looks at its third argument, the output."""
    global EXTRA_PAGES
    corpus = Corpus(sys.argv[2])
    EXTRA_PAGES = pages_beyond(corpus)
    folder = Path(tempfile.mkdtemp(prefix="portolan-view-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    View(corpus, Path(sys.argv[3])).write(folder)
    sys.argv[3] = str(folder)


if Path(sys.argv[0]).name == "check.py" and len(sys.argv) > 3:
    view()
