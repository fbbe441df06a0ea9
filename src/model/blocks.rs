//! Generated blocks: from ids as written to entries that exist.

mod lookups;

use crate::base::path::SourcePath;
use crate::base::registry::*;
use crate::base::span::Spanned;
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text};
use crate::model::body::{Block, Rows, Step, StepKind};
use crate::model::handshake;
use crate::model::links::Targets;
use crate::syntax::article::Content;
use crate::syntax::blocks;
use crate::syntax::blocks::flow::{self, FlowBlock};
use crate::syntax::blocks::ports::PortsBlock;

/// Resolves the generated blocks of one body. One with a mistake is broken, and the mistake reported.
pub fn resolve(
    path: &SourcePath,
    content: &Content,
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let mut finder = Finder { path, targets, problems };
    let mut resolve = |block: &Option<blocks::Block>| match block.as_ref()? {
        blocks::Block::Settings { provider } => finder.provider(provider).map(Block::Settings),
        blocks::Block::Ports(table) => finder.table(table),
        blocks::Block::Commands { ids } => finder.ports(ids).map(Block::Commands),
        blocks::Block::Firewall(rules) => {
            finder.ports(&rules.ids).map(|ids| Block::Firewall(ids, rules.tools.clone()))
        }
        blocks::Block::Flow(flow) => finder.flow(flow),
        blocks::Block::Handshake { ids } => finder.handshake(ids),
        blocks::Block::Errors(block) => lookups::errors(path, block, targets, finder.problems),
        blocks::Block::Clients(block) => lookups::clients(path, block, targets, finder.problems),
        blocks::Block::Clouds(block) => lookups::clouds(path, block, targets, finder.problems),
        blocks::Block::Which(answers) => lookups::which(path, answers, targets, finder.problems),
        blocks::Block::Fill(fill) => Some(Block::Fill(fill.clone())),
    };
    content.blocks.iter().map(|block| resolve(block).unwrap_or(Block::Broken)).collect()
}

struct Finder<'a, 'p> {
    path: &'a SourcePath,
    targets: &'a Targets<'a>,
    problems: &'p mut Vec<Diagnostic>,
}

impl Finder<'_, '_> {
    fn provider(&mut self, provider: &Spanned<ProviderId>) -> Option<ProviderId> {
        let Spanned { value: id, span } = provider;
        let found = self.targets.registry.has_provider(self.path, id.as_str(), *span, self.problems);
        found.then(|| id.clone())
    }

    fn port(&mut self, port: &Spanned<PortId>) -> Option<PortId> {
        let Spanned { value: id, span } = port;
        let found = self.targets.registry.has_port(self.path, id.as_str(), *span, self.problems);
        found.then(|| id.clone())
    }

    // All of them are looked at, so that all mistakes are reported.
    fn ports(&mut self, ids: &[Spanned<PortId>]) -> Option<Vec<PortId>> {
        let found: Vec<Option<PortId>> = ids.iter().map(|id| self.port(id)).collect();
        found.into_iter().collect()
    }

    fn table(&mut self, table: &PortsBlock) -> Option<Block> {
        let rows = match &table.family {
            Some(Spanned { value: family, span }) => {
                let found = self.targets.families.check(self.path, *span, family, self.problems);
                found.then(|| Rows::Family(family.clone()))?
            }
            None => Rows::Ids(self.ports(&table.ids)?, table.order),
        };
        Some(Block::Ports { rows, columns: table.columns.clone(), caption: table.caption.clone() })
    }

    fn flow(&mut self, flow: &FlowBlock) -> Option<Block> {
        let mut resolve = |step: &flow::Step| {
            let kind = match &step.kind {
                flow::StepKind::Node(name) => StepKind::Node(name.clone()),
                flow::StepKind::Hop(port) => StepKind::Hop(self.port(port)?),
            };
            Some(Step { kind, text: step.text.clone() })
        };
        let steps: Vec<Option<Step>> = flow.steps.iter().map(&mut resolve).collect();
        Some(Block::Flow(steps.into_iter().collect::<Option<_>>()?, flow.caption.clone()))
    }

    fn handshake(&mut self, ids: &[Spanned<PortId>]) -> Option<Block> {
        let found = self.ports(ids)?;
        let registry = self.targets.registry;
        let is_known = |id: &PortId| {
            let port = &registry.ports[id];
            let protocol = &registry.services[&port.service].protocol;
            port.encryption.first().is_some_and(|mode| handshake::conversation(protocol, *mode).is_some())
        };
        let unknown: Vec<&Spanned<PortId>> = ids.iter().filter(|id| !is_known(&id.value)).collect();
        for Spanned { value: id, span } in &unknown {
            let Text { en, zh } = diag::names(handshake::PROTOCOLS);
            let message = text!("no handshake is known for the port `{id}`", "不知道端口 `{id}` 的握手过程");
            self.problems.push(Diagnostic::new(Code::UnknownHandshake, self.path, *span, message).help(
                text!(
                    "name ports that {en} encrypt with implicit TLS or STARTTLS",
                    "请写 {zh} 用隐式 TLS 或 STARTTLS 加密的端口"
                ),
            ));
        }
        unknown.is_empty().then_some(Block::Handshake(found))
    }
}
