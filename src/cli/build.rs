//! `portolan build`

use super::terminal::{Stop, Terminal};
use super::{Format, Outcome, SiteFolder, read, report};
use crate::build::emit;
use crate::build::run::{self, Options};
use crate::diag::Failure;
use crate::model::resolve::Drafts;
use clap::Args;
use std::path::PathBuf;
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  portolan build                                    write the site here to public/
  portolan build --site docs --out /srv/www/docs    another site, another place
  portolan build --base-url https://example.com/    with canonical links and a site map
  portolan build --drafts                           with the articles that are not finished";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// Where to write [default: public in the site folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Absolute address of the site, for canonical links and the site map
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Publish drafts as well
    #[arg(long)]
    drafts: bool,
    /// How problems are printed [default: human on a terminal, else short]
    #[arg(long, value_name = "FMT")]
    format: Option<Format>,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let out = arguments.out.clone().unwrap_or_else(|| arguments.site.site.join("public"));
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let target = emit::claim(&out, &arguments.site.site, home.as_deref())?;
    let options = Options {
        drafts: if arguments.drafts { Drafts::Shown } else { Drafts::Hidden },
        base_url: arguments.base_url.as_deref().map(base_url).transpose()?,
    };
    let snapshot = read(&arguments.site)?;
    let build = run::build(&snapshot, &options);
    report(&build.problems, Stop::ForErrors, &snapshot, arguments.format, terminal);
    if !build.is_sound() {
        terminal.say(&text!("nothing was written", "没有写入任何文件"));
        return Ok(Outcome::SiteHasErrors);
    }
    emit::publish(&target, &build.files)?;
    let pages = build.files.keys().filter(|path| path.as_str().ends_with(".html")).count();
    let (files, seconds, out) = (build.files.len(), start.elapsed().as_secs_f64(), out.display());
    terminal.say(&text!(
        "{pages} pages, {files} files in {seconds:.2} s → {out}",
        "{pages} 个页面，{files} 个文件，用时 {seconds:.2} 秒 → {out}"
    ));
    Ok(Outcome::Done)
}

fn base_url(url: &str) -> Result<String, Failure> {
    match crate::syntax::settings::base_url(url) {
        Some(url) => Ok(url),
        None => Err(Failure::refused(
            text!("can't use `{url}` as the address of the site", "`{url}` 不能作为站点地址"),
            text!("write it like `https://example.com/docs/`", "请写成 `https://example.com/docs/` 的形式"),
        )),
    }
}
