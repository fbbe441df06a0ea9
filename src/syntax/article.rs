//! A whole Markdown file: front matter and body.

use crate::base::path::SourcePath;
use crate::diag::Diagnostic;
use crate::syntax::blocks::{self, Block};
use crate::syntax::front_matter::{self, FrontMatter, SectionMatter};
use crate::syntax::markdown::{self, RawHtml};

/// An article as written.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its head.
    pub front: FrontMatter,
    /// What follows.
    pub content: Content,
}

/// A section page as written.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its head.
    pub front: SectionMatter,
    /// What follows.
    pub content: Content,
}

/// A body together with its generated blocks.
#[derive(Clone, Debug)]
pub struct Content {
    /// The Markdown.
    pub body: markdown::Body,
    /// The blocks of the body, in its order; `None` where one could not be read.
    pub blocks: Vec<Option<Block>>,
}

/// Reads an article.
pub fn parse(path: &SourcePath, text: &str, raw: RawHtml, problems: &mut Vec<Diagnostic>) -> Article {
    let (front, start) = front_matter::parse_article(path, text, problems);
    Article { front, content: content(path, text, start, raw, problems) }
}

/// Reads `_section.md`.
pub fn parse_section(path: &SourcePath, text: &str, raw: RawHtml, problems: &mut Vec<Diagnostic>) -> Section {
    let (front, start) = front_matter::parse_section(path, text, problems);
    Section { front, content: content(path, text, start, raw, problems) }
}

fn content(
    path: &SourcePath,
    text: &str,
    start: usize,
    raw: RawHtml,
    problems: &mut Vec<Diagnostic>,
) -> Content {
    let body = markdown::parse(path, text, start, raw, problems);
    let blocks = body.blocks.iter().map(|fence| blocks::parse(path, fence, problems)).collect();
    Content { body, blocks }
}
