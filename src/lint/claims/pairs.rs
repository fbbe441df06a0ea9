//! From the tokens of a sentence to claims.
//!
//! Groups of different sorts make a claim when they stand in one part of a sentence, in turns: `SMTP
//! 用 25，IMAP 用 143`, `25 for SMTP, 143 for IMAP`. There are few ways over the end of a part, each a
//! pattern with its example below.

mod denials;
mod leftover_ways;
mod leftovers;
mod lists;
mod owners;
mod tls_ports;
mod transports;
mod turns;

use super::groups::{self, Group, Sort, distance, joins};
use super::lexicon::{Mode, Role};
use super::mood;
use super::parts::{Before, Part, changes, has_task, leaves_alone, leaves_default};
use super::tokens::{Kind, Number, Standing, Token};
use super::verdict::USER_PORTS;
use super::vocabulary::{NameId, Vocabulary};
use super::{Claim, Says};
use crate::base::registry::PortNumber;
use std::collections::BTreeSet;
use std::ops::Range;

/// The claims of a sentence; nothing is claimed by one that the next sentence takes back.
pub(super) fn claims(
    tokens: &[Token],
    about: &[Token],
    vocabulary: &Vocabulary<'_>,
    is_taken_back: bool,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut sentence = Sentence::of(tokens, vocabulary);
    if is_taken_back {
        sentence.asserted.fill(false);
    }
    sentence.read(&mut claims);
    sentence.leftovers(about, &mut claims);
    sentence.without_those_of_others(claims)
}

// `Hint on the page: “IMAP: port 993, SSL/TLS”`: what is quoted after a colon is shown, and not disputed.
fn ends_quoted(tokens: &[Token]) -> bool {
    let Some(quote) = tokens.last().map(|last| last.quote).filter(|quote| *quote != 0) else { return false };
    let start = tokens.partition_point(|token| token.quote != quote);
    let before = &tokens[..start];
    before.last().is_some_and(|colon| colon.kind == Kind::Role(Role::Colon))
        && !before
            .iter()
            .any(|token| matches!(token.kind, Kind::Role(Role::Unreal | Role::Fails | Role::Ask)))
}

struct Sentence<'a> {
    tokens: &'a [Token],
    vocabulary: &'a Vocabulary<'a>,
    asserted: Vec<bool>,
    denied: Vec<bool>,
    groups: Vec<Group>,
    parts: Vec<Part>,
    // Whether what is quoted is quoted as true.
    cites: bool,
    begins: bool,
    upgrades: bool,
    // Whether it speaks of the list of all that is assigned, where most ports have both transports.
    is_listed: bool,
    // Where the first word for what is so otherwise stands.
    otherwise: Option<usize>,
    // Where the first word for a later time stands.
    then: Option<usize>,
    has_starttls: bool,
    has_one_transport: bool,
}

/// How much between two mentions may be not understood, as [`distance`] weighs it: when all numbers
/// are called ports, and otherwise.
const FAR: usize = 14;
const NEAR: usize = 4;

/// A longer list is no sentence that anybody reads as a claim.
pub(super) const LONGEST_LIST: usize = 64;

