//! From events to pieces.
//!
//! The writer follows CommonMark's reference renderer byte for byte where that has an opinion. It
//! knows one file: what needs another one becomes a piece.

use super::events::Located;
use super::fence::Fenced;
use super::footnotes::{Definitions, Numbers};
use super::html::Sink;
use super::image::OpenImage;
use super::inline::OpenLink;
use super::outline::Outline;
use super::raw::Tags;
use super::reading::Reading;
use super::table::Columns;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::syntax::markdown::pieces::Pieces;
use crate::syntax::markdown::{Alert, Body, Piece, RawHtml};
use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};
use std::sync::Arc;

/// The file that is being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    /// Its path.
    pub(super) path: &'a SourcePath,
    /// All of it.
    pub(super) text: &'a str,
    /// What becomes of raw HTML.
    pub(super) raw_html: RawHtml,
}

/// Takes events and writes a body.
#[derive(Debug)]
pub(super) struct Writer<'a, 'p> {
    pub(super) source: Source<'a>,
    pub(super) problems: &'p mut Vec<Diagnostic>,
    pub(super) body: Body,
    pub(super) sink: Sink,
    pub(super) reading: Reading,
    pub(super) numbers: Numbers,
    pub(super) outline: Outline,
    pub(super) columns: Columns,
    pub(super) links: Vec<OpenLink>,
    pub(super) tags: Tags,
    // Text that is not written yet: an address may come in several events.
    pub(super) pending: String,
    // The last visible character of the block, where it is known.
    pub(super) last: Option<char>,
    // How many visible things were written.
    pub(super) seen: usize,
    // Whether the label of a task is open.
    pub(super) label: bool,
    // Whether the list of footnotes is being written.
    pub(super) in_notes: bool,
    inside: Inside,
    depth: usize,
    cut: Option<usize>,
    was_cut: bool,
    blocks: usize,
}

// What the events belong to: some parents take them as text.
#[derive(Debug)]
enum Inside {
    Flow,
    Code(Fenced),
    Raw(String),
    Image(OpenImage),
}

/// Deeper than this nobody writes; browsers stop at 512 elements.
const DEEPEST: usize = 100;

impl<'a, 'p> Writer<'a, 'p> {
    /// A writer that has written nothing.
    pub(super) fn new(source: Source<'a>, problems: &'p mut Vec<Diagnostic>) -> Writer<'a, 'p> {
        Writer {
            source,
            problems,
            body: Body::default(),
            sink: Sink::default(),
            reading: Reading::default(),
            numbers: Numbers::default(),
            outline: Outline::default(),
            columns: Columns::default(),
            links: Vec::new(),
            tags: Tags::default(),
            pending: String::new(),
            last: None,
            seen: 0,
            label: false,
            in_notes: false,
            inside: Inside::Flow,
            depth: 0,
            cut: None,
            was_cut: false,
            blocks: 0,
        }
    }

    /// Writes one event; `next` is the one that follows.
    pub(super) fn event(&mut self, (event, span): Located<'_>, next: Option<&Located<'_>>) {
        if !self.reaches(&event, span) {
            return;
        }
        match &mut self.inside {
            Inside::Flow => self.flow(event, span, next),
            Inside::Code(block) => match event {
                Event::Text(text) => block.push(&text, span),
                _ => self.close_inside(span),
            },
            Inside::Raw(html) => match event {
                Event::Html(text) | Event::Text(text) | Event::InlineHtml(text) => html.push_str(&text),
                _ => self.close_inside(span),
            },
            Inside::Image(image) => {
                if image.take(&event) {
                    self.close_inside(span);
                }
            }
        }
    }

    /// Writes the list of footnotes and gives the body with its visible text.
    pub(super) fn finish(mut self, definitions: Definitions<'_>) -> (Body, String) {
        self.notes(definitions);
        self.end_block();
        let (text, length) = self.reading.finish();
        (self.body.size, self.body.length) = (text.len(), length);
        self.body.pieces = Arc::new(Pieces::new(self.sink.finish()));
        (self.body, text)
    }

    /// From here on, events stand in the list of footnotes.
    pub(super) fn begin_notes(&mut self) {
        self.begin_block();
        self.in_notes = true;
        // A list and its item.
        self.depth += 2;
    }

    /// Takes note of a block that stands directly in the body and was not opened by a tag.
    pub(super) fn count_block(&mut self) {
        self.blocks += usize::from(self.depth == 0);
    }

    // Counts how deep the event stands, and says whether it is still written.
    fn reaches(&mut self, event: &Event<'_>, span: Span) -> bool {
        match event {
            Event::Start(_) => {
                self.depth += 1;
                if self.cut.is_none() && self.depth > DEEPEST {
                    self.cut = Some(self.depth);
                    self.report_depth(span);
                }
                self.cut.is_none()
            }
            Event::End(_) => {
                let reaches = self.cut.is_none();
                if self.cut == Some(self.depth) {
                    self.cut = None;
                }
                self.depth -= 1;
                reaches
            }
            _ => self.cut.is_none(),
        }
    }

    fn report_depth(&mut self, span: Span) {
        if !std::mem::replace(&mut self.was_cut, true) {
            let message = text!("nested more than {DEEPEST} levels deep", "嵌套超过 {DEEPEST} 层");
            self.problem(Code::NestedTooDeep, self.first_line(span), message, |problem| {
                problem
                    .label(text!("left out from here", "从这里起略去"))
                    .help(text!("use fewer levels", "请减少层数"))
            });
        }
    }

