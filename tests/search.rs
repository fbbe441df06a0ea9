//! Search: what an index holds, what it is made from, and that pages answer to their own words. The
//! script that reads it is tested in `tests/search/`.

use crate::harness::{self, Project, assert_text, explained, file, kind};
use portolan::build::run::Build;
use std::collections::BTreeSet;

fn site() -> Project {
    let mut project = Project::small("");
    project.edit("content/site.yaml", "search: false, ", "");
    project
}

/// The value that a file of an index calls `__search` with.
fn part(build: &Build, path: &str) -> serde_json::Value {
    let text = file(build, path);
    let json = text.strip_prefix("__search(").and_then(|text| text.strip_suffix(")\n"));
    serde_json::from_str(json.expect("a call")).expect("JSON")
}

#[test]
fn a_document_holds_what_its_page_says() {
    let index = part(&site().sound(), "assets/search-zh.js");
    let documents = index["documents"].as_array().expect("a list");
    let found = |href: &str| {
        let document = documents.iter().find(|document| document["href"] == href);
        serde_json::to_string_pretty(document.expect("it is there")).expect("JSON")
    };
    assert_text(&found("zh/mail/send/"), ARTICLE);
    assert_text(&found("zh/ports/465/"), PORT);
    let hrefs: Vec<&str> = documents.iter().filter_map(|document| document["href"].as_str()).collect();
    assert_eq!(
        hrefs,
        [
            "zh/mail/read/",
            "zh/mail/send/",
            "zh/mail/",
            "zh/ports/465/",
            "zh/ports/993/",
            "zh/services/smtp-submission/",
            "zh/services/urd/",
            "zh/services/imap/",
            "zh/providers/qq/",
            "zh/glossary/#relay",
        ]
    );
}

const ARTICLE: &str = r#"
{
  "aliases": [
    "send"
  ],
  "headings": [
    "确认"
  ],
  "href": "zh/mail/send/",
  "label": "邮件",
  "number": null,
  "ports": [
    "465"
  ],
  "summary": "用哪个端口发信",
  "text": "用 465 发信，见收信。\n确认\n端口\n端口\n服务\n建议\n加密\n方向\n登记\n465\n邮件提交\n邮件提交\nSMTP\nTCP\n首选\n隐式 TLS\n客户端到服务器\nIANA\n发信\n",
  "title": "发信"
}"#;

const PORT: &str = r#"
{
  "aliases": [
    "submissions",
    "SMTP",
    "Submission over TLS",
    "submissions",
    "smtps",
    "urd",
    "URD",
    "URD",
    "urd"
  ],
  "headings": [
    "URD"
  ],
  "href": "zh/ports/465/",
  "label": "端口表",
  "number": "465",
  "ports": [],
  "summary": "客户端在这里提交邮件。",
  "text": "客户端在这里提交邮件。\n邮件提交\nTCP\n465/tcp\n邮件\n客户端到服务器\nIANA\n2026年11月20日\n隐式 TLS\n首选\n一开始就加密。\nRFC 8314 §3.3\nRFC Editor\n与邮件无关。\nURD\nTCP\n465/tcp\n其他\n客户端到服务器\nIANA\n2026年11月20日\nIANA 服务名与端口号登记表（2025-12-15 版）\nIANA\n465 端口通不通：nc\nsh\nnc -vz -w 5 mail.example.com 465\n\n465 端口通不通：Test-NetConnection（微软文档里的写法，我们没有运行过）\npowershell\nTest-NetConnection mail.example.com -Port 465\n\n465 的加密和证书：openssl\nsh\nopenssl s_client -connect mail.example.com:465 -verify_hostname mail.example.com -brief\n\n在 465 上登录：swaks\nsh\nswaks --server mail.example.com --port 465 -tlsc -a -au anna -ahp --quit-after AUTH\n\nufw\nsh\nufw allow 465/tcp\n\nfirewalld\nsh\nfirewall-cmd --permanent --add-port=465/tcp\nfirewall-cmd --reload\n\nnftables\nsh\nnft add rule inet filter input tcp dport 465 accept\n\n",
  "title": "465 端口：邮件提交"
}"#;

