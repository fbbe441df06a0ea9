//! Lists, and mappings whose keys are free.

use super::shape::{Shape, shape_of};
use super::{Noun, Reading};
use crate::base::span::Spanned;
use crate::diag::code::Code;
use crate::syntax::text::shown;
use crate::syntax::yaml::{Content, Node};

/// A list of anything.
pub const LIST: Noun = Noun { en: "a list", zh: "列表" };

/// A mapping with free keys.
pub const TABLE: Noun = Noun { en: "a mapping", zh: "键值表" };

/// Reads a list. Every item is checked; one mistake and there is no list.
pub fn list<T>(
    item: impl Fn(&Node, &mut Reading) -> Option<T>,
) -> impl Fn(&Node, &mut Reading) -> Option<Vec<T>> {
    move |node, reading| {
        reading.expects(|| Shape::list(shape_of(&item)))?;
        let items: Vec<Option<T>> = items(node, reading)?.iter().map(|node| item(node, reading)).collect();
        items.into_iter().collect()
    }
}

/// Reads a list that must not be empty.
pub fn one_or_more<T>(
    item: impl Fn(&Node, &mut Reading) -> Option<T>,
) -> impl Fn(&Node, &mut Reading) -> Option<Vec<T>> {
    let read = list(item);
    move |node, reading| {
        reading.expects(|| match shape_of(&read) {
            Shape::List(item, _) => Shape::List(item, 1),
            other => other,
        })?;
        let items = read(node, reading)?;
        if items.is_empty() {
            let field = reading.field();
            let message = text!("`{field}` is an empty list", "`{field}` 是空列表");
            let problem = reading
                .problem(Code::WrongType, node.span, message)
                .help(text!("list one at least", "至少列出一项"));
            return reading.refuse(problem);
        }
        Some(items)
    }
}

/// Reads a list and keeps the items without mistakes.
pub fn readable<T>(
    item: impl Fn(&Node, &mut Reading) -> Option<T>,
) -> impl Fn(&Node, &mut Reading) -> Option<Vec<T>> {
    move |node, reading| {
        reading.expects(|| Shape::list(shape_of(&item)))?;
        Some(items(node, reading)?.iter().filter_map(|node| item(node, reading)).collect())
    }
}

/// Reads a mapping whose keys are names. The items without mistakes are kept, in the order written.
pub fn table<T>(
    item: impl Fn(&Node, &mut Reading) -> Option<T>,
) -> impl Fn(&Node, &mut Reading) -> Option<Vec<(Spanned<String>, T)>> {
    move |node, reading| {
        reading.expects(|| Shape::Table(Box::new(shape_of(&item))))?;
        let Content::Mapping(entries) = &node.content else { return reading.wrong_type(node, TABLE) };
        let read = entries.iter().filter_map(|(key, node)| {
            let value = reading.within(&shown(&key.name), |reading| item(node, reading));
            let name = super::scalars::key(key, reading);
            Some((Spanned::new(name?, key.span), value?))
        });
        Some(read.collect())
    }
}

fn items<'n>(node: &'n Node, reading: &mut Reading) -> Option<&'n [Node]> {
    match &node.content {
        Content::Sequence(items) => Some(items),
        Content::Scalar(scalar) => {
            let raw = shown(&scalar.raw);
            let problem = reading.of_wrong_type(node, LIST);
            reading.refuse(problem.help(text!("write `[{raw}]`", "写成 `[{raw}]`")))
        }
        _ => reading.wrong_type(node, LIST),
    }
}
