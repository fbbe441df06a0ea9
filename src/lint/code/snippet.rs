//! A code block, read once in the ways that the tools need.

use super::claim::Claim;
use super::shell::{self, Command};
use super::tokens::{self, Group, Token};
use super::word::Word;
use crate::base::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// A code block.
#[derive(Debug)]
pub(super) struct Snippet<'t> {
    /// All of it.
    pub text: &'t str,
    /// Its lines.
    pub lines: Vec<Line<'t>>,
    /// What is typed into a shell, if it is a shell's.
    pub commands: Vec<Command<'t>>,
    /// What a programming language sees, if it is one's.
    pub tokens: Vec<Token<'t>>,
    // Where each name is called, as numbers of tokens.
    calls: BTreeMap<&'t str, Vec<usize>>,
}

/// A line of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// What stands before the comment, with its indentation.
    pub code: Word<'t>,
    /// What the comment says, without its sign.
    pub comment: Option<Word<'t>>,
    /// The comment that calls it wrong, beside it or above it.
    pub called_wrong: Option<Word<'t>>,
}

impl<'t> Snippet<'t> {
    /// Reads the text of a block. `language` is the first word of its info string; blocks are
    /// often labelled badly or not at all, so it only settles what a sharp sign means.
    pub(super) fn read(text: &'t str, language: &str) -> Snippet<'t> {
        let lines = lines(text);
        let commands = shell::read(&lines, language);
        let tokens = tokens::read(text);
        let calls = tokens::call_places(&tokens);
        Snippet { text, lines, commands, tokens, calls }
    }

    /// The calls of these names: where each name stands, and what is given.
    pub(super) fn calls<'a>(
        &'a self,
        names: &'a [&'a str],
    ) -> impl Iterator<Item = (usize, Group<'a, 't>)> + 'a {
        let places = names.iter().filter_map(|name| self.calls.get(name)).flatten();
        places.map(|at| (*at, tokens::group(&self.tokens, at + 1)))
    }

    /// The comment in which the author calls wrong what a claim rests on.
    pub(super) fn called_wrong(&self, claim: &Claim<'_>) -> Option<&'t str> {
        claim.spans().find_map(|span| self.line_of(span).called_wrong).map(|comment| comment.text)
    }

    // The line on which a span begins.
    fn line_of(&self, span: Span) -> &Line<'t> {
        let after = self.lines.partition_point(|line| line.code.start <= span.start);
        &self.lines[after.saturating_sub(1)]
    }
}

/// Whether a comment or a title says that what it stands at is wrong. “Wrong” has to stand alone, at
/// the beginning, at the end or before a colon: “a wrong password ends with 67” says nothing of the
/// code. “Do not” and “不要” speak of it when they come first.
pub(super) fn says_wrong(text: &str) -> bool {
    const VERDICTS: &[&str] = &[
        "wrong",
        "incorrect",
        "bad",
        "mistake",
        "fails",
        "错误",
        "错误示范",
        "反例",
        "不对",
        "错的",
        "错",
        "✗",
        "✘",
        "❌",
        "×",
    ];
    const ORDERS: &[&str] =
        &["don’t", "don't", "do not", "never", "not like this", "不要", "别", "勿", "切勿"];
    let text = text.trim_matches(|c: char| c.is_whitespace() || "#/;-*!<>".contains(c)).to_lowercase();
    let stands_alone = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == ' ');
    let verdict = |word: &str| {
        text.strip_prefix(word).is_some_and(stands_alone)
            || text.strip_suffix(word).is_some_and(|head| head.ends_with([' ', '：', '，']))
            || text.match_indices(word).any(|(at, _)| text[at + word.len()..].starts_with([':', '：']))
    };
    VERDICTS.iter().any(|word| verdict(word)) || ORDERS.iter().any(|word| text.starts_with(word))
}

