//! `portolan registry`: entries begun from IANA's list, and what changed between two registries.

use crate::harness::{Project, Ran, assert_text, portolan, put, tree};
use std::fs;
use tempfile::TempDir;

const LIST: &str = include_str!("fixtures/iana-2025-12-15.csv");
const XML: &str = include_str!("fixtures/iana-2025-12-15.xml");

/// A folder with the small site in `site/`.
fn small() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Project::small("").save(&folder.path().join("site"));
    put(&folder.path().join("list.csv"), LIST);
    put(&folder.path().join("list.xml"), XML);
    folder
}

/// The small site in `old/`, and the same with changes in `new/`.
fn two(changes: &[(&str, &str, &str)], more: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut project = Project::small("");
    project.save(&folder.path().join("old"));
    for (path, old, new) in changes {
        project.edit(path, old, new);
    }
    project.add(more);
    project.save(&folder.path().join("new"));
    folder
}

const PORTS: &str = "content/registry/ports/mail.yaml";
const PROVIDER: &str = "content/registry/providers/qq.yaml";
const SERVICES: &str = "content/registry/services.yaml";

#[test]
fn entries_of_the_list_are_begun_and_those_that_are_there_are_not() {
    let folder = small();
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let ran = run("registry import --site site --iana list.xml --ports 1028,465,853");
    assert_eq!(
        ran.stderr,
        "entries to fill in: 2; `portolan check` names what is missing\n\
         skipped, because the registry has them: `submissions`, `urd`\n"
    );
    assert_text(
        &ran.stdout,
        "\
- id: igmpv3lite
  number: 465                     # 0 to 65535, or a range \"2379-2380\"
  transports: [udp]               # tcp, udp, sctp, dccp
  iana: igmpv3lite                # the registered service name
  service:                        # an id of services.yaml
  name: { zh: , en: \"IGMP over UDP for SSM\" }
  summary: { zh: , en:  }
  family:                         # mail, web, …: an interface text names it
  encryption:                     # [implicit], [starttls, cleartext], …, the recommended first, or []
  direction:                      # client-to-server, server-to-server, local
  status: registered              # registered, unofficial, deprecated
  references: [{ iana: 2025-12-15 }] # { rfc: 8314, section: \"3.3\" }, …
  checked:                        # the day on which you compared it with its references

- id: domain-s
  number: 853                     # 0 to 65535, or a range \"2379-2380\"
  transports: [tcp, udp]          # tcp, udp, sctp, dccp
  iana: domain-s                  # the registered service name
  service:                        # an id of services.yaml
  name: { zh: , en: \"DNS query-response protocol run over TLS\" }
  summary: { zh: , en:  }
  family:                         # mail, web, …: an interface text names it
  encryption:                     # [implicit], [starttls, cleartext], …, the recommended first, or []
  direction:                      # client-to-server, server-to-server, local
  status: registered              # registered, unofficial, deprecated
  references: [{ rfc: 7858 }, { rfc: 8094 }, { rfc: 9250 }, { iana: 2025-12-15 }] # { rfc: 8314, section: \"3.3\" }, …
  checked:                        # the day on which you compared it with its references",
    );
    let none = run("registry import --site site --iana list.csv --ports 993 --lang zh");
    let said = "没有待填写的条目\n登记表里已有，跳过：`imaps`\n";
    assert_eq!(none, Ran { status: Some(0), stdout: String::new(), stderr: said.into() });
}

#[test]
fn what_was_begun_is_reported_until_it_is_filled_in_and_then_agrees_with_the_list() {
    let folder = small();
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let file = "site/content/registry/ports/more.yaml";
    let import = format!("registry import --site site --iana list.csv --ports 22,443,6000-6063 --to {file}");
    let said = "entries to fill in: 3; `portolan check` names what is missing\n";
    assert_eq!(run(&import), Ran { status: Some(0), stdout: String::new(), stderr: said.into() });
    let text = fs::read_to_string(folder.path().join(file)).expect("it was made");
    let checked = run("check --site site --format short");
    let path = "content/registry/ports/more.yaml:";
    let places: Vec<&str> = checked
        .stderr
        .lines()
        .filter(|line| line.contains("error["))
        .map(|line| {
            line.strip_prefix(path).and_then(|rest| rest.split(':').next()).expect("it is about the file")
        })
        .collect();
    // Of each entry: service, name, summary twice, family, encryption, direction, the day of the list, checked.
    let blanks: Vec<String> = [2, 16, 30]
        .iter()
        .flat_map(|first| [4, 5, 6, 6, 7, 8, 9, 11, 12].map(|line| (first + line).to_string()))
        .collect();
    assert_eq!(places, blanks);
    let filled = text
        .replace("service: ", "service: imap ")
        .replace("zh: ,", "zh: 端口,")
        .replace("en:  }", "en: Port }")
        .replace("family: ", "family: other ")
        .replace("encryption: ", "encryption: [] ")
        .replace("direction: ", "direction: local ")
        .replace("iana:  }", "iana: 2025-12-15 }")
        .replace("checked: ", "checked: 2026-11-23 ");
    put(&folder.path().join(file), &filled);
    let agreed = run("check --site site --iana list.csv --format short");
    let of_file: Vec<&str> = agreed.stderr.lines().filter(|line| line.starts_with(path)).collect();
    assert_eq!((agreed.status, of_file), (Some(0), Vec::new()));
    // What is there is never written over.
    let again = run(
        "registry import --site site --iana list.csv --ports 25 --to site/content/registry/ports/more.yaml",
    );
    let refused = "error: can't write `site/content/registry/ports/more.yaml`: it is already there\n";
    assert_eq!(again, Ran { status: Some(2), stdout: String::new(), stderr: refused.into() });
    assert_eq!(fs::read_to_string(folder.path().join(file)).expect("is there"), filled);
}

#[test]
fn a_list_that_is_none_makes_no_entries() {
    let folder = small();
    put(&folder.path().join("list.html"), "<html>端口</html>");
    let before = tree(folder.path());
    let ran =
        portolan(folder.path(), "registry import --site site --iana list.html --ports 1-9 --to new.yaml");
    assert_eq!(ran.status, Some(1));
    assert_eq!(
        ran.stderr,
        "list.html:1:1: error[P1105]: this is not IANA's list: it does not begin with `<registry>` (get the list from \
         https://www.iana.org/assignments/service-names-port-numbers/ as CSV or XML)\n1 error\n"
    );
    for (file, why) in
        [("nothing.csv", "No such file or directory (os error 2)"), ("site", "Is a directory (os error 21)")]
    {
        let ran = portolan(folder.path(), &format!("registry import --site site --iana {file} --ports 1-9"));
        let said = format!("error: can't read `{file}`: {why}\n");
        assert_eq!(ran, Ran { status: Some(2), stdout: String::new(), stderr: said });
    }
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn the_list_is_called_as_it_was_given_in_every_format() {
    let folder = small();
    let list = folder.path().join("列表.html");
    put(&list, "<html>端口</html>");
    let site = folder.path().join("site");
    let check = |format: &str| portolan(&site, &format!("check --iana ../列表.html --format {format}"));
    assert!(check("short").stderr.starts_with("../列表.html:1:1: error[P1105]"));
    assert!(check("human").stderr.contains("╭▸ ../列表.html:1:1\n"));
    assert!(check("json").stdout.contains("\"path\": \"../列表.html\""));
    // Code hosts read paths below the folder where the command runs.
    let check = |list: &str, format: &str| {
        portolan(folder.path(), &format!("check --site site --iana {list} --format {format}")).stdout
    };
    assert!(check("列表.html", "github").contains("::error file=列表.html,line=1"));
    assert!(check("列表.html", "sarif").contains("\"uri\": \"%E5%88%97%E8%A1%A8.html\""));
    let whole = list.to_str().expect("UTF-8");
    assert!(check(whole, "sarif").contains("\"uri\": \"file:///"));
}

#[test]
fn a_difference_is_told_entry_by_entry_with_the_articles_that_show_it() {
    let folder = two(
        &[
            (PORTS, "zh: 邮件提交,", "zh: 提交邮件,"),
            (PORTS, "number: 993", "number: 994"),
            (PORTS, "references: [{ rfc: 8314, section: \"3.2\" }]", "references: [{ rfc: 9051 }]"),
            (PORTS, "- id: urd", "- id: urd-2"),
            (PORTS, "aliases: { zh: [], en: [smtps] }", "aliases: { zh: [], en: [ssl 465, smtps] }"),
            (PROVIDER, "port: 993", "port: 994"),
            (SERVICES, "- id: imap", "# 收信\n- id:   'imap'"),
        ],
        "//- content/registry/glossary.yaml\n- { id: mta, name: { zh: 服务器, en: MTA }, definition: { zh: 一, en: 'One' } }\n",
    );
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let ran = run("registry diff old new");
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    assert_text(
        &ran.stdout,
        "\
~ port/imaps
    number: 993 → 994
    references: - RFC 8314 §3.2
    references: + RFC 9051
    shown by mail/read
~ port/submissions
    aliases.en: + ssl 465
    name.zh: 邮件提交 → 提交邮件
    shown by mail/read, mail/send
= port/urd-2: was port/urd
~ provider/qq
    servers: - { encryption: implicit, evidence: primary, host: imap.qq.com, port: 993, service: imap }
    servers: + { encryption: implicit, evidence: primary, host: imap.qq.com, port: 994, service: imap }
    shown by mail/read
+ term/mta: new
- term/relay: removed",
    );
    let zh = run("registry diff old new --lang zh").stdout;
    let differing: Vec<&str> =
        zh.lines().filter(|line| !ran.stdout.lines().any(|other| other == *line)).collect();
    assert_eq!(
        differing,
        [
            "    涉及文章：mail/read",
            "    涉及文章：mail/read, mail/send",
            "= port/urd-2：原名 port/urd",
            "    涉及文章：mail/read",
            "+ term/mta：新增",
            "- term/relay：已删除"
        ]
    );
}

#[test]
fn order_remarks_and_spelling_are_no_difference() {
    let folder = two(&[(PORTS, "number: 993", "number:   993 # 收信")], "");
    let path = folder.path().join("new").join(PORTS);
    let text = fs::read_to_string(&path).expect("is there");
    let mut entries: Vec<&str> = text.split("- id: ").filter(|entry| !entry.is_empty()).collect();
    entries.reverse();
    let turned: String = entries.iter().map(|entry| format!("- \"id\": {}\n", entry.trim_end())).collect();
    put(&path, turned);
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let said =
        |stdout: &str, stderr: &str| Ran { status: Some(0), stdout: stdout.into(), stderr: stderr.into() };
    assert_eq!(run("registry diff old new"), said("", "the two say the same\n"));
    assert_eq!(run("registry diff old new --lang zh"), said("", "两者内容相同\n"));
    assert_eq!(run("registry diff old new --format json"), said("{\n  \"changes\": []\n}\n", ""));
}

#[test]
fn folders_and_files_of_a_registry_are_compared_with_the_articles_of_a_site_that_is_named() {
    let folder = two(&[(PORTS, "number: 993", "number: 994")], "");
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let bare = "~ port/imaps\n    number: 993 → 994\n";
    let shown = format!("{bare}    shown by mail/read\n");
    let registry = "old/content/registry new/content/registry";
    let file = "old/content/registry/ports/mail.yaml new/content/registry/ports/mail.yaml";
    for (arguments, expected) in [
        (registry.to_string(), bare),
        (file.to_string(), bare),
        (format!("{registry} --site old"), &shown),
        (format!("{file} --site old"), &shown),
    ] {
        let ran = run(&format!("registry diff {arguments}"));
        assert_eq!(
            (ran.status, ran.stdout.as_str(), ran.stderr.as_str()),
            (Some(0), expected, ""),
            "{arguments}"
        );
    }
    let json = r#"{
  "changes": [
    {
      "articles": null,
      "change": "changed",
      "entry": "port/imaps",
      "fields": [
        {
          "field": "number",
          "new": 994,
          "old": 993
        }
      ]
    }
  ]
}"#;
    let ran = run(&format!("registry diff {file} --format json"));
    assert_text(&ran.stdout, json);
    let same: serde_json::Value = serde_json::from_str(&ran.stdout).expect("it is JSON");
    assert_eq!(same["changes"][0]["entry"], "port/imaps");
}

#[test]
fn a_registry_that_cannot_be_read_is_not_compared() {
    let folder = two(&[(PORTS, "number: 993", "number: 0993")], "");
    let ran = portolan(folder.path(), "registry diff old new --lang zh");
    let said = "new 无法比较：\n\
                content/registry/ports/mail.yaml:30:11: 错误[P0213]：`0993` 不是端口号（写成 `993`）\n1 个错误\n";
    assert_eq!(ran, Ran { status: Some(1), stdout: String::new(), stderr: said.into() });
    for (arguments, said) in [
        ("old nowhere", "error: can't read `nowhere`: No such file or directory (os error 2)\n"),
        (
            "old old/content/zh",
            "error: there is no registry in `old/content/zh`: name a site folder, a folder with `ports/` or \
             `services.yaml`, or a file of a registry\n",
        ),
    ] {
        let ran = portolan(folder.path(), &format!("registry diff {arguments}"));
        assert_eq!(ran, Ran { status: Some(2), stdout: String::new(), stderr: said.into() });
    }
}
