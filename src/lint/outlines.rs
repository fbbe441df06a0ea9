//! The two languages of an article have the same headings, with the same ids in the same order,
//! so that a link to a part of a page works in both.

use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::model::read::File;
use crate::model::{ArticleId, ArticleKey};
use crate::syntax::article::Article;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::Heading;
use std::collections::{BTreeMap, BTreeSet};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "outlines",
    looks_at: Noun { en: "articles in both languages", zh: "双语文章" },
    check: Check::Site(check),
    plant: PLANT,
};

const PLANT: &str = "\
//- content/zh/mail/send.md
---
title: 发信
summary: 用哪个端口发信
---

## 只有中文才有 {#only}
";

fn check(subject: Subject<'_>, findings: &mut Findings) {
    // What follows front matter that is not closed is not known.
    let known = subject.trees.articles.iter().filter(|file| file.tree.2.front.is_closed);
    let outlines: BTreeMap<(&str, Lang), Outline<'_>> =
        known.map(|file| ((file.tree.1.as_str(), file.tree.0), Outline::of(file))).collect();
    for ((key, lang), english) in &outlines {
        let published = |lang| {
            let id = ArticleId::new(&ArticleKey::new(key), lang);
            subject.site.articles.contains_key(&id)
        };
        // Each pair is looked at once, from its second language.
        let (Lang::En, Some(chinese)) = (*lang, outlines.get(&(*key, Lang::Zh))) else { continue };
        if Lang::ALL.into_iter().all(published) {
            findings.look(1);
            difference(english, chinese).into_iter().for_each(|problem| findings.report(problem));
        }
    }
}

struct Outline<'a> {
    path: &'a SourcePath,
    headings: Vec<&'a Heading>,
    ids: BTreeSet<&'a str>,
}

impl<'a> Outline<'a> {
    fn of(file: &'a File<(Lang, String, Article)>) -> Outline<'a> {
        // The title is the heading of level 1; another one is a mistake of its own.
        let headings = file.tree.2.content.body.headings.iter();
        let headings: Vec<&Heading> = headings.filter(|heading| heading.level > 1).collect();
        let ids = headings.iter().filter_map(|heading| heading.id.as_deref()).collect();
        Outline { path: &file.path, headings, ids }
    }
}

// The first difference; the rest follows from it more often than not. What agrees before and behind
// is set aside first, so that a heading too many is not compared with the next one.
//
// A heading without an id takes over that of its counterpart, or is reported as such; below h3 it
// needs none. But an id that stands on a side belongs to the heading that has it there.
fn difference(ours: &Outline<'_>, theirs: &Outline<'_>) -> Option<Diagnostic> {
    let agree = |(a, b): (&&Heading, &&Heading)| {
        let is_same_id = match (a.id.as_deref(), b.id.as_deref()) {
            (Some(a), Some(b)) => a == b,
            (Some(id), None) => !theirs.ids.contains(id),
            (None, Some(id)) => !ours.ids.contains(id),
            (None, None) => true,
        };
        a.level == b.level && is_same_id
    };
    let (a, b) = (&ours.headings[..], &theirs.headings[..]);
    let before = a.iter().zip(b).take_while(|pair| agree(*pair)).count();
    let (a, b) = (&a[before..], &b[before..]);
    let behind = a.iter().rev().zip(b.iter().rev()).take_while(|pair| agree(*pair)).count();
    let (a, b) = (&a[..a.len() - behind], &b[..b.len() - behind]);
    let is_only_ours = |extra| b.iter().all(|other| !agree((extra, other)));
    let is_only_theirs = |extra| a.iter().all(|other| !agree((other, extra)));
    match (a.first(), b.first()) {
        (None, None) => None,
        (Some(extra), None) => Some(one_sided(ours, extra, theirs)),
        (None, Some(extra)) => Some(one_sided(theirs, extra, ours)),
        (Some(extra), _) if a.len() > b.len() && is_only_ours(extra) => Some(one_sided(ours, extra, theirs)),
        (_, Some(extra)) if b.len() > a.len() && is_only_theirs(extra) => {
            Some(one_sided(theirs, extra, ours))
        }
        (Some(a), Some(b)) => Some(unequal(ours, a, theirs, b)),
    }
}

fn one_sided(here: &Outline<'_>, heading: &Heading, there: &Outline<'_>) -> Diagnostic {
    let other = there.path;
    let message = text!("`{other}` has no counterpart of this heading", "`{other}` 里没有与此对应的标题");
    Diagnostic::new(Code::UnequalOutlines, here.path, heading.span, message)
        .label(text!("only here", "只有这里有"))
        .help(text!(
            "write it there as well, with the same `{{#id}}` if it has one, or take it out here",
            "请在那边也写上，有 `{{#id}}` 的用同一个，或在这里删去"
        ))
}

fn unequal(ours: &Outline<'_>, a: &Heading, theirs: &Outline<'_>, b: &Heading) -> Diagnostic {
    let message = text!("the headings of the two languages differ", "两种语言的标题不一致");
    Diagnostic::new(Code::UnequalOutlines, ours.path, a.span, message)
        .label(name(a))
        .also(theirs.path, b.span, name(b))
        .help(text!(
            "give both articles the same headings with the same `{{#id}}` in the same order",
            "请让两篇文章的标题级别相同、`{{#id}}` 相同、次序一致"
        ))
}

fn name(heading: &Heading) -> Text {
    let level = heading.level;
    match &heading.id {
        Some(id) => text!("h{level} with the id `{id}`", "h{level}，id 为 `{id}`"),
        None => text!("h{level} without an id", "h{level}，没有 id"),
    }
}
