//! Both languages of a section lead to the same places and show as many images.
//!
//! How often a section links to a place, and with which words, is a matter of style. Where it leads is
//! not: an article in the other language is the same article, and of a port any part is the port.

use super::{Section, Side, place, sections};
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::lint::{Check, Findings, Rule, Subject};
use crate::syntax::decode::Noun;
use crate::syntax::markdown::Target;
use crate::syntax::markdown::passages::{Destination, Kind, Object};
use std::collections::BTreeMap;

/// The rule.
pub(in crate::lint) const RULE: Rule = Rule {
    name: "parity-links",
    looks_at: Noun { en: "sections in both languages", zh: "双语小节" },
    check: Check::Site(check),
    plant: plant!(send "，不经过[中继](term:relay)。"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for section in sections(subject, findings) {
        look(&section, findings);
        look_at_images(&section, findings);
    }
}

fn look(section: &Section<'_>, findings: &mut Findings) {
    let all = section.sides.each_ref().map(targets);
    for (at, (here, there)) in section.both_ways().into_iter().enumerate() {
        let lost = all[at].iter().filter(|(target, _)| !all[1 - at].contains_key(*target));
        for (target, span) in lost {
            let other = there.prose.path;
            let message = text!("only this language links to `{target}`", "只有这种语言链接到 `{target}`");
            findings.report(here.only_here(there, Code::LinksDiffer, *span, message).help(text!(
                "link to it in `{other}` as well, or nowhere",
                "请在 `{other}` 里也加上链接，或两边都不链接"
            )));
        }
    }
}

fn look_at_images(section: &Section<'_>, findings: &mut Findings) {
    let (here, there, only) = section.surplus(file);
    for (image, span) in only {
        let other = there.prose.path;
        let message = text!("only this language shows `{image}`", "只有这种语言有图片 `{image}`");
        findings.report(here.only_here(there, Code::LinksDiffer, span, message).help(text!(
            "show it in `{other}` as well, or nowhere",
            "请在 `{other}` 里也放上图片，或两边都不放"
        )));
    }
}

// The name of the file, wherever it is kept.
fn file(object: &Object) -> Option<&str> {
    let Object::Image(path) = object else { return None };
    path.rsplit('/').next()
}

// Where a section leads, with the first place that says so.
fn targets(side: &Side<'_>) -> BTreeMap<String, Span> {
    let mut targets = BTreeMap::new();
    for block in &side.blocks {
        if matches!(block.passage.kind, Kind::Generated(_)) {
            continue;
        }
        for run in &block.passage.runs {
            let Some(target) = run.link.as_ref().and_then(shared) else {
                continue;
            };
            targets.entry(target).or_insert_with(|| place(block, run.range.clone()));
        }
    }
    targets
}

// A destination in words that both languages share.
fn shared(link: &Destination) -> Option<String> {
    Some(match link {
        Destination::External(address) => address.clone(),
        Destination::Site(Target::Port(id, _)) => format!("port:{id}"),
        Destination::Site(Target::Service(id)) => format!("service:{id}"),
        Destination::Site(Target::Provider(id)) => format!("provider:{id}"),
        Destination::Site(Target::Term(id)) => format!("term:{id}"),
        Destination::Site(Target::File(path, anchor)) => {
            let anchor = anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
            path.clone() + &anchor
        }
        Destination::Site(Target::Anchor(anchor)) => format!("#{anchor}"),
    })
}
