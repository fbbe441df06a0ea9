//! Front matter that is good, broken, unclosed and not there.

use super::*;
use crate::syntax::listing::{full, path, short};

fn article(text: &str) -> (FrontMatter, &str, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let (matter, body) = parse_article(&path("a.md"), text, &mut problems);
    (matter, &text[body..], problems)
}

const GOOD: &str = "\
---
title: 发信用 465 还是 587
summary: 先试 465。
order: 1
origin: zh
date: 2026-11-01
checked: 2026-11-23
ports: [submissions, submission]
sources:
  - { rfc: 8314, section: \"3.3\" }
tags: [sending]
aliases: [mail/smtp-port]
related: [mail/what-is-a-port]
draft: true
---
正文
";

#[test]
fn a_good_head_is_read_whole_and_the_body_follows() {
    let (matter, body, problems) = article(GOOD);
    assert_eq!(short(GOOD, &problems), "");
    assert_eq!(body, "正文\n");
    assert_eq!(matter.title.value, "发信用 465 还是 587");
    assert_eq!(&GOOD[matter.title.span.start..matter.title.span.end], "发信用 465 还是 587");
    assert!(matter.is_whole && matter.is_closed);
    assert_eq!((matter.order, matter.origin, matter.draft), (Some(1), Some(Lang::Zh), true));
    assert_eq!((matter.date, matter.checked), (Date::parse("2026-11-01"), Date::parse("2026-11-23")));
    assert_eq!(matter.ports[1].value, PortId::new("submission"));
    assert_eq!(&GOOD[matter.ports[1].span.start..matter.ports[1].span.end], "submission");
    assert_eq!(matter.sources.len(), 1);
    assert_eq!(matter.aliases[0].value, "mail/smtp-port");
}

#[test]
fn a_byte_order_mark_and_carriage_returns_do_not_move_places() {
    let text = format!("\u{feff}{}", GOOD.replace('\n', "\r\n").replace("order: 1", "order: 01"));
    let (matter, body, problems) = article(&text);
    assert_eq!(body, "正文\r\n");
    assert_eq!(full(&text, &problems), "a.md:4:8 P0213 `01` is not a number for `order`\n  help: write `1`");
    assert_eq!(&text[matter.title.span.start..matter.title.span.end], "发信用 465 还是 587");
}

#[test]
fn mistakes_leave_the_rest_of_the_head_and_the_body() {
    let text = "---\ntitel: 端口\nsummary: 465\nports: [submissions, 提交, smtp]\ndraft: yes\norder: first\n\
                origin: cn\nsources: [{ rfc: 1 }, 8314]\ntitle2: x\n---\n正文";
    let (matter, body, problems) = article(text);
    assert_eq!(body, "正文");
    assert_eq!(matter.title.value, "");
    assert_eq!(matter.ports.len(), 2);
    assert_eq!(matter.sources.len(), 1);
    assert_eq!(
        full(text, &problems),
        "a.md:2:1 P0205 the front matter has no key `titel`\n  help: write `title`\n\
         a.md:3:10 P0206 `summary` holds a number where text is expected\n  help: write `\"465\"`\n\
         a.md:4:22 P0310 `提交` is not an id\n  help: use ASCII letters in lower case, digits and single hyphens, 100 characters at most\n\
         a.md:5:8 P0209 YAML 1.1 reads `yes` as a truth value\n  help: write `true`\n\
         a.md:6:8 P0206 `order` holds text where a whole number is expected\n\
         a.md:7:9 P0212 `origin` can't be `cn`\n  help: write one of `zh`, `en`\n\
         a.md:8:23 P0206 `sources` holds a number where a reference is expected\n\
         a.md:9:1 P0205 the front matter has no key `title2`\n  help: write `title`"
    );
}

#[test]
fn a_head_that_is_no_yaml_still_has_a_body() {
    let text = "---\ntitle: 端口: 465\nsummary: x\n---\n正文";
    let (matter, body, problems) = article(text);
    assert_eq!((body, matter.title.value.as_str()), ("正文", ""));
    assert_eq!(
        full(text, &problems),
        "a.md:2:10 P0201 a second `: ` stands on this line\n  help: put text with a colon in quotes"
    );
    let text = "---\n- title\n---\n正文";
    let (_, body, problems) = article(text);
    assert_eq!(body, "正文");
    assert_eq!(short(text, &problems), "a.md:2:1 P0206 a list stands where the front matter is expected");
}

#[test]
fn an_unclosed_head_has_no_body() {
    for text in ["---\ntitle: 端口\n", "---", "---\n# 端口\n\n----\n ---\n"] {
        let (_, body, problems) = article(text);
        assert_eq!(body, "");
        assert_eq!(
            full(text, &problems),
            "a.md:1:1 P0210 the front matter is not closed\n  help: add a line `---` after the last key"
        );
    }
}

#[test]
fn a_missing_head_leaves_the_whole_file_as_body() {
    for text in ["", "# 端口\n", "\n---\ntitle: x\n---\n", "--- \u{7aef}\n---\n"] {
        let (_, body, problems) = article(text);
        assert_eq!(body, text);
        assert_eq!(short(text, &problems), "a.md:1:1 P0211 the file has no front matter");
    }
    let (_, body, problems) = article("\u{feff}正文");
    assert_eq!((body, problems.len()), ("正文", 1));
}

#[test]
fn an_empty_head_lacks_its_keys_at_the_fence() {
    for text in ["---\n---\n正文", "---\r\n# 注\r\n--- \r\n正文"] {
        let (_, body, problems) = article(text);
        assert_eq!(body, "正文");
        assert_eq!(
            full(text, &problems),
            "a.md:1:1 P0207 this front matter has no `title`, `summary`\n  help: add each as `key: …`"
        );
    }
}

#[test]
fn a_section_has_three_keys() {
    let mut problems = Vec::new();
    let text = "---\ntitle: 基础\nsummary: 从端口讲起。\norder: 10\n---\n";
    let (matter, body) = parse_section(&path("_section.md"), text, &mut problems);
    assert_eq!((matter.title.value.as_str(), matter.order, body), ("基础", Some(10), text.len()));
    assert_eq!(short(text, &problems), "");
    let text = "---\ntitle: 基础\norder: 1.5\ntags: []\n---\n";
    parse_section(&path("_section.md"), text, &mut problems);
    assert_eq!(
        full(text, &problems),
        "_section.md:2:1 P0207 this front matter has no `summary`\n  help: add `summary: …`\n\
         _section.md:3:8 P0213 `1.5` is not a number for `order`\n  help: write a decimal number from -9999 to 9999\n\
         _section.md:4:1 P0205 the front matter has no key `tags`\n  help: the keys are `title`, `summary`, `order`"
    );
}
