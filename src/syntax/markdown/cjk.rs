//! Emphasis next to Chinese punctuation.
//!
//! CommonMark looks at the characters on both sides of a run of `*` or `~~` to tell whether it
//! opens or closes. `**中文。**文字` stays literal, because a run between a punctuation mark and a
//! letter only opens, and Chinese has no spaces that would say otherwise. This pass writes a
//! punctuation mark that the text does not use on the letter's side of such a run: between two
//! marks a run may do both. The rule for when is that of markdown-cjk-friendly, which
//! pulldown-cmark has merged and not released (crates.io, 0.13.6).
//!
//! The mark stands next to a letter and the run, so it can't come between a backslash and what it
//! escapes, nor next to another delimiter. It is taken out of every string that leaves the parser.
//! Nothing here knows what the text means.

use super::chars::{is_cjk, is_punctuation};
use std::borrow::Cow;

/// A text with marks, and the way back to the text without them.
#[derive(Debug)]
pub(super) struct Marked<'a> {
    /// What is to be parsed.
    pub(super) text: Cow<'a, str>,
    mark: char,
    // Where marks stand in `text`, in order.
    places: Vec<usize>,
}

// Punctuation of dead or rare scripts. The first one that the text does not use is taken.
const MARKS: [char; 4] = ['\u{12474}', '\u{11fff}', '\u{1bc9f}', '\u{16e9a}'];

/// Puts marks where emphasis needs them.
pub(super) fn mark(text: &str) -> Marked<'_> {
    let mut marked = unmarked(text);
    let wanted = places(text);
    if wanted.is_empty() {
        return marked;
    }
    // A text that uses all of them is no text: it keeps CommonMark's rule.
    let Some(free) = MARKS.into_iter().find(|mark| !text.contains(*mark)) else { return marked };
    let mut out = String::with_capacity(text.len() + wanted.len() * free.len_utf8());
    let mut copied = 0;
    for at in wanted {
        out.push_str(&text[copied..at]);
        marked.places.push(out.len());
        out.push(free);
        copied = at;
    }
    out.push_str(&text[copied..]);
    marked.mark = free;
    marked.text = Cow::Owned(out);
    marked
}

/// The text as it is, as CommonMark reads it.
pub(super) fn unmarked(text: &str) -> Marked<'_> {
    Marked { text: Cow::Borrowed(text), mark: MARKS[0], places: Vec::new() }
}

impl Marked<'_> {
    /// The offset in the original text.
    pub(super) fn original(&self, offset: usize) -> usize {
        offset - self.places.partition_point(|place| *place < offset) * self.mark.len_utf8()
    }

    /// The string without marks; `None` when it has none.
    pub(super) fn without_marks(&self, text: &str) -> Option<String> {
        (!self.places.is_empty() && text.contains(self.mark)).then(|| text.replace(self.mark, ""))
    }
}

fn places(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| matches!(byte, b'*' | b'~' | b'\\')) {
        let start = at + found;
        if bytes[start] == b'\\' {
            at = start + 1 + usize::from(bytes.get(start + 1).is_some_and(u8::is_ascii_punctuation));
            continue;
        }
        let run = bytes[start..].iter().take_while(|byte| **byte == bytes[start]).count();
        at = start + run;
        if bytes[start] == b'~' && run != 2 {
            continue;
        }
        let (before, after) = (text[..start].chars().next_back(), text[at..].chars().next());
        if let (Some(before), Some(after)) = (before, after) {
            places.extend(side(before, after).map(|side| [start, at][side]));
        }
    }
    places
}

// 0 to mark before the run, 1 to mark after it.
fn side(before: char, after: char) -> Option<usize> {
    if before.is_whitespace() || after.is_whitespace() || !(is_cjk(before) || is_cjk(after)) {
        return None;
    }
    match (is_punctuation(before), is_punctuation(after)) {
        (false, true) => Some(0),
        (true, false) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    fn emphasises(text: &str) -> bool {
        Parser::new_ext(text, Options::empty())
            .any(|event| matches!(event, Event::Start(Tag::Emphasis | Tag::Strong)))
    }

    #[test]
    fn pulldown_cmark_alone_does_not_know_chinese() {
        // When this fails, the crate does it itself: switch its option on and delete this module.
        assert!(!emphasises("**中文。**文字"));
        assert!(emphasises(&mark("**中文。**文字").text));
    }

    #[test]
    fn what_is_taken_for_punctuation_is_punctuation_to_the_parser() {
        // A run between a letter and a mark does not open.
        for c in ('\u{0}'..=char::MAX).filter(|c| is_punctuation(*c) || MARKS.contains(c)) {
            assert!(!emphasises(&format!("a*{c}b*")), "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn offsets_lead_back_to_the_original() {
        let text = "甲**乙。**丙**“丁”**戊";
        let marked = mark(text);
        assert_eq!(marked.places.len(), 3);
        for (offset, c) in text.char_indices() {
            let there = marked.text.match_indices(c).map(|(at, _)| marked.original(at));
            assert!(there.into_iter().any(|at| at == offset), "{c} at {offset}");
        }
        assert_eq!(marked.original(marked.text.len()), text.len());
        assert_eq!(marked.without_marks(&marked.text).as_deref(), Some(text));
    }

    #[test]
    fn a_text_that_uses_a_mark_gets_another() {
        let text = format!("{}**中文。**文字{}", MARKS[0], MARKS[1]);
        let marked = mark(&text);
        assert_eq!(marked.mark, MARKS[2]);
        assert_eq!(marked.without_marks(&marked.text), Some(text));
        let all: String = MARKS.iter().collect();
        assert!(mark(&format!("**中文。**文字{all}")).places.is_empty());
    }

    #[test]
    fn nothing_comes_between_a_backslash_and_what_it_escapes() {
        assert_eq!(places("\\**中"), [3]);
        assert_eq!(places("\\\\**中"), [4]);
        assert_eq!(places("a*b* 。~~~中 **中** - *x*"), [0usize; 0]);
    }
}
