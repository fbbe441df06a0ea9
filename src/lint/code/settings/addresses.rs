//! Hosts and ports in the value of a setting.

use super::super::claim::{IMPLICIT, PLAIN_START, transport};
use super::super::known::Known;
use super::super::word::Word;
use super::meaning::Said;

/// A port in an address that stands alone: `imap.example.com:993/imap/ssl`, `tcp://192.0.2.1:2375`.
pub(super) fn of_address<'t>(word: Word<'t>, known: &Known<'_>) -> Vec<Said<'t>> {
    let is_plain = !word.text.contains(':');
    match number(word).filter(|_| !is_plain && word.number().is_none()) {
        Some((port, rest)) => [Said::Port(port)].into_iter().chain(suffix(word, rest, known)).collect(),
        None => Vec::new(),
    }
}

/// The number in `993`, `993/tcp`, `:993`, `[::]:993`, `mail.example.com:993`, `192.0.2.1@853#name`, `tcp://…:2375`,
/// `{mail.example.com:993/imap/ssl}INBOX`, and what follows a slash.
pub(super) fn number<'t>(value: Word<'t>) -> Option<(Word<'t>, Option<Word<'t>>)> {
    let value = value.after("tcp://").unwrap_or(value);
    let value = value.after("{").and_then(|inner| inner.split('}')).map_or(value, |(inner, _)| inner);
    if value.text.contains("://") {
        return None;
    }
    let (address, rest) = match value.split('/') {
        // `irc.example.net/6697`; of `465/587`, nobody knows which.
        Some((host, port)) if port.number().is_some() => return is_host(host).then_some((port, None)),
        Some((address, rest)) => (address, Some(rest)),
        None => (value, None),
    };
    if address.number().is_some() {
        return Some((address, rest));
    }
    if let Some((host, port)) = address.split('@') {
        let port = port.part(0, port.text.find('#').unwrap_or(port.text.len()));
        let is_address = host.text.contains(['.', ':']) && !host.text.contains(char::is_alphabetic);
        return port.number().filter(|_| is_address).map(|_| (port, None));
    }
    let address = address.part(0, address.text.find('#').unwrap_or(address.text.len()));
    // `25:25` is a mapping and no address.
    let (host, port) = (address.split_last(':')?.0, address.port_of_host()?);
    (host.number().is_none() && port.number().is_some()).then_some((port, rest))
}

/// What `/tcp` and `/imap/ssl` say. Behind a database, a name is that of its data.
pub(super) fn suffix<'t>(address: Word<'t>, rest: Option<Word<'t>>, known: &Known<'_>) -> Vec<Said<'t>> {
    let is_mailbox = address.text.starts_with('{');
    let parts = rest.into_iter().flat_map(|rest| rest.parts(&['/'])).take(6);
    let said = parts.filter_map(|part| match part.text {
        "ssl" => Some(Said::Ssl(true, part)),
        "tls" => Some(Said::Starttls(true, part)),
        "notls" => Some(Said::Mode(PLAIN_START, part)),
        _ => match transport(part) {
            Some(over) => Some(Said::Over(over, part)),
            None => known.service_word(part).filter(|_| is_mailbox).map(Said::Speaks),
        },
    });
    said.collect()
}

/// What `ssl://mail.example.com` says, with the port in another setting.
pub(super) fn scheme<'t>(value: Word<'t>, known: &Known<'_>) -> Option<Vec<Said<'t>>> {
    let (scheme, _) = value.split(':').filter(|(_, rest)| rest.text.starts_with("//"))?;
    if scheme.is("ssl") {
        return Some(vec![Said::Mode(IMPLICIT, scheme)]);
    }
    let service = known.service_word(scheme)?;
    let mode = known.is_tls_name(service.text).then_some(Said::Mode(IMPLICIT, scheme));
    Some([Said::Speaks(service)].into_iter().chain(mode).collect())
}

/// What a host that is given to a call says, with a scheme or without. For sockets, `tls` is `ssl`.
pub(super) fn of_host<'t>(host: Word<'t>, known: &Known<'_>) -> Vec<Said<'t>> {
    if host.after("tls://").is_some() {
        return vec![Said::Mode(IMPLICIT, host.part(0, 3))];
    }
    scheme(host, known).unwrap_or_else(|| vec![Said::Host(host)])
}

/// Whether a value is the name of a machine.
pub(super) fn is_host(value: Word<'_>) -> bool {
    let text = value.text;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let top = text.rsplit_once('.').map(|(_, top)| top);
    text.chars().all(is_name)
        && top.is_some_and(|top| top.len() > 1 && top.chars().all(|c| c.is_ascii_alphabetic()))
}
