//! Facts are looked at again before they are old.
//!
//! What day it is, only the command knows: a build never asks, so it never changes with the day.

use super::standards::{self, line_of};
use super::{Check, Findings, Rule, Subject};
use crate::base::date::Date;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::model::read::File;
use crate::syntax::decode::Noun;
use crate::syntax::registry::Entry;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "freshness",
    looks_at: Noun { en: "days on which facts were checked", zh: "事实的核对日期" },
    check: Check::Site(check),
    plant: PLANT,
};

const PLANT: &str = concat!(
    site!("checked: { days: 365 }"),
    "//- content/en/mail/send.md\n---\ntitle: Sending\nsummary: Which port sends mail\nports: [submissions]\n\
     checked: 2024-11-20\n---\n\nSend on [](port:submissions).\n"
);

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let (Some(today), Some(checked)) = (subject.today, standards::of(subject).checked) else { return };
    let judge = Judge { today, days: checked.days };
    for (prose, article) in standards::articles(subject, findings) {
        if let Some(date) = article.head.checked {
            let judge = Judge { days: checked.of_article(&article.head.tags), ..judge };
            judge.look(date, prose.path, line_of(prose, "checked"), findings);
        }
    }
    let trees = subject.trees;
    judge.look_at(&trees.ports, |port| port.checked, findings);
    judge.look_at(&trees.services, |service| service.checked, findings);
    judge.look_at(&trees.errors, |error| error.checked, findings);
    let judge = Judge { days: checked.of_provider(), ..judge };
    judge.look_at(&trees.providers, |provider| provider.checked, findings);
    judge.look_at(&trees.clients, |client| client.checked, findings);
    judge.look_at(&trees.clouds, |cloud| cloud.checked, findings);
}

#[derive(Clone, Copy)]
struct Judge {
    today: Date,
    days: i64,
}

impl Judge {
    fn look_at<T>(self, files: &[File<Entry<T>>], date: fn(&T) -> Date, findings: &mut Findings) {
        findings.look(files.len());
        for File { path, tree: entry } in files {
            let node = entry.node();
            let place = node.at(&["checked"]).unwrap_or(node).span;
            self.look(date(&entry.value), path, place, findings);
        }
    }

    fn look(self, date: Date, path: &SourcePath, span: Span, findings: &mut Findings) {
        let (age, days) = (self.today.days() - date.days(), self.days);
        // Where the sun rises earlier, tomorrow has begun.
        if age < -1 {
            let message = text!("checked on {date}, which is still to come", "核对日期 {date} 还没有到");
            findings.report(Diagnostic::new(Code::Stale, path, span, message).help(text!(
                "write the day on which it was compared with its sources",
                "请写与来源核对的那一天"
            )));
            return;
        }
        if age <= days {
            return;
        }
        let message = text!(
            "checked {age} days ago, and what it says holds for {days}",
            "核对已过 {age} 天，期限是 {days} 天"
        );
        findings.report(Diagnostic::new(Code::Stale, path, span, message).help(text!(
            "compare it with its sources, then write the day on which you did",
            "请与来源重新核对，再写上核对的日期"
        )));
    }
}
