//! That pages are found by what they say.
//!
//! Search reads what views know, and a reader sees what templates made of it. So some pages are
//! asked for pieces of their own text, as a browser shows it: two Han characters that stand side
//! by side, or what stands between spaces. What is compared carries `data-pagefind-body`, the mark
//! by which other indexers, too, tell the text of a page from its frame.

use crate::base::fingerprint::Fingerprint;
use crate::base::path::SitePath;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::facts::search::index::Terms;
use crate::view::plain;

/// One page of so many is looked at. Which ones is told by their addresses, so that a page has the
/// same fate in every build.
const PAGES: u64 = 4;
/// How many pieces of a page are looked for: a thousand on a site of 250 pages.
const PIECES: usize = 16;

const MARK: &str = " data-pagefind-body";

/// Looks for pieces of a page among the terms that search has of it.
pub(super) fn check(
    path: &SitePath,
    html: &str,
    terms: impl FnOnce() -> Terms,
) -> Result<(), Vec<Diagnostic>> {
    let seed = Fingerprint::of_bytes(path.as_str().as_bytes()).number();
    if !seed.is_multiple_of(PAGES) {
        return Ok(());
    }
    let text: String = regions(html).map(|region| plain::text(region) + "\n").collect();
    let pieces = pieces(&text);
    let step = pieces.len().div_ceil(PIECES).max(1);
    let first = usize::try_from(seed >> 32).expect("32 bits fit") % step;
    let mut sample = pieces.into_iter().skip(first).step_by(step).peekable();
    if sample.peek().is_none() {
        return Ok(());
    }
    let terms = terms();
    match sample.find(|piece| !terms.answer(piece)) {
        Some(piece) => Err(vec![problem(path, piece)]),
        None => Ok(()),
    }
}

fn problem(path: &SitePath, piece: &str) -> Diagnostic {
    let message = text!(
        "search does not find a page by the words `{piece}` that it shows",
        "搜索不到页面上写着的“{piece}”"
    );
    Diagnostic::of_site(Code::NotFound, message)
        .note(text!("the page is `{path}`", "页面是 `{path}`"))
        .help(text!(
            "words that a template adds are not searched: keep them outside of the element with `data-pagefind-body`",
            "模板自己加的文字不参与搜索：请放到带 `data-pagefind-body` 的元素之外"
        ))
}

// The insides of the elements that carry the mark.
fn regions(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices(MARK).filter_map(|(at, _)| {
        let name = html[..at].rsplit('<').next()?.split(' ').next()?;
        let inside = &html[at + html[at..].find('>')? + 1..];
        let (opening, closing) = (format!("<{name}"), format!("</{name}>"));
        let mut end = inside.find(&closing)?;
        let mut opened = inside[..end].matches(&opening).count();
        while opened > 0 {
            let from = end + closing.len();
            let next = inside[from..].find(&closing)?;
            opened = opened - 1 + inside[from..from + next].matches(&opening).count();
            end = from + next;
        }
        Some(&inside[..end])
    })
}

// What a reader may take from a text and look for.
fn pieces(text: &str) -> Vec<&str> {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut pieces: Vec<&str> =
        text.split_whitespace().filter(|word| word.contains(|c: char| c.is_alphanumeric())).collect();
    let mut before: Option<usize> = None;
    for (at, c) in text.char_indices() {
        pieces.extend(before.filter(|_| is_han(c)).map(|start| &text[start..at + c.len_utf8()]));
        before = is_han(c).then_some(at);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_elements_are_read_to_their_own_end() {
        let html = "<h1 data-pagefind-body>题</h1><div>x<div class=\"a\" data-pagefind-body id=\"b\">一<div>二</div>\
                    <div>三<div>四</div></div>五</div>六</div>";
        let found: Vec<&str> = regions(html).collect();
        assert_eq!(found, ["题", "一<div>二</div><div>三<div>四</div></div>五"]);
    }

    #[test]
    fn pieces_are_pairs_of_han_characters_and_words() {
        assert_eq!(pieces("用 465 端口号。\n— smtp"), ["用", "465", "端口号。", "smtp", "端口", "口号"]);
    }
}
