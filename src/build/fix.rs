//! Fixes: a snapshot in, the same snapshot without the mistakes that nobody has to think about out.
//!
//! Edits are made in memory, and the site is looked at again until none is left to make. This module
//! does not write files.

use super::run::{self, Build, Options};
use crate::diag::{Diagnostic, Failure, fix};
use crate::source::{Origin, Snapshot};

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
/// Files that the program carries are left as they are.
pub fn fix(mut snapshot: Snapshot, options: &Options) -> Result<Fixed, Failure> {
    let mut rounds = Vec::new();
    loop {
        let build = run::check(&snapshot, options);
        let texts = |path: &_| {
            let file = snapshot.find(path).filter(|file| file.origin == Origin::Site)?;
            std::str::from_utf8(&file.bytes).ok()
        };
        let chosen = fix::choose(&build.problems, &texts);
        if chosen.problems.is_empty() {
            return Ok(Fixed { snapshot, build, rounds });
        }
        if rounds.len() == ROUNDS {
            let code = chosen.problems[0].code.number();
            return Err(Failure::refused(
                text!("the fixes of {code} never come to an end", "{code} 的修正没有尽头"),
                text!(
                    "this is a defect of the program; no file was changed",
                    "这是程序的缺陷；没有改动任何文件"
                ),
            ));
        }
        let mut next = snapshot.clone();
        for (path, edits) in &chosen.edits {
            let text = texts(path).expect("edits were placed in this text");
            next.insert((*path).clone(), fix::apply(text, edits).into_bytes());
        }
        let problems = chosen.problems.into_iter().cloned().collect();
        rounds.push(Round { snapshot: std::mem::replace(&mut snapshot, next), problems });
    }
}
