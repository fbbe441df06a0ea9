//! Addresses with a scheme and a port: `imaps://mail.example.com:993`.
//!
//! A scheme that ends in “s” is TLS from the first byte. One that does not begins in cleartext,
//! with an exception: many libraries take `smtp://` for the protocol alone and choose the mode by
//! the number. `curl` and Mutt mean what they say.

use super::Claims;
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START, STARTTLS};
use crate::lint::code::shell::Command;
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

struct Scheme {
    name: &'static str,
    protocol: &'static str,
    is_tls: bool,
}

const fn scheme(name: &'static str, protocol: &'static str, is_tls: bool) -> Scheme {
    Scheme { name, protocol, is_tls }
}

const SCHEMES: &[Scheme] = &[
    scheme("smtp", "SMTP", false),
    scheme("smtps", "SMTP", true),
    scheme("imap", "IMAP", false),
    scheme("imaps", "IMAP", true),
    scheme("pop", "POP3", false),
    scheme("pops", "POP3", true),
    scheme("pop3", "POP3", false),
    scheme("pop3s", "POP3", true),
    scheme("lmtp", "LMTP", false),
    scheme("http", "HTTP", false),
    scheme("https", "HTTP", true),
    scheme("ldap", "LDAP", false),
    scheme("ldaps", "LDAP", true),
    scheme("ftp", "FTP", false),
    scheme("ftps", "FTP", true),
    scheme("ssh", "SSH", false),
    scheme("sftp", "SSH", false),
    scheme("irc", "IRC", false),
    scheme("ircs", "IRC", true),
    scheme("mysql", "MySQL", false),
    scheme("postgres", "PostgreSQL", false),
    scheme("postgresql", "PostgreSQL", false),
    scheme("redis", "Redis", false),
    scheme("rediss", "Redis", true),
    scheme("mongodb", "MongoDB", false),
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
        for (scheme, name, authority) in addresses(line.code) {
            let Some(claim) = authority.port_of_host().and_then(Claim::number) else { continue };
            let after = curls.partition_point(|command| command.span.start <= name.start);
            let curl = curls[..after].last().filter(|command| name.start < command.span.end);
            let claim = claim.means(scheme.protocol, name);
            let asks_tls = curl.and_then(|command| command.flag(&["--ssl-reqd", "--ftp-ssl-reqd"]));
            claims.extend(Some(match (scheme.is_tls, curl, asks_tls) {
                (true, None, _) => claim.mode(IMPLICIT, name, FORMS),
                (true, Some(_), _) => claim.mode(IMPLICIT, name, CURL),
                (false, _, Some(flag)) => claim.mode(STARTTLS, flag, CURL),
                (false, Some(_), None) => claim.mode(PLAIN_START, name, CURL),
                (false, None, _) if is_mutt => claim.mode(PLAIN_START, name, MUTT),
                (false, None, _) if has_mode_of_its_own(scheme) => claim.mode(PLAIN_START, name, FORMS),
                (false, None, _) => claim,
            }));
        }
    }
}

// Libraries decide by the number, or by an option that follows, whether these are encrypted.
fn has_mode_of_its_own(scheme: &Scheme) -> bool {
    !["smtp", "ssh", "sftp", "mysql", "postgres", "postgresql", "mongodb"].contains(&scheme.name)
}

fn addresses<'t>(line: Word<'t>) -> impl Iterator<Item = (&'static Scheme, Word<'t>, Word<'t>)> {
    let text = line.text;
    text.match_indices("://").filter_map(move |(at, sign)| {
        // The longest name has ten letters; nothing is gained by looking farther back.
        let name =
            text.as_bytes()[..at].iter().rev().take(12).take_while(|byte| byte.is_ascii_alphanumeric());
        let name = line.part(at - name.count(), at);
        let scheme = SCHEMES.iter().find(|scheme| name.is(scheme.name))?;
        let rest = &text[at + sign.len()..];
        // Longer ones are none that a person would write.
        let end = rest
            .char_indices()
            .take(400)
            .find(|(_, c)| !c.is_alphanumeric() && !"-._~%!$&+@:[]{}".contains(*c));
        let end = end.map_or(rest.len().min(400), |(end, _)| end);
        let authority = rest.get(..end)?;
        let start = authority.rfind('@').map_or(0, |at| at + 1);
        Some((scheme, name, line.part(at + sign.len() + start, at + sign.len() + end)))
    })
}
