//! Which articles stand near which, and why.
//!
//! Scores are whole numbers that depend on facts and words of the articles, never on the clock,
//! on the language or on file order, so two builds of one site agree and both languages show the
//! same list.

use crate::base::lang::Lang;
use crate::base::registry::{PortId, TagId};
use crate::facts::mentions::{Mentions, Subject};
use crate::model::{ArticleId, ArticleKey, Site};
use rayon::prelude::*;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

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
// What so many articles have that sharing it says nothing.
const NEGLIGIBLE: u32 = 5;
// Above every sum that the others can reach.
const CHOSEN: u32 = 1_000_000;

/// Finds the list of every article. Articles are compared through what they share, so the work
/// grows with what is shared and not with the number of pairs.
pub fn derive(site: &Site, mentions: &Mentions) -> Related {
    let keys = site.keys();
    let traits: Vec<Traits<'_>> = keys.par_iter().map(|key| Traits::of(site, mentions, key)).collect();
    let number = |key: &&ArticleKey| keys.binary_search(key).ok();
    let links: Vec<Vec<usize>> =
        traits.iter().map(|traits| traits.links.iter().filter_map(number).collect()).collect();
    let mut linked: Vec<Vec<usize>> = vec![Vec::new(); keys.len()];
    for (from, targets) in links.iter().enumerate() {
        targets.iter().for_each(|to| linked[*to].push(from));
    }
    let chosen = traits.iter().map(|traits| traits.chosen.iter().filter_map(number).collect()).collect();
    let (mut ports, mut tags, mut words) = (Vec::new(), Vec::new(), Vec::new());
    for traits in traits {
        ports.push(traits.ports);
        tags.push(traits.tags);
        words.push(traits.words);
    }
    let all = All {
        ports: Shared::new(ports, PORT),
        tags: Shared::new(tags, TAG),
        words: Shared::new(words, WORD),
        keys,
        links,
        linked,
        chosen,
    };
    let lists = (0..all.keys.len()).into_par_iter().map_init(
        || vec![Score::default(); all.keys.len()],
        |scores, own| (all.keys[own].clone(), all.nearest(own, scores)),
    );
    lists.collect::<Vec<_>>().into_iter().collect()
}

// What an article has in common with others.
#[derive(Default)]
struct Traits<'a> {
    ports: Vec<&'a PortId>,
    tags: Vec<&'a TagId>,
    words: Vec<Cow<'a, str>>,
    links: BTreeSet<&'a ArticleKey>,
    chosen: BTreeSet<&'a ArticleKey>,
}

impl<'a> Traits<'a> {
    fn of(site: &'a Site, mentions: &'a Mentions, key: &ArticleKey) -> Traits<'a> {
        let mut traits = Traits::default();
        for subject in mentions.by_article.get(key).into_iter().flatten() {
            match subject {
                Subject::Port(id) => traits.ports.push(id),
                Subject::Article(other) => drop(traits.links.insert(other)),
                Subject::Service(_) | Subject::Provider(_) => {}
            }
        }
        for lang in Lang::ALL {
            let Some(article) = site.articles.get(&ArticleId::new(key, lang)) else { continue };
            traits.tags.extend(&article.head.tags);
            traits.chosen.extend(&article.chosen);
            let headings = article.body.headings.iter().map(|heading| heading.text.as_str());
            for text in [article.head.title.as_str()].into_iter().chain(headings) {
                add_words(text, &mut traits.words);
            }
        }
        traits
    }
}

// Things of one kind, numbered as they appear, and the articles, numbered by key, that have them.
struct Shared<T> {
    names: Vec<T>,
    weights: Vec<u32>,
    of_article: Vec<Vec<usize>>,
    articles: Vec<Vec<usize>>,
}

impl<T: Ord + Hash + Clone> Shared<T> {
    // What an article has twice it has once.
    fn new(lists: Vec<Vec<T>>, worth: u32) -> Shared<T> {
        let (mut names, mut articles, mut numbers) = (Vec::new(), Vec::new(), HashMap::new());
        let mut of_article = Vec::with_capacity(lists.len());
        for (article, list) in lists.into_iter().enumerate() {
            let number = |thing: T| match numbers.get(&thing) {
                Some(number) => *number,
                None => {
                    names.push(thing.clone());
                    articles.push(Vec::new());
                    numbers.insert(thing, names.len() - 1);
                    names.len() - 1
                }
            };
            let mut things: Vec<usize> = list.into_iter().map(number).collect();
            things.sort_unstable();
            things.dedup();
            things.iter().for_each(|thing| articles[*thing].push(article));
            of_article.push(things);
        }
        let weight = |articles: &Vec<usize>| {
            let weight = 2 * worth / u32::try_from(articles.len()).unwrap_or(u32::MAX).max(2);
            if weight < NEGLIGIBLE { 0 } else { weight }
        };
        Shared { weights: articles.iter().map(weight).collect(), names, of_article, articles }
    }

    // Every article that shares something with this one, once for each thing.
    fn with(&self, own: usize) -> impl Iterator<Item = (usize, u32)> {
        let weighty = self.of_article[own].iter().filter(|thing| self.weights[**thing] > 0);
        weighty.flat_map(|thing| self.articles[*thing].iter().map(|article| (*article, self.weights[*thing])))
    }

