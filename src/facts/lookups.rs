//! On which ports an error message is seen, and which article shows it.

use crate::base::registry::{ErrorId, PortId};
use crate::model::body::{Block, Chosen};
use crate::model::{Article, ArticleKey, Site};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What leads to error messages.
#[derive(Debug)]
pub struct Lookups {
    /// The messages that are seen on a port.
    pub on_port: BTreeMap<PortId, Vec<ErrorId>>,
    /// The article that shows a message; of several the one that shows most.
    pub places: BTreeMap<ErrorId, ArticleKey>,
}

/// Finds them.
pub fn derive(site: &Site) -> Lookups {
    let mut on_port: BTreeMap<PortId, Vec<ErrorId>> = BTreeMap::new();
    for error in site.errors.values() {
        for port in &error.ports {
            on_port.entry(port.clone()).or_default().push(error.id.clone());
        }
    }
    let mut shown: BTreeMap<&ArticleKey, BTreeSet<&ErrorId>> = BTreeMap::new();
    for (id, article) in &site.articles {
        shown.entry(&id.key).or_default().extend(errors(article, site));
    }
    let mut by_number: Vec<_> = shown.into_iter().collect();
    by_number.sort_by_key(|(key, errors)| (Reverse(errors.len()), *key));
    let mut places = BTreeMap::new();
    for (key, errors) in by_number {
        for error in errors {
            places.entry(error.clone()).or_insert_with(|| key.clone());
        }
    }
    Lookups { on_port, places }
}

fn errors<'a>(article: &'a Article, site: &'a Site) -> Vec<&'a ErrorId> {
    let mut shown = Vec::new();
    for block in &article.body.blocks {
        match block {
            Block::Errors(Chosen::Ids(ids), ..) => shown.extend(ids),
            Block::Errors(Chosen::All, stage, _) => {
                let errors = site.errors.values();
                let of_stage = errors.filter(|error| stage.is_none_or(|stage| error.stage == stage));
                shown.extend(of_stage.map(|error| &error.id));
            }
            _ => {}
        }
    }
    shown
}
