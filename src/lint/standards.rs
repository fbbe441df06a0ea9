//! What rules about whole articles share: the articles, and what the site asks of them.

use super::prose::Prose;
use super::{Findings, Subject};
use crate::base::span::Span;
use crate::model::{Article, ArticleId, ArticleKey};
use crate::syntax::standards::Standards;

/// What the site asks; nothing when it has no settings.
pub(super) fn of(subject: Subject<'_>) -> Standards {
    subject.trees.settings.as_ref().map(|settings| settings.standards.clone()).unwrap_or_default()
}

/// The articles that a rule judges; they are counted.
pub(super) fn articles<'a>(
    subject: Subject<'a>,
    findings: &mut Findings,
) -> Vec<(&'a Prose<'a>, &'a Article)> {
    let articles = subject.prose.iter().filter_map(|prose| {
        let id = ArticleId::new(&ArticleKey::new(prose.article?), prose.lang);
        Some((prose, subject.site.articles.get(&id)?))
    });
    let judged: Vec<_> = articles.collect();
    findings.look(judged.len());
    judged
}

/// Where an article says what it is: its title.
pub(super) fn title(prose: &Prose<'_>) -> Span {
    prose.passages.list.first().map_or(Span::at(0), |passage| passage.span)
}

/// The line of the front matter that begins with a key, else the title.
pub(super) fn line_of(prose: &Prose<'_>, key: &str) -> Span {
    let mut at = 0;
    for line in prose.source.split_inclusive('\n').take(LONGEST_HEAD) {
        if line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')) {
            return Span::new(at, at + line.trim_end().len());
        }
        at += line.len();
    }
    title(prose)
}

// No front matter has more lines.
const LONGEST_HEAD: usize = 500;
