//! Port numbers and other whole numbers, by their spelling.
//!
//! A YAML reader makes 465 of `0x1D1` and 309 of `0465`, as its version has it. A number is read
//! here only when it is written in the one way that nobody reads differently.

use super::shape::Shape;
use super::{Noun, Reading};
use crate::base::registry::PortNumber;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::syntax::text::shown;
use crate::syntax::yaml::{Content, Node, Scalar, Value};
use std::ops::RangeInclusive;

const PORT: Noun = Noun { en: "a port number", zh: "端口号" };
/// What stands between the two ends of a range.
const RANGE: [char; 6] = ['-', '–', '—', '－', '~', '～'];
const WHOLE: Noun = Noun { en: "a whole number", zh: "整数" };

/// Reads a port number, `465`, or a range in quotes, `"2379-2380"`, whose first number is smaller.
pub fn port_number(node: &Node, reading: &mut Reading) -> Option<PortNumber> {
    reading.expects(|| Shape::Ports)?;
    let scalar = spelt(node, PORT, reading)?;
    if let Some(number) = plain_port(scalar) {
        return Some(PortNumber { first: number, last: number });
    }
    if let (false, Value::Text(text)) = (scalar.plain, &scalar.value) {
        let ends = text.split_once('-').map(|(first, last)| (port(first), port(last)));
        if let Some((Some(first), Some(last))) = ends.filter(|(first, last)| first < last) {
            return Some(PortNumber { first, last });
        }
    }
    let problem = of_bad_port(node, scalar, reading);
    reading.refuse(match meant_range(text_of(scalar)) {
        Some(PortNumber { first, last }) if first < last => {
            let problem = fix(problem, node, scalar, &format!("\"{first}-{last}\""), reading);
            problem.help(text!("write `\"{first}-{last}\"`", "写成 `\"{first}-{last}\"`"))
        }
        Some(PortNumber { first, .. }) => fix(problem, node, scalar, &first.to_string(), reading)
            .help(text!("write `{first}`", "写成 `{first}`")),
        None => problem.help(text!(
            "write a decimal number from 0 to 65535, or a range in quotes such as `\"2379-2380\"`",
            "写 0 到 65535 的十进制数，范围要加引号，例如 `\"2379-2380\"`"
        )),
    })
}

/// Reads one port number.
pub fn single_port(node: &Node, reading: &mut Reading) -> Option<u16> {
    reading.expects(|| Shape::Port)?;
    let scalar = spelt(node, PORT, reading)?;
    plain_port(scalar).or_else(|| {
        let problem = of_bad_port(node, scalar, reading);
        reading.refuse(match meant_range(text_of(scalar)) {
            Some(PortNumber { first, last }) if first == last => {
                fix(problem, node, scalar, &first.to_string(), reading)
                    .help(text!("write `{first}`", "写成 `{first}`"))
            }
            _ => problem.help(text!("write a decimal number from 0 to 65535", "写 0 到 65535 的十进制数")),
        })
    })
}

/// Reads a whole number between two others.
pub fn integer(range: RangeInclusive<i64>) -> impl Fn(&Node, &mut Reading) -> Option<i64> {
    move |node, reading| {
        reading.expects(|| Shape::Integer(range.clone()))?;
        let scalar = spelt(node, WHOLE, reading)?;
        let number = scalar.plain.then(|| match scalar.raw.strip_prefix('-') {
            Some(digits) => decimal(digits).map(|number| -number),
            None => decimal(&scalar.raw),
        });
        if let Some(number) = number.flatten().filter(|number| range.contains(number)) {
            return Some(number);
        }
        if !text_of(scalar).chars().any(|c| narrow(c).is_ascii_digit()) {
            return reading.wrong_type(node, WHOLE);
        }
        let (field, raw) = (reading.field(), shown(&scalar.raw));
        let message = text!("`{raw}` is not a number for `{field}`", "`{raw}` 不是 `{field}` 能用的数");
        let problem = reading.problem(Code::BadNumber, node.span, message);
        let (least, most) = (range.start(), range.end());
        reading.refuse(match meant(text_of(scalar)).filter(|number| range.contains(number)) {
            Some(meant) => fix(problem, node, scalar, &meant.to_string(), reading)
                .help(text!("write `{meant}`", "写成 `{meant}`")),
            None => problem.help(text!(
                "write a decimal number from {least} to {most}",
                "写 {least} 到 {most} 的十进制数"
            )),
        })
    }
}

