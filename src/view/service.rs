//! The page of a service.

use super::chrome::{About, Page};
use super::table::PortTable;
use super::{ArticleLink, Date, Link, Reader, Source};
use crate::base::lang::Lang;
use crate::base::registry::ServiceId;
use crate::facts::mentions::Subject;
use crate::model::address;
use crate::query::PortFilter;
use crate::query::tracked::Tracked;
use crate::syntax::blocks::ports::Column;
use serde::Serialize;

/// What the page of a service adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The service.
    pub service: Service,
}

/// A service as a page shows it.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Service {
    pub protocol: String,
    pub name: String,
    pub summary: String,
    pub family: String,
    pub aliases: Vec<String>,
    pub sources: Vec<Source>,
    pub checked: Date,
    /// Its ports compared.
    pub table: PortTable,
    /// Providers that have a server for it.
    pub providers: Vec<Link>,
    /// Articles that speak of it or of one of its ports.
    pub articles: Vec<ArticleLink>,
}

/// Makes the page.
pub fn page(site: &Tracked<'_>, id: &ServiceId, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let service = site.service(id);
    let (name, summary) = (service.name.get(lang), service.summary.get(lang));
    let mut about = About::new("service", address::service(lang, id), name, summary);
    about
        .above
        .push(Link { title: reader.words.text("services_title").to_string(), href: address::services(lang) });
    about.has_twin = true;
    let ids = site.ports(PortFilter::Service(id.clone()));
    let columns: Vec<_> =
        Column::DEFAULT.iter().copied().filter(|column| *column != Column::Service).collect();
    let caption = reader.words.fill("caption_service", &[("service", name)]);
    let mut articles = reader.mentions(Subject::Service(id.clone()));
    let mut providers = Vec::new();
    for port in &ids {
        articles.extend(reader.mentions(Subject::Port((*port).clone())));
        providers.extend(site.providers_on(port).iter().map(|id| Link {
            title: site.provider_name(id).get(lang).clone(),
            href: address::provider(lang, id),
        }));
    }
    let content = Service {
        protocol: service.protocol.clone(),
        name: name.clone(),
        summary: summary.clone(),
        family: reader.words.family(&service.family).to_string(),
        aliases: service.aliases.get(lang).clone(),
        sources: reader.sources(&service.references),
        checked: reader.checked(service.checked, |standard| standard.days),
        table: reader.table("ports".into(), caption, &columns, ids),
        providers: super::unique(providers),
        articles: super::unique(articles),
    };
    reader.page(about, Content { service: content })
}
