//! The only module that knows Tera.
//!
//! Templates receive data and nothing else: no function of theirs reaches the site, the disk, the
//! clock or the environment. Pages are rendered to memory; what failed half-way is dropped.

mod error;

use crate::base::path::SourcePath;
use crate::diag::Diagnostic;
use crate::model::Template;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tera::{Context, Tera, Value};

/// The templates of a site, ready to render.
#[derive(Debug)]
pub struct Renderer<'a> {
    tera: Tera,
    templates: &'a BTreeMap<String, Template>,
}

/// Loads all templates. When something is wrong, every mistake in every template is reported.
pub fn load(templates: &BTreeMap<String, Template>) -> Result<Renderer<'_>, Vec<Diagnostic>> {
    let attempt = |emptied: &BTreeSet<SourcePath>| {
        let text = |template: &Template| match emptied.contains(&template.path) {
            true => String::new(),
            false => template.text.to_string(),
        };
        let mut tera = engine();
        tera.add_raw_templates(templates.iter().map(|(name, template)| (name.as_str(), text(template))))?;
        Ok(tera)
    };
    match attempt(&BTreeSet::new()) {
        Ok(tera) => Ok(Renderer { tera, templates }),
        Err(error) => Err(error::of_loading(error, templates, &attempt)),
    }
}

impl Renderer<'_> {
    /// Renders a view. `path` is the page being made, for messages.
    pub fn render<T: Serialize>(&self, name: &str, view: &T, path: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        let rendered = Context::from_serialize(view).and_then(|context| self.tera.render(name, &context));
        rendered
            .map(String::into_bytes)
            .map_err(|error| Box::new(error::of_rendering(&error, name, path, self.templates)))
    }
}

// Tera collects groups in a hash map with random seeds, so their order would change from run to
// run. This one keeps the order of first appearance. `throw` would let a template end a build.
fn engine() -> Tera {
    let mut tera = Tera::new();
    tera.register_filter("group_by", group_by);
    tera
}

#[expect(clippy::needless_pass_by_value, reason = "the signature of a filter is Tera's")]
fn group_by(items: Vec<Value>, kwargs: tera::Kwargs, _: &tera::State<'_>) -> tera::TeraResult<Value> {
    let attribute: &str = kwargs.must_get("attribute")?;
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    for item in items {
        let key = item.get_from_path(attribute).map(Value::to_string).unwrap_or_default();
        match groups.iter_mut().find(|(name, _)| *name == key) {
            Some((_, members)) => members.push(item),
            None => groups.push((key, vec![item])),
        }
    }
    let mut map = tera::Map::new();
    for (key, members) in groups {
        map.insert(key.into(), Value::from(members));
    }
    Ok(Value::from(map))
}
