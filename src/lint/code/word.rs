//! A stretch of a code block that knows where it stands. Whoever looks at a part of a block makes a word of it,
//! so the work is the length of all words.

use crate::base::span::{Span, Spanned};
use crate::lint::work;

/// A part of the text of a block, without its quotes and never across lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// The characters.
    pub text: &'t str,
    /// Where they begin in the block.
    pub start: usize,
}

impl<'t> Word<'t> {
    /// The part of `text` in this range.
    pub(super) fn of(text: &'t str, start: usize, end: usize) -> Word<'t> {
        if cfg!(test) {
            work::done(end - start);
        }
        Word { text: &text[start..end], start }
    }

    /// Where it stands in the block.
    pub(super) fn span(self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// The word as a value with its place.
    pub(super) fn spanned(self) -> Spanned<&'t str> {
        Spanned::new(self.text, self.span())
    }

    /// Whether it is `text`, in capitals or not.
    pub(super) fn is(self, text: &str) -> bool {
        self.text.eq_ignore_ascii_case(text)
    }

    /// Whether it is one of these, in capitals or not.
    pub(super) fn is_any(self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.is(text))
    }

    /// The port number that it is. `0465` and `465.0` are none, and neither is 0: programs take it
    /// for “no port”.
    pub(super) fn number(self) -> Option<u16> {
        let is_plain = self.text.bytes().all(|byte| byte.is_ascii_digit()) && !self.text.starts_with('0');
        if is_plain { self.text.parse().ok() } else { None }
    }

    /// The part from `start` to `end`, counted in bytes of the word.
    pub(super) fn part(self, start: usize, end: usize) -> Word<'t> {
        if cfg!(test) {
            work::done(end - start);
        }
        Word { text: &self.text[start..end], start: self.start + start }
    }

    /// The part from `start` that is `most` bytes long and no longer: what a person could have meant
    /// ends somewhere.
    pub(super) fn window(self, start: usize, most: usize) -> Word<'t> {
        let end = (start + most).min(self.text.len());
        let end = (start..=end).rev().find(|at| self.text.is_char_boundary(*at));
        self.part(start, end.unwrap_or(start))
    }

    /// What stands before and after the first `sign`.
    pub(super) fn split(self, sign: char) -> Option<(Word<'t>, Word<'t>)> {
        self.text.find(sign).map(|at| self.around(at, sign))
    }

    /// What stands before and after the last `sign`.
    pub(super) fn split_last(self, sign: char) -> Option<(Word<'t>, Word<'t>)> {
        self.text.rfind(sign).map(|at| self.around(at, sign))
    }

    fn around(self, at: usize, sign: char) -> (Word<'t>, Word<'t>) {
        (self.part(0, at), self.part(at + sign.len_utf8(), self.text.len()))
    }

    /// The parts between any of these characters, empty ones left out.
    pub(super) fn parts(self, signs: &'static [char]) -> impl Iterator<Item = Word<'t>> {
        let mut start = 0;
        self.text.split(signs).filter_map(move |part| {
            let word = self.part(start, start + part.len());
            start += part.len() + 1;
            (!part.is_empty()).then_some(word)
        })
    }

    /// What follows `prefix`, in capitals or not.
    pub(super) fn after(self, prefix: &str) -> Option<Word<'t>> {
        let head = self.text.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| self.part(prefix.len(), self.text.len()))
    }

    /// The word without space at its ends.
    pub(super) fn trimmed(self) -> Word<'t> {
        let start = self.text.len() - self.text.trim_start().len();
        self.part(start, start + self.text.trim().len())
    }

    /// The word without the quotes around it.
    pub(super) fn unquoted(self) -> Word<'t> {
        let inner = ['"', '\'', '`'].iter().find_map(|quote| {
            let inner = self.text.strip_prefix(*quote)?;
            Some(self.part(1, 1 + inner.strip_suffix(*quote).unwrap_or(inner).len()))
        });
        inner.unwrap_or(self)
    }

    /// What stands after the last colon of `host:port`, `[::1]:port` and `*:port`. `None` where
    /// an address of IPv6 stands alone.
    pub(super) fn port_of_host(self) -> Option<Word<'t>> {
        let (host, port) = self.split_last(':')?;
        let is_address = host.text.contains(':') && !host.text.ends_with(']');
        (!is_address && !port.text.is_empty()).then_some(port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_keeps_its_place() {
        let word = Word { text: "\"端口.example.com:993\"", start: 10 }.unquoted();
        let port = word.port_of_host().expect("a port");
        assert_eq!((port.text, port.span(), port.number()), ("993", Span::new(30, 33), Some(993)));
        let parts: Vec<_> = Word { text: "25,,587", start: 3 }.parts(&[',']).map(|part| part.start).collect();
        assert_eq!(parts, [3, 7]);
    }

    #[test]
    fn only_plain_numbers_are_ports() {
        let number = |text| Word { text, start: 0 }.number();
        assert_eq!(
            ["465", "0465", "0", "465.0", "", "65536", "４６５"].map(number),
            [Some(465), None, None, None, None, None, None]
        );
        let port = |text| Word { text, start: 0 }.port_of_host().map(|port| port.text);
        assert_eq!(
            ["[2001:db8::1]:25", "2001:db8::1", "*:25", "h:"].map(port),
            [Some("25"), None, Some("25"), None]
        );
    }
}
