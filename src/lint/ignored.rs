//! Comments by which an author takes a block out of a rule: `<!-- NAME: ignore reason="…" -->`.
//!
//! The name is that of the rule; `claim` takes a block out of both rules about claims. A comment
//! without a reason exempts nothing, and one that neither of them needs is a problem: the list of exemptions has to stay
//! a list of decisions.

use super::prose::Prose;
use super::{Findings, Outcome, Verdict, claims, code};
use crate::base::path::SourcePath;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Place};
use crate::syntax::markdown::passages::{Comment, Passages};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How both rules about claims are addressed, that of prose and that of code.
pub(super) const CLAIM: &str = "claim";

/// A comment that names a rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request<'a> {
    /// The comment.
    pub(super) comment: &'a Comment,
    /// Why; `None` when it does not say so.
    pub(super) reason: Option<&'a str>,
}

/// The comments of a page that name a rule, in order.
pub(super) fn requests<'a>(passages: &'a Passages, name: &'a str) -> impl Iterator<Item = Request<'a>> + 'a {
    passages.comments.iter().filter_map(move |comment| {
        let asked = comment.text.strip_prefix(name)?.strip_prefix(':')?;
        Some(Request { comment, reason: reason(asked) })
    })
}

/// What a page asks both rules about claims to leave alone, as one of them sees it: which of it is needed.
#[derive(Debug)]
pub(super) struct Exemptions<'a> {
    list: Vec<(&'a Comment, &'a str)>,
    // By passage. One that covers the same block as another is not needed.
    covering: BTreeMap<usize, Vec<usize>>,
    needed: BTreeSet<usize>,
}

impl<'a> Exemptions<'a> {
    /// The exemptions of a page.
    pub(super) fn of(passages: &'a Passages) -> Exemptions<'a> {
        let asked = requests(passages, CLAIM);
        let list: Vec<_> = asked.filter_map(|request| Some((request.comment, request.reason?))).collect();
        let mut covering: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut known = BTreeSet::new();
        for (at, (comment, _)) in list.iter().enumerate() {
            let Range { start, end } = comment.covers;
            if known.insert((start, end)) {
                (start..end).for_each(|passage| covering.entry(passage).or_default().push(at));
            }
        }
        Exemptions { list, covering, needed: BTreeSet::new() }
    }

    /// Whether what is wrong in a passage is exempt; takes note of what is needed for that.
    pub(super) fn cover(&mut self, passage: usize) -> bool {
        let covering = self.covering.get(&passage);
        self.needed.extend(covering.into_iter().flatten());
        covering.is_some()
    }

    /// Lists what was needed.
    pub(super) fn list(&self, path: &SourcePath, findings: &mut Findings) {
        for (comment, reason) in self.needed.iter().map(|at| self.list[*at]) {
            findings.exempt(path, comment.span, reason);
        }
    }
}

/// The exemptions from both rules about claims that have no reason, or that neither of them needed. Nothing is known
/// unless both judged.
pub(super) fn idle(prose: &[Prose<'_>], verdicts: &[Verdict]) -> Vec<Diagnostic> {
    let judges = [claims::RULE.name, code::RULE.name].map(|name| {
        let verdict = verdicts.iter().find(|verdict| verdict.rule.name == name)?;
        match &verdict.outcome {
            Outcome::Applied { exemptions, .. } => Some(exemptions),
            Outcome::Off(_) => None,
        }
    });
    let [Some(claims), Some(code)] = judges else { return Vec::new() };
    let needed: BTreeSet<&Place> = claims.iter().chain(code).map(|exemption| &exemption.place).collect();
    let idle = prose.iter().flat_map(|page| {
        requests(&page.passages, CLAIM).filter_map(|Request { comment, reason }| {
            let place = Place { path: page.path.clone(), span: Some(comment.span) };
            let (message, help) = match reason {
                Some(_) if needed.contains(&place) => return None,
                Some(_) => (
                    text!("nothing here needs this exemption", "这里没有需要豁免的断言"),
                    text!("remove the comment", "请删去这条注释"),
                ),
                None => (
                    text!("exemption without a reason", "豁免没有写明理由"),
                    text!(
                        "write `<!-- claim: ignore reason=\"…\" -->`",
                        "请写成 `<!-- claim: ignore reason=\"…\" -->`"
                    ),
                ),
            };
            Some(Diagnostic::new(Code::ClaimExemption, page.path, comment.span, message).help(help))
        })
    });
    idle.collect()
}

fn reason(asked: &str) -> Option<&str> {
    let rest = asked.trim_start().strip_prefix("ignore")?.trim_start();
    let reason = rest.strip_prefix("reason=\"")?.strip_suffix('"')?.trim();
    (!reason.is_empty()).then_some(reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::markdown::passages;

    #[test]
    fn a_reason_is_a_part_of_an_exemption() {
        assert_eq!(reason(" ignore reason=\"故意写错\""), Some("故意写错"));
        assert_eq!(reason("ignore  reason=\"shown as a mistake\""), Some("shown as a mistake"));
        for asked in [" ignore", " ignore reason=\" \"", " ignored", " reason=\"x\""] {
            assert_eq!(reason(asked), None, "{asked}");
        }
    }

    #[test]
    fn it_holds_for_the_next_block_and_no_other_rule() {
        let text = "一\n\n<!-- claim: ignore reason=\"故意\" -->\n\n```sh\ndate\n```\n\n二\n\n<!-- claims: ignore -->\n";
        let passages = passages::read(text, 0, Vec::new());
        let requests: Vec<_> = requests(&passages, "claim").collect();
        assert_eq!(requests.len(), 1);
        assert_eq!((requests[0].reason, requests[0].comment.covers.clone()), (Some("故意"), 1..2));
    }
}
