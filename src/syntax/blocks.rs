//! The bodies of generated blocks.

pub mod firewall;
pub mod flow;
pub mod lookups;
pub mod ports;

use crate::base::path::SourcePath;
use crate::base::registry::{ClientId, CloudId, ErrorId, PortId, ProviderId};
use crate::base::span::Spanned;
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text, nearest};
use crate::syntax::decode::fields::Fields;
use crate::syntax::decode::lists::one_or_more;
use crate::syntax::decode::scalars::id;
use crate::syntax::decode::shape::{Shape, field, shape_of};
use crate::syntax::decode::{Noun, Reading, spanned};
use crate::syntax::markdown::Fence;
use crate::syntax::text::shown;
use crate::syntax::yaml::{self, Node};
use firewall::FirewallBlock;
use flow::{FlowBlock, Step};
use lookups::{Answer, Fill, Selection};
use ports::PortsBlock;
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
    /// Commands that test ports.
    Commands {
        /// Which ports.
        ids: Vec<Spanned<PortId>>,
    },
    /// Rules that let ports through a firewall.
    Firewall(FirewallBlock),
    /// The way of a message, from node to node.
    Flow(FlowBlock),
    /// What client and server say until the login.
    Handshake {
        /// On which ports.
        ids: Vec<Spanned<PortId>>,
    },
    /// Error messages.
    Errors(Selection<ErrorId>),
    /// Mail clients and the labels of their menus.
    Clients(Selection<ClientId>),
    /// Clouds and port 25.
    Clouds(Selection<CloudId>),
    /// Answers to the question which port to use.
    Which(Vec<Answer<Spanned<PortId>>>),
    /// Names that the reader replaces.
    Fill(Fill),
}

impl Block {
    /// The port entries that the block names, as written.
    pub fn ids(&self) -> Vec<&Spanned<PortId>> {
        match self {
            Block::Ports(table) => table.ids.iter().collect(),
            Block::Settings { .. } => Vec::new(),
            Block::Commands { ids } | Block::Handshake { ids } => ids.iter().collect(),
            Block::Firewall(rules) => rules.ids.iter().collect(),
            Block::Flow(flow) => flow.steps.iter().filter_map(Step::port).collect(),
            Block::Which(answers) => answers.iter().flat_map(|answer| &answer.ports).collect(),
            Block::Errors(_) | Block::Clients(_) | Block::Clouds(_) | Block::Fill(_) => Vec::new(),
        }
    }
}

const SETTINGS: Noun = Noun { en: "a settings block", zh: "设置块" };
const COMMANDS: Noun = Noun { en: "a commands block", zh: "命令块" };
const HANDSHAKE: Noun = Noun { en: "a handshake block", zh: "握手块" };

/// The first words of the blocks, each with the way to read its body.
const KINDS: [(&str, Read); 11] = [
    ("ports", |node, reading| ports::read(node, reading).map(Block::Ports)),
    ("settings", settings),
    ("commands", commands),
    ("firewall", |node, reading| firewall::read(node, reading).map(Block::Firewall)),
    ("flow", |node, reading| flow::read(node, reading).map(Block::Flow)),
    ("handshake", handshake),
    ("errors", |node, reading| lookups::errors(node, reading).map(Block::Errors)),
    ("clients", |node, reading| lookups::clients(node, reading).map(Block::Clients)),
    ("clouds", |node, reading| lookups::clouds(node, reading).map(Block::Clouds)),
    ("which", |node, reading| lookups::which(node, reading).map(Block::Which)),
    ("fill", |node, reading| lookups::fill(node, reading).map(Block::Fill)),
];

type Read = fn(&Node, &mut Reading) -> Option<Block>;

/// Reads the body of a fenced block. `None` when it has a mistake, which is reported.
pub fn parse(path: &SourcePath, fence: &Fence, problems: &mut Vec<Diagnostic>) -> Option<Block> {
    let kind = fence.kind.value.as_str();
    let Some((_, read)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        problems.push(unknown(path, fence));
        return None;
    };
    let node = yaml::parse(path, &fence.text, fence.start, problems)?;
    read(&node, &mut Reading::new(path, problems))
}

fn unknown(path: &SourcePath, fence: &Fence) -> Diagnostic {
    let kind = fence.kind.value.as_str();
    let kinds = KINDS.map(|(name, _)| name);
    let name = shown(kind);
    let message = text!("no block is called `{name}`", "没有名为 `{name}` 的块");
    let problem = Diagnostic::new(Code::UnknownBlock, path, fence.kind.span, message).fix_misspelt(
        path,
        fence.kind.span,
        kind,
        kinds,
    );
    match nearest(kind, kinds) {
        Some(meant) => problem.help(text!("write `{meant}`", "写成 `{meant}`")),
        None => {
            let Text { en, zh } = diag::names(kinds);
            problem.help(text!("the blocks are {en}", "可用的块：{zh}"))
        }
    }
}

