#![allow(clippy::unwrap_used)]

use super::*;
use crate::base::path::SourcePath;
use crate::syntax::markdown::{RawHtml, parse_whole};

// One line per passage: what it is, its heading, its text with the runs that are not plain in `‹›`.
// Each run is looked up in the source as well.
fn shown(markdown: &str) -> String {
    let passages = read(markdown, 0, Vec::new());
    let mut lines = String::new();
    for passage in &passages.list {
        let mut text = passage.text.clone();
        for run in passage.runs.iter().rev() {
            let written = &markdown[run.span.start..run.span.end];
            let said = &passage.text[run.range.clone()];
            if run.is_verbatim() && !said.contains(OBJECT) {
                assert_eq!(written, said, "{markdown}");
            }
            let link = match &run.link {
                Some(Destination::Site(target)) => format!(" → {target:?}"),
                Some(Destination::External(address)) => format!(" → {address}"),
                None => String::new(),
            };
            if run.style != Style::Plain || !link.is_empty() {
                text.insert_str(run.range.end, &format!("{link}›"));
                text.insert_str(
                    run.range.start,
                    match run.style {
                        Style::Plain => "‹",
                        Style::Code => "‹Code ",
                        Style::Struck => "‹Struck ",
                    },
                );
            }
        }
        let under = passage.under.map(|at| format!(" under {at}")).unwrap_or_default();
        let quoted = if passage.is_quoted { " quoted" } else { "" };
        lines.push_str(&format!("{:?}{under}{quoted}: {}\n", passage.kind, text.replace('\n', "⏎")));
    }
    for comment in &passages.comments {
        let written = &markdown[comment.span.start..comment.span.end];
        lines.push_str(&format!("{written} {:?}\n", comment.covers));
    }
    lines
}

#[track_caller]
fn assert_shown(markdown: &str, expected: &str) {
    assert_eq!(shown(markdown), expected, "\n{}", shown(markdown));
}

#[test]
fn every_block_is_a_passage_under_its_heading() {
    assert_shown(
        "开头。\n\n## 端口 `25` {#a}\n\n> 引用\n\n> [!NOTE]\n> 提示\n\n### 细节\n\n- 紧\n  - 内\n- 二\n\n1. 松\n\n   又一段\n\n\
         ## 二\n\n词\n: 解释\n\n注[^1]。\n\n[^1]: 脚注 `x`\n",
        "Paragraph: 开头。\n\
         Heading(2): 端口 ‹Code 25›\n\
         Paragraph under 1 quoted: 引用\n\
         Paragraph under 1: 提示\n\
         Heading(3) under 1: 细节\n\
         Item { list: 0, item: 0 } under 4: 紧\n\
         Item { list: 1, item: 0 } under 4: 内\n\
         Item { list: 0, item: 1 } under 4: 二\n\
         Item { list: 2, item: 0 } under 4: 松\n\
         Item { list: 2, item: 0 } under 4: 又一段\n\
         Heading(2): 二\n\
         Term under 10: 词\n\
         Definition under 10: 解释\n\
         Paragraph under 10: 注。\n\
         Footnote under 10: 脚注 ‹Code x›\n",
    );
}

#[test]
fn a_cell_knows_its_table_row_and_column() {
    assert_shown(
        "| 服务 | 端口 |\n|---|---|\n| IMAP | `143` |\n| POP3 | |\n\n|a|\n|-|\n",
        "Cell(Cell { table: 0, row: 0, column: 0 }): 服务\n\
         Cell(Cell { table: 0, row: 0, column: 1 }): 端口\n\
         Cell(Cell { table: 0, row: 1, column: 0 }): IMAP\n\
         Cell(Cell { table: 0, row: 1, column: 1 }): ‹Code 143›\n\
         Cell(Cell { table: 0, row: 2, column: 0 }): POP3\n\
         Cell(Cell { table: 0, row: 2, column: 1 }): \n\
         Cell(Cell { table: 1, row: 0, column: 0 }): a\n",
    );
}

