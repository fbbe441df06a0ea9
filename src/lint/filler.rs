//! Sentences that say nothing: phrases that could stand in any article about anything.

use super::lines;
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::{Bilingual, Lang};
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use std::collections::BTreeMap;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "filler",
    looks_at: Noun { en: "blocks of text", zh: "段落" },
    check: Check::Site(check),
    plant: plant!(zh "端口扮演着重要角色。"),
};

/// The phrases, in small letters, below a line `[zh]` or `[en]`.
const PHRASES: &str = include_str!("filler.txt");

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let phrases = Bilingual::from_fn(by_first);
    for line in lines::judged(&Lang::ALL, subject, findings) {
        // A straight apostrophe is a mistake of its own.
        let folded = line.text.to_ascii_lowercase();
        let own = phrases.get(line.prose.lang);
        for (at, first) in folded.char_indices() {
            let begun = own.get(&first).into_iter().flatten();
            for phrase in begun.filter(|phrase| folded[at..].starts_with(**phrase)) {
                let range = at..at + phrase.len();
                let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                if is_part(line.before(range.start)) || is_part(line.after(range.end)) {
                    continue;
                }
                let written = &line.text[range.clone()];
                let message = text!("`{written}` says nothing", "`{written}` 是套话");
                let problem = line.problem(Code::Filler, range, message);
                findings.report(problem.help(text!(
                    "take it out, or say what is true of this subject alone",
                    "删去，或写出只有这里才成立的话"
                )));
            }
        }
    }
}

// By the first character, so that a text is read once for all of them.
fn by_first(lang: Lang) -> BTreeMap<char, Vec<&'static str>> {
    let mut begun: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for phrase in phrases(lang) {
        begun.entry(phrase.chars().next().expect("no phrase is empty")).or_default().push(phrase);
    }
    begun
}

fn phrases(lang: Lang) -> Vec<&'static str> {
    let mut phrases = PHRASES
        .lines()
        .skip_while(|line| !is_head(line, lang))
        .skip(1)
        .take_while(|line| Lang::ALL.iter().all(|lang| !is_head(line, *lang)));
    phrases.by_ref().collect()
}

fn is_head(line: &str, lang: Lang) -> bool {
    line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) == Some(lang.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn each_language_has_its_phrases_in_small_letters_and_none_twice() {
        for lang in Lang::ALL {
            let list = phrases(lang);
            let set: std::collections::BTreeSet<&str> = list.iter().copied().collect();
            assert!(list.len() > 20 && set.len() == list.len(), "{lang}");
            assert!(
                list.iter().all(|phrase| !phrase.is_empty() && *phrase == phrase.to_ascii_lowercase()),
                "{lang}"
            );
        }
    }

    #[test]
    fn a_phrase_is_found_wherever_it_stands() {
        assert_eq!(
            shown(&RULE, Lang::En, "Ports? In today’s world, yes.").0,
            "Ports? ⟦In today’s world⟧, yes."
        );
        assert_eq!(shown(&RULE, Lang::Zh, "端口起着关键作用。").0, "端口⟦起着关键作用⟧。");
        assert_eq!(shown(&RULE, Lang::En, "`in a nutshell`").0, "`in a nutshell`");
    }
}
