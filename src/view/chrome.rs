//! What every page has around its own part: head, header, sidebar, breadcrumb, footer.

use super::{ArticleLink, Link, Reader};
use crate::base::lang::Lang;
use crate::base::path::SitePath;
use crate::base::registry::FamilyId;
use crate::model::{ArticleId, Destination, SectionId, address};
use crate::query::PortFilter;
use serde::Serialize;
use std::collections::BTreeMap;

/// A whole page: the chrome, and the one key that its kind adds.
#[derive(Clone, Debug, Serialize)]
pub struct Page<'a, T> {
    /// The kind of page.
    pub kind: &'static str,
    /// The language, as in addresses.
    pub lang: Lang,
    /// The language, as in HTML.
    pub tag: &'static str,
    /// The way to the root of the site, ending in `/`.
    pub root: String,
    /// The interface texts.
    pub t: BTreeMap<&'a str, &'a str>,
    /// The site.
    pub site: Masthead,
    /// Addresses of assets by name.
    pub assets: BTreeMap<&'a str, SitePath>,
    /// What the head says.
    pub page: Head,
    /// The same page in the other language.
    pub switch: Option<Switch>,
    /// The main navigation.
    pub nav: Vec<NavLink>,
    /// Sections and their articles.
    pub side: Vec<SideSection>,
    /// From the home page to this one.
    pub crumbs: Vec<Link>,
    /// What the footer lists.
    pub footer: Footer,
    /// What this kind of page adds.
    #[serde(flatten)]
    pub content: T,
}

/// The site.
#[derive(Clone, Debug, Serialize)]
pub struct Masthead {
    /// Its name.
    pub name: String,
    /// One or two sentences about it.
    pub summary: String,
    /// The home page of the language.
    pub home: String,
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
    /// Whether search engines leave it out.
    pub noindex: bool,
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

/// An entry of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavLink {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// Whether this page is it or lies below it.
    pub current: bool,
}

/// A section in the sidebar.
#[derive(Clone, Debug, Serialize)]
pub struct SideSection {
    /// The title of the section.
    pub title: String,
    /// Its listing.
    pub href: String,
    /// Whether this page is the listing.
    pub current: bool,
    /// Whether this page lies in the section.
    pub open: bool,
    /// What it holds. Only the section of the page itself says so: a sidebar does not grow with
    /// the site.
    pub items: Vec<SideItem>,
}

/// An article or a port in the sidebar.
#[derive(Clone, Debug, Serialize)]
pub struct SideItem {
    /// The article.
    #[serde(flatten)]
    pub link: ArticleLink,
    /// Whether this page is it.
    pub current: bool,
}

/// What the footer lists.
#[derive(Clone, Debug, Serialize)]
pub struct Footer {
    /// The sections.
    pub sections: Vec<Link>,
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
    /// Whether the sections are shown at its side.
    pub side: Side,
    /// The languages in which the page says something of its own.
    pub written_in: Vec<Lang>,
}

/// What stands at the side of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// Sections, and the articles of the one that holds the page.
    Sections,
    /// Sections, and the ports of a family.
    Family(FamilyId),
    /// Nothing: the page needs the width.
    Nothing,
}

impl About {
    /// A page that exists in both languages, with the sidebar, directly below home.
    pub fn new(kind: &'static str, address: String, title: &str, description: &str) -> About {
        About {
            kind,
            address,
            title: title.to_string(),
            description: description.to_string(),
            above: Vec::new(),
            side: Side::Sections,
            written_in: Lang::ALL.to_vec(),
        }
    }
}

