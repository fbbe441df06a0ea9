//! Files of programs that send or fetch mail: msmtp, `git send-email`, OfflineIMAP, mbsync.

use super::{Claims, is_on, pair, together};
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;
use std::collections::BTreeMap;

const MSMTP: &Forms = &Forms {
    implicit: "tls on, tls_starttls off",
    starttls: "tls on, tls_starttls on",
    cleartext: "tls off",
};
const GIT: &Forms =
    &Forms { implicit: "smtpEncryption = ssl", starttls: "smtpEncryption = tls", cleartext: "" };
const OFFLINEIMAP: &Forms =
    &Forms { implicit: "ssl = yes", starttls: "ssl = no, starttls = yes", cleartext: "ssl = no" };
const MBSYNC: &Forms =
    &Forms { implicit: "TLSType IMAPS", starttls: "TLSType STARTTLS", cleartext: "TLSType None" };

type Settings<'t> = BTreeMap<&'static str, Word<'t>>;

/// Settings on lines of their own, and the options of `git send-email`.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let settings = snippet.lines.iter().filter_map(|line| setting(line.code));
    for group in together(settings) {
        claims.extend(
            msmtp(&group).or_else(|| git(&group)).or_else(|| offlineimap(&group)).or_else(|| mbsync(&group)),
        );
    }
    for command in snippet.commands.iter().filter(|command| command.runs(&["git"])) {
        let mut group = Settings::new();
        group.extend(command.value(&["--smtp-server-port"]).map(|port| ("git port", port)));
        group.extend(command.value(&["--smtp-encryption"]).map(|word| ("git encryption", word)));
        claims.extend(git(&group));
    }
}

// Sections of these files begin with a bracket or with one of these words.
fn setting<'t>(line: Word<'t>) -> Option<Option<(&'static str, Word<'t>)>> {
    let code = line.trimmed();
    // `git config --global sendemail.smtpServerPort 587`
    if let Some(at) = code.text.find("sendemail.") {
        let rest = code.part(at + "sendemail.".len(), code.text.len());
        let (key, value) = pair(rest)?;
        return git_key(key).map(|key| Some((key, value)));
    }
    if code.text.starts_with('[') {
        return Some(None);
    }
    let (key, value) = pair(code)?;
    Some(match key.text {
        "account" | "defaults" | "IMAPAccount" | "IMAPStore" => None,
        "tls" => Some(("tls", value)),
        "tls_starttls" => Some(("tls_starttls", value)),
        "port" => Some(("port", value)),
        "Port" => Some(("Port", value)),
        "remoteport" => Some(("remoteport", value)),
        "ssl" => Some(("ssl", value)),
        "starttls" => Some(("starttls", value)),
        "TLSType" | "SSLType" => Some(("TLSType", value)),
        _ => return git_key(key).map(|key| Some((key, value))),
    })
}

fn git_key(key: Word<'_>) -> Option<&'static str> {
    if key.is("smtpServerPort") {
        Some("git port")
    } else if key.is("smtpEncryption") {
        Some("git encryption")
    } else {
        None
    }
}

fn msmtp<'t>(group: &Settings<'t>) -> Option<Claim<'t>> {
    let (port, tls) = (*group.get("port")?, *group.get("tls")?);
    // mpop reads the same for POP3.
    let claim = Claim::number(port)?;
    let starttls = group.get("tls_starttls").and_then(|word| Some((is_on(*word)?, *word)));
    Some(match (is_on(tls)?, starttls) {
        (true, Some((false, by))) => claim.mode(IMPLICIT, by, MSMTP),
        (true, Some((true, by))) => claim.mode(STARTTLS, by, MSMTP),
        // Unless it is told otherwise, msmtp upgrades.
        (true, None) => claim.mode(STARTTLS, tls, MSMTP),
        (false, _) => claim.mode(PLAIN_START, tls, MSMTP),
    })
}

fn git<'t>(group: &Settings<'t>) -> Option<Claim<'t>> {
    let claim = Claim::number(*group.get("git port")?)?;
    let encryption = *group.get("git encryption")?;
    let claim = claim.means("SMTP", encryption);
    match encryption.text {
        "ssl" => Some(claim.mode(IMPLICIT, encryption, GIT)),
        "tls" => Some(claim.mode(STARTTLS, encryption, GIT)),
        _ => Some(claim),
    }
}

fn offlineimap<'t>(group: &Settings<'t>) -> Option<Claim<'t>> {
    let port = *group.get("remoteport")?;
    let claim = Claim::number(port)?.means("IMAP", Word { text: "", start: port.start });
    let on = |name: &str| group.get(name).and_then(|word| Some((is_on(*word)?, *word)));
    Some(match (on("ssl"), on("starttls")) {
        (Some((true, by)), _) => claim.mode(IMPLICIT, by, OFFLINEIMAP),
        (_, Some((true, by))) => claim.mode(STARTTLS, by, OFFLINEIMAP),
        (Some((false, by)), _) => claim.mode(PLAIN_START, by, OFFLINEIMAP),
        _ => claim,
    })
}

fn mbsync<'t>(group: &Settings<'t>) -> Option<Claim<'t>> {
    let kind = *group.get("TLSType").or_else(|| group.get("SSLType"))?;
    let claim = Claim::number(*group.get("Port")?)?.means("IMAP", kind);
    match kind.text {
        "IMAPS" => Some(claim.mode(IMPLICIT, kind, MBSYNC)),
        "STARTTLS" => Some(claim.mode(STARTTLS, kind, MBSYNC)),
        "None" => Some(claim.mode(PLAIN_START, kind, MBSYNC)),
        _ => Some(claim),
    }
}
