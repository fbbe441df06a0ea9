//! The info string of a fenced block: a language, then `title="…"` and `tested="a; b; c"`.
//!
//! Nothing here knows which languages or generated blocks there are.

use crate::syntax::markdown::Code;

/// Reads an info string into a code block without code. Words that are not known are ignored, as
/// on any Git host.
pub(super) fn read(info: &str) -> Code {
    let mut code = Code::default();
    let mut rest = info.trim_start();
    let first = rest.split(char::is_whitespace).next().unwrap_or_default();
    // A block may have a title and no language.
    if !["title=", "tested="].iter().any(|key| first.starts_with(key)) {
        code.language = first.into();
        rest = &rest[first.len()..];
    }
    while let Some((key, value, after)) = attribute(rest) {
        match key {
            "title" => code.title = Some(value.into()).filter(|title: &String| !title.is_empty()),
            "tested" => {
                let parts = value.split(';').map(str::trim).filter(|part| !part.is_empty());
                code.tested = parts.map(String::from).collect();
            }
            _ => {}
        }
        rest = after;
    }
    code
}

// The next word as key and value, and what follows. A quote that is not closed reaches to the end.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start();
    if text.is_empty() {
        return None;
    }
    let end = text.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(text.len());
    let (key, rest) = text.split_at(end);
    let Some(rest) = rest.strip_prefix('=') else { return Some((key, "", rest)) };
    let (value, after) = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
        None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
    };
    Some((key, value, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn info_strings_say_language_title_and_what_was_tested() {
        let code = |language: &str, title: Option<&str>, tested: &[&str]| Code {
            language: language.into(),
            title: title.map(String::from),
            tested: tested.iter().map(|part| part.to_string()).collect(),
            ..Code::default()
        };
        for (info, expected) in [
            ("", code("", None, &[])),
            ("sh", code("sh", None, &[])),
            ("  text\ttitle=\"输出 1\"  ", code("text", Some("输出 1"), &[])),
            (
                "sh tested=\"Debian 12; OpenSSL 3.0.17;;2026-11-23\" title=x",
                code("sh", Some("x"), &["Debian 12", "OpenSSL 3.0.17", "2026-11-23"]),
            ),
            ("title=\"a b\"", code("", Some("a b"), &[])),
            ("sh title=\"never closed tested=\"a", code("sh", Some("never closed tested="), &[])),
            ("sh title=\"never closed", code("sh", Some("never closed"), &[])),
            ("ruby startline=3 $%@#$ = == title=", code("ruby", None, &[])),
        ] {
            assert_eq!(read(info), expected, "{info}");
        }
    }
}