// A scalar that could be meant as a number.
fn spelt<'n>(node: &'n Node, noun: Noun, reading: &mut Reading) -> Option<&'n Scalar> {
    match &node.content {
        Content::Scalar(scalar) if !matches!(scalar.value, Value::Bool(_)) => Some(scalar),
        _ => reading.wrong_type(node, noun),
    }
}

fn text_of(scalar: &Scalar) -> &str {
    match &scalar.value {
        Value::Text(text) => text,
        _ => &scalar.raw,
    }
}

fn of_bad_port(node: &Node, scalar: &Scalar, reading: &Reading) -> Diagnostic {
    let raw = shown(&scalar.raw);
    let message = text!("`{raw}` is not a port number", "`{raw}` 不是端口号");
    let problem = reading.problem(Code::BadNumber, node.span, message);
    let octal = Some(&scalar.raw).filter(|raw| scalar.plain && raw.len() > 1 && raw.starts_with('0'));
    match octal.and_then(|raw| i64::from_str_radix(raw, 8).ok()) {
        Some(octal) => problem.note(text!("YAML 1.1 reads it as {octal}", "YAML 1.1 会读成 {octal}")),
        None => problem,
    }
}

// Quotes, full-width forms and the dash of a range may be written anew. Digits may not: what `0465`,
// `0x1D1` or `443/tcp` stand for is for the author to say.
fn fix(problem: Diagnostic, node: &Node, scalar: &Scalar, meant: &str, reading: &Reading) -> Diagnostic {
    let same = |text: &str| {
        let digits = text.trim().chars().map(narrow);
        digits.map(|c| if RANGE.contains(&c) { '-' } else { c }).collect::<String>()
    };
    match same(text_of(scalar)) == meant.trim_matches('"') {
        true => problem.fix(reading.path, node.span, meant),
        false => problem,
    }
}

fn plain_port(scalar: &Scalar) -> Option<u16> {
    port(&scalar.raw).filter(|_| scalar.plain)
}

fn port(text: &str) -> Option<u16> {
    decimal(text)?.try_into().ok()
}

// ASCII digits without a leading zero.
fn decimal(text: &str) -> Option<i64> {
    let canonical = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| canonical)
}

// The port number or range that a disguise most likely stands for.
fn meant_range(text: &str) -> Option<PortNumber> {
    let text = text.split('/').next().unwrap_or(text);
    let one = |text: &str| meant(text)?.try_into().ok();
    if let Some(number) = one(text) {
        return Some(PortNumber { first: number, last: number });
    }
    let (first, last) = text.split_once(RANGE)?;
    let (first, last) = (one(first)?, one(last)?);
    Some(PortNumber { first: first.min(last), last: first.max(last) })
}

// The whole number that a spelling most likely stands for.
fn meant(text: &str) -> Option<i64> {
    let text: String = text.trim().chars().map(narrow).filter(|c| !matches!(c, '_' | ',' | ' ')).collect();
    let text = text.trim_start_matches('+').to_ascii_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = text.strip_prefix(prefix).filter(|digits| !digits.starts_with(['+', '-'])) {
            return i64::from_str_radix(digits, radix).ok();
        }
    }
    let shape = text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || b".e".contains(&byte));
    // Up to 2^53 a float is exact; nothing that is meant here is larger.
    let number: f64 = text.parse().ok().filter(|_| shape)?;
    (number.fract() == 0.0 && number < 9e15).then_some(number as i64)
}

// Full-width forms as ASCII.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
