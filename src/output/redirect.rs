//! Pages that forward from old addresses.

use super::{Format, Output, render};
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::redirect;

/// The format.
pub const FORMAT: Format = Format { name: "redirect", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for (id, article) in &site.articles {
        for alias in &article.aliases {
            let (id, place) = (id.clone(), format!("{}/{alias}/", id.lang));
            let target = address::article(id.lang, &id.key);
            outputs.push(Output::page(&place.clone(), Some(&article.path), move |site, renderer| {
                let page = redirect::page(site, &id, &place, &target);
                render(site, renderer, "redirect.html", &page, &place)
            }));
        }
    }
    outputs
}
