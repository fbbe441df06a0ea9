//! English sentences do without exclamation marks.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "exclamations",
    looks_at: Noun { en: "blocks of English text", zh: "英文段落" },
    check: Check::Site(check),
    plant: plant!(en "Encrypt it!"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let providers = subject.site.providers.values().map(|provider| provider.name.en.as_str());
    let names: Vec<&str> = providers.filter(|name| name.contains('!')).collect();
    for line in lines::judged(&[Lang::En], subject, findings) {
        for (at, _) in line.text.match_indices('!') {
            if ends_sentence(&line, at) && !names.iter().any(|name| is_within(&line.text, at, name)) {
                let message = text!("an exclamation mark", "英文里用了感叹号");
                let problem = line.problem(Code::Exclamation, at..at + 1, message);
                findings.report(problem.help(text!("write a full stop", "改用句号")));
            }
        }
    }
}

fn ends_sentence(line: &Line<'_>, at: usize) -> bool {
    let before = line.before(at).is_some_and(|c| c.is_alphanumeric() || "”’)!?".contains(c));
    before && line.after(at + 1).is_none_or(|c| c.is_whitespace() || "”’)!?".contains(c))
}

// Whether the mark at `at` belongs to a name, such as `Yahoo!`.
fn is_within(text: &str, at: usize, name: &str) -> bool {
    let mut marks = name.match_indices('!').map(|(mark, _)| mark);
    marks.any(|mark| {
        // The word that bears the mark is enough: `Yahoo!` for `Yahoo! Mail`.
        let word = name[..mark].rsplit(' ').next().unwrap_or_default();
        !word.is_empty() && text[..at].ends_with(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn a_mark_at_the_end_of_a_sentence_is_reported() {
        assert_eq!(shown(&RULE, Lang::En, "Stop! Use TLS").0, "Stop⟦!⟧ Use TLS");
        for right in ["a != b, `Stop!`, [!x]", "> Stop! they said"] {
            assert_eq!(shown(&RULE, Lang::En, right).0, right);
        }
        assert!(is_within("at Yahoo! Mail", 8, "Yahoo! Mail"));
        assert!(!is_within("Use Gmail!", 9, "Yahoo! Mail"));
    }
}
