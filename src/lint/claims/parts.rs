//! Parts of a sentence, and what the parts before have named.

use super::groups::{Group, Sort, distance};
use super::lexicon::{Role, Side};
use super::tokens::{Kind, Token};
use std::collections::BTreeMap;
use std::ops::Range;

/// A part of the sentence, and what its words say about all of it.
pub(super) struct Part {
    /// Its tokens.
    pub(super) range: Range<usize>,
    /// What is said holds for each.
    pub(super) says_each: bool,
    /// The parentheses in which it names the default, 0 outside of any.
    pub(super) defaults: Vec<usize>,
    /// It speaks of a port that somebody chose.
    pub(super) says_moved: bool,
    /// It tells to change something.
    pub(super) says_changed: bool,
    /// `POP3S has the same port as IMAPS`
    pub(super) says_shared: bool,
    /// `2380 for peers`, `clients connect to 5222, servers among themselves to 5269`: the sides of ports, in their order.
    pub(super) sides: BTreeMap<usize, Side>,
    /// The one side that it speaks of.
    side: Option<Side>,
    /// Numbers from here on are the port, and not a port: `端口号是`.
    pub(super) is_the_port: Option<usize>,
}

impl Part {
    /// A part and its words.
    pub(super) fn of(range: Range<usize>, tokens: &[Token]) -> Part {
        let own = &tokens[range.clone()];
        crate::lint::work::done(own.len());
        let says = |role: Role| own.iter().any(|token| token.kind == Kind::Role(role));
        let is_port = |token: &Token| matches!(token.kind, Kind::Role(role) if role.is_port());
        let is = |token: &Token| matches!(token.kind, Kind::Role(Role::Is | Role::Colon | Role::Fill));
        let port = own.iter().position(is_port);
        // `HTTP, i.e. port 80`
        let explains =
            |port: usize| own[..port].last().is_some_and(|before| before.kind == Kind::Role(Role::Which));
        let is_the_port = port.and_then(|port| {
            let from = if explains(port) { Some(0) } else { own[port..].iter().position(is) };
            Some(range.start + port + from?)
        });
        let side = |token: &Token| match token.kind {
            Kind::Role(Role::Side(side)) => Some(side),
            _ => None,
        };
        let with = |token: &Token| token.feature.map(Side::With);
        let mut sides: Vec<Side> = own.iter().filter_map(side).collect();
        if sides.is_empty() {
            sides.extend(own.iter().filter_map(with));
        }
        sides.dedup();
        // `client 2379 / peer 2380`
        let own_sides = || {
            let own = range.clone().filter_map(|at| Some((at + 1, side(&tokens[at])?)));
            own.filter(|(at, _)| tokens.get(*at).and_then(Sort::of) == Some(Sort::Port)).collect()
        };
        let ports: Vec<usize> =
            range.clone().filter(|at| Sort::of(&tokens[*at]) == Some(Sort::Port)).collect();
        let side = sides.first().copied().filter(|_| sides.len() == 1);
        let sides =
            if sides.len() == ports.len() { ports.into_iter().zip(sides).collect() } else { own_sides() };
        Part {
            says_each: says(Role::Each),
            defaults: own
                .iter()
                .filter(|token| token.kind == Kind::Role(Role::Default))
                .map(|token| token.paren)
                .collect(),
            says_moved: says(Role::Moved) && !leaves_alone(own),
            says_changed: says(Role::Change) || says(Role::Becomes),
            says_shared: says(Role::Shared) && !says(Role::Not) && !says(Role::IsNot),
            sides,
            side,
            is_the_port,
            range,
        }
    }

    /// Whether it names the default; `on 55500 (away from the default of WireGuard)` says nothing of 55500.
    pub(super) fn says_default(&self, of: &Token) -> bool {
        self.defaults.iter().any(|paren| *paren == 0 || *paren == of.paren)
    }

    /// Takes over what a part beside it adds and mentions no port to say it of.
    pub(super) fn borrow_side(&mut self, beside: &Part, tokens: &[Token]) {
        let mentions =
            |range: &Range<usize>| range.clone().filter(|at| Sort::of(&tokens[*at]).is_some()).count();
        let port = self.range.clone().find(|at| Sort::of(&tokens[*at]) == Some(Sort::Port));
        if let (Some(port), Some(side), None) = (port, beside.side, self.side)
            && mentions(&self.range) <= 2
            && mentions(&beside.range) <= usize::from(beside.range.start < self.range.start)
            && !beside.range.clone().any(|at| matches!(tokens[at].kind, Kind::Number(_)))
        {
            self.sides.insert(port, side);
        }
    }
}

/// Whether nobody chose another port: `unless you delegate`, `未设置委托时`, `unless a file names another port`.
pub(super) fn leaves_alone(part: &[Token]) -> bool {
    let Some(not) = part.iter().rposition(|token| token.kind == Kind::Role(Role::Not)) else { return false };
    let is_choice =
        |token: &Token| matches!(token.kind, Kind::Role(Role::Moved | Role::Ports | Role::Change));
    part[not..].iter().any(is_choice) && part[not..].iter().all(|token| Sort::of(token).is_none())
}

/// Whether somebody chose another port: `5433, not the default 5432`.
pub(super) fn leaves_default(sentence: &[Token]) -> bool {
    let is_light = |token: &&Token| matches!(token.kind, Kind::Role(Role::Article | Role::Its | Role::Glue));
    sentence.iter().enumerate().any(|(at, token)| {
        let mut next = sentence[at + 1..].iter().skip_while(is_light);
        matches!(token.kind, Kind::Role(Role::Not | Role::Instead))
            && next.next().is_some_and(|next| next.kind == Kind::Role(Role::Default))
            && next
                .find(|next| !matches!(next.kind, Kind::Role(Role::Port | Role::Is)))
                .is_some_and(|number| number.number().is_some())
    })
}

/// Somebody does something else there.
pub(super) fn has_task(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token.kind, Kind::Role(Role::Task | Role::Errand(_))))
}

/// Whether words say no more than port: `邮件端口`.
pub(super) fn is_port_noun(tokens: &[Token]) -> bool {
    let is_port =
        |token: &Token| matches!(token.kind, Kind::Role(role) if role.is_port() || role == Role::Ports);
    tokens.iter().any(is_port)
        && tokens.iter().all(|token| is_port(token) || token.kind == Kind::Role(Role::Glue))
}

/// Whether a part goes on with what becomes of a connection.
pub(super) fn changes(start: &[Token]) -> bool {
    let is = |token: &Token| matches!(token.kind, Kind::Role(Role::Upgrade | Role::Then | Role::Fill));
    distance(start) == 0 && start.iter().any(is)
}

/// What the parts before have named.
#[derive(Default)]
pub(super) struct Before<'g> {
    /// The service named last.
    pub(super) name: Option<&'g Group>,
    /// Ports since then.
    pub(super) ports: Vec<&'g Group>,
    /// Whether the service has its port already.
    pub(super) has_own_port: bool,
    /// A way of encryption that the sentence begins with.
    pub(super) mode: Option<&'g Group>,
}

impl<'g> Before<'g> {
    /// Takes note of a part.
    pub(super) fn pass(&mut self, part: &[&'g Group], asserted: &[bool]) {
        for group in part {
            match group.sort {
                Sort::Name => {
                    self.name = Some(group);
                    self.has_own_port =
                        part.iter().any(|other| other.sort == Sort::Port && asserted[other.first()]);
                }
                Sort::Port => {
                    self.ports.push(group);
                    self.has_own_port |= asserted[group.first()];
                }
                Sort::Mode | Sort::Transport => {}
            }
        }
    }
}
