//! A rendered page as Markdown: what its `main` element shows, without what only a screen needs.
//!
//! It is made from the finished page, so it says what the page says, whatever a template or the
//! registry put there. What stands in the source of an article is not looked at.
//!
//! The result is CommonMark with tables and footnotes. It keeps the addresses of links, and it may be
//! longer than need be, never ambiguous: a text is escaped wherever a parser might read markup in it.

mod inline;
mod table;
mod tree;

use inline::Line;
use tree::{Element, Node};

/// What the `main` element of a page says; nothing for a page without one.
pub fn of(page: &str) -> String {
    // The frame is not read. No text has a `<` of its own.
    let start = page.find("<main").unwrap_or(page.len());
    let tree = tree::parse(&page[start..]);
    let main = tree::find(&tree, "main");
    let blocks = main.map(|main| flow(&main.children)).unwrap_or_default();
    if blocks.is_empty() { String::new() } else { join(&blocks, "\n\n") + "\n" }
}

/// Text as Markdown that shows it and nothing else.
pub fn text(text: &str) -> String {
    inline::plain(text)
}

// A finished block, and what has to be known of it to put another one behind it.
struct Block {
    text: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    // A list, with the marker of its items.
    List(char),
    Other,
}

impl Block {
    fn new(kind: Kind, text: String) -> Block {
        Block { text, kind }
    }
}

fn join(blocks: &[Block], between: &str) -> String {
    blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(between)
}

// What stands in a container, block by block. Text and inline elements between blocks are paragraphs.
fn flow(nodes: &[Node<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut inline: Vec<&Node> = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if element.is_hidden => {}
            Node::Element(element) if element.is_block => {
                blocks.extend(paragraph(std::mem::take(&mut inline), "", ""));
                block(element, &mut blocks);
            }
            // What stands between blocks.
            Node::Text(text) if inline.is_empty() && text.trim_ascii().is_empty() => {}
            _ => inline.push(node),
        }
    }
    blocks.extend(paragraph(inline, "", ""));
    blocks
}

fn paragraph<'n>(nodes: impl IntoIterator<Item = &'n Node<'n>>, before: &str, after: &str) -> Option<Block> {
    let text = Line::of(nodes).text();
    (!text.is_empty()).then(|| Block::new(Kind::Paragraph, format!("{before}{text}{after}")))
}

fn block(element: &Element<'_>, blocks: &mut Vec<Block>) {
    match element.name.as_ref() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = element.name.bytes().filter_map(|byte| char::from(byte).to_digit(10)).sum::<u32>();
            let text = Line::of(&element.children).heading();
            blocks.push(Block::new(Kind::Other, format!("{} {text}", "#".repeat(level as usize))));
        }
        // A label that stands over what it names.
        "p" if element.has_class("label") || element.has_class("name") => {
            blocks.extend(paragraph(&element.children, "**", "**"));
        }
        "caption" | "figcaption" => blocks.extend(paragraph(&element.children, "**", "**")),
        "p" | "dt" | "summary" | "legend" => blocks.extend(paragraph(&element.children, "", "")),
        "hr" => blocks.push(Block::new(Kind::Other, "---".into())),
        "pre" => blocks.push(code("", &element.text())),
        "figure" if element.has_class("code") => figure(element, blocks),
        "blockquote" => blocks.push(quote(&element.children)),
        "div" if element.attribute("role").as_deref() == Some("note") => {
            blocks.push(quote(&element.children))
        }
        "section" if element.has_class("footnotes") => footnotes(element, blocks),
        "ul" | "ol" => list(element, blocks),
        "dl" => terms(element, blocks),
        "table" => blocks.extend(table::table(element)),
        _ => blocks.extend(flow(&element.children)),
    }
}

