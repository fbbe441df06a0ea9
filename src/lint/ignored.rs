//! Comments by which an author takes a block out of a rule: `<!-- NAME: ignore reason="…" -->`.
//!
//! The name is that of the rule; `claim` takes a block out of both rules about claims. A comment
//! without a reason exempts nothing: the list of exemptions has to stay a list of decisions.

use crate::syntax::markdown::passages::{Comment, Passages};
use std::collections::BTreeMap;

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

/// The reasons of those that have one, by the number of the passage that they cover.
pub(super) fn reasons<'a>(passages: &'a Passages, name: &'a str) -> BTreeMap<usize, &'a str> {
    let reasons = requests(passages, name).filter_map(|request| Some((request.comment, request.reason?)));
    reasons.flat_map(|(comment, reason)| comment.covers.clone().map(move |at| (at, reason))).collect()
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
        assert_eq!(reasons(&passages, "claim"), BTreeMap::from([(1, "故意")]));
    }
}
