//! Calls that open a connection: Python's `smtplib` and its like, JavaScript's nodemailer and ImapFlow, Go's
//! `net/smtp`, `crypto/tls` and go-imap.

use super::Claims;
use crate::lint::code::claim::{CLEARTEXT, Claim, Forms, IMPLICIT, Modes, NO_FORMS, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::tokens::{Constants, Group, Kind, Token, group};
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
const NODEMAILER: &Forms = &Forms {
    implicit: "secure: true",
    starttls: "secure: false, requireTLS: true",
    cleartext: "secure: false, ignoreTLS: true",
};
const NODE_IMAP: &Forms =
    &Forms { implicit: "tls: true", starttls: "tls: false, autotls: 'required'", cleartext: "tls: false" };
const GO: &Forms =
    &Forms { implicit: "tls.Dial", starttls: "smtp.Dial, then StartTLS", cleartext: "smtp.Dial" };
const GO_IMAP: &Forms = &Forms { implicit: "DialTLS", starttls: "DialStartTLS", cleartext: "DialInsecure" };

/// What is called, of which module where another has it as well, what it speaks where that is known, and how it
/// begins unless it is told.
const CALLS: &[(&str, &str, &str, Option<Modes>, &Forms)] = &[
    ("", "SMTP_SSL", "SMTP", Some(IMPLICIT), SMTP),
    ("", "SMTP", "SMTP", Some(PLAIN_START), SMTP),
    ("", "LMTP", "LMTP", Some(PLAIN_START), NO_FORMS),
    ("", "IMAP4_SSL", "IMAP", Some(IMPLICIT), IMAP),
    ("", "IMAP4", "IMAP", Some(PLAIN_START), IMAP),
    ("", "POP3_SSL", "POP3", Some(IMPLICIT), POP),
    ("", "POP3", "POP3", Some(PLAIN_START), POP),
    ("", "IMAPClient", "IMAP", Some(IMPLICIT), IMAP),
    ("", "MailBox", "IMAP", Some(IMPLICIT), IMAP),
    ("", "MailBoxUnencrypted", "IMAP", Some(PLAIN_START), IMAP),
    ("", "FTP_TLS", "FTP", Some(PLAIN_START), NO_FORMS),
    ("", "get_server_certificate", "", Some(IMPLICIT), NO_FORMS),
    ("aiosmtplib", "send", "SMTP", Some(PLAIN_START), AIO),
    // nodemailer begins with TLS on the port of `submissions` and on no other, unless told.
    ("", "createTransport", "SMTP", None, NODEMAILER),
    ("", "SMTPConnection", "SMTP", None, NODEMAILER),
    ("", "SMTPClient", "SMTP", None, NODEMAILER),
    ("", "ImapFlow", "IMAP", None, NODEMAILER),
    ("", "Imap", "IMAP", None, NODE_IMAP),
    ("", "Pop3Command", "POP3", None, NODE_IMAP),
    ("", "POP3Client", "POP3", None, NODE_IMAP),
    ("tls", "connect", "", Some(IMPLICIT), NODE_IMAP),
    ("tls", "Dial", "", Some(IMPLICIT), GO),
    ("tls", "DialWithDialer", "", Some(IMPLICIT), GO),
    ("smtp", "Dial", "SMTP", Some(PLAIN_START), GO),
    ("smtp", "SendMail", "SMTP", Some(PLAIN_START), GO),
    ("client", "Dial", "IMAP", Some(PLAIN_START), GO_IMAP),
    ("client", "DialTLS", "IMAP", Some(IMPLICIT), GO_IMAP),
    ("imapclient", "DialTLS", "IMAP", Some(IMPLICIT), GO_IMAP),
    ("imapclient", "DialStartTLS", "IMAP", Some(STARTTLS), GO_IMAP),
    ("imapclient", "DialInsecure", "IMAP", Some(PLAIN_START), GO_IMAP),
    ("ldap", "DialTLS", "LDAP", Some(IMPLICIT), NO_FORMS),
];

/// Calls with a port.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let tokens = &snippet.tokens;
    let constants = Constants::of(tokens);
    for (module, name, protocol, modes, forms) in CALLS {
        for (at, call) in snippet.calls(&[*name]) {
            let is_of = at >= 2 && tokens[at - 2].is_name(module) && tokens[at - 1].is_sign(".");
            if !module.is_empty() && !is_of {
                continue;
            }
            let by = tokens[at].word;
            // JavaScript gives an object.
            let is_object = |value: &&[Token<'_>]| value.first().is_some_and(|token| token.is_sign("{"));
            let object = call.fields.iter().map(|field| field.value).find(is_object);
            let options = match object {
                Some(object) => group(object, 0),
                None => call,
            };
            let Some(claim) = port(&options, &constants).and_then(Claim::number) else { continue };
            let claim = if protocol.is_empty() { claim } else { claim.means(protocol, by) };
            let mode = told(&options).or(modes.map(|modes| (modes, by)));
            claims.push(mode.map_or(claim, |(modes, by)| claim.mode(modes, by, forms)));
        }
    }
}

// `port=465`, else the first that is a number or the address of a machine.
fn port<'t>(call: &Group<'_, 't>, constants: &Constants<'t>) -> Option<Word<'t>> {
    if let Some(value) = call.named("port") {
        return constants.number(value);
    }
    call.fields.iter().filter(|field| field.name.is_none()).find_map(|field| match field.value {
        [Token { kind: Kind::Text, word }] if word.number().is_none() => {
            word.port_of_host().filter(|port| port.number().is_some())
        }
        // `host + ":587"`
        [.., plus, Token { kind: Kind::Text, word }] if plus.is_sign("+") => word.after(":"),
        // `(host, 993)`
        [open, .., number, _] if open.is_sign("(") => constants.number(std::slice::from_ref(number)),
        value => constants.number(value),
    })
}

// What the options of a call say of the mode.
fn told<'t>(call: &Group<'_, 't>) -> Option<(Modes, Word<'t>)> {
    let option = |names: &[&str]| {
        names.iter().find_map(|name| match call.named(name)? {
            [Token { kind: Kind::Name, word }] if word.is("true") => Some((true, *word)),
            [Token { kind: Kind::Name, word }] if word.is("false") => Some((false, *word)),
            _ => None,
        })
    };
    let ssl = option(&["secure", "use_tls", "tls", "ssl"]);
    match (ssl, option(&["requireTLS", "doSTARTTLS", "start_tls"]), option(&["ignoreTLS"])) {
        (Some((true, by)), _, _) => Some((IMPLICIT, by)),
        (_, Some((true, by)), _) => Some((STARTTLS, by)),
        (_, _, Some((true, by))) => Some((CLEARTEXT, by)),
        (Some((false, by)), _, _) => Some((PLAIN_START, by)),
        _ => None,
    }
}
