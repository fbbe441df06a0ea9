//! What `portolan registry diff` found, as a day of the history.

use super::diff::{moved, said};
use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::base::registry::history::{Deed, Edition, Event, Field};
use crate::diag::Failure;
use crate::model::changes::{Change, FieldChange, Kind};
use crate::syntax::registry::history;
use serde_json::Value;
use std::fs;
use std::io;
use std::path::Path;

/// Reads the day of an option.
pub(super) fn day(text: &str) -> Result<Date, &'static str> {
    Date::parse(text).ok_or("a day is written as 2026-12-01")
}

/// Adds changes to the history of a site under a day and says how many: those that the day has already are not
/// new. What stands there stays as it was written.
pub(super) fn record(site: &Path, date: Date, changes: &[Change]) -> Result<usize, Failure> {
    let path = site.join(history::PATH);
    let mut text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            "# yaml-language-server: $schema=../../public/schema/history.json\n".into()
        }
        Err(error) => {
            let shown = path.display();
            return Err(Failure::io(text!("can't read `{shown}`", "无法读取 `{shown}`"), &error));
        }
    };
    let place = SourcePath::new(history::PATH).expect("is tame");
    let known = history::parse(&place, &text, &mut Vec::new());
    let known: Vec<&Event> =
        known.iter().filter(|edition| edition.date == date).flat_map(|edition| &edition.changes).collect();
    let mut events: Vec<Event> = changes.iter().map(event).collect();
    events.retain(|event| !known.contains(&event));
    let added = events.len();
    if added == 0 {
        return Ok(0);
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&history::write(&Edition { date, note: None, changes: events }));
    // Beside the file and then over it: whoever reads meanwhile sees the old one or the new one.
    let beside = path.with_file_name(".history.yaml.new");
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, &path));
    written.map(|()| added).map_err(|error| {
        let path = path.display();
        Failure::io(text!("can't write `{path}`", "不能写入 `{path}`"), &error)
    })
}

fn event(Change { entry, kind }: &Change) -> Event {
    let event = |change| Event { entry: entry.clone(), change, from: None, fields: Vec::new() };
    match kind {
        Kind::Added => event(Deed::Added),
        Kind::Removed => event(Deed::Removed),
        Kind::Renamed { from } => Event { from: Some(from.clone()), ..event(Deed::Renamed) },
        Kind::Changed { fields } => {
            Event { fields: fields.iter().map(field).collect(), ..event(Deed::Changed) }
        }
    }
}

fn field(FieldChange { field, old, new }: &FieldChange) -> Field {
    let (was, now) = match moved(old, new) {
        Some((went, came)) if !(went.is_empty() && came.is_empty()) => (listed(&went), listed(&came)),
        _ => (old.as_ref().map(said), new.as_ref().map(said)),
    };
    Field { field: field.clone(), was, now }
}

// Of a list, what did not change is not recorded.
fn listed(items: &[&Value]) -> Option<String> {
    let items: Vec<String> = items.iter().map(|item| said(item)).collect();
    (!items.is_empty()).then(|| items.join(", "))
}
