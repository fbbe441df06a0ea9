//! The sink of the writer: pieces, with finished HTML gathered between them.
//!
//! Escapes are those of CommonMark's reference renderer. Nothing here knows Markdown.

use crate::syntax::markdown::{Image, Piece};

/// What has been written so far.
#[derive(Debug, Default)]
pub(super) struct Sink {
    pieces: Vec<Piece>,
    html: String,
    // The heading that is open, without links: for a table of contents.
    heading: Option<String>,
}

impl Sink {
    /// Finished markup.
    pub(super) fn markup(&mut self, html: &str) {
        self.html.push_str(html);
        if let Some(heading) = &mut self.heading {
            heading.push_str(html);
        }
    }

    /// Finished markup that a table of contents leaves out.
    pub(super) fn page_only(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Text of the author.
    pub(super) fn text(&mut self, text: &str) {
        escape(text, &mut self.html);
        if let Some(heading) = &mut self.heading {
            escape(text, heading);
        }
    }

    /// A place that is left open.
    pub(super) fn piece(&mut self, piece: Piece) {
        if !self.html.is_empty() {
            self.pieces.push(Piece::Html(std::mem::take(&mut self.html)));
        }
        self.pieces.push(piece);
    }

    /// An image, which is its alternative text in a table of contents.
    pub(super) fn image(&mut self, image: Image) {
        if let Some(heading) = &mut self.heading {
            escape(&image.alt, heading);
        }
        self.piece(Piece::Image(image));
    }

    /// Begins a line, unless one has just begun.
    pub(super) fn line(&mut self) {
        let begun = match self.html.is_empty() {
            true => self.pieces.is_empty(),
            false => self.html.ends_with('\n'),
        };
        if !begun {
            self.html.push('\n');
        }
    }

    /// Writes `new` instead of `old` when `old` was the last thing written; says whether it was.
    pub(super) fn replace_end(&mut self, old: &str, new: &str) -> bool {
        let found = self.html.ends_with(old);
        if found {
            self.html.truncate(self.html.len() - old.len());
            self.html.push_str(new);
        }
        found
    }

    /// From here on, markup goes into the heading as well.
    pub(super) fn open_heading(&mut self) {
        self.heading = Some(String::new());
    }

    /// What went into the heading.
    pub(super) fn close_heading(&mut self) -> String {
        self.heading.take().unwrap_or_default()
    }

    /// All pieces.
    pub(super) fn finish(mut self) -> Vec<Piece> {
        if !self.html.is_empty() {
            self.pieces.push(Piece::Html(self.html));
        }
        self.pieces
    }
}

/// Writes text so that it means itself between tags and in quoted attributes. Control characters
/// that HTML and XML forbid become U+FFFD, as CommonMark asks for U+0000.
pub(super) fn escape(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let mut written = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            0..=8 | 11..=12 | 14..=31 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[written..at]);
        out.push_str(escaped);
        written = at + 1;
    }
    out.push_str(&text[written..]);
}

/// Writes an address so that it means itself in a quoted attribute.
pub(super) fn escape_address(address: &str, out: &mut String) {
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            byte if byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/$~".contains(&byte) => {
                out.push(char::from(byte));
            }
            byte => {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
                }
            }
        }
    }
}

/// The opening tag of a link.
pub(super) fn anchor(address: &str, title: &str) -> String {
    let mut html = String::from("<a href=\"");
    escape_address(address, &mut html);
    if !title.is_empty() {
        html.push_str("\" title=\"");
        escape(title, &mut html);
    }
    html.push_str("\">");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_html_is_one_piece() {
        let mut sink = Sink::default();
        sink.line();
        sink.markup("<p>");
        sink.text("a < b\0");
        sink.markup("</p>\n");
        sink.line();
        sink.piece(Piece::Block(0));
        sink.line();
        assert!(!sink.replace_end("x", "y"));
        assert_eq!(
            sink.finish(),
            [Piece::Html("<p>a &lt; b\u{fffd}</p>\n".into()), Piece::Block(0), Piece::Html("\n".into())]
        );
    }

    #[test]
    fn addresses_are_escaped_as_commonmark_does() {
        assert_eq!(
            anchor("https://例.com/a b?c=1&d='[\"<", "\"t\""),
            "<a href=\"https://%E4%BE%8B.com/a%20b?c=1&amp;d=&#x27;%5B%22%3C\" title=\"&quot;t&quot;\">"
        );
    }
}