impl<'a> Reader<'a> {
    /// Puts the chrome around the content of a page.
    pub fn page<T>(&self, about: About, content: T) -> Page<'a, T> {
        let settings = self.site.settings();
        let text = self.site.site_text(self.lang);
        let path = SitePath::page(&about.address);
        Page {
            kind: about.kind,
            lang: self.lang,
            tag: self.lang.tag(),
            root: path.to_root(),
            t: self.words.all(),
            site: Masthead {
                name: text.name.clone(),
                summary: text.summary.clone(),
                home: address::home(self.lang),
            },
            assets: self.site.assets(),
            switch: Some(self.switch(&about.address)),
            nav: self.nav(&settings.navigation, &about.address),
            side: match about.side {
                Side::Nothing => Vec::new(),
                Side::Sections => self.side(&about.address),
                Side::Family(ref family) => {
                    let mut side = self.side(&about.address);
                    side.push(self.side_ports(family, &about.address));
                    side
                }
            },
            crumbs: self.crumbs(&about),
            footer: Footer { sections: self.section_links() },
            page: self.head(about, settings.base_url.as_deref(), settings.languages[0]),
            content,
        }
    }

    // Search engines are told of the languages in which a page says something; a fallback page
    // points at the original and at nothing else.
    fn head(&self, about: About, base_url: Option<&str>, first: Lang) -> Head {
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
        Head { title: about.title, description: about.description, canonical, alternates, noindex: !own }
    }

    fn switch(&self, address: &str) -> Switch {
        let other = self.lang.other();
        Switch { tag: other.tag(), lang: other, href: swap(address, other), label: other.name().to_string() }
    }

    fn nav(&self, destinations: &[Destination], here: &str) -> Vec<NavLink> {
        let links = destinations.iter().map(|destination| {
            let href = address::destination(self.lang, destination);
            NavLink { title: self.destination_title(destination), current: here.starts_with(&href), href }
        });
        links.collect()
    }

    fn destination_title(&self, destination: &Destination) -> String {
        let key = match destination {
            Destination::Section(id) => {
                return self.site.section_title(id, self.lang).unwrap_or_default().to_string();
            }
            Destination::Ports => "ports_title",
            Destination::Services => "services_title",
            Destination::Providers => "providers_title",
            Destination::Tags => "tags_title",
            Destination::Glossary => "glossary_title",
        };
        self.words.text(key).to_string()
    }

    fn side(&self, here: &str) -> Vec<SideSection> {
        let sections = self.site.sections().iter().map(|id| {
            let href = address::section(self.lang, id);
            let open = here.starts_with(&href);
            SideSection {
                title: self.site.section_title(id, self.lang).unwrap_or_default().to_string(),
                current: here == href,
                open,
                items: if open { self.side_items(id, here) } else { Vec::new() },
                href,
            }
        });
        sections.collect()
    }

    fn side_ports(&self, family: &FamilyId, here: &str) -> SideSection {
        let mut items: Vec<SideItem> = Vec::new();
        for id in self.site.ports(PortFilter::Family(family.clone())) {
            let row = self.site.port_name(id, self.lang);
            let href = address::port(self.lang, row.number);
            if items.last().is_none_or(|item| item.link.href != href) {
                let title = format!("{} {}", self.words.number(row.number), row.name);
                let current = href == here;
                let link = ArticleLink { title, href, foreign: None, tag: self.lang.tag() };
                items.push(SideItem { link, current });
            }
        }
        SideSection {
            title: self.words.text("ports_title").to_string(),
            href: address::ports(self.lang),
            current: false,
            open: true,
            items,
        }
    }

    fn side_items(&self, section: &SectionId, here: &str) -> Vec<SideItem> {
        let item = |id: &ArticleId| {
            let link = self.article_link(id);
            SideItem { current: link.href == here, link }
        };
        self.site.articles(section, self.lang).iter().map(item).collect()
    }

    fn crumbs(&self, about: &About) -> Vec<Link> {
        let home = Link { title: self.words.text("home").to_string(), href: address::home(self.lang) };
        let own = Link { title: about.title.clone(), href: about.address.clone() };
        match own.href == home.href {
            true => Vec::new(),
            false => [home].into_iter().chain(about.above.iter().cloned()).chain([own]).collect(),
        }
    }

    /// Links to all sections.
    pub fn section_links(&self) -> Vec<Link> {
        let link = |id: &SectionId| Link {
            title: self.site.section_title(id, self.lang).unwrap_or_default().to_string(),
            href: address::section(self.lang, id),
        };
        self.site.sections().iter().map(link).collect()
    }
}

// The same address in a language: only the first segment differs.
fn swap(address: &str, lang: Lang) -> String {
    match address.split_once('/') {
        Some((_, rest)) => format!("{lang}/{rest}"),
        None => format!("{lang}/"),
    }
}
