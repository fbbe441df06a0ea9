//! The only writer of the output folder.
//!
//! A clean build is written beside the output and exchanged with it in one step, so a visitor sees
//! the old site or the new one. An incremental build replaces whole files through a journal. Only
//! files that an earlier build wrote are ever deleted; the marker in the folder lists them.

mod journal;
mod stage;
pub mod state;

use crate::base::fingerprint::Fingerprint;
use crate::base::path::SitePath;
use crate::base::stamp::Stamp;
use crate::build::run::{Build, Last};
use crate::diag::{Failure, Text};
use journal::Change;
use stage::Stage;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

/// The file that says that an output folder is ours, and which files in it we wrote.
pub const MARKER: &str = ".portolan";

const MARKER_HEAD: &str =
    "This folder was written by portolan. The files below are replaced by the next build.";

/// An output folder that may be written.
#[derive(Debug)]
pub struct Target {
    folder: PathBuf,
}

/// Checks that a folder may be written: it is new, empty or ours, and neither holds the site nor
/// is held by one of the folders that the site is read from.
pub fn claim(out: &Path, site: &Path, home: Option<&Path>) -> Result<Target, Failure> {
    let folder = absolute(out)?;
    let site = absolute(site)?;
    if folder.parent().is_none() || site.starts_with(&folder) {
        return Err(refuse(&folder, text!("it holds the site itself", "其中就是站点本身")));
    }
    if home.and_then(|home| absolute(home).ok()).is_some_and(|home| home.starts_with(&folder)) {
        return Err(refuse(&folder, text!("it holds your home folder", "其中是你的主文件夹")));
    }
    if crate::source::disk::FOLDERS.iter().any(|inputs| folder.starts_with(site.join(inputs))) {
        return Err(refuse(&folder, text!("the site is read from there", "站点正是从那里读取的")));
    }
    ours(&folder)?;
    Ok(Target { folder })
}

/// The right to write to an output folder: builds that publish into one parent wait for each other.
/// The lock is the kernel's and ends with the process, however that ends, so a killed build never
/// blocks the next.
#[derive(Debug)]
pub struct Turn<'a> {
    target: &'a Target,
    // Folders above the output that were made for it.
    above: Vec<PathBuf>,
    _lock: File,
}

/// Waits for the turn, and completes what a killed build had begun.
pub fn take_turn(target: &Target) -> Result<Turn<'_>, Failure> {
    let folder = &target.folder;
    let parent = folder.parent().expect("a target is never the root of the file system");
    let failed = |error: io::Error| Failure::io(untouched(folder), &error);
    let missing = parent.ancestors().take_while(|above| !above.exists());
    let above: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
    fs::create_dir_all(parent).map_err(failed)?;
    let turn = Turn { target, above, _lock: lock(parent).map_err(failed)? };
    journal::recover(folder).map_err(|error| Failure::io(unpublished(folder), &error))?;
    Ok(turn)
}

// Some network file systems have no locks; there, building twice at once is up to the author.
fn lock(folder: &Path) -> io::Result<File> {
    let folder = File::open(folder)?;
    match folder.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(folder),
    }
}

impl Turn<'_> {
    /// Begins to write a site. With what is left of the last build, only files that differ are
    /// written. Nothing in the output folder changes before the site is published, and what was
    /// written goes away with the value if it is not.
    pub fn write<'a>(&'a self, last: Option<&'a Last>) -> Result<Writing<'a>, Failure> {
        let folder = &self.target.folder;
        let failed = |error: io::Error| Failure::io(untouched(folder), &error);
        // Another build may have written since the claim.
        let ours = ours(folder)?;
        Stage::discard_left(folder).map_err(failed)?;
        let place = match last {
            Some(last) => Place::Parts(Change::new(folder), last),
            None => Place::Whole(Stage::beside(folder).map_err(failed)?),
        };
        Ok(Writing { folder, ours, place })
    }
}

impl Drop for Turn<'_> {
    // A build that published nothing leaves no folder behind. Those that hold something stay.
    fn drop(&mut self) {
        self.above.iter().take_while(|folder| fs::remove_dir(folder).is_ok()).for_each(drop);
    }
}

/// A site that is being written.
#[derive(Debug)]
pub struct Writing<'a> {
    folder: &'a Path,
    ours: BTreeSet<String>,
    place: Place<'a>,
}

#[derive(Debug)]
enum Place<'a> {
    // A whole site beside the output.
    Whole(Stage),
    // The files that differ from those of the last build.
    Parts(Change, &'a Last),
}

/// What became of the bytes of a file.
#[derive(Debug)]
pub enum Written {
    /// The output folder holds them already.
    Same,
    /// They are in a new folder, which is going to be published with the look that its files have.
    Placed(Option<Stamp>),
    /// They are in a file that is going to be moved, which changes the time of its last change.
    Staged(Option<Stamp>),
    /// They could not be written.
    No(io::Error),
}

