//! For readers of feeds: `zh/feed.xml` and `en/feed.xml` (Atom, RFC 4287), the articles written or
//! checked last.
//!
//! A feed has absolute addresses, so there is none without a base address, and a date on every entry,
//! so there is none without dates. The hour is unknown and written as midnight of UTC.

use super::xml::{HEAD, escape};
use super::{Format, Output};
use crate::base::date::Date;
use crate::base::extra::Extra;
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{ArticleId, Site, address};
use crate::query::tracked::Tracked;

/// The format.
pub const FORMAT: Format = Format { name: "feed", plan };

fn plan(site: &Site, facts: &Facts) -> Vec<Output> {
    if !site.settings.has(Extra::Feeds) || site.settings.base_url.is_none() {
        return Vec::new();
    }
    let dated = Lang::ALL.into_iter().filter(|lang| !facts.listings.latest.get(*lang).is_empty());
    let feed = |lang| {
        Output::file("feed", &address::feed(lang), lang, |lang, press| {
            Ok(feed(press.site, *lang).into_bytes())
        })
    };
    dated.map(feed).collect()
}

fn feed(site: &Tracked<'_>, lang: Lang) -> String {
    let settings = site.settings();
    let base = settings.base_url.as_deref().unwrap_or_default();
    let text = site.site_text(lang);
    let (own, home) =
        (address::absolute(base, &address::feed(lang)), address::absolute(base, &address::home(lang)));
    let latest = site.latest(lang);
    let updated = latest.first().and_then(|id| site.head(id).updated());
    let mut xml = String::from(HEAD);
    xml.push_str(&format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", lang.tag()));
    xml.push_str(&element("id", &own));
    xml.push_str(&element("title", &text.name));
    xml.push_str(&element("subtitle", &text.summary));
    xml.push_str(&updated.map(|date| element("updated", &midnight(date))).unwrap_or_default());
    xml.push_str(&format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n", escape(&own)));
    xml.push_str(&format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escape(&home)));
    xml.push_str(&format!("<author><name>{}</name></author>\n", escape(&text.name)));
    for id in latest {
        xml.push_str(&entry(site, base, id));
    }
    xml.push_str("</feed>\n");
    xml
}

fn entry(site: &Tracked<'_>, base: &str, id: &ArticleId) -> String {
    let head = site.head(id);
    let url = address::absolute(base, &address::article(id.lang, &id.key));
    let mut xml = String::from("<entry>\n");
    xml.push_str(&element("id", &url));
    xml.push_str(&element("title", &head.title));
    xml.push_str(&head.updated().map(|date| element("updated", &midnight(date))).unwrap_or_default());
    xml.push_str(&head.date.map(|date| element("published", &midnight(date))).unwrap_or_default());
    xml.push_str(&format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n", escape(&url)));
    for tag in &head.tags {
        let label = site.settings().tags[tag].get(id.lang);
        xml.push_str(&format!("<category term=\"{tag}\" label=\"{}\"/>\n", escape(label)));
    }
    xml.push_str(&element("summary", &head.summary));
    xml.push_str("</entry>\n");
    xml
}

fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>\n", escape(text))
}

// RFC 3339
fn midnight(date: Date) -> String {
    format!("{date}T00:00:00Z")
}
