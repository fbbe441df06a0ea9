//! The front matter of articles and sections.

use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::base::registry::{PortId, Reference, TagId};
use crate::base::span::{Span, Spanned};

/// What stands at the head of an article.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// The block with its fences; where a problem of the whole front matter points.
    pub span: Span,
    /// The title; empty when it is missing (which was reported).
    pub title: Spanned<String>,
    /// One or two sentences for lists and search engines.
    pub summary: String,
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
    pub summary: String,
    /// Its place among the sections.
    pub order: Option<i64>,
}
