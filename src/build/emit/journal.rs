//! A few changes of an output folder, made so that a kill at any moment leaves every file whole.
//!
//! The new files are written into a folder beside the output first. Then a journal says what
//! becomes of them; from that moment on the change is decided. A build that finds a journal
//! carries it out before it does anything else.

use super::MARKER;
use crate::base::path::SitePath;
use crate::base::stamp::Stamp;
use crate::source::disk;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

const JOURNAL: &str = "journal";

/// What a change does to one path of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// The file goes away.
    Delete(String),
    /// A staged file, by its number, takes the place.
    Move(usize, String),
}

/// A change that is being prepared. What was not decided goes away with the value.
#[derive(Debug)]
pub(super) struct Change {
    folder: PathBuf,
    stage: PathBuf,
    // The paths of the staged files; their places here are the names of the files.
    staged: Mutex<Vec<String>>,
    steps: OnceLock<Vec<Step>>,
}

impl Change {
    /// A change of the files in a folder.
    pub(super) fn new(folder: &Path) -> Change {
        let stage = stage_of(folder);
        Change { folder: folder.to_path_buf(), stage, staged: Mutex::default(), steps: OnceLock::new() }
    }

    /// Stages a file.
    pub(super) fn put(&self, path: &SitePath, bytes: &[u8]) -> io::Result<Option<Stamp>> {
        self.stage_file(path.as_str(), bytes)
    }

    fn stage_file(&self, path: &str, bytes: &[u8]) -> io::Result<Option<Stamp>> {
        let number = {
            let mut staged = self.staged.lock().unwrap_or_else(PoisonError::into_inner);
            if staged.is_empty() {
                discard(&self.stage)?;
                fs::create_dir(&self.stage)?;
            }
            staged.push(path.to_string());
            staged.len() - 1
        };
        let mut file = File::create(self.stage.join(number.to_string()))?;
        file.write_all(bytes)?;
        Ok(disk::stamp(&file.metadata()?))
    }

    /// Writes the journal: `gone` are to be deleted, what was staged takes its place, and the marker
    /// comes last.
    pub(super) fn decide(&self, gone: &[&str], marker: &str) -> io::Result<()> {
        self.stage_file(MARKER, marker.as_bytes())?;
        // Old files go first: a name may be needed for a folder, or differ in case only.
        let mut steps: Vec<Step> = gone.iter().map(|path| Step::Delete(path.to_string())).collect();
        let staged = self.staged.lock().unwrap_or_else(PoisonError::into_inner);
        let mut moves: Vec<(usize, &String)> = staged.iter().enumerate().collect();
        moves.sort_by_key(|(number, path)| (*number + 1 == staged.len(), *path));
        steps.extend(moves.into_iter().map(|(number, path)| Step::Move(number, path.clone())));
        let draft = self.stage.join("draft");
        fs::write(&draft, to_text(&steps))?;
        fs::rename(&draft, self.stage.join(JOURNAL))?;
        self.steps.set(steps).expect("a change is decided once");
        Ok(())
    }

    /// Makes the change that was decided.
    pub(super) fn carry_out(&self) -> io::Result<()> {
        carry_out(&self.folder, &self.stage, self.steps.get().map_or(&[], Vec::as_slice))
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        if self.steps.get().is_none() {
            // What can't be removed is a hidden folder beside the output; the next build tries again.
            let _ = discard(&self.stage);
        }
    }
}

/// Whether a build was killed while it changed the folder.
pub(super) fn is_left(folder: &Path) -> bool {
    stage_of(folder).exists()
}

/// Completes a change that was decided and not completed; drops one that was not decided.
pub(super) fn recover(folder: &Path) -> io::Result<()> {
    let stage = stage_of(folder);
    match fs::read_to_string(stage.join(JOURNAL)) {
        Ok(text) => carry_out(folder, &stage, &from_text(&text)?),
        Err(_) => discard(&stage),
    }
}

// Every step can be taken twice, so it does not matter where an earlier attempt ended.
fn carry_out(folder: &Path, stage: &Path, steps: &[Step]) -> io::Result<()> {
    let mut emptied: BTreeSet<PathBuf> = BTreeSet::new();
    for step in steps {
        match step {
            Step::Delete(path) => {
                absent(fs::remove_file(folder.join(path)))?;
                let above = Path::new(path).ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
                emptied.extend(above.map(|above| folder.join(above)));
            }
            Step::Move(number, path) => {
                clear(&mut emptied);
                let staged = stage.join(number.to_string());
                if staged.exists() {
                    let place = folder.join(path);
                    fs::create_dir_all(place.parent().unwrap_or(folder))?;
                    fs::rename(staged, place)?;
                }
            }
        }
    }
    clear(&mut emptied);
    discard(stage)
}

