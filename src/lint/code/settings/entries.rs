//! What a setting adds to the innermost scope, in the light of what stands around it.

use super::super::claim::{IMPLICIT, PLAIN_START};
use super::super::word::Word;
use super::keys;
use super::meaning::{self, Meaning, Said};
use super::scopes::{Reader, Setting};

impl<'t> Reader<'t, '_, '_> {
    /// A key and its value.
    pub(super) fn set(&mut self, key: Word<'t>, value: Word<'t>) {
        if key.is("value")
            && let Some((name, line, before)) = self.named.take()
            && self.line - line < 2
        {
            let top = self.top();
            let mut own = top.settings.split_off(before.min(top.settings.len()));
            own.retain(|setting| !matches!(setting.said, Said::Describes(_)));
            top.settings.append(&mut own);
            top.is_variable = true;
            self.set(name, value);
            return;
        }
        if key.is_any(&["name", "key"]) {
            self.named = Some((value, self.line, self.top().settings.len()));
        }
        let (said, stem) = self.meaning(key, value);
        let before = self.before.take().filter(|_| said.iter().any(|said| matches!(said, Said::Port(_))));
        let before = before.and_then(|word| meaning::of_flag(word, self.known)).map(|(said, _)| said);
        for said in said.into_iter().chain(before) {
            self.add(Some(key), stem.clone(), said);
        }
    }

    fn meaning(&mut self, key: Word<'t>, value: Word<'t>) -> Meaning<'t> {
        let known = self.known;
        let (said, stem) = meaning::of(key, value, known);
        // git has `ssl` for the other way.
        if let [Said::Tls(is_on, by)] = said[..]
            && (key.is("--smtp-encryption") || key.text.ends_with("smtpEncryption"))
        {
            return (vec![Said::Starttls(is_on, by)], stem);
        }
        let Some(head) = self.top().heads.first().copied() else { return (said, stem) };
        // `tls: { enabled: false }`
        if said.is_empty() && key.is_any(&["enabled", "enable", "mode", "active"]) {
            return meaning::of(head, value, known);
        }
        // `ports: { imaps: 993 }`
        if keys::takes_port(head) && value.number().is_some() && known.service_word(key) == Some(key) {
            return (vec![Said::Port(value)], vec![key]);
        }
        // A modifier of sendmail: `M=s` begins with TLS.
        if key.text == "M" && head.text == "DAEMON_OPTIONS" {
            let modes = if value.text.contains('s') { IMPLICIT } else { PLAIN_START };
            return (vec![Said::Mode(modes, value)], stem);
        }
        // Outlook has `SSL` for the other way.
        if let [Said::Tls(is_on, by)] = said[..]
            && key.text == "Encryption"
            && head.text == "Protocol"
        {
            return (vec![Said::Starttls(is_on, by)], stem);
        }
        (said, stem)
    }

    /// A word that stands alone.
    pub(super) fn flag(&mut self, word: Word<'t>) {
        if let Some((mut said, stem)) = meaning::of_flag(word, self.known).filter(|_| !self.is_over) {
            // OpenSMTPD upgrades with `tls`, and has `smtps` for the other way.
            if let (Said::Tls(is_on, by), [listen, on, ..]) = (said, &self.last.words[..])
                && listen.is("listen")
                && on.is("on")
            {
                said = Said::Starttls(is_on, by);
            }
            self.add(None, stem, said);
        }
    }

    /// What has been understood.
    pub(super) fn add(&mut self, key: Option<Word<'t>>, mut stem: Vec<Word<'t>>, said: Said<'t>) {
        let line = self.line;
        stem.extend(self.owners.iter().filter(|_| key.is_some()));
        self.top().settings.push(Setting { key, stem, said, line, risen: 0 });
    }
}
