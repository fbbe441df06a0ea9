//! Which templates stand behind which: a page changes when one of them does.

use crate::model::Site;
use crate::syntax::template::{self, Mentions, Texts};
use std::collections::{BTreeMap, BTreeSet};

/// What stands behind each template, by name.
pub type Closures = BTreeMap<String, Closure>;

/// What stands behind a template.
#[derive(Debug)]
pub struct Closure {
    /// Itself and all that it extends, includes and calls.
    pub templates: BTreeSet<String>,
    /// The interface texts that these name.
    pub texts: Texts,
}

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
    let closure = |name: &str| {
        let templates = closure(name, &mentions, &definers);
        let texts = templates.iter().map(|name| &mentions[name.as_str()].texts);
        let texts = texts.fold(Texts::default(), Texts::and);
        Closure { templates, texts }
    };
    mentions.keys().map(|name| ((*name).to_string(), closure(name))).collect()
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
