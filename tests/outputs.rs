//! What a site publishes: which files, and what they say.
//!
//! Pages are looked at through small templates that print the view, so that a new look breaks
//! nothing here.

use crate::harness::{Project, assert_text, file, paths, tree};
use portolan::build::run::Build;
use portolan::facts;
use portolan::facts::related::Near;
use portolan::model::resolve::Drafts;
use portolan::model::{ArticleKey, address};
use portolan::output::FORMATS;
use std::collections::BTreeSet;
use std::path::Path;

/// Templates that print what a page says of itself.
const PROBE: &str = r#"
//- templates/article.html
{{ tag }} page of {{ article.tag }} text: {{ article.title }}
{% if page.noindex %}noindex
{% endif %}{% if page.canonical %}canonical {{ page.canonical }}
{% endif %}{% for alternate in page.alternates %}alternate {{ alternate.hreflang }} {{ alternate.url }}
{% endfor %}{% if switch %}switch {{ switch.tag }} {{ switch.href }}
{% endif %}{% if article.notice %}notice {{ article.notice }}
{% endif %}{% for link in article.ports %}port {{ link.number }} {{ link.href }} {{ link.title }}
{% endfor %}{% for link in article.tags %}tag {{ link.title }} {{ link.href }}
{% endfor %}{% for entry in article.toc %}toc #{{ entry.id }}{% for item in entry.items %} #{{ item.id }}{% endfor %}
{% endfor %}{% for part in article.body %}{% if part.part == "html" %}{{ part.html | safe }}{% elif part.part == "heading_start" %}<h{{ part.level }} {{ part.id }}>{% elif part.part == "heading_end" %}</h>{% elif part.part == "ports" %}table {{ part.table.id }} {{ part.table.caption }}:{% for row in part.table.rows %} {{ row.number }} {{ row.href }} {{ row.anchor }}{% endfor %}{% elif part.part == "settings" %}settings {{ part.settings.name }}:{% for server in part.settings.incoming %} {{ server.host }} {{ server.port.number }} {{ server.port.href }}{% endfor %}{% elif part.part == "image" %}image {{ part.src }} {{ part.width }}x{{ part.height }} {{ part.alt }}{% else %}{{ part.part }}{% endif %}{% endfor %}{% for link in article.related %}related {{ link.title }} {{ link.href }}: {{ link.reason }}{% if link.foreign %} [{{ link.foreign }}, {{ link.tag }}]{% endif %}
{% endfor %}{% for link in article.backlinks %}backlink {{ link.title }} {{ link.href }}
{% endfor %}{% if article.prev %}previous {{ article.prev.title }} {{ article.prev.href }}
{% endif %}{% if article.next %}next {{ article.next.title }} {{ article.next.href }}
{% endif %}
//- templates/port.html
{{ port.title }}
{% for entry in port.entries %}#{{ entry.anchor }} {{ entry.endpoint }} {{ entry.name }}, {% if entry.iana %}registered as {{ entry.iana }}{% else %}no IANA name{% endif %}{% for link in entry.siblings %}, sibling {{ link.number }} {{ link.href }}{% endfor %}
{% endfor %}{% for link in port.articles %}article {{ link.title }} {{ link.href }}
{% endfor %}{% for link in port.providers %}provider {{ link.title }} {{ link.href }}
{% endfor %}
//- templates/tag.html
{{ page.title }}
{% for card in tagged.cards %}{{ card.title }} {{ card.href }}{% if card.foreign %} [{{ card.foreign }}, {{ card.tag }}]{% endif %}
{% endfor %}
//- templates/section.html
{{ page.title }}
{% for card in section.cards %}{{ card.title }} {{ card.href }}{% if card.foreign %} [{{ card.foreign }}, {{ card.tag }}]{% endif %}
{% endfor %}"#;

const BASE: &str = "https://example.com/a/b/";

/// The small site seen through the probe, with these files over it.
fn probed(files: &str) -> Project {
    let mut project = Project::small(PROBE);
    project.add(files);
    project
}

fn with_base(mut project: Project) -> Project {
    project.options.base_url = Some(BASE.to_string());
    project
}

/// An article that exists in English only, one that has moved, one that is not finished, a port
/// range, an image and a file to download.
const MORE: &str = r#"
//- content/en/mail/relay.md
---
title: Relays
summary: What a relay is
order: 3
tags: [sending]
aliases: [mail/old-relay, relays/]
---

See [](term:relay) and [](send.md), then [](../../../static/list.txt).

![A dot](../../../static/assets/dot.png)

## More {#more}
//- content/en/mail/draft.md
---
title: Draft
summary: Not finished
order: 4
tags: [sending]
ports: [etcd]
draft: true
---

[](port:etcd)
//- content/registry/ports/cluster.yaml
- id: etcd
  number: "2379-2380"
  transports: [tcp, udp]
  iana: null
  service: etcd
  name: { zh: etcd, en: "etcd, \"the store\"" }
  summary: { zh: 存储。, en: A store. }
  family: cluster
  encryption: [cleartext, implicit]
  direction: server-to-server
  status: unofficial
  references: [{ title: Guide, publisher: etcd, url: "https://etcd.io/docs/", accessed: 2026-11-20 }]
  siblings: [urd]
  checked: 2026-11-20
- id: etcd-udp
  number: 1
  transports: [udp]
  iana: null
  service: etcd
  name: { zh: 一, en: One }
  summary: { zh: 一。, en: One. }
  family: cluster
  encryption: []
  direction: local
  status: deprecated
  references: [{ iana: 2025-12-15 }]
  checked: 2026-11-20
//- content/registry/services.yaml
- id: smtp-submission
  protocol: SMTP
  name: { zh: 邮件提交, en: Message submission }
  summary: { zh: 把信交给服务商。, en: Hands mail to the provider. }
  family: mail
  references: [{ rfc: 6409 }]
  checked: 2026-11-20
- id: imap
  protocol: IMAP
  name: { zh: IMAP, en: IMAP }
  summary: { zh: 读服务器上的信。, en: Reads mail on the server. }
  family: mail
  references: [{ rfc: 9051 }]
  checked: 2026-11-20
- id: urd
  protocol: URD
  name: { zh: URD, en: URD }
  summary: { zh: 组播目录。, en: A multicast directory. }
  family: other
  references: [{ iana: 2025-12-15 }]
  checked: 2026-11-20
- id: etcd
  protocol: etcd
  name: { zh: etcd, en: etcd }
  summary: { zh: 存储。, en: A store. }
  family: cluster
  references: [{ iana: 2025-12-15 }]
  checked: 2026-11-20
