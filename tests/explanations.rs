//! The wrong example of every explanation really is wrong, in the way that it explains.
//!
//! An example is laid into the small site. The first line of its fence says where, and where it does
//! not, the kind of the example does:
//!
//! - Markdown is the body of an article, and with front matter the article; Chinese goes to the
//!   Chinese one.
//! - YAML is keys of its front matter. With a path it is that file, and with `path#id` keys of that entry
//!   there; an entry of another name is made of the first one.
//! - HTML is the template of articles, unless a path names another.
//! - Text is a list of files, each on a line of its own, or the file at the path.
//! - Anything else is code of an article.

use crate::harness::Project;
use portolan::base::lang::Lang;
use portolan::diag::code::Code;
use std::path::Path;

/// What no text can do, or what takes more than a text; each has a case in `diagnostics/`.
const NOT_LAID: &[(Code, &str)] = &[
    (Code::InvalidUtf8, "bytes that are no text"),
    (Code::SymbolicLink, "a link on a disk"),
    (Code::FileTooLarge, "sixteen megabytes"),
    (Code::MissingFile, "a file that is not there"),
    (Code::TranslationLags, "prints of a text that is gone"),
    (Code::RecordWithoutTranslation, "prints of an article that is gone"),
    (Code::TranslationUnrecorded, "a lock file that holds the others"),
    (Code::BlindRule, "a defect of the program"),
    (Code::NotFound, "a template, of which a part is shown"),
];

#[test]
fn every_wrong_example_is_reported_by_its_code() {
    let mut silent = String::new();
    for code in Code::ALL.iter().filter(|code| NOT_LAID.iter().all(|(other, _)| other != *code)) {
        for lang in Lang::ALL {
            let project = laid(code.explanation(lang));
            let said: Vec<Code> = project.build().problems.iter().map(|problem| problem.code).collect();
            if !said.contains(code) {
                let mut said: Vec<&str> = said.into_iter().map(Code::number).collect();
                said.dedup();
                silent.push_str(&format!("{} {lang}: {said:?}\n", code.number()));
            }
        }
    }
    assert_eq!(silent, "");
}

#[test]
fn what_is_not_laid_has_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let cases = std::fs::read_dir(folder).expect("a folder of cases");
    let names: Vec<_> = cases.map(|entry| entry.expect("readable").file_name()).collect();
    for (code, _) in NOT_LAID.iter().filter(|(code, _)| *code != Code::BlindRule) {
        let is_case = |name: &std::ffi::OsString| name.to_string_lossy().starts_with(code.number());
        assert!(names.iter().any(is_case), "{}", code.number());
    }
}

/// An example: the words of its first line, and what stands in it.
struct Example {
    language: String,
    path: Option<String>,
    text: String,
}

fn laid(explanation: &str) -> Project {
    let mut project = Project::small("");
    if explanation.starts_with("# P11") {
        project.write("iana/list.csv", include_str!("fixtures/iana-2025-12-15.csv"));
    }
    if explanation.contains("[ssh]") {
        lay_entry(&mut project, "content/registry/services.yaml", "ssh", "protocol: SSH\n");
        let port = "number: 22\niana: ssh\nservice: ssh\nencryption: []\n";
        lay_entry(&mut project, "content/registry/ports/mail.yaml", "ssh", port);
    }
    for Example { language, path, text } in examples(explanation) {
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let lang = if text.contains(is_han) { "zh" } else { "en" };
        let article = format!("content/{lang}/mail/send.md");
        match (language.as_str(), path.as_deref()) {
            ("markdown", path) => lay_article(&mut project, path.unwrap_or(&article), &text),
            ("yaml", Some(path)) if path.ends_with(".md") => lay_front(&mut project, path, &text),
            ("yaml", Some(path)) => match path.split_once('#') {
                Some((path, id)) => lay_entry(&mut project, path, id, &text),
                None if project.has(path) && path == "content/site.yaml" => {
                    let merged = with_keys(&project.text(path), &text);
                    project.write(path, merged);
                }
                None => project.write(path, &text),
            },
            ("yaml", None) => lay_front(&mut project, &article, &text),
            ("html", path) => project.write(path.unwrap_or("templates/article.html"), &text),
            ("text", None) => text.lines().for_each(|path| {
                let content = if path.ends_with(".md") { ARTICLE } else { "" };
                project.write(path, content);
            }),
            ("text", Some(path)) => {
                let before = if project.has(path) { project.text(path) } else { String::new() };
                // A row belongs to a list that is there.
                let is_row = path.ends_with(".csv") && text.lines().count() == 1;
                project.write(path, if is_row { before + &text } else { text });
            }
            _ => lay_article(&mut project, &article, &format!("```{language}\n{text}```\n")),
        }
    }
    project
}

