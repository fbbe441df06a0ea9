//! `portolan build`

use super::terminal::{Report, Stop, Terminal};
use super::{Format, Outcome, SiteFolder, read, unreadable};
use crate::build::emit::state::{self, State};
use crate::build::emit::{self, Target};
use crate::build::run::{self, Options};
use crate::diag::Failure;
use crate::lint::Scope;
use crate::model::resolve::Drafts;
use crate::source::Snapshot;
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const EXAMPLES: &str = "\
Examples:
  portolan build                                   the site here, to public/
  portolan build --site docs --out /srv/www/docs   another site, another place
  portolan build --base-url https://example.com/   canonical links, a site map
  portolan build --drafts                          with unfinished articles
  portolan build --explain                         what was made again, and why
  portolan build --clean                           everything anew";

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
    /// Make every file again, whatever the last build has left
    #[arg(long)]
    clean: bool,
    /// Print every file that was made, and why
    #[arg(long)]
    explain: bool,
    /// How problems are printed [default: human on a terminal, else short]
    #[arg(long, value_name = "FMT")]
    format: Option<Format>,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let site = &arguments.site.site;
    let out = arguments.out.clone().unwrap_or_else(|| site.join("public"));
    let target = claim(&out, site)?;
    let options = options(arguments.drafts, arguments.base_url.as_deref())?;
    let state = remembered(site, &target, terminal);
    let usable = state.as_ref().filter(|_| !arguments.clean);
    let look = usable.and_then(|state| state.look(&target));
    if let Some((files, pages)) = look.as_ref().and_then(|look| look.current(&options)) {
        let nothing = Report { problems: &[], stop: Stop::ForErrors, snapshot: &Snapshot::default(), site };
        terminal.problems(&nothing, arguments.format);
        say(pages, 0, files, &out, start.elapsed(), terminal);
        return Ok(Outcome::Done);
    }
    let snapshot = match &look {
        Some(look) => look.read(site).map_err(unreadable)?,
        None => read(&arguments.site)?,
    };
    let turn = emit::take_turn(&target)?;
    let last = usable.zip(look).and_then(|(state, look)| state.recall(&target, look));
    let writing = turn.write(last.as_ref())?;
    let build = terminal.during(|made| {
        run::update(&snapshot, &options, last.as_ref(), &|path, bytes, fingerprint| {
            made.count();
            writing.put(path, &bytes, fingerprint)
        })
    });
    let report = Report { problems: &build.problems, stop: Stop::ForErrors, snapshot: &snapshot, site };
    terminal.problems(&report, arguments.format);
    if !build.is_sound() {
        terminal.say(&text!("nothing was written", "没有写入任何文件"));
        return Ok(Outcome::SiteHasErrors);
    }
    writing.publish(&build)?;
    // A build that can't be remembered is done all the same; the next one is clean.
    let _ = state.map(|state| state.remember(&target, &snapshot, &options, &build, last.as_ref()));
    if arguments.explain {
        let lines = build.files.iter().map(|(path, made)| format!("{path}: {}\n", made.reason));
        terminal.answer_beside(arguments.format, &lines.collect::<String>());
    }
    let pages = build.paths().iter().filter(|path| path.as_str().ends_with(".html")).count();
    say(pages, build.files.len(), build.kept.len(), &out, start.elapsed(), terminal);
    // The process ends here, and the system takes its memory back at once.
    std::mem::forget((snapshot, build, last));
    Ok(Outcome::Done)
}

fn say(pages: usize, made: usize, kept: usize, out: &Path, time: Duration, terminal: &mut Terminal) {
    let (seconds, out) = (time.as_secs_f64(), out.display());
    terminal.say(&text!(
        "{pages} pages: {made} files made, {kept} kept, in {seconds:.2} s → {out}",
        "{pages} 个页面：生成 {made} 个文件，保留 {kept} 个，用时 {seconds:.2} 秒 → {out}"
    ));
}

/// What a build is told by its flags.
pub(super) fn options(drafts: bool, url: Option<&str>) -> Result<Options, Failure> {
    let drafts = if drafts { Drafts::Shown } else { Drafts::Hidden };
    Ok(Options { drafts, base_url: url.map(base_url).transpose()?, rules: Scope::Gates, today: None })
}

/// Claims an output folder.
pub(super) fn claim(out: &Path, site: &Path) -> Result<Target, Failure> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    emit::claim(out, site, home.as_deref())
}

/// What the site remembers of an output folder; `None` where it can't remember anything.
pub(super) fn remembered(site: &Path, target: &Target, terminal: &mut Terminal) -> Option<State> {
    let program = std::env::current_exe().ok()?;
    let waiting = |process: &str| {
        terminal.say(&text!(
            "waiting for another build of this site (process {process})",
            "正在等待本站的另一个构建（进程 {process}）"
        ));
    };
    state::open(site, target, &program, waiting).ok()
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
