//! Which files exist, and how each one is made.
//!
//! A [`Format`] plans its outputs with the whole site before it. What it returns holds a key of ids
//! and a plain function, so the making half can ask through `Tracked` only; the compiler sees to
//! that. A new format is one file here and one line in [`FORMATS`].

pub mod article;
pub mod asset;
pub mod changes;
pub mod data;
pub mod entrance;
pub mod feed;
pub mod frames;
pub mod headers;
pub mod listing;
pub mod llms;
pub mod port;
mod proof;
pub mod provider;
pub mod redirect;
pub mod schema;
pub mod search;
pub mod section;
pub mod service;
pub mod sitemap;
pub mod tag;
mod xml;

use crate::base::extra::Extra;
use crate::base::fingerprint::Fingerprint;
use crate::base::lang::Lang;
use crate::base::path::{SitePath, SourcePath};
use crate::diag::Diagnostic;
use crate::facts::Facts;
use crate::facts::search::document::Document;
use crate::facts::search::index::Terms;
use crate::model::{Site, address};
use crate::query::tracked::Tracked;
use crate::render::markdown;
use crate::view::chrome::Page;
use frames::Frames;
use serde::Serialize;
use std::fmt;
use std::hash::Hash;
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
    search::FORMAT,
    sitemap::FORMAT,
    feed::FORMAT,
    changes::FORMAT,
    llms::FORMAT,
    headers::FORMAT,
    data::FORMAT,
    schema::FORMAT,
    asset::FORMAT,
];

/// A file to be published.
#[derive(Clone)]
pub struct Output {
    /// Where.
    pub path: SitePath,
    /// Where the same page is as Markdown, for programs that read.
    pub twin: Option<SitePath>,
    /// The input that claims the path; `None` for pages that every site has.
    pub source: Option<SourcePath>,
    /// What it is made for: the format and the ids that it begins with. Two outputs with one
    /// owner and the same answers are the same.
    pub owner: Fingerprint,
    /// The language whose index it is made from.
    pub index: Option<Lang>,
    produce: Arc<dyn Fn(&Press<'_>) -> Bytes + Send + Sync>,
}

/// The bytes of an output, or why there are none.
pub type Bytes = Result<Vec<u8>, Vec<Diagnostic>>;

/// The bytes of an output, and those of its twin with their place.
type Pair<'o> = (Vec<u8>, Option<(&'o SitePath, Vec<u8>)>);

/// What an output is made with: answers and templates, and nothing else.
#[derive(Debug)]
pub struct Press<'a> {
    /// The site, through questions.
    pub site: &'a Tracked<'a>,
    frames: &'a Frames<'a>,
    path: &'a SitePath,
}

impl Output {
    /// The page at an address. All that `produce` begins with is `key`: a function pointer can
    /// hold nothing else, so `kind` and key are the whole owner.
    pub fn page<K: Hash + Send + Sync + 'static>(
        kind: &'static str,
        address: &str,
        key: K,
        produce: fn(&K, &Press<'_>) -> Bytes,
    ) -> Output {
        Output::new(kind, SitePath::page(address), key, produce)
    }

    /// A file that is no folder page.
    pub fn file<K: Hash + Send + Sync + 'static>(
        kind: &'static str,
        path: &str,
        key: K,
        produce: fn(&K, &Press<'_>) -> Bytes,
    ) -> Output {
        Output::new(
            kind,
            SitePath::new(path).expect("names of files are written in the formats"),
            key,
            produce,
        )
    }

    fn new<K: Hash + Send + Sync + 'static>(
        kind: &'static str,
        path: SitePath,
        key: K,
        produce: fn(&K, &Press<'_>) -> Bytes,
    ) -> Output {
        let owner = Fingerprint::of(&(kind, &key));
        Output {
            path,
            twin: None,
            source: None,
            owner,
            index: None,
            produce: Arc::new(move |press| produce(&key, press)),
        }
    }

    /// Names the input that claims the path.
    #[must_use]
    pub fn from(mut self, source: Option<&SourcePath>) -> Output {
        self.source = source.cloned();
        self
    }

    /// Says that it is made from the index of a language, which is then there beforehand.
    #[must_use]
    pub fn made_from(mut self, index: Lang) -> Output {
        self.index = Some(index);
        self
    }

    /// Puts the page beside itself as Markdown, where the site wants that.
    #[must_use]
    pub fn with_twin(mut self, site: &Site) -> Output {
        self.twin = site.settings.has(Extra::Markdown).then(|| address::twin(&self.path));
        self
    }

    /// Where its files are.
    pub fn paths(&self) -> impl Iterator<Item = &SitePath> {
        [&self.path].into_iter().chain(&self.twin)
    }

    /// Makes the bytes, and those of the twin: it is made from the finished page, so both say the same,
    /// whatever a template or the registry put there.
    pub fn produce(&self, site: &Tracked<'_>, frames: &Frames<'_>) -> Result<Pair<'_>, Vec<Diagnostic>> {
        let bytes = (self.produce)(&Press { site, frames, path: &self.path })?;
        let page = || str::from_utf8(&bytes).expect("templates are text");
        let twin = self.twin.as_ref().map(|path| (path, markdown::of(page()).into_bytes()));
        Ok((bytes, twin))
    }
}

impl Press<'_> {
    /// Renders a page with its template and its frame, and notes what both are made of. A mistake in
    /// the frame hides none in the page.
    pub fn render<T: Serialize>(&self, template: &str, page: &Page<T>) -> Bytes {
        self.site.template(template, page.lang);
        self.site.uses_assets();
        let (frame, problem) = self.frames.around(page, self.site, self.path.as_str());
        let renderer = self.frames.renderer();
        let html = renderer.render(template, page, page.lang, &frame, self.path.as_str());
        match (html, problem) {
            (Ok(html), None) => Ok(html.into_bytes()),
            (html, problem) => Err(problem.into_iter().chain(html.err()).map(|found| *found).collect()),
        }
    }
}

impl Press<'_> {
    /// Renders a page that search knows as a document, and holds it to what it shows.
    pub fn render_found<T: Serialize>(
        &self,
        template: &str,
        page: &Page<T>,
        document: impl FnOnce() -> Document,
    ) -> Bytes {
        let bytes = self.render(template, page)?;
        if page.site.search.is_some() {
            let html = str::from_utf8(&bytes).expect("templates are text");
            proof::check(self.path, html, || Terms::of(&document()))?;
        }
        Ok(bytes)
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output").field("path", &self.path).field("source", &self.source).finish()
    }
}
