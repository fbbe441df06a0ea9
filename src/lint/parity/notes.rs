//! Both languages of a section have alerts of the same kinds and as many footnotes.

use super::{Section, Side, sections};
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::lint::{Check, Findings, Rule, Subject};
use crate::syntax::decode::Noun;
use crate::syntax::markdown::Alert;
use crate::syntax::markdown::passages::Object;

/// The rule.
pub(in crate::lint) const RULE: Rule = Rule {
    name: "parity-notes",
    looks_at: Noun { en: "sections in both languages", zh: "双语小节" },
    check: Check::Site(check),
    plant: plant!(send "。\n\n> [!WARNING]\n> 别用明文。"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for section in sections(subject, findings) {
        alerts(&section).into_iter().chain(footnotes(&section)).for_each(|problem| findings.report(problem));
    }
}

// The first difference: if an alert is lost, those behind it are compared with the wrong ones.
fn alerts(section: &Section<'_>) -> Option<Diagnostic> {
    let [here, there] = &section.sides;
    let (ours, theirs) = (shown(here), shown(there));
    if ours.len() < theirs.len() {
        return lost((there, &theirs), (here, &ours));
    }
    if ours.len() > theirs.len() {
        return lost((here, &ours), (there, &theirs));
    }
    let ((a, place), (b, other)) = ours.iter().zip(&theirs).find(|((a, _), (b, _))| a != b)?;
    let message = text!("the alerts of the two languages differ in kind", "两种语言的提示框种类不同");
    let kind = |alert: &Alert| {
        let mark = alert.mark();
        text!("`{mark}`", "`{mark}`")
    };
    let problem = Diagnostic::new(Code::NotesDiffer, here.prose.path, *place, message).label(kind(a));
    let problem = problem.also(there.prose.path, *other, kind(b));
    Some(problem.help(text!("give both the same kind", "请让两边的种类一致")))
}

fn lost(
    (here, more): (&Side<'_>, &[(Alert, Span)]),
    (there, fewer): (&Side<'_>, &[(Alert, Span)]),
) -> Option<Diagnostic> {
    let same = more.iter().zip(fewer).take_while(|((a, _), (b, _))| a == b).count();
    let (alert, place) = more.get(same)?;
    let (other, mark) = (there.prose.path, alert.mark());
    let message = text!("`{other}` lacks this `{mark}`", "`{other}` 里没有这个 `{mark}` 提示框");
    let problem = here.only_here(there, Code::NotesDiffer, *place, message);
    Some(problem.help(text!("write it there as well, or take it out here", "请在那边也写上，或在这里删去")))
}

// The alerts of a section with the first block of each. Two of one kind, one right after the other, are one.
fn shown(side: &Side<'_>) -> Vec<(Alert, Span)> {
    let mut shown: Vec<(Alert, Span)> = Vec::new();
    let mut inside = None;
    for block in &side.blocks {
        let alert = block.passage.alert;
        if let Some(alert) = alert.filter(|_| alert != inside) {
            shown.push((alert, block.passage.span));
        }
        inside = alert;
    }
    shown
}

fn footnotes(section: &Section<'_>) -> Vec<Diagnostic> {
    let (here, there, only) = section.surplus(label);
    let problem = |(_, place)| {
        let other = there.prose.path;
        let message = text!("`{other}` lacks a footnote here", "`{other}` 的这一节少一条脚注");
        here.only_here(there, Code::NotesDiffer, place, message).help(text!(
            "write the footnote there as well, or take it out here",
            "请在那边也写上这条脚注，或在这里删去"
        ))
    };
    only.into_iter().map(problem).collect()
}

fn label(object: &Object) -> Option<&str> {
    match object {
        Object::Note(label) => Some(label),
        Object::Image(_) | Object::Html(_) => None,
    }
}
