//! The bilingual root page, and the page for addresses that are not there.

use super::{Format, Output};
use crate::facts::Facts;
use crate::model::Site;
use crate::view::{entrance, missing};

/// The format.
pub const FORMAT: Format = Format { name: "entrance", plan };

fn plan(_: &Site, _: &Facts) -> Vec<Output> {
    vec![
        Output::page("entrance", "", (), |(), press| press.render("root.html", &entrance::page(press.site))),
        Output::file("missing", "404.html", (), |(), press| {
            press.render("404.html", &missing::page(press.site))
        }),
    ]
}
