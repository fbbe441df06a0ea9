//! The site of this repository passes its own checks.

use portolan::base::lang::Lang;
use portolan::build::run::{self, Options};
use portolan::diag::print::{self, Styling};
use portolan::model::resolve::Drafts;
use portolan::source::disk;
use std::path::Path;

#[test]
fn our_own_site_has_neither_errors_nor_warnings() {
    let snapshot = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is readable");
    let build = run::build(&snapshot, &Options { drafts: Drafts::Shown, base_url: None });
    let source = |path: &portolan::base::path::SourcePath| {
        snapshot.find(path).and_then(|file| std::str::from_utf8(&file.bytes).ok())
    };
    assert_eq!(print::human(&build.problems, &source, Lang::En, Styling::Plain), "");
    assert!(build.files.len() > 300, "all of it was built: {} files", build.files.len());
}
