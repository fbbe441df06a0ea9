//! A build as a pure function: a snapshot in, files and problems out.

use super::manifest::{Manifest, Reason, Record, Stamp};
use super::plan;
use crate::base::fingerprint::Fingerprint;
use crate::base::path::SitePath;
use crate::diag::{self, Diagnostic};
use crate::facts;
use crate::lint::{self, Subject, Verdict, prose};
use crate::model::resolve::{self, Drafts};
use crate::model::{Site, read};
use crate::output::Output;
use crate::query::oracle::Oracle;
use crate::query::tracked::Tracked;
use crate::query::{Question, Trace};
use crate::render::{self, Renderer};
use crate::source::Snapshot;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

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
    /// The files that were made. With those that were kept they are the whole site, unless there
    /// is an error.
    pub files: BTreeMap<SitePath, Made>,
    /// The files of the last build that still hold.
    pub kept: BTreeSet<SitePath>,
    /// Every question that any output asked, with the fingerprint of its answer.
    pub answers: BTreeMap<Question, Fingerprint>,
    /// All problems, in order.
    pub problems: Vec<Diagnostic>,
    /// What each rule looked at and found.
    pub verdicts: Vec<Verdict>,
}

/// A file that was made.
#[derive(Debug)]
pub struct Made {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it asked.
    pub trace: Trace,
    /// What it was made for.
    pub owner: Fingerprint,
    /// Why it was made.
    pub reason: Reason,
}

/// What is left of the last build.
#[derive(Debug)]
pub struct Last {
    /// Its record.
    pub manifest: Manifest,
    /// The outputs whose files are as it left them.
    pub intact: BTreeSet<SitePath>,
}

impl Last {
    /// Whether the file at a path holds these bytes already.
    pub fn holds(&self, path: &SitePath, bytes: &[u8]) -> bool {
        let record = self.manifest.outputs.get(path).filter(|_| self.intact.contains(path));
        record.is_some_and(|record| record.bytes == Fingerprint::of_bytes(bytes))
    }
}

impl Build {
    /// Whether the site may be published.
    pub fn is_sound(&self) -> bool {
        !self.problems.iter().any(Diagnostic::is_error)
    }

    /// Every path of the site, made or kept.
    pub fn paths(&self) -> BTreeSet<&SitePath> {
        self.files.keys().chain(&self.kept).collect()
    }

    /// The record of this build. `last` is the manifest that it was made with, `stamp` says what
    /// became of a file that was made.
    pub fn record(&self, last: Option<&Manifest>, stamp: impl Fn(&SitePath) -> Stamp) -> Manifest {
        let kept: Vec<(&SitePath, &Record)> = last
            .into_iter()
            .flat_map(|last| self.kept.iter().filter_map(|path| last.outputs.get_key_value(path)))
            .collect();
        let mut answers = self.answers.clone();
        for (_, record) in &kept {
            let told =
                last.into_iter().flat_map(|last| record.asked.iter().map(|at| &last.answers[*at as usize]));
            answers.extend(told.cloned());
        }
        let answers: Vec<(Question, Fingerprint)> = answers.into_iter().collect();
        let place = |question: &Question| {
            let at = answers.binary_search_by(|(other, _)| other.cmp(question));
            u32::try_from(at.expect("every question has its answer")).expect("a site asks fewer questions")
        };
        let mut outputs = BTreeMap::new();
        for (path, record) in kept {
            let asked = last.into_iter().flat_map(|last| last.asked(record)).map(place).collect();
            outputs.insert(path.clone(), Record { asked, ..record.clone() });
        }
        for (path, made) in &self.files {
            let record = Record {
                asked: made.trace.questions.iter().map(place).collect(),
                owner: made.owner,
                bytes: Fingerprint::of_bytes(&made.bytes),
                file: stamp(path),
                reason: made.reason.clone(),
            };
            outputs.insert(path.clone(), record);
        }
        Manifest { answers, outputs }
    }
}

/// Builds a site. Every mistake that can be found in one run is found: pages are rendered even
/// when articles have errors, because templates show theirs only then.
pub fn build(snapshot: &Snapshot, options: &Options) -> Build {
    update(snapshot, options, None)
}

