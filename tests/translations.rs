//! Translations that fall behind: what is noticed, where pages say so, and what changes nothing.

mod moves;

use crate::harness::{Project, Random, assert_text, file};
use portolan::base::lang::Lang;
use portolan::base::path::SourcePath;
use portolan::build::run::Options;
use portolan::facts::drift::Change;
use portolan::model::ArticleId;
use portolan::model::resolve::Drafts;
use portolan::source::{Snapshot, disk};
use portolan::syntax::article;
use portolan::syntax::lock::Name;
use portolan::syntax::markdown::RawHtml;
use portolan::syntax::markdown::passages::{Destination, Kind, Style};
use portolan::syntax::markdown::stretches::{self, Start};
use std::collections::BTreeSet;
use std::path::Path;

/// Sections that lag: `en/mail/send check`, one on each line.
fn lagging(project: &Project) -> String {
    let standings = project.drift().translations.into_iter();
    let lines = standings.flat_map(|(id, standing)| {
        let lang = id.lang;
        standing.lags.into_iter().map(move |lag| format!("{lang}/{} {} {:?}\n", id.key, lag.name, lag.change))
    });
    lines.collect()
}

/// An article with one of everything in Chinese, its English translation, and both recorded.
fn pair() -> Project {
    let mut project = Project::small(PAIR);
    project.edit("content/site.yaml", "outputs: {", "raw_html: true\noutputs: {");
    project.accept();
    project
}

#[test]
fn a_pair_that_is_recorded_has_no_problem() {
    let project = pair();
    project.sound();
    assert_eq!(lagging(&project), "");
}

const ZH: &str = "content/zh/mail/pair.md";
const EN: &str = "content/en/mail/pair.md";

const PAIR: &str = "\
//- content/zh/mail/pair.md
---
title: 一对
summary: 中文原文
origin: zh
ports: [imaps, submissions]
---

开头的一段，说到 [](port:imaps)，
分两行写。

## 列表 {#lists}

- 第一项
- 第二项，*强调*
  换了行

### 表格 {#tables}

| 端口 | 用途 |
| --- | --- |
| 465 | 发信 |
| 993 | 收信[^1] |

## 代码 {#code}

```sh
# 测试
nc mail.example.com 465
```

```ports
ids: [submissions]
```

```clouds
```

> [!NOTE]
> 留意。

## 标记 {#html}

<table><tr><td>中继</td></tr></table>

## 结尾 {#end}

