//! The front matter of articles and sections.
//!
//! A mistake never hides the rest: what could be read is returned, and the body that follows is
//! checked as well.

use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::registry::{PortId, Reference, TagId};
use crate::base::span::{Span, Spanned};
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::syntax::decode::fields::Fields;
use crate::syntax::decode::lists::readable;
use crate::syntax::decode::numbers::integer;
use crate::syntax::decode::references::reference;
use crate::syntax::decode::scalars::{boolean, date, id, text, word};
use crate::syntax::decode::shape::{Shape, field, shape_of};
use crate::syntax::decode::{Noun, Reading, spanned};
use crate::syntax::yaml::{self, Content, Node};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// What stands at the head of an article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FrontMatter {
    /// Whether it is there and has no mistake. Otherwise it can't be compared with the body.
    pub is_whole: bool,
    /// Whether the file says where its body begins. Otherwise the body is not known.
    pub is_closed: bool,
    /// The title; empty when it is missing (which was reported).
    pub title: Spanned<String>,
    /// One or two sentences for lists and search engines.
    pub summary: Spanned<String>,
    /// Its place in the section; articles without one come last.
    pub order: Option<i64>,
    /// The language it was first written in.
    pub origin: Option<Lang>,
    /// The day it was first published.
    pub date: Option<Date>,
    /// The day its facts were last checked.
    pub checked: Option<Date>,
    /// The port entries it is about.
    pub ports: Vec<Spanned<PortId>>,
    /// Where its facts come from.
    pub sources: Vec<Reference>,
    /// Its tags.
    pub tags: Vec<Spanned<TagId>>,
    /// Old addresses, such as `mail/smtp-port`, without the language.
    pub aliases: Vec<Spanned<String>>,
    /// Article keys to list first among the related articles.
    pub related: Vec<Spanned<String>>,
    /// Left out of the site unless drafts are asked for.
    pub draft: bool,
}

/// What stands at the head of `_section.md`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SectionMatter {
    /// The title.
    pub title: Spanned<String>,
    /// One or two sentences.
    pub summary: Spanned<String>,
    /// Its place among the sections.
    pub order: Option<i64>,
}

const FRONT_MATTER: Noun = Noun { en: "the front matter", zh: "文件头" };
const ORDER: RangeInclusive<i64> = -9999..=9999;

/// Reads the front matter of an article. Returns also where its body begins, in bytes: at the end
/// of the file when the front matter is not closed.
pub fn parse_article(path: &SourcePath, text: &str, problems: &mut Vec<Diagnostic>) -> (FrontMatter, usize) {
    let before = problems.len();
    let head = find(path, text, problems);
    let matter = read(path, text, &head, problems, |node, reading| article(node, reading, head.span));
    let mut matter = matter.unwrap_or_else(|| FrontMatter::empty(head.span));
    matter.is_whole = problems.len() == before;
    matter.is_closed = head.yaml.is_some();
    (matter, head.body)
}

/// Reads the front matter of a section. Returns also where its body begins.
pub fn parse_section(
    path: &SourcePath,
    text: &str,
    problems: &mut Vec<Diagnostic>,
) -> (SectionMatter, usize) {
    let head = find(path, text, problems);
    let matter = read(path, text, &head, problems, |node, reading| section(node, reading, head.span));
    let empty = || SectionMatter {
        title: Spanned::new(String::new(), head.span),
        summary: Spanned::new(String::new(), head.span),
        order: None,
    };
    (matter.unwrap_or_else(empty), head.body)
}

/// What the front matter of an article holds.
pub fn article_shape() -> Shape {
    shape_of(|node, reading| article(node, reading, Span::at(0)))
}

/// What the front matter of a section holds.
pub fn section_shape() -> Shape {
    shape_of(|node, reading| section(node, reading, Span::at(0)))
}

// The parts of a file with front matter.
struct Head {
    // With the fences; empty when there is none.
    span: Span,
    yaml: Option<Span>,
    body: usize,
}

fn find(path: &SourcePath, text: &str, problems: &mut Vec<Diagnostic>) -> Head {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = text[start..].split_inclusive('\n').scan(start, |at, line| {
        let begin = *at;
        *at += line.len();
        Some((begin, line))
    });
    let is_fence = |line: &str| line.trim_end() == "---";
    let Some((_, opening)) = lines.next().filter(|(_, line)| is_fence(line)) else {
        let message = text!("the file has no front matter", "文件没有文件头");
        let problem = Diagnostic::new(Code::MissingFrontMatter, path, Span::at(start), message);
        problems.push(problem.help(text!(
            "begin the file with a line `---`, then `title: …` and `summary: …`, then a line `---`",
            "文件第一行写 `---`，接着是 `title: …` 和 `summary: …`，再写一行 `---`"
        )));
        return Head { span: Span::at(start), yaml: None, body: start };
    };
    let inner = start + opening.len();
    match lines.find(|(_, line)| is_fence(line)) {
        Some((at, closing)) => Head {
            span: Span::new(start, at + closing.trim_end().len()),
            yaml: Some(Span::new(inner, at)),
            body: at + closing.len(),
        },
        None => {
            let span = Span::new(start, start + 3);
            let message = text!("the front matter is not closed", "文件头没有结束");
            let problem = Diagnostic::new(Code::UnclosedFrontMatter, path, span, message)
                .label(text!("it opens here", "从这里开始"));
            problems.push(
                problem.help(text!("add a line `---` after the last key", "在最后一个键之后加一行 `---`")),
            );
            Head { span, yaml: None, body: text.len() }
        }
    }
}

