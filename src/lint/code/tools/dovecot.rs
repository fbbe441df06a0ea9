//! Dovecot: listeners of `service` blocks.

use super::{Claims, is_on, pair};
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

const FORMS: &Forms = &Forms { implicit: "ssl = yes", starttls: "ssl = no", cleartext: "ssl = no" };

/// `service imap-login { inet_listener imaps { port = 993 ssl = yes } }`
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let mut service: Option<Word<'t>> = None;
    let mut listener: Option<Listener<'t>> = None;
    for line in &snippet.lines {
        // Blocks may stand on one line: a part ends at each brace, and a setting as well.
        for part in line.code.parts(&['{', ';']) {
            let words: Vec<Word<'t>> = part.parts(&[' ', '\t']).take(16).collect();
            match words.as_slice() {
                [kind, name, ..] if kind.text == "service" => service = Some(*name),
                [kind, rest @ ..] if kind.text == "inet_listener" => {
                    claims.extend(listener.take().and_then(|open| open.claim(service)));
                    listener = Some(Listener { name: rest.first().copied(), ..Listener::default() });
                }
                _ => settings(part, &words, &mut listener),
            }
            if part.text.contains('}') {
                claims.extend(listener.take().and_then(|open| open.claim(service)));
            }
        }
    }
    claims.extend(listener.and_then(|open| open.claim(service)));
}

#[derive(Debug, Default)]
struct Listener<'t> {
    name: Option<Word<'t>>,
    port: Option<Word<'t>>,
    ssl: Option<Word<'t>>,
}

fn settings<'t>(part: Word<'t>, words: &[Word<'t>], listener: &mut Option<Listener<'t>>) {
    let Some(open) = listener else { return };
    if words.len() > 3 {
        // `port = 993 ssl = yes }`
        for window in words.windows(3).filter(|window| window[1].text == "=") {
            set(window[0], window[2], open);
        }
    } else if let Some((key, value)) = pair(part) {
        set(key, value, open);
    }
}

fn set<'t>(key: Word<'t>, value: Word<'t>, open: &mut Listener<'t>) {
    match key.text {
        "port" => open.port = Some(value),
        "ssl" => open.ssl = Some(value),
        _ => {}
    }
}

impl<'t> Listener<'t> {
    // A listener has the mode that its name stands for, unless `ssl` is set; other names stand
    // for none. What runs there is the service's to say.
    fn claim(&self, service: Option<Word<'t>>) -> Option<Claim<'t>> {
        let claim = Claim::number(self.port?)?;
        let protocol = service.map(|service| match service.text.strip_suffix("-login") {
            Some(name) => service.part(0, name.len()),
            None => service,
        });
        let claim = match (protocol, self.name) {
            (Some(protocol), _) => claim.speaks(protocol),
            (None, Some(name)) => claim.speaks(name),
            (None, None) => claim,
        };
        match self.ssl.map(|word| (word, is_on(word))) {
            Some((word, Some(true))) => Some(claim.mode(IMPLICIT, word, FORMS)),
            Some((word, Some(false))) => Some(claim.mode(PLAIN_START, word, FORMS)),
            Some((_, None)) => Some(claim),
            None => Some(match self.name {
                Some(name) => claim.like(name, FORMS),
                None => claim,
            }),
        }
    }
}
