//! What a key and its value say, in any program.

use super::super::claim::{CLEARTEXT, ENCRYPTED, IMPLICIT, Modes, PLAIN_START, STARTTLS, transport};
use super::super::known::Known;
use super::super::word::Word;
use super::addresses::{is_host, number, scheme, suffix};
use super::keys::{ADDRESSES, FILLERS, HOSTS, LABELS, NUMBERS, OTHER_PORTS, PROTOCOLS, is_port};
use super::modes::{mode, named_mode, own_mode};
use super::names::words;
use crate::base::registry::Transport;

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said<'t> {
    /// The number of a port.
    Port(Word<'t>),
    /// The transport.
    Over(Transport, Word<'t>),
    /// A service, by a key that is there to say it.
    Speaks(Word<'t>),
    /// A label of SRV: `_imaps`.
    Srv(Word<'t>),
    /// A service, in a name or a description that is free.
    Describes(Word<'t>),
    /// A host.
    Host(Word<'t>),
    /// The name of a call that the port was given to.
    Called(Word<'t>),
    /// `ssl`, on or off.
    Ssl(bool, Word<'t>),
    /// `tls`, on or off, which means the one in some programs and the other elsewhere.
    Tls(bool, Word<'t>),
    /// STARTTLS, on or off.
    Starttls(bool, Word<'t>),
    /// The mode by its name.
    Mode(Modes, Word<'t>),
}

impl Said<'_> {
    /// The ways of encryption that it leaves open, when nothing else says any; none when it says nothing of them.
    pub(super) fn modes(&self) -> Option<Modes> {
        Some(match *self {
            Said::Mode(modes, _) => modes,
            Said::Ssl(true, _) => IMPLICIT,
            Said::Starttls(true, _) => STARTTLS,
            Said::Tls(true, _) => ENCRYPTED,
            Said::Ssl(false, _) | Said::Tls(false, _) | Said::Starttls(false, _) => PLAIN_START,
            _ => return None,
        })
    }

    /// Whether it says how a connection is encrypted.
    pub(super) fn is_mode(&self) -> bool {
        matches!(self, Said::Ssl(..) | Said::Tls(..) | Said::Starttls(..) | Said::Mode(..))
    }
}

/// What a setting says, and the words of its key that say whose it is.
pub(super) type Meaning<'t> = (Vec<Said<'t>>, Vec<Word<'t>>);

/// The meaning of a key with its value.
pub(super) fn of<'t>(key: Word<'t>, value: Word<'t>, known: &Known<'_>) -> Meaning<'t> {
    let words = words(key);
    let Some(last) = words.iter().rposition(|word| !word.is_any(NUMBERS)) else { return Meaning::default() };
    let own = Key { words: &words, last, known };
    if is_port(own.end()) {
        let is_other = words[..last].iter().any(|word| word.is_any(OTHER_PORTS));
        let found = number(value).filter(|_| !is_other);
        return found.map(|found| own.port(value, found)).unwrap_or_default();
    }
    if let Some(found) = number(value).filter(|_| own.takes_address(value)) {
        return own.port(value, found);
    }
    if let Some((said, end)) = mode(&words, value, known) {
        // Database Mail of SQL Server upgrades.
        let said = match said {
            Said::Ssl(is_on, by) if key.text.starts_with('@') => Said::Tls(is_on, by),
            said => said,
        };
        return (vec![said], stem(&words[..end]));
    }
    (own.tells(value), own.stem())
}

// The words of a key, and which of them says what the value is.
struct Key<'a, 't, 's> {
    words: &'a [Word<'t>],
    last: usize,
    known: &'a Known<'s>,
}

impl<'t> Key<'_, 't, '_> {
    fn end(&self) -> Word<'t> {
        self.words[self.last]
    }

    // `SMTPS1` is the first of several machines.
    fn is_service(&self) -> bool {
        self.known.service_word(self.end()) == Some(self.end())
    }

    // Whether the value may be a host with its port. The number of a host alone is anything.
    fn takes_address(&self, value: Word<'t>) -> bool {
        let (end, is_number) = (self.end(), value.number().is_some());
        let has_mode = || self.words.iter().any(|word| word.is_any(&["ssl", "tls"]));
        end.is("service")
            || is_socket(self.words)
            || (end.is_any(ADDRESSES) && !(is_number && end.is_any(HOSTS)))
            || (!is_number && (has_mode() || self.is_service()))
    }

    // A port, with what stands behind its number.
    fn port(&self, value: Word<'t>, (port, rest): (Word<'t>, Option<Word<'t>>)) -> Meaning<'t> {
        let end = self.end();
        let mut said = vec![Said::Port(port)];
        said.extend(suffix(value, rest, self.known));
        if end.is("datagram") {
            said.push(Said::Over(Transport::Udp, end));
        }
        let (mode, mut owners) = own_mode(&self.words[..self.last]);
        said.extend(mode);
        // `IMAP端口号`, `kdc = kdc.example.com:88`
        let number = end.text.strip_suffix("号").unwrap_or(end.text);
        match number.strip_suffix("端口") {
            Some(head) if !head.is_empty() => owners.push(end.part(0, head.len())),
            _ if !is_port(end) && self.is_service() => owners.push(end),
            _ => {}
        }
        (said, stem(&owners))
    }

    // What the value says of the service or the machine.
    fn tells(&self, value: Word<'t>) -> Vec<Said<'t>> {
        if let Some(label) = value.after("_") {
            srv(label)
        } else if self.end().is_any(PROTOCOLS) {
            protocol(value, self.known)
        } else if self.end().is_any(LABELS) {
            vec![Said::Describes(value)]
        } else if let Some(said) = scheme(value, self.known) {
            said
        } else if is_host(value) {
            vec![Said::Host(value)]
        } else {
            Vec::new()
        }
    }

    // Of a host without a word for it, the key is all there is: `IMAP: mail.example.com`.
    fn stem(&self) -> Vec<Word<'t>> {
        let is_word_for_it = [PROTOCOLS, LABELS, HOSTS].iter().any(|list| self.end().is_any(list));
        stem(if is_word_for_it { &self.words[..self.last] } else { self.words })
    }
}

fn stem<'t>(words: &[Word<'t>]) -> Vec<Word<'t>> {
    words.iter().copied().filter(|word| !word.is_any(FILLERS)).collect()
}

/// What a word without a value says, and the words that say whose it is.
pub(super) fn of_flag<'t>(flag: Word<'t>, known: &Known<'_>) -> Option<(Said<'t>, Vec<Word<'t>>)> {
    let words = words(flag);
    let on = Word { text: "on", start: flag.start };
    if known.is_tls_name(flag.text) && known.service_word(flag).is_some() {
        return Some((Said::Mode(IMPLICIT, flag), vec![flag]));
    }
    let is_option = flag.text.starts_with('-');
    let is_asked = words.iter().any(|word| word.is_any(&["enable", "use", "require"]));
    // `SecureSocketOptions.None`
    let is_member = || flag.split_last('.').is_some_and(|(kind, _)| kind.text.ends_with("Options"));
    if let Some(said @ Said::Mode(modes, _)) = named_mode(flag, known)
        && (modes != PLAIN_START || is_member())
    {
        return Some((said, Vec::new()));
    }
    let (said, end) = mode(&words, on, known)?;
    let stem = stem(&words[..end]);
    let said = match said {
        Said::Mode(modes, _) => Said::Mode(modes, flag),
        // A word alone may be anything; these are what programs take.
        Said::Ssl(..) if end == 0 || is_option || is_asked || stem.is_empty() => Said::Ssl(true, flag),
        Said::Starttls(..) => Said::Starttls(true, flag),
        // Ruby has `enable_tls` beside `enable_starttls`.
        Said::Tls(..) if is_asked && flag.text.contains('.') => Said::Ssl(true, flag),
        Said::Tls(..) if words.len() == 1 || is_option || is_asked => Said::Tls(true, flag),
        _ => return None,
    };
    Some((said, stem))
}

// `ListenStream` and `ListenDatagram` of systemd
fn is_socket(words: &[Word<'_>]) -> bool {
    matches!(words, [listen, kind] if listen.is("listen") && kind.is_any(&["stream", "datagram"]))
}

fn srv(label: Word<'_>) -> Vec<Said<'_>> {
    let mut labels = label.parts(&['.']);
    let mut said = Vec::new();
    if let Some(first) = labels.next() {
        match transport(first) {
            Some(over) => said.push(Said::Over(over, first)),
            None => said.push(Said::Srv(first)),
        }
    }
    let second = labels.next().and_then(|label| label.after("_"));
    said.extend(second.and_then(|second| Some(Said::Over(transport(second)?, second))));
    said
}

// `imap`, `udp`, `https`, `SimplePOP3SSLRetriever`, `tcpssl`
fn protocol<'t>(value: Word<'t>, known: &Known<'_>) -> Vec<Said<'t>> {
    if let Some(over) = transport(value) {
        return vec![Said::Over(over, value)];
    }
    // A header or a redirection names it as well.
    if value.is("https") {
        return Vec::new();
    }
    if value.is("http") {
        return vec![Said::Mode(CLEARTEXT, value)];
    }
    let words = words(value);
    let speaks = words.iter().copied().find_map(|word| known.service_word(word)).map(Said::Speaks);
    let modes = words.iter().find_map(|word| match word {
        word if word.is("starttls") => Some(Said::Mode(STARTTLS, *word)),
        word if word.is("ssl") => Some(Said::Mode(IMPLICIT, *word)),
        word if known.is_tls_name(word.text) => Some(Said::Mode(IMPLICIT, *word)),
        _ => None,
    });
    // getmail has one class for each way.
    let plain = words.last().filter(|word| word.is("retriever")).map(|word| Said::Mode(PLAIN_START, *word));
    speaks.into_iter().chain(modes.or(plain)).collect()
}
