//! What tells the ports of one service apart: the words in which their names differ, as `controller` and `scanner` of
//! Rspamd, `event` and `general` of PTP, `控制` and `数据` of FTP.

use super::super::ground::{Ground, Port};
use super::names::Name;
use super::words::{Trie, Word, words};
use crate::base::lang::Lang;
use crate::base::registry::ServiceId;
use std::collections::{BTreeMap, BTreeSet};

/// A feature, as a number of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FeatureId(usize);

/// The features of the ports of a registry.
#[derive(Debug, Default)]
pub(super) struct Features {
    trie: Trie<FeatureId>,
    // The entries that have it.
    entries: Vec<BTreeSet<usize>>,
    // The entries of a service whose names begin with a word.
    alike: BTreeMap<Word, Vec<BTreeSet<usize>>>,
}

// The entries of a service whose names begin with one word, and what their names go on with.
#[derive(Default)]
struct Head {
    members: BTreeSet<usize>,
    bearing: BTreeMap<Vec<Word>, BTreeSet<usize>>,
}

/// A word of fewer letters tells nothing apart.
const SHORTEST: usize = 3;

impl Features {
    /// What names that begin alike go on with. `means` tells words that are read as something else.
    pub(super) fn of(ground: &Ground<'_>, means: impl Fn(&[Word]) -> bool) -> Features {
        let mut heads: BTreeMap<(&ServiceId, Word), Head> = BTreeMap::new();
        for (at, port) in ground.ports.iter().enumerate() {
            for text in called(port) {
                let mut words = words(text).map(|placed| placed.word);
                let Some(first) = words.next() else { continue };
                let head = heads.entry((port.service, first)).or_default();
                head.members.insert(at);
                let rest: Vec<Word> = words.collect();
                let pieces = pieces(&rest).filter(|piece| !means(piece));
                // `一般报文`: together they tell, though `一般` alone says something else.
                for feature in pieces.chain(Some(rest.clone()).filter(|rest| rest.len() > 2)) {
                    head.bearing.entry(feature).or_default().insert(at);
                }
            }
        }
        let mut features = Features::default();
        let mut telling: BTreeMap<Vec<Word>, BTreeSet<usize>> = BTreeMap::new();
        for ((_, first), Head { members, bearing }) in heads {
            let apart = bearing.into_iter().filter(|(_, entries)| *entries != members);
            apart.for_each(|(words, entries)| telling.entry(words).or_default().extend(entries));
            features.alike.entry(first).or_default().push(members);
        }
        // `milter proxy` are two words for one feature.
        for (words, entries) in telling {
            let known = features.entries.iter().position(|known| *known == entries);
            let id = FeatureId(known.unwrap_or(features.entries.len()));
            if known.is_none() {
                features.entries.push(entries);
            }
            features.trie.insert(words, id);
        }
        features
    }

    /// The feature that begins a text.
    pub(super) fn begins<'w>(&self, text: impl Iterator<Item = &'w Word>) -> Option<FeatureId> {
        let mut found = None;
        self.trie.walk(text, |_, feature| found = Some(*feature));
        found
    }

    /// The entries that are called like a name, as far as they have a feature; the own ones of the name if it has any.
    pub(super) fn with(&self, feature: FeatureId, name: &Name) -> BTreeSet<usize> {
        let bearing: BTreeSet<usize> = &self.alike(name) & &self.entries[feature.0];
        match &bearing & &name.ports {
            own if own.is_empty() => bearing,
            own => own,
        }
    }

    /// The entries that are called like a name.
    pub(super) fn alike(&self, name: &Name) -> BTreeSet<usize> {
        let head = words(&name.text).next().map(|placed| placed.word);
        let all = head.and_then(|head| self.alike.get(&head)).into_iter().flatten();
        let alike: BTreeSet<usize> =
            all.filter(|members| !members.is_disjoint(&name.ports)).flatten().copied().collect();
        // `Precision Time Protocol` stands for all that is called `PTP`.
        let is_part = |members: &&BTreeSet<usize>| members.len() > 1 && members.is_subset(&name.ports);
        match alike.is_empty() {
            true => self.alike.values().flatten().filter(is_part).flatten().copied().collect(),
            false => alike,
        }
    }
}

fn called<'p>(port: &Port<'p>) -> impl Iterator<Item = &'p str> {
    let (name, aliases) = (port.name, port.aliases);
    Lang::ALL.into_iter().flat_map(move |lang| {
        std::iter::once(name.get(lang).as_str()).chain(aliases.get(lang).iter().map(String::as_str))
    })
}

// Latin words, and pairs of Han characters.
fn pieces(words: &[Word]) -> impl Iterator<Item = Vec<Word>> + '_ {
    (0..words.len()).filter_map(|at| match (&words[at], words.get(at + 1)) {
        (Word::Run(run), _) => {
            let is_word = run.len() >= SHORTEST && run.chars().all(|c| c.is_ascii_alphabetic());
            is_word.then(|| vec![words[at].clone()])
        }
        (Word::Mark(first), Some(Word::Mark(second))) if is_han(*first) && is_han(*second) => {
            Some(vec![words[at].clone(), words[at + 1].clone()])
        }
        _ => None,
    })
}

fn is_han(c: char) -> bool {
    ('一'..='鿿').contains(&c)
}
