//! Which files exist, and how each one is made.
//!
//! A [`Format`] plans its outputs with the whole site before it. What it returns holds ids and no
//! reference to the site, so the making half can ask through `Tracked` only; the compiler sees to
//! that. A new format is one file here and one line in [`FORMATS`].

pub mod article;
pub mod asset;
pub mod data;
pub mod entrance;
pub mod listing;
pub mod port;
pub mod provider;
pub mod redirect;
pub mod section;
pub mod service;
pub mod sitemap;
pub mod tag;

use crate::base::path::{SitePath, SourcePath};
use crate::diag::Diagnostic;
use crate::facts::Facts;
use crate::model::Site;
use crate::query::tracked::Tracked;
use crate::render::Renderer;
use crate::view::chrome::Page;
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// A kind of output.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// Which outputs of this kind a site has.
    pub plan: fn(&Site, &Facts) -> Vec<Output>,
}

/// Every kind of output.
pub const FORMATS: &[Format] = &[
    article::FORMAT,
    section::FORMAT,
    tag::FORMAT,
    port::FORMAT,
    port::TABLES,
    service::FORMAT,
    provider::FORMAT,
    listing::FORMAT,
    entrance::FORMAT,
    redirect::FORMAT,
    sitemap::FORMAT,
    data::FORMAT,
    asset::FORMAT,
];

/// A file to be published.
#[derive(Clone)]
pub struct Output {
    /// Where.
    pub path: SitePath,
    /// The input that claims the path; `None` for pages that every site has.
    pub source: Option<SourcePath>,
    /// How it is made.
    pub produce: Producer,
}

/// The bytes of an output, or why there are none.
pub type Made = Result<Vec<u8>, Box<Diagnostic>>;

/// Makes the bytes of one output from answers.
pub type Producer = Arc<dyn Fn(&Tracked<'_>, &Renderer<'_>) -> Made + Send + Sync + 'static>;

impl Output {
    /// The page at an address.
    pub fn page(
        address: &str,
        source: Option<&SourcePath>,
        produce: impl Fn(&Tracked<'_>, &Renderer<'_>) -> Made + Send + Sync + 'static,
    ) -> Output {
        Output { path: SitePath::page(address), source: source.cloned(), produce: Arc::new(produce) }
    }

    /// A file that is no folder page.
    pub fn file(
        path: &str,
        source: Option<&SourcePath>,
        produce: impl Fn(&Tracked<'_>, &Renderer<'_>) -> Made + Send + Sync + 'static,
    ) -> Output {
        let path = SitePath::new(path).expect("names of files are written in the formats");
        Output { path, source: source.cloned(), produce: Arc::new(produce) }
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output").field("path", &self.path).field("source", &self.source).finish()
    }
}

/// Renders a page with its template, and notes the template.
fn render<T: Serialize>(
    site: &Tracked<'_>,
    renderer: &Renderer<'_>,
    template: &str,
    page: &Page<'_, T>,
    path: &str,
) -> Made {
    site.template(template);
    renderer.render(template, page, path)
}