impl<'a> Sentence<'a> {
    fn of(tokens: &'a [Token], vocabulary: &'a Vocabulary<'a>) -> Sentence<'a> {
        let (groups, parts) = groups::read(tokens);
        let first = |role: Role| tokens.iter().position(|token| token.kind == Kind::Role(role));
        let says = |role: Role| first(role).is_some();
        let asserted = mood::asserted(tokens);
        let mut parts: Vec<Part> = parts.into_iter().map(|range| Part::of(range, tokens)).collect();
        if tokens.split(|token| token.kind == Kind::Comma).any(leaves_alone) {
            parts.iter_mut().for_each(|part| part.defaults.push(0));
        }
        if leaves_default(tokens) {
            parts.iter_mut().for_each(|part| part.says_moved = true);
        }
        // `2379: etcd, peer traffic`
        for at in 1..parts.len() {
            let (before, behind) = parts.split_at_mut(at);
            before[at - 1].borrow_side(&behind[0], tokens);
            behind[0].borrow_side(&before[at - 1], tokens);
        }
        Sentence {
            // `over TCP instead of UDP` has one.
            has_one_transport: groups
                .iter()
                .filter(|group| group.sort == Sort::Transport && asserted[group.first()])
                .count()
                == 1,
            denied: mood::denied(tokens),
            groups,
            parts,
            cites: (says(Role::Cites) || ends_quoted(tokens)) && !says(Role::But),
            begins: says(Role::First),
            upgrades: tokens
                .iter()
                .zip(&asserted)
                .any(|(token, asserted)| *asserted && token.kind == Kind::Role(Role::Upgrade)),
            is_listed: says(Role::Listed),
            otherwise: first(Role::Otherwise),
            then: first(Role::Then),
            asserted,
            has_starttls: tokens.iter().any(|token| token.kind == Kind::Mode(Mode::Starttls)),
            tokens,
            vocabulary,
        }
    }

    fn read(&self, claims: &mut Vec<Claim>) {
        self.links(claims);
        let mut bound = vec![false; self.groups.len()];
        self.in_order(&mut bound, claims);
        self.in_parentheses(&mut bound, claims);
        let free = self.groups.iter().zip(&bound).filter(|(_, bound)| !**bound);
        let mut free = free.map(|(group, _)| group).peekable();
        let mut before = Before::default();
        for part in 0..self.parts.len() {
            let own: Vec<&Group> = std::iter::from_fn(|| free.next_if(|group| group.part == part)).collect();
            self.part(part, &own, &before, claims);
            before.pass(&own, &self.asserted);
            before.mode = self.heading_way(part, &own);
        }
    }

    // `[465](port:smtp)` says what it says in any mood.
    fn links(&self, claims: &mut Vec<Claim>) {
        for token in self.tokens {
            if let Kind::Number(Number { value, entry: Some(entry), is_filled_in: false, .. }) = token.kind {
                let place = token.range.clone();
                let says = Says::Link { entry, number: value };
                claims.push(Claim { says, subject: place.clone(), place, ..Claim::default() });
            }
        }
    }

    fn part(&self, part: usize, own: &[&Group], before: &Before<'_>, claims: &mut Vec<Claim>) {
        let of =
            |sort: Sort| -> Vec<&Group> { own.iter().copied().filter(|group| group.sort == sort).collect() };
        let (names, ports, modes) = (of(Sort::Name), of(Sort::Port), of(Sort::Mode));
        let mut subject = names.clone();
        if let ([], [port, ..]) = (names.as_slice(), ports.as_slice()) {
            subject.extend(self.carried(part, port, before));
            ports.iter().for_each(|port| self.pair_all(&subject, port, &[], claims));
        }
        self.turns(&names, &ports, &[], claims);
        self.headed_by_way(own, claims);
        self.tls_ports(part, &ports, &subject, claims);
        // `用 TLS 时，IRC 的端口是 6697`
        if let (Some(mode), [port], []) = (before.mode, ports.as_slice(), modes.as_slice()) {
            self.pair(mode, port, &subject, claims);
        }
        self.turns(&ports, &modes, &subject, claims);
        if let ([], [mode, ..]) = (ports.as_slice(), modes.as_slice()) {
            if let Some(name) = names.last() {
                self.of_name(name, mode, claims);
            }
            // `端口 143，SSL/TLS：IMAP`
            if names.is_empty() || mode.first() == self.parts[part].range.start {
                self.of_ports_before(part, &modes, before, claims);
            }
        }
        // `SMTP 很简单，基于 UDP`, `IMAPS begins in cleartext, then switches to TLS`
        let start = |group: &Group| &self.tokens[self.parts[part].range.start..group.first()];
        if let ([], []) = (names.as_slice(), ports.as_slice()) {
            subject.extend(before.name.filter(|_| before.ports.is_empty()));
            if let ([mode], [name]) = (modes.as_slice(), subject.as_slice())
                && changes(start(mode))
            {
                self.pair(name, mode, &[], claims);
            }
        }
        self.transports(part, (own, &ports, &subject), before, claims);
    }

    fn between(&self, a: &Group, b: &Group) -> &'a [Token] {
        match a.last() < b.first() {
            true => &self.tokens[a.last() + 1..b.first()],
            false => &self.tokens[(b.last() + 1).min(a.first())..a.first()],
        }
    }

