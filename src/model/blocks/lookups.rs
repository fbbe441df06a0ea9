//! Blocks of the pages on which readers look something up.

use crate::base::path::SourcePath;
use crate::base::registry::*;
use crate::base::span::Spanned;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::model::body::{Block, Chosen, HasFilter};
use crate::model::links::Targets;
use crate::model::registry::references::unknown;
use crate::syntax::blocks::lookups::{Answer, Selection};
use crate::syntax::registry::Unread;
use std::collections::BTreeMap;

pub(super) fn errors(
    path: &SourcePath,
    block: &Selection<ErrorId>,
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Block> {
    let (known, unread) = (&targets.registry.errors, &targets.registry.unread.errors);
    let chosen = chosen(path, block, (known, unread), ErrorId::as_str, problems)?;
    Some(Block::Errors(chosen, block.stage, HasFilter(block.has_filter)))
}

pub(super) fn clients(
    path: &SourcePath,
    block: &Selection<ClientId>,
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Block> {
    let (known, unread) = (&targets.registry.clients, &targets.registry.unread.clients);
    let chosen = chosen(path, block, (known, unread), ClientId::as_str, problems)?;
    Some(Block::Clients(chosen, HasFilter(block.has_filter)))
}

pub(super) fn clouds(
    path: &SourcePath,
    block: &Selection<CloudId>,
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Block> {
    let (known, unread) = (&targets.registry.clouds, &targets.registry.unread.clouds);
    let chosen = chosen(path, block, (known, unread), CloudId::as_str, problems)?;
    Some(Block::Clouds(chosen, HasFilter(block.has_filter)))
}

// All of them are looked at, so that all mistakes are reported.
fn chosen<Id: Ord + Clone, T>(
    path: &SourcePath,
    block: &Selection<Id>,
    (known, unread): (&BTreeMap<Id, T>, &Unread),
    name: fn(&Id) -> &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<Chosen<Id>> {
    if block.ids.is_empty() {
        return Some(Chosen::All);
    }
    let mut ids = Vec::new();
    for Spanned { value: id, span } in &block.ids {
        if known.contains_key(id) {
            ids.push(id.clone());
        } else if !unread.may_hold(name(id)) {
            let names = known.keys().map(name).chain(unread.ids());
            problems.push(unknown(Code::UnknownEntry, path, *span, name(id), names));
        }
    }
    (ids.len() == block.ids.len()).then_some(Chosen::Ids(ids))
}

pub(super) fn which(
    path: &SourcePath,
    answers: &[Answer<Spanned<PortId>>],
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Block> {
    let mut known = true;
    for port in answers.iter().flat_map(|answer| &answer.ports) {
        known &= targets.registry.has_port(path, port.value.as_str(), port.span, problems);
    }
    let answer = |answer: &Answer<Spanned<PortId>>| Answer {
        id: answer.id.clone(),
        goal: answer.goal.clone(),
        case: answer.case.clone(),
        ports: answer.ports.iter().map(|port| port.value.clone()).collect(),
        text: answer.text.clone(),
    };
    known.then(|| Block::Which(answers.iter().map(answer).collect()))
}
