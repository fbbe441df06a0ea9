//! The page of sources: each once, with what rests on it.

use super::chrome::{About, Page};
use super::{ArticleLink, Link, PortLink, Reader, Source, unique};
use crate::base::lang::Lang;
use crate::base::registry::{ErrorId, Reference};
use crate::facts::sources::{self, Use};
use crate::model::{ArticleId, address};
use crate::query::tracked::Tracked;
use serde::Serialize;

/// What the page adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The page.
    pub sources: Sources,
}

/// The page as shown.
#[derive(Clone, Debug, Serialize)]
pub struct Sources {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub intro: String,
    /// Standards, other primary sources, secondary sources; those that there are.
    pub groups: Vec<Group>,
}

/// Sources of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Its anchor.
    pub id: &'static str,
    /// What they are.
    pub title: String,
    /// The sources.
    pub sources: Vec<Used>,
}

/// A source and what rests on it.
#[derive(Clone, Debug, Serialize)]
pub struct Used {
    /// The source.
    #[serde(flatten)]
    pub source: Source,
    /// The sections that are named.
    pub sections: Vec<Link>,
    /// The articles that name it.
    pub articles: Vec<ArticleLink>,
    /// The ports that name it.
    pub ports: Vec<PortLink>,
    /// The other entries that name it.
    pub entries: Vec<Entry>,
}

/// An entry of the registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// Where it is shown; `None` when no page is its own.
    pub href: Option<String>,
}

/// Makes the page.
pub fn page(site: &Tracked<'_>, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let title = reader.words.text("sources_title").to_string();
    let intro = reader.words.text("sources_intro").to_string();
    let mut about = About::new("sources", address::sources(lang), &title, &intro);
    about.has_twin = true;
    let groups = ["standards", "primary", "secondary"].map(|id| Group {
        id,
        title: reader.words.text(&format!("sources.{id}")).to_string(),
        sources: site
            .sources()
            .iter()
            .filter(|of| kind(&of.reference) == id)
            .map(|of| reader.used(of))
            .collect(),
    });
    let groups = groups.into_iter().filter(|group| !group.sources.is_empty()).collect();
    reader.page(about, Content { sources: Sources { title, intro, groups } })
}

fn kind(reference: &Reference) -> &'static str {
    match reference {
        Reference::Rfc { .. } | Reference::Iana { .. } => "standards",
        Reference::Page { primary: true, .. } => "primary",
        Reference::Page { primary: false, .. } => "secondary",
    }
}

impl Reader<'_> {
    fn used(&self, sources::Source { reference, sections, uses }: &sources::Source) -> Used {
        let [source] = self.sources(std::slice::from_ref(reference)).try_into().expect("one makes one");
        let section = |name: &String| {
            let Reference::Rfc { number, .. } = *reference else { return None };
            let part = Reference::Rfc { number, section: Some(name.clone()), accessed: None };
            Some(Link { title: format!("§{name}"), href: part.url() })
        };
        let mut ports = Vec::new();
        let mut used = Used {
            source,
            sections: sections.iter().filter_map(section).collect(),
            articles: Vec::new(),
            ports: Vec::new(),
            entries: Vec::new(),
        };
        for one in uses {
            match one {
                Use::Article(key) => {
                    let lang = self.site.translation(key, self.lang);
                    used.articles.extend(lang.map(|lang| self.article_link(&ArticleId::new(key, lang))));
                }
                Use::Port(id) => ports.push(id),
                other => used.entries.push(self.named(other)),
            }
        }
        ports.sort_by_key(|id| self.site.port_name(id, self.lang).number);
        used.ports = unique(ports.into_iter().map(|id| self.port_link(id)));
        used.entries = unique(used.entries);
        used
    }

    fn named(&self, one: &Use) -> Entry {
        let lang = self.lang;
        let (title, href) = match one {
            Use::Article(_) | Use::Port(_) => unreachable!("they have lists of their own"),
            Use::Service(id) => {
                (self.site.service_name(id).1.get(lang).clone(), Some(address::service(lang, id)))
            }
            Use::Provider(id) => {
                (self.site.provider_name(id).get(lang).clone(), Some(address::provider(lang, id)))
            }
            Use::Term(id) => (self.site.term(id).name.get(lang).clone(), Some(address::term(lang, id))),
            Use::Error(id) => (self.site.error(id).shown[0].clone(), self.error_href(id)),
            Use::Client(id) => (self.site.client(id).name.get(lang).clone(), None),
            Use::Cloud(id) => (self.site.cloud(id).name.get(lang).clone(), None),
        };
        Entry { title, href }
    }

    fn error_href(&self, id: &ErrorId) -> Option<String> {
        self.site.error_place(id).map(|key| address::error(self.lang, key, id))
    }
}
