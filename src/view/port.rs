//! The page of a port number, with every entry that has it.

use super::chrome::{About, Page};
use super::code::CodeBlock;
use super::frame::Side;
use super::table::ServiceLink;
use super::{Advice, ArticleLink, Chip, Date, Link, PortLink, Reader, Source};
use crate::base::lang::{Bilingual, Lang};
use crate::base::registry::{FamilyId, PortId, PortNumber, Verdict};
use crate::facts::firewall;
use crate::facts::mentions::Subject;
use crate::model::address;
use crate::query::PortFilter;
use crate::query::tracked::Tracked;
use crate::syntax::blocks::firewall::Tool;
use serde::Serialize;

/// What the page of a port adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The number.
    pub port: Port,
}

/// A number as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Port {
    /// The number or range.
    pub number: String,
    /// The number and the name of the main entry.
    pub title: String,
    /// The entry that a reader most probably means.
    pub main: Entry,
    /// What can be done with the main entry.
    pub how: HowTo,
    /// All entries, the main one first.
    pub entries: Vec<Entry>,
    /// Where the changes of the registry stand.
    pub changes: String,
    /// Articles that speak of any of them.
    pub articles: Vec<ArticleLink>,
    /// Error messages that are seen there.
    pub errors: Vec<Link>,
    /// Providers that have a server there.
    pub providers: Vec<Link>,
    /// The number before it in its family.
    pub prev: Option<Link>,
    /// The number after it in its family.
    pub next: Option<Link>,
}

/// What can be done with an entry.
#[derive(Clone, Debug, Serialize)]
pub struct HowTo {
    /// Commands that test it.
    pub test: Vec<CodeBlock>,
    /// Whether only machines nearby should reach it.
    pub inside: bool,
    /// Rules that let it through a firewall; none where it should stay closed.
    pub open: Vec<CodeBlock>,
}

/// An entry of the registry as a page shows it.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Entry {
    pub anchor: String,
    pub id: PortId,
    pub name: String,
    pub summary: String,
    pub endpoint: String,
    pub transports: String,
    pub iana: Option<String>,
    pub service: ServiceLink,
    pub family: String,
    pub encryption: Vec<Chip>,
    pub direction: Chip,
    pub advice: Option<Advice>,
    pub usage: Option<String>,
    pub instead: Option<String>,
    pub security: Option<String>,
    pub status: Chip,
    pub sources: Vec<Source>,
    pub siblings: Vec<PortLink>,
    pub aliases: Vec<String>,
    pub checked: Date,
    /// The last day on which it changed, which the page of changes has as an anchor.
    pub changed: Option<Date>,
}

/// Makes the page. `None` when no entry has the number.
pub fn page(site: &Tracked<'_>, number: PortNumber, lang: Lang) -> Option<Page<Content>> {
    let reader = Reader::new(site, lang);
    let ids = site.ports(PortFilter::Number(number));
    let entries: Vec<Entry> = ids.iter().map(|id| reader.entry(id)).collect();
    let main = entries.first()?.clone();
    let shown = reader.words.number(number);
    let title = reader.words.fill("port_title", &[("number", &shown), ("name", &main.name)]);
    let mut about = About::new("port", address::port(lang, number), &title, &main.summary);
    about
        .above
        .push(Link { title: reader.words.text("ports_title").to_string(), href: address::ports(lang) });
    let family = &site.port(ids.first()?).family;
    about.has_twin = true;
    about.side = Side::Family(family.clone());
    let (prev, next) = reader.neighbours(family, number);
    let how = reader.how_to(ids[0]);
    let changes = address::changes(lang);
    let articles = super::unique(ids.iter().flat_map(|id| reader.mentions(Subject::Port((*id).clone()))));
    let errors = reader.error_links(ids.iter().copied());
    let providers = super::unique(ids.iter().flat_map(|id| {
        site.providers_on(id).iter().map(|id| Link {
            title: site.provider_name(id).get(lang).clone(),
            href: address::provider(lang, id),
        })
    }));
    Some(reader.page(
        about,
        Content {
            port: Port {
                number: shown,
                title,
                main,
                how,
                entries,
                changes,
                articles,
                errors,
                providers,
                prev,
                next,
            },
        },
    ))
}

impl Reader<'_> {
    fn neighbours(&self, family: &FamilyId, number: PortNumber) -> (Option<Link>, Option<Link>) {
        let (before, after) = self.site.beside(family, number);
        let link = |id: &PortId| {
            let row = self.site.port_name(id, self.lang);
            let title = format!("{} {}", self.words.number(row.number), row.name);
            Link { title, href: address::port(self.lang, row.number) }
        };
        (before.as_ref().map(link), after.as_ref().map(link))
    }

    /// What can be done with an entry.
    pub fn how_to(&self, id: &PortId) -> HowTo {
        let row = self.site.port_row(id);
        let is_closed = row.verdict == Some(Verdict::Avoid);
        let tools = if is_closed { &[] } else { Tool::ALL };
        HowTo { test: self.commands(id), inside: firewall::is_inside(row), open: self.firewall([id], tools) }
    }

    /// An entry as its page shows it.
    pub fn entry(&self, id: &PortId) -> Entry {
        let port = self.site.port(id);
        let said = |text: &Option<Bilingual>| text.as_ref().map(|text| text.get(self.lang).clone());
        Entry {
            anchor: port.id.to_string(),
            id: port.id.clone(),
            name: port.name.get(self.lang).clone(),
            summary: port.summary.get(self.lang).clone(),
            endpoint: port.endpoint(),
            transports: self.words.transports(&port.transports),
            iana: port.iana.clone(),
            service: self.service_link(&port.service),
            family: self.words.family(&port.family).to_string(),
            encryption: port.encryption.iter().map(|mode| self.words.chip(*mode)).collect(),
            direction: self.words.direction(port.direction),
            advice: port.advice.as_ref().map(|advice| self.words.advice(advice)),
            usage: said(&port.usage),
            instead: said(&port.instead),
            security: said(&port.security),
            status: self.words.status(port.status),
            sources: self.sources(&port.references),
            siblings: port.siblings.iter().map(|id| self.port_link(id)).collect(),
            aliases: port.aliases.get(self.lang).clone(),
            checked: self.checked(port.checked, |standard| standard.days),
            changed: self.site.port_changed(id).map(|date| self.words.date(date)),
        }
    }
}
