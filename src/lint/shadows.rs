//! Tables typed by hand that say what the registry says. The registry will change and they won't,
//! so a generated table should stand in their place.
//!
//! Only a table that could be replaced without losing a word is reported: each column states
//! something that a generated table shows, and each cell says what the registry says. A cell that
//! says something else is a wrong claim or a table of its own, and neither is this rule's business.

pub mod cells;

use super::ignored::is_exempt;
use super::prose::Prose;
use super::{Check, Findings, Rule, Subject};
use crate::base::registry::PortId;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::model::Site;
use crate::syntax::blocks::ports::Column;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::passages::{Cell, Kind, Passage};
use crate::syntax::text::shown;
use cells::Reader;
use std::collections::{BTreeMap, BTreeSet};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "shadows",
    looks_at: Noun { en: "tables typed by hand", zh: "手写的表格" },
    check: Check::Site(check),
    plant: plant!(send "。\n\
                  \n\
                  | 服务 | 端口 | 加密 |\n\
                  |---|---|---|\n\
                  | submissions | 465 | 隐式 TLS |\n\
                  | IMAPS | 993 | 隐式 TLS |"),
};

/// A table that restates the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shadow {
    /// All of it, whole lines without the last line break.
    pub span: Span,
    /// The entries, row by row.
    pub ids: Vec<PortId>,
    /// The columns of the table that would replace it.
    pub columns: Vec<Column>,
    /// What each row states in each of these columns, in the words of a generated cell and folded as
    /// [`cells::fold`] does.
    pub stated: Vec<BTreeMap<Column, Vec<String>>>,
}

/// A table that pairs entries with their numbers and says more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// What a generated table would lose.
    pub span: Span,
    /// Why it can't be replaced.
    pub why: Text,
}

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for page in subject.prose {
        let tables = tables(&page.passages.list);
        findings.look(tables.len());
        for shadow in of_page(page, subject.site).into_iter().flatten() {
            let message = text!("this table restates the registry", "这个表格重复了登记表的内容");
            let path = page.path;
            let help = text!(
                "replace it by a generated one, as `portolan adopt {path}` does",
                "请改用生成的端口表，`portolan adopt {path}` 可代为替换"
            );
            let [ids, columns] = shadow.lines();
            let first = shadow.span.start;
            let line = page.source[first..].lines().next().map_or(0, str::len);
            findings.report(
                Diagnostic::new(Code::ShadowTable, path, Span::new(first, first + line), message)
                    .label(text!("typed by hand", "手写"))
                    .help(help)
                    .note(text!(
                        "the block `ports` has `{ids}` and `{columns}`",
                        "`ports` 块写作 `{ids}` 和 `{columns}`"
                    )),
            );
        }
    }
}

impl Shadow {
    /// The block that would replace it.
    pub fn block(&self) -> String {
        let [ids, columns] = self.lines();
        format!("```ports\n{ids}\n{columns}\n```")
    }

    fn lines(&self) -> [String; 2] {
        let ids: Vec<&str> = self.ids.iter().map(PortId::as_str).collect();
        let columns: Vec<&str> = self.columns.iter().map(|column| column.word()).collect();
        [format!("ids: [{}]", ids.join(", ")), format!("columns: [{}]", columns.join(", "))]
    }
}

/// The tables of a page that pair entries of the registry with their numbers, in reading order, without those
/// that their author wants to keep.
pub fn to_adopt(page: &Prose<'_>, site: &Site) -> Vec<Result<Shadow, Unfit>> {
    let mut tables = of_page(page, site);
    tables.retain(|table| {
        let span = match table {
            Ok(shadow) => shadow.span,
            Err(unfit) => unfit.span,
        };
        !is_exempt(RULE.name, page, span.start)
    });
    tables
}

fn of_page(page: &Prose<'_>, site: &Site) -> Vec<Result<Shadow, Unfit>> {
    let reader = Reader { site, lang: page.lang };
    let tables = tables(&page.passages.list);
    tables.values().filter_map(|table| table.read(page.source, &reader)).collect()
}

/// A table as written; rows and columns count from 0, row 0 is the head.
#[derive(Debug, Default)]
struct Table<'a> {
    cells: BTreeMap<(usize, usize), &'a Passage>,
    rows: usize,
    columns: usize,
}

