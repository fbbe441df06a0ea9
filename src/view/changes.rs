//! What became of the registry: one page of each language, the newest day first.

use super::chrome::{About, Page};
use super::{Date, Link, Reader};
use crate::base::lang::Lang;
use crate::base::registry::history::{Edition, Event};
use crate::base::registry::{PortId, ProviderId, ServiceId, TermId};
use crate::model::address;
use crate::query::PortFilter;
use crate::query::tracked::Tracked;
use serde::Serialize;
use std::cmp::Reverse;

/// What the page adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The changes.
    pub changes: Changes,
}

/// Changes as a page shows them.
#[derive(Clone, Debug, Serialize)]
pub struct Changes {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Where its feed is.
    pub feed: Option<String>,
    /// The days.
    pub days: Vec<Day>,
}

/// A day.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    /// The date.
    pub date: Date,
    /// What a person has to say of it.
    pub notes: Vec<String>,
    /// The entries that changed.
    pub items: Vec<Item>,
}

/// What became of an entry.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// What kind of entry it is.
    pub kind: String,
    /// What it is called; where it is gone, its id.
    pub title: String,
    /// Where it leads, if it is still there.
    pub href: Option<String>,
    /// What was done.
    pub deed: String,
    /// The fields that changed and that a reader of the language sees.
    pub fields: Vec<Field>,
}

/// A field that changed.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Its name, without the language of the page.
    pub name: String,
    /// What it said.
    pub was: Option<String>,
    /// What it says.
    pub now: Option<String>,
}

/// Makes the page.
pub fn page(site: &Tracked<'_>, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let (title, summary) = (reader.words.text("changes_title"), reader.words.text("changes_intro"));
    let about = About::new("changes", address::changes(lang), title, summary);
    let changes = Changes {
        title: title.to_string(),
        summary: summary.to_string(),
        feed: site.settings().has_feeds().then(|| address::changes_feed(lang)),
        days: days(&reader),
    };
    reader.page(about, Content { changes })
}

/// The days, the newest first. What was recorded later on one day comes first as well.
pub fn days(reader: &Reader<'_>) -> Vec<Day> {
    let mut editions: Vec<&Edition> = reader.site.history().iter().rev().collect();
    editions.sort_by_key(|edition| Reverse(edition.date));
    let day = |editions: &[&Edition]| Day {
        date: reader.words.date(editions[0].date),
        notes: editions.iter().filter_map(|own| Some(own.note.as_ref()?.get(reader.lang).clone())).collect(),
        items: editions.iter().flat_map(|own| &own.changes).map(|event| reader.event(event)).collect(),
    };
    editions.chunk_by(|one, other| one.date == other.date).map(day).collect()
}

impl Reader<'_> {
    fn event(&self, event: &Event) -> Item {
        let (kind, id) = event.entry.split_once('/').expect("the history names entries by kind and id");
        let link = self.recorded(kind, id);
        let [own, other] = [self.lang, self.lang.other()].map(|lang| format!(".{lang}"));
        let shown = event.fields.iter().filter(|field| !field.field.ends_with(&other));
        let fields = shown.map(|field| Field {
            name: field.field.trim_end_matches(&own).to_string(),
            was: field.was.clone(),
            now: field.now.clone(),
        });
        let from = event.from.as_deref().map(|from| from.rsplit('/').next().unwrap_or(from));
        Item {
            kind: self.words.text(&format!("entry.{kind}")).to_string(),
            deed: self
                .words
                .fill(&format!("deed.{}", event.change.word()), &[("from", from.unwrap_or_default())]),
            title: link.as_ref().map_or_else(|| id.to_string(), |link| link.title.clone()),
            href: link.map(|link| link.href),
            fields: fields.collect(),
        }
    }

    // An entry that has a page, or a place on one, and is still there.
    fn recorded(&self, kind: &str, id: &str) -> Option<Link> {
        let (site, lang) = (self.site, self.lang);
        match kind {
            "port" => {
                let id = PortId::new(id);
                site.ports(PortFilter::All).contains(&&id).then(|| {
                    let link = self.port_link(&id);
                    Link { title: format!("{} {}", link.number, link.title), href: link.href }
                })
            }
            "service" => {
                let id = ServiceId::new(id);
                let name = || site.service_name(&id).1.get(lang).clone();
                site.services()
                    .contains(&id)
                    .then(|| Link { title: name(), href: address::service(lang, &id) })
            }
            "provider" => {
                let id = ProviderId::new(id);
                let name = || site.provider_name(&id).get(lang).clone();
                site.providers()
                    .contains(&&id)
                    .then(|| Link { title: name(), href: address::provider(lang, &id) })
            }
            "term" => {
                let id = TermId::new(id);
                let term = || site.term(&id).name.get(lang).clone();
                let href = || format!("{}#{id}", address::glossary(lang));
                site.terms().contains(&&id).then(|| Link { title: term(), href: href() })
            }
            _ => None,
        }
    }
}
