//! A line of Markdown: text, and what stands in it.

use super::tree::{Element, Node};

/// What stands in a paragraph, a heading or a cell.
#[derive(Debug, Default)]
pub(super) struct Line {
    pieces: Vec<Piece>,
    in_link: bool,
}

#[derive(Debug)]
enum Piece {
    /// Text to be escaped.
    Text(String),
    /// Code, as it is.
    Code(String),
    /// Finished Markdown.
    Raw(String),
    /// Emphasis begins or ends; both have the same number.
    Mark { kind: Emphasis, opens: bool, number: usize },
    /// A new line.
    Break,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Emphasis {
    Em,
    Strong,
    Del,
}

/// Where a line stands: what has to be escaped differs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Heading,
    Cell,
}

impl Line {
    /// Reads inline elements.
    pub(super) fn of<'n>(nodes: impl IntoIterator<Item = &'n Node<'n>>) -> Line {
        let mut line = Line::default();
        line.nodes(nodes, false);
        line.trim();
        line
    }

    /// As a paragraph.
    pub(super) fn text(&self) -> String {
        self.write(Place::Paragraph)
    }

    /// As a heading.
    pub(super) fn heading(&self) -> String {
        self.write(Place::Heading)
    }

    /// As a cell of a table.
    pub(super) fn cell(&self) -> String {
        self.write(Place::Cell)
    }

    // `apart`: style puts room between the elements here, though none stands between them.
    fn nodes<'n>(&mut self, nodes: impl IntoIterator<Item = &'n Node<'n>>, apart: bool) {
        let mut after_element = false;
        for node in nodes {
            match node {
                Node::Text(text) => {
                    after_element = false;
                    self.text_of(text);
                }
                Node::Element(element) if element.is_hidden => {}
                Node::Element(element) => {
                    let before = self.pieces.len();
                    if after_element && (apart || is_apart(element)) {
                        self.pieces.push(Piece::Raw(" · ".into()));
                    }
                    let start = self.pieces.len();
                    self.element(element);
                    match self.pieces.len() == start {
                        true => self.pieces.truncate(before),
                        false => after_element = true,
                    }
                }
            }
        }
    }

    // White space is one space, and none at the beginning of a line.
    fn text_of(&mut self, text: &str) {
        let mut own = String::with_capacity(text.len());
        let mut space = self.is_spaced();
        for c in text.chars() {
            let is_space = c.is_ascii_whitespace();
            if !(is_space && space) {
                own.push(if is_space { ' ' } else { c });
            }
            space = is_space;
        }
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(&own),
            _ if own.is_empty() => {}
            _ => self.pieces.push(Piece::Text(own)),
        }
    }

    fn is_spaced(&self) -> bool {
        match self.pieces.iter().rev().find(|piece| !matches!(piece, Piece::Mark { .. })) {
            Some(Piece::Text(text) | Piece::Raw(text)) => text.ends_with(' '),
            Some(Piece::Code(_) | Piece::Mark { .. }) => false,
            Some(Piece::Break) | None => true,
        }
    }

    fn element(&mut self, element: &Element<'_>) {
        match element.name.as_ref() {
            "br" => {
                self.trim();
                self.pieces.push(Piece::Break);
            }
            "em" | "i" => self.emphasis(Emphasis::Em, element),
            "strong" | "b" => self.emphasis(Emphasis::Strong, element),
            "del" | "s" => self.emphasis(Emphasis::Del, element),
            "code" | "kbd" | "samp" => {
                let text = element.text().replace('\n', " ");
                if !text.trim().is_empty() {
                    self.pieces.push(Piece::Code(text));
                }
            }
            "a" if !self.in_link && element.attribute("href").is_some() => self.link(element),
            "img" => {
                let (alt, src) = (element.attribute("alt").unwrap_or_default(), element.attribute("src"));
                let title = element.attribute("title");
                let target = target(&src.unwrap_or_default(), title.as_deref());
                self.pieces
                    .push(Piece::Raw(format!("![{}]({target})", escape(&alt, false, Place::Paragraph))));
            }
            "input" if element.attribute("type").as_deref() == Some("checkbox") => {
                let mark = if element.attribute("checked").is_some() { "x" } else { " " };
                self.pieces.push(Piece::Raw(format!("[{mark}] ")));
            }
            "sup" if element.has_class("footnote-ref") => {
                self.pieces.push(Piece::Raw(format!("[^{}]", element.text().trim())));
            }
            _ if element.is_block => {
                self.text_of(" ");
                self.nodes(&element.children, false);
                self.text_of(" ");
            }
            _ => self.nodes(&element.children, is_spread(element)),
        }
    }

    fn emphasis(&mut self, kind: Emphasis, element: &Element<'_>) {
        let number = self.pieces.len();
        self.pieces.push(Piece::Mark { kind, opens: true, number });
        self.nodes(&element.children, false);
        match self.pieces.len() == number + 1 {
            true => drop(self.pieces.pop()),
            false => self.pieces.push(Piece::Mark { kind, opens: false, number }),
        }
    }

    fn link(&mut self, element: &Element<'_>) {
        let href = element.attribute("href").unwrap_or_default();
        let text = element.text();
        if text == href && href.starts_with("http") && !href.contains(['<', '>', ' ']) {
            self.pieces.push(Piece::Raw(format!("<{href}>")));
            return;
        }
        let start = self.pieces.len();
        self.pieces.push(Piece::Raw("[".into()));
        self.in_link = true;
        self.nodes(&element.children, is_spread(element));
        self.in_link = false;
        let is_seen = |piece: &Piece| match piece {
            Piece::Text(text) => !text.trim().is_empty(),
            Piece::Code(_) | Piece::Raw(_) => true,
            Piece::Mark { .. } | Piece::Break => false,
        };
        match self.pieces[start + 1..].iter().any(is_seen) {
            false => self.pieces.truncate(start),
            true => {
                // An anchor of the page is no anchor of its twin.
                let href = if href.starts_with('#') { format!("./{href}").into() } else { href };
                let target = target(&href, element.attribute("title").as_deref());
                self.pieces.push(Piece::Raw(format!("]({target})")));
            }
        }
    }

    // White space at the end is none.
    fn trim(&mut self) {
        let last = self.pieces.iter_mut().rev().find(|piece| !matches!(piece, Piece::Mark { .. }));
        if let Some(Piece::Text(text)) = last {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }

    fn write(&self, place: Place) -> String {
        let parts = self.parts(place);
        let mut line = String::new();
        for (piece, part) in self.pieces.iter().zip(&parts) {
            match piece {
                Piece::Mark { kind, opens, number } => {
                    let marks = self.marks(*number, &parts);
                    line.push_str(kind.mark(*opens, marks));
                }
                _ => line.push_str(part),
            }
        }
        line
    }

    // The pieces as Markdown; nothing for marks, which depend on what stands beside them.
    fn parts(&self, place: Place) -> Vec<String> {
        let mut begins = true;
        let part = |(at, piece): (usize, &Piece)| {
            let was_beginning = begins;
            begins = matches!(piece, Piece::Break);
            match piece {
                Piece::Mark { .. } => {
                    begins = was_beginning;
                    String::new()
                }
                Piece::Text(text) => {
                    let mut text = escape(text, was_beginning, place);
                    // It would make an image of a link.
                    let link =
                        matches!(self.pieces.get(at + 1), Some(Piece::Raw(raw)) if raw.starts_with('['));
                    if link && text.ends_with('!') {
                        text.insert(text.len() - 1, '\\');
                    }
                    text
                }
                Piece::Code(text) => in_table(&code(text), place),
                Piece::Raw(text) => in_table(text, place),
                Piece::Break => match place {
                    Place::Paragraph => "\\\n".into(),
                    Place::Heading => " ".into(),
                    Place::Cell => "<br>".into(),
                },
            }
        };
        self.pieces.iter().enumerate().map(part).collect()
    }

    // Whether asterisks at both ends of some emphasis are read as such. CommonMark says no to some that
    // stand between punctuation and a letter, which is everywhere in Chinese; HTML says yes.
    fn marks(&self, number: usize, parts: &[String]) -> bool {
        let is_end =
            |piece: &Piece| matches!(piece, Piece::Mark { opens: false, number: own, .. } if *own == number);
        let Some(end) = self.pieces.iter().position(is_end) else { return false };
        let before = |at: usize| parts[..at].iter().rev().find_map(|part| part.chars().next_back());
        let after = |at: usize| parts[at..].iter().find_map(|part| part.chars().next());
        // `**a****b**` would be read otherwise.
        let touches = |at: usize, opens: bool| matches!(self.pieces.get(at), Some(Piece::Mark { opens: own, .. }) if *own == opens);
        let apart =
            !number.checked_sub(1).is_some_and(|before| touches(before, false)) && !touches(end + 1, true);
        apart && reaches(before(number), after(number)) && reaches(after(end), before(end))
    }
}

