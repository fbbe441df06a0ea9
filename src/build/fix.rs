//! Fixes: a snapshot in, the same snapshot without the mistakes that nobody has to think about out.
//!
//! Edits are made in memory, and the site is looked at again until none is left to make. An edit that
//! brings an error is taken back. This module does not write files.

use super::run::{self, Build, Options};
use crate::base::path::SourcePath;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Failure, fix};
use crate::source::{Origin, Snapshot};
use std::collections::BTreeSet;

/// A site that was fixed as far as that can be done without asking.
#[derive(Debug)]
pub struct Fixed {
    /// Its files afterwards.
    pub snapshot: Snapshot,
    /// What they make.
    pub build: Build<()>,
    /// What was done, in the order in which it was done.
    pub rounds: Vec<Round>,
}

/// Edits that were made together.
#[derive(Debug)]
pub struct Round {
    /// The files before.
    pub snapshot: Snapshot,
    /// The problems that were taken away.
    pub problems: Vec<Diagnostic>,
}

// An edit makes room for another one a few times: a key that is read only now has a value that is
// misspelt. Edits that follow each other for longer undo each other.
const ROUNDS: usize = 20;

/// Makes all edits that the problems of a site ask for, and those that are asked for afterwards.
/// Files that the program carries are left as they are. What would bring an error is not edited.
pub fn fix(mut snapshot: Snapshot, options: &Options) -> Result<Fixed, Failure> {
    let mut rounds = Vec::new();
    let mut build = run::check(&snapshot, options);
    let mut harmful: Vec<Diagnostic> = Vec::new();
    loop {
        for problem in build.problems.iter_mut().filter(|problem| harmful.contains(problem)) {
            problem.fix.clear();
        }
        let chosen = fix::choose(&build.problems, &|path| text(&snapshot, path)).problems;
        if chosen.is_empty() {
            return Ok(Fixed { snapshot, build, rounds });
        }
        if rounds.len() == ROUNDS {
            let code = chosen[0].code.number();
            return Err(Failure::refused(
                text!("the fixes of {code} never come to an end", "{code} 的修正没有尽头"),
                text!(
                    "this is a defect of the program; no file was changed",
                    "这是程序的缺陷；没有改动任何文件"
                ),
            ));
        }
        let mut search =
            Search { snapshot: &snapshot, build: &build, options, kept: Vec::new(), last: None, harmful };
        search.look(&chosen);
        let Search { kept, last, harmful: found, .. } = search;
        let problems = kept.into_iter().cloned().collect();
        harmful = found;
        if let Some((next, after)) = last {
            build = after;
            rounds.push(Round { snapshot: std::mem::replace(&mut snapshot, next), problems });
        }
    }
}

// The text of a file that may be edited.
fn text<'a>(snapshot: &'a Snapshot, path: &SourcePath) -> Option<&'a str> {
    let file = snapshot.find(path).filter(|file| file.origin == Origin::Site)?;
    std::str::from_utf8(&file.bytes).ok()
}

// Tells edits that harm from the others.
struct Search<'a> {
    snapshot: &'a Snapshot,
    build: &'a Build<()>,
    options: &'a Options,
    // The problems whose edits can be made together, and the site after them.
    kept: Vec<&'a Diagnostic>,
    last: Option<(Snapshot, Build<()>)>,
    harmful: Vec<Diagnostic>,
}

impl<'a> Search<'a> {
    // Nearly always no edit harms, and one look tells. Otherwise each half is looked at.
    fn look(&mut self, chosen: &[&'a Diagnostic]) {
        let together: Vec<&Diagnostic> = self.kept.iter().chain(chosen).copied().collect();
        let own: Vec<Diagnostic> = together.iter().copied().cloned().collect();
        let mut next = self.snapshot.clone();
        let texts = |path: &SourcePath| text(self.snapshot, path);
        for (path, edits) in &fix::choose(&own, &texts).edits {
            let text = texts(path).expect("edits were placed in this text");
            next.insert((*path).clone(), fix::apply(text, edits).into_bytes());
        }
        let after = run::check(&next, self.options);
        if !harms(self.build, &after, &together) {
            self.kept = together;
            self.last = Some((next, after));
        } else if let [problem] = chosen {
            let fixless = Diagnostic::clone(problem);
            self.harmful.push(fixless);
        } else {
            let (left, right) = chosen.split_at(chosen.len() / 2);
            self.look(left);
            self.look(right);
        }
    }
}

// Whether there is an error that was not there before. Behind an error that goes away others may come to
// light, unless they say that a file can't be read.
fn harms(before: &Build<()>, after: &Build<()>, fixed: &[&Diagnostic]) -> bool {
    let is_hidden = fixed.iter().any(|problem| problem.is_error());
    let is_unreadable = |problem: &Diagnostic| {
        matches!(problem.code, Code::YamlSyntax | Code::DuplicateKey | Code::YamlAlias)
    };
    let name = |problem: &Diagnostic| {
        let path = problem.place.as_ref().map(|place| place.path.clone());
        (problem.code, problem.message.en.clone(), path)
    };
    let known: BTreeSet<_> = before.problems.iter().map(name).collect();
    let errors = after.problems.iter().filter(|problem| problem.is_error());
    let mut new = errors.filter(|error| !known.contains(&name(error)));
    new.any(|error| !is_hidden || is_unreadable(error))
}