fn quote(nodes: &[Node<'_>]) -> Block {
    let text = join(&flow(nodes), "\n\n");
    let lines = text.lines().map(|line| if line.is_empty() { ">".to_string() } else { format!("> {line}") });
    Block::new(Kind::Other, lines.collect::<Vec<_>>().join("\n"))
}

fn code(language: &str, text: &str) -> Block {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let fence = "`".repeat(inline::longest_run(text, '`').max(2) + 1);
    Block::new(Kind::Other, format!("{fence}{language}\n{text}\n{fence}"))
}

// A code block with its title and with the name of its language, which Markdown has a place for.
fn figure(element: &Element<'_>, blocks: &mut Vec<Block>) {
    let language = element.find(&|inner| inner.has_class("language")).map(Element::text).unwrap_or_default();
    for node in &element.children {
        match node {
            Node::Element(inner) if inner.name == "pre" => blocks.push(code(&language, &inner.text())),
            Node::Element(inner) if inner.name == "figcaption" => {
                let is_language =
                    |node: &&Node| matches!(node, Node::Element(part) if part.has_class("language"));
                let title = inner.children.iter().filter(|node| !is_language(node));
                blocks.extend(paragraph(title, "**", "**"));
            }
            other => blocks.extend(flow(std::slice::from_ref(other))),
        }
    }
}

// Lists side by side would be one list if their items had the same marker.
fn list(element: &Element<'_>, blocks: &mut Vec<Block>) {
    let is_ordered = element.name == "ol";
    let before = blocks.last().map(|block| block.kind);
    let marker = match is_ordered {
        true if before == Some(Kind::List('.')) => ')',
        true => '.',
        false if before == Some(Kind::List('-')) => '*',
        false => '-',
    };
    let items: Vec<&Element<'_>> =
        element.elements().filter(|item| item.name == "li" && !item.is_hidden).collect();
    let is_loose = items.iter().any(|item| item.elements().any(|inner| inner.name == "p"));
    let first: u64 = element.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1);
    let items = items.into_iter().zip(first..).map(|(element, number)| {
        let marker = if is_ordered { format!("{number}{marker}") } else { marker.to_string() };
        item(&marker, &flow(&element.children), is_loose)
    });
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        let text = items.join(if is_loose { "\n\n" } else { "\n" });
        blocks.push(Block::new(Kind::List(marker), text));
    }
}

// A marker, and the blocks of the item below each other and behind it.
fn item(marker: &str, blocks: &[Block], is_loose: bool) -> String {
    let mut text = String::new();
    for (at, block) in blocks.iter().enumerate() {
        let follows = at > 0 && !is_loose && matches!(block.kind, Kind::List('-' | '*'));
        text.push_str(match at {
            0 => "",
            _ if follows => "\n",
            _ => "\n\n",
        });
        text.push_str(&block.text);
    }
    let marked = format!("{marker} {}", indented(&text, marker.chars().count() + 1));
    marked.trim_end().to_string()
}

// Every line but the first.
fn indented(text: &str, by: usize) -> String {
    let indent = " ".repeat(by);
    let mut lines = text.lines();
    let mut out = lines.next().unwrap_or_default().to_string();
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&indent);
        }
        out.push_str(line);
    }
    out
}

// CommonMark has no lists of definitions: each group is an item that begins with what it defines.
fn terms(element: &Element<'_>, blocks: &mut Vec<Block>) {
    let mut groups: Vec<(Vec<String>, Vec<Block>)> = Vec::new();
    let inner = element.elements().flat_map(|inner| match inner.name.as_ref() {
        "div" => inner.elements().collect::<Vec<_>>(),
        _ => vec![inner],
    });
    for part in inner.filter(|part| !part.is_hidden) {
        match part.name.as_ref() {
            "dt" => {
                if groups.last().is_none_or(|(_, definitions)| !definitions.is_empty()) {
                    groups.push(Default::default());
                }
                let term = Line::of(&part.children).text();
                groups.last_mut().expect("there is one").0.push(format!("**{term}**"));
            }
            _ => {
                let definition = flow(&part.children);
                match groups.last_mut() {
                    Some((_, definitions)) => definitions.extend(definition),
                    None => groups.push((Vec::new(), definition)),
                }
            }
        }
    }
    let is_loose = groups.iter().any(|(_, definitions)| definitions.len() > 1);
    let items = groups.into_iter().map(|(terms, mut definitions)| {
        let terms = terms.join(" ");
        match definitions.first_mut() {
            Some(first) if first.kind == Kind::Paragraph => first.text = format!("{terms} {}", first.text),
            _ => definitions.insert(0, Block::new(Kind::Paragraph, terms)),
        }
        item("-", &definitions, is_loose)
    });
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        blocks.push(Block::new(Kind::List('-'), items.join(if is_loose { "\n\n" } else { "\n" })));
    }
}

