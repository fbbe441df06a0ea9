//! What a rule that can stop a build sees beside the page that it judges.
//!
//! A page in which such a rule found nothing is not read again while neither the page nor the ground
//! has changed. So the ground holds what is fingerprinted and nothing more, and whoever judges by
//! something else finds that it is not there.

use super::{Check, RULES};
use crate::base::fingerprint::Fingerprint;
use crate::base::lang::Bilingual;
use crate::base::registry::{
    self, Direction, Encryption, FamilyId, PortId, PortNumber, ServiceId, Status, Transport, Verdict,
};
use crate::model::Site;
use crate::model::read::Trees;
use std::collections::BTreeMap;

/// What sentences and commands may contradict.
#[derive(Debug, Hash)]
pub struct Ground<'s> {
    /// Port entries, by id.
    pub ports: Vec<Port<'s>>,
    /// Services.
    pub services: BTreeMap<&'s ServiceId, Service<'s>>,
    /// The hosts of providers, which are names of services in sentences.
    pub hosts: Vec<(&'s str, &'s ServiceId)>,
    /// Whether every entry was read and has its place. What contradicts a registry with holes may agree with the
    /// author's, and the mistake that made the hole is reported: by such a ground nobody is judged.
    pub is_whole: bool,
    // A page that was not judged is not known to be sound.
    applied: Vec<&'static str>,
}

/// A port entry, as far as claims speak of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Port<'s> {
    /// Its identity.
    pub id: &'s PortId,
    /// The number or range.
    pub number: PortNumber,
    /// At least one.
    pub transports: &'s [Transport],
    /// The service name in IANA's registry.
    pub iana: Option<&'s str>,
    /// What runs there.
    pub service: &'s ServiceId,
    /// What the entry is called.
    pub name: &'s Bilingual,
    /// The group it belongs to.
    pub family: &'s FamilyId,
    /// The recommended first.
    pub encryption: &'s [Encryption],
    /// Who connects to whom.
    pub direction: Direction,
    /// What to do with it.
    pub verdict: Option<Verdict>,
    /// What the registration is worth.
    pub status: Status,
    /// Other words that people use.
    pub aliases: &'s Bilingual<Vec<String>>,
}

/// A service, as far as claims speak of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Service<'s> {
    /// Its identity.
    pub id: &'s ServiceId,
    /// The short name of the protocol.
    pub protocol: &'s str,
    /// What the service is called.
    pub name: &'s Bilingual,
    /// The group it belongs to.
    pub family: &'s FamilyId,
    /// Other words that people use.
    pub aliases: &'s Bilingual<Vec<String>>,
}

impl<'s> Ground<'s> {
    /// The ground of a site, on which all rules are applied that it does not switch off.
    pub fn of(site: &'s Site, trees: &Trees) -> Ground<'s> {
        let servers = site.providers.values().flat_map(|provider| &provider.servers);
        let is_applied = |check: &Check| matches!(check, Check::Pages(_));
        let gates = RULES.iter().filter(|rule| is_applied(&rule.check));
        Ground {
            ports: site.ports.values().map(|port| Port::of(port)).collect(),
            services: site.services.iter().map(|(id, service)| (id, Service::of(service))).collect(),
            hosts: servers.map(|server| (server.host.as_str(), &server.service)).collect(),
            is_whole: is_whole(site, trees),
            applied: gates
                .filter(|rule| rule.reason_against(trees).is_none())
                .map(|rule| rule.name)
                .collect(),
        }
    }

    /// The fingerprint of all that it holds.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self)
    }
}

// An entry may be lost in its file, or when the files are put together.
fn is_whole(site: &Site, trees: &Trees) -> bool {
    let read = [&trees.unread.ports, &trees.unread.services, &trees.unread.providers];
    read.iter().all(|unread| unread.is_empty())
        && trees.ports.len() == site.ports.len()
        && trees.services.len() == site.services.len()
        && trees.providers.len() == site.providers.len()
}

impl<'s> Port<'s> {
    fn of(port: &'s registry::Port) -> Port<'s> {
        Port {
            id: &port.id,
            number: port.number,
            transports: &port.transports,
            iana: port.iana.as_deref(),
            service: &port.service,
            name: &port.name,
            family: &port.family,
            encryption: &port.encryption,
            direction: port.direction,
            verdict: port.advice.as_ref().map(|advice| advice.verdict),
            status: port.status,
            aliases: &port.aliases,
        }
    }

    /// `465/tcp`, as [`registry::Port::endpoint`] writes it.
    pub fn endpoint(&self) -> String {
        registry::endpoint(self.number, self.transports)
    }
}

impl<'s> Service<'s> {
    fn of(service: &'s registry::Service) -> Service<'s> {
        let registry::Service { id, protocol, name, family, aliases, .. } = service;
        Service { id, protocol, name, family, aliases }
    }
}
