//! How a setting says the way of encryption.

use super::super::claim::{IMPLICIT, Modes, PLAIN_START, STARTTLS};
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

/// Words behind the one that matters.
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

/// Words that are there for a mode.
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

/// Words that turn a setting round.
const NOT: &[&str] =
    &["avoid", "disable", "disabled", "without", "skip", "ignore", "deny", "reject", "prefer", "optional"];

/// The mode, and how many words of the key stand before it.
pub(super) fn mode<'t>(words: &[Word<'t>], value: Word<'t>, known: &Known<'_>) -> Option<(Said<'t>, usize)> {
    if words.iter().any(|word| word.is_any(NOT)) {
        return None;
    }
    let last = words.iter().rposition(|word| !word.is_any(AFTER))?;
    let name = Name { words, last };
    let key = words[last];
    // `TLS_VERIFY=1` is TLS; without it, nothing is known.
    if key.is("verify") && name.follows(&["tls"]) && switch(value) == Some(true) {
        return Some((Said::Tls(true, value), last - 1));
    }
    if !is_for_mode(key) {
        return None;
    }
    if let Some(modes) = name.numbered(value) {
        return Some((Said::Mode(modes, value), last.saturating_sub(1)));
    }
    if key.is("tls") && name.follows(&["require", "requires", "required"]) {
        return Some((Said::Starttls(switch(value)?, value), last - 1));
    }
    // msmtp: `tls_starttls` decides what `tls` is.
    if key.is("starttls") && name.follows(&["tls"]) && switch(value) == Some(true) {
        return Some((Said::Mode(STARTTLS, value), last - 1));
    }
    let is_pair =
        (key.is("tls") && name.follows(&["start"])) || (key.is("factory") && name.follows(&["socket"]));
    let start = if is_pair { last - 1 } else { last };
    let value = if name.is_dotnet() { value.after("$").unwrap_or(value) } else { value };
    if let Some(is_on) = switch(value) {
        return Some((name.switched(is_on, value), start));
    }
    // PHPMailer without TLS; of other settings, a value without text is still to be filled in.
    if key.is("secure") && value.text.is_empty() {
        return Some((Said::Mode(PLAIN_START, value), start));
    }
    let said = match named_mode(value, known)? {
        // Beside `ssl`, `tls` is the other one.
        Said::Tls(_, by) if key.is_any(&["secure", "crypto"]) || (key.is("ssl") && words.len() < 3) => {
            Said::Starttls(true, by)
        }
        said => said,
    };
    Some((said, start))
}

fn is_for_mode(key: Word<'_>) -> bool {
    let is_chinese = || {
        !key.text.is_ascii() && ["加密", "安全连接", "安全类型"].iter().any(|part| key.text.contains(part))
    };
    key.is_any(KEYS) || is_chinese()
}

// The words of a key, and which of them is the one that matters.
struct Name<'w, 't> {
    words: &'w [Word<'t>],
    last: usize,
}

impl<'t> Name<'_, 't> {
    fn key(&self) -> Word<'t> {
        self.words[self.last]
    }

    // Whether the word before it is one of these.
    fn follows(&self, texts: &[&str]) -> bool {
        self.last.checked_sub(1).is_some_and(|at| self.words[at].is_any(texts))
    }

    fn has(&self, texts: &[&str]) -> bool {
        self.words.iter().any(|word| word.is_any(texts))
    }

    // Thunderbird has numbers for them.
    fn numbered(&self, value: Word<'t>) -> Option<Modes> {
        let is_thunderbird = self.key().is_any(&["socket", "ssl"]) && self.has(&["socket", "try"]);
        match value.text {
            _ if !is_thunderbird => None,
            "0" => Some(PLAIN_START),
            "2" => Some(STARTTLS),
            "3" => Some(IMPLICIT),
            _ => None,
        }
    }

    fn is_dotnet(&self) -> bool {
        matches!(self.words, [.., enable, ssl] if ["Enable", "enable"].contains(&enable.text) && ssl.text == "Ssl")
    }

    fn upgrades(&self) -> bool {
        // Django and Flask have `EMAIL_USE_TLS` and `EMAIL_USE_SSL`.
        let is_of_mail = self.follows(&["use"]) && self.has(&["mail", "email"]);
        self.key().is("starttls") || (self.key().is("tls") && (self.follows(&["start"]) || is_of_mail))
    }

    fn is_at_once(&self) -> bool {
        self.key().is_any(&["implicit", "wrappermode"])
            || self.follows(&["implicit", "socket"])
            || matches!(&self.words[self.last + 1..], [on, connect] if on.is("on") && connect.is("connect"))
    }

    // What it says when it is on or off.
    fn switched(&self, is_on: bool, value: Word<'t>) -> Said<'t> {
        let key = self.key();
        // .NET upgrades, and calls it so; Apple’s profiles do either.
        let is_apple = self.words.iter().any(|word| ["Incoming", "Outgoing"].contains(&word.text));
        if self.upgrades() || (self.is_dotnet() && is_on) {
            Said::Starttls(is_on, value)
        } else if is_apple || self.is_dotnet() {
            Said::Tls(is_on, value)
        } else if self.is_at_once() {
            Said::Ssl(is_on, if self.follows(&["implicit"]) { self.words[self.last - 1] } else { key })
        } else if key.is_any(&["ssl", "secure", "ssltls"]) {
            Said::Ssl(is_on, value)
        } else {
            Said::Tls(is_on, value)
        }
    }
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
