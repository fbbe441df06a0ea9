//! Words that stand for something else: `the former`, `后者`, and the errands that people name instead of services.

use super::groups::{self, Sort};
use super::lexicon::{Errand, Role};
use super::tokens::{Kind, Token};
use super::vocabulary::Vocabulary;

/// The tokens of a passage, where the former and the latter are those that are meant: `POP3 and IMAP …: the former …`.
pub(super) fn resolved(tokens: &[Token]) -> Vec<Token> {
    let mut resolved = tokens.to_vec();
    let mut pair: Option<[Kind; 2]> = None;
    let mut start = 0;
    for end in 0..=tokens.len() {
        let place = match tokens.get(end).map(|token| token.kind) {
            Some(Kind::Role(Role::Former)) => Some(0),
            Some(Kind::Role(Role::Latter)) => Some(1),
            Some(Kind::Stop) | None => None,
            _ => continue,
        };
        pair = two(&tokens[start..end]).or(pair);
        if let (Some(place), Some(pair)) = (place, pair) {
            resolved[end].kind = pair[place];
        }
        start = end + 1;
    }
    resolved
}

// The last list of two, or the only two of one sort.
fn two(tokens: &[Token]) -> Option<[Kind; 2]> {
    let (groups, _) = groups::read(tokens);
    let list = groups.iter().rev().find(|group| group.members.len() == 2);
    let members = match list {
        Some(list) => list.members.clone(),
        None => {
            let mut names =
                groups.iter().filter(|group| group.sort == Sort::Name && group.members.len() == 1);
            let (a, b) = (names.next()?, names.next()?);
            if names.next().is_some() {
                return None;
            }
            vec![a.first(), b.first()]
        }
    };
    Some([tokens[members[0]].kind, tokens[members[1]].kind])
}

/// The words of mail in sentences that name no service stand for one.
pub(super) fn with_errands(tokens: &mut [Token], vocabulary: &Vocabulary<'_>) {
    for sentence in tokens.split_mut(|token| token.kind == Kind::Stop) {
        let is_named = |token: &Token| matches!(token.kind, Kind::Name(_));
        let task = |token: &Token| match token.kind {
            Kind::Role(role @ (Role::Task | Role::Errand(_))) => Some(role),
            _ => None,
        };
        for part in sentence.split_mut(|token| token.kind == Kind::Comma) {
            // `Read mail on 993 and send it on 465`
            let mut tasks = part.iter().filter_map(task);
            let first = tasks.next();
            // `服务器之间的中继` is one.
            let is_relay = first == Some(Role::Errand(Errand::Relay));
            if tasks.any(|other| Some(other) != first && !is_relay) || part.iter().any(is_named) {
                continue;
            }
            for token in part {
                if let Kind::Role(Role::Errand(errand)) = token.kind {
                    token.kind = vocabulary.errand(errand).map_or(token.kind, Kind::Name);
                }
            }
        }
    }
}
