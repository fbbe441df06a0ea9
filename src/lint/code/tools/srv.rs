//! SRV records: `_submissions._tcp 3600 IN SRV 0 1 465 mail.example.com.`
//!
//! A record may lead to any port; that is what it is for. A port that is registered to another
//! service of the family is a mistake all the same (RFC 6186 §3, RFC 8314 §5.1).

use super::Claims;
use crate::lint::code::claim::{Claim, transport};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

/// Zones, answers of `dig`, and the tables of hosting panels.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    // A record may be spread over lines: `"Name": "_imaps._tcp"`, then `"Value": "0 1 993 mail.example.com."`.
    let mut owned = None;
    for line in &snippet.lines {
        let words: Vec<Word<'t>> =
            line.code.parts(&[' ', '\t', ',', '|', ';', '"', '\'', '(', ')', '[', ']']).take(24).collect();
        let name = words.iter().find_map(|word| owner(*word));
        // `_993._tcp.mail.example.com. IN TLSA`
        if let Some((port, over)) = name.filter(|_| words.iter().any(|word| word.is("TLSA")))
            && let Some(by) = transport(over)
        {
            claims.extend(Claim::number(port).map(|claim| claim.over(by, over)));
        }
        owned = name.or(owned.filter(|_| !line.code.text.trim().is_empty()));
        let is_record = words.iter().any(|word| word.is("SRV"));
        let record = numbers(&words).filter(|port| is_record || is_value(&words, *port));
        let name = if is_record { name } else { owned };
        if let (Some((service, over)), Some(port)) = (name, record) {
            claims.extend(claim(port, service, over));
        }
        // dnsmasq: `srv-host=_imaps._tcp.example.com,mail.example.com,993`
        if let Some(rest) = line.code.trimmed().after("srv-host=") {
            let mut parts = rest.parts(&[',']);
            let (owner, port) = (parts.next().and_then(owner), parts.nth(1));
            claims.extend(owner.zip(port).and_then(|((service, over), port)| claim(port, service, over)));
        }
    }
}

// Priority, weight and port follow each other, perhaps behind a lifetime.
fn numbers<'t>(words: &[Word<'t>]) -> Option<Word<'t>> {
    let mut runs = words.chunk_by(|a, b| is_digits(*a) && is_digits(*b));
    runs.find(|run| run.len() >= 3).and_then(|run| run.last().copied())
}

// A value without the name of its type ends with a machine.
fn is_value(words: &[Word<'_>], port: Word<'_>) -> bool {
    let after = words.iter().find(|word| word.start > port.start);
    after.is_some_and(|host| {
        host.text.contains('.') && host.text.starts_with(|c: char| c.is_ascii_alphabetic())
    })
}

fn is_digits(word: Word<'_>) -> bool {
    word.text.bytes().all(|byte| byte.is_ascii_digit())
}

// `_imaps._tcp.example.com.`
fn owner<'t>(word: Word<'t>) -> Option<(Word<'t>, Word<'t>)> {
    let mut labels = word.after("_")?.parts(&['.']);
    let (service, over) = (labels.next()?, labels.next()?);
    Some((service, over.after("_")?))
}

fn claim<'t>(port: Word<'t>, service: Word<'t>, over: Word<'t>) -> Option<Claim<'t>> {
    let transport = transport(over)?;
    Some(Claim::number(port)?.named(service).over(transport, over))
}
