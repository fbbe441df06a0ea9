//! Mistakes that are planted, to see whether the rules still find them.
//!
//! A check that says nothing is worth as much as the proof that it can speak. So every run of
//! `portolan check` gives each rule a tiny site in memory with exactly one mistake of its kind.

use super::ground::Ground;
use super::{Rule, Subject, prose};
use crate::base::date::Date;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::model::read;
use crate::model::resolve::{self, Drafts};
use crate::source::Snapshot;
use rayon::prelude::*;

/// The files that plant a text: an article of its own, in Chinese or in English, or at the end of the one that
/// the ground has in both, in one of them.
macro_rules! plant {
    (send $text:literal) => {
        concat!(
            "//- content/zh/mail/send.md\n---\ntitle: 发信\nsummary: 用哪个端口发信\nports: [submissions]\n---\n\n",
            "用 [](port:submissions) 发信",
            $text,
            "\n"
        )
    };
    (zh $text:literal) => {
        concat!("//- content/zh/mail/plant.md\n---\ntitle: 发信\nsummary: 发信\n---\n\n", $text, "\n")
    };
    (en $text:literal) => {
        concat!("//- content/en/mail/plant.md\n---\ntitle: Mail\nsummary: Mail\n---\n\n", $text, "\n")
    };
}

/// The settings of a site that asks something of its articles.
macro_rules! site {
    ($asks:literal) => {
        concat!(
            "//- content/site.yaml\nname: { zh: 小站, en: Small }\nsummary: { zh: 小站, en: A small site }\n\
             standards: { ",
            $asks,
            " }\n"
        )
    };
}

// The day on which plants are looked at.
const TODAY: Date = Date { year: 2026, month: 11, day: 26 };

/// The site into which mistakes are planted. No rule finds anything in it.
const GROUND: &str = include_str!("ground.txt");

/// Reports each rule that does not find what is planted for it.
pub fn blind(rules: &[Rule]) -> Vec<Diagnostic> {
    let blind = rules.par_iter().filter(|rule| find(rule, rule.plant).is_empty());
    blind.map(of_blind).collect()
}

fn of_blind(rule: &Rule) -> Diagnostic {
    let name = rule.name;
    let message = text!(
        "the rule `{name}` does not find the mistake that is planted for it",
        "规则 `{name}` 没有找出为它埋下的错误"
    );
    Diagnostic::of_site(Code::BlindRule, message).help(text!(
        "this is a defect of the program; what it says about this site can't be trusted",
        "这是程序的缺陷，它对本站的检查结果不可信"
    ))
}

// What a rule finds in the ground with these files over it.
pub(super) fn find(rule: &Rule, files: &str) -> Vec<Diagnostic> {
    let mut snapshot = Snapshot::default();
    snapshot.insert_all(GROUND);
    snapshot.insert_all(files);
    let trees = read::read(&snapshot, &mut Vec::new());
    let site = resolve::resolve(&snapshot, &trees, Drafts::Shown, &mut Vec::new());
    let findings = site.map(|site| {
        let prose = prose::read(&snapshot, &site, &trees);
        let registry = prose::read_registry(&snapshot, &trees);
        let subject =
            Subject { site: &site, trees: &trees, prose: &prose, registry: &registry, today: Some(TODAY) };
        rule.look(subject, &Ground::of(&site, &trees))
    });
    findings.unwrap_or_default().problems
}

#[cfg(test)]
mod tests {
    use super::super::{Check, RULES};
    use super::*;

    #[test]
    fn every_rule_finds_its_plant_once_and_nothing_without_it() {
        for rule in RULES {
            assert_eq!(find(rule, "").len(), 0, "{} on bare ground", rule.name);
            assert_eq!(find(rule, rule.plant).len(), 1, "{}", rule.name);
        }
        assert_eq!(blind(RULES), []);
    }

    #[test]
    fn a_rule_that_has_gone_blind_is_reported() {
        let blinded: Vec<Rule> =
            RULES.iter().map(|rule| Rule { check: Check::Site(|_, _| ()), ..*rule }).collect();
        let names: Vec<String> = blind(&blinded).into_iter().map(|problem| problem.message.en).collect();
        let said = |name| format!("the rule `{name}` does not find the mistake that is planted for it");
        assert_eq!(names, RULES.iter().map(|rule| said(rule.name)).collect::<Vec<_>>());
        // One blind rule among others is reported alone.
        let mut rules = RULES.to_vec();
        rules[0] = blinded[0];
        assert_eq!(blind(&rules).len(), 1);
    }
}
