//! Places in a source text.

use serde::{Deserialize, Serialize};

/// A range of bytes in one file; `start <= end`, both on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end: end.max(start) }
    }

    /// An empty range: a place between two characters.
    pub fn at(offset: usize) -> Span {
        Span::new(offset, offset)
    }

    /// The same range in a text that begins `offset` bytes earlier.
    pub fn shifted(self, offset: usize) -> Span {
        Span { start: self.start + offset, end: self.end + offset }
    }
}

/// A value and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place in the file it was read from.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Ties `value` to `span`.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}
/// A place, or the way to it: some are looked up only when there is a problem to tell.
pub trait Where {
    /// The place.
    fn span(self) -> Span;
}

impl Where for Span {
    fn span(self) -> Span {
        self
    }
}

impl<F: FnOnce() -> Span> Where for F {
    fn span(self) -> Span {
        self()
    }
}
