//! After any sequence of edits an incremental build equals a clean one, byte for byte and problem for
//! problem.

use crate::harness::{self, Project, Random};
use portolan::base::path::SitePath;
use portolan::build::run::{Build, Last};
use portolan::lint::Scope;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt;

// How many edits a chain has.
const EDITS: usize = 25;

// Of a hundred outputs that are made again, how many may be made to the same bytes.
const CEILING: usize = 5;

// Short templates in place of the long ones, so that there is time for many chains. Each shows all
// that its view holds; parents, components and includes of includes are there as in the long ones.
const SHORT: &str = r#"
//- templates/base.html
<title>{{ page }} {{ site }} {{ kind }} {{ tag }}</title>{{ root }}{{ assets }}{% include "parts/head.html" %}
<main>{% block main %}{% endblock main %}</main>{{ t.skip }}
//- templates/parts/head.html
{{ frame }}{{ switch }}{{ crumbs }}
//- templates/parts/nav.html
{{ tag }}{{ root }}{{ nav }}
//- templates/parts/menu.html
{{ site }}
//- templates/parts/side.html
{% for section in side %}{{ section }}{% for item in section.items %}{{ <foreign text={item.foreign} /> }}{% endfor %}{% endfor %}
//- templates/parts/lists.html
{% component foreign(text) %}{{ text }}{% endcomponent foreign %}
{% component links(links: array, @root) %}{% for link in links %}{{ root }}{{ link }}{% endfor %}{% endcomponent links %}
//- templates/parts/marks.html
{% component chip(chip) %}{{ chip }}{% endcomponent chip %}
//- templates/parts/body.html
{% component parts(parts: array, @root) %}{% for p in parts %}{% if p.part == "html" %}{{ p.html | safe }}{% elif p.part == "ports" %}{{ <port_table table={p.table} /> }}{% else %}{{ p }}{% endif %}{% endfor %}{% endcomponent parts %}
//- templates/parts/tables.html
{% component port_table(table) %}{{ table.heads }}{% for row in table.rows %}{{ row }}{% for chip in row.encryption %}{{ <chip chip={chip} /> }}{% endfor %}{% endfor %}{% endcomponent port_table %}
//- templates/parts/diagrams.html
//- templates/parts/entry.html
//- templates/parts/foot.html
{{ t.skip }}{{ footer }}
//- templates/parts/icons.html
//- templates/parts/settings.html
//- templates/parts/lookups.html
//- templates/article.html
{% extends "base.html" %}{% block main %}{{ article }}{{ t.related }}{{ <parts parts={article.body} /> }}{% endblock main %}
//- templates/changes.html
{% extends "base.html" %}{% block main %}{{ changes }}{% endblock main %}
//- templates/glossary.html
{% extends "base.html" %}{% block main %}{{ glossary }}{% endblock main %}
//- templates/cheatsheet.html
{% extends "base.html" %}{% block main %}{{ sheet }}{% endblock main %}
//- templates/sources.html
{% extends "base.html" %}{% block main %}{{ sources }}{% endblock main %}
//- templates/home.html
{% extends "base.html" %}{% block main %}{{ home }}{% endblock main %}
//- templates/listing.html
{% extends "base.html" %}{% block main %}{{ listing }}{% endblock main %}
//- templates/port.html
{% extends "base.html" %}{% block main %}{{ port }}{{ <links links={port.articles} /> }}{% endblock main %}
//- templates/ports.html
{% extends "base.html" %}{% block main %}{{ ports }}{% endblock main %}
//- templates/provider.html
{% extends "base.html" %}{% block main %}{{ provider }}{% endblock main %}
//- templates/redirect.html
{{ site }}{{ assets }}{{ page }}{{ redirect }}
//- templates/root.html
{% extends "base.html" %}{% block main %}{{ entrance }}{% endblock main %}
//- templates/search.html
{% extends "base.html" %}{% block main %}{{ search }}{% endblock main %}
//- templates/section.html
{% extends "base.html" %}{% block main %}{{ section }}{% endblock main %}
//- templates/service.html
{% extends "base.html" %}{% block main %}{{ service }}{{ <links links={service.articles} /> }}{% endblock main %}
//- templates/tag.html
{% extends "base.html" %}{% block main %}{{ tagged }}{% endblock main %}
//- templates/404.html
{% extends "base.html" %}{% block main %}{{ missing }}{% endblock main %}
"#;

type Tree = BTreeMap<SitePath, Vec<u8>>;

#[test]
#[expect(clippy::print_stderr, reason = "the long run is made for its numbers")]
fn an_incremental_build_equals_a_clean_one_after_any_edit() {
    let chains = std::env::var("PORTOLAN_CHAINS").map_or(200, |text| text.parse().expect("a number"));
    let counted = (0..chains).into_par_iter().map(|seed| chain(seed, Scope::All));
    let again = counted.reduce(Again::default, Again::and);
    // `portolan build` applies the rules that can stop it, and to pages that are not known to be sound.
    // Half of these edits are about claims and the registry, so what is made in vain says nothing.
    (0..chains.div_ceil(5)).into_par_iter().for_each(|seed| drop(chain(seed, Scope::Gates)));
    let ceiling = again.vain() * 100 <= again.made() * CEILING;
    if !ceiling || std::env::var_os("PORTOLAN_CHAINS").is_some() {
        eprintln!("{again}");
    }
    assert!(ceiling, "too many outputs are made again in vain");
}

