//! The site as a value: validated, complete and immutable.
//!
//! A [`Site`] that exists has no dangling reference: every port, tag and article that is named in
//! it is in it. It knows nothing of pages.

pub mod address;
pub mod blocks;
pub mod body;
pub mod changes;
pub mod families;
mod followed;
pub mod handshake;
pub mod headings;
pub mod links;
pub mod memo;
pub mod read;
pub mod registry;
pub mod resolve;
pub mod unread;

use crate::base::date::Date;
use crate::base::extra::Extra;
use crate::base::fingerprint::{Fingerprint, Print};
use crate::base::lang::{Bilingual, Lang};
use crate::base::path::{SitePath, SourcePath};
use crate::base::registry::history::Edition;
use crate::base::registry::lookups::{Client, Cloud, ErrorMessage};
use crate::base::registry::*;
use crate::syntax::lock::{Followed, Name};
use crate::syntax::standards::Checked;
use crate::syntax::strings::Pattern;
use body::Body;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// Everything that is published, before any page exists.
#[derive(Debug)]
pub struct Site {
    /// `content/site.yaml`.
    pub settings: Settings,
    /// What the site says of itself.
    pub text: Bilingual<SiteText>,
    /// Articles in the languages in which they are written.
    pub articles: BTreeMap<ArticleId, Article>,
    /// Sections, by folder.
    pub sections: BTreeMap<SectionId, Section>,
    /// Port entries.
    pub ports: BTreeMap<PortId, Arc<Port>>,
    /// Services.
    pub services: BTreeMap<ServiceId, Arc<Service>>,
    /// Providers.
    pub providers: BTreeMap<ProviderId, Arc<Provider>>,
    /// Glossary terms.
    pub terms: BTreeMap<TermId, Arc<Term>>,
    /// Error messages.
    pub errors: BTreeMap<ErrorId, Arc<ErrorMessage>>,
    /// Mail clients.
    pub clients: BTreeMap<ClientId, Arc<Client>>,
    /// Clouds.
    pub clouds: BTreeMap<CloudId, Arc<Cloud>>,
    /// What became of the registry, day by day.
    pub history: Vec<Edition>,
    /// Interface texts.
    pub strings: Bilingual<Arc<BTreeMap<String, Pattern>>>,
    /// Templates by name (`parts/head.html`), with their text.
    pub templates: BTreeMap<String, Template>,
    /// Files published as they are.
    pub assets: BTreeMap<SourcePath, Asset>,
    /// What translations follow; `None` when there is no lock file, or one that can't be read.
    pub followed: Option<BTreeMap<ArticleId, Followed>>,
    /// Where each registry entry was written, for messages: `port:smtp` → file.
    pub origins: BTreeMap<String, SourcePath>,
}

/// What a site says of itself in one language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SiteText {
    /// The name of the site.
    pub name: String,
    /// One or two sentences about it.
    pub summary: String,
    /// The answer that the home page gives first.
    pub answer: String,
}

/// The settings of a site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// Both languages, the first one listed first.
    pub languages: Vec<Lang>,
    /// The absolute address of the root, ending in `/`.
    pub base_url: Option<String>,
    /// The main navigation.
    pub navigation: Vec<Destination>,
    /// The ports shown as stamps on the home page.
    pub stamps: Vec<PortId>,
    /// What readers come to do, for the home page.
    pub tasks: Vec<Shortcut>,
    /// What the footer leads to besides sections and lists.
    pub footer: Vec<Shortcut>,
    /// Where mistakes are reported: an address in which `{page}` stands for that of the page.
    pub report: Option<String>,
    /// How long what was checked holds.
    pub checked: Option<Checked>,
    /// The tags with their names.
    pub tags: BTreeMap<TagId, Bilingual>,
    /// The outputs that the site does without.
    pub without: BTreeSet<Extra>,
}

/// Where an entry of the main navigation leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// The listing of a section.
    Section(SectionId),
    /// The port table.
    Ports,
    /// The list of services.
    Services,
    /// The list of providers.
    Providers,
    /// The list of tags.
    Tags,
    /// The glossary.
    Glossary,
    /// Every source.
    Sources,
    /// The ports on one sheet of paper.
    Cheatsheet,
}

impl Destination {
    /// The pages that every site has, with their names in settings.
    pub const LISTS: [(&'static str, Destination); 7] = [
        ("ports", Destination::Ports),
        ("services", Destination::Services),
        ("providers", Destination::Providers),
        ("glossary", Destination::Glossary),
        ("tags", Destination::Tags),
        ("sources", Destination::Sources),
        ("cheatsheet", Destination::Cheatsheet),
    ];
}

/// A link to an article, or to a section of it, in the site's own words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// What it says.
    pub title: Bilingual,
    /// The article.
    pub article: ArticleKey,
    /// A heading of it.
    pub heading: Option<String>,
}

