//! The frames that were rendered so far, each once for all pages that have it.

use crate::diag::Diagnostic;
use crate::query::Question;
use crate::query::oracle::Oracle;
use crate::query::tracked::Tracked;
use crate::render::Renderer;
use crate::view::chrome::Page;
use crate::view::frame::{self, Key, PARTS, Shared};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Frames, made when the first page asks for them.
#[derive(Debug)]
pub struct Frames<'a> {
    oracle: &'a Oracle<'a>,
    renderer: &'a Renderer<'a>,
    made: Mutex<BTreeMap<Key, Arc<OnceLock<Made>>>>,
}

// A frame: its parts in the order of `PARTS`, and what they asked.
#[derive(Debug)]
struct Made {
    parts: Vec<Shared>,
    asked: Arc<[Question]>,
}

/// The parts of a frame on one page, by name.
pub type Parts = Vec<(&'static str, String)>;

impl<'a> Frames<'a> {
    /// Begins with none.
    pub fn new(oracle: &'a Oracle<'a>, renderer: &'a Renderer<'a>) -> Frames<'a> {
        Frames { oracle, renderer, made: Mutex::default() }
    }

    /// The templates.
    pub fn renderer(&self) -> &'a Renderer<'a> {
        self.renderer
    }

    /// The parts of the frame around a page, by name; empty for a page that stands alone, and where
    /// they can't be made. `path` is the file being made, for messages.
    pub fn around<T>(
        &self,
        page: &Page<T>,
        site: &Tracked<'_>,
        path: &str,
    ) -> (Parts, Option<Box<Diagnostic>>) {
        let names = PARTS.iter().map(|(name, _)| *name);
        let empty = || names.clone().map(|name| (name, String::new())).collect();
        let Some(key) = &page.frame else { return (empty(), None) };
        let place = {
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(made.entry(key.clone()).or_default())
        };
        // A mistake in a template is told for every page that it spoils, so it is not kept.
        let made = match place.get() {
            Some(made) => made,
            None => match self.make(key, path) {
                Ok(made) => place.get_or_init(|| made),
                Err(problem) => return (empty(), Some(problem)),
            },
        };
        site.share(&made.asked);
        (names.zip(made.parts.iter().map(|part| part.on(&page.address))).collect(), None)
    }

    fn make(&self, key: &Key, path: &str) -> Result<Made, Box<Diagnostic>> {
        let site = Tracked::new(self.oracle);
        let frame = frame::frame(&site, key);
        let mut parts = Vec::new();
        for (_, template) in PARTS {
            site.template(template, key.lang);
            parts.push(Shared::of(&self.renderer.render(template, &frame, key.lang, &[], path)?));
        }
        Ok(Made { parts, asked: site.into_trace().own.into() })
    }
}
