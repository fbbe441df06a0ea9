//! From text to terms, the same in this program and in `static/assets/search.js`.
//!
//! Both read `tests/corpus/search/terms.json`, which holds the cases that they must agree on. Han
//! text has no spaces: single characters and pairs of neighbours stand for it, and need no
//! dictionary. Words of other scripts are kept whole and can be found by their beginning.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Longer words are cut, in characters; nobody types more.
const LONGEST: usize = 40;

/// How many buckets the terms are spread over; a term and its beginnings are in one.
pub const BUCKETS: u16 = 1024;

/// Text in the form in which it is compared: NFKC, lower case.
pub fn fold(text: &str) -> String {
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => text.to_lowercase(),
        _ => text.nfkc().collect::<String>().to_lowercase(),
    }
}

/// The terms under which folded text is found, with repetitions.
pub fn of_text(folded: &str) -> Vec<&str> {
    let mut terms = Vec::with_capacity(folded.len() / 2);
    for run in runs(folded) {
        match run {
            Run::Han(run) => {
                let ends = run.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
                let mut before = None;
                for (start, end) in ends {
                    terms.push(&run[start..end]);
                    terms.extend(before.map(|before| &run[before..end]));
                    before = Some(start);
                }
            }
            // `smtp.qq.com` is found by `qq.com` and by `com` as well.
            Run::Word(run) => {
                terms.push(cut(run));
                terms.extend(run.match_indices(is_joint).map(|(at, joint)| cut(&run[at + joint.len()..])));
            }
        }
    }
    terms
}

/// The terms that folded text asks for, each once, in order.
pub fn of_query(folded: &str) -> Vec<&str> {
    let mut terms = Vec::new();
    let mut add = |term| {
        if !terms.contains(&term) {
            terms.push(term);
        }
    };
    for run in runs(folded) {
        match run {
            Run::Han(run) => {
                let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
                match starts.len() {
                    2 => add(run),
                    _ => starts.windows(3).for_each(|at| add(&run[at[0]..at[2]])),
                }
            }
            Run::Word(run) => add(cut(run)),
        }
    }
    terms
}

/// Folded text as one term, under which the thing is found that it names; `None` when there is
/// nothing to read in it. A mark tells it from other terms.
pub fn whole(folded: &str) -> Option<String> {
    let parts: Vec<&str> = runs(folded)
        .map(|run| match run {
            Run::Han(run) | Run::Word(run) => run,
        })
        .collect();
    (!parts.is_empty()).then(|| cut(&format!("={}", parts.join(" "))).to_string())
}

/// Whether a term of a query also stands for the longer ones that begin with it.
pub fn is_beginning(term: &str) -> bool {
    let mut chars = term.chars();
    chars.next().is_some_and(|c| !is_han(c)) && chars.next().is_some()
}

/// Where a term is kept: its first two characters decide.
pub fn bucket(term: &str) -> u16 {
    let mut chars = term.chars().map(u32::from);
    let (first, second) = (chars.next().unwrap_or(0), chars.next().unwrap_or(0));
    let mixed = first.wrapping_mul(0x9e37_79b1) ^ second.wrapping_mul(0x85eb_ca77);
    u16::try_from(mixed >> 22).expect("ten bits are left")
}

// Text between marks and spaces, in one script.
enum Run<'a> {
    Han(&'a str),
    Word(&'a str),
}

fn runs(folded: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = folded;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c| !is_han(c) && !is_letter(c));
        let first = rest.chars().next()?;
        let length = match is_han(first) {
            true => rest.find(|c| !is_han(c)).unwrap_or(rest.len()),
            false => word(rest),
        };
        let (run, after) = rest.split_at(length);
        rest = after;
        Some(if is_han(first) { Run::Han(run) } else { Run::Word(run) })
    })
}

// Where the word ends: joints stay inside when a letter follows.
fn word(text: &str) -> usize {
    let mut end = 0;
    let mut joint = false;
    for (at, c) in text.char_indices() {
        match () {
            () if is_letter(c) => {
                end = at + c.len_utf8();
                joint = false;
            }
            () if is_joint(c) && !joint => joint = true,
            () => break,
        }
    }
    end
}

fn cut(word: &str) -> &str {
    word.char_indices().nth(LONGEST).map_or(word, |(at, _)| &word[..at])
}

fn is_joint(c: char) -> bool {
    matches!(c, '.' | '-' | '/' | '_')
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

// The same ranges stand in the script: a browser's own tables may be of another Unicode version.
fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Case {
        text: String,
        terms: Vec<String>,
        query: Vec<String>,
        whole: String,
        buckets: Vec<u16>,
    }

    #[test]
    fn text_is_cut_as_the_script_cuts_it() {
        let cases: Vec<Case> =
            serde_json::from_str(include_str!("../../../tests/corpus/search/terms.json")).expect("JSON");
        assert!(cases.len() > 20);
        for case in cases {
            let folded = fold(&case.text);
            assert_eq!(of_text(&folded), case.terms, "terms of {:?}", case.text);
            let query = of_query(&folded);
            assert_eq!(query, case.query, "query {:?}", case.text);
            assert_eq!(whole(&folded).unwrap_or_default(), case.whole, "the whole of {:?}", case.text);
            let buckets: Vec<u16> = query.iter().map(|term| bucket(term)).collect();
            assert_eq!(buckets, case.buckets, "buckets of {:?}", case.text);
        }
    }

    #[test]
    fn what_a_query_asks_for_is_among_the_terms_of_the_text_it_was_taken_from() {
        let text = fold("在 QQ 邮箱里用 smtp.qq.com:465/tcp，don't use 25。ＳＭＴＰ ①々");
        let terms = of_text(&text);
        for piece in ["邮箱", "箱", "qq.com", "smtp.qq", "don", "t", "smtp", "465", "1", "々"] {
            let asked = of_query(piece);
            assert!(!asked.is_empty());
            for term in asked {
                let found = terms
                    .iter()
                    .any(|known| known == &term || (is_beginning(term) && known.starts_with(term)));
                assert!(found, "{piece}: {term} in {terms:?}");
            }
        }
    }
}
