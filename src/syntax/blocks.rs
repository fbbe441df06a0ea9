//! The bodies of generated blocks: `ports` and `settings`.

use crate::base::path::SourcePath;
use crate::base::registry::{FamilyId, PortId, ProviderId};
use crate::base::span::Spanned;
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text, nearest};
use crate::syntax::decode::fields::Fields;
use crate::syntax::decode::lists::one_or_more;
use crate::syntax::decode::scalars::{id, text, word};
use crate::syntax::decode::shape::{Shape, field, shape_of};
use crate::syntax::decode::{Noun, Reading, spanned};
use crate::syntax::markdown::Fence;
use crate::syntax::text::shown;
use crate::syntax::yaml::{self, Node};
use serde::{Deserialize, Serialize};

/// A fenced block that the generator fills from the registry.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Block {
    /// A port table.
    Ports(PortsBlock),
    /// The settings of a provider.
    Settings {
        /// Whose settings.
        provider: Spanned<ProviderId>,
    },
}

/// What a port table shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PortsBlock {
    /// Entries by id; empty when a family is asked for.
    pub ids: Vec<Spanned<PortId>>,
    /// All entries of a family.
    pub family: Option<Spanned<FamilyId>>,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// By number, or as written.
    pub order: Order,
    /// The caption, in the language of the article.
    pub caption: Option<String>,
}

/// A column of a port table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// `number`
    Number,
    /// `service`
    Service,
    /// `advice`
    Advice,
    /// `encryption`
    Encryption,
    /// `direction`
    Direction,
    /// `status`
    Status,
    /// `summary`
    Summary,
}

/// The order of the rows of a port table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Order {
    /// As the ids are written; for a family, by number.
    Given,
    /// By number.
    Number,
}

const PORTS: Noun = Noun { en: "a port table", zh: "端口表" };
const SETTINGS: Noun = Noun { en: "a settings block", zh: "设置块" };
const KINDS: [&str; 2] = ["ports", "settings"];

impl Column {
    /// Every column.
    pub const ALL: &'static [Column] = &[
        Column::Number,
        Column::Service,
        Column::Advice,
        Column::Encryption,
        Column::Direction,
        Column::Status,
        Column::Summary,
    ];

    /// The columns of a table that does not name any. A summary is a sentence or two: it has to be
    /// asked for, or it would push the facts off the page.
    pub const DEFAULT: &'static [Column] = &[
        Column::Number,
        Column::Service,
        Column::Advice,
        Column::Encryption,
        Column::Direction,
        Column::Status,
    ];

    /// The word that stands for it.
    pub fn word(self) -> &'static str {
        match self {
            Column::Number => "number",
            Column::Service => "service",
            Column::Advice => "advice",
            Column::Encryption => "encryption",
            Column::Direction => "direction",
            Column::Status => "status",
            Column::Summary => "summary",
        }
    }
}

impl Order {
    /// Both orders.
    pub const ALL: &'static [Order] = &[Order::Given, Order::Number];

    /// The word that stands for it.
    pub fn word(self) -> &'static str {
        match self {
            Order::Given => "given",
            Order::Number => "number",
        }
    }
}

/// Reads the body of a fenced block. `None` when it has a mistake, which is reported.
pub fn parse(path: &SourcePath, fence: &Fence, problems: &mut Vec<Diagnostic>) -> Option<Block> {
    let kind = fence.kind.value.as_str();
    if !KINDS.contains(&kind) {
        let name = shown(kind);
        let message = text!("no block is called `{name}`", "没有名为 `{name}` 的块");
        let problem = Diagnostic::new(Code::UnknownBlock, path, fence.kind.span, message).fix_misspelt(
            path,
            fence.kind.span,
            kind,
            KINDS,
        );
        problems.push(match nearest(kind, KINDS) {
            Some(meant) => problem.help(text!("write `{meant}`", "写成 `{meant}`")),
            None => {
                let Text { en, zh } = diag::names(KINDS);
                problem.help(text!("the blocks are {en}", "可用的块：{zh}"))
            }
        });
        return None;
    }
    let node = yaml::parse(path, &fence.text, fence.start, problems)?;
    let mut reading = Reading::new(path, problems);
    match kind {
        "ports" => ports(&node, &mut reading).map(Block::Ports),
        _ => settings(&node, &mut reading),
    }
}

/// What a block `ports` holds.
pub fn ports_shape() -> Shape {
    shape_of(ports)
}

/// What a block `settings` holds.
pub fn settings_shape() -> Shape {
    shape_of(settings)
}

