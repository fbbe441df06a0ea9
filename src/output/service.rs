//! Pages of services.

use super::{Format, Output, render};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::service;

/// The format.
pub const FORMAT: Format = Format { name: "service", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for id in site.services.keys() {
        let source = site.origins.get(&format!("service:{id}"));
        for lang in Lang::ALL {
            let (id, place) = (id.clone(), address::service(lang, id));
            outputs.push(Output::page(&place.clone(), source, move |site, renderer| {
                render(site, renderer, "service.html", &service::page(site, &id, lang), &place)
            }));
        }
    }
    outputs
}
