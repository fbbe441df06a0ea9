//! What became of the registry: the page, its feed, and the command that records it.

use crate::harness::{self, Project, assert_text, explained, file, paths, portolan, put};
use std::fs;

pub const HISTORY: &str = "\
//- content/registry/history.yaml
- date: 2026-11-25
  note: { zh: 从这一天开始。, en: It begins. }
- date: 2026-11-26
  changes:
    - { entry: port/submissions, change: changed, fields: [{ field: encryption, was: \"[implicit, starttls]\", now: \"[implicit]\" }, { field: name.zh, was: 提交, now: 提交邮件 }] }
    - { entry: port/smtps, change: removed }
    - { entry: service/imap, change: renamed, from: service/imap4 }
    - { entry: provider/qq, change: added }
    - { entry: term/relay, change: added }
";

fn site() -> Project {
    let mut project = Project::small(HISTORY).with_every_output();
    project.options.base_url = Some("https://example.com/a/".to_string());
    project
}

// What stands in `main`, without indents and the link to the feed.
fn shown(page: &str) -> String {
    let main = page.split_once("<section class=\"prose\">").expect("it has days").1;
    main.split_once("</main>").expect("it ends").0.to_string()
}

#[test]
fn the_newest_day_comes_first_and_entries_that_are_there_are_links() {
    let build = site().sound();
    assert_text(
        &shown(&file(&build, "zh/changes/index.html")),
        r#"<h2 id="2026-11-26"><time datetime="2026-11-26">2026年11月26日</time></h2>
<ul>
<li><span class="small">端口</span> <a href="../../zh/ports/465/">465 邮件提交</a>：有改动
<ul>
<li><code>encryption</code>：<del>[implicit, starttls]</del> → <ins>[implicit]</ins></li>
<li><code>name</code>：<del>提交</del> → <ins>提交邮件</ins></li>
</ul></li>
<li><span class="small">端口</span> <code>smtps</code>：已删除</li>
<li><span class="small">服务</span> <a href="../../zh/services/imap/">IMAP</a>：原来叫 imap4</li>
<li><span class="small">服务商</span> <a href="../../zh/providers/qq/">QQ 邮箱</a>：新增</li>
<li><span class="small">术语</span> <a href="../../zh/glossary/#relay">中继</a>：新增</li>
</ul>
</section>
<section class="prose">
<h2 id="2026-11-25"><time datetime="2026-11-25">2026年11月25日</time></h2>
<p>从这一天开始。</p>
</section>"#,
    );
    assert_text(
        &shown(&file(&build, "en/changes/index.html")),
        r#"<h2 id="2026-11-26"><time datetime="2026-11-26">26 November 2026</time></h2>
<ul>
<li><span class="small">Port</span> <a href="../../en/ports/465/">465 Submission over TLS</a>: changed
<ul>
<li><code>encryption</code>: <del>[implicit, starttls]</del> → <ins>[implicit]</ins></li>
</ul></li>
<li><span class="small">Port</span> <code>smtps</code>: removed</li>
<li><span class="small">Service</span> <a href="../../en/services/imap/">IMAP</a>: was called imap4</li>
<li><span class="small">Provider</span> <a href="../../en/providers/qq/">QQ Mail</a>: new</li>
<li><span class="small">Term</span> <a href="../../en/glossary/#relay">relay</a>: new</li>
</ul>
</section>
<section class="prose">
<h2 id="2026-11-25"><time datetime="2026-11-25">25 November 2026</time></h2>
<p>It begins.</p>
</section>"#,
    );
}

#[test]
fn a_feed_has_an_entry_for_each_day() {
    assert_text(
        &file(&site().sound(), "zh/changes/feed.xml"),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">
<id>https://example.com/a/zh/changes/feed.xml</id>
<title>登记表的变更 – 小站</title>
<subtitle>登记表里哪些条目变了，哪一天变的，原来怎么写，现在怎么写。</subtitle>
<updated>2026-11-26T00:00:00Z</updated>
<link rel="self" type="application/atom+xml" href="https://example.com/a/zh/changes/feed.xml"/>
<link rel="alternate" type="text/html" href="https://example.com/a/zh/changes/"/>
<author><name>小站</name></author>
<entry>
<id>https://example.com/a/zh/changes/#2026-11-26</id>
<title>登记表的变更：2026年11月26日</title>
<updated>2026-11-26T00:00:00Z</updated>
<link rel="alternate" type="text/html" href="https://example.com/a/zh/changes/#2026-11-26"/>
<summary>465 邮件提交：有改动、smtps：已删除、IMAP：原来叫 imap4、QQ 邮箱：新增、中继：新增</summary>
</entry>
<entry>
<id>https://example.com/a/zh/changes/#2026-11-25</id>
<title>登记表的变更：2026年11月25日</title>
<updated>2026-11-25T00:00:00Z</updated>
<link rel="alternate" type="text/html" href="https://example.com/a/zh/changes/#2026-11-25"/>
<summary>从这一天开始。</summary>
</entry>
</feed>"#,
    );
}

#[test]
fn a_site_without_a_history_has_no_page_for_it() {
    let build = Project::small("").with_every_output().sound();
    assert!(!paths(&build).contains("changes/"));
    assert!(!file(&build, "zh/index.html").contains("changes/"));
    let build = site().sound();
    assert!(file(&build, "zh/index.html").contains("<a href=\"../zh/changes/\">登记表的变更</a>"));
    assert!(file(&build, "sitemap.xml").contains("<loc>https://example.com/a/en/changes/</loc>"));
}

#[test]
fn a_day_that_is_added_makes_the_pages_that_name_it_and_nothing_else() {
    let mut project = site();
    let last = harness::last(&project.sound(), None);
    project.edit("content/registry/history.yaml", "- date: 2026-11-26", "- date: 2026-11-27");
    assert_text(
        &explained(&project.update(Some(&last)), &last),
        "\
assets/search-en.js: search en
assets/search-zh.js: search zh
en/changes/feed.xml: history
en/changes/index.html: history
en/ports/465/index.html: port-changed submissions
en/ports/465/index.md: port-changed submissions
zh/changes/feed.xml: history
zh/changes/index.html: history
zh/ports/465/index.html: port-changed submissions
zh/ports/465/index.md: port-changed submissions",
    );
}

#[test]
fn the_page_of_a_port_says_when_its_entry_changed_last_and_leads_there() {
    let mut project = site();
    let changed = |project: &Project, path: &str| {
        let page = file(&project.sound(), path);
        let rest = page.split_once("changes/#").map(|(_, rest)| rest.split_once("</a>").expect("a link").0);
        rest.map(str::to_string)
    };
    let link = "2026-11-26\"><time datetime=\"2026-11-26\">2026年11月26日</time>";
    assert_eq!(changed(&project, "zh/ports/465/index.html").as_deref(), Some(link));
    assert_eq!(changed(&project, "zh/ports/993/index.html"), None);
    // An older day that is written later is not the last one.
    let older = "- date: 2026-11-24\n  changes: [{ entry: port/submissions, change: added }]\n";
    let text = project.text("content/registry/history.yaml") + older;
    project.write("content/registry/history.yaml", &text);
    assert_eq!(changed(&project, "zh/ports/465/index.html").as_deref(), Some(link));
}

#[test]
fn what_is_recorded_twice_on_a_day_stands_under_one_heading() {
    let mut project = site();
    let more = "- date: 2026-11-26\n  note: { zh: 又一次。, en: Once more. }\n  changes: [{ entry: term/relay, change: changed }]\n";
    let text = project.text("content/registry/history.yaml") + more;
    project.write("content/registry/history.yaml", &text);
    let page = file(&project.sound(), "zh/changes/index.html");
    assert_eq!(page.matches("id=\"2026-11-26\"").count(), 1);
    let day = page.split_once("id=\"2026-11-26\"").expect("it is there").1;
    let day = day.split_once("</section>").expect("it ends").0;
    let (before, after) = day.split_once("<p>又一次。</p>").expect("the note");
    assert!(before.ends_with("</h2>\n") && after.matches("<li><span").count() == 6, "{day}");
}

#[test]
fn what_differs_is_recorded_and_read_again() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let new = folder.path().join("site");
    for place in [&folder.path().join("old"), &new] {
        Project::small("").save(place);
    }
    let ports = new.join("content/registry/ports/mail.yaml");
    let text = fs::read_to_string(&ports).expect("it is there");
    let text = text.replace("zh: 邮件提交,", "zh: \"提交: \\\"邮件\\\"\",");
    put(&ports, text.replacen("references: [{ rfc: 8314", "references: [{ rfc: 9325 }, { rfc: 8314", 1));
    let history = new.join("content/registry/history.yaml");
    put(&history, "# 记录\n- date: 2026-11-25\n  note: { zh: 开始, en: It begins }");
    let ran = run("registry diff old site --record 2026-11-27 --lang zh");
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), "已记入 2026-11-27 的历史：1 项\n"));
    assert_text(
        &fs::read_to_string(&history).expect("it is there"),
        r#"# 记录
- date: 2026-11-25
  note: { zh: 开始, en: It begins }
- date: 2026-11-27
  changes:
    - entry: port/submissions
      change: changed
      fields:
        - { field: name.zh, was: "邮件提交", now: "提交: \"邮件\"" }
        - { field: references, now: "RFC 9325" }"#,
    );
    assert_eq!(run("check --site site").status, Some(0));
    // Nothing changed, or nothing since, so nothing is recorded.
    let before = fs::read_to_string(&history).expect("it is there");
    run("registry diff site site --record 2026-11-28");
    let again = run("registry diff old site --record 2026-11-27 --lang zh");
    assert_eq!((again.status, again.stderr.as_str()), (Some(0), "历史里已经有 2026-11-27 的这些变更\n"));
    assert_eq!(fs::read_to_string(&history).expect("it is there"), before);
    // What changed since is added, and nothing twice.
    let services = new.join("content/registry/services.yaml");
    let text = fs::read_to_string(&services).expect("it is there");
    put(&services, text.replacen("zh: ", "zh: 新", 1));
    let more = run("registry diff old site --record 2026-11-27 --lang zh");
    assert_eq!(more.stderr, "已记入 2026-11-27 的历史：1 项\n");
    let after = fs::read_to_string(&history).expect("it is there");
    assert!(after.starts_with(&before) && after.matches("port/submissions").count() == 1, "{after}");
    for folder in ["site/content/registry", "site/content/registry/services.yaml"] {
        let refused =
            run(&format!("registry diff old/content/registry {folder} --record 2026-11-27 --lang zh"));
        let why = "它不是站点文件夹；NEW 请写含有 `content` 的文件夹，例如 `.`";
        assert_eq!(refused.status, Some(2));
        assert_eq!(refused.stderr, format!("错误：不能把变更记入 `{folder}`：{why}\n"));
    }
    let refused = run("registry diff old site --record 2026-02-30");
    assert_eq!(refused.status, Some(2), "{}", refused.stderr);
}
