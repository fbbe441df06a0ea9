//! What the registry knows of ports, by what code calls things.

use super::super::ground::{Ground, Port};
use super::claim::{IMPLICIT, Modes, PLAIN_START, Said};
use crate::base::registry::{Encryption, ServiceId, Status, Transport, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// The registry, by what code calls things.
#[derive(Debug)]
pub(in crate::lint) struct Known<'s> {
    pub(super) ground: &'s Ground<'s>,
    numbers: BTreeMap<u16, Vec<&'s Port<'s>>>,
    ranges: Vec<&'s Port<'s>>,
    names: BTreeMap<String, Vec<&'s Port<'s>>>,
    aliases: BTreeMap<String, Vec<&'s Port<'s>>>,
    pub(super) protocols: BTreeMap<String, BTreeSet<&'s ServiceId>>,
}

/// The first number that anybody may give to a program of their own (RFC 6335 §6).
pub(super) const FIRST_USER_PORT: u16 = 1024;

impl<'s> Known<'s> {
    /// Reads the registry of a site.
    pub(in crate::lint) fn of(ground: &'s Ground<'s>) -> Known<'s> {
        let mut known = Known {
            ground,
            numbers: BTreeMap::new(),
            ranges: Vec::new(),
            names: BTreeMap::new(),
            aliases: BTreeMap::new(),
            protocols: BTreeMap::new(),
        };
        for port in ground.ports.iter() {
            match port.number.first == port.number.last {
                true => known.numbers.entry(port.number.first).or_default().push(port),
                false => known.ranges.push(port),
            }
            let names: BTreeSet<&str> = port.iana.into_iter().chain([port.id.as_str()]).collect();
            for name in names {
                known.names.entry(name.to_lowercase()).or_default().push(port);
            }
            for alias in &port.aliases.en {
                known.aliases.entry(alias.to_lowercase()).or_default().push(port);
            }
        }
        for (&id, service) in &ground.services {
            // `SMTP / HTTP` are two.
            let protocols = service.protocol.split('/').map(str::trim).chain([id.as_str()]);
            for protocol in protocols {
                known.protocols.entry(protocol.to_lowercase()).or_default().insert(id);
            }
        }
        known
    }

    /// The modes that a claim leaves open.
    pub(super) fn modes(&self, said: Said<'_>) -> Modes {
        match said {
            Said::Modes(modes) => modes,
            Said::Like(name) => {
                if self.is_tls_name(name) {
                    IMPLICIT
                } else {
                    PLAIN_START
                }
            }
        }
    }

    /// The entries of a number.
    pub(super) fn at(&self, number: u16) -> Vec<&'s Port<'s>> {
        let single = self.numbers.get(&number).into_iter().flatten().copied();
        let in_range = |port: &&&Port<'_>| (port.number.first..=port.number.last).contains(&number);
        single.chain(self.ranges.iter().filter(in_range).copied()).collect()
    }

    /// The entries of a registered name, else of a name that people use for one.
    pub(super) fn named(&self, name: &str) -> &[&'s Port<'s>] {
        let name = name.to_lowercase();
        self.names.get(&name).or_else(|| self.aliases.get(&name)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn entries_of(&self, services: &BTreeSet<&ServiceId>) -> Vec<&'s Port<'s>> {
        let ports = self.ground.ports.iter();
        let mut entries: Vec<&Port<'_>> = ports.filter(|port| services.contains(port.service)).collect();
        entries.sort_by_key(|port| (is_unofficial(port), rank(port), port.number));
        entries
    }
}

/// An entry that is TLS from the first byte and nothing else.
pub(super) fn is_tls(port: &Port<'_>) -> bool {
    port.encryption == [Encryption::Implicit]
}

/// Whether a name is that of HTTP, with TLS or without.
pub(super) fn is_http(name: &str) -> bool {
    name.eq_ignore_ascii_case("http") || name.eq_ignore_ascii_case("https")
}

/// Whether an entry belongs to the web, which is spoken wherever a site likes.
pub(super) fn is_web(port: &Port<'_>) -> bool {
    port.family.as_str() == "web"
}

/// Whether an entry is a custom, which binds nobody.
pub(super) fn is_unofficial(port: &Port<'_>) -> bool {
    port.status == Status::Unofficial
}

fn rank(port: &Port<'_>) -> u8 {
    match port.verdict {
        Some(Verdict::Prefer) => 0,
        Some(Verdict::Fine | Verdict::ServersOnly | Verdict::InternalOnly) | None => 1,
        Some(Verdict::Avoid) => 2,
    }
}

/// The entries that a person can mean: those that the registry advises against only where there is
/// no other.
pub(super) fn worthwhile<'s>(ports: &[&'s Port<'s>]) -> Vec<&'s Port<'s>> {
    let avoid = |port: &&Port<'_>| rank(port) == 2;
    let others = ports.iter().any(|port| !avoid(port));
    ports.iter().copied().filter(|port| !others || !avoid(port)).collect()
}

/// Whether an entry has one of these modes.
pub(super) fn fits(port: &Port, modes: &[Encryption]) -> bool {
    port.encryption.iter().any(|mode| modes.contains(mode))
}

/// The transports of several entries, each once.
pub(super) fn transports(ports: &[&Port<'_>]) -> Vec<Transport> {
    let all: BTreeSet<Transport> = ports.iter().flat_map(|port| port.transports.iter().copied()).collect();
    all.into_iter().collect()
}

/// The modes of several entries, each once, in the order in which the registry recommends them.
pub(super) fn modes(ports: &[&Port<'_>]) -> Vec<Encryption> {
    let mut modes: Vec<Encryption> = Vec::new();
    for mode in ports.iter().flat_map(|port| port.encryption) {
        if !modes.contains(mode) {
            modes.push(*mode);
        }
    }
    modes
}
