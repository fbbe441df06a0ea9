//! Which templates stand behind which: a page changes when one of them does.

use crate::model::Site;
use crate::syntax::template::{self, Mentions};
use std::collections::{BTreeMap, BTreeSet};

/// The closure of each template by name: itself and all that it extends, includes and calls.
pub type Closures = BTreeMap<String, BTreeSet<String>>;

/// Finds the closures.
pub fn derive(site: &Site) -> Closures {
    let mentions: BTreeMap<&str, Mentions> =
        site.templates.iter().map(|(name, file)| (name.as_str(), template::scan(&file.text))).collect();
    let mut definers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, mentions) in &mentions {
        for component in &mentions.defines {
            definers.entry(component).or_default().push(name);
        }
    }
    mentions.keys().map(|name| ((*name).to_string(), closure(name, &mentions, &definers))).collect()
}

fn closure(
    name: &str,
    mentions: &BTreeMap<&str, Mentions>,
    definers: &BTreeMap<&str, Vec<&str>>,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut ahead = vec![name];
    while let Some(name) = ahead.pop() {
        let Some((name, asked)) = mentions.get_key_value(name) else { continue };
        if !found.insert((*name).to_string()) {
            continue;
        }
        if asked.is_open {
            return mentions.keys().map(|name| (*name).to_string()).collect();
        }
        ahead.extend(asked.templates.iter().map(String::as_str));
        let components = asked.components.iter().filter_map(|component| definers.get(component.as_str()));
        ahead.extend(components.flatten());
    }
    found
}
