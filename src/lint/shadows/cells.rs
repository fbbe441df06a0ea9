//! What a cell states, and whether the registry says the same.
//!
//! A cell states one fact in words that readers know. Words beside it, links out of the site and
//! struck text are something that a generated cell would not show.

use super::Unfit;
use crate::base::lang::Lang;
use crate::base::registry::{Encryption, Port, Transport};
use crate::model::Site;
use crate::syntax::blocks::ports::Column;
use crate::syntax::markdown::passages::{Destination, Passage, Style};
use std::collections::BTreeSet;

/// The columns that are told by their cells, besides numbers and names.
pub(super) const FACTS: &[Column] =
    &[Column::Encryption, Column::Direction, Column::Status, Column::Advice, Column::Summary];

/// Compares cells with the registry.
#[derive(Debug)]
pub(super) struct Reader<'s> {
    /// The site.
    pub site: &'s Site,
    /// The language of the table.
    pub lang: Lang,
}

impl<'s> Reader<'s> {
    /// The one entry with this number that has this name. Of several, the name is the id of one: HTTPS
    /// on 443 is `https`, and not its sibling over UDP.
    pub(super) fn entry(&self, number_cell: &Passage, name: &Passage) -> Option<&'s Port> {
        let (written, over) = number(number_cell)?;
        let name = plain(name).filter(|name| !name.is_empty())?;
        let found = self.site.ports.values().map(AsRef::as_ref).filter(|port: &&Port| {
            let is_over = over.as_ref().is_none_or(|over| *over == port.transports.iter().copied().collect());
            port.number.to_string() == written && is_over && self.is_name(&name, port)
        });
        match found.collect::<Vec<_>>().as_slice() {
            [one] => Some(*one),
            several => several.iter().copied().find(|port| port.id.as_str() == name),
        }
    }

    fn is_name(&self, name: &str, port: &Port) -> bool {
        let service = &self.site.services[&port.service];
        let names = [port.id.as_str(), &service.protocol].into_iter().chain(port.iana.as_deref());
        let names = names.chain([port.name.get(self.lang).as_str(), service.name.get(self.lang).as_str()]);
        let aliases = port.aliases.get(Lang::En).iter().chain(port.aliases.get(self.lang));
        names.chain(aliases.map(String::as_str)).any(|known| fold(known) == *name)
    }

    /// A text of the interface, folded.
    pub(super) fn word(&self, key: &str) -> Option<String> {
        self.site.strings.get(self.lang).get(key).map(|known| fold(&known.other))
    }

    /// What a cell states, if a generated cell of this column states it of the entry as well: the
    /// words of that cell.
    pub(super) fn stated(&self, column: Column, cell: &Passage, port: &Port) -> Option<Vec<String>> {
        let text = plain(cell)?;
        let is_text = |known: String| (known == text).then(|| vec![known]);
        match column {
            Column::Encryption => {
                let modes = modes(cell)?;
                // Where the registry has no mode, none may be stated.
                let is_true = modes.is_empty() == port.encryption.is_empty()
                    && modes.iter().all(|mode| port.encryption.contains(mode));
                let words = modes.iter().map(|mode| self.word(&format!("encryption.{mode}")));
                words.collect::<Option<Vec<String>>>().filter(|_| is_true)
            }
            Column::Direction => is_text(self.word(&format!("direction.{}", port.direction))?),
            Column::Status => is_text(self.word(&format!("status.{}", port.status))?),
            Column::Advice => is_text(self.word(&format!("advice.{}", port.advice.as_ref()?.verdict))?),
            Column::Summary => is_text(fold(port.summary.get(self.lang))),
            Column::Number | Column::Service => None,
        }
    }
}

/// Why a table with a cell that is false can't be replaced: of what the registry says something else.
pub(super) fn contradicted(cell: &Passage, name: &str) -> Unfit {
    let why = text!("the registry says something else of `{name}`", "登记表里 `{name}` 不是这样");
    Unfit { span: cell.span, why }
}

/// The transports that a cell names, if they are those of an entry.
pub(super) fn stated_transports(cell: &Passage, port: &Port) -> Option<Vec<String>> {
    let stated = transports(&plain(cell)?)?;
    let words = stated.iter().map(|transport| transport.word().to_string()).collect();
    (stated == port.transports.iter().copied().collect()).then_some(words)
}

