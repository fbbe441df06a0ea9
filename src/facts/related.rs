//! Which articles stand near which, and why.
//!
//! Scores are whole numbers that depend on facts and words of the articles, never on the clock,
//! on the language or on file order, so two builds of one site agree and both languages show the
//! same list.

use crate::base::lang::Lang;
use crate::base::registry::{PortId, TagId};
use crate::facts::mentions::{Mentions, Subject};
use crate::model::{ArticleId, ArticleKey, Site};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The list of every article key, best first, at most [`MOST`].
pub type Related = BTreeMap<ArticleKey, Vec<Near>>;

/// How long a list may be.
pub const MOST: usize = 5;

/// A related article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Near {
    /// Which article.
    pub key: ArticleKey,
    /// How near; only the order of scores has a meaning.
    pub score: u32,
    /// Why, the strongest reason first.
    pub reasons: Vec<Reason>,
}

/// Why an article is near.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The author put it into the front matter.
    Chosen,
    /// Both speak of these ports, the rarest first.
    Ports(Vec<PortId>),
    /// This article links to it.
    Links,
    /// It links to this article.
    Linked,
    /// Both bear these tags, the rarest first.
    Tags(Vec<TagId>),
    /// Titles and headings share words.
    Words,
}

// What a shared thing is worth when two articles share it and no other article has it. Something
// that more articles have is worth proportionally less: everybody speaks of 465.
const PORT: u32 = 1200;
const TAG: u32 = 400;
const WORD: u32 = 120;
// A link is the author's own word for "see also"; one from there to here says a little less.
const LINKS: u32 = 300;
const LINKED: u32 = 200;
// Words alone have to agree a good deal before they are a reason.
const ENOUGH_WORDS: u32 = 60;
// Above every sum that the others can reach.
const CHOSEN: u32 = 1_000_000;

/// Finds the list of every article.
pub fn derive(site: &Site, mentions: &Mentions) -> Related {
    let traits: BTreeMap<&ArticleKey, Traits<'_>> =
        site.keys().into_iter().map(|key| (key, Traits::of(site, mentions, key))).collect();
    let ports = Rarity::of(traits.values().map(|traits| &traits.ports));
    let tags = Rarity::of(traits.values().map(|traits| &traits.tags));
    let words = Rarity::of(traits.values().map(|traits| &traits.words));
    let weights = Weights { ports, tags, words };
    traits.keys().map(|key| ((*key).clone(), nearest(key, &traits, &weights))).collect()
}

struct Traits<'a> {
    ports: BTreeSet<&'a PortId>,
    tags: BTreeSet<&'a TagId>,
    words: BTreeSet<String>,
    links: BTreeSet<&'a ArticleKey>,
    chosen: BTreeSet<&'a ArticleKey>,
}

impl<'a> Traits<'a> {
    fn of(site: &'a Site, mentions: &'a Mentions, key: &ArticleKey) -> Traits<'a> {
        let mut traits = Traits {
            ports: BTreeSet::new(),
            tags: BTreeSet::new(),
            words: BTreeSet::new(),
            links: BTreeSet::new(),
            chosen: BTreeSet::new(),
        };
        for subject in mentions.by_article.get(key).into_iter().flatten() {
            match subject {
                Subject::Port(id) => traits.ports.insert(id),
                Subject::Article(other) => traits.links.insert(other),
                Subject::Service(_) | Subject::Provider(_) => false,
            };
        }
        for lang in Lang::ALL {
            let Some(article) = site.articles.get(&ArticleId::new(key, lang)) else { continue };
            traits.tags.extend(&article.head.tags);
            traits.chosen.extend(&article.chosen);
            add_words(&article.head.title, &mut traits.words);
            article.body.headings.iter().for_each(|heading| add_words(&heading.text, &mut traits.words));
        }
        traits
    }
}

struct Weights<'a> {
    ports: Rarity<&'a PortId>,
    tags: Rarity<&'a TagId>,
    words: Rarity<String>,
}

// How many articles have a thing.
struct Rarity<T>(BTreeMap<T, u32>);

