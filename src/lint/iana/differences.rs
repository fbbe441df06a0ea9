//! In what an entry and the rows of its number differ.

use super::Covered;
use crate::base::registry::{Port, Reference, Status, Transport};
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{self, Text};
use crate::model::read::File;
use crate::syntax::iana::Row;
use crate::syntax::registry::Entry;
use crate::syntax::settings::IanaField;
use std::collections::BTreeSet;

/// A difference.
pub(super) struct Difference<'l> {
    pub(super) code: Code,
    pub(super) field: IanaField,
    /// What the list says, in as few words as an acceptance repeats.
    pub(super) says: String,
    /// Where the entry says something else.
    pub(super) span: Span,
    pub(super) message: Text,
    pub(super) help: Text,
    /// The rows that say it.
    pub(super) rows: Vec<&'l Row>,
}

/// An entry beside the rows of its number.
pub(super) struct Compared<'a, 'l> {
    entry: &'a Entry<Port>,
    rows: &'a [&'l Row],
    // The rows that bear the registered name of the entry.
    own: Vec<&'l Row>,
    covered: &'a Covered<'a>,
}

impl<'a, 'l> Compared<'a, 'l> {
    pub(super) fn new(
        file: &'a File<Entry<Port>>,
        rows: &'a [&'l Row],
        covered: &'a Covered<'a>,
    ) -> Compared<'a, 'l> {
        let name = &file.tree.value.iana;
        let own = rows.iter().copied().filter(|row| name.is_some() && row.name == *name).collect();
        Compared { entry: &file.tree, rows, own, covered }
    }

    pub(super) fn differences(&self) -> Vec<Difference<'l>> {
        if let Some(name) = self.name() {
            // With another name, everything else would be about another service.
            return vec![name];
        }
        // In use by habit: what the list says is about somebody else's use of the number.
        if self.entry.value.status == Status::Unofficial {
            return Vec::new();
        }
        self.status().into_iter().chain(self.transports()).chain(self.references()).collect()
    }

    fn name(&self) -> Option<Difference<'l>> {
        let port = &self.entry.value;
        let endpoint = port.endpoint();
        let is_ours = |row: &Row| row.transport.is_none_or(|transport| port.transports.contains(&transport));
        let named: Vec<&Row> =
            self.rows.iter().copied().filter(|row| row.name.is_some() && is_ours(row)).collect();
        let names: BTreeSet<&str> = named.iter().filter_map(|row| row.name.as_deref()).collect();
        let Text { en, zh } = diag::names(names.iter().copied());
        // Of several names, the one that no entry has is meant.
        let is_free = |name: &&str| !self.covered.contains_key(&(*name, port.number));
        let meant = names.iter().copied().find(is_free).or(names.first().copied()).unwrap_or_default();
        let (message, help, rows) = match &port.iana {
            Some(_) if self.covers_all() => return None,
            None if names.is_empty() => return None,
            Some(name) if names.is_empty() => (
                text!(
                    "`iana` is `{name}`, and the list has no name on {endpoint}",
                    "`iana` 写的是 `{name}`，而列表中 {endpoint} 没有名称"
                ),
                text!(
                    "write `iana: null` and `status: unofficial`",
                    "写成 `iana: null` 和 `status: unofficial`"
                ),
                self.rows.to_vec(),
            ),
            Some(name) if !self.own.is_empty() => (
                text!(
                    "the list gives the name `{name}` to a part of {endpoint} only",
                    "列表只把 {endpoint} 的一部分叫作 `{name}`"
                ),
                text!("correct the number", "请改正号码"),
                self.own.clone(),
            ),
            Some(name) => (
                text!(
                    "the list calls {endpoint} {en}, not `{name}`",
                    "列表把 {endpoint} 叫作 {zh}，不是 `{name}`"
                ),
                text!("write `iana: {meant}`", "写成 `iana: {meant}`"),
                named,
            ),
            None => (
                text!(
                    "the list calls {endpoint} {en}, and `iana` is `null`",
                    "列表把 {endpoint} 叫作 {zh}，而 `iana` 是 `null`"
                ),
                text!("write `iana: {meant}`", "写成 `iana: {meant}`"),
                named,
            ),
        };
        let says = match names.is_empty() {
            true => "none".to_string(),
            false => names.into_iter().collect::<Vec<_>>().join(" "),
        };
        Some(Difference {
            code: Code::IanaName,
            field: IanaField::Name,
            says,
            span: self.place(&["iana"]),
            message,
            help,
            rows,
        })
    }

    // Whether rows with the name of the entry reach over all of its numbers.
    fn covers_all(&self) -> bool {
        let number = self.entry.value.number;
        let mut ranges: Vec<(u32, u32)> =
            self.own.iter().map(|row| (row.number.first.into(), row.number.last.into())).collect();
        ranges.sort_unstable();
        let mut next = u32::from(number.first);
        for (first, last) in ranges {
            if first > next {
                return false;
            }
            next = next.max(last + 1);
        }
        next > u32::from(number.last)
    }

    fn status(&self) -> Option<Difference<'l>> {
        let port = &self.entry.value;
        let (status, endpoint) = (port.status, port.endpoint());
        let (says, message, rows) = match &port.iana {
            None => (
                "unassigned",
                text!(
                    "`status` is `{status}`, and the list has no name on {endpoint}",
                    "`status` 写的是 `{status}`，而列表中 {endpoint} 没有名称"
                ),
                self.rows.to_vec(),
            ),
            Some(name) if status == Status::Registered && self.own.iter().all(|row| row.is_historic()) => (
                "historic",
                text!(
                    "`status` is `{status}`, and the list says that `{name}` is out of use",
                    "`status` 写的是 `{status}`，而列表说 `{name}` 已不再使用"
                ),
                self.own.clone(),
            ),
            Some(_) => return None,
        };
        let right = if says == "historic" { Status::Deprecated } else { Status::Unofficial };
        Some(Difference {
            code: Code::IanaStatus,
            field: IanaField::Status,
            says: says.to_string(),
            span: self.place(&["status"]),
            message,
            help: text!("write `status: {right}`", "写成 `status: {right}`"),
            rows,
        })
    }

    fn transports(&self) -> Vec<Difference<'l>> {
        let port = &self.entry.value;
        let Some(name) = &port.iana else { return Vec::new() };
        let number = port.number;
        let listed: BTreeSet<Transport> = self.own.iter().filter_map(|row| row.transport).collect();
        let difference = |says, span, message, help, rows| Difference {
            code: Code::IanaTransport,
            field: IanaField::Transports,
            says,
            span,
            message,
            help,
            rows,
        };
        let mut differences = Vec::new();
        for (at, transport) in port.transports.iter().enumerate() {
            if !listed.contains(transport) {
                differences.push(difference(
                    format!("no {transport}"),
                    self.place(&["transports", &at.to_string()]),
                    text!(
                        "the list does not register `{name}` on {number}/{transport}",
                        "列表没有在 {number}/{transport} 上登记 `{name}`"
                    ),
                    text!("take `{transport}` off", "请删去 `{transport}`"),
                    self.own.clone(),
                ));
            }
        }
        let sharing = &self.covered[&(name.as_str(), number)];
        // Of several entries that share the name, one answers for all.
        if sharing[0].id != port.id {
            return differences;
        }
        let ours: BTreeSet<Transport> =
            sharing.iter().flat_map(|port| port.transports.iter().copied()).collect();
        for transport in listed.difference(&ours) {
            let rows = self.own.iter().copied().filter(|row| row.transport == Some(*transport)).collect();
            differences.push(difference(
                transport.word().to_string(),
                self.place(&["transports"]),
                text!(
                    "the list registers `{name}` on {number}/{transport} as well",
                    "列表在 {number}/{transport} 上也登记了 `{name}`"
                ),
                text!(
                    "add `{transport}` if the service really uses it",
                    "如果服务确实使用，请加上 `{transport}`"
                ),
                rows,
            ));
        }
        differences
    }

    fn references(&self) -> Vec<Difference<'l>> {
        let port = &self.entry.value;
        let ours: BTreeSet<String> = port
            .references
            .iter()
            .filter_map(|reference| match reference {
                Reference::Rfc { number, .. } => Some(format!("RFC{number}")),
                Reference::Iana { .. } | Reference::Page { .. } => None,
            })
            .collect();
        let is_ours =
            |row: &&&Row| row.transport.is_none_or(|transport| port.transports.contains(&transport));
        let rows: Vec<&Row> = self.own.iter().filter(is_ours).copied().collect();
        let listed: BTreeSet<&String> = rows.iter().flat_map(|row| &row.references).collect();
        let missing = listed.into_iter().filter(|reference| !ours.contains(*reference));
        let name = port.iana.as_deref().unwrap_or_default();
        missing
            .map(|reference| Difference {
                code: Code::IanaReference,
                field: IanaField::References,
                says: reference.clone(),
                span: self.entry.node().key_span("references").unwrap_or(self.entry.node().span),
                message: text!(
                    "the list cites `{reference}` for `{name}`, and the entry does not",
                    "列表为 `{name}` 引用了 `{reference}`，条目没有引用"
                ),
                help: text!("read it and add it to `references`", "请阅读它，并加入 `references`"),
                rows: rows.iter().copied().filter(|row| row.references.contains(reference)).collect(),
            })
            .collect()
    }

    fn place(&self, steps: &[&str]) -> Span {
        self.entry.node().at(steps).map_or(self.entry.node().span, |node| node.span)
    }
}
