//! A sentence as groups of mentions in parts.
//!
//! Mentions of one sort that a list connects are a group; commas end a part, except those of a list
//! and those in parentheses.

use super::lexicon::Role;
use super::numbers;
use super::tokens::{Kind, Standing, Token};
use super::vocabulary::Vocabulary;
use std::ops::Range;

/// What a group mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    /// Services, or ports by their names.
    Name,
    /// Numbers of ports.
    Port,
    /// Ways of encryption.
    Mode,
    /// Transports.
    Transport,
}

impl Sort {
    /// The sort of a token that mentions something.
    pub(super) fn of(token: &Token) -> Option<Sort> {
        match token.kind {
            Kind::Name(_) => Some(Sort::Name),
            Kind::Number(number) if number.standing >= Standing::Bare => Some(Sort::Port),
            Kind::Mode(_) => Some(Sort::Mode),
            Kind::Transport(_) => Some(Sort::Transport),
            _ => None,
        }
    }
}

/// Mentions of one sort that a list connects, as places in the sentence.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// What they mention.
    pub(super) sort: Sort,
    /// At least one, in order.
    pub(super) members: Vec<usize>,
    /// The part of the sentence they stand in.
    pub(super) part: usize,
}

impl Group {
    /// The place of the first member.
    pub(super) fn first(&self) -> usize {
        self.members[0]
    }

    /// The place of the last member.
    pub(super) fn last(&self) -> usize {
        self.members[self.members.len() - 1]
    }

    /// Several groups of one sort as one.
    pub(super) fn merged(groups: &[&Group]) -> Group {
        let members = groups.iter().flat_map(|group| group.members.iter().copied()).collect();
        Group { sort: groups[0].sort, part: groups[0].part, members }
    }

    /// One member alone.
    pub(super) fn only(&self, member: usize) -> Group {
        Group { members: vec![member], ..self.clone() }
    }
}

/// The sentence without parentheses that mention nothing new: `POP3 (Post Office Protocol, version 3)`.
pub(super) fn without_glosses(sentence: &[Token], vocabulary: &Vocabulary<'_>) -> Vec<Token> {
    let same = |a: Option<&Token>, b: &Token| match (a.map(|token| token.kind), b.kind) {
        (Some(Kind::Name(a)), Kind::Name(b)) => vocabulary.are_same(a, b),
        _ => false,
    };
    let mut kept: Vec<Token> = Vec::with_capacity(sentence.len());
    let mut at = 0;
    while at < sentence.len() {
        let ahead = sentence[at..].iter().take(LONGEST_GLOSS);
        let close = (sentence[at].kind == Kind::Open)
            .then(|| ahead.clone().position(|token| token.kind == Kind::Close))
            .flatten();
        match close {
            Some(length)
                if ahead
                    .take(length)
                    .all(|token| Sort::of(token).is_none() || same(sentence[..at].last(), token)) =>
            {
                at += length + 1;
            }
            _ => {
                // `远程桌面 RDP`
                kept.pop_if(|last| same(Some(last), &sentence[at]));
                kept.push(sentence[at].clone());
                at += 1;
            }
        }
    }
    kept
}

// Longer parentheses are sentences.
const LONGEST_GLOSS: usize = 24;

/// The groups of a sentence, in order, and the tokens of each part.
pub(super) fn read(tokens: &[Token]) -> (Vec<Group>, Vec<Range<usize>>) {
    let mut groups: Vec<Group> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(sort) = Sort::of(token) else { continue };
        match groups.last_mut() {
            Some(group)
                if group.sort == sort
                    && is_list(&tokens[group.last() + 1..at])
                    && !begins_clause(tokens, group, at) =>
            {
                group.members.push(at);
            }
            _ => groups.push(Group { sort, members: vec![at], part: 0 }),
        }
    }
    let parts = divide(tokens, &groups);
    let mut part = 0;
    for group in &mut groups {
        while parts[part].end <= group.first() {
            part += 1;
        }
        group.part = part;
    }
    (groups, parts)
}

// `只需开放 995，25 则是服务器之间用的`: after a comma, and with its own verb.
fn begins_clause(tokens: &[Token], group: &Group, at: usize) -> bool {
    let is_comma = at == group.last() + 2 && tokens[at - 1].kind == Kind::Comma;
    let is_verb = |token: &Token| matches!(token.kind, Kind::Role(Role::Is | Role::Glue | Role::Listens));
    is_comma
        && group.sort == Sort::Port
        && group.members.len() == 1
        && tokens.get(at + 1).is_some_and(is_verb)
}

