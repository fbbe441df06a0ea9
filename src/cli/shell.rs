//! `portolan completions SHELL` and `portolan man`: what a shell and a manual are told of the
//! arguments.

use super::terminal::Terminal;
use super::{Arguments as Program, Outcome};
use crate::diag::Failure;
use clap::{Args, Command, CommandFactory, ValueEnum};
use clap_complete::Shell;

const COMPLETIONS: &str = "\
Examples:
  portolan completions bash > ~/.bash_completion
  portolan completions zsh > ~/.zfunc/_portolan    fpath+=~/.zfunc in .zshrc
  portolan completions fish > ~/.config/fish/completions/portolan.fish";

#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS)]
pub(super) struct Completions {
    /// The shell
    shell: Kind,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
}

const MAN: &str = "\
Examples:
  portolan man > portolan.1                         the program
  portolan man new article > portolan-new-article.1";

#[derive(Debug, Args)]
#[command(after_help = MAN)]
pub(super) struct Man {
    /// A command that has a page of its own
    #[arg(value_name = "COMMAND")]
    path: Vec<String>,
}

/// Prints the script that completes arguments in a shell.
pub(super) fn completions(arguments: &Completions, terminal: &mut Terminal) -> Outcome {
    let shell = match arguments.shell {
        Kind::Bash => Shell::Bash,
        Kind::Zsh => Shell::Zsh,
        Kind::Fish => Shell::Fish,
        Kind::PowerShell => Shell::PowerShell,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Program::command(), "portolan", &mut script);
    terminal.answer(&String::from_utf8_lossy(&script));
    Outcome::Done
}

/// Prints a page of the manual, in the language of man(7).
pub(super) fn man(arguments: &Man, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let mut program = Program::command();
    program.build();
    let mut command: &Command = &program;
    for name in &arguments.path {
        command = command.find_subcommand(name).ok_or_else(|| {
            Failure::refused(
                text!("there is no command `{name}`", "没有命令 `{name}`"),
                text!("`portolan --help` lists them", "`portolan --help` 会列出全部命令"),
            )
        })?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .map_err(|error| Failure::io(text!("can't write the page", "无法写出手册页"), &error))?;
    terminal.answer(&String::from_utf8_lossy(&page));
    Ok(Outcome::Done)
}
