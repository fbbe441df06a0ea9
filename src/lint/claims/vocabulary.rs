//! What a site calls its services and ports, and what its registry knows about them.
//!
//! Everything here comes from the registry, so a site about other services reads its own sentences.

use super::super::ground::{Ground, Port, Service};
use super::lexicon::{Errand, LEXICON, Mode, Role, Side};
use super::words::{Trie, Word, words};
use crate::base::lang::Lang;
use crate::base::registry::{Direction, Encryption, PortNumber, ServiceId, Status, Transport};
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
    errands: BTreeMap<Errand, NameId>,
    // Numbers that providers are called by: 163, 126.
    brands: BTreeSet<u16>,
}

/// A name, as a number of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameId(usize);

/// A port entry, as a number of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryId(usize);

#[derive(Debug)]
struct Name {
    // As the registry writes it first.
    text: String,
    // The port entries that bear the name.
    ports: BTreeSet<usize>,
    // Spellings that are a name only as they are; empty when any spelling is.
    exact: BTreeSet<String>,
}

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

// Words of English that registries use as ids and aliases too. They are names in code only.
const ORDINARY: [&str; 29] = [
    "time",
    "daytime",
    "web",
    "mail",
    "domain",
    "matrix",
    "print",
    "login",
    "who",
    "name",
    "host",
    "discard",
    "echo",
    "finger",
    "talk",
    "chat",
    "news",
    "submission",
    "submissions",
    "docker",
    "mirror",
    "overlay",
    "terminal",
    "dot",
    "homeserver",
    "nameserver",
    "synapse",
    "tomcat",
    "reinjection",
];

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
            errands: BTreeMap::new(),
            brands: BTreeSet::new(),
        };
        for (role, phrases) in LEXICON {
            for phrase in phrases.split('|') {
                vocabulary.trie.insert(words(phrase).map(|word| word.word), Meaning::Role(*role));
            }
        }
        for name in found.into_values() {
            let key: Vec<Word> = words(&name.text).map(|word| word.word).collect();
            // The words of the table mean what they mean there, whatever a registry calls by them.
            if (1..=LONGEST).contains(&key.len()) && vocabulary.trie.find(&key).is_none() {
                let id = vocabulary.add(name);
                vocabulary.trie.insert(inflected(&key), Meaning::Name(id));
                vocabulary.trie.insert(key, Meaning::Name(id));
            }
        }
        vocabulary.widen();
        for service in ground.services.values() {
            let id = vocabulary.add(Name {
                text: service.protocol.into(),
                ports: of_service(ports, service.id),
                exact: BTreeSet::new(),
            });
            vocabulary.services.insert(service.id.to_string(), id);
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

    /// The name that the host of a provider stands for.
    pub fn host(&self, host: &str) -> Option<NameId> {
        self.hosts.get(&host.to_lowercase()).copied()
    }

    /// The name that an errand stands for.
    pub(super) fn errand(&self, errand: Errand) -> Option<NameId> {
        self.errands.get(&errand).copied()
    }

    /// Whether a name stands for an errand, which no translation has to call by the same name.
    pub fn is_errand(&self, name: NameId) -> bool {
        self.errands.values().any(|errand| *errand == name)
    }

    /// Whether a provider is called by the number.
    pub fn is_brand(&self, number: PortNumber) -> bool {
        self.brands.contains(&number.first)
    }

    /// A name as the registry writes it.
    pub fn name(&self, name: NameId) -> &str {
        &self.names[name.0].text
    }

    /// What the registry says when somebody calls `number` a port of one of `names`, on one side.
    pub fn judge(&self, names: &[NameId], number: PortNumber, side: Option<Side>) -> Number {
        // Sides are those of a service, however one of them was named.
        let services: BTreeSet<&ServiceId> = self.entries_of(names).map(|port| port.service).collect();
        let all: Vec<&Port<'_>> = match side {
            None => self.entries_of(names).collect(),
            Some(_) => self.ports.iter().filter(|port| services.contains(port.service)).collect(),
        };
        let is_between = |port: &Port<'_>| port.direction == Direction::ServerToServer;
        let has_between = all.iter().any(|port| is_between(port));
        // Clients of SMTP are servers.
        let has_own =
            |service: &ServiceId| all.iter().any(|port| port.service == service && !is_between(port));
        let is_on = |port: &Port<'_>| match side {
            None => true,
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
                // What is registered nowhere may be anywhere.
                match self.entries_of(names).all(|port| port.status == Status::Unofficial) {
                    true => Number::Unofficial,
                    false => Number::OfOthers,
                }
            }
            () => Number::Unknown,
        }
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
        let all: BTreeSet<usize> =
            names.iter().flat_map(|name| self.names[name.0].ports.iter().copied()).collect();
        all.into_iter().map(move |at| &self.ports[at])
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

