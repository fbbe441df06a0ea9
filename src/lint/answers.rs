//! Articles begin with the answer, where the site asks for it.

use super::standards::{self, title};
use super::{Check, Findings, Rule, Subject};
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::{Alert, Piece};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "answers",
    looks_at: Noun { en: "articles", zh: "文章" },
    check: Check::Site(check),
    plant: PLANT,
};

const PLANT: &str = concat!(
    site!("answer: true"),
    "//- content/en/mail/send.md\n---\ntitle: Sending\nsummary: Which port sends mail\nports: [submissions]\n---\n\n\
     > [!IMPORTANT]\n> Send on [](port:submissions).\n"
);

fn check(subject: Subject<'_>, findings: &mut Findings) {
    if !standards::of(subject).answer {
        return;
    }
    for (prose, article) in standards::articles(subject, findings) {
        // One that stands too late was reported where it stands.
        let has_box = article.body.pieces.list().contains(&Piece::AlertStart(Alert::Important));
        if !has_box {
            let message = text!("the article has no answer box", "文章没有答案框");
            let problem = Diagnostic::new(Code::NoAnswer, prose.path, title(prose), message);
            findings.report(problem.help(text!(
                "begin the body with `> [!IMPORTANT]` and the answer in two or three sentences",
                "请在正文开头写 `> [!IMPORTANT]`，用两三句话给出答案"
            )));
        }
    }
}
