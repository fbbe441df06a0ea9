//! Pages of providers.

use super::{Format, Output, render};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::provider;

/// The format.
pub const FORMAT: Format = Format { name: "provider", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for id in site.providers.keys() {
        let source = site.origins.get(&format!("provider:{id}"));
        for lang in Lang::ALL {
            let (id, place) = (id.clone(), address::provider(lang, id));
            outputs.push(Output::page(&place.clone(), source, move |site, renderer| {
                render(site, renderer, "provider.html", &provider::page(site, &id, lang), &place)
            }));
        }
    }
    outputs
}
