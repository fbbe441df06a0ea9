//! Registry files: lists of ports, services, providers and terms.

use crate::base::registry::{Port, Provider, Service, Term};
use crate::syntax::yaml::Node;

/// A decoded entry and the tree it came from, which knows where each field stands.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// The plain value.
    pub value: T,
    /// Where everything was written; `node.at(&["siblings", "0"])` finds a part.
    pub node: Node,
}

/// What one registry file holds.
#[derive(Clone, Debug)]
pub enum Entries {
    /// `content/registry/ports/*.yaml`
    Ports(Vec<Entry<Port>>),
    /// `content/registry/services.yaml`
    Services(Vec<Entry<Service>>),
    /// `content/registry/providers/*.yaml`
    Providers(Vec<Entry<Provider>>),
    /// `content/registry/glossary.yaml`
    Terms(Vec<Entry<Term>>),
}
