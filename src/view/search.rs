//! The search page. What can be found on it is in `document`.

use super::chrome::{About, Page};
use super::frame::Side;
use super::listing::{Group, Item};
use super::{Link, Reader};
use crate::base::lang::Lang;
use crate::model::{SectionId, address};
use crate::query::PortFilter;
use crate::query::tracked::Tracked;
use serde::Serialize;

/// What the search page adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The page.
    pub search: Search,
}

/// The search page as shown.
#[derive(Clone, Debug, Serialize)]
pub struct Search {
    /// The title.
    pub title: String,
    /// All articles and ports, for readers without script and before the first word.
    pub groups: Vec<Group>,
}

/// A site with more articles and ports shows its sections and families instead: the list is to be
/// read by a person.
const LISTED: usize = 600;

/// Makes the page.
pub fn page(site: &Tracked<'_>, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let title = reader.words.text("search_title").to_string();
    let mut about = About::new("search", address::search(lang), &title, reader.words.text("search_intro"));
    about.side = Side::Nothing;
    let articles: usize = site.sections().iter().map(|id| site.articles(id, lang).len()).sum();
    let listed = articles + site.ports(PortFilter::All).len() <= LISTED;
    let groups = if listed { reader.everything() } else { reader.ways_in() };
    reader.page(about, Content { search: Search { title, groups } })
}

impl Reader<'_> {
    fn everything(&self) -> Vec<Group> {
        let articles = |id: &SectionId| -> Vec<Item> {
            let links = self.site.articles(id, self.lang).iter().map(|id| self.article_link(id));
            links.map(|link| item(Link { title: link.title, href: link.href }, link.foreign)).collect()
        };
        let sections = self.site.sections().iter().map(|id| Group {
            title: self.site.section_title(id, self.lang).map(str::to_string),
            items: articles(id),
        });
        let top = Group {
            title: Some(self.site.site_text(self.lang).name.clone()),
            items: articles(&SectionId::top()),
        };
        let mut groups: Vec<Group> = sections.chain([top]).filter(|group| !group.items.is_empty()).collect();
        let mut ports: Vec<Item> = Vec::new();
        for id in self.site.ports(PortFilter::All) {
            let name = self.site.port_name(id, self.lang);
            let href = address::port(self.lang, name.number);
            if ports.last().is_none_or(|last| last.href != href) {
                let title = format!("{} {}", self.words.number(name.number), name.name);
                ports.push(item(Link { title, href }, None));
            }
        }
        groups.push(Group { title: Some(self.words.text("ports_title").to_string()), items: ports });
        groups
    }

    fn ways_in(&self) -> Vec<Group> {
        let mut links = self.section_links();
        links.push(Link {
            title: self.words.text("ports_title").to_string(),
            href: address::ports(self.lang),
        });
        vec![Group { title: None, items: links.into_iter().map(|link| item(link, None)).collect() }]
    }
}

fn item(link: Link, note: Option<String>) -> Item {
    Item { title: link.title, href: link.href, summary: String::new(), note }
}
