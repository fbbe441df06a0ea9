//! The XML that tells mail programs their servers: Thunderbird's autoconfig and Outlook's autodiscover.

use super::{Claims, is_on, together};
use crate::lint::code::claim::{CLEARTEXT, Claim, Forms, IMPLICIT, Modes, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

const AUTOCONFIG: &Forms = &Forms {
    implicit: "<socketType>SSL</socketType>",
    starttls: "<socketType>STARTTLS</socketType>",
    cleartext: "<socketType>plain</socketType>",
};
const AUTODISCOVER: &Forms = &Forms {
    implicit: "<Encryption>SSL</Encryption>",
    starttls: "<Encryption>TLS</Encryption>",
    cleartext: "<Encryption>None</Encryption>",
};

/// Elements with a port, a protocol and a mode.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    if !snippet.text.contains("</") {
        return;
    }
    let mut settings = Vec::new();
    for element in elements(snippet) {
        let (name, text) = (element.name, element.text);
        match name.text {
            "incomingServer" | "outgoingServer" => {
                settings.push(None);
                settings.extend(element.kind.map(|kind| Some(("protocol", kind))));
            }
            "Protocol" | "/incomingServer" | "/outgoingServer" | "/Protocol" => settings.push(None),
            "Type" => settings.push(Some(("protocol", text))),
            "port" | "Port" => settings.push(Some(("port", text))),
            "socketType" => settings.push(Some(("socket", text))),
            "Encryption" => settings.push(Some(("encryption", text))),
            "SSL" => settings.push(Some(("ssl", text))),
            _ => {}
        }
    }
    for group in together(settings) {
        let Some(claim) = group.get("port").and_then(|port| Claim::number(*port)) else { continue };
        let claim = match group.get("protocol") {
            Some(protocol) => claim.speaks(*protocol),
            None => claim,
        };
        let mode = group.get("socket").and_then(|word| Some((socket(*word)?, *word, AUTOCONFIG)));
        let mode = mode.or_else(|| {
            let word = group.get("encryption")?;
            Some((encryption(*word)?, *word, AUTODISCOVER))
        });
        let mode = mode.or_else(|| {
            let word = group.get("ssl")?;
            let modes = if is_on(*word)? { IMPLICIT } else { PLAIN_START };
            Some((modes, *word, AUTODISCOVER))
        });
        claims.extend(Some(match mode {
            Some((modes, by, forms)) => claim.mode(modes, by, forms),
            None => claim,
        }));
    }
}

fn socket(word: Word<'_>) -> Option<Modes> {
    match word.text {
        "SSL" => Some(IMPLICIT),
        "STARTTLS" => Some(STARTTLS),
        "plain" => Some(CLEARTEXT),
        _ => None,
    }
}

fn encryption(word: Word<'_>) -> Option<Modes> {
    match word.text {
        "SSL" => Some(IMPLICIT),
        "TLS" => Some(STARTTLS),
        "None" => Some(CLEARTEXT),
        _ => None,
    }
}

struct Element<'t> {
    name: Word<'t>,
    kind: Option<Word<'t>>,
    text: Word<'t>,
}

// Opening tags, and the text after each.
fn elements<'t>(snippet: &Snippet<'t>) -> impl Iterator<Item = Element<'t>> {
    snippet.lines.iter().flat_map(|line| {
        line.code.parts(&['<']).filter_map(|part| {
            let (tag, text) = part.split('>')?;
            let name = tag.parts(&[' ', '/']).next()?;
            let name = match tag.text.starts_with('/') {
                true => tag.part(0, tag.text.len()),
                false => name,
            };
            let kind = tag.parts(&[' ', '\t']).find_map(|word| word.after("type="));
            Some(Element { name, kind: kind.map(Word::unquoted), text: text.trimmed() })
        })
    })
}