#[test]
fn a_link_is_a_run_and_an_empty_one_stands_for_what_the_registry_fills_in() {
    assert_shown(
        "用 [](port:smtp#number) 端口，见 [**发信** `25`](../mail/a.md) 和 <a@example.com>、https://example.com/a。\n\n\
         [](ftp:x)[坏](ftp:x) [![甲\n乙](b.png)](service:imap) `http://a.example`",
        "Paragraph: 用 ‹\u{fffc} → Port(\"smtp\", Some(\"number\"))› 端口，见 ‹发信 → File(\"../mail/a.md\", None)›\
         ‹  → File(\"../mail/a.md\", None)›‹Code 25 → File(\"../mail/a.md\", None)› 和 \
         ‹a@example.com → mailto:a@example.com›、‹https://example.com/a → https://example.com/a›。\n\
         Paragraph: \u{fffc}坏 ‹\u{fffc} → Service(\"imap\")› ‹Code http://a.example›\n\
         Alt: 甲乙\n",
    );
}

#[test]
fn a_line_break_is_what_a_reader_sees_of_it() {
    assert_shown(
        "第一行，\n第二行 **SMTP\n25** 端口\n[](port:imap)\\\n新行  \nnew\nline",
        "Paragraph: 第一行，第二行 SMTP 25 端口 ‹\u{fffc} → Port(\"imap\", None)›⏎新行⏎new line\n",
    );
}

#[test]
fn entities_and_escapes_are_resolved_and_struck_text_is_told_apart() {
    assert_shown(
        "a &amp; b \\* c &#52;65 ~~旧的 `25`~~ 新的 **中文。**文字\n",
        "Paragraph: a & b * c 465 ‹Struck 旧的 ›‹Struck 25› 新的 中文。文字\n",
    );
    let markdown = "端口 &#52;65 号和 \\*25";
    let passage = &read(markdown, 0, Vec::new()).list[0];
    let place = |text: &str| {
        let at = passage.text.find(text).unwrap();
        let span = passage.place(at..at + text.len());
        &markdown[span.start..span.end]
    };
    assert_eq!((place("465"), place("65"), place("*25"), place("号和")), ("&#52;65", "65", "*25", "号和"));
}

#[test]
fn code_is_kept_apart_from_generated_blocks() {
    assert_shown(
        "```sh title=\"测\"\nnc host 25\n\n  x\n```\n\n```ports\nfamily: mail\n```\n\n- a\n\n      in\n      dent\n\n> ```\n> q\n> r\n",
        "Code(\"sh title=\\\"测\\\"\"): ‹Code nc host 25⏎⏎  x›\n\
         Generated(\"ports\"): ‹Code family: mail›\n\
         Item { list: 0, item: 0 }: a\n\
         Code(\"\"): ‹Code in⏎›‹Code dent›\n\
         Code(\"\") quoted: ‹Code q⏎›‹Code r›\n",
    );
}

#[test]
fn a_comment_is_about_the_next_block_or_the_text_around_it() {
    assert_shown(
        "<!-- 甲 --><!-- 乙 -->\n\n- 一\n- <!-- 丙 -->\n  二\n\n  > 三\n\n四 <!-- 丁 --> 五\n\n- 六\n\n  <!-- 戊 -->\n\n七\n\n\
         <!-- 己 -->\n\n## 八\n\n<!-- 庚",
        "Item { list: 0, item: 0 }: 一\n\
         Item { list: 0, item: 1 }: 二\n\
         Item { list: 0, item: 1 } quoted: 三\n\
         Paragraph: 四  五\n\
         Item { list: 1, item: 0 }: 六\n\
         Paragraph: 七\n\
         Heading(2): 八\n\
         <!-- 甲 --> 0..3\n\
         <!-- 乙 --> 0..3\n\
         <!-- 丙 --> 1..2\n\
         <!-- 丁 --> 3..4\n\
         <!-- 戊 --> 5..5\n\
         <!-- 己 --> 6..7\n",
    );
}

