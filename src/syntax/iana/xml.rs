//! The list as XML. Entities that a file declares are unknown, as IANA's has none, so a small file stays small.

use super::{Cells, Damage, Rows, is_standard};
use crate::base::date::Date;
use crate::base::span::Span;
use crate::diag::Text;
use crate::syntax::text::shown;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// Reads the rows of a list that begins at byte `start`; returns the day that it bears.
pub(super) fn read(text: &str, start: usize, rows: &mut Rows<'_>) -> Result<Option<Date>, Damage> {
    let mut reader = Reader::from_str(&text[start..]);
    let place = |at: u64| start + usize::try_from(at).expect("a text is shorter than that");
    let mut list = Listing::default();
    loop {
        let begin = place(reader.buffer_position());
        let event = reader.read_event().map_err(|_| {
            let at = place(reader.error_position()).min(text.len());
            (Span::at(at), broken())
        })?;
        let end = place(reader.buffer_position());
        match event {
            Event::Start(tag) => list.open(&tag, Span::new(begin, end))?,
            Event::Empty(tag) => {
                list.open(&tag, Span::new(begin, end))?;
                list.close(end, rows);
            }
            Event::End(_) => list.close(end, rows),
            Event::Text(part) => list.push(&part.xml10_content()),
            Event::CData(part) => list.push(&part.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(c)) => list.push(c.encode_utf8(&mut [0; 4])),
                _ => {
                    let known = predefined(&name);
                    list.push(known.ok_or_else(|| (Span::new(begin, end), unknown(&text[begin..end])))?);
                }
            },
            Event::Eof if list.depth > 0 || !list.has_root => return Err((Span::at(end), broken())),
            Event::Eof => return Ok(list.updated),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn broken() -> Text {
    text!("the XML of the list is broken here", "列表的 XML 在这里损坏")
}

fn unknown(written: &str) -> Text {
    let written = shown(written);
    text!("`{written}` stands for no character", "`{written}` 不代表任何字符")
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

// Where in the file the reader is: elements are counted, and only two levels of them matter.
#[derive(Default)]
struct Listing {
    depth: usize,
    has_root: bool,
    updated: Option<Date>,
    // The record that is open: how deep it is, where its name stands (else where it begins), its cells.
    record: Option<(usize, Span, Cells)>,
    // The element whose text is collected: how deep it is, where it begins, its name, its text.
    field: Option<(usize, usize, String, String)>,
}

impl Listing {
    fn open(&mut self, tag: &BytesStart<'_>, span: Span) -> Result<(), Damage> {
        self.depth += 1;
        let name = tag.local_name();
        let name: &str = name.as_ref();
        if self.depth == 1 {
            if name != "registry" || self.has_root {
                let message = text!(
                    "this is not IANA's list: it does not begin with `<registry>`",
                    "这不是 IANA 的列表：开头不是 `<registry>`"
                );
                return Err((span, message));
            }
            self.has_root = true;
        }
        match &mut self.record {
            Some((depth, _, cells)) if self.depth == *depth + 1 => {
                if name == "xref" {
                    cells.references.extend(standard(tag));
                }
                self.field = Some((self.depth, span.start, name.to_string(), String::new()));
            }
            Some(_) => {}
            None if name == "record" => self.record = Some((self.depth, span, Cells::default())),
            None if name == "updated" && self.depth == 2 => {
                self.field = Some((self.depth, span.start, name.to_string(), String::new()));
            }
            None => {}
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        if let Some((_, _, _, collected)) = &mut self.field {
            collected.push_str(text);
        }
    }

    fn close(&mut self, end: usize, rows: &mut Rows<'_>) {
        if let Some((_, start, name, text)) = self.field.take_if(|(depth, ..)| *depth == self.depth) {
            match &mut self.record {
                None => self.updated = Date::parse(text.trim()),
                Some((_, span, cells)) => match name.as_str() {
                    "name" => cells.name = text,
                    "protocol" => cells.transport = text,
                    "description" => cells.description = text,
                    "note" => cells.notes = text,
                    "number" => {
                        *span = Span::new(start, end);
                        cells.number = text;
                    }
                    _ => {}
                },
            }
        }
        if let Some((_, span, cells)) = self.record.take_if(|(depth, ..)| *depth == self.depth) {
            rows.take(span, cells);
        }
        self.depth = self.depth.saturating_sub(1);
    }
}

// What `<xref type="rfc" data="rfc8314"/>` refers to, as the list's CSV writes it.
fn standard(tag: &BytesStart<'_>) -> Option<String> {
    let value = |name: &str| {
        let attribute = tag.try_get_attribute(name).ok().flatten()?;
        attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    };
    let data = value("data")?;
    match value("type")?.as_str() {
        "rfc" => Some(data.replacen("rfc", "RFC", 1)).filter(|data| is_standard(data)),
        "draft" => Some(data).filter(|data| is_standard(data)),
        _ => None,
    }
}
