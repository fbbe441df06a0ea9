//! How much each rule about texts finds, and how often it is wrong itself.
//!
//! The corpus (`corpus/rules/`) is short texts with labels, a file for each rule and language, all written before
//! anybody ran the rules on them. What comes out stands in the article about
//! `portolan check`, in both languages.

use crate::claims;
use crate::harness::Project;
use portolan::base::lang::Lang;
use portolan::base::span::Span;
use portolan::build::run::Options;
use portolan::diag::Diagnostic;
use portolan::diag::code::Code;
use portolan::lint::ground::Ground;
use portolan::lint::{self, Scope, Subject, prose};
use portolan::model::read;
use portolan::model::resolve::{self, Drafts};
use portolan::source::Snapshot;
use std::collections::BTreeMap;
use std::ops::Range;

/// The rules with a corpus, and what each reports. `alt` is no rule of `lint`: reading a page finds it.
const RULES: &[(&str, Code, &[Lang])] = &[
    ("alt", Code::MissingAlt, &Lang::ALL),
    ("apostrophes", Code::Apostrophe, &Lang::ALL),
    ("commas", Code::SerialComma, &[Lang::En]),
    ("dashes", Code::Dash, &[Lang::Zh]),
    ("exclamations", Code::Exclamation, &[Lang::En]),
    ("filler", Code::Filler, &Lang::ALL),
    ("gaps", Code::SpaceAtPunctuation, &[Lang::Zh]),
    ("leaks", Code::LeakedMarkdown, &Lang::ALL),
    ("placeholders", Code::Placeholder, &Lang::ALL),
    ("punctuation", Code::HalfWidthPunctuation, &[Lang::Zh]),
    ("quotes", Code::QuotationMarks, &Lang::ALL),
    ("ranges", Code::Range, &Lang::ALL),
    ("repeats", Code::Repeated, &Lang::ALL),
    ("shadows", Code::ShadowTable, &Lang::ALL),
    ("spacing", Code::MissingSpace, &[Lang::Zh]),
    ("terms", Code::AvoidedTerm, &Lang::ALL),
    ("titles", Code::TitleCase, &[Lang::En]),
    ("units", Code::Unit, &Lang::ALL),
];

/// One line of a corpus, as an article: `+` is right, `-` has wrong places between `«»`, `⏎` ends a line.
struct Entry {
    line: usize,
    text: String,
    wrong: Vec<Range<usize>>,
}

fn entry(lang: Lang, (at, line): (usize, &str)) -> Option<Entry> {
    let (is_wrong, line) = match line.split_at_checked(2)? {
        ("+ ", line) => (false, line),
        ("- ", line) => (true, line),
        _ => return None,
    };
    let mut text = String::new();
    if !line.starts_with("---") {
        text.push_str(match lang {
            Lang::Zh => "---\ntitle: 语料\nsummary: 语料\n---\n\n",
            Lang::En => "---\ntitle: Corpus\nsummary: Corpus\n---\n\n",
        });
    }
    let (mut opened, mut wrong) = (0, Vec::new());
    for c in line.replace(" ⏎ ", "\n").chars() {
        match c {
            '«' => opened = text.len(),
            '»' => wrong.push(opened..text.len()),
            c => text.push(c),
        }
    }
    text.push('\n');
    assert_eq!(is_wrong, !wrong.is_empty(), "line {}", at + 1);
    Some(Entry { line: at + 1, text, wrong })
}

/// What the rule says about all entries, by the path of their articles.
fn findings(snapshot: &Snapshot, code: Code) -> BTreeMap<String, Vec<Span>> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    let trees = read::read(snapshot, &mut problems);
    let site = resolve::resolve(snapshot, &trees, Drafts::Shown, &mut problems).expect("a coherent site");
    let prose = prose::read(snapshot, &site, &trees);
    let subject = Subject { site: &site, trees: &trees, prose: &prose, registry: &[], today: None };
    lint::check(subject, &Ground::of(&site, &trees), Scope::All, &mut problems);
    let mut found: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for problem in problems.into_iter().filter(|problem| problem.code == code) {
        let place = problem.place.expect("rules about texts know the place");
        found.entry(place.path.to_string()).or_default().extend(place.span);
    }
    found
}

fn path(lang: Lang, line: usize) -> String {
    format!("content/{}/mail/line-{line}.md", lang.code())
}

#[derive(Default)]
struct Score {
    wrong: usize,
    found: usize,
    right: usize,
    alarms: usize,
    report: String,
}

fn score(rule: &str, code: Code, lang: Lang) -> Score {
    let folder = format!("{}/tests/corpus/rules", env!("CARGO_MANIFEST_DIR"));
    let corpus = std::fs::read_to_string(format!("{folder}/{}/{rule}.txt", lang.code())).expect("a corpus");
    let entries: Vec<Entry> = corpus.lines().enumerate().filter_map(|line| entry(lang, line)).collect();
    let mut site = Project { snapshot: claims::registry(), options: Options::default() };
    let glossary = std::fs::read(format!("{folder}/glossary.yaml")).expect("a glossary");
    site.write("content/registry/glossary.yaml", glossary);
    site.write(&format!("content/{}/mail/dot.svg", lang.code()), DOT);
    entries.iter().for_each(|Entry { line, text, .. }| site.write(&path(lang, *line), text));
    let found = findings(&site.snapshot, code);

    let mut score = Score::default();
    for Entry { line, text, wrong } in &entries {
        let own = found.get(&path(lang, *line)).map_or(&[][..], Vec::as_slice);
        let touch = |span: &Span, wrong: &Range<usize>| span.start <= wrong.end && wrong.start <= span.end;
        score.wrong += wrong.len();
        score.right += usize::from(wrong.is_empty());
        for wrong in wrong {
            match own.iter().any(|span| touch(span, wrong)) {
                true => score.found += 1,
                false => score.note(&format!("{rule} {lang:?} {line}: missed `{}`", &text[wrong.clone()])),
            }
        }
        for span in own.iter().filter(|span| !wrong.iter().any(|wrong| touch(span, wrong))) {
            score.alarms += 1;
            score.note(&format!("{rule} {lang:?} {line}: blamed `{}`", &text[span.start..span.end]));
        }
    }
    score
}

impl Score {
    fn note(&mut self, line: &str) {
        self.report.push_str(line);
        self.report.push('\n');
    }
}

const DOT: &[u8] = br#"<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><circle r="4"/></svg>"#;

#[test]
#[allow(clippy::print_stdout)] // what was missed is what people run it for
fn what_each_rule_finds_is_what_the_documentation_says() {
    let mut report = String::new();
    let rows = RULES.iter().map(|(rule, code, langs)| {
        let cells = Lang::ALL.map(|lang| match langs.contains(&lang) {
            false => "– | –".to_string(),
            true => {
                let Score { wrong, found, right, alarms, report: line } = score(rule, *code, lang);
                report.push_str(&line);
                format!("{found}/{wrong} | {alarms}/{right}")
            }
        });
        format!("| `{rule}` | {} |\n", cells.join(" | "))
    });
    let rows: String = rows.collect();
    println!("{report}\n{rows}");
    for lang in Lang::ALL {
        let path = format!("{}/content/{}/docs/check-a-site.md", env!("CARGO_MANIFEST_DIR"), lang.code());
        let article = std::fs::read_to_string(&path).expect("the article is there");
        assert!(article.contains(&rows), "{path} has other rows than these:\n{rows}\n{report}");
    }
}
