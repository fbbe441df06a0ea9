//! What a reader sees of HTML.

use std::borrow::Cow;

/// Elements that stand in a line of text; any other begins and ends a line.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
];

/// The visible text of HTML that this program wrote, one line for each block.
pub fn text(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        push(&mut text, before);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if !INLINE.contains(&name) && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        rest = after;
    }
    push(&mut text, rest);
    text
}

/// The text of HTML that holds no tags, as written.
pub fn unescape(html: &str) -> Cow<'_, str> {
    if !html.contains('&') {
        return html.into();
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, _)) = rest.split_once('&') {
        text.push_str(before);
        rest = &rest[before.len()..];
        let (c, length) = entity(rest).unwrap_or(('&', 1));
        text.push(c);
        rest = &rest[length..];
    }
    (text + rest).into()
}

// Line breaks in HTML are spaces, several are one, and one at the start of a line is none.
fn push(text: &mut String, html: &str) {
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        let (seen, length) = match c {
            '&' => entity(rest).unwrap_or(('&', 1)),
            c if c.is_ascii_whitespace() => (' ', 1),
            c => (c, c.len_utf8()),
        };
        if seen != ' ' || !(text.is_empty() || text.ends_with([' ', '\n'])) {
            text.push(seen);
        }
        rest = &rest[length..];
    }
}

// The five that this program writes, and numbers; an author's HTML may hold others, which stay as
// they are.
fn entity(html: &str) -> Option<(char, usize)> {
    let end = html.bytes().take(10).position(|byte| byte == b';')?;
    let name = &html[1..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "nbsp" => '\u{a0}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number)?
        }
    };
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_lines_and_markup_inside_a_line_leaves_nothing() {
        assert_eq!(
            text(
                "<p>用 <a href=\"x\">465</a>\n发<em>信</em></p>\n<ul>\n<li>A&lt;B&#x27;s &amp;c;</li>\n<li>二<br />三</li></ul>"
            ),
            "用 465 发信\nA<B's &c;\n二\n三\n"
        );
        assert_eq!(text("a & b &bogus; &#55296;"), "a & b &bogus; &#55296;");
        assert_eq!(unescape("a\n &lt;b&gt; &amp;amp; &#x27;端口&#39; & &quot;"), "a\n <b> &amp; '端口' & \"");
    }
}
