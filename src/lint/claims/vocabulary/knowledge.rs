//! What the registry knows about names, numbers, ways of encryption and transports.

use super::super::super::ground::Port;
use super::super::features::FeatureId;
use super::super::lexicon::{Mode, Side};
use super::{NameId, Number, Vocabulary};
use crate::base::lang::Lang;
use crate::base::registry::{Direction, Encryption, FamilyId, PortNumber, ServiceId, Status, Transport};
use std::collections::BTreeSet;

const WEB: PortNumber = PortNumber { first: 80, last: 80 };

// Ports below are assigned (RFC 6335 §6).
const SYSTEM_PORTS: u16 = 1024;

fn meets(a: PortNumber, b: PortNumber) -> bool {
    a.first <= b.last && b.first <= a.last
}

impl<'g> Vocabulary<'g> {
    /// The side of a claim about some names, unless it is a feature that tells none of their ports apart.
    pub(in super::super) fn side_of(&self, names: &[NameId], side: Option<Side>) -> Option<Side> {
        side.filter(|side| match side {
            Side::With(feature) => !self.with(*feature, names).is_empty(),
            Side::Clients | Side::Servers => true,
        })
    }

    /// What the registry says when somebody calls `number` a port of one of `names`, on one side.
    pub fn judge(&self, names: &[NameId], number: PortNumber, side: Option<Side>) -> Number {
        let with = match side {
            Some(Side::With(feature)) => self.with(feature, names),
            _ => BTreeSet::new(),
        };
        // Sides are those of a service, however one of them was named.
        let services: BTreeSet<&ServiceId> = self.entries_of(names).map(|port| port.service).collect();
        let is_of = |side: Side, port: &Port<'_>| {
            (port.direction == Direction::ServerToServer) == (side == Side::Servers)
        };
        let all: Vec<&Port<'_>> = match side {
            Some(Side::With(_)) => with.iter().map(|at| &self.ports[*at]).collect(),
            None => self.entries_of(names).collect(),
            Some(side) if self.entries_of(names).any(|port| is_of(side, port)) => {
                self.entries_of(names).collect()
            }
            Some(_) => self.ports.iter().filter(|port| services.contains(port.service)).collect(),
        };
        let is_between = |port: &Port<'_>| port.direction == Direction::ServerToServer;
        let has_between = all.iter().any(|port| is_between(port));
        // Clients of SMTP are servers.
        let has_own =
            |service: &ServiceId| all.iter().any(|port| port.service == service && !is_between(port));
        let is_on = |port: &Port<'_>| match side {
            None | Some(Side::With(_)) => true,
            Some(Side::Servers) => is_between(port) || !has_between,
            Some(Side::Clients) => !is_between(port) || !has_own(port.service),
        };
        let own: Vec<&Port<'_>> =
            all.iter().copied().filter(|port| meets(port.number, number) && is_on(port)).collect();
        match () {
            () if own.iter().any(|port| port.status != Status::Unofficial) => Number::Own,
            () if !own.is_empty() => {
                match self.entries_of(names).all(|port| port.status == Status::Unofficial) {
                    true => Number::Own,
                    false => Number::Unofficial,
                }
            }
            () if self.ports.iter().any(|port| meets(port.number, number)) => {
                // What is registered nowhere may be anywhere, and not where a neighbour is.
                let is_free = self.entries_of(names).all(|port| port.status == Status::Unofficial);
                let is_taken = number.first < SYSTEM_PORTS
                    && self.are_kindred(names, number)
                    && !self.are_of_service(names, number);
                match is_free && !is_taken && !self.is_of_sibling(names, number) {
                    true => Number::Unofficial,
                    false => Number::OfOthers,
                }
            }
            () => Number::Unknown,
        }
    }

    /// Whether two names have a port in common.
    pub fn share_ports(&self, a: NameId, b: NameId) -> bool {
        !self.names[a.0].ports.is_disjoint(&self.names[b.0].ports)
    }

    /// Whether two names stand for the same ports: `POP3 (Post Office Protocol)`.
    pub fn are_same(&self, a: NameId, b: NameId) -> bool {
        self.names[a.0].ports == self.names[b.0].ports
    }

    /// Whether one name stands for those ports of another that are TLS from the start, and these for no number that the
    /// other has besides: IMAPS beside IMAP.
    pub fn is_secure_form(&self, secure: NameId, plain: NameId) -> bool {
        let (secure, plain) = (&self.names[secure.0].ports, &self.names[plain.0].ports);
        let number = |at: &usize| self.ports[*at].number;
        let rest: BTreeSet<PortNumber> = (plain - secure).iter().map(number).collect();
        secure.is_subset(plain)
            && !rest.is_empty()
            && secure.iter().all(|at| self.ports[*at].encryption == [Encryption::Implicit])
            && secure.iter().all(|at| !rest.contains(&number(at)))
    }

    /// Whether a number may carry cleartext, and its service has another one for TLS: `加密端口` is the other one.
    pub fn is_plain_form(&self, number: PortNumber) -> bool {
        let own: Vec<&Port<'_>> = self.ports.iter().filter(|port| meets(port.number, number)).collect();
        let has_secure = |plain: &Port<'_>| {
            let is_secure = |port: &&Port<'_>| port.encryption == [Encryption::Implicit];
            self.ports.iter().filter(|port| port.service == plain.service).any(|port| is_secure(&port))
        };
        let is_plain = |port: &Port<'_>| port.encryption.contains(&Encryption::Cleartext) && has_secure(port);
        !own.is_empty() && own.into_iter().all(is_plain)
    }

    /// Whether a number belongs to a service of the group of one of the names.
    pub fn are_kindred(&self, names: &[NameId], number: PortNumber) -> bool {
        let families: BTreeSet<&FamilyId> = self.entries_of(names).map(|port| port.family).collect();
        self.ports.iter().any(|port| meets(port.number, number) && families.contains(port.family))
    }

    /// Whether a number belongs to something that runs over one of the names: `WinRM over HTTP`, `Elasticsearch HTTP`.
    pub fn is_carried(&self, names: &[NameId], number: PortNumber) -> bool {
        let carries = |text: &str| {
            let mut words = text.split(' ').skip(1);
            words.any(|word| names.iter().any(|name| self.name(*name).eq_ignore_ascii_case(word)))
        };
        let own = self.ports.iter().filter(|port| meets(port.number, number));
        own.flat_map(|port| Lang::ALL.map(|lang| port.name.get(lang))).any(|text| carries(text))
    }

    /// Whether they are names of the web, which anybody may serve anywhere, and a number is called by none of them.
    pub fn are_web(&self, names: &[NameId], number: PortNumber) -> bool {
        let web = || self.ports.iter().filter(|port| meets(port.number, WEB));
        let is_web =
            |name: &NameId| web().any(|port| self.name(*name).to_lowercase().starts_with(port.id.as_str()));
        let mut own = self.ports.iter().filter(|port| meets(port.number, number));
        let is_called = |port: &Port<'_>| {
            let text = port.name.get(Lang::En).to_lowercase();
            web().any(|web| text.contains(web.id.as_str()))
        };
        !names.is_empty() && names.iter().all(is_web) && !own.any(is_called)
    }

    /// Whether they may stand for the web.
    pub fn may_be_web(&self, names: &[NameId]) -> bool {
        self.judge(names, WEB, None) == Number::Own
    }

    /// Whether a number belongs to a service of one of the names.
    pub fn are_of_service(&self, names: &[NameId], number: PortNumber) -> bool {
        let services: BTreeSet<&ServiceId> = self.entries_of(names).map(|port| port.service).collect();
        self.ports.iter().any(|port| services.contains(port.service) && meets(port.number, number))
    }

    /// Whether it is the number of any entry.
    pub fn knows(&self, number: PortNumber) -> bool {
        self.ports.iter().any(|port| meets(port.number, number))
    }

    /// The ports of some names, in the order of numbers.
    pub fn ports_of(&self, names: &[NameId]) -> Vec<PortNumber> {
        let numbers: BTreeSet<PortNumber> = self.entries_of(names).map(|port| port.number).collect();
        numbers.into_iter().collect()
    }

    fn entries_of<'a>(&'a self, names: &[NameId]) -> impl Iterator<Item = &'a Port<'g>> + use<'a, 'g> {
        self.named(names).into_iter().map(move |at| &self.ports[at])
    }

    fn with(&self, feature: FeatureId, names: &[NameId]) -> BTreeSet<usize> {
        names.iter().flat_map(|name| self.features.with(feature, &self.names[name.0])).collect()
    }

    // Whether a number belongs to a port that is called like one of the names.
    fn is_of_sibling(&self, names: &[NameId], number: PortNumber) -> bool {
        let mut alike = names.iter().flat_map(|name| self.features.alike(&self.names[name.0]));
        alike.any(|at| meets(self.ports[at].number, number))
    }

    fn named(&self, names: &[NameId]) -> BTreeSet<usize> {
        names.iter().flat_map(|name| self.names[name.0].ports.iter().copied()).collect()
    }

    // The entries that a sentence is about: those of the number, of the names, or of both.
    fn meant<'a>(&'a self, names: &[NameId], number: Option<PortNumber>) -> Vec<&'a Port<'g>> {
        let of_number = |port: &&Port<'_>| number.is_none_or(|number| meets(port.number, number));
        let named: Vec<&Port<'_>> = self.entries_of(names).filter(of_number).collect();
        // A number that is none of theirs is another claim.
        match named.is_empty() && number.is_some() {
            true => self.ports.iter().filter(of_number).collect(),
            false => named,
        }
    }

    /// The ways of encryption of what a sentence is about; empty when the registry does not say.
    pub fn ways(&self, names: &[NameId], number: Option<PortNumber>) -> Vec<Encryption> {
        let ways: BTreeSet<Encryption> =
            self.meant(names, number).iter().flat_map(|port| port.encryption.iter().copied()).collect();
        ways.into_iter().collect()
    }

    /// The transports of what a sentence is about; empty when the registry does not say.
    pub fn transports(&self, names: &[NameId], number: Option<PortNumber>) -> Vec<Transport> {
        let transports: BTreeSet<Transport> =
            self.meant(names, number).iter().flat_map(|port| port.transports.iter().copied()).collect();
        transports.into_iter().collect()
    }

    /// Whether a name has one port and no other.
    pub fn is_only_port(&self, names: &[NameId], number: PortNumber) -> bool {
        let registered = |port: &&Port<'_>| port.status != Status::Unofficial;
        let mut own = self.entries_of(names).filter(registered).map(|port| port.number).peekable();
        own.peek().is_some() && own.all(|own| own == number)
    }

    /// Whether all that a sentence is about is used in one way and no other.
    pub fn is_only_way(&self, names: &[NameId], number: Option<PortNumber>, mode: Mode) -> bool {
        let ways = self.ways(names, number);
        !ways.is_empty() && ways.iter().all(|way| mode.agrees(std::slice::from_ref(way)))
    }

    /// Whether all that a sentence is about has a transport.
    pub fn is_only_transport(
        &self,
        names: &[NameId],
        number: Option<PortNumber>,
        transport: Transport,
    ) -> bool {
        let meant = self.meant(names, number);
        !meant.is_empty() && meant.iter().all(|port| port.transports.contains(&transport))
    }

    /// Whether the registry contradicts a way of encryption.
    pub fn contradicts(&self, names: &[NameId], number: Option<PortNumber>, mode: Mode) -> bool {
        let ways = self.ways(names, number);
        !ways.is_empty() && !mode.agrees(&ways)
    }
}
