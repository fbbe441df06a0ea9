//! Python: `smtplib`, `imaplib`, `poplib` and what is built on them.

use super::Claims;
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::tokens::{Constants, Kind};
use crate::lint::code::word::Word;

const SMTP: &Forms = &Forms {
    implicit: "smtplib.SMTP_SSL",
    starttls: "smtplib.SMTP, then starttls()",
    cleartext: "smtplib.SMTP",
};
const IMAP: &Forms = &Forms {
    implicit: "imaplib.IMAP4_SSL",
    starttls: "imaplib.IMAP4, then starttls()",
    cleartext: "imaplib.IMAP4",
};
const POP: &Forms =
    &Forms { implicit: "poplib.POP3_SSL", starttls: "poplib.POP3, then stls()", cleartext: "poplib.POP3" };
const AIO: &Forms =
    &Forms { implicit: "use_tls=True", starttls: "start_tls=True", cleartext: "start_tls=False" };

/// Classes, their protocols, and whether they begin with TLS.
const CLASSES: &[(&str, &str, bool, &Forms)] = &[
    ("SMTP_SSL", "SMTP", true, SMTP),
    ("SMTP", "SMTP", false, SMTP),
    ("LMTP", "LMTP", false, SMTP),
    ("IMAP4_SSL", "IMAP", true, IMAP),
    ("IMAP4", "IMAP", false, IMAP),
    ("POP3_SSL", "POP3", true, POP),
    ("POP3", "POP3", false, POP),
    ("IMAPClient", "IMAP", true, IMAP),
    ("MailBox", "IMAP", true, IMAP),
    ("MailBoxUnencrypted", "IMAP", false, IMAP),
    ("send", "SMTP", false, AIO),
    ("FTP_TLS", "FTP", false, SMTP),
];

/// Calls with a host and a port.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let tokens = &snippet.tokens;
    let constants = Constants::of(tokens);
    for (class, protocol, is_tls, forms) in CLASSES {
        for (at, group) in snippet.calls(&[*class]) {
            let value = group.named("port").or_else(|| group.nth(1));
            // Of `send`, only aiosmtplib’s is known.
            if *class == "send" && !(at >= 2 && tokens[at - 2].is_name("aiosmtplib")) {
                continue;
            }
            let Some(claim) = value.and_then(|value| constants.number(value)).and_then(Claim::number) else {
                continue;
            };
            let class = tokens[at].word;
            let claim = claim.means(protocol, class);
            let option = |name: &str| {
                let [token] = group.named(name)? else { return None };
                (token.kind == Kind::Name).then_some(token.word)
            };
            let ssl = option("use_tls").or_else(|| option("ssl"));
            claims.extend(Some(match (ssl.map(|word| (word, word.text)), option("start_tls")) {
                (Some((by, "True")), _) => claim.mode(IMPLICIT, by, AIO),
                (Some((by, "False")), _) => claim.mode(PLAIN_START, by, AIO),
                (_, Some(by)) if by.text == "True" => claim.mode(STARTTLS, by, AIO),
                _ if *is_tls => claim.mode(IMPLICIT, class, forms),
                _ => claim.mode(PLAIN_START, class, forms),
            }));
        }
    }
    raw(snippet, &constants, claims);
}

// `ssl.wrap_socket`-like calls say nothing of a port; `ssl.get_server_certificate((host, port))` does.
fn raw<'t>(snippet: &Snippet<'t>, constants: &Constants<'t>, claims: &mut Claims<'t>) {
    for (at, group) in snippet.calls(&["get_server_certificate"]) {
        let inner = group.nth(0).map(|value| crate::lint::code::tokens::group(value, 0));
        let port: Option<Word<'t>> = inner.and_then(|pair| constants.number(pair.nth(1)?));
        let by = snippet.tokens[at].word;
        claims.extend(port.and_then(Claim::number).map(|claim| claim.mode(IMPLICIT, by, SMTP)));
    }
}
