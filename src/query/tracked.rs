//! Asking, and noting what was asked.

use super::oracle::{Addresses, AssetPlace, Lagging, Neighbour, Oracle};
use super::{PortFilter, Question, Trace};
use crate::base::date::Date;
use crate::base::lang::{Bilingual, Lang};
use crate::base::path::{SitePath, SourcePath};
use crate::base::registry::history::Edition;
use crate::base::registry::lookups::{Client, Cloud, ErrorMessage};
use crate::base::registry::*;
use crate::facts::mentions::Subject;
use crate::facts::ports::{Beside, PortName, PortRow};
use crate::facts::search::index::Index;
use crate::facts::sources::Source;
use crate::model::body::Body;
use crate::model::{ArticleId, ArticleKey, Head, SectionId, SectionText, Settings, SiteText};
use crate::syntax::highlight::{Language, Token};
use crate::syntax::strings::Pattern;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One output's view of the site.
///
/// Questions about one thing are asked with ids that other answers gave, so the thing exists; a
/// method panics on an id that no answer can have given.
#[derive(Debug)]
pub struct Tracked<'a> {
    oracle: &'a Oracle<'a>,
    asked: RefCell<Trace>,
    // The keys of interface texts: asked one by one, and one question in the end.
    strings: RefCell<Bilingual<BTreeSet<String>>>,
}

/// Why ids always lead somewhere: see [`Tracked`].
const GIVEN: &str = "ids come from answers, and answers name what exists";

