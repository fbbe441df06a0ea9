//! Listings of sections.

use super::{Format, Output, render};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::section;

/// The format.
pub const FORMAT: Format = Format { name: "section", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for (id, section) in &site.sections {
        for lang in Lang::ALL {
            let (id, place) = (id.clone(), address::section(lang, id));
            outputs.push(Output::page(&place.clone(), Some(&section.path), move |site, renderer| {
                render(site, renderer, "section.html", &section::page(site, &id, lang), &place)
            }));
        }
    }
    outputs
}
