//! Footnotes: their definitions, kept until the end, their numbers, and the list they make.
//!
//! Numbers follow the first references in reading order, as on GitHub. Ids are made of numbers and
//! not of labels, so that they are the same in both languages.

use super::events::Located;
use super::write::Writer;
use crate::syntax::markdown::Piece;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::BTreeMap;

/// Definitions taken out of the text.
#[derive(Debug, Default)]
pub(super) struct Definitions<'a> {
    closed: BTreeMap<String, Vec<Located<'a>>>,
    // A definition may stand inside another one.
    open: Vec<(String, Vec<Located<'a>>)>,
}

impl<'a> Definitions<'a> {
    /// Keeps what belongs to a definition and gives back what does not.
    pub(super) fn sift(&mut self, located: Located<'a>) -> Option<Located<'a>> {
        match &located.0 {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.open.push((fold(label), Vec::new()));
                return None;
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                let (label, events) = self.open.pop()?;
                self.closed.entry(label).or_insert(events);
                return None;
            }
            _ => {}
        }
        let Some((_, events)) = self.open.last_mut() else { return Some(located) };
        events.push(located);
        None
    }

    /// Numbers what the definitions themselves refer to, then gives all that have a number, in
    /// order.
    pub(super) fn referenced(mut self, numbers: &mut Numbers) -> Vec<(String, Vec<Located<'a>>)> {
        let mut notes = Vec::new();
        while let Some(label) = numbers.order.get(notes.len()).cloned() {
            let events = self.closed.remove(&label).unwrap_or_default();
            for (event, _) in &events {
                if let Event::FootnoteReference(label) = event {
                    numbers.count(label);
                }
            }
            notes.push((label, events));
        }
        notes
    }
}

impl Writer<'_, '_> {
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

    /// Writes the list of footnotes.
    pub(super) fn notes(&mut self, definitions: Definitions<'_>) {
        let notes = definitions.referenced(&mut self.numbers);
        if notes.is_empty() {
            return;
        }
        self.begin_notes();
        self.sink.piece(Piece::FootnotesStart);
        self.sink.markup("\n<ol>\n");
        for (at, (label, mut events)) in notes.into_iter().enumerate() {
            self.sink.markup(&format!("<li id=\"fn-{}\">", at + 1));
            let paragraph = events.pop_if(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)));
            let mut events = events.into_iter().peekable();
            while let Some(located) = events.next() {
                self.event(located, events.peek());
            }
            self.flush();
            let back = back_links(&self.numbers.references(&label));
            match paragraph {
                Some(end) => {
                    self.sink.markup(&format!(" {back}"));
                    self.event(end, None);
                }
                None => {
                    self.begin_block();
                    self.sink.markup(&format!("<p>{back}</p>\n"));
                }
            }
            self.sink.markup("</li>\n");
        }
        self.sink.markup("</ol>\n");
        self.sink.piece(Piece::FootnotesEnd);
        self.sink.line();
    }
}

// `doc-backlink` has a name in the reader's own language, so no word of ours is needed.
fn back_links(references: &[String]) -> String {
    let links = references.iter().enumerate().map(|(at, id)| {
        let nth = if at == 0 { String::new() } else { format!("<sup>{}</sup>", at + 1) };
        format!("<a href=\"#{id}\" class=\"footnote-back\" role=\"doc-backlink\">↩\u{fe0e}{nth}</a>")
    });
    links.collect::<Vec<_>>().join(" ")
}

/// The numbers of footnotes and of the references to them.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    order: Vec<String>,
    notes: BTreeMap<String, Note>,
}

#[derive(Debug)]
struct Note {
    number: usize,
    counted: usize,
    written: usize,
}

impl Numbers {
    /// Takes note of a reference.
    pub(super) fn count(&mut self, label: &str) {
        let label = fold(label);
        let number = self.order.len() + 1;
        let note = self.notes.entry(label.clone()).or_insert_with(|| {
            self.order.push(label);
            Note { number, counted: 0, written: 0 }
        });
        note.counted += 1;
    }

    /// The number of the footnote and the id of the next reference to it.
    pub(super) fn write(&mut self, label: &str) -> Option<(usize, String)> {
        let note = self.notes.get_mut(&fold(label))?;
        note.written += 1;
        Some((note.number, reference_id(note.number, note.written)))
    }

    /// The ids of all references to footnote `label`.
    pub(super) fn references(&self, label: &str) -> Vec<String> {
        let note = self.notes.get(label);
        note.map_or(Vec::new(), |note| (1..=note.counted).map(|nth| reference_id(note.number, nth)).collect())
    }
}

fn reference_id(number: usize, nth: usize) -> String {
    match nth {
        1 => format!("fnref-{number}"),
        nth => format!("fnref-{number}-{nth}"),
    }
}

fn fold(label: &str) -> String {
    label.to_lowercase()
}

/// Whether an id could be one of those above.
pub(super) fn is_reserved(id: &str) -> bool {
    let rest = id.strip_prefix("fn-").or_else(|| id.strip_prefix("fnref-"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
