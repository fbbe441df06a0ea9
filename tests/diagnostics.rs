//! What authors are told: for every code at least one site with its mistake, and the complete text
//! in both languages. The cases are the files of `tests/diagnostics/`; `tests/README.md` says how
//! they are written.

use crate::harness::Project;
use portolan::base::lang::Lang;
use portolan::diag::code::Code;
use portolan::source::disk;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

type Make = fn() -> Project;

/// Sites that text can't describe, by the name of their case.
const MADE: &[(&str, Make)] = &[
    ("P0101-chinese-in-gbk", in_gbk),
    ("P0102-symbolic-links", with_symbolic_links),
    ("P0103-names-of-files", with_wild_names),
    ("P0104-one-line-of-30-mb", with_a_long_line),
    ("P0105-no-settings", without_settings),
    ("P0204-yaml-65-deep", with_deep_yaml),
    ("P0410-quotes-10000-deep", with_deep_quotes),
    ("P0601-two-forms-of-one-letter", with_two_forms_of_one_letter),
    ("P0602-long-and-hostile-aliases", with_hostile_aliases),
];

#[test]
fn every_case_is_reported_word_for_word() {
    let failures: Vec<String> = cases().par_iter().filter_map(|path| Case::read(path).check()).collect();
    assert!(failures.is_empty(), "{}\n{} cases differ", failures.join("\n"), failures.len());
}

#[test]
fn every_code_has_a_case_that_is_named_after_it() {
    let cases: Vec<Case> = cases().iter().map(|path| Case::read(path)).collect();
    let shown = |code: &Code| {
        let of_code = cases.iter().filter(|case| case.name.starts_with(code.number()));
        of_code.into_iter().any(|case| case.expected.iter().all(|text| text.contains(code.number())))
    };
    let forgotten: Vec<&Code> = Code::ALL.iter().filter(|code| !shown(code)).collect();
    assert_eq!(forgotten, Vec::<&Code>::new());
    let made = |name: &str| cases.iter().any(|case| case.name == name);
    assert_eq!(MADE.iter().map(|(name, _)| *name).filter(|name| !made(name)).collect::<Vec<_>>(), [""; 0]);
}

/// One file of `tests/diagnostics/`.
struct Case {
    path: PathBuf,
    name: String,
    input: String,
    // In the order of `Lang::ALL`.
    expected: [String; 2],
}

const HEADS: [&str; 2] = ["//= zh\n", "//= en\n"];

impl Case {
    fn read(path: &Path) -> Case {
        let text = fs::read_to_string(path).expect("cases are readable");
        let (rest, zh) = text.split_once(HEADS[0]).unwrap_or((&text, ""));
        let (input, en) = rest.split_once(HEADS[1]).unwrap_or((rest, ""));
        let name = path.file_stem().and_then(|name| name.to_str()).expect("names of cases are ASCII");
        Case {
            path: path.to_path_buf(),
            name: name.to_string(),
            input: input.to_string(),
            expected: [zh.to_string(), en.to_string()],
        }
    }

    fn project(&self) -> Project {
        match MADE.iter().find(|(name, _)| *name == self.name) {
            Some((_, make)) => make(),
            None => changed(Project::small(""), &self.input),
        }
    }

    // What differs; nothing when the expectations were rewritten.
    fn check(&self) -> Option<String> {
        let actual = self.project().problems_in_both();
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let [zh, en] = &actual;
            let text = format!("{}{}{en}\n{}{zh}", self.input, HEADS[1], HEADS[0]);
            fs::write(&self.path, text).expect("cases can be rewritten");
            return None;
        }
        let differing = Lang::ALL.iter().zip(self.expected.iter().zip(&actual));
        let differing = differing.filter(|(_, (expected, actual))| expected.trim() != actual.trim());
        let texts: String = differing
            .map(|(lang, (expected, actual))| {
                format!("=== {} {lang}: expected\n{expected}\n--- actual\n{actual}", self.name)
            })
            .collect();
        (!texts.is_empty()).then_some(texts)
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let files = fs::read_dir(folder).expect("the cases are there");
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("is readable").path()).collect();
    files.sort();
    files
}

/// Applies the changes that a case describes: `//- path` a file, `//~ path` lines taken out (`-`)
/// and put in their place (`+`), `//x path` a file removed.
fn changed(mut project: Project, changes: &str) -> Project {
    let mut parts = Vec::new();
    for line in changes.split_inclusive('\n') {
        match line.get(..4) {
            Some(mark @ ("//- " | "//~ " | "//x ")) => parts.push((mark, line[4..].trim(), String::new())),
            _ => parts.last_mut().into_iter().for_each(|(.., text)| text.push_str(line)),
        }
    }
    for (mark, path, text) in parts {
        match mark {
            "//- " => project.write(path, text),
            "//x " => project.remove(path),
            _ => edit(&mut project, path, &text),
        }
    }
    project
}

