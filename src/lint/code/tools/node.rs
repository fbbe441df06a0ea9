//! JavaScript: nodemailer, imapflow, node-imap and their like take an object with a port.

use super::Claims;
use crate::lint::code::claim::{CLEARTEXT, Claim, Forms, IMPLICIT, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::tokens::{Constants, Group, Kind, Token, group};
use crate::lint::code::word::Word;

const SECURE: &Forms = &Forms {
    implicit: "secure: true",
    starttls: "secure: false, requireTLS: true",
    cleartext: "secure: false, ignoreTLS: true",
};
const TLS: &Forms =
    &Forms { implicit: "tls: true", starttls: "tls: false, autotls: 'required'", cleartext: "tls: false" };

/// Names that make a connection, and what they speak.
const MAKERS: &[(&str, &str)] = &[
    ("createTransport", "SMTP"),
    ("createTestTransport", "SMTP"),
    ("SMTPConnection", "SMTP"),
    ("SMTPClient", "SMTP"),
    ("ImapFlow", "IMAP"),
    ("Imap", "IMAP"),
    ("Pop3Command", "POP3"),
    ("POP3Client", "POP3"),
];

/// Objects given to a connection, and calls of `tls.connect`.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let tokens = &snippet.tokens;
    let constants = Constants::of(tokens);
    for (maker, protocol) in MAKERS {
        for (at, call) in snippet.calls(&[*maker]) {
            let by = tokens[at].word;
            for field in
                call.fields.iter().filter(|field| field.value.first().is_some_and(|token| token.is_sign("{")))
            {
                let options = group(field.value, 0);
                claims.extend(connection(&options, &constants).map(|claim| claim.means(protocol, by)));
            }
        }
    }
    tls_connect(snippet, &constants, claims);
}

fn connection<'t>(options: &Group<'_, 't>, constants: &Constants<'t>) -> Option<Claim<'t>> {
    let claim = Claim::number(constants.number(options.named("port")?)?)?;
    let option = |name: &str| match options.named(name)? {
        [token] => flag(token).map(|is_on| (is_on, token.word)),
        _ => None,
    };
    let starttls = option("requireTLS").or_else(|| option("doSTARTTLS"));
    let ssl = option("secure").map(|said| (said, SECURE));
    let ssl = ssl.or_else(|| option("tls").map(|said| (said, TLS)));
    let ssl = ssl.or_else(|| option("ssl").map(|said| (said, TLS)));
    Some(match (ssl, starttls, option("ignoreTLS")) {
        (Some(((true, by), forms)), _, _) => claim.mode(IMPLICIT, by, forms),
        (_, Some((true, by)), _) => claim.mode(STARTTLS, by, SECURE),
        (_, _, Some((true, by))) => claim.mode(CLEARTEXT, by, SECURE),
        (Some(((false, by), forms)), _, _) => claim.mode(PLAIN_START, by, forms),
        // nodemailer begins with TLS on the port of `submissions` and on no other, unless told.
        (None, _, _) => claim,
    })
}

fn flag(token: &Token<'_>) -> Option<bool> {
    match (token.kind, token.word.text) {
        (Kind::Name, "true") => Some(true),
        (Kind::Name, "false") => Some(false),
        _ => None,
    }
}

// `tls.connect(465, 'mail.example.com')`, `tls.connect({ port: 465 })`
fn tls_connect<'t>(snippet: &Snippet<'t>, constants: &Constants<'t>, claims: &mut Claims<'t>) {
    let tokens = &snippet.tokens;
    for (at, call) in snippet.calls(&["connect"]) {
        let is_tls = at >= 2 && tokens[at - 2].is_name("tls") && tokens[at - 1].is_sign(".");
        let port: Option<Word<'t>> = call.nth(0).and_then(|value| match value {
            [first, ..] if first.is_sign("{") => constants.number(group(value, 0).named("port")?),
            _ => constants.number(value),
        });
        let claim = port.filter(|_| is_tls).and_then(Claim::number);
        claims.extend(claim.map(|claim| claim.mode(IMPLICIT, tokens[at].word, TLS)));
    }
}
