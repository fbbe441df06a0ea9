//! One-sided edits of our own articles are found, and edits that only change the wording are not.
//!
//! Every round makes one edit in every article that has a place for it, so that one look at the site
//! judges them all. The lock file is not there: a section that lags would be left to the other rule.

mod edits;

use crate::harness::{Project, assert_text, repository};
use edits::{Article, Edit};
use portolan::base::path::SourcePath;
use portolan::diag::Diagnostic;
use portolan::diag::code::Code;
use portolan::lint::ground::Ground;
use portolan::lint::{self, RULES, Subject, prose};
use portolan::model::memo::Memo;
use portolan::model::read;
use portolan::model::resolve::{self, Drafts};
use portolan::source::Snapshot;
use portolan::syntax::lock;
use std::collections::BTreeMap;

/// The rules that compare two languages.
fn is_of_parity(rule: &lint::Rule) -> bool {
    rule.name == "outlines" || rule.name.starts_with("parity-")
}

/// Our articles, and what was read of them.
struct Ours {
    snapshot: Snapshot,
    memo: Memo,
    articles: Vec<Article>,
}

impl Ours {
    fn read() -> Ours {
        let mut snapshot = repository();
        snapshot.remove(&SourcePath::new(lock::PATH).expect("is tame"));
        let files =
            snapshot.below("content").map(|(path, file)| (path.as_str().to_string(), file.bytes.clone()));
        let articles = files
            .filter_map(|(path, bytes)| Article::of(&path, std::str::from_utf8(&bytes).expect("UTF-8")))
            .collect();
        let memo = read::read_again(&snapshot, &Memo::default(), &mut Vec::new()).1;
        Ours { snapshot, memo, articles }
    }

    /// What the rules say of the articles when these texts stand in them.
    fn look(&self, texts: &[(&str, String)]) -> BTreeMap<String, Vec<Diagnostic>> {
        let mut snapshot = self.snapshot.clone();
        for (path, text) in texts {
            snapshot.insert(SourcePath::new(path).expect("is tame"), text.as_bytes());
        }
        let trees = read::read_again(&snapshot, &self.memo, &mut Vec::new()).0;
        let site = resolve::resolve(&snapshot, &trees, Drafts::Shown, &mut Vec::new()).expect("a site");
        let prose = prose::read(&snapshot, &site, &trees);
        let subject = Subject { site: &site, trees: &trees, prose: &prose, registry: &[], today: None };
        let ground = Ground::of(&site, &trees);
        let mut by_key: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for rule in RULES.iter().filter(|rule| is_of_parity(rule)) {
            for problem in rule.look(subject, &ground).into_problems() {
                let place = problem.place.as_ref().expect("a place");
                by_key.entry(edits::key(place.path.as_str()).to_string()).or_default().push(problem);
            }
        }
        by_key
    }
}

#[test]
#[allow(clippy::print_stdout)] // the numbers are what people run it for
fn one_sided_edits_are_found() {
    let ours = Ours::read();
    let mut report = String::new();
    let mut enough = true;
    for (name, code, edit, rounds) in edits::ONE_SIDED {
        for lang in ["zh", "en"] {
            let (mut made, mut found, mut more, mut missed) = (0, 0, 0, String::new());
            for round in 0..*rounds {
                let edits = edited(&ours, lang, *edit, round);
                let texts: Vec<(&str, String)> =
                    edits.iter().map(|(article, edit)| (article.path.as_str(), article.with(edit))).collect();
                let problems = ours.look(&texts);
                for (article, edit) in &edits {
                    let said = problems.get(&article.key).map(Vec::as_slice).unwrap_or_default();
                    made += 1;
                    more += said.len().saturating_sub(1);
                    match said.iter().any(|problem| problem.code == *code) {
                        true => found += 1,
                        false => missed.push_str(&format!("  {}: {edit:?}\n", article.path)),
                    }
                }
            }
            enough &= made >= MANY && found * 100 >= made * 95;
            report
                .push_str(&format!("{lang} {name}: {found} of {made} found, {more} more problems\n{missed}"));
        }
    }
    println!("{report}");
    assert!(enough, "{report}");
}

/// Fewer edits of a kind would prove nothing.
const MANY: usize = 20;

#[test]
fn edits_of_the_wording_are_not_reported() {
    let ours = Ours::read();
    let said = |problems: &BTreeMap<String, Vec<Diagnostic>>| -> String {
        problems.iter().map(|(key, said)| format!("{key}: {}\n", said[0].message.en)).collect()
    };
    assert_text(&said(&ours.look(&[])), "");
    for (name, edit) in edits::OF_WORDING {
        for lang in ["zh", "en"] {
            let own = ours.articles.iter().filter(|article| article.lang == lang);
            let texts: Vec<(&str, String)> =
                own.map(|article| (article.path.as_str(), edit(&article.text))).collect();
            let changed = texts.iter().zip(ours.articles.iter().filter(|article| article.lang == lang));
            let changed = changed.filter(|((_, text), article)| *text != article.text).count();
            assert!(changed >= 10, "{name} changes something: {changed} in {lang}");
            assert_text(
                &format!("{name}, {lang}: {}", said(&ours.look(&texts))),
                &format!("{name}, {lang}:"),
            );
        }
    }
}

// One edit for each article in which there are that many.
fn edited<'a>(
    ours: &'a Ours,
    lang: &str,
    edits: fn(&Article) -> Vec<Edit>,
    round: usize,
) -> Vec<(&'a Article, Edit)> {
    let own = ours.articles.iter().filter(|article| article.lang == lang);
    let edits = own.filter_map(|article| {
        let mut all = edits(article);
        // Spread over the article.
        let at = (round * 7 + article.text.len()) % all.len().max(1);
        (round < all.len()).then(|| (article, all.swap_remove(at)))
    });
    edits.collect()
}

#[test]
fn an_edit_of_the_original_is_blamed_once() {
    let mut project = Project::small("");
    project.accept();
    project.sound();
    project.edit("content/zh/mail/send.md", "发信，见", "和 [](port:imaps) 发信，见");
    let codes = |project: &Project| -> Vec<Code> {
        project.build().problems.iter().map(|problem| problem.code).collect()
    };
    // The front matter does not list the port either.
    assert_eq!(codes(&project), [Code::TranslationLags, Code::PortsDiffer]);
    project.accept();
    assert_eq!(codes(&project), [Code::LinksDiffer, Code::PortsDiffer]);
}
