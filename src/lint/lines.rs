//! Running text, as the rules about writing read it: passages without code, addresses and quotations.
//!
//! A rule about writing judges the words of an author. What is code, an address, or somebody else's
//! words in a block quote is none of its business.

use super::prose::Prose;
use super::{Findings, Subject, bare, work};
use crate::base::lang::Lang;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::syntax::markdown::passages::{Destination, Kind, OBJECT, Passage, Run, Style};
use crate::syntax::rewrite;
use std::borrow::Cow;
use std::ops::Range;

/// Stands for each byte of what is no running text. No text holds this character otherwise.
pub(super) const HIDDEN: char = '\u{1a}';

/// The running text of one block.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The page.
    pub(super) prose: &'a Prose<'a>,
    /// The block.
    pub(super) passage: &'a Passage,
    /// Its text, byte for byte, with [`HIDDEN`] for code and addresses.
    pub(super) text: Cow<'a, str>,
}

/// The lines of all pages, and of the registry, that a rule judges in these languages. They are counted.
pub(super) fn judged<'a>(langs: &[Lang], subject: Subject<'a>, findings: &mut Findings) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for prose in subject.prose.iter().chain(subject.registry).filter(|prose| langs.contains(&prose.lang)) {
        for passage in prose.passages.list.iter().filter(|passage| is_prose(passage)) {
            lines.push(Line { prose, passage, text: visible(passage) });
        }
    }
    findings.look(lines.len());
    lines
}

/// Whether an author speaks to readers in a passage.
pub(super) fn is_prose(passage: &Passage) -> bool {
    !passage.is_quoted && !matches!(passage.kind, Kind::Code(_) | Kind::Generated(_))
}

fn visible(passage: &Passage) -> Cow<'_, str> {
    let text = &passage.text;
    let hidden = |run: &&Run| run.style == Style::Code || is_address(run, &text[run.range.clone()]);
    let mut ranges: Vec<Range<usize>> =
        passage.runs.iter().filter(hidden).map(|run| run.range.clone()).collect();
    if passage.scalar.is_none() {
        ranges.extend(bare::addresses(text));
        ranges.sort_by_key(|range| (range.start, range.end));
    }
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len());
    for range in ranges {
        let start = range.start.max(visible.len());
        visible.push_str(&text[visible.len()..start]);
        visible.extend(std::iter::repeat_n(HIDDEN, range.end.saturating_sub(start)));
    }
    visible.push_str(&text[visible.len()..]);
    Cow::Owned(visible)
}

// A link that shows where it leads.
fn is_address(run: &Run, text: &str) -> bool {
    match &run.link {
        Some(Destination::External(address)) => text.contains("://") || address.ends_with(text),
        _ => false,
    }
}

impl<'a> Line<'a> {
    /// A problem with a part of the text.
    pub(super) fn problem(&self, code: Code, range: Range<usize>, message: Text) -> Diagnostic {
        work::done(1);
        Diagnostic::new(code, self.prose.path, self.passage.place(range), message)
    }

    /// Adds the edit that puts `text` in the place of a part of the line, where that is written as
    /// it reads.
    pub(super) fn fix(&self, problem: Diagnostic, range: Range<usize>, text: &str) -> Diagnostic {
        let span = self.passage.place(range.clone());
        match self.prose.source.get(span.start..span.end) == self.passage.text.get(range) {
            true => self.edit(problem, span, text),
            false => problem,
        }
    }

    /// Adds the edit that makes `text` stand at a place of the file. In YAML it is written as its scalar
    /// needs it, and not at all where the value would become another one.
    pub(super) fn edit(&self, problem: Diagnostic, span: Span, text: &str) -> Diagnostic {
        let written = match self.passage.scalar {
            Some(scalar) => rewrite::within(self.prose.source, scalar, span, text),
            None => Some(text.to_string()),
        };
        match written {
            Some(written) => problem.fix(self.prose.path, span, written),
            None => problem,
        }
    }

    /// The last character before a byte of the text, as a reader sees it.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        work::done(1);
        self.text[..at].chars().next_back()
    }

    /// The first character from a byte of the text on.
    pub(super) fn after(&self, at: usize) -> Option<char> {
        work::done(1);
        self.text[at..].chars().next()
    }

    /// Whether the byte of an [`OBJECT`] stands for a number: of a link to a port whose text is filled in.
    pub(super) fn is_number(&self, at: usize) -> bool {
        use crate::syntax::markdown::Target;
        let link = self.passage.run(at).and_then(|run| run.link.as_ref());
        self.after(at) == Some(OBJECT)
            && match link {
                Some(Destination::Site(Target::Port(_, aspect))) => {
                    matches!(aspect.as_deref(), None | Some("number"))
                }
                _ => false,
            }
    }
}
