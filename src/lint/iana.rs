//! The registry agrees with IANA's list, where `check --iana` gives one, on names, transports, status
//! and references. Differences that a person has looked at stand in the settings with the reason
//! and with what the list said then: when it says something else, they are reported again.

mod differences;

use super::{Check, Findings, Rule, Subject};
use crate::base::path::SourcePath;
use crate::base::registry::{Port, PortId, PortNumber};
use crate::base::span::Spanned;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::model::read::File;
use crate::syntax::decode::Noun;
use crate::syntax::iana::Row;
use crate::syntax::registry::Entry;
use crate::syntax::settings::Accepted;
use differences::{Compared, Difference};
use std::collections::BTreeMap;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "iana",
    looks_at: Noun { en: "entries compared with IANA's list", zh: "与 IANA 列表比较的条目" },
    check: Check::Site(check),
    plant: PLANT,
};

const PLANT: &str = "\
//- iana/list.csv
Service Name,Port Number,Transport Protocol,Description,Reference,Assignment Notes
urd,465,tcp,URL Rendezvous Directory for SSM,,
submission,587,tcp,Message Submission,[RFC6409],
imaps,993,tcp,IMAP over TLS protocol,[RFC8314],
";

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let Some(list) = &subject.trees.iana else { return };
    let settings = SourcePath::new("content/site.yaml").expect("is tame");
    let accepted = subject.trees.settings.iter().flat_map(|settings| &settings.iana);
    let accepted: Vec<(&Accepted, &Spanned<PortId>)> =
        accepted.flat_map(|accepted| accepted.ports.iter().map(move |port| (accepted, port))).collect();
    let mut used = vec![false; accepted.len()];
    let files = &subject.trees.ports;
    let rows = rows_of(files, &list.tree.rows);
    let covered = covered(files);
    for (file, rows) in files.iter().zip(rows) {
        findings.look(1);
        let compared = Compared::new(file, &rows, &covered);
        for difference in compared.differences() {
            let id = &file.tree.value.id;
            let fits = |(accepted, port): &(&Accepted, &Spanned<PortId>)| {
                port.value == *id && accepted.field == difference.field && accepted.says == difference.says
            };
            match accepted.iter().position(fits) {
                Some(at) => {
                    used[at] = true;
                    let (accepted, port) = accepted[at];
                    findings.exempt(&settings, port.span, &accepted.reason());
                }
                None => findings.report(told(difference, file, &list.path)),
            }
        }
    }
    for ((accepted, port), _) in accepted.iter().zip(used).filter(|(_, used)| !used) {
        // An entry that could not be read was not compared.
        let id = &port.value;
        if subject.site.ports.contains_key(id) {
            let (field, says) = (accepted.field.word(), &accepted.says);
            let message = text!(
                "nothing is left to accept: of `{field}` of `{id}`, the list does not say `{says}`",
                "没有需要接受的差异：关于 `{id}` 的 `{field}`，列表没有说 `{says}`"
            );
            let problem = Diagnostic::new(Code::UnusedAcceptance, &settings, port.span, message);
            findings.report(problem.help(text!("take it off the list", "请把它从清单中删去")));
        }
    }
}

// How many rows with other names an entry is compared with. IANA has three on one number at most; a
// hostile list of a million rows over all numbers would be kept once for each entry.
const OTHERS_KEPT: usize = 16;

// The rows of the list that share a number with each entry, in the order of the list.
fn rows_of<'l>(files: &[File<Entry<Port>>], rows: &'l [Row]) -> Vec<Vec<&'l Row>> {
    let number = |at: &usize| files[*at].tree.value.number;
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(number);
    // Of the entries that begin before a row, only those not further away than the widest one is
    // wide can reach it.
    let widest = order.iter().map(|at| number(at).last - number(at).first).max().unwrap_or(0);
    let mut found: Vec<Vec<&Row>> = vec![Vec::new(); files.len()];
    let mut others = vec![0; files.len()];
    for row in rows {
        let from = order.partition_point(|at| number(at).first < row.number.first.saturating_sub(widest));
        let near = order[from..].iter().take_while(|at| number(at).first <= row.number.last);
        for at in near.filter(|at| number(at).last >= row.number.first) {
            let is_own = row.name.is_some() && row.name == files[*at].tree.value.iana;
            others[*at] += usize::from(!is_own);
            if is_own || others[*at] <= OTHERS_KEPT {
                found[*at].push(row);
            }
        }
    }
    found
}

