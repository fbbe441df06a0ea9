//! A build as a pure function: a snapshot in, files and problems out.

use super::documents::{self, Found};
use super::manifest::{Manifest, Reason};
use super::{plan, record};
use crate::base::date::Date;
use crate::base::fingerprint::Fingerprint;
use crate::base::lang::{Bilingual, Lang};
use crate::base::path::{SitePath, SourcePath};
use crate::base::stamp::Stamp;
use crate::diag::{self, Diagnostic};
use crate::facts::search::document::DocumentId;
use crate::facts::{self, Facts};
use crate::lint::ground::Ground;
use crate::lint::{self, Scope, Subject, Verdict, prose};
use crate::model::Site;
use crate::model::memo::Memo;
use crate::model::read::{self, Trees};
use crate::model::resolve::{self, Drafts};
use crate::output::Output;
use crate::output::frames::Frames;
use crate::query::oracle::Oracle;
use crate::query::tracked::Tracked;
use crate::query::{Question, Trace};
use crate::render::{self, Common};
use crate::source::Snapshot;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// What a build may be told.
#[derive(Clone, Debug, Default, Hash)]
pub struct Options {
    /// Whether drafts are published.
    pub drafts: Drafts,
    /// Takes the place of `base_url` in `content/site.yaml`; ends in `/`.
    pub base_url: Option<String>,
    /// Which rules are applied.
    pub rules: Scope,
    /// What day it is, for whoever wants to know how old facts are. Nothing that is published depends
    /// on it.
    pub today: Option<Date>,
}

/// The result of a build. `F` is what became of the bytes of each file.
#[derive(Debug)]
pub struct Build<F = Vec<u8>> {
    /// The files that were made. With those that were kept they are the whole site, unless there
    /// is an error.
    pub files: BTreeMap<SitePath, Made<F>>,
    /// The files of the last build that still hold.
    pub kept: BTreeSet<SitePath>,
    /// The documents of search, made or kept.
    pub documents: Vec<Found>,
    /// Every question that what was made asked, with the fingerprint of its answer, in order.
    pub answers: Vec<(Question, Fingerprint)>,
    /// What was read, for the next build.
    pub memo: Memo,
    /// The parts of code, by language and text.
    pub code: Memo<Fingerprint>,
    /// The pages in which no rule found anything.
    pub sound: Sound,
    /// All problems, in order.
    pub problems: Vec<Diagnostic>,
    /// What each rule looked at and found.
    pub verdicts: Vec<Verdict>,
    _spent: Spent,
}

/// What a build is made from. Giving the memory of so many small things back takes time, for which
/// whoever has the build need not wait.
#[derive(Debug, Default)]
struct Spent(Option<Box<(Site, Trees, Facts)>>);

/// A file that was made.
#[derive(Debug)]
pub struct Made<F = Vec<u8>> {
    /// Its bytes, or what became of them.
    pub bytes: F,
    /// The fingerprint of its bytes.
    pub fingerprint: Fingerprint,
    /// What it asked.
    pub trace: Trace,
    /// What it was made for.
    pub owner: Fingerprint,
    /// Why it was made.
    pub reason: Reason,
}

/// What becomes of the bytes of a file, as soon as they are there: many files are made at once, and
/// a site may be larger than the memory.
pub type Keep<'a, F> = dyn Fn(&SitePath, Vec<u8>, Fingerprint) -> F + Sync + 'a;

/// What is left of the last build.
#[derive(Debug)]
pub struct Last {
    /// Its record.
    pub manifest: Manifest,
    /// The outputs whose files are as it left them.
    pub intact: Intact,
    /// What it read.
    pub memo: Memo,
    /// The documents of search, with their terms.
    pub documents: Memo<DocumentId>,
    /// The parts of code that it showed.
    pub code: Memo<Fingerprint>,
    /// The pages in which no rule found anything.
    pub sound: Sound,
}

/// Outputs with the look of their files at the moment at which it was compared; `None` where the bytes
/// are held by the one who builds.
pub type Intact = BTreeMap<SitePath, Option<Stamp>>;

