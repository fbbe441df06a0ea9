//! `portolan registry import --iana FILE --ports LIST`

use crate::base::registry::{Port, PortNumber, Status, Transport};
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
  portolan registry import --iana service-names-port-numbers.xml --ports 587,993";

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
        // As in the registry: nothing that a program could take for another number.
        let number = |text: &str| {
            let text = text.trim();
            text.parse::<u16>().ok().filter(|number| number.to_string() == text)
        };
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
    terminal.say(&match count {
        0 => text!("no entries to fill in", "没有待填写的条目"),
        _ => text!(
            "entries to fill in: {count}; `portolan check` names what is missing",
            "待填写的条目：{count} 个；`portolan check` 会指出还缺什么"
        ),
    });
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
    let mut ids = Ids::of(known);
    let known: Vec<&Port> = known.ports.iter().map(|file| &file.tree.value).collect();
    let (mut drafts, mut skipped) = (Vec::new(), BTreeSet::new());
    for ((number, name), rows) in named {
        let is_it = |port: &&&Port| {
            port.iana.as_deref() == Some(name)
                && port.number.first <= number.last
                && number.first <= port.number.last
        };
        match known.iter().find(is_it) {
            Some(port) => drop(skipped.insert(port.id.to_string())),
            None => drafts.push(draft(ids.take(name, number), number, name, &rows, list)),
        }
    }
    Made { drafts, skipped }
}

// The ids that entries have, also those that can't be read.
struct Ids {
    taken: BTreeSet<String>,
    // How often an id was asked for.
    asked: BTreeMap<String, usize>,
}

impl Ids {
    fn of(known: &Trees) -> Ids {
        let read = known.ports.iter().map(|file| file.tree.value.id.to_string());
        let taken = read.chain(known.unread.ports.ids().map(String::from)).collect();
        Ids { taken, asked: BTreeMap::new() }
    }

    // The name as an id; with the number where another entry has it.
    fn take(&mut self, name: &str, number: PortNumber) -> String {
        let words = name.to_lowercase();
        let words: Vec<&str> =
            words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let id = words.join("-");
        let id = if is_id(&id) { id } else { format!("port-{number}") };
        let turns = self.asked.entry(id.clone()).or_default();
        loop {
            let free = match *turns {
                0 => id.clone(),
                1 => format!("{id}-{number}"),
                turn => format!("{id}-{number}-{turn}"),
            };
            *turns += 1;
            if self.taken.insert(free.clone()) {
                return free;
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids_that_no_entry_has() {
        let mut ids = Ids { taken: BTreeSet::from(["smtp".to_string()]), asked: BTreeMap::new() };
        let mut take = |name, first, last| ids.take(name, PortNumber { first, last });
        let taken = [
            take("smtp", 25, 25),
            take("smtp", 26, 26),
            take("smtp", 26, 26),
            take("914c/g", 211, 211),
            take("EtherNet_IP-1", 2222, 2222),
            take("端口", 6, 8),
            take("信", 6, 8),
        ];
        let expected =
            ["smtp-25", "smtp-26-2", "smtp-26-3", "914c-g", "ethernet-ip-1", "port-6-8", "port-6-8-6-8"];
        assert_eq!(taken, expected);
    }

    #[test]
    fn lists_of_ports_are_numbers_and_ranges() {
        let range = |first, last| PortNumber { first, last };
        assert_eq!(ports("1-1023, 8080"), Ok(Ports(vec![range(1, 1023), range(8080, 8080)])));
        for wrong in ["", "a", "1-", "9-8", "65536", "1,,2", "４６５", "0993", "1-007", "+25"] {
            assert!(ports(wrong).is_err(), "{wrong}");
        }
    }
}