// Removes folders that hold nothing any more, the innermost first. One that holds something stays.
fn clear(folders: &mut BTreeSet<PathBuf>) {
    for folder in std::mem::take(folders).iter().rev() {
        let _ = fs::remove_dir(folder);
    }
}

fn discard(stage: &Path) -> io::Result<()> {
    absent(fs::remove_dir_all(stage))
}

// What is to be removed may be gone already, and its name may be that of a new folder or lie below
// a new file.
fn absent(removed: io::Result<()>) -> io::Result<()> {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    removed.or_else(|error| match error.kind() {
        NotFound | NotADirectory | IsADirectory => Ok(()),
        _ => Err(error),
    })
}

fn stage_of(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.change"))
}

fn to_text(steps: &[Step]) -> String {
    let line = |step: &Step| match step {
        Step::Delete(path) => format!("delete {path}\n"),
        Step::Move(number, path) => format!("move {number} {path}\n"),
    };
    steps.iter().map(line).collect()
}

// The journal is ours, but it lies in a folder that others may write: a path that leads out of the
// output is refused like one of any other file.
fn from_text(text: &str) -> io::Result<Vec<Step>> {
    let step = |line: &str| {
        let (verb, rest) = line.split_once(' ')?;
        let tame = |path: &str| (path == MARKER || SitePath::new(path).is_some()).then(|| path.to_string());
        match verb {
            "delete" => Some(Step::Delete(tame(rest)?)),
            "move" => {
                let (number, path) = rest.split_once(' ')?;
                Some(Step::Move(number.parse().ok()?, tame(path)?))
            }
            _ => None,
        }
    };
    let steps: Option<Vec<Step>> = text.lines().map(step).collect();
    steps
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the journal of the last build is damaged"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_is_read_back_and_leads_nowhere_else() {
        let steps = vec![Step::Delete("zh/发信/index.html".into()), Step::Move(0, "a b/index.html".into())];
        assert_eq!(from_text(&to_text(&steps)).expect("it is whole"), steps);
        for hostile in ["delete ../x", "move 0 /etc/passwd", "move x a", "remove a", "delete"] {
            assert!(from_text(hostile).is_err(), "{hostile}");
        }
    }

    #[test]
    fn a_decided_change_is_completed_wherever_it_was_cut() {
        let steps = [
            Step::Delete("old/index.html".into()),
            Step::Move(0, "old".into()),
            Step::Move(1, "new/x".into()),
        ];
        for cut in 0..=steps.len() {
            let home = tempfile::tempdir().expect("a folder");
            let folder = home.path().join("public");
            fs::create_dir_all(folder.join("old")).expect("is new");
            fs::write(folder.join("old/index.html"), "old").expect("is new");
            let stage = stage_of(&folder);
            fs::create_dir(&stage).expect("is new");
            fs::write(stage.join("0"), "zero").expect("is new");
            fs::write(stage.join("1"), "one").expect("is new");
            fs::write(stage.join(JOURNAL), to_text(&steps)).expect("is new");
            // What a kill after `cut` steps leaves behind.
            let kept = home.path().join("kept");
            fs::create_dir(&kept).expect("is new");
            carry_out(&folder, &kept, &steps[..0]).expect("nothing to do");
            for step in &steps[..cut] {
                match step {
                    Step::Delete(path) => fs::remove_file(folder.join(path)).expect("is there"),
                    Step::Move(number, path) => {
                        let _ = fs::remove_dir(folder.join("old"));
                        fs::create_dir_all(folder.join(path).parent().expect("is below")).expect("works");
                        fs::rename(stage.join(number.to_string()), folder.join(path)).expect("is staged");
                    }
                }
            }
            recover(&folder).expect("it can be completed");
            assert_eq!(fs::read_to_string(folder.join("old")).expect("is there"), "zero", "{cut}");
            assert_eq!(fs::read_to_string(folder.join("new/x")).expect("is there"), "one", "{cut}");
            assert!(!stage.exists(), "{cut}");
        }
    }

    #[test]
    fn a_change_that_was_not_decided_is_dropped() {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("public");
        fs::create_dir(&folder).expect("is new");
        fs::create_dir(stage_of(&folder)).expect("is new");
        fs::write(stage_of(&folder).join("0"), "half").expect("is new");
        recover(&folder).expect("there is nothing to complete");
        assert!(!stage_of(&folder).exists());
        assert_eq!(fs::read_dir(&folder).expect("is there").count(), 0);
    }
}
