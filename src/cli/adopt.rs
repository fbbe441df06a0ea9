//! `portolan adopt`

use super::terminal::{Report, Stop, Terminal};
use super::{Outcome, SiteFolder, fix, read};
use crate::base::path::SourcePath;
use crate::build::adopt::{self, Adopted};
use crate::diag::lines::line_column;
use crate::diag::{self, Diagnostic, Failure, Text};
use crate::model::read as trees;
use crate::model::resolve::{self, Drafts};
use crate::source::Snapshot;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  portolan adopt content/en/mail/ports.md                an article of this site
  portolan adopt --site docs content/zh/mail/ports.md    of another site";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The article, as a path within the site or with its folder
    path: String,
    #[command(flatten)]
    site: SiteFolder,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let snapshot = read(&arguments.site)?;
    let written = arguments.path.as_str();
    let below = SourcePath::new(arguments.site.below(written));
    let path = below.filter(|path| snapshot.find(path).is_some()).ok_or_else(|| {
        Failure::refused(
            text!("can't find `{written}`", "找不到 `{written}`"),
            text!(
                "write a path within the site, such as `content/en/mail/ports.md`",
                "请写站点内的路径，例如 `content/zh/mail/ports.md`"
            ),
        )
    })?;
    // Where the registry has errors, nobody knows what it says.
    let errors = errors(&snapshot, &path);
    if !errors.is_empty() {
        let site = &arguments.site.site;
        let report = Report { problems: &errors, stop: Stop::ForErrors, snapshot: &snapshot, site };
        terminal.problems(&report, None);
        terminal.say(&text!("nothing was replaced", "没有替换任何表格"));
        return Ok(Outcome::SiteHasErrors);
    }
    let Adopted { text, tables, unfit } = adopt::adopt(&snapshot, &path)?;
    let old = text_before(&snapshot, &path);
    if tables > 0 {
        fix::replace(&arguments.site.site, &path, old.as_bytes(), text.as_bytes())?;
    }
    for table in &unfit {
        let (line, column) = line_column(old, table.span.start);
        let Text { en, zh } = &table.why;
        terminal.say(&text!("kept {path}:{line}:{column}: {en}", "保留 {path}:{line}:{column}：{zh}"));
    }
    terminal.say(&match tables {
        0 => text!("no table of {path} could be replaced", "{path} 里没有可以替换的表格"),
        _ => text!("replaced in {path}: {tables}", "已在 {path} 里替换：{tables} 个"),
    });
    Ok(Outcome::Done)
}

// Those of the article and of the registry: the others do not matter here.
fn errors(snapshot: &Snapshot, path: &SourcePath) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let trees = trees::read(snapshot, &mut problems);
    resolve::resolve(snapshot, &trees, Drafts::Shown, &mut problems);
    problems.retain(|problem| {
        let place = problem.place.as_ref().filter(|_| problem.is_error());
        place.is_some_and(|place| place.path == *path || place.path.as_str().starts_with("content/registry/"))
    });
    diag::sort(&mut problems);
    problems
}

fn text_before<'s>(snapshot: &'s Snapshot, path: &SourcePath) -> &'s str {
    let file = snapshot.find(path).expect("it was found before");
    std::str::from_utf8(&file.bytes).expect("an article was read from it")
}
