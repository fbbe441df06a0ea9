//! What words of a setting mean to the registry.

use super::super::ground::Port;
use super::known::{Known, is_http, is_tls, is_unofficial, is_web};
use super::word::Word;
use crate::base::registry::{Encryption, ServiceId};
use std::collections::BTreeSet;

/// Names of services that are words like any other in a setting or the name of a host.
const EVERYDAY: &[&str] = &[
    "time",
    "telnet",
    "domain",
    "ssl",
    "tls",
    "vpn",
    "terminal",
    "git",
    "matrix",
    "mx",
    "mta",
    "www",
    "dot",
    "mobile",
    "tomcat",
    "quic",
    "print",
    "id",
    "active",
    "synapse",
    "docker-s",
    "squid",
    "nameserver",
];

impl<'s> Known<'s> {
    /// The services that speak a protocol, else the services behind a name.
    pub(super) fn speaking(&self, protocol: &str) -> BTreeSet<&'s ServiceId> {
        match self.protocols.get(&protocol.to_lowercase()) {
            Some(services) => services.clone(),
            None => self.named(protocol).iter().map(|port| port.service).collect(),
        }
    }

    // Whether a word is that of a protocol or another name of a service.
    fn is_name(&self, word: &str) -> bool {
        self.protocols.contains_key(&word.to_lowercase()) || !self.named(word).is_empty()
    }

    /// What a name means, for messages.
    pub(super) fn called<'n>(&self, name: &'n str) -> &'n str
    where
        's: 'n,
    {
        let services = self.speaking(name);
        let protocols = || services.iter().map(|service| self.ground.services[*service].protocol);
        // Of `SMTP / HTTP`, the one that was named.
        let mut parts = protocols().flat_map(|protocol| protocol.split('/').map(str::trim));
        parts.find(|part| part.eq_ignore_ascii_case(name)).or_else(|| protocols().next()).unwrap_or(name)
    }

    /// What an entry speaks, for messages.
    pub(super) fn protocol(&self, port: &Port<'_>) -> &'s str {
        self.ground.services[port.service].protocol
    }

    /// What an entry speaks, in small letters.
    pub(super) fn protocols_of(&self, port: &Port<'_>) -> Vec<String> {
        let service = &self.ground.services[port.service];
        service.protocol.split('/').map(|name| name.trim().to_lowercase()).collect()
    }

    /// The part of a word that names a service, if it does: `imap` of `imapd`. HTTP carries what it likes, and
    /// everyday words name a service in one line and nothing in the next.
    pub(super) fn service_word<'t>(&self, word: Word<'t>) -> Option<Word<'t>> {
        let whole = word.text.trim_end_matches(|c: char| c.is_ascii_digit() || c == 'd' || c == 'D');
        let whole = Some(word.part(0, whole.len()));
        let names = |word: &Word<'_>| {
            word.text.len() > 1 && !word.is_any(EVERYDAY) && !is_http(word.text) && self.is_name(word.text)
        };
        [Some(word), whole].into_iter().flatten().find(names)
    }

    /// Whether a word names a service in one line and nothing in the next.
    pub(super) fn is_everyday(word: Word<'_>) -> bool {
        word.is_any(EVERYDAY)
    }

    /// Whether a name stands for TLS from the first byte, such as `imaps`.
    pub(super) fn is_tls_name(&self, name: &str) -> bool {
        let named = self.named(name);
        !named.is_empty() && named.iter().all(|port| is_tls(port))
    }

    /// Whether two words can mean one service.
    pub(super) fn agree(&self, one: &str, other: &str) -> bool {
        !self.speaking(one).is_disjoint(&self.speaking(other))
    }

    /// Whether a claim of implicit TLS is more than one of encryption: the service has both ways, and programs
    /// tell them apart. Those of FTP call either of them SSL.
    pub(super) fn has_both_ways(&self, number: u16, service: Option<&str>) -> bool {
        let services = match service {
            Some(name) => self.speaking(name),
            None => self.at(number).iter().map(|port| port.service).collect(),
        };
        let entries = self.entries_of(&services);
        let has = |mode| {
            entries.iter().any(|port| port.encryption == [mode] || port.encryption.first() == Some(&mode))
        };
        let is_ftp = entries.iter().any(|port| self.ground.services[port.service].protocol == "FTP");
        has(Encryption::Implicit) && has(Encryption::Starttls) && !is_ftp
    }

    /// Whether a number is registered, and for TLS alone.
    pub(super) fn is_for_tls(&self, number: u16) -> bool {
        let here = self.at(number);
        !here.is_empty() && here.iter().all(|port| is_tls(port) && !is_unofficial(port))
    }

    /// Whether the number is HTTP’s, of which a proxy before it takes the encryption away.
    pub(super) fn carries_http(&self, number: u16) -> bool {
        self.at(number).iter().any(|port| is_web(port))
    }
}
