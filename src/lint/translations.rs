//! Translations follow their originals: every section says what the original says now, as far as
//! somebody has confirmed it in the lock file.

use super::prose::Prose;
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::facts::drift::{self, Change, Lag};
use crate::model::{ArticleId, ArticleKey, Site};
use crate::syntax::decode::Noun;
use crate::syntax::lock::{self, Name};
use crate::syntax::markdown::passages::Passage;
use std::collections::BTreeMap;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "translations",
    looks_at: Noun { en: "translated sections", zh: "译文小节" },
    check: Check::Site(check),
    plant: PLANT,
};

const PLANT: &str = "\
//- content/zh/mail/send.md
---
title: 发信
summary: 用哪个端口发信
origin: zh
ports: [submissions]
---

请用 [](port:submissions) 发信。
//- content/translations.lock
en/mail/send @front b95a39e8f17b 295e06c72f81
en/mail/send @lead 00ca1e2adb94
";

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let Subject { site, trees, prose, .. } = subject;
    report_origins(site, findings);
    let Some(lock) = &trees.lock else { return };
    let drift = drift::derive(site);
    let prose: BTreeMap<(&str, Lang), &Prose<'_>> =
        prose.iter().filter_map(|prose| Some(((prose.article?, prose.lang), prose))).collect();
    for (id, standing) in &drift.translations {
        let sheets = [id.lang, id.lang.other()].map(|lang| Sheet::find(site, &prose, &id.key, lang));
        // What follows front matter that is not closed is not known.
        let [Some(translation), Some(original)] = sheets else { continue };
        findings.look(standing.sections);
        if standing.record.is_none() {
            findings.report(unrecorded(&translation, &original, id));
        }
        for lag in &standing.lags {
            findings.report(lagging(&translation, &original, lag, &id.key));
        }
    }
    let path = SourcePath::new(lock::PATH).expect("is tame");
    for ArticleId { key, lang } in &drift.orphans {
        let place = (*lang, key.as_str().to_string());
        let is_written = trees.articles.iter().any(|file| (file.tree.0, &file.tree.1) == (*lang, &place.1));
        // Of a draft that is left out, and where it is not known which text is the original, nobody
        // can say that the record is idle.
        if !is_written || drift::origin(site, key) == Some(*lang) {
            findings.report(idle(&path, lock.places[&place], *lang, key));
        }
    }
}

/// One language of an article.
struct Sheet<'a> {
    path: &'a SourcePath,
    sections: BTreeMap<&'a Name, Vec<&'a Passage>>,
}

impl<'a> Sheet<'a> {
    fn find(
        site: &'a Site,
        prose: &BTreeMap<(&str, Lang), &'a Prose<'_>>,
        key: &ArticleKey,
        lang: Lang,
    ) -> Option<Sheet<'a>> {
        let prose: &'a Prose<'_> = prose.get(&(key.as_str(), lang))?;
        let article = site.articles.get(&ArticleId::new(key, lang))?;
        Some(Sheet { path: &article.path, sections: drift::sections(article, &prose.passages) })
    }

    // Where a section begins, or the article if the section is not in it.
    fn start(&self, name: &Name) -> Span {
        let blocks = self.sections.get(name).or_else(|| self.sections.get(&Name::Front));
        blocks.and_then(|blocks| blocks.first()).map_or(Span::at(0), |block| block.span)
    }
}

fn lagging(translation: &Sheet<'_>, original: &Sheet<'_>, lag: &Lag, key: &ArticleKey) -> Diagnostic {
    let name = &lag.name;
    let place = translation.start(name);
    let message = text!("the section `{name}` lags behind the original", "小节 `{name}` 落后于原文");
    let problem = Diagnostic::new(Code::TranslationLags, translation.path, place, message);
    let problem = match &lag.change {
        Change::Edited(at) => {
            let blocks = original.sections.get(name).map(Vec::as_slice).unwrap_or_default();
            let first = at.first().and_then(|at| blocks.get(*at)).map(|block| block.span);
            problem.label(text!("follows an older text", "跟随的是旧文")).also(
                original.path,
                first.unwrap_or(original.start(name)),
                text!("edited here", "这里有改动"),
            )
        }
        Change::Added => problem
            .label(text!("lacks a section, or it was not accepted", "缺少一个小节，或尚未核对"))
            .also(original.path, original.start(name), text!("added here", "新增于此")),
        Change::Removed => problem.label(text!("only here", "只有这里有")).also(
            original.path,
            original.start(name),
            text!("taken out of this article", "这篇文章已删去它"),
        ),
    };
    problem.help(text!(
        "bring it up to date, then run `portolan translation accept {key}`",
        "请更新译文，再运行 `portolan translation accept {key}`"
    ))
}

fn unrecorded(translation: &Sheet<'_>, original: &Sheet<'_>, id: &ArticleId) -> Diagnostic {
    let ArticleId { key, lang } = id;
    let message = text!(
        "the lock file says nothing about the translation `{lang}/{key}`",
        "锁定文件里没有译文 `{lang}/{key}` 的记录"
    );
    Diagnostic::of_file(Code::TranslationUnrecorded, translation.path, message).also_file(original.path).help(
        text!(
            "compare the two, then run `portolan translation accept {key}`",
            "请核对两边，再运行 `portolan translation accept {key}`"
        ),
    )
}

fn idle(path: &SourcePath, span: Span, lang: Lang, key: &ArticleKey) -> Diagnostic {
    let message = text!("`{lang}/{key}` is not a translation", "`{lang}/{key}` 不是译文");
    Diagnostic::new(Code::RecordWithoutTranslation, path, span, message).help(text!(
        "run `portolan translation accept --all`, or take its lines out",
        "请运行 `portolan translation accept --all`，或删去有关它的行"
    ))
}

fn report_origins(site: &Site, findings: &mut Findings) {
    for key in site.keys() {
        let written = Lang::ALL.map(|lang| site.articles.get(&ArticleId::new(key, lang)));
        let [Some(zh), Some(en)] = written else { continue };
        let [Some(first), Some(second)] = [zh, en].map(|article| article.head.origin) else { continue };
        if first != second {
            let message = text!(
                "the languages of `{key}` name different originals: {first} and {second}",
                "`{key}` 的两种语言写的原文不同：{first} 和 {second}"
            );
            let problem = Diagnostic::of_file(Code::OriginsDiffer, &zh.path, message).also_file(&en.path);
            findings.report(
                problem
                    .help(text!("write the same `origin` in both files", "请在两个文件里写同一个 `origin`")),
            );
        }
    }
}
