//! Hosts and ports in the value of a setting.

use super::super::claim::{IMPLICIT, transport};
use super::super::known::Known;
use super::super::word::Word;
use super::meaning::Said;

/// A port in an address that stands alone: `imap.example.com:993/imap/ssl`, `tcp://192.0.2.1:2375`.
pub(super) fn of_address(word: Word<'_>) -> Vec<Said<'_>> {
    let is_plain = !word.text.contains(':');
    match number(word).filter(|_| !is_plain && word.number().is_none()) {
        Some((port, rest)) => [Said::Port(port)].into_iter().chain(rest.and_then(suffix)).collect(),
        None => Vec::new(),
    }
}

/// The number in `993`, `993/tcp`, `:993`, `[::]:993`, `mail.example.com:993`, `192.0.2.1@853#name`, `tcp://…:2375`,
/// and what follows a slash.
pub(super) fn number<'t>(value: Word<'t>) -> Option<(Word<'t>, Option<Word<'t>>)> {
    let value = value.after("tcp://").unwrap_or(value);
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

/// What `/tcp` and `/imap/ssl` say.
pub(super) fn suffix(rest: Word<'_>) -> Option<Said<'_>> {
    rest.parts(&['/']).take(6).find_map(|part| match part.text {
        "ssl" => Some(Said::Ssl(true, part)),
        "tls" => Some(Said::Starttls(true, part)),
        _ => transport(part).map(|over| Said::Over(over, part)),
    })
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

/// What a host says, with a scheme or without.
pub(super) fn of_host<'t>(host: Word<'t>, known: &Known<'_>) -> Vec<Said<'t>> {
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
