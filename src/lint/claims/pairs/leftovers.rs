//! What no pattern has tied to anything: a sentence names a service and a port, in words that nobody foresaw.
//!
//! Such a port belongs to one of the services in sight, whichever that is, and such a way of encryption to one of the
//! ports. That is little, and it is enough: what fits none of them is wrong, however the sentence is built.

use super::super::groups::{Sort, distance, joins};
use super::super::lexicon::{Mode, Role, Side};
use super::super::numbers::LONG;
use super::super::tokens::{Kind, Number, Standing, Token};
use super::super::vocabulary::NameId;
use super::super::{Claim, Hold, Says};
use super::{NEAR, Sentence};
use std::collections::BTreeSet;

/// Each mention is held against all others, so there is an end to them; a longer sentence ties nothing to anything.
pub(super) const LONGEST_SENTENCE: usize = 256;

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
                Kind::Number(number) if number.standing >= Standing::Weak && !self.is_ordered(at) => {
                    found.extend(self.port(at, number, &names, claims));
                }
                Kind::Mode(mode) if mode != Mode::Encrypted || self.is_only_way(at) => {
                    found.extend(self.way(at, mode, (&names, &ports), claims));
                }
                Kind::Transport(transport)
                    if self.has_one_transport && self.otherwise.is_none() && !self.is_listed =>
                {
                    found.extend(self.carrier(at, transport, &names, claims));
                }
                _ => {}
            }
        }
        found.extend((0..self.parts.len()).filter_map(|part| self.explained(part)).flatten());
        claims.extend(found);
    }

    // Whether it is one of several that a sentence speaks of respectively.
    fn is_ordered(&self, at: usize) -> bool {
        let is_cue = |token: &Token| token.kind == Kind::Role(Role::Respectively);
        let is_known = self.tokens[at].number().is_some_and(|number| self.vocabulary.knows(number));
        is_known
            && self.tokens.iter().any(is_cue)
            && self.groups.iter().any(|group| group.members.len() > 1 && group.members.contains(&at))
    }

    // `993, which is the port of POP3`, `110，这是 IMAP 的默认端口`: a part of the sentence says whose port it was.
    fn explained(&self, part: usize) -> Option<Vec<Claim>> {
        let own = self.parts[part].range.clone();
        let first = own.clone().find(|at| self.sort(*at).is_some())?;
        let is = |at: usize, roles: &[Role]| matches!(self.tokens[at].kind, Kind::Role(role) if roles.contains(&role));
        let mut start = own.start..first;
        // `SMB 就走这个端口`, `SMTP 都走它`
        let last = own.clone().next_back()?;
        let is_all = is(last, &[Role::It]) && own.clone().any(|at| is(at, &[Role::Each, Role::Is]));
        // `客户端要经它提交邮件`
        let is_through = first > own.start + 1 && is(first - 1, &[Role::It]) && is(first - 2, &[Role::Glue]);
        let points = is_through
            || (is_all || is(last, &[Role::Its]))
                && distance(&self.tokens[first + 1..last.max(first + 1)]) <= NEAR;
        let leans =
            points || start.any(|at| is(at, &[Role::It, Role::Its, Role::Article, Role::Which, Role::Where]));
        let is_port = |at: usize| matches!(self.tokens[at].kind, Kind::Role(role) if role.is_port() || role == Role::Default);
        // `…, and that is PostgreSQL`
        let is_light =
            |at: usize| at == first || is(at, &[Role::It, Role::Is, Role::List, Role::Glue, Role::Article]);
        let begins = own.clone().find(|at| !is(*at, &[Role::List]));
        let is_answer = || begins.is_some_and(|at| is(at, &[Role::It])) && own.clone().all(is_light);
        let has_number = own.clone().any(|at| matches!(self.tokens[at].kind, Kind::Number(_)));
        let says_whose =
            points || own.clone().any(|at| is_port(at) || is(at, &[Role::Which, Role::Where])) || is_answer();
        if !leans
            || distance(&self.tokens[own.start..first]) > 2
            || has_number
            || !says_whose
            || self.sort(first) != Some(Sort::Name)
            || !self.asserted[first]
        {
            return None;
        }
        let number = |at: &usize| matches!(self.tokens[*at].kind, Kind::Number(_));
        let at = (0..own.start).rev().find(number)?;
        let Kind::Number(Number { value, standing, .. }) = self.tokens[at].kind else { return None };
        if standing < Standing::Weak || !(points || self.asserted[at]) {
            return None;
        }
        let names = own.clone().filter_map(|at| self.tokens[at].name()).collect();
        let is_default = self.parts[part].says_default(&self.tokens[first]);
        let says = Says::Port { names, number: value };
        let port = Claim { says, is_default, is_moved: false, ..self.loose(first, at) };
        // `6697，这是 IRC 的明文端口`
        let way = own.filter_map(|word| match self.tokens[word].kind {
            Kind::Role(Role::TlsPort(mode)) => {
                let says = Says::Mode { names: Vec::new(), numbers: vec![value], mode, each: true };
                Some(Claim { says, ..self.loose(at, word) })
            }
            _ => None,
        });
        Some(std::iter::once(port).chain(way).collect())
    }

    // `选“SSL/TLS”`, `choose "SMTP over SSL"`: words of a dialog, and not what somebody says.
    fn is_label(&self, at: usize) -> bool {
        let quote = self.tokens[at].quote;
        let is_inside = |token: &&Token| token.quote == quote;
        let before = self.tokens[..at].iter().rev().take_while(is_inside);
        let mut others = before.chain(self.tokens[at + 1..].iter().take_while(is_inside));
        others.all(|token| token.name().is_some())
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
        let Some(nearest) = self.nearest_name(at, part) else { return self.slip(at, number, names) };
        let own = &self.parts[part].range;
        let is_here = own.contains(&nearest);
        // `The values of IMAP and port 465 come from elsewhere`
        let gap = &self.tokens[nearest.min(at) + 1..nearest.max(at)];
        let is_of_other = |token: &Token| {
            token.kind == Kind::Comma || matches!(Sort::of(token), Some(Sort::Mode | Sort::Transport))
        };
        if joins(gap) && !gap.iter().any(is_of_other) {
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
            before.feature.is_some()
                // `nc -vz mail.example.com 110`
                || matches!(before.kind, Kind::Transport(_) | Kind::Opaque)
                || matches!(
                    before.kind,
                    Kind::Role(
                        Role::Glue | Role::Is | Role::Colon | Role::Listens | Role::Fill | Role::Which
                    )
                )
        });
        // `POP3, 587`, `…, and 993, where TLS begins at once`: it is a field, or begins what is said of it.
        let is_list =
            |token: &Token| matches!(token.kind, Kind::Number(_) | Kind::Role(Role::List | Role::Or));
        let ends = |token: &Token, is_alone: bool| match token.kind {
            Kind::Comma => true,
            Kind::Mode(_) | Kind::Role(Role::Glue) => is_alone,
            _ => false,
        };
        let is_item = |start: usize| {
            let is_alone = self.tokens[start..at].iter().all(|token| !matches!(token.kind, Kind::Number(_)));
            let behind = self.tokens[at + 1..].iter().position(|token| !is_list(token));
            let is_last = behind == Some(0) || behind.is_none() && at + 1 == self.tokens.len();
            self.tokens[start..at].iter().all(is_list)
                && behind.is_none_or(|length| ends(&self.tokens[at + 1 + length], is_alone && is_last))
        };
        // `143 with STARTTLS and 995 with SSL/TLS`
        let has_way = matches!(self.tokens.get(at + 1..at + 3), Some([glue, way])
            if glue.kind == Kind::Role(Role::Glue) && matches!(way.kind, Kind::Mode(_)));
        let is_placed = is_placed || is_item(own.start) || has_way;
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
        let is_errand = |token: &Token| token.name().is_some_and(|name| self.vocabulary.is_errand(name));
        let named: Vec<NameId> =
            names.iter().filter(|token| !is_errand(token)).filter_map(|token| token.name()).collect();
        let is_narrowed =
            |errand: NameId| named.iter().any(|name| self.vocabulary.share_ports(*name, errand));
        let is_here_too =
            |token: &Token| self.tokens[place.clone()].iter().any(|other| other.range == token.range);
        let is_meant = |token: &&&Token| {
            is_here_too(token) || !is_errand(token) || !token.name().is_some_and(is_narrowed)
        };
        let names: BTreeSet<NameId> =
            names.iter().filter(is_in_sight).filter(is_meant).filter_map(|token| token.name()).collect();
        let side = self.parts[part].sides.get(&at).copied();
        let tells_which = matches!(side, Some(Side::With(_))) && number.standing >= Standing::Bare;
        Some(Claim {
            says: Says::Port { names: names.into_iter().collect(), number: number.value },
            hold: match number.standing {
                Standing::Weak if is_here => Hold::Kindred,
                _ if is_sure || tells_which => Hold::Loose,
                _ => Hold::Slipping,
            },
            is_default: self.parts[part].says_default(&self.tokens[at])
                && (is_here || !own.clone().any(|at| self.sort(at) == Some(Sort::Name))),
            side,
            ..self.loose(nearest, at)
        })
    }

    // `The encrypted port is 933`, below a heading on IMAP: nearly its port, and nobody else's.
    fn slip(&self, at: usize, number: Number, names: &[&Token]) -> Option<Claim> {
        let subject = names.first().filter(|_| number.standing >= Standing::Bare)?;
        let is_known = self.vocabulary.knows(number.value);
        // `在“设置”里选 POP。……服务器端口为 993`: the port of a relative of what was named, and nothing else is named.
        let is_set = |token: &Token| {
            matches!(token.kind, Kind::Role(Role::Is | Role::Fill | Role::Listens) | Kind::Comma)
        };
        // `The driver then opens port 389`, and not `With port 587, …`, `Port 25: …`
        let is_object = |port: &Token| {
            matches!(port.kind, Kind::Role(role) if role.is_port())
                && self.tokens[..at]
                    .iter()
                    .rev()
                    .nth(1)
                    .is_some_and(|verb| verb.kind == Kind::Role(Role::Glue))
                && self.tokens[..at].len() > 3
        };
        let does_something_else = self.tokens.iter().any(|token| {
            matches!(
                token.kind,
                Kind::Role(Role::Task | Role::Errand(_) | Role::While | Role::Side(_) | Role::Not)
            )
        });
        let is_meant = number.standing == Standing::Port
            && self.tokens[..at].last().is_some_and(|token| is_set(token) || is_object(token))
            && !does_something_else
            && names.iter().all(|token| token.lender.is_some())
            && self.tokens.iter().filter(|token| matches!(token.kind, Kind::Number(_))).count() == 1;
        if is_known && !is_meant {
            return None;
        }
        let names = names.iter().filter_map(|token| token.name()).collect();
        Some(Claim {
            says: Says::Port { names, number: number.value },
            subject: subject.range.clone(),
            subject_of: subject.lender,
            hold: if is_known { Hold::Kindred } else { Hold::Slipping },
            ..self.loose(at, at)
        })
    }

    // The name of the part of the sentence, or of the one before it.
    fn nearest_name(&self, at: usize, part: usize) -> Option<usize> {
        let is_name = |other: &usize| self.sort(*other) == Some(Sort::Name) && self.asserted[*other];
        let is_passed_on =
            |other: &usize| !self.tokens[*other].name().is_some_and(|name| self.vocabulary.is_relay(name));
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
        let goes_on = matches!(self.tokens[next.start].kind, Kind::Role(Role::List | Role::So));
        // `993 with SSL and, for outgoing mail, …`
        let goes_on = goes_on
            || self.tokens[..next.start - 1].last().is_some_and(|last| last.kind == Kind::Role(Role::List));
        (is_tied && !goes_on && self.sort(first) == Some(Sort::Name) && self.asserted[first]).then_some(first)
    }

    pub(super) fn sort(&self, at: usize) -> Option<Sort> {
        Sort::of(&self.tokens[at])
    }

    pub(super) fn has_numbers(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token.kind, Kind::Number(_)))
    }

    pub(super) fn part_of(&self, at: usize) -> Option<usize> {
        self.parts.iter().position(|part| part.range.contains(&at))
    }

    pub(super) fn loose(&self, subject: usize, place: usize) -> Claim {
        Claim { is_inferred: true, ..self.claim(subject, place) }
    }
}
