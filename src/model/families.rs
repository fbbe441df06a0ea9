//! Families: groups of ports and services, which exist as soon as an interface text names them.

use crate::base::path::SourcePath;
use crate::base::registry::FamilyId;
use crate::base::span::Where;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, nearest};
use crate::model::read::Trees;
use std::collections::BTreeSet;

/// The families that have a name.
#[derive(Debug)]
pub struct Families<'a> {
    named: BTreeSet<&'a str>,
    // Interface texts that could not be read may name any other.
    is_complete: bool,
}

impl<'a> Families<'a> {
    /// Those that the interface texts name.
    pub fn of(trees: &'a Trees) -> Families<'a> {
        let named = trees.strings.keys().filter_map(|key| key.strip_prefix("family."));
        Families { named: named.collect(), is_complete: !trees.unread.strings }
    }

    /// Whether a family has a name.
    pub fn has(&self, family: &FamilyId) -> bool {
        self.named.contains(family.as_str())
    }

    /// Whether a family has a name. If it has none, that is reported.
    pub fn check(
        &self,
        path: &SourcePath,
        span: impl Where,
        family: &FamilyId,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        if !self.has(family) && self.is_complete {
            let message = text!("there is no family `{family}`", "没有名为 `{family}` 的类别");
            let span = span.span();
            let problem = Diagnostic::new(Code::UnknownFamily, path, span, message);
            let problem = problem.fix_misspelt(path, span, family.as_str(), self.named.iter().copied());
            problems.push(match nearest(family.as_str(), self.named.iter().copied()) {
                Some(near) => problem.help(text!("write `{near}`", "写成 `{near}`")),
                None => problem.help(text!(
                    "name it in `content/strings.yaml` under the key `family.{family}`",
                    "请在 `content/strings.yaml` 中用键 `family.{family}` 为它命名"
                )),
            });
        }
        self.has(family)
    }
}
