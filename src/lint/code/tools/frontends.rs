//! Servers that stand before others: nginx (web, mail, streams) and HAProxy.

use super::{Claims, is_on, pair};
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

const NGINX: &Forms =
    &Forms { implicit: "listen PORT ssl", starttls: "listen PORT, starttls on", cleartext: "listen PORT" };
const HAPROXY: &Forms =
    &Forms { implicit: "bind :PORT ssl", starttls: "bind :PORT", cleartext: "bind :PORT" };

/// `listen 993 ssl;`, `bind :993 ssl crt …`
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let mut server = Server::default();
    for line in &snippet.lines {
        // A block may stand on one line.
        for part in line.code.parts(&['{', ';', '}']) {
            let words: Vec<Word<'t>> = part.parts(&[' ', '\t']).take(40).collect();
            let Some(first) = words.first() else { continue };
            match first.text {
                "server" if words.len() == 1 => claims.extend(std::mem::take(&mut server).claims()),
                "listen" => server.listens.extend(words.get(1).map(|port| (*port, ssl(&words)))),
                "protocol" => server.protocol = words.get(1).copied(),
                "ssl" if words.len() == 2 && is_on(words[1]) == Some(true) => server.ssl = Some(words[1]),
                "starttls" => server.starttls = pair(part).map(|(_, value)| value),
                // `server mail1 192.0.2.1:993 ssl verify none` of HAProxy
                "server" if words.len() > 3 => {
                    let port = words[2].port_of_host().and_then(Claim::number);
                    let claim = port.zip(ssl(&words)).map(|(claim, by)| claim.mode(IMPLICIT, by, HAPROXY));
                    claims.extend(claim);
                }
                "frontend" | "backend" => claims.extend(std::mem::take(&mut server).claims()),
                "bind" => {
                    let port = words.get(1).and_then(|word| word.port_of_host()).and_then(Claim::number);
                    let claim = port.zip(ssl(&words)).map(|(claim, by)| claim.mode(IMPLICIT, by, HAPROXY));
                    claims.extend(claim);
                }
                _ => {}
            }
        }
    }
    claims.extend(server.claims());
}

fn ssl<'t>(words: &[Word<'t>]) -> Option<Word<'t>> {
    words.iter().copied().find(|word| word.text == "ssl")
}

#[derive(Debug, Default)]
struct Server<'t> {
    listens: Vec<(Word<'t>, Option<Word<'t>>)>,
    protocol: Option<Word<'t>>,
    starttls: Option<Word<'t>>,
    ssl: Option<Word<'t>>,
}

impl<'t> Server<'t> {
    fn claims(self) -> Vec<Claim<'t>> {
        let starttls = self.starttls.filter(|word| is_on(*word) == Some(true) || word.text == "only");
        let claim = |(port, ssl): &(Word<'t>, Option<Word<'t>>)| {
            let claim = Claim::number(port.port_of_host().unwrap_or(*port))?;
            let claim = match self.protocol {
                Some(protocol) => claim.speaks(protocol),
                None => claim,
            };
            Some(match (ssl.or(self.ssl), starttls) {
                (Some(by), _) => claim.mode(IMPLICIT, by, NGINX),
                (None, Some(by)) => claim.mode(STARTTLS, by, NGINX),
                // `ssl on` may stand outside of the block.
                (None, None) => claim,
            })
        };
        self.listens.iter().filter_map(claim).collect()
    }
}
