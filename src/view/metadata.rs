//! What the head of a page says to programs: OpenGraph (ogp.me), and schema.org as JSON-LD.
//!
//! Both need absolute addresses, so there is none of it without a base address.

use super::chrome::About;
use super::{Link, Reader, Source};
use crate::base::date::Date;
use crate::base::extra::Extra;
use crate::base::lang::Lang;
use crate::base::registry::TermId;
use crate::model::address;
use serde::Serialize;
use serde_json::{Value, json};

/// What a page says to programs.
#[derive(Clone, Debug, Serialize)]
pub struct Metadata {
    /// For programs that show a link as a card.
    pub properties: Vec<Property>,
    /// JSON-LD that may stand in a `script` element as it is.
    pub data: String,
}

/// A property of OpenGraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Property {
    /// `og:title`
    pub property: &'static str,
    /// Its value.
    pub content: String,
}

/// What a page is about. Other pages say where they stand and nothing more.
#[derive(Clone, Debug)]
pub enum Thing {
    /// The site.
    Website,
    /// An article.
    Article {
        /// The day it was first published.
        published: Option<Date>,
        /// The last day on which somebody wrote or checked it.
        updated: Option<Date>,
        /// Where its facts come from.
        sources: Vec<Source>,
    },
    /// Terms, each with its name and what it means.
    Terms(Vec<(TermId, String, String)>),
}

impl Reader<'_> {
    /// The metadata of a page, on a site that has a base address and does not do without.
    pub(super) fn metadata(&self, about: &About, crumbs: &[Link]) -> Option<Metadata> {
        let settings = self.site.settings();
        let base = settings.base_url.as_deref().filter(|_| settings.has(Extra::Metadata))?;
        let url = address::absolute(base, &about.address);
        let thing = about.thing.as_ref().map(|thing| self.thing(thing, about, base, &url));
        let is_root = matches!(about.thing, Some(Thing::Website));
        let trail = (!is_root && !crumbs.is_empty()).then(|| trail(crumbs, base));
        let graph: Vec<Value> = thing.into_iter().chain(trail).collect();
        let data = json!({ "@context": "https://schema.org", "@graph": graph });
        Some(Metadata { properties: self.properties(about, url), data: in_script(&data) })
    }

    fn properties(&self, about: &About, url: String) -> Vec<Property> {
        let mut properties = Vec::new();
        let mut add = |property, content| properties.push(Property { property, content });
        add("og:type", if about.kind == "article" { "article" } else { "website" }.to_string());
        add("og:site_name", self.site.site_text(self.lang).name.clone());
        add("og:title", about.title.clone());
        add("og:description", about.description.clone());
        add("og:url", url);
        add("og:locale", locale(self.lang).to_string());
        for lang in about.written_in.iter().filter(|lang| **lang != self.lang) {
            add("og:locale:alternate", locale(*lang).to_string());
        }
        if let Some(Thing::Article { published, updated, .. }) = &about.thing {
            for (property, date) in
                [("article:published_time", published), ("article:modified_time", updated)]
            {
                date.iter().for_each(|date| add(property, date.to_string()));
            }
        }
        properties
    }

    fn thing(&self, thing: &Thing, about: &About, base: &str, url: &str) -> Value {
        let tags = || Lang::ALL.map(Lang::tag);
        let name = &self.site.site_text(self.lang).name;
        match thing {
            Thing::Website => json!({
                "@type": "WebSite",
                "@id": base,
                "url": base,
                "name": name,
                "description": about.description,
                "inLanguage": tags(),
            }),
            Thing::Article { published, updated, sources } => {
                let citation: Vec<Value> = sources.iter().map(citation).collect();
                let mut article = json!({
                    "@type": "TechArticle",
                    "@id": url,
                    "url": url,
                    "headline": about.title,
                    "description": about.description,
                    "inLanguage": self.lang.tag(),
                    "author": { "@type": "Organization", "name": name, "url": base },
                    "isPartOf": { "@id": base },
                });
                for (key, date) in [("datePublished", published), ("dateModified", updated)] {
                    if let Some(date) = date {
                        article[key] = json!(date);
                    }
                }
                if !citation.is_empty() {
                    article["citation"] = json!(citation);
                }
                article
            }
            Thing::Terms(terms) => {
                let term = |(id, name, definition): &(TermId, String, String)| {
                    json!({
                        "@type": "DefinedTerm",
                        "@id": format!("{url}#{id}"),
                        "name": name,
                        "description": definition,
                    })
                };
                json!({
                    "@type": "DefinedTermSet",
                    "@id": url,
                    "url": url,
                    "name": about.title,
                    "description": about.description,
                    "inLanguage": self.lang.tag(),
                    "hasDefinedTerm": terms.iter().map(term).collect::<Vec<_>>(),
                })
            }
        }
    }
}

fn citation(source: &Source) -> Value {
    json!({
        "@type": "CreativeWork",
        "name": source.title,
        "url": source.url,
        "publisher": { "@type": "Organization", "name": source.publisher },
    })
}

fn trail(crumbs: &[Link], base: &str) -> Value {
    let item = |(at, link): (usize, &Link)| {
        json!({
            "@type": "ListItem",
            "position": at + 1,
            "name": link.title,
            "item": address::absolute(base, &link.href),
        })
    };
    let items: Vec<Value> = crumbs.iter().enumerate().map(item).collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

// Facebook's locales, which OpenGraph took over: language and territory.
fn locale(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh_CN",
        Lang::En => "en_US",
    }
}

// A script element ends at `</script` wherever it stands, also in a text, and `<!--` changes what ends it.
fn in_script(value: &Value) -> String {
    let json = value.to_string();
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_in_a_script_element_never_ends_it() {
        let value = json!({ "name": "发信</script><!-- & \u{2028}" });
        let text = in_script(&value);
        assert_eq!(text, r#"{"name":"发信\u003c/script\u003e\u003c!-- \u0026 \u2028"}"#);
        assert_eq!(serde_json::from_str::<Value>(&text).expect("it is JSON"), value);
    }
}
