//! Both readers together: places, refusals, bombs.

use super::*;
use crate::syntax::listing::{full, path, short};
use std::time::{Duration, Instant};

fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let node = parse(&path("x.yaml"), text, 0, &mut problems);
    assert!(node.is_some() || !problems.is_empty(), "nothing was said about {text:?}");
    (node, problems)
}

fn refused(text: &str) -> String {
    let (node, problems) = read(text);
    assert!(node.is_none(), "{text:?} was read");
    short(text, &problems)
}

// The tree as one line, with the places as the text that stands there.
fn sketch(text: &str, node: &Node) -> String {
    let place = |span: Span| text[span.start..span.end].to_string();
    match &node.content {
        Content::Null => format!("null<{}>", place(node.span)),
        Content::Scalar(scalar) => {
            assert_eq!(place(node.span), scalar.raw);
            format!("{:?}<{}>{}", scalar.value, scalar.raw, if scalar.plain { "" } else { "q" })
        }
        Content::Sequence(items) => {
            format!("[{}]", items.iter().map(|item| sketch(text, item)).collect::<Vec<_>>().join(", "))
        }
        Content::Mapping(entries) => {
            let parts = entries
                .iter()
                .map(|(key, value)| format!("{}<{}>: {}", key.name, place(key.span), sketch(text, value)));
            format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
        }
    }
}

#[test]
fn values_stand_where_they_were_written() {
    let text = "\u{feff}# 端口\r\n名称: { zh: 中文, \"en\": 'it''s' } # 注\r\nlist:\r\n- 465\r\n- ~\r\n- 3.3\r\n- true\r\n\
                empty:\r\nblock: |\r\n  端口\r\n  号\r\n\r\n# end\r\n";
    let (node, problems) = read(text);
    assert_eq!(short(text, &problems), "");
    assert_eq!(
        sketch(text, &node.expect("is YAML")),
        "{名称<名称>: {zh<zh>: Text(\"中文\")<中文>, en<\"en\">: Text(\"it's\")<'it''s'>q}, \
         list<list>: [Integer(465)<465>, null<~>, Float(3.3)<3.3>, Bool(true)<true>], \
         empty<empty>: null<empty>, block<block>: Text(\"端口\\n号\\n\")<端口\r\n  号>q}"
    );
}

#[test]
fn collections_reach_from_their_first_to_their_last_value() {
    let text = "- id: a\n  list: [1,\n    2]\n\n# 注\n- id: b\n";
    let (node, _) = read(text);
    let node = node.expect("is YAML");
    let part = |steps: &[&str]| node.at(steps).map(|node| &text[node.span.start..node.span.end]);
    assert_eq!(part(&["0"]), Some("id: a\n  list: [1,\n    2]"));
    assert_eq!(part(&["0", "list"]), Some("[1,\n    2]"));
    assert_eq!(part(&["0", "list", "1"]), Some("2"));
    assert_eq!(part(&["1"]), Some("id: b"));
    assert_eq!(part(&["2"]), None);
    assert_eq!(part(&["0", "none"]), None);
    assert_eq!(node.at(&["1"]).and_then(|entry| entry.key_span("id")), Some(Span::new(36, 38)));
}

#[test]
fn spans_count_from_the_start_of_the_file() {
    let file = "---\n名: @x\n";
    let mut problems = Vec::new();
    assert!(parse(&path("x.md"), &file[4..], 4, &mut problems).is_none());
    assert_eq!(short(file, &problems), "x.md:2:4 P0201 a value can't begin with `@`");
    let node = parse(&path("x.md"), "名: x", 4, &mut problems).expect("is YAML");
    assert_eq!(node.at(&["名"]).map(|node| node.span), Some(Span::new(9, 10)));
}

#[test]
fn an_empty_document_is_null() {
    for text in ["", "\n", "# 注\n", "\u{feff}", "---\n", "~", "null\n"] {
        let (node, problems) = read(text);
        assert_eq!(short(text, &problems), "", "{text:?}");
        assert!(matches!(node.map(|node| node.content), Some(Content::Null)), "{text:?}");
    }
}