//- static/list.txt
a list
"#;

fn more(mut project: Project) -> Project {
    project.add(MORE);
    // One name holds straight quotation marks, to be escaped.
    project.edit("content/site.yaml", "stamps:", "rules: { quotes: the name is spelt so }\nstamps:");
    // The head of an image of 3 by 2 pixels.
    let png =
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &3_u32.to_be_bytes(), &2_u32.to_be_bytes()].concat();
    project.write("static/assets/dot.png", png);
    project
}

/// Fingerprints in the names of assets, written `#`.
fn without_fingerprints(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('-') {
        out.push_str(before);
        out.push('-');
        let digits = after.bytes().take_while(u8::is_ascii_hexdigit).count();
        let is_fingerprint = digits == 10 && after[digits..].starts_with('.');
        out.push_str(if is_fingerprint { "#" } else { "" });
        rest = if is_fingerprint { &after[digits..] } else { after };
    }
    out + rest
}

#[test]
fn the_small_site_publishes_exactly_these_files() {
    // Which fingerprint comes first changes with every edit of the style.
    let paths = without_fingerprints(&paths(&Project::small("").sound()));
    let paths: BTreeSet<&str> = paths.lines().collect();
    assert_text(
        &paths.into_iter().map(|path| format!("{path}\n")).collect::<String>(),
        "404.html
assets/blocks-#.css
assets/cheatsheet-#.css
assets/early-#.js
assets/front-#.css
assets/ports-#.css
assets/site-#.css
assets/site-#.js
assets/tools-#.js
en/glossary/index.html
en/index.html
en/mail/index.html
en/mail/read/index.html
en/mail/send/index.html
en/ports/465/index.html
en/ports/993/index.html
en/ports/by-service/index.html
en/ports/cheatsheet/index.html
en/ports/index.html
en/providers/index.html
en/providers/qq/index.html
en/services/imap/index.html
en/services/index.html
en/services/smtp-submission/index.html
en/services/urd/index.html
en/sources/index.html
en/tags/index.html
en/tags/sending/index.html
index.html
ports.csv
ports.json
robots.txt
schema/article.json
schema/clients-block.json
schema/clients.json
schema/clouds-block.json
schema/clouds.json
schema/commands-block.json
schema/errors-block.json
schema/errors.json
schema/fill-block.json
schema/firewall-block.json
schema/flow-block.json
schema/glossary.json
schema/handshake-block.json
schema/history.json
schema/ports-block.json
schema/ports.json
schema/problems.json
schema/providers.json
schema/section.json
schema/services.json
schema/settings-block.json
schema/site.json
schema/strings.json
schema/which-block.json
zh/glossary/index.html
zh/index.html
zh/mail/index.html
zh/mail/read/index.html
zh/mail/send/index.html
zh/ports/465/index.html
zh/ports/993/index.html
zh/ports/by-service/index.html
zh/ports/cheatsheet/index.html
zh/ports/index.html
zh/providers/index.html
zh/providers/qq/index.html
zh/services/imap/index.html
zh/services/index.html
zh/services/smtp-submission/index.html
zh/services/urd/index.html
zh/sources/index.html
zh/tags/index.html
zh/tags/sending/index.html",
    );
}

#[test]
fn more_inputs_add_exactly_their_own_files() {
    let small: BTreeSet<_> = Project::small("").sound().files.into_keys().collect();
    let all = with_base(more(Project::small(""))).sound();
    assert!(small.iter().all(|path| all.files.contains_key(path)));
    let added: String =
        all.files.keys().filter(|path| !small.contains(*path)).map(|path| format!("{path}\n")).collect();
    assert_text(
        &without_fingerprints(&added),
        "assets/dot-#.png
en/mail/old-relay/index.html
en/mail/relay/index.html
en/ports/1/index.html
en/ports/2379-2380/index.html
en/relays/index.html
en/services/etcd/index.html
list.txt
sitemap.xml
zh/mail/relay/index.html
zh/ports/1/index.html
zh/ports/2379-2380/index.html
zh/services/etcd/index.html",
    );
}

#[test]
fn every_format_has_outputs_in_the_site_with_more() {
    let mut project = more(Project::small("")).with_every_output();
    project.edit("content/site.yaml", "stamps:", "base_url: https://example.com/\nstamps:");
    project.edit("content/en/mail/relay.md", "order: 3", "order: 3\nchecked: 2026-11-20");
    project.add(crate::history::HISTORY);
    let site = project.site();
    let facts = facts::derive(&site);
    for format in FORMATS {
        assert!(!(format.plan)(&site, &facts).is_empty(), "{} has outputs", format.name);
    }
}

#[test]
fn an_article_page_says_the_same_in_both_languages() {
    let build = probed("").sound();
    assert_text(
        &file(&build, "zh/mail/send/index.html"),
        "zh-Hans page of zh-Hans text: 发信
switch en en/mail/send/
port 465 zh/ports/465/ 邮件提交
tag 发信 zh/tags/sending/
toc #check
<p>用 <a class=\"port\" href=\"../../../zh/ports/465/\" title=\"邮件提交\">465</a> 发信，见<a href=\"../../../zh/mail/read/#check\">收信</a>。</p>
<h2 check>确认</h>
table table-1 端口: 465 zh/ports/465/ p465-submissions
related 收信 zh/mail/read/: 本文提到它
next 收信 zh/mail/read/",
    );
    assert_text(
        &file(&build, "en/mail/read/index.html"),
        "en page of en text: Reading
switch zh-Hans zh/mail/read/
port 993 en/ports/993/ IMAP over TLS
toc #check
<p>Read on <a class=\"port\" href=\"../../../en/ports/993/\" title=\"IMAP over TLS\">993</a>.</p>
<h2 check>Check</h>
settings QQ Mail: imap.qq.com 993 en/ports/993/
related Sending en/mail/send/: similar subject
backlink Sending en/mail/send/
previous Sending en/mail/send/",
    );
}

