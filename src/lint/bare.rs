//! Bare addresses as authors mean them: `https://example.com/４６５` is one, although a page links its beginning
//! only.
//!
//! What is written in full-width letters behind an address, or in a mail address, was meant to be a part of it.
//! Nobody but the author knows what it should have been.

use crate::syntax::markdown::chars::is_han;
use std::ops::Range;

/// The bytes of a text that are addresses of pages, or mail addresses with full-width letters.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Nearly no text holds any.
    if !text.contains("://") && !text.contains(['.', '．', '／', '@', '＠']) {
        return found;
    }
    let mut at = 0;
    while let Some(start) = text[at..].find(is_part).map(|found| at + found) {
        at = text[start..].find(|c| !is_part(c)).map_or(text.len(), |length| start + length);
        if let Some(own) = address(&text[start..at]) {
            found.push(start + own.start..start + own.end);
        }
    }
    found
}

// A character of an address, full-width forms included. Marks that quote, and those that part Chinese
// sentences, are none.
fn is_part(c: char) -> bool {
    (c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '`'))
        || (matches!(c, '！'..='～')
            && !matches!(c, '！' | '，' | '；' | '（' | '）' | '＂' | '＇')
            && !is_han(c))
}

fn address(word: &str) -> Option<Range<usize>> {
    let narrow: String = word.chars().map(narrow).collect();
    let is_wide = !word.is_ascii();
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    let place = |number: usize| chars.get(number).map_or(word.len(), |(at, _)| *at);
    // All of `narrow` is ASCII: its bytes are numbers of characters.
    let bytes = narrow.as_bytes();
    let back = |from: usize, is_own: fn(&u8) -> bool| {
        from - bytes[..from].iter().rev().take_while(|byte| is_own(byte)).count()
    };
    let last = narrow.trim_end_matches(|c: char| "?!.,:;*_~)]}".contains(c)).len();
    if let Some(scheme) = narrow.find("://") {
        let start = back(scheme, u8::is_ascii_alphabetic);
        return (start < scheme && scheme + 3 < last).then(|| place(start)..place(last));
    }
    if is_wide && let Some(www) = narrow.find("www.").filter(|at| back(*at, u8::is_ascii_alphanumeric) == *at)
    {
        return (www + 4 < last).then(|| place(www)..place(last));
    }
    // `a＠example.com` is no address yet, and can only become one.
    let at = narrow.find('@').filter(|at| is_wide && chars.get(*at).is_some_and(|(_, c)| *c == '@'))?;
    let start = back(at, |byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte));
    let host = bytes[at + 1..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte))
        .count();
    let end = (at + 1 + host).min(last);
    (start < at && narrow.get(at + 1..end)?.contains('.')).then(|| place(start)..place(end))
}

fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_letters_in_addresses_belong_to_them() {
        for (text, expected) in [
            ("看 https://example.com/４６５ 和", &["https://example.com/４６５"][..]),
            ("看https://example.com/ｆｏｏ？ａ＝１。后", &["https://example.com/ｆｏｏ？ａ＝１"]),
            ("（见 www.example.com/ｆｏｏ）", &["www.example.com/ｆｏｏ"]),
            ("信箱 ａbc@example.com，或 a＠example.com.", &["ａbc@example.com"]),
            ("ｈｔｔｐｓ：／／example.com", &["ｈｔｔｐｓ：／／example.com"]),
            ("发信／收信，１．５ 倍，a@b ４６５，@ｎａｍｅ", &[]),
        ] {
            let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected);
        }
    }
}
