//! The only reader of the site folder.

use super::{Refusal, Refused, Snapshot};
use crate::base::path::SourcePath;
use std::path::{Path, PathBuf};
use std::{fs, io};
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

/// Reads a site folder over the defaults of the program.
///
/// Names are visited in byte order, symbolic links are never followed, and hidden files (which
/// editors and version control leave behind) are passed over.
pub fn read(site: &Path) -> Result<Snapshot, Unreadable> {
    let mut snapshot = Snapshot::of_defaults();
    let unreadable = |path: &Path, cause: io::Error| Unreadable { path: path.to_path_buf(), cause };
    fs::metadata(site).map_err(|cause| unreadable(site, cause))?;
    for folder in FOLDERS {
        let root = site.join(folder);
        if fs::symlink_metadata(&root).is_err() {
            continue;
        }
        let walk = WalkDir::new(&root).follow_root_links(false).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| !is_hidden(entry.file_name())) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(&root).to_path_buf();
                let cause = error.into_io_error().unwrap_or_else(|| io::Error::other("a loop of folders"));
                Unreadable { path, cause }
            })?;
            let below = entry.path().strip_prefix(site).expect("walking starts below the site");
            let name = below.to_string_lossy().into_owned();
            if entry.file_type().is_symlink() {
                snapshot.refuse(Refused { path: name, why: Refusal::SymbolicLink });
            } else if entry.file_type().is_dir() {
            } else if !entry.file_type().is_file() {
                snapshot.refuse(Refused { path: name, why: Refusal::NotAFile });
            } else if let Some(path) = below.to_str().and_then(SourcePath::new) {
                let bytes = fs::read(entry.path()).map_err(|cause| unreadable(entry.path(), cause))?;
                snapshot.insert(path, bytes);
            } else {
                snapshot.refuse(Refused { path: name, why: Refusal::BadName });
            }
        }
    }
    Ok(snapshot)
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
