//! Pages from templates, and Markdown from pages. The only module that knows Tera.
//!
//! Templates receive data and nothing else: no function of theirs reaches the site, the disk, the
//! clock or the environment. Pages are rendered to memory; what failed half-way is dropped.

mod error;
pub mod markdown;

use crate::base::lang::{Bilingual, Lang};
use crate::base::path::{SitePath, SourcePath};
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
    texts: Bilingual<Value>,
}

/// What every page of a language has, whatever it shows.
#[derive(Debug)]
pub struct Common<'a> {
    /// The interface texts by key: `t` in templates.
    pub texts: Bilingual<BTreeMap<&'a str, &'a str>>,
    /// The addresses of assets by name: `assets` in templates.
    pub assets: BTreeMap<&'a str, SitePath>,
}

/// Loads all templates. When something is wrong, every mistake in every template is reported.
pub fn load<'a>(
    templates: &'a BTreeMap<String, Template>,
    common: &Common<'_>,
) -> Result<Renderer<'a>, Vec<Diagnostic>> {
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
        Ok(mut tera) => {
            tera.global_context().insert("assets", &common.assets);
            let texts = Bilingual::from_fn(|lang| Value::from_serializable(common.texts.get(lang)));
            Ok(Renderer { tera, templates, texts })
        }
        Err(error) => Err(error::of_loading(error, templates, &attempt)),
    }
}

impl Renderer<'_> {
    /// Renders a view. `frame` holds finished HTML by name, and `path` is the page being made, for
    /// messages.
    pub fn render<T: Serialize>(
        &self,
        name: &str,
        view: &T,
        lang: Lang,
        frame: &[(&'static str, String)],
        path: &str,
    ) -> Result<String, Box<Diagnostic>> {
        let rendered = Context::from_serialize(view).and_then(|mut context| {
            let parts = frame.iter().map(|(name, html)| ((*name).into(), Value::safe_string(html)));
            context.insert_value("frame", Value::from(parts.collect::<tera::Map>()));
            context.insert_value("t", self.texts.get(lang).clone());
            self.tera.render(name, &context)
        });
        rendered.map_err(|error| Box::new(error::of_rendering(&error, name, path, self.templates)))
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
