//! What services and ports are called: the spellings that registry entries give rise to, and those that are ordinary words.

use super::super::ground::{Ground, Port, Service};
use super::words::{Word, words};
use crate::base::lang::Lang;
use crate::base::registry::{Encryption, ServiceId};
use std::collections::{BTreeMap, BTreeSet};

/// A name of the registry.
#[derive(Debug)]
pub(super) struct Name {
    /// As the registry writes it first.
    pub(super) text: String,
    /// The port entries that bear the name.
    pub(super) ports: BTreeSet<usize>,
    /// Spellings that are a name only as they are; empty when any spelling is.
    pub(super) exact: BTreeSet<String>,
}

// Between what is carried and what carries it: `WinRM over HTTP`.
const OVER: &str = " over ";

// Words of English that registries use as ids and aliases too. They are names in code only.
const ORDINARY: [&str; 25] = [
    "time",
    "web",
    "mail",
    "domain",
    "print",
    "login",
    "who",
    "name",
    "host",
    "discard",
    "echo",
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
    "tomcat",
    "reinjection",
];

// Such words of which a capital makes a name.
const WITH_CAPITAL: [&str; 6] = ["daytime", "matrix", "synapse", "finger", "squid", "sieve"];

/// The ports of a service.
pub(super) fn of_service(ports: &[Port<'_>], service: &ServiceId) -> BTreeSet<usize> {
    (0..ports.len()).filter(|at| ports[*at].service == service).collect()
}

impl Name {
    /// Whether a spelling is this name.
    pub(super) fn may_be_written(&self, text: &str) -> bool {
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

/// Names while they are gathered, by their words.
pub(super) struct Names<'g> {
    /// Where they come from.
    pub(super) ground: &'g Ground<'g>,
    /// What was found.
    pub(super) found: BTreeMap<Vec<Word>, Name>,
}

impl Names<'_> {
    /// Adds what a service is called.
    pub(super) fn service(&mut self, service: &Service<'_>) {
        let all = of_service(&self.ground.ports, service.id);
        // `SMTP / HTTP`, `SFTP (1984)`.
        for protocol in plain(service.protocol).split(" / ") {
            self.insert(protocol, &all, Spelling::AsWritten);
        }
        self.insert(service.id.as_str(), &all, Spelling::Acronym);
        // `sshd` is the server of SSH.
        self.insert(&format!("{}d", service.id), &all, Spelling::Acronym);
        for lang in Lang::ALL {
            self.insert(plain(service.name.get(lang)), &all, Spelling::AsWritten);
        }
        for alias in Lang::ALL.into_iter().flat_map(|lang| service.aliases.get(lang)) {
            // A port that bears the name itself says it better.
            let borne = all.iter().any(|at| {
                let port = &self.ground.ports[*at];
                port.id.as_str() == alias
                    || Lang::ALL.iter().any(|lang| port.aliases.get(*lang).contains(alias))
            });
            if !borne && is_proper(alias) {
                self.insert(alias, &all, Spelling::Alias);
            }
        }
    }

    /// A plain name stands for the whole service when the encrypted port is its form with an s:
    /// IMAP may be on the port of IMAPS, and IMAPS not on the port of IMAP.
    pub(super) fn port(&mut self, at: usize) {
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
        let is_narrower = |text: &str| {
            (is_plain || is_secure) && text.starts_with(protocol) && text.len() > protocol.len() + 1
        };
        for lang in Lang::ALL {
            let text = plain(port.name.get(lang));
            let ports = match () {
                // `WinRM over HTTP` is not on the port of `WinRM over HTTPS`.
                () if text.contains(OVER) => &BTreeSet::from([at]),
                () if is_narrower(text) => &both,
                () => &meant,
            };
            self.insert(text, ports, Spelling::AsWritten);
            // `IMAP over SSL`
            if let Some(plain) = text.strip_suffix("TLS").filter(|plain| plain.ends_with(OVER)) {
                self.insert(&format!("{plain}SSL"), ports, Spelling::AsWritten);
            }
        }
        for alias in Lang::ALL.into_iter().flat_map(|lang| port.aliases.get(lang)) {
            if is_proper(alias) {
                self.insert(alias, if is_narrower(alias) { &both } else { &meant }, Spelling::Alias);
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
            _ if WITH_CAPITAL.contains(&lower.as_str()) => {
                name.exact.insert(capitalized(&lower));
            }
            _ if is_free => {}
            Spelling::AsWritten => {
                if name.text == lower {
                    name.text = text.into();
                }
                name.exact.extend([text.into(), uncapitalized(text)]);
            }
            // Ids are in lower case, where `squid` is a word; `Squid` is a name, and `imaps` nothing else.
            Spelling::Acronym | Spelling::Alias => {
                let protocol =
                    |protocol: &str| lower.contains(&protocol.to_lowercase()) && is_acronym(protocol);
                let service = |at: &usize| self.ground.services.get(self.ground.ports[*at].service);
                let known = ports.iter().filter_map(service).any(|service| protocol(service.protocol));
                name.exact.insert(capitalized(text));
                if known || spelling == Spelling::Alias {
                    name.exact.insert(text.into());
                }
            }
        }
    }
}

// Aliases are what people search for, `send mail` among them. One Latin word may be a name, and what is written with
// a capital or called a protocol is one: `Secure Shell`, `邮局协议`.
fn is_proper(alias: &str) -> bool {
    let is_one_word = alias.is_ascii() && !alias.contains(' ');
    is_one_word || alias.starts_with(|c: char| c.is_uppercase()) || alias.ends_with("协议")
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn uncapitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}

/// As it stands in a sentence: `FTP 控制连接` as `FTP 的控制连接`, `XMPP client` as `XMPP clients`.
pub(super) fn inflected(key: &[Word]) -> Vec<Word> {
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
    // An id.
    Acronym,
    // What people search for.
    Alias,
}

// Without what explains it: `IMAP（隐式 TLS）`, `IMAP, cleartext or STARTTLS`.
fn plain(name: &str) -> &str {
    let end = name.find(['（', '(', ',']).unwrap_or(name.len());
    name[..end].trim()
}
