//! Texts, names, dates, addresses and truth values.

use super::shape::Shape;
use super::{Noun, Reading};
use crate::base::date::Date;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text, nearest};
use crate::syntax::text::shown;
use crate::syntax::yaml::{Content, Key, Node, Scalar, Value};

/// The largest number of characters of an id.
pub const ID_LIMIT: usize = 100;

const TEXT: Noun = Noun { en: "text", zh: "文本" };
const BOOLEAN: Noun = Noun { en: "`true` or `false`", zh: "`true` 或 `false`" };
const DATE: Noun = Noun { en: "a date", zh: "日期" };

/// Reads text that says something, without the spaces and line breaks around it.
pub fn text(node: &Node, reading: &mut Reading) -> Option<String> {
    reading.expects(|| Shape::Text)?;
    let text = written(node, reading)?.trim();
    match text.is_empty() {
        true => reading.wrong_type(node, TEXT),
        false => Some(text.to_string()),
    }
}

/// Reads text with the spaces around it; it may not be empty.
pub fn spaced_text(node: &Node, reading: &mut Reading) -> Option<String> {
    reading.expects(|| Shape::SpacedText)?;
    match written(node, reading)? {
        "" => reading.wrong_type(node, TEXT),
        text => Some(text.to_string()),
    }
}

/// Reads an id: ASCII letters in lower case and digits, in groups joined by `-`.
pub fn id<T>(make: impl Fn(&str) -> T) -> impl Fn(&Node, &mut Reading) -> Option<T> {
    move |node, reading| {
        reading.expects(|| Shape::Id)?;
        let text = text(node, reading)?;
        check_id(&text, node.span, reading)?;
        Some(make(&text))
    }
}

/// Checks an id that stands at `span`.
pub fn check_id(id: &str, span: Span, reading: &mut Reading) -> Option<()> {
    if is_id(id) {
        return Some(());
    }
    let name = shown(id);
    let problem = reading.problem(Code::BadId, span, text!("`{name}` is not an id", "`{name}` 不能用作 id"));
    let words = id.to_lowercase();
    let words: Vec<&str> = words.split(|c: char| c.is_whitespace() || "_-./".contains(c)).collect();
    let meant = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    reading.refuse(match is_id(&meant) {
        true => problem.help(text!("write `{meant}`", "写成 `{meant}`")),
        false => problem.help(text!(
            "use ASCII letters in lower case, digits and single hyphens, {ID_LIMIT} characters at most",
            "只用小写英文字母、数字和单个连字符，最多 {ID_LIMIT} 个字符"
        )),
    })
}

/// Whether a text is an id.
pub fn is_id(text: &str) -> bool {
    let is_group = |group: &str| {
        !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= ID_LIMIT && text.split('-').all(is_group)
}

/// Reads one of the words of a closed list.
pub fn word<T: Copy + 'static>(
    all: &'static [T],
    name: impl Fn(T) -> &'static str,
) -> impl Fn(&Node, &mut Reading) -> Option<T> {
    move |node, reading| {
        reading.expects(|| Shape::Word(all.iter().map(|value| name(*value)).collect()))?;
        let Content::Scalar(Scalar { value: Value::Text(text), .. }) = &node.content else {
            return reading.wrong_type(node, TEXT);
        };
        if let Some(value) = all.iter().find(|value| name(**value) == text) {
            return Some(*value);
        }
        let words: Vec<&str> = all.iter().map(|value| name(*value)).collect();
        let (field, name) = (reading.field(), shown(text));
        let message = text!("`{field}` can't be `{name}`", "`{field}` 不能是 `{name}`");
        // Codes of languages are all near each other: `cn` does not mean `en`.
        let long = words.iter().copied().filter(|word| word.len() > 2);
        let problem = reading.problem(Code::UnknownValue, node.span, message);
        let problem = problem.fix_misspelt(reading.path, node.span, text, long.clone());
        reading.refuse(match nearest(text, long) {
            Some(meant) => problem.help(text!("write `{meant}`", "写成 `{meant}`")),
            None => {
                let Text { en, zh } = diag::names(words);
                problem.help(text!("write one of {en}", "可用的值：{zh}"))
            }
        })
    }
}

/// Reads a date, `YYYY-MM-DD`, with or without quotes.
pub fn date(node: &Node, reading: &mut Reading) -> Option<Date> {
    reading.expects(|| Shape::Date)?;
    let Content::Scalar(scalar) = &node.content else { return reading.wrong_type(node, DATE) };
    let text = match &scalar.value {
        Value::Text(text) => text,
        _ => &scalar.raw,
    };
    Date::parse(text).or_else(|| {
        let name = shown(text);
        let message = text!("`{name}` is not a date", "`{name}` 不是日期");
        let problem = reading.problem(Code::BadDate, node.span, message);
        reading.refuse(match meant_date(text) {
            Some(meant) => {
                let problem = problem.fix(reading.path, node.span, meant.to_string());
                problem.help(text!("write `{meant}`", "写成 `{meant}`"))
            }
            None => problem.help(text!(
                "write a day of the calendar as year, month and day, such as `2026-11-23`",
                "按年、月、日写出日历上的一天，例如 `2026-11-23`"
            )),
        })
    })
}

// 2026/1/5, 2026.1.5, 2026年1月5日, and dates with a time behind them.
fn meant_date(text: &str) -> Option<Date> {
    let day = text.split(['T', ' ']).next().unwrap_or(text);
    let parts: Vec<u32> =
        day.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    match parts[..] {
        // A year of two digits could be a day as well.
        [year, month, day] if year >= 1000 => Date::parse(&format!("{year:04}-{month:02}-{day:02}")),
        _ => None,
    }
}

