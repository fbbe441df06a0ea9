//! Claims in code against a corpus: what is wrong is found at its place, and what is right is let
//! alone. `tests/corpus/code/README.md` says how the cases are written and what was tuned on what.

use crate::harness::corpus::{self, Score};
use crate::harness::{Project, assert_text, repository};
use portolan::base::registry::{Encryption, Port, Status};
use portolan::diag::Diagnostic;
use portolan::diag::code::Code;
use portolan::lint::ground::Ground;
use portolan::lint::{Outcome, RULES, Subject, prose};
use portolan::model::resolve::{self, Drafts};
use portolan::model::{Site, read};
use portolan::source::Snapshot;
use portolan::syntax::markdown::passages::Kind;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// A block of code and the places in it that are wrong.
#[derive(Clone, Debug)]
struct Case {
    family: String,
    language: String,
    code: String,
    // Byte ranges, in order.
    wrong: Vec<(usize, usize)>,
}

#[test]
fn every_case_of_the_half_for_development_is_judged_as_it_is_marked() {
    assert_text(&total(&judge(&cases("develop"))).report, "");
}

#[test]
fn nearly_all_that_is_wrong_is_found_in_the_half_for_judging_and_nothing_else() {
    let cases = cases("judge");
    assert!(cases.len() >= 150, "{} cases", cases.len());
    let scores = judge(&cases);
    let (table, total) = (table(&scores), total(&scores));
    assert!(total.recall() >= 0.95 && total.alarms == 0, "{table}\n{}", total.report);
    let documented = fs::read_to_string(folder().join("README.md")).expect("the corpus is described");
    assert!(documented.contains(&table), "the README of the corpus shows this table:\n{table}");
}

/// Cases of somebody who had not seen the rule: a half was read and mended, the other half stays unread, and what is
/// missed in it is counted and not printed.
#[test]
#[allow(clippy::print_stdout)]
fn a_stranger_judges_the_rule() {
    for (half, least, most) in [("read", 85, 0), ("unread", 70, 1)] {
        let Score { wrong, found, right, alarms, report } = total(&judge(&cases(half)));
        let shown = if half == "read" { &report } else { "" };
        println!("{half}: {found} of {wrong} found, {alarms} false alarms in {right} cases\n{shown}");
        assert!(found >= least && alarms <= most, "{half}: {found} of {wrong}, {alarms} false alarms");
    }
}

#[test]
fn a_message_calls_a_protocol_what_the_code_calls_it() {
    let mut snapshot = corpus::registry();
    let page = "---\ntitle: Case\nsummary: A case\n---\n\n```sh\nswaks --server h --port 993 -tlsc\n```\n";
    snapshot.insert_all(&format!("//- content/en/corpus/case.md\n{page}"));
    // Filters speak “SMTP / HTTP”, and are no part of this.
    let found = contradictions(&snapshot);
    let messages: Vec<_> = found.iter().map(|problem| &problem.message).collect();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].en, "port `993` carries IMAP, not SMTP");
    assert_eq!(messages[0].zh, "端口 `993` 承载 IMAP，不是 SMTP");
}

#[test]
fn what_is_exempt_is_listed_in_sentences_as_in_blocks() {
    let wrong = "swaks --server mail.example.com --port 465 -tls";
    for (lang, said) in [("zh", "运行"), ("en", "Run")] {
        let exempt = |reason: &str| format!("<!-- claim: ignore reason=\"{reason}\" -->");
        let text = format!(
            "---\ntitle: {said}\nsummary: {said}\n---\n\n{}\n\n{said} `{wrong}`\n\n{}\n\n```sh\n{wrong}\n```\n",
            exempt("一"),
            exempt("二"),
        );
        let path = format!("content/{lang}/mail/exempt.md");
        let mut project = Project::small("");
        project.write(&path, text);
        let build = project.build();
        let verdict = build.verdicts.iter().find(|verdict| verdict.rule.name == "code").expect("the rule");
        let Outcome::Applied { found, exemptions, .. } = &verdict.outcome else { panic!("it is on") };
        let reasons: Vec<&str> = exemptions.iter().map(|exemption| exemption.reason.as_str()).collect();
        assert_eq!((*found, reasons), (0, vec!["一", "二"]));
        assert_text(&project.short(), "");
    }
}

