//! `portolan registry`: what is done to the registry as a whole.

mod diff;
mod import;
mod record;
mod source;

use super::Outcome;
use super::terminal::Terminal;
use crate::diag::Failure;
use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
Examples:
  portolan registry import --iana service-names-port-numbers.csv --ports 1-1023
  portolan registry diff old-site new-site          what changed, entry by entry";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Begin entries for ports of IANA's list
    Import(import::Arguments),
    /// Say what changed between two registries, and which articles show it
    Diff(diff::Arguments),
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    match &arguments.what {
        What::Import(arguments) => import::run(arguments, terminal),
        What::Diff(arguments) => diff::run(arguments, terminal),
    }
}
