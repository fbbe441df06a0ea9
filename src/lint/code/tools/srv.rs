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
    for line in &snippet.lines {
        let words: Vec<Word<'t>> = line.code.parts(&[' ', '\t', ',', '|', ';', '"']).take(24).collect();
        let name = words.iter().find_map(|word| owner(*word));
        let at = words.iter().position(|word| word.is("SRV"));
        if let (Some((service, over)), Some(at)) = (name, at) {
            let numbers = words[at + 1..].iter().take_while(|word| is_digits(**word));
            claims.extend(numbers.copied().nth(2).and_then(|port| claim(port, service, over)));
        }
        // dnsmasq: `srv-host=_imaps._tcp.example.com,mail.example.com,993`
        if let Some(rest) = line.code.trimmed().after("srv-host=") {
            let mut parts = rest.parts(&[',']);
            let (owner, port) = (parts.next().and_then(owner), parts.nth(1));
            claims.extend(owner.zip(port).and_then(|((service, over), port)| claim(port, service, over)));
        }
    }
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
