//! Answers to questions, as values that can be fingerprinted.
//!
//! [`Tracked`](super::tracked::Tracked) hands the same values to pages, so what a page is told is
//! exactly what its trace stands for.

use super::{PortFilter, Question};
use crate::base::date::Date;
use crate::base::fingerprint::Fingerprint;
use crate::base::lang::{Bilingual, Lang};
use crate::base::path::{SitePath, SourcePath};
use crate::base::registry::history::Edition;
use crate::base::registry::lookups::{Client, Cloud, ErrorMessage};
use crate::base::registry::*;
use crate::facts::Facts;
use crate::facts::drift::{Change, Lag};
use crate::facts::mentions::Subject;
use crate::facts::ports::{Beside, PortName, PortRow};
use crate::facts::related::Reason;
use crate::facts::search::index::Index;
use crate::facts::sources::Source;
use crate::model::body::Body;
use crate::model::memo::{Kept, Memo};
use crate::model::{ArticleId, ArticleKey, Asset, Head, SectionId, SectionText, Settings, Site, SiteText};
use crate::syntax::highlight::{self, Language, Token};
use crate::syntax::lock::Name;
use crate::syntax::strings::Pattern;
use crate::syntax::template::Texts;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// Knows every answer of one site.
#[derive(Debug)]
pub struct Oracle<'a> {
    site: &'a Site,
    facts: &'a Facts,
    documents: Bilingual<OnceLock<Fingerprint>>,
    indexes: Bilingual<OnceLock<Index>>,
    code: Mutex<Memo<Fingerprint>>,
}

/// Why there is an index to ask about.
const INDEXED: &str = "an output says which index it is made from";

/// Where an asset is published, and its size in pixels if it is an image that says so.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AssetPlace {
    /// Its address.
    pub published: SitePath,
    /// Width and height.
    pub size: Option<(u32, u32)>,
}

