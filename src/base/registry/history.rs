//! What became of the registry, day by day.

use super::{Bilingual, Date};
use serde::{Deserialize, Serialize};

/// What changed on a day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Edition {
    /// The day.
    pub date: Date,
    /// What a person has to say of it.
    pub note: Option<Bilingual>,
    /// The entries that changed.
    pub changes: Vec<Event>,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Event {
    /// The entry, as `kind/id`. It need not exist any more.
    pub entry: String,
    /// What was done.
    pub change: Deed,
    /// What it was called before, as `kind/id`, where it was renamed.
    pub from: Option<String>,
    /// The fields that changed.
    pub fields: Vec<Field>,
}

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Field {
    /// Its name, with the fields around it: `name.zh`.
    pub field: String,
    /// What it said, of a list what went from it; nothing where it was not written.
    pub was: Option<String>,
    /// What it says, of a list what came to it.
    pub now: Option<String>,
}

/// What was done to an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Deed {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another id.
    Renamed,
    /// Some of its fields say something else.
    Changed,
}

impl Deed {
    /// All of them.
    pub const ALL: &'static [Deed] = &[Deed::Added, Deed::Removed, Deed::Renamed, Deed::Changed];

    /// The word in the history.
    pub fn word(self) -> &'static str {
        match self {
            Deed::Added => "added",
            Deed::Removed => "removed",
            Deed::Renamed => "renamed",
            Deed::Changed => "changed",
        }
    }
}