#[test]
fn every_duplicate_key_is_reported_with_the_first_and_the_first_is_kept() {
    let text = "端: 1\nb: { x: 1, 'x': 2, x: 3 }\n端: 2\n";
    let (node, problems) = read(text);
    assert_eq!(
        full(text, &problems),
        "x.yaml:2:12 P0202 key `x` is written twice\n  2:6 first here\n  help: remove one of the two\n\
         x.yaml:2:20 P0202 key `x` is written twice\n  2:6 first here\n  help: remove one of the two\n\
         x.yaml:3:1 P0202 key `端` is written twice\n  1:1 first here\n  help: remove one of the two"
    );
    assert_eq!(
        sketch(text, &node.expect("can be read")),
        "{端<端>: Integer(1)<1>, b<b>: {x<x>: Integer(1)<1>}}"
    );
}

#[test]
fn all_anchors_merge_keys_and_tags_are_refused_in_one_run() {
    assert_eq!(
        refused("端: &x 1\nb: *x\nc: *none\n<<: {}\nd: !!str 端\n\"<<\": 1\n*x : 2\n"),
        "x.yaml:1:4 P0203 anchors (`&`), aliases (`*`) and merge keys (`<<`) are not read\n\
         x.yaml:3:4 P0203 anchors (`&`), aliases (`*`) and merge keys (`<<`) are not read\n\
         x.yaml:4:1 P0203 anchors (`&`), aliases (`*`) and merge keys (`<<`) are not read\n\
         x.yaml:5:4 P0201 YAML tags are not read"
    );
}

#[test]
fn keys_must_be_text() {
    let text = "465: a\n~: b\n1.5: c\ntrue: d\n端: f\n\"466\": g\n";
    let (node, problems) = read(text);
    assert_eq!(
        short(text, &problems),
        "x.yaml:1:1 P0206 a key must be text, and `465` is not\n\
         x.yaml:2:1 P0206 a key must be text, and `~` is not\n\
         x.yaml:3:1 P0206 a key must be text, and `1.5` is not\n\
         x.yaml:4:1 P0206 a key must be text, and `true` is not"
    );
    assert_eq!(
        sketch(text, &node.expect("can be read")),
        "{端<端>: Text(\"f\")<f>, 466<\"466\">: Text(\"g\")<g>}"
    );
    assert_eq!(refused("? [端]\n: b\n"), "x.yaml:1:3 P0206 a key must be text");
}

#[test]
fn syntax_errors_have_places_behind_chinese_text() {
    let cases = [
        ("端: \"口\nb: 1\n", "1:4 P0201 the quote that opens here is not closed"),
        ("端: [口, b\n", "1:4 P0201 `[` is not closed"),
        ("端: [口}\n", "1:4 P0201 `[` is closed with `}`"),
        ("端: {口: 1}}\n", "1:10 P0201 a bracket closes that was not opened"),
        ("端: 口: 1\n", "1:5 P0201 a second `: ` stands on this line"),
        ("端:\n  - 口\n b: 1\n", "3:2 P0201 this line does not fit the lines above"),
        ("端: \"口\"口\n", "1:7 P0201 something follows the closing quote"),
        ("端: [口,, b]\n", "1:7 P0201 a comma or a closing bracket is missing or out of place"),
        ("端: [口\nb: 1\n", "2:2 P0201 a comma or a closing bracket is missing or out of place"),
        ("端\n口: 1\n", "2:2 P0201 this colon continues the value of a line above"),
        ("端: 口\n口\n", "2:1 P0201 this line has no colon"),
        ("端: \u{1b}[0m\n", "1:4 P0201 the control character U+001B stands here"),
        ("端: `口`\n", "1:4 P0201 a value can't begin with ```"),
        ("端: \"口\\q\"\n", "1:4 P0201 this backslash escape does not exist"),
        ("%YAML 1.1\n---\n端: 1\n", "1:1 P0201 YAML directives are not read"),
        ("端: 1\n---\n口: 2\n", "2:1 P0201 a second YAML document begins here"),
        ("端:\n\t口: 1\n", "2:2 P0201 a tab stands where spaces belong"),
        ("端: [口, ::1]\n", "1:8 P0201 this is not YAML: did not find expected node content"),
        ("\t端: 1\n", "1:1 P0201 a tab stands where spaces belong"),
    ];
    for (text, expected) in cases {
        assert_eq!(refused(text), format!("x.yaml:{expected}"), "{text:?}");
    }
}

