//! YAML with places: two readers over one text.
//!
//! granit-parser walks the events first: it knows where each value stands and how it was written,
//! and refuses what this project refuses (anchors, aliases, merge keys, tags, duplicate keys,
//! depth). serde_yaml then reads the values. Nothing outside of this module sees either of them.
//!
//! What a value should be is not known here: `no` and `0465` are left to the decoder, which knows
//! whether the field wants a text or a number and reports each once.

mod outline;
mod refusals;
#[cfg(test)]
mod tests;
mod values;

use super::text::{hidden, is_hidden};
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use outline::{Outline, Shape};
use serde::{Deserialize, Serialize};
use values::Plain;

/// The largest number of collections that stand inside each other.
pub const DEPTH_LIMIT: usize = 64;

/// A value with its place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Node {
    /// Where it stands in the file. A list or mapping reaches from its first to its last value; a
    /// value that is not written stands at its key.
    pub span: Span,
    /// What it is.
    pub content: Content,
}

/// What a node is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Content {
    /// Nothing written, `~` or `null`.
    Null,
    /// A single value.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys, which are unique texts, and values, in the order written.
    Mapping(Vec<(Key, Node)>),
}

/// The key of a mapping.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Key {
    /// The key itself.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// Whether it was written without quotes.
    pub plain: bool,
}

/// A single value, as serde_yaml read it and as it was written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scalar {
    /// What serde_yaml made of it.
    pub value: Value,
    /// The characters in the file, quotes included; of a block, the characters of its lines.
    pub raw: String,
    /// Whether it was written without quotes and not as a block.
    pub plain: bool,
}

/// The value of a scalar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text.
    Text(String),
    /// A whole number that fits.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// `true` or `false`.
    Bool(bool),
}

impl Node {
    /// The part that `steps` lead to: keys of mappings, and positions in lists as decimal numbers
    /// from 0.
    pub fn at(&self, steps: &[&str]) -> Option<&Node> {
        steps.iter().try_fold(self, |node, step| match &node.content {
            Content::Mapping(entries) => {
                entries.iter().find(|(key, _)| key.name == *step).map(|(_, value)| value)
            }
            Content::Sequence(items) => items.get(step.parse::<usize>().ok()?),
            Content::Null | Content::Scalar(_) => None,
        })
    }

    /// Where the key `name` of this mapping stands.
    pub fn key_span(&self, name: &str) -> Option<Span> {
        match &self.content {
            Content::Mapping(entries) => {
                entries.iter().find(|(key, _)| key.name == name).map(|(key, _)| key.span)
            }
            _ => None,
        }
    }
}

/// Reads one document that begins at byte `offset` of its file (front matter and blocks stand
/// inside Markdown). Spans count from the start of the file. `None` when nothing can be read:
/// then at least one problem says why. An empty document is a `Null` node. Of a key that is
/// written twice, the first value is kept.
pub fn parse(path: &SourcePath, text: &str, offset: usize, problems: &mut Vec<Diagnostic>) -> Option<Node> {
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let source = Source { path, text: &text[bom..], offset: offset + bom };
    let outline = outline::read(&source, problems)?;
    // serde_yaml needs quadratic time for deep brackets. It sees only what passed the first reader.
    let plain = match values::read(source.text) {
        Ok(plain) => plain,
        Err(error) => {
            problems.push(refusals::of_values(&source, &error));
            return None;
        }
    };
    match join(&source, outline, plain, problems) {
        Ok(node) => Some(node),
        Err(span) => {
            problems.push(disagreement(&source, span));
            None
        }
    }
}

// A text and its place in a file.
struct Source<'a> {
    path: &'a SourcePath,
    text: &'a str,
    offset: usize,
}

impl Source<'_> {
    fn problem(&self, code: Code, span: Span, message: crate::diag::Text) -> Diagnostic {
        Diagnostic::new(code, self.path, span, message)
    }
}

// Lays the values into the outline. An error is the place where the two have different shapes.
fn join(
    source: &Source,
    outline: Outline,
    plain: Plain,
    problems: &mut Vec<Diagnostic>,
) -> Result<Node, Span> {
    let span = outline.span;
    let content = match (outline.shape, plain) {
        (Shape::Scalar { plain: true, .. }, Plain::Null) => Content::Null,
        (Shape::Scalar { text, plain }, Plain::Scalar(value)) => {
            // YAML 1.1 breaks lines at U+0085, U+2028 and U+2029, YAML 1.2 does not.
            if matches!(&value, Value::Text(read) if *read != text) {
                return Err(span);
            }
            // What is written as an escape was not seen by the first reader.
            if let Value::Text(text) = &value
                && let Some(c) = text.chars().find(|c| is_hidden(*c))
            {
                problems.push(hidden(source.path, span, c));
            }
            let raw = source.text[span.start - source.offset..span.end - source.offset].to_string();
            Content::Scalar(Scalar { value, raw, plain })
        }
        (Shape::Sequence(outlines), Plain::Sequence(values)) if outlines.len() == values.len() => {
            let items = outlines.into_iter().zip(values);
            Content::Sequence(
                items
                    .map(|(outline, value)| join(source, outline, value, problems))
                    .collect::<Result<_, _>>()?,
            )
        }
        (Shape::Mapping(outlines), Plain::Mapping(values)) if outlines.len() == values.len() => {
            let mut entries = Vec::with_capacity(outlines.len());
            for ((entry, outline), (key, value)) in outlines.into_iter().zip(values) {
                let value = join(source, outline, value, problems)?;
                match key {
                    Plain::Scalar(Value::Text(name)) if name == entry.key.name => {
                        if !entry.repeated {
                            entries.push((entry.key, value));
                        }
                    }
                    Plain::Null | Plain::Scalar(_) => problems.push(refusals::of_key(source, &entry.key)),
                    Plain::Sequence(_) | Plain::Mapping(_) => return Err(entry.key.span),
                }
            }
            Content::Mapping(entries)
        }
        _ => return Err(span),
    };
    Ok(Node { span, content })
}

fn disagreement(source: &Source, span: Span) -> Diagnostic {
    source
        .problem(
            Code::YamlSyntax,
            span,
            text!(
                "YAML 1.1 and YAML 1.2 read this value differently",
                "YAML 1.1 与 YAML 1.2 对这个值的读法不同"
            ),
        )
        .help(text!("write the value in double quotes, on one line", "把值写在一行里，用双引号括起来"))
}
