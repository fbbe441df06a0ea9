//! The bilingual root page, and the page for addresses that are not there.

use super::{Format, Output, render};
use crate::facts::Facts;
use crate::model::Site;
use crate::view::{entrance, missing};

/// The format.
pub const FORMAT: Format = Format { name: "entrance", plan };

fn plan(_: &Site, _: &Facts) -> Vec<Output> {
    vec![
        Output::page("", None, |site, renderer| {
            render(site, renderer, "root.html", &entrance::page(site), "index.html")
        }),
        Output::file("404.html", None, |site, renderer| {
            render(site, renderer, "404.html", &missing::page(site), "404.html")
        }),
    ]
}
