//! What a site calls its services and ports, and what its registry knows about them.
//!
//! Everything here comes from the registry, so a site about other services reads its own sentences.

use super::super::ground::{Ground, Port, Service};
use super::features::{FeatureId, Features};
use super::lexicon::{Errand, Mode, Role, Side};
use super::names::{Name, Names, inflected, of_service};
use super::phrases::PHRASES;
use super::words::{Trie, Word, words};
use crate::base::lang::Lang;
use crate::base::registry::{Direction, Encryption, FamilyId, PortNumber, ServiceId, Status, Transport};
use std::collections::{BTreeMap, BTreeSet};

/// Names, words and port entries of one site.
#[derive(Debug)]
pub struct Vocabulary<'g> {
    ports: &'g [Port<'g>],
    names: Vec<Name>,
    trie: Trie<Meaning>,
    entries: BTreeMap<String, usize>,
    services: BTreeMap<String, NameId>,
    hosts: BTreeMap<String, NameId>,
    // Services that hosts are called after: `imap.example.com`.
    labels: BTreeMap<String, NameId>,
    errands: BTreeMap<Errand, NameId>,
    // Numbers that providers are called by: 163, 126.
    brands: BTreeSet<u16>,
    features: Features,
}

/// A name, as a number of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameId(usize);

/// A port entry, as a number of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryId(usize);

/// What a phrase means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Role(Role),
    Name(NameId),
}

/// What the registry says about a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Nothing.
    Unknown,
    /// It belongs to others.
    OfOthers,
    /// It is one of the ports by habit only, or habit is all that there is.
    Unofficial,
    /// It is one of the ports.
    Own,
}

/// Nobody says a name of more words than this, and looking for it would take as long as it is.
const LONGEST: usize = 40;