/// A line of our articles that says how its connection is encrypted, or which service listens.
struct Line {
    /// What the line has to hold.
    marks: &'static [&'static str],
    /// What is spoken, as the registry calls the protocols; empty when that is not said.
    protocols: &'static [&'static str],
    /// How it begins.
    modes: &'static [Encryption],
}

const TLS: &[Encryption] = &[Encryption::Implicit];
const UPGRADE: &[Encryption] = &[Encryption::Starttls];

/// The first that fits holds. What no line here describes makes no claim, such as `nc -vz`.
const LINES: &[Line] = &[
    Line { marks: &["s_client", "-starttls smtp"], protocols: &["SMTP"], modes: UPGRADE },
    Line { marks: &["s_client", "-starttls imap"], protocols: &["IMAP"], modes: UPGRADE },
    Line { marks: &["s_client", "-starttls pop3"], protocols: &["POP3"], modes: UPGRADE },
    Line { marks: &["s_client"], protocols: &[], modes: TLS },
    Line { marks: &["swaks", "-tlsc"], protocols: &["SMTP"], modes: TLS },
    Line { marks: &["swaks", "-tls "], protocols: &["SMTP"], modes: UPGRADE },
];

/// Options that decide the mode, and what they become.
const OPTIONS: &[(&str, &str)] = &[
    (" -starttls smtp", ""),
    (" -starttls smtp", " -starttls imap"),
    (" -starttls imap", ""),
    ("s_client -connect", "s_client -starttls smtp -connect"),
    ("-tlsc", "-tls"),
    ("-tls ", "-tlsc "),
];

#[test]
fn a_changed_port_or_option_in_the_code_of_our_articles_is_found_when_it_is_wrong() {
    let site = site_of(&corpus::registry());
    let mail: Vec<u16> = site
        .ports
        .values()
        .filter(|port| port.family.as_str() == "mail" && port.status == Status::Registered)
        .map(|port| port.number.first)
        .collect();
    let mut changes = Vec::new();
    for line in typed_lines().iter().filter(|line| LINES.iter().any(|kind| kind.fits(line))) {
        let number = line.split([' ', ':']).find(|word| mail.iter().any(|port| port.to_string() == *word));
        let Some(number) = number else { continue };
        changes.extend(mail.iter().map(|port| line.replacen(number, &port.to_string(), 1)));
        let options = OPTIONS.iter().filter(|(from, _)| line.contains(from));
        changes.extend(options.map(|(from, to)| line.replacen(from, to, 1)));
    }
    changes.sort();
    changes.dedup();
    let cases: Vec<Case> = changes.iter().map(|line| expected(line, &site, &mail)).collect();
    let wrong = cases.iter().filter(|case| !case.wrong.is_empty()).count();
    assert!(wrong >= 30 && cases.len() >= 40, "{wrong} of {} changes are wrong", cases.len());
    assert_text(&total(&judge(&cases)).report, "");
}

impl Line {
    fn fits(&self, line: &str) -> bool {
        self.marks.iter().all(|mark| line.contains(mark))
    }
}

// Whether the registry has an entry for what the line says, without the help of the rule.
fn expected(line: &str, site: &Site, mail: &[u16]) -> Case {
    let kind = LINES.iter().find(|kind| kind.fits(line)).expect("only the number or an option was changed");
    let number = line.split([' ', ':']).find(|word| mail.iter().any(|port| port.to_string() == *word));
    let number = number.expect("a port of the registry");
    let speaks = |port: &Port| {
        let protocol = &site.services[&port.service].protocol;
        kind.protocols.is_empty() || kind.protocols.contains(&protocol.as_str())
    };
    let is_right = site.ports.values().any(|port| {
        let is_here = port.number.first.to_string() == number && port.family.as_str() == "mail";
        // Of an entry without modes nothing is known.
        let is_encrypted =
            port.encryption.is_empty() || port.encryption.iter().any(|mode| kind.modes.contains(mode));
        is_here && speaks(port) && is_encrypted
    });
    let at = line.find(number).expect("it is in the line");
    let wrong = if is_right { Vec::new() } else { vec![(at, at + number.len())] };
    Case { family: "changes".into(), language: "sh".into(), code: format!("{line}\n"), wrong }
}

