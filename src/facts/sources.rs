//! Every source once, with what rests on it.
//!
//! Sections of an RFC are one source, and so are two entries that name one address.

use crate::base::registry::*;
use crate::model::{ArticleKey, Site};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// The whole document. Of several readings of a page the last counts, and it is primary if
    /// anybody says so.
    pub reference: Reference,
    /// The sections that are named, in the order of the document.
    pub sections: Vec<String>,
    /// What names it.
    pub uses: BTreeSet<Use>,
}

/// Something that names its sources.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// An article, in either language.
    Article(ArticleKey),
    /// A port entry.
    Port(PortId),
    /// A service.
    Service(ServiceId),
    /// A provider.
    Provider(ProviderId),
    /// A term.
    Term(TermId),
    /// An error message.
    Error(ErrorId),
    /// A mail client.
    Client(ClientId),
    /// A cloud.
    Cloud(CloudId),
}

// What is one source, in the order of the page: RFCs by number, IANA's registry, then pages by who
// publishes them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Document {
    Rfc(u32),
    Iana,
    Page(String),
}

/// Gathers them: RFCs by number, IANA's registry, pages by publisher and title.
pub fn derive(site: &Site) -> Vec<Source> {
    let mut named: BTreeMap<Document, Vec<(&Reference, Use)>> = BTreeMap::new();
    for (references, name) in uses(site) {
        for reference in references {
            named.entry(document(reference)).or_default().push((reference, name.clone()));
        }
    }
    let mut sources: Vec<Source> = named.into_values().map(source).collect();
    // Stable, so what is no page stays where it is.
    sources.sort_by_cached_key(|Source { reference, .. }| match reference {
        Reference::Page { title, publisher, url, .. } => {
            Some((publisher.clone(), title.clone(), url.clone()))
        }
        _ => None,
    });
    sources
}

fn uses(site: &Site) -> Vec<(&[Reference], Use)> {
    let mut uses: Vec<(&[Reference], Use)> = Vec::new();
    uses.extend(site.articles.iter().map(|(id, of)| (&*of.head.sources, Use::Article(id.key.clone()))));
    uses.extend(site.ports.values().map(|of| (&*of.references, Use::Port(of.id.clone()))));
    uses.extend(site.services.values().map(|of| (&*of.references, Use::Service(of.id.clone()))));
    uses.extend(site.providers.values().map(|of| (&*of.references, Use::Provider(of.id.clone()))));
    uses.extend(site.terms.values().map(|of| (&*of.references, Use::Term(of.id.clone()))));
    uses.extend(site.errors.values().map(|of| (&*of.references, Use::Error(of.id.clone()))));
    uses.extend(site.clients.values().map(|of| (&*of.references, Use::Client(of.id.clone()))));
    uses.extend(site.clouds.values().map(|of| (&*of.references, Use::Cloud(of.id.clone()))));
    uses
}

fn document(reference: &Reference) -> Document {
    match reference {
        Reference::Rfc { number, .. } => Document::Rfc(*number),
        Reference::Iana { .. } => Document::Iana,
        Reference::Page { url, .. } => Document::Page(url.clone()),
    }
}

fn source(named: Vec<(&Reference, Use)>) -> Source {
    let sections: BTreeSet<&String> = named
        .iter()
        .filter_map(|(reference, _)| match reference {
            Reference::Rfc { section, .. } => section.as_ref(),
            _ => None,
        })
        .collect();
    let mut sections: Vec<String> = sections.into_iter().cloned().collect();
    sections.sort_by_cached_key(|section| place(section));
    // The reading to show: the last; of two on one day the one that comes first by its words.
    let age = |reference: &Reference| match reference {
        Reference::Iana { updated } => Some(*updated),
        other => other.accessed(),
    };
    let references = named.iter().map(|(reference, _)| *reference);
    let last = references.clone().min_by_key(|reference| (Reverse(age(reference)), *reference));
    let mut reference = last.expect("a document is here because something names it").clone();
    match &mut reference {
        Reference::Rfc { section, .. } => *section = None,
        Reference::Iana { .. } => {}
        Reference::Page { primary, .. } => *primary = references.clone().any(Reference::is_primary),
    }
    Source { reference, sections, uses: named.into_iter().map(|(_, name)| name).collect() }
}

// `3.10` comes after `3.9`, and appendices come last.
fn place(section: &str) -> Vec<(Option<u32>, String)> {
    let part = |part: &str| match part.parse() {
        Ok(number) => (Some(number), String::new()),
        Err(_) => (None, part.to_string()),
    };
    let mut parts: Vec<(Option<u32>, String)> = section.split('.').map(part).collect();
    // An absent number would come before every number.
    if parts[0].0.is_none() {
        parts.insert(0, (Some(u32::MAX), String::new()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::date::Date;

    #[test]
    fn sections_are_in_the_order_of_the_document() {
        let mut sections = ["A.1", "3.10", "3", "10", "3.9"];
        sections.sort_by_key(|section| place(section));
        assert_eq!(sections, ["3", "3.9", "3.10", "10", "A.1"]);
    }

    #[test]
    fn of_two_readings_of_a_page_the_last_counts_and_it_stays_primary() {
        let page = |title: &str, day: &str, primary| Reference::Page {
            title: title.into(),
            publisher: "腾讯".into(),
            url: "https://example.com/".into(),
            accessed: Date::parse(day).expect("a day"),
            primary,
        };
        let (old, new) = (page("旧", "2025-01-01", true), page("新", "2026-01-01", false));
        let (a, b) = (Use::Term(TermId::new("a")), Use::Cloud(CloudId::new("b")));
        let made = source(vec![(&new, b.clone()), (&old, a.clone())]);
        assert_eq!(made.reference, page("新", "2026-01-01", true));
        assert_eq!(made.uses, BTreeSet::from([a, b]));
    }
}
