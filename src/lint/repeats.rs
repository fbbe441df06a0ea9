//! Paragraphs that stand twice, in one article or in two.
//!
//! Paragraphs are compared by the fingerprints of their letters: case, marks and spaces do not matter.
//! One pass over the text finds all of them.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::fingerprint::Fingerprint;
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::chars::is_han;
use crate::syntax::markdown::passages::{Kind, OBJECT};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "repeats",
    looks_at: Noun { en: "paragraphs", zh: "段落" },
    check: Check::Site(check),
    plant: plant!(zh "465 端口一连上就加密，所以任何人都看不到信件和密码，请优先选它。\n\n先连接。\n\n\
                     465 端口一连上就加密，所以任何人都看不到信件和密码，请优先选它！"),
};

// Less may well be said twice: “Then log in again.”
const HAN: usize = 24;
const WORDS: usize = 16;

fn check(subject: Subject<'_>, findings: &mut Findings) {
    // What the registry says twice, pages say twice; but its entries are alike by nature.
    let pages = Subject { registry: &[], ..subject };
    let lines = lines::judged(&Lang::ALL, pages, findings);
    let prints: Vec<Option<Fingerprint>> = lines.par_iter().map(fingerprint).collect();
    let mut first: BTreeMap<Fingerprint, &Line<'_>> = BTreeMap::new();
    for (line, print) in lines.iter().zip(prints) {
        let Some(print) = print else { continue };
        match first.get(&print) {
            None => {
                first.insert(print, line);
            }
            Some(earlier) => {
                let message = text!("this paragraph stands elsewhere as well", "这一段在别处已经有了");
                let problem = line.problem(Code::Repeated, 0..line.text.len(), message);
                let place = earlier.passage.place(0..earlier.text.len());
                let problem = problem.also(earlier.prose.path, place, text!("here", "在这里"));
                findings
                    .report(problem.help(text!("say it once and link to it", "只写一次，另一处改用链接")));
            }
        }
    }
}

fn fingerprint(line: &Line<'_>) -> Option<Fingerprint> {
    let is_text = matches!(
        line.passage.kind,
        Kind::Paragraph | Kind::Item { .. } | Kind::Definition | Kind::Footnote | Kind::Summary
    );
    // A cheap bound first: most blocks are short.
    if !is_text || line.text.len() < 3 * HAN.min(WORDS) {
        return None;
    }
    let han = line.text.chars().filter(|c| is_han(*c)).count();
    let words = line.text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).count();
    if han < HAN && words < WORDS {
        return None;
    }
    // Code says something too, and so does what is filled in.
    let letters = line.passage.text.chars().filter(|c| c.is_alphanumeric() || *c == OBJECT);
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    Some(Fingerprint::of(&(line.prose.lang, letters)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn a_long_paragraph_stands_once() {
        let long = "Port 465 is encrypted from the first byte, so nobody on the way can read the message or the password.";
        let marked = format!("{long}\n\nThen log in.\n\nThen log in.\n\n- ⟦{}⟧", long.to_uppercase());
        assert_eq!(shown(&RULE, Lang::En, &marked.replace(['⟦', '⟧'], "")).0, marked);
        let other = format!("{long}\n\n{}", long.replace("465", "993"));
        assert_eq!(shown(&RULE, Lang::En, &other).0, other);
    }
}
