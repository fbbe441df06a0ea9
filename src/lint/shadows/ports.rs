//! Tables that pair entries of the registry with their numbers, and what a block `ports` says in their stead.

use super::Unfit;
use super::cells::{self, Reader};
use super::grid::Table;
use crate::base::registry::{Port, PortId};
use crate::base::span::Span;
use crate::syntax::blocks::ports::Column;
use crate::syntax::markdown::passages::{OBJECT, Passage};
use std::collections::{BTreeMap, BTreeSet};

/// What a table says of ports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ports {
    /// The entries, row by row.
    pub ids: Vec<PortId>,
    /// The columns of the table that would replace it.
    pub columns: Vec<Column>,
    /// What each row states in each of these columns, in the words of a generated cell and folded as
    /// [`cells::fold`] does.
    pub stated: Vec<BTreeMap<Column, Vec<String>>>,
}

impl Ports {
    /// The lines of the block.
    pub fn lines(&self) -> Vec<String> {
        let ids: Vec<&str> = self.ids.iter().map(PortId::as_str).collect();
        let columns: Vec<&str> = self.columns.iter().map(|column| column.word()).collect();
        vec![format!("ids: [{}]", ids.join(", ")), format!("columns: [{}]", columns.join(", "))]
    }
}

// The column of numbers, the column of names, and the one entry that each row means.
struct Entries<'s> {
    number: usize,
    service: usize,
    ports: Vec<&'s Port>,
}

/// Reads a table that has this place; `None` when it is about something else, or says something else.
pub(super) fn read(table: &Table<'_>, span: Span, reader: &Reader<'_>) -> Option<Result<Ports, Unfit>> {
    let entries = entries(table, reader)?;
    let mut columns = Vec::new();
    let mut stated: Vec<BTreeMap<Column, Vec<String>>> = vec![BTreeMap::new(); entries.ports.len()];
    let mut is_twice = false;
    for column in 0..table.columns {
        let Some((kind, words)) = facts(table, column, &entries, reader) else {
            let is_of_modes = |cell| cells::modes(cell).is_some_and(|modes| !modes.is_empty());
            let mut rows = table.body(column).zip(&entries.ports);
            let wrong = rows.find(|(cell, port)| reader.stated(Column::Encryption, cell, port).is_none());
            if let Some((cell, port)) = wrong.filter(|_| table.body(column).all(is_of_modes)) {
                return Some(Err(cells::contradicted(cell, port.id.as_str())));
            }
            let holder = text!("a port table", "端口表");
            return Some(Err(table.unfit(column, span, &holder)?));
        };
        is_twice |= columns.contains(&kind) && kind != Column::Service;
        if !columns.contains(&kind) {
            columns.push(kind);
        }
        for (row, words) in stated.iter_mut().zip(words) {
            row.entry(kind).or_default().extend(words);
        }
    }
    let ids = entries.ports.iter().map(|port| port.id.clone()).collect();
    (!is_twice).then_some(Ok(Ports { ids, columns, stated }))
}

/// Why a table that has ports of the registry in a column is none that could be replaced; `None` when it has
/// none.
pub(super) fn unread(table: &Table<'_>, span: Span, reader: &Reader<'_>) -> Option<Unfit> {
    let is_filled = |cell: &Passage| cell.text.contains(OBJECT);
    let has_number = |cell: &Passage| {
        let number = cells::number(cell).map(|(number, _)| number);
        number.is_some_and(|number| reader.site.ports.values().any(|port| port.number.to_string() == number))
    };
    let why = match table.column(has_number) {
        None => {
            let column = table.column(|cell| is_filled(cell) || has_number(cell))?;
            table.body(column).find(|cell| is_filled(cell))?;
            text!("its cells take their ports from the registry already", "它的端口已经取自登记表")
        }
        Some(_) if table.rows < 3 => text!("it has one row", "它只有一行"),
        Some(column) if !are_different(table.body(column)) => {
            text!("a port stands in more than one row", "有的端口写了不止一行")
        }
        Some(_) => text!(
            "no column names the entries that the registry has on these ports",
            "没有一栏写明登记表里这些端口的条目"
        ),
    };
    Some(Unfit { span, why })
}

fn are_different<'a>(cells: impl Iterator<Item = &'a Passage>) -> bool {
    let mut known = BTreeSet::new();
    cells.map(cells::number).all(|number| known.insert(number))
}

// Which column of a generated table says the same, and in which words.
fn facts(
    table: &Table<'_>,
    column: usize,
    entries: &Entries<'_>,
    reader: &Reader<'_>,
) -> Option<(Column, Vec<Vec<String>>)> {
    let rows = || table.body(column).zip(&entries.ports);
    if column == entries.number {
        return Some((Column::Number, rows().map(|(_, port)| vec![port.number.to_string()]).collect()));
    }
    if column == entries.service {
        let name = |port: &Port| cells::fold(port.name.get(reader.lang));
        return Some((Column::Service, rows().map(|(_, port)| vec![name(port)]).collect()));
    }
    // The transports of a generated table stand below the names.
    if let Some(words) = rows().map(|(cell, port)| cells::stated_transports(cell, port)).collect() {
        return Some((Column::Service, words));
    }
    cells::FACTS.iter().find_map(|kind| {
        let stated = rows().map(|(cell, port)| reader.stated(*kind, cell, port));
        // An empty column is for readers to fill in.
        let stated: Vec<Vec<String>> = stated.collect::<Option<_>>()?;
        stated.iter().any(|words| !words.is_empty()).then_some((*kind, stated))
    })
}

fn entries<'s>(table: &Table<'_>, reader: &Reader<'s>) -> Option<Entries<'s>> {
    let number = table.column(|cell| cells::number(cell).is_some())?;
    let others = (0..table.columns).filter(|column| *column != number);
    others.into_iter().find_map(|service| {
        let rows = table.body(number).zip(table.body(service));
        let ports: Option<Vec<_>> = rows.map(|(number, name)| reader.entry(number, name)).collect();
        let ports = ports.filter(|ports| {
            ports.iter().map(|port| &port.id).collect::<BTreeSet<_>>().len() == ports.len()
        })?;
        Some(Entries { number, service, ports })
    })
}
