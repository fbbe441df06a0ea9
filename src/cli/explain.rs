//! `portolan explain CODE`

use super::Outcome;
use super::terminal::Terminal;
use crate::base::lang::Lang;
use crate::diag::Failure;
use crate::diag::code::{Code, FAMILIES, Noun};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  portolan explain P0301          what it means, with an example
  portolan explain                every code with its title, by family";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The code that a diagnostic bears, such as P0301; without one, all codes are listed
    code: Option<String>,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    match &arguments.code {
        None => {
            let list: Vec<String> =
                FAMILIES.iter().filter_map(|family| listed(family, terminal.lang)).collect();
            terminal.answer(&list.join("\n"));
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

// A family with its codes, if it has any.
fn listed((prefix, noun): &(&str, Noun), lang: Lang) -> Option<String> {
    let codes = Code::ALL.iter().filter(|code| code.number().starts_with(prefix));
    let lines: String = codes.map(|code| format!("  {}  {}\n", code.number(), code.title(lang))).collect();
    let noun = match lang {
        Lang::Zh => noun.zh,
        Lang::En => noun.en,
    };
    (!lines.is_empty()).then(|| format!("{prefix}xx  {noun}\n{lines}"))
}