#[test]
fn a_value_of_the_front_matter_has_a_place_as_far_as_it_is_written_as_it_reads() {
    let source = "标题: \"SMTP 用 25\"\n摘要: 'It''s 25'\n";
    let span = |text: &str| {
        let at = source.find(text).unwrap();
        Span::new(at, at + text.len())
    };
    let title = Passage::of_yaml(Kind::Title, "SMTP 用 25", span("\"SMTP 用 25\""), source);
    assert_eq!(title.place(9..11), span("25"));
    let quoted = span("'It''s 25'");
    assert_eq!(Passage::of_yaml(Kind::Summary, "It's 25", quoted, source).place(5..7), quoted);
}

// Passages and pieces are made by two readers of the same events. What they take for text is the
// same on all examples of the specification; raw HTML, which only one of them shows, aside.
#[test]
fn passages_say_what_the_body_says() {
    let examples = include_str!("../../../../tests/fixtures/commonmark-0.31.2.json");
    let examples: serde_json::Value = serde_json::from_str(examples).unwrap();
    let mut compared = 0;
    for example in examples.as_array().unwrap() {
        let markdown = example["markdown"].as_str().unwrap();
        let path = SourcePath::new("content/zh/mail/a.md").unwrap();
        let (body, text) = parse_whole(&path, markdown, 0, RawHtml::Escaped, &mut Vec::new());
        let has_html = format!("{:?}", body.pieces).contains("&lt;") || markdown.contains("<!--");
        if has_html || markdown.contains("![") {
            continue;
        }
        let passages = read(markdown, 0, Vec::new()).list;
        let is_prose = |kind: &Kind| !matches!(kind, Kind::Code(_) | Kind::Generated(_));
        let said = passages.iter().filter(|passage| is_prose(&passage.kind));
        let said: String = said.map(|passage| passage.text.replace(OBJECT, "") + "\n").collect();
        let words = |text: &str| text.split_whitespace().map(String::from).collect::<Vec<_>>();
        assert_eq!(words(&said), words(&text), "{markdown}");
        compared += 1;
    }
    assert!(compared > 500, "{compared}");
}

#[test]
fn text_full_of_addresses_comments_and_marks_is_read_once() {
    for part in
        ["https://example.com ", "<!-- x -->\n\n", "- <!-- x -->\n", "[](port:a)", "![", "&amp;", "> "]
    {
        let passages = read(&part.repeat(100_000), 0, Vec::new());
        assert!(passages.list.len() <= 100_000, "{part}");
    }
}

#[test]
fn a_quotation_that_begins_with_the_label_of_a_note_quotes_nobody() {
    assert_shown(
        "> **注意：** 用 993。\n\n> **Note** 993\n\n> 提示：993\n\n> Note that 25 is blocked.\n\n> 注意力\n",
        "Paragraph: 注意： 用 993。\n\
         Paragraph: Note 993\n\
         Paragraph: 提示：993\n\
         Paragraph quoted: Note that 25 is blocked.\n\
         Paragraph quoted: 注意力\n",
    );
}

#[test]
fn lines_of_the_source_are_known() {
    let passages = read("端口：\n993 → IMAPS\nand `25`\n", 0, Vec::new());
    let Passage { text, lines, .. } = &passages.list[0];
    let lines: Vec<&str> = lines.iter().map(|at| &text[*at..]).collect();
    assert_eq!(lines, ["993 → IMAPS and 25", "and 25"]);
}

#[test]
fn what_is_no_text_is_an_object_of_its_block() {
    let passages = read(
        "- 见图 ![端口](../图/%E7%AB%AF%E5%8F%A3.svg \"图\")[^甲]\n  - 内[^甲]\n\n<div><!-- 注 -->粗</div>\n\n[^甲]: 注。\n",
        0,
        Vec::new(),
    );
    let shown = passages.list.iter().map(|passage| {
        let objects: Vec<&Object> = passage.objects.iter().map(|object| &object.value).collect();
        format!("{} {:?} {objects:?}\n", passage.depth, passage.text)
    });
    assert_eq!(
        shown.collect::<String>(),
        "1 \"见图 \u{fffc}\" [Image(\"../图/端口.svg\"), Note(\"甲\")]\n\
         1 \"端口\" []\n\
         2 \"内\" [Note(\"甲\")]\n\
         0 \"\" [Html(\"<div>粗</div>\")]\n\
         1 \"注。\" []\n"
    );
}
