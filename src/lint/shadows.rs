//! Tables typed by hand that say what the registry says. The registry will change and they won't,
//! so a generated table should stand in their place.
//!
//! Only a table that could be replaced without losing a word is reported: each column states
//! something that a generated table of ports or the settings of a provider show, and each cell says what the
//! registry says. A cell that
//! says something else is a wrong claim or a table of its own, and neither is this rule's business.

pub mod cells;
mod grid;
pub mod ports;
pub mod servers;

use super::ignored::is_exempt;
use super::prose::Prose;
use super::{Check, Findings, Rule, Subject};
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::model::Site;
use crate::syntax::decode::Noun;
use cells::Reader;
use grid::Table;
use ports::Ports;
use servers::Servers;

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
    /// What it says.
    pub says: Says,
}

/// What a table says of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// Which entries have which ports.
    Ports(Ports),
    /// Which servers a provider has.
    Servers(Servers),
}

/// A table that could be one of these and says more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// What a generated table would lose.
    pub span: Span,
    /// Why it can't be replaced.
    pub why: Text,
}

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for page in subject.prose {
        findings.look(grid::tables(&page.passages.list).len());
        for shadow in of_page(page, subject.site).into_iter().flatten() {
            let message = text!("this table restates the registry", "这个表格重复了登记表的内容");
            let path = page.path;
            let help = text!(
                "replace it by a generated one, as `portolan adopt {path}` does",
                "请改用生成的内容，`portolan adopt {path}` 可代为替换"
            );
            let first = shadow.span.start;
            let line = page.source[first..].lines().next().map_or(0, str::len);
            findings.report(
                Diagnostic::new(Code::ShadowTable, path, Span::new(first, first + line), message)
                    .label(text!("typed by hand", "手写"))
                    .help(help)
                    .note(shadow.says.note()),
            );
        }
    }
}

impl Says {
    /// The word that begins the block that would say the same.
    pub fn kind(&self) -> &'static str {
        match self {
            Says::Ports(_) => "ports",
            Says::Servers(_) => "settings",
        }
    }

    /// The lines of the block.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Says::Ports(ports) => ports.lines(),
            Says::Servers(servers) => servers.lines(),
        }
    }

    fn note(&self) -> Text {
        let (kind, lines) = (self.kind(), self.lines());
        let (en, zh) = (lines.join("` and `"), lines.join("` 和 `"));
        text!("the block `{kind}` has `{en}`", "`{kind}` 块写作 `{zh}`")
    }
}

/// The tables of a page that say what the registry says, in reading order, without those that their author wants
/// to keep.
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
    let tables = grid::tables(&page.passages.list);
    tables.values().filter_map(|table| read(table, page.source, &reader)).collect()
}

// `None` when it is about something else, or says something else. One row is no table. Servers come first, since
// they have the names and numbers of ports as well.
fn read(table: &Table<'_>, source: &str, reader: &Reader<'_>) -> Option<Result<Shadow, Unfit>> {
    let place = table.place(source);
    let ports = || Some(ports::read(table, place, reader)?.map(Says::Ports));
    let servers = || Some(servers::read(table, place, reader)?.map(Says::Servers));
    let says = if table.rows < 3 { None } else { servers().or_else(ports) };
    let says = says.or_else(|| Some(Err(ports::unread(table, place, reader)?)))?;
    Some(says.and_then(|says| {
        if let Some(cell) = table.special(source) {
            let why = text!(
                "a generated table has no notes and no HTML in its cells",
                "生成的表格单元格里没有脚注和 HTML"
            );
            return Err(Unfit { span: cell.span, why });
        }
        match table.is_top(source) {
            true => Ok(Shadow { span: place, says }),
            false => Err(Unfit {
                span: place,
                why: text!(
                    "it stands in a list, a quotation or a footnote, where no generated block may stand",
                    "它在列表、引用或脚注里，那里不能放生成的块"
                ),
            }),
        }
    }))
}
