//! A build as a pure function: a snapshot in, files and problems out.

use super::plan;
use crate::base::path::SitePath;
use crate::diag::{self, Diagnostic};
use crate::facts;
use crate::lint::{self, Subject};
use crate::model::resolve::{self, Drafts};
use crate::model::{Site, read};
use crate::output::Output;
use crate::query::Trace;
use crate::query::oracle::Oracle;
use crate::query::tracked::Tracked;
use crate::render::{self, Renderer};
use crate::source::Snapshot;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What a build may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Whether drafts are published.
    pub drafts: Drafts,
    /// Takes the place of `base_url` in `content/site.yaml`; ends in `/`.
    pub base_url: Option<String>,
}

/// The result of a build.
#[derive(Debug, Default)]
pub struct Build {
    /// The files of the site. They are complete only when there is no error.
    pub files: BTreeMap<SitePath, Made>,
    /// All problems, in order.
    pub problems: Vec<Diagnostic>,
}

/// A file that was made.
#[derive(Debug)]
pub struct Made {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it asked.
    pub trace: Trace,
}

impl Build {
    /// Whether the site may be published.
    pub fn is_sound(&self) -> bool {
        !self.problems.iter().any(Diagnostic::is_error)
    }
}

/// Builds a site. Every mistake that can be found in one run is found: pages are rendered even
/// when articles have errors, because templates show theirs only then.
pub fn build(snapshot: &Snapshot, options: &Options) -> Build {
    let mut build = Build::default();
    let trees = read::read(snapshot, &mut build.problems);
    if let Some(mut site) = resolve::resolve(snapshot, &trees, options.drafts, &mut build.problems) {
        if options.base_url.is_some() {
            site.settings.base_url.clone_from(&options.base_url);
        }
        lint::check(Subject { site: &site, trees: &trees }, &mut build.problems);
        produce(&site, &mut build);
    }
    diag::sort(&mut build.problems);
    build.problems.dedup();
    build
}

fn produce(site: &Site, build: &mut Build) {
    let facts = facts::derive(site);
    let outputs = plan::plan(site, &facts, &mut build.problems);
    let oracle = Oracle::new(site, &facts);
    let renderer = match render::load(&site.templates) {
        Ok(renderer) => renderer,
        Err(problems) => return build.problems.extend(problems),
    };
    let made: Vec<_> = outputs.par_iter().map(|output| make(output, &oracle, &renderer)).collect();
    for (output, made) in outputs.into_iter().zip(made) {
        match made {
            Ok(made) => {
                build.files.insert(output.path, made);
            }
            Err(problem) => build.problems.push(*problem),
        }
    }
}

fn make(output: &Output, oracle: &Oracle<'_>, renderer: &Renderer<'_>) -> Result<Made, Box<Diagnostic>> {
    let tracked = Tracked::new(oracle);
    let bytes = (output.produce)(&tracked, renderer)?;
    Ok(Made { bytes, trace: tracked.into_trace() })
}
