//! `portolan why PATH`

use super::terminal::Terminal;
use super::{Outcome, SiteFolder, build};
use crate::base::path::SitePath;
use crate::diag::Failure;
use clap::Args;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  portolan why zh/ports/465/              what the page asked of the site
  portolan why en/mail/which-smtp-port/   and why it was made when it was made";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// The output folder [default: public in the site folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// A published file, or the address of a page
    path: String,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let path = &arguments.path;
    let site = &arguments.site.site;
    let target = build::claim(&arguments.out.clone().unwrap_or_else(|| site.join("public")), site)?;
    let manifest = build::remembered(site, &target, terminal).and_then(|state| state.record());
    let Some(manifest) = manifest else {
        return Err(Failure::refused(
            text!("can't say why `{path}` was made", "无法说明为什么生成了 `{path}`"),
            text!(
                "there is no record of a build; `portolan build` makes one",
                "没有构建记录；请先运行 `portolan build`"
            ),
        ));
    };
    let address = path.trim_matches('/');
    let page = if address.is_empty() { "index.html".into() } else { format!("{address}/index.html") };
    let mut named = [address, page.as_str()].into_iter().filter_map(SitePath::new);
    let Some((path, record)) = named.find_map(|path| manifest.outputs.get_key_value(&path)) else {
        return Err(Failure::refused(
            text!("can't say why `{path}` was made", "无法说明为什么生成了 `{path}`"),
            text!("the last build has no such file", "上次构建中没有这个文件"),
        ));
    };
    let asked: String = manifest.asked(record).map(|question| format!("  {question}\n")).collect();
    terminal.answer(&format!("{path}: {}\n{asked}", record.reason));
    Ok(Outcome::Done)
}
