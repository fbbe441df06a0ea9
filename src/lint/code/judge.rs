//! Whether a claim contradicts the registry.
//!
//! A contradiction needs an entry that speaks against the claim and none that excuses it:
//!
//! - A number that the registry does not have says nothing: any service may run there.
//! - A number that is registered to another family says nothing of a service either: mail is handed
//!   in on 443 where a network allows nothing else. Within its family a number is taken, and an address whose
//!   scheme names the protocol is wrong on the port of any other but the web.
//! - What is unofficial excuses and never accuses, since custom binds nobody.
//! - An entry that the registry advises against excuses only where it stands alone: URD does not
//!   make UDP or anything else right on the port of `submissions`.
//! - HTTP carries what it likes. Which service it leads to is never wrong, and above the system
//!   ports (RFC 6335 §6) whether it is encrypted is the choice of a site.

use super::super::ground::Port;
use super::claim::{At, Claim};
use super::known::{FIRST_USER_PORT, Known, fits, is_http, is_tls, is_unofficial, is_web, worthwhile};
use super::word::Word;
use crate::base::registry::{Encryption, FamilyId, ServiceId};
use crate::base::span::Span;
use std::collections::BTreeSet;

/// A contradiction.
#[derive(Debug, PartialEq)]
pub(super) enum Fault<'s> {
    /// The number is registered under another name.
    Name(Conflict<'s>),
    /// The number carries another service.
    Service(Conflict<'s>),
    /// The service there is encrypted in another way.
    Mode(Conflict<'s>),
    /// The service there uses another transport.
    Transport(Conflict<'s>),
    /// The comment beside the number names another service.
    Remark(Span, Conflict<'s>),
    /// The port inside of a container does not belong to the one outside.
    Mapping(Conflict<'s>),
}

/// The entries of a contradiction.
#[derive(Debug, PartialEq)]
pub(super) struct Conflict<'s> {
    /// What the registry has on this port.
    pub here: Vec<&'s Port<'s>>,
    /// Where what is claimed would be right.
    pub elsewhere: Vec<&'s Port<'s>>,
}

impl<'s> Known<'s> {
    /// Whether the claim contradicts the registry.
    pub(super) fn judge(&self, claim: &Claim<'_>) -> Option<Fault<'s>> {
        let here = match claim.at.value {
            At::Number(number) => self.at(number),
            At::Name(name) => self.named(name).to_vec(),
        };
        if here.is_empty() {
            return None;
        }
        self.judge_name(claim, &here)
            .or_else(|| self.judge_remark(claim, &here))
            .or_else(|| self.judge_service(claim, &here))
            .or_else(|| self.judge_mode(claim, &here))
            .or_else(|| self.judge_transport(claim, &here))
            .or_else(|| self.judge_mapping(claim, &here))
    }

    // Whether a number that has these entries is taken, as seen by services of these families.
    fn is_taken(here: &[&Port<'_>], families: &BTreeSet<&FamilyId>) -> bool {
        here.iter().all(|port| !is_unofficial(port)) && here.iter().any(|port| families.contains(port.family))
    }

    fn judge_name(&self, claim: &Claim<'_>, here: &[&'s Port<'s>]) -> Option<Fault<'s>> {
        let name = claim.named?.value;
        // Whoever looks up a web server may be led to any port above.
        if is_http(name) && here.iter().all(|port| port.number.first >= FIRST_USER_PORT) {
            return None;
        }
        let named = self.named(name);
        let families = named.iter().map(|port| port.family).collect();
        let is_right = here.iter().any(|port| named.contains(port));
        (!named.is_empty() && !is_right && Self::is_taken(here, &families))
            .then(|| Fault::Name(Conflict { here: worthwhile(here), elsewhere: named.to_vec() }))
    }

    // The first word of a comment beside a number. A name that stands for TLS, such as `imaps`, is
    // taken at its word; any other means the protocol.
    fn judge_remark(&self, claim: &Claim<'_>, here: &[&'s Port<'s>]) -> Option<Fault<'s>> {
        let word = first_name(claim.remark?).filter(|word| !Self::is_everyday(*word))?;
        let named = self.named(word.text);
        let is_strict = !named.is_empty() && named.iter().all(|port| is_tls(port));
        let services = self.speaking(word.text);
        // HTTPS is spoken on numbers of its own choice as well.
        if is_http(word.text) && here.iter().all(|port| port.number.first >= FIRST_USER_PORT) {
            return None;
        }
        let is_meant = |port: &&Port<'_>| match is_strict {
            true => named.contains(port),
            false => services.contains(port.service),
        };
        let families = services.iter().map(|id| self.ground.services[*id].family).collect();
        // “POP3 and IMAP” is right beside either.
        let is_other = |text: &str| {
            let services = self.speaking(text);
            here.iter().any(|port| services.contains(port.service))
        };
        let mut words = claim.remark?.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').take(12);
        if !is_strict && words.any(is_other) {
            return None;
        }
        if services.is_empty() || here.iter().any(is_meant) || !Self::is_taken(here, &families) {
            return None;
        }
        let elsewhere = if is_strict { named.to_vec() } else { self.entries_of(&services) };
        let elsewhere = elsewhere.into_iter().filter(|port| !is_unofficial(port)).collect();
        Some(Fault::Remark(word.span(), Conflict { here: worthwhile(here), elsewhere }))
    }

    fn judge_service(&self, claim: &Claim<'_>, here: &[&'s Port<'s>]) -> Option<Fault<'s>> {
        let protocol = claim.speaks?.value;
        let services = self.speaking(protocol);
        let families = services.iter().map(|id| self.ground.services[*id].family).collect();
        let is_right = here.iter().any(|port| services.contains(port.service));
        // Networks leave the ports of the web open for everything.
        let is_taken = match claim.is_plain && !here.iter().any(|port| is_web(port)) {
            true => here.iter().all(|port| !is_unofficial(port)),
            false => Self::is_taken(here, &families),
        };
        if services.is_empty() || is_right || is_http(protocol) || !is_taken {
            return None;
        }
        let mut elsewhere = self.entries_of(&services);
        if let Some(said) = claim.modes {
            let modes = self.modes(said.value);
            let fitting: Vec<&Port<'_>> =
                elsewhere.iter().copied().filter(|port| fits(port, modes)).collect();
            elsewhere = if fitting.is_empty() { elsewhere } else { fitting };
        }
        elsewhere.retain(|port| !is_unofficial(port));
        Some(Fault::Service(Conflict { here: worthwhile(here), elsewhere }))
    }

    fn judge_mode(&self, claim: &Claim<'_>, here: &[&'s Port<'s>]) -> Option<Fault<'s>> {
        let modes = self.modes(claim.modes?.value);
        let services = claim.speaks.map(|said| self.speaking(said.value)).unwrap_or_default();
        // The scheme of an address may be anybody’s.
        if claim.is_plain && services.is_empty() {
            return None;
        }
        // HTTP leads to other services as well. Nobody speaks it in cleartext to what is TLS alone, by custom or by
        // registration.
        let is_http = claim.speaks.is_some_and(|said| is_http(said.value));
        let is_foreign = is_http && !here.iter().any(|port| services.contains(port.service));
        if is_foreign && (modes.contains(&Encryption::Implicit) || !here.iter().all(|port| is_tls(port))) {
            return None;
        }
        let services = if is_foreign { BTreeSet::new() } else { services };
        let mut spoken: Vec<&Port<'_>> = here.to_vec();
        spoken.retain(|port| services.is_empty() || services.contains(port.service));
        let spoken = worthwhile(&spoken);
        let accuses = |port: &&Port<'_>| {
            (!is_unofficial(port) || is_foreign) && !port.encryption.is_empty() && !self.is_free(port)
        };
        if spoken.is_empty() || !spoken.iter().all(|port| accuses(port) && !fits(port, modes)) {
            return None;
        }
        let own: BTreeSet<&ServiceId> = spoken.iter().map(|port| port.service).collect();
        let elsewhere = self.entries_of(&own).into_iter();
        let elsewhere = elsewhere.filter(|port| fits(port, modes) && !is_unofficial(port)).collect();
        Some(Fault::Mode(Conflict { here: spoken, elsewhere }))
    }

    fn judge_transport(&self, claim: &Claim<'_>, here: &[&'s Port<'s>]) -> Option<Fault<'s>> {
        let transport = claim.transport?.value;
        let here = worthwhile(here);
        let remark = claim.remark.and_then(first_name).map(|word| word.text);
        let name = claim.named.or(claim.speaks).map(|said| said.value).or(remark);
        let services = name.map(|name| self.speaking(name)).unwrap_or_default();
        // `fsp 21/udp` is of a service that the registry does not have.
        if (claim.named.is_some() || claim.is_plain) && services.is_empty() {
            return None;
        }
        // What is unofficial accuses where it is called by its name.
        let is_meant = |port: &Port<'_>| !is_unofficial(port) || services.contains(port.service);
        let accuses = |port: &&Port<'_>| is_meant(port) && !port.transports.contains(&transport);
        here.iter().all(accuses).then(|| Fault::Transport(Conflict { here, elsewhere: Vec::new() }))
    }

    // The two sides of a mapping are two ends of one connection. Above the system ports an
    // application may offer TLS or not on whatever number it likes.
    fn judge_mapping(&self, claim: &Claim<'_>, here: &[&'s Port<'s>]) -> Option<Fault<'s>> {
        let (At::Number(outer), inner) = (claim.at.value, claim.inner?.value) else { return None };
        let (here, there) = (worthwhile(here), worthwhile(&self.at(inner)));
        if here.is_empty() || there.is_empty() || here.iter().chain(&there).any(|port| is_unofficial(port)) {
            return None;
        }
        let is_system = outer < FIRST_USER_PORT && inner < FIRST_USER_PORT;
        let pairs = || here.iter().flat_map(|a| there.iter().map(move |b| (*a, *b)));
        let is_right = pairs().any(|(a, b)| {
            let (left, right) = (self.protocols_of(a), self.protocols_of(b));
            let has_mode = a.encryption.is_empty() || b.encryption.is_empty() || fits(a, b.encryption);
            left.iter().any(|name| right.contains(name)) && (has_mode || !is_system)
        });
        let is_related = pairs().any(|(a, b)| a.family == b.family);
        (!is_right && is_related).then_some(Fault::Mapping(Conflict { here, elsewhere: there }))
    }

    fn is_free(&self, port: &Port<'_>) -> bool {
        port.number.first >= FIRST_USER_PORT && is_web(port)
    }
}

// `IMAPS`, `IMAP over TLS`, `SMTP（提交）`: the name that a comment begins with.
fn first_name(comment: Word<'_>) -> Option<Word<'_>> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let end = comment.text.find(|c: char| !is_name(c)).unwrap_or(comment.text.len());
    (end > 0).then(|| comment.part(0, end))
}
