//! stunnel: a section listens on one side and connects on the other, and TLS is on one of them.

use super::{Claims, is_on, pair};
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

const FORMS: &Forms = &Forms { implicit: "no protocol =", starttls: "protocol = PROTOCOL", cleartext: "" };

/// `[imaps]`, `accept = 993`, `connect = 127.0.0.1:143`
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let mut section = Section::default();
    let mut is_client_everywhere = false;
    for line in &snippet.lines {
        if line.code.trimmed().text.starts_with('[') {
            // What stands before the first section holds for all of them.
            let is_global = section.accept.is_none() && section.connect.is_none();
            let is_client = if is_global { section.is_client } else { is_client_everywhere };
            is_client_everywhere = is_client;
            let open = std::mem::replace(&mut section, Section { is_client, ..Section::default() });
            claims.extend(open.claim());
            continue;
        }
        let Some((key, value)) = pair(line.code) else { continue };
        match key.text {
            "accept" => section.accept = Some(value),
            "connect" => section.connect = Some(value),
            "protocol" => section.protocol = Some(value),
            "client" => section.is_client = is_on(value) == Some(true),
            _ => {}
        }
    }
    claims.extend(section.claim());
}

#[derive(Debug, Default)]
struct Section<'t> {
    accept: Option<Word<'t>>,
    connect: Option<Word<'t>>,
    protocol: Option<Word<'t>>,
    is_client: bool,
}

impl<'t> Section<'t> {
    // With `protocol`, STARTTLS is spoken before.
    fn claim(self) -> Option<Claim<'t>> {
        let (accept, connect) = (self.accept?, self.connect?);
        let side = if self.is_client { connect } else { accept };
        let claim = Claim::number(side.port_of_host().unwrap_or(side))?;
        Some(match self.protocol {
            Some(protocol) => claim.speaks(protocol).mode(STARTTLS, protocol, FORMS),
            None => claim.mode(IMPLICIT, side, FORMS),
        })
    }
}
