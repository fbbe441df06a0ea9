//! Raw HTML: it is shown as text unless the site allows it, and comments are dropped.
//!
//! Nothing here knows what a tag means; what is allowed is not looked at.

use super::write::Writer;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::syntax::markdown::RawHtml;

impl Writer<'_, '_> {
    /// A block of raw HTML ends.
    pub(super) fn close_raw(&mut self, html: &str, span: Span) {
        let (html, closed) = without_comments(html);
        if !closed {
            let message = text!("comment is not closed", "注释没有结束");
            self.problem(Code::RawHtml, self.first_line(span), message, |problem| {
                problem
                    .label(text!("everything from here is left out", "从这里起的内容都被略去"))
                    .help(text!("write `-->` at its end", "请在结尾写 `-->`"))
            });
        }
        if html.trim().is_empty() {
            return;
        }
        self.begin_block();
        self.count_block();
        match self.source.raw_html {
            RawHtml::Allowed => self.sink.markup(&html),
            RawHtml::Escaped => {
                self.report_raw(self.first_line(span));
                self.sink.markup("<p>");
                self.sink.text(html.trim());
                self.sink.markup("</p>");
                self.reading.push(html.trim());
                self.reading.end_block();
            }
        }
        self.sink.line();
    }

    /// A tag or comment in running text.
    pub(super) fn inline_html(&mut self, html: &str, span: Span) {
        let (html, _) = without_comments(html);
        if html.is_empty() {
            return;
        }
        match self.source.raw_html {
            RawHtml::Allowed => self.inline_markup(&html),
            RawHtml::Escaped => {
                if self.tags.is_new(&html) {
                    self.report_raw(span);
                }
                // Not pending: an address in an attribute is no address in the text.
                self.flush();
                self.sink.text(&html);
                self.reading.push(&html);
                self.last = html.chars().next_back();
                self.seen += 1;
            }
        }
    }

    fn report_raw(&mut self, span: Span) {
        let message = text!("raw HTML is shown as text", "HTML 标记会原样显示为文字");
        self.problem(Code::RawHtml, span, message, |problem| {
            problem.label(text!("shown as written", "原样显示")).help(text!(
                "write it in Markdown, put it between backquotes, or set `raw_html: true` in `content/site.yaml`",
                "请改用 Markdown，或放进反引号，或在 `content/site.yaml` 里设置 `raw_html: true`"
            ))
        });
    }
}

/// A piece of raw HTML without its comments; the flag says whether the last comment is closed.
pub(super) fn without_comments(html: &str) -> (String, bool) {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        // HTML closes `<!-->` and `<!--->` at once (CommonMark 0.31 §6.6).
        let closed = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->"));
        rest = match closed.or_else(|| comment.split_once("-->").map(|(_, after)| after)) {
            Some(after) => after,
            None => return (kept, false),
        };
    }
    kept.push_str(rest);
    (kept, true)
}

/// Tags of one block that were reported and wait for their closing tag, so that `<kbd>x</kbd>` is
/// one problem.
#[derive(Debug, Default)]
pub(super) struct Tags(Vec<String>);

impl Tags {
    /// Takes note of a tag; says whether it is new.
    pub(super) fn is_new(&mut self, tag: &str) -> bool {
        if let Some(name) = tag.strip_prefix("</").map(name) {
            return self.0.pop_if(|last| *last == name).is_none();
        }
        if let Some(tag) = tag.strip_prefix('<').filter(|tag| !tag.ends_with("/>")) {
            self.0.push(name(tag));
        }
        true
    }

    /// The block ends.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

fn name(tag: &str) -> String {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
    tag[..end].to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_taken_out() {
        for (html, kept, closed) in [
            ("<!-- 注释 -->", "", true),
            ("<!-- a\n\nb -->\n<b>", "\n<b>", true),
            ("<!--><b><!---><i><!----><u>", "<b><i><u>", true),
            ("<b><!-- c", "<b>", false),
            ("<!- x ->", "<!- x ->", true),
        ] {
            assert_eq!(without_comments(html), (kept.to_string(), closed), "{html}");
        }
    }

    #[test]
    fn a_pair_of_tags_is_one_problem() {
        let mut tags = Tags::default();
        let new: Vec<bool> = ["<kbd>", "<b class=x>", "</B>", "</kbd>", "</i>", "<br/>", "</br>", "<?php ?>"]
            .map(|tag| tags.is_new(tag))
            .into();
        assert_eq!(new, [true, true, false, false, true, true, true, true]);
    }
}
