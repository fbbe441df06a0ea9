//! What a piece of code says of a port, before anybody asks whether it is true.
//!
//! Nothing here knows a number: which port carries which service is the registry's knowledge.

use super::word::Word;
use crate::base::registry::{Encryption, Transport};
use crate::base::span::{Span, Spanned};

/// The modes in which a program may be speaking. The code does not always tell them apart.
pub(super) type Modes = &'static [Encryption];

/// TLS from the first byte.
pub(super) const IMPLICIT: Modes = &[Encryption::Implicit];
/// Cleartext, then an upgrade that is insisted on.
pub(super) const STARTTLS: Modes = &[Encryption::Starttls];
/// Cleartext to the end.
pub(super) const CLEARTEXT: Modes = &[Encryption::Cleartext];
/// Cleartext first; whether an upgrade follows stands elsewhere, or is left to the two ends.
pub(super) const PLAIN_START: Modes = &[Encryption::Starttls, Encryption::Cleartext];

/// TLS, first or last.
pub(super) const ENCRYPTED: Modes = &[Encryption::Implicit, Encryption::Starttls];

/// A port and what is said of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim<'t> {
    /// Which port.
    pub at: Spanned<At<'t>>,
    /// The protocol that is spoken there, or the service that listens.
    pub speaks: Option<Spanned<&'t str>>,
    /// A registered name that is given to the number.
    pub named: Option<Spanned<&'t str>>,
    /// How the connection is encrypted.
    pub modes: Option<Spanned<Said<'t>>>,
    /// What carries it.
    pub transport: Option<Spanned<Transport>>,
    /// The port on the other side of a mapping.
    pub inner: Option<Spanned<u16>>,
    /// The comment beside the port, which says what it is for.
    pub remark: Option<Word<'t>>,
    /// Whether it is said in so many words what is spoken, as by the scheme of an address or the first word of a row of
    /// `/etc/services`.
    pub is_plain: bool,
    /// How each mode is written for this tool.
    pub forms: &'static Forms,
}

/// How a mode is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said<'t> {
    /// By the code.
    Modes(Modes),
    /// By a name, which stands for a mode where it is registered and for cleartext elsewhere.
    Like(&'t str),
}

/// How a port is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At<'t> {
    /// By its number.
    Number(u16),
    /// By a registered name, as in `/etc/services`.
    Name(&'t str),
}

/// How each mode is written; empty where a tool has no word for it.
#[derive(Debug)]
pub(super) struct Forms {
    /// TLS from the first byte.
    pub implicit: &'static str,
    /// Cleartext, then STARTTLS.
    pub starttls: &'static str,
    /// Cleartext to the end.
    pub cleartext: &'static str,
}

/// For tools that have no say in encryption.
pub(super) const NO_FORMS: &Forms = &Forms { implicit: "", starttls: "", cleartext: "" };

impl<'t> Claim<'t> {
    /// A claim about the port that a word names, by number or by name. Variables, ranges and
    /// whatever else a word may be make no claim.
    pub(super) fn at(word: Word<'t>) -> Option<Claim<'t>> {
        let is_name = |text: &str| {
            text.starts_with(|c: char| c.is_ascii_alphabetic())
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let at = match word.number() {
            Some(number) => At::Number(number),
            None if is_name(word.text) => At::Name(word.text),
            None => return None,
        };
        Some(Claim {
            at: Spanned::new(at, word.span()),
            speaks: None,
            named: None,
            modes: None,
            transport: None,
            inner: None,
            remark: None,
            is_plain: false,
            forms: NO_FORMS,
        })
    }

    /// A claim about a number, and nothing else.
    pub(super) fn number(word: Word<'t>) -> Option<Claim<'t>> {
        word.number().and_then(|_| Claim::at(word))
    }

    /// The protocol, as a part of the code says it.
    pub(super) fn speaks(self, protocol: Word<'t>) -> Claim<'t> {
        Claim { speaks: Some(protocol.spanned()), ..self }
    }

    /// The protocol that this part of the code stands for.
    pub(super) fn means(self, protocol: &'static str, by: Word<'t>) -> Claim<'t> {
        Claim { speaks: Some(Spanned::new(protocol, by.span())), ..self }
    }

    /// It is said in so many words what is spoken.
    pub(super) fn plainly(self) -> Claim<'t> {
        Claim { is_plain: true, ..self }
    }

    /// The registered name that stands beside the number.
    pub(super) fn named(self, name: Word<'t>) -> Claim<'t> {
        Claim { named: Some(name.spanned()), ..self }
    }

    /// The mode, and the part of the code that decides it.
    pub(super) fn mode(self, modes: Modes, by: Word<'t>, forms: &'static Forms) -> Claim<'t> {
        Claim { modes: Some(Spanned::new(Said::Modes(modes), by.span())), forms, ..self }
    }

    /// The mode that a name stands for.
    pub(super) fn like(self, name: Word<'t>, forms: &'static Forms) -> Claim<'t> {
        Claim { modes: Some(Spanned::new(Said::Like(name.text), name.span())), forms, ..self }
    }

    /// The port on the other side.
    pub(super) fn onto(self, inner: Word<'t>) -> Claim<'t> {
        Claim { inner: inner.number().map(|number| Spanned::new(number, inner.span())), ..self }
    }

    /// The transport, and the part of the code that decides it.
    pub(super) fn over(self, transport: Transport, by: Word<'t>) -> Claim<'t> {
        Claim { transport: Some(Spanned::new(transport, by.span())), ..self }
    }

    /// Every part of the code that the claim rests on.
    pub(super) fn spans(&self) -> impl Iterator<Item = Span> {
        [
            Some(self.at.span),
            self.speaks.map(|said| said.span),
            self.named.map(|said| said.span),
            self.modes.map(|said| said.span),
            self.transport.map(|said| said.span),
            self.inner.map(|said| said.span),
        ]
        .into_iter()
        .flatten()
    }
}

/// The transport that a word names.
pub(super) fn transport(word: Word<'_>) -> Option<Transport> {
    Transport::ALL.iter().copied().find(|transport| word.is(transport.word()))
}

/// What follows the number in `993/udp`, and what stands before it.
pub(super) fn with_transport(word: Word<'_>) -> (Word<'_>, Option<(Transport, Word<'_>)>) {
    match word.split('/') {
        Some((port, after)) => (port, transport(after).map(|transport| (transport, after))),
        None => (word, None),
    }
}