const ARTICLE: &str = "---\ntitle: Sending\nsummary: Which port\n---\n\nSend.\n";

// The wrong examples of an explanation.
fn examples(explanation: &str) -> Vec<Example> {
    let wrong = ["\nWrong:\n", "\n错误：\n"].iter().find_map(|head| explanation.split_once(head));
    let (_, rest) = wrong.expect("a wrong example");
    let right = ["\nRight:\n", "\n正确：\n"].iter().find_map(|head| rest.split_once(head));
    let (wrong, _) = right.expect("a right example");
    let mut examples: Vec<Example> = Vec::new();
    let mut fence: Option<usize> = None;
    for line in wrong.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if ticks > 2 => {
                fence = Some(ticks);
                let mut words = line[ticks..].split_whitespace().map(String::from);
                let language = words.next().unwrap_or_default();
                examples.push(Example { language, path: words.next(), text: String::new() });
            }
            Some(open) if ticks >= open => fence = None,
            Some(_) => {
                let example = examples.last_mut().expect("one is open");
                example.text.push_str(line);
                example.text.push('\n');
            }
            None => {}
        }
    }
    examples
}

// A body goes under the front matter that is there.
fn lay_article(project: &mut Project, path: &str, text: &str) {
    let before = if project.has(path) { project.text(path) } else { ARTICLE.to_string() };
    let head = before[4..].find("\n---\n").map(|at| &before[..at + 9]).expect("front matter");
    let is_whole = text.starts_with("---\n") || text.starts_with("# ");
    project.write(path, if is_whole { text.to_string() } else { format!("{head}\n{text}") });
}

fn lay_front(project: &mut Project, path: &str, keys: &str) {
    let before = project.text(path);
    let (front, body) = before[4..].split_once("\n---\n").expect("front matter");
    let front = with_keys(&format!("{front}\n"), keys);
    project.write(path, format!("---\n{front}---\n{body}"));
}

// The entry is the one of that id; keys that the example has take the place of its own.
fn lay_entry(project: &mut Project, path: &str, id: &str, text: &str) {
    let before = project.text(path);
    let mut entries: Vec<String> = Vec::new();
    for line in before.lines() {
        if line.starts_with("- ") {
            entries.push(String::new());
        }
        entries.last_mut().expect("a list of entries").push_str(&format!("{line}\n"));
    }
    let flat = |text: &str| -> String {
        text.lines().map(|line| format!("{}\n", line.get(2..).unwrap_or(""))).collect()
    };
    let is_own = |entry: &String| entry.lines().next() == Some(&format!("- id: {id}"));
    let own = entries.iter().find(|entry| is_own(entry)).unwrap_or(&entries[0]);
    let own = with_keys(&flat(own), &format!("id: {id}\n"));
    // Items of a list are an entry each.
    let items: Vec<String> = match text.strip_prefix("- ") {
        Some(items) => items.split("\n- ").map(|item| flat(&format!("  {item}"))).collect(),
        None => vec![text.to_string()],
    };
    let made = items.iter().map(|keys| {
        let lines = with_keys(&own, keys);
        let lines = lines.lines().enumerate();
        lines.map(|(at, line)| format!("{}{line}\n", if at == 0 { "- " } else { "  " })).collect::<String>()
    });
    let kept: String = entries.iter().filter(|entry| !is_own(entry)).cloned().collect();
    project.write(path, kept + &made.collect::<String>());
}

// A mapping with the keys of another one in the place of its own.
fn with_keys(mapping: &str, keys: &str) -> String {
    let name = |line: &str| {
        line.split(':').next().filter(|name| !name.starts_with([' ', '-', '#'])).map(String::from)
    };
    let given: Vec<String> = keys.lines().filter_map(name).collect();
    let mut kept = String::new();
    let mut is_kept = true;
    for line in mapping.lines() {
        if let Some(name) = name(line) {
            is_kept = !given.contains(&name);
        }
        if is_kept {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    // An id comes first.
    if given.iter().any(|key| key == "id") { keys.to_string() + &kept } else { kept + keys }
}

#[test]
fn examples_are_laid_into_the_site() {
    let project = laid(
        "# P0212\n\nWrong:\n\n```yaml content/registry/ports/mail.yaml#imaps\n- id: imaps\n  encryption: [ssl]\n```\n\nRight:\n",
    );
    let text = project.text("content/registry/ports/mail.yaml");
    assert_eq!(text.matches("encryption: [ssl]").count(), 1, "{text}");
    assert_eq!(text.matches("number: 993").count(), 1, "{text}");
}
