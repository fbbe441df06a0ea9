//! Writing files that were fixed back into the site folder.

use crate::base::path::SourcePath;
use crate::build::fix::Fixed;
use crate::diag::{Failure, Text, names};
use crate::source::Snapshot;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes the files that differ from `before`, each whole or not at all; gives back how many there
/// are. A refusal says which were written before it.
pub(super) fn write(site: &Path, before: &Snapshot, fixed: &Fixed) -> Result<usize, Failure> {
    let mut written: Vec<&str> = Vec::new();
    for (path, new) in fixed.snapshot.files() {
        let old = before.find(path).expect("a fix makes no files");
        if old.bytes != new.bytes {
            replace(site, path, &old.bytes, &new.bytes).map_err(|failure| after(failure, &written))?;
            written.push(path.as_str());
        }
    }
    Ok(written.len())
}

fn after(failure: Failure, written: &[&str]) -> Failure {
    let Text { en, zh } = names(written.iter().copied());
    let why = &failure.why;
    let (why_en, why_zh) = (&why.en, &why.zh);
    let why = match written.is_empty() {
        true => text!("{why_en}; no file was changed", "{why_zh}；没有改动任何文件"),
        false => text!("{why_en}; written before: {en}", "{why_zh}；此前已写入：{zh}"),
    };
    Failure { why, ..failure }
}

/// Replaces a file by one that is written beside it and renamed. What the author wrote in the meantime
/// stays.
pub(super) fn replace(site: &Path, path: &SourcePath, old: &[u8], new: &[u8]) -> Result<(), Failure> {
    let place = site.join(path.as_str());
    let shown = place.display();
    let cannot = || text!("can't write `{shown}`", "不能写入 `{shown}`");
    let failed = |error: io::Error| Failure::io(cannot(), &error);
    // Hidden files are not read, so one that is left over is no part of the site.
    let beside = place.with_file_name(format!(".{}.portolan", path.file_name()));
    let _ = fs::remove_file(&beside);
    let written = File::create_new(&beside).and_then(|mut file| {
        file.write_all(new)?;
        file.set_permissions(fs::metadata(&place)?.permissions())?;
        file.sync_all()
    });
    let same = written.and_then(|()| Ok(fs::read(&place)? == old));
    match same {
        Ok(true) => fs::rename(&beside, &place).map_err(failed),
        Ok(false) => {
            let _ = fs::remove_file(&beside);
            Err(Failure::refused(
                cannot(),
                text!(
                    "it has changed since it was read; run the command again",
                    "它在读取之后又有改动；请重新运行"
                ),
            ))
        }
        Err(error) => {
            let _ = fs::remove_file(&beside);
            Err(failed(error))
        }
    }
}
