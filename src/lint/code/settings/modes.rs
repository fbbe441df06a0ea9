//! How a setting says the way of encryption.

use super::super::claim::{IMPLICIT, PLAIN_START, STARTTLS};
use super::super::known::Known;
use super::super::tools::is_on;
use super::super::word::Word;
use super::meaning::Said;

/// The mode that the key of a port names, and its words without it: `SSLPORT`, `tls_on_connect_ports`.
pub(super) fn own_mode<'t>(words: &[Word<'t>]) -> (Option<Said<'t>>, Vec<Word<'t>>) {
    let is_mode =
        |word: &&Word<'t>| word.is_any(&["ssl", "tls", "starttls", "implicit", "start", "on", "connect"]);
    let rest = words.iter().filter(|word| !is_mode(word)).copied().collect();
    let find = |text: &str| words.iter().copied().find(|word| word.is(text));
    let said = match (find("starttls"), find("tls"), find("ssl")) {
        (Some(by), ..) => Some(Said::Starttls(true, by)),
        (_, Some(by), _) if find("start").is_some() => Some(Said::Starttls(true, by)),
        (_, Some(by), _) if find("connect").is_some() || find("implicit").is_some() => {
            Some(Said::Ssl(true, by))
        }
        (_, Some(by), _) => Some(Said::Tls(true, by)),
        (_, _, Some(by)) => Some(Said::Ssl(true, by)),
        _ => None,
    };
    (said, rest)
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
        "policy",
        "engine",
        "upstream",
        "level",
        "by",
        "default",
        "class",
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
        "stream",
        "crypto",
        "factory",
    ];
    const NOT: &[&str] = &[
        "avoid", "disable", "disabled", "without", "skip", "ignore", "deny", "reject", "prefer", "optional",
    ];
    if words.iter().any(|word| word.is_any(NOT)) {
        return None;
    }
    let last = words.iter().rposition(|word| !word.is_any(AFTER))?;
    let key = words[last];
    // `TLS_VERIFY=1` is TLS; without it, nothing is known.
    if key.is("verify") && last > 0 && words[last - 1].is("tls") && switch(value) == Some(true) {
        return Some((Said::Tls(true, value), last - 1));
    }
    let is_chinese =
        !key.text.is_ascii() && ["加密", "安全连接", "安全类型"].iter().any(|part| key.text.contains(part));
    if !key.is_any(KEYS) && !is_chinese {
        return None;
    }
    // Thunderbird has numbers for them.
    if key.is_any(&["socket", "ssl"]) && words.iter().any(|word| word.is_any(&["socket", "try"])) {
        match value.text {
            "0" => return Some((Said::Mode(PLAIN_START, value), last.saturating_sub(1))),
            "2" => return Some((Said::Mode(STARTTLS, value), last.saturating_sub(1))),
            "3" => return Some((Said::Mode(IMPLICIT, value), last.saturating_sub(1))),
            _ => {}
        }
    }
    let before = |back: usize| last.checked_sub(back).map(|at| words[at]);
    let follows = |texts: &[&str]| before(1).is_some_and(|word| word.is_any(texts));
    let is_upgrade = key.is("starttls") || (key.is("tls") && follows(&["start"]));
    let is_second = (key.is("tls") && follows(&["start"])) || (key.is("factory") && follows(&["socket"]));
    let start = if is_second { last - 1 } else { last };
    if key.is("tls") && follows(&["require", "requires", "required"]) {
        return Some((Said::Starttls(switch(value)?, value), last - 1));
    }
    let is_at_once = key.is_any(&["implicit", "wrappermode"])
        || follows(&["implicit", "socket"])
        || (words.len() == last + 3 && words[last + 1].is("on") && words[last + 2].is("connect"));
    // msmtp: `tls_starttls` decides what `tls` is.
    if key.is("starttls") && follows(&["tls"]) && switch(value) == Some(true) {
        return Some((Said::Mode(STARTTLS, value), last - 1));
    }
    // Django and Flask have `EMAIL_USE_TLS` and `EMAIL_USE_SSL`.
    let is_mail = words.iter().any(|word| word.is_any(&["mail", "email"]));
    let is_upgrade = is_upgrade || (key.is("tls") && follows(&["use"]) && is_mail);
    let is_dotnet = matches!(words, [.., enable, ssl] if ["Enable", "enable"].contains(&enable.text) && ssl.text == "Ssl");
    let value = if is_dotnet { value.after("$").unwrap_or(value) } else { value };
    if let Some(is_on) = switch(value) {
        // .NET upgrades, and calls it so; Apple’s profiles do either.
        let is_apple = words.iter().any(|word| ["Incoming", "Outgoing"].contains(&word.text));
        let said = if is_upgrade || (is_dotnet && is_on) {
            Said::Starttls(is_on, value)
        } else if is_apple || is_dotnet {
            Said::Tls(is_on, value)
        } else if is_at_once {
            Said::Ssl(is_on, if follows(&["implicit"]) { words[last - 1] } else { key })
        } else if key.is_any(&["ssl", "secure", "ssltls"]) {
            Said::Ssl(is_on, value)
        } else {
            Said::Tls(is_on, value)
        };
        return Some((said, start));
    }
    // PHPMailer without TLS; of other settings, a value without text is still to be filled in.
    if key.is("secure") && value.text.is_empty() {
        return Some((Said::Mode(PLAIN_START, value), start));
    }
    let said = named_mode(value, known)?;
    let said = match said {
        // Beside `ssl`, `tls` is the other one.
        Said::Tls(_, by) if key.is_any(&["secure", "crypto"]) || (key.is("ssl") && words.len() < 3) => {
            Said::Starttls(true, by)
        }
        said => said,
    };
    Some((said, start))
}

