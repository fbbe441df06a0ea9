//! What a decoder reads, told by the decoder itself.
//!
//! Each decoder begins by saying what it expects. When it is only [asked](shape_of), it ends there, and
//! the shapes of the parts make that of the whole. So there is no second list of keys: a key that
//! is read is a key that is known, with its description.

use super::Reading;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::syntax::yaml::{Content, Node};
use std::ops::RangeInclusive;

/// A key of a mapping and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it holds, for a person: a sentence in English.
    pub en: &'static str,
    /// The same in Chinese.
    pub zh: &'static str,
}

/// A key, and what it holds in English and in Chinese.
pub const fn field(key: &'static str, en: &'static str, zh: &'static str) -> Field {
    Field { key, en, zh }
}

/// What is accepted at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text that holds more than spaces.
    Text,
    /// Text of one character at least.
    SpacedText,
    /// An id.
    Id,
    /// An entry as `kind/id`, of one of these kinds.
    Entry(&'static [&'static str]),
    /// One of these words.
    Word(Vec<&'static str>),
    /// A day as `YYYY-MM-DD`.
    Date,
    /// An absolute address, `http` or `https`.
    Url,
    /// The name of a host.
    Host,
    /// The number of a section of a standard.
    Section,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(RangeInclusive<i64>),
    /// A port number.
    Port,
    /// A port number, or a range of them as text.
    Ports,
    /// `null` or something.
    Nullable(Box<Shape>),
    /// A list of at least so many items.
    List(Box<Shape>, usize),
    /// A mapping with free keys.
    Table(Box<Shape>),
    /// The same in both languages.
    Bilingual(Box<Shape>),
    /// A mapping with known keys.
    Mapping(Mapping),
    /// One of several.
    OneOf(Vec<Shape>),
}

/// A mapping with known keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Its keys in the order in which they are read.
    pub keys: Vec<KeyShape>,
    /// Keys of which exactly one has to be there.
    pub either: Vec<[&'static str; 2]>,
}

/// A known key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyShape {
    /// The key with its description.
    pub field: Field,
    /// Whether it can't be left out.
    pub is_required: bool,
    /// What it holds.
    pub shape: Shape,
}

impl Shape {
    /// A list that may be empty.
    pub fn list(item: Shape) -> Shape {
        Shape::List(Box::new(item), 0)
    }
}

/// What a decoder reads.
pub fn shape_of<T>(decode: impl FnOnce(&Node, &mut Reading) -> Option<T>) -> Shape {
    let path = SourcePath::new("asked").expect("is tame");
    let mut problems = Vec::new();
    let mut reading = Reading::new(&path, &mut problems);
    reading.asked = Some(None);
    let node = Node { span: Span::at(0), content: Content::Null };
    decode(&node, &mut reading);
    reading.asked.flatten().expect("a decoder says what it expects before it looks")
}

impl Reading<'_> {
    /// Whether the decoder is only asked what it reads.
    pub fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// Says what is read here; `None` when the decoder is only asked. What a decoder says first
    /// counts: a decoder that is made of another knows better.
    pub fn expects(&mut self, shape: impl FnOnce() -> Shape) -> Option<()> {
        match &mut self.asked {
            None => Some(()),
            Some(told) => {
                told.get_or_insert_with(shape);
                None
            }
        }
    }
}
