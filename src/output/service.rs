//! Pages of services.

use super::{Format, Output};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::{Reader, service};

/// The format.
pub const FORMAT: Format = Format { name: "service", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for id in site.services.keys() {
        let source = site.origins.get(&format!("service:{id}"));
        for lang in Lang::ALL {
            let place = address::service(lang, id);
            let output = Output::page("service", &place, (id.clone(), lang), |(id, lang), press| {
                let page = service::page(press.site, id, *lang);
                press.render_found("service.html", &page, || {
                    Reader::new(press.site, *lang).service_document(id)
                })
            });
            outputs.push(output.from(source).with_twin(site));
        }
    }
    outputs
}
