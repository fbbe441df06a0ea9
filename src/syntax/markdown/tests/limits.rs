//! Texts that are deeper or longer than anybody writes.

use super::*;
use std::fmt::Write;

// The sizes of the result and of the list of problems.
fn size(markdown: &str) -> (usize, Vec<&'static str>) {
    let (body, problems) = read(markdown, RawHtml::Escaped);
    (pieces(&body).len(), problems.iter().map(|problem| problem.code.number()).collect())
}

#[test]
fn what_is_nested_too_deep_is_left_out() {
    let quotes = format!("{}a\n\nb\n", ">".repeat(10_000));
    let (body, problems) = read(&quotes, RawHtml::Escaped);
    assert_eq!(
        pieces(&body),
        format!("{}{}<p>b</p>\n", "<blockquote>\n".repeat(100), "</blockquote>\n".repeat(100))
    );
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message.en, "nested more than 100 levels deep");

    let mut lists = String::new();
    for depth in 0..300 {
        writeln!(lists, "{}- {depth}", "  ".repeat(depth)).unwrap();
    }
    let (length, problems) = size(&lists);
    assert!(length < 4_000, "{length}");
    assert_eq!(problems, ["P0410"]);
    assert_eq!(size(&format!("{}x{}", "**a ".repeat(300), "b**".repeat(300))).1, ["P0410"]);
}

#[test]
fn exactly_a_hundred_levels_are_written() {
    let markdown = format!("{}a", ">".repeat(99));
    assert_eq!(
        html(&markdown),
        format!("{}<p>a</p>\n{}", "<blockquote>\n".repeat(99), "</blockquote>\n".repeat(99))
    );
}

#[test]
fn long_lines_are_read_in_one_go() {
    for part in [
        "中文，",
        "*a ",
        "[",
        "![",
        "`a``",
        "<a ",
        "&amp;",
        "**中。**文",
        "_www.",
        "~~x",
        "[^1]",
        "a|",
        "(((",
        "\\*",
    ] {
        let (length, _) = size(&part.repeat(200_000 / part.len()));
        assert!(length < 2_000_000, "{part}: {length}");
    }
}
