//! Markdown: from text to finished HTML with places left open.
//!
//! Everything that a file says by itself is rendered here, once. What depends on other files
//! (addresses of articles, texts of the registry, heading ids of the counterpart, generated
//! tables) is a [`Piece`] of its own that the view fills.
//!
//! Nothing here knows another file, the language of the article or an interface text. Nothing
//! outside of this module and its folder knows pulldown-cmark.

mod autolink;
pub mod chars;
mod cjk;
mod events;
mod fence;
pub mod flanking;
mod footnotes;
mod html;
mod image;
mod info;
mod inline;
mod links;
mod outline;
pub mod passages;
pub mod pieces;
mod raw;
mod reading;
pub mod shape;
pub mod stretches;
mod table;
mod write;

#[cfg(test)]
mod commonmark;
#[cfg(test)]
mod tests;

use crate::base::path::SourcePath;
use crate::base::span::{Span, Spanned};
use crate::diag::Diagnostic;
use pieces::Pieces;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Reads the body that begins at byte `body_start` of `text`, which is the whole file `path`: all
/// places count from its first byte.
pub fn parse(
    path: &SourcePath,
    text: &str,
    body_start: usize,
    raw_html: RawHtml,
    problems: &mut Vec<Diagnostic>,
) -> Body {
    parse_whole(path, text, body_start, raw_html, problems).0
}

// The body, and its visible text with code spans and without code blocks, one line per block or cell.
fn parse_whole(
    path: &SourcePath,
    text: &str,
    body_start: usize,
    raw_html: RawHtml,
    problems: &mut Vec<Diagnostic>,
) -> (Body, String) {
    let marked = cjk::mark(&text[body_start..]);
    let mut events = events::read(&marked, body_start).peekable();
    let mut definitions = footnotes::Definitions::default();
    let mut writer = write::Writer::new(write::Source { path, text, raw_html }, problems);
    while let Some(located) = events.next() {
        events::refuse_hidden(&located, (path, text), writer.problems);
        if let Some(located) = definitions.sift(located) {
            writer.event(located, events.peek());
        }
    }
    writer.finish(definitions)
}

/// What becomes of HTML in Markdown. Comments are dropped either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// It is shown as text, and a warning says so.
    Escaped,
    /// It goes into the page as it is: the author is trusted.
    Allowed,
}

/// A parsed body.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// The body in reading order.
    pub pieces: Arc<Pieces>,
    /// All headings in reading order.
    pub headings: Vec<Heading>,
    /// All links that are not finished HTML, in reading order.
    pub links: Vec<Link>,
    /// The addresses of the images, as in the [`Piece::Image`]s.
    pub images: Vec<Spanned<String>>,
    /// Fenced blocks with the info words `ports`, `settings`, `flow`, `firewall`, `commands`, not yet read.
    pub blocks: Vec<Fence>,
    /// How many bytes of text there are to search.
    pub size: usize,
    /// How much there is to read.
    pub length: Length,
}

/// A part of a body. Pieces that open and close an element stand for its tags alone: line breaks
/// around them are in the HTML between.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Piece {
    /// Finished HTML.
    Html(String),
    /// A heading opens; the number counts [`Body::headings`].
    HeadingStart(usize),
    /// The heading closes.
    HeadingEnd(usize),
    /// A link opens whose address needs the site; the number counts [`Body::links`].
    LinkStart(usize),
    /// The link closes. When [`Link::is_empty`], its text is filled in before.
    LinkEnd(usize),
    /// A code block.
    Code(Code),
    /// A generated block; the number counts [`Body::blocks`].
    Block(usize),
    /// An alert opens.
    AlertStart(Alert),
    /// The alert closes.
    AlertEnd(Alert),
    /// A table opens (the view wraps it into a scrolling region); the number counts tables.
    TableStart(usize),
    /// The table closes.
    TableEnd(usize),
    /// An image.
    Image(Image),
    /// The list of footnotes opens; it comes last.
    FootnotesStart,
    /// The list closes.
    FootnotesEnd,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The id written as `{#id}`.
    pub id: Option<String>,
    /// Whether an id was written that can't be used, which was reported.
    pub has_bad_id: bool,
    /// The text without markup.
    pub text: String,
    /// The text with its inline markup, without links and references to footnotes. Of a link whose
    /// text is filled in, nothing is here.
    pub html: String,
    /// Where it stands.
    pub span: Span,
    /// Where `{#id}` has to be written: behind the last byte of its text.
    pub end: usize,
}

/// A link whose address depends on the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// Whether the text is to be filled in.
    pub is_empty: bool,
    /// The title attribute; empty when there is none.
    pub title: String,
    /// The address as written, for diagnostics; the whole link where it can't be told apart.
    pub span: Span,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    /// `port:ID#ASPECT`
    Port(String, Option<String>),
    /// `service:ID`
    Service(String),
    /// `provider:ID`
    Provider(String),
    /// `term:ID`
    Term(String),
    /// A relative path to a file, with its anchor: `../mail/x.md#id`. Percent-decoded.
    File(String, Option<String>),
    /// An anchor of the same page: `#id`.
    Anchor(String),
}

/// A code block that is not a generated block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Code {
    /// The first word of the info string; empty when there is none or the block is indented.
    pub language: String,
    /// `title="…"` of the info string.
    pub title: Option<String>,
    /// `tested="…"` of the info string, split at `;`.
    pub tested: Vec<String>,
    /// The code.
    pub text: String,
}

/// An alert of GitHub's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`: the answer box.
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

impl Alert {
    /// How it is written.
    pub fn mark(self) -> &'static str {
        match self {
            Alert::Note => "[!NOTE]",
            Alert::Tip => "[!TIP]",
            Alert::Important => "[!IMPORTANT]",
            Alert::Warning => "[!WARNING]",
            Alert::Caution => "[!CAUTION]",
        }
    }
}

/// An image.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Image {
    /// The relative path of a file of the site, percent-decoded.
    pub address: String,
    /// The alternative text; empty for decoration.
    pub alt: String,
    /// The title attribute; empty when there is none.
    pub title: String,
}

/// A fenced block with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fence {
    /// The info word.
    pub kind: Spanned<String>,
    /// The body, byte for byte as it stands in the file.
    pub text: String,
    /// Where the body begins in the file.
    pub start: usize,
}

/// How much there is to read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Length {
    /// Han characters outside of code.
    pub han: usize,
    /// Words of other scripts outside of code.
    pub words: usize,
    /// Words of any kind inside code.
    pub code: usize,
}
