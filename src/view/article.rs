//! An article page.

use super::body::{Needs, Part, TocEntry, toc};
use super::chrome::{About, Page};
use super::metadata::Thing;
use super::{ArticleLink, Date, Link, PortLink, Reader, Source};
use crate::base::lang::Lang;
use crate::base::path::SitePath;
use crate::facts::mentions::Subject;
use crate::facts::related::Reason;
use crate::model::{ArticleId, ArticleKey, address};
use crate::query::oracle::Neighbour;
use crate::query::tracked::Tracked;
use crate::syntax::markdown::Length;
use serde::Serialize;

/// What an article page adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The article.
    pub article: Article,
}

/// An article as a page shows it.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Article {
    pub key: ArticleKey,
    /// The BCP 47 tag of the text, which differs from that of the page where a translation is missing.
    pub tag: &'static str,
    pub title: String,
    pub summary: String,
    pub checked: Option<Date>,
    pub date: Option<Date>,
    /// The time it takes to read.
    pub minutes: String,
    pub ports: Vec<PortLink>,
    pub tags: Vec<Link>,
    pub body: Vec<Part>,
    pub toc: Vec<TocEntry>,
    /// What the page loads for it.
    pub needs: Needs,
    pub sources: Vec<Source>,
    pub related: Vec<Related>,
    pub backlinks: Vec<ArticleLink>,
    pub prev: Option<ArticleLink>,
    pub next: Option<ArticleLink>,
    /// Said above the text when its translation is missing.
    pub notice: Option<String>,
    /// Said above the text when sections of the translation have fallen behind, as HTML.
    pub stale_html: Option<String>,
}

/// A related article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    /// The article.
    #[serde(flatten)]
    pub link: ArticleLink,
    /// Why it is listed.
    pub reason: String,
}

/// Makes the page of an article for readers of a language. `None` when it is written in neither.
pub fn page(site: &Tracked<'_>, key: &ArticleKey, lang: Lang) -> Option<Page<Content>> {
    let reader = Reader::new(site, lang);
    let id = ArticleId::new(key, site.translation(key, lang)?);
    let head = site.head(&id);
    let section = key.section();
    let mut about = About::new("article", address::article(lang, key), &head.title, &head.summary);
    about.above.extend(section.as_ref().and_then(|section| {
        let title = site.section_title(section, lang)?.to_string();
        Some(Link { title, href: address::section(lang, section) })
    }));
    about.written_in =
        Lang::ALL.into_iter().filter(|lang| site.translation(key, *lang) == Some(*lang)).collect();
    about.has_twin = true;
    about.thing = Some(Thing::Article {
        published: head.date,
        updated: head.updated(),
        sources: reader.sources(&head.sources),
    });
    let siblings = section.map_or(&[][..], |section| site.articles(&section, lang));
    let at = siblings.iter().position(|other| other.key == *key);
    let neighbour = |at: Option<usize>| at.and_then(|at| siblings.get(at)).map(|id| reader.article_link(id));
    let body = site.body(&id);
    let root = SitePath::page(&about.address).to_root();
    let lagging = site.lagging(&id);
    let article = Article {
        key: key.clone(),
        tag: id.lang.tag(),
        title: head.title.clone(),
        summary: head.summary.clone(),
        checked: head.checked.map(|date| reader.checked(date, |standard| standard.of_article(&head.tags))),
        date: head.date.map(|date| reader.words.date(date)),
        minutes: reader.words.count("minutes", minutes(body.length)),
        ports: reader.port_links(&head.ports),
        tags: head.tags.iter().map(|tag| reader.tag_link(tag)).collect(),
        body: reader.mark_lagging(reader.parts(body, &root), &lagging),
        toc: toc(body),
        needs: Needs::of(body),
        sources: reader.sources(&head.sources),
        related: site.related(key).into_iter().filter_map(|near| reader.related(near)).collect(),
        backlinks: reader.mentions(Subject::Article(key.clone())),
        prev: neighbour(at.and_then(|at| at.checked_sub(1))),
        next: neighbour(at.map(|at| at + 1)),
        stale_html: reader.lag_notice(body, &lagging),
        notice: (id.lang != lang).then(|| reader.words.text("missing_translation").to_string()),
    };
    Some(reader.page(about, Content { article }))
}

// 400 Han characters or 220 words a minute, code at half weight, rounded up.
fn minutes(length: Length) -> usize {
    let words = 2 * length.words + length.code;
    (length.han * 440 + words * 400).div_ceil(400 * 440).max(1)
}

impl Reader<'_> {
    /// Links to the articles that speak of something.
    pub fn mentions(&self, subject: Subject) -> Vec<ArticleLink> {
        self.site.mentions(subject, self.lang).iter().map(|id| self.article_link(id)).collect()
    }

    fn related(&self, near: Neighbour<'_>) -> Option<Related> {
        let id = ArticleId::new(near.key, self.site.translation(near.key, self.lang)?);
        Some(Related { link: self.article_link(&id), reason: self.reason(near.reason) })
    }

    // Three ports or tags are enough to say why; the rarest come first.
    fn reason(&self, reason: &Reason) -> String {
        match reason {
            Reason::Chosen => self.words.text("related_chosen").to_string(),
            Reason::Links => self.words.text("related_link").to_string(),
            Reason::Linked => self.words.text("related_linked").to_string(),
            Reason::Words => self.words.text("related_words").to_string(),
            Reason::Ports(ids) => {
                let mut numbers: Vec<String> = ids.iter().map(|id| self.port_link(id).number).collect();
                numbers.dedup();
                numbers.truncate(3);
                self.words.fill("related_port", &[("ports", &self.words.list(&numbers))])
            }
            Reason::Tags(ids) => {
                let names: Vec<String> = ids.iter().take(3).map(|id| self.tag_link(id).title).collect();
                self.words.fill("related_tag", &[("tags", &self.words.list(&names))])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_time_counts_han_characters_words_and_half_of_code() {
        let length = |han, words, code| Length { han, words, code };
        assert_eq!(minutes(length(0, 0, 0)), 1);
        assert_eq!(minutes(length(400, 0, 0)), 1);
        assert_eq!(minutes(length(401, 0, 0)), 2);
        assert_eq!(minutes(length(0, 220, 440)), 2);
    }
}
