//! Writing what stands inside a block: text, breaks, links, images, tags, references.
//!
//! Which addresses are links is decided in [`links`].

use super::autolink::{self, Part};
use super::chars::joins;
use super::events::Located;
use super::html;
use super::links::{self, Address, Refusal};
use super::raw::without_comments;
use super::reading::Reading;
use super::write::Writer;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::syntax::markdown::{Image, Link, Piece, RawHtml};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

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

/// An image whose alternative text is being read.
#[derive(Debug)]
pub(super) struct OpenImage {
    address: Result<String, Refusal>,
    written: String,
    title: String,
    alt: Reading,
    // Images inside of its text.
    images: usize,
}

impl OpenImage {
    /// An image that has just begun.
    pub(super) fn new(address: &str, title: &str) -> OpenImage {
        OpenImage {
            address: links::read_image(address),
            written: address.into(),
            title: title.into(),
            alt: Reading::default(),
            images: 0,
        }
    }

    /// Takes an event of the alternative text; says whether it was the end of the image.
    pub(super) fn take(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Text(text) => self.alt.push(text),
            Event::Code(code) => self.alt.push_code(code),
            Event::SoftBreak | Event::HardBreak => self.alt.break_line(),
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) if self.images == 0 => return true,
            Event::End(TagEnd::Image) => self.images -= 1,
            _ => {}
        }
        false
    }
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

    /// A tag or comment in running text.
    pub(super) fn inline_html(&mut self, html: &str, span: Span) {
        let (html, _) = without_comments(html);
        if html.is_empty() {
            return;
        }
        match self.source.raw_html {
            RawHtml::Allowed => self.inline_markup(&html),
            RawHtml::Escaped => {
                if self.tags.is_new(&html) {
                    self.report_raw(span);
                }
                // Not pending: an address in an attribute is no address in the text.
                self.flush();
                self.sink.text(&html);
                self.reading.push(&html);
                self.last = html.chars().next_back();
                self.seen += 1;
            }
        }
    }

    /// Says that raw HTML is shown as text.
    pub(super) fn report_raw(&mut self, span: Span) {
        let message = text!("raw HTML is shown as text", "HTML 标记会原样显示为文字");
        self.problem(Code::RawHtml, span, message, |problem| {
            problem.label(text!("shown as written", "原样显示")).help(text!(
                "write it in Markdown, put it between backquotes, or set `raw_html: true` in `content/site.yaml`",
                "请改用 Markdown，或放进反引号，或在 `content/site.yaml` 里设置 `raw_html: true`"
            ))
        });
    }

    /// A reference to a footnote.
    pub(super) fn footnote_reference(&mut self, label: &str) {
        self.flush();
        if !self.in_notes {
            self.numbers.count(label);
        }
        let Some((number, id)) = self.numbers.write(label) else { return };
        self.last = None;
        self.seen += 1;
        self.sink.page_only(&format!(
            "<sup class=\"footnote-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
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

    /// An image ends.
    pub(super) fn close_image(&mut self, image: OpenImage, span: Span) {
        let place = self.address_place(&image.written, span);
        let alt = image.alt.line().to_string();
        self.last = None;
        self.seen += 1;
        let address = match image.address {
            Ok(address) => address,
            Err(refusal) => {
                self.problems.push(links::refused(self.source.path, place, &image.written, &refusal));
                self.reading.push(&alt);
                self.sink.text(&alt);
                return;
            }
        };
        if alt.is_empty() {
            let message = text!("image has no alternative text", "图片没有替代文字");
            self.problem(Code::MissingAlt, span, message, |problem| {
                problem.label(text!("says nothing to who can't see it", "看不到图片的人得不到任何信息")).help(
                    text!(
                        "describe it between the brackets: `![a diagram of …](…)`",
                        "请在方括号里描述图片：`![……示意图](…)`"
                    ),
                )
            });
        }
        self.body.images.push(place);
        self.sink.image(Image { address, alt, title: image.title });
    }

    // The address of an inline link; the whole link when it can't be told apart.
    fn address_place(&self, dest: &str, span: Span) -> Span {
        let source = &self.source.text[span.start..span.end];
        let place = links::place(source, dest).filter(|_| !dest.is_empty());
        place.map_or(span, |(start, end)| Span::new(start, end).shifted(span.start))
    }
}