// How many outputs were made again, and how many of them to the same bytes, by kind of reason.
#[derive(Default)]
struct Again(BTreeMap<String, (usize, usize)>);

impl Again {
    fn note(&mut self, build: &Build, tree: &Tree) {
        let is_same =
            |path: &SitePath| build.files.get(path).is_none_or(|made| tree.get(path) == Some(&made.bytes));
        // A page and its twin are made together.
        let pages = build.files.iter().filter(|(path, _)| !path.as_str().ends_with("/index.md"));
        for (path, made) in pages {
            let twin = SitePath::new(&path.as_str().replace("index.html", "index.md")).expect("a path");
            let kind = made.reason.to_string().split(' ').next().unwrap_or_default().to_string();
            let (all, vain) = self.0.entry(kind).or_default();
            *all += 1;
            *vain += usize::from(is_same(path) && is_same(&twin));
        }
    }

    fn and(mut self, other: Again) -> Again {
        for (kind, (all, vain)) in other.0 {
            let sum = self.0.entry(kind).or_default();
            *sum = (sum.0 + all, sum.1 + vain);
        }
        self
    }

    fn made(&self) -> usize {
        self.0.values().map(|(all, _)| all).sum()
    }

    fn vain(&self) -> usize {
        self.0.values().map(|(_, vain)| vain).sum()
    }
}

impl fmt::Display for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, (all, vain)) in &self.0 {
            writeln!(f, "{kind}: {all} made, {vain} in vain")?;
        }
        write!(f, "all: {} made, {} in vain", self.made(), self.vain())
    }
}

fn chain(seed: u64, rules: Scope) -> Again {
    let mut random = Random::new(seed);
    let mut project = Project::small(SHORT).with_every_output();
    project.options.rules = rules;
    // An edit takes it away.
    project.edit("content/site.yaml", "languages: ", "base_url: https://example.com/a/\nlanguages: ");
    project.accept();
    project.sound();
    let start = project.clone();
    let mut tree = Tree::new();
    let mut last: Option<Last> = None;
    let mut history = Vec::new();
    let mut again = Again::default();
    for _ in 0..EDITS {
        let build = project.update(last.as_ref());
        let clean = project.build();
        assert_eq!(build.problems, clean.problems, "seed {seed}: {history:#?}");
        if build.is_sound() {
            if last.is_some() {
                again.note(&build, &tree);
            }
            apply(&build, &mut tree);
            let expected: Tree = clean.files.into_iter().map(|(path, made)| (path, made.bytes)).collect();
            compare(&tree, &expected, seed, &history);
            last = Some(harness::last(&build, last.as_ref()));
        }
        history.push(edits::random(&mut project, &start, &mut random));
    }
    again
}

