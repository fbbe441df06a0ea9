//! How many wrong claims the rule finds, and how often it is wrong itself.
//!
//! The corpus (`corpus/claims/`) is sentences with labels: half of it was in sight when the rule was
//! written, the other half was written before and never used to tune it. Both are held against the
//! registry of this repository.

pub mod mutations;

use crate::harness::corpus::{self, Label, Score};
use crate::harness::{Random, repository};
use portolan::base::path::SourcePath;
use portolan::base::span::Span;
use portolan::diag::Diagnostic;
use portolan::diag::code::Code;
use portolan::model::read;
use portolan::model::resolve::{self, Drafts};
use portolan::source::Snapshot;
use std::ops::Range;

/// A labelled sentence, list or table.
struct Entry {
    line: usize,
    range: Range<usize>,
    // What contradicts the registry.
    wrong: Vec<Range<usize>>,
}

/// The wrong claims that the rule sees in an article.
fn findings(mut snapshot: Snapshot, path: &SourcePath, text: &str) -> Vec<Diagnostic> {
    snapshot.insert(path.clone(), text.as_bytes());
    wrong_claims(&snapshot).into_iter().filter(|problem| is_in(problem, path)).collect()
}

fn is_in(problem: &Diagnostic, path: &SourcePath) -> bool {
    problem.place.as_ref().is_some_and(|place| place.path == *path)
}

/// The wrong claims that the rule sees in a site.
fn wrong_claims(snapshot: &Snapshot) -> Vec<Diagnostic> {
    let mut problems = corpus::problems(snapshot);
    problems.retain(|problem| matches!(problem.code, Code::WrongClaim | Code::CodeContradictsRegistry));
    problems
}

const HEAD: &str = "---\ntitle: 语料\nsummary: 语料\n---\n\n";

/// Makes articles of a file of the corpus. An entry that begins with `---` is an article of its own.
fn articles(corpus: &str) -> Vec<(String, Vec<Entry>)> {
    let mut articles = vec![(String::from(HEAD), Vec::new())];
    for Label { line, text: entry, wrong } in corpus::labels(corpus) {
        let at = if entry.starts_with("---") { articles.len() } else { 0 };
        if at > 0 {
            articles.push((String::new(), Vec::new()));
        }
        let (text, entries) = &mut articles[at];
        let start = text.len();
        text.push_str(&entry);
        let wrong = wrong.into_iter().map(|wrong| start + wrong.start..start + wrong.end).collect();
        entries.push(Entry { line, range: start..text.len(), wrong });
        // No entry stands under the heading of another one.
        text.push_str("\n\n## …\n\n");
    }
    articles
}

/// Holds what the rule says about an article against the labels of its entries.
fn judge(score: &mut Score, lang: &str, text: &str, entries: &[Entry]) {
    let problems = findings(corpus::registry(), &corpus_path(lang), text);
    for entry in entries {
        let own: Vec<Vec<Span>> =
            problems.iter().map(places).filter(|places| entry.range.contains(&places[0].start)).collect();
        let hits = |span: &Span, wrong: &Range<usize>| span.start < wrong.end && wrong.start < span.end;
        let whole = &text[entry.range.clone()];
        for wrong in &entry.wrong {
            score.wrong += 1;
            match own.iter().flatten().any(|span| hits(span, wrong)) {
                true => score.found += 1,
                false => score.note(&format!("missed {}: {whole}", entry.line)),
            }
        }
        score.right += 1;
        for places in &own {
            if !places.iter().any(|span| entry.wrong.iter().any(|wrong| hits(span, wrong))) {
                score.alarms += 1;
                let blamed = &text[places[0].start..places[0].end];
                score.note(&format!("alarm {}: `{blamed}` in {whole}", entry.line));
            }
        }
    }
}

fn places(problem: &Diagnostic) -> Vec<Span> {
    let also = problem.also.iter().map(|(place, _)| place);
    problem.place.iter().chain(also).filter_map(|place| place.span).collect()
}

fn score(lang: &str, articles: &[(String, Vec<Entry>)]) -> Score {
    let mut score = Score::default();
    articles.iter().for_each(|(text, entries)| judge(&mut score, lang, text, entries));
    score
}

fn read_corpus(lang: &str, half: &str) -> String {
    let path = format!("{}/tests/corpus/claims/{lang}/{half}.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the corpus is there")
}

/// How the rule does on one half.
fn of_half(lang: &str, half: &str) -> Score {
    score(lang, &articles(&read_corpus(lang, half)))
}

