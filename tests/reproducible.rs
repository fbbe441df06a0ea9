//! The same input gives the same bytes, wherever and however it is built.

use crate::harness::{Project, program, ran, tree};
use portolan::source::{Origin, Snapshot};
use std::collections::BTreeMap;

#[test]
fn folder_names_threads_time_zones_and_locales_never_reach_a_byte() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = Project::small("");
    let surroundings = [
        ("a", "1", "UTC", "C"),
        ("另一个 文件夹/deep/b", "4", "Asia/Shanghai", "zh_CN.UTF-8"),
        ("c", "2", "America/New_York", "tr_TR.UTF-8"),
    ];
    let mut built = Vec::new();
    for (name, threads, zone, locale) in surroundings {
        let site = folder.path().join(name);
        project.save(&site);
        let mut command = program(&site);
        command.args(["build", "--quiet", "--base-url", "https://example.com/docs/"]);
        command.env("RAYON_NUM_THREADS", threads).env("TZ", zone).env("LANG", locale).env("LC_ALL", locale);
        assert_eq!(ran(&mut command).status, Some(0));
        built.push(tree(&site.join("public")));
    }
    assert!(built[0].len() > 50, "something was built: {}", built[0].len());
    assert!(built[0] == built[1], "{}", difference(&built[0], &built[1]));
    assert!(built[0] == built[2], "{}", difference(&built[0], &built[2]));
}

#[test]
fn a_build_in_memory_is_the_same_every_time() {
    let project = Project::small("");
    let first = bytes(&project);
    for _ in 0..4 {
        assert!(bytes(&project) == first);
    }
}

#[test]
fn the_order_in_which_files_are_met_does_not_matter() {
    let project = Project::small("");
    let mut backwards = Snapshot::of_defaults();
    let files: Vec<_> = project.snapshot.files().collect();
    // What the program carries is there before anything is met.
    for (path, file) in files.into_iter().rev().filter(|(_, file)| file.origin == Origin::Site) {
        backwards.insert(path.clone(), file.bytes.clone());
    }
    let mut other = project.clone();
    other.snapshot = backwards;
    assert!(bytes(&project) == bytes(&other));
}

#[test]
fn the_order_of_entries_and_the_files_that_hold_them_do_not_matter() {
    let project = Project::small("");
    let path = "content/registry/ports/mail.yaml";
    let text = project.text(path);
    let mut entries: Vec<String> =
        text.split("- id: ").skip(1).map(|entry| format!("- id: {entry}")).collect();
    entries.reverse();
    let mut reordered = project.clone();
    reordered.write(path, entries.concat());
    assert!(bytes(&project) == bytes(&reordered));
    let mut scattered = project.clone();
    scattered.remove(path);
    for (entry, name) in entries.iter().zip(["z", "a", "m"]) {
        scattered.write(&format!("content/registry/ports/{name}.yaml"), entry);
    }
    assert!(bytes(&project) == bytes(&scattered));
    let path = "content/registry/services.yaml";
    let text = project.text(path);
    let mut entries: Vec<String> =
        text.split("- id: ").skip(1).map(|entry| format!("- id: {entry}")).collect();
    entries.rotate_left(1);
    let mut reordered = project.clone();
    reordered.write(path, entries.concat());
    assert!(bytes(&project) == bytes(&reordered));
}

/// The entry of the small site in another spelling.
const IMAPS: &str = "# A comment
-   siblings: [ 'submissions' ]   # another
    checked: 2026-11-20
    name: {en: \"IMAP over TLS\", zh: \"IMAP（隐式 \\x54LS）\"}
    summary:
        zh: >-
            客户端在这里读信。
        en: Mail programs
            read mail here.
    references:
    -   section: '3.2'
        rfc: 8314

    number: 993
    transports:
    - tcp
    iana: \"imaps\"
    service: imap
    family: mail
    encryption: [implicit,]
    direction: client-to-server
    status: registered
    id: imaps
";

#[test]
fn the_spelling_of_yaml_does_not_matter() {
    let project = Project::small("");
    let mut other = project.clone();
    let mail = "content/registry/ports/mail.yaml";
    let text = project.text(mail);
    let (before, _) = text.split_once("- id: imaps").expect("the last entry");
    other.write(mail, before.to_string() + IMAPS);
    other.edit(
        "content/site.yaml",
        "name: { zh: 小站, en: Small }\n",
        "---\nname:\n  en: \"Small\"\n\n  zh: |-\n    小站\n",
    );
    other.edit("content/en/mail/send.md", "tags: [sending]\n", "tags:\n- sending   # the only one\n");
    other.edit("content/zh/mail/send.md", "ports: [submissions]", "\"ports\":\n  - submissions");
    other.edit("content/registry/glossary.yaml", "{ zh: 中继, en: relay }", "{en: relay, zh: \"\\u4e2d继\"}");
    let (first, second) = (bytes(&project), bytes(&other));
    assert!(first == second, "{}", difference(&first, &second));
}

fn bytes(project: &Project) -> BTreeMap<String, Vec<u8>> {
    project.sound().files.into_iter().map(|(path, made)| (path.to_string(), made.bytes)).collect()
}

// The names of files that differ.
fn difference(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> String {
    let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    let differing: Vec<&str> =
        names.into_iter().filter(|name| a.get(*name) != b.get(*name)).map(String::as_str).collect();
    format!("these differ: {}", differing.join(", "))
}
