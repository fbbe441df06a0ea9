//! Which translations have fallen behind their originals, section by section.
//!
//! Nothing but text decides: what the original says now is compared with what the lock file says
//! that the translation follows. Dates and version control play no part.

mod records;

use crate::base::fingerprint::Print;
use crate::base::lang::Lang;
use crate::model::{Article, ArticleId, ArticleKey, Site};
use crate::syntax::lock::{Followed, Name};
use crate::syntax::markdown::passages::{Passage, Passages};
use crate::syntax::markdown::stretches;
use std::collections::{BTreeMap, BTreeSet};

/// How the translations of a site stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Every translation that is written and whose original is known.
    pub translations: BTreeMap<ArticleId, Standing>,
    /// Records of the lock file that belong to no translation.
    pub orphans: BTreeSet<ArticleId>,
}

/// How one translation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The record of the lock file about it, which has another key when the article was moved;
    /// `None` when it was never accepted.
    pub record: Option<ArticleId>,
    /// The sections that lag, in the order of the original, and then those that are gone from it.
    pub lags: Vec<Lag>,
    /// How many sections the original has.
    pub sections: usize,
}

/// A section that lags.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lag {
    /// Which section.
    pub name: Name,
    /// What became of it in the original.
    pub change: Change,
}

/// What became of a section of an original since its translation was accepted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Some of its blocks are not those that were translated: which, in the order of the original.
    /// None, when blocks were only taken out or moved.
    Edited(Vec<usize>),
    /// It was added.
    Added,
    /// It was taken out, and the translation still has it.
    Removed,
}

/// The language of an original: what either language says, unless they contradict each other. An
/// article that is written in one language is its own original.
pub fn origin(site: &Site, key: &ArticleKey) -> Option<Lang> {
    let written = Lang::ALL.map(|lang| site.articles.get(&ArticleId::new(key, lang)));
    let told: BTreeSet<Lang> =
        written.into_iter().flatten().filter_map(|article| article.head.origin).collect();
    match (written, told.len()) {
        ([Some(_), None], _) => Some(Lang::Zh),
        ([None, Some(_)], _) => Some(Lang::En),
        (_, 1) => told.first().copied(),
        _ => None,
    }
}

/// The blocks of each section. `passages` are those of the article.
pub fn sections<'a>(article: &'a Article, passages: &'a Passages) -> BTreeMap<&'a Name, Vec<&'a Passage>> {
    // Names and groups are made of the same stretches, in the same order.
    let names = article.stretches.iter().map(|(name, _)| name);
    names.zip(stretches::group(passages).into_values()).collect()
}

/// What a translation that is accepted now follows.
pub fn accepted(original: &Article) -> Followed {
    original.stretches.iter().cloned().collect()
}

/// Compares every translation with its original. Without a lock file none was ever accepted.
pub fn derive(site: &Site) -> Drift {
    let nothing = BTreeMap::new();
    let followed = site.followed.as_ref().unwrap_or(&nothing);
    let mut pairs = BTreeMap::new();
    for key in site.keys() {
        let Some(origin) = origin(site, key) else { continue };
        let id = ArticleId::new(key, origin.other());
        let written = [&ArticleId::new(key, origin), &id].map(|id| site.articles.get(id));
        if let [Some(original), Some(translation)] = written {
            pairs.insert(id, (original, translation));
        }
    }
    let originals = pairs.iter().map(|(id, (original, _))| (id, *original)).collect();
    let records = records::find(followed, &originals);
    let taken: BTreeSet<&ArticleId> = records.values().copied().collect();
    let orphans = followed.keys().filter(|id| !taken.contains(id)).cloned().collect();
    let standing = |(id, (original, translation)): (&ArticleId, &(&Article, &Article))| {
        let record = records.get(id).copied();
        let lags = record.map(|record| lags(original, translation, &followed[record]));
        let sections = original.stretches.len();
        (id.clone(), Standing { record: record.cloned(), lags: lags.unwrap_or_default(), sections })
    };
    Drift { translations: pairs.iter().map(standing).collect(), orphans }
}

// A section is known by its id. One whose id is new is the one that lost its id and still says the
// same: whoever gives a heading another id does so in both languages.
fn lags(original: &Article, translation: &Article, followed: &Followed) -> Vec<Lag> {
    let now: BTreeMap<&Name, &Vec<Print>> =
        original.stretches.iter().map(|(name, prints)| (name, prints)).collect();
    let mut gone: Vec<(&Name, &Vec<Print>)> =
        followed.iter().filter(|(name, _)| !now.contains_key(name)).collect();
    let mut lags = Vec::new();
    for (name, prints) in &original.stretches {
        let change = match followed.get(name) {
            Some(known) if known == prints => continue,
            Some(known) => Change::Edited(edited(prints, known)),
            None => match gone.iter().position(|(_, known)| *known == prints) {
                Some(at) => {
                    gone.remove(at);
                    continue;
                }
                None => Change::Added,
            },
        };
        lags.push(Lag { name: name.clone(), change });
    }
    let is_left = |name: &Name| translation.stretches.iter().any(|(own, _)| own == name);
    let left = gone.into_iter().map(|(name, _)| name).filter(|name| is_left(name));
    lags.extend(left.map(|name| Lag { name: name.clone(), change: Change::Removed }));
    lags
}

fn edited(now: &[Print], known: &[Print]) -> Vec<usize> {
    let mut left: BTreeMap<&Print, usize> = BTreeMap::new();
    known.iter().for_each(|print| *left.entry(print).or_default() += 1);
    let is_new = |print: &Print| match left.get_mut(print) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    let new: Vec<bool> = now.iter().map(is_new).collect();
    (0..now.len()).filter(|at| new[*at]).collect()
}
