//! Our own articles with one number, transport or way of encryption changed at a time.
//!
//! Not every change makes a wrong claim: the number of a sentence that ties it to nothing, or that
//! speaks of a mistake, can be any. A change counts when it is the text of a link to a port, or when
//! its part of the sentence names what it contradicts and no word of [`NO_CLAIM`] stands in its
//! sentence. This rule knows nothing of the one that it tests; what it leaves out is counted by reason.

use portolan::base::registry::{Encryption, Transport};
use portolan::model::Site;
use std::collections::BTreeMap;
use std::ops::Range;

/// A block of an article with one change.
pub struct Mutant {
    pub before: String,
    pub text: String,
    pub changed: Range<usize>,
}

/// The changes that count, and how many do not, by reason.
pub fn mutants(articles: &[String], site: &Site) -> (Vec<Mutant>, BTreeMap<&'static str, usize>) {
    let mut mutants = Vec::new();
    let mut left_out = BTreeMap::new();
    for article in articles {
        for block in blocks(article) {
            for change in changes(&block) {
                let mut text = block.clone();
                text.replace_range(change.at.clone(), change.to);
                match counts(&text, &change, site) {
                    Ok(()) => {
                        let changed = change.at.start..change.at.start + change.to.len();
                        mutants.push(Mutant { before: block.clone(), text, changed });
                    }
                    Err(reason) => *left_out.entry(reason).or_default() += 1,
                }
            }
        }
    }
    (mutants, left_out)
}

/// Words by which a sentence asks, remembers, supposes or warns.
const NO_CLAIM: &[&str] = &[
    "曾",
    "以前",
    "最初",
    "过去",
    "误",
    "错",
    "失败",
    "超时",
    "报错",
    "拒绝",
    "还是",
    "吗",
    "？",
    "如果",
    "连不上",
    "选了",
    "区别",
    "一直",
    "once",
    "was ",
    "were ",
    "before",
    "wrong",
    "error",
    "fail",
    "timed out",
    "time-out",
    "chosen",
    "whether",
    "?",
    "unless",
    "until",
    "if ",
    "If ",
];

/// Words by which a part of a sentence denies.
const DENIES: &[&str] = &[
    "不", "没", "别", "勿", "非", "除了", "not", "n't", "n’t", "never", "no ", "instead", "rather",
    "without", "neither",
];

struct Change {
    at: Range<usize>,
    to: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Mode,
    Transport,
}

const NUMBERS: &[(&str, &str)] = &[
    ("25", "143"),
    ("465", "993"),
    ("587", "995"),
    ("143", "587"),
    ("993", "465"),
    ("995", "993"),
    ("110", "25"),
    ("2525", "3306"),
    ("4190", "5222"),
    ("22", "23"),
    ("443", "3389"),
    ("24", "21"),
];
const MODES: &[(&str, &str)] = &[
    ("SSL/TLS", "STARTTLS"),
    ("STARTTLS", "SSL/TLS"),
    ("隐式 TLS", "STARTTLS"),
    ("implicit TLS", "STARTTLS"),
    ("明文", "隐式 TLS"),
    ("cleartext", "implicit TLS"),
];
const TRANSPORTS: &[(&str, &str)] = &[("TCP", "UDP"), ("UDP", "TCP")];

