//! A page that forwards from an old address.

use super::Reader;
use super::chrome::{About, Page};
use crate::model::{ArticleId, address};
use crate::query::tracked::Tracked;
use serde::Serialize;

/// What the page adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// Where it leads.
    pub redirect: super::Link,
}

/// Makes the page at the old address `place`.
pub fn page(site: &Tracked<'_>, id: &ArticleId, place: &str) -> Page<Content> {
    let reader = Reader::new(site, id.lang);
    let target = address::article(id.lang, &id.key);
    let redirect = super::Link { title: site.title(id).to_string(), href: target.clone() };
    let about = About::new("redirect", place.to_string(), &redirect.title, "");
    let mut page = reader.page(about, Content { redirect });
    let base_url = site.settings().base_url.as_deref();
    page.page.canonical = base_url.map(|base| address::absolute(base, &target));
    page.page.alternates = Vec::new();
    page.page.noindex = true;
    page.page.metadata = None;
    page.switch = None;
    page.frame = None;
    page
}
