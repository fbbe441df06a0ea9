//! IANA's list of service names and port numbers, as CSV or as XML, the way IANA publishes both.
//!
//! A list comes from outside: a damaged one is reported at its place and nothing is compared with
//! it, since every row that could not be read would look like a port that IANA does not know.

mod csv;
#[cfg(test)]
mod tests;
mod xml;

use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::base::registry::{PortNumber, Transport};
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::syntax::text::shown;

/// The list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The day that the list bears; IANA's CSV bears none.
    pub updated: Option<Date>,
    /// The rows that have a number, in the order of the file.
    pub rows: Vec<Row>,
}

/// A row of the list. IANA registers a name for one number (or range) and one transport in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where its first line stands.
    pub span: Span,
    /// The service name; `None` where a number is reserved, unassigned or used without a name.
    pub name: Option<String>,
    /// The number or range.
    pub number: PortNumber,
    /// The transport; `None` where the row is about all of them, or about one that is not known here.
    pub transport: Option<Transport>,
    /// What IANA says about it, in one line.
    pub description: String,
    /// The standards that it cites, as the list writes them: `RFC8314`, `RFC-ietf-…`, `draft-…`.
    pub references: Vec<String>,
    /// Assignment notes, in one line.
    pub notes: String,
}

impl Row {
    /// Whether the list itself says that the name is out of use.
    pub fn is_historic(&self) -> bool {
        let said = [&self.description, &self.notes].map(|text| text.to_lowercase());
        let words = ["historic", "deprecated", "obsolete"];
        said.iter().any(|said| words.iter().any(|word| said.contains(word)))
    }
}

/// The largest number of rows with mistakes that are reported.
const MOST_REPORTED: usize = 20;

/// Reads the list. `None` when it is damaged or another file; then at least one problem says so.
pub fn parse(path: &SourcePath, text: &str, problems: &mut Vec<Diagnostic>) -> Option<List> {
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut rows = Rows { path, rows: Vec::new(), faults: Vec::new() };
    let is_xml = text[bom..].trim_start().starts_with('<');
    let read = match is_xml {
        true => xml::read(text, bom, &mut rows),
        false => csv::read(text, bom, &mut rows).map(|()| None),
    };
    let none = || (Span::at(bom), text!("the list has no row with a port number", "列表里没有带端口号的行"));
    let read = read.and_then(|updated| match rows.rows.is_empty() && rows.faults.is_empty() {
        true => Err(none()),
        false => Ok(updated),
    });
    let is_whole = rows.faults.is_empty();
    problems.extend(rows.faults);
    match read {
        Ok(updated) => is_whole.then_some(List { updated, rows: rows.rows }),
        Err((span, message)) => {
            let problem = Diagnostic::new(Code::DamagedList, path, span, message);
            problems.push(problem.help(text!(
                "get the list from https://www.iana.org/assignments/service-names-port-numbers/ as CSV or XML",
                "请从 https://www.iana.org/assignments/service-names-port-numbers/ 重新取得 CSV 或 XML 文件"
            )));
            None
        }
    }
}

// A file that is not the list, or damaged: where, and how.
type Damage = (Span, Text);

// The cells of a row as written.
#[derive(Debug, Default)]
struct Cells {
    name: String,
    number: String,
    transport: String,
    description: String,
    references: Vec<String>,
    notes: String,
}

struct Rows<'a> {
    path: &'a SourcePath,
    rows: Vec<Row>,
    faults: Vec<Diagnostic>,
}

impl Rows<'_> {
    // Takes a row that stands at `span`. Names without a number are not about ports.
    fn take(&mut self, span: Span, cells: Cells) {
        if cells.number.trim().is_empty() || self.faults.len() == MOST_REPORTED {
            return;
        }
        let Some(number) = number(cells.number.trim()) else {
            let written = shown(cells.number.trim());
            return self.fault(
                span,
                text!("`{written}` is not a port number of the list", "列表中的 `{written}` 不是端口号"),
            );
        };
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = line(&cells.name);
        let protocol = cells.transport.trim().to_lowercase();
        let transport = Transport::ALL.iter().find(|transport| transport.word() == protocol);
        if transport.is_none() && !protocol.is_empty() {
            let written = shown(&protocol);
            return self.fault(
                span,
                text!("`{written}` is not a transport of the list", "列表中的 `{written}` 不是传输协议"),
            );
        }
        self.rows.push(Row {
            span,
            name: (!name.is_empty()).then_some(name),
            number,
            transport: transport.copied(),
            description: line(&cells.description),
            references: cells.references,
            notes: line(&cells.notes),
        });
    }

    fn fault(&mut self, span: Span, message: Text) {
        let problem = Diagnostic::new(Code::DamagedRow, self.path, span, message);
        self.faults.push(problem.help(text!(
            "nothing was compared with this list; get it again, or correct the row",
            "没有与这份列表作任何比较；请重新取得列表，或改正这一行"
        )));
    }
}

// `465`, `6665-6669`: decimal digits and nothing else, as in the list.
fn number(text: &str) -> Option<PortNumber> {
    let decimal = |text: &str| {
        let is_decimal = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|_| is_decimal)
    };
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (decimal(first)?, decimal(last)?);
    (first <= last).then_some(PortNumber { first, last })
}

// Whether a reference is a standard, on its way to be one, or a draft of it: not a person or a page.
fn is_standard(reference: &str) -> bool {
    let has = |start: &str| reference.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    has("RFC") || has("draft-")
}
