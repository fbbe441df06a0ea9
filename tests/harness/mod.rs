//! A site in memory: made from one string, edited, built, and compared.

pub mod corpus;
pub mod document;

use portolan::base::date::Date;
use portolan::base::lang::Lang;
use portolan::base::path::{SitePath, SourcePath};
use portolan::build::run::{self, Build, Last, Options};
use portolan::diag::print::{self, Styling};
use portolan::facts::drift::{self, Drift};
use portolan::model::{ArticleId, Site};
use portolan::model::{read, resolve};
use portolan::source::{Origin, Snapshot};
use portolan::syntax::lock;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// A site in memory.
#[derive(Clone, Debug)]
pub struct Project {
    pub snapshot: Snapshot,
    pub options: Options,
}

impl Project {
    /// Files from one string; a line `//- path` begins each.
    pub fn new(files: &str) -> Project {
        let options = Options { today: Date::parse("2026-11-26"), ..Options::default() };
        let mut project = Project { snapshot: Snapshot::of_defaults(), options };
        project.add(files);
        project
    }

    /// A small site with one of everything, without what programs read, and these files over it.
    pub fn small(files: &str) -> Project {
        let mut project = Project::new(SMALL);
        let without = "feeds: false, markdown: false, metadata: false, headers: false";
        let outputs = format!("outputs: {{ search: false, {without} }}");
        project.edit("content/site.yaml", "outputs: { search: false }", &outputs);
        project.add(files);
        project
    }

    /// Adds files from one string.
    pub fn add(&mut self, files: &str) {
        self.snapshot.insert_all(files);
    }

    pub fn write(&mut self, path: &str, text: impl AsRef<[u8]>) {
        self.snapshot.insert(SourcePath::new(path).expect("a tame path"), text.as_ref());
    }

    pub fn has(&self, path: &str) -> bool {
        SourcePath::new(path).is_some_and(|path| self.snapshot.find(&path).is_some())
    }

    pub fn remove(&mut self, path: &str) {
        let removed = self.snapshot.remove(&SourcePath::new(path).expect("a tame path"));
        assert!(removed.is_some(), "{path} is there to be removed");
    }

    /// Switches on what the small site does without.
    pub fn with_every_output(mut self) -> Project {
        let settings = self.text("content/site.yaml");
        let lines = settings.lines().filter(|line| !line.starts_with("outputs:"));
        self.write("content/site.yaml", lines.map(|line| format!("{line}\n")).collect::<String>());
        self
    }

    /// Replaces a part of a file; it has to be there once.
    pub fn edit(&mut self, path: &str, old: &str, new: &str) {
        let text = self.text(path);
        assert_eq!(text.matches(old).count(), 1, "`{old}` occurs once in {path}");
        self.write(path, text.replace(old, new));
    }

    pub fn text(&self, path: &str) -> String {
        let file = self.snapshot.find(&SourcePath::new(path).expect("a tame path"));
        String::from_utf8(file.unwrap_or_else(|| panic!("{path} is there")).bytes.to_vec()).expect("UTF-8")
    }

    pub fn build(&self) -> Build {
        run::build(&self.snapshot, &self.options)
    }

    /// A build on what is left of the last one.
    pub fn update(&self, last: Option<&Last>) -> Build {
        run::update(&self.snapshot, &self.options, last, &|_, bytes, _| bytes)
    }

    /// The build of a site without any problem.
    pub fn sound(&self) -> Build {
        let build = self.build();
        assert_eq!(self.render(&build, Lang::En), "", "the site has no problem");
        build
    }

    /// A page of a site without any problem.
    pub fn page(&self, path: &str) -> String {
        file(&self.sound(), path)
    }

    /// All problems as a person sees them.
    pub fn problems(&self, lang: Lang) -> String {
        self.render(&self.build(), lang)
    }

    /// All problems, one line each.
    pub fn short(&self) -> String {
        print::short(&self.build().problems, &|path| self.source(path), Lang::En)
    }

    /// All problems as a person sees them, in the order of `Lang::ALL`, from one build.
    pub fn problems_in_both(&self) -> [String; 2] {
        let build = self.build();
        Lang::ALL.map(|lang| self.render(&build, lang))
    }

    /// The resolved site, without looking for problems.
    pub fn site(&self) -> Site {
        let trees = read::read(&self.snapshot, &mut Vec::new());
        resolve::resolve(&self.snapshot, &trees, self.options.drafts, &mut Vec::new())
            .expect("a coherent site")
    }

    /// How the translations stand.
    pub fn drift(&self) -> Drift {
        drift::derive(&self.site())
    }

    /// Records every translation as it is, as `portolan translation accept --all` does.
    pub fn accept(&mut self) {
        let site = self.site();
        let translations = drift::derive(&site).translations;
        let followed: Vec<_> = translations
            .keys()
            .map(|id| (id, drift::accepted(&site.articles[&ArticleId::new(&id.key, id.lang.other())])))
            .collect();
        let lines = followed.iter().map(|(id, followed)| (id.lang, id.key.as_str(), followed));
        self.write(lock::PATH, lock::write(lines));
    }

    /// Writes the files of the site, without the defaults, into a folder.
    pub fn save(&self, folder: &Path) {
        for (path, file) in self.snapshot.files().filter(|(_, file)| file.origin == Origin::Site) {
            put(&folder.join(path.as_str()), &file.bytes);
        }
    }

