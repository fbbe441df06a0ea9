//! The page that a host serves for an address that is not there.

use super::Reader;
use super::chrome::{About, Page};
use crate::base::lang::Lang;
use crate::base::registry::PortNumber;
use crate::model::address;
use crate::query::tracked::Tracked;
use serde::Serialize;

/// What the page adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The page.
    pub missing: Missing,
}

/// The page as shown.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    /// One part for each language.
    pub languages: Vec<Language>,
    /// The numbers and ranges that have a page, in order.
    pub ports: Vec<String>,
}

/// What the page says in one language.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Language {
    pub tag: &'static str,
    pub lang: Lang,
    pub title: String,
    pub text: String,
    pub home: String,
    pub home_label: String,
    pub table: String,
    pub table_label: String,
    /// What a link to the page of a port says.
    pub offer: String,
}

/// Makes the page. Hosts serve it at any depth, so its links begin at the base path.
pub fn page(site: &Tracked<'_>) -> Page<Content> {
    let settings = site.settings();
    let first = settings.languages[0];
    let reader = Reader::new(site, first);
    let languages = settings.languages.iter().map(|lang| {
        let words = Reader::new(site, *lang).words;
        Language {
            tag: lang.tag(),
            lang: *lang,
            title: words.text("not_found_title").to_string(),
            text: words.text("not_found_text").to_string(),
            home: address::home(*lang),
            home_label: words.text("home_link").to_string(),
            table: address::ports(*lang),
            table_label: words.text("ports_title").to_string(),
            offer: words.text("not_found_port").to_string(),
        }
    });
    let ports = site.numbers().iter().map(PortNumber::to_string).collect();
    let missing = Missing { languages: languages.collect(), ports };
    let title = reader.words.text("not_found_title");
    let about = About::new("not_found", String::new(), title, reader.words.text("not_found_text"));
    let mut page = reader.page(about, Content { missing });
    page.root = base_path(settings.base_url.as_deref()).to_string();
    page.frame = None;
    page.crumbs = Vec::new();
    page.switch = None;
    page.page.canonical = None;
    page.page.alternates = Vec::new();
    page.page.noindex = true;
    page.page.metadata = None;
    page
}

/// The path of a base address: `https://example.com/docs/` → `/docs/`.
pub fn base_path(base_url: Option<&str>) -> &str {
    let after_scheme = base_url.and_then(|url| url.split_once("://")).map_or("/", |(_, rest)| rest);
    after_scheme.find('/').map_or("/", |at| &after_scheme[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_is_the_path_of_the_base_address() {
        assert_eq!(base_path(Some("https://example.com/a/b/")), "/a/b/");
        assert_eq!(base_path(Some("https://example.com/")), "/");
        assert_eq!(base_path(None), "/");
    }
}
