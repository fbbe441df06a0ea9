//! Bare addresses in the text of a passage.

use super::{Destination, Passage, Run, Style};
use crate::base::span::Span;
use crate::syntax::markdown::autolink::{self, Part};

/// Makes the bare addresses of a passage the links that they are on the page.
pub(super) fn mark(passage: &mut Passage) {
    let mut at = 0;
    let mut addresses = Vec::new();
    for part in autolink::split(&passage.text) {
        let (Part::Text(text) | Part::Address(text, _)) = part;
        if let Part::Address(text, prefix) = part {
            addresses.push((at..at + text.len(), format!("{prefix}{text}")));
        }
        at += text.len();
    }
    if addresses.is_empty() {
        return;
    }
    let mut addresses = addresses.into_iter().peekable();
    let mut runs = Vec::with_capacity(passage.runs.len());
    for mut run in std::mem::take(&mut passage.runs) {
        while let Some((range, address)) =
            addresses.next_if(|(range, _)| range.start < run.range.end && run.range.start <= range.start)
        {
            // One that reaches over the end of its run is broken by markup, which a page shows.
            if range.end <= run.range.end && run.is_free() {
                let (before, rest) = run.split(range.start);
                let (own, after) = rest.split(range.end);
                runs.extend([before, Run { link: Some(Destination::External(address)), ..own }]);
                run = after;
            }
        }
        runs.push(run);
    }
    runs.retain(|run| !run.range.is_empty());
    passage.runs = runs;
}

impl Run {
    // Whether an address in it becomes a link.
    fn is_free(&self) -> bool {
        self.link.is_none() && self.style != Style::Code && self.is_verbatim()
    }

    fn split(self, at: usize) -> (Run, Run) {
        let middle = self.span.start + (at - self.range.start);
        let before =
            Run { range: self.range.start..at, span: Span::new(self.span.start, middle), ..self.clone() };
        (before, Run { range: at..self.range.end, span: Span::new(middle, self.span.end), ..self })
    }
}
