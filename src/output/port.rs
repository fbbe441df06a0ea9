//! A page for each port number, and the port table in two orders.

use super::{Format, Output};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::ports::Order;
use crate::view::{Reader, port, ports};

/// Pages of numbers.
pub const FORMAT: Format = Format { name: "port", plan };

/// The port table.
pub const TABLES: Format = Format { name: "table", plan: plan_tables };

fn plan(site: &Site, facts: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for (number, entries) in &facts.ports.pages {
        let source = site.origins.get(&format!("port:{}", entries[0]));
        for lang in Lang::ALL {
            let place = address::port(lang, *number);
            let output = Output::page("port", &place, (*number, lang), |(number, lang), press| {
                let page = port::page(press.site, *number, *lang);
                let page = page.expect("the plan holds numbers that have an entry");
                press.render_found("port.html", &page, || {
                    Reader::new(press.site, *lang).port_document(*number)
                })
            });
            outputs.push(output.from(source).with_twin(site));
        }
    }
    outputs
}

fn plan_tables(_: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for lang in Lang::ALL {
        let places =
            [(Order::Number, address::ports(lang)), (Order::Service, address::ports_by_service(lang))];
        for (order, place) in places {
            outputs.push(Output::page("table", &place, (order, lang), |(order, lang), press| {
                press.render("ports.html", &ports::page(press.site, *order, *lang))
            }));
        }
    }
    outputs
}
