//! What a site remembers between builds, in a folder `.portolan` of its own: for each output folder
//! the manifest, what the disk looked like and what files said; and a lock.
//!
//! Nothing in it is needed. Where it can't be written, or was thrown away, every build is clean.

use super::{MARKER, Target, Written, journal};
use crate::base::fingerprint::Fingerprint;
use crate::base::path::{SitePath, SourcePath};
use crate::base::stamp::Stamp;
use crate::build::manifest::Manifest;
use crate::build::run::{Build, Intact, Last, Options};
use crate::build::sealed;
use crate::build::stamps::{Seen, Stamps};
use crate::model::memo::{Index, Memo};
use crate::source::disk::{self, Listing, Unreadable};
use crate::source::{Refused, Snapshot};
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const MEMO_HEAD: &str = "portolan trees 2";
const PROGRAM_HEAD: &str = "portolan program 1";

/// The memory of a site about one output folder. While it exists, no other build of the site
/// begins.
#[derive(Debug)]
pub struct State {
    site: PathBuf,
    folder: PathBuf,
    // The name of the output folder's files.
    name: String,
    generator: Fingerprint,
    // The time of the site's file system, from before anything was read.
    now: i64,
    _lock: File,
}

/// Opens the memory of a site. `program` is the program itself: another one makes everything anew.
/// `waiting` is called with the process id of another build, if there is one, before it is waited
/// for. The lock is the kernel's: it ends with its holder.
pub fn open(site: &Path, target: &Target, program: &Path, waiting: impl FnOnce(&str)) -> io::Result<State> {
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
    // Writing the lock is the first thing that a build does, so its date is the time.
    let now = disk::stamp(&lock.metadata()?).map_or(i64::MIN, |stamp| stamp.modified);
    let name = Fingerprint::of_bytes(target.folder.as_os_str().as_encoded_bytes()).short();
    let generator = generator(program, &folder, now)?;
    Ok(State { site: site.to_path_buf(), folder, name, generator, now, _lock: lock })
}

// The fingerprint of the program. Programs are large and seldom change, so it is kept beside the
// stamp of the program that it was taken from.
fn generator(program: &Path, folder: &Path, now: i64) -> io::Result<Fingerprint> {
    let stamp = disk::stamp(&fs::metadata(program)?).filter(|stamp| stamp.is_settled(now));
    let place = folder.join("program");
    // Whoever wrote the file had no fingerprint to name itself by yet.
    let nobody = Fingerprint::of_bytes(b"");
    let known = fs::read(&place).ok().and_then(|bytes| sealed::open(PROGRAM_HEAD, nobody, &bytes));
    match known {
        Some((of, fingerprint)) if stamp.is_some() && stamp == of => Ok(fingerprint),
        _ => {
            let fingerprint = Fingerprint::of_bytes(&fs::read(program)?);
            fs::write(place, sealed::seal(PROGRAM_HEAD, nobody, &(stamp, fingerprint)))?;
            Ok(fingerprint)
        }
    }
}

/// The disk beside what the last build left of it.
#[derive(Debug)]
pub struct Look {
    stamps: Stamps,
    listing: Listing,
    intact: Intact,
    // Whether all inputs and outputs are those of the last build.
    unchanged: bool,
}

impl Look {
    /// How many files there are, and how many of them are pages, when nothing at all has changed
    /// since the last build, which had nothing to report.
    pub fn current(&self, options: &Options) -> Option<(usize, usize)> {
        let as_told = self.stamps.options == Some(Fingerprint::of(options));
        let pages = self.stamps.outputs.iter().filter(|(path, _)| path.as_str().ends_with(".html"));
        (as_told && self.unchanged).then(|| (self.stamps.outputs.len(), pages.count()))
    }

    /// Reads the inputs that were listed.
    pub fn read(&self, site: &Path) -> Result<Snapshot, Unreadable> {
        let print = |path: &SourcePath, stamp: Stamp| {
            let sources = &self.stamps.sources;
            let at = sources.binary_search_by(|(other, _)| other.cmp(path)).ok()?;
            let Seen { stamp: seen, bytes } = &sources[at].1;
            (*seen == Some(stamp)).then_some(*bytes)
        };
        disk::read_listed(site, self.listing.clone(), &print)
    }
}

impl State {
    /// Compares the disk with what the last build left; `None` when it left nothing to compare with,
    /// or was killed.
    pub fn look(&self, target: &Target) -> Option<Look> {
        let stamps = Stamps::decode(&fs::read(self.place("stamps")).ok()?, self.generator)?;
        let folder = &target.folder;
        if journal::is_left(folder) {
            return None;
        }
        let intact = || -> Intact {
            let looked = stamps.outputs.par_iter();
            let same =
                looked.filter(|(path, made)| made.is_some() && stamp(&folder.join(path.as_str())) == *made);
            same.cloned().collect::<Vec<_>>().into_iter().collect()
        };
        let sources = || {
            let listing = disk::list(&self.site).ok()?;
            let same = self.holds(&stamps, &listing);
            Some((listing, same))
        };
        let (intact, sources) = rayon::join(intact, sources);
        let (listing, sources) = sources?;
        let same = |place: &Path, made: Option<Stamp>| made.is_some() && stamp(place) == made;
        let unchanged = sources
            && intact.len() == stamps.outputs.len()
            && same(&self.place("manifest"), stamps.manifest)
            && same(&folder.join(MARKER), stamps.marker);
        Some(Look { stamps, listing, intact, unchanged })
    }

