//! The port table, in two orders.

use super::chrome::{About, Page};
use super::filters::Filters;
use super::frame::Side;
use super::table::PortTable;
use super::{Link, Reader};
use crate::base::lang::Lang;
use crate::model::address;
use crate::query::PortFilter;
use crate::query::tracked::Tracked;
use crate::syntax::blocks::ports::Column;
use serde::Serialize;

/// What the port table adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The table.
    pub ports: Ports,
}

/// The port table as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Ports {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub intro: String,
    /// The order of this page.
    pub order: Order,
    /// The page in the other order.
    pub other: Link,
    /// The same data as files.
    pub downloads: Vec<Link>,
    /// What narrows the tables.
    pub filters: Filters,
    /// One table, or one for each service.
    pub groups: Vec<Group>,
}

/// The order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// One table by number.
    Number,
    /// One table for each service.
    Service,
}

/// A table with the service it belongs to.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The name of the service.
    pub title: Option<String>,
    /// Its page.
    pub href: Option<String>,
    /// The anchor of the group.
    pub id: String,
    /// The table.
    pub table: PortTable,
}

/// Makes the page.
pub fn page(site: &Tracked<'_>, order: Order, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let words = &reader.words;
    let by_number = Link { title: words.text("ports_by_number").to_string(), href: address::ports(lang) };
    let by_service =
        Link { title: words.text("ports_by_service").to_string(), href: address::ports_by_service(lang) };
    let title = words.text("ports_title").to_string();
    let intro = words.text("ports_intro").to_string();
    let (mut about, other, mut groups) = match order {
        Order::Number => {
            let about = About::new("ports", by_number.href, &title, &intro);
            (about, by_service, vec![reader.all_ports()])
        }
        Order::Service => {
            let mut about = About::new("ports", by_service.href, &by_service.title, &intro);
            about.above.push(Link { title, href: by_number.href.clone() });
            (about, by_number, reader.ports_of_services())
        }
    };
    about.side = Side::Nothing;
    let downloads = [("CSV", "ports.csv"), ("JSON", "ports.json")];
    let downloads = downloads.map(|(title, href)| Link { title: title.into(), href: href.into() });
    let filters = reader.filters(&mut groups);
    let title = about.title.clone();
    let ports = Ports { title, intro, order, other, downloads: downloads.to_vec(), filters, groups };
    reader.page(about, Content { ports })
}

impl Reader<'_> {
    fn all_ports(&self) -> Group {
        let caption = self.words.text("caption_ports").to_string();
        let table = self.table("ports".into(), caption, Column::DEFAULT, self.site.ports(PortFilter::All));
        Group { title: None, href: None, id: "all".into(), table }
    }

    fn ports_of_services(&self) -> Vec<Group> {
        let groups = self.site.services().iter().filter_map(|id| {
            let ports = self.site.ports(PortFilter::Service(id.clone()));
            let link = self.service_link(id);
            let caption = self.words.fill("caption_service", &[("service", &link.title)]);
            let columns: Vec<_> =
                Column::DEFAULT.iter().copied().filter(|column| *column != Column::Service).collect();
            (!ports.is_empty()).then(|| Group {
                table: self.table(format!("ports-{id}"), caption, &columns, ports),
                title: Some(link.title),
                href: Some(link.href),
                id: id.to_string(),
            })
        });
        groups.collect()
    }
}
