//! Jakarta Mail: properties that begin with `mail.smtp.`, `mail.imaps.` and the like, in code, in
//! `.properties` files and below `spring.mail.properties`.

use super::{Claims, is_on};
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;
use std::collections::BTreeMap;

const FORMS: &Forms = &Forms {
    implicit: "mail.PROTOCOL.ssl.enable=true",
    starttls: "mail.PROTOCOL.starttls.enable=true",
    cleartext: "",
};

/// Properties with a port and a mode.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    // By protocol; a property that is set twice begins another configuration.
    let mut open: BTreeMap<&'t str, Properties<'t>> = BTreeMap::new();
    for line in &snippet.lines {
        let Some((protocol, name, value)) = property(line.code) else { continue };
        let properties = open.entry(protocol.text).or_default();
        if properties.values.contains_key(name.text) {
            claims.extend(std::mem::take(properties).claim());
        }
        let properties = open.entry(protocol.text).or_default();
        properties.protocol = Some(protocol);
        properties.values.insert(name.text, value);
    }
    claims.extend(open.into_values().filter_map(Properties::claim));
}

#[derive(Debug, Default)]
struct Properties<'t> {
    protocol: Option<Word<'t>>,
    values: BTreeMap<&'t str, Word<'t>>,
}

impl<'t> Properties<'t> {
    fn claim(self) -> Option<Claim<'t>> {
        let protocol = self.protocol?;
        let port = self.values.get("port").or_else(|| self.values.get("socketFactory.port"))?;
        let on = |name: &str| {
            let value = *self.values.get(name)?;
            is_on(value).map(|is_on| (is_on, value))
        };
        let factory =
            self.values.get("socketFactory.class").filter(|class| class.text.contains("SSLSocketFactory"));
        let claim = Claim::number(*port)?.speaks(protocol);
        let starttls = on("starttls.enable").or_else(|| on("starttls.required"));
        Some(match (on("ssl.enable"), factory, starttls) {
            (Some((true, by)), _, _) => claim.mode(IMPLICIT, by, FORMS),
            (_, Some(factory), _) => claim.mode(IMPLICIT, *factory, FORMS),
            _ if protocol.text.ends_with('s') => claim.mode(IMPLICIT, protocol, FORMS),
            (_, _, Some((true, by))) => claim.mode(STARTTLS, by, FORMS),
            (Some((false, by)), _, _) => claim.mode(PLAIN_START, by, FORMS),
            _ => claim,
        })
    }
}

// `props.put("mail.smtp.port", "587");`, `mail.smtp.port=587`
fn property<'t>(line: Word<'t>) -> Option<(Word<'t>, Word<'t>, Word<'t>)> {
    const PROTOCOLS: &[&str] = &["smtp", "smtps", "imap", "imaps", "pop3", "pop3s"];
    // `spring.mail.properties.mail.smtp.…` has it twice, and a host may be called so as well.
    line.text.match_indices("mail.").take(8).find_map(|(at, sign)| {
        let rest = line.part(at + sign.len(), line.text.len());
        let key = rest.part(0, rest.text.find(|c: char| !c.is_ascii_alphanumeric() && c != '.')?);
        let (protocol, name) = key.split('.')?;
        let after = rest.part(key.text.len(), rest.text.len());
        let value = after.parts(&['"', '\'', ' ', '\t', ',', ')', ';', '=', ':']).next()?;
        PROTOCOLS.contains(&protocol.text).then_some((protocol, name, value))
    })
}
