//! The only way a page sees the site.
//!
//! A page asks questions through [`Tracked`](tracked::Tracked), which notes each one; the notes
//! are the page's [`Trace`]. A dependency is a question and the fingerprint of its answer, so a
//! page can be kept for as long as every answer stays what it was. Nothing here knows what pages
//! do with answers.

pub mod oracle;
pub mod tracked;

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::registry::*;
use crate::facts::mentions::Subject;
use crate::model::{ArticleId, ArticleKey, SectionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// Everything that can be asked. The list is closed: what is not in it can't be shown.
///
/// Questions about sets answer with ids; what is shown of each member is asked separately. A
/// change of one title is then one changed answer, and so is one addition to a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Question {
    /// Base address, navigation, stamps and tags of the site.
    Settings,
    /// Name, summary and answer of the site in a language.
    SiteText(Lang),
    /// Interface texts of a language by key.
    Strings(Lang, Vec<String>),
    /// A template with everything that it extends, includes and calls.
    Template(String),
    /// The interface texts of a language that a template and those behind it name.
    Labels(Lang, String),
    /// Where an asset is published, and its size if it is an image.
    Asset(SourcePath),
    /// The assets below `static/assets/` by name.
    Assets,
    /// The bytes of an asset.
    File(SourcePath),

    /// The sections in order.
    Sections,
    /// Title, summary and introduction of a section.
    Section(SectionId, Lang),
    /// The title of a section.
    SectionTitle(SectionId, Lang),
    /// The articles of a section in order, as a reader of a language sees them.
    Articles(SectionId, Lang),
    /// The articles that bear a tag.
    Tagged(TagId, Lang),
    /// The tags that any article bears.
    Tags,
    /// The articles checked last.
    Recent(Lang),
    /// The articles of a language that say when they were written or checked, newest first.
    Latest(Lang),
    /// Whether there is any of these.
    Dated(Lang),

    /// The title of an article.
    Title(ArticleId),
    /// Title, summary, dates, ports, sources and tags of an article.
    Head(ArticleId),
    /// Everything below the front matter.
    Body(ArticleId),
    /// In which language a reader of a language sees an article; "in none" is an answer.
    Translation(ArticleKey, Lang),
    /// The sections in which a translation has fallen behind its original.
    Lagging(ArticleId),
    /// The related articles, each with its strongest reason.
    Related(ArticleKey),

    /// What links in a language say of a port: number, name, service and transports.
    PortName(PortId, Lang),
    /// What tables say of a port besides.
    PortRow(PortId),
    /// The summary of a port in a language: a sentence, which tables show only when asked to.
    PortSummary(PortId, Lang),
    /// Everything about a port.
    Port(PortId),
    /// The last day on which an entry of the registry changed, as far as that is recorded.
    PortChanged(PortId),
    /// The entries before and after a number in a family.
    Beside(FamilyId, PortNumber),
    /// Ports in order.
    Ports(PortFilter),
    /// The port that a server of a service has there, encrypted so.
    PortOf(ServiceId, u16, Encryption),
    /// Every service in order.
    Services,
    /// Everything about a service.
    Service(ServiceId),
    /// The protocol and the name of a service.
    ServiceName(ServiceId),
    /// Every number that has a page, in order.
    Numbers,
    /// Every provider in order.
    Providers,
    /// The providers with a server on a port.
    ProvidersOn(PortId),
    /// Everything about a provider.
    Provider(ProviderId),
    /// The name of a provider.
    ProviderName(ProviderId),
    /// Every term in order.
    Terms,
    /// Everything about a term.
    Term(TermId),
    /// Error messages by id: all, or those of a stage.
    Errors(Option<Stage>),
    /// The error messages that are seen on a port.
    ErrorsOn(PortId),
    /// Everything about an error message.
    Error(ErrorId),
    /// The article that shows an error message.
    ErrorPlace(ErrorId),
    /// Mail clients by id.
    Clients,
    /// Everything about a mail client.
    Client(ClientId),
    /// Clouds by id.
    Clouds,
    /// Everything about a cloud.
    Cloud(CloudId),
    /// Every source with what rests on it.
    Sources,
    /// The articles that speak of a subject; for an article, its backlinks.
    Mentions(Subject, Lang),
    /// What became of the registry, day by day.
    History,
    /// Whether there is any of it.
    Recorded,
    /// Every page of a language that search engines may list, for the site map.
    Addresses,
    /// Everything that can be found in a language.
    Search(Lang),
}

/// Which ports.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PortFilter {
    /// All of them.
    All,
    /// Those with a number or range.
    Number(PortNumber),
    /// Those of a service.
    Service(ServiceId),
    /// Those of a family.
    Family(FamilyId),
}

