//! What every page has around its own part: head, header, breadcrumb, and the frame that it shares
//! with its neighbours.

use super::frame::{Key, Masthead, Side};
use super::metadata::{Metadata, Thing};
use super::{Link, Reader};
use crate::base::extra::Extra;
use crate::base::lang::Lang;
use crate::base::path::SitePath;
use crate::model::address;
use serde::Serialize;

/// A whole page: the chrome, and the one key that its kind adds. Templates also have `t`, the
/// interface texts of the language, `assets`, the addresses of assets by name, and `frame`, the
/// parts of the frame as finished HTML.
#[derive(Clone, Debug, Serialize)]
pub struct Page<T> {
    /// The kind of page.
    pub kind: &'static str,
    /// The language, as in addresses.
    pub lang: Lang,
    /// The language, as in HTML.
    pub tag: &'static str,
    /// The way to the root of the site, ending in `/`.
    pub root: String,
    /// The site.
    pub site: Masthead,
    /// What the head says.
    pub page: Head,
    /// The same page in the other language.
    pub switch: Option<Switch>,
    /// From the home page to this one.
    pub crumbs: Vec<Link>,
    /// What this kind of page adds.
    #[serde(flatten)]
    pub content: T,
    /// Its address, relative to the root of the site.
    #[serde(skip)]
    pub address: String,
    /// What it shares with its neighbours; `None` for a page that stands alone.
    #[serde(skip)]
    pub frame: Option<Key>,
}

/// What the head of a page says.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// The title, without the name of the site.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// The absolute address that search engines keep; only with a base address.
    pub canonical: Option<String>,
    /// The same page in each language; only with a base address.
    pub alternates: Vec<Alternate>,
    /// Where mistakes on it are reported, on a site that says so.
    pub report: Option<String>,
    /// Whether search engines leave it out.
    pub noindex: bool,
    /// The page as Markdown, beside it.
    pub twin: Option<&'static str>,
    /// What it says to programs; only with a base address.
    pub metadata: Option<Metadata>,
}

/// The same page in a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// The BCP 47 tag, or `x-default`.
    pub hreflang: &'static str,
    /// The absolute address.
    pub url: String,
}

/// The link to the other language.
#[derive(Clone, Debug, Serialize)]
pub struct Switch {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    /// Its segment in addresses.
    pub lang: Lang,
    /// Where it leads.
    pub href: String,
    /// Its name in itself.
    pub label: String,
}

/// What a page says of itself; the rest of the chrome follows from it.
#[derive(Debug)]
pub struct About {
    /// The kind of page.
    pub kind: &'static str,
    /// Its address in its language.
    pub address: String,
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// The pages between home and this one.
    pub above: Vec<Link>,
    /// The address that it lies in.
    pub within: String,
    /// What is shown at its side.
    pub side: Side,
    /// The languages in which the page says something of its own.
    pub written_in: Vec<Lang>,
    /// Whether a kind of page has a twin in Markdown.
    pub has_twin: bool,
    /// What it is about, for programs.
    pub thing: Option<Thing>,
}

impl About {
    /// A page that exists in both languages, with the sidebar, directly below home.
    pub fn new(kind: &'static str, address: String, title: &str, description: &str) -> About {
        let above = address.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1);
        About {
            kind,
            within: address[..above].to_string(),
            address,
            title: title.to_string(),
            description: description.to_string(),
            above: Vec::new(),
            side: Side::Sections,
            written_in: Lang::ALL.to_vec(),
            has_twin: false,
            thing: None,
        }
    }
}

impl Reader<'_> {
    /// Puts the chrome around the content of a page.
    pub fn page<T>(&self, about: About, content: T) -> Page<T> {
        let root = SitePath::page(&about.address).to_root();
        let crumbs = self.crumbs(&about);
        Page {
            kind: about.kind,
            lang: self.lang,
            tag: self.lang.tag(),
            site: self.masthead(),
            switch: Some(self.switch(&about.address)),
            page: self.head(&about, &crumbs),
            crumbs,
            address: about.address,
            frame: Some(Key { lang: self.lang, within: about.within, side: about.side, root: root.clone() }),
            root,
            content,
        }
    }

    // Search engines are told of the languages in which a page says something; a fallback page
    // points at the original and at nothing else.
    fn head(&self, about: &About, crumbs: &[Link]) -> Head {
        let settings = self.site.settings();
        let (base_url, first) = (settings.base_url.as_deref(), settings.languages[0]);
        let own = about.written_in.contains(&self.lang);
        let in_lang = |lang: Lang| swap(&about.address, lang);
        let original = if own { self.lang } else { self.lang.other() };
        let canonical = base_url.map(|base| address::absolute(base, &in_lang(original)));
        let mut alternates = Vec::new();
        if let Some(base) = base_url.filter(|_| about.written_in.len() == Lang::ALL.len()) {
            let url = |lang| address::absolute(base, &in_lang(lang));
            alternates.extend(Lang::ALL.map(|lang| Alternate { hreflang: lang.tag(), url: url(lang) }));
            alternates.push(Alternate { hreflang: "x-default", url: url(first) });
        }
        let metadata = self.metadata(about, crumbs).filter(|_| own);
        let twin = (own && about.has_twin && settings.has(Extra::Markdown)).then_some(address::TWIN);
        let (title, description) = (about.title.clone(), about.description.clone());
        let report = settings.report.as_ref();
        let report = report.map(|url| url.replace("{page}", &address::absolute("", &about.address)));
        Head { title, description, canonical, alternates, report, noindex: !own, twin, metadata }
    }

    fn switch(&self, address: &str) -> Switch {
        let other = self.lang.other();
        Switch { tag: other.tag(), lang: other, href: swap(address, other), label: other.name().to_string() }
    }

    fn crumbs(&self, about: &About) -> Vec<Link> {
        let home = Link { title: self.words.text("home").to_string(), href: address::home(self.lang) };
        let own = Link { title: about.title.clone(), href: about.address.clone() };
        match own.href == home.href {
            true => Vec::new(),
            false => [home].into_iter().chain(about.above.iter().cloned()).chain([own]).collect(),
        }
    }
}

// The same address in a language: only the first segment differs.
fn swap(address: &str, lang: Lang) -> String {
    match address.split_once('/') {
        Some((_, rest)) => format!("{lang}/{rest}"),
        None => format!("{lang}/"),
    }
}
