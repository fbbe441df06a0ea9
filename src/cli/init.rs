//! `portolan init DIR`

use super::Outcome;
use super::terminal::Terminal;
use crate::diag::Failure;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  portolan init my-site                  then: portolan build --site my-site";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The folder to make; it may exist if it is empty
    dir: PathBuf,
}

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("starter/", $path))),)*]
    };
}

/// A site that builds, with one of everything that a first site needs.
pub(super) const STARTER: &[(&str, &str)] = files! {
    "content/site.yaml"
    "content/zh/mail/_section.md"
    "content/en/mail/_section.md"
    "content/zh/mail/send-mail.md"
    "content/en/mail/send-mail.md"
    "content/registry/ports/mail.yaml"
    "content/registry/services.yaml"
};

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let dir = &arguments.dir;
    let shown = dir.display();
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::refused(
            text!("can't make a site in `{shown}`", "不能在 `{shown}` 中新建站点"),
            text!("it is not empty", "它不是空的"),
        ));
    }
    for (path, text) in STARTER {
        write(&dir.join(path), text)?;
    }
    write(&dir.join(".gitignore"), "/public/\n/.portolan/\n")?;
    terminal.say(&text!(
        "made a site in {shown}; `portolan build --site {shown}` writes it to {shown}/public",
        "已在 {shown} 新建站点；`portolan build --site {shown}` 会把它写到 {shown}/public"
    ));
    Ok(Outcome::Done)
}

/// Writes a new file; one that is already there is left alone and refused.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let shown = path.display();
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::refused(
            text!("can't write `{shown}`", "不能写入 `{shown}`"),
            text!("it is already there", "它已经存在"),
        ),
        _ => Failure::io(text!("can't write `{shown}`", "不能写入 `{shown}`"), &error),
    };
    if let Some(above) = path.parent() {
        fs::create_dir_all(above).map_err(failed)?;
    }
    let mut file = fs::File::create_new(path).map_err(failed)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)
}