impl<T: Ord + Clone> Rarity<T> {
    fn of<'a>(sets: impl Iterator<Item = &'a BTreeSet<T>>) -> Rarity<T>
    where
        T: 'a,
    {
        let mut counts = BTreeMap::new();
        sets.flatten().for_each(|thing| *counts.entry(thing.clone()).or_insert(0) += 1);
        Rarity(counts)
    }

    /// The shared things, the rarest first, and what they are worth together.
    fn shared<'a>(&self, a: &'a BTreeSet<T>, b: &'a BTreeSet<T>, worth: u32) -> (Vec<&'a T>, u32) {
        let mut shared: Vec<&T> = a.intersection(b).collect();
        shared.sort_by_key(|thing| (self.0[*thing], *thing));
        let score = shared.iter().map(|thing| 2 * worth / self.0[*thing].max(2)).sum();
        (shared, score)
    }
}

fn nearest(key: &ArticleKey, all: &BTreeMap<&ArticleKey, Traits<'_>>, weights: &Weights<'_>) -> Vec<Near> {
    let own = &all[key];
    let others = all.iter().filter(|(other, _)| **other != key);
    let mut near: Vec<Near> =
        others.filter_map(|(other, traits)| compare(key, own, other, traits, weights)).collect();
    near.sort_by_key(|near| (Reverse(near.score), near.key.clone()));
    near.truncate(MOST);
    near
}

fn compare(
    key: &ArticleKey,
    own: &Traits<'_>,
    other: &ArticleKey,
    traits: &Traits<'_>,
    weights: &Weights<'_>,
) -> Option<Near> {
    let mut reasons: Vec<(u32, Reason)> = Vec::new();
    if own.chosen.contains(other) {
        reasons.push((CHOSEN, Reason::Chosen));
    }
    let (ports, score) = weights.ports.shared(&own.ports, &traits.ports, PORT);
    if score > 0 {
        reasons.push((score, Reason::Ports(ports.into_iter().map(|id| (*id).clone()).collect())));
    }
    if own.links.contains(other) {
        reasons.push((LINKS, Reason::Links));
    }
    if traits.links.contains(key) {
        reasons.push((LINKED, Reason::Linked));
    }
    let (tags, score) = weights.tags.shared(&own.tags, &traits.tags, TAG);
    if score > 0 {
        reasons.push((score, Reason::Tags(tags.into_iter().map(|id| (*id).clone()).collect())));
    }
    let (_, score) = weights.words.shared(&own.words, &traits.words, WORD);
    if score >= ENOUGH_WORDS {
        reasons.push((score, Reason::Words));
    }
    reasons.sort_by_key(|(score, _)| Reverse(*score));
    let score = reasons.iter().map(|(score, _)| score).sum();
    let reasons: Vec<Reason> = reasons.into_iter().map(|(_, reason)| reason).collect();
    (score > 0).then(|| Near { key: other.clone(), score, reasons })
}

// Latin words in lower case, Han text in pairs of characters: 端口号 gives 端口 and 口号. Numbers
// are left to the ports, which know what they mean.
fn add_words(text: &str, words: &mut BTreeSet<String>) {
    const COMMON: [&str; 18] = [
        "the", "and", "for", "with", "what", "how", "why", "your", "you", "from", "that", "this", "does",
        "when", "not", "are", "who", "one",
    ];
    let latin = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
    words.extend(latin.map(str::to_ascii_lowercase).filter(|word| !COMMON.contains(&word.as_str())));
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for run in text.split(|c: char| !is_han(c)) {
        let characters: Vec<char> = run.chars().collect();
        words.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_text_gives_pairs_and_latin_text_gives_words() {
        let mut words = BTreeSet::new();
        add_words("SMTP 端口号：which port", &mut words);
        assert_eq!(words.into_iter().collect::<Vec<_>>(), ["port", "smtp", "which", "口号", "端口"]);
    }

    #[test]
    fn what_few_articles_share_is_worth_more() {
        let (rare, common) = (BTreeSet::from(["x", "y"]), BTreeSet::from(["y"]));
        let rarity = Rarity::of([&rare, &rare, &common, &common].into_iter());
        assert_eq!(rarity.shared(&rare, &rare, 1200), (vec![&"x", &"y"], 1200 + 600));
    }
}
