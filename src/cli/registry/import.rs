//! `portolan registry import --iana FILE --ports LIST`

use crate::base::registry::{PortNumber, Status, Transport};
use crate::cli::draft::Draft;
use crate::cli::terminal::{Report, Stop, Terminal};
use crate::cli::{Outcome, SiteFolder, iana, init, read};
use crate::diag::{self, Failure, Text};
use crate::model::read::{self as trees, Trees};
use crate::source::Snapshot;
use crate::syntax::decode::scalars::is_id;
use crate::syntax::iana::{List, Row};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  portolan registry import --iana service-names-port-numbers.csv --ports 1-1023
  portolan registry import --iana service-names-port-numbers.xml --ports 587,993 --to content/registry/ports/new.yaml";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// IANA's list, CSV or XML
    #[arg(long, value_name = "FILE")]
    iana: PathBuf,
    /// The numbers to take, such as 1-1023,8080
    #[arg(long, value_name = "LIST", value_parser = ports)]
    ports: Ports,
    /// A new file for the entries [default: they are printed]
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// The numbers that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ports(Vec<PortNumber>);

fn ports(text: &str) -> Result<Ports, String> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let number = |text: &str| text.trim().parse::<u16>().ok();
        let (first, last) = (number(first)?, number(last)?);
        (first <= last).then_some(PortNumber { first, last })
    };
    let ranges: Option<Vec<PortNumber>> = text.split(',').map(range).collect();
    ranges.map(Ports).ok_or_else(|| "write numbers and ranges, such as 1-1023,8080".to_string())
}

// Only rows that are read whole, so a damaged list makes no entry.
pub(in crate::cli) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let (path, bytes) = iana::read(&arguments.iana)?;
    let mut list = Snapshot::default();
    list.insert(path, bytes);
    let mut problems = Vec::new();
    let Some(file) = trees::list(&list, &mut problems) else {
        let report = Report {
            problems: &problems,
            stop: Stop::ForErrors,
            snapshot: &list,
            site: &arguments.site.site,
        };
        terminal.problems(&report, None);
        return Ok(Outcome::SiteHasErrors);
    };
    let known = trees::registry(&read(&arguments.site)?, &mut Vec::new());
    let Made { drafts, skipped } = make(&file.tree, &arguments.ports, &known);
    let text: String = drafts.iter().map(|draft| draft.yaml()).collect::<Vec<_>>().join("\n");
    let (count, skips) = (drafts.len(), skipped.len());
    match &arguments.to {
        _ if drafts.is_empty() => {}
        Some(to) => init::write(to, &(Draft::SCHEMA.to_string() + &text))?,
        None => terminal.answer(&text),
    }
    terminal.say(&text!(
        "entries to fill in: {count}; `portolan check` names what is missing",
        "待填写的条目：{count} 个；`portolan check` 会指出还缺什么"
    ));
    if skips > 0 {
        let Text { en, zh } = diag::names(skipped.iter().map(String::as_str));
        terminal.say(&text!("skipped, because the registry has them: {en}", "登记表里已有，跳过：{zh}"));
    }
    Ok(Outcome::Done)
}

struct Made {
    drafts: Vec<Draft>,
    // Ids of entries that are there already, in order.
    skipped: BTreeSet<String>,
}

fn make(list: &List, ports: &Ports, known: &Trees) -> Made {
    let wanted = |row: &&Row| {
        ports.0.iter().any(|range| range.first <= row.number.first && row.number.last <= range.last)
    };
    // One entry for each name on a number, whatever the transports.
    let mut named: BTreeMap<(PortNumber, &str), Vec<&Row>> = BTreeMap::new();
    for row in list.rows.iter().filter(wanted) {
        if let Some(name) = &row.name {
            named.entry((row.number, name)).or_default().push(row);
        }
    }
    let known: Vec<_> = known.ports.iter().map(|file| &file.tree.value).collect();
    let mut taken: BTreeSet<String> = known.iter().map(|port| port.id.to_string()).collect();
    let (mut drafts, mut skipped) = (Vec::new(), BTreeSet::new());
    for ((number, name), rows) in named {
        let has = |port: &&&crate::base::registry::Port| {
            port.iana.as_deref() == Some(name)
                && port.number.first <= number.last
                && number.first <= port.number.last
        };
        if let Some(port) = known.iter().find(has) {
            skipped.insert(port.id.to_string());
            continue;
        }
        let id = free_id(name, number, &taken);
        taken.insert(id.clone());
        drafts.push(draft(id, number, name, &rows, list));
    }
    Made { drafts, skipped }
}

// The name as an id; with the number where another entry has it.
fn free_id(name: &str, number: PortNumber, taken: &BTreeSet<String>) -> String {
    let words = name.to_lowercase();
    let words: Vec<&str> =
        words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let id = words.join("-");
    let id = if is_id(&id) { id } else { format!("port-{number}") };
    let mut free = id.clone();
    let mut turn = 1;
    while taken.contains(&free) {
        free = if turn == 1 { format!("{id}-{number}") } else { format!("{id}-{number}-{turn}") };
        turn += 1;
    }
    free
}

fn draft(id: String, number: PortNumber, name: &str, rows: &[&Row], list: &List) -> Draft {
    let on: BTreeSet<Transport> = rows.iter().filter_map(|row| row.transport).collect();
    let rfc = |reference: &String| reference.strip_prefix("RFC")?.parse::<u32>().ok();
    let rfcs: BTreeSet<u32> = rows.iter().flat_map(|row| &row.references).filter_map(rfc).collect();
    let status = match rows.iter().all(|row| row.is_historic()) {
        true => Status::Deprecated,
        false => Status::Registered,
    };
    Draft {
        number: Some(number),
        transports: on.into_iter().collect(),
        iana: Some(name.to_string()),
        description: rows.iter().map(|row| row.description.clone()).find(|text| !text.is_empty()),
        status,
        rfcs: rfcs.into_iter().collect(),
        listed: Some(list.updated),
        ..Draft::new(id)
    }
}
