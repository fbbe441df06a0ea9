//! What a body is besides its text: whether an edit of the text is one of the text only.
//!
//! `＃` is text and `#` may be a heading. Which of the two it would be is asked of the parser, as this program
//! uses it and as CommonMark has it, since a body is read on other hosts as well.

use super::{cjk, events};
use pulldown_cmark::Event;

/// Everything but the text, and how much text there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape([Reading; 2]);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Reading {
    // Runs of text that is written as it reads are all alike.
    events: Vec<String>,
    // Their characters without white space.
    letters: usize,
}

/// The shape of a body.
pub fn of(body: &str) -> Shape {
    Shape([cjk::mark(body), cjk::unmarked(body)].map(|marked| read(body, &marked)))
}

impl Shape {
    /// The same with other text: where `less` characters became `more`. White space is not counted.
    pub fn with_text(mut self, less: usize, more: usize) -> Shape {
        self.0.iter_mut().for_each(|reading| reading.letters = (reading.letters + more).saturating_sub(less));
        self
    }
}

/// The characters of a text without white space.
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn read(body: &str, marked: &cjk::Marked<'_>) -> Reading {
    let mut reading = Reading { events: Vec::new(), letters: 0 };
    for (event, span) in events::read(marked, 0) {
        match event {
            Event::Text(text) if body.get(span.start..span.end) == Some(&*text) => {
                reading.letters += letters(&text);
                if reading.events.last().is_none_or(|last| !last.is_empty()) {
                    reading.events.push(String::new());
                }
            }
            other => reading.events.push(format!("{other:?}")),
        }
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_text(before: &str, after: &str) -> bool {
        of(before).with_text(letters(before), letters(after)) == of(after)
    }

    #[test]
    fn another_text_has_the_same_shape_and_markup_has_another() {
        for (before, after) in [("用４６５ 端口", "用465 端口"), ("Ａ＆Ｂ", "A&B"), ("Ｃ＋＋ ＃", "C++ #")]
        {
            assert!(is_text(before, after), "{after}");
        }
        for (before, after) in [
            ("＿强调＿ 文字", "_强调_ 文字"),
            ("１. 年的事", "1. 年的事"),
            ("段落\n＃＃ 不是标题", "段落\n## 不是标题"),
            ("＋ 加号", "+ 加号"),
            ("段落\n＝＝＝", "段落\n==="),
            ("＆lt;b", "&lt;b"),
            ("## 标题 ＃", "## 标题 #"),
            // CommonMark, and not this program, would show the asterisks.
            ("用**加粗，** 后面", "用**加粗，**后面"),
        ] {
            assert!(!is_text(before, after), "{after}");
        }
    }
}
