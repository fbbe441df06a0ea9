//! `portolan schema [NAME]`

use super::Outcome;
use super::terminal::Terminal;
use crate::diag::{self, Failure, Text};
use crate::syntax::schema::{SCHEMAS, Schema};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  portolan schema            every schema with what it is for
  portolan schema ports      that of a list of ports; also in public/schema/";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The name of a schema, such as ports; without one, all of them are listed
    name: Option<String>,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let Some(name) = &arguments.name else {
        let list = SCHEMAS.iter().map(|schema| format!("{:<16}{}\n", schema.name, schema.files));
        terminal.answer(&list.collect::<String>());
        return Ok(Outcome::Done);
    };
    let schema = Schema::find(name).ok_or_else(|| {
        let Text { en, zh } = diag::names(SCHEMAS.iter().map(|schema| schema.name));
        Failure::refused(
            text!("there is no schema `{name}`", "没有名为 `{name}` 的 JSON Schema"),
            text!("the schemas are {en}", "可用的有：{zh}"),
        )
    })?;
    terminal.answer(&schema.text());
    Ok(Outcome::Done)
}
