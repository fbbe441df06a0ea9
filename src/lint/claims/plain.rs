//! The plain name beside the secure one: who writes `LDAPS: 389` and then `LDAP: 636` means by LDAP the one without TLS,
//! although LDAP has both ports.

use super::vocabulary::{NameId, Vocabulary};
use super::{Claim, Hold, Says};
use crate::base::registry::PortNumber;
use crate::syntax::markdown::passages::{Kind, Passage};
use std::collections::BTreeMap;

/// Takes from each claim about a plain name the ports of its secure form beside it, if that is claimed to be elsewhere.
pub(super) fn read(claims: &mut [(usize, Claim)], passages: &[Passage], vocabulary: &Vocabulary<'_>) {
    // Of each list or passage, the names that are claimed to be elsewhere, and whether one of their claims is right.
    let mut said: BTreeMap<Unit, BTreeMap<NameId, bool>> = BTreeMap::new();
    for (at, claim) in claims.iter() {
        if let Some((name, number)) = of_port(claim) {
            let is_right = said.entry(unit(*at, passages)).or_default().entry(name).or_default();
            *is_right |= vocabulary.ports_of(&[name]).contains(&number);
        }
    }
    for (at, claim) in claims.iter_mut() {
        let Some((name, _)) = of_port(claim) else { continue };
        let misplaced = said[&unit(*at, passages)].iter().filter(|(_, is_right)| !**is_right);
        let secure =
            misplaced.map(|(other, _)| *other).filter(|other| vocabulary.is_secure_form(*other, name));
        claim.other_than = secure.collect();
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
