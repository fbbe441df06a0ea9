//! Both languages of a section have tables of the same shape.

use super::{Block, Section, Shape, Side, sections};
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::lint::{Check, Findings, Rule, Subject};
use crate::syntax::decode::Noun;

/// The rule.
pub(in crate::lint) const RULE: Rule = Rule {
    name: "parity-tables",
    looks_at: Noun { en: "sections in both languages", zh: "双语小节" },
    check: Check::Site(check),
    plant: plant!(send "。\n\n| 步骤 | 做法 |\n|---|---|\n| 一 | 登录 |"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for section in sections(subject, findings) {
        look(&section, findings);
    }
}

// The first difference: if a table is lost, those behind it are compared with the wrong ones.
fn look(section: &Section<'_>, findings: &mut Findings) {
    let [first, second] = section.sides.each_ref().map(Side::tables);
    let shapes = |tables: &[Vec<Block<'_>>]| tables.iter().map(|table| Shape::of(table)).collect::<Vec<_>>();
    let (ours, theirs) = (shapes(&first), shapes(&second));
    let same = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let [here, there] = &section.sides;
    let problem = match (first.get(same), second.get(same)) {
        (None, None) => return,
        (Some(table), None) => one_sided(here, table, there),
        (None, Some(table)) => one_sided(there, table, here),
        (Some(table), Some(_)) if first.len() > second.len() => one_sided(here, table, there),
        (Some(_), Some(table)) if second.len() > first.len() => one_sided(there, table, here),
        (Some(a), Some(b)) => unequal((here, a), (there, b)),
    };
    if let Some(problem) = problem {
        findings.report(problem);
    }
}

fn one_sided(here: &Side<'_>, table: &[Block<'_>], there: &Side<'_>) -> Option<Diagnostic> {
    let place = head(table)?;
    let other = there.prose.path;
    let message = text!("`{other}` lacks this table", "`{other}` 里没有这个表格");
    Some(
        here.only_here(there, Code::TablesDiffer, place, message)
            .help(text!("write it there as well, or take it out here", "请在那边也写上，或在这里删去")),
    )
}

fn unequal(
    (here, ours): (&Side<'_>, &[Block<'_>]),
    (there, theirs): (&Side<'_>, &[Block<'_>]),
) -> Option<Diagnostic> {
    let (a, b) = (head(ours)?, head(theirs)?);
    let message = text!("the tables of the two languages differ", "两种语言的表格不一致");
    let problem = Diagnostic::new(Code::TablesDiffer, here.prose.path, a, message);
    Some(problem.label(size(Shape::of(ours))).also(there.prose.path, b, size(Shape::of(theirs))).help(text!(
        "give both the same rows and columns in the same order",
        "请让两边的行和列一致，次序也一致"
    )))
}

// The first cell that says something.
fn head(table: &[Block<'_>]) -> Option<Span> {
    let first = table.iter().find(|block| !block.passage.text.is_empty()).or(table.first())?;
    Some(first.passage.span)
}

fn size(Shape { rows, columns }: Shape) -> Text {
    let rows = rows.saturating_sub(1);
    text!("rows below the head: {rows}, columns: {columns}", "表头之下 {rows} 行，共 {columns} 列")
}
