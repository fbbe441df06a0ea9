//! Go: `net/smtp`, `crypto/tls`, go-imap and mail libraries; Ruby's `Net::SMTP` and .NET's MailKit, which read
//! alike.

use super::Claims;
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::tokens::{Constants, Kind, Token};
use crate::lint::code::word::Word;

const GO: &Forms =
    &Forms { implicit: "tls.Dial", starttls: "smtp.Dial, then StartTLS", cleartext: "smtp.Dial" };
const IMAP: &Forms = &Forms { implicit: "DialTLS", starttls: "DialStartTLS", cleartext: "DialInsecure" };
const MAILKIT: &Forms = &Forms {
    implicit: "SecureSocketOptions.SslOnConnect",
    starttls: "SecureSocketOptions.StartTls",
    cleartext: "SecureSocketOptions.None",
};

/// Functions that take `host:port`, by package.
const DIALS: &[(&str, &str, &str, bool, &Forms)] = &[
    ("smtp", "SendMail", "SMTP", false, GO),
    ("smtp", "Dial", "SMTP", false, GO),
    ("client", "DialTLS", "IMAP", true, IMAP),
    ("client", "Dial", "IMAP", false, IMAP),
    ("imapclient", "DialTLS", "IMAP", true, IMAP),
    ("imapclient", "DialStartTLS", "IMAP", false, IMAP),
    ("imapclient", "DialInsecure", "IMAP", false, IMAP),
    ("ldap", "DialTLS", "LDAP", true, IMAP),
];

/// Calls that open a connection.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let tokens = &snippet.tokens;
    for (package, function, protocol, is_tls, forms) in DIALS {
        for (at, call) in snippet.calls(&[*function]) {
            if !is_of(tokens, at, package) {
                continue;
            }
            let claim = call.nth(0).and_then(address).map(|claim| claim.means(protocol, tokens[at].word));
            let modes = if *is_tls { IMPLICIT } else { PLAIN_START };
            claims.extend(claim.map(|claim| claim.mode(modes, tokens[at].word, forms)));
        }
    }
    for (at, call) in snippet.calls(&["Dial", "DialWithDialer"]) {
        let by = tokens[at].word;
        let address = call.fields.iter().find_map(|field| address(field.value));
        if is_of(tokens, at, "tls") {
            claims.extend(address.map(|claim| claim.mode(IMPLICIT, by, GO)));
        }
    }
    mailkit(snippet, claims);
}

fn is_of(tokens: &[Token<'_>], at: usize, package: &str) -> bool {
    at >= 2 && tokens[at - 2].is_name(package) && tokens[at - 1].is_sign(".")
}

fn address<'t>(value: &[Token<'t>]) -> Option<Claim<'t>> {
    match value {
        [Token { kind: Kind::Text, word }] => word.port_of_host().and_then(Claim::number),
        // `host + ":587"`
        [.., plus, Token { kind: Kind::Text, word }] if plus.is_sign("+") => {
            word.after(":").and_then(Claim::number)
        }
        _ => None,
    }
}

// `client.Connect("mail.example.com", 587, SecureSocketOptions.SslOnConnect)`
fn mailkit<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let tokens = &snippet.tokens;
    let constants = Constants::of(tokens);
    for (_, call) in snippet.calls(&["Connect", "ConnectAsync"]) {
        let port = call.nth(1).and_then(|value| constants.number(value)).and_then(Claim::number);
        let option: Option<Word<'t>> = call.nth(2).and_then(|value| match value {
            [class, _, name] if class.is_name("SecureSocketOptions") => Some(name.word),
            _ => None,
        });
        let (Some(claim), Some(by)) = (port, option) else { continue };
        claims.extend(match by.text {
            "SslOnConnect" => Some(claim.mode(IMPLICIT, by, MAILKIT)),
            "StartTls" => Some(claim.mode(STARTTLS, by, MAILKIT)),
            "None" | "StartTlsWhenAvailable" => Some(claim.mode(PLAIN_START, by, MAILKIT)),
            _ => None,
        });
    }
}
