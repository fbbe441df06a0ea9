//! What programs read: feeds, metadata in the head of pages, rules for hosts.

use crate::harness::{self, Project, assert_text, explained, file, paths};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const BASE: &str = "https://example.com/a/b/";

/// The small site with every output, with dates on two articles, and what the templates of the
/// program say in the head alone.
fn site() -> Project {
    let mut project = Project::small("").with_every_output();
    project.options.base_url = Some(BASE.to_string());
    project.edit("content/zh/mail/send.md", "order: 1", "order: 1\nchecked: 2026-11-20\ndate: 2026-11-01");
    project.edit("content/zh/mail/read.md", "order: 2", "order: 2\ndate: 2026-11-21");
    project
}

#[test]
fn a_feed_has_the_dated_articles_of_its_language_newest_first() {
    let build = site().sound();
    assert_text(
        &file(&build, "zh/feed.xml"),
        r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">
<id>https://example.com/a/b/zh/feed.xml</id>
<title>小站</title>
<subtitle>测试用的小站</subtitle>
<updated>2026-11-21T00:00:00Z</updated>
<link rel="self" type="application/atom+xml" href="https://example.com/a/b/zh/feed.xml"/>
<link rel="alternate" type="text/html" href="https://example.com/a/b/zh/"/>
<author><name>小站</name></author>
<entry>
<id>https://example.com/a/b/zh/mail/read/</id>
<title>收信</title>
<updated>2026-11-21T00:00:00Z</updated>
<published>2026-11-21T00:00:00Z</published>
<link rel="alternate" type="text/html" href="https://example.com/a/b/zh/mail/read/"/>
<summary>用哪个端口收信</summary>
</entry>
<entry>
<id>https://example.com/a/b/zh/mail/send/</id>
<title>发信</title>
<updated>2026-11-20T00:00:00Z</updated>
<published>2026-11-01T00:00:00Z</published>
<link rel="alternate" type="text/html" href="https://example.com/a/b/zh/mail/send/"/>
<category term="sending" label="发信"/>
<summary>用哪个端口发信</summary>
</entry>
</feed>"#,
    );
    // The English articles have no dates, and so no feed that a page could name.
    assert!(!paths(&build).contains("en/feed.xml"));
    let link =
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"小站\" href=\"../../../zh/feed.xml\">";
    assert!(file(&build, "zh/mail/send/index.html").contains(link));
    assert!(!file(&build, "en/mail/send/index.html").contains("atom+xml"));
}

