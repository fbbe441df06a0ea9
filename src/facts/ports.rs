//! Ports in the orders in which tables and pages show them.

use crate::base::date::Date;
use crate::base::lang::Bilingual;
use crate::base::registry::*;
use crate::model::Site;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The port tables.
#[derive(Debug)]
pub struct Ports {
    /// What links say of every entry in each language, by id.
    pub names: BTreeMap<PortId, Bilingual<PortName>>,
    /// What tables say of every entry besides, by id.
    pub rows: BTreeMap<PortId, PortRow>,
    /// The entries of every number or range: one page each, the main entry first.
    pub pages: BTreeMap<PortNumber, Vec<PortId>>,
    /// The entries of every service, by number.
    pub of_service: BTreeMap<ServiceId, Vec<PortId>>,
    /// The entries of every family, by number.
    pub of_family: BTreeMap<FamilyId, Vec<PortId>>,
    /// The entries with which the numbers before and after a number begin, in its family.
    pub beside: BTreeMap<(FamilyId, PortNumber), Beside>,
    /// Services in the order of their lowest port; those without ports last.
    pub services: Vec<ServiceId>,
    /// The last day on which the history has a change of an entry.
    pub changed: BTreeMap<PortId, Date>,
}

/// The neighbours of a number: the one before it and the one after it.
pub type Beside = (Option<PortId>, Option<PortId>);

/// What a link says of an entry in one language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PortName {
    /// Its identity.
    pub id: PortId,
    /// The number or range.
    pub number: PortNumber,
    /// The transports.
    pub transports: Vec<Transport>,
    /// What the entry is called.
    pub name: String,
    /// What runs there.
    pub service: ServiceId,
    /// Whether the page of the number begins with it.
    pub is_first: bool,
}

/// The columns that tables show of an entry, besides its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PortRow {
    /// Whether no other entry has the same number, and so shares its page.
    pub is_alone: bool,
    /// What to do with it.
    pub verdict: Option<Verdict>,
    /// The modes, the recommended first.
    pub encryption: Vec<Encryption>,
    /// Who connects.
    pub direction: Direction,
    /// What the registration is worth.
    pub status: Status,
    /// The group it belongs to.
    pub family: FamilyId,
}

/// Puts the entries in order.
pub fn derive(site: &Site) -> Ports {
    let mut ordered: Vec<&Port> = site.ports.values().map(Arc::as_ref).collect();
    ordered.sort_by_key(|port| (port.number, rank(port), &port.id));
    let mut pages: BTreeMap<PortNumber, Vec<PortId>> = BTreeMap::new();
    let mut of_service: BTreeMap<ServiceId, Vec<PortId>> = BTreeMap::new();
    let mut of_family: BTreeMap<FamilyId, Vec<PortId>> = BTreeMap::new();
    for port in &ordered {
        pages.entry(port.number).or_default().push(port.id.clone());
        of_service.entry(port.service.clone()).or_default().push(port.id.clone());
        of_family.entry(port.family.clone()).or_default().push(port.id.clone());
    }
    let names = ordered.iter().map(|port| (port.id.clone(), name(port, &pages[&port.number]))).collect();
    let rows = ordered.iter().map(|port| (port.id.clone(), row(port, &pages[&port.number]))).collect();
    let lowest = |service: &ServiceId| of_service.get(service).map(|ids| site.ports[&ids[0]].number);
    let mut services: Vec<ServiceId> = site.services.keys().cloned().collect();
    services.sort_by_key(|service| (lowest(service).is_none(), lowest(service), service.clone()));
    let beside = beside(site, &of_family);
    Ports { names, rows, pages, of_service, of_family, beside, services, changed: changed(site) }
}

fn changed(site: &Site) -> BTreeMap<PortId, Date> {
    let mut changed = BTreeMap::new();
    for edition in &site.history {
        let ids = edition.changes.iter().filter_map(|event| event.entry.strip_prefix("port/"));
        for id in ids.map(PortId::new).filter(|id| site.ports.contains_key(id)) {
            let last = changed.entry(id).or_insert(edition.date);
            *last = edition.date.max(*last);
        }
    }
    changed
}

fn beside(
    site: &Site,
    of_family: &BTreeMap<FamilyId, Vec<PortId>>,
) -> BTreeMap<(FamilyId, PortNumber), Beside> {
    let mut beside = BTreeMap::new();
    for (family, ids) in of_family {
        let mut numbers: Vec<(PortNumber, &PortId)> =
            ids.iter().map(|id| (site.ports[id].number, id)).collect();
        numbers.dedup_by_key(|(number, _)| *number);
        for (at, (number, _)) in numbers.iter().enumerate() {
            let entry = |at: Option<usize>| at.and_then(|at| numbers.get(at)).map(|(_, id)| (*id).clone());
            let neighbours = (entry(at.checked_sub(1)), entry(at.checked_add(1)));
            beside.insert((family.clone(), *number), neighbours);
        }
    }
    beside
}

// The entry that a reader most probably means comes first: one with advice, then one over TCP,
// then the better registered one.
fn rank(port: &Port) -> (bool, bool, Status) {
    (port.advice.is_none(), !port.transports.contains(&Transport::Tcp), port.status)
}

fn name(port: &Port, page: &[PortId]) -> Bilingual<PortName> {
    Bilingual::from_fn(|lang| PortName {
        id: port.id.clone(),
        number: port.number,
        transports: port.transports.clone(),
        name: port.name.get(lang).clone(),
        service: port.service.clone(),
        is_first: page[0] == port.id,
    })
}

fn row(port: &Port, page: &[PortId]) -> PortRow {
    PortRow {
        is_alone: page.len() == 1,
        verdict: port.advice.as_ref().map(|advice| advice.verdict),
        encryption: port.encryption.clone(),
        direction: port.direction,
        status: port.status,
        family: port.family.clone(),
    }
}