// On or off, and nothing else.
fn switch(value: Word<'_>) -> Option<bool> {
    let value = value.after(":").unwrap_or(value);
    if value.is_any(&[
        "only",
        "require",
        "always",
        "*",
        "force",
        "mandatory",
        "enabled",
        "enable",
        "开启",
        "是",
    ]) {
        Some(true)
    } else if value.is_any(&["never", "disabled", "disable", "关闭", "否"]) {
        Some(false)
    } else {
        is_on(value)
    }
}

/// The mode that a value names.
pub(super) fn named_mode<'t>(value: Word<'t>, known: &Known<'_>) -> Option<Said<'t>> {
    // The last part of `SecureSocketOptions.StartTls` and `PHPMailer::ENCRYPTION_SMTPS`.
    let name = value.split_last('.').map_or(value, |(_, name)| name);
    let name = name.split_last(':').map_or(name, |(_, name)| name);
    let last = name.split_last('_').map_or(name, |(_, last)| last);
    let plain: String = name.text.chars().take(40).filter(|c| c.is_alphanumeric()).collect();
    let plain = plain.to_lowercase();
    let plain = plain.strip_prefix("encryption").unwrap_or(&plain);
    let modes = match plain {
        "starttls" | "explicit" | "explicittls" | "starttlsrequired" | "smtpstarttls" => STARTTLS,
        "ssl" | "ssltls" | "tlsssl" | "implicit" | "implicittls" | "forcetls" | "simpletls"
        | "sslonconnect" | "tlsonconnect" | "forcessl" | "tlswrapper" | "directtls" | "wrapper"
        | "sslsocketfactory" | "隐式tls" | "隐式" => IMPLICIT,
        "tls" | "tls加密" => return Some(Said::Tls(true, value)),
        "ssl加密" | "ssltls加密" | "ssl连接" | "使用ssl" => IMPLICIT,
        // A version of TLS, as `imapfilter` has it.
        version if version.starts_with("tls1") || version.starts_with("tlsv1") => {
            return Some(Said::Ssl(true, value));
        }
        "sslonalternateport" => IMPLICIT,
        "sslconnection" => IMPLICIT,
        "tlsconnection" => STARTTLS,
        name if name.contains("implicittls") && name.len() < 32 => IMPLICIT,
        name if name.contains("explicittls") && name.len() < 32 => STARTTLS,
        name if name.contains("starttls") && name.len() < 32 && !name.starts_with("no") => STARTTLS,
        "none" | "plain" | "plaintext" | "cleartext" | "insecure" | "unencrypted" | "null" | "nil" | "无"
        | "不加密" | "明文" => PLAIN_START,
        _ if known.service_word(last) == Some(last) && known.is_tls_name(last.text) => IMPLICIT,
        _ => return None,
    };
    Some(Said::Mode(modes, value))
}
