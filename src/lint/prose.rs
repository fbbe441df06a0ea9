//! What the pages of a site say, for every rule that reads.
//!
//! Passages are made here, once for all rules, from the texts of the files: no tree holds them.

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::model::Site;
use crate::model::read::{File, Trees};
use crate::model::{ArticleId, ArticleKey};
use crate::source::Snapshot;
use crate::syntax::markdown::passages::{Kind, Passage, Passages};
use crate::syntax::yaml::{Content, Node, Scalar, Value};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The text of one page, or what a registry file says in one language.
#[derive(Debug)]
pub struct Prose<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// Its language.
    pub lang: Lang,
    /// The key of the article; `None` for a section page and for the registry.
    pub article: Option<&'a str>,
    /// The whole file.
    pub source: &'a str,
    /// The byte at which its Markdown begins; its end if it has none.
    pub body: usize,
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
        Some(Prose { path, lang: *lang, article: Some(key), source, body: article.content.start, passages })
    });
    let sections = trees.sections.par_iter().filter(|file| wanted(&file.path));
    let sections = sections.map(|File { path, tree: (lang, _, section) }| {
        let source = source(snapshot, path);
        let (body, passages) = (section.content.start, section.passages(source));
        Prose { path, lang: *lang, article: None, source, body, passages }
    });
    articles.chain(sections).collect()
}

/// Reads the texts that the registry has in two languages, file by file: names as titles, the rest as
/// summaries. Words to search by, and those to avoid, are no texts.
pub fn read_registry<'a>(snapshot: &'a Snapshot, trees: &'a Trees) -> Vec<Prose<'a>> {
    let ports = trees.ports.iter().map(|file| (&file.path, file.tree.node()));
    let services = trees.services.iter().map(|file| (&file.path, file.tree.node()));
    let providers = trees.providers.iter().map(|file| (&file.path, file.tree.node()));
    let terms = trees.terms.iter().map(|file| (&file.path, file.tree.node()));
    let mut files: BTreeMap<(&SourcePath, Lang), Vec<Passage>> = BTreeMap::new();
    let errors = trees.errors.iter().map(|file| (&file.path, file.tree.node()));
    let clients = trees.clients.iter().map(|file| (&file.path, file.tree.node()));
    let clouds = trees.clouds.iter().map(|file| (&file.path, file.tree.node()));
    let entries =
        ports.chain(services).chain(providers).chain(terms).chain(errors).chain(clients).chain(clouds);
    for (path, node) in entries {
        let source = source(snapshot, path);
        gather(node, &Kind::Summary, &mut |lang, kind, text, span| {
            let passage = Passage::of_yaml(kind, text, span, source);
            files.entry((path, lang)).or_default().push(passage);
        });
    }
    let texts = files.into_iter().map(|((path, lang), list)| {
        let passages = Passages { list, comments: Vec::new() };
        let source = source(snapshot, path);
        Prose { path, lang, article: None, source, body: source.len(), passages }
    });
    texts.collect()
}

// Finds the texts below a node of the registry: what stands under a key that is a language.
fn gather<'n>(node: &'n Node, kind: &Kind, found: &mut impl FnMut(Lang, Kind, &'n str, Span)) {
    match &node.content {
        Content::Mapping(entries) => {
            for (key, node) in entries {
                match (&node.content, Lang::from_code(&key.name)) {
                    (Content::Scalar(Scalar { value: Value::Text(text), .. }), Some(lang)) => {
                        found(lang, kind.clone(), text, node.span);
                    }
                    _ if key.name == "name" => gather(node, &Kind::Title, found),
                    _ => gather(node, &Kind::Summary, found),
                }
            }
        }
        Content::Sequence(nodes) => nodes.iter().for_each(|node| gather(node, kind, found)),
        Content::Null | Content::Scalar(_) => {}
    }
}

fn source<'a>(snapshot: &'a Snapshot, path: &SourcePath) -> &'a str {
    let file = snapshot.find(path).expect("a tree comes from a file of the snapshot");
    std::str::from_utf8(&file.bytes).expect("a file with a tree was read as UTF-8")
}
