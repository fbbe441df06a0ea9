//! The bodies of generated blocks: `ports` and `settings`.

use crate::base::registry::{FamilyId, PortId, ProviderId};
use crate::base::span::Spanned;

/// A fenced block that the generator fills from the registry.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
}

/// The order of the rows of a port table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// As the ids are written; for a family, by number.
    Given,
    /// By number.
    Number,
}