impl Writing<'_> {
    /// Writes a file, to be published with all others.
    pub fn put(&self, path: &SitePath, bytes: &[u8], fingerprint: Fingerprint) -> Written {
        let written = match &self.place {
            Place::Whole(stage) => stage.put(path, bytes).map(Written::Placed),
            Place::Parts(_, last) if last.holds(path, fingerprint) => return Written::Same,
            Place::Parts(change, _) => change.put(path, bytes).map(Written::Staged),
        };
        written.unwrap_or_else(Written::No)
    }

    /// Puts the site in place of what the folder held. Files that somebody else put there stay; when
    /// one of them has the name of a page, nothing changes.
    pub fn publish(self, build: &Build<Written>) -> Result<(), Failure> {
        let folder = self.folder;
        for (path, made) in &build.files {
            if let Written::No(error) = &made.bytes {
                return Err(Failure::io(unwritten(folder, path), error));
            }
        }
        let paths = build.paths();
        let marker = marker_text(paths.iter().copied());
        let failed = |error: io::Error| Failure::io(untouched(folder), &error);
        match self.place {
            Place::Whole(stage) => {
                stage.mark(&marker).map_err(failed)?;
                if folder.exists() {
                    stage.adopt(folder, &self.ours)?;
                }
                stage.exchange(folder).map_err(failed)
            }
            Place::Parts(change, _) => {
                let kept: BTreeSet<&str> = paths.iter().map(|path| path.as_str()).collect();
                let gone: Vec<&str> =
                    self.ours.iter().map(String::as_str).filter(|path| !kept.contains(path)).collect();
                let written = build.files.iter().filter(|(_, made)| matches!(made.bytes, Written::Staged(_)));
                let mut written = written.map(|(path, _)| path.as_str()).peekable();
                if gone.is_empty() && written.peek().is_none() {
                    return Ok(());
                }
                for path in written {
                    if !self.ours.contains(path) && folder.join(path).symlink_metadata().is_ok() {
                        return Err(clash(folder, Path::new(path)));
                    }
                }
                change.decide(&gone, &marker).map_err(failed)?;
                change.carry_out().map_err(|error| Failure::io(unpublished(folder), &error))
            }
        }
    }
}

// The files that earlier builds wrote into a folder; an error when it holds anything else only.
fn ours(folder: &Path) -> Result<BTreeSet<String>, Failure> {
    let shown = folder.display();
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => {
            return Err(Failure::io(text!("can't look at `{shown}`", "无法查看 `{shown}`"), &error));
        }
        Ok(found) if !found.is_dir() => {
            return Err(refuse(folder, text!("it is not a folder", "它不是文件夹")));
        }
        Ok(_) => {}
    }
    match written(folder) {
        Some(ours) => Ok(ours),
        None if is_empty(folder) => Ok(BTreeSet::new()),
        None => Err(refuse(
            folder,
            text!(
                "it is not empty and was not written by portolan; choose another with `--out`, or empty it",
                "它不是空的，也不是 portolan 写的；请用 `--out` 另选，或先清空它"
            ),
        )),
    }
}

fn refuse(folder: &Path, why: Text) -> Failure {
    let shown = folder.display();
    Failure::refused(text!("can't write to `{shown}`", "不能写入 `{shown}`"), why)
}

fn untouched(folder: &Path) -> Text {
    let shown = folder.display();
    text!("can't publish to `{shown}`; the old site is untouched", "无法发布到 `{shown}`；原有站点未受影响")
}

fn unwritten(folder: &Path, path: &SitePath) -> Text {
    let shown = folder.display();
    text!(
        "can't write `{path}`; the old site in `{shown}` is untouched",
        "无法写入 `{path}`；`{shown}` 中原有的站点未受影响"
    )
}

fn unpublished(folder: &Path) -> Text {
    let shown = folder.display();
    text!(
        "can't publish to `{shown}`; every file there is whole",
        "无法发布到 `{shown}`；其中的文件都是完整的"
    )
}

/// The files that builds wrote into a folder, by its marker; `None` when it has none.
pub fn written(folder: &Path) -> Option<BTreeSet<String>> {
    let text = fs::read_to_string(folder.join(MARKER)).ok()?;
    let mut lines = text.lines();
    (lines.next() == Some(MARKER_HEAD)).then(|| lines.map(str::to_string).collect())
}

fn marker_text<'a>(paths: impl Iterator<Item = &'a SitePath>) -> String {
    let lines = paths.map(|path| format!("{path}\n"));
    format!("{MARKER_HEAD}\n{}", lines.collect::<String>())
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

fn clash(folder: &Path, file: &Path) -> Failure {
    let file = file.display();
    Failure::refused(
        untouched(folder),
        text!(
            "`{file}` was not written by portolan, and the site has a file of that name",
            "`{file}` 不是 portolan 写的，而站点也有同名文件"
        ),
    )
}

// Symbolic links and `..` are followed as far as the path exists, so that two spellings of one
// place compare equal; `..` after a folder that is not there yet takes that folder back.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    let shown = path.display();
    let whole = std::path::absolute(path).map_err(|error| {
        Failure::io(text!("can't use the path `{shown}`", "无法使用路径 `{shown}`"), &error)
    })?;
    let mut real = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            _ => {
                real.push(part);
                real = real.canonicalize().unwrap_or(real);
            }
        }
    }
    Ok(real)
}