#[test]
fn an_index_is_made_again_when_a_text_of_its_language_changes_and_not_before() {
    let start = site();
    let last = harness::last(&start.sound(), None);
    let made = |path: &str, old: &str, new: &str| {
        let mut project = start.clone();
        project.edit(path, old, new);
        let build = project.update(Some(&last));
        assert!(build.is_sound(), "{:#?}", build.problems);
        let lines = explained(&build, &last);
        let lines = lines.lines().filter(|line| line.contains("search"));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    assert_text(
        &made("content/en/mail/send.md", "Send on ", "Do send on "),
        "assets/search-en.js: search en",
    );
    assert_text(
        &made("content/en/mail/send.md", "title: Sending", "title: How to send"),
        "assets/search-en.js: search en\nen/search/index.html: title en/mail/send",
    );
    assert_text(
        &made("content/registry/ports/mail.yaml", "en: Nothing to do with mail.", "en: No mail."),
        "assets/search-en.js: search en",
    );
    assert_text(
        &made(
            "content/site.yaml",
            "languages: [zh, en]",
            "languages: [zh, en]\nbase_url: https://example.com/",
        ),
        "en/search/index.html: settings\nzh/search/index.html: settings",
    );
}

#[test]
fn an_index_asks_one_question() {
    let build = site().sound();
    let asked = |path: &str| -> BTreeSet<String> {
        let made = build.files.iter().find(|(other, _)| other.as_str() == path).expect("it is made").1;
        made.trace.questions().iter().map(|question| kind(&question.to_string())).collect()
    };
    let expected = ["search", "strings"].map(str::to_string);
    assert_eq!(asked("assets/search-en.js"), BTreeSet::from(expected));
}

#[test]
fn a_site_without_search_has_no_trace_of_it() {
    let build = Project::small("").sound();
    // The field that filters a port table is of this type as well.
    let text = |path: &str| file(&build, path).replace("type=\"search\"", "");
    let traces: Vec<&str> = build
        .files
        .iter()
        .filter(|(path, _)| path.as_str().contains("search") || text(path.as_str()).contains("search"))
        .map(|(path, _)| path.as_str())
        .filter(|path| !path.starts_with("assets/") && !path.starts_with("schema/"))
        .collect();
    assert_eq!(traces, [""; 0]);
}

#[test]
fn a_large_index_is_a_list_of_parts_that_hold_every_term() {
    let mut project = site();
    for article in 0..60 {
        let mut text = format!("---\ntitle: 文章 {article}\nsummary: 第 {article} 篇\nports: []\n---\n\n");
        for word in 0..900 {
            text.push_str(&format!(
                "词{}w{} ",
                char::from_u32(0x4e00 + word * 7).expect("Han"),
                article * 900 + word
            ));
        }
        project.write(&format!("content/zh/mail/a{article}.md"), text);
    }
    let build = project.build();
    assert!(build.is_sound(), "{:#?}", build.problems);
    let entry = part(&build, "assets/search-zh.js");
    let (parts, chunk) =
        (entry["parts"].as_u64().expect("a number"), entry["chunk"].as_u64().expect("a number"));
    assert_eq!((parts, chunk, entry["count"].as_u64()), (32, 16, Some(70)));
    let mut terms = BTreeSet::new();
    for at in 0..parts {
        let lines = part(&build, &format!("assets/search/zh-t{at}.js"));
        let lines = lines["lines"].as_str().expect("text").to_string();
        for line in lines.lines() {
            let (term, postings) = line.split_once('\t').expect("a term and its postings");
            assert!(!postings.is_empty());
            assert!(terms.insert(term.to_string()), "{term} is in one part");
        }
    }
    for word in ["词", "词一", "w0", "w53999", "465", "发信", "=文章 59"] {
        assert!(terms.contains(word), "{word}");
    }
    let hrefs: Vec<String> = (0..70u64.div_ceil(chunk))
        .flat_map(|at| {
            part(&build, &format!("assets/search/zh-d{at}.js"))["documents"]
                .as_array()
                .expect("a list")
                .clone()
        })
        .map(|document| document["href"].as_str().expect("text").to_string())
        .collect();
    assert_eq!(
        (hrefs.len(), hrefs[2].as_str(), hrefs[69].as_str()),
        (70, "zh/mail/a10/", "zh/glossary/#relay")
    );
    let named = build.files.keys().filter(|path| path.as_str().starts_with("assets/search/"));
    assert_eq!(named.count(), 32 + 5);
    // The other language is small.
    assert_eq!(part(&build, "assets/search-en.js")["documents"].as_array().map(Vec::len), Some(10));
}
