//! Files published as they are.

use super::{Format, Output};
use crate::facts::Facts;
use crate::model::Site;

/// The format.
pub const FORMAT: Format = Format { name: "asset", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let outputs = site.assets.iter().map(|(path, asset)| {
        let published = asset.published.as_str();
        let output =
            Output::file("asset", published, path.clone(), |path, press| Ok(press.site.file(path).to_vec()));
        output.from(Some(path))
    });
    outputs.collect()
}
