//! The listing of a tag.

use super::chrome::{About, Page};
use super::{Card, Link, Reader};
use crate::base::lang::Lang;
use crate::base::registry::TagId;
use crate::model::address;
use crate::query::tracked::Tracked;
use serde::Serialize;

/// What the listing of a tag adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The tag.
    pub tagged: Tagged,
}

/// A tag as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Tagged {
    /// Its name.
    pub title: String,
    /// The articles that bear it.
    pub cards: Vec<Card>,
}

/// Makes the listing.
pub fn page(site: &Tracked<'_>, id: &TagId, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let link = reader.tag_link(id);
    let summary = reader.words.fill("tag_title", &[("tag", &link.title)]);
    let mut about = About::new("tag", link.href, &link.title, &summary);
    about.above.push(Link { title: reader.words.text("tags_title").to_string(), href: address::tags(lang) });
    let cards = site.tagged(id, lang).iter().map(|id| reader.card(id)).collect();
    reader.page(about, Content { tagged: Tagged { title: link.title, cards } })
}

impl Reader<'_> {
    /// A link to the listing of a tag.
    pub fn tag_link(&self, id: &TagId) -> Link {
        let name = self.site.settings().tags.get(id).map(|name| name.get(self.lang).clone());
        Link { title: name.unwrap_or_else(|| id.to_string()), href: address::tag(self.lang, id) }
    }
}