/// The questions that one output asked, each once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// Those of the output itself.
    pub own: Vec<Question>,
    /// Those of a part that it shares with other outputs.
    pub shared: Option<Arc<[Question]>>,
}

impl Trace {
    /// All questions.
    pub fn questions(&self) -> BTreeSet<&Question> {
        self.own.iter().chain(self.shared.iter().flat_map(|shared| shared.iter())).collect()
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = |id: &ArticleId| format!("{}/{}", id.lang, id.key);
        match self {
            Question::Settings => write!(f, "settings"),
            Question::SiteText(lang) => write!(f, "site-text {lang}"),
            Question::Strings(lang, keys) => write!(f, "strings {lang} {}", keys.join(" ")),
            Question::Template(name) => write!(f, "template {name}"),
            Question::Labels(lang, name) => write!(f, "labels {lang} {name}"),
            Question::Asset(path) => write!(f, "asset {path}"),
            Question::Assets => write!(f, "assets"),
            Question::File(path) => write!(f, "file {path}"),
            Question::Sections => write!(f, "sections"),
            Question::Section(id, lang) => write!(f, "section {lang}/{id}"),
            Question::SectionTitle(id, lang) => write!(f, "section-title {lang}/{id}"),
            Question::Articles(id, lang) => write!(f, "articles {lang}/{id}"),
            Question::Tagged(id, lang) => write!(f, "tagged {lang}/{id}"),
            Question::Tags => write!(f, "tags"),
            Question::Recent(lang) => write!(f, "recent {lang}"),
            Question::Latest(lang) => write!(f, "latest {lang}"),
            Question::Dated(lang) => write!(f, "dated {lang}"),
            Question::Title(id) => write!(f, "title {}", article(id)),
            Question::Head(id) => write!(f, "head {}", article(id)),
            Question::Body(id) => write!(f, "body {}", article(id)),
            Question::Translation(key, lang) => write!(f, "translation {lang}/{key}"),
            Question::Lagging(id) => write!(f, "lagging {}", article(id)),
            Question::Related(key) => write!(f, "related {key}"),
            Question::PortName(id, lang) => write!(f, "port-name {lang}/{id}"),
            Question::PortRow(id) => write!(f, "port-row {id}"),
            Question::PortSummary(id, lang) => write!(f, "port-summary {lang}/{id}"),
            Question::Port(id) => write!(f, "port {id}"),
            Question::Ports(PortFilter::All) => write!(f, "ports"),
            Question::Ports(PortFilter::Number(number)) => write!(f, "ports number {number}"),
            Question::Ports(PortFilter::Service(id)) => write!(f, "ports service {id}"),
            Question::Ports(PortFilter::Family(id)) => write!(f, "ports family {id}"),
            Question::PortChanged(id) => write!(f, "port-changed {id}"),
            Question::Beside(family, number) => write!(f, "beside {family} {number}"),
            Question::PortOf(id, number, mode) => write!(f, "port-of {id} {number} {mode}"),
            Question::Services => write!(f, "services"),
            Question::Service(id) => write!(f, "service {id}"),
            Question::ServiceName(id) => write!(f, "service-name {id}"),
            Question::Numbers => write!(f, "numbers"),
            Question::Providers => write!(f, "providers"),
            Question::ProvidersOn(id) => write!(f, "providers-on {id}"),
            Question::Provider(id) => write!(f, "provider {id}"),
            Question::ProviderName(id) => write!(f, "provider-name {id}"),
            Question::Terms => write!(f, "terms"),
            Question::Term(id) => write!(f, "term {id}"),
            Question::Errors(None) => write!(f, "errors"),
            Question::Errors(Some(stage)) => write!(f, "errors {stage}"),
            Question::ErrorsOn(id) => write!(f, "errors-on {id}"),
            Question::Error(id) => write!(f, "error {id}"),
            Question::ErrorPlace(id) => write!(f, "error-place {id}"),
            Question::Clients => write!(f, "clients"),
            Question::Client(id) => write!(f, "client {id}"),
            Question::Clouds => write!(f, "clouds"),
            Question::Cloud(id) => write!(f, "cloud {id}"),
            Question::Sources => write!(f, "sources"),
            Question::Mentions(Subject::Port(id), lang) => write!(f, "mentions {lang} port {id}"),
            Question::Mentions(Subject::Service(id), lang) => write!(f, "mentions {lang} service {id}"),
            Question::Mentions(Subject::Provider(id), lang) => write!(f, "mentions {lang} provider {id}"),
            Question::Mentions(Subject::Article(key), lang) => write!(f, "mentions {lang} article {key}"),
            Question::History => write!(f, "history"),
            Question::Recorded => write!(f, "recorded"),
            Question::Addresses => write!(f, "addresses"),
            Question::Search(lang) => write!(f, "search {lang}"),
        }
    }
}