    fn flow(&mut self, event: Event<'_>, span: Span, next: Option<&Located<'_>>) {
        match event {
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.pending.push_str(&text);
            }
            Event::Code(code) => self.code_span(&code),
            Event::SoftBreak => self.soft_break(next),
            Event::HardBreak => self.hard_break(),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html, span),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::TaskListMarker(checked) => self.task(checked),
            Event::Rule => {
                self.begin_block();
                self.count_block();
                self.sink.markup("<hr />\n");
            }
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        if self.is_top() && !matches!(tag, Tag::HtmlBlock) {
            self.blocks += 1;
        }
        match tag {
            Tag::Paragraph => self.open_block("<p>"),
            Tag::Heading { level, id, .. } => self.open_heading(level as u8, id.as_deref(), span),
            Tag::BlockQuote(None) => self.open_block("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.open_alert(kind.into(), span),
            Tag::CodeBlock(kind) => {
                self.begin_block();
                self.inside = Inside::Code(Fenced::open(&kind));
            }
            Tag::HtmlBlock => self.inside = Inside::Raw(String::new()),
            Tag::List(None) => self.open_block("<ul>\n"),
            Tag::List(Some(1)) => self.open_block("<ol>\n"),
            Tag::List(Some(first)) => self.open_block(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.open_block("<li>"),
            Tag::DefinitionList => self.open_block("<dl>\n"),
            Tag::DefinitionListTitle => self.open_block("<dt>"),
            Tag::DefinitionListDefinition => self.open_block("<dd>"),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => self.open_row(true),
            Tag::TableRow => self.open_row(false),
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.inline_markup("<em>"),
            Tag::Strong => self.inline_markup("<strong>"),
            Tag::Strikethrough => self.inline_markup("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.open_link(link_type, &dest_url, &title, span)
            }
            Tag::Image { dest_url, title, .. } => {
                self.flush();
                self.inside = Inside::Image(OpenImage::new(&dest_url, &title));
            }
            // Footnotes were sifted out before, the others are switched off.
            Tag::FootnoteDefinition(_) | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.close_block("</p>\n"),
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::BlockQuote(None) => self.close_block("</blockquote>\n"),
            TagEnd::BlockQuote(Some(kind)) => {
                self.end_block();
                self.sink.piece(Piece::AlertEnd(kind.into()));
                self.sink.line();
            }
            TagEnd::List(false) => self.close_block("</ul>\n"),
            TagEnd::List(true) => self.close_block("</ol>\n"),
            TagEnd::Item => self.close_block("</li>\n"),
            TagEnd::DefinitionList => self.close_block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close_block("</dd>\n"),
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead | TagEnd::TableRow => self.close_row(),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Emphasis => self.inline_markup("</em>"),
            TagEnd::Strong => self.inline_markup("</strong>"),
            TagEnd::Strikethrough => self.inline_markup("</del>"),
            TagEnd::Link => self.close_link(),
            TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock => {}
            TagEnd::FootnoteDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn close_inside(&mut self, span: Span) {
        match std::mem::replace(&mut self.inside, Inside::Flow) {
            Inside::Flow => {}
            // The end of the block was counted already.
            Inside::Code(block) => self.close_fence(block, span, self.depth == 0 && !self.in_notes),
            Inside::Raw(html) => self.close_raw(&html, span),
            Inside::Image(image) => self.close_image(image, span),
        }
    }

    fn open_alert(&mut self, alert: Alert, span: Span) {
        if alert == Alert::Important && !(self.is_top() && self.blocks == 1) {
            let message = text!("answer box is not the first block", "答案框不是第一个块");
            self.problem(Code::AnswerBox, self.first_line(span), message, |problem| {
                problem.label(text!("only the answer is marked so", "只有答案这样标记")).help(text!(
                    "move it to the top of the body, or write `[!NOTE]`",
                    "请移到正文开头，或改写为 `[!NOTE]`"
                ))
            });
        }
        self.begin_block();
        self.sink.piece(Piece::AlertStart(alert));
    }

    fn open_block(&mut self, html: &str) {
        self.begin_block();
        self.sink.markup(html);
    }

    fn close_block(&mut self, html: &str) {
        self.end_block();
        self.sink.markup(html);
    }

    /// A block begins: what came before it is finished, and it begins a line.
    pub(super) fn begin_block(&mut self) {
        self.end_block();
        self.sink.line();
    }

    /// The running text of a block ends.
    pub(super) fn end_block(&mut self) {
        self.flush();
        if std::mem::take(&mut self.label) {
            self.sink.markup("</label>");
        }
        self.reading.end_block();
        self.tags.clear();
        self.last = None;
    }

    /// Whether the element that has just begun stands directly in the body.
    fn is_top(&self) -> bool {
        self.depth == 1 && !self.in_notes
    }

    /// Reports a problem after `extend` has added to it.
    pub(super) fn problem(
        &mut self,
        code: Code,
        span: Span,
        message: crate::diag::Text,
        extend: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        self.problems.push(extend(Diagnostic::new(code, self.source.path, span, message)));
    }

    /// The part of a range that stands on its first line.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let line = self.source.text[span.start..span.end].lines().next().unwrap_or_default();
        Span::new(span.start, span.start + line.trim_end().len())
    }
}

impl From<BlockQuoteKind> for Alert {
    fn from(kind: BlockQuoteKind) -> Alert {
        match kind {
            BlockQuoteKind::Note => Alert::Note,
            BlockQuoteKind::Tip => Alert::Tip,
            BlockQuoteKind::Important => Alert::Important,
            BlockQuoteKind::Warning => Alert::Warning,
            BlockQuoteKind::Caution => Alert::Caution,
        }
    }
}