fn meets(a: PortNumber, b: PortNumber) -> bool {
    a.first <= b.last && b.first <= a.last
}

fn of_service(ports: &[Port<'_>], service: &ServiceId) -> BTreeSet<usize> {
    (0..ports.len()).filter(|at| ports[*at].service == service).collect()
}

impl Name {
    fn may_be_written(&self, text: &str) -> bool {
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        let same = |exact: &String| {
            let (mut a, mut b) = (text.chars(), exact.chars());
            let (first, own) = (a.next(), b.next());
            // A sentence begins with a capital.
            (first == own || first.map(|c| c.to_ascii_lowercase()) == own) && a.eq(b)
        };
        self.exact.is_empty() || capitals >= 2 || self.exact.iter().any(same)
    }
}

// Names while they are gathered, by their words.
struct Names<'g> {
    ground: &'g Ground<'g>,
    found: BTreeMap<Vec<Word>, Name>,
}

impl Names<'_> {
    fn service(&mut self, service: &Service<'_>) {
        let all = of_service(&self.ground.ports, service.id);
        // `SMTP / HTTP`, `SFTP (1984)`.
        for protocol in plain(service.protocol).split(" / ") {
            self.insert(protocol, &all, Spelling::AsWritten);
        }
        self.insert(service.id.as_str(), &all, Spelling::Acronym);
        for lang in Lang::ALL {
            self.insert(plain(service.name.get(lang)), &all, Spelling::AsWritten);
        }
        for alias in Lang::ALL.into_iter().flat_map(|lang| service.aliases.get(lang)) {
            // A port that bears the name itself says it better.
            let borne = all.iter().any(|at| self.ground.ports[*at].id.as_str() == alias);
            if !borne && is_one_word(alias) {
                self.insert(alias, &all, Spelling::Acronym);
            }
        }
    }

    // A plain name stands for the whole service when the encrypted port is its form with an s:
    // IMAP may be on the port of IMAPS, and IMAPS not on the port of IMAP.
    fn port(&mut self, at: usize) {
        let port = &self.ground.ports[at];
        let siblings = of_service(&self.ground.ports, port.service);
        let id = port.id.as_str();
        let is = |other: usize, id: &str| self.ground.ports[other].id.as_str() == id;
        let is_plain = siblings.iter().any(|other| is(*other, &format!("{id}s")));
        let is_secure =
            id.strip_suffix('s').is_some_and(|plain| siblings.iter().any(|other| is(*other, plain)));
        let siblings_of = siblings.clone();
        let meant: BTreeSet<usize> = match () {
            () if is_plain => siblings,
            () if is_secure => {
                let implicit = |at: &usize| self.ground.ports[*at].encryption == [Encryption::Implicit];
                siblings.into_iter().filter(implicit).collect()
            }
            () => BTreeSet::from([at]),
        };
        // `kubelet API`: a name begins with the id as it is.
        let begins = Lang::ALL.iter().any(|lang| port.name.get(*lang).split(' ').next() == Some(id));
        self.insert(id, &meant, if begins { Spelling::AsWritten } else { Spelling::Acronym });
        if let Some(iana) = port.iana {
            self.insert(iana, &meant, Spelling::Acronym);
        }
        // `FTP control` is narrower than `FTP`, and both have a form with TLS.
        let protocol = self.ground.services.get(port.service).map_or("", |service| plain(service.protocol));
        let secure = format!("{id}s");
        let both: BTreeSet<usize> =
            siblings_of.iter().copied().filter(|other| *other == at || is(*other, &secure)).collect();
        for lang in Lang::ALL {
            let text = plain(port.name.get(lang));
            let is_narrower = is_plain && text.starts_with(protocol) && text.len() > protocol.len() + 1;
            self.insert(text, if is_narrower { &both } else { &meant }, Spelling::AsWritten);
        }
        for alias in Lang::ALL.into_iter().flat_map(|lang| port.aliases.get(lang)) {
            if is_one_word(alias) {
                self.insert(alias, &meant, Spelling::Acronym);
            }
        }
    }

    fn insert(&mut self, text: &str, ports: &BTreeSet<usize>, spelling: Spelling) {
        let key: Vec<Word> = words(text).map(|word| word.word).collect();
        let is_ascii = text.is_ascii();
        // Chinese words of three characters are words; numbers are numbers.
        let is_name = match is_ascii {
            true => text.contains(|c: char| c.is_ascii_alphabetic()),
            false => text.contains(|c: char| c.is_ascii_alphabetic()) || text.chars().count() >= 4,
        };
        if ports.is_empty() || !is_name {
            return;
        }
        let name = self.found.entry(key).or_insert_with(|| Name {
            text: text.into(),
            ports: BTreeSet::new(),
            exact: BTreeSet::new(),
        });
        name.ports.extend(ports);
        let lower = text.to_ascii_lowercase();
        let is_free = !is_ascii || text.contains(' ') || text.contains(|c: char| c.is_ascii_digit());
        match spelling {
            _ if ORDINARY.contains(&lower.as_str()) => {
                name.exact.insert(String::new());
            }
            _ if is_free => {}
            Spelling::AsWritten => {
                if name.text == lower {
                    name.text = text.into();
                }
                name.exact.extend([text.into(), uncapitalized(text)]);
            }
            // Ids are in lower case, where `squid` is a word; `Squid` is a name, and `imaps` nothing else.
            Spelling::Acronym => {
                let protocol =
                    |protocol: &str| lower.contains(&protocol.to_lowercase()) && is_acronym(protocol);
                let service = |at: &usize| self.ground.services.get(self.ground.ports[*at].service);
                let known = ports.iter().filter_map(service).any(|service| protocol(service.protocol));
                name.exact.insert(if known { text.into() } else { capitalized(text) });
            }
        }
    }
}

