//! XML 1.0, as far as feeds and site maps need it.

/// The first line of a file.
pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Text between tags or quotation marks. What XML 1.0 has no way to write becomes U+FFFD.
pub(super) fn escape(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            // `]]>` may stand in no text.
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // A parser would make spaces of them within an attribute.
            '\t' | '\n' | '\r' => xml.push_str(&format!("&#{};", u32::from(c))),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => xml.push('\u{FFFD}'),
            _ => xml.push(c),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_written_is_text() {
        assert_eq!(
            escape("发信 <b a=\"1\">&amp;]]>\u{8}\n\u{2028}"),
            "发信 &lt;b a=&quot;1&quot;&gt;&amp;amp;]]&gt;\u{FFFD}&#10;\u{2028}"
        );
    }
}
