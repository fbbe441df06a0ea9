//! The command line: arguments in, exit status out.
//!
//! Exit status: 0 done; 1 the site has errors; 2 usage or environment; 101 a defect of ours.

mod adopt;
mod build;
mod check;
mod draft;
mod explain;
mod fix;
mod iana;
mod impact;
mod init;
mod new;
mod registry;
mod related;
mod rules;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod terminal;
mod translation;
mod verify;
mod why;

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::diag::Failure;
use crate::source::Snapshot;
use crate::source::disk::{self, Unreadable};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use terminal::Terminal;

/// A documentation site generator that knows what its pages say.
#[derive(Debug, Parser)]
#[command(name = "portolan", version, after_help = EXAMPLES, term_width = 80)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    voice: Voice,
}

const EXAMPLES: &str = "\
Examples:
  portolan init my-site                 make a small site to start from
  portolan build --site my-site         write it to my-site/public
  portolan check --deny warnings        look for mistakes, write nothing
  portolan new article zh/mail/gmail    begin an article
  portolan explain P0301                what a diagnostic means, with an example";

/// How the program speaks.
#[derive(Debug, Args)]
struct Voice {
    /// Language of messages [default: that of the terminal]
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<MessageLang>,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MessageLang {
    Zh,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site
    Build(build::Arguments),
    /// Look for mistakes and write nothing
    Check(check::Arguments),
    /// Show the site in a browser and follow every change
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
    /// Make a small site to start from
    Init(init::Arguments),
    /// Begin an article or a registry entry
    New(new::Arguments),
    /// Replace tables that restate the registry by generated ones
    Adopt(adopt::Arguments),
    /// Say what a published file was made from, and why it was last made
    Why(why::Arguments),
    /// Say which files an entry of the registry reaches
    Impact(impact::Arguments),
    /// Begin entries from IANA's list, or compare two registries
    Registry(registry::Arguments),
    /// Print a JSON Schema, for editors
    Schema(schema::Arguments),
    /// Say which translations lag, and record those that follow
    Translation(translation::Arguments),
    /// List the related articles of an article, with scores and reasons
    Related(related::Arguments),
    /// Build twice, compare, and print the hash of every file
    Verify(verify::Arguments),
    /// Say what a diagnostic means, with an example
    Explain(explain::Arguments),
    /// Print a script that completes arguments in a shell
    Completions(shell::Completions),
    /// Print a page of the manual
    Man(shell::Man),
}

/// Where the site is.
#[derive(Debug, Args)]
struct SiteFolder {
    /// The site folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

impl SiteFolder {
    /// A path that was typed, below the site: a shell completes it with the folder of the site before it.
    fn below<'a>(&self, typed: &'a str) -> &'a str {
        let typed = typed.strip_prefix("./").unwrap_or(typed);
        let site = self.site.strip_prefix(".").unwrap_or(&self.site);
        // Editors hand over whole paths.
        let whole = Path::new(typed).is_absolute().then(|| self.site.canonicalize().ok()).flatten();
        let site = whole.as_deref().unwrap_or(site);
        let below = Path::new(typed).strip_prefix(site).ok().and_then(Path::to_str);
        below.unwrap_or(typed)
    }
}

/// How problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with source excerpts
    Human,
    /// One line each
    Short,
    /// One JSON object, to standard output
    Json,
    /// SARIF 2.1.0 for code hosts and editors, to standard output
    Sarif,
    /// Workflow commands of GitHub Actions, to standard output
    Github,
}

/// How a command ended, when nothing was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    SiteHasErrors,
    // A rule has gone blind.
    Defect,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut terminal = Terminal::new(&arguments.voice);
    let outcome = match &arguments.command {
        Command::Build(arguments) => build::run(arguments, &mut terminal),
        Command::Check(arguments) => check::run(arguments, &mut terminal),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(arguments, &mut terminal),
        Command::Init(arguments) => init::run(arguments, &mut terminal),
        Command::New(arguments) => new::run(arguments, &mut terminal),
        Command::Adopt(arguments) => adopt::run(arguments, &mut terminal),
        Command::Why(arguments) => why::run(arguments, &mut terminal),
        Command::Impact(arguments) => impact::run(arguments, &mut terminal),
        Command::Registry(arguments) => registry::run(arguments, &mut terminal),
        Command::Schema(arguments) => schema::run(arguments, &mut terminal),
        Command::Translation(arguments) => translation::run(arguments, &mut terminal),
        Command::Related(arguments) => related::run(arguments, &mut terminal),
        Command::Verify(arguments) => verify::run(arguments, &mut terminal),
        Command::Explain(arguments) => explain::run(arguments, &mut terminal),
        Command::Completions(arguments) => Ok(shell::completions(arguments, &mut terminal)),
        Command::Man(arguments) => shell::man(arguments, &mut terminal),
    };
    let outcome = match (outcome, terminal.lost()) {
        (Ok(Outcome::Done | Outcome::SiteHasErrors), Some(failure)) => Err(failure),
        (outcome, _) => outcome,
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SiteHasErrors) => ExitCode::from(1),
        Ok(Outcome::Defect) => ExitCode::from(101),
        Err(failure) => {
            terminal.fail(&failure);
            ExitCode::from(2)
        }
    }
}

fn read(site: &SiteFolder) -> Result<Snapshot, Failure> {
    disk::read(&site.site).map_err(unreadable)
}

fn unreadable(Unreadable { path, cause }: Unreadable) -> Failure {
    let path = path.display();
    Failure::io(text!("can't read `{path}`", "无法读取 `{path}`"), &cause)
}

// Finds texts, and looks at the bytes of each file once: one of ten megabytes may have a problem at every word.
fn texts<'a>(snapshot: &'a Snapshot) -> impl Fn(&SourcePath) -> Option<&'a str> {
    let known = RefCell::new(BTreeMap::new());
    move |path: &SourcePath| {
        let find = || snapshot.find(path).and_then(|file| std::str::from_utf8(&file.bytes).ok());
        *known.borrow_mut().entry(path.clone()).or_insert_with(find)
    }
}

impl From<MessageLang> for Lang {
    fn from(lang: MessageLang) -> Lang {
        match lang {
            MessageLang::Zh => Lang::Zh,
            MessageLang::En => Lang::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::columns;
    use clap::{Command, CommandFactory};

    // The help of a command and of all below it, short and long.
    fn helps(command: &mut Command, all: &mut Vec<String>) {
        all.push(command.render_help().to_string());
        all.push(command.render_long_help().to_string());
        command.get_subcommands_mut().for_each(|command| helps(command, all));
    }

    #[test]
    fn no_line_of_help_is_wider_than_a_terminal() {
        let mut program = Arguments::command();
        program.build();
        let mut all = Vec::new();
        helps(&mut program, &mut all);
        let wide: Vec<&str> =
            all.iter().flat_map(|help| help.lines()).filter(|line| columns(line) > 80).collect();
        assert!(all.len() > 40 && wide.is_empty(), "{wide:#?}");
    }
}