/// Sentences full of numbers that are no ports: those written by hand, and frames filled by a program.
fn numbers(lang: &str) -> Vec<String> {
    let is_end = |c: char| matches!(c, '。' | '；' | '.' | ';' | '!' | '?');
    let mut sentences: Vec<String> = read_corpus(lang, "numbers")
        .lines()
        .skip(1)
        .flat_map(|line| {
            line.split_inclusive(['。', '；']).map(str::trim).map(String::from).collect::<Vec<_>>()
        })
        .filter(|sentence| !sentence.trim_matches(is_end).is_empty())
        .collect();
    let mut random = Random::new(25);
    for at in 0..800 {
        let frame = FRAMES[at % FRAMES.len()][usize::from(lang == "en")];
        let name =
            random.pick(&["SMTP", "IMAP", "POP3", "SSH", "DNS", "FTP", "MySQL", "Redis", "LDAP", "NTP"]);
        let number =
            random.pick(&[25, 110, 143, 465, 587, 993, 995, 22, 53, 80, 443, 389, 123, 3306, 5432, 6379, 21]);
        let other = 2 + random.below(97);
        let sentence = frame.replace("{name}", name).replace("{n}", &number.to_string());
        sentences.push(sentence.replace("{m}", &other.to_string()));
    }
    sentences
}

// Each in Chinese and in English.
const FRAMES: &[[&str; 2]] = &[
    [
        "{name} 服务器在 {n} 毫秒内应答，最慢 {m} 秒。",
        "The {name} server answered within {n} ms, at worst {m} seconds.",
    ],
    ["{name} 的日志有 {n} 行，其中 {m} 行是错误。", "The {name} log has {n} lines, {m} of them errors."],
    ["有 {n} 人用 {name}，另外 {m} 人不用。", "{n} people use {name}, and {m} do not."],
    ["{name} 一天处理 {n} 次请求，丢了 {m} 次。", "{name} takes {n} requests a day and loses {m}."],
    ["见第 {n} 页关于 {name} 的第 {m} 节。", "See section {m} on {name}, page {n}."],
    ["{name} 的说明在第 {n} 行到第 {m} 行。", "The notes on {name} are in lines {m} to {n}."],
    ["RFC {n} 和 RFC {m} 都提到了 {name}。", "Both RFC {n} and RFC {m} mention {name}."],
    ["{name} 的版本 {m}.{n} 修了 {m} 个缺陷。", "Version {m}.{n} of {name} fixed {m} bugs."],
    ["{name} 占用 {n} MB 内存，{m}% 的处理器。", "{name} uses {n} MB of memory and {m}% of the processor."],
    ["在 192.0.2.{m} 上测 {name}，共测 {n} 次。", "We tested {name} on 192.0.2.{m}, {n} times in all."],
    ["{name} 课程收费 {n} 元，{m} 课时。", "The course on {name} costs ${n} for {m} lessons."],
    ["问题 {n} 里有 {m} 条关于 {name} 的评论。", "Issue {n} has {m} comments about {name}."],
    ["{name} 返回代码 {n}，重试 {m} 次后正常。", "{name} returned code {n} and worked after {m} retries."],
    ["图 {n} 画的是 {name}，表 {m} 列出它的命令。", "Figure {n} shows {name}, table {m} lists its commands."],
    [
        "从 2{m} 号楼到机房 {n} 米，{name} 服务器在三楼。",
        "It is {n} metres from house 2{m} to the {name} server.",
    ],
    [
        "{name} 的超时是 {n} 秒，间隔 {m} 分钟。",
        "{name} times out after {n} seconds and retries every {m} minutes.",
    ],
    ["{m} 月 {n} 号之前要把 {name} 升级完。", "By day {n} of month {m}, {name} has to be upgraded."],
    ["{name} 集群有 {m} 台机器、{n} 个用户。", "The {name} cluster has {m} machines and {n} users."],
    ["{name} 报错 {n}，提示剩余 {m} 次。", "{name} shows error {n} and says that {m} tries are left."],
    ["{name} 的配额：每人 {n} GB，每封 {m} MB。", "Quota of {name}: {n} GB a person, {m} MB a message."],
];

fn alarms(lang: &str, sentences: &[String]) -> Vec<String> {
    let mut text = String::from(HEAD);
    for sentence in sentences {
        text.push_str(sentence);
        text.push_str("\n\n");
    }
    let path = corpus_path(lang);
    let problems = findings(corpus::registry(), &path, &text);
    let line = |problem: &Diagnostic| {
        let at = places(problem)[0].start;
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        text[start..].lines().next().unwrap_or_default().to_string()
    };
    problems.iter().map(line).collect()
}

fn corpus_path(lang: &str) -> SourcePath {
    SourcePath::new(&format!("content/{lang}/mail/corpus.md")).expect("a tame path")
}

/// One change at a time in our own articles.
fn of_mutations(lang: &str) -> (Score, String) {
    let snapshot = repository();
    let articles: Vec<String> = snapshot
        .below(&format!("content/{lang}"))
        .filter(|(path, _)| !path.as_str().ends_with("_section.md"))
        .map(|(_, file)| String::from_utf8(file.bytes.to_vec()).expect("UTF-8"))
        .collect();
    let trees = read::read(&snapshot, &mut Vec::new());
    let site = resolve::resolve(&snapshot, &trees, Drafts::Shown, &mut Vec::new()).expect("a coherent site");
    let (mutants, left_out) = mutations::mutants(&articles, &site);
    let mut text = String::from(HEAD);
    let mut entries = Vec::new();
    for (line, mutant) in mutants.iter().enumerate() {
        let start = text.len();
        text.push_str(&mutant.text);
        let wrong = start + mutant.changed.start..start + mutant.changed.end;
        entries.push(Entry { line, range: start..text.len(), wrong: vec![wrong] });
        text.push_str("\n\n<!-- -->\n\n");
    }
    let left_out: Vec<String> = left_out.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
    (score(lang, &[(text, entries)]), left_out.join("; "))
}