    /// All problems of a build as a person sees them.
    pub fn render(&self, build: &Build, lang: Lang) -> String {
        print::human(&build.problems, &|path| self.source(path), lang, Styling::Plain)
    }

    fn source(&self, path: &SourcePath) -> Option<&str> {
        self.snapshot.find(path).and_then(|file| std::str::from_utf8(&file.bytes).ok())
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).expect("smaller than the limit")
    }

    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    pub fn word(&mut self) -> &'static str {
        self.pick(&["端口", "加密", "mail", "submission", "读信", "TLS 1.2", "port", "收发"])
    }
}

/// A file of a build as text.
pub fn file(build: &Build, path: &str) -> String {
    let path = SitePath::new(path).expect("a tame path");
    let made = build.files.get(&path).unwrap_or_else(|| panic!("{path} is published"));
    String::from_utf8(made.bytes.clone()).expect("UTF-8")
}

/// What a build leaves to the next one, when nobody touches its files.
pub fn last(build: &Build, before: Option<&Last>) -> Last {
    let manifest = build.record(before.map(|last| &last.manifest));
    let intact = manifest.outputs.keys().map(|path| (path.clone(), None)).collect();
    let (memo, documents, code) = (build.memo.clone(), build.found(), build.code.clone());
    Last { intact, manifest, memo, documents, code, sound: build.sound.clone() }
}

/// What `--explain` says of a build, and behind it a line `- path` for each file that is gone.
pub fn explained(build: &Build, last: &Last) -> String {
    let made = build.files.iter().map(|(path, made)| format!("{path}: {}\n", made.reason));
    let paths = build.paths();
    let gone = last.manifest.outputs.keys().filter(|path| !paths.contains(path));
    made.chain(gone.map(|path| format!("- {path}\n"))).collect()
}

/// The kinds of questions, in order.
pub const KINDS: &[&str] = &[
    "addresses",
    "articles",
    "asset",
    "assets",
    "beside",
    "body",
    "client",
    "clients",
    "cloud",
    "clouds",
    "dated",
    "error",
    "error-place",
    "errors",
    "errors-on",
    "file",
    "head",
    "history",
    "labels",
    "lagging",
    "latest",
    "mentions article",
    "mentions port",
    "mentions provider",
    "mentions service",
    "numbers",
    "port",
    "port-changed",
    "port-name",
    "port-of",
    "port-row",
    "port-summary",
    "ports all",
    "ports family",
    "ports number",
    "ports service",
    "provider",
    "provider-name",
    "providers",
    "providers-on",
    "recent",
    "recorded",
    "related",
    "search",
    "section",
    "section-title",
    "sections",
    "service",
    "service-name",
    "services",
    "settings",
    "site-text",
    "sources",
    "strings",
    "tagged",
    "tags",
    "template",
    "term",
    "terms",
    "title",
    "translation",
];

/// The kind of a question: its first word, and what it is about where that tells kinds apart.
pub fn kind(question: &str) -> String {
    let mut words = question.split(' ');
    let kind = words.next().expect("a word");
    match kind {
        "ports" => [kind, words.next().unwrap_or("all")].join(" "),
        "mentions" => [kind, words.nth(1).expect("a subject")].join(" "),
        _ => kind.to_string(),
    }
}

/// The paths of a build, one on each line.
pub fn paths(build: &Build) -> String {
    build.files.keys().map(|path| format!("{path}\n")).collect()
}

/// Writes a file and the folders above it.
pub fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
    std::fs::write(path, bytes).expect("a file can be written");
}

/// Everything below a folder: files with their bytes, folders (ending in `/`) with none.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(|entry| {
        let entry = entry.expect("a readable folder");
        let below = entry.path().strip_prefix(folder).expect("below").to_str().expect("UTF-8").to_string();
        match entry.file_type().is_dir() {
            true => (below + "/", Vec::new()),
            false => (below, std::fs::read(entry.path()).expect("a readable file")),
        }
    });
    entries.collect()
}

/// What the program did.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// The program, to be run in a folder, with an environment that says nothing.
pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_portolan"));
    command.current_dir(folder).env_clear().env("HOME", "/nonexistent").env("RUST_BACKTRACE", "0");
    command
}

/// Runs a command and keeps what it said. Seconds are written `#`: they are never the same.
pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let stderr = text(output.stderr).lines().map(|line| without_seconds(line) + "\n").collect();
    Ran { status: output.status.code(), stdout: text(output.stdout), stderr }
}

/// Runs the program in a folder with arguments that hold no blank.
pub fn portolan(folder: &Path, arguments: &str) -> Ran {
    ran(program(folder).args(arguments.split_whitespace()))
}

fn without_seconds(line: &str) -> String {
    for (before, after) in [(" in ", " s → "), ("用时 ", " 秒 → ")] {
        if let Some((start, (_, end))) =
            line.split_once(before).and_then(|(start, rest)| Some((start, rest.split_once(after)?)))
        {
            return format!("{start}{before}#{after}{end}");
        }
    }
    line.to_string()
}

/// Compares texts, with a message that shows both whole.
#[track_caller]
pub fn assert_text(actual: &str, expected: &str) {
    let (actual, expected) = (actual.trim(), expected.trim());
    assert!(actual == expected, "--- expected\n{expected}\n--- actual\n{actual}\n---");
}

/// The small site.
pub const SMALL: &str = include_str!("small.txt");

/// The site of this repository as it lies on the disk.
pub fn repository() -> Snapshot {
    portolan::source::disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is readable")
}
