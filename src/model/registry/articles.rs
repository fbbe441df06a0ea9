//! The articles that error messages and settings lead to. The registry is complete before the first article is
//! looked at, so this comes last.

use super::{Registry, span_at};
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::registry::{ArticleSection, ErrorId};
use crate::base::span::Spanned;
use crate::diag::Diagnostic;
use crate::model::links::{Targets, broken_anchor, draft, unknown_article};
use crate::model::read::Trees;
use std::sync::Arc;

/// The error messages whose article or section is not there, which is reported.
pub fn lost(trees: &Trees, targets: &Targets<'_>, problems: &mut Vec<Diagnostic>) -> Vec<ErrorId> {
    let mut lost = Vec::new();
    for file in &trees.errors {
        let error = &file.tree.value;
        let Some(section) = &error.article else { continue };
        let section = Spanned::new(section.clone(), span_at(&file.tree, &["article"]));
        if !exists(&file.path, &section, targets, problems) {
            lost.push(error.id.clone());
        }
    }
    lost
}

/// Whether there is such an article with such a heading. Reported if not, unless it could not be read.
pub fn exists(
    path: &SourcePath,
    section: &Spanned<ArticleSection>,
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> bool {
    let ArticleSection { article, heading } = &section.value;
    let mut found = Lang::ALL.into_iter().filter_map(|lang| targets.anchors.get(&(article, lang)));
    match (found.next(), heading) {
        (Some(Some(anchors)), Some(heading)) if !anchors.contains(heading) => {
            problems.push(broken_anchor(path, section.span, Some(article), heading, anchors));
        }
        (Some(_), _) => return true,
        (None, _) if targets.unread.articles.contains(article) => {}
        (None, _) => {
            let key = Spanned::new(article.clone(), section.span);
            problems.push(match targets.drafts.contains(article.as_str()) {
                true => draft(path, &key),
                false => unknown_article(path, &key, targets),
            });
        }
    }
    false
}

impl Registry {
    /// Leads these error messages to no article.
    pub fn cut(&mut self, lost: &[ErrorId]) {
        for id in lost {
            if let Some(error) = self.errors.get_mut(id) {
                Arc::make_mut(error).article = None;
            }
        }
    }
}