#[test]
#[allow(clippy::print_stdout)] // the numbers are what people run it for
fn wrong_claims_are_found_and_right_ones_left_alone() {
    let mut report = String::new();
    let mut enough = true;
    for lang in ["zh", "en"] {
        for half in ["develop", "judge"] {
            let score = of_half(lang, half);
            enough &= score.recall() >= 0.95;
            report.push_str(&format!(
                "{lang} {half}: {} of {} wrong claims found, {} false alarms in {} entries\n",
                score.found, score.wrong, score.alarms, score.right
            ));
            // What was missed of the other half stays unseen, or it is no other half any more.
            if half == "develop" {
                report.push_str(&score.report);
            }
        }
        let (score, left_out) = of_mutations(lang);
        enough &= score.recall() >= 0.95;
        report.push_str(&format!(
            "{lang} mutations: {} of {} found; left out: {left_out}\n{}",
            score.found, score.wrong, score.report
        ));
        let sentences = numbers(lang);
        let alarms = alarms(lang, &sentences);
        enough &= sentences.len() > 1000 && alarms.len() * 1000 <= sentences.len();
        report.push_str(&format!(
            "{lang} numbers: {} false alarms in {} sentences\n",
            alarms.len(),
            sentences.len()
        ));
        alarms.iter().for_each(|alarm| report.push_str(&format!("alarm: {alarm}\n")));
    }
    println!("{report}");
    assert!(enough, "{report}");
}

/// Texts of somebody who had seen neither the rule nor the other parts, and what holds for them.
struct Stranger {
    lang: &'static str,
    part: &'static str,
    found: usize,
    alarms: usize,
    alarms_in_numbers: usize,
}

/// Most parts are blind no longer: their misses were read and mended. What is missed in the others is counted and not printed,
/// so that they can go on judging. The limits hold what the rule finds now.
const STRANGERS: [Stranger; 28] = [
    Stranger { lang: "zh", part: "blind", found: 128, alarms: 1, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind", found: 124, alarms: 1, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-2", found: 111, alarms: 1, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-2", found: 106, alarms: 3, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-4", found: 151, alarms: 2, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-4", found: 154, alarms: 1, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-6", found: 111, alarms: 1, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-6", found: 107, alarms: 2, alarms_in_numbers: 1 },
    Stranger { lang: "zh", part: "blind-8", found: 203, alarms: 2, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-8", found: 202, alarms: 4, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-9", found: 160, alarms: 5, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-9", found: 154, alarms: 6, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-10", found: 139, alarms: 4, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-10", found: 143, alarms: 4, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-11", found: 141, alarms: 8, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-11", found: 151, alarms: 6, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-12", found: 109, alarms: 5, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-12", found: 111, alarms: 3, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-3", found: 99, alarms: 4, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-3", found: 96, alarms: 7, alarms_in_numbers: 1 },
    Stranger { lang: "zh", part: "blind-5", found: 137, alarms: 4, alarms_in_numbers: 1 },
    Stranger { lang: "en", part: "blind-5", found: 139, alarms: 0, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-7", found: 100, alarms: 1, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-7", found: 87, alarms: 2, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-13", found: 71, alarms: 0, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-13", found: 64, alarms: 1, alarms_in_numbers: 0 },
    Stranger { lang: "zh", part: "blind-14", found: 76, alarms: 5, alarms_in_numbers: 0 },
    Stranger { lang: "en", part: "blind-14", found: 69, alarms: 5, alarms_in_numbers: 0 },
];
const SEALED: [&str; 1] = ["blind-14"];

#[test]
#[allow(clippy::print_stdout)]
fn strangers_judge_the_rule() {
    let mut report = String::new();
    let mut enough = true;
    for Stranger { lang, part, found, alarms: most, alarms_in_numbers } in STRANGERS {
        let score = of_half(lang, part);
        let numbers = read_corpus(lang, &format!("{part}-numbers"));
        let sentences: Vec<String> = numbers.lines().skip(1).map(String::from).collect();
        let in_numbers = alarms(lang, &sentences);
        enough &= score.found >= found && score.alarms <= most && in_numbers.len() <= alarms_in_numbers;
        report.push_str(&format!(
            "{lang} {part}: {} of {} wrong claims found, {} false alarms in {} entries, {} in {} sentences full of \
             other numbers\n",
            score.found,
            score.wrong,
            score.alarms,
            score.right,
            in_numbers.len(),
            sentences.len()
        ));
        if !SEALED.contains(&part) {
            report.push_str(&score.report);
            in_numbers.iter().for_each(|alarm| report.push_str(&format!("alarm: {alarm}\n")));
        }
    }
    println!("{report}");
    assert!(enough, "{report}");
}