/// Builds a site with what is left of the last build: an output is kept when its file is as it
/// was left and every question that it asked has the same answer. The result is that of a clean
/// build, file by file.
pub fn update(snapshot: &Snapshot, options: &Options, last: Option<&Last>) -> Build {
    let mut build = Build::default();
    let trees = read::read(snapshot, &mut build.problems);
    if let Some(mut site) = resolve::resolve(snapshot, &trees, options.drafts, &mut build.problems) {
        if options.base_url.is_some() {
            site.settings.base_url.clone_from(&options.base_url);
        }
        let prose = prose::read(snapshot, &site, &trees);
        let subject = Subject { site: &site, trees: &trees, prose: &prose };
        build.verdicts = lint::check(subject, &mut build.problems);
        produce(&site, last, &mut build);
    }
    diag::sort(&mut build.problems);
    build.problems.dedup();
    build
}

fn produce(site: &Site, last: Option<&Last>, build: &mut Build) {
    let facts = facts::derive(site);
    let outputs = plan::plan(site, &facts, &mut build.problems);
    let oracle = Oracle::new(site, &facts);
    let renderer = match render::load(&site.templates) {
        Ok(renderer) => renderer,
        Err(problems) => return build.problems.extend(problems),
    };
    let judge = last.map(|last| Judge::new(last, &oracle));
    let made: Vec<_> = outputs
        .par_iter()
        .map(|output| {
            let reason = judge.as_ref().map_or(Some(Reason::Clean), |judge| judge.stale(output));
            reason.map(|reason| make(output, reason, &oracle, &renderer))
        })
        .collect();
    let mut failed = Vec::new();
    for (output, made) in outputs.into_iter().zip(made) {
        match made {
            Some(Ok(made)) => {
                build.files.insert(output.path, made);
            }
            Some(Err(problem)) => failed.push(*problem),
            None => {
                build.kept.insert(output.path);
            }
        }
    }
    build.problems.extend(merge(failed));
    let asked: BTreeSet<&Question> = build.files.values().flat_map(|made| &made.trace.questions).collect();
    let asked: Vec<&Question> = asked.into_iter().collect();
    let answers = asked.into_par_iter().map(|question| (question.clone(), oracle.fingerprint(question)));
    build.answers = answers.collect::<Vec<_>>().into_iter().collect();
}

// A mistake in a template shows on every page that is made with it, and is one mistake.
fn merge(failed: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut merged: Vec<(Diagnostic, usize)> = Vec::new();
    for problem in failed {
        let is_same = |known: &Diagnostic| {
            (known.code, &known.place, &known.message) == (problem.code, &problem.place, &problem.message)
        };
        match merged.iter_mut().find(|(known, _)| is_same(known)) {
            Some((_, more)) => *more += 1,
            None => merged.push((problem, 0)),
        }
    }
    let note = |(problem, more): (Diagnostic, usize)| match more {
        0 => problem,
        1 => problem.note(text!("and one more page", "另有 1 个页面也是如此")),
        _ => problem.note(text!("and {more} more pages", "另有 {more} 个页面也是如此")),
    };
    merged.into_iter().map(note).collect()
}

fn make(
    output: &Output,
    reason: Reason,
    oracle: &Oracle<'_>,
    renderer: &Renderer<'_>,
) -> Result<Made, Box<Diagnostic>> {
    let tracked = Tracked::new(oracle);
    let bytes = output.produce(&tracked, renderer)?;
    Ok(Made { bytes, trace: tracked.into_trace(), owner: output.owner, reason })
}

// Tells which outputs of the last build are stale. Each question is asked once, however many
// outputs had asked it.
struct Judge<'a> {
    last: &'a Last,
    changed: Vec<bool>,
}

impl<'a> Judge<'a> {
    fn new(last: &'a Last, oracle: &Oracle<'_>) -> Judge<'a> {
        let answers = last.manifest.answers.par_iter();
        let changed = answers.map(|(question, told)| oracle.fingerprint(question) != *told).collect();
        Judge { last, changed }
    }

    fn stale(&self, output: &Output) -> Option<Reason> {
        let record = self.last.manifest.outputs.get(&output.path);
        let Some(record) = record.filter(|record| record.owner == output.owner) else {
            return Some(Reason::New);
        };
        if let Some(at) = record.asked.iter().find(|at| self.changed[**at as usize]) {
            return Some(Reason::Asked(self.last.manifest.answers[*at as usize].0.clone()));
        }
        (!self.last.intact.contains(&output.path)).then_some(Reason::File)
    }
}
