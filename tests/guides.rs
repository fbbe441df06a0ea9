//! What the section `docs` of our own site shows is true: its files make a site, its commands run,
//! and what it says they print is what they print.
//!
//! A fence whose title begins with a path in a site folder is a file of `my-site`, as `init` makes it;
//! where the title goes on after the path, the block is added to the end of the file. A title that ends
//! in `.csv` names a file beside the site. A fence `sh` is run from the folder above the site, command by
//! command, in the order of the article. A fence `text` right after it is what the last command printed,
//! with `…` for anything.

use crate::harness::{Ran, portolan, put, tree};
use portolan::base::lang::Lang;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A fenced block of an article.
struct Fence {
    language: String,
    title: String,
    body: String,
    /// Whether nothing but blank lines stands between it and the block before.
    follows: bool,
}

/// The fenced blocks of an article, in order (CommonMark §4.5: a fence is closed by one as long).
fn fences(text: &str) -> Vec<Fence> {
    let mut fences: Vec<Fence> = Vec::new();
    let (mut open, mut follows) = (0, false);
    for line in text.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fences.last_mut() {
            Some(_) if open > 0 && ticks >= open && line.len() == ticks => (open, follows) = (0, true),
            Some(fence) if open > 0 => fence.body.push_str(&format!("{line}\n")),
            _ if ticks >= 3 => {
                let info = line.trim_start_matches('`');
                let title = info.split_once("title=\"").and_then(|(_, rest)| rest.split_once('"'));
                let language = info.split_whitespace().next().unwrap_or_default().to_string();
                let title = title.map(|(title, _)| title.to_string()).unwrap_or_default();
                fences.push(Fence { language, title, body: String::new(), follows });
                open = ticks;
            }
            _ => follows &= line.trim().is_empty(),
        }
    }
    assert_eq!(open, 0, "every fence is closed");
    fences
}

/// The file of a site that a title names, and whether the title goes on.
fn file(title: &str) -> Option<(&str, bool)> {
    let end = title.find(|c: char| !c.is_ascii_alphanumeric() && !"/._-".contains(c)).unwrap_or(title.len());
    let path = &title[..end];
    let known = ["content/", "templates/", "static/"].iter().any(|folder| path.starts_with(folder));
    known.then_some((path, end < title.len()))
}

/// Whether a text is what was shown, where `…` stands for anything.
fn is_shown(text: &str, shown: &str) -> bool {
    let mut pieces = shown.split('…');
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let mut last = None;
    for piece in pieces {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
        last = Some(piece);
    }
    rest.is_empty() || last.is_some_and(|piece| rest.ends_with(piece))
}

#[test]
fn what_is_left_out_is_marked_with_an_ellipsis() {
    for (text, shown, same) in [
        ("3 pages in 0.1 s → a", "… pages in … s → a", true),
        ("3 pages in 0.1 s → ab", "… pages in … s → a", false),
        ("one\ntwo\nthree", "one\n…\nthree", true),
        ("one\ntwo", "one", false),
        ("one", "one", true),
    ] {
        assert_eq!(is_shown(text, shown), same, "{text:?} {shown:?}");
    }
}

/// Does what an article says, in the order in which it says it.
#[track_caller]
fn follow(name: &str, text: &str) {
    let above = tempfile::tempdir().expect("a temporary folder");
    let above = above.path();
    let site = above.join("my-site");
    let fences = fences(text);
    if !fences.iter().any(|fence| fence.body.contains("portolan init")) {
        assert_eq!(portolan(above, "init my-site").status, Some(0));
    }
    let mut printed: Option<Ran> = None;
    for fence in &fences {
        if fence.title.ends_with(".csv") {
            put(&above.join(&fence.title), &fence.body);
        } else if let Some((path, goes_on)) = file(&fence.title) {
            let path = site.join(path);
            let before =
                if goes_on { std::fs::read_to_string(&path).unwrap_or_default() } else { String::new() };
            put(&path, before + &fence.body);
        } else if fence.language == "sh" {
            for line in fence.body.lines() {
                printed = run(above, line).or(printed);
            }
        } else if fence.language == "text" && fence.follows {
            let ran = printed.as_ref().expect("a command before its output");
            let (said, shown) = (format!("{}{}", ran.stdout, ran.stderr), fence.body.trim_end());
            let is_shown = is_shown(said.trim_end(), shown);
            assert!(is_shown, "{name}\n--- shown\n{shown}\n--- printed\n{said}---");
        }
    }
    let check = portolan(above, "check --site my-site --deny warnings --lang en");
    assert_eq!(check.status, Some(0), "{name}: the site that it leaves:\n{}", check.stderr);
}

/// Runs a line of a fence `sh`, if it is a command of ours. What it says of mistakes is what an article is
/// about; nothing else may fail. What listens never ends, so it is only asked whether it knows its options.
#[track_caller]
fn run(folder: &Path, line: &str) -> Option<Ran> {
    let line = line.split(" #").next().unwrap_or(line).trim();
    if let Some((from, to)) = line.strip_prefix("cp -r ").and_then(|rest| rest.split_once(' ')) {
        for (path, bytes) in tree(&folder.join(from)).iter().filter(|(path, _)| !path.ends_with('/')) {
            put(&folder.join(to).join(path), bytes);
        }
    }
    let mut command = line.strip_prefix("portolan ")?.to_string() + " --lang en";
    // On a terminal a check prints for people, and that is what articles show.
    if command.starts_with("check") && !command.contains("--format") {
        command.push_str(" --format human");
    }
    if command.starts_with("serve") {
        command.push_str(" --help");
    }
    let ran = portolan(folder, &command);
    let reports = ran.status == Some(1) && (ran.stderr.contains("[P") || line.contains("translation status"));
    assert!(ran.status == Some(0) || reports, "{line}\n{}", ran.stderr);
    Some(ran)
}

/// The articles of the section in a language, by name.
fn articles(lang: Lang) -> BTreeMap<String, String> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "content", lang.code(), "docs"].iter().collect();
    let paths = std::fs::read_dir(folder).expect("a section about the program");
    let named = paths.map(|entry| entry.expect("readable").path()).filter_map(|path| {
        let name = path.file_stem()?.to_str()?.to_string();
        (name != "_section").then(|| (name, std::fs::read_to_string(&path).expect("UTF-8")))
    });
    named.collect()
}

#[test]
fn the_articles_about_the_program_can_be_followed_word_by_word() {
    let articles = articles(Lang::En);
    assert!(articles.len() >= 7, "{:?}", articles.keys());
    for (name, text) in &articles {
        follow(name, text);
    }
}

// So what is true of the English ones is true of the Chinese ones.
#[test]
fn both_languages_show_the_same_files_and_commands() {
    let shown = |text: &str| {
        let bare = |line: &str| line.split('#').next().unwrap_or(line).trim_end().to_string();
        let show = |fence: Fence| {
            let file = file(&fence.title).map(|(path, goes_on)| (path.to_string(), goes_on));
            (fence.language, file, fence.body.lines().map(bare).collect::<Vec<_>>())
        };
        fences(text).into_iter().map(show).collect::<Vec<_>>()
    };
    let [zh, en] = [Lang::Zh, Lang::En].map(articles);
    assert!(zh.keys().eq(en.keys()));
    for (name, text) in &en {
        assert_eq!(shown(&zh[name]), shown(text), "{name}");
    }
}
