//! How much each rule about texts finds, and how often it is wrong itself.
//!
//! The corpus (`corpus/rules/`) is short texts with labels, a file for each rule and language, all written before
//! anybody ran the rules on them. What comes out stands in the article about
//! `portolan check`, in both languages.

use crate::harness::Project;
use crate::harness::corpus::{self, Label, Score};
use portolan::base::lang::Lang;
use portolan::base::span::Span;
use portolan::build::run::Options;
use portolan::diag::code::Code;
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
    ("widths", Code::FullWidth, &Lang::ALL),
];

/// A line of a corpus, as an article.
fn article(lang: Lang, label: Label) -> Label {
    let head = match lang {
        _ if label.text.starts_with("---") => "",
        Lang::Zh => "---\ntitle: 语料\nsummary: 语料\n---\n\n",
        Lang::En => "---\ntitle: Corpus\nsummary: Corpus\n---\n\n",
    };
    let at = head.len();
    let wrong = label.wrong.into_iter().map(|wrong| wrong.start + at..wrong.end + at).collect();
    Label { text: format!("{head}{}\n", label.text), wrong, ..label }
}

/// What the rule says about all entries, by the path of their articles.
fn findings(snapshot: &Snapshot, code: Code) -> BTreeMap<String, Vec<Span>> {
    let mut found: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for problem in corpus::problems(snapshot).into_iter().filter(|problem| problem.code == code) {
        let place = problem.place.expect("rules about texts know the place");
        found.entry(place.path.to_string()).or_default().extend(place.span);
    }
    found
}

fn path(lang: Lang, line: usize) -> String {
    format!("content/{}/mail/line-{line}.md", lang.code())
}

fn score(rule: &str, code: Code, lang: Lang) -> Score {
    let folder = format!("{}/tests/corpus/rules", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(format!("{folder}/{}/{rule}.txt", lang.code())).expect("a corpus");
    let entries: Vec<Label> = corpus::labels(&text).map(|label| article(lang, label)).collect();
    let mut site = Project { snapshot: corpus::registry(), options: Options::default() };
    let glossary = std::fs::read(format!("{folder}/glossary.yaml")).expect("a glossary");
    site.write("content/registry/glossary.yaml", glossary);
    site.write(&format!("content/{}/mail/dot.svg", lang.code()), DOT);
    entries.iter().for_each(|Label { line, text, .. }| site.write(&path(lang, *line), text));
    let found = findings(&site.snapshot, code);

    let mut score = Score::default();
    for Label { line, text, wrong } in &entries {
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
