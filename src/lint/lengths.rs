//! Articles are as long as the site asks, and have as many sections.

use super::standards::{self, title};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "lengths",
    looks_at: Noun { en: "articles", zh: "文章" },
    check: Check::Site(check),
    plant: PLANT,
};

const PLANT: &str = site!("han: { least: 700, most: 2200 }");

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let standards = standards::of(subject);
    if standards.han.is_none() && standards.words.is_none() && standards.headings.is_none() {
        return;
    }
    for (prose, article) in standards::articles(subject, findings) {
        let (has, asked) = match prose.lang {
            Lang::Zh => (article.body.length.han, &standards.han),
            Lang::En => (article.body.length.words, &standards.words),
        };
        if let Some(asked) = asked.as_ref().filter(|asked| !asked.contains(&has)) {
            let (least, most) = (asked.start(), asked.end());
            let message = match prose.lang {
                Lang::Zh => text!(
                    "Han characters: {has}, and the site asks for {least} to {most}",
                    "汉字 {has} 个，本站要求 {least}–{most} 个"
                ),
                Lang::En => text!(
                    "words: {has}, and the site asks for {least} to {most}",
                    "英文 {has} 词，本站要求 {least}–{most} 词"
                ),
            };
            let problem = Diagnostic::new(Code::Length, prose.path, title(prose), message);
            findings.report(problem.help(match has < *least {
                true => text!(
                    "say what is missing, or make it a part of another article",
                    "请补上缺的，或并入别的文章"
                ),
                false => {
                    text!("cut what the reader does not need, or divide it", "请删去读者用不着的，或拆成两篇")
                }
            }));
        }
        let has = article.body.headings.iter().filter(|heading| heading.level == 2).count();
        if let Some(asked) = standards.headings.as_ref().filter(|asked| !asked.contains(&has)) {
            let (least, most) = (asked.start(), asked.end());
            let message = text!(
                "headings of level 2: {has}, and the site asks for {least} to {most}",
                "二级标题 {has} 个，本站要求 {least}–{most} 个"
            );
            let problem = Diagnostic::new(Code::SectionCount, prose.path, title(prose), message);
            findings.report(problem.help(text!(
                "one idea for each heading, and one heading for each idea",
                "一个标题只讲一件事，一件事只用一个标题"
            )));
        }
    }
}
