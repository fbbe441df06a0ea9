//! The home page of a language.

use super::chrome::{About, Page};
use super::frame::Side;
use super::{ArticleLink, Card, Link, Reader, Stamp};
use crate::base::lang::Lang;
use crate::model::address;
use crate::query::tracked::Tracked;
use serde::Serialize;

/// What the home page adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The home page.
    pub home: Home,
}

/// The home page as shown.
#[derive(Clone, Debug, Serialize)]
pub struct Home {
    /// The summary of the site.
    pub title: String,
    /// The answer that most readers come for.
    pub answer: String,
    /// The ports that most readers come for.
    pub stamps: Vec<Stamp>,
    /// What readers come to do.
    pub tasks: Vec<Link>,
    /// The sections with their articles.
    pub sections: Vec<Section>,
    /// Articles checked last.
    pub recent: Vec<Card>,
}

/// A section on the home page.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The title.
    pub title: String,
    /// Its listing.
    pub href: String,
    /// One or two sentences.
    pub summary: String,
    /// Its articles.
    pub cards: Vec<ArticleLink>,
}

/// Makes the page.
pub fn page(site: &Tracked<'_>, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let settings = site.settings();
    let text = site.site_text(lang);
    let mut about = About::new("home", address::home(lang), &text.name, &text.summary);
    about.side = Side::Nothing;
    let sections = site.sections().iter().map(|id| {
        let section = site.section(id, lang);
        Section {
            title: section.title.clone(),
            href: address::section(lang, id),
            summary: section.summary.clone(),
            cards: site.articles(id, lang).iter().map(|id| reader.article_link(id)).collect(),
        }
    });
    let home = Home {
        title: reader.words.text("home_title").to_string(),
        answer: text.answer.clone(),
        stamps: settings.stamps.iter().map(|id| reader.stamp(id)).collect(),
        tasks: reader.shortcuts(&settings.tasks),
        sections: sections.collect(),
        recent: site.recent(lang).iter().map(|id| reader.card(id)).collect(),
    };
    reader.page(about, Content { home })
}
