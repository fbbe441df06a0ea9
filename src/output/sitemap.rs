//! For search engines: `sitemap.xml` (sitemaps.org, with a base address only) and `robots.txt`.

use super::xml::{HEAD, escape};
use super::{Format, Output};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{ArticleId, Destination, Site, address};
use crate::query::oracle::Addresses;
use crate::query::tracked::Tracked;
use std::collections::BTreeMap;

/// The format.
pub const FORMAT: Format = Format { name: "sitemap", plan };

// Absolute addresses are the only ones that a site map may hold, so there is none without a base.
fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let robots = Output::file("robots", "robots.txt", (), |(), press| Ok(robots(press.site).into_bytes()));
    let sitemap =
        Output::file("sitemap", "sitemap.xml", (), |(), press| Ok(sitemap(press.site).into_bytes()));
    match site.settings.base_url {
        Some(_) => vec![robots, sitemap],
        None => vec![robots],
    }
}

fn robots(site: &Tracked<'_>) -> String {
    let sitemap = site.settings().base_url.as_ref().map(|base| format!("\nSitemap: {base}sitemap.xml\n"));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}

fn sitemap(site: &Tracked<'_>) -> String {
    let settings = site.settings();
    let base = settings.base_url.as_deref().unwrap_or_default();
    let first = settings.languages[0];
    let mut xml = String::from(HEAD);
    xml.push_str(concat!(
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" ",
        "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    ));
    xml.push_str(&format!("<url><loc>{}</loc></url>\n", escape(base)));
    for languages in pages(&site.addresses()) {
        let url = |lang: &Lang| escape(&address::absolute(base, &languages[lang]));
        let default = if languages.contains_key(&first) { first } else { first.other() };
        for lang in languages.keys() {
            xml.push_str(&format!("<url><loc>{}</loc>", url(lang)));
            if languages.len() > 1 {
                let links = languages.keys().map(|lang| (lang.tag(), url(lang)));
                for (tag, url) in links.chain([("x-default", url(&default))]) {
                    let link = format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{url}\"/>");
                    xml.push_str(&link);
                }
            }
            xml.push_str("</url>\n");
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

// Every page once, with the address in each language in which it says something of its own.
fn pages(all: &Addresses<'_>) -> Vec<BTreeMap<Lang, String>> {
    let both = |address: &dyn Fn(Lang) -> String| -> BTreeMap<Lang, String> {
        Lang::ALL.into_iter().map(|lang| (lang, address(lang))).collect()
    };
    let mut pages = vec![both(&address::home), both(&address::ports_by_service)];
    pages.extend(Destination::LISTS.iter().map(|(_, list)| both(&|lang| address::destination(lang, list))));
    pages.extend(all.changes.then(|| both(&address::changes)));
    pages.extend(all.sections.iter().map(|id| both(&|lang| address::section(lang, id))));
    let mut articles: BTreeMap<_, BTreeMap<Lang, String>> = BTreeMap::new();
    for ArticleId { key, lang } in &all.articles {
        articles.entry(key).or_default().insert(*lang, address::article(*lang, key));
    }
    pages.extend(articles.into_values());
    pages.extend(all.numbers.iter().map(|number| both(&|lang| address::port(lang, *number))));
    pages.extend(all.services.iter().map(|id| both(&|lang| address::service(lang, id))));
    pages.extend(all.providers.iter().map(|id| both(&|lang| address::provider(lang, id))));
    pages.extend(all.tags.iter().map(|id| both(&|lang| address::tag(lang, id))));
    pages
}
