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
use crate::syntax::decode::{Noun, Reading, spanned};
use crate::syntax::yaml::{self, Content, Node};
use std::ops::RangeInclusive;

/// What stands at the head of an article.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
    let title = fields.required("title", spanned(text));
    let summary = fields.required("summary", spanned(text));
    let order = fields.optional("order", integer(ORDER));
    let origin = fields.optional("origin", word(&Lang::ALL, Lang::code));
    let date_ = fields.optional("date", date);
    let checked = fields.optional("checked", date);
    let ports = fields.optional("ports", readable(spanned(id(PortId::new))));
    let sources = fields.optional("sources", readable(reference));
    let tags = fields.optional("tags", readable(spanned(id(TagId::new))));
    let aliases = fields.optional("aliases", readable(spanned(text)));
    let related = fields.optional("related", readable(spanned(text)));
    let draft = fields.optional("draft", boolean);
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
    let title = fields.required("title", spanned(text));
    let summary = fields.required("summary", spanned(text));
    let order = fields.optional("order", integer(ORDER));
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