#[test]
fn a_missing_translation_shows_the_original_with_a_notice() {
    let build = with_base(more(probed(""))).sound();
    assert_text(
        &without_fingerprints(&file(&build, "zh/mail/relay/index.html")),
        "zh-Hans page of en text: Relays
noindex
canonical https://example.com/a/b/en/mail/relay/
switch en en/mail/relay/
notice 本文暂无中文版，下面是英文原文。
tag 发信 zh/tags/sending/
toc #more
<p>See <a class=\"term\" href=\"../../../zh/glossary/#relay\">中继</a> and <a href=\"../../../zh/mail/send/\">发信</a>, then <a href=\"../../../list.txt\">list.txt</a>.</p>
<p>image assets/dot-#.png 3x2 A dot</p>
<h2 more>More</h>
related 发信 zh/mail/send/: 同一标签：发信
previous 收信 zh/mail/read/",
    );
    assert_text(
        &without_fingerprints(&file(&build, "en/mail/relay/index.html")),
        "en page of en text: Relays
canonical https://example.com/a/b/en/mail/relay/
switch zh-Hans zh/mail/relay/
tag Sending en/tags/sending/
toc #more
<p>See <a class=\"term\" href=\"../../../en/glossary/#relay\">relay</a> and <a href=\"../../../en/mail/send/\">Sending</a>, then <a href=\"../../../list.txt\">list.txt</a>.</p>
<p>image assets/dot-#.png 3x2 A dot</p>
<h2 more>More</h>
related Sending en/mail/send/: same tag: Sending
previous Reading en/mail/read/",
    );
}

#[test]
fn the_templates_of_the_neutral_benchmark_fit_the_views() {
    let mut project = Project::small("");
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peer/site");
    for (path, text) in tree(&site).into_iter().filter(|(path, _)| path.ends_with(".html")) {
        project.write(&path, text);
    }
    project.edit("content/site.yaml", "headers: false", "headers: false, highlighting: false");
    let code = "```sh\ntrue <端口>\n```\n\n";
    project.edit("content/zh/mail/read.md", "用 ", &format!("{code}用 "));
    project.edit("content/en/mail/read.md", "Read ", &format!("{code}Read "));
    assert!(
        project
            .page("zh/mail/read/index.html")
            .contains("<code class=\"language-sh\">true &lt;端口&gt;\n</code>")
    );
}

#[test]
fn code_has_colours_unless_the_site_does_without_them() {
    let mut project = Project::small("");
    let code = "```sh\nif true; then echo '<端口>'; fi\n```\n\n";
    project.edit("content/zh/mail/read.md", "用 ", &format!("{code}用 "));
    project.edit("content/en/mail/read.md", "Read ", &format!("{code}Read "));
    let page = |project: &Project| project.page("zh/mail/read/index.html");
    let coloured = "<code><span class=\"k\">if</span> <span class=\"f\">true</span>";
    assert!(page(&project).contains(coloured), "{}", page(&project));
    project.edit("content/site.yaml", "headers: false", "headers: false, highlighting: false");
    let plain = "<code>if true; then echo '&lt;端口&gt;'; fi\n</code>";
    assert!(page(&project).contains(plain), "{}", page(&project));
}

#[test]
fn a_missing_translation_is_marked_wherever_it_is_listed() {
    let build = more(probed("")).sound();
    let listed = "发信\n发信 zh/mail/send/\nRelays zh/mail/relay/ [英文, en]";
    assert_text(&file(&build, "zh/tags/sending/index.html"), listed);
    assert_text(
        &file(&build, "zh/mail/index.html"),
        "邮件\n发信 zh/mail/send/\n收信 zh/mail/read/\nRelays zh/mail/relay/ [英文, en]",
    );
    assert_text(
        &file(&build, "en/mail/index.html"),
        "Mail\nSending en/mail/send/\nReading en/mail/read/\nRelays en/mail/relay/",
    );
}

#[test]
fn every_link_to_a_missing_translation_bears_its_language() {
    let mut project = more(Project::small(""));
    project.edit("content/en/mail/relay.md", "tags: [sending]", "tags: [sending]\nports: [imaps]");
    project.edit("content/zh/mail/read.md", "用 ", "[](relay.md) 用 ");
    project.edit("content/en/mail/read.md", "Read ", "[](relay.md) Read ");
    project.edit("content/en/mail/relay.md", "See ", "[](port:imaps) [](service:imap) [](provider:qq) See ");
    let build = project.sound();
    let (mut bare, mut count) = (String::new(), 0);
    for (path, made) in build.files.iter().filter(|(path, _)| path.as_str().starts_with("zh/")) {
        let html = String::from_utf8_lossy(&made.bytes);
        for end in [
            ">Relays</a>",
            ">Relays</span></a>",
            ">Relays</span> <span class=\"chip foreign\">英文</span></a>",
        ] {
            for (at, _) in html.match_indices(end) {
                let tag = &html[html[..at].rfind('<').expect("a tag")..at];
                if !tag.contains(" lang=\"en\"") {
                    bare.push_str(&format!("{path}: {tag}\n"));
                }
                count += 1;
            }
        }
    }
    assert!(count > 15, "links were looked at: {count}");
    assert_text(&bare, "");
}

#[test]
fn an_old_address_forwards_to_the_article() {
    let build = with_base(more(Project::small(""))).sound();
    let page = file(&build, "en/mail/old-relay/index.html");
    let head: String = page
        .lines()
        .filter(|line| ["refresh", "canonical", "robots", "alternate"].iter().any(|word| line.contains(word)))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_text(
        &head,
        "<meta name=\"robots\" content=\"noindex\">
<link rel=\"canonical\" href=\"https://example.com/a/b/en/mail/relay/\">
<meta http-equiv=\"refresh\" content=\"0; url=../../../en/mail/relay/\">",
    );
    let page = file(&build, "en/relays/index.html");
    assert_eq!(page.matches("<a href=\"../../en/mail/relay/\">Relays</a>").count(), 1);
    assert_eq!(page.matches("url=../../en/mail/relay/\"").count(), 1);
}

#[test]
fn the_site_map_lists_every_page_that_says_something_of_its_own() {
    let build = with_base(more(Project::small(""))).sound();
    let link = |tag: &str, path: &str| {
        format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{BASE}{path}\"/>")
    };
    let both = |path: &str| {
        let (zh, en) = (format!("zh/{path}"), format!("en/{path}"));
        let links = link("zh-Hans", &zh) + &link("en", &en) + &link("x-default", &zh);
        format!("<url><loc>{BASE}{zh}</loc>{links}</url>\n<url><loc>{BASE}{en}</loc>{links}</url>\n")
    };
    let lists = [
        "",
        "ports/by-service/",
        "ports/",
        "services/",
        "providers/",
        "glossary/",
        "tags/",
        "sources/",
        "ports/cheatsheet/",
        "mail/",
    ];
    let read_and_relay = both("mail/read/") + &format!("<url><loc>{BASE}en/mail/relay/</loc></url>\n");
    let rest = [
        "mail/send/",
        "ports/1/",
        "ports/465/",
        "ports/993/",
        "ports/2379-2380/",
        "services/etcd/",
        "services/smtp-submission/",
        "services/urd/",
        "services/imap/",
        "providers/qq/",
        "tags/sending/",
    ];
    let expected = [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
        &format!("<url><loc>{BASE}</loc></url>\n"),
        &lists.map(both).concat(),
        &read_and_relay,
        &rest.map(both).concat(),
        "</urlset>\n",
    ];
    assert_eq!(file(&build, "sitemap.xml"), expected.concat());
}

