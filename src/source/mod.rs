//! The outside world as a value: every input of a site, read once and never changed.
//!
//! A [`Snapshot`] does not know what its files mean. Tests make one from a string; only
//! [`disk`] makes one from a folder.

pub mod defaults;
pub mod disk;

use crate::base::fingerprint::Fingerprint;
use crate::base::path::SourcePath;
use crate::base::stamp::Stamp;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// All inputs of one build.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: BTreeMap<SourcePath, File>,
    refused: Vec<Refused>,
}

/// One input file.
#[derive(Clone, Debug)]
pub struct File {
    /// Its content.
    pub bytes: Arc<[u8]>,
    /// Whose file it is.
    pub origin: Origin,
    /// What it looked like on the disk, if it comes from one.
    pub stamp: Option<Stamp>,
    fingerprint: OnceLock<Fingerprint>,
}

impl File {
    fn new(bytes: Arc<[u8]>, origin: Origin, stamp: Option<Stamp>) -> File {
        File { bytes, origin, stamp, fingerprint: OnceLock::new() }
    }

    /// A file of the program.
    pub fn carried(bytes: &[u8]) -> File {
        File::new(Arc::from(bytes), Origin::Default, None)
    }

    fn known_by(self, print: Option<Fingerprint>) -> File {
        File { fingerprint: print.map(OnceLock::from).unwrap_or_default(), ..self }
    }

    /// The fingerprint of its content.
    pub fn fingerprint(&self) -> Fingerprint {
        *self.fingerprint.get_or_init(|| Fingerprint::of_bytes(&self.bytes))
    }
}

/// Whose file an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It lies in the site folder.
    Site,
    /// It is carried by the program and can be overridden by a file of the same path.
    Default,
}

/// A thing in the site folder that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Where it is, as far as that can be written as text.
    pub path: String,
    /// Why it is not read.
    pub why: Refusal,
}

/// Why a thing in the site folder is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// A symbolic link could lead out of the site folder.
    SymbolicLink,
    /// A name that is not UTF-8, or holds a backslash or a control character.
    BadName,
    /// A pipe, a socket or a device: reading it might never end.
    NotAFile,
}

impl Snapshot {
    /// A snapshot that holds only what the program carries with it.
    pub fn of_defaults() -> Snapshot {
        let mut snapshot = Snapshot::default();
        for (path, bytes) in defaults::FILES {
            let path = SourcePath::new(path).expect("the paths of defaults are written in the source");
            snapshot.files.insert(path, File::carried(bytes));
        }
        snapshot
    }

    /// Puts a file of the site, in place of what had its path.
    pub fn insert(&mut self, path: SourcePath, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path, File::new(bytes.into(), Origin::Site, None));
    }

    /// Puts the files of one string, in which a line `//- path` begins each. Paths have to be tame:
    /// such strings are written by us, never by the author of a site.
    pub fn insert_all(&mut self, files: &str) {
        for file in files.split("//- ").skip(1) {
            let (path, text) = file.split_once('\n').unwrap_or((file, ""));
            let path = SourcePath::new(path.trim()).expect("paths in our own strings are tame");
            self.insert(path, text.as_bytes());
        }
    }

    /// Removes a file. A default that it had replaced does not come back.
    pub fn remove(&mut self, path: &SourcePath) -> Option<File> {
        self.files.remove(path)
    }

    /// Notes a thing that is not read.
    pub fn refuse(&mut self, refused: Refused) {
        self.refused.push(refused);
    }

    /// What is not read, in the order in which it was met.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// The file at a path.
    pub fn find(&self, path: &SourcePath) -> Option<&File> {
        self.files.get(path)
    }

    /// All files, by path.
    pub fn files(&self) -> impl Iterator<Item = (&SourcePath, &File)> {
        self.files.iter()
    }

    /// The files below `folder`, which is written without a slash at its end.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a SourcePath, &'a File)> {
        self.files.iter().filter(move |(path, _)| {
            path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        })
    }
}