/// Reads an absolute address with the scheme `http` or `https`.
pub fn url(node: &Node, reading: &mut Reading) -> Option<String> {
    reading.expects(|| Shape::Url)?;
    let text = text(node, reading)?;
    if is_url(&text) {
        return Some(text);
    }
    let name = shown(&text);
    let message = text!("`{name}` is not a web address", "`{name}` 不是网址");
    let problem = reading.problem(Code::RefusedLink, node.span, message).help(text!(
        "write a whole address with `https://` or `http://`",
        "写出以 `https://` 或 `http://` 开头的完整网址"
    ));
    reading.refuse(problem)
}

/// Whether a text is an absolute address with the scheme `http` or `https`.
pub fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let has_host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']));
    has_host && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\".contains(c))
}

/// Reads the name of a host or of a mail domain, in ASCII.
pub fn host(node: &Node, reading: &mut Reading) -> Option<String> {
    reading.expects(|| Shape::Host)?;
    let text = text(node, reading)?;
    if is_host(&text) {
        return Some(text);
    }
    let name = shown(&text);
    let message = text!("`{name}` is not a host name", "`{name}` 不是主机名");
    let problem = reading.problem(Code::UnknownValue, node.span, message);
    let meant = text.to_lowercase().replace(['。', '．', '｡'], ".");
    reading.refuse(match is_host(&meant) {
        true => problem.help(text!("write `{meant}`", "写成 `{meant}`")),
        false => problem.help(text!(
            "write the name alone in lower case, such as `imap.example.com`; other scripts in their `xn--` form",
            "只写小写的主机名，例如 `imap.example.com`；其他文字用 `xn--` 形式"
        )),
    })
}

fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

/// Reads `true` or `false`.
pub fn boolean(node: &Node, reading: &mut Reading) -> Option<bool> {
    reading.expects(|| Shape::Boolean)?;
    let Content::Scalar(scalar) = &node.content else { return reading.wrong_type(node, BOOLEAN) };
    let meant = match &scalar.value {
        Value::Bool(value) => return Some(*value),
        Value::Text(text) => match text.to_lowercase().as_str() {
            "y" | "yes" | "on" | "true" => Some(true),
            "n" | "no" | "off" | "false" => Some(false),
            _ => None,
        },
        Value::Integer(_) | Value::Float(_) => None,
    };
    match meant {
        Some(meant) if scalar.plain => {
            let problem = ambiguous(&scalar.raw, node.span, reading);
            reading.refuse(problem.help(text!("write `{meant}`", "写成 `{meant}`")))
        }
        Some(meant) => {
            let problem = reading.of_wrong_type(node, BOOLEAN);
            reading.refuse(problem.help(text!("write `{meant}`", "写成 `{meant}`")))
        }
        None => reading.wrong_type(node, BOOLEAN),
    }
}

/// Reads a free key.
pub fn key(key: &Key, reading: &mut Reading) -> Option<String> {
    match key.plain && is_ambiguous(&key.name) {
        true => {
            let name = &key.name;
            let problem = ambiguous(name, key.span, reading);
            reading.refuse(problem.help(text!("write `\"{name}\"`", "写成 `\"{name}\"`")))
        }
        false => Some(key.name.clone()),
    }
}

// The text of a node, when readers of YAML 1.1 would take it for text as well.
fn written<'n>(node: &'n Node, reading: &mut Reading) -> Option<&'n str> {
    let Content::Scalar(scalar) = &node.content else { return reading.wrong_type(node, TEXT) };
    let raw = shown(&scalar.raw);
    let problem = match &scalar.value {
        Value::Text(text) if scalar.plain && is_ambiguous(text) => ambiguous(&raw, node.span, reading),
        Value::Text(text) => return Some(text),
        _ => reading.of_wrong_type(node, TEXT),
    };
    reading.refuse(problem.help(text!("write `\"{raw}\"`", "写成 `\"{raw}\"`")))
}

fn ambiguous(raw: &str, span: Span, reading: &Reading) -> Diagnostic {
    let message = match raw.starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c)) {
        true => text!("YAML 1.1 reads `{raw}` as another number", "YAML 1.1 会把 `{raw}` 读成另一个数"),
        false => text!("YAML 1.1 reads `{raw}` as a truth value", "YAML 1.1 会把 `{raw}` 读成真假值"),
    };
    reading.problem(Code::AmbiguousScalar, span, message)
}

// Plain scalars that are text for YAML 1.2 and something else for YAML 1.1 (yaml.org/type/bool,
// int, float): truth values in words, leading zeros, underscores, and numbers to the base 60.
fn is_ambiguous(text: &str) -> bool {
    if matches!(text.to_lowercase().as_str(), "y" | "yes" | "n" | "no" | "on" | "off") {
        return true;
    }
    let digits = text.trim_start_matches(['+', '-']);
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || b"_.".contains(&byte));
    let leading_zero = digits.len() > 1 && digits.starts_with('0') && !digits.contains('.');
    let base_60 = digits.split(':').skip(1).all(|part| (1..=2).contains(&part.len()));
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.matches('.').count() <= 1
        && digits.split(':').all(is_number)
        && (leading_zero || digits.contains('_') || (digits.contains(':') && base_60))
}
