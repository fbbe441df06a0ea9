//! The pages that every site has once in each language: home, the lists, the glossary, the sources and
//! the cheat sheet.

use super::{Format, Output};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::{cheatsheet, glossary, home, listing, sources};

/// The format.
pub const FORMAT: Format = Format { name: "listing", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for lang in Lang::ALL {
        outputs.extend([
            Output::page("home", &address::home(lang), lang, |lang, press| {
                press.render("home.html", &home::page(press.site, *lang))
            }),
            Output::page("glossary", &address::glossary(lang), lang, |lang, press| {
                press.render("glossary.html", &glossary::page(press.site, *lang))
            })
            .with_twin(site),
            Output::page("sources", &address::sources(lang), lang, |lang, press| {
                press.render("sources.html", &sources::page(press.site, *lang))
            })
            .with_twin(site),
            Output::page("cheatsheet", &address::cheatsheet(lang), lang, |lang, press| {
                press.render("cheatsheet.html", &cheatsheet::page(press.site, *lang))
            })
            .with_twin(site),
            Output::page("services", &address::services(lang), lang, |lang, press| {
                press.render("listing.html", &listing::services(press.site, *lang))
            }),
            Output::page("providers", &address::providers(lang), lang, |lang, press| {
                press.render("listing.html", &listing::providers(press.site, *lang))
            }),
            Output::page("tags", &address::tags(lang), lang, |lang, press| {
                press.render("listing.html", &listing::tags(press.site, *lang))
            }),
        ]);
    }
    outputs
}
