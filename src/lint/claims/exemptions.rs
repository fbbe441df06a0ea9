//! Comments that take a block out of the check: `<!-- claim: ignore reason="…" -->`.
//!
//! An exemption without a reason, or one that nothing needs, is a problem of its own: the list of
//! exemptions has to stay a list of decisions.

use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::lint::Findings;
use crate::lint::ignored::{self, Request};
use crate::lint::prose::Prose;
use crate::syntax::markdown::passages::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// The exemptions of a page, and which of them cover a passage.
#[derive(Debug, Default)]
pub(super) struct Exemptions {
    list: Vec<Exemption>,
    covering: BTreeMap<usize, Vec<usize>>,
}

#[derive(Debug)]
struct Exemption {
    span: Span,
    reason: String,
    is_used: bool,
    is_of_code: bool,
}

/// Reads the exemptions of a page and reports those that can't be read.
pub(super) fn read(prose: &Prose<'_>, findings: &mut Findings) -> Exemptions {
    let mut exemptions = Exemptions::default();
    let mut known = BTreeSet::new();
    for Request { comment, reason } in ignored::requests(&prose.passages, ignored::CLAIM) {
        match reason {
            Some(reason) => {
                // Whether code needs it is another rule's knowledge.
                let mut covered = comment.covers.clone().map(|at| &prose.passages.list[at].kind);
                let is_of_code = covered.any(|kind| matches!(kind, Kind::Code(_)));
                let (span, reason) = (comment.span, reason.to_string());
                let exemption = Exemption { span, reason, is_used: false, is_of_code };
                // A second one for the same block is not needed.
                if known.insert((comment.covers.start, comment.covers.end)) {
                    for passage in comment.covers.clone() {
                        exemptions.covering.entry(passage).or_default().push(exemptions.list.len());
                    }
                }
                exemptions.list.push(exemption);
            }
            None => {
                let message = text!("exemption without a reason", "豁免没有写明理由");
                let problem = Diagnostic::new(Code::ClaimExemption, prose.path, comment.span, message);
                findings.report(problem.help(text!(
                    "write `<!-- claim: ignore reason=\"…\" -->`",
                    "请写成 `<!-- claim: ignore reason=\"…\" -->`"
                )));
            }
        }
    }
    exemptions
}

impl Exemptions {
    /// Whether a wrong claim in a passage is exempt; takes note of what is needed.
    pub(super) fn cover(&mut self, passage: usize) -> bool {
        let covering = self.covering.get(&passage).map(Vec::as_slice).unwrap_or_default();
        covering.iter().for_each(|at| self.list[*at].is_used = true);
        !covering.is_empty()
    }

    /// Lists the exemptions that were needed and reports the others.
    pub(super) fn close(self, prose: &Prose<'_>, findings: &mut Findings) {
        for exemption in self.list {
            if exemption.is_used {
                findings.exempt(prose.path, exemption.span, &exemption.reason);
            }
            if exemption.is_used || exemption.is_of_code {
                continue;
            }
            let message = text!("nothing here needs this exemption", "这里没有需要豁免的断言");
            let problem = Diagnostic::new(Code::ClaimExemption, prose.path, exemption.span, message);
            findings.report(problem.help(text!("remove the comment", "请删去这条注释")));
        }
    }
}
