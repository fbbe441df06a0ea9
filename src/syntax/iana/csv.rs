//! The list as CSV (RFC 4180): cells in quotes may hold commas and line breaks.

use super::{Cells, Damage, Rows, is_standard};
use crate::base::span::Span;
use crate::diag;

/// The columns that are read. The list has others: who asked for a name and when.
const COLUMNS: [&str; 6] =
    ["Service Name", "Port Number", "Transport Protocol", "Description", "Reference", "Assignment Notes"];

/// Reads the rows of a list that begins at byte `start`.
pub(super) fn read(text: &str, start: usize, rows: &mut Rows<'_>) -> Result<(), Damage> {
    let mut records = Records { text, at: start };
    let (span, head) = records.next().transpose()?.unwrap_or((Span::at(start), Vec::new()));
    let columns = COLUMNS.map(|name| head.iter().position(|cell| cell.trim() == name));
    let missing: Vec<&str> =
        COLUMNS.into_iter().zip(columns).filter(|(_, at)| at.is_none()).map(|(name, _)| name).collect();
    if !missing.is_empty() {
        let diag::Text { en, zh } = diag::names(missing);
        let message = text!(
            "this is not IANA's list: its first line has no {en}",
            "这不是 IANA 的列表：第一行没有 {zh}"
        );
        return Err((span, message));
    }
    for record in records {
        let (span, mut cells) = record?;
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if cells.len() != head.len() {
            let (found, expected) = (cells.len(), head.len());
            rows.fault(
                span,
                text!(
                    "the cells are not as many as in the first line: {found} instead of {expected}",
                    "单元格数与第一行不同：应有 {expected} 个，实有 {found} 个"
                ),
            );
            continue;
        }
        let [name, number, transport, description, references, notes] =
            columns.map(|at| std::mem::take(&mut cells[at.expect("the columns are there")]));
        let references = bracketed(&references);
        rows.take(span, Cells { name, number, transport, description, references, notes });
    }
    Ok(())
}

// `[RFC7858][RFC8094]`
fn bracketed(text: &str) -> Vec<String> {
    let parts = text.split('[').skip(1).filter_map(|part| part.split_once(']'));
    parts.map(|(inner, _)| inner.trim().to_string()).filter(|inner| is_standard(inner)).collect()
}

// Records with the places of their first lines. After a fault there are none.
struct Records<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Records<'_> {
    type Item = Result<(Span, Vec<String>), Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        let begin = self.at;
        if begin >= self.text.len() {
            return None;
        }
        let mut cells = Vec::new();
        loop {
            match self.cell() {
                Ok((cell, ends)) => {
                    cells.push(cell);
                    if ends {
                        break;
                    }
                }
                Err(damage) => {
                    self.at = self.text.len();
                    return Some(Err(damage));
                }
            }
        }
        let record = &self.text[begin..self.at];
        let first = record.find(['\r', '\n']).unwrap_or(record.len());
        Some(Ok((Span::new(begin, begin + first), cells)))
    }
}

impl Records<'_> {
    // The next cell, and whether the record ends with it.
    fn cell(&mut self) -> Result<(String, bool), Damage> {
        let rest = &self.text[self.at..];
        let Some(mut inner) = rest.strip_prefix('"') else {
            let end = rest.find([',', '\r', '\n']).unwrap_or(rest.len());
            self.at += end;
            return Ok((rest[..end].to_string(), self.separator()));
        };
        let opening = self.at;
        let mut cell = String::new();
        loop {
            let Some(quote) = inner.find('"') else {
                let message = text!("a cell in quotes is not closed", "有单元格的引号没有闭合");
                return Err((Span::new(opening, opening + 1), message));
            };
            cell.push_str(&inner[..quote]);
            inner = &inner[quote + 1..];
            match inner.strip_prefix('"') {
                Some(after) => {
                    cell.push('"');
                    inner = after;
                }
                None => break,
            }
        }
        self.at = self.text.len() - inner.len();
        if !(inner.is_empty() || inner.starts_with([',', '\r', '\n'])) {
            let message = text!("something follows the quotes of a cell", "单元格的引号之后还有内容");
            return Err((Span::at(self.at), message));
        }
        Ok((cell, self.separator()))
    }

    // Passes what follows a cell; whether that ends the record.
    fn separator(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let length = match rest.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        self.at += length;
        !rest.starts_with(',')
    }
}
