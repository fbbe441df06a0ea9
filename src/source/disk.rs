//! The only reader of the site folder.

use super::{Origin, Refusal, Refused, Snapshot};
use crate::base::fingerprint::Fingerprint;
use crate::base::path::SourcePath;
use crate::base::stamp::Stamp;
use crate::source;
use rayon::prelude::*;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The folders of a site that are read; everything else in the site folder is somebody else's.
pub const FOLDERS: [&str; 3] = ["content", "templates", "static"];

/// Something that the environment refused.
#[derive(Debug)]
pub struct Unreadable {
    /// The path it was about.
    pub path: PathBuf,
    /// What the system said.
    pub cause: io::Error,
}

/// What a site folder holds, without the contents of files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The files, by path. There is no stamp where the system can't tell a file
    /// from another one that took its place.
    pub files: Vec<(SourcePath, Option<Stamp>)>,
    /// What is not read.
    pub refused: Vec<Refused>,
}

/// Lists a site folder.
///
/// Symbolic links are never followed, and hidden files (which
/// editors and version control leave behind) are passed over.
pub fn list(site: &Path) -> Result<Listing, Unreadable> {
    let mut listing = Listing::default();
    let unreadable = |path: &Path, cause: io::Error| Unreadable { path: path.to_path_buf(), cause };
    fs::metadata(site).map_err(|cause| unreadable(site, cause))?;
    for folder in FOLDERS {
        let root = site.join(folder);
        if fs::symlink_metadata(&root).is_err() {
            continue;
        }
        let walk = WalkDir::new(&root).follow_root_links(false).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| !is_hidden(entry.file_name())) {
            let failed = |error: walkdir::Error| {
                let path = error.path().unwrap_or(&root).to_path_buf();
                let cause = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of folders"));
                Unreadable { path, cause }
            };
            let entry = entry.map_err(failed)?;
            let below = entry.path().strip_prefix(site).expect("walking starts below the site");
            let mut refuse = |why| {
                listing.refused.push(Refused { path: below.to_string_lossy().into_owned(), why });
            };
            if entry.file_type().is_symlink() {
                refuse(Refusal::SymbolicLink);
            } else if entry.file_type().is_dir() {
            } else if !entry.file_type().is_file() {
                refuse(Refusal::NotAFile);
            } else if let Some(path) = below.to_str().and_then(SourcePath::new) {
                let found = entry.metadata().map_err(failed)?;
                listing.files.push((path, stamp(&found)));
            } else {
                refuse(Refusal::BadName);
            }
        }
    }
    listing.files.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(listing)
}

/// Reads a site folder over the defaults of the program. A file's stamp is older than its bytes, so
/// a file that changes meanwhile differs from its stamp the next time.
pub fn read(site: &Path) -> Result<Snapshot, Unreadable> {
    read_listed(site, list(site)?, &|_, _| None)
}

/// Reads the files of a listing. `print` knows the fingerprints of some by the look that they had at
/// rest; those need not be computed.
pub fn read_listed(
    site: &Path,
    listing: Listing,
    print: &(dyn Fn(&SourcePath, Stamp) -> Option<Fingerprint> + Sync),
) -> Result<Snapshot, Unreadable> {
    gather(listing, |path, stamp| {
        let (bytes, found) = bytes(site, path, stamp)?;
        // One that was written to since it was listed looks otherwise behind its bytes.
        let known = stamp.filter(|_| found == stamp).and_then(|stamp| print(path, stamp));
        Ok(source::File::new(bytes.into(), Origin::Site, stamp).known_by(known))
    })
}

/// Reads a site folder once more. A file that looks as it did when `before` was read, and had come to
/// rest by `then`, the time of that reading, is the same file.
pub fn read_again(site: &Path, before: &Snapshot, then: i64) -> Result<Snapshot, Unreadable> {
    gather(list(site)?, |path, stamp| {
        let is_settled = stamp.is_some_and(|stamp| stamp.is_settled(then));
        if let Some(file) = before.find(path).filter(|file| is_settled && file.stamp == stamp) {
            return Ok(file.clone());
        }
        Ok(source::File::new(bytes(site, path, stamp)?.0.into(), Origin::Site, stamp))
    })
}

fn gather(
    Listing { files, refused }: Listing,
    read: impl Fn(&SourcePath, Option<Stamp>) -> Result<source::File, Unreadable> + Sync,
) -> Result<Snapshot, Unreadable> {
    let files = files.into_par_iter().map(|(path, stamp)| {
        let file = read(&path, stamp)?;
        Ok((path, file))
    });
    let mut snapshot = Snapshot::of_defaults();
    snapshot.files.extend(files.collect::<Result<Vec<_>, Unreadable>>()?);
    refused.into_iter().for_each(|refused| snapshot.refuse(refused));
    Ok(snapshot)
}

// The bytes of a file, and how it looked when they were read. The size is known, so the system need
// not be asked for it beforehand.
fn bytes(
    site: &Path,
    path: &SourcePath,
    stamp: Option<Stamp>,
) -> Result<(Vec<u8>, Option<Stamp>), Unreadable> {
    let place = site.join(path.as_str());
    let read = || -> io::Result<(Vec<u8>, Option<Stamp>)> {
        let size = stamp.and_then(|stamp| usize::try_from(stamp.size).ok()).unwrap_or_default();
        let mut bytes = Vec::with_capacity(size + 1);
        let mut file = File::open(&place)?;
        file.read_to_end(&mut bytes)?;
        Ok((bytes, self::stamp(&file.metadata()?)))
    };
    read().map_err(|cause| Unreadable { path: place.clone(), cause })
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// The stamp of a file.
#[cfg(unix)]
pub fn stamp(found: &Metadata) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    Some(Stamp {
        size: found.len(),
        modified: nanoseconds(found.mtime(), found.mtime_nsec()),
        changed: nanoseconds(found.ctime(), found.ctime_nsec()),
        inode: found.ino(),
    })
}

/// Without a change time a file that was replaced can't be told from the one that was there.
#[cfg(not(unix))]
pub fn stamp(_: &Metadata) -> Option<Stamp> {
    None
}
