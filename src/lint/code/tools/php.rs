//! PHP: PHPMailer's properties, `imap_open` and sockets.

use super::{Claims, together};
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::tokens::{Constants, Kind, Token};
use crate::lint::code::word::Word;

const MAILER: &Forms = &Forms {
    implicit: "SMTPSecure = PHPMailer::ENCRYPTION_SMTPS",
    starttls: "SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS",
    cleartext: "SMTPSecure = ''",
};
const IMAP_OPEN: &Forms = &Forms {
    implicit: "{HOST:PORT/PROTOCOL/ssl}",
    starttls: "{HOST:PORT/PROTOCOL/tls}",
    cleartext: "{HOST:PORT/PROTOCOL/notls}",
};
const SOCKET: &Forms = &Forms { implicit: "ssl://HOST", starttls: "tcp://HOST", cleartext: "tcp://HOST" };

/// PHPMailer, `imap_open`, `fsockopen`.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    mailer(&snippet.tokens, claims);
    for (_, call) in snippet.calls(&["imap_open"]) {
        claims.extend(call.nth(0).and_then(|value| mailbox(value.first()?.word)));
    }
    let constants = Constants::of(&snippet.tokens);
    for (_, call) in snippet.calls(&["fsockopen", "pfsockopen"]) {
        let host = call.nth(0).and_then(|value| value.first()).map(|token| token.word);
        let Some(host) = host.filter(|host| host.after("ssl://").is_some() || host.after("tls://").is_some())
        else {
            continue;
        };
        let port = call.nth(1).and_then(|value| constants.number(value));
        claims.extend(port.and_then(Claim::number).map(|claim| claim.mode(IMPLICIT, host, SOCKET)));
    }
}

// `$mail->Port = 587; $mail->SMTPSecure = 'tls';`
fn mailer<'t>(tokens: &[Token<'t>], claims: &mut Claims<'t>) {
    let settings = (0..tokens.len()).filter_map(|at| {
        if tokens[at].is_name("new") && tokens.get(at + 1).is_some_and(|next| next.is_name("PHPMailer")) {
            return Some(None);
        }
        let is_field = at >= 2 && tokens[at - 2].is_sign("-") && tokens[at - 1].is_sign(">");
        let key = match tokens[at].word.text {
            "Port" => "port",
            "SMTPSecure" => "secure",
            _ => return None,
        };
        let is_set = is_field && tokens.get(at + 1).is_some_and(|next| next.is_sign("="));
        let value = &tokens[(at + 2).min(tokens.len())..];
        // `PHPMailer::ENCRYPTION_SMTPS` has its name at the end.
        let value = match value {
            [_, a, b, name, ..] if a.is_sign(":") && b.is_sign(":") => Some(name),
            [first, ..] if first.kind != Kind::Sign => Some(first),
            _ => None,
        };
        value.filter(|_| is_set).map(|value| Some((key, value.word)))
    });
    for group in together(settings) {
        let Some(claim) = group.get("port").and_then(|port| Claim::number(*port)) else { continue };
        let by = Word { text: "", start: claim.at.span.start };
        let claim = claim.means("SMTP", by);
        claims.extend(Some(match group.get("secure") {
            Some(word) if word.is_any(&["ssl", "ENCRYPTION_SMTPS"]) => claim.mode(IMPLICIT, *word, MAILER),
            Some(word) if word.is_any(&["tls", "ENCRYPTION_STARTTLS"]) => claim.mode(STARTTLS, *word, MAILER),
            Some(word) if word.text.is_empty() => claim.mode(PLAIN_START, *word, MAILER),
            _ => claim,
        }));
    }
}

// `{mail.example.com:993/imap/ssl}INBOX`
fn mailbox(text: Word<'_>) -> Option<Claim<'_>> {
    let inner = text.after("{")?.split('}')?.0;
    let mut parts = inner.parts(&['/']);
    let claim = parts.next()?.port_of_host().and_then(Claim::number)?;
    Some(parts.fold(claim, |claim, part| match part.text {
        "imap" | "imap2" | "imap4" | "pop3" | "smtp" | "nntp" => claim.speaks(part),
        "ssl" => claim.mode(IMPLICIT, part, IMAP_OPEN),
        "tls" => claim.mode(STARTTLS, part, IMAP_OPEN),
        "notls" => claim.mode(PLAIN_START, part, IMAP_OPEN),
        _ => claim,
    }))
}
