//! The filters of the port table, in a form that needs no script: a radio `e2` and the rows with
//! the class `e2`. The stylesheet knows the pairs by position, so it serves any families.

use super::ports::Group;
use super::table::Row;
use super::{Chip, Reader};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The filters of a table.
#[derive(Clone, Debug, Serialize)]
pub struct Filters {
    /// One choice each.
    pub sets: Vec<Set>,
    /// What the script says of one row that is left, and of `{n}` rows.
    pub one: String,
    /// See `one`.
    pub many: String,
}

/// A choice among the values of a column.
#[derive(Clone, Debug, Serialize)]
pub struct Set {
    /// Its name in addresses, and the letter of its classes.
    pub name: &'static str,
    /// What is chosen.
    pub legend: String,
    /// The values that occur, the commonest first.
    pub options: Vec<Choice>,
}

/// A value of a column.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// The class of its rows.
    pub id: String,
    /// Its name in addresses.
    pub value: String,
    /// Its name for readers.
    pub text: String,
}

// How many values of a column the stylesheet can tell apart.
const MOST: usize = 12;

impl Reader<'_> {
    /// Makes the filters of these tables, and marks their rows for them.
    pub(super) fn filters(&self, groups: &mut [Group]) -> Filters {
        let value = |chip: &Chip| (chip.kind.to_string(), chip.text.clone());
        let family = |id: &str| (id.to_string(), self.words.text(&format!("family.{id}")).to_string());
        let sets = vec![
            self.set("e", "encryption", groups, |row| row.encryption.iter().map(value).collect()),
            self.set("d", "direction", groups, |row| vec![value(&row.direction)]),
            self.set("f", "family", groups, |row| vec![family(&row.family)]),
        ];
        let [one, many] = [self.words.count("filter_count", 1), self.words.text("filter_count").to_string()];
        Filters { sets, one, many }
    }

    fn set(
        &self,
        name: &'static str,
        column: &str,
        groups: &mut [Group],
        values: impl Fn(&Row) -> Vec<Value>,
    ) -> Set {
        let rows = || groups.iter().flat_map(|group| &group.table.rows);
        let options = options(name, rows().flat_map(&values));
        for row in groups.iter_mut().flat_map(|group| &mut group.table.rows) {
            let held = values(row);
            let marks = options.iter().filter(|option| held.iter().any(|(value, _)| *value == option.value));
            row.marks.extend(marks.map(|option| option.id.clone()));
        }
        Set { name, legend: self.words.text(column).to_string(), options }
    }
}

// The name in addresses and the name for readers.
type Value = (String, String);

fn options(name: &str, values: impl Iterator<Item = Value>) -> Vec<Choice> {
    let mut counts: BTreeMap<Value, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let numbered = counts.into_iter().take(MOST).zip(1..);
    numbered.map(|(((value, text), _), at)| Choice { id: format!("{name}{at}"), value, text }).collect()
}
