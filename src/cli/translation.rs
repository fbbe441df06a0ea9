//! `portolan translation status` and `portolan translation accept`

mod accept;
mod status;

use super::terminal::{Report, Stop, Terminal};
use super::{Outcome, SiteFolder, read};
use crate::base::path::SourcePath;
use crate::diag::{Diagnostic, Failure, nearest};
use crate::facts::drift::{self, Drift};
use crate::model::read::{self as trees, Trees};
use crate::model::resolve::{self, Drafts};
use crate::model::{ArticleKey, Site};
use crate::source::Snapshot;
use clap::{Args, Subcommand};
use std::collections::BTreeSet;

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
    errors: Vec<Diagnostic>,
}

impl Desk {
    fn has_error_in(&self, path: &SourcePath) -> bool {
        self.errors.iter().any(|error| error.place.as_ref().is_some_and(|place| place.path == *path))
    }

    /// The articles that have an error in a language, or could not be read in it.
    fn broken(&self) -> BTreeSet<ArticleKey> {
        let articles = self.trees.articles.iter().filter(|file| self.has_error_in(&file.path));
        let keys = articles.map(|file| file.tree.1.as_str());
        keys.chain(self.trees.unread.articles.iter().map(String::as_str)).map(ArticleKey::new).collect()
    }
}

/// Reads a site, drafts too, and prints its errors. `None` when there is no site.
fn open(folder: &SiteFolder, terminal: &mut Terminal) -> Result<Option<Desk>, Failure> {
    let snapshot = read(folder)?;
    let mut problems = Vec::new();
    let trees = trees::read(&snapshot, &mut problems);
    let site = resolve::resolve(&snapshot, &trees, Drafts::Shown, &mut problems);
    let mut errors = problems;
    errors.retain(Diagnostic::is_error);
    crate::diag::sort(&mut errors);
    let report = Report { problems: &errors, stop: Stop::ForErrors, snapshot: &snapshot, site: &folder.site };
    terminal.problems(&report, None);
    Ok(site.map(|site| Desk { drift: drift::derive(&site), snapshot, trees, site, errors }))
}

/// The key that was typed, of those that there are; or the article at the path that was typed.
fn find<'a>(keys: &[&'a ArticleKey], folder: &SiteFolder, typed: &str) -> Result<&'a ArticleKey, Failure> {
    let file = folder.below(typed).strip_prefix("content/").and_then(|path| path.strip_suffix(".md"));
    let of_file = file.and_then(|path| path.split_once('/')).map(|(_, key)| key);
    let named = |name: &str| keys.iter().copied().find(|key| key.as_str() == name);
    if let Some(key) = named(typed).or_else(|| named(of_file?)) {
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
