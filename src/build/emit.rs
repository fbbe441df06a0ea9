//! The only writer of the output folder.
//!
//! A build is written beside the output and exchanged with it in one step, so a visitor sees the
//! old site or the new one. Only files that an earlier build wrote are ever deleted; the marker
//! in the folder lists them.

use crate::base::path::SitePath;
use crate::build::run::Made;
use crate::diag::{Failure, Text};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
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

/// Writes the files in place of what the folder held. Files that somebody else put there stay;
/// when one of them has the name of a page, nothing is written.
pub fn publish(target: &Target, files: &BTreeMap<SitePath, Made>) -> Result<(), Failure> {
    let folder = &target.folder;
    let failed = |error: io::Error| Failure::io(untouched(folder), &error);
    let parent = folder.parent().expect("a target is never the root of the file system");
    fs::create_dir_all(parent).map_err(failed)?;
    let _turn = take_turns(parent).map_err(failed)?;
    // Another build may have written since the claim.
    let ours = ours(folder)?;
    let stage = Stage::beside(folder).map_err(failed)?;
    stage.fill(files).map_err(failed)?;
    if folder.exists() {
        stage.adopt(folder, &ours)?;
    }
    stage.exchange(folder).map_err(failed)
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

// The new site while it is being written. Whatever is left of it goes away with the value.
struct Stage {
    folder: PathBuf,
}

impl Stage {
    // Its turn is this build's, so what has the name already was left by a build that was killed.
    fn beside(folder: &Path) -> io::Result<Stage> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let stage = folder.with_file_name(format!(".{name}.new"));
        if stage.exists() {
            fs::remove_dir_all(&stage)?;
        }
        fs::create_dir(&stage)?;
        Ok(Stage { folder: stage })
    }

    fn fill(&self, files: &BTreeMap<SitePath, Made>) -> io::Result<()> {
        let mut made: BTreeSet<PathBuf> = BTreeSet::new();
        let mut list = format!("{MARKER_HEAD}\n");
        for (path, file) in files {
            let place = self.folder.join(path.as_str());
            let above = place.parent().unwrap_or(&self.folder);
            if made.insert(above.to_path_buf()) {
                fs::create_dir_all(above)?;
            }
            File::create(&place)?.write_all(&file.bytes)?;
            list.push_str(path.as_str());
            list.push('\n');
        }
        File::create(self.folder.join(MARKER))?.write_all(list.as_bytes())
    }

    // Hard links keep other people's files in both trees, so that they are never missing.
    fn adopt(&self, old: &Path, ours: &BTreeSet<String>) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::io(untouched(old), &error);
        let our_folders: BTreeSet<&str> =
            ours.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
        let mut folders = vec![PathBuf::new()];
        for entry in walkdir::WalkDir::new(old).min_depth(1) {
            let entry = entry.map_err(|error| failed(error.into()))?;
            let below = entry.path().strip_prefix(old).expect("walking starts there");
            let place = self.folder.join(below);
            let is_folder = entry.file_type().is_dir();
            let is_ours = below.to_str().is_some_and(|path| match is_folder {
                true => our_folders.contains(path),
                false => path == MARKER || ours.contains(path),
            });
            if is_ours {
                continue;
            }
            if is_folder {
                fs::create_dir_all(&place).map_err(failed)?;
                folders.push(below.to_path_buf());
            } else if place.symlink_metadata().is_ok() {
                return Err(clash(old, below));
            } else {
                fs::create_dir_all(place.parent().unwrap_or(&self.folder)).map_err(failed)?;
                let linked = fs::hard_link(entry.path(), &place);
                linked.or_else(|_| fs::copy(entry.path(), &place).map(drop)).map_err(failed)?;
            }
        }
        // Inner folders first: an outer one may be closed to us afterwards.
        for folder in folders.iter().rev() {
            let permissions = fs::metadata(old.join(folder)).map_err(failed)?.permissions();
            fs::set_permissions(self.folder.join(folder), permissions).map_err(failed)?;
        }
        Ok(())
    }

    // Linux exchanges two folders in one step. Elsewhere two renames leave a moment between them.
    fn exchange(&self, folder: &Path) -> io::Result<()> {
        if !folder.exists() {
            return fs::rename(&self.folder, folder);
        }
        if renameat_with(CWD, &self.folder, CWD, folder, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
        let old = self.folder.with_extension("old");
        fs::rename(folder, &old)?;
        if let Err(error) = fs::rename(&self.folder, folder) {
            fs::rename(&old, folder)?;
            return Err(error);
        }
        fs::rename(&old, &self.folder)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What can't be removed is a hidden folder beside the output; the next build tries again.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn read_marker(folder: &Path) -> Option<BTreeSet<String>> {
    let text = fs::read_to_string(folder.join(MARKER)).ok()?;
    let mut lines = text.lines();
    (lines.next() == Some(MARKER_HEAD)).then(|| lines.map(str::to_string).collect())
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
