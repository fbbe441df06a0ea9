//! `portolan check`

use super::terminal::{Report, Stop, Terminal};
use super::{Format, Outcome, SiteFolder, iana, read, rules, texts};
use crate::base::date::Date;
use crate::build::fix;
use crate::build::run::{self, Build, Options};
use crate::diag::Failure;
use crate::lint::{self, RULES, Verdict, plants};
use crate::model::resolve::Drafts;
use crate::source::Snapshot;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

const EXAMPLES: &str = "\
Examples:
  portolan check                                every mistake of the site
  portolan check --site docs --deny warnings    for continuous integration
  portolan check --format short                 one line each, for editors
  portolan check -v                             what each rule looked at, too
  portolan check --fix                          correct what needs no thought
  portolan check --iana service-names-port-numbers.csv    against IANA's list
  portolan check --today 2027-06-01             what will be too old then";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// What to treat as an error
    #[arg(long, value_name = "KIND")]
    deny: Option<Deny>,
    /// Correct the mistakes that have only one correction, and write the files
    #[arg(long)]
    fix: bool,
    /// Compare the ports with IANA's list in this file, CSV or XML
    #[arg(long, value_name = "FILE")]
    iana: Option<PathBuf>,
    /// The day on which the age of facts is counted [default: today, in UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
    /// How problems are printed [default: human on a terminal, else short]
    #[arg(long, value_name = "FMT")]
    format: Option<Format>,
    /// List the rules with what each looked at, found, and was asked not to judge
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    Warnings,
}

// Drafts are looked at like the rest, so that they are right when they are published.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let mut snapshot = read(&arguments.site)?;
    if let Some(list) = &arguments.iana {
        let (path, bytes) = iana::read(list)?;
        snapshot.insert(path, bytes);
    }
    let today = arguments.today.or_else(today);
    let options = Options { drafts: Drafts::Shown, today, ..Options::default() };
    let (snapshot, build) = match arguments.fix {
        true => fix(&snapshot, &options, &arguments.site, terminal)?,
        false => {
            let build =
                terminal.during(|made| run::update(&snapshot, &options, None, &|_, _, _| made.count()));
            (snapshot, build)
        }
    };
    let blind = plants::blind(RULES);
    let problems = [build.problems, blind.clone()].concat();
    let stop = match arguments.deny {
        Some(Deny::Warnings) => Stop::ForAll,
        None => Stop::ForErrors,
    };
    let report = Report { problems: &problems, stop, snapshot: &snapshot, site: &arguments.site.site };
    terminal.problems(&report, arguments.format);
    if arguments.verbose && !terminal.is_quiet() {
        terminal.answer_beside(arguments.format, &rules::list(&build.verdicts, &snapshot, terminal.lang));
    }
    if !blind.is_empty() {
        return Ok(Outcome::Defect);
    }
    if problems.iter().any(|problem| stop.is_for(problem)) {
        return Ok(Outcome::SiteHasErrors);
    }
    let files = build.files.len();
    terminal.say(&match off(&build.verdicts) {
        (0, _) => text!("checked: {files} files can be published", "检查完毕：{files} 个文件可以发布"),
        (_, rules) => text!(
            "checked: {files} files can be published; switched off: {rules}",
            "检查完毕：{files} 个文件可以发布；停用的规则：{rules}"
        ),
    });
    Ok(Outcome::Done)
}

// The rules that the site does without: what they would say, nobody has heard.
fn off(verdicts: &[Verdict]) -> (usize, String) {
    let off = verdicts.iter().filter(|verdict| matches!(verdict.outcome, lint::Outcome::Off(_)));
    let names: Vec<&str> = off.map(|verdict| verdict.rule.name).collect();
    (names.len(), names.join(", "))
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a day is written YYYY-MM-DD".to_string())
}

// `None` when the clock stands before 1970.
fn today() -> Option<Date> {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::of_days(i64::try_from(passed.as_secs() / SECONDS_OF_A_DAY).ok()?)
}

const SECONDS_OF_A_DAY: u64 = 86_400;

fn fix(
    snapshot: &Snapshot,
    options: &Options,
    site: &SiteFolder,
    terminal: &mut Terminal,
) -> Result<(Snapshot, Build<()>), Failure> {
    let fixed = fix::fix(snapshot.clone(), options)?;
    let files = super::fix::write(&site.site, snapshot, &fixed)?;
    for round in &fixed.rounds {
        terminal.fixed(&round.problems, &texts(&round.snapshot));
    }
    let mistakes: usize = fixed.rounds.iter().map(|round| round.problems.len()).sum();
    terminal.say(&match (mistakes, files) {
        (0, _) => text!("nothing could be fixed without you", "没有可以自动修正的地方"),
        (1, _) => text!("fixed: 1 mistake, files written: {files}", "已修正：1 处，写入 {files} 个文件"),
        _ => text!(
            "fixed: {mistakes} mistakes, files written: {files}",
            "已修正：{mistakes} 处，写入 {files} 个文件"
        ),
    });
    Ok((fixed.snapshot, fixed.build))
}
