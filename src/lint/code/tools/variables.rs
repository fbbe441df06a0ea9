//! Settings of web frameworks and applications: a port in one variable, the mode in another.

use super::{Claims, is_on, pair, together};
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

/// The variables of one application.
struct Application {
    /// The variable of the port.
    port: &'static str,
    /// The variables that are on for TLS from the first byte.
    implicit: &'static [&'static str],
    /// The variables that are on for STARTTLS.
    starttls: &'static [&'static str],
    /// The variable that names the mode, with its words for implicit TLS and for STARTTLS.
    mode: Option<(&'static str, &'static [&'static str], &'static [&'static str])>,
    forms: &'static Forms,
}

const APPLICATIONS: &[Application] = &[
    // Django
    Application {
        port: "EMAIL_PORT",
        implicit: &["EMAIL_USE_SSL"],
        starttls: &["EMAIL_USE_TLS"],
        mode: None,
        forms: &Forms { implicit: "EMAIL_USE_SSL = True", starttls: "EMAIL_USE_TLS = True", cleartext: "" },
    },
    // Flask-Mail, and Laravel, whose `tls` is STARTTLS and whose `ssl` is not
    Application {
        port: "MAIL_PORT",
        implicit: &["MAIL_USE_SSL", "MAIL_SSL_TLS"],
        starttls: &["MAIL_USE_TLS", "MAIL_STARTTLS"],
        mode: Some(("MAIL_ENCRYPTION", &["ssl"], &["tls", "starttls"])),
        forms: &Forms {
            implicit: "MAIL_ENCRYPTION=ssl, MAIL_USE_SSL = True",
            starttls: "MAIL_ENCRYPTION=tls, MAIL_USE_TLS = True",
            cleartext: "",
        },
    },
    // Vaultwarden and Nextcloud’s container
    Application {
        port: "SMTP_PORT",
        implicit: &[],
        starttls: &[],
        mode: Some(("SMTP_SECURITY", &["force_tls"], &["starttls"])),
        forms: &Forms {
            implicit: "SMTP_SECURITY=force_tls",
            starttls: "SMTP_SECURITY=starttls",
            cleartext: "",
        },
    },
    // Gitea
    Application {
        port: "SMTP_PORT",
        implicit: &[],
        starttls: &[],
        mode: Some(("PROTOCOL", &["smtps"], &["smtp+starttls"])),
        forms: &Forms { implicit: "PROTOCOL = smtps", starttls: "PROTOCOL = smtp+starttls", cleartext: "" },
    },
    // GitLab
    Application {
        port: "smtp_port",
        implicit: &["smtp_tls", "smtp_ssl"],
        starttls: &["smtp_enable_starttls_auto"],
        mode: None,
        forms: &Forms {
            implicit: "smtp_tls = true",
            starttls: "smtp_enable_starttls_auto = true",
            cleartext: "",
        },
    },
    // WordPress
    Application {
        port: "SMTP_PORT",
        implicit: &[],
        starttls: &[],
        mode: Some(("SMTP_SECURE", &["ssl"], &["tls"])),
        forms: &Forms { implicit: "SMTP_SECURE=ssl", starttls: "SMTP_SECURE=tls", cleartext: "" },
    },
];

/// Groups of variables, application by application.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    for application in APPLICATIONS {
        let settings = snippet.lines.iter().filter_map(|line| application.setting(line.code).map(Some));
        claims.extend(together(settings).iter().filter_map(|group| application.claim(group)));
    }
}

impl Application {
    fn setting<'t>(&self, line: Word<'t>) -> Option<(&'static str, Word<'t>)> {
        let (key, value) = setting(line)?;
        let mode = self.mode.map(|(name, ..)| name);
        let names = [self.port].into_iter().chain(mode).chain(self.implicit.iter().copied());
        let name = names.chain(self.starttls.iter().copied()).find(|name| key.text == *name)?;
        Some((name, value))
    }

    fn claim<'t>(&self, group: &std::collections::BTreeMap<&'static str, Word<'t>>) -> Option<Claim<'t>> {
        let port = *group.get(self.port)?;
        let on = |names: &[&str]| {
            names.iter().find_map(|name| group.get(name).copied().filter(|word| is_on(*word) == Some(true)))
        };
        let claim = Claim::number(port)?.means("SMTP", Word { text: "", start: port.start });
        if let Some((name, implicit, starttls)) = self.mode
            && let Some(word) = group.get(name)
        {
            return match (word.is_any(implicit), word.is_any(starttls)) {
                (true, _) => Some(claim.mode(IMPLICIT, *word, self.forms)),
                (_, true) => Some(claim.mode(STARTTLS, *word, self.forms)),
                _ => None,
            };
        }
        match (on(self.implicit), on(self.starttls)) {
            (Some(by), None) => Some(claim.mode(IMPLICIT, by, self.forms)),
            // With both, the first decides in some applications and nothing works in others.
            (Some(_), Some(_)) => None,
            (None, Some(by)) => Some(claim.mode(STARTTLS, by, self.forms)),
            (None, None) => self.off(group).map(|by| claim.mode(PLAIN_START, by, self.forms)),
        }
    }

    // Implicit TLS that is turned off in so many words.
    fn off<'t>(&self, group: &std::collections::BTreeMap<&'static str, Word<'t>>) -> Option<Word<'t>> {
        self.implicit
            .iter()
            .find_map(|name| group.get(name).copied().filter(|word| is_on(*word) == Some(false)))
    }
}

// `export MAIL_PORT=587`, `- SMTP_PORT=587`, `gitlab_rails['smtp_port'] = 465`, `app.config["MAIL_PORT"] = 465`,
// `define('SMTP_PORT', 465);`
fn setting(line: Word<'_>) -> Option<(Word<'_>, Word<'_>)> {
    let code = line.trimmed();
    let code = ["export ", "- ", "ENV ", "set "].iter().find_map(|word| code.after(word)).unwrap_or(code);
    if let Some(inner) = code.after("define(") {
        let (key, rest) = inner.split(',')?;
        let value = rest.parts(&[')', ';']).next()?.trimmed().unquoted();
        return Some((key.trimmed().unquoted(), value));
    }
    let (key, value) = match code.text.find("] ") {
        Some(end) => {
            let open = code.text.find('[').filter(|open| *open < end)?;
            let (_, value) = pair(code.part(end, code.text.len()))?;
            (code.part(open + 1, end).unquoted(), value)
        }
        None => pair(code)?,
    };
    Some((key, value))
}
