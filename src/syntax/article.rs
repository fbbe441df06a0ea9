//! A whole Markdown file: front matter and body.

use crate::base::path::SourcePath;
use crate::base::span::Spanned;
use crate::diag::Diagnostic;
use crate::syntax::blocks::{self, Block};
use crate::syntax::front_matter::{self, FrontMatter, SectionMatter};
use crate::syntax::markdown::passages::{self, Kind, Passage, Passages};
use crate::syntax::markdown::pieces::Origin;
use crate::syntax::markdown::stretches::{self, Stretch};
use crate::syntax::markdown::{self, RawHtml};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An article as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Article {
    /// Its head.
    pub front: FrontMatter,
    /// What follows.
    pub content: Content,
    /// What a translation follows.
    pub stretches: Vec<Stretch>,
}

/// A section page as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Section {
    /// Its head.
    pub front: SectionMatter,
    /// What follows.
    pub content: Content,
}

/// A body together with its generated blocks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Content {
    /// The Markdown.
    pub body: markdown::Body,
    /// The blocks of the body, in its order; `None` where one could not be read.
    pub blocks: Vec<Option<Block>>,
    /// The byte of the file at which the body begins.
    pub start: usize,
}

impl Article {
    /// Everything that the article says, its title and summary first. `text` is the file that it was
    /// read from.
    pub fn passages(&self, text: &str) -> Passages {
        self.content.passages(text, said(&self.front))
    }
}

impl Section {
    /// Everything that the page says, its title and summary first. `text` is the file that it was
    /// read from.
    pub fn passages(&self, text: &str) -> Passages {
        self.content.passages(text, [(Kind::Title, &self.front.title), (Kind::Summary, &self.front.summary)])
    }
}

impl Content {
    /// Says what a kept body was parsed from.
    pub fn recall(&mut self, path: &SourcePath, bytes: &Arc<[u8]>, raw: RawHtml) {
        let origin = Origin { path: path.clone(), bytes: Arc::clone(bytes), start: self.start, raw };
        self.body.pieces = Arc::new(self.body.pieces.from(origin));
    }

    fn passages(&self, text: &str, head: [(Kind, &Spanned<String>); 2]) -> Passages {
        // One that is missing was reported.
        let head = head.into_iter().filter(|(_, written)| !written.value.is_empty());
        let head = head.map(|(kind, written)| Passage::of_yaml(kind, &written.value, written.span, text));
        passages::read(text, self.start, head.collect())
    }
}

fn said(front: &FrontMatter) -> [(Kind, &Spanned<String>); 2] {
    [(Kind::Title, &front.title), (Kind::Summary, &front.summary)]
}

/// Reads an article.
pub fn parse(path: &SourcePath, text: &str, raw: RawHtml, problems: &mut Vec<Diagnostic>) -> Article {
    let (front, start) = front_matter::parse_article(path, text, problems);
    let content = content(path, text, start, raw, problems);
    let stretches = stretches::of(&content.passages(text, said(&front)));
    Article { front, content, stretches }
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
    Content { body, blocks, start }
}
