//! The block `ports`: a table of port entries.

use crate::base::registry::{FamilyId, PortId};
use crate::base::span::Spanned;
use crate::syntax::decode::fields::Fields;
use crate::syntax::decode::lists::one_or_more;
use crate::syntax::decode::scalars::{id, text, word};
use crate::syntax::decode::shape::field;
use crate::syntax::decode::{Noun, Reading, spanned};
use crate::syntax::yaml::Node;
use serde::{Deserialize, Serialize};

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

/// Reads the body.
pub(super) fn read(node: &Node, reading: &mut Reading) -> Option<PortsBlock> {
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
