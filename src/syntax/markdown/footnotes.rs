//! Footnotes: their definitions, kept until the end, and their numbers.
//!
//! Numbers follow the first references in reading order, as on GitHub. Nothing here writes HTML.

use super::events::Located;
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

// Numbers, not labels: ids are the same in both languages.
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
