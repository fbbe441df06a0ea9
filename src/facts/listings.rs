//! Sections, articles and tags in the order in which they are listed.

use crate::base::date::Date;
use crate::base::lang::{Bilingual, Lang};
use crate::base::registry::TagId;
use crate::model::{ArticleId, ArticleKey, SectionId, Site};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The lists.
#[derive(Debug)]
pub struct Listings {
    /// Sections by their order, then by folder.
    pub sections: Vec<SectionId>,
    /// The articles of each section, and of the top of a language, as a reader of a language sees them:
    /// where a translation is missing, the id is that of the other language.
    pub articles: BTreeMap<SectionId, Bilingual<Vec<ArticleId>>>,
    /// The articles that bear a tag.
    pub tagged: BTreeMap<TagId, Bilingual<Vec<ArticleId>>>,
    /// The articles whose facts were checked last, newest first, at most five.
    pub recent: Bilingual<Vec<ArticleId>>,
    /// The articles of each language that say when they were written or checked, newest first.
    pub latest: Bilingual<Vec<ArticleId>>,
}

/// Puts everything in order.
pub fn derive(site: &Site) -> Listings {
    let mut sections: Vec<SectionId> = site.sections.keys().cloned().collect();
    sections.sort_by_key(|id| (site.sections[id].order, id.clone()));
    let keys = ordered_keys(site);
    let shown = |keys: &[&ArticleKey], lang: Lang| {
        keys.iter().filter_map(|key| site.shown(key, lang)).collect::<Vec<_>>()
    };
    let both = |keys: Vec<&ArticleKey>| Bilingual::from_fn(|lang| shown(&keys, lang));
    let mut inside: BTreeMap<&str, Vec<&ArticleKey>> = BTreeMap::new();
    let mut bearing: BTreeMap<&TagId, Vec<&ArticleKey>> = BTreeMap::new();
    for key in keys.iter().copied() {
        let folder = key.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        inside.entry(folder).or_default().push(key);
        let written = Lang::ALL.map(|lang| site.articles.get(&ArticleId::new(key, lang)));
        let tags = written.into_iter().flatten().flat_map(|article| &article.head.tags);
        for tag in tags.collect::<BTreeSet<_>>() {
            bearing.entry(tag).or_default().push(key);
        }
    }
    let mut of_section = |id: &SectionId| both(inside.remove(id.as_str()).unwrap_or_default());
    let listed = sections.iter().cloned().chain([SectionId::top()]);
    let articles = listed.map(|id| (id.clone(), of_section(&id))).collect();
    let tagged = bearing.into_iter().map(|(tag, keys)| (tag.clone(), both(keys))).collect();
    let recent = Bilingual::from_fn(|lang| recent(site, shown(&keys, lang)));
    let latest = Bilingual::from_fn(|lang| latest(site, lang));
    Listings { sections, articles, tagged, recent, latest }
}

// The two languages of an article agree on its place: the smaller order counts.
fn ordered_keys(site: &Site) -> Vec<&ArticleKey> {
    let mut keys = site.keys();
    let order = |key: &ArticleKey| {
        let orders = Lang::ALL.iter().filter_map(|lang| site.articles.get(&ArticleId::new(key, *lang)));
        orders.map(|article| article.order).min().unwrap_or(i64::MAX)
    };
    keys.sort_by_key(|key| (order(key), *key));
    keys
}

fn recent(site: &Site, mut articles: Vec<ArticleId>) -> Vec<ArticleId> {
    let checked = |id: &ArticleId| -> Option<Date> { site.articles[id].head.checked };
    articles.retain(|id| checked(id).is_some());
    articles.sort_by_key(|id| (Reverse(checked(id)), site.articles[id].order, id.key.clone()));
    articles.truncate(5);
    articles
}

// A reader of feeds has seen what is older, or wants the site itself.
const LATEST: usize = 40;

fn latest(site: &Site, lang: Lang) -> Vec<ArticleId> {
    let dated = site.articles.iter().filter(|(id, _)| id.lang == lang);
    let mut dated: Vec<_> =
        dated.filter_map(|(id, article)| Some((Reverse(article.head.updated()?), id.clone()))).collect();
    dated.sort_unstable();
    dated.truncate(LATEST);
    dated.into_iter().map(|(_, id)| id).collect()
}
