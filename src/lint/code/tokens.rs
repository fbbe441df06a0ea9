//! What programming languages have in common: names, numbers, strings, brackets.
//!
//! One reading serves Python, JavaScript, Java, PHP, Go and their relatives, because claims stand
//! in calls, in fields and in assignments, which look alike in all of them.

use super::word::Word;
use std::collections::BTreeMap;

/// A token; comments are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// What it is.
    pub kind: Kind,
    /// Its text; of a string, what stands between the quotes.
    pub word: Word<'t>,
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword.
    Name,
    /// Digits.
    Number,
    /// A string on one line.
    Text,
    /// Any other character.
    Sign,
}

/// A call, an object or a list: what stands between two brackets.
#[derive(Debug)]
pub(super) struct Group<'a, 't> {
    /// Its parts, at the commas.
    pub fields: Vec<Field<'a, 't>>,
}

/// A part of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a, 't> {
    /// `port` of `port=25`, `port: 25`, `"port" => 25`.
    pub name: Option<Word<'t>>,
    /// What is given.
    pub value: &'a [Token<'t>],
}

/// A group is looked at so far and no farther, or brackets in brackets would cost the square.
const LONGEST_GROUP: usize = 400;

impl<'t> Token<'t> {
    /// Whether it is this sign.
    pub(super) fn is_sign(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && self.word.text == sign
    }

    /// Whether it is this name, to the letter.
    pub(super) fn is_name(&self, name: &str) -> bool {
        self.kind == Kind::Name && self.word.text == name
    }
}

impl<'a, 't> Group<'a, 't> {
    /// The value of a named field.
    pub(super) fn named(&self, name: &str) -> Option<&'a [Token<'t>]> {
        let is = |field: &&Field<'_, '_>| field.name.is_some_and(|word| word.is(name));
        self.fields.iter().find(is).map(|field| field.value)
    }
}

/// Splits a text into tokens.
pub(super) fn read(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    // An unclosed comment is one line and no more, and nobody looks for its end again and again.
    let last_end = text.rfind("*/");
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let byte = bytes[at];
        let kind = if byte.is_ascii_whitespace() {
            at += 1;
            continue;
        } else if let Some(end) = comment(text, at, last_end) {
            at = end;
            continue;
        } else if matches!(byte, b'"' | b'\'' | b'`') {
            let (inner, end) = string(bytes, at);
            tokens.push(Token { kind: Kind::Text, word: Word::of(text, inner.0, inner.1) });
            at = end;
            continue;
        } else if is_name(byte) {
            at += bytes[at..].iter().take_while(|byte| is_name(**byte)).count();
            match text[start..at].bytes().all(|byte| byte.is_ascii_digit()) {
                true => Kind::Number,
                false => Kind::Name,
            }
        } else {
            at += 1;
            Kind::Sign
        };
        tokens.push(Token { kind, word: Word::of(text, start, at) });
    }
    tokens
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

// Where a comment that begins here ends.
fn comment(text: &str, at: usize, last_end: Option<usize>) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let before = at.checked_sub(1).map(|before| text.as_bytes()[before]);
    let is_apart = before.is_none_or(|byte| byte.is_ascii_whitespace() || byte == b';');
    let line = || at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    if (rest[0] == b'#' && is_apart) || (rest.starts_with(b"//") && before != Some(b':')) {
        return Some(line());
    }
    if !rest.starts_with(b"/*") {
        return None;
    }
    let end = last_end.filter(|end| *end >= at + 2).and_then(|_| text[at + 2..].find("*/"));
    Some(end.map_or_else(line, |end| at + end + 4))
}

// The inside of the string that begins here, and where it ends. A string that is not closed ends
// with its line; three quotes are one sign.
fn string(bytes: &[u8], at: usize) -> ((usize, usize), usize) {
    let quote = bytes[at];
    if bytes[at..].starts_with(&[quote; 3]) {
        return ((at, at), at + 3);
    }
    let mut end = at + 1;
    while end < bytes.len() && bytes[end] != quote && bytes[end] != b'\n' {
        end += if bytes[end] == b'\\' && bytes.get(end + 1).is_some_and(u8::is_ascii) { 2 } else { 1 };
    }
    let end = end.min(bytes.len());
    let is_closed = bytes.get(end) == Some(&quote);
    ((at + 1, end), end + usize::from(is_closed))
}

