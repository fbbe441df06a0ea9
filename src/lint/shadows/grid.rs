//! A table as it is written, by rows and columns.

use super::Unfit;
use crate::base::span::Span;
use crate::diag::Text;
use crate::syntax::markdown::passages::{Cell, Kind, Passage};
use crate::syntax::text::shown;
use std::collections::BTreeMap;

/// A table. Rows and columns count from 0; row 0 is the head.
#[derive(Debug, Default)]
pub(super) struct Table<'a> {
    /// The cells by row and column.
    pub(super) cells: BTreeMap<(usize, usize), &'a Passage>,
    /// How many rows it has, with the head.
    pub(super) rows: usize,
    /// How many columns it has.
    pub(super) columns: usize,
}

/// The tables of a page by their numbers.
pub(super) fn tables(passages: &[Passage]) -> BTreeMap<usize, Table<'_>> {
    let mut tables: BTreeMap<usize, Table<'_>> = BTreeMap::new();
    for passage in passages {
        let Kind::Cell(Cell { table, row, column }) = passage.kind else { continue };
        let table = tables.entry(table).or_default();
        table.cells.insert((row, column), passage);
        table.rows = table.rows.max(row + 1);
        table.columns = table.columns.max(column + 1);
    }
    tables
}

impl<'a> Table<'a> {
    /// The head of a column.
    pub(super) fn head(&self, column: usize) -> Option<&'a Passage> {
        self.cells.get(&(0, column)).copied()
    }

    /// The cells of a column below its head.
    pub(super) fn body(&self, column: usize) -> impl Iterator<Item = &'a Passage> + '_ {
        // A row that is short of a cell has an empty one in its place.
        (1..self.rows).map_while(move |row| self.cells.get(&(row, column)).copied())
    }

    /// The first column all of whose cells below the head are such.
    pub(super) fn column(&self, is_such: impl Fn(&Passage) -> bool) -> Option<usize> {
        (0..self.columns).find(|column| self.body(*column).all(&is_such))
    }

    /// The first cell with something that no generated cell has: a note, or HTML.
    pub(super) fn special(&self, source: &str) -> Option<&'a Passage> {
        let is_special = |cell: &&Passage| {
            let written = &source[cell.span.start..cell.span.end];
            written.contains("[^") || written.contains('<')
        };
        self.cells.values().copied().find(is_special)
    }

    /// Where it is: whole lines without the last line break.
    pub(super) fn place(&self, source: &str) -> Span {
        let first = self.cells.values().map(|cell| cell.span.start).min().unwrap_or_default();
        let last = self.cells.values().map(|cell| cell.span.end).max().unwrap_or_default();
        let start = source[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = source[last..].find('\n').map_or(source.len(), |at| last + at);
        Span::new(start, end - usize::from(source[..end].ends_with('\r')))
    }

    /// Whether it stands in no quotation, list or footnote.
    pub(super) fn is_top(&self, source: &str) -> bool {
        // Marks of quotations stand in front of the line.
        let Some(first) = self.cells.values().min_by_key(|cell| cell.span.start) else { return false };
        let before = &source[self.place(source).start..first.span.start];
        first.depth == 0 && before.trim_matches(['|', ' ']).is_empty()
    }

    /// Why no generated table can take its place: what holds the words of a column nowhere.
    pub(super) fn unfit(&self, column: usize, place: Span, holder: &Text) -> Option<Unfit> {
        let head = self.head(column)?;
        let name = shown(&head.text);
        let (en, zh) = (&holder.en, &holder.zh);
        let why = text!(
            "{en} has nothing that says the same as the column `{name}`",
            "{zh}里没有与 `{name}` 这一栏相同的内容"
        );
        Some(Unfit { span: if head.text.is_empty() { place } else { head.span }, why })
    }
}