    // Whether the inputs are those of the last build.
    fn holds(&self, stamps: &Stamps, listing: &Listing) -> bool {
        let Listing { files, refused } = listing;
        refused.is_empty()
            && files.len() == stamps.sources.len()
            && files.iter().zip(&stamps.sources).all(|((path, now), (other, Seen { stamp, bytes }))| {
                let same = || {
                    let found = fs::read(self.site.join(path.as_str()));
                    found.is_ok_and(|found| Fingerprint::of_bytes(&found) == *bytes)
                };
                path == other && ((now.is_some() && now == stamp) || same())
            })
    }

    /// What is left of the last build, for whoever has the turn; `None` when there is nothing to build
    /// on.
    pub fn recall(&self, target: &Target, look: Look) -> Option<Last> {
        super::written(&target.folder)?;
        let memos = || (self.memo("trees"), self.memo("documents"), self.memo("code"));
        let (manifest, (memo, documents, code)) = rayon::join(|| self.record(), memos);
        // Whoever has published there since we looked has written the marker anew.
        let is_ours = stamp(&target.folder.join(MARKER)) == look.stamps.marker;
        let intact = if is_ours { look.intact } else { Intact::new() };
        Some(Last { manifest: manifest?, intact, memo, documents, code, sound: look.stamps.sound })
    }

    /// Records a build that was published.
    pub fn remember(
        &self,
        target: &Target,
        snapshot: &Snapshot,
        options: &Options,
        build: &Build<Written>,
        last: Option<&Last>,
    ) -> io::Result<()> {
        // The stamps come last: they say that all the rest is there.
        let _ = fs::remove_file(self.place("stamps"));
        let record = || {
            let manifest = build.record(last.map(|last| &last.manifest));
            let bytes = manifest.encode(self.generator);
            (manifest, bytes)
        };
        let memos = || (self.encoded(&build.memo), self.encoded(&build.found()), self.encoded(&build.code));
        let ((manifest, bytes), (trees, documents, code)) = rayon::join(record, memos);
        self.write("manifest", &bytes)?;
        self.write("trees", &trees)?;
        self.write("documents", &documents)?;
        self.write("code", &code)?;
        let nothing: &[Refused] = &[];
        let quiet = build.problems.is_empty() && snapshot.refused() == nothing;
        // A file that somebody has changed since it was compared or written keeps the look that it had
        // then, so the next build finds it.
        let looked = |path: &SitePath| match build.files.get(path).map(|made| &made.bytes) {
            Some(Written::Placed(placed)) => *placed,
            Some(Written::Staged(staged)) => {
                staged.map(|staged| staged.as_moved(stamp(&target.folder.join(path.as_str()))))
            }
            _ => last.and_then(|last| *last.intact.get(path)?),
        };
        let stamps = Stamps {
            options: quiet.then(|| Fingerprint::of(options)),
            sources: Stamps::sources(snapshot, self.now),
            outputs: manifest.outputs.keys().map(|path| (path.clone(), looked(path))).collect(),
            marker: stamp(&target.folder.join(MARKER)),
            manifest: stamp(&self.place("manifest")),
            sound: build.sound.clone(),
        };
        self.write("stamps", &stamps.encode(self.generator))
    }

    /// The record of the last build, whatever has become of its files.
    pub fn record(&self) -> Option<Manifest> {
        Manifest::decode(&fs::read(self.place("manifest")).ok()?, self.generator)
    }

    // The index comes first, behind its length.
    fn encoded<K: Ord + Clone + Serialize>(&self, memo: &Memo<K>) -> Vec<u8> {
        let (index, trees) = memo.encode();
        let index = sealed::seal(MEMO_HEAD, self.generator, &index);
        [&(index.len() as u64).to_le_bytes(), index.as_slice(), &trees].concat()
    }

    fn memo<K: Ord + Clone + DeserializeOwned>(&self, kind: &str) -> Memo<K> {
        let read = || {
            let bytes = fs::read(self.place(kind)).ok()?;
            let (length, rest) = bytes.split_first_chunk::<8>()?;
            let (index, _) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
            let (skip, index) =
                (8 + index.len(), sealed::open::<Index<K>>(MEMO_HEAD, self.generator, index)?);
            Memo::decode(index, &bytes.into(), skip)
        };
        read().unwrap_or_default()
    }

    fn write(&self, kind: &str, bytes: &[u8]) -> io::Result<()> {
        let draft = self.place("draft");
        fs::write(&draft, bytes)?;
        fs::rename(draft, self.place(kind))
    }

    fn place(&self, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.{kind}", self.name))
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let found = fs::symlink_metadata(path).ok()?;
    if found.is_file() { disk::stamp(&found) } else { None }
}
