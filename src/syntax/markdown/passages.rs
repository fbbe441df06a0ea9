//! The visible text of a body, block by block, with the place of every character.
//!
//! Rules about what a site says read passages and nothing else of Markdown. They are made from the
//! text when a rule asks for them and are no part of the tree: a build that keeps its files, and
//! every page, does without. What a tree keeps of them are the prints of [`stretches`](super::stretches).

mod addresses;
mod gather;
mod notes;

#[cfg(test)]
mod tests;

use super::{Alert, Target};
use super::{cjk, events};
use crate::base::span::{Span, Spanned};
use std::ops::Range;

/// What stands for a thing that has no text of its own here: an image, or a link whose text is
/// filled in from the site. Its run says which.
pub const OBJECT: char = '\u{fffc}';

/// Everything that a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// The passages in reading order; an alternative text follows the block of its image.
    pub list: Vec<Passage>,
    /// The comments, which no reader sees.
    pub comments: Vec<Comment>,
}

/// The text of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What kind of block it is.
    pub kind: Kind,
    /// What a reader sees, without the spaces at both ends: entities and escapes are resolved, line
    /// breaks of the source are spaces or, within Chinese text, nothing. `\n` is a break that the
    /// author asked for.
    pub text: String,
    /// Where each part of the text comes from, in order. Spaces for line breaks belong to no run.
    pub runs: Vec<Run>,
    /// Where the lines of the source begin in the text, but the first one.
    pub lines: Vec<usize>,
    /// The block in the file.
    pub span: Span,
    /// The YAML scalar that it is, quotes included; `None` in a body.
    pub scalar: Option<Span>,
    /// The heading it stands under, as a number of [`Passages::list`]; of a heading, the next one
    /// above.
    pub under: Option<usize>,
    /// Whether it stands in a block quote. Alerts are none.
    pub is_quoted: bool,
    /// The alert that it stands in.
    pub alert: Option<Alert>,
    /// How many list items, definitions and footnotes it stands in.
    pub depth: usize,
    /// What it shows besides text, in order.
    pub objects: Vec<Spanned<Object>>,
}

/// A thing that has no text of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    /// An image, by the relative path of its file, percent-decoded.
    Image(String),
    /// A reference to a footnote, by its label.
    Note(String),
    /// A block of raw HTML, without its comments.
    Html(String),
}

/// What kind of block a passage is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The title in the front matter.
    Title,
    /// The summary in the front matter.
    Summary,
    /// A heading and its level, 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// Running text in a list item: the number of the list in the file and of the item in the list.
    Item {
        /// Lists count from 0 in the order in which they begin.
        list: usize,
        /// Items count from 0.
        item: usize,
    },
    /// A cell of a table; empty ones are here as well.
    Cell(Cell),
    /// A term of a definition list.
    Term,
    /// What a definition list says about a term.
    Definition,
    /// Running text of a footnote.
    Footnote,
    /// The alternative text of an image.
    Alt,
    /// A code block with its info string; the text is the code, line by line.
    Code(String),
    /// A generated block with its info string; the text is its YAML, which no reader sees.
    Generated(String),
    /// A block of raw HTML, which is its only [object](Passage::objects): nobody takes it for text.
    Html,
}

/// Where a cell stands. Everything counts from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// The table in the file.
    pub table: usize,
    /// The row; 0 is the head.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// A part of a text that comes from one place in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The bytes of [`Passage::text`]; never empty.
    pub range: Range<usize>,
    /// Where they are written. Of the same length unless entities or escapes of YAML are in it.
    pub span: Span,
    /// How they look.
    pub style: Style,
    /// Where they lead.
    pub link: Option<Destination>,
}

/// How a run looks, as far as it changes what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Text, with or without emphasis.
    Plain,
    /// A code span.
    Code,
    /// Struck through: no longer said.
    Struck,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// Into the site.
    Site(Target),
    /// Out of it.
    External(String),
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it says, without the spaces at both ends.
    pub text: String,
    /// Where it stands, with its marks.
    pub span: Span,
    /// The passages of the block after it; of a comment in running text, the passage around it.
    pub covers: Range<usize>,
}

/// The passages of the body that begins at byte `start` of `text`, after those of its head.
pub fn read(text: &str, start: usize, head: Vec<Passage>) -> Passages {
    let marked = cjk::mark(&text[start..]);
    let mut gather = gather::Gather::new(text, head);
    events::read(&marked, start).for_each(|located| gather.event(located));
    gather.finish()
}

/// What the info string of a [`Kind::Code`] says; the code itself is not in it.
pub fn info(info: &str) -> super::Code {
    super::info::read(info)
}

impl Passage {
    /// A text that stands in the file at `span`, quoted or folded as YAML allows.
    pub fn of_yaml(kind: Kind, value: &str, span: Span, source: &str) -> Passage {
        let written = &source[span.start..span.end];
        let text = value.trim();
        let scalar = Some(span);
        // A value that is not written as it reads is one run: it has a place, its parts have none.
        let span = match written.find(text) {
            Some(at) => Span::new(at, at + text.len()).shifted(span.start),
            None => span,
        };
        let run = Run { range: 0..text.len(), span, style: Style::Plain, link: None };
        let runs = if text.is_empty() { Vec::new() } else { vec![run] };
        Passage { text: text.into(), runs, scalar, ..Passage::empty(kind, span) }
    }

    /// A block that says nothing and stands in none.
    fn empty(kind: Kind, span: Span) -> Passage {
        Passage {
            kind,
            text: String::new(),
            runs: Vec::new(),
            lines: Vec::new(),
            span,
            scalar: None,
            under: None,
            is_quoted: false,
            alert: None,
            depth: 0,
            objects: Vec::new(),
        }
    }

    /// Where a part of the text is written.
    pub fn place(&self, range: Range<usize>) -> Span {
        let start = self.runs.partition_point(|run| run.range.end <= range.start);
        let end = self.runs.partition_point(|run| run.range.start < range.end);
        let (Some(first), Some(last)) = (self.runs.get(start), end.checked_sub(1).map(|end| &self.runs[end]))
        else {
            return self.span;
        };
        let start = match first.is_verbatim() {
            true => first.span.start + range.start.saturating_sub(first.range.start),
            false => first.span.start,
        };
        let end = match last.is_verbatim() {
            true => last.span.end - last.range.end.saturating_sub(range.end),
            false => last.span.end,
        };
        Span::new(start, end)
    }

    /// The run in which a byte of the text stands; `None` in the space for a line break.
    pub fn run(&self, at: usize) -> Option<&Run> {
        let found = self.runs.partition_point(|run| run.range.end <= at);
        self.runs.get(found).filter(|run| run.range.start <= at)
    }
}

impl Run {
    // Whether each byte of the text is one byte of the file.
    fn is_verbatim(&self) -> bool {
        self.range.len() == self.span.end - self.span.start
    }
}
