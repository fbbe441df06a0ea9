//! The lists of services, of providers and of tags.

use super::Reader;
use super::chrome::{About, Page};
use crate::base::lang::Lang;
use crate::base::registry::FamilyId;
use crate::model::address;
use crate::query::PortFilter;
use crate::query::tracked::Tracked;
use serde::Serialize;

/// What a list adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The list.
    pub listing: Listing,
}

/// A list as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Listing {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Its entries, in groups.
    pub groups: Vec<Group>,
}

/// Entries that belong together.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// What they have in common; none when there is one group.
    pub title: Option<String>,
    /// The entries.
    pub items: Vec<Item>,
}

/// An entry of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// What it is called.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// One or two sentences.
    pub summary: String,
    /// A few words beside the title.
    pub note: Option<String>,
}

/// Makes the list of services, in groups by family.
pub fn services(site: &Tracked<'_>, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let mut groups: Vec<(FamilyId, Vec<Item>)> = Vec::new();
    for id in site.services() {
        let service = site.service(id);
        let ports = site.ports(PortFilter::Service(id.clone()));
        let mut numbers: Vec<String> = ports.iter().map(|id| reader.port_link(id).number).collect();
        numbers.dedup();
        let item = Item {
            title: service.name.get(lang).clone(),
            href: address::service(lang, id),
            summary: service.summary.get(lang).clone(),
            note: Some(reader.words.list(&numbers)),
        };
        match groups.iter_mut().find(|(family, _)| *family == service.family) {
            Some((_, items)) => items.push(item),
            None => groups.push((service.family.clone(), vec![item])),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(family, items)| Group { title: Some(reader.words.family(&family).to_string()), items });
    list(&reader, "services", address::services(lang), groups.collect())
}

/// Makes the list of providers.
pub fn providers(site: &Tracked<'_>, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let items = site.providers().into_iter().map(|id| {
        let provider = site.provider(id);
        Item {
            title: provider.name.get(lang).clone(),
            href: address::provider(lang, id),
            summary: provider.summary.get(lang).clone(),
            note: (!provider.domains.is_empty()).then(|| reader.words.list(&provider.domains)),
        }
    });
    let groups = vec![Group { title: None, items: items.collect() }];
    list(&reader, "providers", address::providers(lang), groups)
}

/// Makes the list of tags.
pub fn tags(site: &Tracked<'_>, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let items = site.tags().into_iter().map(|id| {
        let link = reader.tag_link(id);
        let articles = site.tagged(id, lang);
        let titles: Vec<String> = articles.iter().map(|id| site.title(id).to_string()).collect();
        Item {
            title: link.title,
            href: link.href,
            summary: reader.words.list(&titles),
            note: Some(reader.words.count("article_count", articles.len())),
        }
    });
    let groups = vec![Group { title: None, items: items.collect() }];
    list(&reader, "tags", address::tags(lang), groups)
}

fn list<'a>(reader: &Reader<'a>, name: &str, address: String, groups: Vec<Group>) -> Page<Content> {
    let title = reader.words.text(&format!("{name}_title")).to_string();
    let summary = reader.words.text(&format!("{name}_intro")).to_string();
    let about = About::new("listing", address, &title, &summary);
    reader.page(about, Content { listing: Listing { title, summary, groups } })
}
