//! The ports that an article declares are the ports that its text links to or lists.

use super::{Check, Findings, Rule, Subject};
use crate::base::registry::PortId;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::model::body::{Block, Body};
use crate::model::read::File;
use crate::model::{ArticleId, ArticleKey};
use crate::syntax::article::Content;
use crate::syntax::blocks;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::Target;
use std::collections::BTreeSet;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "ports",
    looks_at: Noun { en: "articles", zh: "文章" },
    check: Check::Site(check),
    plant: PLANT,
};

const PLANT: &str = "\
//- content/zh/mail/send.md
---
title: 发信
summary: 用哪个端口发信
---

用 [](port:submissions) 发信。
";

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for File { path, tree: (lang, key, written) } in &subject.trees.articles {
        let Some(article) = subject.site.articles.get(&ArticleId::new(&ArticleKey::new(key), *lang)) else {
            continue;
        };
        // A list or a link with a mistake was reported; it would differ for that alone.
        let is_whole = written.front.is_whole && article.head.ports.len() == written.front.ports.len();
        if !is_whole || !is_resolved(&article.body) {
            continue;
        }
        findings.look(1);
        let used = article.body.ports();
        for port in written.front.ports.iter().filter(|port| !used.contains(&port.value)) {
            let id = &port.value;
            let message = text!("the text never links to the port `{id}`", "正文没有链接到端口 `{id}`");
            findings.report(Diagnostic::new(Code::PortsDiffer, path, port.span, message).help(text!(
                "link its first mention as `[](port:{id})`, or take it off the list",
                "请在第一次提到它的地方写 `[](port:{id})`，或把它从列表里删去"
            )));
        }
        let declared: BTreeSet<&PortId> = article.head.ports.iter().collect();
        for id in used.difference(&declared) {
            let message = text!("`ports` does not list the port `{id}`", "`ports` 没有列出端口 `{id}`");
            let problem = Diagnostic::new(Code::PortsDiffer, path, first_use(&written.content, id), message);
            findings.report(
                problem
                    .label(text!("the text speaks of it here", "正文在这里提到它"))
                    .help(text!("add it to `ports` in the front matter", "请把它加入文件头的 `ports`")),
            );
        }
    }
}

fn is_resolved(body: &Body) -> bool {
    body.links.iter().all(|link| link.target.is_some())
        && body.blocks.iter().all(|block| !matches!(block, Block::Broken))
}

fn first_use(content: &Content, id: &PortId) -> Span {
    let links = content.body.links.iter().filter_map(|link| match &link.target {
        Target::Port(name, _) if name == id.as_str() => Some(link.span),
        _ => None,
    });
    let listed = content.blocks.iter().flatten().flat_map(blocks::Block::ids);
    let listed = listed.filter(|listed| listed.value == *id).map(|listed| listed.span);
    links.chain(listed).min().expect("a port that the text uses stands in it")
}
