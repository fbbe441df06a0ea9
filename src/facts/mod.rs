//! What follows from a site: pure functions of it, computed once for all pages.
//!
//! Nothing here knows a page, a template or a language's interface texts.

pub mod commands;
pub mod drift;
pub mod firewall;
pub mod listings;
pub mod lookups;
pub mod mentions;
pub mod ports;
pub mod related;
pub mod search;
pub mod sources;
pub mod templates;

use crate::model::Site;

/// All derived facts.
#[derive(Debug)]
pub struct Facts {
    /// Ports by number, by service, and as rows.
    pub ports: ports::Ports,
    /// Sections, articles and tags in the order in which they are listed.
    pub listings: listings::Listings,
    /// Which article speaks of which entry, and which article links to which.
    pub mentions: mentions::Mentions,
    /// On which ports an error message is seen, and where it is shown.
    pub lookups: lookups::Lookups,
    /// Every source with what rests on it.
    pub sources: Vec<sources::Source>,
    /// Which articles stand near which.
    pub related: related::Related,
    /// Which translations have fallen behind.
    pub drift: drift::Drift,
    /// Which templates stand behind which.
    pub templates: templates::Closures,
}

/// Derives everything.
pub fn derive(site: &Site) -> Facts {
    let of_texts = || {
        let ports = ports::derive(site);
        let mentions = mentions::derive(site, &ports);
        let related = related::derive(site, &mentions);
        (ports, mentions, related)
    };
    let others = || {
        let drawn = (listings::derive(site), templates::derive(site), drift::derive(site));
        (drawn, lookups::derive(site), sources::derive(site))
    };
    let ((ports, mentions, related), ((listings, templates, drift), lookups, sources)) =
        rayon::join(of_texts, others);
    Facts { ports, listings, mentions, lookups, sources, related, drift, templates }
}
