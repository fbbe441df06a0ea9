//! Images: files of the site with an alternative text.
//!
//! Whether the file exists is the model's question.

use super::links::{self, Refusal};
use super::reading::Reading;
use super::write::Writer;
use crate::base::span::{Span, Spanned};
use crate::diag::code::Code;
use crate::syntax::markdown::Image;
use pulldown_cmark::{Event, Tag, TagEnd};

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
                problem
                    .label(text!("says nothing to those who can't see it", "看不到图片的人得不到任何信息"))
                    .help(text!(
                        "describe it between the brackets: `![a diagram of …](…)`",
                        "请在方括号里描述图片：`![……示意图](…)`"
                    ))
            });
        }
        self.body.images.push(Spanned { value: address.clone(), span: place });
        self.sink.image(Image { address, alt, title: image.title });
    }
}