// The lines of all code blocks of our articles.
fn typed_lines() -> Vec<String> {
    let snapshot = repository();
    let trees = read::read(&snapshot, &mut Vec::new());
    let prose = prose::read(&snapshot, &site_of(&snapshot), &trees);
    let passages = prose.iter().flat_map(|page| &page.passages.list);
    let code = passages.filter(|passage| matches!(passage.kind, Kind::Code(_)));
    code.flat_map(|passage| passage.text.lines().map(String::from)).collect()
}

fn site_of(snapshot: &Snapshot) -> Site {
    let trees = read::read(snapshot, &mut Vec::new());
    resolve::resolve(snapshot, &trees, Drafts::Shown, &mut Vec::new()).expect("a site")
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/code")
}

fn cases(half: &str) -> Vec<Case> {
    let mut files: Vec<_> = fs::read_dir(folder().join(half))
        .expect("the half is there")
        .map(|entry| entry.expect("a readable folder").path())
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let family = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).expect("UTF-8");
        for case in format!("\n{text}").split("\n== ").skip(1) {
            let (head, code) = case.split_once('\n').expect("code follows the head");
            let (label, language) = head.split_once(' ').expect("a label and a language");
            let (code, wrong) = unmarked(&format!("{}\n", code.trim_end_matches('\n')));
            assert_eq!(wrong.is_empty(), label == "right", "{family}: {code}");
            cases.push(Case { family: family.clone(), language: language.into(), code, wrong });
        }
    }
    cases
}

fn unmarked(marked: &str) -> (String, Vec<(usize, usize)>) {
    let mut code = String::new();
    let mut wrong = Vec::new();
    let mut parts = marked.split('⟦');
    code.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (inner, rest) = part.split_once('⟧').expect("a mark is closed");
        wrong.push((code.len(), code.len() + inner.len()));
        code.push_str(inner);
        code.push_str(rest);
    }
    (code, wrong)
}

/// Puts each case into an article of its own and compares what is reported with the marks.
fn judge(cases: &[Case]) -> BTreeMap<&str, Score> {
    let mut snapshot = corpus::registry();
    let mut starts = BTreeMap::new();
    for (number, case) in cases.iter().enumerate() {
        let path = format!("content/en/corpus/case-{number}.md");
        let head = format!("---\ntitle: Case\nsummary: A case\n---\n\n```{}\n", case.language);
        starts.insert(path.clone(), (head.len(), case));
        snapshot.insert_all(&format!("//- {path}\n{head}{}```\n", case.code));
    }
    let found = contradictions(&snapshot);
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for (path, (start, case)) in &starts {
        let reported: Vec<(usize, usize)> = found
            .iter()
            .filter_map(|problem| problem.place.as_ref())
            .filter(|place| place.path.as_str() == path)
            .map(|place| place.span.expect("a place in the file"))
            .map(|span| (span.start - start, span.end - start))
            .collect();
        let score = scores.entry(&case.family).or_default();
        score.right += 1;
        score.wrong += case.wrong.len();
        score.found += case.wrong.iter().filter(|place| reported.contains(place)).count();
        score.alarms += reported.iter().filter(|place| !case.wrong.contains(place)).count();
        if reported != case.wrong {
            let Case { family, wrong, code, .. } = case;
            score.note(&format!("{family}: marked {wrong:?}, reported {reported:?}\n{code}"));
        }
    }
    scores
}

fn total(scores: &BTreeMap<&str, Score>) -> Score {
    let mut total = Score::default();
    scores.values().for_each(|score| total.add(score));
    total
}

fn contradictions(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let trees = read::read(snapshot, &mut Vec::new());
    let site = site_of(snapshot);
    let prose = prose::read(snapshot, &site, &trees);
    let rule = RULES.iter().find(|rule| rule.name == "code").expect("the rule");
    let subject = Subject { site: &site, trees: &trees, prose: &prose, registry: &[], today: None };
    let mut problems = rule.look(subject, &Ground::of(&site, &trees)).into_problems();
    assert!(problems.iter().all(|problem| problem.code == Code::CodeContradictsRegistry));
    portolan::diag::sort(&mut problems);
    problems
}

fn table(scores: &BTreeMap<&str, Score>) -> String {
    let mut table = String::from("| cases | wrong | found | false alarms | |\n|---|---|---|---|---|\n");
    for (family, score) in scores {
        let Score { wrong, found, right, alarms, .. } = score;
        let _ = writeln!(table, "| {right} | {wrong} | {found} | {alarms} | {family} |");
    }
    table
}
