//! Listings of sections.

use super::{Format, Output};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::{Reader, section};

/// The format.
pub const FORMAT: Format = Format { name: "section", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for (id, section) in &site.sections {
        for lang in Lang::ALL {
            let place = address::section(lang, id);
            let output = Output::page("section", &place, (id.clone(), lang), |(id, lang), press| {
                let page = section::page(press.site, id, *lang);
                press.render_found("section.html", &page, || {
                    Reader::new(press.site, *lang).section_document(id)
                })
            });
            outputs.push(output.from(Some(&section.path)));
        }
    }
    outputs
}