// `[^1]: …`, as the references in the text have it.
fn footnotes(element: &Element<'_>, blocks: &mut Vec<Block>) {
    let mut notes = Vec::new();
    element.each(&mut |inner| {
        let number = inner.attribute("id").and_then(|id| Some(id.strip_prefix("fn-")?.to_string()));
        if let Some(number) = number.filter(|_| inner.name == "li") {
            notes.push((number, join(&flow(&inner.children), "\n\n")));
        }
    });
    for (number, text) in notes {
        blocks.push(Block::new(Kind::Other, format!("[^{number}]: {}", indented(&text, 4))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(html: &str) -> String {
        of(&format!("<title>端口</title><nav>no</nav><main id=\"main\">{html}</main><footer>no</footer>"))
    }

    #[test]
    fn blocks_stand_under_each_other() {
        assert_eq!(
            markdown(
                "<nav>crumbs</nav><h1>发信 <a class=\"anchor\" href=\"#a\">#</a></h1>\n<div>一\n段</div>\
                 <div class=\"note\" role=\"note\"><p class=\"label\"><svg><path/></svg>注意</p>\n<p>二</p></div>\
                 <hr /><blockquote><p>三</p><ul><li>四</li></ul></blockquote>"
            ),
            "# 发信\n\n一 段\n\n> **注意**\n>\n> 二\n\n---\n\n> 三\n>\n> - 四\n"
        );
    }

    #[test]
    fn lists_are_tight_or_loose_and_never_run_into_each_other() {
        assert_eq!(
            markdown(
                "<ul><li>a<ul><li>b</li></ul></li><li>c<pre><code>x\n\ny\n</code></pre></li></ul>\
                 <ul><li><p>d</p><p>e</p></li><li><label><input type=\"checkbox\" checked disabled> f</label></li></ul>\
                 <ol start=\"9\"><li>g</li><li>h<ol><li>i</li></ol></li></ol>"
            ),
            "- a\n  - b\n- c\n\n  ```\n  x\n\n  y\n  ```\n\n* d\n\n  e\n\n* [x] f\n\n9. g\n10. h\n\n    1. i\n"
        );
    }

    #[test]
    fn code_keeps_its_text_and_says_its_language() {
        assert_eq!(
            markdown(
                "<figure class=\"code\"><figcaption><span>a.sh</span> <code class=\"language\">sh</code></figcaption>\
                 <pre><code>echo &lt;a&gt;\n```\n</code></pre><p class=\"small\">已测试：Debian 12</p></figure>"
            ),
            "**a.sh**\n\n````sh\necho <a>\n```\n````\n\n已测试：Debian 12\n"
        );
    }

    #[test]
    fn definitions_and_footnotes_keep_what_they_belong_to() {
        assert_eq!(
            markdown(
                "<p>见<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\">1</a></sup></p>\
                 <dl><div><dt>服务</dt><dd>提交</dd></div><div><dt>加密</dt><dd><span class=\"chips\">\
                 <span class=\"chip\">STARTTLS</span><span class=\"chip\">明文</span></span></dd></div></dl>\
                 <section class=\"footnotes\"><ol><li id=\"fn-1\"><p>注 \
                 <a href=\"#fnref-1\" class=\"footnote-back\">↩</a></p></li></ol></section>"
            ),
            "见[^1]\n\n- **服务** 提交\n- **加密** STARTTLS · 明文\n\n[^1]: 注\n"
        );
    }

    #[test]
    fn a_page_that_is_no_page_says_nothing() {
        assert_eq!(of(""), "");
        assert_eq!(of("<p>text</p>"), "");
        assert_eq!(markdown("</p></div><ul><li>a"), "- a\n");
    }
}
