//! Style as tests: layers, homes of forbidden names, heads of modules, nothing left over.

use crate::harness::assert_text;
use portolan::source::defaults;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The layers of `src/ARCHITECTURE.md`, the lowest first.
const LAYERS: [&str; 13] = [
    "base", "source", "diag", "syntax", "model", "facts", "lint", "query", "view", "render", "output",
    "build", "cli",
];

/// Names, and the only places below `src/` where they may stand. A home that ends in `/` is a folder.
const HOMES: &[(&str, &[&str])] = &[
    ("std::fs", &["source/disk.rs", "build/emit/", "cli/"]),
    ("walkdir::", &["source/disk.rs", "build/emit/", "cli/"]),
    ("rustix::", &["build/emit/", "cli/"]),
    ("std::env", &["cli/"]),
    ("std::process", &["cli/", "main.rs", "build/emit/state.rs"]),
    ("std::net", &["cli/"]),
    ("Instant", &["cli/"]),
    ("SystemTime", &["cli/"]),
    ("println!", &["cli/terminal.rs"]),
    ("print!", &["cli/terminal.rs"]),
    ("eprintln!", &["cli/terminal.rs"]),
    ("eprint!", &["cli/terminal.rs"]),
    ("stdout", &["cli/terminal.rs"]),
    ("stderr", &["cli/terminal.rs"]),
    ("tera::", &["render/"]),
    ("pulldown_cmark::", &["syntax/markdown.rs", "syntax/markdown/", "view/body.rs"]),
    ("serde_yaml::", &["syntax/yaml.rs", "syntax/yaml/"]),
    ("granit_parser::", &["syntax/yaml.rs", "syntax/yaml/"]),
    ("quick_xml::", &["syntax/iana/xml.rs"]),
    ("minifier::", &["source/defaults.rs"]),
    ("syntect::", &["syntax/highlight.rs"]),
    ("two_face::", &["syntax/highlight.rs"]),
    ("unicode_segmentation::", &["diag/clusters.rs"]),
    ("unicode_width::", &["diag/clusters.rs"]),
    ("clap::", &["cli/"]),
    ("axum::", &["cli/serve/"]),
    ("tokio::", &["cli/serve/"]),
    ("notify::", &["cli/serve/watch.rs"]),
    // It is looked up in and never walked through.
    ("HashMap", &["syntax/yaml/outline.rs", "facts/related.rs", "build/record.rs"]),
    ("HashSet", &[]),
    ("RandomState", &[]),
    (".unwrap()", &[]),
    ("unsafe", &[]),
];

#[test]
fn a_module_imports_only_from_layers_below_it() {
    let rank = |module: &str| LAYERS.iter().position(|layer| *layer == module);
    let mut wrong = String::new();
    for file in sources() {
        let Some(own) = rank(file.module()) else { continue };
        for module in file.imports() {
            match rank(&module) {
                Some(other) if other <= own => {}
                _ => wrong.push_str(&format!("{} imports crate::{module}\n", file.path)),
            }
        }
        // `super` of a layer is the crate: it would be a way around `crate::`.
        let depth = file.path.matches('/').count() - usize::from(file.path.ends_with("/mod.rs"));
        if file.code.contains(&"super::".repeat(depth + 1)) {
            wrong.push_str(&format!("{} leaves its layer by super::\n", file.path));
        }
    }
    assert_text(&wrong, "");
}

#[test]
fn every_folder_of_the_source_is_a_layer() {
    let found: BTreeSet<String> = sources()
        .iter()
        .filter(|file| file.path.contains('/'))
        .map(|file| file.module().to_string())
        .collect();
    assert_eq!(found, LAYERS.iter().map(|layer| layer.to_string()).collect());
}

#[test]
fn every_forbidden_name_stays_at_home() {
    let mut wrong = String::new();
    for file in sources() {
        for (name, homes) in HOMES {
            let is_home = homes.iter().any(|home| match home.ends_with('/') {
                true => file.path.starts_with(home),
                false => file.path == *home,
            });
            if !is_home && file.says(name) {
                wrong.push_str(&format!("{} says {name}\n", file.path));
            }
        }
    }
    assert_text(&wrong, "");
}

