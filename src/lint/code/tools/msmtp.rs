//! msmtp, and mpop for POP3: unless it is told otherwise, `tls on` upgrades.

use super::{Claims, is_on, together};
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

const FORMS: &Forms = &Forms {
    implicit: "tls on, tls_starttls off",
    starttls: "tls on, tls_starttls on",
    cleartext: "tls off",
};

/// `account`, `port`, `tls` and `tls_starttls` on lines of their own.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    for group in together(snippet.lines.iter().filter_map(|line| setting(line.code))) {
        let (Some(port), Some(tls)) = (group.get("port"), group.get("tls")) else { continue };
        let starttls = group.get("tls_starttls").unwrap_or(tls);
        let mode = match (is_on(*tls), is_on(*starttls)) {
            (Some(true), Some(false)) => (IMPLICIT, *starttls),
            (Some(true), Some(true)) => (STARTTLS, *starttls),
            (Some(false), _) => (PLAIN_START, *tls),
            _ => continue,
        };
        claims.extend(Claim::number(*port).map(|claim| claim.mode(mode.0, mode.1, FORMS)));
    }
}

// Two words and no sign between them.
fn setting(line: Word<'_>) -> Option<Option<(&'static str, Word<'_>)>> {
    let mut words = line.parts(&[' ', '\t']);
    let key = words.next()?;
    if ["account", "defaults"].contains(&key.text) {
        return Some(None);
    }
    let (value, None) = (words.next()?, words.next()) else { return None };
    let name = ["port", "tls", "tls_starttls"].into_iter().find(|name| key.text == *name)?;
    Some(Some((name, value)))
}