#[test]
fn a_feed_is_made_again_for_its_own_articles_and_their_order() {
    let start = site();
    let last = harness::last(&start.sound(), None);
    let said = |edit: &dyn Fn(&mut Project)| {
        let mut project = start.clone();
        edit(&mut project);
        let lines = explained(&project.update(Some(&last)), &last);
        lines.lines().filter(|line| line.contains("feed.xml")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(said(&|p| p.edit("content/zh/mail/send.md", "用 []", "请用 []")), "");
    let older = |p: &mut Project| p.edit("content/zh/mail/send.md", "summary: ", "summary: 说说");
    assert_eq!(said(&older), "zh/feed.xml: head zh/mail/send");
    let newest = |p: &mut Project| p.edit("content/zh/mail/send.md", "2026-11-20", "2026-11-22");
    assert_eq!(said(&newest), "zh/feed.xml: latest zh");
    let first = |p: &mut Project| p.edit("content/en/mail/read.md", "order: 2", "order: 2\ndate: 2026-11-21");
    assert_eq!(said(&first), "en/feed.xml: new");
    let mut project = start.clone();
    first(&mut project);
    let lines = explained(&project.update(Some(&last)), &last);
    assert!(lines.contains("en/ports/index.html: dated en\n"), "every page names it now:\n{lines}");
}

/// The JSON-LD of a page.
fn data(html: &str) -> Value {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").expect("it has metadata");
    let (data, _) = rest.split_once("</script>").expect("it ends");
    serde_json::from_str(data).expect("JSON")
}

#[test]
fn an_article_says_what_it_is_and_where_it_stands() {
    let build = site().sound();
    let html = file(&build, "zh/mail/send/index.html");
    let url = format!("{BASE}zh/mail/send/");
    assert_eq!(
        data(&html),
        json!({
            "@context": "https://schema.org",
            "@graph": [
                {
                    "@type": "TechArticle",
                    "@id": url,
                    "url": url,
                    "headline": "发信",
                    "description": "用哪个端口发信",
                    "inLanguage": "zh-Hans",
                    "datePublished": "2026-11-01",
                    "dateModified": "2026-11-20",
                    "author": { "@type": "Organization", "name": "小站", "url": BASE },
                    "isPartOf": { "@id": BASE },
                },
                {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        { "@type": "ListItem", "position": 1, "name": "首页", "item": format!("{BASE}zh/") },
                        { "@type": "ListItem", "position": 2, "name": "邮件", "item": format!("{BASE}zh/mail/") },
                        { "@type": "ListItem", "position": 3, "name": "发信", "item": url },
                    ],
                },
            ],
        })
    );
    let properties = html.lines().filter(|line| line.starts_with("<meta property"));
    assert_text(
        &properties.collect::<Vec<_>>().join("\n"),
        r#"<meta property="og:type" content="article">
<meta property="og:site_name" content="小站">
<meta property="og:title" content="发信">
<meta property="og:description" content="用哪个端口发信">
<meta property="og:url" content="https://example.com/a/b/zh/mail/send/">
<meta property="og:locale" content="zh_CN">
<meta property="og:locale:alternate" content="en_US">
<meta property="article:published_time" content="2026-11-01">
<meta property="article:modified_time" content="2026-11-20">"#,
    );
}

#[test]
fn the_root_is_a_site_and_the_glossary_a_set_of_terms() {
    let build = site().sound();
    assert_eq!(
        data(&file(&build, "index.html"))["@graph"],
        json!([{
            "@type": "WebSite",
            "@id": BASE,
            "url": BASE,
            "name": "小站",
            "description": "测试用的小站",
            "inLanguage": ["zh-Hans", "en"],
        }])
    );
    let terms = &data(&file(&build, "en/glossary/index.html"))["@graph"][0];
    assert_eq!(terms["@type"], "DefinedTermSet");
    assert_eq!(terms["hasDefinedTerm"][0]["@id"], format!("{BASE}en/glossary/#relay"));
}

#[test]
fn pages_that_search_engines_leave_out_say_nothing_to_programs() {
    let mut project = site();
    project.remove("content/en/mail/send.md");
    let build = project.build();
    for path in ["404.html", "en/mail/send/index.html"] {
        assert!(!file(&build, path).contains("ld+json"), "{path}");
    }
}

#[test]
fn hosts_are_told_what_pages_may_load() {
    let build = site().sound();
    let headers = file(&build, "_headers");
    let rules: Vec<&str> = headers.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(rules[..3], ["/a/b/*", "/a/b/*.md", "/a/b/llms.txt"]);
    assert!(headers.contains("/a/b/*.md\n  Content-Type: text/markdown; charset=utf-8\n"));
    // What is kept for ever is every file with its fingerprint in its name, and no index of search.
    let kept: Vec<String> = rules[3..].iter().map(|rule| rule.replacen("/a/b/", "", 1)).collect();
    let published = paths(&build);
    let named = published.lines().filter(|path| path.starts_with("assets/"));
    let named = named.filter(|path| !matches!(*path, "assets/search-en.js" | "assets/search-zh.js"));
    assert_eq!(kept.iter().map(String::as_str).collect::<BTreeSet<_>>(), named.collect());
    assert_eq!(file(&build, ".nojekyll"), "");
    // The hash allows exactly the styles of `404.html`: other ones have another.
    let mut project = site();
    project.write("templates/parts/missing.css", "b { color: red }\n");
    let restyled = file(&project.sound(), "_headers");
    assert_ne!(headers, restyled);
    let hash = restyled.split_once("'sha256-").and_then(|(_, rest)| rest.split_once('\''));
    // `printf '\nb { color: red }\n' | openssl dgst -sha256 -binary | base64`
    assert_eq!(hash.map(|(hash, _)| hash), Some("yGlZ2COO0fMfg35ueFMkXeTwfxqsIlQtrdC226cyFEQ="));
}

#[test]
fn a_site_without_an_address_has_no_feed_and_no_metadata() {
    let mut project = site();
    project.options.base_url = None;
    let build = project.sound();
    assert!(!paths(&build).contains("feed.xml"));
    for path in build.files.keys().filter(|path| path.as_str().ends_with(".html")) {
        let html = file(&build, path.as_str());
        assert!(!html.contains("ld+json") && !html.contains("og:") && !html.contains("atom+xml"), "{path}");
    }
}
