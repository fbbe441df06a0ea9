//! Rules about what a site says, one per file. Each looks at the resolved site and at the trees,
//! which know where things were written.
//!
//! Warnings and errors come from here and from parsing only, never from making a page: a page
//! that is kept must not swallow one.

#[macro_use]
pub mod plants;

mod answers;
mod apostrophes;
mod bare;
pub mod claims;
mod code;
mod commas;
mod dashes;
mod exclamations;
mod filler;
mod freshness;
mod gaps;
pub mod ground;
mod harmless;
mod iana;
mod ignored;
mod leaks;
mod lengths;
mod lines;
mod outlines;
mod parity;
mod placeholders;
mod ports;
pub mod prose;
mod punctuation;
mod quotes;
mod ranges;
mod repeats;
pub mod shadows;
mod sources;
mod spacing;
mod standards;
mod terms;
mod titles;
mod translations;
mod units;
mod widths;
mod work;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod shown;

use crate::base::date::Date;
use crate::base::lang::Bilingual;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Place, nearest};
use crate::model::Site;
use crate::model::read::Trees;
use crate::syntax::decode::Noun;
use crate::syntax::text::shown;
use ground::Ground;
use prose::Prose;
use rayon::prelude::*;

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The site.
    pub site: &'a Site,
    /// The same files as written.
    pub trees: &'a Trees,
    /// What the pages say.
    pub prose: &'a [Prose<'a>],
    /// What the registry says.
    pub registry: &'a [Prose<'a>],
    /// What day it is; `None` when nobody asks how old facts are.
    pub today: Option<Date>,
}

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name, for settings.
    pub name: &'static str,
    /// What it counts, in the plural.
    pub looks_at: Noun,
    /// Looks and reports.
    pub check: Check,
    /// Files of a site that make it report once, over those of [`plants`].
    pub plant: &'static str,
}

/// How a rule looks.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// At the whole site. It finds warnings.
    Site(fn(Subject<'_>, &mut Findings)),
    /// At pages, each by itself and by the ground. It finds errors, which stop a build, and a build
    /// shows it only pages that are not known to be sound. A ground with holes is shown to none.
    Pages(fn(&Ground<'_>, &[Prose<'_>], &mut Findings)),
}

/// Every rule, in the order of names.
pub const RULES: &[Rule] = &[
    answers::RULE,
    apostrophes::RULE,
    claims::RULE,
    code::RULE,
    commas::RULE,
    dashes::RULE,
    exclamations::RULE,
    filler::RULE,
    freshness::RULE,
    gaps::RULE,
    iana::RULE,
    leaks::RULE,
    lengths::RULE,
    outlines::RULE,
    parity::claims::RULE,
    parity::code::RULE,
    parity::links::RULE,
    parity::notes::RULE,
    parity::tables::RULE,
    parity::text::RULE,
    placeholders::RULE,
    ports::RULE,
    punctuation::RULE,
    quotes::RULE,
    ranges::RULE,
    repeats::RULE,
    shadows::RULE,
    sources::RULE,
    spacing::RULE,
    terms::RULE,
    titles::RULE,
    translations::RULE,
    units::RULE,
    widths::RULE,
];

/// Which rules are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All of them, for who wants to see every mistake.
    #[default]
    All,
    /// Those that can stop a build.
    Gates,
}

impl Scope {
    fn holds(self, rule: &Rule) -> bool {
        self == Scope::All || matches!(rule.check, Check::Pages(_))
    }

    /// Whether any rule is applied to a site.
    pub fn is_empty(self, trees: &Trees) -> bool {
        !RULES.iter().any(|rule| self.holds(rule) && rule.reason_against(trees).is_none())
    }
}

/// What a rule has to say.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    problems: Vec<Diagnostic>,
    looked_at: usize,
    filled_in: Vec<Place>,
    exemptions: Vec<Exemption>,
}

/// A thing that a rule was asked not to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemption {
    /// Where it is.
    pub place: Place,
    /// Why, in the words of the author.
    pub reason: String,
}

/// What became of a rule.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The rule.
    pub rule: Rule,
    /// What it came to.
    pub outcome: Outcome,
}

/// What a rule came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It looked.
    Applied {
        /// How many things it looked at.
        looked_at: usize,
        /// How many problems it reported.
        found: usize,
        /// What the registry writes, so that it can't be wrong, in the order of places.
        filled_in: Vec<Place>,
        /// What it was asked not to judge, in the order of places.
        exemptions: Vec<Exemption>,
    },
    /// The settings switch it off, for this reason.
    Off(Bilingual),
}

