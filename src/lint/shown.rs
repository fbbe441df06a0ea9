//! What a rule reports and corrects, and how many steps it takes, for the tests of rules.

use super::{Rule, plants, work};
use crate::base::lang::Lang;

/// An article with this text, in which the places that the rule reports are
/// marked `⟦⟧`, and the text after its edits.
pub(super) fn shown(rule: &Rule, lang: Lang, text: &str) -> (String, String) {
    let head = "---\ntitle: 端口\nsummary: 端口\n---\n\n";
    let head = if lang == Lang::En { head.replace("端口", "port") } else { head.to_string() };
    let file = format!("{head}{text}\n");
    let problems = plants::find(rule, &format!("//- content/{lang}/mail/shown.md\n{file}"));
    let body = |text: String| text.strip_prefix(&head).expect("the head is untouched").trim_end().to_string();
    let mut marks = Vec::new();
    let mut edits = Vec::new();
    for problem in &problems {
        let span = problem.place.as_ref().and_then(|place| place.span).expect("a place in the text");
        marks.extend([(span.start, span.start, "⟦"), (span.end, span.end, "⟧")]);
        edits.extend(problem.fix.iter().map(|edit| (edit.span.start, edit.span.end, edit.text.as_str())));
    }
    (body(edited(&file, marks)), body(edited(&file, edits)))
}

fn edited(text: &str, mut edits: Vec<(usize, usize, &str)>) -> String {
    edits.sort_by_key(|(start, end, _)| (*start, *end));
    let mut result = text.to_string();
    for (start, end, new) in edits.into_iter().rev() {
        result.replace_range(start..end, new);
    }
    result
}

/// The steps that work takes on this thread.
pub(super) fn counted<T>(work: impl FnOnce() -> T) -> usize {
    let before = work::done(0);
    work();
    work::done(0) - before
}
