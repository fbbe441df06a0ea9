//! Postfix: services of `master.cf`, next hops of `main.cf` and of transport tables.

use super::{Claims, is_on, pair};
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

const SERVER: &Forms = &Forms {
    implicit: "-o smtpd_tls_wrappermode=yes",
    starttls: "-o smtpd_tls_wrappermode=no",
    cleartext: "-o smtpd_tls_wrappermode=no",
};
const CLIENT: &Forms = &Forms {
    implicit: "smtp_tls_wrappermode = yes",
    starttls: "smtp_tls_wrappermode = no",
    cleartext: "smtp_tls_wrappermode = no",
};

/// `master.cf`, `main.cf`, transport tables.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    services(snippet, claims);
    next_hops(snippet, claims);
    transports(snippet, claims);
}

// `submission inet n - y - - smtpd`, and the options indented below it.
fn services<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let mut open: Option<Claim<'t>> = None;
    for line in &snippet.lines {
        let words: Vec<Word<'t>> = line.code.parts(&[' ', '\t']).take(64).collect();
        let is_indented = line.code.text.starts_with([' ', '\t']);
        if let [name, kind, .., program] = words.as_slice()
            && kind.text == "inet"
            && !is_indented
        {
            claims.extend(open.take());
            let port = name.port_of_host().unwrap_or(*name);
            open = (program.text == "smtpd").then(|| Claim::at(port)).flatten();
            open = open.map(|claim| claim.means("SMTP", *program));
        } else if !is_indented && !words.is_empty() {
            claims.extend(open.take());
        } else if let Some(claim) = open {
            open = Some(with_options(claim, &words));
        }
    }
    claims.extend(open);
}

fn with_options<'t>(claim: Claim<'t>, words: &[Word<'t>]) -> Claim<'t> {
    words.iter().fold(claim, |claim, word| {
        let Some(value) = word.after("smtpd_tls_wrappermode=") else {
            // Whoever insists on STARTTLS for the whole service has not begun with TLS.
            return match word.after("smtpd_tls_security_level=") {
                Some(level) if level.text == "encrypt" && claim.modes.is_none() => {
                    claim.mode(PLAIN_START, *word, SERVER)
                }
                _ => claim,
            };
        };
        match is_on(value) {
            Some(true) => claim.mode(IMPLICIT, *word, SERVER),
            Some(false) => claim.mode(PLAIN_START, *word, SERVER),
            None => claim,
        }
    })
}

// `relayhost = [mail.example.com]:465`, with the wrapper mode where it is set beside it.
fn next_hops<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let mut hops = Vec::new();
    let mut wrapper = None;
    for line in &snippet.lines {
        let line = match line.code.text.find("postconf") {
            // `postconf -e 'relayhost = [h]:465'`
            Some(at) => match line.code.text[at..].find(['\'', '"']) {
                Some(quote) => line.code.part(at + quote, line.code.text.len()).trimmed().unquoted(),
                None => continue,
            },
            None => line.code,
        };
        let Some((key, value)) = pair(line) else { continue };
        match key.text {
            "relayhost" | "smtp_fallback_relay" | "default_transport" | "relay_transport" => {
                hops.extend(value.port_of_host().and_then(Claim::at));
            }
            "smtp_tls_wrappermode" => wrapper = is_on(value).map(|is_on| (is_on, value)),
            _ => {}
        }
    }
    claims.extend(hops.into_iter().map(|claim| {
        let by = Word { text: "", start: claim.at.span.start };
        let claim = claim.means("SMTP", by);
        match wrapper {
            Some((true, by)) => claim.mode(IMPLICIT, by, CLIENT),
            Some((false, by)) => claim.mode(PLAIN_START, by, CLIENT),
            None => claim,
        }
    }));
}

// `example.com smtp:[mail.example.com]:587`, `mailbox_transport = lmtp:inet:127.0.0.1:24`
fn transports<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    const WAYS: &[(&str, &str)] = &[
        ("smtp:[", "SMTP"),
        ("relay:[", "SMTP"),
        ("lmtp:[", "LMTP"),
        ("lmtp:inet:", "LMTP"),
        ("smtp:inet:", "SMTP"),
    ];
    for line in &snippet.lines {
        for word in line.code.parts(&[' ', '\t', '\'', '"', ',']) {
            let way = WAYS.iter().find_map(|(way, protocol)| Some((word.after(way)?, way.len(), *protocol)));
            let Some((rest, length, protocol)) = way else { continue };
            let claim = rest.port_of_host().and_then(Claim::at);
            claims.extend(claim.map(|claim| claim.means(protocol, word.part(0, length - 1))));
        }
    }
}
