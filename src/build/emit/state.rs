//! What a site remembers between builds: a folder `.portolan` in the site, with one manifest for
//! each output folder, and a lock.
//!
//! Nothing in it is needed. Where it can't be written, or was thrown away, every build is clean.

use super::{Target, Written};
use crate::base::fingerprint::Fingerprint;
use crate::base::path::SitePath;
use crate::build::manifest::{Manifest, Stamp};
use crate::build::run::{Build, Last};
use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The memory of a site about one output folder. While it exists, no other build of the site
/// begins.
#[derive(Debug)]
pub struct State {
    manifest: PathBuf,
    generator: Fingerprint,
    _lock: File,
}

/// Opens the memory of a site. `waiting` is called with the process id of another build, if there
/// is one, before it is waited for. The lock is the kernel's: it ends with its holder.
pub fn open(
    site: &Path,
    target: &Target,
    generator: Fingerprint,
    waiting: impl FnOnce(&str),
) -> io::Result<State> {
    // A folder without content is no site: nothing is left in it.
    fs::metadata(site.join("content"))?;
    let folder = site.join(".portolan");
    fs::create_dir_all(&folder)?;
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        fs::write(ignore, "*\n")?;
    }
    let path = folder.join("lock");
    let mut lock = File::options().create(true).read(true).write(true).truncate(false).open(&path)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            waiting(fs::read_to_string(&path).unwrap_or_default().trim());
            lock.lock()?;
        }
        Err(TryLockError::Error(error)) => return Err(error),
    }
    lock.set_len(0)?;
    write!(lock, "{}", std::process::id())?;
    let name = Fingerprint::of_bytes(target.folder.as_os_str().as_encoded_bytes()).short();
    Ok(State { manifest: folder.join(format!("{name}.manifest")), generator, _lock: lock })
}

impl State {
    /// What is left of the last build; `None` when there is nothing to build on.
    pub fn recall(&self, target: &Target) -> Option<Last> {
        let manifest = Manifest::decode(&fs::read(&self.manifest).ok()?, self.generator)?;
        super::written(&target.folder)?;
        let intact: BTreeSet<SitePath> = manifest
            .outputs
            .iter()
            .filter(|(path, record)| stamp(&target.folder, path) == Some(record.file))
            .map(|(path, _)| path.clone())
            .collect();
        Some(Last { manifest, intact })
    }

    /// Records a build that was published.
    pub fn remember(&self, target: &Target, build: &Build<Written>, last: Option<&Last>) -> io::Result<()> {
        let last = last.map(|last| &last.manifest);
        let of_last = |path: &SitePath| Some(last?.outputs.get(path)?.file);
        let manifest = build.record(last, |path, made| {
            let stamp = match made.bytes {
                Written::Yes(Some(stamp)) => Some(stamp),
                Written::Same => of_last(path),
                Written::Yes(None) | Written::No(_) => stamp(&target.folder, path),
            };
            stamp.unwrap_or_default()
        });
        let draft = self.manifest.with_extension("draft");
        fs::write(&draft, manifest.encode(self.generator))?;
        fs::rename(draft, &self.manifest)
    }

    /// The record of the last build, whatever has become of its files.
    pub fn record(&self) -> Option<Manifest> {
        Manifest::decode(&fs::read(&self.manifest).ok()?, self.generator)
    }
}

fn stamp(folder: &Path, path: &SitePath) -> Option<Stamp> {
    let found = fs::symlink_metadata(folder.join(path.as_str())).ok()?;
    if found.is_file() { of_metadata(&found) } else { None }
}

#[cfg(unix)]
pub(super) fn of_metadata(found: &Metadata) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
    Some(Stamp {
        size: found.len(),
        modified: nanoseconds(found.mtime(), found.mtime_nsec()),
        changed: nanoseconds(found.ctime(), found.ctime_nsec()),
        inode: found.ino(),
    })
}

// Without a change time a file that was replaced can't be told from the one that was written, so
// there is no stamp and no output is kept.
#[cfg(not(unix))]
pub(super) fn of_metadata(_: &Metadata) -> Option<Stamp> {
    None
}
