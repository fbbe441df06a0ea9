//! IANA's list, as commands are given it: a file of the disk beside the site.

use crate::base::path::SourcePath;
use crate::diag::Failure;
use crate::model::read::LIST;
use crate::syntax::text::SIZE_LIMIT;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads the file with the list. The path is that of the list in a snapshot: only the name of the
/// file is a part of it, so no file of the site is ever in its place.
pub(super) fn read(file: &Path) -> Result<(SourcePath, Vec<u8>), Failure> {
    let shown = file.display();
    let message = || text!("can't read `{shown}`", "无法读取 `{shown}`");
    let mut bytes = Vec::new();
    let limit = u64::try_from(SIZE_LIMIT).expect("fits");
    // A device never ends: no more is read than can be used.
    File::open(file)
        .and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
        .map_err(|error| Failure::io(message(), &error))?;
    if bytes.len() > SIZE_LIMIT {
        let why = text!("it is longer than {SIZE_LIMIT} bytes", "它超过 {SIZE_LIMIT} 字节");
        return Err(Failure::refused(message(), why));
    }
    let name = file.file_name().and_then(|name| name.to_str());
    let path = name.and_then(|name| SourcePath::new(&format!("{LIST}/{name}")));
    let path = path.unwrap_or_else(|| SourcePath::new(&format!("{LIST}/list")).expect("is tame"));
    Ok((path, bytes))
}