    // What two articles share, the rarest first.
    fn between(&self, a: usize, b: usize) -> (Vec<T>, u32) {
        let other = &self.of_article[b];
        let shared = self.of_article[a]
            .iter()
            .copied()
            .filter(|thing| self.weights[*thing] > 0 && other.binary_search(thing).is_ok());
        let mut shared: Vec<usize> = shared.collect();
        shared.sort_unstable_by_key(|thing| (Reverse(self.weights[*thing]), &self.names[*thing]));
        let score = shared.iter().map(|thing| self.weights[*thing]).sum();
        (shared.into_iter().map(|thing| self.names[thing].clone()).collect(), score)
    }
}

#[derive(Clone, Copy, Default, PartialEq)]
struct Score {
    facts: u32,
    words: u32,
}

impl Score {
    fn total(self) -> u32 {
        self.facts + if self.words < ENOUGH_WORDS { 0 } else { self.words }
    }
}

struct All<'a> {
    keys: Vec<&'a ArticleKey>,
    ports: Shared<&'a PortId>,
    tags: Shared<&'a TagId>,
    words: Shared<Cow<'a, str>>,
    links: Vec<Vec<usize>>,
    linked: Vec<Vec<usize>>,
    chosen: Vec<Vec<usize>>,
}

impl All<'_> {
    // `scores` has a place for every article, and is all zero before and after.
    fn nearest(&self, own: usize, scores: &mut [Score]) -> Vec<Near> {
        let mut touched = Vec::new();
        let mut add = |article: usize, facts: u32, words: u32| {
            let score = &mut scores[article];
            if *score == Score::default() {
                touched.push(article);
            }
            score.facts += facts;
            score.words += words;
        };
        let fixed = |articles: &[Vec<usize>], worth: u32| {
            articles[own].iter().map(move |article| (*article, worth)).collect::<Vec<_>>()
        };
        let facts = self.ports.with(own).chain(self.tags.with(own));
        let author = [(&self.links, LINKS), (&self.linked, LINKED), (&self.chosen, CHOSEN)];
        for (article, worth) in facts.chain(author.into_iter().flat_map(|(list, worth)| fixed(list, worth))) {
            add(article, worth, 0);
        }
        for (article, worth) in self.words.with(own) {
            add(article, 0, worth);
        }
        let mut best: Vec<(Reverse<u32>, usize)> = Vec::with_capacity(touched.len());
        for article in touched {
            let score = std::mem::take(&mut scores[article]).total();
            if score > 0 && article != own {
                best.push((Reverse(score), article));
            }
        }
        if best.len() > MOST {
            best.select_nth_unstable(MOST);
            best.truncate(MOST);
        }
        best.sort_unstable();
        best.into_iter().map(|(Reverse(score), other)| self.near(own, other, score)).collect()
    }

    fn near(&self, own: usize, other: usize, score: u32) -> Near {
        let mut reasons: Vec<(u32, Reason)> = Vec::new();
        if self.chosen[own].contains(&other) {
            reasons.push((CHOSEN, Reason::Chosen));
        }
        let (ports, worth) = self.ports.between(own, other);
        if worth > 0 {
            reasons.push((worth, Reason::Ports(ports.into_iter().cloned().collect())));
        }
        if self.links[own].contains(&other) {
            reasons.push((LINKS, Reason::Links));
        }
        if self.linked[own].contains(&other) {
            reasons.push((LINKED, Reason::Linked));
        }
        let (tags, worth) = self.tags.between(own, other);
        if worth > 0 {
            reasons.push((worth, Reason::Tags(tags.into_iter().cloned().collect())));
        }
        let (_, worth) = self.words.between(own, other);
        if worth >= ENOUGH_WORDS {
            reasons.push((worth, Reason::Words));
        }
        reasons.sort_by_key(|(worth, _)| Reverse(*worth));
        let reasons = reasons.into_iter().map(|(_, reason)| reason).collect();
        Near { key: self.keys[other].clone(), score, reasons }
    }
}

// Latin words in lower case, Han text in pairs of characters: 端口号 gives 端口 and 口号. Numbers
// are left to the ports, which know what they mean.
fn add_words<'a>(text: &'a str, words: &mut Vec<Cow<'a, str>>) {
    const COMMON: [&str; 18] = [
        "the", "and", "for", "with", "what", "how", "why", "your", "you", "from", "that", "this", "does",
        "when", "not", "are", "who", "one",
    ];
    let latin = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
    let lower = |word: &'a str| match word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(word.to_ascii_lowercase()),
        false => Cow::Borrowed(word),
    };
    words.extend(latin.map(lower).filter(|word| !COMMON.contains(&word.as_ref())));
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut before: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let pair = before.filter(|_| is_han(c)).map(|start| &text[start..at + c.len_utf8()]);
        words.extend(pair.map(Cow::Borrowed));
        before = is_han(c).then_some(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_text_gives_pairs_and_latin_text_gives_words() {
        let mut words = Vec::new();
        add_words("SMTP 端口号：which port", &mut words);
        assert_eq!(words, ["smtp", "which", "port", "端口", "口号"]);
    }

    #[test]
    fn what_few_articles_share_is_worth_more() {
        let (rare, common) = (vec!["y", "x", "y"], vec!["y"]);
        let shared = Shared::new(vec![rare.clone(), rare, common.clone(), common], 1200);
        assert_eq!(shared.between(0, 1), (vec!["x", "y"], 1200 + 600));
        assert_eq!(shared.between(0, 2), (vec!["y"], 600));
    }
}
