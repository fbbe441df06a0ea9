//! From located YAML to typed values, field by field, so that every mistake of a file is reported.
//!
//! A decoder is a function from a [`Node`] to an `Option`: `None` means that it has reported at
//! least one problem. Decoders go on after a mistake wherever the rest can still be read.
//!
//! Whether a name that is referred to exists is not known here.

pub mod fields;
pub mod lists;
pub mod numbers;
pub mod references;
pub mod scalars;
pub mod shape;

use crate::base::path::SourcePath;
use crate::base::span::{Span, Spanned};
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::syntax::yaml::{Content, Node, Value};
use shape::{Shape, shape_of};

/// What a value is called in messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// With its article: `a port`.
    pub en: &'static str,
    /// Without a measure word: `端口`.
    pub zh: &'static str,
}

/// Where decoders say what is wrong: the file, the field that is being read, and the list that
/// they add to.
pub struct Reading<'a> {
    path: &'a SourcePath,
    problems: &'a mut Vec<Diagnostic>,
    field: String,
    // What the decoder said, when it is only asked what it reads.
    asked: Option<Option<Shape>>,
}

impl<'a> Reading<'a> {
    /// Begins to read values of the file `path`.
    pub fn new(path: &'a SourcePath, problems: &'a mut Vec<Diagnostic>) -> Reading<'a> {
        Reading { path, problems, field: String::new(), asked: None }
    }

    /// A problem in the file; it is not reported yet.
    pub fn problem(&self, code: Code, span: Span, message: Text) -> Diagnostic {
        Diagnostic::new(code, self.path, span, message)
    }

    /// Reports a problem. There is no value then.
    pub fn refuse<T>(&mut self, problem: Diagnostic) -> Option<T> {
        self.problems.push(problem);
        None
    }

    /// The field that is being read, with the fields around it: `advice.reason.zh`. Empty outside
    /// of fields.
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Reports that something else stands where `expected` should.
    pub fn wrong_type<T>(&mut self, node: &Node, expected: Noun) -> Option<T> {
        let problem = self.of_wrong_type(node, expected);
        self.refuse(problem)
    }

    /// The problem that something else stands where `expected` should; it is not reported yet.
    pub fn of_wrong_type(&self, node: &Node, expected: Noun) -> Diagnostic {
        let found = found(node);
        let (en, zh, found_zh, found) = (expected.en, expected.zh, found.zh, found.en);
        let message = match self.field.as_str() {
            "" => text!("{found} stands where {en} is expected", "这里应当是{zh}，却是{found_zh}"),
            field => text!(
                "`{field}` holds {found} where {en} is expected",
                "`{field}` 应当是{zh}，这里却是{found_zh}"
            ),
        };
        let problem = self.problem(Code::WrongType, first_line(node), message);
        match node.content {
            Content::Null if !self.field.is_empty() => {
                problem.help(text!("write a value after the colon", "在冒号后写上值"))
            }
            _ => problem,
        }
    }

    // Reads a part that has a name of its own.
    fn within<T>(&mut self, name: &str, read: impl FnOnce(&mut Reading) -> T) -> T {
        let outer = self.field.len();
        if outer > 0 {
            self.field.push('.');
        }
        self.field.push_str(name);
        let value = read(self);
        self.field.truncate(outer);
        value
    }
}

/// Keeps the place beside the value.
pub fn spanned<T>(
    item: impl Fn(&Node, &mut Reading) -> Option<T>,
) -> impl Fn(&Node, &mut Reading) -> Option<Spanned<T>> {
    move |node, reading| Some(Spanned::new(item(node, reading)?, node.span))
}

/// Reads `null` as `None`.
pub fn nullable<T>(
    item: impl Fn(&Node, &mut Reading) -> Option<T>,
) -> impl Fn(&Node, &mut Reading) -> Option<Option<T>> {
    move |node, reading| {
        reading.expects(|| Shape::Nullable(Box::new(shape_of(&item))))?;
        match node.content {
            Content::Null => Some(None),
            _ => item(node, reading).map(Some),
        }
    }
}

// What a node is, in words.
fn found(node: &Node) -> Noun {
    match &node.content {
        Content::Null => Noun { en: "nothing", zh: "空的" },
        Content::Scalar(scalar) => match &scalar.value {
            Value::Text(text) if text.trim().is_empty() => Noun { en: "empty text", zh: "空文本" },
            Value::Text(_) => Noun { en: "text", zh: "文本" },
            Value::Integer(_) | Value::Float(_) => Noun { en: "a number", zh: "数字" },
            Value::Bool(_) => Noun { en: "a truth value", zh: "真假值" },
        },
        Content::Sequence(_) => Noun { en: "a list", zh: "列表" },
        Content::Mapping(_) => Noun { en: "a mapping", zh: "键值表" },
    }
}

// Where a problem of a whole node points: an entry of twenty lines is known by its first.
fn first_line(node: &Node) -> Span {
    let end = match &node.content {
        Content::Mapping(entries) => entries.first().map(|(key, value)| match &value.content {
            Content::Scalar(scalar) if !scalar.raw.contains('\n') => value.span.end,
            _ => key.span.end,
        }),
        Content::Sequence(items) => items.first().map(|item| first_line(item).end),
        Content::Null | Content::Scalar(_) => None,
    };
    Span::new(node.span.start, end.unwrap_or(node.span.end))
}
