//! Texts with labels, and how a rule does on them.

use super::repository;
use portolan::base::path::SourcePath;
use portolan::diag::Diagnostic;
use portolan::lint::ground::Ground;
use portolan::lint::{self, Scope, Subject, prose};
use portolan::model::read;
use portolan::model::resolve::{self, Drafts};
use portolan::source::Snapshot;
use std::ops::Range;

/// One line of a corpus: `+` is right, `-` has wrong places between `«»`, `⏎` ends a line.
pub struct Label {
    /// The number of the line, from 1.
    pub line: usize,
    pub text: String,
    /// Bytes of the text.
    pub wrong: Vec<Range<usize>>,
}

/// The labelled lines; all others are remarks.
pub fn labels(corpus: &str) -> impl Iterator<Item = Label> {
    corpus.lines().enumerate().filter_map(|(at, line)| {
        let (is_wrong, entry) = match line.split_at_checked(2)? {
            ("+ ", entry) => (false, entry),
            ("- ", entry) => (true, entry),
            _ => return None,
        };
        let (mut text, mut opened, mut wrong) = (String::new(), 0, Vec::new());
        for c in entry.replace(" ⏎ ", "\n").replace('⏎', "\n").chars() {
            match c {
                '«' => opened = text.len(),
                '»' => wrong.push(opened..text.len()),
                c => text.push(c),
            }
        }
        assert_eq!(is_wrong, !wrong.is_empty(), "line {}", at + 1);
        Some(Label { line: at + 1, text, wrong })
    })
}

/// What a rule found, of what is wrong, and blamed, of what is right.
#[derive(Default)]
pub struct Score {
    pub wrong: usize,
    pub found: usize,
    /// Texts in which it might blame what is right.
    pub right: usize,
    pub alarms: usize,
    /// What was missed and blamed, a line each.
    pub report: String,
}

impl Score {
    pub fn recall(&self) -> f64 {
        self.found as f64 / self.wrong as f64
    }

    pub fn add(&mut self, other: &Score) {
        self.wrong += other.wrong;
        self.found += other.found;
        self.right += other.right;
        self.alarms += other.alarms;
        self.report.push_str(&other.report);
    }

    pub fn note(&mut self, line: &str) {
        self.report.push_str(line);
        self.report.push('\n');
    }
}

/// The registry of this repository without its articles.
pub fn registry() -> Snapshot {
    let mut snapshot = repository();
    let pages: Vec<SourcePath> = ["content/zh", "content/en"]
        .iter()
        .flat_map(|folder| snapshot.below(folder).map(|(path, _)| path.clone()).collect::<Vec<_>>())
        .filter(|path| !path.as_str().ends_with("/_section.md"))
        .collect();
    pages.iter().for_each(|path| {
        snapshot.remove(path);
    });
    snapshot
}

/// What reading a site and all rules say about it.
pub fn problems(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let trees = read::read(snapshot, &mut problems);
    let site = resolve::resolve(snapshot, &trees, Drafts::Shown, &mut problems).expect("a coherent site");
    let prose = prose::read(snapshot, &site, &trees);
    let subject = Subject { site: &site, trees: &trees, prose: &prose, registry: &[], today: None };
    lint::check(subject, &Ground::of(&site, &trees), Scope::All, &mut problems);
    problems
}
