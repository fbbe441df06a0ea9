//! The only writer of the output folder.
//!
//! A clean build is written beside the output and exchanged with it in one step, so a visitor sees
//! the old site or the new one. An incremental build replaces whole files through a journal. Only
//! files that an earlier build wrote are ever deleted; the marker in the folder lists them.

mod journal;
mod stage;
pub mod state;

use crate::base::path::SitePath;
use crate::build::run::{Build, Last};
use crate::diag::{Failure, Text};
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

/// Completes what a killed build had begun.
pub fn recover(target: &Target) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::io(unpublished(&target.folder), &error);
    journal::recover(&target.folder).map_err(failed)
}

/// Puts a build in place of what the folder held. With what is left of the last build, only files
/// that differ are written. Files that somebody else put there stay; when one of them has the name
/// of a page, nothing is written.
pub fn publish(target: &Target, build: &Build, last: Option<&Last>) -> Result<(), Failure> {
    let folder = &target.folder;
    let failed = |error: io::Error| Failure::io(untouched(folder), &error);
    let parent = folder.parent().expect("a target is never the root of the file system");
    fs::create_dir_all(parent).map_err(failed)?;
    let _turn = take_turns(parent).map_err(failed)?;
    // Another build may have written since the claim.
    let ours = ours(folder)?;
    match last {
        Some(last) => {
            Stage::discard_left(folder).map_err(failed)?;
            change(folder, build, last, &ours)
        }
        None => {
            let stage = Stage::beside(folder).map_err(failed)?;
            stage.fill(&build.files).map_err(failed)?;
            if folder.exists() {
                stage.adopt(folder, &ours)?;
            }
            stage.exchange(folder).map_err(failed)
        }
    }
}

fn change(folder: &Path, build: &Build, last: &Last, ours: &BTreeSet<String>) -> Result<(), Failure> {
    let paths = build.paths();
    let gone: Vec<&str> = ours
        .iter()
        .map(String::as_str)
        .filter(|path| !paths.iter().any(|kept| kept.as_str() == *path))
        .collect();
    let mut files: Vec<(&str, &[u8])> = Vec::new();
    for (path, made) in &build.files {
        if last.holds(path, &made.bytes) {
            continue;
        }
        if !ours.contains(path.as_str()) && folder.join(path.as_str()).symlink_metadata().is_ok() {
            return Err(clash(folder, Path::new(path.as_str())));
        }
        files.push((path.as_str(), &made.bytes));
    }
    if gone.is_empty() && files.is_empty() {
        return Ok(());
    }
    let marker = marker_text(paths.into_iter());
    files.push((MARKER, marker.as_bytes()));
    let failed = |error: io::Error| Failure::io(unpublished(folder), &error);
    journal::change(folder, gone.into_iter(), files.into_iter()).map_err(failed)
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
    match read_marker(folder) {
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

fn unpublished(folder: &Path) -> Text {
    let shown = folder.display();
    text!(
        "can't publish to `{shown}`; every file there is whole",
        "无法发布到 `{shown}`；其中的文件都是完整的"
    )
}

// Builds that publish into the same parent wait for each other. The lock is the kernel's and ends
// with the process, however that ends, so a killed build never blocks the next. Some network file
// systems have no locks; there, building twice at once is up to the author.
fn take_turns(parent: &Path) -> io::Result<File> {
    let folder = File::open(parent)?;
    match folder.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(folder),
    }
}

fn read_marker(folder: &Path) -> Option<BTreeSet<String>> {
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