/// The group that the bracket with this number opens.
pub(super) fn group<'a, 't>(tokens: &'a [Token<'t>], open: usize) -> Group<'a, 't> {
    let last = tokens.len().min(open + LONGEST_GROUP);
    let mut fields = Vec::new();
    let mut depth = 0_usize;
    let mut start = open + 1;
    for (at, token) in tokens.iter().enumerate().take(last).skip(open) {
        match (token.kind, token.word.text) {
            (Kind::Sign, "(" | "[" | "{") => depth += 1,
            (Kind::Sign, ")" | "]" | "}") => {
                depth -= 1;
                if depth == 0 {
                    fields.extend(field(&tokens[start..at]));
                    return Group { fields };
                }
            }
            (Kind::Sign, ",") if depth == 1 => {
                fields.extend(field(&tokens[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    Group { fields }
}

fn field<'a, 't>(tokens: &'a [Token<'t>]) -> Option<Field<'a, 't>> {
    let [first, ..] = tokens else { return None };
    let signs = tokens.iter().skip(1).take_while(|token| token.kind == Kind::Sign);
    let width = match signs.map(|token| token.word.text).collect::<Vec<_>>().as_slice() {
        [":" | "=", ..] if !tokens.get(2).is_some_and(|next| next.is_sign("=") || next.is_sign(">")) => 1,
        ["=", ">", ..] => 2,
        _ => 0,
    };
    match first.kind {
        Kind::Name | Kind::Text if width > 0 => {
            Some(Field { name: Some(first.word), value: &tokens[1 + width..] })
        }
        _ => Some(Field { name: None, value: tokens }),
    }
}

/// Where each name is called, so that no tool reads all tokens for each of its names.
pub(super) fn call_places<'t>(tokens: &[Token<'t>]) -> BTreeMap<&'t str, Vec<usize>> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        if pair[0].kind == Kind::Name && pair[1].is_sign("(") {
            places.entry(pair[0].word.text).or_default().push(at);
        }
    }
    places
}

/// Names that stand for one number in the whole block: `PORT = 587`, `const port = 465`,
/// `int port = 25`, `port := 25`.
#[derive(Debug)]
pub(super) struct Constants<'t> {
    // By name, so that a name that is given two numbers can be left out.
    values: BTreeMap<&'t str, Option<Word<'t>>>,
}

impl<'t> Constants<'t> {
    /// Finds them.
    pub(super) fn of(tokens: &[Token<'t>]) -> Constants<'t> {
        let mut values = BTreeMap::new();
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Name) {
            let signs = tokens[at + 1..].iter().take(3).take_while(|token| token.kind == Kind::Sign);
            let width = match signs.map(|token| token.word.text).collect::<Vec<_>>().as_slice() {
                ["="] => 1,
                [":", "="] => 2,
                _ => continue,
            };
            let value = tokens.get(at + 1 + width).filter(|token| token.kind == Kind::Number);
            let value = value.map(|token| token.word);
            let is_same =
                |known: &Option<Word<'_>>| known.map(|word| word.text) == value.map(|word| word.text);
            match values.get_mut(token.word.text) {
                Some(known) if !is_same(known) => *known = None,
                Some(_) => {}
                None => {
                    values.insert(token.word.text, value);
                }
            }
        }
        Constants { values }
    }

    /// The number that a value is or stands for, where it was written.
    pub(super) fn number(&self, value: &[Token<'t>]) -> Option<Word<'t>> {
        match value {
            [Token { kind: Kind::Number, word }] => Some(*word),
            [Token { kind: Kind::Text, word }] if word.number().is_some() => Some(*word),
            [Token { kind: Kind::Name, word }] => self.values.get(word.text).copied().flatten(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        read(text).iter().map(|token| token.word.text).collect()
    }

    #[test]
    fn comments_are_left_out_and_strings_are_whole() {
        assert_eq!(
            words("f(\"端口 # 25\", 465) # 端口\n/* a */x // b\nhttp://y"),
            ["f", "(", "端口 # 25", ",", "465", ")", "x", "http", ":", "/", "/", "y"]
        );
        assert_eq!(words("'open\nx \"a\\\"b\" \"\"\"c\"\"\""), ["open", "x", "a\\\"b", "", "c", ""]);
    }

    #[test]
    fn groups_have_fields_with_and_without_names() {
        let tokens = read("SMTP(host, port=587, f(1, 2), 'secure' => true, {a: b})");
        assert_eq!(call_places(&tokens), BTreeMap::from([("SMTP", vec![0]), ("f", vec![8])]));
        let group = group(&tokens, 1);
        let fields: Vec<_> = group
            .fields
            .iter()
            .map(|field| (field.name.map(|name| name.text), field.value[0].word.text))
            .collect();
        let expected =
            [(None, "host"), (Some("port"), "587"), (None, "f"), (Some("secure"), "true"), (None, "{")];
        assert_eq!(fields, expected);
    }

    #[test]
    fn a_name_with_two_numbers_stands_for_none() {
        let tokens = read("PORT = 587\nport := 465\nport = 25\nx = f()");
        let constants = Constants::of(&tokens);
        let number = |name| constants.number(&read(name)).map(|word| word.text);
        assert_eq!(
            [number("PORT"), number("port"), number("x"), number("25")],
            [Some("587"), None, None, Some("25")]
        );
    }
}
