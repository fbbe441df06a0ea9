//! The site of this repository passes its own checks.

use portolan::base::lang::Lang;
use portolan::base::path::{SitePath, SourcePath};
use portolan::build::run::{self, Options};
use portolan::diag::print::{self, Styling};
use portolan::lint::Outcome;
use portolan::model::resolve::Drafts;
use portolan::source::disk;
use std::path::Path;

const LIST: &str = include_str!("fixtures/iana-2025-12-15.csv");

#[test]
fn our_own_site_has_neither_errors_nor_warnings() {
    let snapshot = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is readable");
    let build = run::build(&snapshot, &Options { drafts: Drafts::Shown, ..Options::default() });
    let source =
        |path: &SourcePath| snapshot.find(path).and_then(|file| std::str::from_utf8(&file.bytes).ok());
    assert_eq!(print::human(&build.problems, &source, Lang::En, Styling::Plain), "");
    assert!(build.files.len() > 300, "all of it was built: {} files", build.files.len());
}

#[test]
fn each_file_of_ours_names_the_schema_that_describes_it() {
    let snapshot = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is readable");
    let build = run::build(&snapshot, &Options { drafts: Drafts::Shown, ..Options::default() });
    let files = snapshot.below("content").filter(|(path, _)| path.as_str().ends_with(".yaml"));
    let mut count = 0;
    for (path, file) in files {
        let text = std::str::from_utf8(&file.bytes).expect("UTF-8");
        let folders = path.as_str().matches('/').count();
        let name = match path.as_str().rsplit('/').collect::<Vec<_>>().as_slice() {
            [_, kind @ ("ports" | "providers"), ..] => kind,
            [file, ..] => file.trim_end_matches(".yaml"),
            [] => unreachable!("a path has a name"),
        };
        let above = "../".repeat(folders);
        let line = format!("# yaml-language-server: $schema={above}public/schema/{name}.json");
        assert_eq!(text.lines().next(), Some(line.as_str()), "{path}");
        let schema = SitePath::new(&format!("schema/{name}.json")).expect("is tame");
        assert!(build.files.contains_key(&schema), "{path}: {name}");
        count += 1;
    }
    assert!(count > 30, "{count} files");
}

#[test]
fn our_registry_agrees_with_the_list_of_iana_or_says_why_not() {
    let mut snapshot = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is readable");
    snapshot.insert(SourcePath::new("iana/list.csv").expect("is tame"), LIST.as_bytes());
    let build = run::build(&snapshot, &Options { drafts: Drafts::Shown, ..Options::default() });
    let source =
        |path: &SourcePath| snapshot.find(path).and_then(|file| std::str::from_utf8(&file.bytes).ok());
    // A new port needs its rows in the excerpt; `fixtures/README.md` says how they get there.
    assert_eq!(print::human(&build.problems, &source, Lang::En, Styling::Plain), "");
    let verdict = build.verdicts.iter().find(|verdict| verdict.rule.name == "iana").expect("it was applied");
    let Outcome::Applied { looked_at, exemptions, .. } = &verdict.outcome else {
        panic!("the rule is switched on");
    };
    assert!(*looked_at > 80 && exemptions.len() > 40, "{looked_at} entries, {} accepted", exemptions.len());
}