// Blocks of prose: no front matter but its summary, no code.
fn blocks(article: &str) -> Vec<String> {
    let (front, body) = article[4..].split_once("\n---\n").expect("an article has front matter");
    let summary = front.lines().find_map(|line| line.strip_prefix("summary: ")).unwrap_or_default();
    let mut blocks = vec![summary.trim_matches('"').to_string()];
    for (at, part) in body.split("```").enumerate() {
        if at % 2 == 0 {
            blocks.extend(part.split("\n\n").map(|block| block.trim_matches('\n').to_string()));
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

fn changes(block: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    let tables = [(Kind::Number, NUMBERS), (Kind::Mode, MODES), (Kind::Transport, TRANSPORTS)];
    for (kind, table) in tables {
        for (from, to) in table {
            for (at, _) in block.match_indices(from) {
                let end = at + from.len();
                let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let before = block[..at].chars().next_back();
                let after = block[end..].chars().next();
                // A part of a longer word, number, address or path is no mention.
                let begins = before.is_some_and(|c| is_word(c) || matches!(c, '.' | '-' | '/'));
                let goes_on = after.is_some_and(|c| is_word(c) || matches!(c, '-' | '/'))
                    || (after == Some('.') && block[end + 1..].starts_with(is_word));
                if !begins && !goes_on {
                    changes.push(Change { at: at..end, to, kind });
                }
            }
        }
    }
    changes
}

fn counts(text: &str, change: &Change, site: &Site) -> Result<(), &'static str> {
    let at = change.at.start;
    let end = at + change.to.len();
    let in_code = text[..at].matches('`').count() % 2 == 1;
    let link = text[end..].strip_prefix("](port:").and_then(|rest| rest.split(['#', ')']).next());
    if let (Kind::Number, Some(_)) = (change.kind, link) {
        return Ok(());
    }
    if in_code {
        return Err("in a code span");
    }
    if text[..at].rfind('[').is_some_and(|open| !text[open..at].contains(']')) {
        return Err("the text of another link");
    }
    let open = text[..at].rfind('“').filter(|open| !text[*open..at].contains('”'));
    if open.is_some() {
        return Err("in a quotation");
    }
    let sentence = around(text, at..end, &["。", "；", "！", "？", ". ", "; ", "! ", "? ", "\n"]);
    if NO_CLAIM.iter().any(|word| text[sentence.clone()].contains(word)) {
        return Err("in a sentence that asks, remembers, supposes or warns");
    }
    let part =
        around(text, at..end, &["。", "；", "，", "！", "？", ". ", "; ", ", ", "！", "：", ": ", "\n", "|"]);
    let part = &text[part];
    if DENIES.iter().any(|word| part.contains(word)) {
        return Err("in a part of a sentence that denies");
    }
    let numbers: Vec<u16> = words(part).filter_map(|word| word.parse().ok()).collect();
    match change.kind {
        Kind::Number => {
            let number: u16 = change.to.parse().expect("a number");
            let own = names(part, site);
            match own.is_empty() {
                true => Err("nothing near it names a service"),
                false if own.iter().any(|(_, port)| *port == number) => Err("still true"),
                false => Ok(()),
            }
        }
        Kind::Mode => {
            let ways: Vec<&[Encryption]> = site
                .ports
                .values()
                .filter(|port| numbers.contains(&port.number.first) && !port.encryption.is_empty())
                .map(|port| port.encryption.as_slice())
                .collect();
            let way = match change.to {
                "STARTTLS" => Encryption::Starttls,
                _ => Encryption::Implicit,
            };
            match () {
                () if ways.is_empty() => Err("nothing near it names a port"),
                () if ways.iter().any(|ways| ways.contains(&way)) => Err("still true"),
                () => Ok(()),
            }
        }
        Kind::Transport => {
            let to = if change.to == "UDP" { Transport::Udp } else { Transport::Tcp };
            let named = names(part, site);
            let held = site.ports.values().filter(|port| {
                numbers.contains(&port.number.first)
                    || named.iter().any(|(_, number)| *number == port.number.first)
            });
            let held: Vec<&[Transport]> = held.map(|port| port.transports.as_slice()).collect();
            match () {
                () if held.is_empty() => Err("nothing near it names a port or service"),
                () if held.iter().any(|held| held.contains(&to)) => Err("still true"),
                () => Ok(()),
            }
        }
    }
}

// The protocols that a text names, each with its ports.
fn names(text: &str, site: &Site) -> Vec<(String, u16)> {
    let mut names = Vec::new();
    for port in site.ports.values() {
        let protocol = &site.services[&port.service].protocol;
        if words(text).any(|word| word == protocol) {
            names.push((protocol.clone(), port.number.first));
        }
    }
    names
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

// The part of a text around a place that none of the marks divides.
fn around(text: &str, place: Range<usize>, marks: &[&str]) -> Range<usize> {
    let before = |mark: &&str| text[..place.start].rfind(*mark).map(|at| at + mark.len());
    let after = |mark: &&str| text[place.end..].find(*mark).map(|at| place.end + at);
    let start = marks.iter().filter_map(before).max().unwrap_or(0);
    start..marks.iter().filter_map(after).min().unwrap_or(text.len())
}
