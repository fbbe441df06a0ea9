//! HTML as elements within elements, as far as Markdown has to tell them apart.
//!
//! It is the HTML of templates, so it is read as it is written: nothing is opened or closed that does
//! not say so.

use crate::view::plain;
use std::borrow::Cow;

/// Text, or an element with what stands in it.
#[derive(Debug)]
pub(super) enum Node<'h> {
    /// Text with its entities read.
    Text(Cow<'h, str>),
    /// An element.
    Element(Element<'h>),
}

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element<'h> {
    /// Its name.
    pub(super) name: Cow<'h, str>,
    attributes: &'h str,
    /// Whether it begins and ends a line of text.
    pub(super) is_block: bool,
    /// Whether a reader of the text does without it.
    pub(super) is_hidden: bool,
    /// What stands in it.
    pub(super) children: Vec<Node<'h>>,
}

/// Elements that begin and end a line of text.
const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
];
/// Elements that are never closed.
const VOID: [&str; 9] = ["area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];
/// Elements whose text is no HTML.
const RAW: [&str; 2] = ["script", "style"];
/// What leads around a page, what is drawn, and what wants a hand or a script.
const HIDDEN: [&str; 9] = ["button", "form", "head", "nav", "noscript", "script", "style", "svg", "template"];
const HIDDEN_CLASSES: [&str; 2] = ["anchor", "footnote-back"];
/// Elements deeper than this stand beside each other.
const DEEPEST: usize = 200;

impl<'h> Element<'h> {
    fn new(name: Cow<'h, str>, attributes: &'h str) -> Element<'h> {
        let is_block = BLOCKS.contains(&name.as_ref());
        let hides = |(name, value): (&str, &str)| match name {
            "aria-hidden" => value == "true",
            "class" => HIDDEN_CLASSES.iter().any(|class| names(value, class)),
            name => name == "hidden",
        };
        let is_hidden = HIDDEN.contains(&name.as_ref()) || each_attribute(attributes).any(hides);
        Element { name, attributes, is_block, is_hidden, children: Vec::new() }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<Cow<'h, str>> {
        let mut all = each_attribute(self.attributes);
        all.find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| plain::unescape(value))
    }

    /// Whether it has a class.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| names(&classes, class))
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element<'h>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// All its text, as written.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        gather(&self.children, &mut text);
        text
    }

    /// The first element in it that fits.
    pub(super) fn find(&self, fits: &dyn Fn(&Element<'h>) -> bool) -> Option<&Element<'h>> {
        self.elements().find_map(|inner| if fits(inner) { Some(inner) } else { inner.find(fits) })
    }

    /// Shows every element in it, in order.
    pub(super) fn each<'t>(&'t self, see: &mut dyn FnMut(&'t Element<'h>)) {
        for inner in self.elements() {
            see(inner);
            inner.each(see);
        }
    }
}

// Whether a list of classes names one.
fn names(classes: &str, class: &str) -> bool {
    classes.split_ascii_whitespace().any(|own| own == class)
}

// The attributes of a tag with their values as written.
fn each_attribute(mut rest: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let is_end = |c: char| c.is_ascii_whitespace() || c == '=' || c == '/';
        let (name, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
        if name.is_empty() {
            return None;
        }
        let (value, behind) = match after.strip_prefix('=') {
            None => ("", after),
            Some(after) => match after.chars().next().filter(|c| "\"'".contains(*c)) {
                Some(mark) => after[1..].split_once(mark).unwrap_or((&after[1..], "")),
                None => after.split_at(after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len())),
            },
        };
        rest = behind;
        Some((name, value))
    })
}

fn gather(nodes: &[Node<'_>], text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(own) => text.push_str(own),
            Node::Element(element) => gather(&element.children, text),
        }
    }
}

/// The first element of a name.
pub(super) fn find<'t, 'h>(root: &'t Element<'h>, name: &str) -> Option<&'t Element<'h>> {
    root.find(&|element| element.name == name)
}

/// Reads a page.
pub(super) fn parse(html: &str) -> Element<'_> {
    let mut open = vec![Element::default()];
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text(&mut open, before);
        if let Some(comment) = tag.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (tag, after) = split_tag(tag);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            close(&mut open, &lowercase(name.trim()));
            continue;
        }
        let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len());
        let (name, attributes) = (lowercase(&tag[..end]), &tag[end..]);
        if RAW.contains(&name.as_ref()) {
            let closing = format!("</{name}");
            rest = rest.find(&closing).map_or("", |at| &rest[at..]);
        }
        let is_empty = VOID.contains(&name.as_ref()) || name.starts_with('!') || tag.ends_with('/');
        let element = Element::new(name, attributes);
        match is_empty || open.len() > DEEPEST {
            true => put(&mut open, Node::Element(element)),
            false => open.push(element),
        }
    }
    text(&mut open, rest);
    while open.len() > 1 {
        pop(&mut open);
    }
    open.pop().expect("the root stays open")
}

// A tag ends at `>`, but not within a value.
fn split_tag(html: &str) -> (&str, &str) {
    let mut mark = None;
    for (at, byte) in html.bytes().enumerate() {
        match (mark, byte) {
            (None, b'>') => return (&html[..at], &html[at + 1..]),
            (None, b'"' | b'\'') => mark = Some(byte),
            (Some(own), _) if own == byte => mark = None,
            _ => {}
        }
    }
    (html, "")
}

// Names are small as a rule, and are not copied then.
fn lowercase(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => name.to_ascii_lowercase().into(),
        false => name.into(),
    }
}

fn text<'h>(open: &mut [Element<'h>], html: &'h str) {
    if !html.is_empty() {
        put(open, Node::Text(plain::unescape(html)));
    }
}

fn put<'h>(open: &mut [Element<'h>], node: Node<'h>) {
    open.last_mut().expect("the root stays open").children.push(node);
}

// Closes an element with all that is open in it; one that is not open stays as it is.
fn close(open: &mut Vec<Element<'_>>, name: &str) {
    let Some(at) = open.iter().rposition(|element| element.name == name) else { return };
    while open.len() > at.max(1) {
        pop(open);
    }
}

fn pop(open: &mut Vec<Element<'_>>) {
    let element = open.pop().expect("something is open");
    put(open, Node::Element(element));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_whatever_stands_around_them() {
        let tree = parse("<a  href='x\"&gt;' data-a=1 hidden\nclass=\"port 端口\">text</a>");
        let link = find(&tree, "a").expect("it is there");
        assert_eq!(link.attribute("href").as_deref(), Some("x\">"));
        assert_eq!(link.attribute("data-a").as_deref(), Some("1"));
        assert_eq!(link.attribute("hidden").as_deref(), Some(""));
        assert_eq!(link.attribute("title"), None);
        assert!(link.has_class("端口") && !link.has_class("por"));
    }

    #[test]
    fn scripts_and_comments_hold_no_elements_and_depth_has_an_end() {
        let tree = parse("<script>if (a<b) '<main>'</script><!-- <main> --><p title=\"<main>\">端口</p>");
        assert!(find(&tree, "main").is_none());
        assert_eq!(tree.text(), "端口");
        let deep = "<b>".repeat(100_000) + "x";
        let deep = parse(&deep);
        assert_eq!(deep.text(), "x");
    }
}
