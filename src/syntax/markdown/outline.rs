//! Headings: their levels, ids and texts.
//!
//! No id is made up here: a heading without one gets it from its counterpart or its text later.

use super::footnotes;
use super::write::Writer;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::syntax::markdown::{Heading, Piece};
use std::collections::BTreeMap;

/// What the headings so far ask of the next one.
#[derive(Debug)]
pub(super) struct Outline {
    level: u8,
    ids: BTreeMap<String, Span>,
}

impl Default for Outline {
    fn default() -> Outline {
        // The title of the article is the heading of level 1.
        Outline { level: 1, ids: BTreeMap::new() }
    }
}

impl Writer<'_, '_> {
    /// A heading begins.
    pub(super) fn open_heading(&mut self, level: u8, id: Option<&str>, span: Span) {
        let trimmed = self.source.text[span.start..span.end].trim_end().len();
        let span = Span::new(span.start, span.start + trimmed);
        self.begin_block();
        self.check_level(level, span);
        let content = content(&self.source.text[span.start..span.end]);
        let braces = braces(content).unwrap_or("#id");
        let only_id = braces.starts_with('#') && braces.len() > 1 && !braces.contains([' ', '\t']);
        if !only_id {
            self.report_braces(span);
        }
        let accepted = id.filter(|id| self.accepts_id(id, span)).map(String::from);
        let has_bad_id = accepted.is_none() && (id.is_some() || !only_id);
        let number = self.body.headings.len();
        let (text, html, end) = (String::new(), String::new(), span.start + content.len());
        self.body.headings.push(Heading { level, id: accepted, has_bad_id, text, html, span, end });
        self.sink.piece(Piece::HeadingStart(number));
        self.sink.open_heading();
    }

    /// The heading ends.
    pub(super) fn close_heading(&mut self) {
        self.flush();
        let number = self.body.headings.len() - 1;
        let heading = &mut self.body.headings[number];
        heading.text = self.reading.line().to_string();
        heading.html = self.sink.close_heading();
        self.end_block();
        self.sink.piece(Piece::HeadingEnd(number));
        self.sink.line();
    }

    fn check_level(&mut self, level: u8, span: Span) {
        let last = std::mem::replace(&mut self.outline.level, level);
        if level == 1 {
            let message = text!("heading of level 1 in a body", "正文里有一级标题");
            self.problem(Code::HeadingLevel, span, message, |problem| {
                problem
                    .label(text!("the title is the only one", "一级标题只有文章标题"))
                    .help(text!("write `##`", "请写 `##`"))
            });
        } else if level > last + 1 {
            let message =
                text!("heading goes from level {last} to level {level}", "标题从 {last} 级跳到 {level} 级");
            let marks = "#".repeat(usize::from(last) + 1);
            self.problem(Code::HeadingLevel, span, message, |problem| {
                problem
                    .label(text!("a level is left out", "跳过了一级"))
                    .help(text!("write `{marks}`", "请写 `{marks}`"))
            });
        }
    }

    fn report_braces(&mut self, span: Span) {
        let message = text!("braces of the heading hold more than an id", "标题的花括号里不只有 id");
        self.problem(Code::BadId, span, message, |problem| {
            problem.label(text!("what is no id is left out", "不是 id 的部分会被略去")).help(text!(
                "write `{{#id}}` and nothing else, or `\\}}` when the braces are meant to be seen",
                "请只写 `{{#id}}`；要显示花括号，请在结尾写 `\\}}`"
            ))
        });
    }

    fn accepts_id(&mut self, id: &str, span: Span) -> bool {
        let place = self.id_place(id, span);
        let tame = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !tame || id.starts_with('-') || id.is_empty() {
            let message = text!("`{id}` can't be an id", "`{id}` 不能用作 id");
            self.problem(Code::BadId, place, message, |problem| {
                problem.label(text!("not an id", "不是 id")).help(text!(
                    "use lower-case ASCII letters, digits and hyphens, a letter or digit first",
                    "请用小写英文字母、数字和连字符，以字母或数字开头"
                ))
            });
            return false;
        }
        if footnotes::is_reserved(id) {
            let message = text!("id `{id}` is kept for footnotes", "id `{id}` 留给脚注使用");
            self.problem(Code::BadId, place, message, |problem| {
                problem.label(text!("taken", "已占用")).help(text!("choose another id", "请换一个 id"))
            });
            return false;
        }
        // Templates give these ids to parts of the page around the body.
        if id == "main" || id.starts_with("page-") {
            let message = text!("id `{id}` is kept for the page itself", "id `{id}` 留给页面本身使用");
            self.problem(Code::BadId, place, message, |problem| {
                problem.label(text!("taken", "已占用")).help(text!("choose another id", "请换一个 id"))
            });
            return false;
        }
        let Some(first) = self.outline.ids.get(id).copied() else {
            self.outline.ids.insert(id.into(), place);
            return true;
        };
        let message = text!("two headings have the id `{id}`", "两个标题的 id 都是 `{id}`");
        let path = self.source.path;
        self.problem(Code::DuplicateHeadingId, place, message, |problem| {
            let first_label = text!("first heading", "第一个标题");
            let problem = problem.label(text!("second heading", "第二个标题")).also(path, first, first_label);
            problem.help(text!("give one of them another id", "请给其中一个换一个 id"))
        });
        false
    }

    fn id_place(&self, id: &str, span: Span) -> Span {
        let source = &self.source.text[span.start..span.end];
        let found = source.rfind(&format!("#{id}")).map(|at| span.start + at + 1);
        found.map_or(span, |start| Span::new(start, start + id.len()))
    }
}

// A heading without the line of `=` or `-` below it.
fn content(source: &str) -> &str {
    match source.starts_with('#') {
        true => source,
        false => source.rsplit_once('\n').map_or(source, |(lines, _)| lines).trim_end(),
    }
}

// What stands in the braces at the end of a heading. pulldown-cmark cuts them off whatever they
// hold: without this, `## Use {x}` would lose its last word in silence.
fn braces(content: &str) -> Option<&str> {
    let inside = content.strip_suffix('}')?;
    let start = inside.rfind(['{', '}', '<', '>', '\\', '\n', '\r'])?;
    inside[start..].strip_prefix('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_what_the_parser_cuts_off() {
        for (source, expected) in [
            ("## a {#b}", Some("#b")),
            ("## a ## {#b .c}", Some("#b .c")),
            ("## a {#b} ##", None),
            ("a\n{b} {}\r\n---", Some("")),
            ("## a {b\\}", None),
            ("## a `{b}`", None),
            ("## {<b>}", None),
            ("## }", None),
        ] {
            assert_eq!(braces(content(source)), expected, "{source}");
        }
    }
}
