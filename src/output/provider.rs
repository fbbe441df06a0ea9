//! Pages of providers.

use super::{Format, Output};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::{Reader, provider};

/// The format.
pub const FORMAT: Format = Format { name: "provider", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for id in site.providers.keys() {
        let source = site.origins.get(&format!("provider:{id}"));
        for lang in Lang::ALL {
            let place = address::provider(lang, id);
            let output = Output::page("provider", &place, (id.clone(), lang), |(id, lang), press| {
                let page = provider::page(press.site, id, *lang);
                press.render_found("provider.html", &page, || {
                    Reader::new(press.site, *lang).provider_document(id)
                })
            });
            outputs.push(output.from(source).with_twin(site));
        }
    }
    outputs
}
