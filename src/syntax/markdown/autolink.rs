//! Bare addresses in running text, as GitHub links them.
//!
//! The rules are those of GFM 6.9 (`http://`, `https://`, `www.`), with one addition: Han
//! characters and full-width punctuation end an address, because Chinese puts no space after it.
//! Nothing here knows where the text stands; links and code are never given to it.

use super::chars::{is_cjk, is_shared_punctuation};

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Text.
    Text(&'a str),
    /// An address, and what is to be written before it in the link.
    Address(&'a str, &'static str),
}

/// Splits a text into addresses and what stands between them.
pub(super) fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut written = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(found) = bytes[at..].windows(2).position(may_begin) {
        let start = at + found;
        at = start + 1;
        let Some((length, prefix)) = address(&text[start..], text[..start].chars().next_back()) else {
            continue;
        };
        if written < start {
            parts.push(Part::Text(&text[written..start]));
        }
        at = start + length;
        parts.push(Part::Address(&text[start..at], prefix));
        written = at;
    }
    if written < text.len() {
        parts.push(Part::Text(&text[written..]));
    }
    parts
}

// A cheap look at two bytes, because most text holds no address.
fn may_begin(pair: &[u8]) -> bool {
    matches!([pair[0] | 0x20, pair[1] | 0x20], [b'h', b't'] | [b'w', b'w'])
}

// The length of the address that begins here, and the scheme it lacks.
fn address(text: &str, before: Option<char>) -> Option<(usize, &'static str)> {
    let starts = |word: &str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let (scheme, prefix) = match () {
        () if starts("http://") => ("http://".len(), ""),
        () if starts("https://") => ("https://".len(), ""),
        () if starts("www.") => (0, "http://"),
        () => return None,
    };
    let free = match prefix {
        "" => before.is_none_or(|c| !c.is_ascii_alphanumeric()),
        _ => before.is_none_or(|c| c.is_whitespace() || !c.is_ascii() || matches!(c, '*' | '_' | '~' | '(')),
    };
    if !free {
        return None;
    }
    // `http://localhost:1111` is an address although it has no period.
    let domain = domain(&text[scheme..], prefix.is_empty())?;
    let start = scheme + domain;
    let end = text[start..].find(ends_address).map_or(text.len(), |length| start + length);
    let length = without_trailing_marks(&text[..end]);
    (length > scheme).then_some((length, prefix))
}

fn ends_address(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '<' || is_cjk(c) || is_shared_punctuation(c)
}

// DNS has no longer names (RFC 1035); the limit also keeps the search linear.
const LONGEST_DOMAIN: usize = 253;

fn domain(text: &str, period_optional: bool) -> Option<usize> {
    let length = text
        .bytes()
        .take(LONGEST_DOMAIN + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        .count();
    let name = text[..length].trim_end_matches('.');
    let mut segments = name.rsplit('.');
    let (last, second) = (segments.next()?, segments.next());
    let valid = length <= LONGEST_DOMAIN
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && (second.is_some() || period_optional)
        && !name.contains("..")
        && ![last, second.unwrap_or("")].iter().any(|segment| segment.contains('_'));
    valid.then_some(length)
}

// A full stop ends the sentence, not the address; a parenthesis that was opened before the
// address closes after it.
fn without_trailing_marks(address: &str) -> usize {
    let count = |mark| address.bytes().filter(|byte| *byte == mark).count();
    let (opened, mut closed) = (count(b'('), count(b')'));
    let mut end = address.len();
    while let Some(last) = address[..end].bytes().next_back() {
        match last {
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"' => end -= 1,
            b')' if closed > opened => {
                closed -= 1;
                end -= 1;
            }
            b';' => {
                let name = address[..end - 1].trim_end_matches(|c: char| c.is_ascii_alphanumeric());
                match name.ends_with('&') && name.len() < end - 1 {
                    true => end = name.len() - 1,
                    false => end -= 1,
                }
            }
            _ => break,
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        split(text)
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.to_string(),
                Part::Address(text, prefix) => format!("<{prefix}{text}>"),
            })
            .collect()
    }

    #[test]
    fn addresses_end_as_on_github() {
        for (text, expected) in [
            ("www.commonmark.org", "<http://www.commonmark.org>"),
            ("Visit www.commonmark.org/help now", "Visit <http://www.commonmark.org/help> now"),
            ("Visit www.commonmark.org.", "Visit <http://www.commonmark.org>."),
            ("Visit www.commonmark.org/a.b.", "Visit <http://www.commonmark.org/a.b>."),
            (
                "www.google.com/search?q=Markup+(business)",
                "<http://www.google.com/search?q=Markup+(business)>",
            ),
            (
                "www.google.com/search?q=Markup+(business)))",
                "<http://www.google.com/search?q=Markup+(business)>))",
            ),
            ("(www.google.com/search?q=a+(b))", "(<http://www.google.com/search?q=a+(b)>)"),
            ("www.google.com/search?q=(b))+ok", "<http://www.google.com/search?q=(b))+ok>"),
            ("www.google.com/?q=a&hl=en", "<http://www.google.com/?q=a&hl=en>"),
            ("www.google.com/?q=a&hl;", "<http://www.google.com/?q=a>&hl;"),
            ("www.commonmark.org/he<lp", "<http://www.commonmark.org/he><lp"),
            ("http://commonmark.org (more)", "<http://commonmark.org> (more)"),
            ("https://encrypted.google.com/search?q=A+(b)", "<https://encrypted.google.com/search?q=A+(b)>"),
            ("HTTPS://EXAMPLE.COM hTtp://a", "<HTTPS://EXAMPLE.COM> <hTtp://a>"),
            ("http://localhost:1111/", "<http://localhost:1111/>"),
            (
                "xhttp://a.com nohttp www. http:// https://, www..com",
                "xhttp://a.com nohttp www. http:// https://, www..com",
            ),
            ("www.a_b.com www.a.b_c www.x_y.a.com", "www.a_b.com www.a.b_c <http://www.x_y.a.com>"),
            ("ftp://a.com a@www.com \"https://a.com\"", "ftp://a.com a@www.com \"<https://a.com>\""),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn chinese_ends_an_address() {
        for (text, expected) in [
            ("请看https://example.com/a。谢谢", "请看<https://example.com/a>。谢谢"),
            ("请看 https://example.com/a中文", "请看 <https://example.com/a>中文"),
            ("（https://example.com/a?b=1）", "（<https://example.com/a?b=1>）"),
            ("“https://example.com”", "“<https://example.com>”"),
            ("www.example.com，www.example.org；", "<http://www.example.com>，<http://www.example.org>；"),
            ("https://example.com:8443、https://例子.com", "<https://example.com:8443>、https://例子.com"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }

    #[test]
    fn many_names_that_are_none_are_read_once_each() {
        let text = "_www.".repeat(200_000);
        assert_eq!(shown(&text), text);
    }
}
