//! The pages that every site has once in each language: home, the lists and the glossary.

use super::{Format, Output, render};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::{glossary, home, listing};

/// The format.
pub const FORMAT: Format = Format { name: "listing", plan };

fn plan(_: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for lang in Lang::ALL {
        let place = address::home(lang);
        outputs.push(Output::page(&place.clone(), None, move |site, renderer| {
            render(site, renderer, "home.html", &home::page(site, lang), &place)
        }));
        let place = address::glossary(lang);
        outputs.push(Output::page(&place.clone(), None, move |site, renderer| {
            render(site, renderer, "glossary.html", &glossary::page(site, lang), &place)
        }));
        let place = address::services(lang);
        outputs.push(Output::page(&place.clone(), None, move |site, renderer| {
            render(site, renderer, "listing.html", &listing::services(site, lang), &place)
        }));
        let place = address::providers(lang);
        outputs.push(Output::page(&place.clone(), None, move |site, renderer| {
            render(site, renderer, "listing.html", &listing::providers(site, lang), &place)
        }));
        let place = address::tags(lang);
        outputs.push(Output::page(&place.clone(), None, move |site, renderer| {
            render(site, renderer, "listing.html", &listing::tags(site, lang), &place)
        }));
    }
    outputs
}
