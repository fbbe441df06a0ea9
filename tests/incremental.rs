//! Which outputs an edit makes again, and why: for each kind of edit the whole list, as `build
//! --explain` prints it.

use crate::harness::{self, Project, explained};
use std::collections::BTreeSet;

/// An edit of the site.
struct Case {
    name: &'static str,
    edit: fn(&mut Project),
    /// `path: reason` for what is made, `- path` for what is gone.
    made: &'static str,
}

/// The small site with what it has not: a table with summaries, an image, a file, an unused tag, a
/// draft, an alias, a base address.
fn site() -> Project {
    let mut project = Project::small(MORE);
    project.edit(
        "content/site.yaml",
        "tags:\n",
        "base_url: https://example.com/\ntags:\n  reading: { zh: 收信, en: Reading }\n",
    );
    // Its name holds its fingerprint; a new look of the program is not a new expectation here.
    project.write("static/assets/site.css", "body {}");
    project.accept();
    project.sound();
    project
}

const MORE: &str = "\
//- content/en/web/_section.md
---
title: Web
summary: Web ports
order: 2
---
//- content/zh/web/_section.md
---
title: 网页
summary: 网页端口
order: 2
---
//- content/en/web/http.md
---
title: HTTP
summary: What listens
aliases: [web/old]
related: [mail/read]
---

See [](term:relay), [](service:imap), [](provider:qq) and [a list](../../../static/list.txt).

![A dot](../../../static/assets/dot.svg)

```ports
family: other
columns: [number, summary]
```

```errors
```

```clients
```

```clouds
```
//- content/registry/errors.yaml
- id: refused
  shown: [Connection refused]
  stage: connect
  meaning: { zh: 没有程序在听。, en: Nothing listens. }
  remedy: { zh: 启动服务。, en: Start the service. }
  ports: [submissions]
  references: [{ rfc: 9293 }]
  checked: 2026-11-20
//- content/registry/clients.yaml
- id: thunderbird
  name: { zh: 雷鸟, en: Thunderbird }
  labels: [{ text: { zh: 无, en: None }, encryption: [cleartext], ports: [] }]
  references: [{ rfc: 8314 }]
  checked: 2026-11-20
//- content/registry/clouds.yaml
- id: cumulus
  name: { zh: 积云, en: Cumulus }
  policy: closed
  outbound: { zh: 封。, en: Blocked. }
  unblock: { zh: 不能。, en: No way. }
  basis: { zh: 官方文档, en: Its own page }
  references: [{ rfc: 5068 }]
  checked: 2026-11-20
