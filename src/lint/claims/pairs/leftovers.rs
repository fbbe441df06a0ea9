//! What no pattern has tied to anything: a sentence names a service and a port, in words that nobody foresaw.
//!
//! Such a port belongs to one of the services in sight, whichever that is, and such a way of encryption to one of the
//! ports. That is little, and it is enough: what fits none of them is wrong, however the sentence is built.

use super::super::groups::{Sort, distance, joins};
use super::super::lexicon::{Mode, Role};
use super::super::tokens::{Kind, Number, Standing, Token};
use super::super::vocabulary::NameId;
use super::super::{Claim, Hold, Says};
use super::{NEAR, Sentence};
use crate::base::registry::{PortNumber, Transport};
use std::collections::BTreeSet;

/// Numbers of less than three digits count things more often than they name ports.
const LONG: u16 = 100;

/// Each mention is held against all others, so there is an end to them; a longer sentence ties nothing to anything.
const LONGEST_SENTENCE: usize = 256;

impl Sentence<'_> {
    /// The claims of what `claims` leaves over; `about` is what the sentence may be about without naming it.
    pub(super) fn leftovers(&self, about: &[Token], claims: &mut Vec<Claim>) {
        if self.tokens.len() > LONGEST_SENTENCE {
            return;
        }
        let names = self.sight(about, Sort::Name);
        let ports = self.sight(about, Sort::Port);
        let mut found = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            if !self.asserted[at] || token.lender.is_some() || (token.quote != 0 && !self.is_label(at)) {
                continue;
            }
            match token.kind {
                Kind::Number(number) if number.standing >= Standing::Weak => {
                    found.extend(self.port(at, number, &names, claims));
                }
                Kind::Mode(mode) if mode != Mode::Encrypted => {
                    found.extend(self.way(at, mode, (&names, &ports), claims));
                }
                Kind::Transport(transport) if self.has_one_transport && !self.wavers => {
                    found.extend(self.carrier(at, transport, &names, claims));
                }
                _ => {}
            }
        }
        found.extend((0..self.parts.len()).filter_map(|part| self.explained(part)));
        claims.extend(found);
    }

    // `993, which is the port of POP3`, `110，这是 IMAP 的默认端口`: a part of the sentence says whose port it was.
    fn explained(&self, part: usize) -> Option<Claim> {
        let own = self.parts[part].range.clone();
        let first = own.clone().find(|at| self.sort(*at).is_some())?;
        let is = |at: usize, roles: &[Role]| matches!(self.tokens[at].kind, Kind::Role(role) if roles.contains(&role));
        let mut start = own.start..first;
        let leans = start.any(|at| is(at, &[Role::It, Role::Its, Role::Article, Role::Which]));
        let is_port = |at: usize| matches!(self.tokens[at].kind, Kind::Role(role) if role.is_port() || role == Role::Default);
        let has_number = own.clone().any(|at| matches!(self.tokens[at].kind, Kind::Number(_)));
        if !leans
            || distance(&self.tokens[own.start..first]) > 2
            || has_number
            || !(own.clone().any(is_port) || own.clone().any(|at| is(at, &[Role::Which])))
            || self.sort(first) != Some(Sort::Name)
            || !self.asserted[first]
        {
            return None;
        }
        let number = |at: &usize| matches!(self.tokens[*at].kind, Kind::Number(_));
        let at = (0..own.start).rev().find(number)?;
        let Kind::Number(Number { value, standing, .. }) = self.tokens[at].kind else { return None };
        if standing < Standing::Weak || !self.asserted[at] {
            return None;
        }
        let names = own.filter_map(|at| name(&self.tokens[at])).collect();
        let is_default = self.parts[part].says_default;
        Some(Claim { says: Says::Port { names, number: value }, is_default, ..self.loose(first, at) })
    }

    // `选“SSL/TLS”`: a word of a dialog, and not what somebody says.
    fn is_label(&self, at: usize) -> bool {
        let quote = self.tokens[at].quote;
        let is_inside = |other: Option<&Token>| other.is_some_and(|other| other.quote == quote);
        !is_inside(self.tokens[..at].last()) && !is_inside(self.tokens.get(at + 1))
    }

    // What is named in the sentence, whatever is said of it, and around it.
    fn sight<'t>(&'t self, about: &'t [Token], sort: Sort) -> Vec<&'t Token> {
        self.tokens.iter().chain(about).filter(|token| Sort::of(token) == Some(sort)).collect()
    }

    fn port(&self, at: usize, number: Number, names: &[&Token], claims: &[Claim]) -> Option<Claim> {
        let place = &self.tokens[at].range;
        let is_tied = |claim: &Claim| {
            matches!(claim.says, Says::Port { .. } | Says::Link { .. })
                && (claim.place == *place || claim.subject == *place)
        };
        if number.entry.is_some() || claims.iter().any(is_tied) {
            return None;
        }
        let part = self.part_of(at)?;
        let nearest = self.nearest_name(at, part)?;
        let own = &self.parts[part].range;
        let is_here = own.contains(&nearest);
        // `The values of IMAP and port 465 come from elsewhere`
        if joins(&self.tokens[nearest.min(at) + 1..nearest.max(at)]) {
            return None;
        }
        let has_its_port = |claim: &Claim| {
            matches!(claim.says, Says::Port { .. }) && claim.subject == self.tokens[nearest].range
        };
        let tokens = &self.tokens[own.clone()];
        let does_something_else =
            tokens.iter().any(|token| matches!(token.kind, Kind::Role(Role::Task | Role::Errand(_))));
        // `because it holds a connection on 110`
        let is_placed = self.tokens[..at].last().is_some_and(|before| {
            matches!(before.kind, Kind::Transport(_))
                || matches!(
                    before.kind,
                    Kind::Role(
                        Role::Glue | Role::Is | Role::Colon | Role::Listens | Role::Fill | Role::Which
                    )
                )
        });
        let is_called = number.standing == Standing::Port
            || (is_placed && number.standing == Standing::Bare && number.value.first >= LONG);
        let is_sure = is_called && !claims.iter().any(has_its_port) && (is_here || !does_something_else);
        // `IMAP …, because it uses 110, while POP3 hangs up`: what comes after a turn is about something else.
        let turn = self.tokens[at..]
            .iter()
            .position(|token| token.kind == Kind::Role(Role::While))
            .map(|length| at + length);
        let end = turn.map_or(usize::MAX, |turn| self.tokens[turn].range.start);
        let is_in_sight = |token: &&&Token| token.lender.is_some() || token.range.start < end;
        // `To collect your mail with POP, …`: what is called by its name is meant, and not all that does its errand.
        let place = own.start..own.end;
        let is_errand = |token: &Token| name(token).is_some_and(|name| self.vocabulary.is_errand(name));
        let named: Vec<NameId> =
            names.iter().filter(|token| !is_errand(token)).filter_map(|token| name(token)).collect();
        let is_narrowed =
            |errand: NameId| named.iter().any(|name| self.vocabulary.share_ports(*name, errand));
        let is_here_too =
            |token: &Token| self.tokens[place.clone()].iter().any(|other| other.range == token.range);
        let is_meant = |token: &&&Token| {
            is_here_too(token) || !is_errand(token) || !name(token).is_some_and(is_narrowed)
        };
        let names: BTreeSet<NameId> =
            names.iter().filter(is_in_sight).filter(is_meant).filter_map(|token| name(token)).collect();
        Some(Claim {
            says: Says::Port { names: names.into_iter().collect(), number: number.value },
            hold: match number.standing {
                Standing::Weak if is_here => Hold::Kindred,
                _ if is_sure => Hold::Loose,
                _ => Hold::Slipping,
            },
            is_default: self.parts[part].says_default && is_here,
            ..self.loose(nearest, at)
        })
    }

    // The name of the part of the sentence, or of the one before it.
    fn nearest_name(&self, at: usize, part: usize) -> Option<usize> {
        let is_name = |other: &usize| self.sort(*other) == Some(Sort::Name) && self.asserted[*other];
        let is_passed_on =
            |other: &usize| !name(&self.tokens[*other]).is_some_and(|name| self.vocabulary.is_relay(name));
        let own = self.parts[part].range.clone();
        let here = own.filter(is_name).min_by_key(|other| other.abs_diff(at));
        let before = || (0..self.parts[part].range.start).rev().find(is_name).filter(is_passed_on);
        here.or_else(before).or_else(|| self.name_behind(part))
    }

    // `One of the two, 110, belongs to IMAP`
    fn name_behind(&self, part: usize) -> Option<usize> {
        let next = self.parts.get(part + 1)?.range.clone();
        let first = next.clone().find(|at| self.sort(*at).is_some())?;
        let is_tied = distance(&self.tokens[next.start..first]) == 0 && first > next.start;
        let goes_on = self.tokens[next.start].kind == Kind::Role(Role::List);
        (is_tied && !goes_on && self.sort(first) == Some(Sort::Name) && self.asserted[first]).then_some(first)
    }

    fn way(
        &self,
        at: usize,
        mode: Mode,
        (names, ports): (&[&Token], &[&Token]),
        claims: &[Claim],
    ) -> Option<Claim> {
        let place = &self.tokens[at].range;
        let is_tied = |claim: &Claim| {
            matches!(&claim.says, Says::Mode { numbers, .. } if !numbers.is_empty())
                && (claim.place == *place || claim.subject == *place)
        };
        // `明文 6667`: it belongs to a number that may be a port or not.
        let is_doubtful = |at: Option<usize>| {
            let token = at.and_then(|at| self.tokens.get(at));
            token.is_some_and(
                |token| matches!(token.kind, Kind::Number(number) if number.standing < Standing::Bare),
            )
        };
        if claims.iter().any(is_tied) || is_doubtful(at.checked_sub(1)) || is_doubtful(Some(at + 1)) {
            return None;
        }
        let numbers: BTreeSet<PortNumber> = ports.iter().filter_map(|token| number(token)).collect();
        let names: BTreeSet<NameId> = names.iter().filter_map(|token| name(token)).collect();
        let nearest = self.nearest_port(at);
        let claim = match (nearest, ports) {
            (Some(nearest), _) => self.loose(nearest, at),
            // `## 587`, and what the sentence below it says
            (None, [port]) if mode != Mode::Cleartext && port.lender.is_some() && !self.has_numbers() => {
                Claim { subject: port.range.clone(), subject_of: port.lender, ..self.loose(at, at) }
            }
            _ => return None,
        };
        Some(Claim {
            says: Says::Mode {
                names: names.into_iter().collect(),
                numbers: numbers.into_iter().collect(),
                mode,
                each: false,
            },
            hold: Hold::Loose,
            ..claim
        })
    }

    // `TFTP runs on top of TCP and its requests go to port 69`
    fn carrier(&self, at: usize, transport: Transport, names: &[&Token], claims: &[Claim]) -> Option<Claim> {
        let place = &self.tokens[at].range;
        let is_tied = |claim: &Claim| matches!(claim.says, Says::Transport { .. }) && claim.place == *place;
        let own = self.parts[self.part_of(at)?].range.clone();
        let here = |other: &usize| self.sort(*other) == Some(Sort::Name) && self.asserted[*other];
        let nearest = own.filter(here).min_by_key(|other| other.abs_diff(at))?;
        if claims.iter().any(is_tied) {
            return None;
        }
        let names = names.iter().filter_map(|token| name(token)).collect();
        Some(Claim {
            says: Says::Transport { names, numbers: Vec::new(), transport },
            ..self.loose(nearest, at)
        })
    }

    fn sort(&self, at: usize) -> Option<Sort> {
        Sort::of(&self.tokens[at])
    }

    fn has_numbers(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token.kind, Kind::Number(_)))
    }

    fn part_of(&self, at: usize) -> Option<usize> {
        self.parts.iter().position(|part| part.range.contains(&at))
    }

    // The port of the part of the sentence, or of the one before it.
    fn nearest_port(&self, at: usize) -> Option<usize> {
        let is_port =
            |other: &usize| self.sort(*other) == Some(Sort::Port) && self.tokens[*other].lender.is_none();
        let part = self.part_of(at)?;
        let own = self.parts[part].range.clone();
        let here = own.clone().filter(is_port).min_by_key(|other| other.abs_diff(at));
        let goes_on = self.tokens[own.start].kind == Kind::Role(Role::Or);
        let before = || self.parts[..part].last()?.range.clone().rev().find(is_port).filter(|_| !goes_on);
        // `Security type STARTTLS, port 993`: the next field of a form.
        let is_of_port = |token: &Token| match token.kind {
            Kind::Number(_) => true,
            Kind::Role(role) => role.is_port(),
            _ => false,
        };
        let behind = || {
            if self.tokens[own.clone()].iter().any(is_of_port) {
                return None;
            }
            let next = self.parts.get(part + 1)?.range.clone();
            let port = next.clone().find(is_port)?;
            let start = &self.tokens[next.start..port];
            let says_port =
                start.iter().any(|token| matches!(token.kind, Kind::Role(role) if role.is_port()));
            (says_port && distance(start) <= NEAR).then_some(port)
        };
        let found = here.or_else(before).or_else(behind).filter(|port| self.asserted[*port])?;
        // `465 with SSL/TLS, or plain STARTTLS`
        (!joins(&self.tokens[found.min(at) + 1..found.max(at)])).then_some(found)
    }

    fn loose(&self, subject: usize, place: usize) -> Claim {
        Claim { is_inferred: true, ..self.claim(subject, place) }
    }
}

fn name(token: &Token) -> Option<NameId> {
    match token.kind {
        Kind::Name(name) => Some(name),
        _ => None,
    }
}

fn number(token: &Token) -> Option<PortNumber> {
    match token.kind {
        Kind::Number(number) => Some(number.value),
        _ => None,
    }
}
