//! Addresses with a scheme and a port: `imaps://mail.example.com:993`.
//!
//! A scheme that ends in “s” is TLS from the first byte. One that does not begins in cleartext,
//! with an exception: many libraries take `smtp://` for the protocol alone and choose the mode by
//! the number. `curl` and Mutt mean what they say.

use super::Claims;
use crate::lint::code::claim::{CLEARTEXT, Claim, ENCRYPTED, Forms, IMPLICIT, Modes, PLAIN_START, STARTTLS};
use crate::lint::code::shell::Command;
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

/// Schemes of which the registry does not say all: what they speak, and how they begin. Every other scheme that
/// is a name in the registry means its service, with TLS where the name stands for it.
const SCHEMES: &[(&str, &str, Option<Modes>)] = &[
    ("smtp", "SMTP", None),
    ("https", "HTTP", Some(IMPLICIT)),
    ("sftp", "SSH", None),
    ("pops", "POP3", Some(IMPLICIT)),
    ("rediss", "Redis", Some(IMPLICIT)),
    ("ssl", "", Some(IMPLICIT)),
    ("tls", "", Some(ENCRYPTED)),
    ("ws", "HTTP", Some(CLEARTEXT)),
    ("wss", "HTTP", Some(IMPLICIT)),
    ("starttls", "", Some(STARTTLS)),
    ("sqlserver", "TDS", None),
];

const FORMS: &Forms = &Forms { implicit: "NAMEs://HOST:PORT", starttls: "", cleartext: "" };
const CURL: &Forms = &Forms {
    implicit: "curl PROTOCOLs://HOST:PORT",
    starttls: "curl --ssl-reqd PROTOCOL://HOST:PORT",
    cleartext: "curl PROTOCOL://HOST:PORT",
};
const MUTT: &Forms = &Forms {
    implicit: "PROTOCOLs://HOST:PORT",
    starttls: "PROTOCOL://HOST:PORT",
    cleartext: "PROTOCOL://HOST:PORT",
};

/// Addresses anywhere in a block, and what `curl` does with them.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let curls: Vec<&Command<'t>> =
        snippet.commands.iter().filter(|command| command.runs(&["curl"])).collect();
    for line in &snippet.lines {
        let is_mutt =
            ["set ", "account-hook"].iter().any(|word| line.code.text.trim_start().starts_with(word));
        let is_explicit = line.code.text.contains("explicit");
        for (name, authority) in addresses(line.code) {
            let Some(claim) = authority.port_of_host().and_then(Claim::number) else { continue };
            let after = curls.partition_point(|command| command.span.start <= name.start);
            let curl = curls[..after].last().filter(|command| name.start < command.span.end);
            let forms = match curl {
                Some(_) => CURL,
                None if is_mutt => MUTT,
                None => FORMS,
            };
            let scheme = SCHEMES.iter().find(|(scheme, ..)| name.is(scheme));
            let claim = match scheme {
                // WinSCP takes `ftps://` with an option for either way.
                None if name.is("ftps") && is_explicit => continue,
                // `curl telnet://…` tries whether a port is open.
                None if name.is_any(&["telnet", "quic", "tcp", "udp"]) => continue,
                Some((_, "", _)) => claim,
                Some((_, protocol, _)) => claim.means(protocol, name).plainly(),
                None => claim.speaks(name).plainly(),
            };
            let asks_tls = curl.and_then(|command| command.flag(&["--ssl-reqd", "--ftp-ssl-reqd"]));
            // A server that listens with TLS does so at once; programs in PHP mean STARTTLS by `tls://`.
            let listens =
                ["0.0.0.0:", "[::]:", "*:", ":"].iter().any(|host| authority.text.starts_with(host));
            claims.push(match (scheme, asks_tls) {
                (Some(("tls", ..)), _) if listens => claim.mode(IMPLICIT, name, forms),
                _ if upgrades(line.code, name) => claim.mode(STARTTLS, name, forms),
                (Some((.., Some(modes))), _) => claim.mode(modes, name, forms),
                (_, Some(flag)) if !name.text.ends_with(['s', 'S']) => claim.mode(STARTTLS, flag, CURL),
                (Some((.., None)), _) if curl.is_some() || is_mutt => claim.mode(PLAIN_START, name, forms),
                (Some((.., None)), _) => claim,
                (None, _) => claim.like(name, forms),
            });
        }
    }
}

// `smtp+starttls://`, and `smtp+tls://` of OpenSMTPD
fn upgrades(line: Word<'_>, name: Word<'_>) -> bool {
    let after = &line.text[name.span().end - line.start..];
    after.starts_with("+starttls") || (name.is("smtp") && after.starts_with("+tls"))
}

fn addresses<'t>(line: Word<'t>) -> impl Iterator<Item = (Word<'t>, Word<'t>)> {
    let text = line.text;
    text.match_indices("://").filter_map(move |(at, sign)| {
        // Nothing is gained by looking farther back.
        let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'+';
        let length = text.as_bytes()[..at].iter().rev().take(24).take_while(is_name).count();
        let name = line.part(at - length, at);
        let name = match name.split_last('+') {
            // `git+ssh://`
            Some((_, carrier)) if carrier.is_any(&["ssh", "http", "https"]) => carrier,
            // `smtps+plain://`, `mysql+pymysql://`
            _ => name.split('+').map_or(name, |(name, _)| name),
        };
        let rest = &text[at + sign.len()..];
        // Longer ones are none that a person would write.
        let end = rest
            .char_indices()
            .take(400)
            .find(|(_, c)| !c.is_alphanumeric() && !"-._~%!$&+@:[]{}".contains(*c));
        let end = end.map_or(rest.len().min(400), |(end, _)| end);
        let authority = rest.get(..end)?;
        let start = authority.rfind('@').map_or(0, |at| at + 1);
        Some((name, line.part(at + sign.len() + start, at + sign.len() + end)))
    })
}
