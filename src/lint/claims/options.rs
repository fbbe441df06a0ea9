//! Answers to choose from: `a) 21 b) 25`. Most of them are wrong, and meant to be.

use crate::syntax::markdown::passages::{Kind, Passage};

/// Where the answers begin that a text offers for its question; behind its end when it offers none. `before` are the
/// passages before it, where the question may stand.
pub(super) fn begin(text: &str, before: &[Passage]) -> usize {
    let labels = |first: char| text.char_indices().filter(move |(_, c)| c.eq_ignore_ascii_case(&first));
    let find = |first: char, from: usize| {
        labels(first).map(|(at, _)| at).find(|at| *at >= from && is_label(text, *at))
    };
    let first = find('a', 0).filter(|first| find('b', *first).is_some());
    match first {
        Some(first) if asks(&text[..first]) || is_asked(before) => first,
        // Each of them is an item.
        None if text.starts_with(|c: char| c.is_ascii_alphabetic())
            && is_label(text, 0)
            && is_asked(before) =>
        {
            0
        }
        _ => usize::MAX,
    }
}

// `A)`, `b.`, `C、`, as a word of its own.
fn is_label(text: &str, at: usize) -> bool {
    let is_free = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let mut rest = text[at..].chars().skip(1);
    let is_marked = rest.next().is_some_and(|mark| matches!(mark, ')' | '.' | '、' | '．' | '）'));
    is_free && is_marked && rest.next().is_some_and(|c| !c.is_ascii_lowercase())
}

fn asks(text: &str) -> bool {
    text.contains(['?', '？']) || text.trim_end().ends_with([':', '：', ')', '）', '。', '*'])
}

// Whether the answers before it come after a question.
fn is_asked(before: &[Passage]) -> bool {
    let is_answer =
        |passage: &&Passage| matches!(passage.kind, Kind::Item { .. }) && is_label(&passage.text, 0);
    let lead = before.iter().rev().take(MOST).find(|passage| !is_answer(passage));
    lead.is_some_and(|lead| lead.text.contains(['?', '？']))
}

// So many answers has no question.
const MOST: usize = 8;
