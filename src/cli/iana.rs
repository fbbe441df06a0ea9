//! IANA's list, as commands are given it: a file of the disk beside the site.

use crate::base::path::SourcePath;
use crate::diag::Failure;
use crate::model::read::LIST;
use crate::syntax::text::SIZE_LIMIT;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads the file with the list. The path is that of the list in a snapshot, and is shown as it was
/// given.
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
    Ok((SourcePath::outside(LIST, &file.to_string_lossy()), bytes))
}
