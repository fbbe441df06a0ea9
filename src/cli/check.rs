//! `portolan check`

use super::terminal::Terminal;
use super::{Format, Outcome, SiteFolder, read, report};
use crate::build::run::{self, Options};
use crate::diag::Failure;
use crate::model::resolve::Drafts;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// What to treat as an error
    #[arg(long, value_name = "KIND")]
    deny: Option<Deny>,
    /// How problems are printed [default: human on a terminal, else short]
    #[arg(long, value_name = "FMT")]
    format: Option<Format>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Deny {
    Warnings,
}

// Drafts are looked at like the rest, so that they are right when they are published.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let snapshot = read(&arguments.site)?;
    let build = run::build(&snapshot, &Options { drafts: Drafts::Shown, base_url: None });
    report(&build.problems, &snapshot, arguments.format, terminal);
    let denied = arguments.deny.is_some() && !build.problems.is_empty();
    if denied || !build.is_sound() {
        return Ok(Outcome::SiteHasErrors);
    }
    let files = build.files.len();
    terminal.say(&text!("checked: {files} files can be published", "检查完毕：{files} 个文件可以发布"));
    Ok(Outcome::Done)
}