#[test]
fn the_first_language_of_the_settings_is_the_default_for_search_engines() {
    let mut project = with_base(probed(""));
    project.edit("content/site.yaml", "languages: [zh, en]", "languages: [en, zh]");
    let build = project.sound();
    let page = file(&build, "zh/mail/send/index.html");
    let default: Vec<&str> = page.lines().filter(|line| line.contains("x-default")).collect();
    assert_eq!(default, ["alternate x-default https://example.com/a/b/en/mail/send/"]);
    let map = file(&build, "sitemap.xml");
    assert_eq!(map.matches("hreflang=\"x-default\" href=\"https://example.com/a/b/zh/").count(), 0);
    assert!(file(&build, "index.html").starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
}

#[test]
fn robots_are_told_of_the_site_map_when_there_is_one() {
    assert_eq!(Project::small("").page("robots.txt"), "User-agent: *\nAllow: /\n");
    assert_eq!(
        with_base(Project::small("")).page("robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://example.com/a/b/sitemap.xml\n"
    );
}

#[test]
fn absolute_addresses_appear_only_with_a_base_address() {
    let own = |build: &Build| -> String {
        let texts = build.files.values().map(|made| String::from_utf8_lossy(&made.bytes).into_owned());
        texts
            .filter(|text| text.contains("rel=\"canonical\"") || text.contains("hreflang=\"x-default\""))
            .collect()
    };
    assert_text(&own(&Project::small("").sound()), "");
    let base = "base_url: https://example.com/a/b\n";
    let mut configured = Project::small("");
    configured.edit("content/site.yaml", "languages:", &format!("{base}languages:"));
    let (configured, told) = (configured.sound(), with_base(Project::small("")).sound());
    let bytes = |build: &Build| build.files.values().map(|made| made.bytes.clone()).collect::<Vec<_>>();
    assert!(bytes(&configured) == bytes(&told), "the setting and the option say the same");
}

#[test]
fn the_registry_is_published_as_json() {
    let mut project = more(Project::small(""));
    let text = project.text("content/registry/ports/mail.yaml");
    let urd = text.split("- id: ").find(|entry| entry.starts_with("urd\n")).expect("it is there");
    project.write("content/registry/ports/mail.yaml", format!("- id: {urd}"));
    let ports = project.text("content/registry/ports/cluster.yaml");
    let etcd = ports.split("- id: etcd-udp").next().expect("it is there");
    project.write("content/registry/ports/cluster.yaml", etcd);
    for path in [
        "content/zh/mail/send.md",
        "content/en/mail/send.md",
        "content/zh/mail/read.md",
        "content/en/mail/read.md",
        "content/en/mail/relay.md",
        "content/registry/providers/qq.yaml",
    ] {
        project.remove(path);
    }
    project.edit("content/site.yaml", "stamps: [submissions]", "stamps: []");
    assert_text(
        &project.page("ports.json"),
        r#"[
  {
    "id": "urd",
    "number": 465,
    "transports": [
      "tcp"
    ],
    "iana": "urd",
    "service": "urd",
    "name": {
      "zh": "URD",
      "en": "URD"
    },
    "summary": {
      "zh": "与邮件无关。",
      "en": "Nothing to do with mail."
    },
    "family": "other",
    "encryption": [],
    "direction": "client-to-server",
    "advice": null,
    "use": null,
    "instead": null,
    "security": null,
    "status": "registered",
    "references": [
      {
        "iana": {
          "updated": "2025-12-15"
        }
      }
    ],
    "siblings": [],
    "aliases": {
      "zh": [],
      "en": []
    },
    "checked": "2026-11-20"
  },
  {
    "id": "etcd",
    "number": "2379-2380",
    "transports": [
      "tcp",
      "udp"
    ],
    "iana": null,
    "service": "etcd",
    "name": {
      "zh": "etcd",
      "en": "etcd, \"the store\""
    },
    "summary": {
      "zh": "存储。",
      "en": "A store."
    },
    "family": "cluster",
    "encryption": [
      "cleartext",
      "implicit"
    ],
    "direction": "server-to-server",
    "advice": null,
    "use": null,
    "instead": null,
    "security": null,
    "status": "unofficial",
    "references": [
      {
        "page": {
          "title": "Guide",
          "publisher": "etcd",
          "url": "https://etcd.io/docs/",
          "accessed": "2026-11-20",
          "primary": false
        }
      }
    ],
    "siblings": [
      "urd"
    ],
    "aliases": {
      "zh": [],
      "en": []
    },
    "checked": "2026-11-20"
  }
]"#,
    );
}

#[test]
fn the_registry_is_published_as_csv() {
    let lines = [
        "number,transports,id,iana,service,family,name_zh,name_en,encryption,direction,advice,status,summary_zh,summary_en",
        "1,udp,etcd-udp,,etcd,cluster,一,One,,local,,deprecated,一。,One.",
        "465,tcp,submissions,submissions,smtp-submission,mail,邮件提交,Submission over TLS,implicit,client-to-server,prefer,registered,客户端在这里提交邮件。,Mail programs hand in messages here.",
        "465,tcp,urd,urd,urd,other,URD,URD,,client-to-server,,registered,与邮件无关。,Nothing to do with mail.",
        "993,tcp,imaps,imaps,imap,mail,IMAP（隐式 TLS）,IMAP over TLS,implicit,client-to-server,,registered,客户端在这里读信。,Mail programs read mail here.",
        "2379-2380,tcp udp,etcd,,etcd,cluster,etcd,\"etcd, \"\"the store\"\"\",cleartext implicit,server-to-server,,unofficial,存储。,A store.",
    ];
    assert_eq!(more(Project::small("")).page("ports.csv"), lines.map(|line| format!("{line}\r\n")).concat());
}

#[test]
fn the_page_for_missing_addresses_works_at_any_depth() {
    let links = |page: &str| {
        let links = attributes(page).filter(|link| !link.starts_with("data:"));
        let links: BTreeSet<String> = links.map(|link| without_fingerprints(&link) + "\n").collect();
        links.into_iter().collect::<String>()
    };
    assert_text(
        &links(&with_base(Project::small("")).page("404.html")),
        "#main
/a/b/
/a/b/assets/early-#.js
/a/b/assets/front-#.css
/a/b/assets/site-#.css
/a/b/assets/site-#.js
/a/b/en/
/a/b/en/ports/
/a/b/zh/
/a/b/zh/ports/",
    );
    assert_text(
        &links(&Project::small("").page("404.html")),
        "#main\n/\n/assets/early-#.js\n/assets/front-#.css\n/assets/site-#.css\n/assets/site-#.js\n/en/\n/en/ports/\n/zh/\n/zh/ports/",
    );
}

#[test]
fn a_heading_without_an_id_borrows_that_of_its_counterpart() {
    let mut project = probed("");
    project.edit("content/zh/mail/read.md", "## 确认 {#check}", "## 确认\n\n### 细节");
    project.edit(
        "content/en/mail/read.md",
        "## Check {#check}",
        "## Check {#check}\n\n### Details {#details}",
    );
    let build = project.sound();
    for page in ["zh/mail/read/index.html", "en/mail/read/index.html"] {
        let toc: Vec<String> =
            file(&build, page).lines().filter(|line| line.starts_with("toc")).map(str::to_string).collect();
        assert_eq!(toc, ["toc #check #details"], "{page}");
    }
}

#[test]
fn an_empty_link_says_what_the_registry_says() {
    let links = "[](port:submissions) [](port:submissions#number) [](port:submissions#name) \
                 [](port:submissions#service) [](port:submissions#transport) [](port:etcd) [](port:urd) \
                 [mine](port:submissions) [](service:imap) [](provider:qq) [](term:relay) [](read.md) \
                 [](read.md#check) [](#check)\n";
    let mut project = more(probed(""));
    for (lang, text) in [("zh", "用 "), ("en", "Send on ")] {
        let path = format!("content/{lang}/mail/send.md");
        project.edit(
            &path,
            &format!("{text}[](port:submissions)"),
            &format!("{links}\n{text}[](port:submissions)"),
        );
        project.edit(&path, "ports: [submissions]", "ports: [submissions, etcd, urd]");
    }
    let build = project.sound();
    let filled = |path: &str| {
        let page = file(&build, path);
        let line = page.lines().find(|line| line.starts_with("<p>")).expect("a paragraph").to_string();
        line.replace("</a> ", "</a>\n").replace("../../../", "")
    };
    let port = |lang: &str, place: &str, title: &str, text: &str| {
        format!("<a class=\"port\" href=\"{lang}/ports/{place}\" title=\"{title}\">{text}</a>\n")
    };
    let of_465 = |lang: &str, title: &str, texts: [&str; 5]| {
        texts.map(|text| port(lang, "465/", title, text)).concat()
    };
    let zh = of_465("zh", "邮件提交", ["465", "465", "邮件提交", "邮件提交", "TCP"])
        + &port("zh", "2379-2380/", "etcd", "2379–2380")
        + &port("zh", "465/#urd", "URD", "465")
        + &port("zh", "465/", "邮件提交", "mine")
        + "<a href=\"zh/services/imap/\">IMAP</a>
<a href=\"zh/providers/qq/\">QQ 邮箱</a>
<a class=\"term\" href=\"zh/glossary/#relay\">中继</a>
<a href=\"zh/mail/read/\">收信</a>
<a href=\"zh/mail/read/#check\">收信</a>
<a href=\"#check\">#check</a></p>";
    assert_text(&filled("zh/mail/send/index.html"), &format!("<p>{zh}"));
    let en = of_465(
        "en",
        "Submission over TLS",
        ["465", "465", "Submission over TLS", "Message submission", "TCP"],
    ) + &port("en", "2379-2380/", "etcd, &quot;the store&quot;", "2379–2380")
        + &port("en", "465/#urd", "URD", "465")
        + &port("en", "465/", "Submission over TLS", "mine")
        + "<a href=\"en/services/imap/\">IMAP</a>
<a href=\"en/providers/qq/\">QQ Mail</a>
<a class=\"term\" href=\"en/glossary/#relay\">relay</a>
<a href=\"en/mail/read/\">Reading</a>
<a href=\"en/mail/read/#check\">Reading</a>
<a href=\"#check\">#check</a></p>";
    assert_text(&filled("en/mail/send/index.html"), &format!("<p>{en}"));
}

#[test]
fn two_entries_with_one_number_share_a_page_and_have_anchors() {
    let build = more(probed("")).sound();
    assert_text(
        &file(&build, "zh/ports/465/index.html"),
        "465 端口：邮件提交
#submissions 465/tcp 邮件提交, registered as submissions
#urd 465/tcp URD, registered as urd
article 发信 zh/mail/send/
provider QQ 邮箱 zh/providers/qq/",
    );
    let table = more(Project::small("")).page("en/ports/index.html");
    let anchors: Vec<&str> =
        table.split("<tr id=\"").skip(1).filter_map(|row| row.split('"').next()).collect();
    assert_eq!(anchors, ["p1", "p465-submissions", "p465-urd", "p993", "p2379-2380"]);
}

#[test]
fn a_range_is_one_page_and_an_entry_without_an_iana_name_says_so() {
    let build = more(probed("")).sound();
    assert_text(
        &file(&build, "en/ports/2379-2380/index.html"),
        "Port 2379–2380: etcd, &quot;the store&quot;
#etcd 2379-2380/tcp+udp etcd, &quot;the store&quot;, no IANA name, sibling 465 en/ports/465/#urd",
    );
}

#[test]
fn drafts_are_published_only_when_asked_for() {
    let hidden = more(probed(""));
    let mut shown = hidden.clone();
    shown.options.drafts = Drafts::Shown;
    let (hidden, shown) = (hidden.sound(), shown.sound());
    let added: Vec<&str> = shown
        .files
        .keys()
        .filter(|path| !hidden.files.contains_key(path))
        .map(|path| path.as_str())
        .collect();
    assert_eq!(added, ["en/mail/draft/index.html", "zh/mail/draft/index.html"]);
    let says = |build: &Build, page: &str| file(build, page).matches("mail/draft/").count();
    for page in ["en/mail/index.html", "en/tags/sending/index.html", "en/ports/2379-2380/index.html"] {
        assert_eq!((says(&hidden, page), says(&shown, page)), (0, 1), "{page}");
    }
}

#[test]
fn a_draft_may_lead_to_drafts_and_a_published_article_may_not() {
    let draft = |name: &str, to: &str| {
        let front = format!("title: {name}\nsummary: {name}\nrelated: [mail/{to}]\ndraft: true\n");
        format!("//- content/en/mail/{name}.md\n---\n{front}---\n\n[]({to}.md)\n")
    };
    let hidden = Project::small(&(draft("one", "two") + &draft("two", "one")));
    let mut shown = hidden.clone();
    shown.options.drafts = Drafts::Shown;
    assert_eq!(shown.sound().files.len(), hidden.sound().files.len() + 4);
    let problems = [hidden, shown].map(|mut project| {
        project.edit("content/en/mail/send.md", "Send on ", "[](one.md) Send on ");
        project.edit("content/en/mail/read.md", "order: 2", "order: 2\nrelated: [mail/two]");
        project.problems_in_both()
    });
    // Whether drafts are looked at makes no difference: what passes `check` can be built.
    assert_eq!(problems[0], problems[1]);
    let heads: Vec<&str> = problems[0][1].lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(
        heads,
        [
            "error[P0309]: `mail/two` is a draft, which is not published",
            "error[P0401]: `one.md` is a draft, which is not published"
        ]
    );
}

#[test]
fn a_changed_asset_has_a_new_name_that_every_page_uses() {
    let project = Project::small("");
    let mut changed = project.clone();
    changed.write("static/assets/site.css", "body { color: black }\n");
    let css = |build: &Build| {
        let is_css = |path: &&str| path.starts_with("assets/site-") && path.ends_with(".css");
        build.files.keys().map(|path| path.as_str()).find(is_css).expect("a stylesheet").to_string()
    };
    let (before, after) = (project.sound(), changed.sound());
    let (old, new) = (css(&before), css(&after));
    assert_ne!(old, new);
    assert_eq!(file(&after, &new), "body { color: black }\n");
    for (path, made) in &before.files {
        let path = path.as_str();
        if path == old {
            assert!(!after.files.keys().any(|path| path.as_str() == old));
            continue;
        }
        let text = String::from_utf8_lossy(&made.bytes);
        assert_eq!(text.contains(&old), path.ends_with(".html"), "{path}");
        assert!(file(&after, path) == text.replace(&old, &new), "{path} differs in the name only");
    }
}

#[test]
fn a_file_outside_assets_keeps_its_name_and_its_bytes() {
    let mut project = Project::small("//- static/.well-known/x\nas it is\n//- static/图/a.txt\n图");
    project.write("static/raw.bin", [0, 159, 146, 150]);
    let build = project.sound();
    assert_eq!(file(&build, ".well-known/x"), "as it is\n");
    assert_eq!(file(&build, "图/a.txt"), "图");
    let raw = build.files.iter().find(|(path, _)| path.as_str() == "raw.bin").expect("it is published");
    assert_eq!(raw.1.bytes, [0, 159, 146, 150]);
}

#[test]
fn a_site_overrides_templates_and_texts_one_by_one() {
    let mut project = Project::small(
        "//- templates/parts/foot.html\n<footer>{{ site.name }}, {{ t.home }}</footer>\n\
         //- content/strings.yaml\nhome: { zh: 起点, en: Start }\n",
    );
    let build = project.sound();
    for (path, made) in &build.files {
        let text = String::from_utf8_lossy(&made.bytes);
        let is_page = text.contains("class=\"head\"><a") || text.contains("class=\"main-nav\"");
        if is_page && path.as_str() != "404.html" {
            let footer = match path.as_str().starts_with("zh/") {
                true => "<footer>小站, 起点</footer>",
                false => "<footer>Small, Start</footer>",
            };
            assert_eq!(text.matches(footer).count(), 1, "{path}");
        }
    }
    // The rest is still that of the program.
    let page = file(&build, "en/mail/send/index.html");
    assert_eq!(page.matches("<a href=\"../../../en/\">Start</a>").count(), 1);
    assert_eq!(page.matches(">Related articles</h2>").count(), 1);
    project.add("//- templates/article.html\nonly {{ article.title }}\n");
    assert_eq!(project.page("en/mail/send/index.html").trim(), "only Sending");
}

#[test]
fn every_link_of_every_page_leads_to_a_published_file() {
    let mut project = more(Project::small(""));
    project.options.drafts = Drafts::Shown;
    assert_links(&project.sound(), "/");
    assert_links(&with_base(project).sound(), "/a/b/");
}

#[test]
fn every_link_of_our_own_site_leads_to_a_published_file() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let snapshot = portolan::source::disk::read(root).expect("the repository is readable");
    assert_links(&portolan::build::run::build(&snapshot, &Default::default()), "/");
}

