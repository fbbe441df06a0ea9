//! Code in sentences: a mention, a setting, an identifier that holds a name, the one port of a command, or nothing.

use super::super::lexicon::{Mode, Role};
use super::super::numbers::LEAST;
use super::super::vocabulary::{Meaning, NameId};
use super::super::words::Word;
use super::{Kind, LONGEST_CLUSTER, Lexer, Number, Standing, Token};
use crate::syntax::markdown::passages::Run;
use std::ops::Range;

impl Lexer<'_> {
    // A code span is a mention when it is nothing else: `465`, `:465`, `993/tcp`, `host:993`, `STARTTLS`.
    pub(super) fn code(&mut self, run: &Run) {
        let (first, end) = (self.tokens.len(), self.end_of(&run.range));
        while self.at < end {
            self.word(Some(run));
        }
        // `limit = 20` is no address.
        let is_colon = |token: &Token| &self.passage.text[token.range.clone()] == ":";
        let is_slash = |token: &Token| token.kind == Kind::Role(Role::Slash);
        let is_mention = match &self.tokens[first..] {
            [host, colon, port] if is_colon(colon) => {
                matches!((host.kind, port.kind), (Kind::Opaque | Kind::Name(_), Kind::Number(_)))
            }
            [port, slash, transport] if is_slash(slash) => {
                matches!((port.kind, transport.kind), (Kind::Number(_), Kind::Transport(_)))
            }
            // `port=587`
            [word, equals, port] if matches!(equals.kind, Kind::Role(Role::Colon)) => {
                matches!((word.kind, port.kind), (Kind::Role(Role::Port), Kind::Number(_)))
            }
            [colon, port] if is_colon(colon) => matches!(port.kind, Kind::Number(_)),
            // `IMAP_SECURE=true`
            [name, mode] => matches!((name.kind, mode.kind), (Kind::Name(_), Kind::Mode(_))),
            [only] => {
                matches!(only.kind, Kind::Number(_) | Kind::Name(_) | Kind::Mode(_) | Kind::Transport(_))
            }
            _ => false,
        };
        // `ldaps://`, `imaps://mail.example.org`
        let is_scheme = matches!(&self.tokens[first..], [scheme, colon, slash, ..]
            if matches!(scheme.kind, Kind::Name(_)) && is_colon(colon) && is_slash(slash));
        if is_scheme {
            self.tokens.truncate(first + 1);
        } else if let Some(name) = self.spelled(&self.passage.text[run.range.clone()]).filter(|_| !is_mention)
        {
            self.tokens.truncate(first);
            self.push(Kind::Name(name), run.range.clone());
        } else if !is_mention {
            let port = self.only_port(first);
            self.tokens.truncate(first);
            match port {
                Some(port) => self.tokens.push(port),
                None => self.push(Kind::Opaque, run.range.clone()),
            }
        }
    }

    // `ufw allow 945/tcp`, `nc -vz mail.example.com:25`: the one port of a command.
    fn only_port(&self, first: usize) -> Option<Token> {
        let tokens = &self.tokens[first..];
        // `DISPLAY=host:1`
        let is_port = |token: &Token| token.number().is_some_and(|number| number.first >= LEAST);
        let mut ports = (0..tokens.len()).filter(|at| {
            let before = tokens[..*at].last().is_some_and(|token| {
                &self.passage.text[token.range.clone()] == ":" && token.range.end == tokens[*at].range.start
            });
            let behind = matches!(tokens.get(at + 1..at + 3), Some([slash, transport])
                if slash.kind == Kind::Role(Role::Slash) && matches!(transport.kind, Kind::Transport(_)));
            is_port(&tokens[*at]) && (before || behind)
        });
        let port = ports.next().filter(|_| ports.next().is_none())?;
        let Kind::Number(number) = tokens[port].kind else { return None };
        Some(Token {
            kind: Kind::Number(Number { standing: Standing::Port, ..number }),
            ..tokens[port].clone()
        })
    }

    // The one way that a setting asks for, and where it stands with its value: `EMAIL_USE_SSL`, `tls_wrappermode 写 no`.
    pub(super) fn setting(&self, key: &Range<usize>) -> Option<(Mode, Range<usize>)> {
        let text = &self.passage.text;
        let name = Some(&text[key.clone()]).filter(|name| name.contains('_'))?;
        let ways = |value| self.vocabulary.ways_of_setting(name, value);
        let given = self.given(key).and_then(|value| Some((ways(Some(&text[value.clone()]))?, value.end)));
        match given.or_else(|| Some((ways(None)?, key.end)))? {
            ([way], end) => Some((Mode::from(*way), key.start..end)),
            _ => None,
        }
    }

    // The word that a key is given: `= True`, `设为 off`, `to no`.
    fn given(&self, key: &Range<usize>) -> Option<Range<usize>> {
        let behind = &self.words[self.end_of(key)..];
        let words = behind.iter().map(|placed| &placed.word);
        let (Meaning::Role(role), length) = self.vocabulary.longest(words, true, |_| String::new())? else {
            return None;
        };
        let value = behind.get(length).filter(|value| matches!(value.word, Word::Run(_)))?;
        role.equates().then(|| value.range.clone())
    }

    // `IMAP_SECURE=true` names its service as well.
    pub(super) fn set(&mut self, (mode, whole): (Mode, Range<usize>), key: &Range<usize>) {
        if let Some(name) = self.spelled(&self.passage.text[key.clone()]) {
            self.push(Kind::Name(name), key.clone());
        }
        let end = self.end_of(&whole);
        self.push(Kind::Mode(mode), whole);
        self.at = end;
    }

    // `imaplib.IMAP4_SSL`, `IMAP_SECURE=true`: the one service that an identifier is made of.
    pub(super) fn spelled(&self, text: &str) -> Option<NameId> {
        if text.len() > LONGEST_CLUSTER || text.contains(|c: char| c.is_whitespace()) {
            return None;
        }
        // `_submission._tcp`
        let is_record = text.starts_with('_');
        let parts = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| part.len() > 2);
        let mut found = parts
            .filter(|part| is_record || part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()))
            .filter_map(|part| {
                let word = Word::Run(part.to_ascii_lowercase());
                match self.vocabulary.longest(std::iter::once(&word), true, |_| String::new()) {
                    Some((Meaning::Name(name), _)) => Some(name),
                    Some((Meaning::Role(Role::Errand(errand)), _)) if is_record => {
                        self.vocabulary.errand(errand)
                    }
                    _ => None,
                }
            });
        let only = found.next()?;
        found.next().is_none().then_some(only)
    }
}