impl Emphasis {
    fn mark(self, opens: bool, marks: bool) -> &'static str {
        match (self, marks, opens) {
            (Emphasis::Em, true, _) => "*",
            (Emphasis::Em, false, true) => "<em>",
            (Emphasis::Em, false, false) => "</em>",
            (Emphasis::Strong, true, _) => "**",
            (Emphasis::Strong, false, true) => "<strong>",
            (Emphasis::Strong, false, false) => "</strong>",
            (Emphasis::Del, true, _) => "~~",
            (Emphasis::Del, false, true) => "<del>",
            (Emphasis::Del, false, false) => "</del>",
        }
    }
}

// CommonMark's flanking delimiter runs, seen from within: `inside` is the first character that is
// emphasized, `outside` the one before the mark.
fn reaches(outside: Option<char>, inside: Option<char>) -> bool {
    let is_punctuation = |c: char| c.is_ascii_punctuation() || "，。、；：？！（）《》“”‘’…—·".contains(c);
    match inside {
        None => false,
        Some(c) if c.is_whitespace() => false,
        Some(c) if c.is_alphanumeric() => true,
        Some(_) => outside.is_none_or(|c| c.is_whitespace() || is_punctuation(c)),
    }
}

// Chips and rows have room between them.
fn is_apart(element: &Element<'_>) -> bool {
    element.has_class("chip") || element.has_class("row")
}

