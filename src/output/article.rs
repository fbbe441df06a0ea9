//! Article pages: each article in each language, with the original where a translation is missing.

use super::{Format, Output, render};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::article;

/// The format.
pub const FORMAT: Format = Format { name: "article", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for key in site.keys() {
        for lang in Lang::ALL {
            let source = site.shown(key, lang).map(|id| &site.articles[&id].path);
            let (key, place) = (key.clone(), address::article(lang, key));
            outputs.push(Output::page(&place.clone(), source, move |site, renderer| {
                let page = article::page(site, &key, lang).expect("the plan holds articles that exist");
                render(site, renderer, "article.html", &page, &place)
            }));
        }
    }
    outputs
}