/// What a block `ports` holds.
pub fn ports_shape() -> Shape {
    shape_of(ports::read)
}

/// What a block `settings` holds.
pub fn settings_shape() -> Shape {
    shape_of(settings)
}

/// What a block `commands` holds.
pub fn commands_shape() -> Shape {
    shape_of(commands)
}

/// What a block `firewall` holds.
pub fn firewall_shape() -> Shape {
    shape_of(firewall::read)
}

/// What a block `flow` holds.
pub fn flow_shape() -> Shape {
    shape_of(flow::read)
}

/// What a block `handshake` holds.
pub fn handshake_shape() -> Shape {
    shape_of(handshake)
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

fn commands(node: &Node, reading: &mut Reading) -> Option<Block> {
    let mut fields = Fields::open(node, COMMANDS, reading)?;
    let ids = fields.required(
        field("ids", "The ports to test, by id", "要测试的端口，写 id"),
        one_or_more(spanned(id(PortId::new))),
    );
    fields.close()?;
    Some(Block::Commands { ids: ids? })
}

fn handshake(node: &Node, reading: &mut Reading) -> Option<Block> {
    let mut fields = Fields::open(node, HANDSHAKE, reading)?;
    let ids = fields.required(
        field("ids", "The ports to draw, by id", "要画的端口，写 id"),
        one_or_more(spanned(id(PortId::new))),
    );
    fields.close()?;
    Some(Block::Handshake { ids: ids? })
}

#[cfg(test)]
mod tests {
    use super::firewall::Tool;
    use super::ports::{Column, Order};
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
    fn commands_and_rules_are_asked_for_by_port() {
        let (block, _) = read("commands", "ids: [imaps, smtp]");
        let ids: Vec<String> = block.iter().flat_map(Block::ids).map(|id| id.value.to_string()).collect();
        assert_eq!(ids, ["imaps", "smtp"]);
        let (block, _) = read("firewall", "ids: [smtp]");
        assert!(matches!(block, Some(Block::Firewall(rules)) if rules.tools == Tool::ALL));
        let (block, _) = read("firewall", "ids: [smtp]\ntools: [nftables]");
        assert!(matches!(block, Some(Block::Firewall(rules)) if rules.tools == [Tool::Nftables]));
    }

    #[test]
    fn a_flow_has_nodes_and_hops_and_tells_its_ports() {
        let body = "steps:\n  - { node: 客户端, text: 登录 }\n  - { port: submissions }\n  - node: 服务器\n\
                    \x20 - node: 磁盘\ncaption: 一封信";
        let (Some(Block::Flow(flow)), _) = read("flow", body) else { panic!("a good block") };
        assert_eq!((flow.steps.len(), flow.caption.as_deref()), (4, Some("一封信")));
        let block = Block::Flow(flow);
        let ids: Vec<&str> = block.ids().into_iter().map(|id| id.value.as_str()).collect();
        assert_eq!(ids, ["submissions"]);
    }

    #[test]
    fn mistakes_stand_at_their_place_in_the_file() {
        let cases = [
            ("port", "ids: [a]", "2:4 P0405 no block is called `port`\n  help: write `ports`"),
            (
                "unheard-of",
                "",
                "2:4 P0405 no block is called `unheard-of`\n  help: the blocks are `ports`, `settings`, \
                 `commands`, `firewall`, `flow`, `handshake`, `errors`, `clients`, `clouds`, `which`, `fill`",
            ),
            (
                "flow",
                "steps:\n  - node: 客户端\n  - port: smtp\n  - port: imaps",
                "6:5 P0416 no node stands on one side of this hop\n  help: write `{ node: … }` before it \
                 and after it",
            ),
            (
                "flow",
                "steps: [{ text: 一 }]",
                "3:9 P0207 a step of a flow needs `node` or `port`\n  help: add one of the two",
            ),
            ("commands", "id: smtp", "3:1 P0205 a commands block has no key `id`\n  help: write `ids`"),
            (
                "firewall",
                "ids: [smtp]\ntools: [iptables, nftabels]",
                "4:9 P0212 `tools` can't be `iptables`\n  help: write `nftables`\n\
                 a.md:4:19 P0212 `tools` can't be `nftabels`\n  help: write `nftables`",
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
