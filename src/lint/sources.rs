//! Articles name the sources of their facts, as many as the site asks for.

use super::standards::{self, line_of};
use super::{Check, Findings, Rule, Subject};
use crate::base::registry::Reference;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use std::collections::BTreeSet;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "sources",
    looks_at: Noun { en: "articles", zh: "文章" },
    check: Check::Site(check),
    plant: PLANT,
};

const PLANT: &str = concat!(
    site!("sources: 1"),
    "//- content/en/mail/send.md\n---\ntitle: Sending\nsummary: Which port sends mail\nports: [submissions]\n\
     sources: [{ rfc: 8314 }]\n---\n\nSend on [](port:submissions).\n"
);

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let standards = standards::of(subject);
    if standards.sources.is_none() && standards.primary.is_none() {
        return;
    }
    for (prose, article) in standards::articles(subject, findings) {
        // Sections of one document are one source.
        let sources: BTreeSet<String> = article.head.sources.iter().map(document).collect();
        let primary: BTreeSet<String> =
            article.head.sources.iter().filter(|source| source.is_primary()).map(document).collect();
        let place = line_of(prose, "sources");
        let (has, asked) = (sources.len(), standards.sources.unwrap_or_default());
        if has < asked {
            let message = text!(
                "sources: {has}, and the site asks for {asked}",
                "来源有 {has} 个，本站要求 {asked} 个"
            );
            let problem = Diagnostic::new(Code::FewSources, prose.path, place, message);
            findings.report(
                problem.help(text!("name another document in `sources`", "请在 `sources` 里再写一份文件")),
            );
            continue;
        }
        let (has, asked) = (primary.len(), standards.primary.unwrap_or_default());
        if has < asked {
            let message = text!(
                "primary sources: {has}, and the site asks for {asked}",
                "一手来源有 {has} 个，本站要求 {asked} 个"
            );
            let problem = Diagnostic::new(Code::NoPrimarySource, prose.path, place, message);
            findings.report(problem.help(text!(
                "name an RFC, IANA’s list, or a page with `primary: true`",
                "请写上 RFC、IANA 登记表，或标有 `primary: true` 的页面"
            )));
        }
    }
}

fn document(source: &Reference) -> String {
    match source {
        Reference::Rfc { number, .. } => format!("rfc {number}"),
        Reference::Iana { .. } => "iana".to_string(),
        Reference::Page { url, .. } => url.clone(),
    }
}
