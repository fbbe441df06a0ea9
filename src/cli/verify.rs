//! `portolan verify`
//!
//! The site is made twice, by one thread and by several, and compared with itself and with what is
//! published. What is printed is read by `sha256sum --check`.

use super::terminal::{Report, Stop, Terminal};
use super::{Outcome, SiteFolder, build, read};
use crate::base::lang::Lang;
use crate::base::path::SitePath;
use crate::base::sha256::Sha256;
use crate::build::emit;
use crate::build::run::{self, Build, Options};
use crate::diag::Failure;
use crate::source::Snapshot;
use clap::Args;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  portolan verify                          the site here and its public/
  portolan verify --out /srv/www/docs      a copy that was published
  portolan verify > SHA256SUMS             for sha256sum --check, in public/";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// The output folder to compare with [default: public in the site folder, if it is there]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Absolute address of the site, as it was built
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Make drafts as well, as it was built
    #[arg(long)]
    drafts: bool,
}

type Hashes = BTreeMap<SitePath, Sha256>;

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let site = &arguments.site.site;
    if let Some(out) = arguments.out.as_ref().filter(|out| !out.is_dir()) {
        let shown = out.display();
        return Err(Failure::refused(
            text!("can't compare with `{shown}`", "不能与 `{shown}` 比较"),
            text!("there is no such folder", "没有这个文件夹"),
        ));
    }
    let options = build::options(arguments.drafts, arguments.base_url.as_deref())?;
    let snapshot = read(&arguments.site)?;
    let alone = made(&snapshot, &options, 1)?;
    if !alone.is_sound() {
        let report = Report { problems: &alone.problems, stop: Stop::ForErrors, snapshot: &snapshot, site };
        terminal.problems(&report, None);
        return Ok(Outcome::SiteHasErrors);
    }
    let together = hashes(made(&snapshot, &options, THREADS)?);
    let alone = hashes(alone);
    let mut unlike = differences(&alone, |path| together.get(path).copied());
    unlike.extend(differences(&together, |path| alone.get(path).copied()));
    if !unlike.is_empty() {
        terminal.say(&text!(
            "two builds of the same files differ, which is a defect of the program:",
            "用同样的文件构建两次，结果不同；这是程序的缺陷："
        ));
        terminal.complain(&listed(&unlike, terminal.lang));
        return Ok(Outcome::Defect);
    }
    let lines = alone.iter().map(|(path, hash)| format!("{hash}  {path}\n"));
    terminal.answer(&lines.collect::<String>());
    let files = alone.len();
    terminal.say(&text!("{files} files, the same in two builds", "{files} 个文件，两次构建相同"));
    let out = arguments.out.clone().unwrap_or_else(|| site.join("public"));
    if arguments.out.is_none() && !out.exists() {
        return Ok(Outcome::Done);
    }
    let published = |path: &SitePath| Some(Sha256::of(&std::fs::read(out.join(path.as_str())).ok()?));
    let mut unlike = differences(&alone, published);
    unlike.extend(left_over(&out, &alone));
    let shown = out.display();
    terminal.say(&match unlike.len() {
        0 => text!("{shown} holds the same files", "{shown} 里的文件与此相同"),
        count => text!(
            "{shown} differs (files: {count}); was it built from these files, with the same `--base-url`?",
            "{shown} 里有 {count} 个文件不同；它是用这些文件、同样的 `--base-url` 构建的吗？"
        ),
    });
    terminal.complain(&listed(&unlike, terminal.lang));
    Ok(if unlike.is_empty() { Outcome::Done } else { Outcome::SiteHasErrors })
}

/// More than one, so that work is done in another order, also where there is one processor.
const THREADS: usize = 8;

fn made(snapshot: &Snapshot, options: &Options, threads: usize) -> Result<Build<Sha256>, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| {
        let why = error.to_string();
        Failure { message: text!("can't start threads", "无法启动线程"), why: text!("{why}", "{why}") }
    })?;
    Ok(pool.install(|| run::update(snapshot, options, None, &|_, bytes, _| Sha256::of(&bytes))))
}

fn hashes(build: Build<Sha256>) -> Hashes {
    build.files.into_iter().map(|(path, made)| (path, made.bytes)).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unlike {
    Missing,
    Different,
    LeftOver,
}

fn differences(files: &Hashes, other: impl Fn(&SitePath) -> Option<Sha256>) -> Vec<(Unlike, String)> {
    let unlike = files.iter().filter_map(|(path, hash)| match other(path) {
        None => Some((Unlike::Missing, path.to_string())),
        Some(found) => (found != *hash).then(|| (Unlike::Different, path.to_string())),
    });
    unlike.collect()
}

// What a build had written and is no longer a part of the site. Files of other people are none of
// our business.
fn left_over(out: &Path, files: &Hashes) -> Vec<(Unlike, String)> {
    let known = |path: &str| SitePath::new(path).is_some_and(|path| files.contains_key(&path));
    let ours = emit::written(out).unwrap_or_default().into_iter();
    let gone = ours.filter(|path| !known(path) && out.join(path).exists());
    gone.map(|path| (Unlike::LeftOver, path)).collect()
}

fn listed(unlike: &[(Unlike, String)], lang: Lang) -> String {
    let lines = unlike.iter().map(|(unlike, path)| {
        let word = match (unlike, lang) {
            (Unlike::Missing, Lang::Zh) => "缺少：",
            (Unlike::Missing, Lang::En) => "missing: ",
            (Unlike::Different, Lang::Zh) => "不同：",
            (Unlike::Different, Lang::En) => "different: ",
            (Unlike::LeftOver, Lang::Zh) => "多余：",
            (Unlike::LeftOver, Lang::En) => "left over: ",
        };
        format!("  {word}{path}\n")
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_missing_or_different_or_alike() {
        let path = |path: &str| SitePath::new(path).expect("is tame");
        let files: Hashes =
            ["a", "b", "zh/端口"].iter().map(|name| (path(name), Sha256::of(name.as_bytes()))).collect();
        let other = |file: &SitePath| match file.as_str() {
            "a" => None,
            "b" => Some(Sha256::of(b"c")),
            name => Some(Sha256::of(name.as_bytes())),
        };
        let unlike = differences(&files, other);
        assert_eq!(unlike, [(Unlike::Missing, "a".to_string()), (Unlike::Different, "b".to_string())]);
        assert_eq!(listed(&unlike, Lang::En), "  missing: a\n  different: b\n");
    }
}
