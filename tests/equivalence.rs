//! After any sequence of edits an incremental build equals a clean one, byte for byte.

use crate::harness::{Project, Random};
use portolan::base::path::SitePath;
use portolan::build::manifest::Stamp;
use portolan::build::run::{self, Build, Last};
use std::collections::BTreeMap;

// How many edits a chain has.
const EDITS: usize = 25;

// Of a hundred outputs that are kept or made again, how many may be made again to the same bytes.
const CEILING: usize = 5;

type Tree = BTreeMap<SitePath, Vec<u8>>;

#[test]
fn an_incremental_build_equals_a_clean_one_after_any_edit() {
    let chains = std::env::var("PORTOLAN_CHAINS").map_or(200, |text| text.parse().expect("a number"));
    let (mut planned, mut in_vain) = (0, 0);
    for seed in 0..chains {
        let (all, vain) = chain(seed);
        planned += all;
        in_vain += vain;
    }
    assert!(in_vain * 100 <= planned * CEILING, "{in_vain} of {planned} outputs were made again in vain");
}

// Runs one chain; how many outputs there were in all its builds, and how many of them were made
// again although their bytes stayed.
fn chain(seed: u64) -> (usize, usize) {
    let mut random = Random::new(seed);
    let mut project = Project::small("");
    let start = project.clone();
    let mut tree = Tree::new();
    let mut last: Option<Last> = None;
    let mut history = Vec::new();
    let (mut planned, mut in_vain) = (0, 0);
    for _ in 0..EDITS {
        let build = run::update(&project.snapshot, &project.options, last.as_ref());
        let clean = project.build();
        assert_eq!(build.problems, clean.problems, "seed {seed}: {history:#?}");
        if build.is_sound() {
            planned += clean.files.len();
            in_vain += if last.is_some() { made_in_vain(&build, &tree) } else { 0 };
            apply(&build, &mut tree);
            let expected: Tree = clean.files.into_iter().map(|(path, made)| (path, made.bytes)).collect();
            compare(&tree, &expected, seed, &history);
            last = Some(remember(&build, last.as_ref()));
        }
        history.push(edits::random(&mut project, &start, &mut random));
    }
    (planned, in_vain)
}

fn apply(build: &Build, tree: &mut Tree) {
    let paths = build.paths();
    tree.retain(|path, _| paths.contains(path));
    for (path, made) in &build.files {
        tree.insert(path.clone(), made.bytes.clone());
    }
}

fn made_in_vain(build: &Build, tree: &Tree) -> usize {
    build.files.iter().filter(|(path, made)| tree.get(*path) == Some(&made.bytes)).count()
}

fn remember(build: &Build, last: Option<&Last>) -> Last {
    let manifest = build.record(last.map(|last| &last.manifest), |_| Stamp::default());
    Last { intact: manifest.outputs.keys().cloned().collect(), manifest }
}

#[track_caller]
fn compare(tree: &Tree, expected: &Tree, seed: u64, history: &[String]) {
    let differ: Vec<&SitePath> =
        tree.keys().chain(expected.keys()).filter(|path| tree.get(*path) != expected.get(*path)).collect();
    assert!(differ.is_empty(), "seed {seed}: {differ:?} after {history:#?}");
}

mod edits {
    use super::Project;
    use crate::harness::Random;

    const ARTICLES: [&str; 6] = ["mail/send", "mail/read", "mail/发信", "mail/old", "web/http", "about"];

    /// Changes one thing of the site; says what. Some changes break it, and later ones mend it.
    pub fn random(project: &mut Project, start: &Project, random: &mut Random) -> String {
        let lang = random.pick(&["zh", "en"]);
        let key = random.pick(&ARTICLES);
        let path = format!("content/{lang}/{key}.md");
        match random.below(22) {
            0 => write(project, &path, &article(random)),
            1 => remove(project, &path),
            2 => swap(project, &path, &format!("content/{lang}/{}.md", random.pick(&ARTICLES))),
            3 => rename(project, &path, &format!("content/{lang}/{}.md", random.pick(&ARTICLES))),
            4 => replace(project, &path, "summary: ", &format!("summary: {} ", random.word())),
            5 => replace(project, &path, "title: ", &format!("title: {} ", random.word())),
            6 => replace(
                project,
                &path,
                "---\n\n",
                &format!("---\n\n{} {}。\n\n", random.word(), random.word()),
            ),
            7 => toggle(project, &path, "draft: true\n", "order: "),
            8 => toggle(project, &path, "broken: yes\n", "order: "),
            9 => toggle(project, &path, "aliases: [mail/former]\n", "order: "),
            10 => toggle(project, &path, "related: [mail/read]\n", "order: "),
            11 => registry(project, random),
            12 => registry(project, random),
            13 => new_port(project, random),
            14 => template(project, random),
            15 => write(project, "static/assets/site.css", &format!("body {{ top: {}px }}", random.below(3))),
            16 => write(project, "static/robots-extra.txt", random.word()),
            17 => strings(project, random),
            18 => replace(
                project,
                "content/site.yaml",
                "name: { zh: ",
                &format!("name: {{ zh: {}", random.word()),
            ),
            19 => toggle(project, "content/site.yaml", "base_url: https://example.com/a/\n", "languages: "),
            20 => write(project, &format!("content/{lang}/web/_section.md"), &section(random)),
            _ => {
                *project = start.clone();
                "revert everything".to_string()
            }
        }
    }