//- content/zh/web/draft.md
---
title: 草稿
summary: 未完成
draft: true
---
//- static/list.txt
a list
//- static/assets/dot.svg
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>
//- templates/parts/mark.html
{% component mark(text) %}<i>{{ text }}</i>{% endcomponent mark %}
//- templates/glossary.html
{% extends \"base.html\" %}
{% block main %}{{ <mark text={t.skip} /> }}{{ glossary }}{% include \"parts/head.html\" %}{% endblock main %}
//- templates/parts/spare.html
";

const PORTS: &str = "content/registry/ports/mail.yaml";

/// Puts a line before another one.
fn add(project: &mut Project, path: &str, before: &str, line: &str) {
    project.edit(path, before, &format!("{line}{before}"));
}

const PORT: &str = "\
- id: ID
  number: NUMBER
  transports: [tcp]
  iana: ID
  service: SERVICE
  name: { zh: 新, en: New }
  summary: { zh: 新。, en: New. }
  family: FAMILY
  encryption: []
  direction: client-to-server
  status: registered
  references: [{ rfc: 8314 }]
  checked: 2026-11-20
";

fn port(project: &mut Project, id: &str, number: &str, service: &str, family: &str) {
    let text = PORT.replace("ID", id).replace("NUMBER", number);
    let text = text.replace("SERVICE", service).replace("FAMILY", family);
    project.write(&format!("content/registry/ports/{id}.yaml"), text);
}

const CASES: &[Case] = &[
    Case { name: "nothing", edit: |_| {}, made: "" },
    Case {
        name: "a body",
        edit: |p| p.edit("content/en/mail/send.md", "Send on ", "Do send on "),
        made: "en/mail/send/index.html: body en/mail/send",
    },
    Case {
        name: "an original",
        edit: |p| p.edit("content/zh/mail/send.md", "发信，见", "来发信，见"),
        made: "\
en/mail/send/index.html: lagging en/mail/send
zh/mail/send/index.html: body zh/mail/send",
    },
    Case {
        name: "an original and the record of its translation",
        edit: |p| {
            p.edit("content/zh/mail/send.md", "发信，见", "来发信，见");
            p.accept();
        },
        made: "zh/mail/send/index.html: body zh/mail/send",
    },
    Case {
        name: "a record taken out",
        edit: |p| {
            let lock = p.text("content/translations.lock");
            let lines = lock.lines().filter(|line| !line.starts_with("en/mail/send check"));
            p.write("content/translations.lock", lines.collect::<Vec<_>>().join("\n"));
        },
        made: "en/mail/send/index.html: lagging en/mail/send",
    },
    Case {
        name: "an original whose lines are wrapped elsewhere",
        edit: |p| p.edit("content/zh/mail/send.md", "发信，见", "发信，\n见"),
        made: "",
    },
    Case {
        name: "a title",
        edit: |p| p.edit("content/en/mail/send.md", "title: Sending", "title: How to send"),
        made: "\
en/index.html: title en/mail/send
en/mail/index.html: title en/mail/send
en/mail/read/index.html: title en/mail/send
en/mail/send/index.html: title en/mail/send
en/ports/465/index.html: title en/mail/send
en/services/smtp-submission/index.html: title en/mail/send
en/tags/index.html: title en/mail/send
en/tags/sending/index.html: head en/mail/send",
    },
    Case {
        name: "a summary",
        edit: |p| {
            p.edit("content/en/mail/send.md", "summary: Which port sends", "summary: The port that sends")
        },
        made: "\
en/mail/index.html: head en/mail/send
en/mail/send/index.html: head en/mail/send
en/tags/sending/index.html: head en/mail/send",
    },
    Case {
        name: "a source of an article",
        edit: |p| p.edit("content/en/mail/send.md", "order: 1\n", "order: 1\nsources: [{ rfc: 5321 }]\n"),
        made: "\
en/mail/index.html: head en/mail/send
en/mail/send/index.html: head en/mail/send
en/sources/index.html: sources
en/tags/sending/index.html: head en/mail/send
zh/sources/index.html: sources",
    },
    Case {
        name: "the date of a check",
        edit: |p| add(p, "content/en/mail/send.md", "origin: zh", "checked: 2026-11-20\n"),
        made: "\
en/index.html: recent en
en/mail/index.html: head en/mail/send
en/mail/send/index.html: head en/mail/send
en/tags/sending/index.html: head en/mail/send",
    },
    Case {
        name: "the name of a port",
        edit: |p| p.edit(PORTS, "en: IMAP over TLS", "en: IMAP with TLS"),
        made: "\
en/mail/read/index.html: port-name en/imaps
en/ports/465/index.html: port-name en/imaps
en/ports/993/index.html: port-name en/imaps
en/ports/by-service/index.html: port-name en/imaps
en/ports/cheatsheet/index.html: port-name en/imaps
en/ports/index.html: port-name en/imaps
en/providers/qq/index.html: port-name en/imaps
en/services/imap/index.html: port-name en/imaps
en/services/index.html: port-name en/imaps
en/sources/index.html: port-name en/imaps
ports.csv: port imaps
ports.json: port imaps
zh/ports/993/index.html: port imaps",
    },
    Case {
        name: "the summary of a port",
        edit: |p| p.edit(PORTS, "en: Nothing to do with mail.", "en: No mail."),
        made: "\
en/ports/465/index.html: port urd
en/web/http/index.html: port-summary en/urd
ports.csv: port urd
ports.json: port urd
zh/ports/465/index.html: port urd",
    },
    Case {
        name: "when to use a port",
        edit: |p| p.edit(PORTS, "iana: urd", "iana: urd\n  use: { zh: 组播, en: Multicast }"),
        made: "\
en/ports/465/index.html: port urd
ports.csv: port urd
ports.json: port urd
zh/ports/465/index.html: port urd",
    },
    Case {
        name: "the verdict on a port",
        edit: |p| p.edit(PORTS, "verdict: prefer", "verdict: fine"),
        made: "\
en/index.html: port-row submissions
en/mail/send/index.html: port-row submissions
en/ports/465/index.html: port-row submissions
en/ports/by-service/index.html: port-row submissions
en/ports/cheatsheet/index.html: port-row submissions
en/ports/index.html: port-row submissions
en/services/smtp-submission/index.html: port-row submissions
index.html: port-row submissions
ports.csv: port submissions
ports.json: port submissions
zh/index.html: port-row submissions
zh/mail/send/index.html: port-row submissions
zh/ports/465/index.html: port-row submissions
zh/ports/by-service/index.html: port-row submissions
zh/ports/cheatsheet/index.html: port-row submissions
zh/ports/index.html: port-row submissions
zh/services/smtp-submission/index.html: port-row submissions",
    },
    Case {
        name: "the meaning of an error message",
        edit: |p| p.edit("content/registry/errors.yaml", "Nothing listens.", "Nobody listens."),
        made: "\
en/ports/465/index.html: error refused
en/sources/index.html: error refused
en/web/http/index.html: error refused
zh/ports/465/index.html: error refused
zh/sources/index.html: error refused
zh/web/http/index.html: error refused",
    },
    Case {
        name: "an error message that is seen elsewhere",
        edit: |p| {
            p.edit(
                "content/registry/errors.yaml",
                "ports: [submissions]\n  references",
                "ports: [imaps]\n  references",
            )
        },
        made: "\
en/ports/465/index.html: errors-on submissions
en/ports/993/index.html: errors-on imaps
en/sources/index.html: error refused
en/web/http/index.html: error refused
zh/ports/465/index.html: errors-on submissions
zh/ports/993/index.html: errors-on imaps
zh/sources/index.html: error refused
zh/web/http/index.html: error refused",
    },
    Case {
        name: "an error message renamed",
        edit: |p| p.edit("content/registry/errors.yaml", "id: refused", "id: turned-away"),
        made: "\
en/ports/465/index.html: errors-on submissions
en/sources/index.html: error refused
en/web/http/index.html: errors
zh/ports/465/index.html: errors-on submissions
zh/sources/index.html: error refused
zh/web/http/index.html: errors",
    },
    Case {
        name: "an article that shows error messages no longer",
        edit: |p| p.edit("content/en/web/http.md", "```errors\n```\n", ""),
        made: "\
en/ports/465/index.html: error-place refused
en/sources/index.html: error-place refused
en/web/http/index.html: body en/web/http
zh/ports/465/index.html: error-place refused
zh/sources/index.html: error-place refused
zh/web/http/index.html: body en/web/http",
    },
    Case {
        name: "a label of a mail client",
        edit: |p| p.edit("content/registry/clients.yaml", "en: None", "en: Nothing"),
        made: "\
en/sources/index.html: client thunderbird
en/web/http/index.html: client thunderbird
zh/sources/index.html: client thunderbird
zh/web/http/index.html: client thunderbird",
    },
    Case {
        name: "a mail client renamed",
        edit: |p| p.edit("content/registry/clients.yaml", "id: thunderbird", "id: bird"),
        made: "\
en/sources/index.html: client thunderbird
en/web/http/index.html: clients
zh/sources/index.html: client thunderbird
zh/web/http/index.html: clients",
    },
    Case {
        name: "what a cloud does",
        edit: |p| p.edit("content/registry/clouds.yaml", "policy: closed", "policy: open"),
        made: "\
en/sources/index.html: cloud cumulus
en/web/http/index.html: cloud cumulus
zh/sources/index.html: cloud cumulus
zh/web/http/index.html: cloud cumulus",
    },
    Case {
        name: "a cloud renamed",
        edit: |p| p.edit("content/registry/clouds.yaml", "id: cumulus", "id: cirrus"),
        made: "\
en/sources/index.html: cloud cumulus
en/web/http/index.html: clouds
zh/sources/index.html: cloud cumulus
zh/web/http/index.html: clouds",
    },
    Case {
        name: "the number of a port",
        edit: |p| {
            let text = p.text(PORTS).replacen("id: urd\n  number: 465", "id: urd\n  number: 466", 1);
            p.write(PORTS, text);
        },
        made: "\
404.html: numbers
en/index.html: port-row submissions
en/mail/send/index.html: port-row submissions
en/ports/465/index.html: port-row submissions
en/ports/466/index.html: new
en/ports/by-service/index.html: port-name en/urd
en/ports/cheatsheet/index.html: port-name en/urd
en/ports/index.html: port-name en/urd
en/services/index.html: port-name en/urd
en/services/smtp-submission/index.html: port-row submissions
en/services/urd/index.html: port-name en/urd
en/sources/index.html: port-name en/urd
en/web/http/index.html: port-name en/urd
index.html: port-row submissions
ports.csv: port urd
ports.json: port urd
sitemap.xml: addresses
zh/index.html: port-row submissions
zh/mail/send/index.html: port-row submissions
zh/ports/465/index.html: port-row submissions
zh/ports/466/index.html: new
zh/ports/by-service/index.html: port-name zh/urd
zh/ports/cheatsheet/index.html: port-name zh/urd
zh/ports/index.html: port-name zh/urd
zh/services/index.html: port-name zh/urd
zh/services/smtp-submission/index.html: port-row submissions
zh/services/urd/index.html: port-name zh/urd
zh/sources/index.html: port-name zh/urd
zh/web/http/index.html: port-name zh/urd",
    },
    Case {
        name: "a port of another service and number is added",
        edit: |p| port(p, "new", "2000", "urd", "other"),
        made: "\
404.html: numbers
en/ports/2000/index.html: new
en/ports/by-service/index.html: ports service urd
en/ports/cheatsheet/index.html: ports
en/ports/index.html: ports
en/services/index.html: ports service urd
en/services/urd/index.html: ports service urd
en/sources/index.html: sources
en/web/http/index.html: ports family other
ports.csv: ports
ports.json: ports
sitemap.xml: addresses
zh/ports/2000/index.html: new
zh/ports/by-service/index.html: ports service urd
zh/ports/cheatsheet/index.html: ports
zh/ports/index.html: ports
zh/services/index.html: ports service urd
zh/services/urd/index.html: ports service urd
zh/sources/index.html: sources
zh/web/http/index.html: ports family other",
    },
    Case {
        name: "a port of a number that has a page is added",
        edit: |p| port(p, "new", "465", "urd", "other"),
        made: "\
en/ports/465/index.html: ports number 465
en/ports/by-service/index.html: ports service urd
en/ports/cheatsheet/index.html: ports
en/ports/index.html: ports
en/services/index.html: ports service urd
en/services/urd/index.html: ports service urd
en/sources/index.html: sources
en/web/http/index.html: ports family other
ports.csv: ports
ports.json: ports
zh/ports/465/index.html: ports number 465
zh/ports/by-service/index.html: ports service urd
zh/ports/cheatsheet/index.html: ports
zh/ports/index.html: ports
zh/services/index.html: ports service urd
zh/services/urd/index.html: ports service urd
zh/sources/index.html: sources
zh/web/http/index.html: ports family other",
    },
    Case {
        name: "a port of a family is added",
        edit: |p| port(p, "new", "2000", "urd", "mail"),
        made: "\
404.html: numbers
en/ports/2000/index.html: new
en/ports/465/index.html: ports family mail
en/ports/993/index.html: beside mail 993
en/ports/by-service/index.html: ports service urd
en/ports/cheatsheet/index.html: ports
en/ports/index.html: ports
en/services/index.html: ports service urd
en/services/urd/index.html: ports service urd
en/sources/index.html: sources
ports.csv: ports
ports.json: ports
sitemap.xml: addresses
zh/ports/2000/index.html: new
zh/ports/465/index.html: ports family mail
zh/ports/993/index.html: beside mail 993
zh/ports/by-service/index.html: ports service urd
zh/ports/cheatsheet/index.html: ports
zh/ports/index.html: ports
zh/services/index.html: ports service urd
zh/services/urd/index.html: ports service urd
zh/sources/index.html: sources",
    },
    Case {
        name: "a port of a service is added",
        edit: |p| port(p, "new", "2000", "imap", "other"),
        made: "\
404.html: numbers
en/ports/2000/index.html: new
en/ports/by-service/index.html: ports service imap
en/ports/cheatsheet/index.html: ports
en/ports/index.html: ports
en/services/imap/index.html: ports service imap
en/services/index.html: ports service imap
en/sources/index.html: sources
en/web/http/index.html: ports family other
ports.csv: ports
ports.json: ports
sitemap.xml: addresses
zh/ports/2000/index.html: new
zh/ports/by-service/index.html: ports service imap
zh/ports/cheatsheet/index.html: ports
zh/ports/index.html: ports
zh/services/imap/index.html: ports service imap
zh/services/index.html: ports service imap
zh/sources/index.html: sources
zh/web/http/index.html: ports family other",
    },
    Case {
        name: "a server has another entry of its service",
        edit: |p| {
            port(p, "new", "\"990-999\"", "imap", "mail");
            p.edit("content/registry/ports/new.yaml", "encryption: []", "encryption: [implicit]");
        },
        made: "\
404.html: numbers
en/mail/read/index.html: port-of imap 993 implicit
en/ports/465/index.html: beside mail 465
en/ports/990-999/index.html: new
en/ports/993/index.html: beside mail 993
en/ports/by-service/index.html: ports service imap
en/ports/cheatsheet/index.html: ports
en/ports/index.html: ports
en/providers/qq/index.html: port-of imap 993 implicit
en/services/imap/index.html: ports service imap
en/services/index.html: ports service imap
en/sources/index.html: sources
ports.csv: ports
ports.json: ports
sitemap.xml: addresses
zh/mail/read/index.html: port-of imap 993 implicit
zh/ports/465/index.html: beside mail 465
zh/ports/990-999/index.html: new
zh/ports/993/index.html: beside mail 993
zh/ports/by-service/index.html: ports service imap
zh/ports/cheatsheet/index.html: ports
zh/ports/index.html: ports
zh/providers/qq/index.html: port-of imap 993 implicit
zh/services/imap/index.html: ports service imap
zh/services/index.html: ports service imap
zh/sources/index.html: sources",
    },
    Case {
        name: "a port is removed",
        edit: |p| {
            let text = p.text(PORTS);
            let at = text.find("- id: urd").expect("it is there");
            let end = text.find("- id: imaps").expect("it is there");
            p.write(PORTS, format!("{}{}", &text[..at], &text[end..]));
        },
        made: "\
en/index.html: port-row submissions
en/mail/send/index.html: port-row submissions
en/ports/465/index.html: port-row submissions
en/ports/by-service/index.html: port-name en/urd
en/ports/cheatsheet/index.html: port-name en/urd
en/ports/index.html: port-name en/urd
en/services/index.html: port-name en/urd
en/services/smtp-submission/index.html: port-row submissions
en/services/urd/index.html: port-name en/urd
en/sources/index.html: port-name en/urd
en/web/http/index.html: port-name en/urd
index.html: port-row submissions
ports.csv: port urd
ports.json: port urd
sitemap.xml: addresses
zh/index.html: port-row submissions
zh/mail/send/index.html: port-row submissions
zh/ports/465/index.html: port-row submissions
zh/ports/by-service/index.html: port-name zh/urd
zh/ports/cheatsheet/index.html: port-name zh/urd
zh/ports/index.html: port-name zh/urd
zh/services/index.html: port-name zh/urd
zh/services/smtp-submission/index.html: port-row submissions
zh/services/urd/index.html: port-name zh/urd
zh/sources/index.html: port-name zh/urd
zh/web/http/index.html: port-name zh/urd",
    },
    Case {
        name: "the name of a service",
        edit: |p| p.edit("content/registry/services.yaml", "en: Message submission", "en: Submission"),
        made: "\
en/index.html: service-name smtp-submission
en/mail/read/index.html: service-name smtp-submission
en/mail/send/index.html: service-name smtp-submission
en/ports/465/index.html: service-name smtp-submission
en/ports/by-service/index.html: service-name smtp-submission
en/ports/cheatsheet/index.html: service-name smtp-submission
en/ports/index.html: service-name smtp-submission
en/providers/qq/index.html: service-name smtp-submission
en/services/index.html: service smtp-submission
en/services/smtp-submission/index.html: service smtp-submission
en/sources/index.html: service-name smtp-submission
index.html: service-name smtp-submission
zh/index.html: service-name smtp-submission
zh/mail/read/index.html: service-name smtp-submission
zh/mail/send/index.html: service-name smtp-submission
zh/ports/465/index.html: service-name smtp-submission
zh/ports/by-service/index.html: service-name smtp-submission
zh/ports/cheatsheet/index.html: service-name smtp-submission
zh/ports/index.html: service-name smtp-submission
zh/providers/qq/index.html: service-name smtp-submission
zh/services/index.html: service smtp-submission
zh/services/smtp-submission/index.html: service smtp-submission
zh/sources/index.html: service-name smtp-submission",
    },
    Case {
        name: "the summary of a service",
        edit: |p| p.edit("content/registry/services.yaml", "en: A multicast directory.", "en: A directory."),
        made: "\
en/services/index.html: service urd
en/services/urd/index.html: service urd
zh/services/index.html: service urd
zh/services/urd/index.html: service urd",
    },
    Case {
        name: "a service is added",
        edit: |p| {
            let text = p.text("content/registry/services.yaml")
                + "- id: none\n  protocol: None\n  \
                name: { zh: 无, en: None }\n  summary: { zh: 无。, en: None. }\n  family: other\n  \
                references: [{ rfc: 9051 }]\n  checked: 2026-11-20\n";
            p.write("content/registry/services.yaml", text);
        },
        made: "\
en/ports/by-service/index.html: services
en/services/index.html: services
en/services/none/index.html: new
en/sources/index.html: sources
sitemap.xml: addresses
zh/ports/by-service/index.html: services
zh/services/index.html: services
zh/services/none/index.html: new
zh/sources/index.html: sources",
    },
    Case {
        name: "the name of a provider",
        edit: |p| p.edit("content/registry/providers/qq.yaml", "en: QQ Mail", "en: QQ"),
        made: "\
en/mail/read/index.html: provider qq
en/ports/465/index.html: provider-name qq
en/ports/993/index.html: provider-name qq
en/providers/index.html: provider qq
en/providers/qq/index.html: provider qq
en/services/imap/index.html: provider-name qq
en/services/smtp-submission/index.html: provider-name qq
en/sources/index.html: provider-name qq
en/web/http/index.html: provider-name qq
zh/mail/read/index.html: provider qq
zh/ports/465/index.html: provider-name qq
zh/ports/993/index.html: provider-name qq
zh/providers/index.html: provider qq
zh/providers/qq/index.html: provider qq
zh/services/imap/index.html: provider-name qq
zh/services/smtp-submission/index.html: provider-name qq
zh/sources/index.html: provider-name qq
zh/web/http/index.html: provider-name qq",
    },
    Case {
        name: "the domains of a provider",
        edit: |p| p.edit("content/registry/providers/qq.yaml", "[qq.com]", "[qq.com, foxmail.com]"),
        made: "\
en/mail/read/index.html: provider qq
en/providers/index.html: provider qq
en/providers/qq/index.html: provider qq
zh/mail/read/index.html: provider qq
zh/providers/index.html: provider qq
zh/providers/qq/index.html: provider qq",
    },
    Case {
        name: "a provider is added",
        edit: |p| {
            let text = p.text("content/registry/providers/qq.yaml").replace("qq", "ww").replace("QQ", "WW");
            p.write("content/registry/providers/ww.yaml", text);
        },
        made: "\
en/ports/465/index.html: providers-on submissions
en/ports/993/index.html: providers-on imaps
en/providers/index.html: providers
en/providers/ww/index.html: new
en/services/imap/index.html: providers-on imaps
en/services/smtp-submission/index.html: providers-on submissions
en/sources/index.html: sources
sitemap.xml: addresses
zh/ports/465/index.html: providers-on submissions
zh/ports/993/index.html: providers-on imaps
zh/providers/index.html: providers
zh/providers/ww/index.html: new
zh/services/imap/index.html: providers-on imaps
zh/services/smtp-submission/index.html: providers-on submissions
zh/sources/index.html: sources",
    },
    Case {
        name: "the definition of a term",
        edit: |p| p.edit("content/registry/glossary.yaml", "en: Passing mail", "en: Handing on mail"),
        made: "\
en/glossary/index.html: term relay
en/web/http/index.html: term relay
zh/glossary/index.html: term relay
zh/web/http/index.html: term relay",
    },
    Case {
        name: "a term is added",
        edit: |p| {
            let text = p.text("content/registry/glossary.yaml").replace("relay", "hop").replace("中继", "跳");
            p.write("content/registry/glossary.yaml", p.text("content/registry/glossary.yaml") + &text);
        },
        made: "\
en/glossary/index.html: terms
zh/glossary/index.html: terms",
    },
    Case {
        name: "an article is added",
        edit: |p| p.write("content/en/web/new.md", "---\ntitle: New\nsummary: New\n---\n\nNothing.\n"),
        made: "\
en/index.html: articles en/web
en/web/http/index.html: articles en/web
en/web/index.html: articles en/web
en/web/new/index.html: new
sitemap.xml: addresses
zh/index.html: articles zh/web
zh/web/http/index.html: articles zh/web
zh/web/index.html: articles zh/web
zh/web/new/index.html: new",
    },
    Case {
        name: "an article is removed",
        edit: |p| p.remove("content/en/web/http.md"),
        made: "\
en/index.html: articles en/web
en/ports/465/index.html: title en/web/http
en/providers/qq/index.html: title en/web/http
en/services/imap/index.html: title en/web/http
en/services/urd/index.html: title en/web/http
en/sources/index.html: error-place refused
en/web/index.html: articles en/web
sitemap.xml: addresses
zh/index.html: articles zh/web
zh/ports/465/index.html: title en/web/http
zh/providers/qq/index.html: title en/web/http
zh/services/imap/index.html: title en/web/http
zh/services/urd/index.html: title en/web/http
zh/sources/index.html: error-place refused
zh/web/index.html: articles zh/web
- en/web/http/index.html
- en/web/old/index.html
- zh/web/http/index.html",
    },
    Case {
        name: "an article is renamed",
        edit: |p| {
            let text = p.text("content/en/web/http.md");
            p.remove("content/en/web/http.md");
            p.write("content/en/web/https.md", text);
        },
        made: "\
en/index.html: articles en/web
en/ports/465/index.html: title en/web/http
en/providers/qq/index.html: title en/web/http
en/services/imap/index.html: title en/web/http
en/services/urd/index.html: title en/web/http
en/sources/index.html: error-place refused
en/web/https/index.html: new
en/web/index.html: articles en/web
en/web/old/index.html: new
sitemap.xml: addresses
zh/index.html: articles zh/web
zh/ports/465/index.html: title en/web/http
zh/providers/qq/index.html: title en/web/http
zh/services/imap/index.html: title en/web/http
zh/services/urd/index.html: title en/web/http
zh/sources/index.html: error-place refused
zh/web/https/index.html: new
zh/web/index.html: articles zh/web
- en/web/http/index.html
- zh/web/http/index.html",
    },
    Case {
        name: "a translation is added",
        edit: |p| p.write("content/zh/web/http.md", "---\ntitle: 网页\nsummary: 谁在监听\n---\n\n没有。\n"),
        made: "\
en/web/http/index.html: translation zh/web/http
sitemap.xml: addresses
zh/index.html: articles zh/web
zh/ports/465/index.html: mentions zh port urd
zh/providers/qq/index.html: mentions zh provider qq
zh/services/imap/index.html: mentions zh service imap
zh/services/urd/index.html: mentions zh port urd
zh/web/http/index.html: articles zh/web
zh/web/index.html: articles zh/web",
    },
    Case {
        name: "a translation is removed",
        edit: |p| p.remove("content/zh/mail/read.md"),
        made: "\
en/mail/read/index.html: translation zh/mail/read
sitemap.xml: addresses
zh/index.html: articles zh/mail
zh/mail/index.html: articles zh/mail
zh/mail/read/index.html: articles zh/mail
zh/mail/send/index.html: articles zh/mail
zh/ports/993/index.html: title zh/mail/read
zh/providers/qq/index.html: title zh/mail/read
zh/services/imap/index.html: title zh/mail/read
zh/web/http/index.html: title zh/mail/read",
    },
    Case {
        name: "a draft is finished",
        edit: |p| p.edit("content/zh/web/draft.md", "draft: true\n", ""),
        made: "\
en/index.html: articles en/web
en/web/draft/index.html: new
en/web/http/index.html: articles en/web
en/web/index.html: articles en/web
sitemap.xml: addresses
zh/index.html: articles zh/web
zh/web/draft/index.html: new
zh/web/http/index.html: articles zh/web
zh/web/index.html: articles zh/web",
    },
    Case {
        name: "an article becomes a draft",
        edit: |p| add(p, "content/en/web/http.md", "aliases:", "draft: true\n"),
        made: "\
en/index.html: articles en/web
en/ports/465/index.html: title en/web/http
en/providers/qq/index.html: title en/web/http
en/services/imap/index.html: title en/web/http
en/services/urd/index.html: title en/web/http
en/sources/index.html: error-place refused
en/web/index.html: articles en/web
sitemap.xml: addresses
zh/index.html: articles zh/web
zh/ports/465/index.html: title en/web/http
zh/providers/qq/index.html: title en/web/http
zh/services/imap/index.html: title en/web/http
zh/services/urd/index.html: title en/web/http
zh/sources/index.html: error-place refused
zh/web/index.html: articles zh/web
- en/web/http/index.html
- en/web/old/index.html
- zh/web/http/index.html",
    },
    Case {
        name: "an alias moves from one article to another",
        edit: |p| {
            p.edit("content/en/web/http.md", "aliases: [web/old]\n", "");
            add(p, "content/en/mail/send.md", "origin: zh", "aliases: [web/old]\n");
        },
        made: "en/web/old/index.html: new",
    },
    Case {
        name: "an article speaks of more",
        edit: |p| {
            p.edit(
                "content/en/mail/read.md",
                "Read on ",
                "Not [](port:urd), [](service:urd), [](provider:qq), [HTTP](../web/http.md). Read on ",
            );
        },
        made: "\
en/mail/read/index.html: body en/mail/read
en/ports/465/index.html: mentions en port urd
en/services/urd/index.html: mentions en port urd
en/web/http/index.html: mentions en article web/http
zh/mail/read/index.html: related mail/read
zh/ports/465/index.html: mentions zh port urd
zh/services/urd/index.html: mentions zh port urd
zh/web/http/index.html: mentions zh article web/http",
    },
    Case {
        name: "an article is related to another",
        edit: |p| p.edit("content/en/web/http.md", "related: [mail/read]", "related: [mail/read, mail/send]"),
        made: "\
en/web/http/index.html: related web/http
zh/web/http/index.html: related web/http",
    },
    Case {
        name: "a tag in use on one more article",
        edit: |p| add(p, "content/en/web/http.md", "aliases:", "tags: [sending]\n"),
        made: "\
en/mail/send/index.html: related mail/send
en/tags/index.html: tagged en/sending
en/tags/sending/index.html: tagged en/sending
en/web/http/index.html: head en/web/http
en/web/index.html: head en/web/http
zh/mail/send/index.html: related mail/send
zh/tags/index.html: tagged zh/sending
zh/tags/sending/index.html: tagged zh/sending
zh/web/http/index.html: head en/web/http
zh/web/index.html: head en/web/http",
    },
    Case {
        name: "a tag that was not in use",
        edit: |p| add(p, "content/en/web/http.md", "aliases:", "tags: [reading]\n"),
        made: "\
en/tags/index.html: tags
en/tags/reading/index.html: new
en/web/http/index.html: head en/web/http
en/web/index.html: head en/web/http
sitemap.xml: addresses
zh/tags/index.html: tags
zh/tags/reading/index.html: new
zh/web/http/index.html: head en/web/http
zh/web/index.html: head en/web/http",
    },
    Case {
        name: "the summary of a section",
        edit: |p| p.edit("content/en/web/_section.md", "summary: Web ports", "summary: Ports of the web"),
        made: "\
en/index.html: section en/web
en/web/index.html: section en/web",
    },
    Case {
        name: "the title of a section",
        edit: |p| p.edit("content/en/web/_section.md", "title: Web", "title: The web"),
        made: "\
en/glossary/index.html: section-title en/web
en/index.html: section en/web
en/mail/index.html: section-title en/web
en/mail/read/index.html: section-title en/web
en/mail/send/index.html: section-title en/web
en/ports/465/index.html: section-title en/web
en/ports/993/index.html: section-title en/web
en/ports/by-service/index.html: section-title en/web
en/ports/cheatsheet/index.html: section-title en/web
en/ports/index.html: section-title en/web
en/providers/index.html: section-title en/web
en/providers/qq/index.html: section-title en/web
en/services/imap/index.html: section-title en/web
en/services/index.html: section-title en/web
en/services/smtp-submission/index.html: section-title en/web
en/services/urd/index.html: section-title en/web
en/sources/index.html: section-title en/web
en/tags/index.html: section-title en/web
en/tags/sending/index.html: section-title en/web
en/web/http/index.html: section-title en/web
en/web/index.html: section en/web",
    },
    Case {
        name: "sections in another order",
        edit: |p| {
            p.edit("content/en/web/_section.md", "order: 2", "order: 0");
            p.edit("content/zh/web/_section.md", "order: 2", "order: 0");
        },
        made: "\
en/glossary/index.html: sections
en/index.html: sections
en/mail/index.html: sections
en/mail/read/index.html: sections
en/mail/send/index.html: sections
en/ports/465/index.html: sections
en/ports/993/index.html: sections
en/ports/by-service/index.html: sections
en/ports/cheatsheet/index.html: sections
en/ports/index.html: sections
en/providers/index.html: sections
en/providers/qq/index.html: sections
en/services/imap/index.html: sections
en/services/index.html: sections
en/services/smtp-submission/index.html: sections
en/services/urd/index.html: sections
en/sources/index.html: sections
en/tags/index.html: sections
en/tags/sending/index.html: sections
en/web/http/index.html: sections
en/web/index.html: sections
sitemap.xml: addresses
zh/glossary/index.html: sections
zh/index.html: sections
zh/mail/index.html: sections
zh/mail/read/index.html: sections
zh/mail/send/index.html: sections
zh/ports/465/index.html: sections
zh/ports/993/index.html: sections
zh/ports/by-service/index.html: sections
zh/ports/cheatsheet/index.html: sections
zh/ports/index.html: sections
zh/providers/index.html: sections
zh/providers/qq/index.html: sections
zh/services/imap/index.html: sections
zh/services/index.html: sections
zh/services/smtp-submission/index.html: sections
zh/services/urd/index.html: sections
zh/sources/index.html: sections
zh/tags/index.html: sections
zh/tags/sending/index.html: sections
zh/web/http/index.html: sections
zh/web/index.html: sections",
    },
    Case {
        name: "a template",
        edit: |p| p.write("templates/tag.html", p.text("templates/tag.html") + "{# a comment #}"),
        made: "\
en/tags/sending/index.html: template tag.html
zh/tags/sending/index.html: template tag.html",
    },
    Case {
        name: "an include",
        edit: |p| p.write("templates/parts/head.html", "<header>head</header>"),
        made: "\
404.html: template 404.html
en/glossary/index.html: template glossary.html
en/index.html: template home.html
en/mail/index.html: template section.html
en/mail/read/index.html: template article.html
en/mail/send/index.html: template article.html
en/ports/465/index.html: template port.html
en/ports/993/index.html: template port.html
en/ports/by-service/index.html: template ports.html
en/ports/cheatsheet/index.html: template cheatsheet.html
en/ports/index.html: template ports.html
en/providers/index.html: template listing.html
en/providers/qq/index.html: template provider.html
en/services/imap/index.html: template service.html
en/services/index.html: template listing.html
en/services/smtp-submission/index.html: template service.html
en/services/urd/index.html: template service.html
en/sources/index.html: template sources.html
en/tags/index.html: template listing.html
en/tags/sending/index.html: template tag.html
en/web/http/index.html: template article.html
en/web/index.html: template section.html
index.html: template root.html
zh/glossary/index.html: template glossary.html
zh/index.html: template home.html
zh/mail/index.html: template section.html
zh/mail/read/index.html: template article.html
zh/mail/send/index.html: template article.html
zh/ports/465/index.html: template port.html
zh/ports/993/index.html: template port.html
zh/ports/by-service/index.html: template ports.html
zh/ports/cheatsheet/index.html: template cheatsheet.html
zh/ports/index.html: template ports.html
zh/providers/index.html: template listing.html
zh/providers/qq/index.html: template provider.html
zh/services/imap/index.html: template service.html
zh/services/index.html: template listing.html
zh/services/smtp-submission/index.html: template service.html
zh/services/urd/index.html: template service.html
zh/sources/index.html: template sources.html
zh/tags/index.html: template listing.html
zh/tags/sending/index.html: template tag.html
zh/web/http/index.html: template article.html
zh/web/index.html: template section.html",
    },
    Case {
        name: "a part of the frame",
        edit: |p| p.write("templates/parts/foot.html", "<footer>foot</footer>"),
        made: "\
en/glossary/index.html: template parts/foot.html
en/index.html: template parts/foot.html
en/mail/index.html: template parts/foot.html
en/mail/read/index.html: template parts/foot.html
en/mail/send/index.html: template parts/foot.html
en/ports/465/index.html: template parts/foot.html
en/ports/993/index.html: template parts/foot.html
en/ports/by-service/index.html: template parts/foot.html
en/ports/cheatsheet/index.html: template parts/foot.html
en/ports/index.html: template parts/foot.html
en/providers/index.html: template parts/foot.html
en/providers/qq/index.html: template parts/foot.html
en/services/imap/index.html: template parts/foot.html
en/services/index.html: template parts/foot.html
en/services/smtp-submission/index.html: template parts/foot.html
en/services/urd/index.html: template parts/foot.html
en/sources/index.html: template parts/foot.html
en/tags/index.html: template parts/foot.html
en/tags/sending/index.html: template parts/foot.html
en/web/http/index.html: template parts/foot.html
en/web/index.html: template parts/foot.html
zh/glossary/index.html: template parts/foot.html
zh/index.html: template parts/foot.html
zh/mail/index.html: template parts/foot.html
zh/mail/read/index.html: template parts/foot.html
zh/mail/send/index.html: template parts/foot.html
zh/ports/465/index.html: template parts/foot.html
zh/ports/993/index.html: template parts/foot.html
zh/ports/by-service/index.html: template parts/foot.html
zh/ports/cheatsheet/index.html: template parts/foot.html
zh/ports/index.html: template parts/foot.html
zh/providers/index.html: template parts/foot.html
zh/providers/qq/index.html: template parts/foot.html
zh/services/imap/index.html: template parts/foot.html
zh/services/index.html: template parts/foot.html
zh/services/smtp-submission/index.html: template parts/foot.html
zh/services/urd/index.html: template parts/foot.html
zh/sources/index.html: template parts/foot.html
zh/tags/index.html: template parts/foot.html
zh/tags/sending/index.html: template parts/foot.html
zh/web/http/index.html: template parts/foot.html
zh/web/index.html: template parts/foot.html",
    },
    Case {
        name: "a component moves to another file",
        edit: |p| {
            let text = p.text("templates/parts/mark.html");
            p.write("templates/parts/spare.html", text);
            p.write("templates/parts/mark.html", "");
        },
        made: "\
en/glossary/index.html: template glossary.html
zh/glossary/index.html: template glossary.html",
    },
    Case {
        name: "an interface text",
        edit: |p| p.write("content/strings.yaml", "related: { zh: 相近, en: Related articles }\n"),
        made: "\
zh/mail/read/index.html: labels zh article.html
zh/mail/send/index.html: labels zh article.html
zh/web/http/index.html: labels zh article.html",
    },
    Case {
        name: "an interface text that no template names",
        edit: |p| p.write("content/strings.yaml", "tags_intro: { zh: 找文章。, en: Articles by subject. }\n"),
        made: "zh/tags/index.html: strings zh article_count home tags_intro tags_title",
    },
    Case {
        name: "the name of the site",
        edit: |p| p.edit("content/site.yaml", "name: { zh: 小站", "name: { zh: 大站"),
        made: "\
404.html: site-text zh
index.html: site-text zh
zh/glossary/index.html: site-text zh
zh/index.html: site-text zh
zh/mail/index.html: site-text zh
zh/mail/read/index.html: site-text zh
zh/mail/send/index.html: site-text zh
zh/ports/465/index.html: site-text zh
zh/ports/993/index.html: site-text zh
zh/ports/by-service/index.html: site-text zh
zh/ports/cheatsheet/index.html: site-text zh
zh/ports/index.html: site-text zh
zh/providers/index.html: site-text zh
zh/providers/qq/index.html: site-text zh
zh/services/imap/index.html: site-text zh
zh/services/index.html: site-text zh
zh/services/smtp-submission/index.html: site-text zh
zh/services/urd/index.html: site-text zh
zh/sources/index.html: site-text zh
zh/tags/index.html: site-text zh
zh/tags/sending/index.html: site-text zh
zh/web/http/index.html: site-text zh
zh/web/index.html: site-text zh",
    },
    Case {
        name: "the base address",
        edit: |p| p.edit("content/site.yaml", "https://example.com/", "https://example.org/"),
        made: "\
404.html: settings
en/glossary/index.html: settings
en/index.html: settings
en/mail/index.html: settings
en/mail/read/index.html: settings
en/mail/send/index.html: settings
en/ports/465/index.html: settings
en/ports/993/index.html: settings
en/ports/by-service/index.html: settings
en/ports/cheatsheet/index.html: settings
en/ports/index.html: settings
en/providers/index.html: settings
en/providers/qq/index.html: settings
en/services/imap/index.html: settings
en/services/index.html: settings
en/services/smtp-submission/index.html: settings
en/services/urd/index.html: settings
en/sources/index.html: settings
en/tags/index.html: settings
en/tags/sending/index.html: settings
en/web/http/index.html: settings
en/web/index.html: settings
en/web/old/index.html: settings
index.html: settings
robots.txt: settings
sitemap.xml: settings
zh/glossary/index.html: settings
zh/index.html: settings
zh/mail/index.html: settings
zh/mail/read/index.html: settings
zh/mail/send/index.html: settings
zh/ports/465/index.html: settings
zh/ports/993/index.html: settings
zh/ports/by-service/index.html: settings
zh/ports/cheatsheet/index.html: settings
zh/ports/index.html: settings
zh/providers/index.html: settings
zh/providers/qq/index.html: settings
zh/services/imap/index.html: settings
zh/services/index.html: settings
zh/services/smtp-submission/index.html: settings
zh/services/urd/index.html: settings
zh/sources/index.html: settings
zh/tags/index.html: settings
zh/tags/sending/index.html: settings
zh/web/http/index.html: settings
zh/web/index.html: settings",
    },
    Case {
        name: "an asset of pages",
        edit: |p| p.write("static/assets/site.css", "body { margin: 0 }"),
        made: "\
404.html: assets
assets/site-1b56303397.css: new
en/glossary/index.html: assets
en/index.html: assets
en/mail/index.html: assets
en/mail/read/index.html: assets
en/mail/send/index.html: assets
en/ports/465/index.html: assets
en/ports/993/index.html: assets
en/ports/by-service/index.html: assets
en/ports/cheatsheet/index.html: assets
en/ports/index.html: assets
en/providers/index.html: assets
en/providers/qq/index.html: assets
en/services/imap/index.html: assets
en/services/index.html: assets
en/services/smtp-submission/index.html: assets
en/services/urd/index.html: assets
en/sources/index.html: assets
en/tags/index.html: assets
en/tags/sending/index.html: assets
en/web/http/index.html: assets
en/web/index.html: assets
en/web/old/index.html: assets
index.html: assets
zh/glossary/index.html: assets
zh/index.html: assets
zh/mail/index.html: assets
zh/mail/read/index.html: assets
zh/mail/send/index.html: assets
zh/ports/465/index.html: assets
zh/ports/993/index.html: assets
zh/ports/by-service/index.html: assets
zh/ports/cheatsheet/index.html: assets
zh/ports/index.html: assets
zh/providers/index.html: assets
zh/providers/qq/index.html: assets
zh/services/imap/index.html: assets
zh/services/index.html: assets
zh/services/smtp-submission/index.html: assets
zh/services/urd/index.html: assets
zh/sources/index.html: assets
zh/tags/index.html: assets
zh/tags/sending/index.html: assets
zh/web/http/index.html: assets
zh/web/index.html: assets
- assets/site-bcbea09462.css",
    },
    Case {
        name: "an image",
        edit: |p| p.edit("static/assets/dot.svg", "width=\"1\"", "width=\"2\""),
        made: "\
404.html: assets
assets/dot-3bcfe5fc1c.svg: new
en/glossary/index.html: assets
en/index.html: assets
en/mail/index.html: assets
en/mail/read/index.html: assets
en/mail/send/index.html: assets
en/ports/465/index.html: assets
en/ports/993/index.html: assets
en/ports/by-service/index.html: assets
en/ports/cheatsheet/index.html: assets
en/ports/index.html: assets
en/providers/index.html: assets
en/providers/qq/index.html: assets
en/services/imap/index.html: assets
en/services/index.html: assets
en/services/smtp-submission/index.html: assets
en/services/urd/index.html: assets
en/sources/index.html: assets
en/tags/index.html: assets
en/tags/sending/index.html: assets
en/web/http/index.html: asset static/assets/dot.svg
en/web/index.html: assets
en/web/old/index.html: assets
index.html: assets
zh/glossary/index.html: assets
zh/index.html: assets
zh/mail/index.html: assets
zh/mail/read/index.html: assets
zh/mail/send/index.html: assets
zh/ports/465/index.html: assets
zh/ports/993/index.html: assets
zh/ports/by-service/index.html: assets
zh/ports/cheatsheet/index.html: assets
zh/ports/index.html: assets
zh/providers/index.html: assets
zh/providers/qq/index.html: assets
zh/services/imap/index.html: assets
zh/services/index.html: assets
zh/services/smtp-submission/index.html: assets
zh/services/urd/index.html: assets
zh/sources/index.html: assets
zh/tags/index.html: assets
zh/tags/sending/index.html: assets
zh/web/http/index.html: asset static/assets/dot.svg
zh/web/index.html: assets
- assets/dot-573dec86fa.svg",
    },
    Case {
        name: "a file that is published as it is",
        edit: |p| p.write("static/list.txt", "another list\n"),
        made: "list.txt: file static/list.txt",
    },
];

#[test]
fn every_edit_makes_these_outputs_for_these_reasons() {
    let start = site();
    let last = harness::last(&start.sound(), None);
    let mut said = String::new();
    let mut expected = String::new();
    for case in CASES {
        let mut project = start.clone();
        (case.edit)(&mut project);
        let build = project.update(Some(&last));
        assert!(build.is_sound(), "{}: {:#?}", case.name, build.problems);
        said.push_str(&format!("# {}\n{}", case.name, explained(&build, &last)));
        expected.push_str(&format!("# {}\n{}\n", case.name, case.made.trim()));
    }
    let said: Vec<&str> = said.lines().collect();
    let expected: Vec<&str> = expected.lines().filter(|line| !line.is_empty()).collect();
    harness::assert_text(&said.join("\n"), &expected.join("\n"));
}

#[test]
fn every_kind_of_question_is_a_reason() {
    let reasons: BTreeSet<String> = CASES
        .iter()
        .flat_map(|case| case.made.lines())
        .filter_map(|line| line.trim().split_once(": "))
        .map(|(_, reason)| harness::kind(reason))
        .collect();
    let missing: Vec<&str> = harness::KINDS.iter().copied().filter(|kind| !reasons.contains(*kind)).collect();
    // The site has neither an index nor a feed nor a history; those of `search.rs`, `machines.rs` and
    // `history.rs` have.
    assert_eq!(missing, ["dated", "history", "latest", "port-changed", "recorded", "search"]);
}

#[test]
fn an_article_that_was_broken_and_mended_makes_nothing() {
    let mut project = site();
    let last = harness::last(&project.sound(), None);
    let whole = project.clone();
    project.edit("content/en/mail/send.md", "title: Sending", "titel: Sending");
    let broken = project.update(Some(&last));
    assert!(!broken.is_sound());
    let mended = whole.update(Some(&last));
    assert_eq!((explained(&mended, &last), mended.kept.len()), (String::new(), last.manifest.outputs.len()));
}

#[test]
fn an_article_that_was_mended_differently_makes_what_differs() {
    let mut project = site();
    let last = harness::last(&project.sound(), None);
    project.edit("content/en/mail/send.md", "Send on [](port:submissions)", "Send on [](port:submission)");
    assert!(!project.update(Some(&last)).is_sound());
    project.edit("content/en/mail/send.md", "Send on [](port:submission)", "Use [](port:submissions)");
    let mended = project.update(Some(&last));
    assert_eq!(explained(&mended, &last), "en/mail/send/index.html: body en/mail/send\n");
}

#[test]
fn an_output_that_is_not_as_it_was_left_is_made_again() {
    let project = site();
    let mut last = harness::last(&project.sound(), None);
    last.intact.retain(|path, _| path.as_str() != "ports.csv");
    let build = project.update(Some(&last));
    assert_eq!(explained(&build, &last), "ports.csv: file changed\n");
}
