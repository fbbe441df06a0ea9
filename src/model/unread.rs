//! What is there and could not be read.
//!
//! Its mistake was reported where it stands. Whoever refers to it is right, and is not blamed: one
//! mistake is one problem.

use crate::syntax::registry;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What could not be read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Unread {
    /// Port entries.
    pub ports: registry::Unread,
    /// Services.
    pub services: registry::Unread,
    /// Providers.
    pub providers: registry::Unread,
    /// Glossary terms.
    pub terms: registry::Unread,
    /// Error messages.
    pub errors: registry::Unread,
    /// Mail clients.
    pub clients: registry::Unread,
    /// Clouds.
    pub clouds: registry::Unread,
    /// Keys of articles.
    pub articles: BTreeSet<String>,
    /// Folders of sections.
    pub sections: BTreeSet<String>,
    /// Whether it is the interface texts of the site.
    pub strings: bool,
}

impl Unread {
    /// Adds what could not be read elsewhere.
    pub fn absorb(&mut self, other: Unread) {
        self.ports.absorb(other.ports);
        self.services.absorb(other.services);
        self.providers.absorb(other.providers);
        self.terms.absorb(other.terms);
        self.errors.absorb(other.errors);
        self.clients.absorb(other.clients);
        self.clouds.absorb(other.clouds);
        self.articles.extend(other.articles);
        self.sections.extend(other.sections);
        self.strings |= other.strings;
    }
}
