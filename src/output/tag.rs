//! Listings of tags.

use super::{Format, Output};
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
            let place = address::tag(lang, id);
            outputs.push(Output::page("tag", &place, (id.clone(), lang), |(id, lang), press| {
                press.render("tag.html", &tag::page(press.site, id, *lang))
            }));
        }
    }
    outputs
}
