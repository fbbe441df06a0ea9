//! The apostrophe inside of a Latin word: U+0027 in Chinese text, where U+2019 would fill a whole
//! cell, and U+2019 in English text.

use super::lines;
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "apostrophes",
    looks_at: Noun { en: "blocks of text", zh: "段落" },
    check: Check::Site(check),
    plant: plant!(zh "用 Let’s Encrypt 的证书。"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&Lang::ALL, subject, findings) {
        let (wrong, right) = match line.prose.lang {
            Lang::Zh => ('’', "'"),
            Lang::En => ('\'', "’"),
        };
        let quoted = quotation(&line.text);
        for (at, mark) in line.text.match_indices(wrong) {
            let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let end = at + mark.len();
            // `the clients' ports`, unless a quotation was begun before.
            let owns = mark == "'" && line.before(at) == Some('s') && at < quoted;
            if !is_letter(line.before(at)) || !(owns || is_letter(line.after(end))) {
                continue;
            }
            let message = match line.prose.lang {
                Lang::Zh => text!(
                    "a full-width apostrophe in a Latin word on a Chinese page",
                    "中文页面的拉丁单词里用了全角撇号"
                ),
                Lang::En => text!("a straight apostrophe", "英文里用了直撇号"),
            };
            let problem = line.problem(Code::Apostrophe, at..end, message);
            let problem = problem.help(text!("write `{right}`", "写成 `{right}`"));
            findings.report(line.fix(problem, at..end, right));
        }
    }
}

// Where a straight quotation may begin, at the end if nowhere.
fn quotation(text: &str) -> usize {
    let begins = |(at, _): &(usize, &str)| !text[..*at].ends_with(char::is_alphanumeric);
    text.match_indices('\'').find(begins).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn each_language_has_its_own_apostrophe() {
        let (zh, en) = ("用 Let⟦’⟧s Encrypt", "It isn⟦'⟧t on");
        assert_eq!(shown(&RULE, Lang::Zh, "用 Let’s Encrypt"), (zh.into(), "用 Let's Encrypt".into()));
        assert_eq!(shown(&RULE, Lang::En, "It isn't on"), (en.into(), "It isn’t on".into()));
        let owners = "the clients⟦'⟧ list".to_string();
        assert_eq!(shown(&RULE, Lang::En, "the clients' list"), (owners, "the clients’ list".into()));
        for (lang, right) in [
            (Lang::Zh, "选‘TLS’和 `isn’t`"),
            (Lang::En, "the clients’ list, 'quoted'"),
            (Lang::En, "the label 'All ports' and ('users')"),
            (Lang::En, "Menu:'All ports' and more"),
        ] {
            assert_eq!(shown(&RULE, lang, right).0, right);
        }
    }
}