#[test]
fn views_and_templates_never_see_the_whole_site() {
    let upper = sources().into_iter().filter(|file| matches!(file.module(), "view" | "render"));
    let seeing: Vec<String> = upper.filter(|file| file.says("Site")).map(|file| file.path).collect();
    assert_eq!(seeing, Vec::<String>::new());
}

#[test]
fn every_module_begins_by_saying_what_it_is() {
    let silent = sources().into_iter().filter(|file| {
        let head = match file.path.as_str() {
            "lib.rs" => "#![doc = include_str!(\"ARCHITECTURE.md\")]",
            _ => "//! ",
        };
        !file.text.starts_with(head)
    });
    assert_eq!(silent.map(|file| file.path).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn no_file_is_longer_than_500_lines_its_own_tests_aside() {
    let long = sources().into_iter().filter(|file| file.code.lines().count() > 500);
    assert_eq!(long.map(|file| file.path).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn main_is_thin() {
    let files = sources();
    let short = files.iter().filter(|file| matches!(file.path.as_str(), "main.rs" | "lib.rs"));
    assert_eq!(short.filter(|file| file.text.lines().count() < 30).count(), 2);
}

#[test]
fn the_program_carries_exactly_the_files_of_its_folders() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let carried: String = defaults::FILES.iter().map(|(path, _)| format!("{path}\n")).collect();
    let mut files = vec!["content/strings.yaml".to_string()];
    files.extend(["static", "templates"].iter().flat_map(|folder| below(&root.join(folder), folder)));
    let files: String = files.iter().map(|path| format!("{path}\n")).collect();
    assert_text(&carried, &files);
}

#[test]
fn nothing_unfinished_is_left() {
    // Written in two parts, so that this file does not find itself.
    let markers =
        ["TO\u{200b}DO", "FIX\u{200b}ME", "XX\u{200b}X", "HA\u{200b}CK", "dbg\u{200b}!", "todo\u{200b}!("];
    let markers = markers.map(|marker| marker.replace('\u{200b}', ""));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut left = String::new();
    for folder in ["src", "tests", "templates", "static", "content", ".ci"] {
        for path in below(&root.join(folder), folder) {
            let Ok(text) = std::fs::read_to_string(root.join(&path)) else { continue };
            let found = markers.iter().filter(|marker| is_word(&text, marker));
            found.for_each(|marker| left.push_str(&format!("{path} holds {marker}\n")));
        }
    }
    assert_text(&left, "");
}

struct File {
    // Below `src/`.
    path: String,
    text: String,
    // Without comments, without the insides of strings, without tests.
    code: String,
}

impl File {
    fn module(&self) -> &str {
        self.path.split('/').next().expect("a path has a segment")
    }

    fn imports(&self) -> BTreeSet<String> {
        let ident =
            |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        let mut modules = BTreeSet::new();
        for (at, found) in self.code.match_indices("crate::") {
            // `$crate::` of a macro is the path that its user needs.
            if self.code[..at].ends_with('$') {
                continue;
            }
            let rest = &self.code[at + found.len()..];
            match rest.strip_prefix('{') {
                None => modules.extend([ident(rest)]),
                Some(group) => modules.extend(members(group).iter().map(|member| ident(member))),
            }
        }
        modules
    }

    fn says(&self, name: &str) -> bool {
        if is_word(&self.code, name) {
            return true;
        }
        // `use std::{fs, io}` says `std::fs`.
        let Some((root, leaf)) = name.strip_suffix("::").unwrap_or(name).split_once("::") else {
            return false;
        };
        let group = format!("{root}::{{");
        let groups = self.code.match_indices(&group).map(|(at, _)| members(&self.code[at + group.len()..]));
        groups.into_iter().flatten().any(|member| member.split("::").next() == Some(leaf))
    }
}

// The members of a group that was opened before `text`, whose own groups are left whole.
fn members(text: &str) -> Vec<String> {
    let (mut depth, mut members, mut member) = (0, Vec::new(), String::new());
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => members.push(std::mem::take(&mut member)),
            _ => {}
        }
        let ends = c == ',' && depth == 0;
        if !ends && !c.is_whitespace() {
            member.push(c);
        }
    }
    members.push(member);
    members.retain(|member| !member.is_empty());
    members
}

fn is_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().filter(|_| word.starts_with(part));
        let after = text[at + word.len()..].chars().next().filter(|_| word.ends_with(part));
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

// The modules of the program, without those that only tests compile.
fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let paths = below(&root, "").into_iter().filter(|path| path.ends_with(".rs"));
    let mut tests = BTreeSet::new();
    let mut files = BTreeMap::new();
    for path in paths {
        let text = std::fs::read_to_string(root.join(&path)).expect("readable");
        let whole = plain(&text);
        let code = match whole.find("#[cfg(test)]\nmod tests {") {
            Some(at) => whole[..at].to_string(),
            None => whole,
        };
        let stem = path.strip_suffix("/mod.rs").or(path.strip_suffix(".rs")).expect("ends so").to_string();
        for (at, marker) in code.match_indices("#[cfg(test)]\n") {
            let item = code[at + marker.len()..].lines().next().unwrap_or_default();
            let name = item.split("mod ").nth(1).and_then(|name| name.strip_suffix(';'));
            tests.insert(format!("{stem}/{}", name.expect("tests are modules")));
        }
        files.insert(path.clone(), File { path, text, code });
    }
    files.retain(|path, _| {
        !tests
            .iter()
            .any(|test| path.starts_with(&format!("{test}.rs")) || path.starts_with(&format!("{test}/")))
    });
    assert!(files.len() > 80, "all of them were found: {}", files.len());
    files.into_values().collect()
}

