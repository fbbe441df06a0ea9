//! How a setting says the way of encryption.

use super::super::claim::{IMPLICIT, PLAIN_START, STARTTLS};
use super::super::known::Known;
use super::super::tools::is_on;
use super::super::word::Word;
use super::meaning::Said;

/// The mode that the key of a port names, and how many words of it come before: `SSLPORT`, `tls_port`.
pub(super) fn own_mode<'t>(words: &[Word<'t>]) -> (Option<Said<'t>>, usize) {
    match words {
        [.., start, tls] if start.is("start") && tls.is("tls") => {
            (Some(Said::Starttls(true, *tls)), words.len() - 2)
        }
        [.., word] if word.is("ssl") => (Some(Said::Ssl(true, *word)), words.len() - 1),
        [.., word] if word.is("tls") => (Some(Said::Tls(true, *word)), words.len() - 1),
        [.., word] if word.is("starttls") => (Some(Said::Starttls(true, *word)), words.len() - 1),
        _ => (None, words.len()),
    }
}

/// The mode, and how many words of the key stand before it.
pub(super) fn mode<'t>(words: &[Word<'t>], value: Word<'t>, known: &Known<'_>) -> Option<(Said<'t>, usize)> {
    const AFTER: &[&str] = &[
        "enable",
        "enabled",
        "enables",
        "on",
        "start",
        "auto",
        "mode",
        "type",
        "required",
        "require",
        "method",
        "active",
        "方式",
        "类型",
        "connect",
        "connection",
        "protocol",
    ];
    const KEYS: &[&str] = &[
        "ssl",
        "tls",
        "starttls",
        "secure",
        "encryption",
        "encrypted",
        "encrypt",
        "security",
        "implicit",
        "wrappermode",
        "ssltls",
        "加密方式",
        "加密",
        "加密类型",
        "安全类型",
        "安全性",
        "连接安全性",
        "安全连接",
        "socket",
    ];
    let last = words.iter().rposition(|word| !word.is_any(AFTER))?;
    let key = words[last];
    if !key.is_any(KEYS) {
        return None;
    }
    let before = |back: usize| last.checked_sub(back).map(|at| words[at]);
    let follows = |texts: &[&str]| before(1).is_some_and(|word| word.is_any(texts));
    let is_upgrade = key.is("starttls") || (key.is("tls") && follows(&["start"]));
    let start = if key.is("tls") && follows(&["start"]) { last - 1 } else { last };
    if key.is("tls") && follows(&["require", "requires", "required"]) {
        return Some((Said::Starttls(switch(value)?, value), last - 1));
    }
    let is_at_once = key.is_any(&["implicit", "wrappermode"])
        || (words.len() == last + 3 && words[last + 1].is("on") && words[last + 2].is("connect"));
    if let Some(is_on) = switch(value) {
        let said = if is_upgrade {
            Said::Starttls(is_on, value)
        } else if is_at_once || key.is_any(&["ssl", "secure", "ssltls"]) {
            Said::Ssl(is_on, value)
        } else {
            Said::Tls(is_on, value)
        };
        return Some((said, start));
    }
    named_mode(value, known).map(|said| (said, start))
}

// On or off, and nothing else.
fn switch(value: Word<'_>) -> Option<bool> {
    if value.is_any(&["only", "require", "always", "*", "enabled", "enable", "开启", "是"]) {
        Some(true)
    } else if value.is_any(&["never", "disabled", "disable", "关闭", "否"]) {
        Some(false)
    } else {
        is_on(value)
    }
}

fn named_mode<'t>(value: Word<'t>, known: &Known<'_>) -> Option<Said<'t>> {
    // The last part of `SecureSocketOptions.StartTls` and `PHPMailer::ENCRYPTION_SMTPS`.
    let name = value.split_last('.').map_or(value, |(_, name)| name);
    let name = name.split_last(':').map_or(name, |(_, name)| name);
    let plain: String = name.text.chars().take(40).filter(|c| c.is_alphanumeric()).collect();
    let plain = plain.to_lowercase();
    let plain = plain.strip_prefix("encryption").unwrap_or(&plain);
    let modes = match plain {
        "starttls" | "explicit" | "explicittls" | "starttlsrequired" | "smtpstarttls" => STARTTLS,
        "ssl" | "ssltls" | "tlsssl" | "implicit" | "implicittls" | "forcetls" | "simpletls"
        | "sslonconnect" | "tlsonconnect" | "wrapper" | "隐式tls" | "隐式" => IMPLICIT,
        "tls" => return Some(Said::Tls(true, value)),
        "none" | "plain" | "plaintext" | "cleartext" | "insecure" | "unencrypted" | "null" | "nil" | "无"
        | "不加密" | "明文" => PLAIN_START,
        name if known.is_tls_name(name) => IMPLICIT,
        _ => return None,
    };
    Some(Said::Mode(modes, value))
}