/// The identity shared by the languages of an article: `mail/which-smtp-port`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleKey(Arc<str>);

/// The folder of a section: `mail`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SectionId(Arc<str>);

/// One article in one language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId {
    /// Its identity.
    pub key: ArticleKey,
    /// Its language.
    pub lang: Lang,
}

/// An article in one language.
#[derive(Debug)]
pub struct Article {
    /// Where it was written.
    pub path: SourcePath,
    /// What lists and its own page say about it.
    pub head: Arc<Head>,
    /// Its text.
    pub body: Arc<Body>,
    /// Old addresses, without the language.
    pub aliases: Vec<String>,
    /// Its place in the section.
    pub order: i64,
    /// Articles that the author wants listed first.
    pub chosen: Vec<ArticleKey>,
    /// How many bytes of text there are to search.
    pub size: usize,
    /// Its sections in reading order with a print of each block: what a translation follows.
    pub stretches: Vec<(Name, Vec<Print>)>,
}

/// Everything about an article but its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Head {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The language it was first written in.
    pub origin: Option<Lang>,
    /// The day it was first published.
    pub date: Option<Date>,
    /// The day its facts were last checked.
    pub checked: Option<Date>,
    /// The port entries it is about.
    pub ports: Vec<PortId>,
    /// Where its facts come from.
    pub sources: Vec<Reference>,
    /// Its tags.
    pub tags: Vec<TagId>,
}

/// A section.
#[derive(Debug)]
pub struct Section {
    /// Its place among the sections.
    pub order: i64,
    /// What its page says; in the other language where one is missing.
    pub text: Bilingual<Arc<SectionText>>,
    /// Where it was written, in either language.
    pub path: SourcePath,
}

/// What the page of a section says in one language.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SectionText {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The introduction.
    pub body: Body,
}

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Template {
    /// Where it was read.
    pub path: SourcePath,
    /// Its source text.
    pub text: Arc<str>,
}

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The fingerprint of its bytes.
    pub fingerprint: Fingerprint,
    /// Where it is published; below `assets/` the name holds a part of the fingerprint.
    pub published: SitePath,
    /// Width and height in pixels, of images that say so in their header.
    pub size: Option<(u32, u32)>,
}

impl ArticleKey {
    /// Takes a key as it is.
    pub fn new(key: &str) -> ArticleKey {
        ArticleKey(key.into())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The section that holds the article; `None` at the top of a language.
    pub fn section(&self) -> Option<SectionId> {
        self.0.rsplit_once('/').map(|(folder, _)| SectionId::new(folder))
    }
}

impl SectionId {
    /// Takes a folder as it is.
    pub fn new(folder: &str) -> SectionId {
        SectionId(folder.into())
    }

    /// The top of a language. It is no section, but articles may stand there.
    pub fn top() -> SectionId {
        SectionId::new("")
    }

    /// The folder as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ArticleId {
    /// Ties a key to a language.
    pub fn new(key: &ArticleKey, lang: Lang) -> ArticleId {
        ArticleId { key: key.clone(), lang }
    }
}

impl fmt::Display for ArticleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Head {
    /// The last day on which somebody wrote or checked it.
    pub fn updated(&self) -> Option<Date> {
        self.checked.max(self.date)
    }
}

impl Settings {
    /// Whether the site has an output that it may do without.
    pub fn has(&self, extra: Extra) -> bool {
        !self.without.contains(&extra)
    }

    /// Whether it has feeds, which need absolute addresses.
    pub fn has_feeds(&self) -> bool {
        self.has(Extra::Feeds) && self.base_url.is_some()
    }
}

impl Site {
    /// The article that is shown to a reader of `lang`: in that language, or else in the other.
    pub fn shown(&self, key: &ArticleKey, lang: Lang) -> Option<ArticleId> {
        [lang, lang.other()]
            .into_iter()
            .map(|lang| ArticleId::new(key, lang))
            .find(|id| self.articles.contains_key(id))
    }

    /// The addresses of the assets below `static/assets/`, by name.
    pub fn named_assets(&self) -> BTreeMap<&str, SitePath> {
        let assets = self.assets.iter().filter_map(|(path, asset)| {
            Some((path.as_str().strip_prefix("static/assets/")?, asset.published.clone()))
        });
        assets.collect()
    }

    /// Every article key once, in order.
    pub fn keys(&self) -> Vec<&ArticleKey> {
        let mut keys: Vec<_> = self.articles.keys().map(|id| &id.key).collect();
        keys.dedup();
        keys
    }
}