impl<'a> Tracked<'a> {
    /// Begins with an empty trace.
    pub fn new(oracle: &'a Oracle<'a>) -> Tracked<'a> {
        Tracked { oracle, asked: RefCell::default(), strings: RefCell::default() }
    }

    /// What was asked.
    pub fn into_trace(self) -> Trace {
        let mut trace = self.asked.into_inner();
        let Bilingual { zh, en } = self.strings.into_inner();
        let strings = [(Lang::Zh, zh), (Lang::En, en)].into_iter().filter(|(_, keys)| !keys.is_empty());
        trace.own.extend(strings.map(|(lang, keys)| Question::Strings(lang, keys.into_iter().collect())));
        trace.own.sort_unstable();
        trace.own.dedup();
        trace
    }

    /// Notes that a part went into the output which was made with these questions.
    pub fn share(&self, part: &Arc<[Question]>) {
        self.asked.borrow_mut().shared = Some(Arc::clone(part));
    }

    // Questions are sorted at the end: most are asked once, and few pages ask many.
    fn note(&self, question: Question) {
        self.asked.borrow_mut().own.push(question);
    }

    /// Base address, navigation, stamps and tags of the site.
    pub fn settings(&self) -> &'a Settings {
        self.note(Question::Settings);
        self.oracle.settings()
    }

    /// Name, summary and answer of the site in a language.
    pub fn site_text(&self, lang: Lang) -> &'a SiteText {
        self.note(Question::SiteText(lang));
        self.oracle.site_text(lang)
    }

    /// An interface text.
    ///
    /// # Panics
    /// When there is no such text: the program carries every text that it asks for.
    pub fn string(&self, lang: Lang, key: &str) -> &'a Pattern {
        let mut strings = self.strings.borrow_mut();
        let asked = strings.get_mut(lang);
        if !asked.contains(key) {
            asked.insert(key.to_string());
        }
        let pattern = self.oracle.string(lang, key);
        pattern.unwrap_or_else(|| panic!("the interface text `{key}` is carried by the program"))
    }

    /// Notes that a template is used in a language. The renderer holds its text and what it names.
    pub fn template(&self, name: &str, lang: Lang) {
        self.note(Question::Template(name.to_string()));
        self.note(Question::Labels(lang, name.to_string()));
    }

    /// Where an asset is published.
    pub fn asset(&self, path: &SourcePath) -> Option<AssetPlace> {
        self.note(Question::Asset(path.clone()));
        self.oracle.asset(path)
    }

    /// The assets below `static/assets/` by name.
    pub fn assets(&self) -> BTreeMap<&'a str, SitePath> {
        self.note(Question::Assets);
        self.oracle.assets()
    }

    /// Notes that a page has the addresses of assets. The renderer holds them.
    pub fn uses_assets(&self) {
        self.note(Question::Assets);
    }

    /// The bytes of an asset.
    pub fn file(&self, path: &SourcePath) -> &'a [u8] {
        self.note(Question::File(path.clone()));
        &self.oracle.file(path).expect(GIVEN).bytes
    }

    /// The parts of code. They follow from it alone, so this is no question.
    pub fn tokens(&self, language: Language, code: &str) -> Vec<Token> {
        self.oracle.tokens(language, code)
    }

    /// The sections in order.
    pub fn sections(&self) -> &'a [SectionId] {
        self.note(Question::Sections);
        self.oracle.sections()
    }

    /// Title, summary and introduction of a section.
    pub fn section(&self, id: &SectionId, lang: Lang) -> &'a SectionText {
        self.note(Question::Section(id.clone(), lang));
        self.oracle.section(id, lang).expect(GIVEN)
    }

    /// The title of a section; `None` for a folder that is none.
    pub fn section_title(&self, id: &SectionId, lang: Lang) -> Option<&'a str> {
        self.note(Question::SectionTitle(id.clone(), lang));
        self.oracle.section_title(id, lang)
    }

    /// The articles of a section in order, as a reader of a language sees them.
    pub fn articles(&self, id: &SectionId, lang: Lang) -> &'a [ArticleId] {
        self.note(Question::Articles(id.clone(), lang));
        self.oracle.articles(id, lang)
    }

    /// The articles that bear a tag.
    pub fn tagged(&self, id: &TagId, lang: Lang) -> &'a [ArticleId] {
        self.note(Question::Tagged(id.clone(), lang));
        self.oracle.tagged(id, lang)
    }

    /// The tags that any article bears.
    pub fn tags(&self) -> Vec<&'a TagId> {
        self.note(Question::Tags);
        self.oracle.tags()
    }

    /// The articles checked last.
    pub fn recent(&self, lang: Lang) -> &'a [ArticleId] {
        self.note(Question::Recent(lang));
        self.oracle.recent(lang)
    }

    /// The articles of a language that say when they were written or checked, newest first.
    pub fn latest(&self, lang: Lang) -> &'a [ArticleId] {
        self.note(Question::Latest(lang));
        self.oracle.latest(lang)
    }

    /// Whether any article of a language says when it was written or checked.
    pub fn dated(&self, lang: Lang) -> bool {
        self.note(Question::Dated(lang));
        self.oracle.dated(lang)
    }

    /// The title of an article.
    pub fn title(&self, id: &ArticleId) -> &'a str {
        self.note(Question::Title(id.clone()));
        &self.oracle.head(id).expect(GIVEN).title
    }

    /// Title, summary, dates, ports, sources and tags of an article.
    pub fn head(&self, id: &ArticleId) -> &'a Head {
        self.note(Question::Head(id.clone()));
        self.oracle.head(id).expect(GIVEN)
    }

    /// Everything below the front matter.
    pub fn body(&self, id: &ArticleId) -> &'a Body {
        self.note(Question::Body(id.clone()));
        self.oracle.body(id).expect(GIVEN)
    }

    /// In which language a reader of a language sees an article.
    pub fn translation(&self, key: &ArticleKey, lang: Lang) -> Option<Lang> {
        self.note(Question::Translation(key.clone(), lang));
        self.oracle.translation(key, lang)
    }

    /// The sections in which a translation has fallen behind its original.
    pub fn lagging(&self, id: &ArticleId) -> Vec<Lagging<'a>> {
        self.note(Question::Lagging(id.clone()));
        self.oracle.lagging(id)
    }

    /// The related articles, each with its strongest reason.
    pub fn related(&self, key: &ArticleKey) -> Vec<Neighbour<'a>> {
        self.note(Question::Related(key.clone()));
        self.oracle.related(key)
    }

    /// What links in a language say of a port.
    pub fn port_name(&self, id: &PortId, lang: Lang) -> &'a PortName {
        self.note(Question::PortName(id.clone(), lang));
        self.oracle.port_name(id, lang).expect(GIVEN)
    }

    /// What tables say of a port besides its name.
    pub fn port_row(&self, id: &PortId) -> &'a PortRow {
        self.note(Question::PortRow(id.clone()));
        self.oracle.port_row(id).expect(GIVEN)
    }

    /// The summary of a port.
    pub fn port_summary(&self, id: &PortId, lang: Lang) -> &'a str {
        self.note(Question::PortSummary(id.clone(), lang));
        self.oracle.port_summary(id, lang).expect(GIVEN)
    }

    /// Everything about a port.
    pub fn port(&self, id: &PortId) -> &'a Port {
        self.note(Question::Port(id.clone()));
        self.oracle.port(id).expect(GIVEN)
    }

    /// The last day on which an entry changed, as far as that is recorded.
    pub fn port_changed(&self, id: &PortId) -> Option<Date> {
        self.note(Question::PortChanged(id.clone()));
        self.oracle.port_changed(id)
    }

    /// Ports in order.
    pub fn ports(&self, filter: PortFilter) -> Vec<&'a PortId> {
        let ports = self.oracle.ports(&filter);
        self.note(Question::Ports(filter));
        ports
    }

    /// The entries before and after a number in a family that has it.
    pub fn beside(&self, family: &FamilyId, number: PortNumber) -> &'a Beside {
        self.note(Question::Beside(family.clone(), number));
        self.oracle.beside(family, number).expect(GIVEN)
    }

    /// The port that a server of a service has there, encrypted so.
    pub fn port_of(&self, id: &ServiceId, number: u16, mode: Encryption) -> &'a PortId {
        self.note(Question::PortOf(id.clone(), number, mode));
        self.oracle.port_of(id, number, mode).expect("a provider's server agrees with a port entry")
    }

    /// Every service in order.
    pub fn services(&self) -> &'a [ServiceId] {
        self.note(Question::Services);
        self.oracle.services()
    }

    /// Everything about a service.
    pub fn service(&self, id: &ServiceId) -> &'a Service {
        self.note(Question::Service(id.clone()));
        self.oracle.service(id).expect(GIVEN)
    }

    /// The protocol and the name of a service.
    pub fn service_name(&self, id: &ServiceId) -> (&'a str, &'a Bilingual) {
        self.note(Question::ServiceName(id.clone()));
        let service = self.oracle.service(id).expect(GIVEN);
        (&service.protocol, &service.name)
    }

    /// Every number that has a page, in order.
    pub fn numbers(&self) -> Vec<PortNumber> {
        self.note(Question::Numbers);
        self.oracle.numbers()
    }

    /// Every provider in order.
    pub fn providers(&self) -> Vec<&'a ProviderId> {
        self.note(Question::Providers);
        self.oracle.providers()
    }

    /// The providers with a server on a port.
    pub fn providers_on(&self, id: &PortId) -> &'a [ProviderId] {
        self.note(Question::ProvidersOn(id.clone()));
        self.oracle.providers_on(id)
    }

    /// Everything about a provider.
    pub fn provider(&self, id: &ProviderId) -> &'a Provider {
        self.note(Question::Provider(id.clone()));
        self.oracle.provider(id).expect(GIVEN)
    }

    /// The name of a provider.
    pub fn provider_name(&self, id: &ProviderId) -> &'a Bilingual {
        self.note(Question::ProviderName(id.clone()));
        &self.oracle.provider(id).expect(GIVEN).name
    }

    /// Every term in order.
    pub fn terms(&self) -> Vec<&'a TermId> {
        self.note(Question::Terms);
        self.oracle.terms()
    }

    /// Everything about a term.
    pub fn term(&self, id: &TermId) -> &'a Term {
        self.note(Question::Term(id.clone()));
        self.oracle.term(id).expect(GIVEN)
    }

    /// Error messages by id: all, or those of a stage.
    pub fn errors(&self, stage: Option<Stage>) -> Vec<&'a ErrorId> {
        self.note(Question::Errors(stage));
        self.oracle.errors(stage)
    }

    /// The error messages that are seen on a port.
    pub fn errors_on(&self, id: &PortId) -> &'a [ErrorId] {
        self.note(Question::ErrorsOn(id.clone()));
        self.oracle.errors_on(id)
    }

    /// Everything about an error message.
    pub fn error(&self, id: &ErrorId) -> &'a ErrorMessage {
        self.note(Question::Error(id.clone()));
        self.oracle.error(id).expect(GIVEN)
    }

    /// The article that shows an error message, if one does.
    pub fn error_place(&self, id: &ErrorId) -> Option<&'a ArticleKey> {
        self.note(Question::ErrorPlace(id.clone()));
        self.oracle.error_place(id)
    }

    /// Mail clients by id.
    pub fn clients(&self) -> Vec<&'a ClientId> {
        self.note(Question::Clients);
        self.oracle.clients()
    }

    /// Everything about a mail client.
    pub fn client(&self, id: &ClientId) -> &'a Client {
        self.note(Question::Client(id.clone()));
        self.oracle.client(id).expect(GIVEN)
    }

    /// Clouds by id.
    pub fn clouds(&self) -> Vec<&'a CloudId> {
        self.note(Question::Clouds);
        self.oracle.clouds()
    }

    /// Everything about a cloud.
    pub fn cloud(&self, id: &CloudId) -> &'a Cloud {
        self.note(Question::Cloud(id.clone()));
        self.oracle.cloud(id).expect(GIVEN)
    }

    /// Every source with what rests on it.
    pub fn sources(&self) -> &'a [Source] {
        self.note(Question::Sources);
        self.oracle.sources()
    }

    /// The articles that speak of a subject.
    pub fn mentions(&self, subject: Subject, lang: Lang) -> &'a [ArticleId] {
        let articles = self.oracle.mentions(&subject, lang);
        self.note(Question::Mentions(subject, lang));
        articles
    }

    /// What became of the registry, day by day.
    pub fn history(&self) -> &'a [Edition] {
        self.note(Question::History);
        self.oracle.history()
    }

    /// Whether there is any of it.
    pub fn is_recorded(&self) -> bool {
        self.note(Question::Recorded);
        self.oracle.is_recorded()
    }

    /// Everything that has a page of its own.
    pub fn addresses(&self) -> Addresses<'a> {
        self.note(Question::Addresses);
        self.oracle.addresses()
    }

    /// Everything that can be found in a language.
    pub fn search_index(&self, lang: Lang) -> &'a Index {
        self.note(Question::Search(lang));
        self.oracle.index(lang)
    }
}
