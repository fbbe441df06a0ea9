//! What a site calls its services and ports, and what its registry knows about them.
//!
//! Everything here comes from the registry, so a site about other services reads its own sentences.

mod knowledge;

use super::super::code::{self, Known};
use super::super::ground::{Ground, Port, Service};
use super::features::{FeatureId, Features};
use super::lexicon::{Errand, Role};
use super::names::{Name, Names, inflected, of_service};
use super::phrases::PHRASES;
use super::words::{Trie, Word, words};
use crate::base::registry::{Encryption, PortNumber, ServiceId};
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
    known: Known<'g>,
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
            known: Known::of(ground),
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
        let sending = vocabulary.errand(Errand::Send).map(|name| vocabulary.names[name.0].ports.clone());
        for (host, service) in &ground.hosts {
            let own = of_service(ports, service);
            let all = sending.as_ref().filter(|sending| !sending.is_disjoint(&own)).unwrap_or(&own);
            hosts.entry(host.to_lowercase()).or_default().extend(all);
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

    /// The ways of encryption that a setting leaves open.
    pub(super) fn ways_of_setting(&self, key: &str, value: Option<&str>) -> Option<&'static [Encryption]> {
        code::ways_of_setting(key, value, &self.known)
    }

    /// The feature of a port that begins a text.
    pub(super) fn feature<'w>(&self, text: impl Iterator<Item = &'w Word>) -> Option<FeatureId> {
        self.features.begins(text)
    }
}
