//! What a mark begins: a pair, a line of its own, a field, an option of a command.

use super::super::lexicon::Role;
use super::super::vocabulary::Meaning;
use super::super::words::{Placed, Word};
use super::{Kind, LONGEST_CLUSTER, Lexer, Token, digits};

// The label of a field has few words.
const LONGEST_LABEL: usize = 10;

impl Lexer<'_> {
    // `LDAPS`, `993`, `IMAP (SSL)`, and nothing before it; or `收 POP3`, and a number behind it.
    pub(super) fn begins_pair(&self) -> bool {
        let is_named = self
            .tokens
            .last()
            .is_some_and(|token| token.name().is_some() || matches!(token.kind, Kind::Mode(_)));
        if is_named && self.words.get(self.at + 1).is_some_and(|next| digits(&next.word).is_some()) {
            return true;
        }
        let near = &self.tokens[self.tokens.len().saturating_sub(5)..];
        let ends = |token: &Token| matches!(token.kind, Kind::Stop | Kind::Comma | Kind::Role(Role::Colon));
        let start = near.iter().rposition(ends).map_or(0, |at| at + 1);
        match &near[start..] {
            [_] => true,
            [_, open, mode, close] => {
                open.kind == Kind::Open && matches!(mode.kind, Kind::Mode(_)) && close.kind == Kind::Close
            }
            _ => false,
        }
    }

    // `--ssl-mode=REQUIRED`: what a command is given is no word of the sentence; how many words it has.
    pub(super) fn option(&self) -> Option<usize> {
        let [first, second, name] = self.words.get(self.at..self.at + 3)? else { return None };
        let is_dash = |placed: &Placed| placed.word == Word::Mark('-');
        let begins = is_dash(first) && !first.touches && is_dash(second) && second.touches && name.touches;
        let ends =
            |placed: &Placed| !placed.touches || matches!(placed.word, Word::Mark(',' | ';' | '。' | ')'));
        let rest = self.words[self.at + 1..].iter().take(LONGEST_CLUSTER);
        begins.then(|| 1 + rest.take_while(|placed| !ends(placed)).count())
    }

    // `993 → IMAPS`, `收件（IMAP）：…`: a line of its own, whatever Markdown makes of it.
    pub(super) fn begins_entry(&self) -> bool {
        let is = |at: usize, marks: &[char]| {
            self.words
                .get(at)
                .is_some_and(|placed| matches!(placed.word, Word::Mark(mark) if marks.contains(&mark)))
        };
        let is_number = |at: usize| self.words.get(at).is_some_and(|placed| placed.word.is_number());
        let is_long = self.words[self.at].range.len() > 1;
        let is_item = is_long && is(self.at + 1, &[',', '-']) && !is_number(self.at + 2);
        let is_pair = is_number(self.at) && (is_item || is(self.at + 1, &['→', '—', '–', ':', '=']));
        // `[587]=`, `imap 143/tcp`
        let is_transport = |at: usize| {
            let words = self.words.get(at..).unwrap_or_default().iter().map(|placed| &placed.word);
            let found = self.vocabulary.longest(words.take(1), false, |_| String::new());
            matches!(found, Some((Meaning::Role(Role::Transport(_)), _)))
        };
        let is_index = is(self.at, &['[', '(', '"']) && is_number(self.at + 1);
        let is_endpoint =
            (self.at..self.at + 3).any(|at| is_number(at) && is(at + 1, &['/']) && is_transport(at + 2));
        let is_pair = is_pair || is_index || is_endpoint;
        let ends = |at: &usize| is(*at, &[':', ',', '。', '.', '!', '?', ';', '、']);
        let end = (self.at..self.at + LONGEST_LABEL).find(ends);
        is_pair || end.is_some_and(|end| is(end, &[':']) && end > self.at)
    }

    pub(super) fn begins_with_port(&self, at: usize) -> bool {
        let words = self.words[at.min(self.words.len())..].iter().map(|placed| &placed.word);
        let found = self.vocabulary.longest(words, false, |_| String::new());
        matches!(found, Some((Meaning::Role(Role::Port), _)))
    }
}
