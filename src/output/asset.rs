//! Files published as they are.

use super::{Format, Output};
use crate::facts::Facts;
use crate::model::Site;

/// The format.
pub const FORMAT: Format = Format { name: "asset", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let outputs = site.assets.iter().map(|(path, asset)| {
        let source = path.clone();
        Output::file(asset.published.as_str(), Some(path), move |site, _| Ok(site.file(&source).to_vec()))
    });
    outputs.collect()
}