fn divide(tokens: &[Token], groups: &[Group]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut group = 0;
    for (at, token) in tokens.iter().enumerate() {
        while groups.get(group).is_some_and(|group| group.last() < at) {
            group += 1;
        }
        let in_list = groups.get(group).is_some_and(|group| group.first() < at);
        if in_list || token.paren != 0 {
            continue;
        }
        if (token.kind == Kind::Comma && !numbers::is_apposition(tokens, at)) || is_break(tokens, at) {
            parts.push(start..at);
            start = at + 1;
        } else if is_field(tokens, at) {
            parts.push(start..at);
            start = at;
        }
    }
    parts.push(start..tokens.len());
    parts
}

// `… 代替不了 25 出站：别的域名 …`: a colon between two clauses, and not one between a thing and its port.
fn is_break(tokens: &[Token], at: usize) -> bool {
    let is_unknown = |token: Option<&Token>| token.is_some_and(|token| token.kind == Kind::Unknown);
    let next = tokens.get(at + 1);
    tokens[at].kind == Kind::Role(Role::Colon)
        && is_unknown(tokens[..at].last())
        && next.is_some_and(|next| !matches!(next.kind, Kind::Number(_) | Kind::Mode(_) | Kind::Transport(_)))
}

// `SSL 端口：465 STARTTLS 端口：587`: the next field of a form.
fn is_field(tokens: &[Token], at: usize) -> bool {
    let is = |at: usize, what: fn(Role) -> bool| matches!(tokens.get(at).map(|token| token.kind), Some(Kind::Role(role)) if what(role));
    let follows = at > 0 && matches!(tokens[at - 1].kind, Kind::Number(_));
    let word = at + usize::from(matches!(tokens[at].kind, Kind::Mode(_)));
    let is_number = tokens.get(word + 2).is_some_and(|token| matches!(token.kind, Kind::Number(_)));
    follows && is(word, Role::is_port) && is(word + 1, Role::equates) && is_number
}

// Whether nothing but a list stands between two mentions: `、`, `和`, `, and port`.
fn is_list(gap: &[Token]) -> bool {
    let is = |token: &Token, roles: &[Role]| matches!(token.kind, Kind::Role(role) if roles.contains(&role));
    let is_connector = |token: &Token| is(token, &[Role::List, Role::Or, Role::Slash]);
    let is_light = |token: &Token| {
        is(
            token,
            &[
                Role::List,
                Role::Or,
                Role::Slash,
                Role::Port,
                Role::Ports,
                Role::Glue,
                Role::Article,
                Role::It,
                Role::Its,
            ],
        )
    };
    match gap {
        [comma] if comma.kind == Kind::Comma => true,
        [comma, rest @ ..] if comma.kind == Kind::Comma => {
            rest.len() < 4 && rest.iter().all(is_light) && rest.iter().any(is_connector)
        }
        gap => gap.len() < 5 && gap.iter().all(is_light) && gap.iter().any(is_connector),
    }
}

/// How much of a gap is not understood. A Han character is about half a word.
pub(super) fn distance(gap: &[Token]) -> usize {
    let weigh = |token: &Token| match token.kind {
        Kind::Unknown if token.range.len() <= 3 => 1,
        Kind::Unknown => 2,
        Kind::Opaque => 3,
        Kind::Number(number) if number.standing < Standing::Bare => 2,
        _ => 0,
    };
    crate::lint::work::done(gap.len());
    gap.iter().map(weigh).sum()
}

/// Whether a list connects what stands at both ends, so that neither says anything of the other:
/// `IMAP 和 465 两组`, `IMAP and port 465`. A verb in between makes it a sentence again.
pub(super) fn joins(gap: &[Token]) -> bool {
    let is_light = |token: &Token| {
        matches!(token.kind, Kind::Role(Role::Port | Role::Ports | Role::Article | Role::It | Role::Its))
    };
    let is_list = |token: &Token| matches!(token.kind, Kind::Role(Role::List | Role::Or));
    // `relayed on 25 and read by IMAP on 143`
    let list = gap.iter().position(is_list);
    let is_task = |token: &Token| matches!(token.kind, Kind::Role(Role::Task | Role::Errand(_)));
    if list.is_some_and(|list| gap.get(list + 1).is_some_and(is_task)) {
        return true;
    }
    let last = gap.iter().rfind(|token| !is_light(token));
    last.is_some_and(is_list)
}
