//! What a site remembers between builds, in a folder `.portolan` of its own: for each output folder
//! the manifest, what the disk looked like and what files said; and a lock.
//!
//! Nothing in it is needed. Where it can't be written, or was thrown away, every build is clean.

use super::{MARKER, Target, Written, journal};
use crate::base::fingerprint::Fingerprint;
use crate::base::path::SitePath;
use crate::base::stamp::Stamp;
use crate::build::manifest::Manifest;
use crate::build::run::{Build, Intact, Last, Options, Sound};
use crate::build::sealed;
use crate::build::stamps::{Seen, Stamps};
use crate::model::memo::{Index, Memo};
use crate::source::disk;
use crate::source::{Refused, Snapshot};
use rayon::prelude::*;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const MEMO_HEAD: &str = "portolan trees 1";
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

impl State {
    /// How many files there are, and how many of them are pages, when nothing at all has changed
    /// since the last build, which had nothing to report.
    pub fn current(&self, target: &Target, options: &Options) -> Option<(usize, usize)> {
        let stamps = Stamps::decode(&fs::read(self.place("stamps")).ok()?, self.generator)?;
        let folder = &target.folder;
        if stamps.options != Some(Fingerprint::of(options)) || journal::is_left(folder) {
            return None;
        }
        let outputs = || {
            let same = |place: &Path, made: Option<Stamp>| made.is_some() && stamp(place) == made;
            same(&self.place("manifest"), stamps.manifest)
                && same(&folder.join(MARKER), stamps.marker)
                && stamps
                    .outputs
                    .par_iter()
                    .all(|(path, made)| made.is_some() && stamp(&folder.join(path.as_str())) == *made)
        };
        let (outputs, sources) = rayon::join(outputs, || self.holds(&stamps));
        let pages = stamps.outputs.iter().filter(|(path, _)| path.as_str().ends_with(".html"));
        (outputs && sources).then(|| (stamps.outputs.len(), pages.count()))
    }

    // Whether the inputs are those of the last build.
    fn holds(&self, stamps: &Stamps) -> bool {
        let Ok(disk::Listing { files, refused }) = disk::list(&self.site) else { return false };
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

    /// What is left of the last build; `None` when there is nothing to build on.
    pub fn recall(&self, target: &Target) -> Option<Last> {
        super::written(&target.folder)?;
        let record = || rayon::join(|| self.record(), || self.memo().unwrap_or_default());
        let ((manifest, memo), (intact, sound)) = rayon::join(record, || self.compared(target));
        Some(Last { manifest: manifest?, intact, memo, sound })
    }

    // The outputs that look as they were left, and the pages that are known to be sound.
    fn compared(&self, target: &Target) -> (Intact, Sound) {
        let stamps = fs::read(self.place("stamps")).ok();
        let stamps = stamps.and_then(|bytes| Stamps::decode(&bytes, self.generator)).unwrap_or_default();
        let intact = stamps
            .outputs
            .into_par_iter()
            .filter(|(path, made)| made.is_some() && stamp(&target.folder.join(path.as_str())) == *made);
        (intact.collect::<Vec<_>>().into_iter().collect(), stamps.sound)
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
        let ((manifest, bytes), trees) = rayon::join(record, || self.encoded(&build.memo));
        self.write("manifest", &bytes)?;
        self.write("trees", &trees)?;
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
    fn encoded(&self, memo: &Memo) -> Vec<u8> {
        let (index, trees) = memo.encode();
        let index = sealed::seal(MEMO_HEAD, self.generator, &index);
        [&(index.len() as u64).to_le_bytes(), index.as_slice(), &trees].concat()
    }

    fn memo(&self) -> Option<Memo> {
        let bytes = fs::read(self.place("trees")).ok()?;
        let (length, rest) = bytes.split_first_chunk::<8>()?;
        let (index, _) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        let (skip, index) = (8 + index.len(), sealed::open::<Index>(MEMO_HEAD, self.generator, index)?);
        Memo::decode(index, &bytes.into(), skip)
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
