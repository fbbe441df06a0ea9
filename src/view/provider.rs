//! The page of a provider.

use super::chrome::{About, Page};
use super::table::Settings;
use super::{ArticleLink, Date, Link, Reader, Source};
use crate::base::lang::Lang;
use crate::base::registry::ProviderId;
use crate::facts::mentions::Subject;
use crate::model::address;
use crate::query::tracked::Tracked;
use crate::syntax::standards::Checked;
use serde::Serialize;

/// What the page of a provider adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The provider.
    pub provider: Provider,
}

/// A provider as a page shows it.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Provider {
    pub name: String,
    pub summary: String,
    pub domains: Vec<String>,
    pub settings: Settings,
    /// Known traps.
    pub notes: Vec<String>,
    pub sources: Vec<Source>,
    pub checked: Date,
    /// Articles that speak of it.
    pub articles: Vec<ArticleLink>,
}

/// Makes the page.
pub fn page(site: &Tracked<'_>, id: &ProviderId, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let provider = site.provider(id);
    let (name, summary) = (provider.name.get(lang), provider.summary.get(lang));
    let mut about = About::new("provider", address::provider(lang, id), name, summary);
    let above = reader.words.text("providers_title").to_string();
    about.above.push(Link { title: above, href: address::providers(lang) });
    about.has_twin = true;
    let content = Provider {
        name: name.clone(),
        summary: summary.clone(),
        domains: provider.domains.clone(),
        settings: reader.settings(id),
        notes: provider.notes.iter().map(|note| note.get(lang).clone()).collect(),
        sources: reader.sources(&provider.references),
        checked: reader.checked(provider.checked, Checked::of_provider),
        articles: reader.mentions(Subject::Provider(id.clone())),
    };
    reader.page(about, Content { provider: content })
}