/// The values of `href` and `src`, and the targets of redirects.
fn attributes(html: &str) -> impl Iterator<Item = String> {
    let quoted = |at: usize| html[at..].split('"').next().expect("a value").replace("&amp;", "&");
    let starts = [" href=\"", " src=\"", "content=\"0; url="];
    starts
        .into_iter()
        .flat_map(move |start| html.match_indices(start).map(move |(at, _)| quoted(at + start.len())))
        .collect::<Vec<_>>()
        .into_iter()
}

/// Links are relative and never climb above the root, so any prefix does; the page for missing
/// addresses alone begins them at `base`. Anchors are there, and every id is there once.
fn assert_links(build: &Build, base: &str) {
    let ids = |html: &str| -> Vec<String> {
        let ids = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        ids.map(str::to_string).collect()
    };
    let mut wrong = String::new();
    let mut count = 0;
    for path in build.files.keys().map(|path| path.as_str()).filter(|path| path.ends_with(".html")) {
        let html = file(build, path);
        let own = ids(&html);
        let repeated = own.iter().filter(|id| own.iter().filter(|other| other == id).count() > 1);
        repeated.for_each(|id| wrong.push_str(&format!("{path}: #{id} occurs twice\n")));
        for link in attributes(&html).filter(|link| !link.contains(':')) {
            count += 1;
            let (target, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = target.split('?').next().expect("a part");
            let found = match (target, path) {
                ("", _) => Some(path.to_string()),
                (_, "404.html") => target.strip_prefix(base).map(str::to_string),
                _ => follow(path, target),
            };
            let found = found.map(|found| match found.is_empty() || found.ends_with('/') {
                true => found + "index.html",
                false => found,
            });
            let published = found.filter(|found| build.files.keys().any(|path| path.as_str() == found));
            match published {
                None => wrong.push_str(&format!("{path}: {link} leads nowhere\n")),
                Some(found)
                    if !anchor.is_empty() && !ids(&file(build, &found)).iter().any(|id| id == anchor) =>
                {
                    wrong.push_str(&format!("{path}: {link} has no such anchor\n"));
                }
                Some(_) => {}
            }
        }
    }
    assert_text(&wrong, "");
    assert!(count > 500, "links were looked at: {count}");
}

/// The path that a relative link names; `None` when it is absolute or climbs above the root.
fn follow(page: &str, link: &str) -> Option<String> {
    let mut segments: Vec<&str> = page.split('/').collect();
    segments.pop();
    let (folders, name) = link.rsplit_once('/').unwrap_or(("", link));
    for segment in folders.split('/').filter(|_| !folders.is_empty() || link.starts_with('/')) {
        match segment {
            "" => return None,
            "." => {}
            ".." => drop(segments.pop()?),
            _ => segments.push(segment),
        }
    }
    segments.push(name);
    Some(segments.join("/"))
}

/// A site whose articles share what is asked for: `(key, front matter, text)` in both languages.
fn articles(articles: &[(&str, &str, &str)]) -> Project {
    let mut project = probed("");
    for path in ["zh/mail/send", "en/mail/send", "zh/mail/read", "en/mail/read"] {
        project.remove(&format!("content/{path}.md"));
    }
    project.edit("content/site.yaml", "sending: {", "rare: { zh: 少见, en: Rare }\n  sending: {");
    for (key, front, text) in articles {
        for (lang, title) in [("zh", "号"), ("en", "It")] {
            let text = format!("---\ntitle: {key} {title}\nsummary: {key}\n{front}---\n\n{text}\n");
            project.write(&format!("content/{lang}/mail/{key}.md"), text);
        }
    }
    project
}

fn related(build: &Build, page: &str) -> String {
    let page = file(build, &format!("{page}/index.html"));
    let lines = page.lines().filter_map(|line| line.strip_prefix("related "));
    lines.map(|line| format!("{line}\n")).collect()
}

fn scores(project: &Project, key: &str) -> Vec<(String, u32)> {
    let site = project.site();
    let related = facts::derive(&site).related;
    let near = &related[&ArticleKey::new(key)];
    near.iter().map(|Near { key, score, .. }| (key.to_string(), *score)).collect()
}

const ON_465: (&str, &str) = ("ports: [submissions]\n", "[](port:submissions)");

#[test]
fn at_most_five_articles_are_related_and_equal_ones_stand_by_key() {
    let (front, text) = ON_465;
    let project = articles(&["g", "c", "a", "f", "b", "d", "e"].map(|key| (key, front, text)));
    let build = project.sound();
    assert_text(
        &related(&build, "en/mail/d"),
        "a It en/mail/a/: also about 465
b It en/mail/b/: also about 465
c It en/mail/c/: also about 465
e It en/mail/e/: also about 465
f It en/mail/f/: also about 465",
    );
    assert_text(
        &related(&build, "zh/mail/d"),
        "a 号 zh/mail/a/: 同样涉及 465
b 号 zh/mail/b/: 同样涉及 465
c 号 zh/mail/c/: 同样涉及 465
e 号 zh/mail/e/: 同样涉及 465
f 号 zh/mail/f/: 同样涉及 465",
    );
    let equal = ["mail/a", "mail/b", "mail/c", "mail/e", "mail/f"].map(|key| (key.to_string(), 342));
    assert_eq!(scores(&project, "mail/d"), equal);
}

#[test]
fn a_port_that_few_articles_share_weighs_more_than_one_that_many_share() {
    let (front, text) = ON_465;
    let both = ("ports: [submissions, imaps]\n", "[](port:submissions) [](port:imaps)");
    let project = articles(&[
        ("a", front, text),
        ("b", front, text),
        ("own", both.0, both.1),
        ("z", "ports: [imaps]\n", "[](port:imaps)"),
    ]);
    assert_text(
        &related(&project.sound(), "en/mail/own"),
        "z It en/mail/z/: also about 993
a It en/mail/a/: also about 465
b It en/mail/b/: also about 465",
    );
    let expected = [("mail/z", 1200), ("mail/a", 800), ("mail/b", 800)].map(|(key, n)| (key.to_string(), n));
    assert_eq!(scores(&project, "mail/own"), expected);
}

#[test]
fn what_the_author_chose_comes_first() {
    let (front, text) = ON_465;
    let chosen = format!("{front}related: [mail/z, mail/own, mail/x]\n");
    let project =
        articles(&[("a", front, text), ("own", &chosen, text), ("x", "", "Nothing."), ("z", "", "Nothing.")]);
    let build = project.sound();
    assert_text(
        &related(&build, "en/mail/own"),
        "x It en/mail/x/: chosen by the author
z It en/mail/z/: chosen by the author
a It en/mail/a/: also about 465",
    );
    assert_text(&related(&build, "en/mail/z"), "");
}

#[test]
fn links_tags_and_words_are_reasons_too() {
    let project = articles(&[
        ("from", "tags: [sending]\n", "[](to.md)"),
        ("to", "", "Nothing."),
        ("tagged", "tags: [sending, rare]\n", "## Certificates expire quickly 证书过期 {#x}"),
        ("words", "tags: [rare]\n", "## Certificates expire quickly 证书过期 {#x}"),
    ]);
    let build = project.sound();
    assert_text(
        &related(&build, "zh/mail/from"),
        "tagged 号 zh/mail/tagged/: 同一标签：发信\nto 号 zh/mail/to/: 本文提到它",
    );
    assert_text(&related(&build, "en/mail/to"), "from It en/mail/from/: it links to this article");
    assert_text(&related(&build, "en/mail/words"), "tagged It en/mail/tagged/: similar subject");
    assert_text(
        &related(&build, "en/mail/tagged"),
        "words It en/mail/words/: similar subject
from It en/mail/from/: same tag: Sending",
    );
}

#[test]
fn neither_a_draft_nor_the_article_itself_is_related() {
    let (front, text) = ON_465;
    let draft = format!("{front}draft: true\n");
    let mut project =
        articles(&[("a", front, &format!("{text} [](a.md)")), ("b", front, text), ("c", &draft, text)]);
    assert_text(&related(&project.sound(), "en/mail/a"), "b It en/mail/b/: also about 465");
    // A draft does not make a port less rare either.
    assert_eq!(scores(&project, "mail/a"), [("mail/b".to_string(), 1200)]);
    project.options.drafts = Drafts::Shown;
    let shown = project.sound();
    assert_text(
        &related(&shown, "en/mail/a"),
        "b It en/mail/b/: also about 465\nc It en/mail/c/: also about 465",
    );
}

#[test]
fn both_languages_list_the_same_articles_in_the_same_order() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let snapshot = portolan::source::disk::read(root).expect("the repository is readable");
    let mut project = Project::new(PROBE);
    project.snapshot = snapshot;
    project.add(PROBE);
    let build = project.sound();
    for key in project.site().keys() {
        let order = |lang| {
            let page = address::article(lang, key);
            let lines = related(&build, page.trim_end_matches('/'));
            let hrefs = lines.lines().filter_map(|line| line.split(&format!(" {lang}/")).nth(1));
            hrefs.filter_map(|rest| rest.split(':').next()).map(str::to_string).collect::<Vec<_>>()
        };
        let [zh, en] = portolan::base::lang::Lang::ALL.map(order);
        assert!(!zh.is_empty() && zh.len() <= 5, "{key}");
        assert_eq!(zh, en, "{key}");
    }
}