// Entries that share a name and a number: their transports together are those of the name.
type Covered<'a> = BTreeMap<(&'a str, PortNumber), Vec<&'a Port>>;

fn covered(files: &[File<Entry<Port>>]) -> Covered<'_> {
    let mut covered = Covered::new();
    for port in files.iter().map(|file| &file.tree.value) {
        if let Some(name) = &port.iana {
            covered.entry((name, port.number)).or_default().push(port);
        }
    }
    covered
}

// How many rows of the list one problem shows.
const ROWS_SHOWN: usize = 3;

fn told(difference: Difference<'_>, file: &File<Entry<Port>>, list: &SourcePath) -> Diagnostic {
    let Difference { code, field, says, span, message, help, rows } = difference;
    let mut problem = Diagnostic::new(code, &file.path, span, message);
    for row in rows.iter().take(ROWS_SHOWN) {
        let endpoint = match row.transport {
            Some(transport) => format!("{}/{transport}", row.number),
            None => row.number.to_string(),
        };
        problem = problem.also(
            list,
            row.span,
            match &row.name {
                Some(name) => text!("`{name}` on {endpoint}", "{endpoint} 是 `{name}`"),
                None => text!("{endpoint} without a name", "{endpoint} 没有名称"),
            },
        );
    }
    if rows.is_empty() {
        let number = file.tree.value.number;
        problem = problem.note(text!("the list has no row for {number}", "列表里没有 {number} 这一行"));
    }
    let id = &file.tree.value.id;
    let field = field.word();
    problem
        .help(help)
        .help(text!(
            "or accept it below `iana: accepted:` in `content/site.yaml`:",
            "或者接受它，在 `content/site.yaml` 的 `iana: accepted:` 下写："
        ))
        .help(text!(
            "`- {{ ports: [{id}], field: {field}, says: \"{says}\", reason: … }}`",
            "`- {{ ports: [{id}], field: {field}, says: \"{says}\", reason: … }}`"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::registry::{self, Unread};

    fn entry(id: &str, number: &str) -> String {
        format!(
            "- {{ id: {id}, number: {number}, transports: [tcp], iana: {id}, service: s, name: {{ zh: 一, en: a }}, \
             summary: {{ zh: 一, en: a }}, family: mail, encryption: [], direction: local, status: registered, \
             references: [{{ iana: 2025-12-15 }}], checked: 2026-11-23 }}\n"
        )
    }

    fn files(text: &str) -> Vec<File<Entry<Port>>> {
        let path = SourcePath::new("content/registry/ports/a.yaml").expect("is tame");
        let mut problems = Vec::new();
        let entries = registry::parse(&path, text, (&mut Unread::default(), &mut problems), registry::port);
        assert_eq!(problems, []);
        entries.into_iter().map(|tree| File { path: path.clone(), tree }).collect()
    }

    fn row(name: &str, first: u16, last: u16) -> Row {
        Row {
            span: crate::base::span::Span::at(0),
            name: Some(name.to_string()),
            number: PortNumber { first, last },
            transport: None,
            description: String::new(),
            references: Vec::new(),
            notes: String::new(),
        }
    }

    #[test]
    fn an_entry_is_compared_with_the_rows_that_share_a_number_with_it() {
        let entries = [("a", "25"), ("b", "\"10-60\""), ("c", "61"), ("d", "0"), ("e", "65535")];
        let files = files(&entries.map(|(id, number)| entry(id, number)).concat());
        let rows = [row("v", 0, 9), row("w", 25, 25), row("x", 60, 61), row("y", 5, 70), row("z", 62, 65535)];
        let found: Vec<String> = rows_of(&files, &rows)
            .iter()
            .map(|rows| rows.iter().filter_map(|row| row.name.as_deref()).collect())
            .collect();
        assert_eq!(found, ["wy", "wxy", "xy", "v", "z"]);
    }

    #[test]
    fn of_a_hostile_list_only_the_own_rows_and_a_few_others_are_kept() {
        let files = files(
            &(1..100).map(|number| entry(&format!("p-{number}"), &number.to_string())).collect::<String>(),
        );
        let rows: Vec<Row> =
            (0..20_000).map(|at| row(if at % 2 == 0 { "p-7" } else { "other" }, 0, 65_535)).collect();
        let kept: Vec<usize> = rows_of(&files, &rows).iter().map(Vec::len).collect();
        let expected = |at: usize| OTHERS_KEPT + if at == 6 { 10_000 } else { 0 };
        assert_eq!(kept, (0..99).map(expected).collect::<Vec<_>>());
    }
}
