//! `portolan translation status` and `portolan translation accept`

mod accept;
mod status;

use super::terminal::{Report, Stop, Terminal};
use super::{Outcome, SiteFolder, read};
use crate::diag::{Diagnostic, Failure, nearest};
use crate::facts::drift::{self, Drift};
use crate::model::read::{self as trees, Trees};
use crate::model::resolve::{self, Drafts};
use crate::model::{ArticleKey, Site};
use crate::source::Snapshot;
use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
Examples:
  portolan translation status                   what lags, side by side
  portolan translation status --format json     for continuous integration
  portolan translation accept mail/send         the translation is up to date
  portolan translation accept --all             every translation is";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Say which sections of translations lag behind their originals
    Status(status::Arguments),
    /// Record that translations follow their originals as they are now
    Accept(accept::Arguments),
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    match &arguments.what {
        What::Status(arguments) => status::run(arguments, terminal),
        What::Accept(arguments) => accept::run(arguments, terminal),
    }
}

/// A site and how its translations stand.
struct Desk {
    snapshot: Snapshot,
    trees: Trees,
    site: Site,
    drift: Drift,
}

/// Reads a site, drafts too. `None` when it has errors, which are printed: what is recorded is the
/// text of a site that can be published.
fn open(folder: &SiteFolder, terminal: &mut Terminal) -> Result<Option<Desk>, Failure> {
    let snapshot = read(folder)?;
    let mut problems = Vec::new();
    let trees = trees::read(&snapshot, &mut problems);
    let site = resolve::resolve(&snapshot, &trees, Drafts::Shown, &mut problems);
    problems.retain(Diagnostic::is_error);
    crate::diag::sort(&mut problems);
    let Some(site) = site.filter(|_| problems.is_empty()) else {
        let report =
            Report { problems: &problems, stop: Stop::ForErrors, snapshot: &snapshot, site: &folder.site };
        terminal.problems(&report, None);
        return Ok(None);
    };
    let drift = drift::derive(&site);
    Ok(Some(Desk { snapshot, trees, site, drift }))
}

/// The article with a key that was typed.
fn find<'a>(site: &'a Site, typed: &str) -> Result<&'a ArticleKey, Failure> {
    let keys = site.keys();
    if let Some(key) = keys.iter().find(|key| key.as_str() == typed) {
        return Ok(key);
    }
    let message = text!("there is no article `{typed}`", "没有文章 `{typed}`");
    Err(Failure::refused(
        message,
        match nearest(typed, keys.iter().map(|key| key.as_str())) {
            Some(near) => text!("the nearest key is `{near}`", "最接近的键是 `{near}`"),
            None => text!(
                "a key is the path below the language, such as `mail/send`",
                "键是语言文件夹之后的路径，例如 `mail/send`"
            ),
        },
    ))
}