#[test]
fn the_page_for_missing_addresses_carries_its_own_rules() {
    let page = Project::small("//- templates/parts/missing.css\nbody { color: black }\n").page("404.html");
    assert_eq!(page.matches("<style>\nbody { color: black }\n</style>").count(), 1);
    let page = Project::small("").page("404.html");
    let (_, rules) = page.split_once("<style>").expect("there are rules");
    let (rules, _) = rules.split_once("</style>").expect("they end");
    assert!(rules.len() > 100 && !rules.contains('&'), "{rules}");
}

#[test]
fn a_style_of_the_site_is_loaded_after_that_of_the_program() {
    let mut project = Project::small("");
    let styles = |page: &str| {
        let lines = page.lines().filter(|line| line.contains("rel=\"stylesheet\""));
        // Without the digits of fingerprints.
        lines.map(|line| line.split('-').next().unwrap_or(line).to_string()).collect::<Vec<_>>()
    };
    let own = "<link rel=\"stylesheet\" href=\"../../../assets/site";
    assert_eq!(styles(&project.page("zh/mail/send/index.html")), [own]);
    project.write("static/assets/theme.css", ":root { --accent: #7a1f5c }\n");
    let of_the_site = "<link rel=\"stylesheet\" href=\"../../../assets/theme";
    assert_eq!(styles(&project.page("zh/mail/send/index.html")), [own, of_the_site]);
}

