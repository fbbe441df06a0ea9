//! Links: from names as written to entries that exist.

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::registry::*;
use crate::base::span::{Span, Spanned};
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text, nearest};
use crate::model::ArticleKey;
use crate::model::body::{Aspect, Link, Target};
use crate::model::families::Families;
use crate::model::registry::Registry;
use crate::model::unread::Unread;
use crate::syntax::article::Content;
use crate::syntax::markdown;
use crate::syntax::text;
use std::collections::{BTreeMap, BTreeSet};

/// What links can lead to.
#[derive(Debug)]
pub struct Targets<'a> {
    /// The registry.
    pub registry: &'a Registry,
    /// The anchors of every article, by key and language; `None` when they are not known.
    pub anchors: BTreeMap<(&'a str, Lang), Option<&'a BTreeSet<String>>>,
    /// Keys of articles that are drafts and left out.
    pub drafts: BTreeSet<&'a str>,
    /// What is there and could not be read.
    pub unread: &'a Unread,
    /// Published files, by source path.
    pub assets: BTreeSet<&'a SourcePath>,
    /// Families that have a name.
    pub families: Families<'a>,
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
            let found = targets.registry.has_service(path, id, link.span, problems);
            found.then(|| Target::Service(ServiceId::new(id)))
        }
        markdown::Target::Provider(id) => {
            let found = targets.registry.has_provider(path, id, link.span, problems);
            found.then(|| Target::Provider(ProviderId::new(id)))
        }
        markdown::Target::Term(id) => {
            let found = targets.registry.has_term(path, id, link.span, problems);
            found.then(|| Target::Term(TermId::new(id)))
        }
        markdown::Target::File(file, anchor) => {
            file_target(path, lang, link.span, (file, anchor.as_deref()), targets, problems)
        }
        markdown::Target::Anchor(anchor) => {
            if !own.contains(anchor) {
                problems.push(broken_anchor(path, link.span, None, anchor, own));
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
    let find = |Spanned { value: address, span }: &Spanned<String>| {
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
    content.body.images.iter().map(find).collect()
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
    targets.registry.has_port(path, id, span, problems).then_some(Target::Port(port, aspect))
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
    let find = |key| {
        let both = [lang, lang.other()].into_iter();
        both.filter_map(|lang| targets.anchors.get(&(key, lang))).next()
    };
    let Some((key, anchors)) = key.and_then(|key| Some((key, find(key)?))) else {
        if !key.is_some_and(|key| targets.unread.articles.contains(key)) {
            problems.push(broken_link(path, span, (file, key), targets));
        }
        return None;
    };
    if let (Some(anchor), Some(anchors)) = (anchor, anchors)
        && !anchors.contains(anchor)
    {
        problems.push(broken_anchor(path, span, Some(key), anchor, anchors));
    }
    Some(Target::Article(ArticleKey::new(key), anchor.map(str::to_string)))
}

fn broken_link(
    path: &SourcePath,
    span: Span,
    (file, key): (&str, Option<&str>),
    targets: &Targets<'_>,
) -> Diagnostic {
    let problem = |message| {
        Diagnostic::new(Code::BrokenLink, path, span, message).label(text!("linked here", "链接在这里"))
    };
    if key.is_some_and(|key| targets.drafts.contains(key)) {
        let message = text!("`{file}` is a draft, which is not published", "`{file}` 是草稿，不会发布");
        return problem(message)
            .help(text!("remove the link, or publish both", "请删去链接，或把两篇一起发布"));
    }
    let problem = problem(text!("there is no article or file `{file}`", "没有文章或文件 `{file}`"));
    let slug = |key: &'_ str| key.rsplit('/').next().map(str::to_string).unwrap_or_default();
    let slugs: BTreeMap<String, &str> = targets.anchors.keys().map(|(key, _)| (slug(key), *key)).collect();
    let stem = slug(file.trim_end_matches(".md"));
    let near = nearest(&stem, slugs.keys().map(String::as_str)).and_then(|near| slugs.get(near));
    problem.help(match near {
        Some(key) => {
            let way = way(path, key);
            text!("write `{way}`", "请写 `{way}`")
        }
        None => text!(
            "write the path of a file relative to this one, such as `../mail/which-smtp-port.md`",
            "请写相对于本文件的路径，例如 `../mail/which-smtp-port.md`"
        ),
    })
}

// The relative path from a file of one language to an article in the same language.
fn way(from: &SourcePath, key: &str) -> String {
    let below_language = from.folder().splitn(3, '/').nth(2).unwrap_or_default();
    let from: Vec<&str> = below_language.split('/').filter(|segment| !segment.is_empty()).collect();
    let to: Vec<&str> = key.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    format!("{}{}.md", "../".repeat(from.len() - shared), to[shared..].join("/"))
}

/// A heading that is not there. `target` is another article, by its key, or this one.
pub fn broken_anchor(
    path: &SourcePath,
    span: Span,
    target: Option<&str>,
    anchor: &str,
    anchors: &BTreeSet<String>,
) -> Diagnostic {
    let message = match target {
        Some(key) => text!("`{key}` has no heading `#{anchor}`", "`{key}` 里没有 id 为 `{anchor}` 的标题"),
        None => text!("this article has no heading `#{anchor}`", "本文没有 id 为 `{anchor}` 的标题"),
    };
    let problem =
        Diagnostic::new(Code::BrokenAnchor, path, span, message).label(text!("linked here", "链接在这里"));
    if let Some(near) = nearest(anchor, anchors.iter().map(String::as_str)) {
        let problem = problem.fix_misspelt(path, span, anchor, anchors.iter().map(String::as_str));
        return problem.help(text!("write `#{near}`", "请写 `#{near}`"));
    }
    let known: Vec<String> = anchors.iter().map(|id| format!("#{id}")).collect();
    let Text { en, zh } = diag::names(known.iter().map(String::as_str));
    problem.help(match known.is_empty() {
        true => text!(
            "none of its headings has an id: write `{{#id}}` behind one",
            "它的标题都没有 id：请在标题后写 `{{#id}}`"
        ),
        false => text!("it has {en}", "其中有 {zh}"),
    })
}

/// A link or a list names a draft.
pub fn draft(path: &SourcePath, key: &Spanned<String>) -> Diagnostic {
    let name = &key.value;
    let message = text!("`{name}` is a draft, which is not published", "`{name}` 是草稿，不会发布");
    Diagnostic::new(Code::UnknownArticle, path, key.span, message)
        .help(text!("remove it, or publish both", "请删去它，或把两篇一起发布"))
}

/// A list names an article that is not there.
pub fn unknown_article(path: &SourcePath, key: &Spanned<String>, targets: &Targets<'_>) -> Diagnostic {
    let shown = text::shown(&key.value);
    let message = text!("there is no article `{shown}`", "没有文章 `{shown}`");
    let problem = Diagnostic::new(Code::UnknownArticle, path, key.span, message);
    // What a path or an address would have been as a key.
    let name = key.value.trim_end_matches(".md").trim_matches('/').trim_start_matches("content/");
    let name = match name.split_once('/') {
        Some((first, rest)) if Lang::from_code(first).is_some() => rest,
        _ => name,
    };
    let keys: BTreeSet<&str> = targets.anchors.keys().map(|(key, _)| *key).collect();
    let problem = problem.fix_misspelt(path, key.span, &key.value, keys.iter().copied());
    problem.help(match nearest(name, keys) {
        Some(near) => text!("write `{near}`", "请写 `{near}`"),
        None => text!(
            "an article key is its path below the language, such as `mail/which-smtp-port`",
            "文章的键是语言文件夹之后的路径，例如 `mail/which-smtp-port`"
        ),
    })
}

fn unknown_aspect(path: &SourcePath, span: Span, word: &str) -> Diagnostic {
    let known = Aspect::ALL.map(|(name, _)| format!("#{name}"));
    let Text { en, zh } = diag::names(known.iter().map(String::as_str));
    let message = text!("a port has no `#{word}` to show", "端口没有可供显示的 `#{word}`");
    let problem =
        Diagnostic::new(Code::UnknownAspect, path, span, message).label(text!("named here", "写在这里"));
    let names = Aspect::ALL.map(|(name, _)| name);
    problem.fix_misspelt(path, span, word, names).help(match nearest(word, names) {
        Some(near) => text!("write `#{near}`", "请写 `#{near}`"),
        None => text!("there are {en}", "可以写 {zh}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_an_article_is_relative() {
        let way = |from: &str, key| way(&SourcePath::new(from).expect("is tame"), key);
        assert_eq!(way("content/zh/mail/send.md", "mail/read"), "read.md");
        assert_eq!(way("content/zh/mail/send.md", "web/http"), "../web/http.md");
        assert_eq!(way("content/zh/about.md", "mail/read"), "mail/read.md");
        assert_eq!(way("content/zh/mail/a/b.md", "mail/read"), "../read.md");
        assert_eq!(way("content/zh/mail/send.md", "about"), "../about.md");
    }
}