fn read<T>(
    path: &SourcePath,
    text: &str,
    head: &Head,
    problems: &mut Vec<Diagnostic>,
    decode: impl Fn(&Node, &mut Reading) -> Option<T>,
) -> Option<T> {
    let yaml = head.yaml?;
    let mut node = yaml::parse(path, &text[yaml.start..yaml.end], yaml.start, problems)?;
    // With nothing between the fences, all keys are missing: the first fence is to blame.
    if let Content::Null = node.content {
        node = Node {
            span: Span::new(head.span.start, head.span.start + 3),
            content: Content::Mapping(Vec::new()),
        };
    }
    decode(&node, &mut Reading::new(path, problems))
}

fn article(node: &Node, reading: &mut Reading, span: Span) -> Option<FrontMatter> {
    let mut fields = Fields::open(node, FRONT_MATTER, reading)?;
    let title = fields.required(field("title", "The title", "标题"), spanned(text));
    let summary = fields.required(
        field("summary", "One or two sentences for lists and search engines", "一两句话，用于列表和搜索引擎"),
        spanned(text),
    );
    let order = fields.optional(
        field(
            "order",
            "Its place in the section, from -9999 to 9999; articles without one come last",
            "在栏目中的位置，-9999 到 9999；不写的排在最后",
        ),
        integer(ORDER),
    );
    let origin = fields.optional(
        field("origin", "The language it was first written in", "最初用哪种语言写成"),
        word(&Lang::ALL, Lang::code),
    );
    let date_ = fields.optional(field("date", "The day it was first published", "首次发布的日期"), date);
    let checked = fields
        .optional(field("checked", "The day its facts were last checked", "最近一次核对事实的日期"), date);
    let ports = fields.optional(
        field(
            "ports",
            "Ids of the port entries it is about: those that its text links to or lists",
            "所讲端口条目的 id，即正文链接或列出的那些",
        ),
        readable(spanned(id(PortId::new))),
    );
    let sources =
        fields.optional(field("sources", "Where its facts come from", "各项事实的来源"), readable(reference));
    let tags = fields.optional(
        field("tags", "Its tags, declared in content/site.yaml", "标签，须在 content/site.yaml 中声明"),
        readable(spanned(id(TagId::new))),
    );
    let aliases = fields.optional(
        field(
            "aliases",
            "Old addresses without the language, such as mail/smtp-port; they get redirect pages",
            "旧地址，不含语言，如 mail/smtp-port；会生成跳转页",
        ),
        readable(spanned(text)),
    );
    let related = fields.optional(
        field(
            "related",
            "Keys of articles to list first among the related ones, such as mail/send",
            "相关文章中排在最前的文章，如 mail/send",
        ),
        readable(spanned(text)),
    );
    let draft = fields.optional(
        field(
            "draft",
            "Left out of the site unless drafts are asked for; false unless set",
            "草稿默认不发布；默认 false",
        ),
        boolean,
    );
    // The problems are reported; the fields without any are used.
    let _ = fields.close();
    Some(FrontMatter {
        is_whole: false,
        is_closed: false,
        title: title.unwrap_or_else(|| Spanned::new(String::new(), span)),
        summary: summary.unwrap_or_else(|| Spanned::new(String::new(), span)),
        order: order.flatten(),
        origin: origin.flatten(),
        date: date_.flatten(),
        checked: checked.flatten(),
        ports: ports.flatten().unwrap_or_default(),
        sources: sources.flatten().unwrap_or_default(),
        tags: tags.flatten().unwrap_or_default(),
        aliases: aliases.flatten().unwrap_or_default(),
        related: related.flatten().unwrap_or_default(),
        draft: draft.flatten().unwrap_or(false),
    })
}

fn section(node: &Node, reading: &mut Reading, span: Span) -> Option<SectionMatter> {
    let mut fields = Fields::open(node, FRONT_MATTER, reading)?;
    let title = fields.required(field("title", "The title", "标题"), spanned(text));
    let summary = fields.required(field("summary", "One or two sentences", "一两句话的说明"), spanned(text));
    let order = fields.optional(
        field("order", "Its place among the sections, from -9999 to 9999", "在各栏目中的位置，-9999 到 9999"),
        integer(ORDER),
    );
    let _ = fields.close();
    Some(SectionMatter {
        title: title.unwrap_or_else(|| Spanned::new(String::new(), span)),
        summary: summary.unwrap_or_else(|| Spanned::new(String::new(), span)),
        order: order.flatten(),
    })
}

impl FrontMatter {
    // Of an article whose front matter can't be read.
    fn empty(span: Span) -> FrontMatter {
        FrontMatter {
            is_whole: false,
            is_closed: false,
            title: Spanned::new(String::new(), span),
            summary: Spanned::new(String::new(), span),
            order: None,
            origin: None,
            date: None,
            checked: None,
            ports: Vec::new(),
            sources: Vec::new(),
            tags: Vec::new(),
            aliases: Vec::new(),
            related: Vec::new(),
            draft: false,
        }
    }
}

#[cfg(test)]
mod tests;
