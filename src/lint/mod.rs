//! Rules about what a site says, one per file. Each looks at the resolved site and at the trees,
//! which know where things were written.
//!
//! Warnings and errors come from here and from parsing only, never from making a page: a page
//! that is kept must not swallow one.

mod outlines;
mod ports;
pub mod prose;

use crate::diag::Diagnostic;
use crate::model::Site;
use crate::model::read::Trees;
use prose::Prose;

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The site.
    pub site: &'a Site,
    /// The same files as written.
    pub trees: &'a Trees,
    /// What the pages say.
    pub prose: &'a [Prose<'a>],
}

/// A rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Its name, for settings.
    pub name: &'static str,
    /// Looks at everything and reports.
    pub check: fn(Subject<'_>, &mut Vec<Diagnostic>),
}

/// Every rule.
pub const RULES: &[Rule] = &[outlines::RULE, ports::RULE];

/// Applies every rule.
pub fn check(subject: Subject<'_>, problems: &mut Vec<Diagnostic>) {
    RULES.iter().for_each(|rule| (rule.check)(subject, problems));
}
