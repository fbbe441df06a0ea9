//! Writing what stands inside a block: text, code spans, breaks, links, tasks.
//!
//! Which addresses are links is decided in [`links`].

use super::autolink::{self, Part};
use super::chars::joins;
use super::events::Located;
use super::html;
use super::links::{self, Address};
use super::write::Writer;
use crate::base::span::Span;
use crate::syntax::markdown::{Link, Piece};
use pulldown_cmark::{Event, LinkType, Tag};

/// A link that is open.
#[derive(Debug)]
pub(super) enum OpenLink {
    /// It leads out of the site.
    External,
    /// It leads into the site: its number, and how much had been seen when it began.
    Site(usize, usize),
    /// It was refused: only its text remains.
    Refused,
}

impl Writer<'_, '_> {
    /// Writes the text that waits.
    pub(super) fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.pending);
        self.reading.push(&text);
        self.last = text.chars().next_back();
        self.seen += usize::from(!text.trim().is_empty());
        match self.links.is_empty() {
            false => self.sink.text(&text),
            true => autolink::split(&text).into_iter().for_each(|part| self.text_part(part)),
        }
        self.pending = text;
        self.pending.clear();
    }

    fn text_part(&mut self, part: Part<'_>) {
        match part {
            Part::Text(text) => self.sink.text(text),
            Part::Address(address, prefix) => {
                self.sink.page_only(&html::anchor(&format!("{prefix}{address}"), ""));
                self.sink.text(address);
                self.sink.page_only("</a>");
            }
        }
    }

    /// Markup that has no text of its own.
    pub(super) fn inline_markup(&mut self, html: &str) {
        self.flush();
        self.sink.markup(html);
    }

    /// A code span.
    pub(super) fn code_span(&mut self, code: &str) {
        self.inline_markup("<code>");
        self.sink.text(code);
        self.sink.markup("</code>");
        self.reading.push_code(code);
        self.last = code.chars().next_back();
        self.seen += 1;
    }

    /// A line ends in the source and goes on in the paragraph.
    pub(super) fn soft_break(&mut self, next: Option<&Located<'_>>) {
        self.flush();
        self.reading.break_line();
        let after = next.and_then(|next| self.first_visible(next));
        if !self.last.zip(after).is_some_and(|(before, after)| joins(before, after)) {
            self.sink.markup("\n");
        }
    }

    // The first character that an event will show, where it can be told without reading on.
    fn first_visible(&self, (event, span): &Located<'_>) -> Option<char> {
        match event {
            Event::Text(text) | Event::Code(text) => text.chars().next(),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => {
                let source = &self.source.text[span.start..span.end];
                source.trim_start_matches(['*', '_', '~', '[', '`']).chars().next()
            }
            _ => None,
        }
    }

    /// A line that the author ended.
    pub(super) fn hard_break(&mut self) {
        self.inline_markup("<br />\n");
        self.reading.break_line();
    }

    /// The box of a task; the text up to the next block is its label.
    pub(super) fn task(&mut self, checked: bool) {
        self.flush();
        // The box is the first thing in its item, which is tight or loose.
        if !self.sink.replace_end("<li>", "<li class=\"task\">") {
            self.sink.replace_end("<li>\n<p>", "<li class=\"task\">\n<p>");
        }
        let checked = if checked { " checked" } else { "" };
        self.sink.markup(&format!("<label><input type=\"checkbox\"{checked} disabled> "));
        self.label = true;
    }

    /// A link begins.
    pub(super) fn open_link(&mut self, kind: LinkType, dest: &str, title: &str, span: Span) {
        self.flush();
        let address = match kind {
            LinkType::Email => Address::External(format!("mailto:{dest}")),
            _ => links::read(dest),
        };
        let place = self.address_place(dest, span);
        self.links.push(match address {
            Address::External(address) => {
                self.sink.page_only(&html::anchor(&address, title));
                OpenLink::External
            }
            Address::Site(target) => {
                let number = self.body.links.len();
                self.body.links.push(Link { target, is_empty: false, title: title.into(), span: place });
                self.sink.piece(Piece::LinkStart(number));
                OpenLink::Site(number, self.seen)
            }
            Address::Refused(refusal) => {
                self.problems.push(links::refused(self.source.path, place, dest, &refusal));
                OpenLink::Refused
            }
        });
    }

    /// A link ends.
    pub(super) fn close_link(&mut self) {
        self.flush();
        match self.links.pop() {
            Some(OpenLink::External) => self.sink.page_only("</a>"),
            Some(OpenLink::Site(number, seen)) => {
                self.body.links[number].is_empty = self.seen == seen;
                if self.seen == seen {
                    self.seen += 1;
                    self.last = None;
                }
                self.sink.piece(Piece::LinkEnd(number));
            }
            Some(OpenLink::Refused) | None => {}
        }
    }

    /// The address of an inline link or image; the whole link when it can't be told apart.
    pub(super) fn address_place(&self, dest: &str, span: Span) -> Span {
        let source = &self.source.text[span.start..span.end];
        let place = links::place(source, dest).filter(|_| !dest.is_empty());
        place.map_or(span, |(start, end)| Span::new(start, end).shifted(span.start))
    }
}
