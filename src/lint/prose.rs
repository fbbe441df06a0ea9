//! What the pages of a site say, for every rule that reads.
//!
//! Passages are made here, once for all rules, from the texts of the files: no tree holds them.

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::model::Site;
use crate::model::read::{File, Trees};
use crate::model::{ArticleId, ArticleKey};
use crate::source::Snapshot;
use crate::syntax::markdown::passages::Passages;
use rayon::prelude::*;

/// The text of one page.
#[derive(Debug)]
pub struct Prose<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// Its language.
    pub lang: Lang,
    /// The key of the article; `None` for a section page.
    pub article: Option<&'a str>,
    /// The whole file.
    pub source: &'a str,
    /// What it says.
    pub passages: Passages,
}

/// Reads all published articles, then all section pages. A file whose front matter is not closed has
/// no known body and is left out.
pub fn read<'a>(snapshot: &'a Snapshot, site: &Site, trees: &'a Trees) -> Vec<Prose<'a>> {
    read_some(snapshot, site, trees, &|_| true)
}

/// The same for the files that are wanted.
pub fn read_some<'a>(
    snapshot: &'a Snapshot,
    site: &Site,
    trees: &'a Trees,
    wanted: &(dyn Fn(&SourcePath) -> bool + Sync),
) -> Vec<Prose<'a>> {
    let articles = trees.articles.par_iter().filter_map(|File { path, tree: (lang, key, article) }| {
        let id = ArticleId::new(&ArticleKey::new(key), *lang);
        let is_published = article.front.is_closed && site.articles.contains_key(&id) && wanted(path);
        let source = is_published.then(|| source(snapshot, path))?;
        let passages = article.passages(source);
        Some(Prose { path, lang: *lang, article: Some(key), source, passages })
    });
    let sections = trees.sections.par_iter().filter(|file| wanted(&file.path));
    let sections = sections.map(|File { path, tree: (lang, _, section) }| {
        let source = source(snapshot, path);
        Prose { path, lang: *lang, article: None, source, passages: section.passages(source) }
    });
    articles.chain(sections).collect()
}

fn source<'a>(snapshot: &'a Snapshot, path: &SourcePath) -> &'a str {
    let file = snapshot.find(path).expect("a tree comes from a file of the snapshot");
    std::str::from_utf8(&file.bytes).expect("a file with a tree was read as UTF-8")
}