// Aliases are what people search for, `send mail` among them. One Latin word may be a name.
fn is_one_word(alias: &str) -> bool {
    alias.is_ascii() && !alias.contains(' ')
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn uncapitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}

// As it stands in a sentence: `FTP 控制连接` as `FTP 的控制连接`, `XMPP client` as `XMPP clients`.
fn inflected(key: &[Word]) -> Vec<Word> {
    let is_run = |word: &Word| matches!(word, Word::Run(_));
    let border = (1..key.len()).find(|at| is_run(&key[at - 1]) && !is_run(&key[*at]));
    match (border, key) {
        (Some(at), _) => [&key[..at], &[Word::Mark('的')], &key[at..]].concat(),
        (None, [first @ .., Word::Run(last)]) if !first.is_empty() => {
            [first, &[Word::Run(format!("{last}s"))]].concat()
        }
        _ => key.to_vec(),
    }
}

fn is_acronym(protocol: &str) -> bool {
    protocol.chars().filter(|c| c.is_ascii_uppercase()).count() > 1 && !protocol.contains(' ')
}

// How freely a name may be spelled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    // A name in words: as it is, or in capitals.
    AsWritten,
    // An id or an alias.
    Acronym,
}

// Without what explains it: `IMAP（隐式 TLS）`, `IMAP, cleartext or STARTTLS`.
fn plain(name: &str) -> &str {
    let end = name.find(['（', '(', ',']).unwrap_or(name.len());
    name[..end].trim()
}