/// Pages in which no rule that can stop a build found anything, with the fingerprint of all that the
/// rules had seen.
pub type Sound = BTreeMap<SourcePath, Fingerprint>;

impl Last {
    /// Whether the file at a path holds these bytes already.
    pub fn holds(&self, path: &SitePath, bytes: Fingerprint) -> bool {
        let record = self.manifest.outputs.get(path).filter(|_| self.intact.contains_key(path));
        record.is_some_and(|record| record.bytes == bytes)
    }
}

impl<F> Build<F> {
    /// Whether the site may be published.
    pub fn is_sound(&self) -> bool {
        !self.problems.iter().any(Diagnostic::is_error)
    }

    /// Every path of the site, made or kept.
    pub fn paths(&self) -> BTreeSet<&SitePath> {
        self.files.keys().chain(&self.kept).collect()
    }
}

impl<F: Sync> Build<F> {
    /// The record of this build. `last` is the manifest that it was made with.
    pub fn record(&self, last: Option<&Manifest>) -> Manifest {
        record::record(self, last)
    }

    /// The documents of search, for the next build.
    pub fn found(&self) -> Memo<DocumentId> {
        documents::memo(&self.documents)
    }
}

/// Builds a site in memory. Every mistake that can be found in one run is found: pages are rendered
/// even when articles have errors, because templates show theirs only then.
pub fn build(snapshot: &Snapshot, options: &Options) -> Build {
    update(snapshot, options, None, &|_, bytes, _| bytes)
}

/// The same without the bytes: whether a site can be published, what its outputs ask, and what is
/// wrong with it.
pub fn check(snapshot: &Snapshot, options: &Options) -> Build<()> {
    update(snapshot, options, None, &|_, _, _| ())
}

/// Builds a site with what is left of the last build: an output is kept when its file is as it
/// was left and every question that it asked has the same answer. The result is that of a clean
/// build, file by file.
pub fn update<F: Send>(
    snapshot: &Snapshot,
    options: &Options,
    last: Option<&Last>,
    keep: &Keep<'_, F>,
) -> Build<F> {
    let mut problems = Vec::new();
    let nothing = Memo::default();
    let memo = last.map_or(&nothing, |last| &last.memo);
    let (trees, memo) = read::read_again(snapshot, memo, &mut problems);
    let site = resolve::resolve(snapshot, &trees, options.drafts, &mut problems);
    let (mut verdicts, mut sound) = Default::default();
    let mut spent = Spent::default();
    let produced = match site {
        Some(mut site) => {
            if options.base_url.is_some() {
                site.settings.base_url.clone_from(&options.base_url);
            }
            (verdicts, sound) = judge(snapshot, (&site, &trees), options, last, &mut problems);
            let (produced, facts) = produce(&site, last, keep, &mut problems);
            spent.0 = Some(Box::new((site, trees, facts)));
            produced
        }
        None => Produced::none(),
    };
    diag::sort(&mut problems);
    problems.dedup();
    let Produced { files, kept, documents, code, answers } = produced;
    Build { files, kept, documents, answers, memo, code, sound, problems, verdicts, _spent: spent }
}

