//! Blocks whose claims the author does not want judged: `<!-- claim: ignore reason="…" -->` before a
//! block, or within a paragraph.

use crate::syntax::markdown::passages::Passages;
use std::collections::BTreeMap;

/// The reasons, by the number of the passage. A comment without a reason exempts nothing.
pub(super) fn read(passages: &Passages) -> BTreeMap<usize, &str> {
    let covered = passages.comments.iter().filter_map(|comment| {
        let reason = reason(&comment.text)?;
        Some(comment.covers.clone().map(move |passage| (passage, reason)))
    });
    covered.flatten().collect()
}

/// The reason that a comment gives, if it is an exemption that has one.
pub(super) fn reason(comment: &str) -> Option<&str> {
    let rest = comment.strip_prefix("claim:")?.trim_start().strip_prefix("ignore")?;
    let reason = rest.trim_start().strip_prefix("reason=\"")?.strip_suffix('"')?.trim();
    (!reason.is_empty()).then_some(reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::markdown::passages;

    #[test]
    fn a_reason_is_a_part_of_an_exemption() {
        assert_eq!(reason("claim: ignore reason=\"故意写错\""), Some("故意写错"));
        assert_eq!(reason("claim:ignore  reason=\"shown as a mistake\""), Some("shown as a mistake"));
        for comment in
            ["claim: ignore", "claim: ignore reason=\" \"", "claim: ignored", "ignore reason=\"x\""]
        {
            assert_eq!(reason(comment), None, "{comment}");
        }
    }

    #[test]
    fn it_holds_for_the_next_block_and_no_other() {
        let text = "一\n\n<!-- claim: ignore reason=\"故意\" -->\n\n```sh\ndate\n```\n\n二\n";
        let passages = passages::read(text, 0, Vec::new());
        assert_eq!(read(&passages), BTreeMap::from([(1, "故意")]));
    }
}
