//! Which record of the lock file is about which translation.
//!
//! A record bears the name that its article had when it was accepted. Articles are moved, swap their
//! names and leave them to new ones, so a name counts while the article still says what was recorded
//! under it. Otherwise what is said counts first.

use crate::base::fingerprint::Print;
use crate::base::lang::Lang;
use crate::model::{Article, ArticleId};
use crate::syntax::lock::Followed;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the record of each translation that has one. The originals stand under the ids of
/// their translations. No record is about two translations.
pub(super) fn find<'a>(
    followed: &'a BTreeMap<ArticleId, Followed>,
    originals: &BTreeMap<&'a ArticleId, &Article>,
) -> BTreeMap<&'a ArticleId, &'a ArticleId> {
    let mut found = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (id, original) in originals {
        let own = followed.get_key_value(*id);
        if let Some((record, _)) = own.filter(|(_, known)| fits(original, known)) {
            found.insert(*id, record);
            taken.insert(record);
        }
    }
    let left = Left::new(followed.iter().filter(|(id, _)| !taken.contains(id)));
    let mut claims = Vec::new();
    for (id, original) in originals.iter().filter(|(id, _)| !found.contains_key(**id)) {
        let shared = left.shared(id.lang, original);
        let half = prints(original).count().div_ceil(2);
        // A whole rewriting keeps the name when nobody else says what the record says.
        let own = followed.get_key_value(*id).map(|(own, _)| (own, shared.get(own).copied().unwrap_or(0)));
        let others = shared.into_iter().filter(|(record, count)| *record != *id && *count >= half);
        claims.extend(own.into_iter().chain(others).map(|(record, count)| {
            let is_other = record != *id;
            (Reverse(count), is_other, record, *id)
        }));
    }
    claims.sort();
    for (_, _, record, id) in claims {
        if !found.contains_key(id) && taken.insert(record) {
            found.insert(id, record);
        }
    }
    found
}

// Half of what it says was recorded, or half of what was recorded is there.
fn fits(original: &Article, known: &Followed) -> bool {
    let recorded: BTreeSet<&Print> = known.values().flatten().collect();
    let now: BTreeSet<&Print> = prints(original).collect();
    2 * now.intersection(&recorded).count() >= now.len().min(recorded.len())
}

fn prints(original: &Article) -> impl Iterator<Item = &Print> {
    original.stretches.iter().flat_map(|(_, prints)| prints)
}

// The records whose names no longer say whose they are, by what they hold.
struct Left<'a> {
    records: BTreeMap<(Lang, Print), BTreeSet<&'a ArticleId>>,
}

impl<'a> Left<'a> {
    fn new(left: impl Iterator<Item = (&'a ArticleId, &'a Followed)>) -> Left<'a> {
        let mut records: BTreeMap<(Lang, Print), BTreeSet<&ArticleId>> = BTreeMap::new();
        for (id, followed) in left {
            for print in followed.values().flatten() {
                records.entry((id.lang, *print)).or_default().insert(id);
            }
        }
        Left { records }
    }

    // How many blocks of an article each of them holds. An article that was moved still says most of
    // what it said: half of its blocks are enough, and of several records the one with most of them.
    fn shared(&self, lang: Lang, original: &Article) -> BTreeMap<&'a ArticleId, usize> {
        let mut shared: BTreeMap<&ArticleId, usize> = BTreeMap::new();
        for print in prints(original) {
            for id in self.records.get(&(lang, *print)).into_iter().flatten() {
                *shared.entry(id).or_default() += 1;
            }
        }
        shared
    }
}
