//! The parts of a line, and what each adds to the scopes that are open.

use super::super::claim::{IMPLICIT, transport};
use super::super::word::Word;
use super::lexemes::{self, Lexeme};
use super::meaning::{self, Said};
use super::scopes::{Kind, MOST_HEADS, Reader};
use super::{addresses, keys};

/// Longer lists of ports are those of a scanner.
const MOST_IN_LIST: usize = 32;

impl<'t> Reader<'t, '_, '_> {
    /// The parts of a line, one after the other.
    pub(super) fn parts(&mut self, mut rest: &[Lexeme<'t>]) {
        let mut heads: Vec<Word<'t>> = Vec::new();
        self.owners.clear();
        self.before = None;
        self.is_over = false;
        while !rest.is_empty() {
            let read = self.part(rest, &mut heads);
            rest = &rest[read..];
        }
    }

    // Reads what comes next and says how many lexemes it was.
    fn part(&mut self, rest: &[Lexeme<'t>], heads: &mut Vec<Word<'t>>) -> usize {
        let read = self
            .given(rest, heads)
            .or_else(|| self.passed(rest))
            .or_else(|| self.sign(rest, heads))
            .or_else(|| self.word(rest, heads));
        heads.drain(..heads.len().saturating_sub(MOST_HEADS));
        read.unwrap_or(rest.len())
    }

    // A key with its value, or above what it holds.
    fn given(&mut self, rest: &[Lexeme<'t>], heads: &mut Vec<Word<'t>>) -> Option<usize> {
        use Lexeme::{Closes, Ends, Gives, Opens, Word};
        Some(match rest {
            // `imap = Net::IMAP.new(`: the name of a call is no value.
            [Word(key), Gives, Word(_), Opens(_, true), ..] => {
                self.remember([*key]);
                heads.push(*key);
                2
            }
            // `ports = [25, 465]`, `port { 465 587 }`
            [Word(key), Gives, Opens('[' | '{', _), list @ ..] | [Word(key), Opens('{', _), list @ ..]
                if self.is_list_of_ports(*key, list) =>
            {
                let list = list.iter().take_while(|lexeme| **lexeme != Closes);
                let before = rest.iter().position(|lexeme| matches!(lexeme, Opens(..))).unwrap_or(0);
                let read = before + 2 + list.clone().count();
                for lexeme in list {
                    if let Word(port) = lexeme {
                        self.set(*key, *port);
                    }
                }
                read.min(rest.len())
            }
            // Neither does `port = 143, 993`.
            [Word(_), Gives, Word(one), Ends, Word(other), ..]
                if one.number().is_some() && other.number().is_some() =>
            {
                heads.clear();
                5
            }
            // `port: 465 / 587` says nothing of either.
            [Word(_), Gives, Word(_), Word(sign), ..]
                if sign.is_any(&["/", "或", "或者", "和", "or", "and", "&"]) =>
            {
                heads.clear();
                4
            }
            [Word(_), Gives, Word(text), ..] | [Word(text), ..] if !self.is_inner && is_inner(*text) => {
                self.push(Kind::Bracket('"'), std::mem::take(heads));
                self.is_inner = true;
                let owners = std::mem::take(&mut self.owners);
                self.parts(&lexemes::read(*text));
                self.owners = owners;
                self.is_inner = false;
                self.close_bracket();
                if rest.get(1) == Some(&Gives) { 3 } else { 1 }
            }
            [Word(key), Gives, Word(value), after @ ..] => {
                self.set(*key, *value);
                self.address(*key);
                self.remember([*key, *value]);
                heads.clear();
                // What is written in several words is a text and holds no more settings.
                3 + if self.says(*key, *value) { 0 } else { text(after) }
            }
            // `Server (IMAP): imap.example.com`
            [Word(key), Opens('(', false), Word(note), Closes, Gives, Word(value), ..] => {
                self.own(*note);
                self.set(*key, *value);
                6
            }
            // `.port(465)`
            [Word(name), Opens('(', true), Word(value), Closes, ..] => {
                self.set(*name, *value);
                self.remember([*name]);
                heads.push(*name);
                4
            }
            // `properties:` above what it holds
            [Word(key), Gives] | [Word(key), Gives, Opens(..), ..] => {
                self.remember([*key]);
                heads.push(*key);
                2
            }
            _ => return None,
        })
    }

    // A key and its value, or a host and its port, side by side in brackets or a command.
    fn passed(&mut self, rest: &[Lexeme<'t>]) -> Option<usize> {
        use Lexeme::{Closes, Ends, Gives, Opens, Word};
        Some(match rest {
            // `define('SMTP_PORT', 465)`
            [Word(_), Opens('(', true), Word(key), Ends, Word(value), Closes, ..]
                if self.says(*key, *value) =>
            {
                self.set(*key, *value);
                6
            }
            // `config["MAIL_PORT"] = 465`
            [Opens('[', true), Word(key), Closes, Gives, Word(value), ..] => {
                self.set(*key, *value);
                5
            }
            // `{port, 465}`
            [Opens(..), Word(key), Ends, Word(value), Closes, ..]
                if is_key(*key) && self.says(*key, *value) =>
            {
                self.set(*key, *value);
                5
            }
            // `-tls irc.example.net 6697`
            [Word(host), Word(port), ..]
                if matches!(self.top().kind, Kind::Command(_))
                    && addresses::is_host(*host)
                    && port.number().is_some() =>
            {
                self.add(None, Vec::new(), Said::Host(*host));
                self.add(None, Vec::new(), Said::Port(*port));
                2
            }
            // `("mail.example.com", 465`
            [Word(host), Ends, Word(port), Ends | Closes, ..]
                if self.top().kind == Kind::Bracket('(') && port.number().is_some() && is_word(*host) =>
            {
                for said in addresses::of_host(*host, self.known) {
                    self.add(None, Vec::new(), said);
                }
                self.add(None, Vec::new(), Said::Port(*port));
                3
            }
            _ => return None,
        })
    }

    // A sign.
    fn sign(&mut self, rest: &[Lexeme<'t>], heads: &mut Vec<Word<'t>>) -> Option<usize> {
        use Lexeme::{Closes, Ends, Gives, Opens};
        Some(match rest {
            [Opens(bracket, _), ..] => {
                self.push(Kind::Bracket(*bracket), std::mem::take(heads));
                1
            }
            [Closes, ..] => {
                self.close_bracket();
                heads.clear();
                1
            }
            [Ends, ..] => {
                heads.clear();
                self.owners.clear();
                1
            }
            [Gives, ..] => 1,
            _ => return None,
        })
    }

    // A word by itself, or with the next.
    fn word(&mut self, rest: &[Lexeme<'t>], heads: &mut Vec<Word<'t>>) -> Option<usize> {
        use Lexeme::{Closes, Ends, Word};
        Some(match rest {
            // `port 993`; of two words, the second may be a key as well.
            [Word(key), Word(value), ..] if self.says(*key, *value) => {
                self.set(*key, *value);
                self.remember([*key, *value]);
                heads.extend([*key, *value]);
                2
            }
            // `("imap.example.com:993", `
            [Word(address), Ends | Closes, ..]
                if self.top().kind == Kind::Bracket('(')
                    && address
                        .split(':')
                        .is_some_and(|(host, port)| addresses::is_host(host) && port.number().is_some()) =>
            {
                if let Some((host, port)) = address.split(':') {
                    self.add(None, Vec::new(), Said::Host(host));
                    self.add(None, Vec::new(), Said::Port(port));
                }
                1
            }
            // `no ssl` of fetchmail
            [Word(no), Word(flag), ..]
                if no.is("no")
                    && let Some((Said::Mode(IMPLICIT, _) | Said::Tls(..), _)) =
                        meaning::of_flag(*flag, self.known) =>
            {
                self.add(None, Vec::new(), Said::Ssl(false, *flag));
                2
            }
            // `listen 443 udp`
            [Word(over), ..]
                if let Some(transport) = transport(*over)
                    && self.is_beside_port() =>
            {
                self.add(None, Vec::new(), Said::Over(transport, *over));
                1
            }
            // `SSL port: 993`
            [Word(word), Word(key), ..] if keys::takes_port(*key) => {
                self.before = Some(*word);
                self.own(*word);
                self.remember([*word]);
                1
            }
            [Word(word), ..] => {
                // Behind another number or a “not”, flags are no longer those of the port.
                let is_command = matches!(self.top().kind, Kind::Command(_) | Kind::Bracket('('));
                self.is_over |= !is_command && (word.number().is_some() || is_negation(*word));
                self.flag(*word);
                self.address(*word);
                self.own(*word);
                self.remember([*word]);
                heads.push(*word);
                1
            }
            _ => return None,
        })
    }

    // Whether nothing but flags stands between a port and this place.
    fn is_beside_port(&mut self) -> bool {
        let line = self.line;
        let last = self.top().settings.iter().rev().take(MOST_HEADS).find(|setting| setting.key.is_some());
        last.is_some_and(|setting| setting.line == line && matches!(setting.said, Said::Port(_)))
    }

    fn remember<const N: usize>(&mut self, words: [Word<'t>; N]) {
        if self.last.words.len() < MOST_HEADS {
            self.last.words.extend(words);
        }
    }

    // `imap.example.com:993/imap/ssl`, `tcp://…:2375`, and in a command `irc.example.net/6697`
    fn address(&mut self, word: Word<'t>) {
        for said in addresses::of_address(word, self.known) {
            self.add(None, Vec::new(), said);
        }
        if let Some((host, port)) = word.split('/')
            && matches!(self.top().kind, Kind::Command(_))
            && addresses::is_host(host)
            && port.number().is_some()
        {
            self.add(None, Vec::new(), Said::Host(host));
            self.add(None, Vec::new(), Said::Port(port));
        }
    }

    // A word that names a service says whose the settings behind it are: `IMAP server: …`.
    fn own(&mut self, word: Word<'t>) {
        let word = word.after(":").unwrap_or(word);
        if self.owners.len() < MOST_HEADS && self.known.service_word(word) == Some(word) {
            self.owners.push(word);
        }
    }

    fn is_list_of_ports(&self, key: Word<'t>, list: &[Lexeme<'t>]) -> bool {
        let list = list.iter().take_while(|lexeme| **lexeme != Lexeme::Closes).take(MOST_IN_LIST + 1);
        let is_port = |lexeme: &Lexeme<'t>| match lexeme {
            Lexeme::Word(word) => {
                let (said, _) = meaning::of(key, *word, self.known);
                matches!(said.first(), Some(Said::Port(_)))
            }
            _ => false,
        };
        // `["fd://", "tcp://0.0.0.0:2375"]`
        let is_other = |lexeme: &Lexeme<'t>| match lexeme {
            Lexeme::Word(word) => word.text.contains("://"),
            lexeme => *lexeme == Lexeme::Ends,
        };
        (1..=MOST_IN_LIST).contains(&list.clone().count())
            && list.clone().any(&is_port)
            && list.clone().all(|lexeme| is_other(lexeme) || is_port(lexeme))
    }

    fn says(&self, key: Word<'t>, value: Word<'t>) -> bool {
        let (said, _) = meaning::of(key, value, self.known);
        let is_host = |said: &Said<'_>| matches!(said, Said::Host(_)) && !keys::takes_host(key);
        said.iter().any(|said| !matches!(said, Said::Describes(_)) && !is_host(said))
    }
}

// How many words come before the next key or sign.
fn text(lexemes: &[Lexeme<'_>]) -> usize {
    let words = lexemes.iter().take_while(|lexeme| matches!(lexeme, Lexeme::Word(_))).count();
    let is_key = matches!(lexemes.get(words), Some(Lexeme::Gives | Lexeme::Opens(..)));
    words - usize::from(is_key && words > 0)
}

fn is_negation(word: Word<'_>) -> bool {
    word.is_any(&["not", "no", "without", "never", "instead", "don't"])
        || word.text.starts_with(['不', '无', '未', '别'])
}

// `host=db.example.com port=5432`, `mysql:host=db.example.com;port=3306`
fn is_inner(word: Word<'_>) -> bool {
    word.text.contains([' ', ';']) && word.text.contains("port=") && word.text.len() < 400
}

fn is_key(word: Word<'_>) -> bool {
    word.text.starts_with(|c: char| c.is_ascii_alphabetic()) && !word.text.contains(' ')
}

fn is_word(word: Word<'_>) -> bool {
    word.text.starts_with(|c: char| c.is_alphabetic() || c == '$')
}
