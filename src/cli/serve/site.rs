//! The last good site, in memory, and how a change becomes the next one.
//!
//! This module knows neither sockets nor the disk: a snapshot goes in, what is to be served comes
//! out. A site with errors changes nothing but the problems that are shown.

use crate::base::path::{SitePath, SourcePath};
use crate::build::run::{self, Build, Last, Options};
use crate::diag::Diagnostic;
use crate::source::{self, Snapshot};
use axum::body::Bytes;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The files of a site.
pub(super) type Tree = BTreeMap<SitePath, Bytes>;

/// A site that is kept up to date.
#[derive(Debug)]
pub(super) struct Site {
    options: Options,
    /// The files as they were last read.
    pub(super) snapshot: Snapshot,
    /// What is wrong with them.
    pub(super) problems: Vec<Diagnostic>,
    last: Option<Last>,
    // The build of `tree`, until it is recorded.
    unrecorded: Option<Build>,
    /// The last good site; empty when there was none yet.
    pub(super) tree: Arc<Tree>,
    /// Grows with every change of the tree.
    pub(super) version: u64,
}

/// What a new reading of the files came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Update {
    /// No file differs.
    Same,
    /// The files have errors; the last good site stays.
    Broken,
    /// There is a new site.
    Good {
        /// The files that differ.
        sources: Vec<SourcePath>,
        /// The outputs that were made again.
        made: Vec<SitePath>,
    },
}

impl Site {
    /// The site that a snapshot makes, if it makes one.
    pub(super) fn new(snapshot: Snapshot, options: Options) -> Site {
        let mut site = Site {
            options,
            snapshot,
            problems: Vec::new(),
            last: None,
            unrecorded: None,
            tree: Arc::default(),
            version: 0,
        };
        site.build();
        site
    }

    /// Takes over what the files say now.
    pub(super) fn update(&mut self, snapshot: Snapshot) -> Update {
        let sources = differing(&self.snapshot, &snapshot);
        if sources.is_empty() && self.snapshot.refused() == snapshot.refused() {
            return Update::Same;
        }
        self.snapshot = snapshot;
        match self.build() {
            Some(made) => Update::Good { sources, made },
            None => Update::Broken,
        }
    }

    /// Whether the files are without errors.
    pub(super) fn is_sound(&self) -> bool {
        !self.problems.iter().any(Diagnostic::is_error)
    }

    /// How many pages are served.
    pub(super) fn pages(&self) -> usize {
        self.tree.keys().filter(|path| path.as_str().ends_with(".html")).count()
    }

    /// Records the last build for the next one. That takes time for which no reader has to wait.
    pub(super) fn settle(&mut self) {
        let Some(build) = self.unrecorded.take() else { return };
        let manifest = build.record(self.last.as_ref().map(|last| &last.manifest));
        let intact = manifest.outputs.keys().map(|path| (path.clone(), None)).collect();
        let documents = build.found();
        let Build { memo, code, sound, .. } = build;
        self.last = Some(Last { intact, manifest, memo, documents, code, sound });
    }

    fn build(&mut self) -> Option<Vec<SitePath>> {
        self.settle();
        let mut build = run::update(&self.snapshot, &self.options, self.last.as_ref(), &|_, bytes, _| bytes);
        self.problems = std::mem::take(&mut build.problems);
        if !self.is_sound() {
            return None;
        }
        let made = build.files.keys().cloned().collect();
        if let Some(tree) = replaced(&self.tree, &mut build) {
            self.tree = Arc::new(tree);
            self.version += 1;
        }
        self.unrecorded = Some(build);
        Some(made)
    }
}

// The tree with what a build made and without what it no longer has; `None` when it stays as it is.
// Files whose bytes are the same stay the same allocation.
fn replaced(tree: &Tree, build: &mut Build) -> Option<Tree> {
    let paths = build.paths();
    let gone: BTreeSet<SitePath> = tree.keys().filter(|path| !paths.contains(path)).cloned().collect();
    let changed = build.files.iter_mut().map(|(path, made)| (path.clone(), std::mem::take(&mut made.bytes)));
    let changed: Vec<(SitePath, Vec<u8>)> =
        changed.filter(|(path, bytes)| tree.get(path).is_none_or(|old| old != bytes)).collect();
    if gone.is_empty() && changed.is_empty() {
        return None;
    }
    let mut tree = tree.clone();
    tree.retain(|path, _| !gone.contains(path));
    tree.extend(changed.into_iter().map(|(path, bytes)| (path, Bytes::from(bytes))));
    Some(tree)
}

fn differing(old: &Snapshot, new: &Snapshot) -> Vec<SourcePath> {
    let changed = new.files().filter(|(path, file)| {
        let is_same = |before: &source::File| {
            let same = Arc::ptr_eq(&before.bytes, &file.bytes) || before.bytes == file.bytes;
            same && before.origin == file.origin
        };
        !old.find(path).is_some_and(is_same)
    });
    let gone = old.files().filter(|(path, _)| new.find(path).is_none());
    let paths: BTreeSet<&SourcePath> = changed.chain(gone).map(|(path, _)| path).collect();
    paths.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 3] = [
        (
            "content/site.yaml",
            "name: { zh: 端口, en: Ports }\nsummary: { zh: 端口, en: Ports }\n\
             answer: { zh: 用 465, en: Use 465 }\nlanguages: [zh, en]\nnavigation: [ports]\n",
        ),
        ("content/zh/a.md", "---\ntitle: 发信\nsummary: 用 465\n---\n\n正文\n"),
        ("static/notes.txt", "notes\n"),
    ];

    fn snapshot(edit: (&str, &str)) -> Snapshot {
        let mut snapshot = Snapshot::of_defaults();
        for (path, text) in FILES.iter().chain([&edit]) {
            snapshot.insert(SourcePath::new(path).expect("is tame"), text.as_bytes());
        }
        snapshot
    }

    #[test]
    fn a_broken_site_leaves_the_last_good_one_and_a_mended_one_replaces_what_changed() {
        let whole = snapshot(FILES[1]);
        let mut site = Site::new(whole.clone(), Options::default());
        assert!(site.is_sound(), "{:#?}", site.problems);
        let first = Arc::clone(&site.tree);
        assert!(first.len() > 5);
        assert_eq!(site.update(whole.clone()), Update::Same);

        let broken = snapshot(("content/zh/a.md", "---\ntitel: x\n---\n"));
        assert_eq!(site.update(broken), Update::Broken);
        assert!(!site.is_sound() && Arc::ptr_eq(&site.tree, &first) && site.version == 1);

        let article = SourcePath::new("content/zh/a.md").expect("is tame");
        assert_eq!(site.update(whole), Update::Good { sources: vec![article.clone()], made: Vec::new() });
        assert!(site.is_sound() && Arc::ptr_eq(&site.tree, &first) && site.version == 1);

        let text = "---\ntitle: 发信\nsummary: 用 465\n---\n\n新的正文\n";
        let Update::Good { sources, made } = site.update(snapshot(("content/zh/a.md", text))) else {
            panic!("the site is good: {:#?}", site.problems);
        };
        assert_eq!(sources, [article]);
        assert_eq!(site.version, 2);
        let changed: Vec<&SitePath> =
            site.tree.keys().filter(|path| site.tree[*path] != first[*path]).collect();
        assert_eq!(changed, made.iter().collect::<Vec<_>>());
        let clean = Site::new(site.snapshot.clone(), Options::default());
        assert_eq!(clean.tree, site.tree);
    }
}
