//! The examples of the CommonMark specification, 0.31.2.
//!
//! Open pieces are filled as the specification's own renderer would fill them; then the result
//! is compared byte for byte. Every example that differs is listed with its reason, and the lists
//! are exact: an example that starts to agree must leave them.

#![allow(clippy::unwrap_used)]

use super::html::{anchor, escape, escape_address};
use super::*;

#[derive(serde::Deserialize)]
struct Example {
    number: u32,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/commonmark-0.31.2.json");
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn render(markdown: &str, raw_html: RawHtml) -> String {
    let path = SourcePath::new("content/en/a/b.md").unwrap();
    let body = parse(&path, markdown, 0, raw_html, &mut Vec::new());
    let mut html = String::new();
    for piece in body.pieces.list() {
        fill(piece, &body, &mut html);
    }
    html
}

fn fill(piece: &Piece, body: &Body, html: &mut String) {
    match piece {
        Piece::Html(text) => html.push_str(text),
        Piece::HeadingStart(number) => html.push_str(&format!("<h{}>", body.headings[*number].level)),
        Piece::HeadingEnd(number) => html.push_str(&format!("</h{}>", body.headings[*number].level)),
        Piece::LinkStart(number) => {
            let link = &body.links[*number];
            let address = match &link.target {
                Target::File(path, None) => path.clone(),
                Target::File(path, Some(anchor)) => format!("{path}#{anchor}"),
                Target::Anchor(anchor) => format!("#{anchor}"),
                other => format!("{other:?}"),
            };
            html.push_str(&anchor(&address, &link.title));
        }
        Piece::LinkEnd(_) => html.push_str("</a>"),
        Piece::Code(code) => {
            html.push_str("<pre><code");
            if !code.language.is_empty() {
                html.push_str(" class=\"language-");
                escape(&code.language, html);
                html.push('"');
            }
            html.push('>');
            escape(&code.text, html);
            html.push_str("</code></pre>");
        }
        Piece::Image(image) => {
            html.push_str("<img src=\"");
            escape_address(&image.address, html);
            html.push_str("\" alt=\"");
            escape(&image.alt, html);
            if !image.title.is_empty() {
                html.push_str("\" title=\"");
                escape(&image.title, html);
            }
            html.push_str("\" />");
        }
        other => html.push_str(&format!("{other:?}")),
    }
}

// Addresses of the examples that begin at the root.
const ROOTED: [&str; 10] =
    ["/url", "/uri", "/bar", "/f", "/my", "/path", "/foo-url", "/baz-url", "/φου", "/%CF%86%CE%BF%CF%85"];

// The same example with addresses that do not begin at the root.
fn without_roots(example: &Example) -> Example {
    let is_address = |before: Option<char>| before.is_some_and(|c| "(<\": \n".contains(c));
    let rewrite = |text: &str| {
        let mut out = String::new();
        for (at, c) in text.char_indices() {
            let rooted = ROOTED.iter().any(|address| text[at..].starts_with(address));
            // `</foo>` is a tag and `</url>` an address.
            let tag =
                text[..at].ends_with('<') && text[at..].starts_with("/f") || text[at..].starts_with("/foo.");
            if rooted && !tag && is_address(text[..at].chars().next_back()) {
                out.push('r');
            }
            out.push(c);
        }
        out
    };
    Example { number: example.number, markdown: rewrite(&example.markdown), html: rewrite(&example.html) }
}

// Why an example differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// Raw HTML is shown as text, unless the site allows it.
    Html,
    /// An address that begins with `/` is refused: the site may stand below any folder.
    Root,
    /// Comments are dropped.
    Comment,
    /// A link without an address leads nowhere, so it is refused.
    Empty,
    /// A backslash in a relative address is refused: browsers read it as a slash.
    Backslash,
    /// Only the schemes of the site are links.
    Scheme,
    /// GitHub links bare addresses, CommonMark does not.
    Bare,
}

#[rustfmt::skip]
const DIFFERENT: [(Reason, &[u32]); 7] = [
    (Reason::Html, &[
        21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164,
        165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 178, 180, 181, 182, 184, 185,
        186, 187, 188, 189, 190, 191, 201, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615,
        616, 617, 623, 627, 628, 629, 630, 631, 642, 643,
    ]),
    (Reason::Root, &[
        22, 23, 32, 33, 192, 193, 196, 198, 205, 206, 214, 215, 216, 217, 218, 404, 419, 422, 433,
        473, 474, 482, 483, 489, 505, 506, 507, 509, 510, 512, 514, 515, 516, 517, 518, 519, 521,
        527, 528, 529, 530, 531, 532, 533, 534, 535, 539, 540, 541, 542, 543, 544, 549, 550, 553,
        554, 555, 556, 557, 558, 559, 560, 561, 562, 564, 565, 566, 568, 569, 570, 571, 572, 574,
        575, 579, 581, 582, 583, 584, 585, 586, 587, 588, 589, 591, 593,
    ]),
    (Reason::Comment, &[177, 179, 183, 308, 309, 625, 626]),
    (Reason::Empty, &[200, 485, 486, 487, 567]),
    (Reason::Backslash, &[202, 502]),
    (Reason::Scheme, &[596, 598, 599, 601]),
    (Reason::Bare, &[602, 608, 611]),
];

// The examples of one reason, or of all.
fn listed(reasons: &[Reason]) -> Vec<u32> {
    let all = DIFFERENT.iter().filter(|(reason, _)| reasons.contains(reason));
    let mut numbers: Vec<u32> = all.flat_map(|(_, numbers)| numbers.iter().copied()).collect();
    numbers.sort_unstable();
    numbers
}

fn differing(examples: &[Example], raw_html: RawHtml) -> Vec<u32> {
    let different = examples.iter().filter(|example| render(&example.markdown, raw_html) != example.html);
    different.map(|example| example.number).collect()
}

#[test]
fn examples_agree_but_for_those_that_are_listed() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let all = DIFFERENT.map(|(reason, _)| reason);
    assert_eq!(differing(&examples, RawHtml::Escaped), listed(&all));
}

#[test]
fn reasons_are_true() {
    use Reason::*;
    let examples: Vec<Example> = examples().iter().map(without_roots).collect();
    let mut left = listed(&[Html, Comment, Empty, Backslash, Scheme, Bare]);
    assert_eq!(differing(&examples, RawHtml::Escaped), left);
    left = listed(&[Comment, Empty, Backslash, Scheme, Bare]);
    assert_eq!(differing(&examples, RawHtml::Allowed), left);
}
