//! Settings in elements and attributes.

use super::super::word::Word;
use super::lexemes::{self, Lexeme};
use super::scopes::{Kind, Reader};

impl<'t> Reader<'t, '_, '_> {
    /// `<port>993</port>`, `<server port="993">`, `<key>Port</key>` above `<integer>993</integer>`
    pub(super) fn markup(&mut self, line: Word<'t>) {
        for part in line.parts(&['<']) {
            let Some((tag, text)) = part.split('>') else { continue };
            // `<?xml version="1.0"?>`, `<!DOCTYPE html>`
            if tag.text.starts_with(['?', '!']) {
                continue;
            }
            let name = tag.parts(&[' ', '\t']).next().unwrap_or(tag);
            if let Some(name) = name.after("/").filter(|_| name.start == tag.start) {
                self.close_element(name);
                continue;
            }
            let text = text.trimmed();
            if name.is("key") {
                self.key = Some(text);
            } else if let Some(key) = self.key.take() {
                let value = if text.text.is_empty() {
                    name.part(0, name.text.trim_end_matches('/').len())
                } else {
                    text
                };
                self.set(key, value);
            } else if text.text.is_empty() {
                if !tag.text.ends_with('/') {
                    self.push(Kind::Bracket('<'), vec![name]);
                }
            } else if let Some(key) = attribute(tag) {
                // `<prop key="mail.smtp.port">465</prop>`
                self.set(key, text);
            } else {
                self.set(name, text);
            }
            let end = name.start + name.text.len() - tag.start;
            // `<VirtualHost *:443>`
            if let [Lexeme::Word(address)] = lexemes::read(tag.part(end, tag.text.len()))[..] {
                self.set(name, address);
            }
            let attributes = tag.part(end, tag.text.trim_end_matches('/').len().max(end));
            self.parts(&lexemes::read(attributes));
        }
    }
}

// What `name="…"` or `key="…"` says.
fn attribute(tag: Word<'_>) -> Option<Word<'_>> {
    ["name=\"", "key=\""].iter().find_map(|sign| {
        let at = tag.text.find(sign)? + sign.len();
        tag.part(at, tag.text.len()).split('"').map(|(value, _)| value)
    })
}