/// `465`, `465/tcp`, `TCP 465`, `465 端口`, `6665–6669`: the number as the registry writes it, and the
/// transports if they stand beside it.
pub(super) fn number(cell: &Passage) -> Option<(String, Option<BTreeSet<Transport>>)> {
    let text = plain(cell)?;
    let is_number = |c: char| c.is_ascii_digit() || c == '-';
    let start = text.find(is_number)?;
    let end = text[start..].find(|c| !is_number(c)).map_or(text.len(), |at| start + at);
    let beside = format!("{}{}", &text[..start], &text[end..]).replace("端口", "").replace("port", "");
    let beside = beside.trim_matches(['/', '(', ')']);
    let over = if beside.is_empty() { None } else { Some(transports(beside)?) };
    Some((text[start..end].to_string(), over))
}

fn transports(text: &str) -> Option<BTreeSet<Transport>> {
    let word = |part: &str| Transport::ALL.iter().copied().find(|transport| transport.word() == part);
    let parts = text.split(['/', '+', ',', '、', '和']).flat_map(|part| part.split("and"));
    parts.map(word).collect()
}

/// The modes that a cell names; `None` when it says anything else.
pub(super) fn modes(cell: &Passage) -> Option<Vec<Encryption>> {
    let text = plain(cell)?;
    let mut rest = text.as_str();
    let mut modes = Vec::new();
    while !rest.is_empty() {
        let (mode, behind) = mode(rest)?;
        modes.push(mode);
        rest = behind.trim_start_matches(['/', '、', ',', ';']);
        rest = ["或", "和", "or", "and"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    }
    Some(modes)
}

// One mode and what stands behind it. `TLS (implicit)` says it in two ways, which have to agree.
fn mode(text: &str) -> Option<(Encryption, &str)> {
    let (word, mode) = WORDS.iter().find(|(word, _)| text.starts_with(word))?;
    let rest = &text[word.len()..];
    let Some((gloss, behind)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) else {
        return Some((*mode, rest));
    };
    let agrees = |(known, same): &&(&str, Encryption)| *known == gloss && same == mode;
    WORDS.iter().find(agrees).map(|_| (*mode, behind))
}

// The longer ones first.
const WORDS: &[(&str, Encryption)] = &[
    ("implicittls", Encryption::Implicit),
    ("implicit", Encryption::Implicit),
    ("隐式tls", Encryption::Implicit),
    ("隐式", Encryption::Implicit),
    ("tls/ssl", Encryption::Implicit),
    ("ssl/tls", Encryption::Implicit),
    ("starttls", Encryption::Starttls),
    ("explicittls", Encryption::Starttls),
    ("explicit", Encryption::Starttls),
    ("显式tls", Encryption::Starttls),
    ("显式", Encryption::Starttls),
    ("cleartext", Encryption::Cleartext),
    ("plaintext", Encryption::Cleartext),
    ("unencrypted", Encryption::Cleartext),
    ("notencrypted", Encryption::Cleartext),
    ("noencryption", Encryption::Cleartext),
    ("none", Encryption::Cleartext),
    ("ssl", Encryption::Implicit),
    ("tls", Encryption::Implicit),
    ("明文", Encryption::Cleartext),
    ("不加密", Encryption::Cleartext),
    ("未加密", Encryption::Cleartext),
    ("无加密", Encryption::Cleartext),
    ("无", Encryption::Cleartext),
];

/// The name of a host and nothing else, folded.
pub(super) fn host(cell: &Passage) -> Option<String> {
    let is_of_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let is_host = |text: &String| {
        text.contains('.') && text.chars().all(is_of_host) && text.contains(|c: char| c.is_ascii_alphabetic())
    };
    plain(cell).filter(is_host)
}

/// The text of a cell, folded; `None` when it has what a generated cell can't show.
pub(super) fn plain(cell: &Passage) -> Option<String> {
    let is_kept = cell.runs.iter().all(|run| {
        let leads_out = matches!(run.link, Some(Destination::External(_)));
        run.style != Style::Struck && !leads_out
    });
    is_kept.then(|| fold(&cell.text))
}

/// A text without spaces, in small letters and with narrow signs: none of them is a part of a fact.
pub fn fold(text: &str) -> String {
    // The full-width forms of ASCII (U+FF01 to U+FF5E) stand in its order.
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).expect("is ASCII"),
        '–' | '—' => '-',
        other => other,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(narrow).flat_map(char::to_lowercase).collect()
}
