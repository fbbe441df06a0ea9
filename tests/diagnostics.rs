//! What authors are told: for every code at least one site with its mistake, and the complete text
//! in both languages. The cases are the files of `tests/diagnostics/`; `tests/README.md` says how
//! they are written.

use crate::harness::{Project, assert_text};
use portolan::base::lang::Lang;
use portolan::base::path::SourcePath;
use portolan::build::fix::{self, Fixed};
use portolan::diag::code::Code;
use portolan::source::{Snapshot, disk};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

type Make = fn() -> Project;

/// Sites that text can't describe, by the name of their case.
const MADE: &[(&str, Make)] = &[
    ("P0101-a-template-in-gbk", with_a_template_in_gbk),
    ("P0101-chinese-in-gbk", in_gbk),
    ("P0102-symbolic-links", with_symbolic_links),
    ("P0103-names-of-files", with_wild_names),
    ("P0104-one-line-of-30-mb", with_a_long_line),
    ("P0105-no-settings", without_settings),
    ("P0107-characters-that-nobody-sees", with_hidden_characters),
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
    // No site makes a rule go blind; `lint::plants` has the test.
    let codes = Code::ALL.iter().filter(|code| **code != Code::BlindRule);
    let forgotten: Vec<&Code> = codes.filter(|code| !shown(code)).collect();
    assert_eq!(forgotten, Vec::<&Code>::new());
    let made = |name: &str| cases.iter().any(|case| case.name == name);
    assert_eq!(MADE.iter().map(|(name, _)| *name).filter(|name| !made(name)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_link_to_an_unknown_port_names_the_nearest_one() {
    let mut project = Project::small("");
    project.edit("content/zh/mail/send.md", "[](port:submissions)", "[](port:submision)");
    assert_text(
        &project.short(),
        "content/zh/mail/send.md:10:6: error[P0301]: port `submision` is not in the registry \
         (the registry has `submissions` (465/tcp))",
    );
    let zh = "\
错误[P0301]：登记表里没有端口 `submision`
   ╭▸ content/zh/mail/send.md:10:6
   │
10 │ 用 [](port:submision) 发信，见[收信](read.md#check)。
   │       ━━━━━━━━━━━━━━ 写在这里
   │
   ╰ 帮助：登记表里有 `submissions`（465/tcp）";
    assert_text(&project.problems(Lang::Zh), zh);
}

#[test]
fn a_byte_order_mark_and_carriage_returns_change_no_page() {
    let small = Project::small("");
    let mut other = small.clone();
    for (path, file) in small.snapshot.files().filter(|(path, _)| path.as_str().starts_with("content/")) {
        let text = String::from_utf8(file.bytes.to_vec()).expect("UTF-8").replace('\n', "\r\n");
        other.write(path.as_str(), format!("\u{feff}{text}"));
    }
    let (small, other) = (small.sound(), other.sound());
    assert_eq!(small.files.keys().collect::<Vec<_>>(), other.files.keys().collect::<Vec<_>>());
    for (path, made) in &small.files {
        assert!(made.bytes == other.files[path].bytes, "{path} differs");
    }
}

#[test]
fn hostile_inputs_are_reported_or_built_and_never_panic() {
    let hostile = HOSTILE.iter().map(|changes| (changes.to_string(), changed(Project::small(""), changes)));
    assert_eq!(panicking(hostile.chain(hostile_bytes()).collect()), [""; 0]);
}

#[test]
fn a_site_without_any_one_of_its_lines_is_reported_or_built() {
    let small = Project::small("");
    let mut projects = Vec::new();
    for (path, file) in small.snapshot.files().filter(|(path, _)| path.as_str().starts_with("content/")) {
        let text = String::from_utf8(file.bytes.to_vec()).expect("UTF-8");
        // The texts of the program are many, and all alike.
        for at in 0..text.lines().count().min(40) {
            let kept = text.lines().enumerate().filter(|(line, _)| *line != at);
            let text: String = kept.map(|(_, line)| format!("{line}\n")).collect();
            let mut project = small.clone();
            project.write(path.as_str(), text);
            projects.push((format!("{path} without line {}", at + 1), project));
        }
    }
    assert_eq!(panicking(projects), [""; 0]);
}

/// Builds sites and prints what is wrong with them; the names of those that panic or that are
/// neither built nor reported.
fn panicking(projects: Vec<(String, Project)>) -> Vec<String> {
    let is_fine = |project: &Project| {
        let build = project.build();
        let said = Lang::ALL.map(|lang| project.render(&build, lang));
        if build.is_sound() { !build.files.is_empty() } else { said.iter().all(|said| !said.is_empty()) }
    };
    let fails = |project: &Project| {
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| is_fine(project)));
        !outcome.unwrap_or(false)
    };
    let failing = projects.into_par_iter().filter(|(_, project)| fails(project));
    failing.map(|(name, _)| name).collect()
}

/// Changes of the small site, as cases describe them.
const HOSTILE: &[&str] = &[
    "//- content/site.yaml\n",
    "//- content/site.yaml\nnull\n",
    "//- content/site.yaml\n[]\n",
    "//- content/strings.yaml\n",
    "//- content/strings.yaml\nhome: { zh: 家, en: Home sweet home }\n",
    "//- content/strings.yaml\nhome: { zh: \"{n} {\", en: \"{\" }\nyes: no\n",
    "//- content/registry/services.yaml\n",
    "//- content/registry/services.yaml\n[]\n",
    "//- content/registry/ports/mail.yaml\n",
    "//- content/registry/ports/mail.yaml\n[]\n",
    "//- content/registry/providers/qq.yaml\n[null, 1, [], {}]\n",
    "//- content/registry/glossary.yaml\n[]\n",
    "//x content/zh/mail/send.md\n//x content/en/mail/send.md\n//x content/zh/mail/read.md\n//x content/en/mail/read.md\n",
    "//x content/zh/mail/_section.md\n//x content/en/mail/_section.md\n",
    "//x content/zh/mail/_section.md\n",
    "//- content/zh/index.md\n---\ntitle: 首页\nsummary: 首页\n---\n",
    "//- content/zh/zh.md\n---\ntitle: 一\nsummary: 二\naliases: [index, zh, mail, ports/465]\n---\n",
    "//- content/zh/ports/_section.md\n---\ntitle: 一\nsummary: 二\n---\n//- content/zh/ports/index.md\n---\ntitle: 一\nsummary: 二\n---\n",
    "//- content/zh/a/b/c/d/e/f/g/h/_section.md\n---\ntitle: 深\nsummary: 深\n---\n//- content/zh/a/b/c/d/e/f/g/h/i.md\n---\ntitle: 更深\nsummary: 更深\n---\n[](../../../../../../../../mail/send.md)\n",
    "//- content/zh/mail/send.md\n---\ntitle: 只有文件头\nsummary: 没有正文\n---",
    "//- content/zh/mail/send.md\n---\n---",
    "//- content/zh/mail/send.md\n---",
    "//- content/zh/mail/send.md\n---\n[]\n---\n",
    "//- content/zh/mail/send.md\n---\ntitle: 一\nsummary: 二\ntags: [sending, sending]\nports: [urd, urd]\nrelated: [mail/send, mail/send]\norder: -9999\n---\n# {#a}\n\n## {#b}\n\n[^1]\n\n[^1]: [^1]\n",
    "//- content/zh/mail/send.md\n---\ntitle: \"\\0\\e[31m\"\nsummary: \"\\u2028\"\n---\n",
    "//- templates/article.html\n",
    "//- templates/base.html\n",
    "//- templates/article.html\n<h1>{{ article.title }}</h1>\n",
    "//- templates/article.html\n{{ nothing }}\n",
    "//- templates/article.html\n{% include page.title %}\n",
    "//- templates/article.html\n{% extends \"article.html\" %}\n",
    "//- templates/article.html\n{% extends \"port.html\" %}\n//- templates/port.html\n{% extends \"article.html\" %}\n",
    "//- templates/a.html\n{% include \"b.html\" %}\n//- templates/b.html\n{% include \"a.html\" %}\n",
    "//- templates/a.html\n{% component lists() %}{{ <lists /> }}{% endcomponent lists %}\n",
    "//- templates/article.html\n{% component again() %}{{ <again /> }}{% endcomponent again %}{{ <again /> }}\n",
    "//- templates/article.html\n{{ throw(message=\"no\") }}{{ now() }}{{ get_env(name=\"HOME\") }}\n",
    "//- templates/parts/lists.html\n",
    "//- static/assets/site.css\n",
    "//- static/assets/x\n//- static/.well-known/x\n",
    "//- static/ports.json\n{}\n//- static/zh/index.html\n//- static/index.html\n",
];

fn hostile_bytes() -> Vec<(String, Project)> {
    let small = Project::small("");
    let mut projects = Vec::new();
    for (path, file) in small.snapshot.files().filter(|(path, _)| !path.as_str().starts_with("static/")) {
        let text = String::from_utf8(file.bytes.to_vec()).expect("UTF-8");
        let half = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let variants = [
            ("cut in the middle", text[..half].to_string().into_bytes()),
            ("with carriage returns only", text.replace('\n', "\r").into_bytes()),
            ("with NUL in lines", text.replace('\n', "\0\n").into_bytes()),
            ("with NUL in words", text.replace('e', "\0").into_bytes()),
            ("twice", text.repeat(2).into_bytes()),
            ("with marks that turn the line", text.replace(' ', "\u{202e} \u{200b}").into_bytes()),
            ("empty", Vec::new()),
            ("a mark only", "\u{feff}".into()),
            ("not UTF-8", vec![0xff; 8]),
        ];
        // Templates are many, and read by another's parser.
        let many = if path.as_str().starts_with("templates/") { 2 } else { variants.len() };
        for (name, bytes) in variants.into_iter().take(many) {
            let mut project = small.clone();
            project.write(path.as_str(), bytes);
            projects.push((format!("{path} {name}"), project));
        }
    }
    projects
}

/// One file of `tests/diagnostics/`.
struct Case {
    path: PathBuf,
    name: String,
    input: String,
    // In the order of `Lang::ALL`.
    expected: [String; 2],
    // What `check --fix` changes.
    fixed: String,
}

const HEADS: [&str; 2] = ["//= zh\n", "//= en\n"];
const FIXED: &str = "//= fixed\n";

impl Case {
    fn read(path: &Path) -> Case {
        let text = fs::read_to_string(path).expect("cases are readable");
        let (text, fixed) = text.split_once(FIXED).unwrap_or((&text, ""));
        let (rest, zh) = text.split_once(HEADS[0]).unwrap_or((text, ""));
        let (input, en) = rest.split_once(HEADS[1]).unwrap_or((rest, ""));
        let name = path.file_stem().and_then(|name| name.to_str()).expect("names of cases are ASCII");
        Case {
            path: path.to_path_buf(),
            name: name.to_string(),
            input: input.to_string(),
            expected: [zh.to_string(), en.to_string()],
            fixed: fixed.to_string(),
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
        let project = self.project();
        let actual = project.problems_in_both();
        let fixed = changes(&project.snapshot, &fixed(&project).snapshot);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            let [zh, en] = &actual;
            let fixed = if fixed.is_empty() { fixed } else { format!("\n{FIXED}{fixed}") };
            let text = format!("{}{}{en}\n{}{zh}{fixed}", self.input, HEADS[1], HEADS[0]);
            fs::write(&self.path, text).expect("cases can be rewritten");
            return None;
        }
        let said = ["zh", "en"].into_iter().zip(self.expected.iter().zip(&actual));
        let differing = said
            .chain([("fixed", (&self.fixed, &fixed))])
            .filter(|(_, (expected, actual))| expected.trim() != actual.trim());
        let texts: String = differing
            .map(|(what, (expected, actual))| {
                format!("=== {} {what}: expected\n{expected}\n--- actual\n{actual}", self.name)
            })
            .collect();
        (!texts.is_empty()).then_some(texts)
    }
}

fn fixed(project: &Project) -> Fixed {
    fix::fix(project.snapshot.clone(), &project.options).expect("fixes come to an end")
}

// The lines that differ, file by file.
fn changes(old: &Snapshot, new: &Snapshot) -> String {
    let mut changes = String::new();
    for ((path, old), (_, new)) in old.files().zip(new.files()).filter(|((_, a), (_, b))| a.bytes != b.bytes)
    {
        changes.push_str(&format!("{path}\n"));
        let [old, new] = [old, new].map(|file| std::str::from_utf8(&file.bytes).expect("UTF-8").lines());
        assert_eq!(old.clone().count(), new.clone().count(), "{path} keeps its lines");
        for (old, new) in old.zip(new).filter(|(old, new)| old != new) {
            changes.push_str(&format!("-{old}\n+{new}\n"));
        }
    }
    changes
}

#[test]
fn what_is_fixed_stays_fixed_and_line_ends_and_byte_order_marks_stay_as_they_are() {
    let failing = cases().into_par_iter().filter_map(|path| {
        let case = Case::read(&path);
        let project = case.project();
        let once = fixed(&project);
        let again = fixed(&Project { snapshot: once.snapshot.clone(), ..project.clone() });
        assert!(again.rounds.is_empty(), "{} is fixed twice", case.name);
        assert_eq!(once.build.problems, again.build.problems, "{}", case.name);
        let fixed_files = once.snapshot.files().filter(|(path, file)| {
            project.snapshot.find(path).is_some_and(|before| before.bytes != file.bytes)
        });
        let mut other = project.clone();
        let mut expected = Vec::new();
        for (path, file) in fixed_files {
            let dos = |bytes: &[u8]| {
                let text = std::str::from_utf8(bytes).expect("UTF-8").replace('\n', "\r\n");
                format!("\u{feff}{text}").into_bytes()
            };
            other.write(path.as_str(), dos(&project.snapshot.find(path).expect("was there").bytes));
            expected.push((path, dos(&file.bytes)));
        }
        let other = fixed(&other).snapshot;
        let same = |(path, bytes): &(&SourcePath, Vec<u8>)| {
            other.find(path).is_some_and(|file| file.bytes[..] == bytes[..])
        };
        (!expected.iter().all(same)).then_some(case.name)
    });
    assert_eq!(failing.collect::<Vec<_>>(), [""; 0]);
}

/// The sites of all cases.
pub(crate) fn sites() -> impl Iterator<Item = Project> {
    cases().into_iter().map(|path| Case::read(&path).project())
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

// Written as escapes here, so that whoever reads this file sees them.
fn with_hidden_characters() -> Project {
    let mut project = Project::small("");
    project.write(
        "content/zh/mail/send.md",
        "---\ntitle: \"发信\\u202E\"\nsummary: \"用 465\\0\"\n---\n\n## 核对 {#check}\n\n用\u{202e}端口 465\u{b} 和 &#x1;，`a\u{1b}[31m`。\n\n```sh\n\u{2066}ls\n```\n",
    );
    project.edit("content/registry/ports/mail.yaml", "zh: 一开始就加密。", "zh: \"一开始\\u2069就加密。\"");
    project
}

fn with_hostile_aliases() -> Project {
    let mut project = Project::small("");
    let aliases = [
        "old/../../secret",
        "old\\\\send",
        "/old/send",
        "https://example.com/old",
        "旧 址",
        &"a".repeat(101),
    ];
    let list: String = aliases.iter().map(|alias| format!("  - \"{alias}\"\n")).collect();
    project.edit("content/zh/mail/send.md", "tags: [sending]\n", &format!("aliases:\n{list}"));
    project
}

fn with_a_template_in_gbk() -> Project {
    let mut project = Project::small("");
    project.write("templates/parts/foot.html", b"<p>\xb6\xcb\xbf\xda</p>");
    project.write("content/strings.yaml", b"family.games: { zh: \xd3\xce\xcf\xb7, en: Games }\n");
    project.write("content/zh/web/_section.md", b"---\ntitle: \xcd\xf8\xd2\xb3\n---\n");
    project.write("content/zh/web/http.md", article("网页", ""));
    project.edit("content/registry/glossary.yaml", "- id: relay", "- id: relay\n  references: []");
    project.edit("content/registry/services.yaml", "family: other", "family: games");
    project.edit("content/registry/ports/mail.yaml", "family: other", "family: games");
    project
}
