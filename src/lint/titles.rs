//! English titles and headings are in sentence case.
//!
//! Which capitals belong to names is not listed anywhere. The site itself tells: a word that it writes in
//! small letters elsewhere, and never with a capital inside of a sentence, is no name.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::passages::Kind;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "titles",
    looks_at: Noun { en: "blocks of English text", zh: "英文段落" },
    check: Check::Site(check),
    plant: plant!(en "## Check the Port {#check}\n\nAsk the server for its port."),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let lines = lines::judged(&[Lang::En], subject, findings);
    let (titles, sentences): (Vec<_>, Vec<_>) = lines.into_iter().partition(is_title);
    let mut uses: BTreeMap<String, Uses> = BTreeMap::new();
    for title in &titles {
        uses.extend(capitals(&title.text).map(|(_, word)| (word.to_ascii_lowercase(), Uses::default())));
    }
    let in_sentences = sentences.par_iter().map(|line| count(&line.passage.text, &uses)).flatten_iter();
    // What code begins with a capital is a name: of a header, of a field.
    let code = subject.prose.par_iter().flat_map_iter(|prose| &prose.passages.list);
    let code = code.filter(|passage| matches!(passage.kind, Kind::Code(_)));
    let in_code = code.map(|passage| named(&passage.text, &uses)).flatten_iter();
    for (word, (small, capital)) in in_sentences.chain(in_code).collect::<Vec<_>>() {
        let uses = uses.get_mut(&word).expect("only known words are counted");
        *uses = Uses { small: uses.small + small, capital: uses.capital + capital };
    }
    for title in &titles {
        let common = |word: &str| {
            let uses = uses.get(&word.to_ascii_lowercase());
            uses.is_some_and(|uses| uses.small > 0 && uses.capital == 0)
        };
        for (at, word) in capitals(&title.text).filter(|(_, word)| common(word)) {
            let small = word.to_ascii_lowercase();
            let message = text!("a capital in the middle of a title: `{word}`", "标题中间的大写：`{word}`");
            let problem = title.problem(Code::TitleCase, at..at + word.len(), message);
            let problem = problem.help(text!("write `{small}`", "写成 `{small}`"));
            findings.report(title.fix(problem, at..at + word.len(), &small));
        }
    }
}

// How often the site writes a word in small letters, and with a capital inside of a sentence.
#[derive(Clone, Copy, Default)]
struct Uses {
    small: usize,
    capital: usize,
}

// The names that the registry has are names.
fn is_title(line: &Line<'_>) -> bool {
    let is_page = line.prose.article.is_some() || !line.prose.path.as_str().starts_with("content/registry/");
    is_page && matches!(line.passage.kind, Kind::Title | Kind::Heading(_))
}

// Words that begin with a capital and go on in small letters, where nothing but the title begins.
fn capitals(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = words(text).filter(|(at, _)| !begins(text, *at));
    words.filter(|(_, word)| {
        let rest = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        word.len() == rest.len() + 1 && rest.bytes().all(|byte| byte.is_ascii_lowercase()) && word.len() > 1
    })
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '’' | '\'' | '_' | '.' | '/' | '@');
        rest += text[rest..].find(is_part)?;
        let start = rest;
        rest += text[start..].find(|c| !is_part(c)).unwrap_or(text.len() - start);
        let word = &text[start..rest];
        Some((start, word.trim_end_matches(['.', '’', '\'', '-', '/'])))
    })
}

// Whether a sentence, a label or a quotation begins here, as far as marks tell.
fn begins(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(' ');
    before.is_empty()
        || before.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | ')' | '”' | '’'))
}

// Code is looked at as well: what is spelt so there is a name.
fn count(text: &str, known: &BTreeMap<String, Uses>) -> Vec<(String, (usize, usize))> {
    let mut found = Vec::new();
    for (at, word) in words(text) {
        let Some(first) = word.chars().next().filter(char::is_ascii_alphabetic) else { continue };
        let folded = word.to_ascii_lowercase();
        if known.contains_key(&folded) && (first.is_ascii_lowercase() || !begins(text, at)) {
            let small = usize::from(first.is_ascii_lowercase());
            found.push((folded, (small, 1 - small)));
        }
    }
    found
}

fn named(code: &str, known: &BTreeMap<String, Uses>) -> Vec<(String, (usize, usize))> {
    let capitals = words(code).filter(|(_, word)| word.starts_with(|c: char| c.is_ascii_uppercase()));
    let folded = capitals.map(|(_, word)| word.to_ascii_lowercase()).filter(|word| known.contains_key(word));
    folded.map(|word| (word, (0, 1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn capitals_inside_of_a_title_belong_to_names() {
        let text = "The outgoing server of Thunderbird has a port. Ask the server which port, with TLS.";
        let marked = format!(
            "## Set the Outgoing ⟦Server⟧ and ⟦Port⟧: With Thunderbird {{#a}}\n\nUse Outgoing, as Thunderbird says. {text}"
        );
        let plain = marked.replace(['⟦', '⟧'], "");
        assert_eq!(shown(&RULE, Lang::En, &plain).0, marked);
        let fixed = shown(&RULE, Lang::En, "## Ask The Server {#a}\n\nAsk the server.").1;
        assert_eq!(fixed, "## Ask the server {#a}\n\nAsk the server.");
    }
}
