//! Pages that forward from old addresses.

use super::{Format, Output};
use crate::facts::Facts;
use crate::model::Site;
use crate::view::redirect;

/// The format.
pub const FORMAT: Format = Format { name: "redirect", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for (id, article) in &site.articles {
        for alias in &article.aliases {
            let place = format!("{}/{alias}/", id.lang);
            let output =
                Output::page("redirect", &place.clone(), (id.clone(), place), |(id, place), press| {
                    press.render("redirect.html", &redirect::page(press.site, id, place))
                });
            outputs.push(output.from(Some(&article.path)));
        }
    }
    outputs
}
