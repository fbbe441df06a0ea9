//! Ways of encryption and transports that no pattern has tied to anything: each belongs to one of the ports, or names,
//! in sight.

use super::super::groups::{Sort, distance, joins};
use super::super::lexicon::{Mode, Role};
use super::super::numbers::LONG;
use super::super::tokens::{Kind, Standing, Token};
use super::super::vocabulary::NameId;
use super::super::{Claim, Hold, Says};
use super::{NEAR, Sentence};
use crate::base::registry::{PortNumber, Transport};
use std::collections::BTreeSet;

/// Whether a part of a sentence is about other ports, without their numbers.
pub(super) fn says_other_port(part: &[Token]) -> bool {
    part.iter().any(|token| token.kind == Kind::Role(Role::Ports))
        && !part.iter().any(|token| token.number().is_some())
}

impl Sentence<'_> {
    // `Port 23 …, and all of it is encrypted with TLS`: one way and one number.
    pub(super) fn is_only_way(&self, at: usize) -> bool {
        let others = self.tokens.iter().enumerate().filter(|(other, _)| *other != at);
        let ways = others.filter(|(_, token)| matches!(token.kind, Kind::Mode(_)));
        let numbers = self.tokens.iter().filter(|token| matches!(token.kind, Kind::Number(_)));
        ways.count() == 0 && numbers.count() == 1
    }

    pub(super) fn way(
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
        let numbers: BTreeSet<PortNumber> = ports.iter().filter_map(|token| token.number()).collect();
        let names: BTreeSet<NameId> = names.iter().filter_map(|token| token.name()).collect();
        // `beside 587 it offers 465 wrapped in SSL`: a number that is not understood has it.
        let fits = |token: &Token| match token.kind {
            Kind::Number(number) if number.standing < Standing::Bare && number.value.first >= LONG => {
                self.vocabulary.knows(number.value)
                    && !self.vocabulary.contradicts(&[], Some(number.value), mode)
            }
            _ => false,
        };
        if self.tokens.iter().any(fits) {
            return None;
        }
        // `465 为 SSL，其他端口用 STARTTLS`
        let part = self.part_of(at)?;
        if says_other_port(&self.tokens[self.parts[part].range.clone()]) {
            return None;
        }
        let nearest = self.nearest_port(at);
        // `The default port is 25; if you want SSL, …`
        let own = &self.tokens[self.parts[part].range.clone()];
        let is_condition = own.iter().any(|token| token.kind == Kind::Role(Role::If));
        let is_here = |port: &usize| self.parts[part].range.contains(port);
        let is_of_others = |port: &usize| {
            let gap = &self.tokens[*port.min(&at)..*port.max(&at)];
            gap.iter().any(|token| token.kind == Kind::Role(Role::Ports))
        };
        let nearest = nearest.filter(|port| is_here(port) || !is_condition || *port > at);
        if nearest.is_some_and(|port| port < at && is_of_others(&port)) {
            return None;
        }
        let claim = match (nearest, ports) {
            (Some(nearest), _) => self.loose(nearest, at),
            // `## 587`, and what the sentence below it says
            (None, [port]) if mode != Mode::Cleartext && port.lender.is_some() && !self.has_numbers() => {
                Claim { subject: port.range.clone(), subject_of: port.lender, ..self.loose(at, at) }
            }
            _ => return None,
        };
        // `On 995 the password is in cleartext, just as it is on 110`
        let own = self.parts[part].range.clone().filter(|other| self.sort(*other) == Some(Sort::Port));
        let numbers = match own.collect::<Vec<_>>().as_slice() {
            [only] if !self.is_choice(*only, at) => self.number(*only).into_iter().collect(),
            _ => numbers,
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

    // `把端口换成 465 或者把加密改成 STARTTLS`
    fn is_choice(&self, a: usize, b: usize) -> bool {
        self.tokens[a.min(b)..a.max(b)].iter().any(|token| token.kind == Kind::Role(Role::Or))
    }

    // `TFTP runs on top of TCP and its requests go to port 69`
    pub(super) fn carrier(
        &self,
        at: usize,
        transport: Transport,
        names: &[&Token],
        claims: &[Claim],
    ) -> Option<Claim> {
        let place = &self.tokens[at].range;
        let is_tied = |claim: &Claim| matches!(claim.says, Says::Transport { .. }) && claim.place == *place;
        let own = self.parts[self.part_of(at)?].range.clone();
        let here = |other: &usize| self.sort(*other) == Some(Sort::Name) && self.asserted[*other];
        // `TFTP waits on port 69, over TCP`
        let goes_on = distance(&self.tokens[own.start..at]) == 0 && own.start < at;
        let before = || (0..own.start).rev().find(here).filter(|_| goes_on);
        let nearest = own.clone().filter(here).min_by_key(|other| other.abs_diff(at)).or_else(before)?;
        if claims.iter().any(is_tied) {
            return None;
        }
        let names = names.iter().filter_map(|token| token.name()).collect();
        Some(Claim {
            says: Says::Transport { names, numbers: Vec::new(), transport },
            ..self.loose(nearest, at)
        })
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
            Kind::Number(number) => number.standing >= Standing::Weak,
            Kind::Role(role) => role.is_port(),
            _ => false,
        };
        let behind = || {
            let next = self.parts.get(part + 1)?.range.clone();
            let port = next.clone().find(is_port)?;
            // `改成 STARTTLS，或者把端口换成 465`
            let is_other = self.tokens[next.start].kind == Kind::Role(Role::Or);
            if is_other || self.tokens[own.clone()].iter().any(is_of_port) {
                return None;
            }
            let start = &self.tokens[next.start..port];
            let says_port =
                start.iter().any(|token| matches!(token.kind, Kind::Role(role) if role.is_port()));
            (says_port && distance(start) <= NEAR).then_some(port)
        };
        let found = here.or_else(before).or_else(behind).filter(|port| self.asserted[*port])?;
        // `465 with SSL/TLS, or plain STARTTLS`, and not `587 as the port, and SSL/TLS as the security`, `choose STARTTLS
        // and 995`
        let gap = &self.tokens[found.min(at) + 1..found.max(at)];
        let is =
            |token: &Token, roles: &[Role]| matches!(token.kind, Kind::Role(role) if roles.contains(&role));
        let is_set = is(gap.first()?, &[Role::List])
            && gap.iter().skip(1).all(|token| is(token, &[Role::Port]))
            && self.tokens[own.start..found.min(at)].iter().any(|token| is(token, &[Role::Is, Role::Fill]));
        let is_field = gap.iter().any(|token| token.kind == Kind::Comma)
            && self.tokens.get(found.max(at) + 1).is_some_and(|token| is(token, &[Role::Is]));
        (!joins(gap) || is_set || is_field).then_some(found)
    }
}
