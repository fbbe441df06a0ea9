//! Spaces that emphasis needs.
//!
//! CommonMark (0.31.2, 6.2) closes a run of `*` between a punctuation mark and a letter only where white
//! space or another mark follows it, and opens one where they stand before it.

use super::chars::is_punctuation;

/// Whether a space between these texts makes a run of `*`, `_` or `~` beside it close or open, which it would not
/// without the space.
pub fn needs_space(before: &str, after: &str) -> bool {
    closes(before, after) || opens(before, after)
}

fn closes(before: &str, after: &str) -> bool {
    let text = before.trim_end_matches(is_delimiter);
    let inner = text.chars().next_back().filter(|_| text.len() < before.len());
    inner.is_some_and(|inner| is_punctuation(inner) && is_letter(after.chars().next()))
}

fn opens(before: &str, after: &str) -> bool {
    let text = after.trim_start_matches(is_delimiter);
    let inner = text.chars().next().filter(|_| text.len() < after.len());
    inner.is_some_and(|inner| is_punctuation(inner) && is_letter(before.chars().next_back()))
}

fn is_delimiter(c: char) -> bool {
    matches!(c, '*' | '_' | '~')
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_whitespace() && !is_punctuation(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_between_a_mark_and_a_letter_needs_a_space() {
        for (before, after, needs) in [
            ("**加粗，**", "后面", true),
            ("前面", "**（括号）**", true),
            ("_是。_", "字", true),
            ("**加粗**", "，后面", false),
            ("，", "**加粗**", false),
            ("，", "**（括号）**", false),
            ("加粗，", "后面", false),
        ] {
            assert_eq!(needs_space(before, after), needs, "{before} {after}");
        }
    }
}
