//! Comments by which an author takes a block out of a rule: `<!-- NAME: ignore reason="…" -->`.
//!
//! The name is that of the rule; `claim` takes a block out of both rules about claims, which take note of it while
//! they read. What another rule reports is looked at afterwards, so that no rule has to know of comments. A comment
//! without a reason exempts nothing, and one that is not needed is a problem: the list of exemptions has to stay a
//! list of decisions.

use super::prose::Prose;
use super::{Findings, Outcome, RULES, Verdict, claims, code};
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Place, nearest};
use crate::syntax::markdown::passages::{Comment, Passages};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How both rules about claims are addressed, that of prose and that of code.
pub(super) const CLAIM: &str = "claim";

// Rules about whole articles: a comment that names one is about the article that it stands in.
const OF_ARTICLES: [&str; 4] = ["answers", "freshness", "lengths", "sources"];

/// A comment that asks for an exemption.
#[derive(Clone, Copy, Debug)]
struct Request<'a> {
    comment: &'a Comment,
    // The rule; there may be none of this name.
    name: &'a str,
    // Why; `None` when it does not say so.
    reason: Option<&'a str>,
}

// The comments of a page that ask for an exemption, in order.
fn requests(passages: &Passages) -> impl Iterator<Item = Request<'_>> {
    passages.comments.iter().filter_map(|comment| {
        let (name, asked) = comment.text.split_once(':')?;
        let reason = asked.trim_start().strip_prefix("ignore")?.trim_start();
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
        let is_request = reason.is_empty() || reason.starts_with("reason");
        (is_name && is_request).then(|| Request { comment, name, reason: quoted(reason) })
    })
}

impl Request<'_> {
    // Where in its file what it exempts begins: in the lines of a block, or anywhere.
    fn covers(&self, page: &Prose<'_>) -> Option<Span> {
        if OF_ARTICLES.contains(&self.name) {
            return Some(Span::new(0, page.source.len()));
        }
        let covered = page.passages.list.get(self.comment.covers.clone())?;
        let start = covered.iter().map(|passage| passage.span.start).min()?;
        let start = page.source[..start].rfind('\n').map_or(0, |at| at + 1);
        Some(Span::new(start, covered.iter().map(|passage| passage.span.end).max()?))
    }
}

/// Takes out what authors want a rule to leave alone, and lists their reasons.
pub(super) fn excuse(rule: &str, prose: &[Prose<'_>], findings: &mut Findings) {
    let mut places: BTreeMap<SourcePath, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, problem) in findings.problems.iter().enumerate() {
        for place in problem.place.iter().chain(problem.also.iter().map(|(place, _)| place)) {
            let start = place.span.map_or(0, |span| span.start);
            places.entry(place.path.clone()).or_default().push((start, number));
        }
    }
    places.values_mut().for_each(|places| places.sort_unstable());
    let mut excused = BTreeSet::new();
    for page in prose {
        let Some(places) = places.get(page.path) else { continue };
        let mut known = BTreeSet::new();
        for request in requests(&page.passages).filter(|request| request.name == rule) {
            let (Some(reason), Some(covered)) = (request.reason, request.covers(page)) else { continue };
            let from = places.partition_point(|(start, _)| *start < covered.start);
            let to = places.partition_point(|(start, _)| *start < covered.end);
            if from < to && known.insert(covered) {
                excused.extend(places[from..to].iter().map(|(_, number)| *number));
                findings.exempt(page.path, request.comment.span, reason);
            }
        }
    }
    let mut number = 0..;
    findings.problems.retain(|_| number.next().is_none_or(|number| !excused.contains(&number)));
}

