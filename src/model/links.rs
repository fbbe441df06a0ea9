//! Links and generated blocks: from names as written to entries that exist.

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::registry::*;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, nearest};
use crate::model::ArticleKey;
use crate::model::body::{Aspect, Block, Link, Rows, Target};
use crate::model::registry::{Registry, unknown, unknown_port};
use crate::syntax::article::Content;
use crate::syntax::blocks;
use crate::syntax::markdown::{self, Piece};
use std::collections::{BTreeMap, BTreeSet};

/// What links can lead to.
#[derive(Debug)]
pub struct Targets<'a> {
    /// The registry.
    pub registry: &'a Registry,
    /// The anchors of every article, by key and language.
    pub anchors: BTreeMap<(&'a str, Lang), BTreeSet<String>>,
    /// Published files, by source path.
    pub assets: BTreeSet<&'a SourcePath>,
    /// Families that have a name.
    pub families: BTreeSet<&'a str>,
}

/// Resolves the links of one body.
pub fn resolve(
    path: &SourcePath,
    lang: Lang,
    content: &Content,
    own: &BTreeSet<String>,
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Link> {
    let resolve = |link: &markdown::Link, problems: &mut Vec<Diagnostic>| match &link.target {
        markdown::Target::Port(id, aspect) => port(path, link.span, id, aspect.as_deref(), targets, problems),
        markdown::Target::Service(id) => {
            let known = &targets.registry.services;
            entry(Code::UnknownService, path, link.span, known, ServiceId::new(id), problems)
                .map(Target::Service)
        }
        markdown::Target::Provider(id) => {
            let known = &targets.registry.providers;
            entry(Code::UnknownProvider, path, link.span, known, ProviderId::new(id), problems)
                .map(Target::Provider)
        }
        markdown::Target::Term(id) => {
            let known = &targets.registry.terms;
            entry(Code::UnknownTerm, path, link.span, known, TermId::new(id), problems).map(Target::Term)
        }
        markdown::Target::File(file, anchor) => {
            file_target(path, lang, link.span, (file, anchor.as_deref()), targets, problems)
        }
        markdown::Target::Anchor(anchor) => {
            if !own.contains(anchor) {
                problems.push(broken_anchor(path, link.span, path.as_str(), anchor, own));
            }
            Some(Target::Anchor(anchor.clone()))
        }
    };
    content
        .body
        .links
        .iter()
        .map(|link| Link {
            target: resolve(link, problems),
            is_empty: link.is_empty,
            title: link.title.clone(),
        })
        .collect()
}

/// Finds the images of one body, in reading order. They are files below `static/`.
pub fn resolve_images(
    path: &SourcePath,
    content: &Content,
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Option<SourcePath>> {
    let images = content.body.pieces.iter().filter_map(|piece| match piece {
        Piece::Image(image) => Some(&image.address),
        _ => None,
    });
    let find = |(address, span): (&String, &Span)| {
        let asset = path.join(address).filter(|asset| targets.assets.contains(asset));
        if asset.is_none() {
            let message = text!("there is no image `{address}`", "没有图片 `{address}`");
            problems.push(Diagnostic::new(Code::BrokenLink, path, *span, message).help(text!(
                "put it below `static/` and write its path relative to this file",
                "请放在 `static/` 之下，并写相对于本文件的路径"
            )));
        }
        asset
    };
    images.zip(&content.body.images).map(find).collect()
}

/// Resolves the generated blocks of one body.
pub fn resolve_blocks(
    path: &SourcePath,
    content: &Content,
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let registry = targets.registry;
    content
        .blocks
        .iter()
        .map(|block| match block {
            None => Block::Broken,
            Some(blocks::Block::Settings { provider }) => {
                let id = provider.value.clone();
                entry(Code::UnknownProvider, path, provider.span, &registry.providers, id, problems)
                    .map_or(Block::Broken, Block::Settings)
            }
            Some(blocks::Block::Ports(table)) => {
                let rows = match &table.family {
                    Some(family) => {
                        let name = family.value.as_str();
                        if !targets.families.contains(name) {
                            problems.push(unknown_family(path, family.span, name, targets));
                        }
                        Rows::Family(family.value.clone())
                    }
                    None => {
                        let known = table.ids.iter().filter(|id| {
                            let known = registry.ports.contains_key(&id.value);
                            if !known {
                                problems.push(unknown_port(
                                    path,
                                    id.span,
                                    id.value.as_str(),
                                    &registry.ports,
                                ));
                            }
                            known
                        });
                        Rows::Ids(known.map(|id| id.value.clone()).collect(), table.order)
                    }
                };
                Block::Ports { rows, columns: table.columns.clone(), caption: table.caption.clone() }
            }
        })
        .collect()
}

fn port(
    path: &SourcePath,
    span: Span,
    id: &str,
    aspect: Option<&str>,
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Target> {
    let port = PortId::new(id);
    let aspect = match aspect {
        None => Aspect::Number,
        Some(word) => match Aspect::ALL.iter().find(|(name, _)| *name == word) {
            Some((_, aspect)) => *aspect,
            None => {
                problems.push(unknown_aspect(path, span, word));
                Aspect::Number
            }
        },
    };
    if !targets.registry.ports.contains_key(&port) {
        problems.push(unknown_port(path, span, id, &targets.registry.ports));
        return None;
    }
    Some(Target::Port(port, aspect))
}

fn entry<Id: Ord + std::fmt::Display, T>(
    code: Code,
    path: &SourcePath,
    span: Span,
    known: &BTreeMap<Id, T>,
    id: Id,
    problems: &mut Vec<Diagnostic>,
) -> Option<Id> {
    if known.contains_key(&id) {
        return Some(id);
    }
    let names: Vec<String> = known.keys().map(Id::to_string).collect();
    problems.push(unknown(code, path, span, &id.to_string(), names.iter().map(String::as_str)));
    None
}

fn file_target(
    path: &SourcePath,
    lang: Lang,
    span: Span,
    (file, anchor): (&str, Option<&str>),
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Target> {
    let named = path.join(file);
    if let Some(asset) = named.as_ref().filter(|named| targets.assets.contains(named)) {
        return Some(Target::Asset(asset.clone()));
    }
    let key = named.as_ref().and_then(|named| {
        let (code, rest) = named.as_str().strip_prefix("content/")?.split_once('/')?;
        Lang::from_code(code)?;
        rest.strip_suffix(".md")
    });
    let anchors = key
        .and_then(|key| [lang, lang.other()].into_iter().find_map(|lang| targets.anchors.get(&(key, lang))));
    let (Some(key), Some(anchors)) = (key, anchors) else {
        problems.push(broken_link(path, span, file, targets));
        return None;
    };
    if let Some(anchor) = anchor.filter(|anchor| !anchors.contains(*anchor)) {
        problems.push(broken_anchor(path, span, key, anchor, anchors));
    }
    Some(Target::Article(ArticleKey::new(key), anchor.map(str::to_string)))
}

fn broken_link(path: &SourcePath, span: Span, file: &str, targets: &Targets<'_>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::BrokenLink,
        path,
        span,
        text!("there is no article or file `{file}`", "没有文章或文件 `{file}`"),
    )
    .label(text!("linked here", "在此链接"));
    let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".md");
    let slug = |key: &'_ &str| key.rsplit('/').next().map(str::to_string).unwrap_or_default();
    let keys: BTreeSet<&str> = targets.anchors.keys().map(|(key, _)| *key).collect();
    let slugs: BTreeMap<String, &str> = keys.iter().map(|key| (slug(key), *key)).collect();
    match nearest(stem, slugs.keys().map(String::as_str)).and_then(|near| slugs.get(near)) {
        Some(key) => problem.help(text!("there is an article `{key}`", "有文章 `{key}`")),
        None => problem.help(text!(
            "write the path of a file relative to this one, such as `../mail/which-smtp-port.md`",
            "请写相对于本文件的路径，例如 `../mail/which-smtp-port.md`"
        )),
    }
}

fn broken_anchor(
    path: &SourcePath,
    span: Span,
    target: &str,
    anchor: &str,
    anchors: &BTreeSet<String>,
) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::BrokenAnchor,
        path,
        span,
        text!("`{target}` has no heading `#{anchor}`", "`{target}` 中没有标题 `#{anchor}`"),
    )
    .label(text!("linked here", "在此链接"));
    let list = || anchors.iter().map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", ");
    match nearest(anchor, anchors.iter().map(String::as_str)) {
        Some(near) => problem.help(text!("there is `#{near}`", "有 `#{near}`")),
        None if anchors.is_empty() => problem,
        None => {
            let list = list();
            problem.help(text!("it has {list}", "其中有 {list}"))
        }
    }
}

fn unknown_aspect(path: &SourcePath, span: Span, word: &str) -> Diagnostic {
    let known = Aspect::ALL.map(|(name, _)| format!("`#{name}`")).join(", ");
    Diagnostic::new(
        Code::UnknownAspect,
        path,
        span,
        text!("a port has no `#{word}` to show", "端口没有可显示的 `#{word}`"),
    )
    .help(text!("there are {known}", "可用 {known}"))
}

fn unknown_family(path: &SourcePath, span: Span, name: &str, targets: &Targets<'_>) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownFamily,
        path,
        span,
        text!("there is no family `{name}`", "没有名为 `{name}` 的类别"),
    );
    match nearest(name, targets.families.iter().copied()) {
        Some(near) => problem.help(text!("there is `{near}`", "有 `{near}`")),
        None => problem,
    }
}