// Applies the rules. When only those are wanted that can stop a build, pages that were found sound
// before, on the same ground, need not be read again.
fn judge(
    snapshot: &Snapshot,
    (site, trees): (&Site, &Trees),
    options: &Options,
    last: Option<&Last>,
    problems: &mut Vec<Diagnostic>,
) -> (Vec<Verdict>, Sound) {
    let scope = options.rules;
    let ground = Ground::of(site, trees);
    let print = ground.fingerprint();
    let seen = |path: &SourcePath| Some(Fingerprint::of(&(snapshot.find(path)?.fingerprint(), print)));
    let known = |path: &SourcePath| {
        last.and_then(|last| last.sound.get(path)).is_some_and(|sound| seen(path) == Some(*sound))
    };
    let wanted = |path: &SourcePath| match scope {
        Scope::All => true,
        Scope::Gates => !scope.is_empty(trees) && !known(path),
    };
    let prose = prose::read_some(snapshot, site, trees, &wanted);
    let before = problems.len();
    // No gate reads the registry.
    let registry = if scope == Scope::All { prose::read_registry(snapshot, trees) } else { Vec::new() };
    let subject = Subject { site, trees, prose: &prose, registry: &registry, today: options.today };
    let verdicts = lint::check(subject, &ground, scope, problems);
    let unsound: BTreeSet<&SourcePath> =
        problems[before..].iter().filter_map(|problem| Some(&problem.place.as_ref()?.path)).collect();
    let kept = last.into_iter().flat_map(|last| last.sound.keys()).filter(|path| known(path));
    let read = prose.iter().map(|page| page.path).filter(|path| !unsound.contains(path));
    let sound = kept.chain(read).filter_map(|path| Some((path.clone(), seen(path)?))).collect();
    (verdicts, sound)
}

struct Produced<F> {
    files: BTreeMap<SitePath, Made<F>>,
    kept: BTreeSet<SitePath>,
    documents: Vec<Found>,
    code: Memo<Fingerprint>,
    answers: Vec<(Question, Fingerprint)>,
}

impl<F> Produced<F> {
    fn none() -> Produced<F> {
        let (files, kept, code) = (BTreeMap::new(), BTreeSet::new(), Memo::default());
        Produced { files, kept, documents: Vec::new(), code, answers: Vec::new() }
    }
}

fn produce<F: Send>(
    site: &Site,
    last: Option<&Last>,
    keep: &Keep<'_, F>,
    problems: &mut Vec<Diagnostic>,
) -> (Produced<F>, Facts) {
    let (facts, renderer) =
        rayon::join(|| facts::derive(site), || render::load(&site.templates, &common(site)));
    let outputs = plan::plan(site, &facts, problems);
    let oracle = Oracle::new(site, &facts);
    if let Some(last) = last {
        oracle.code().clone_from(&last.code);
    }
    let renderer = match renderer {
        Ok(renderer) => renderer,
        Err(found) => {
            problems.extend(found);
            return (Produced::none(), facts);
        }
    };
    let frames = Frames::new(&oracle, &renderer);
    let judge = last.map(|last| Judge::new(last, &oracle));
    let make = |output: &Output, reason: Reason| {
        let tracked = Tracked::new(&oracle);
        let (bytes, twin) = output.produce(&tracked, &frames)?;
        let trace = tracked.into_trace();
        let made = |path: &SitePath, bytes: Vec<u8>, trace| {
            let fingerprint = Fingerprint::of_bytes(&bytes);
            let bytes = keep(path, bytes, fingerprint);
            let made = Made { bytes, fingerprint, trace, owner: output.owner, reason: reason.clone() };
            (path.clone(), made)
        };
        let twin = twin.map(|(path, bytes)| made(path, bytes, trace.clone()));
        Ok([Some(made(&output.path, bytes, trace)), twin])
    };
    let indexed: BTreeSet<Lang> = outputs.iter().filter_map(|output| output.index).collect();
    let mut found = BTreeMap::new();
    for lang in indexed {
        let documents = documents::gather(&oracle, judge.as_ref(), lang);
        oracle.set_documents(lang, documents::print(&documents));
        found.insert(lang, documents);
    }
    let stale: Vec<Option<Reason>> = outputs
        .par_iter()
        .map(|output| judge.as_ref().map_or(Some(Reason::Clean), |judge| judge.stale(output)))
        .collect();
    let indexed = outputs.iter().zip(&stale).filter_map(|(output, reason)| reason.as_ref().and(output.index));
    for lang in indexed.collect::<BTreeSet<Lang>>() {
        oracle.set_index(lang, documents::index(&oracle, &found[&lang]));
    }
    let made: Vec<Option<Result<[_; 2], Vec<Diagnostic>>>> = outputs
        .par_iter()
        .zip(stale)
        .map(|(output, reason)| reason.map(|reason| make(output, reason)))
        .collect();
    let (mut files, mut kept, mut failed) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
    for (output, made) in outputs.into_iter().zip(made) {
        match made {
            Some(Ok(made)) => files.extend(made.into_iter().flatten()),
            Some(Err(found)) => failed.extend(found),
            None => kept.extend(output.paths().cloned()),
        }
    }
    problems.extend(merge(failed));
    let documents: Vec<Found> = found.into_values().flatten().collect();
    let answers = answers(&files, &documents, &oracle);
    let code = std::mem::take(&mut *oracle.code());
    (Produced { files, kept, documents, code, answers }, facts)
}