    // `选 IMAP，端口填 993`, `它叫 IMAPS，占用 993 端口`: a part that is about nothing else is about what
    // was named last, unless that has its port. `加密端口` asks for a second one.
    fn carried<'g>(&self, part: usize, port: &Group, before: &Before<'g>) -> Option<&'g Group> {
        let all = &self.tokens[self.parts[part].range.clone()];
        let start = &self.tokens[self.parts[part].range.start..port.first()];
        let says = |tokens: &[Token], role: Role| tokens.iter().any(|token| token.kind == Kind::Role(role));
        let begins = says(start, Role::Port) && distance(start) <= NEAR;
        let is_all = says(all, Role::Port) && distance(start) == 0;
        let contrasts = (says(start, Role::But) || self.replaces(start, before)) && distance(start) == 0;
        // `HTTPS, that is 443`, `the submission port: it is 587`
        let explains = distance(start) == 0
            && (says(start, Role::Which) || (says(start, Role::It) && says(start, Role::Is)));
        let asks = (!before.has_own_port && (begins || explains || is_all || contrasts))
            || start.iter().any(|token| {
                token.feature.is_some() || matches!(token.kind, Kind::Role(Role::TlsPort(_) | Role::Side(_)))
            });
        // `25 is for relaying, clients take 465`
        let is_passed_on =
            |group: &&Group| !self.name(group.first()).is_some_and(|name| self.vocabulary.is_relay(name));
        before.name.filter(is_passed_on).filter(|_| asks && !has_task(all))
    }

    // `IMAP 不是 110，是 143`: another port after one that is denied.
    fn replaces(&self, start: &[Token], before: &Before<'_>) -> bool {
        let is_denied = |port: &&Group| !self.asserted[port.first()];
        let is_light = |token: &Token| {
            matches!(token.kind, Kind::Role(Role::Is | Role::Colon | Role::Glue | Role::It | Role::Its))
        };
        !start.is_empty() && start.iter().all(is_light) && before.ports.last().is_some_and(is_denied)
    }

    // `IMAPS 使用 STARTTLS`
    fn of_name(&self, name: &Group, mode: &Group, claims: &mut Vec<Claim>) {
        let gap = self.between(name, mode);
        if distance(gap) <= NEAR / 2 && !gap.is_empty() && !joins(gap) {
            self.pair(name, mode, &[], claims);
        }
    }

    // `端口 465，加密选 STARTTLS`; of several ports the last one, unless it is said of all.
    fn of_ports_before(&self, part: usize, modes: &[&Group], before: &Before<'_>, claims: &mut Vec<Claim>) {
        let range = &self.parts[part].range;
        let start = &self.tokens[range.start..modes[0].first()];
        // `SSL/TLS 配 465，或者 STARTTLS`: what a list goes on with is not about what it began with, unless
        // it has its verb: `填 465，并选择 STARTTLS`.
        let goes_on =
            start.first().is_some_and(|token| matches!(token.kind, Kind::Role(Role::List | Role::Or)))
                && !start
                    .iter()
                    .any(|token| matches!(token.kind, Kind::Role(Role::Is | Role::Colon | Role::Fill)));
        // `也可以用 465 建立 SSL 连接`, `明文 6667`: it belongs to a number that may be a port or not.
        let is_doubtful = |at: usize| match self.tokens[at].kind {
            Kind::Number(number) => number.standing == Standing::Weak || at == modes[0].last() + 1,
            _ => false,
        };
        if distance(start) > NEAR
            || leftover_ways::says_other_port(start)
            || goes_on
            || range.clone().any(is_doubtful)
        {
            return;
        }
        let all = self.parts[part].says_each;
        let ports = match all {
            true => before.ports.as_slice(),
            false => &before.ports[before.ports.len().saturating_sub(1)..],
        };
        // `the default port is 25, …, and if you want SSL, …`
        let is_condition = start.iter().any(|token| token.kind == Kind::Role(Role::If));
        let is_beside = ports.last().is_some_and(|port| {
            // `On 993, cleartext comes first, then TLS`
            let start = self.groups.partition_point(|group| group.part <= port.part);
            let end = self.groups.partition_point(|group| group.part < part);
            (port.part + 1..=port.part + if is_condition { 1 } else { 2 }).contains(&part)
                && self.groups[start..end].iter().all(|group| group.sort == Sort::Mode)
        });
        for port in ports.iter().filter(|_| all || is_beside).rev().take(LONGEST_LIST) {
            modes.iter().for_each(|mode| self.pair(port, mode, &[], claims));
        }
    }

    fn pair_all(&self, all: &[&Group], other: &Group, about: &[&Group], claims: &mut Vec<Claim>) {
        all.iter().for_each(|one| self.pair(one, other, about, claims));
    }

    // Two groups make the claims of their members. What stands first in the order of sorts is what the
    // claim is about: this service has this port, which has this encryption.
    fn pair(&self, a: &Group, b: &Group, about: &[&Group], claims: &mut Vec<Claim>) {
        let (holder, held) = if a.sort <= b.sort { (a, b) } else { (b, a) };
        if holder.members.len() > LONGEST_LIST || held.members.len() > LONGEST_LIST {
            return;
        }
        crate::lint::work::done(holder.members.len() * held.members.len());
        let holders: Vec<usize> = holder.members.iter().copied().filter(|at| self.asserted[*at]).collect();
        let names = match holder.sort {
            Sort::Name => holders.iter().filter_map(|at| self.name(*at)).collect(),
            _ => self.names(about),
        };
        // `110, or port 995 for POP3 over SSL`: what follows a choice may be said of its last member alone.
        let held = match (holder.sort, held.sort) {
            (Sort::Name, Sort::Port) if self.is_choice_before(held, holder) => &held.only(held.last()),
            _ => held,
        };
        let numbers: Vec<PortNumber> = holders.iter().filter_map(|at| self.number(*at)).collect();
        let (first, last) = (&self.parts[a.part], &self.parts[b.part]);
        // Of several ports and several ways, each port may have one of them; with `or` the last port may
        // be meant alone, and so it is with words that follow it: `3268, or 3269 over TLS`.
        let list = &self.tokens[holder.first()..holder.last()];
        let is_choice = list.iter().any(|token| token.kind == Kind::Role(Role::Or));
        let is_vague = held.members.iter().any(|at| self.tokens[*at].kind == Kind::Mode(Mode::Encrypted));
        let each = first.says_each || last.says_each || (held.members.len() == 1 && !is_choice && !is_vague);
        let is_the_port = self.parts[held.part].is_the_port.is_some_and(|at| at < held.first());
        let names_default = |at: usize| {
            let token = &self.tokens[at];
            first.says_default(token) || last.says_default(token)
        };
        // `POP3 over TLS / STLS`
        let is_slash = matches!(self.between(holder, held), [slash] if slash.kind == Kind::Role(Role::Slash));
        if is_slash && (holder.sort, held.sort) == (Sort::Name, Sort::Mode) {
            return;
        }
        // `port 465 via TLS/STARTTLS`: one of the ways is meant.
        let fits = |at: &usize| match self.tokens[*at].kind {
            Kind::Mode(mode) => {
                numbers.iter().all(|number| !self.vocabulary.contradicts(&names, Some(*number), mode))
            }
            _ => false,
        };
        let is_one_of = |token: &Token| matches!(token.kind, Kind::Role(Role::Or | Role::Slash));
        if !numbers.is_empty()
            && self.tokens[held.first()..held.last()].iter().any(is_one_of)
            && held.members.iter().any(fits)
        {
            return;
        }
        self.deny(holder, held, about, claims);
        for at in held.members.iter().copied().filter(|at| self.asserted[*at]) {
            let Some(nearest) = holders.iter().copied().min_by_key(|holder| holder.abs_diff(at)) else {
                return;
            };
            // Both in one quotation: somebody else says it.
            if !self.cites
                && self.tokens[nearest].quote != 0
                && self.tokens[nearest].quote == self.tokens[at].quote
            {
                continue;
            }
            // `SSL/TLS 对应 465、993 和 143`: the list is what may be wrong.
            if let (Kind::Mode(mode), true) =
                (self.tokens[at].kind, each && holders.len() > 1 && at < holders[0])
            {
                for port in &holders {
                    let numbers = self.number(*port).into_iter().collect();
                    let says = Says::Mode { names: names.clone(), numbers, mode, each };
                    let claim = self.claim(at, *port);
                    claims.push(Claim { says, may_change: self.claim(*port, at).may_change, ..claim });
                }
                continue;
            }
            let (names, numbers) = (names.clone(), numbers.clone());
            let says = match self.tokens[at].kind {
                Kind::Number(number) => Says::Port { names, number: number.value },
                Kind::Mode(mode) => Says::Mode { names, numbers, mode, each },
                Kind::Transport(transport) => Says::Transport { names, numbers, transport },
                _ => Says::Nothing,
            };
            claims.push(Claim {
                says,
                is_default: is_the_port || names_default(at),
                side: self.parts[held.part].sides.get(&at).copied(),
                ..self.claim(nearest, at)
            });
        }
    }

    fn is_choice_before(&self, list: &Group, behind: &Group) -> bool {
        let is_or = |token: &Token| token.kind == Kind::Role(Role::Or);
        let names = self.names(&[behind]);
        let is_alike = |at: &usize| {
            self.number(*at).is_some_and(|number| self.vocabulary.are_of_service(&names, number))
        };
        list.last() < behind.first()
            && self.tokens[list.first()..list.last()].iter().any(is_or)
            && list.members.iter().all(is_alike)
    }

    fn claim(&self, subject: usize, place: usize) -> Claim {
        // A connection that is upgraded begins in cleartext and ends in TLS.
        let claimed = subject.min(place)..subject.max(place);
        let (subject, token) = (&self.tokens[subject], &self.tokens[place]);
        let has_starttls =
            self.has_starttls && self.reaches(place, |kind| kind == Kind::Mode(Mode::Starttls));
        let upgrades = self.upgrades && self.reaches(place, |kind| kind == Kind::Role(Role::Upgrade));
        let changes = upgrades || self.otherwise.is_some();
        let may_change = match token.kind {
            Kind::Mode(Mode::Cleartext) => self.begins || changes || has_starttls || self.then.is_some(),
            // `enter 143 and SSL/TLS, then click Done` is no upgrade, nor is `enter 143, then SSL/TLS`.
            Kind::Mode(Mode::Implicit) if !self.begins && !has_starttls => changes,
            _ => changes || self.then.is_some_and(|then| then < place),
        };
        Claim {
            subject: subject.range.clone(),
            subject_of: subject.lender,
            place: token.range.clone(),
            place_of: token.lender,
            is_moved: self.is_moved(&claimed) || self.is_changed(&claimed),
            may_change,
            is_beginning: (self.begins || upgrades) && !has_starttls,
            ..Claim::default()
        }
    }

    // Whether something is said of the port of a place, and not of another one: `143 是一连上就加密的，993 才需要手动升级`.
    fn reaches(&self, place: usize, is: impl Fn(Kind) -> bool) -> bool {
        let is_port = |token: &&Token| Sort::of(token) == Some(Sort::Port);
        let behind = self.tokens[place + 1..].iter().take(LONGEST_LIST).take_while(|token| !is_port(token));
        let before = self.tokens[..place].iter().rev().take(LONGEST_LIST);
        // What precedes its port is said of it as well: `先升级的 587`.
        let own = before.clone().position(|token| is_port(&token)).map_or(LONGEST_LIST, |port| port + 1);
        let ends = |token: &Token| {
            matches!(token.kind, Kind::Comma | Kind::Close | Kind::Role(Role::List | Role::Or))
        };
        let rest = before.skip(own).take_while(|token| !is_port(token) && !ends(token));
        let near = self.tokens[..place].iter().rev().take(own);
        behind.chain(near).chain(rest).any(|token| is(token.kind))
    }

    // Whether one of the parts of the sentence that a claim is made of speaks of a port that somebody chose.
    fn is_moved(&self, claimed: &Range<usize>) -> bool {
        self.touched(claimed).iter().any(|part| part.says_moved)
    }

    // `I changed the SSH port to 2222`: to one that nobody has.
    fn is_changed(&self, claimed: &Range<usize>) -> bool {
        let is_known = |at: usize| {
            self.number(at).is_none_or(|number| number.first < USER_PORTS || self.vocabulary.knows(number))
        };
        !(is_known(claimed.start) && is_known(claimed.end))
            && self.touched(claimed).iter().any(|part| part.says_changed)
    }

    // The parts of the sentence from one mention to another one.
    fn touched(&self, claimed: &Range<usize>) -> &[Part] {
        let part = |at: usize| self.parts.partition_point(|part| part.range.end <= at);
        let touched = &self.parts[part(claimed.start)..self.parts.len().min(part(claimed.end) + 1)];
        crate::lint::work::done(touched.len());
        touched
    }

    fn names(&self, groups: &[&Group]) -> Vec<NameId> {
        let named = groups.iter().filter(|group| group.sort == Sort::Name);
        let members = named.flat_map(|group| group.members.iter().copied()).take(LONGEST_LIST);
        let names: BTreeSet<NameId> =
            members.filter(|at| self.asserted[*at]).filter_map(|at| self.name(at)).collect();
        names.into_iter().collect()
    }

    fn name(&self, at: usize) -> Option<NameId> {
        match self.tokens[at].kind {
            Kind::Name(name) => Some(name),
            _ => None,
        }
    }

    fn number(&self, at: usize) -> Option<PortNumber> {
        match self.tokens[at].kind {
            Kind::Number(number) => Some(number.value),
            _ => None,
        }
    }
}