// Every file below a folder in order, each with a name put before it.
fn below(folder: &Path, name: &str) -> Vec<String> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    // What npm puts beside tests is not ours.
    let ours = walk.filter_entry(|entry| entry.file_name() != "node_modules");
    let files = ours.map(|entry| entry.expect("readable")).filter(|entry| entry.file_type().is_file());
    let mut paths: Vec<String> = files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").to_str().expect("UTF-8").to_string();
            if name.is_empty() { path } else { format!("{name}/{path}") }
        })
        .collect();
    paths.sort();
    paths
}

// Rust without comments and without what stands between quotes.
fn plain(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let raw = raw_string(rest).filter(|_| !code.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = raw {
            code.push_str("\"\"");
            length
        } else if c == '"' {
            code.push_str("\"\"");
            quoted(rest, '"')
        } else if let Some(length) = character(rest) {
            code.push_str("' '");
            length
        } else {
            code.push(c);
            c.len_utf8()
        };
        rest = &rest[skipped..];
    }
    code
}

fn quoted(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix("br").or(text.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inner = after[hashes..].strip_prefix('"')?;
    let end = inner.find(&format!("\"{}", "#".repeat(hashes)))?;
    Some(text.len() - inner.len() + end + 1 + hashes)
}

// `'a'` and `'\n'`, but not the lifetime `'a`.
fn character(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('\'')?;
    let first = inner.chars().next()?;
    match first {
        '\\' => Some(quoted(text, '\'')),
        _ => inner[first.len_utf8()..].starts_with('\'').then_some(first.len_utf8() + 2),
    }
}

#[test]
fn comments_and_texts_are_not_code() {
    let text = "a // std::fs\n\"std::fs \\\" \" r#\"std::fs\"# '\"' 'x: &'a str /* std::fs */ b";
    assert_eq!(plain(text), "a \n\"\" \"\" ' ' 'x: &'a str  b");
    assert!(!is_word("SiteInfo MySite", "Site") && is_word("a::Site,", "Site"));
    assert_eq!(members("fs, io::{self, Write}} c"), ["fs", "io::{self,Write}"]);
}