impl<'g> Vocabulary<'g> {
    /// The vocabulary of a registry.
    pub fn of(ground: &'g Ground<'g>) -> Vocabulary<'g> {
        let ports = ground.ports.as_slice();
        let mut names = Names { ground, found: BTreeMap::new() };
        for service in ground.services.values() {
            names.service(service);
        }
        for at in 0..ports.len() {
            names.port(at);
        }
        let found = names.found;
        let entries = ports.iter().enumerate().map(|(at, port)| (port.id.as_str().into(), at)).collect();
        let mut vocabulary = Vocabulary {
            ports,
            names: Vec::new(),
            trie: Trie::default(),
            entries,
            services: BTreeMap::new(),
            hosts: BTreeMap::new(),
            labels: BTreeMap::new(),
            errands: BTreeMap::new(),
            brands: BTreeSet::new(),
            features: Features::default(),
        };
        for (role, phrases) in PHRASES {
            for phrase in phrases.split('|') {
                vocabulary.trie.insert(words(phrase).map(|word| word.word), Meaning::Role(*role));
            }
        }
        // `隐式` says how a port is encrypted, and that is read as such.
        let ways = PHRASES.iter().filter(|(role, _)| matches!(role, Role::Mode(_)));
        let ways: Vec<Vec<Word>> = ways
            .flat_map(|(_, phrases)| phrases.split('|'))
            .map(|phrase| words(phrase).map(|word| word.word).collect())
            .collect();
        vocabulary.features = Features::of(ground, |words| {
            vocabulary.trie.find(words).is_some() || ways.iter().any(|way| way.starts_with(words))
        });
        let mut forms = Vec::new();
        for name in found.into_values() {
            let key: Vec<Word> = words(&name.text).map(|word| word.word).collect();
            // The words of the table mean what they mean there, whatever a registry calls by them.
            if (1..=LONGEST).contains(&key.len()) && vocabulary.trie.find(&key).is_none() {
                let id = vocabulary.add(name);
                forms.push((inflected(&key), id));
                vocabulary.trie.insert(key, Meaning::Name(id));
            }
        }
        // `WinRM over HTTPS` is a name, and no plural of `WinRM over HTTP`.
        for (form, id) in forms {
            vocabulary.trie.insert(form, Meaning::Name(id));
        }
        vocabulary.widen();
        for service in ground.services.values() {
            let id = vocabulary.add(Name {
                text: service.protocol.into(),
                ports: of_service(ports, service.id),
                exact: BTreeSet::new(),
            });
            vocabulary.services.insert(service.id.to_string(), id);
            if let Some(Meaning::Name(name)) = vocabulary.trie.find(&[Word::Run(service.id.to_string())]) {
                let Name { text, ports, .. } = &vocabulary.names[name.0];
                let (text, ports) = (text.clone(), ports.clone());
                let label = vocabulary.add(Name { text, ports, exact: BTreeSet::new() });
                vocabulary.labels.insert(service.id.to_string(), label);
            }
        }
        for (errand, services) in Errand::ALL {
            let known = services
                .iter()
                .filter_map(|id| ground.services.values().find(|known| known.id.as_str() == *id));
            let known: Vec<&Service<'_>> = known.collect();
            if known.len() == services.len() {
                let protocols: BTreeSet<&str> = known.iter().map(|service| service.protocol).collect();
                let text = protocols.into_iter().collect::<Vec<_>>().join(" / ");
                let own = known.iter().flat_map(|service| of_service(ports, service.id)).collect();
                let id = vocabulary.add(Name { text, ports: own, exact: BTreeSet::new() });
                vocabulary.errands.insert(errand, id);
            }
        }
        // A host offers more than its row says, and may serve several services: it is held to those.
        let mut hosts: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (host, service) in &ground.hosts {
            let ports = of_service(ports, service);
            hosts.entry(host.to_lowercase()).or_default().extend(ports);
        }
        let labels = ground.hosts.iter().flat_map(|(host, _)| host.split('.'));
        vocabulary.brands = labels.filter_map(|label| label.parse().ok()).collect();
        for (host, ports) in hosts {
            let id = vocabulary.add(Name { text: host.clone(), ports, exact: BTreeSet::new() });
            vocabulary.hosts.insert(host, id);
        }
        vocabulary
    }

    fn add(&mut self, name: Name) -> NameId {
        self.names.push(name);
        NameId(self.names.len() - 1)
    }

    // A longer name that holds the name of another service may mean either: an HTTP proxy speaks
    // HTTP. One that holds the name of its own service is narrower, and meant to be.
    fn widen(&mut self) {
        for at in 0..self.names.len() {
            let key: Vec<Word> = words(&self.names[at].text).map(|word| word.word).collect();
            let services = self.services_of(&self.names[at].ports);
            let mut wider = BTreeSet::new();
            for start in 0..key.len() {
                self.trie.walk(key[start..].iter(), |_, meaning| {
                    let Meaning::Name(inner) = meaning else { return };
                    let inner = &self.names[inner.0].ports;
                    if services.is_disjoint(&self.services_of(inner)) {
                        wider.extend(inner.iter().copied());
                    }
                });
            }
            self.names[at].ports.extend(wider);
        }
    }

    fn services_of(&self, ports: &BTreeSet<usize>) -> BTreeSet<&ServiceId> {
        ports.iter().map(|at| self.ports[*at].service).collect()
    }

    /// The longest phrase that begins a text, and how many words it has. `written` gives the
    /// characters of the first so many words: some names are names in one spelling only.
    pub(super) fn longest<'w>(
        &self,
        words: impl Iterator<Item = &'w Word>,
        in_code: bool,
        written: impl Fn(usize) -> String,
    ) -> Option<(Meaning, usize)> {
        let mut best = None;
        self.trie.walk(words, |length, meaning| {
            let fits = match meaning {
                Meaning::Role(_) => true,
                Meaning::Name(name) => in_code || self.names[name.0].may_be_written(&written(length)),
            };
            if fits {
                best = Some((*meaning, length));
            }
        });
        best
    }

    /// The entry with an id.
    pub fn entry(&self, id: &str) -> Option<EntryId> {
        self.entries.get(id).map(|at| EntryId(*at))
    }

    /// The number of an entry.
    pub fn number(&self, entry: EntryId) -> PortNumber {
        self.ports[entry.0].number
    }

    /// An entry as `submissions` (465/tcp).
    pub fn described(&self, entry: EntryId) -> (String, String) {
        let port = &self.ports[entry.0];
        (port.id.to_string(), port.endpoint())
    }

    /// The name that links to a service stand for.
    pub fn service(&self, id: &str) -> Option<NameId> {
        self.services.get(id).copied()
    }

    /// The name that a host stands for: that of a provider, or one that is called after a service.
    pub fn host(&self, host: &str) -> Option<NameId> {
        let host = host.to_lowercase();
        let label = || host.split_once('.').filter(|(_, domain)| domain.contains('.'));
        let known = self.hosts.get(&host);
        known.or_else(|| self.labels.get(label()?.0)).copied()
    }

    /// Whether a name is that of a host that is only called after a service, and may offer others as well.
    pub fn is_label(&self, name: NameId) -> bool {
        self.labels.values().any(|label| *label == name)
    }

    /// The name that an errand stands for.
    pub(super) fn errand(&self, errand: Errand) -> Option<NameId> {
        self.errands.get(&errand).copied()
    }

    /// Whether a name stands for an errand, which no translation has to call by the same name.
    pub fn is_errand(&self, name: NameId) -> bool {
        self.errands.values().any(|errand| *errand == name)
    }

    /// Whether a name stands for passing mail on, which clients do not.
    pub fn is_relay(&self, name: NameId) -> bool {
        self.errands.get(&Errand::Relay) == Some(&name)
    }

    /// The name that two names make together: `WinRM`, `HTTP` → `WinRM over HTTP`.
    pub(super) fn together(&self, outer: NameId, inner: NameId) -> Option<NameId> {
        let of = |name: NameId| words(&self.names[name.0].text).map(|word| word.word).collect::<Vec<_>>();
        let (outer, inner) = (of(outer), of(inner));
        let over = [Word::Run("over".into())];
        [over.as_slice(), &[]].into_iter().find_map(|between| {
            match self.trie.find(&[outer.as_slice(), between, &inner].concat()) {
                Some(Meaning::Name(name)) => Some(*name),
                _ => None,
            }
        })
    }

    /// Whether a provider is called by the number.
    pub fn is_brand(&self, number: PortNumber) -> bool {
        self.brands.contains(&number.first)
    }

    /// A name as the registry writes it.
    pub fn name(&self, name: NameId) -> &str {
        &self.names[name.0].text
    }

    /// The feature of a port that begins a text.
    pub(super) fn feature<'w>(&self, text: impl Iterator<Item = &'w Word>) -> Option<FeatureId> {
        self.features.begins(text)
    }

    /// The side of a claim about some names, unless it is a feature that tells none of their ports apart.
    pub(super) fn side_of(&self, names: &[NameId], side: Option<Side>) -> Option<Side> {
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
                let is_of_service =
                    |port: &Port<'_>| services.contains(port.service) && meets(port.number, number);
                let is_taken = number.first < SYSTEM_PORTS
                    && self.are_kindred(names, number)
                    && !self.ports.iter().any(is_of_service);
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

// Ports below are assigned (RFC 6335 §6).
const SYSTEM_PORTS: u16 = 1024;

fn meets(a: PortNumber, b: PortNumber) -> bool {
    a.first <= b.last && b.first <= a.last
}
