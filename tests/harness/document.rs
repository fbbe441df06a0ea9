//! A page as a browser reads it.

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::collections::BTreeMap;

/// A parsed page.
pub struct Document {
    root: Handle,
}

/// What a reader of a page sees and Markdown has no place for, or another one: what leads around the
/// page, marks for the eye, numbers of footnotes, the language of code.
const UNSEEN: [&str; 6] = [
    "anchor",
    "footnote-back",
    "footnote-ref",
    "language",
    "footnote-reference",
    "footnote-definition-label",
];

impl Document {
    pub fn parse(html: &str) -> Document {
        Document { root: html5ever::parse_document(RcDom::default(), Default::default()).one(html).document }
    }

    /// Elements with the names of their attributes, in order, without the colours of code.
    pub fn structure(&self) -> Vec<String> {
        fn gather(node: &Handle, in_code: bool, lines: &mut Vec<String>) {
            let name = name(node).unwrap_or_default();
            if !(name.is_empty() || in_code && name == "span") {
                let names: Vec<String> = attributes(node).into_keys().collect();
                lines.push(format!("{name} {}", names.join(" ")));
            }
            let in_code = in_code || name == "pre";
            node.children.borrow().iter().for_each(|child| gather(child, in_code, lines));
        }
        let mut lines = Vec::new();
        gather(&self.root, false, &mut lines);
        lines
    }

    /// All its text, that of scripts included.
    pub fn text(&self) -> String {
        text(&self.root)
    }

    /// The values of all attributes.
    pub fn values(&self) -> Vec<String> {
        self.elements().iter().flat_map(|node| attributes(node).into_values()).collect()
    }

    /// The text of the element with an attribute.
    pub fn text_of(&self, attribute: &str, value: &str) -> Option<String> {
        let is_it = |node: &&Handle| attributes(node).get(attribute).is_some_and(|own| own == value);
        self.elements().iter().find(is_it).map(text)
    }

    /// The visible text of `main`, without white space and what stands between signs.
    pub fn shown(&self) -> String {
        self.elements()
            .iter()
            .find(|node| name(node).as_deref() == Some("main"))
            .map(seen)
            .unwrap_or_default()
    }

    /// The visible text of every cell of every row of every table, where each cell stands in each row
    /// that it spans.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for table in self.elements().iter().filter(|node| name(node).as_deref() == Some("table")) {
            let mut grid: BTreeMap<(usize, usize), String> = BTreeMap::new();
            let mut lines = Vec::new();
            walk(table, &mut |node| {
                lines.extend((name(node).as_deref() == Some("tr")).then(|| node.clone()))
            });
            for (y, line) in lines.iter().enumerate() {
                let cells = line.children.borrow();
                for cell in cells.iter().filter(|cell| is_cell(cell)) {
                    let x = (0..).find(|x| !grid.contains_key(&(y, *x))).expect("a row has an end");
                    let attributes = attributes(cell);
                    let span = |name| attributes.get(name).map_or(1, |it| it.parse().expect("a number"));
                    for (down, right) in (0..span("rowspan"))
                        .flat_map(|down| (0..span("colspan")).map(move |right| (down, right)))
                    {
                        let text = if right == 0 { seen(cell) } else { String::new() };
                        grid.insert((y + down, x + right), text);
                    }
                }
            }
            rows.extend(
                (0..lines.len()).map(|y| grid.range((y, 0)..(y + 1, 0)).map(|(_, it)| it.clone()).collect()),
            );
        }
        rows
    }

    fn elements(&self) -> Vec<Handle> {
        let mut elements = Vec::new();
        walk(&self.root, &mut |node| elements.extend(name(node).map(|_| node.clone())));
        elements
    }
}

fn walk(node: &Handle, see: &mut dyn FnMut(&Handle)) {
    see(node);
    node.children.borrow().iter().for_each(|child| walk(child, see));
}

fn name(node: &Handle) -> Option<String> {
    match &node.data {
        NodeData::Element { name, .. } => Some(name.local.to_string()),
        _ => None,
    }
}

fn attributes(node: &Handle) -> BTreeMap<String, String> {
    let NodeData::Element { attrs, .. } = &node.data else { return BTreeMap::new() };
    attrs.borrow().iter().map(|own| (own.name.local.to_string(), own.value.to_string())).collect()
}

fn text(node: &Handle) -> String {
    let mut all = String::new();
    walk(node, &mut |node| {
        if let NodeData::Text { contents } = &node.data {
            all.push_str(&contents.borrow());
        }
    });
    all
}

fn is_cell(node: &Handle) -> bool {
    matches!(name(node).as_deref(), Some("td" | "th"))
}

// What is seen of an element outside of the cells in it.
fn seen(node: &Handle) -> String {
    fn gather(node: &Handle, all: &mut String) {
        if let NodeData::Text { contents } = &node.data {
            all.push_str(&contents.borrow());
        }
        let attributes = attributes(node);
        let class = attributes.get("class").map_or("", String::as_str);
        let unseen =
            matches!(name(node).as_deref(), Some("nav" | "svg" | "script" | "style" | "form" | "button"))
                || attributes.contains_key("aria-hidden")
                || class.split(' ').any(|class| UNSEEN.contains(&class));
        if !unseen {
            let children = node.children.borrow();
            children.iter().filter(|child| !is_cell(child)).for_each(|child| gather(child, all));
        }
    }
    let mut all = String::new();
    gather(node, &mut all);
    all.retain(|c| !c.is_whitespace() && c != '·');
    all
}