fn apply(build: &Build, tree: &mut Tree) {
    let paths = build.paths();
    tree.retain(|path, _| paths.contains(path));
    for (path, made) in &build.files {
        tree.insert(path.clone(), made.bytes.clone());
    }
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
    use portolan::lint::Scope;

    const LOCK: &str = "content/translations.lock";
    const ARTICLES: [&str; 6] = ["mail/send", "mail/read", "mail/发信", "mail/old", "web/http", "about"];

    /// Changes one thing of the site; says what. Some changes break it, and later ones mend it.
    pub fn random(project: &mut Project, start: &Project, random: &mut Random) -> String {
        if random.below(120) == 0 {
            return coarse(project, random);
        }
        let lang = random.pick(&["zh", "en"]);
        let key = random.pick(&ARTICLES);
        let path = format!("content/{lang}/{key}.md");
        // What is wrong with a page depends on pages that were judged before and on the registry.
        if project.options.rules == Scope::Gates && random.below(2) == 0 {
            return match random.below(2) {
                0 => toggle(project, &path, random.pick(&CLAIMS), "\n## "),
                _ => registry(project, random),
            };
        }
        match random.below(26) {
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
            21 => toggle(project, &path, "origin: en\n", "order: "),
            22 => accept(project),
            23 => lock(project, random),
            24 => history(project, random),
            _ => {
                *project = start.clone();
                "revert everything".to_string()
            }
        }
    }

    // What a question can't be finer about: a template stands behind a page whole, comments,
    // components and all.
    fn coarse(project: &mut Project, random: &mut Random) -> String {
        match random.below(4) {
            0 => component_moved(project),
            1 => mark(project, random.pick(&TEMPLATES), "{# a comment #}"),
            2 => mark(project, random.pick(&["parts/lists.html", "parts/marks.html"]), "<!-- a -->"),
            _ => {
                let text = format!("related: {{ zh: {}, en: {} }}\n", random.word(), random.word());
                write(project, "content/strings.yaml", &text)
            }
        }
    }

    // Each is right or wrong by what the registry says at the moment.
    const CLAIMS: [&str; 3] = [
        "\nSubmission over TLS 的默认端口是 465。\n",
        "\nIMAPS uses port 466.\n",
        "\n```sh\nswaks --server mail.example.com --port 465 -tls\n```\n",
    ];

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
            "---\ntitle: {title}\nsummary: {word}\norder: {}\nports: [{port}]\nsources: [{{ rfc: 8314, section: \"{}\" }}]\ntags: [{tag}]\nchecked: 2026-11-{}\n---\n\n\
             {word} [](port:{port}) {link}\n\n## {word} {{#check}}\n\n```ports\nids: [{port}]\n```\n\n\
             ```sh\nif true; then echo '{word}'; fi\n```\n",
            random.below(4),
            random.below(3) + 1,
            random.below(20) + 10
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

    fn history(project: &mut Project, random: &mut Random) -> String {
        let day = format!("- date: 2026-11-{}\n  changes:\n", random.below(3) + 10);
        let entry =
            random.pick(&["port/submissions", "port/urd", "service/imap", "provider/qq", "term/relay"]);
        let change = random.pick(&["added", "removed", "broken"]);
        let text = format!("{day}    - {{ entry: {entry}, change: {change} }}\n");
        write(project, "content/registry/history.yaml", if random.below(4) == 0 { "" } else { &text })
    }

    const PORTS: &str = "content/registry/ports/mail.yaml";

    fn registry(project: &mut Project, random: &mut Random) -> String {
        let text = project.text(PORTS);
        let mut entries: Vec<&str> = text.split_inclusive("checked: 2026-11-20\n").collect();
        let at = random.below(entries.len().max(1));
        let changed = match random.below(6) {
            0 if !entries.is_empty() => format!("without {}", entries.remove(at)),
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
            ("references: [{ rfc: 8314", "references: [{ rfc: 5321 }, { rfc: 8314"),
            ("summary: { zh: ", "summary: { zh: 新"),
            ("name: { zh: ", "name: { zh: 新"),
            ("verdict: prefer", "verdict: fine"),
            ("iana: submissions\n", "iana: submissions\n  use: { zh: 发信, en: To send }\n"),
            ("  use: { zh: 发信, en: To send }\n", ""),
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

    const TEMPLATES: [&str; 10] = [
        "article.html",
        "base.html",
        "home.html",
        "port.html",
        "section.html",
        "tag.html",
        "parts/body.html",
        "parts/head.html",
        "parts/nav.html",
        "parts/side.html",
    ];

    fn template(project: &mut Project, random: &mut Random) -> String {
        let name = random.pick(&TEMPLATES);
        match random.below(6) {
            0 => mark(project, name, "{% broken"),
            _ => mark(project, name, random.pick(&["<!-- a -->", "<!-- b -->"])),
        }
    }

    // Puts a mark where the pages of a template show it, or takes it away.
    fn mark(project: &mut Project, name: &str, mark: &str) -> String {
        let path = format!("templates/{name}");
        let text = project.text(&path);
        if text.contains(mark) {
            return write(project, &path, &text.replace(mark, ""));
        }
        let inner = text.starts_with("{% extends") || text.starts_with("{% component");
        let at = text.rfind("{% end").filter(|_| inner).unwrap_or(text.len());
        write(project, &path, &format!("{}{mark}{}", &text[..at], &text[at..]))
    }

    // A component that pages call moves to another file and back.
    fn component_moved(project: &mut Project) -> String {
        let [lists, icons] = ["templates/parts/lists.html", "templates/parts/icons.html"];
        let (from, to) =
            if project.text(icons).contains("component") { (icons, lists) } else { (lists, icons) };
        let text = project.text(from);
        let Some(end) = text.find("endcomponent foreign %}\n") else { return "nothing moved".into() };
        let (component, rest) = text.split_at(end + "endcomponent foreign %}\n".len());
        let before = project.text(to);
        project.write(from, rest);
        project.write(to, component.to_string() + &before);
        format!("component moved from {from} to {to}")
    }

    // Records every translation as it is, if the site can be read at all.
    fn accept(project: &mut Project) -> String {
        project.accept();
        "accept".to_string()
    }

    // A line of the lock file goes, stands there twice, or is cut.
    fn lock(project: &mut Project, random: &mut Random) -> String {
        let text = project.text(LOCK);
        let mut lines: Vec<&str> = text.lines().collect();
        let at = random.below(lines.len());
        let line = lines.remove(at);
        match random.below(6) {
            0 => lines.extend([line, line]),
            1 => lines.push("=======\n"),
            _ => {}
        }
        write(project, LOCK, &lines.join("\n"))
    }

    // Every page shows the first, few the second, and what search knows of a port holds the third.
    fn strings(project: &mut Project, random: &mut Random) -> String {
        let key = random.pick(&["skip", "tags_intro", "status.registered"]);
        let text = format!("{key}: {{ zh: {}, en: {} }}\n", random.word(), random.word());
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