// Every question that was asked, once, with the fingerprint of its answer.
fn answers<F>(
    files: &BTreeMap<SitePath, Made<F>>,
    documents: &[Found],
    oracle: &Oracle<'_>,
) -> Vec<(Question, Fingerprint)> {
    let parts = files.values().filter_map(|made| made.trace.shared.as_ref());
    let parts: BTreeMap<*const Question, &[Question]> =
        parts.map(|part| (Arc::as_ptr(part).cast(), part.as_ref())).collect();
    let own = files.values().flat_map(|made| &made.trace.own);
    let documents = documents.iter().filter_map(|found| found.asked.as_ref()).flatten();
    let mut asked: Vec<&Question> = own.chain(parts.into_values().flatten()).chain(documents).collect();
    asked.par_sort_unstable();
    asked.dedup();
    asked.into_par_iter().map(|question| (question.clone(), oracle.fingerprint(question))).collect()
}

// Whoever uses these asks for them: pages note the interface texts that their templates name, and the
// assets.
fn common(site: &Site) -> Common<'_> {
    let texts = |lang| site.strings.get(lang).iter().map(|(key, text)| (key.as_str(), text.other.as_str()));
    Common { texts: Bilingual::from_fn(|lang| texts(lang).collect()), assets: site.named_assets() }
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

/// Tells what of the last build is stale. Each question is asked once, however much had asked it, and
/// so is each part that outputs share.
pub(super) struct Judge<'a> {
    /// The last build.
    pub(super) last: &'a Last,
    oracle: &'a Oracle<'a>,
    changed: Vec<OnceLock<bool>>,
    // The first question of each shared part that has another answer.
    parts: Vec<OnceLock<Option<u32>>>,
}

impl<'a> Judge<'a> {
    fn new(last: &'a Last, oracle: &'a Oracle<'a>) -> Judge<'a> {
        let Manifest { answers, shared, .. } = &last.manifest;
        let changed = answers.iter().map(|_| OnceLock::new()).collect();
        let parts = shared.iter().map(|_| OnceLock::new()).collect();
        Judge { last, oracle, changed, parts }
    }

    /// The first of these questions that has another answer.
    pub(super) fn first(&self, asked: &[u32]) -> Option<u32> {
        let is_changed = |at: u32| {
            let (question, told) = &self.last.manifest.answers[at as usize];
            *self.changed[at as usize].get_or_init(|| self.oracle.fingerprint(question) != *told)
        };
        asked.iter().copied().find(|at| is_changed(*at))
    }

    fn stale(&self, output: &Output) -> Option<Reason> {
        let records = &self.last.manifest.outputs;
        let is_own = |path| records.get(path).is_some_and(|record| record.owner == output.owner);
        let record = records.get(&output.path).filter(|_| output.paths().all(is_own));
        let Some(record) = record else { return Some(Reason::New) };
        let own = self.first(&record.asked);
        let part = record.shared.and_then(|part| {
            *self.parts[part as usize].get_or_init(|| self.first(&self.last.manifest.shared[part as usize]))
        });
        // Places are in the order of questions, so the smaller one comes first.
        if let Some(at) = own.into_iter().chain(part).min() {
            return Some(Reason::Asked(self.last.manifest.answers[at as usize].0.clone()));
        }
        let is_intact = |path| self.last.intact.contains_key(path);
        (!output.paths().all(is_intact)).then_some(Reason::File)
    }
}
