//! The bilingual page at the root of the site.

use super::chrome::{About, Alternate, Page};
use super::metadata::Thing;
use super::{Reader, Stamp};
use crate::base::lang::Lang;
use crate::model::address;
use crate::query::tracked::Tracked;
use serde::Serialize;

/// What the root page adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The root page.
    pub entrance: Entrance,
}

/// The root page as shown.
#[derive(Clone, Debug, Serialize)]
pub struct Entrance {
    /// One part for each language, the first configured one first.
    pub languages: Vec<Language>,
    /// The ports that most readers come for.
    pub stamps: Vec<Stamp>,
}

/// What the root page says in one language.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Language {
    pub tag: &'static str,
    pub lang: Lang,
    /// The name of the language in itself.
    pub name: String,
    /// The name of the site.
    pub title: String,
    pub answer: String,
    pub home: String,
    pub table: String,
    pub table_label: String,
}

/// Makes the page. Its chrome speaks the first configured language.
pub fn page(site: &Tracked<'_>) -> Page<Content> {
    let settings = site.settings();
    let first = settings.languages[0];
    let reader = Reader::new(site, first);
    let languages = settings.languages.iter().map(|lang| {
        let words = Reader::new(site, *lang).words;
        let text = site.site_text(*lang);
        Language {
            tag: lang.tag(),
            lang: *lang,
            name: lang.name().to_string(),
            title: text.name.clone(),
            answer: text.answer.clone(),
            home: address::home(*lang),
            table: address::ports(*lang),
            table_label: words.text("ports_title").to_string(),
        }
    });
    let entrance = Entrance {
        languages: languages.collect(),
        stamps: settings.stamps.iter().map(|id| reader.stamp(id)).collect(),
    };
    let text = site.site_text(first);
    let mut about = About::new("root", String::new(), &text.name, &text.summary);
    about.thing = Some(Thing::Website);
    let mut page = reader.page(about, Content { entrance });
    page.crumbs = Vec::new();
    page.switch = None;
    page.frame = None;
    if let Some(base) = &settings.base_url {
        page.page.canonical = Some(base.clone());
        page.page.alternates = vec![Alternate { hreflang: "x-default", url: base.clone() }];
    }
    page
}
