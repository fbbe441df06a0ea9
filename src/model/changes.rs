//! What differs between two states of a registry: entries and fields, by meaning. The order of
//! entries, comments and the spelling of YAML are not in the records, so they make no difference.

use super::read::{File, Trees};
use crate::syntax::registry::Entry;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The entry as `kind/id`; of a removed one, as it was called.
    pub entry: String,
    /// What was done.
    #[serde(flatten)]
    pub kind: Kind,
}

/// What was done to an entry.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase", tag = "change")]
pub enum Kind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another id and is the same otherwise.
    Renamed {
        /// What it was called, as `kind/id`.
        from: String,
    },
    /// Some of its fields differ.
    Changed {
        /// Which, in alphabetical order.
        fields: Vec<FieldChange>,
    },
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// The field, with the fields around it: `name.zh`.
    pub field: String,
    /// What it held; nothing where it was not written.
    pub old: Option<Value>,
    /// What it holds.
    pub new: Option<Value>,
}

// The records of a registry as values, by `kind/id`.
type Records = BTreeMap<String, Map<String, Value>>;

/// What changed from `old` to `new`, in the order of `kind/id`.
pub fn between(old: &Trees, new: &Trees) -> Vec<Change> {
    let (old, new) = (records(old), records(new));
    let gone = old.iter().filter(|(entry, _)| !new.contains_key(*entry));
    let mut gone: BTreeMap<String, &String> =
        gone.map(|(entry, record)| (nameless(entry, record), entry)).collect();
    let mut changes = Vec::new();
    for (entry, record) in &new {
        let kind = match old.get(entry) {
            Some(before) => Kind::Changed { fields: fields(before, record) },
            None => match gone.remove(&nameless(entry, record)) {
                Some(from) => Kind::Renamed { from: from.clone() },
                None => Kind::Added,
            },
        };
        if kind != (Kind::Changed { fields: Vec::new() }) {
            changes.push(Change { entry: entry.clone(), kind });
        }
    }
    changes.extend(gone.into_values().map(|entry| Change { entry: entry.clone(), kind: Kind::Removed }));
    changes.sort_by(|a, b| a.entry.cmp(&b.entry));
    changes
}

fn records(trees: &Trees) -> Records {
    let mut records = Records::new();
    put(&mut records, "port", &trees.ports, |port| port.id.to_string());
    put(&mut records, "service", &trees.services, |service| service.id.to_string());
    put(&mut records, "provider", &trees.providers, |provider| provider.id.to_string());
    put(&mut records, "term", &trees.terms, |term| term.id.to_string());
    put(&mut records, "error", &trees.errors, |error| error.id.to_string());
    put(&mut records, "client", &trees.clients, |client| client.id.to_string());
    put(&mut records, "cloud", &trees.clouds, |cloud| cloud.id.to_string());
    records
}

fn put<T: Serialize>(records: &mut Records, kind: &str, files: &[File<Entry<T>>], id: impl Fn(&T) -> String) {
    for file in files {
        let value = serde_json::to_value(&file.tree.value).expect("records hold nothing that JSON has not");
        let Value::Object(record) = value else { unreachable!("a record has fields") };
        // Of two entries with one id the first counts, as everywhere.
        records.entry(format!("{kind}/{}", id(&file.tree.value))).or_insert(record);
    }
}

// An entry without its id, to be found again under another one.
fn nameless(entry: &str, record: &Map<String, Value>) -> String {
    let kind = entry.split('/').next().unwrap_or_default();
    let mut record = record.clone();
    record.remove("id");
    format!("{kind} {}", Value::Object(record))
}

fn fields(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<FieldChange> {
    let (old, new) = (flat(old), flat(new));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changed = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    changed
        .map(|name| FieldChange {
            field: name.clone(),
            old: old.get(name).cloned(),
            new: new.get(name).cloned(),
        })
        .collect()
}

// Fields within fields get names with dots; what is null or an empty list is not written.
fn flat(record: &Map<String, Value>) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    for (name, value) in record {
        match value {
            Value::Object(inner) => {
                let inner = flat(inner).into_iter().map(|(part, value)| (format!("{name}.{part}"), value));
                fields.extend(inner);
            }
            Value::Null => {}
            Value::Array(items) if items.is_empty() => {}
            _ => {
                fields.insert(name.clone(), value.clone());
            }
        }
    }
    fields
}