#[test]
fn a_text_that_yaml_1_1_breaks_elsewhere_is_refused() {
    assert_eq!(
        refused("端: \"a\u{2028}b\u{85}c\"\n"),
        "x.yaml:1:4 P0201 YAML 1.1 and YAML 1.2 read this value differently"
    );
}

#[test]
fn sixty_four_levels_are_read_and_no_more() {
    let lists = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read(&lists(DEPTH_LIMIT)).0.is_some());
    let said = "P0204 lists and mappings stand more than 64 deep inside each other";
    assert_eq!(refused(&lists(DEPTH_LIMIT + 1)), format!("x.yaml:1:65 {said}"));
    assert_eq!(refused(&format!("- {}", lists(DEPTH_LIMIT))), format!("x.yaml:1:66 {said}"));
}

#[test]
fn bombs_are_refused_quickly() {
    let bomb = (1..10).fold("a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_string(), |bomb, level| {
        let below = format!("*a{}, ", level - 1).repeat(9);
        bomb + &format!("a{level}: &a{level} [{below}]\n")
    });
    let texts = [
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(20_000),
        "? ".repeat(20_000),
        (0..20_000).map(|depth| " ".repeat(depth.min(300)) + "a:\n").collect(),
        "a: ".repeat(20_000),
        "!!x ".repeat(20_000),
        "&x ".repeat(20_000),
        "\"".to_string() + &"端\n".repeat(20_000),
        bomb,
    ];
    for text in texts {
        let start = Instant::now();
        assert!(read(&text).0.is_none());
        assert!(start.elapsed() < Duration::from_secs(5), "{}", &text[..20]);
    }
}

#[test]
fn long_lists_take_linear_time() {
    let start = Instant::now();
    assert!(read(&format!("[{}]", "端, ".repeat(50_000))).0.is_some());
    assert!(read(&"- { a: [1], b: x }\n".repeat(10_000)).0.is_some());
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn the_two_readers_agree_on_every_text_that_both_accept() {
    let values = [
        "a",
        "端口",
        "\"q\\n\"",
        "'it''s'",
        "465",
        "0465",
        "0x1D1",
        "4_65",
        "1e3",
        ".inf",
        "~",
        "",
        "true",
        "no",
        "2026-11-23",
        "[a, b]",
        "{ a: 1 }",
        "[]",
        "{}",
        "|\n  x\n  y\n\n",
        ">-\n  x\n  y",
        "a\n  b",
        "\"a\n  b\"",
        "[a,\n  b]",
        "<<",
        "a#b",
        "a # c",
        "-1",
        "12:30",
        "a,b",
        "!x y",
        "\"#\"",
        "- a",
        "[a: 1]",
        "? a",
        "=",
        "\u{3000}",
        "\u{a0}",
    ];
    let frames = [
        "{}",
        "- {}\n- {}\n",
        "k: {}\nl: {}\n",
        "k:\n- a: {}\n",
        "[{}, {}]",
        "{k: {}}",
        "{}\r\n",
        "k:\r\n  {}\r\n",
    ];
    for frame in frames {
        for value in values {
            let text = frame.replace("{}", value);
            let (_, problems) = read(&text);
            let said = short(&text, &problems);
            assert!(!said.contains("differently"), "{text:?}: {said}");
        }
    }
}
