//! The text of an article with every reference resolved.

use crate::base::path::SourcePath;
use crate::base::registry::{
    ClientId, CloudId, ErrorId, FamilyId, PortId, ProviderId, ServiceId, Stage, TermId,
};
use crate::model::ArticleKey;
use crate::syntax::blocks::firewall::Tool;
use crate::syntax::blocks::lookups::{Answer, Fill};
use crate::syntax::blocks::ports::{Column, Order};
use crate::syntax::markdown::Length;
use crate::syntax::markdown::pieces::Pieces;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Body {
    /// The parts in reading order; their numbers count the lists below.
    pub pieces: Arc<Pieces>,
    /// The headings.
    pub headings: Vec<Heading>,
    /// The links that need the site.
    pub links: Vec<Link>,
    /// The generated blocks.
    pub blocks: Vec<Block>,
    /// The files of the images, in reading order; `None` for one that is not there, which was
    /// reported.
    pub images: Vec<Option<SourcePath>>,
    /// How much there is to read.
    pub length: Length,
}

/// A heading with its id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The anchor; h2 and h3 always have one.
    pub id: Option<String>,
    /// The text without markup.
    pub text: String,
    /// The text with its inline markup, without links.
    pub html: String,
}

/// A link that needs the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// Where it leads; `None` when that was refused, which was reported.
    pub target: Option<Target>,
    /// Whether its text is to be filled in.
    pub is_empty: bool,
    /// The title attribute as written; empty when there is none.
    pub title: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A port entry, and what an empty link says of it.
    Port(PortId, Aspect),
    /// A service.
    Service(ServiceId),
    /// A provider.
    Provider(ProviderId),
    /// A glossary term.
    Term(TermId),
    /// An article in the reader's language, and an anchor in it.
    Article(ArticleKey, Option<String>),
    /// A published file.
    Asset(SourcePath),
    /// An anchor of the same page.
    Anchor(String),
}

/// What an empty link to a port says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// `587`
    Number,
    /// The name of the entry.
    Name,
    /// The name of its service.
    Service,
    /// `TCP`
    Transport,
}

impl Aspect {
    /// Every aspect with the word that stands for it after `#`.
    pub const ALL: [(&'static str, Aspect); 4] = [
        ("number", Aspect::Number),
        ("name", Aspect::Name),
        ("service", Aspect::Service),
        ("transport", Aspect::Transport),
    ];
}

/// A generated block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block {
    /// A port table.
    Ports {
        /// Which entries.
        rows: Rows,
        /// The columns in order.
        columns: Vec<Column>,
        /// The caption as written.
        caption: Option<String>,
    },
    /// The settings of a provider.
    Settings(ProviderId),
    /// Commands that test ports.
    Commands(Vec<PortId>),
    /// Rules that let ports through a firewall.
    Firewall(Vec<PortId>, Vec<Tool>),
    /// The way from node to node, with its caption.
    Flow(Vec<Step>, Option<String>),
    /// What client and server say until the login, on ports for which that is known.
    Handshake(Vec<PortId>),
    /// Error messages.
    Errors(Chosen<ErrorId>, Option<Stage>, HasFilter),
    /// Mail clients and the labels of their menus.
    Clients(Chosen<ClientId>, HasFilter),
    /// Clouds and port 25.
    Clouds(Chosen<CloudId>, HasFilter),
    /// Answers to the question which port to use.
    Which(Vec<Answer>),
    /// Names that the reader replaces.
    Fill(Fill),
    /// A block that could not be read, which was reported.
    Broken,
}

/// A node of a way, or a hop between two.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// A remark, in the language of the article.
    pub text: Option<String>,
}

/// A node or a hop.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StepKind {
    /// A machine, a program, a layer, by its name.
    Node(String),
    /// A connection to a port.
    Hop(PortId),
}

impl Step {
    // The port of a hop.
    fn port(&self) -> Option<&PortId> {
        match &self.kind {
            StepKind::Node(_) => None,
            StepKind::Hop(id) => Some(id),
        }
    }
}
/// Which entries of a list are shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Chosen<Id> {
    /// All of them, in the order of ids.
    All,
    /// These.
    Ids(Vec<Id>),
}

/// Whether a field above a list narrows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HasFilter(pub bool);

/// The rows of a port table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rows {
    /// These entries.
    Ids(Vec<PortId>, Order),
    /// All entries of a family, by number.
    Family(FamilyId),
}

impl Block {
    /// The port entries that it names.
    pub fn ports(&self) -> Vec<&PortId> {
        match self {
            Block::Ports { rows: Rows::Ids(ids, _), .. }
            | Block::Commands(ids)
            | Block::Handshake(ids)
            | Block::Firewall(ids, _) => ids.iter().collect(),
            Block::Flow(steps, _) => steps.iter().filter_map(Step::port).collect(),
            Block::Which(answers) => answers.iter().flat_map(|answer| &answer.ports).collect(),
            Block::Ports { rows: Rows::Family(_), .. } | Block::Settings(_) | Block::Broken => Vec::new(),
            Block::Errors(..) | Block::Clients(..) | Block::Clouds(..) | Block::Fill(_) => Vec::new(),
        }
    }
}

impl Body {
    /// The port entries that the text links to or lists by id.
    pub fn ports(&self) -> BTreeSet<&PortId> {
        let linked = self.links.iter().filter_map(|link| match &link.target {
            Some(Target::Port(id, _)) => Some(id),
            _ => None,
        });
        linked.chain(self.blocks.iter().flat_map(Block::ports)).collect()
    }

    /// Whether readers have something to fill in or to narrow, which needs a script.
    pub fn is_tool(&self) -> bool {
        self.blocks.iter().any(|block| match block {
            Block::Errors(.., HasFilter(has_filter))
            | Block::Clients(_, HasFilter(has_filter))
            | Block::Clouds(_, HasFilter(has_filter)) => *has_filter,
            Block::Firewall(_, tools) => tools.len() > 1,
            Block::Which(_) | Block::Fill(_) => true,
            _ => false,
        })
    }

    /// Whether it has what few articles have and the style of every page leaves out: a diagram, or
    /// something to fill in.
    pub fn has_own_style(&self) -> bool {
        let is_diagram = |block: &Block| matches!(block, Block::Flow(..) | Block::Handshake(_));
        self.is_tool() || self.blocks.iter().any(is_diagram)
    }

    /// Every anchor that a link may name.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().filter_map(|heading| heading.id.as_deref())
    }
}
