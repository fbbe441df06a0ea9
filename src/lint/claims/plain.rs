//! The plain name beside the secure one: who writes `LDAPS: 389` and then `LDAP: 636` means by LDAP the one without TLS,
//! although LDAP has both ports.

use super::vocabulary::{NameId, Vocabulary};
use super::{Claim, Hold, Says};
use crate::base::registry::PortNumber;
use crate::syntax::markdown::passages::{Kind, Passage};
use std::collections::{BTreeMap, BTreeSet};

/// Takes from each claim about a plain name the ports of its secure form beside it, if that is claimed to be elsewhere.
pub(super) fn read(claims: &mut [(usize, Claim)], passages: &[Passage], vocabulary: &Vocabulary<'_>) {
    let mut said: BTreeMap<Unit, BTreeMap<NameId, BTreeSet<PortNumber>>> = BTreeMap::new();
    for (at, claim) in claims.iter() {
        if let Some((name, number)) = of_port(claim) {
            said.entry(unit(*at, passages)).or_default().entry(name).or_default().insert(number);
        }
    }
    for (at, claim) in claims.iter_mut() {
        let Some((name, _)) = of_port(claim) else { continue };
        let beside = &said[&unit(*at, passages)];
        let is_other = |(other, numbers): (&NameId, &BTreeSet<PortNumber>)| {
            let is_right = |number: &PortNumber| vocabulary.ports_of(&[*other]).contains(number);
            let is_secure = vocabulary.is_narrower(*other, name) && !numbers.iter().any(is_right);
            is_secure.then_some(*other)
        };
        claim.other_than = beside.iter().filter_map(is_other).collect();
    }
}

fn of_port(claim: &Claim) -> Option<(NameId, PortNumber)> {
    match &claim.says {
        Says::Port { names, number } if claim.hold == Hold::Firm && !claim.is_denied => {
            match names.as_slice() {
                [name] => Some((*name, *number)),
                _ => None,
            }
        }
        _ => None,
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    List(usize),
    Passage(usize),
}

// A list is read as one.
fn unit(at: usize, passages: &[Passage]) -> Unit {
    match passages[at].kind {
        Kind::Item { list, .. } => Unit::List(list),
        _ => Unit::Passage(at),
    }
}
