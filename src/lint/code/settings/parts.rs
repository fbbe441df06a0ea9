//! The parts of a line, and what each adds to the scopes that are open.

use super::super::word::Word;
use super::lexemes::{self, Lexeme};
use super::meaning::{self, Said};
use super::scopes::{Kind, MOST_HEADS, Reader, Setting};

impl<'t> Reader<'t, '_, '_> {
    /// The parts of a line, one after the other.
    pub(super) fn parts(&mut self, mut rest: &[Lexeme<'t>]) {
        let mut heads: Vec<Word<'t>> = Vec::new();
        while !rest.is_empty() {
            let read = self.part(rest, &mut heads);
            rest = &rest[read..];
        }
    }

    // Reads what comes next and says how many lexemes it was.
    fn part(&mut self, rest: &[Lexeme<'t>], heads: &mut Vec<Word<'t>>) -> usize {
        use Lexeme::{Closes, Ends, Gives, Opens, Word};
        let read = match rest {
            // `imap = Net::IMAP.new(`: the name of a call is no value.
            [Word(key), Gives, Word(_), Opens(_, true), ..] => {
                self.remember([*key]);
                heads.push(*key);
                2
            }
            [Word(key), Gives, Word(value), after @ ..] => {
                self.set(*key, *value);
                self.remember([*key, *value]);
                heads.clear();
                // What is written in several words is a text and holds no more settings.
                3 + if self.says(*key, *value) { 0 } else { text(after) }
            }
            // `bind = ["[::]:143"]`
            [Word(key), Gives, Opens('[', _), Word(value), Closes, ..] => {
                self.set(*key, *value);
                5
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
            // `define('SMTP_PORT', 465)`
            [Word(_), Opens('(', true), Word(key), Ends, Word(value), Closes, ..] if is_key(*key) => {
                self.set(*key, *value);
                6
            }
            // `config["MAIL_PORT"] = 465`
            [Opens('[', true), Word(key), Closes, Gives, Word(value), ..] => {
                self.set(*key, *value);
                5
            }
            // `("mail.example.com", 465`
            [Word(host), Ends, Word(port), Ends | Closes, ..]
                if self.top().kind == Kind::Bracket('(') && port.number().is_some() && is_word(*host) =>
            {
                let line = self.line;
                let said = Said::Port(*port);
                self.top().settings.push(Setting { key: None, stem: Vec::new(), said, line, risen: 0 });
                3
            }
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
                1
            }
            [Gives, ..] => 1,
            // `port 993`; of two words, the second may be a key as well.
            [Word(key), Word(value), ..] if self.says(*key, *value) => {
                self.set(*key, *value);
                self.remember([*key, *value]);
                heads.extend([*key, *value]);
                2
            }
            [Word(word), ..] => {
                self.flag(*word);
                self.remember([*word]);
                heads.push(*word);
                1
            }
            [] => 0,
        };
        heads.drain(..heads.len().saturating_sub(MOST_HEADS));
        read
    }

    fn remember<const N: usize>(&mut self, words: [Word<'t>; N]) {
        if self.last.words.len() < MOST_HEADS {
            self.last.words.extend(words);
        }
    }

    fn says(&self, key: Word<'t>, value: Word<'t>) -> bool {
        let (said, _) = meaning::of(key, value, self.known);
        said.iter().any(|said| !matches!(said, Said::Describes(_) | Said::Srv(_)))
    }

    /// `<port>993</port>`, `<server port="993">`, `<key>Port</key>` above `<integer>993</integer>`
    pub(super) fn markup(&mut self, line: Word<'t>) {
        for part in line.parts(&['<']) {
            let Some((tag, text)) = part.split('>') else { continue };
            let name = tag.parts(&[' ', '\t']).next().unwrap_or(tag);
            if tag.text.starts_with('/') {
                if name.text.len() > 1
                    && self.top().heads.first().is_some_and(|head| name.after("/") == Some(*head))
                {
                    self.close_bracket();
                }
                continue;
            }
            let text = text.trimmed();
            if name.is("key") {
                self.last.words = vec![text];
            } else if let [key] = self.last.words[..] {
                let value = if text.text.is_empty() {
                    name.part(0, name.text.trim_end_matches('/').len())
                } else {
                    text
                };
                self.set(key, value);
                self.last.words.clear();
            } else if text.text.is_empty() {
                if !tag.text.ends_with('/') {
                    self.push(Kind::Bracket('<'), vec![name]);
                }
            } else {
                self.set(name, text);
            }
            let attributes =
                tag.part(name.text.len(), tag.text.trim_end_matches('/').len().max(name.text.len()));
            self.parts(&lexemes::read(attributes));
        }
    }
}

// How many words come before the next key or sign.
fn text(lexemes: &[Lexeme<'_>]) -> usize {
    let words = lexemes.iter().take_while(|lexeme| matches!(lexeme, Lexeme::Word(_))).count();
    let is_key = lexemes.get(words) == Some(&Lexeme::Gives);
    words - usize::from(is_key && words > 0)
}

fn is_key(word: Word<'_>) -> bool {
    word.text.starts_with(|c: char| c.is_ascii_alphabetic()) && !word.text.contains(' ')
}

fn is_word(word: Word<'_>) -> bool {
    word.text.starts_with(|c: char| c.is_alphabetic() || c == '$')
}