/// The code of each line, with its place, where there is any beside comments and space.
pub(in crate::lint) fn without_comments(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut start = 0;
    let code = text.split_inclusive('\n').map(|line| {
        let end = comment_start(line).map_or(line.len(), |(at, _)| at);
        let code = line[..end].trim_end();
        let range = start..start + code.len();
        start += line.len();
        (code, range)
    });
    code.filter(|(code, _)| !code.is_empty()).collect()
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut above = None;
    // Of a comment over several lines: where the last one ends, and whether one is open.
    let last_end = text.rfind("*/");
    let mut is_inside = false;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let whole = Word::of(text, start, end);
        let found = if is_inside { Some((0, 0)) } else { comment_start(whole.text) };
        let opens = is_inside || line.trim_start().starts_with("/*");
        is_inside = opens && !line.contains("*/") && last_end.is_some_and(|last| last > start);
        let (code, comment) = match found {
            Some((at, sign)) => (whole.part(0, at), Some(whole.part(at + sign, whole.text.len()).trimmed())),
            None => (whole, None),
        };
        let beside = comment.filter(|comment| says_wrong(comment.text));
        // A comment on a line of its own speaks for the lines below it, up to an empty line or
        // the next such comment.
        if code.text.trim().is_empty() {
            above = beside;
        }
        lines.push(Line { code, comment, called_wrong: beside.or(above) });
        start += line.len();
    }
    if lines.is_empty() {
        lines.push(Line { code: Word::of(text, 0, 0), comment: None, called_wrong: None });
    }
    lines
}

/// Where a comment begins in a line, and how long its sign is. The same for all languages: a sharp
/// sign or two slashes at the beginning or after space, outside of quotes; a semicolon, two
/// hyphens, `REM` or `<!--` at the beginning.
fn comment_start(line: &str) -> Option<(usize, usize)> {
    let indent = line.len() - line.trim_start().len();
    let head = &line[indent..];
    if let Some(defined) = head.strip_prefix('#').filter(|rest| rest.starts_with("define ")) {
        return comment_start(defined).map(|(at, sign)| (indent + 1 + at, sign));
    }
    if let Some(sign) =
        [";", "<!--", "/*", "-- ", "REM ", "rem "].iter().find(|sign| head.starts_with(**sign))
    {
        return Some((indent, sign.len()));
    }
    let found = sign_outside_quotes(line, true);
    // An apostrophe opens no quote that anybody closes.
    found.unwrap_or_else(|| sign_outside_quotes(line, false).unwrap_or(None))
}

// `None` when a quote is left open.
fn sign_outside_quotes(line: &str, minds_quotes: bool) -> Option<Option<(usize, usize)>> {
    let bytes = line.as_bytes();
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate() {
        let is_apart = at == 0 || bytes[at - 1].is_ascii_whitespace();
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if minds_quotes => quote = Some(*byte),
            (None, b'#') if is_apart => return Some(Some((at, 1))),
            (None, b'/') if (is_apart || bytes[at - 1] == b';') && bytes.get(at + 1) == Some(&b'/') => {
                return Some(Some((at, 2)));
            }
            _ => {}
        }
    }
    quote.is_none().then_some(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_found_outside_of_quotes() {
        let of = |line| comment_start(line).map(|(at, _)| at);
        assert_eq!(of("nc -vz h 25 # 端口"), Some(12));
        assert_eq!(of("curl 'imap://h/#1' # 收信"), Some(19));
        assert_eq!(of("curl imaps://h/INBOX#1"), None);
        assert_eq!(of("it's # odd"), Some(5));
        assert_eq!(of("port: 465, // implicit"), Some(11));
        assert_eq!(of("  #define 端口 465"), None);
        assert_eq!(of("  #define PORT 465 // 端口"), Some(19));
    }

    #[test]
    fn an_author_may_call_code_wrong() {
        for text in [
            "wrong: 993 is TLS",
            "Wrong",
            "this is wrong",
            "错误：993 是隐式 TLS",
            "❌",
            "Don’t use 25",
            "不要用 25",
        ] {
            assert!(says_wrong(text), "{text}");
        }
        for text in [
            "a wrong password ends with 67",
            "Wrong passwords: 535",
            "错误的密码会得到 535",
            "正确",
            "badly named",
        ] {
            assert!(!says_wrong(text), "{text}");
        }
    }

    #[test]
    fn a_comment_above_speaks_for_the_lines_below_it() {
        let text = "# 错误：\na\nb\n# 正确：\nc\n\n# wrong\nd\n\ne\n";
        let wrong: String = lines(text)
            .iter()
            .filter(|line| line.called_wrong.is_some())
            .map(|line| line.code.text)
            .collect();
        assert_eq!(wrong, "abd");
    }
}