/// Whether the author wants a rule to leave alone what begins at a place of a page.
pub(super) fn is_exempt(rule: &str, page: &Prose<'_>, start: usize) -> bool {
    let asked = requests(&page.passages).filter(|request| request.name == rule && request.reason.is_some());
    let mut covered = asked.filter_map(|request| request.covers(page));
    covered.any(|covered| (covered.start..covered.end).contains(&start))
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
        let asked = requests(passages).filter(|request| request.name == CLAIM);
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

/// The exemptions that name no rule, have no reason, or were not needed. Nothing is known of a rule that did not
/// judge, and little of those that judge some days or sections only.
pub(super) fn idle(prose: &[Prose<'_>], verdicts: &[Verdict]) -> Vec<Diagnostic> {
    let needed: BTreeMap<&str, BTreeSet<&Place>> = verdicts
        .iter()
        .filter_map(|verdict| match &verdict.outcome {
            Outcome::Applied { exemptions, .. } => {
                Some((verdict.rule.name, exemptions.iter().map(|exemption| &exemption.place).collect()))
            }
            Outcome::Off(_) => None,
        })
        .collect();
    let idle = prose.iter().flat_map(|page| {
        requests(&page.passages).filter_map(|Request { comment, name, reason }| {
            let judges: &[&str] = if name == CLAIM {
                &[claims::RULE.name, code::RULE.name]
            } else {
                std::slice::from_ref(&name)
            };
            let place = Place { path: page.path.clone(), span: Some(comment.span) };
            let is_needed = || judges.iter().any(|judge| needed[judge].contains(&place));
            let (message, help) = if !is_known(name) {
                let help = match meant(name) {
                    Some(meant) => text!("write `{meant}`", "写成 `{meant}`"),
                    None => text!("`portolan check -v` lists them", "`portolan check -v` 会列出全部规则"),
                };
                (text!("there is no rule `{name}`", "没有名为 `{name}` 的规则"), help)
            } else if !judges.iter().all(|judge| needed.contains_key(judge)) {
                return None;
            } else if reason.is_none() {
                (
                    text!("exemption without a reason", "豁免没有写明理由"),
                    text!(
                        "write `<!-- {name}: ignore reason=\"…\" -->`",
                        "请写成 `<!-- {name}: ignore reason=\"…\" -->`"
                    ),
                )
            } else if is_needed() || name.starts_with("parity-") || name == "freshness" {
                return None;
            } else {
                (
                    text!("nothing here needs this exemption", "这里没有需要豁免的内容"),
                    text!("remove the comment", "请删去这条注释"),
                )
            };
            Some(Diagnostic::new(Code::IdleExemption, page.path, comment.span, message).help(help))
        })
    });
    idle.collect()
}

fn names() -> impl Iterator<Item = &'static str> {
    let own = RULES.iter().map(|rule| rule.name);
    own.filter(|name| ![claims::RULE.name, code::RULE.name].contains(name)).chain([CLAIM])
}

fn is_known(name: &str) -> bool {
    names().any(|known| known == name)
}

fn meant(name: &str) -> Option<&str> {
    if name == code::RULE.name { Some(CLAIM) } else { nearest(&name.to_ascii_lowercase(), names()) }
}

fn quoted(reason: &str) -> Option<&str> {
    let reason = reason.strip_prefix("reason=\"")?.strip_suffix('"')?.trim();
    (!reason.is_empty()).then_some(reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::markdown::passages;

    #[test]
    fn a_reason_is_a_part_of_an_exemption() {
        let reasons = |comment: &str| {
            let passages = passages::read(&format!("<!-- {comment} -->\n"), 0, Vec::new());
            requests(&passages).map(|request| request.reason.map(String::from)).collect::<Vec<_>>()
        };
        assert_eq!(reasons("claim: ignore reason=\"故意写错\""), [Some("故意写错".into())]);
        assert_eq!(reasons("claim:ignore  reason=\"on purpose\""), [Some("on purpose".into())]);
        for asked in ["claim: ignore", "claim: ignore reason=\" \"", "claim: ignore reason=x"] {
            assert_eq!(reasons(asked), [None], "{asked}");
        }
        for other in ["claim: ignored", "claim: reason=\"x\"", "todo: ignore this one"] {
            assert_eq!(reasons(other), [], "{other}");
        }
    }

    #[test]
    fn it_holds_for_the_next_block_and_no_other_rule() {
        let text = "一\n\n<!-- claim: ignore reason=\"故意\" -->\n\n```sh\ndate\n```\n\n二\n\n<!-- claims: ignore -->\n";
        let passages = passages::read(text, 0, Vec::new());
        let requests: Vec<_> = requests(&passages).collect();
        assert_eq!(requests.iter().map(|request| request.name).collect::<Vec<_>>(), ["claim", "claims"]);
        assert_eq!((requests[0].reason, requests[0].comment.covers.clone()), (Some("故意"), 1..2));
    }
}