impl<'a> Oracle<'a> {
    /// Takes the site and what was derived from it.
    pub fn new(site: &'a Site, facts: &'a Facts) -> Oracle<'a> {
        let (documents, indexes) = (Bilingual::default(), Bilingual::default());
        Oracle { site, facts, documents, indexes, code: Mutex::default() }
    }

    /// The parts of code that are known. Reading a grammar takes longer than making a page, and most
    /// code stands on the pages of both languages and stays as it is.
    pub fn code(&self) -> MutexGuard<'_, Memo<Fingerprint>> {
        self.code.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn tokens(&self, language: Language, code: &str) -> Vec<Token> {
        let key = of(&(language.name(), code));
        let known = self.code().find(&key, key).cloned();
        known.and_then(|kept| kept.tree()).unwrap_or_else(|| {
            let tokens = highlight::tokens(language, code);
            self.code().keep(key, Kept::new(key, &tokens));
            tokens
        })
    }

    /// Takes the fingerprint of all that can be found in a language.
    pub fn set_documents(&self, lang: Lang, print: Fingerprint) {
        self.documents.get(lang).set(print).expect("documents are gathered once");
    }

    /// Takes what can be found in a language. It is made beforehand, and only when an output is to
    /// be made from it: cutting every text takes longer than asking whether any has changed.
    pub fn set_index(&self, lang: Lang, index: Index) {
        self.indexes.get(lang).set(index).expect("an index is made once");
    }

    /// The fingerprint of the answer that a question gets.
    pub fn fingerprint(&self, question: &Question) -> Fingerprint {
        match question {
            Question::Settings => of(self.settings()),
            Question::SiteText(lang) => of(self.site_text(*lang)),
            Question::Strings(lang, keys) => {
                let texts: Vec<_> = keys.iter().map(|key| self.string(*lang, key)).collect();
                of(&texts)
            }
            Question::Template(name) => of(&self.template(name)),
            Question::Labels(lang, name) => of(&self.labels(*lang, name)),
            Question::Asset(path) => of(&self.asset(path)),
            Question::Assets => of(&self.assets()),
            Question::File(path) => of(&self.file(path).map(|asset| asset.fingerprint)),
            Question::Sections => of(self.sections()),
            Question::Section(id, lang) => of(&self.section(id, *lang)),
            Question::SectionTitle(id, lang) => of(&self.section_title(id, *lang)),
            Question::Articles(id, lang) => of(self.articles(id, *lang)),
            Question::Tagged(id, lang) => of(self.tagged(id, *lang)),
            Question::Tags => of(&self.tags()),
            Question::Recent(lang) => of(self.recent(*lang)),
            Question::Latest(lang) => of(self.latest(*lang)),
            Question::Dated(lang) => of(&self.dated(*lang)),
            Question::Title(id) => of(&self.head(id).map(|head| &head.title)),
            Question::Head(id) => of(&self.head(id)),
            Question::Body(id) => of(&self.body(id)),
            Question::Translation(key, lang) => of(&self.translation(key, *lang)),
            Question::Lagging(id) => of(&self.lagging(id)),
            Question::Related(key) => of(&self.related(key)),
            Question::PortName(id, lang) => of(&self.port_name(id, *lang)),
            Question::PortRow(id) => of(&self.port_row(id)),
            Question::PortSummary(id, lang) => of(&self.port_summary(id, *lang)),
            Question::Port(id) => of(&self.port(id)),
            Question::Ports(filter) => of(&self.ports(filter)),
            Question::PortChanged(id) => of(&self.port_changed(id)),
            Question::Beside(family, number) => of(&self.beside(family, *number)),
            Question::PortOf(id, number, mode) => of(&self.port_of(id, *number, *mode)),
            Question::Services => of(self.services()),
            Question::Service(id) => of(&self.service(id)),
            Question::ServiceName(id) => {
                of(&self.service(id).map(|service| (&service.protocol, &service.name)))
            }
            Question::Numbers => of(&self.numbers()),
            Question::Providers => of(&self.providers()),
            Question::ProvidersOn(id) => of(self.providers_on(id)),
            Question::Provider(id) => of(&self.provider(id)),
            Question::ProviderName(id) => of(&self.provider(id).map(|provider| &provider.name)),
            Question::Terms => of(&self.terms()),
            Question::Term(id) => of(&self.term(id)),
            Question::Errors(stage) => of(&self.errors(*stage)),
            Question::ErrorsOn(id) => of(self.errors_on(id)),
            Question::Error(id) => of(&self.error(id)),
            Question::ErrorPlace(id) => of(&self.error_place(id)),
            Question::Clients => of(&self.clients()),
            Question::Client(id) => of(&self.client(id)),
            Question::Clouds => of(&self.clouds()),
            Question::Cloud(id) => of(&self.cloud(id)),
            Question::Sources => of(self.sources()),
            Question::Mentions(subject, lang) => of(self.mentions(subject, *lang)),
            Question::History => of(self.history()),
            Question::Recorded => of(&self.is_recorded()),
            Question::Addresses => of(&self.addresses()),
            Question::Search(lang) => *self.documents.get(*lang).get().expect(INDEXED),
        }
    }

    pub(super) fn index(&self, lang: Lang) -> &Index {
        self.indexes.get(lang).get().expect(INDEXED)
    }

    pub(super) fn settings(&self) -> &'a Settings {
        &self.site.settings
    }

    pub(super) fn site_text(&self, lang: Lang) -> &'a SiteText {
        self.site.text.get(lang)
    }

    pub(super) fn string(&self, lang: Lang, key: &str) -> Option<&'a Pattern> {
        self.site.strings.get(lang).get(key)
    }

    // The texts of a template and of all that stand behind it.
    fn template(&self, name: &str) -> Vec<(&'a str, &'a str)> {
        let closure = self.facts.templates.get(name).into_iter().flat_map(|closure| &closure.templates);
        let texts = closure.filter_map(|name| self.site.templates.get_key_value(name));
        texts.map(|(name, template)| (name.as_str(), template.text.as_ref())).collect()
    }

    // Templates see a text in the form for many things.
    fn labels(&self, lang: Lang, name: &str) -> Vec<(&'a str, &'a str)> {
        let named = self.facts.templates.get(name).map(|closure| &closure.texts);
        let is_named = |key: &str| match named {
            Some(Texts::Named(keys)) => keys.contains(key),
            Some(Texts::All) => true,
            None => false,
        };
        let texts = self.site.strings.get(lang).iter().filter(|(key, _)| is_named(key));
        texts.map(|(key, text)| (key.as_str(), text.other.as_str())).collect()
    }

    pub(super) fn asset(&self, path: &SourcePath) -> Option<AssetPlace> {
        self.site.assets.get(path).map(place)
    }

    pub(super) fn assets(&self) -> BTreeMap<&'a str, SitePath> {
        self.site.named_assets()
    }

    pub(super) fn file(&self, path: &SourcePath) -> Option<&'a Asset> {
        self.site.assets.get(path)
    }

    pub(super) fn sections(&self) -> &'a [SectionId] {
        &self.facts.listings.sections
    }

    pub(super) fn section(&self, id: &SectionId, lang: Lang) -> Option<&'a SectionText> {
        self.site.sections.get(id).map(|section| section.text.get(lang).as_ref())
    }

    pub(super) fn section_title(&self, id: &SectionId, lang: Lang) -> Option<&'a str> {
        self.section(id, lang).map(|section| section.title.as_str())
    }

    pub(super) fn articles(&self, id: &SectionId, lang: Lang) -> &'a [ArticleId] {
        list(self.facts.listings.articles.get(id), lang)
    }

    pub(super) fn tagged(&self, id: &TagId, lang: Lang) -> &'a [ArticleId] {
        list(self.facts.listings.tagged.get(id), lang)
    }

    pub(super) fn tags(&self) -> Vec<&'a TagId> {
        self.facts.listings.tagged.keys().collect()
    }

    pub(super) fn recent(&self, lang: Lang) -> &'a [ArticleId] {
        self.facts.listings.recent.get(lang)
    }

    pub(super) fn latest(&self, lang: Lang) -> &'a [ArticleId] {
        self.facts.listings.latest.get(lang)
    }

    pub(super) fn dated(&self, lang: Lang) -> bool {
        !self.latest(lang).is_empty()
    }

    pub(super) fn head(&self, id: &ArticleId) -> Option<&'a Head> {
        self.site.articles.get(id).map(|article| article.head.as_ref())
    }

    pub(super) fn body(&self, id: &ArticleId) -> Option<&'a Body> {
        self.site.articles.get(id).map(|article| article.body.as_ref())
    }

    pub(super) fn translation(&self, key: &ArticleKey, lang: Lang) -> Option<Lang> {
        self.site.shown(key, lang).map(|id| id.lang)
    }

    // What has changed within a section stays behind: a page says that it lags, and no more.
    pub(super) fn lagging(&self, id: &ArticleId) -> Vec<Lagging<'a>> {
        let lags = self.facts.drift.translations.get(id).into_iter().flat_map(|standing| &standing.lags);
        let original = self.body(&ArticleId::new(&id.key, id.lang.other()));
        let title = |name: &Name| {
            let Name::Heading(id) = name else { return None };
            let mut headings = original.into_iter().flat_map(|body| &body.headings);
            let heading = headings.find(|heading| heading.id.as_ref() == Some(id))?;
            Some(heading.html.as_str())
        };
        let lagging = lags.map(|Lag { name, change }| Lagging {
            name,
            added: if *change == Change::Added { title(name) } else { None },
        });
        lagging.collect()
    }

    // Scores stay behind: an article somewhere else changes most of them and the order of few.
    pub(super) fn related(&self, key: &ArticleKey) -> Vec<Neighbour<'a>> {
        let near = self.facts.related.get(key).into_iter().flatten();
        let neighbours =
            near.filter_map(|near| Some(Neighbour { key: &near.key, reason: near.reasons.first()? }));
        neighbours.collect()
    }

    pub(super) fn port_row(&self, id: &PortId) -> Option<&'a PortRow> {
        self.facts.ports.rows.get(id)
    }

    pub(super) fn port_name(&self, id: &PortId, lang: Lang) -> Option<&'a PortName> {
        self.facts.ports.names.get(id).map(|name| name.get(lang))
    }

    pub(super) fn port_summary(&self, id: &PortId, lang: Lang) -> Option<&'a str> {
        self.port(id).map(|port| port.summary.get(lang).as_str())
    }

    pub(super) fn port(&self, id: &PortId) -> Option<&'a Port> {
        self.site.ports.get(id).map(AsRef::as_ref)
    }

    pub(super) fn ports(&self, filter: &PortFilter) -> Vec<&'a PortId> {
        let ports = &self.facts.ports;
        match filter {
            PortFilter::All => ports.pages.values().flatten().collect(),
            PortFilter::Number(number) => ports.pages.get(number).into_iter().flatten().collect(),
            PortFilter::Service(id) => ports.of_service.get(id).into_iter().flatten().collect(),
            PortFilter::Family(id) => ports.of_family.get(id).into_iter().flatten().collect(),
        }
    }

    pub(super) fn port_changed(&self, id: &PortId) -> Option<Date> {
        self.facts.ports.changed.get(id).copied()
    }

    pub(super) fn beside(&self, family: &FamilyId, number: PortNumber) -> Option<&'a Beside> {
        self.facts.ports.beside.get(&(family.clone(), number))
    }

    pub(super) fn port_of(&self, id: &ServiceId, number: u16, mode: Encryption) -> Option<&'a PortId> {
        let fits = |port: &&PortId| {
            self.port(port).is_some_and(|port| {
                (port.number.first..=port.number.last).contains(&number) && port.encryption.contains(&mode)
            })
        };
        self.facts.ports.of_service.get(id)?.iter().find(fits)
    }

    pub(super) fn services(&self) -> &'a [ServiceId] {
        &self.facts.ports.services
    }

    pub(super) fn service(&self, id: &ServiceId) -> Option<&'a Service> {
        self.site.services.get(id).map(AsRef::as_ref)
    }

    pub(super) fn numbers(&self) -> Vec<PortNumber> {
        self.facts.ports.pages.keys().copied().collect()
    }

    pub(super) fn providers(&self) -> Vec<&'a ProviderId> {
        self.site.providers.keys().collect()
    }

    pub(super) fn providers_on(&self, id: &PortId) -> &'a [ProviderId] {
        self.facts.mentions.providers.get(id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn provider(&self, id: &ProviderId) -> Option<&'a Provider> {
        self.site.providers.get(id).map(AsRef::as_ref)
    }

    pub(super) fn terms(&self) -> Vec<&'a TermId> {
        self.site.terms.keys().collect()
    }

    pub(super) fn term(&self, id: &TermId) -> Option<&'a Term> {
        self.site.terms.get(id).map(AsRef::as_ref)
    }

    pub(super) fn errors(&self, stage: Option<Stage>) -> Vec<&'a ErrorId> {
        let errors = self.site.errors.iter();
        let of_stage = errors.filter(|(_, error)| stage.is_none_or(|stage| error.stage == stage));
        of_stage.map(|(id, _)| id).collect()
    }

    pub(super) fn errors_on(&self, id: &PortId) -> &'a [ErrorId] {
        self.facts.lookups.on_port.get(id).map_or(&[], Vec::as_slice)
    }

    pub(super) fn error(&self, id: &ErrorId) -> Option<&'a ErrorMessage> {
        self.site.errors.get(id).map(AsRef::as_ref)
    }

    pub(super) fn error_place(&self, id: &ErrorId) -> Option<&'a ArticleKey> {
        self.facts.lookups.places.get(id)
    }

    pub(super) fn clients(&self) -> Vec<&'a ClientId> {
        self.site.clients.keys().collect()
    }

    pub(super) fn client(&self, id: &ClientId) -> Option<&'a Client> {
        self.site.clients.get(id).map(AsRef::as_ref)
    }

    pub(super) fn clouds(&self) -> Vec<&'a CloudId> {
        self.site.clouds.keys().collect()
    }

    pub(super) fn cloud(&self, id: &CloudId) -> Option<&'a Cloud> {
        self.site.clouds.get(id).map(AsRef::as_ref)
    }

    pub(super) fn sources(&self) -> &'a [Source] {
        &self.facts.sources
    }

    pub(super) fn mentions(&self, subject: &Subject, lang: Lang) -> &'a [ArticleId] {
        list(self.facts.mentions.of.get(subject), lang)
    }

    pub(super) fn history(&self) -> &'a [Edition] {
        &self.site.history
    }

    pub(super) fn is_recorded(&self) -> bool {
        !self.site.history.is_empty()
    }

    // Which entries exist and which articles are written in which language: enough to list every
    // address, and nothing that a change of wording touches.
    pub(super) fn addresses(&self) -> Addresses<'a> {
        Addresses {
            articles: self.site.articles.keys().collect(),
            sections: &self.facts.listings.sections,
            tags: self.tags(),
            numbers: self.facts.ports.pages.keys().copied().collect(),
            services: &self.facts.ports.services,
            providers: self.providers(),
            changes: self.is_recorded(),
        }
    }
}

