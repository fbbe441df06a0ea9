//! What granit-parser sees in a text: shapes, places and spellings.

use super::refusals;
use super::{DEPTH_LIMIT, Key, Source};
use crate::base::span::Span;
use crate::diag::Diagnostic;
use granit_parser::{Event, Parser, ScalarStyle, Tag};
use std::collections::HashMap;

/// A node whose value is not read yet.
pub(super) struct Outline {
    /// Where it stands in the file.
    pub(super) span: Span,
    /// Its shape.
    pub(super) shape: Shape,
}

/// The shape of a node.
pub(super) enum Shape {
    /// A single value: its text after escapes, and whether it was written without quotes.
    Scalar { text: String, plain: bool },
    /// A list.
    Sequence(Vec<Outline>),
    /// Keys and values, all of them.
    Mapping(Vec<(Entry, Outline)>),
}

/// A key, and whether it was there before.
pub(super) struct Entry {
    /// The key.
    pub(super) key: Key,
    /// Whether an earlier entry of the mapping has the same key.
    pub(super) repeated: bool,
}

/// Reads the outline of a text. `None` when a problem keeps the values from being read; then it
/// was reported, with all others of its kind.
pub(super) fn read(source: &Source, problems: &mut Vec<Diagnostic>) -> Option<Outline> {
    let options = granit_parser::options! {
        disallow_directives: true,
        // As serde_yaml does, or the two would disagree on the last line of a file.
        block_scalar_eof_without_line_feed: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: DEPTH_LIMIT,
        block_nesting_limit: DEPTH_LIMIT,
    };
    let mut walk = Walk { source, problems, open: Vec::new(), root: None, documents: 0, refused: false };
    for event in Parser::new_from_str_with_options(source.text, options) {
        match event {
            Ok((event, span)) => {
                if !walk.take(event, span) {
                    return None;
                }
            }
            Err(error) => {
                let opened = walk.open.iter().rev().find_map(|open| open.bracket);
                walk.problems.push(refusals::of_outline(source, &error, opened));
                return None;
            }
        }
    }
    let empty = || Outline {
        span: Span::at(source.offset),
        shape: Shape::Scalar { text: String::new(), plain: true },
    };
    (!walk.refused).then(|| walk.root.unwrap_or_else(empty))
}

struct Walk<'a> {
    source: &'a Source<'a>,
    problems: &'a mut Vec<Diagnostic>,
    open: Vec<Open>,
    root: Option<Outline>,
    documents: usize,
    refused: bool,
}

// A collection whose end has not come.
struct Open {
    span: Span,
    bracket: Option<Span>,
    parts: Parts,
}

enum Parts {
    Sequence(Vec<Outline>),
    Mapping { entries: Vec<(Entry, Outline)>, key: Option<Key> },
}