impl Findings {
    /// Counts things that were looked at. What is skipped is not counted: a rule that has nothing
    /// to look at says so by its zero.
    pub fn look(&mut self, things: usize) {
        self.looked_at += things;
    }

    /// Notes what the registry writes, so that there is nothing to look at.
    pub fn fill(&mut self, path: &SourcePath, span: Span) {
        self.filled_in.push(Place { path: path.clone(), span: Some(span) });
    }

    /// Reports a problem.
    pub fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Notes that the author wants a place not to be judged.
    pub fn exempt(&mut self, path: &SourcePath, span: Span, reason: &str) {
        let place = Place { path: path.clone(), span: Some(span) };
        self.exemptions.push(Exemption { place, reason: reason.to_string() });
    }

    /// The problems, in the order in which they were reported.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        self.problems
    }

    /// Adds what another look found. Rules that look at pages side by side put them together so.
    pub fn absorb(&mut self, other: Findings) {
        self.problems.extend(other.problems);
        self.looked_at += other.looked_at;
        self.filled_in.extend(other.filled_in);
        self.exemptions.extend(other.exemptions);
    }
}

/// Applies every rule of a scope that is not switched off, side by side; the result is in the order of
/// [`RULES`].
pub fn check(
    subject: Subject<'_>,
    ground: &Ground<'_>,
    scope: Scope,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Verdict> {
    problems.extend(unknown(subject.trees));
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| scope.holds(rule)).collect();
    let applied = rules.into_par_iter().map(|rule| match rule.reason_against(subject.trees) {
        Some(reason) => (Vec::new(), Verdict { rule: *rule, outcome: Outcome::Off(reason.clone()) }),
        None => apply(rule, subject, ground),
    });
    let applied: Vec<(Vec<Diagnostic>, Verdict)> = applied.collect();
    let (found, verdicts): (Vec<_>, Vec<_>) = applied.into_iter().unzip();
    let mut found = found.concat();
    if ground.is_whole {
        found.extend(ignored::idle(subject.prose, &verdicts));
    }
    parity::yield_to_errors(&mut found, problems);
    harmless::sift(subject.prose, &mut found);
    problems.extend(found);
    verdicts
}

fn apply(rule: &Rule, subject: Subject<'_>, ground: &Ground<'_>) -> (Vec<Diagnostic>, Verdict) {
    let Findings { problems, looked_at, mut filled_in, mut exemptions } = rule.look(subject, ground);
    filled_in.sort();
    exemptions.sort_by(|a, b| a.place.cmp(&b.place));
    let outcome = Outcome::Applied { looked_at, found: problems.len(), filled_in, exemptions };
    (problems, Verdict { rule: *rule, outcome })
}

impl Rule {
    /// What it finds.
    pub fn look(&self, subject: Subject<'_>, ground: &Ground<'_>) -> Findings {
        let mut findings = Findings::default();
        match self.check {
            Check::Site(check) => {
                check(subject, &mut findings);
                ignored::excuse(self.name, subject.prose, &mut findings);
            }
            Check::Pages(check) if ground.is_whole => check(ground, subject.prose, &mut findings),
            Check::Pages(_) => {}
        }
        findings
    }

    fn reason_against<'a>(&self, trees: &'a Trees) -> Option<&'a Bilingual> {
        let rules = trees.settings.iter().flat_map(|settings| &settings.rules);
        rules.filter(|(name, _)| name.value == self.name).map(|(_, reason)| reason).next()
    }
}

fn unknown(trees: &Trees) -> impl Iterator<Item = Diagnostic> {
    let rules = trees.settings.iter().flat_map(|settings| &settings.rules);
    let unknown = rules.filter(|(name, _)| RULES.iter().all(|rule| rule.name != name.value));
    unknown.map(|(name, _)| {
        let path = SourcePath::new("content/site.yaml").expect("is tame");
        let written = shown(&name.value);
        let message = text!("there is no rule `{written}`", "没有名为 `{written}` 的规则");
        let problem = Diagnostic::new(Code::UnknownKey, &path, name.span, message);
        problem.help(match nearest(&name.value, RULES.iter().map(|rule| rule.name)) {
            Some(meant) => text!("write `{meant}`", "写成 `{meant}`"),
            None => text!("`portolan check -v` lists them", "`portolan check -v` 会列出全部规则"),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stand_in_the_order_of_their_names() {
        assert!(RULES.is_sorted_by(|a, b| a.name < b.name));
    }
}