fn tables(passages: &[Passage]) -> BTreeMap<usize, Table<'_>> {
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
    // `None` when it is about something else, or says something else.
    fn read(&self, source: &str, reader: &Reader<'_>) -> Option<Result<Shadow, Unfit>> {
        let entries = self.entries(reader)?;
        let span = self.span(source)?;
        let written = |cell: &&&Passage| &source[cell.span.start..cell.span.end];
        if let Some(cell) =
            self.cells.values().find(|cell| written(cell).contains("[^") || written(cell).contains('<'))
        {
            let why = text!(
                "a port table has no notes and no HTML in its cells",
                "端口表的单元格里没有脚注和 HTML"
            );
            return Some(Err(Unfit { span: cell.span, why }));
        }
        let mut columns = Vec::new();
        let mut stated: Vec<BTreeMap<Column, Vec<String>>> = vec![BTreeMap::new(); entries.ports.len()];
        let mut is_twice = false;
        for column in 0..self.columns {
            let rows = || self.body(column).zip(&entries.ports);
            let all =
                |kind| rows().map(|(cell, port)| reader.stated(kind, cell, port)).collect::<Option<_>>();
            let (kind, words): (Column, Vec<Vec<String>>) = if column == entries.number {
                (Column::Number, rows().map(|(_, port)| vec![port.number.to_string()]).collect())
            } else if column == entries.service {
                (
                    Column::Service,
                    rows().map(|(_, port)| vec![cells::fold(port.name.get(reader.lang))]).collect(),
                )
            } else if let Some(words) =
                rows().map(|(cell, port)| cells::stated_transports(cell, port)).collect()
            {
                // The transports of a generated table stand below the names.
                (Column::Service, words)
            } else if let Some(found) = cells::FACTS.iter().find_map(|kind| {
                // An empty column is for readers to fill in.
                let stated: Vec<Vec<String>> = all(*kind)?;
                stated.iter().any(|words| !words.is_empty()).then_some((*kind, stated))
            }) {
                found
            } else {
                return self.unfit(column, span).map(Err);
            };
            is_twice |= columns.contains(&kind) && kind != Column::Service;
            if !columns.contains(&kind) {
                columns.push(kind);
            }
            for (row, words) in stated.iter_mut().zip(words) {
                row.entry(kind).or_default().extend(words);
            }
        }
        if is_twice {
            return None;
        }
        let ids = entries.ports.iter().map(|port| port.id.clone()).collect();
        Some(Ok(Shadow { span, ids, columns, stated }))
    }

    fn unfit(&self, column: usize, span: Span) -> Option<Unfit> {
        let head = self.cells.get(&(0, column))?;
        let name = shown(&head.text);
        let why = text!(
            "a port table has nothing that says the same as the column `{name}`",
            "端口表里没有与 `{name}` 这一栏相同的内容"
        );
        Some(Unfit { span: if head.text.is_empty() { span } else { head.span }, why })
    }

    // The column of numbers, the column of names, and the one entry that each row means.
    fn entries<'s>(&self, reader: &Reader<'s>) -> Option<cells::Entries<'s>> {
        if self.rows < 3 {
            return None;
        }
        let is_number = |column: &usize| self.body(*column).all(|cell| cells::number(cell).is_some());
        let number = (0..self.columns).find(is_number)?;
        let others = (0..self.columns).filter(|column| *column != number);
        others.into_iter().find_map(|service| {
            let rows = self.body(number).zip(self.body(service));
            let ports: Option<Vec<_>> = rows.map(|(number, name)| reader.entry(number, name)).collect();
            let ports = ports.filter(|ports| {
                ports.iter().map(|port| &port.id).collect::<BTreeSet<_>>().len() == ports.len()
            })?;
            Some(cells::Entries { number, service, ports })
        })
    }

    fn body(&self, column: usize) -> impl Iterator<Item = &'a Passage> + '_ {
        // A row that is short of a cell has an empty one in its place.
        (1..self.rows).map_while(move |row| self.cells.get(&(row, column)).copied())
    }

    // Whole lines; `None` for a table inside of a quote, a list or a footnote, where no generated
    // block may stand.
    fn span(&self, source: &str) -> Option<Span> {
        let first = self.cells.values().map(|cell| cell.span.start).min()?;
        let last = self.cells.values().map(|cell| cell.span.end).max()?;
        let start = source[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = source[last..].find('\n').map_or(source.len(), |at| last + at);
        let indent = &source[start..first];
        let is_top = indent.trim_matches(['|', ' ']).is_empty() && !indent.starts_with(' ');
        is_top.then(|| Span::new(start, end - usize::from(source[..end].ends_with('\r'))))
    }
}
