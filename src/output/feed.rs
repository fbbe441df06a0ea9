//! For readers of feeds: `zh/feed.xml` and `en/feed.xml` (Atom, RFC 4287), the articles written or
//! checked last.
//!
//! A feed has absolute addresses, so there is none without a base address, and a date on every entry,
//! so there is none without dates. The hour is unknown and written as midnight of UTC.

use super::xml::{HEAD, escape};
use super::{Format, Output};
use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{ArticleId, Site, address};
use crate::query::tracked::Tracked;

/// The format.
pub const FORMAT: Format = Format { name: "feed", plan };

fn plan(site: &Site, facts: &Facts) -> Vec<Output> {
    if !site.settings.has_feeds() {
        return Vec::new();
    }
    let dated = Lang::ALL.into_iter().filter(|lang| !facts.listings.latest.get(*lang).is_empty());
    let feed = |lang| {
        Output::file("feed", &address::feed(lang), lang, |lang, press| {
            Ok(articles(press.site, *lang).into_bytes())
        })
    };
    dated.map(feed).collect()
}

fn articles(site: &Tracked<'_>, lang: Lang) -> String {
    let text = site.site_text(lang);
    let about = About {
        own: address::feed(lang),
        page: address::home(lang),
        title: text.name.clone(),
        subtitle: text.summary.clone(),
    };
    feed(site, lang, &about, site.latest(lang).iter().map(|id| entry(site, id)).collect())
}

fn entry(site: &Tracked<'_>, id: &ArticleId) -> Entry {
    let head = site.head(id);
    let label = |tag| site.settings().tags[tag].get(id.lang).clone();
    Entry {
        title: head.title.clone(),
        address: address::article(id.lang, &id.key),
        updated: head.updated(),
        published: head.date,
        categories: head.tags.iter().map(|tag| (tag.to_string(), label(tag))).collect(),
        summary: head.summary.clone(),
    }
}

/// What a feed says of itself. Addresses are relative to the root of the site.
pub(super) struct About {
    /// Where it is.
    pub(super) own: String,
    /// The page that shows the same.
    pub(super) page: String,
    /// Its title.
    pub(super) title: String,
    /// One or two sentences.
    pub(super) subtitle: String,
}

/// What a feed has an entry for.
pub(super) struct Entry {
    /// The title.
    pub(super) title: String,
    /// Where it is, relative to the root of the site.
    pub(super) address: String,
    /// When it was changed or looked through last.
    pub(super) updated: Option<Date>,
    /// When it was written.
    pub(super) published: Option<Date>,
    /// Tags with their names.
    pub(super) categories: Vec<(String, String)>,
    /// One or two sentences.
    pub(super) summary: String,
}

/// Writes a feed; the newest entry comes first.
pub(super) fn feed(site: &Tracked<'_>, lang: Lang, about: &About, entries: Vec<Entry>) -> String {
    let base = site.settings().base_url.as_deref().unwrap_or_default();
    let (own, page) = (address::absolute(base, &about.own), address::absolute(base, &about.page));
    let author = &site.site_text(lang).name;
    let updated = entries.first().and_then(|entry| entry.updated);
    let mut xml = String::from(HEAD);
    xml.push_str(&format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", lang.tag()));
    xml.push_str(&element("id", &own));
    xml.push_str(&element("title", &about.title));
    xml.push_str(&element("subtitle", &about.subtitle));
    xml.push_str(&updated.map(|date| element("updated", &midnight(date))).unwrap_or_default());
    xml.push_str(&format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n", escape(&own)));
    xml.push_str(&format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escape(&page)));
    xml.push_str(&format!("<author><name>{}</name></author>\n", escape(author)));
    for entry in entries {
        xml.push_str(&entry.xml(base));
    }
    xml.push_str("</feed>\n");
    xml
}

impl Entry {
    fn xml(&self, base: &str) -> String {
        let url = address::absolute(base, &self.address);
        let mut xml = String::from("<entry>\n");
        xml.push_str(&element("id", &url));
        xml.push_str(&element("title", &self.title));
        xml.push_str(&self.updated.map(|date| element("updated", &midnight(date))).unwrap_or_default());
        xml.push_str(&self.published.map(|date| element("published", &midnight(date))).unwrap_or_default());
        xml.push_str(&format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escape(&url)));
        for (tag, label) in &self.categories {
            xml.push_str(&format!("<category term=\"{tag}\" label=\"{}\"/>\n", escape(label)));
        }
        xml.push_str(&element("summary", &self.summary));
        xml.push_str("</entry>\n");
        xml
    }
}

fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>\n", escape(text))
}

// RFC 3339
fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}