#[test]
fn a_site_leads_to_its_articles_in_its_own_words_and_says_where_mistakes_go() {
    let mut project = Project::small("");
    let settings = "\
tasks: [{ title: { zh: 我要发信, en: Send mail }, article: mail/send }]
footer: [{ title: { zh: 怎样确认, en: How to check }, article: mail/read#check }]
report: https://example.org/issues?title={page}
standards: { checked: { days: 4000, providers: 3000, tags: { sending: 2000 } } }
tags:
";
    project.edit("content/site.yaml", "tags:\n", settings);
    project.edit("content/zh/mail/send.md", "origin: zh\n", "origin: zh\nchecked: 2026-11-25\n");
    let page = |path: &str, part: &str| {
        let text = project.page(path);
        assert!(text.contains(part), "{part} is not in {text}");
    };
    page("zh/index.html", "<li><a href=\"../zh/mail/send/\">我要发信</a></li>");
    page("zh/mail/send/index.html", "<a href=\"../../../zh/mail/read/#check\">怎样确认</a>");
    page(
        "zh/mail/send/index.html",
        "<a href=\"https://example.org/issues?title=zh/mail/send/\">报告错误</a>",
    );
    page("zh/mail/send/index.html", "<time datetime=\"2026-11-25\" data-due=\"2032-05-17\">");
    page("en/ports/993/index.html", "<time datetime=\"2026-11-20\" data-due=\"2037-11-02\">");
    page("en/providers/qq/index.html", "<time datetime=\"2026-11-20\" data-due=\"2035-02-06\">");
    // A site that says nothing of these has none of them.
    let plain = Project::small("").page("zh/ports/993/index.html");
    assert!(!plain.contains("data-due=\"20") && !plain.contains("报告错误"), "{plain}");
}

#[test]
fn every_source_is_listed_once_with_what_rests_on_it() {
    let mut project = Project::small("");
    let sources = "origin: zh\nsources: [{ rfc: 8314, section: \"4.1\" }]\n";
    project.edit("content/zh/mail/send.md", "origin: zh\n", sources);
    let page = project.page("zh/sources/index.html");
    let source = page.split("<li>").find(|item| item.contains(">RFC 8314</a>")).expect("it is listed");
    let source = source.split("</li>").next().expect("it ends");
    let links: String = attributes(source).map(|link| format!("{link}\n")).collect();
    assert_text(
        &links,
        "https://www.rfc-editor.org/rfc/rfc8314.html
https://www.rfc-editor.org/rfc/rfc8314.html#section-3.2
https://www.rfc-editor.org/rfc/rfc8314.html#section-3.3
https://www.rfc-editor.org/rfc/rfc8314.html#section-4.1
../../zh/mail/send/
../../zh/ports/465/
../../zh/ports/993/
../../zh/providers/qq/",
    );
    assert_eq!(page.matches(">RFC 8314</a>").count(), 1);
}

#[test]
fn a_task_that_leads_nowhere_is_reported_where_it_is_written() {
    let mut project = Project::small("");
    let tasks = "\
tasks:
  - { title: { zh: 发信, en: Send }, article: mail/sned }
  - { title: { zh: 收信, en: Read }, article: mail/read#chekc }
tags:
";
    project.edit("content/site.yaml", "tags:\n", tasks);
    assert_text(
        &project.short(),
        "content/site.yaml:8:45: error[P0309]: there is no article `mail/sned` (write `mail/send`)
content/site.yaml:9:45: error[P0402]: `mail/read` has no heading `#chekc` (write `#check`)",
    );
}

#[test]
fn no_heading_has_an_empty_id() {
    let mut project = Project::small("");
    for (lang, old, text) in [
        ("zh", "## 确认 {#check}", "# 怎样发信\n\n## 确认 {#check}\n\n### 甲 {#a}\n\n#### 乙"),
        ("en", "## Check {#check}", "# How to send\n\n## Check {#check}\n\n### A {#a}\n\n#### And B"),
    ] {
        project.edit(&format!("content/{lang}/mail/send.md"), old, text);
    }
    let build = project.build();
    for (lang, expected) in
        [("zh", "section check a section-2 page-related"), ("en", "how-to-send check a and-b page-related")]
    {
        let page = file(&build, &format!("{lang}/mail/send/index.html"));
        let (_, body) = page.split_once("<h1 id=").expect("a heading of level 1 in the body");
        let with_id = format!("<h1 id={body}");
        let ids =
            with_id.split("<h").filter_map(|rest| rest.get(1..)?.strip_prefix(" id=\"")?.split('"').next());
        assert_eq!(ids.collect::<Vec<_>>().join(" "), expected);
    }
}