// Lines `-` and the lines `+` behind them are one change; an edit may hold several.
fn edit(project: &mut Project, path: &str, changes: &str) {
    let mut changes = changes.split_inclusive('\n').peekable();
    while changes.peek().is_some() {
        let mut take = |sign: char| {
            let mut text = String::new();
            while let Some(line) = changes.next_if(|line| line.starts_with(sign)) {
                text.push_str(&line[1..]);
            }
            text
        };
        let (old, new) = (take('-'), take('+'));
        assert!(!old.is_empty(), "an edit of {path} begins with lines `-`");
        project.edit(path, &old, &new);
    }
}

fn article(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nsummary: {title}\norder: 9\norigin: zh\n---\n\n{body}")
}

fn in_gbk() -> Project {
    let mut project = Project::small("");
    let mut bytes = "---\ntitle: 端口\nsummary: ".as_bytes().to_vec();
    bytes.extend(b"\xb6\xcb\xbf\xda\n---\n");
    project.write("content/zh/mail/send.md", bytes);
    project.write("content/registry/ports/web.yaml", b"- id: \xff\xfe\n");
    project
}

/// The small site on a disk, so that `mistake` can make what no text can.
fn on_disk(mistake: impl Fn(&Path)) -> Project {
    let folder = tempfile::tempdir().expect("there is room for a site");
    let small = Project::small("");
    for (path, file) in small.snapshot.files().filter(|(path, _)| path.as_str().starts_with("content/")) {
        let path = folder.path().join(path.as_str());
        fs::create_dir_all(path.parent().expect("is below the site")).expect("is possible");
        fs::write(path, &file.bytes).expect("is possible");
    }
    mistake(folder.path());
    Project { snapshot: disk::read(folder.path()).expect("is readable"), ..small }
}

fn with_symbolic_links() -> Project {
    on_disk(|site| {
        use std::os::unix::fs::symlink;
        symlink("/etc/passwd", site.join("content/zh/mail/secret.md")).expect("is possible");
        symlink("/etc", site.join("static")).expect("is possible");
        symlink("read.md", site.join("content/en/mail/阅读.md")).expect("is possible");
    })
}

fn with_wild_names() -> Project {
    let mut project = on_disk(|site| {
        fs::write(site.join("content/zh/mail/a\\b.md"), "").expect("is possible");
        fs::write(site.join("content/zh/mail/a\nb.md"), "").expect("is possible");
    });
    let text = article("名字", "");
    project.write("content/zh/mail/发信 端口.md", &text);
    project.write(&format!("content/zh/mail/{}.md", "a".repeat(101)), &text);
    project.write(&format!("content/zh/mail/{}.md", "信".repeat(90)), &text);
    project.write("content/zh/ma:il/send.md", &text);
    project.write("content/zh/mail/..md", &text);
    project
}

fn with_a_long_line() -> Project {
    let mut project = Project::small("");
    let start = Instant::now();
    project.write("content/zh/mail/send.md", article("长", &"端口 ".repeat(30 << 20 >> 3)));
    project.write("content/registry/ports/mail.yaml", "x".repeat(30 << 20));
    let _ = project.problems_in_both();
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    project
}

fn without_settings() -> Project {
    let mut project = Project::small("");
    project.remove("content/site.yaml");
    project
}

fn with_deep_yaml() -> Project {
    let deep = |depth| format!("tags: {}{}", "[".repeat(depth), "]".repeat(depth));
    let mut project = Project::small("");
    project.edit("content/zh/mail/send.md", "tags: [sending]", &deep(100_000));
    project.edit("content/en/mail/send.md", "tags: [sending]", &deep(64));
    project
}

fn with_deep_quotes() -> Project {
    let mut project = Project::small("");
    let start = Instant::now();
    let (zh, en) = ("content/zh/mail/deep.md", "content/en/mail/deep.md");
    project.write(zh, article("引用", &format!("{} 端口\n", ">".repeat(10_000))));
    project.write(
        en,
        article("Quotes", &format!("{}ports{}\n", "**a *b ".repeat(5_000), "* c**".repeat(5_000))),
    );
    let _ = project.problems_in_both();
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    project
}

fn with_two_forms_of_one_letter() -> Project {
    let mut project = Project::small("");
    project.write("content/en/mail/caf\u{e9}.md", article("One", ""));
    project.write("content/en/mail/cafe\u{301}.md", article("Two", ""));
    project
}

fn with_hostile_aliases() -> Project {
    let mut project = Project::small("");
    let aliases = [
        "old/../../secret",
        "old\\\\send",
        "old\\0send",
        "/old/send",
        "https://example.com/old",
        "旧 址",
        &"a".repeat(101),
    ];
    let list: String = aliases.iter().map(|alias| format!("  - \"{alias}\"\n")).collect();
    project.edit("content/zh/mail/send.md", "tags: [sending]\n", &format!("aliases:\n{list}"));
    project
}
