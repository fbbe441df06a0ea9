//! The block `firewall`: the rules that let ports through.

use crate::base::registry::PortId;
use crate::base::span::Spanned;
use crate::syntax::decode::fields::Fields;
use crate::syntax::decode::lists::one_or_more;
use crate::syntax::decode::scalars::{id, word};
use crate::syntax::decode::shape::field;
use crate::syntax::decode::{Noun, Reading, spanned};
use crate::syntax::yaml::Node;
use serde::{Deserialize, Serialize};

/// Which ports are let through, and by which tools.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FirewallBlock {
    /// What others may connect to.
    pub ids: Vec<Spanned<PortId>>,
    /// The tools, in the order shown.
    pub tools: Vec<Tool>,
}

/// A program that manages the firewall of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tool {
    /// `ufw`
    Ufw,
    /// `firewalld`
    Firewalld,
    /// `nftables`
    Nftables,
}

impl Tool {
    /// Every tool.
    pub const ALL: &'static [Tool] = &[Tool::Ufw, Tool::Firewalld, Tool::Nftables];

    /// The word that stands for it, which is its name.
    pub fn word(self) -> &'static str {
        match self {
            Tool::Ufw => "ufw",
            Tool::Firewalld => "firewalld",
            Tool::Nftables => "nftables",
        }
    }
}

const FIREWALL: Noun = Noun { en: "a firewall block", zh: "防火墙块" };

/// Reads the body.
pub(super) fn read(node: &Node, reading: &mut Reading) -> Option<FirewallBlock> {
    let mut fields = Fields::open(node, FIREWALL, reading)?;
    let ids = fields.required(
        field("ids", "The ports that others may connect to, by id", "允许别人连进来的端口，写 id"),
        one_or_more(spanned(id(PortId::new))),
    );
    let tools = fields.optional(
        field("tools", "The tools, in the order shown", "工具及其次序"),
        one_or_more(word(Tool::ALL, Tool::word)),
    );
    fields.close()?;
    Some(FirewallBlock { ids: ids?, tools: tools?.unwrap_or_else(|| Tool::ALL.to_vec()) })
}
