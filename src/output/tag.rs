//! Listings of tags.

use super::{Format, Output, render};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::tag;

/// The format.
pub const FORMAT: Format = Format { name: "tag", plan };

fn plan(_: &Site, facts: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for id in facts.listings.tagged.keys() {
        for lang in Lang::ALL {
            let (id, place) = (id.clone(), address::tag(lang, id));
            outputs.push(Output::page(&place.clone(), None, move |site, renderer| {
                render(site, renderer, "tag.html", &tag::page(site, &id, lang), &place)
            }));
        }
    }
    outputs
}