/// A section in which a translation has fallen behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lagging<'a> {
    /// Which section.
    pub name: &'a Name,
    /// The heading in the original, with its inline markup, of a section that was added there.
    pub added: Option<&'a str>,
}

/// A related article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Neighbour<'a> {
    /// Which article.
    pub key: &'a ArticleKey,
    /// The strongest reason.
    pub reason: &'a Reason,
}

/// Everything that has a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Addresses<'a> {
    /// Articles in the languages in which they are written.
    pub articles: Vec<&'a ArticleId>,
    /// Sections in order.
    pub sections: &'a [SectionId],
    /// Tags that any article bears.
    pub tags: Vec<&'a TagId>,
    /// Numbers and ranges of ports.
    pub numbers: Vec<PortNumber>,
    /// Services.
    pub services: &'a [ServiceId],
    /// Providers.
    pub providers: Vec<&'a ProviderId>,
    /// Whether there is a page of what became of the registry.
    pub changes: bool,
}

fn of<T: Hash + ?Sized>(value: &T) -> Fingerprint {
    Fingerprint::of(value)
}

fn list<T>(lists: Option<&Bilingual<Vec<T>>>, lang: Lang) -> &[T] {
    lists.map_or(&[], |lists| lists.get(lang))
}

fn place(asset: &Asset) -> AssetPlace {
    AssetPlace { published: asset.published.clone(), size: asset.size }
}