    fn article(random: &mut Random) -> String {
        let port = random.pick(&["submissions", "imaps", "urd"]);
        let link = random.pick(&[
            "[a](send.md)",
            "[b](read.md#check)",
            "[c](../mail/send.md)",
            "",
            "[](term:relay)",
        ]);
        let (title, word, tag) = (random.word(), random.word(), random.pick(&["sending", "", "nonsense"]));
        format!(
            "---\ntitle: {title}\nsummary: {word}\norder: {}\nports: [{port}]\ntags: [{tag}]\n---\n\n\
             {word} [](port:{port}) {link}\n\n## {word} {{#check}}\n\n```ports\nids: [{port}]\n```\n",
            random.below(4)
        )
    }

    fn section(random: &mut Random) -> String {
        format!(
            "---\ntitle: {}\nsummary: {}\norder: {}\n---\n",
            random.word(),
            random.word(),
            random.below(3)
        )
    }

    const PORTS: &str = "content/registry/ports/mail.yaml";

    fn registry(project: &mut Project, random: &mut Random) -> String {
        let text = project.text(PORTS);
        let mut entries: Vec<&str> = text.split_inclusive("checked: 2026-11-20\n").collect();
        let at = random.below(entries.len());
        let changed = match random.below(6) {
            0 => entries.remove(at).len().to_string(),
            1 => {
                entries.reverse();
                "reordered".to_string()
            }
            _ => String::new(),
        };
        let mut text = entries.concat();
        let (old, new) = random.pick(&[
            ("number: 465", "number: 466"),
            ("number: 466", "number: 465"),
            ("summary: { zh: ", "summary: { zh: 新"),
            ("name: { zh: ", "name: { zh: 新"),
            ("verdict: prefer", "verdict: fine"),
            ("encryption: [implicit]", "encryption: [implicit, starttls]"),
        ]);
        text = text.replacen(old, new, 1);
        project.write(PORTS, &text);
        format!("registry: {changed} {old} → {new}")
    }

    fn new_port(project: &mut Project, random: &mut Random) -> String {
        let number = random.below(4) + 2000;
        let entry = project.text(PORTS).split("- id: ").nth(1).unwrap_or_default().to_string();
        let entry = entry.replacen("submissions\n", &format!("new-{number}\n"), 1).replacen(
            "465",
            &number.to_string(),
            1,
        );
        write(project, &format!("content/registry/ports/{number}.yaml"), &format!("- id: {entry}"))
    }

    fn template(project: &mut Project, random: &mut Random) -> String {
        let names =
            ["article.html", "base.html", "port.html", "parts/lists.html", "parts/head.html", "home.html"];
        let path = format!("templates/{}", random.pick(&names));
        let text = project.text(&path);
        let mark = random.pick(&["<!-- a -->", "{# b #}", "{% broken", "<!-- c -->"]);
        match text.strip_suffix(mark) {
            Some(before) => write(project, &path, before),
            None => write(project, &path, &(text + mark)),
        }
    }

    fn strings(project: &mut Project, random: &mut Random) -> String {
        let text = format!("related: {{ zh: {}, en: {} }}\n", random.word(), random.word());
        write(project, "content/strings.yaml", &text)
    }

    fn write(project: &mut Project, path: &str, text: &str) -> String {
        project.write(path, text);
        format!("write {path}:\n{text}")
    }

    fn remove(project: &mut Project, path: &str) -> String {
        if project.has(path) {
            project.remove(path);
        }
        format!("remove {path}")
    }

    fn rename(project: &mut Project, from: &str, to: &str) -> String {
        if project.has(from) {
            let text = project.text(from);
            project.remove(from);
            project.write(to, text);
        }
        format!("rename {from} to {to}")
    }

    fn swap(project: &mut Project, a: &str, b: &str) -> String {
        if project.has(a) && project.has(b) {
            let (first, second) = (project.text(a), project.text(b));
            project.write(a, second);
            project.write(b, first);
        }
        format!("swap {a} and {b}")
    }

    fn replace(project: &mut Project, path: &str, old: &str, new: &str) -> String {
        if project.has(path) {
            let text = project.text(path).replacen(old, new, 1);
            project.write(path, text);
        }
        format!("{path}: {old:?} → {new:?}")
    }

    fn toggle(project: &mut Project, path: &str, line: &str, before: &str) -> String {
        match project.has(path) && project.text(path).contains(line) {
            true => replace(project, path, line, ""),
            false => replace(project, path, before, &format!("{line}{before}")),
        }
    }
}