impl Walk<'_> {
    // Whether the walk goes on.
    fn take(&mut self, event: Event, range: granit_parser::Span) -> bool {
        let span = self.place(&range);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.refuse(refusals::of_second_document(self.source, span));
                    return false;
                }
            }
            Event::Anchor(..) | Event::Alias(_) | Event::UnresolvedAlias(_) => {
                // An anchor and its aliases are one mistake. It was reported at the anchor.
                if !matches!(event, Event::Alias(_)) {
                    self.refuse(refusals::of_alias(self.source, span));
                }
                // An alias is a node: leaving it out would turn the next value into a key.
                if !matches!(event, Event::Anchor(..)) {
                    self.close(Outline { span, shape: Shape::Scalar { text: String::new(), plain: false } });
                }
            }
            Event::Scalar(text, style, _, tag) => {
                self.refuse_tag(tag.as_deref(), &range);
                self.scalar(&text, style, span);
            }
            Event::SequenceStart(_, _, tag) => {
                self.refuse_tag(tag.as_deref(), &range);
                return self.open(span, Parts::Sequence(Vec::new()));
            }
            Event::MappingStart(_, _, tag) => {
                self.refuse_tag(tag.as_deref(), &range);
                return self.open(span, Parts::Mapping { entries: Vec::new(), key: None });
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            _ => {}
        }
        true
    }

    fn open(&mut self, span: Span, parts: Parts) -> bool {
        if self.open.len() == DEPTH_LIMIT {
            self.refuse(refusals::of_depth(self.source, span));
            return false;
        }
        // Only brackets have an extent; a block collection begins between two characters.
        let bracket = (span.start < span.end).then_some(span);
        self.open.push(Open { span, bracket, parts });
        true
    }

    fn end(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        let (shape, last) = match open.parts {
            Parts::Sequence(items) => {
                let last = items.last().map(|item| item.span.end);
                (Shape::Sequence(items), last)
            }
            Parts::Mapping { mut entries, .. } => {
                self.check_keys(&mut entries);
                let last = entries.last().map(|(entry, value)| value.span.end.max(entry.key.span.end));
                (Shape::Mapping(entries), last)
            }
        };
        // A block ends in front of the next value, after empty lines and comments.
        let end = if open.bracket.is_some() { end.end } else { last.unwrap_or(open.span.end) };
        self.close(Outline { span: Span::new(open.span.start, end), shape });
    }

    fn check_keys(&mut self, entries: &mut [(Entry, Outline)]) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for (Entry { key, repeated }, _) in entries {
            if key.plain && key.name == "<<" {
                self.refused = true;
                self.problems.push(refusals::of_alias(self.source, key.span));
                continue;
            }
            let first = *seen.entry(&key.name).or_insert(key.span);
            *repeated = first != key.span;
            if *repeated {
                self.problems.push(refusals::of_repeated_key(self.source, key, first));
            }
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) {
        let plain = style == ScalarStyle::Plain;
        // A value that is not written arrives as `~` without extent.
        let shape = match plain && span.start == span.end {
            true => Shape::Scalar { text: String::new(), plain },
            false => Shape::Scalar { text: text.to_string(), plain },
        };
        let span = match self.open.last() {
            Some(Open { parts: Parts::Mapping { key: Some(key), .. }, .. }) if span.start == span.end => {
                key.span
            }
            _ => span,
        };
        self.close(Outline { span, shape });
    }

    // Hands a finished node to the collection around it.
    fn close(&mut self, node: Outline) {
        match self.open.last_mut().map(|open| &mut open.parts) {
            None => self.root = Some(node),
            Some(Parts::Sequence(items)) => items.push(node),
            Some(Parts::Mapping { entries, key }) => match key.take() {
                Some(key) => entries.push((Entry { key, repeated: false }, node)),
                None => match node.shape {
                    Shape::Scalar { text, plain } => *key = Some(Key { name: text, span: node.span, plain }),
                    Shape::Sequence(_) | Shape::Mapping(_) => {
                        *key = Some(Key { name: String::new(), span: node.span, plain: false });
                        self.refuse(refusals::of_collection_key(self.source, node.span));
                    }
                },
            },
        }
    }

    fn refuse(&mut self, problem: Diagnostic) {
        self.refused = true;
        self.problems.push(problem);
    }

    fn refuse_tag(&mut self, tag: Option<&Tag>, range: &granit_parser::Span) {
        if tag.is_some() {
            let span = range.tag_span().map_or_else(|| self.place(range), |range| self.place(&range));
            self.refuse(refusals::of_tag(self.source, span));
        }
    }

    // The bytes in the file, without the line breaks and spaces that end a block of text.
    fn place(&self, range: &granit_parser::Span) -> Span {
        let length = self.source.text.len();
        let bytes = range.byte_range().unwrap_or(length..length);
        let written =
            self.source.text.get(bytes.clone()).unwrap_or_default().trim_end_matches([' ', '\t', '\r', '\n']);
        let start = self.source.offset + bytes.start.min(length);
        Span::new(start, start + written.len())
    }
}
