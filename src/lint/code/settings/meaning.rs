//! What a key and its value say, in any program.

use super::super::claim::{CLEARTEXT, IMPLICIT, Modes, STARTTLS, transport, with_transport};
use super::super::known::Known;
use super::super::word::Word;
use super::modes::{mode, own_mode};
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
    /// `ssl`, on or off.
    Ssl(bool, Word<'t>),
    /// `tls`, on or off, which means the one in some programs and the other elsewhere.
    Tls(bool, Word<'t>),
    /// STARTTLS, on or off.
    Starttls(bool, Word<'t>),
    /// The mode by its name.
    Mode(Modes, Word<'t>),
}

/// Words that say nothing of whose setting it is.
const FILLERS: &[&str] = &[
    "use",
    "uses",
    "using",
    "enable",
    "enabled",
    "enables",
    "is",
    "on",
    "start",
    "auto",
    "mode",
    "type",
    "number",
    "no",
    "from",
    "to",
    "set",
    "get",
    "config",
    "connection",
    "connect",
    "method",
    "container",
    "host",
    "default",
    "option",
    "options",
    "o",
    "remote",
    "server",
    "listen",
    "listener",
    "active",
    "let",
    "required",
    "transport",
    "方式",
    "类型",
    "连接",
    "服务器",
];

/// Words that make a port another one than that of the service.
const OTHER_PORTS: &[&str] = &[
    "target",
    "node",
    "local",
    "source",
    "src",
    "proxy",
    "metrics",
    "admin",
    "debug",
    "management",
    "jmx",
    "bridge",
    "forward",
    "forwarded",
    "min",
    "max",
    "ephemeral",
    "random",
    "old",
    "callback",
    "redirect",
    "web",
    "ui",
    "api",
    "health",
    "status",
    "本地",
    "代理",
];

const PORTS: &[&str] = &["port", "ports", "端口", "端口号", "dport"];
const NUMBERS: &[&str] = &["number", "no", "num", "号"];
/// Keys whose value may be `host:port`.
const ADDRESSES: &[&str] = &[
    "listen",
    "bind",
    "address",
    "addr",
    "endpoint",
    "endpoints",
    "host",
    "hosts",
    "server",
    "servers",
    "hostport",
    "smarthost",
    "relayhost",
];
const PROTOCOLS: &[&str] = &[
    "protocol", "proto", "type", "kind", "scheme", "service", "driver", "mailer", "provider", "协议", "类型",
];
const LABELS: &[&str] =
    &["name", "description", "desc", "comment", "label", "title", "remark", "note", "名称", "说明", "备注"];
const HOSTS: &[&str] = &[
    "host",
    "hostname",
    "server",
    "address",
    "addr",
    "smarthost",
    "poll",
    "服务器",
    "主机",
    "主机名",
    "服务器地址",
];

/// What a setting says, and the words of its key that say whose it is.
pub(super) fn of<'t>(key: Word<'t>, value: Word<'t>, known: &Known<'_>) -> (Vec<Said<'t>>, Vec<Word<'t>>) {
    let words = words(key);
    let stem = |end: usize| -> Vec<Word<'t>> {
        words[..end].iter().copied().filter(|word| !word.is_any(FILLERS)).collect()
    };
    let Some(last) = words.iter().rposition(|word| !word.is_any(NUMBERS)) else {
        return (Vec::new(), Vec::new());
    };
    let end = words[last];
    if end.is_any(PORTS) || (end.is_any(ADDRESSES) && number(value).is_some()) {
        let is_other = words[..last].iter().any(|word| word.is_any(OTHER_PORTS));
        return match number(value).filter(|_| !is_other) {
            Some((port, over)) => {
                let mut said = vec![Said::Port(port)];
                said.extend(over.map(|(over, by)| Said::Over(over, by)));
                let (key_mode, end) = own_mode(&words[..last]);
                said.extend(key_mode);
                (said, stem(end))
            }
            None => (Vec::new(), Vec::new()),
        };
    }
    if let Some((said, end)) = mode(&words, value, known) {
        return (vec![said], stem(end));
    }
    let said = if let Some(label) = value.after("_") {
        srv(label)
    } else if end.is_any(PROTOCOLS) {
        protocol(value, known)
    } else if end.is_any(LABELS) {
        vec![Said::Describes(value)]
    } else if is_host(value) {
        vec![Said::Host(value)]
    } else {
        Vec::new()
    };
    // Of a host without a word for it, the key is all there is: `IMAP: mail.example.com`.
    let end =
        if end.is_any(PROTOCOLS) || end.is_any(LABELS) || end.is_any(HOSTS) { last } else { words.len() };
    (said, stem(end))
}

/// What a word without a value says.
pub(super) fn of_flag<'t>(flag: Word<'t>, known: &Known<'_>) -> Option<Said<'t>> {
    let words = words(flag);
    let on = Word { text: "on", start: flag.start };
    match mode(&words, on, known)? {
        (Said::Mode(modes, _), _) => Some(Said::Mode(modes, flag)),
        // A word alone may be anything; these are what programs take.
        (Said::Ssl(..), 0) => Some(Said::Ssl(true, flag)),
        (Said::Starttls(..), _) => Some(Said::Starttls(true, flag)),
        (Said::Tls(..), 0) => Some(Said::Tls(true, flag)),
        _ => None,
    }
}

// `993`, `993/tcp`, `:993`, `[::]:993`, `mail.example.com:993`
fn number<'t>(value: Word<'t>) -> Option<(Word<'t>, Option<(Transport, Word<'t>)>)> {
    if value.text.contains("://") {
        return None;
    }
    let (port, over) = with_transport(value);
    if port.number().is_some() {
        return Some((port, over));
    }
    // `25:25` is a mapping and no address.
    let (host, port) = (value.split_last(':')?.0, value.port_of_host()?);
    (host.number().is_none() && port.number().is_some()).then_some((port, None))
}

fn is_host(value: Word<'_>) -> bool {
    let text = value.text;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let top = text.rsplit_once('.').map(|(_, top)| top);
    text.chars().all(is_name)
        && top.is_some_and(|top| top.len() > 1 && top.chars().all(|c| c.is_ascii_alphabetic()))
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
    speaks.into_iter().chain(modes).collect()
}
