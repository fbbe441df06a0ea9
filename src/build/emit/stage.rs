//! A whole site, written beside the output and exchanged with it in one step.

use super::{MARKER, clash, untouched};
use crate::base::path::SitePath;
use crate::base::stamp::Stamp;
use crate::diag::Failure;
use crate::source::disk;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

// The new site while it is being written. Whatever is left of it goes away with the value.
#[derive(Debug)]
pub(super) struct Stage {
    folder: PathBuf,
}

impl Stage {
    // The turn is this build's, so what has the name already was left by a build that was killed.
    pub(super) fn discard_left(folder: &Path) -> io::Result<()> {
        let stage = stage_of(folder);
        if stage.exists() { fs::remove_dir_all(&stage) } else { Ok(()) }
    }

    pub(super) fn beside(folder: &Path) -> io::Result<Stage> {
        Stage::discard_left(folder)?;
        let stage = stage_of(folder);
        fs::create_dir(&stage)?;
        Ok(Stage { folder: stage })
    }

    // Moving the folder changes nothing of the files in it, so their stamps are final.
    pub(super) fn put(&self, path: &SitePath, bytes: &[u8]) -> io::Result<Option<Stamp>> {
        let place = self.folder.join(path.as_str());
        let above = place.parent().unwrap_or(&self.folder);
        // Most files are the only ones in their folder, and the folder above that is there.
        match fs::create_dir(above) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(above)?,
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let mut file = File::create(&place)?;
        file.write_all(bytes)?;
        Ok(disk::stamp(&file.metadata()?))
    }

    pub(super) fn mark(&self, marker: &str) -> io::Result<()> {
        fs::write(self.folder.join(MARKER), marker)
    }

    // Hard links keep other people's files in both trees, so that they are never missing.
    pub(super) fn adopt(&self, old: &Path, ours: &BTreeSet<String>) -> Result<(), Failure> {
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
    pub(super) fn exchange(&self, folder: &Path) -> io::Result<()> {
        if !folder.exists() {
            return fs::rename(&self.folder, folder);
        }
        if exchange(&self.folder, folder).is_ok() {
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

fn stage_of(folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.new"))
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What can't be removed is a hidden folder beside the output; the next build tries again.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