说到[发信](send.md#check)和 [RFC](https://example.com/rfc)，
看图 ![端口图](../../../static/ports.svg)[^2]。

[^1]: 第一条脚注。
[^2]: 第二条脚注。
//- content/en/mail/pair.md
---
title: A pair
summary: The English translation
origin: zh
ports: [imaps, submissions]
---

An opening that speaks of [](port:imaps).

## Lists {#lists}

- First
- Second, *stressed*

### Tables {#tables}

| Port | Purpose |
| --- | --- |
| 465 | sending |
| 993 | reading[^1] |

## Code {#code}

```sh
# a test
nc mail.example.com 465
```

```ports
ids: [submissions]
```

```clouds
```

> [!NOTE]
> Mind.

## Markup {#html}

<table><tr><td>relay</td></tr></table>

## End {#end}

Of [sending](send.md#check) and the [RFC](https://example.com/rfc), see ![ports](../../../static/ports.svg)[^2].

[^1]: The first note.
[^2]: The second note.
//- static/ports.svg
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>
";

#[test]
fn an_edit_of_the_original_marks_its_section_and_no_other() {
    for (old, new, expected) in [
        ("title: 一对", "title: 成对", "@front Edited([0])"),
        ("summary: 中文原文", "summary: 原文", "@front Edited([1])"),
        ("开头的一段", "最前的一段", "@lead Edited([0])"),
        ("port:imaps)", "port:submissions)", "@lead Edited([0])"),
        ("## 列表", "## 清单", "lists Edited([0])"),
        ("第一项", "第 1 项", "lists Edited([1])"),
        ("- 第一项\n", "", "lists Edited([])"),
        ("- 第一项\n- 第二项", "- 第二项", "lists Edited([])"),
        ("| 465 |", "| 587 |", "tables Edited([3])"),
        ("| 465 | 发信 |\n", "", "tables Edited([])"),
        ("com 465", "com 587", "code Edited([1])"),
        ("# 测试", "# 试一试", "code Edited([1])"),
        ("ids: [submissions]", "ids: [submissions, imaps]", "code Edited([2])"),
        ("send.md#check", "send.md", "end Edited([1])"),
        ("https://example.com/rfc", "https://example.com/std", "end Edited([1])"),
        ("端口图", "图", "end Edited([2])"),
        ("ports.svg", "ways.svg", "end Edited([1])"),
        ("[^2]。\n\n", "。\n\n又见[^2]。\n\n", "end Edited([1, 3])"),
        ("- 第二项", "  - 第二项", "lists Edited([2])"),
        ("<td>中继</td>", "<td>转发</td>", "html Edited([1])"),
        ("<td>中继</td>", "<th>中继</th>", "html Edited([1])"),
        ("<table><tr><td>中继</td></tr></table>\n", "", "html Edited([])"),
        ("第一条脚注", "头一条脚注", "@notes Edited([0])"),
        ("[^2]。", "[^2]。\n\n新的一段。", "end Edited([3])"),
        ("发信 |", "~~发信~~ |", "tables Edited([4])"),
        ("[!NOTE]", "[!WARNING]", "code Edited([4])"),
        ("```clouds\n```\n", "", "code Edited([])"),
        ("\n## 结尾 {#end}", "\n## 新节 {#new}\n\n新文。\n\n## 结尾 {#end}", "new Added"),
    ] {
        let mut project = pair();
        project.edit(ZH, old, new);
        assert_eq!(lagging(&project), format!("en/mail/pair {expected}\n"), "{old:?} → {new:?}");
    }
}

#[test]
fn what_no_reader_has_to_be_told_changes_nothing() {
    for (old, new) in [
        ("说到 [](port:imaps)，\n分两行写。", "说到\n[](port:imaps)，分两行\n写。"),
        ("第二项，*强调*\n  换了行", "第二项，**强调**换了行"),
        ("- 第一项\n- 第二项", "* 第一项\n\n* 第二项"),
        ("第二项，*强调*", "第二项，强调"),
        ("| --- | --- |", "|:---|---:|"),
        ("nc mail.example.com 465\n", "nc mail.example.com 465  \n"),
        ("ids: [submissions]", "ids:  [ submissions ]"),
        ("../../../static/ports.svg", "../../../static/images/ports.svg"),
        ("<table><tr>", "<table>\n  <tr>"),
        ("<table>", "<!-- 表格 -->\n<table>"),
        ("## 结尾 {#end}", "## 结尾 ##   {#end}"),
        ("## 结尾 {#end}\n", "## 结尾 {#end}\n\n<!-- 注释 -->\n"),
        ("origin: zh\n", "origin: zh\ntags: [sending]\nchecked: 2026-11-26\n"),
        ("第一条脚注。\n[^2]: 第二条脚注。", "第一条脚注。\n\n[^2]:\n    第二条脚注。"),
    ] {
        let mut project = pair();
        let text = project.text(ZH);
        let at = text.find(old).unwrap_or_else(|| panic!("{old:?} is there"));
        project.write(ZH, [&text[..at], new, &text[at + old.len()..]].concat());
        assert_eq!(lagging(&project), "", "{old:?} → {new:?}");
    }
    let mut project = pair();
    project.write(ZH, project.text(ZH).replace('\n', "\r\n"));
    assert_eq!(lagging(&project), "", "line ends");
    project.write(ZH, project.text(ZH).replace("[^1]", "[^甲]"));
    assert_eq!(lagging(&project), "", "labels of footnotes");
    project.edit(EN, "An opening", "The beginning");
    assert_eq!(lagging(&project), "", "the translation itself");
}

#[test]
fn a_heading_may_get_another_id_in_both_languages() {
    let mut project = pair();
    project.edit(ZH, "{#lists}", "{#list}");
    project.edit(EN, "{#lists}", "{#list}");
    assert_eq!(lagging(&project), "");
}

#[test]
fn a_section_that_is_taken_out_of_both_languages_is_followed() {
    let mut project = pair();
    let without = |project: &mut Project, path: &str, from: &str, to: &str| {
        let text = project.text(path);
        let (start, end) = (text.find(from).expect("there"), text.find(to).expect("there"));
        project.write(path, [&text[..start], &text[end..]].concat());
    };
    without(&mut project, ZH, "## 代码", "## 标记");
    assert_eq!(lagging(&project), "en/mail/pair code Removed\n");
    without(&mut project, EN, "## Code", "## Markup");
    assert_eq!(lagging(&project), "");
}

#[test]
fn a_translation_that_was_never_recorded_does_not_lag() {
    let mut project = pair();
    project.remove("content/translations.lock");
    project.edit(ZH, "第一项", "第 1 项");
    assert_eq!((lagging(&project), project.short()), (String::new(), String::new()));
}

#[test]
fn a_lock_file_that_is_damaged_blames_nobody_for_lagging() {
    let mut project = pair();
    project.edit(ZH, "第一项", "第 1 项");
    let lock = project.text("content/translations.lock");
    project.write("content/translations.lock", format!("{lock}>>>>>>> branch\n"));
    let line = lock.lines().count() + 1;
    assert_text(
        &project.short(),
        &format!(
            "content/translations.lock:{line}:1: error[P0902]: a merge left its marks in the lock file \
             (keep one line of each section, then run `portolan translation status`)"
        ),
    );
}

#[test]
fn a_hostile_lock_file_is_refused_in_few_words() {
    let mut project = pair();
    let lines: String = (0..100_000).map(|at| format!("en/../x{at} \u{202e}check\u{7} {at}\n")).collect();
    project.write("content/translations.lock", lines);
    let problems = project.problems(Lang::En);
    assert!(problems.len() < 8_000 && problems.contains("and 99990 more lines like this"), "{problems}");
    project.write("content/translations.lock", "a".repeat(8 << 20));
    let problems = project.problems(Lang::Zh);
    assert!(problems.len() < 1_000 && problems.contains("错误[P0902]"), "{problems}");
}

#[test]
fn pages_name_the_sections_that_lag_and_mark_them() {
    let mut project = pair();
    project.edit(ZH, "第一项", "第 1 项");
    project.edit(ZH, "开头的一段", "最前的一段");
    project.edit(ZH, "第二条脚注", "末一条脚注");
    project.edit(ZH, "title: 一对", "title: 成对");
    project.edit(ZH, "## 结尾 {#end}", "## 新的 *一* 节 {#new}\n\n新文。\n\n## 结尾 {#end}");
    let page = file(&project.build(), "en/mail/pair/index.html");
    let notice = page.split("<p class=\"notice\">").nth(1).and_then(|rest| rest.split("</p>").next());
    assert_eq!(
        notice,
        Some(
            "The Chinese original has newer text in: title and summary, opening, \
             <a href=\"#lists\">Lists</a>, \
             <span lang=\"zh-Hans\">新的 <em>一</em> 节</span>, Footnotes. Port data on this page is always current."
        )
    );
    // What stands behind each mark, up to the next end of a line.
    let mark = "Newer in the Chinese original</span></p>\n";
    let behind: Vec<&str> = page.split(mark).skip(1).filter_map(|rest| rest.lines().next()).collect();
    assert_text(
        &behind.join("\n"),
        "<p>An opening that speaks of <a class=\"port\" href=\"../../../en/ports/993/\" title=\"IMAP over TLS\">993</a>.</p>

<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>",
    );
    let original = file(&project.build(), "zh/mail/pair/index.html");
    assert!(!original.contains("class=\"notice\"") && !original.contains("class=\"stale\""));
}

#[test]
fn a_chinese_translation_says_so_in_chinese() {
    let mut project = pair();
    for path in [ZH, EN] {
        project.edit(path, "origin: zh", "origin: en");
    }
    project.accept();
    project.edit(EN, "- First", "- The first");
    let page = file(&project.build(), "zh/mail/pair/index.html");
    assert!(page.contains(
        "<p class=\"notice\">英文版的以下小节有更新，译文尚未跟上：<a href=\"#lists\">列表</a>。\
         文中端口数据取自登记表，始终是最新的。</p>"
    ));
    assert_eq!(page.matches("英文版有更新").count(), 1);
}

/// A site without templates and interface texts: enough to read articles, and soon read.
fn bare() -> Project {
    let mut project = Project { snapshot: Snapshot::default(), options: Options::default() };
    project.add("//- content/site.yaml\nname: { zh: 一, en: A }\nsummary: { zh: 一, en: A }\n");
    project
}

/// Each article of this repository that is there in both languages, in a site of its own, recorded.
/// What it links to is not there, and nothing here asks for it.
fn our_own() -> Vec<Project> {
    let snapshot = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is readable");
    let options = Options { drafts: Drafts::Shown, ..Options::default() };
    let whole = Project { snapshot, options };
    let keys = whole.drift().translations.into_keys().map(|id| id.key);
    let alone = keys.map(|key| {
        let mut project =
            Project::new("//- content/site.yaml\nname: { zh: 一, en: A }\nsummary: { zh: 一, en: A }\n");
        for lang in Lang::ALL {
            let path = format!("content/{lang}/{key}.md");
            project.write(&path, whole.text(&path));
        }
        project.accept();
        project
    });
    alone.collect()
}

/// A pair of long articles made of random words.
fn generated(random: &mut Random) -> Project {
    let mut project = bare();
    for lang in Lang::ALL {
        let mut text =
            format!("---\ntitle: {}\nsummary: {}\norigin: zh\n---\n", random.word(), random.word());
        for section in 0..40 {
            let words: Vec<&str> = (0..random.below(12) + 3).map(|_| random.word()).collect();
            let (line, item) = (words.join(" "), random.word());
            text.push_str(&format!(
                "\n{} {item} {{#s{section}}}\n\n{line}。\n\n- {item}\n- {line}\n\n| {item} | a |\n|---|---|\n| {line} | b |\n\n\
                 ```sh\n# {line}\n{item}\n```\n",
                if section % 3 == 1 { "###" } else { "##" },
            ));
        }
        project.write(&format!("content/{lang}/mail/long.md"), text);
    }
    project.accept();
    project
}

#[test]
fn after_500_random_edits_of_a_generated_pair_the_sections_marked_are_the_sections_edited() {
    let mut random = Random::new(4);
    let project = generated(&mut random);
    random_edits(project, &mut random, 500);
}

#[test]
fn after_500_random_edits_of_our_own_articles_the_sections_marked_are_the_sections_edited() {
    let mut random = Random::new(5);
    let articles = our_own();
    let each = 500 / articles.len() + 1;
    articles.into_iter().for_each(|project| random_edits(project, &mut random, each));
}

fn random_edits(mut project: Project, random: &mut Random, times: usize) {
    let mut edited: BTreeSet<(ArticleId, Name)> = BTreeSet::new();
    let translations: Vec<ArticleId> = project.drift().translations.into_keys().collect();
    for count in 1..=times {
        // Now and then all of it is translated.
        if random.below(20) == 0 {
            project.accept();
            edited.clear();
        }
        let id = &translations[random.below(translations.len())];
        edited.extend(edit(&mut project, id, random, count).map(|name| (id.clone(), name)));
        if count % 5 > 0 && count < times {
            continue;
        }
        let marked = project.drift().translations.into_iter().flat_map(|(id, standing)| {
            assert!(standing.record.is_some(), "{id:?} is recorded");
            standing.lags.into_iter().map(move |lag| {
                assert!(matches!(lag.change, Change::Edited(_)), "{lag:?}");
                (id.clone(), lag.name)
            })
        });
        assert_eq!(marked.collect::<BTreeSet<_>>(), edited, "after edit {count}");
    }
}

/// Changes one block of the original of a translation, or only how it is written. Says which section
/// was changed.
fn edit(project: &mut Project, id: &ArticleId, random: &mut Random, count: usize) -> Option<Name> {
    let path = format!("content/{}/{}.md", id.lang.other(), id.key);
    let source = project.text(&path);
    let place = SourcePath::new(&path).expect("a tame path");
    let article = article::parse(&place, &source, RawHtml::Escaped, &mut Vec::new());
    let passages = article.passages(&source);
    let sections: Vec<_> = stretches::group(&passages).into_iter().collect();
    let (start, blocks) = &sections[random.below(sections.len())];
    let name = match start {
        Start::Front => Name::Front,
        Start::Lead => Name::Lead,
        Start::Heading(at) => Name::Heading(article.content.body.headings[*at].id.clone().expect("an id")),
        Start::Notes => Name::Notes,
    };
    let block = blocks[random.below(blocks.len())];
    // A run that looks in the file as on the page, so that a part of it can be exchanged.
    let runs = block.runs.iter().filter(|run| {
        let is_link_out = matches!(run.link, Some(Destination::External(_)));
        source[run.span.start..run.span.end] == block.text[run.range.clone()] && !is_link_out
    });
    let runs: Vec<_> = runs.collect();
    if runs.is_empty() || matches!(block.kind, Kind::Generated(_)) {
        return None;
    }
    let run = runs[random.below(runs.len())];
    let written = &source[run.span.start..run.span.end];
    let letters: Vec<(usize, char)> = written.char_indices().filter(|(_, c)| c.is_alphabetic()).collect();
    let put = |at: usize, end: usize, new: &str| [&source[..at], new, &source[end..]].concat();
    let is_prose = matches!(block.kind, Kind::Paragraph | Kind::Item { .. }) && run.style == Style::Plain;
    let is_open = block.kind == Kind::Paragraph && source[block.span.end..].starts_with("\n\n");
    let (text, is_edit) = match random.below(4) {
        // A letter becomes another word.
        0 if !letters.is_empty() => {
            let (at, c) = letters[random.below(letters.len())];
            let at = run.span.start + at;
            (put(at, at + c.len_utf8(), &format!("x{count}x")), true)
        }
        // A line is wrapped at a space in front of a letter.
        1 if is_prose => {
            let at = letters.iter().find(|(at, _)| written[..*at].ends_with(' '))?.0;
            let at = run.span.start + at - 1;
            (put(at, at + 1, "\n"), false)
        }
        2 if is_open => (put(block.span.end, block.span.end, &format!("\n\n新的一段 {count}。")), true),
        _ => (put(run.span.end, run.span.end, &format!("改{count}")), true),
    };
    project.write(&path, text);
    is_edit.then_some(name)
}
