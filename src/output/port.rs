//! A page for each port number, and the port table in two orders.

use super::{Format, Output, render};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::view::ports::Order;
use crate::view::{port, ports};

/// Pages of numbers.
pub const FORMAT: Format = Format { name: "port", plan };

/// The port table.
pub const TABLES: Format = Format { name: "table", plan: plan_tables };

fn plan(site: &Site, facts: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for (number, entries) in &facts.ports.pages {
        let source = site.origins.get(&format!("port:{}", entries[0]));
        for lang in Lang::ALL {
            let (number, place) = (*number, address::port(lang, *number));
            outputs.push(Output::page(&place.clone(), source, move |site, renderer| {
                let page = port::page(site, number, lang).expect("the plan holds numbers that have an entry");
                render(site, renderer, "port.html", &page, &place)
            }));
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
            outputs.push(Output::page(&place.clone(), None, move |site, renderer| {
                render(site, renderer, "ports.html", &ports::page(site, order, lang), &place)
            }));
        }
    }
    outputs
}
