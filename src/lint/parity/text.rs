//! No section has text in one language alone: a heading over nothing would pass for a translation.

use super::{Block, Section, sections};
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::lint::{Check, Findings, Rule, Subject};
use crate::syntax::decode::Noun;
use crate::syntax::markdown::passages::Kind;

/// The rule.
pub(in crate::lint) const RULE: Rule = Rule {
    name: "parity-text",
    looks_at: Noun { en: "sections in both languages", zh: "双语小节" },
    check: Check::Site(check),
    plant: concat!(
        "//- content/zh/mail/plant.md\n---\ntitle: 发信\nsummary: 发信\n---\n\n## 核对 {#check}\n\n先看端口。\n",
        "//- content/en/mail/plant.md\n---\ntitle: Mail\nsummary: Mail\n---\n\n## Check {#check}\n"
    ),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for section in sections(subject, findings) {
        missing(&section).into_iter().for_each(|problem| findings.report(problem));
    }
}

fn missing(section: &Section<'_>) -> Option<Diagnostic> {
    section.both_ways().into_iter().find_map(|(here, there)| {
        let is_said =
            |block: &Block<'_>| !matches!(block.passage.kind, Kind::Title | Kind::Summary | Kind::Heading(_));
        let said = here.text().into_iter().find(is_said)?;
        if there.blocks.iter().any(is_said) {
            return None;
        }
        let other = there.prose.path;
        let message = text!("`{other}` says nothing in this section", "`{other}` 的这一节是空的");
        let problem = here.only_here(there, Code::SectionEmpty, said.passage.span, message);
        Some(
            problem
                .help(text!("write it there as well, or take it out here", "请在那边也写上，或在这里删去")),
        )
    })
}
