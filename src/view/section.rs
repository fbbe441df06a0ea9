//! The listing of a section.

use super::body::{Needs, Part};
use super::chrome::{About, Page};
use super::{Card, Reader};
use crate::base::lang::Lang;
use crate::base::path::SitePath;
use crate::model::{SectionId, address};
use crate::query::tracked::Tracked;
use serde::Serialize;

/// What the listing of a section adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The section.
    pub section: Section,
}

/// A section as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The introduction.
    pub body: Vec<Part>,
    /// What the page loads for it.
    pub needs: Needs,
    /// Its articles.
    pub cards: Vec<Card>,
}

/// Makes the listing.
pub fn page(site: &Tracked<'_>, id: &SectionId, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let text = site.section(id, lang);
    let mut about = About::new("section", address::section(lang, id), &text.title, &text.summary);
    about.within.clone_from(&about.address);
    let root = SitePath::page(&about.address).to_root();
    let section = Section {
        title: text.title.clone(),
        summary: text.summary.clone(),
        body: reader.parts(&text.body, &root),
        needs: Needs::of(&text.body),
        cards: site.articles(id, lang).iter().map(|id| reader.card(id)).collect(),
    };
    reader.page(about, Content { section })
}
