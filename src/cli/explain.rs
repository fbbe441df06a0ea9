//! `portolan explain CODE`

use super::Outcome;
use super::terminal::Terminal;
use crate::diag::Failure;
use crate::diag::code::Code;
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  portolan explain P0301                            what it means, with an example
  portolan explain                                  every code with its title";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The code that a diagnostic bears, such as P0301; without one, all codes are listed
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    match &arguments.code {
        None => {
            let titles = Code::ALL.iter().filter_map(|code| code.explanation(terminal.lang).lines().next());
            let list: String =
                titles.map(|title| title.trim_start_matches("# ").to_string() + "\n").collect();
            terminal.answer(&list);
        }
        Some(number) => {
            let code = Code::find(number).ok_or_else(|| {
                Failure::refused(
                    text!("there is no code `{number}`", "没有代码 `{number}`"),
                    text!("`portolan explain` lists them", "`portolan explain` 会列出全部代码"),
                )
            })?;
            terminal.answer(code.explanation(terminal.lang));
        }
    }
    Ok(Outcome::Done)
}