fn is_spread(element: &Element<'_>) -> bool {
    element.has_class("chips") || element.has_class("row")
}

fn in_table(text: &str, place: Place) -> String {
    match place {
        Place::Cell => text.replace('|', "\\|"),
        Place::Paragraph | Place::Heading => text.to_string(),
    }
}

fn code(text: &str) -> String {
    let fence = "`".repeat(match longest_run(text, '`') {
        0 => 1,
        // A single backtick stands between two.
        1 => 2,
        run => run + 1,
    });
    let is_tight =
        text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    let room = if is_tight { " " } else { "" };
    format!("{fence}{room}{text}{room}{fence}")
}

/// Plain text as Markdown.
pub(super) fn plain(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "), true, Place::Paragraph)
}

/// The most of a character that stand side by side.
pub(super) fn longest_run(text: &str, of: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == of { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

// An address and a title as they stand between the brackets of a link.
fn target(href: &str, title: Option<&str>) -> String {
    let mut address = String::with_capacity(href.len());
    for (at, c) in href.char_indices() {
        match c {
            '<' => address.push_str("%3C"),
            '>' => address.push_str("%3E"),
            '\\' => address.push_str("%5C"),
            '&' if is_entity(&href[at..]) => address.push_str("\\&"),
            c if c.is_ascii_control() => address.push_str(&format!("%{:02X}", u32::from(c))),
            c => address.push(c),
        }
    }
    if address.is_empty() || address.contains(|c: char| c.is_whitespace() || "()".contains(c)) {
        address = format!("<{address}>");
    }
    match title.filter(|title| !title.trim().is_empty()) {
        None => address,
        Some(title) => {
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut quoted = String::with_capacity(title.len());
            for (at, c) in title.char_indices() {
                if matches!(c, '"' | '\\') || c == '&' && is_entity(&title[at..]) {
                    quoted.push('\\');
                }
                quoted.push(c);
            }
            format!("{address} \"{quoted}\"")
        }
    }
}

// `&amp;`, or anything that looks like it; what stands after 40 bytes isn't looked at.
fn is_entity(text: &str) -> bool {
    let name = text.bytes().skip(1).take(40);
    let length = name.take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    length > 0 && text.as_bytes().get(1 + length) == Some(&b';')
}

// Text that no parser takes for markup.
fn escape(text: &str, begins: bool, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (at, c) in text.char_indices() {
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' => true,
            '&' => is_entity(&text[at..]),
            '#' | '{' if place == Place::Heading => true,
            '#' | '>' | '+' | '-' | '=' | ':' => begins && at == 0,
            '.' | ')' => {
                let number = &text[..at];
                begins
                    && !number.is_empty()
                    && number.len() < 10
                    && number.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::of;

    fn line(html: &str) -> String {
        of(&format!("<main><p>{html}</p></main>")).trim_end().to_string()
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(
            line("&lt;svg/onload=x&gt; {{7*7}} [a](b) `c` d_e ~f~ &amp;lt; ]]&gt; a|b \\ 端口"),
            r"\<svg/onload=x> {{7\*7}} \[a\](b) \`c\` d\_e \~f\~ \&lt; \]\]> a\|b \\ 端口"
        );
        for (html, markdown) in [
            ("# a", r"\# a"),
            ("1. a", r"1\. a"),
            ("12) a", r"12\) a"),
            ("- a", r"\- a"),
            ("&gt; a", r"\> a"),
            ("===", r"\==="),
            (": a", r"\: a"),
            ("a<br />\n# b", "a\\\n\\# b"),
            ("a &amp; b; 2.5", "a & b; 2.5"),
        ] {
            assert_eq!(line(html), markdown);
        }
        assert_eq!(of("<main><h2>C # {#id}</h2></main>"), "## C \\# \\{\\#id}\n");
    }

    #[test]
    fn emphasis_is_marked_where_marks_are_read() {
        for (html, markdown) in [
            ("用<strong>加密</strong>的", "用**加密**的"),
            ("用<strong>“加密”</strong>的", "用<strong>“加密”</strong>的"),
            ("用 <strong>“加密”</strong> 的", "用 **“加密”** 的"),
            ("<em>a</em><em>b</em>", "<em>a</em><em>b</em>"),
            ("<strong>a <em>b</em></strong> <del>c</del>", "**a *b*** ~~c~~"),
            ("x<strong> a</strong>b", "x<strong> a</strong>b"),
            ("<strong></strong>x", "x"),
        ] {
            assert_eq!(line(html), markdown);
        }
    }

    #[test]
    fn links_code_and_images_keep_what_they_hold() {
        for (html, markdown) in [
            (
                "见 <a class=\"port\" href=\"../465/\" title=\"邮件 &quot;a&quot;\">465</a>",
                r#"见 [465](../465/ "邮件 \"a\"")"#,
            ),
            ("!<a href=\"a b(c)\">x</a>", r"\![x](<a b(c)>)"),
            ("<a href=\"#check\">x</a>", "[x](./#check)"),
            ("<a href=\"https://a.b/?c&amp;d\">https://a.b/?c&amp;d</a>", "<https://a.b/?c&d>"),
            ("<a href=\"a\"> </a>x", "x"),
            ("<code>a`b</code> <code>`</code> <code>a\nb</code>", "``a`b`` `` ` `` `a b`"),
            ("<img src=\"a.png\" alt=\"a]b\">", r"![a\]b](a.png)"),
            ("<span class=\"row\"><a href=\"1\">1</a><a href=\"2\">2</a></span>", "[1](1) · [2](2)"),
            ("a<svg><title>x</title></svg><span aria-hidden=\"true\">y</span>b", "ab"),
        ] {
            assert_eq!(line(html), markdown);
        }
    }
}
