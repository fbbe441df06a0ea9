//! A port, and which settings around it are its own.

use super::super::claim::{self, At, CLEARTEXT, Claim, ENCRYPTED, IMPLICIT, Modes, PLAIN_START, STARTTLS};
use super::super::known::{FIRST_USER_PORT, Known};
use super::super::snippet::Snippet;
use super::super::word::Word;
use super::meaning::Said;
use super::names;
use super::scopes::{Scope, Setting};
use crate::base::registry::Encryption;

/// A port among the settings that may be those of one server.
pub(super) struct Server<'a, 't, 's> {
    /// The registry.
    pub known: &'a Known<'s>,
    /// The scope that holds the settings.
    pub scope: &'a Scope<'t>,
    /// The settings.
    pub settings: &'a [Setting<'t>],
    /// Which of them has the port.
    pub at: usize,
    /// The port.
    pub port: Word<'t>,
}

impl<'t> Server<'_, 't, '_> {
    /// What is claimed of the port, if anything.
    pub(super) fn claim(&self, snippet: &Snippet<'t>) -> Option<Claim<'t>> {
        let claim = Claim::number(self.port)?;
        let At::Number(number) = claim.at.value else { return None };
        if self.is_range() {
            return None;
        }
        let is_alone = self.is_alone();
        let own = self.settings.iter().filter(|setting| self.is_own(setting, is_alone));
        let own: Vec<&Setting<'t>> = own.collect();
        let over = own.iter().find_map(|setting| match setting.said {
            Said::Over(transport, by) => Some((transport, by)),
            _ => None,
        });
        let claim = over.map_or(claim, |(transport, by)| claim.over(transport, by));
        let srv = own.iter().find_map(|setting| match setting.said {
            Said::Srv(name) => Some(name),
            _ => None,
        });
        if let Some(name) = srv {
            return Some(claim.named(name));
        }
        let service = self.service(&own);
        // Resolvers beside the one of the system have ports of their own.
        if number >= FIRST_USER_PORT && service.is_some_and(|service| service.is("dns")) {
            return None;
        }
        let claim = service.map_or(claim, |service| self.speaking(claim, service, &own));
        let claim = match self.mode(&own, service).filter(|way| self.is_of_port(*way, number, service)) {
            Some((modes, _)) if self.is_free(modes, number) => return None,
            Some((modes, by)) => claim.mode(self.sure(modes, by, number, service), by, claim::NO_FORMS),
            None => claim,
        };
        Some(Claim { remark: self.remark(snippet), ..claim })
    }

    // By SFTP, everybody means what SSH carries.
    fn speaking(&self, claim: Claim<'t>, service: Word<'t>, own: &[&Setting<'t>]) -> Claim<'t> {
        let is_said = own.iter().any(|setting| setting.said == Said::Speaks(service))
            || self.settings[self.at].stem.contains(&service);
        Claim { is_plain: is_said && !service.is("sftp"), ..claim.speaks(service) }
    }

    // Whether a way is that of the port: of a number that anybody may take it says nothing, unless a service is named.
    fn is_of_port(&self, (modes, _): (Modes, Word<'t>), number: u16, service: Option<Word<'t>>) -> bool {
        service.is_some() || number < FIRST_USER_PORT || (self.known.is_for_tls(number) && modes != CLEARTEXT)
    }

    // Whether a site of the web may choose this way on this number.
    fn is_free(&self, modes: Modes, number: u16) -> bool {
        self.known.carries_http(number)
            && (number >= FIRST_USER_PORT || modes.contains(&Encryption::Cleartext))
    }

    // `from_port = 1024`, `to_port = 65535`
    fn is_range(&self) -> bool {
        let is_end = |key: Word<'_>| names::words(key).iter().any(|word| word.is_any(&["from", "to"]));
        self.settings[self.at].key.is_some_and(is_end)
            && self.settings.iter().any(|other| match other.said {
                Said::Port(number) => number.text != self.port.text && other.key.is_some_and(is_end),
                _ => false,
            })
    }

    // Whether no other port is set beside this one.
    fn is_alone(&self) -> bool {
        let key = self.settings[self.at].key;
        self.settings.iter().all(|other| match other.said {
            Said::Port(number) => number.text == self.port.text || (other.key.is_some() && other.key == key),
            _ => true,
        })
    }

    // Whether a setting is one of this port: nothing in its key says that it is another's.
    fn is_own(&self, setting: &Setting<'t>, is_alone: bool) -> bool {
        let port = &self.settings[self.at];
        // `SSLPORT` is of that port alone.
        let is_port = |other: &&Setting<'_>| matches!(other.said, Said::Port(_)) && other.key == setting.key;
        if setting.key.is_some() && self.settings.iter().any(|other| is_port(&other)) {
            return setting.key == port.key;
        }
        // `SSL=true` in an environment is that of the application.
        let is_variable =
            |key: Word<'_>| key.text.len() > 2 && !key.text.contains(|c: char| c.is_lowercase());
        if setting.stem.is_empty()
            && !port.stem.is_empty()
            && setting.said.is_mode()
            && setting.key.is_some_and(|key| key.text.is_ascii() && is_variable(key))
            && !self.names_service(setting, &port.stem)
        {
            return false;
        }
        let has = |stem: &[Word<'t>], word: &Word<'t>| stem.iter().any(|other| other.is(word.text));
        let is_within = |one: &[Word<'t>], other: &[Word<'t>]| one.iter().all(|word| has(other, word));
        match is_alone {
            true => is_within(&setting.stem, &port.stem) || is_within(&port.stem, &setting.stem),
            false if setting.key.is_none() => setting.line == port.line,
            false => {
                let is_same = is_within(&setting.stem, &port.stem) && is_within(&port.stem, &setting.stem);
                is_same && !port.stem.is_empty()
            }
        }
    }

    // Whether a setting names the service of the port as well: `PROTOCOL = smtps` beside `SMTP_PORT`.
    fn names_service(&self, setting: &Setting<'t>, stem: &[Word<'t>]) -> bool {
        self.settings.iter().filter(|other| other.key == setting.key).any(|other| match other.said {
            Said::Speaks(service) => stem.iter().any(|word| self.known.agree(service.text, word.text)),
            _ => false,
        })
    }

    // What is spoken, from what says it most plainly. Two answers are none.
    fn service(&self, own: &[&Setting<'t>]) -> Option<Word<'t>> {
        let word = |word: Word<'t>| self.known.service_word(word);
        let of_text = |text: Word<'t>| names::words(text).into_iter().filter_map(word).collect::<Vec<_>>();
        let stems: Vec<Word<'t>> =
            own.iter().flat_map(|setting| setting.stem.iter().copied()).filter_map(word).collect();
        let said =
            |is: fn(&Said<'t>) -> Option<Word<'t>>| own.iter().filter_map(move |setting| is(&setting.said));
        let spoken: Vec<Word<'t>> = said(|said| match said {
            Said::Speaks(word) => Some(*word),
            _ => None,
        })
        .collect();
        let described: Vec<Word<'t>> = said(|said| match said {
            Said::Describes(text) => Some(*text),
            _ => None,
        })
        .flat_map(of_text)
        .collect();
        let plain: Vec<Word<'t>> = stems.into_iter().chain(spoken).collect();
        // `Host vnc` of SSH is the name of a machine.
        let is_machine = self.scope.heads.iter().any(|head| head.is_any(&["Host", "Match"]));
        let heads = self.scope.heads.iter().filter(|_| !is_machine);
        let called = said(|said| match said {
            Said::Called(name) => Some(*name),
            _ => None,
        });
        let heads: Vec<Word<'t>> = called.chain(heads.copied()).flat_map(of_text).collect();
        // A machine that is called after a service may have others, unless it is a client’s settings.
        let is_client = own.iter().any(|setting| setting.said.is_mode());
        let hosts: Vec<Word<'t>> = said(|said| match said {
            Said::Host(host) => host.parts(&['.']).next(),
            _ => None,
        })
        .filter(|_| is_client)
        .filter_map(word)
        .collect();
        let answer = [plain, described, heads, hosts].into_iter().find(|answer| !answer.is_empty())?;
        // “IMAPS and IMAP” is not TLS alone.
        let first = answer.iter().find(|word| !self.known.is_tls_name(word.text)).unwrap_or(&answer[0]);
        answer.iter().all(|word| self.known.agree(first.text, word.text)).then_some(*first)
    }

    // How it is encrypted, and what says so.
    fn mode(&self, own: &[&Setting<'t>], service: Option<Word<'t>>) -> Option<(Modes, Word<'t>)> {
        let mut named: Option<(Modes, Word<'t>)> = None;
        let (mut ssl, mut tls, mut starttls) = (None, None, None);
        for setting in own {
            match setting.said {
                Said::Mode(modes, by) => match named {
                    Some((other, _)) if other != modes => return None,
                    _ => named = Some((modes, by)),
                },
                Said::Ssl(is_on, by) => ssl = ssl.or(Some((is_on, by))),
                Said::Tls(is_on, by) => tls = tls.or(Some((is_on, by))),
                Said::Starttls(is_on, by) => starttls = starttls.or(Some((is_on, by))),
                _ => {}
            }
        }
        let names = own.iter().filter_map(|setting| match setting.said {
            Said::Host(_) => setting.key,
            Said::Called(name) => Some(name),
            _ => None,
        });
        let heads =
            || self.scope.heads.iter().copied().take(2).chain(names).find_map(|name| self.mode_of_name(name));
        match (named, ssl, tls, starttls) {
            (Some((STARTTLS, by)), ..) => Some((STARTTLS, by)),
            // `protocol = smtps` is sure.
            (Some((IMPLICIT, by)), ..) if self.known.is_tls_name(by.text) => Some((IMPLICIT, by)),
            (Some((_, by)), _, _, Some((true, _))) => Some((ENCRYPTED, by)),
            // `type: http` with TLS.
            (Some((CLEARTEXT, _)), Some((true, _)), ..) | (Some((CLEARTEXT, _)), _, Some((true, _)), _) => {
                None
            }
            (Some(named), ..) => Some(named),
            (_, Some((true, by)), _, Some((true, _))) => Some((ENCRYPTED, by)),
            (_, Some((true, by)), Some((true, _)), _) => Some((ENCRYPTED, by)),
            (_, Some((true, by)), ..) => Some((IMPLICIT, by)),
            // Both, or the upgrade only where it is offered.
            (_, _, Some((true, by)), Some((true, _))) => Some((ENCRYPTED, by)),
            (_, _, _, Some((true, by))) => Some((STARTTLS, by)),
            (_, Some((false, _)), Some((true, by)), _) => Some((STARTTLS, by)),
            (_, _, Some((true, by)), Some((false, _))) => Some((IMPLICIT, by)),
            (_, _, Some((true, by)), None) => Some((ENCRYPTED, by)),
            (_, Some((false, by)), ..) | (_, _, Some((false, by)), _) => Some((PLAIN_START, by)),
            _ => {
                let of_service = service.filter(|service| self.known.is_tls_name(service.text));
                of_service
                    .map(|service| (IMPLICIT, service))
                    .or_else(heads)
                    .or_else(|| self.mode_of_listener())
            }
        }
    }

    // Unless it is told, a listener of Dovecot has the mode that its name stands for.
    fn mode_of_listener(&self) -> Option<(Modes, Word<'t>)> {
        let [name, kind, ..] = self.scope.heads[..] else { return None };
        self.known.service_word(name).filter(|_| kind.is("inet_listener"))?;
        Some((if self.known.is_tls_name(name.text) { IMPLICIT } else { PLAIN_START }, name))
    }

    // `starttls_relay`, `POP3_SSL`
    fn mode_of_name(&self, name: Word<'t>) -> Option<(Modes, Word<'t>)> {
        let words = names::words(name);
        let has = |text: &str| words.iter().any(|word| word.is(text));
        // lettre has `relay` and `starttls_relay`.
        if let [.., transport, relay] = words[..]
            && transport.is("transport")
            && relay.is("relay")
        {
            return Some((IMPLICIT, name));
        }
        let speaks = words.iter().any(|word| self.known.service_word(*word).is_some());
        if has("starttls") || words.windows(2).any(|pair| pair[0].is("start") && pair[1].is("tls")) {
            Some((STARTTLS, name))
        } else if (speaks || has("socket")) && has("ssl") {
            Some((IMPLICIT, name))
        } else {
            None
        }
    }

    // Where a service has one way of encryption alone, `ssl` means that.
    fn sure(&self, modes: Modes, by: Word<'t>, number: u16, service: Option<Word<'t>>) -> Modes {
        // `implicit_ssl` is sure.
        let is_implicit = by.is("implicit");
        match modes == IMPLICIT
            && !is_implicit
            && !self.known.has_both_ways(number, service.map(|word| word.text))
        {
            true => ENCRYPTED,
            false => modes,
        }
    }

    // A short comment beside the port says what it is for; one with numbers speaks of more than one.
    fn remark(&self, snippet: &Snippet<'t>) -> Option<Word<'t>> {
        const LONGEST: usize = 40;
        let comment = snippet.lines[self.settings[self.at].line].comment;
        let comment = comment.filter(|comment| comment.text.len() <= LONGEST)?;
        let speaks_of_numbers =
            comment.text.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_digit));
        (!speaks_of_numbers).then_some(comment)
    }
}
