//! What the documentation says is true: its commands run, every explanation has its examples.

use crate::harness::{portolan, put};
use portolan::base::lang::Lang;
use portolan::diag::code::Code;
use portolan::lint::RULES;
use std::collections::BTreeSet;
use std::path::Path;

/// What IANA's list says of the ports of a new site.
const LIST: &str = "\
Service Name,Port Number,Transport Protocol,Description,Reference,Assignment Notes
submissions,465,tcp,Message Submission over TLS protocol,[RFC8314],
submission,587,tcp,Message Submission,[RFC6409],
";

/// The commands that README shows: lines of `sh` fences that run the program, without remarks.
fn commands(readme: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.trim_start().strip_prefix("```") {
            Some(info) => inside = !inside && matches!(info.trim(), "sh" | "bash" | "console"),
            None if inside => {
                let line = line.trim().trim_start_matches("$ ");
                let run = line.strip_prefix("cargo run --release -- ").or(line.strip_prefix("portolan "));
                commands.extend(run.map(|run| run.split(" #").next().unwrap_or(run).trim().to_string()));
            }
            None => {}
        }
    }
    commands
}

#[test]
fn fences_are_read_as_they_are_written() {
    let text = "```sh\ncargo run --release -- build --site a  # a remark\ncargo test\n```\nportolan no\n\
                ```text\nportolan no\n```\n```console\n$ portolan check\n```\n";
    assert_eq!(commands(text), ["build --site a", "check"]);
}

#[test]
fn the_commands_of_readme_run_in_a_new_site() {
    for name in ["README.md", "README.zh.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let Ok(readme) = std::fs::read_to_string(&path) else {
            assert_ne!(name, "README.md", "there is a README.md");
            continue;
        };
        let commands = commands(&readme);
        assert!(commands.len() >= 5, "{name} shows commands: {commands:?}");
        let known: BTreeSet<&str> = ["build", "check", "explain", "init", "new", "translation"].into();
        let folder = tempfile::tempdir().expect("a temporary folder");
        for command in &commands {
            let first = command.split_whitespace().next().expect("a word");
            let help = portolan(folder.path(), &format!("{command} --help"));
            assert_eq!((help.status, help.stderr.as_str()), (Some(0), ""), "{name}: {command}");
            // What listens, asks or leads out of the folder is not run.
            if !known.contains(first)
                || command.contains([';', '|', '>', '<', '$', '`'])
                || command.contains(" /")
            {
                continue;
            }
            prepare(folder.path(), command);
            let ran = portolan(folder.path(), command);
            assert_eq!(ran.status, Some(0), "{name}: `{command}` said:\n{}{}", ran.stdout, ran.stderr);
        }
    }
}

// A command that works in a site needs one: the folder itself, or the one that it names. What a
// command of README began and left to be filled in is put away before the next.
fn prepare(folder: &Path, command: &str) {
    put(&folder.join("service-names-port-numbers.csv"), LIST);
    let words: Vec<&str> = command.split_whitespace().collect();
    if matches!(words[0], "init" | "explain") {
        return;
    }
    let named = words.iter().position(|word| *word == "--site").and_then(|at| words.get(at + 1));
    let site = folder.join(named.copied().unwrap_or("."));
    if !site.join("content").exists() {
        let fresh = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(portolan(fresh.path(), "init site").status, Some(0));
        for (path, bytes) in crate::harness::tree(&fresh.path().join("site")) {
            if !path.ends_with('/') {
                put(&site.join(path), bytes);
            }
        }
    }
    let begun = std::fs::read_dir(site.join("content/registry/ports")).expect("a registry");
    for entry in begun.map(|entry| entry.expect("readable")).filter(|entry| entry.file_name() != "mail.yaml")
    {
        std::fs::remove_file(entry.path()).expect("removed");
    }
}

#[test]
fn both_readmes_list_every_rule_in_its_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    for (file, head) in [("README.md", "| rule | looks at |"), ("README.zh.md", "| 规则 | ")] {
        let readme = std::fs::read_to_string(root.join(file)).expect("a README");
        let table = readme.lines().skip_while(|line| !line.starts_with(head)).skip(2);
        let rows = table.map_while(|row| row.strip_prefix("| `")?.split('`').next());
        assert_eq!(rows.collect::<Vec<_>>(), rules, "{file}");
    }
}

#[test]
fn every_explanation_has_a_heading_and_a_wrong_and_a_right_example() {
    let mut wrong = String::new();
    for code in Code::ALL {
        for lang in Lang::ALL {
            let text = code.explanation(lang);
            let name = format!("{lang}/{}.md", code.number());
            let colon = if lang == Lang::Zh { "：" } else { ": " };
            if !text.starts_with(&format!("# {}{colon}", code.number())) {
                wrong.push_str(&format!("{name} does not begin with its number\n"));
            }
            if fences(text).len() < 2 || fences(text).iter().any(|fence| fence.trim_matches('`').is_empty()) {
                wrong.push_str(&format!("{name} has no two examples\n"));
            }
            if !text.ends_with('\n') || text.ends_with("\n\n") {
                wrong.push_str(&format!("{name} does not end in one line break\n"));
            }
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn every_file_of_explanations_belongs_to_a_code() {
    let known: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{}.md", code.number())).collect();
    for lang in Lang::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diag/explanations").join(lang.code());
        let files = std::fs::read_dir(folder).expect("a folder of explanations");
        let names = files.map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"));
        assert_eq!(names.collect::<BTreeSet<_>>(), known);
    }
}

#[test]
fn both_languages_explain_with_examples_of_the_same_kinds() {
    for code in Code::ALL {
        let (zh, en) = (code.explanation(Lang::Zh), code.explanation(Lang::En));
        assert_eq!(fences(zh), fences(en), "{}", code.number());
    }
}

// The first lines of code blocks, in order (CommonMark §4.5: a fence is closed by one as long).
fn fences(text: &str) -> Vec<&str> {
    let ticks = |line: &str| line.len() - line.trim_start_matches('`').len();
    let (mut fences, mut open) = (Vec::new(), None);
    for line in text.lines().filter(|line| line.starts_with("```")) {
        match open {
            None => {
                fences.push(line);
                open = Some(ticks(line));
            }
            Some(length) if ticks(line) >= length && line.trim_matches('`').is_empty() => open = None,
            Some(_) => {}
        }
    }
    assert_eq!(open, None, "every fence is closed:\n{text}");
    fences
}