fn ports(node: &Node, reading: &mut Reading) -> Option<PortsBlock> {
    let mut fields = Fields::open(node, PORTS, reading)?;
    let ids = fields.optional(
        field("ids", "Port entries by id", "按 id 列出端口条目"),
        one_or_more(spanned(id(PortId::new))),
    );
    let family = fields.optional(
        field("family", "All entries of a family", "一个分组的全部条目"),
        spanned(id(FamilyId::new)),
    );
    let columns = fields.optional(
        field("columns", "The columns in order", "各列及其次序"),
        one_or_more(word(Column::ALL, Column::word)),
    );
    let order = fields.optional(
        field("order", "The order of the rows: as given, or by number", "行的次序：按所写，或按号码"),
        word(Order::ALL, Order::word),
    );
    let caption = fields.optional(
        field("caption", "The caption, in the language of the article", "表格标题，用文章的语言"),
        text,
    );
    let rows = fields.either("ids", "family");
    fields.close()?;
    rows?;
    Some(PortsBlock {
        ids: ids?.unwrap_or_default(),
        family: family?,
        columns: columns?.unwrap_or_else(|| Column::DEFAULT.to_vec()),
        order: order?.unwrap_or(Order::Given),
        caption: caption?,
    })
}

fn settings(node: &Node, reading: &mut Reading) -> Option<Block> {
    let mut fields = Fields::open(node, SETTINGS, reading)?;
    let provider = fields.required(
        field("provider", "Whose settings: the id of a provider", "谁的设置：服务商的 id"),
        spanned(id(ProviderId::new)),
    );
    fields.close()?;
    Some(Block::Settings { provider: provider? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;
    use crate::syntax::listing::{full, path};

    // A fence in a file with Chinese text before it.
    fn read(kind: &str, body: &str) -> (Option<Block>, String) {
        let file = format!("端口\n```{kind}\n{body}\n```\n");
        let start = "端口\n```".len();
        let fence = Fence {
            kind: Spanned::new(kind.to_string(), Span::new(start, start + kind.len())),
            text: format!("{body}\n"),
            start: start + kind.len() + 1,
        };
        let mut problems = Vec::new();
        let block = parse(&path("a.md"), &fence, &mut problems);
        assert_eq!(block.is_none(), !problems.is_empty());
        (block, full(&file, &problems))
    }

    #[test]
    fn a_port_table_has_default_columns_and_the_order_written() {
        let (Some(Block::Ports(table)), _) = read("ports", "ids: [submissions, smtp]") else {
            panic!("a good block");
        };
        assert_eq!(table.columns, Column::DEFAULT);
        assert_eq!((table.order, table.caption, table.family.is_none()), (Order::Given, None, true));
        assert_eq!((table.ids[1].value.as_str(), table.ids[1].span), ("smtp", Span::new(35, 39)));
        let body = "family: mail\ncolumns: [service, number, summary]\norder: number\ncaption: 发信端口";
        let (Some(Block::Ports(table)), _) = read("ports", body) else { panic!("a good block") };
        assert_eq!(table.columns, [Column::Service, Column::Number, Column::Summary]);
        assert_eq!((table.order, table.caption.as_deref()), (Order::Number, Some("发信端口")));
    }

    #[test]
    fn a_settings_block_names_a_provider() {
        let (block, _) = read("settings", "provider: qq");
        assert!(matches!(block, Some(Block::Settings { provider }) if provider.value.as_str() == "qq"));
        let (_, said) = read("settings", "provder: qq");
        assert_eq!(said, "a.md:3:1 P0205 a settings block has no key `provder`\n  help: write `provider`");
    }

    #[test]
    fn mistakes_stand_at_their_place_in_the_file() {
        let cases = [
            ("port", "ids: [a]", "2:4 P0405 no block is called `port`\n  help: write `ports`"),
            (
                "firewall",
                "",
                "2:4 P0405 no block is called `firewall`\n  help: the blocks are `ports`, `settings`",
            ),
            (
                "ports",
                "order: number",
                "3:1 P0207 a port table needs `ids` or `family`\n  help: add one of the two",
            ),
            ("ports", "familly: mail", "3:1 P0205 a port table has no key `familly`\n  help: write `family`"),
            (
                "ports",
                "ids: [a]\nfamily: mail",
                "4:1 P0205 with `ids`, a port table has no key `family`\n  3:1 `ids` is here\n  help: remove one of the two",
            ),
            (
                "ports",
                "ids: [端口]\ncolumns: [numbers]",
                "3:7 P0310 `端口` is not an id\n  help: use ASCII letters in lower case, digits and single hyphens, \
                 100 characters at most\na.md:4:11 P0212 `columns` can't be `numbers`\n  help: write `number`",
            ),
            ("ports", "", "3:1 P0206 nothing stands where a port table is expected"),
            (
                "ports",
                "ids: [a",
                "3:6 P0201 `[` is not closed\n  help: close it, and separate the values with commas",
            ),
        ];
        for (kind, body, expected) in cases {
            assert_eq!(read(kind, body).1, format!("a.md:{expected}"), "{body}");
        }
    }
}
