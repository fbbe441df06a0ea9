//! pulldown-cmark's events, with places in the whole file and without the marks of [`cjk`].
//!
//! Which extensions are on is decided here and nowhere else.

use super::cjk::{self, Marked};
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::syntax::text::{hidden, is_hidden};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag};

/// An event and where it stands in the file.
pub(super) type Located<'a> = (Event<'a>, Span);

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// The events of a body that begins at byte `start` of its file.
pub(super) fn read<'a>(marked: &'a Marked<'a>, start: usize) -> impl Iterator<Item = Located<'a>> {
    Parser::new_ext(&marked.text, options()).into_offset_iter().map(move |(event, range)| {
        let span = Span::new(marked.original(range.start), marked.original(range.end)).shifted(start);
        (clean(event, marked), span)
    })
}

/// Reports characters of a text that nobody sees, also those that are written as references.
pub(super) fn refuse_hidden(
    (event, span): &Located<'_>,
    (path, text): (&SourcePath, &str),
    problems: &mut Vec<Diagnostic>,
) {
    let said = match event {
        Event::Text(said) | Event::Code(said) | Event::Html(said) | Event::InlineHtml(said) => said,
        Event::Start(Tag::Link { title, .. } | Tag::Image { title, .. }) => title,
        _ => return,
    };
    let is_written = |(at, c): (usize, char)| {
        let start = span.start + at;
        is_hidden(c).then(|| hidden(path, Span::new(start, start + c.len_utf8()), c))
    };
    // The text of a link is an event of its own.
    let written = match event {
        Event::Start(_) => "",
        _ => &text[span.start..span.end],
    };
    let found = problems.len();
    problems.extend(written.char_indices().filter_map(is_written));
    if let (true, Some(c)) = (found == problems.len(), said.chars().find(|c| is_hidden(*c))) {
        problems.push(hidden(path, *span, c));
    }
}

fn clean<'a>(event: Event<'a>, marked: &cjk::Marked<'_>) -> Event<'a> {
    let clean = |text: CowStr<'a>| match marked.without_marks(&text) {
        Some(text) => text.into(),
        None => text,
    };
    match event {
        Event::Text(text) => Event::Text(clean(text)),
        Event::Code(text) => Event::Code(clean(text)),
        Event::Html(text) => Event::Html(clean(text)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text)),
        Event::FootnoteReference(label) => Event::FootnoteReference(clean(label)),
        Event::Start(Tag::FootnoteDefinition(label)) => Event::Start(Tag::FootnoteDefinition(clean(label))),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(clean(info))))
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => Event::Start(Tag::Link {
            link_type,
            dest_url: clean(dest_url),
            title: clean(title),
            id: clean(id),
        }),
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => Event::Start(Tag::Image {
            link_type,
            dest_url: clean(dest_url),
            title: clean(title),
            id: clean(id),
        }),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => Event::Start(Tag::Heading {
            level,
            id: id.map(clean),
            classes: classes.into_iter().map(clean).collect(),
            attrs: attrs.into_iter().map(|(key, value)| (clean(key), value.map(clean))).collect(),
        }),
        other => other,
    }
}
