//! In Chinese text, no space stands next to full-width punctuation: the mark brings its own.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::chars::{is_chinese, is_wide_punctuation};
use crate::syntax::markdown::flanking;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "gaps",
    looks_at: Noun { en: "blocks of Chinese text", zh: "中文段落" },
    check: Check::Site(check),
    plant: plant!(zh "端口 465 ，加密。"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&[Lang::Zh], subject, findings) {
        for (at, gap) in gaps(&line.text) {
            if !brings_space(&line, at, at + gap) || is_needed(&line, at, at + gap) {
                continue;
            }
            let message = text!("a space next to full-width punctuation", "全角标点旁边有空格");
            let problem = line.problem(Code::SpaceAtPunctuation, around(&line, at, at + gap), message);
            let problem = problem.help(text!("remove the space", "删去这个空格"));
            findings.report(line.fix(problem, at..at + gap, ""));
        }
    }
}

// Runs of spaces with their lengths.
fn gaps(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(' ')?;
        let start = at;
        at += text[at..].len() - text[at..].trim_start_matches(' ').len();
        Some((start, at - start))
    })
}

// Quotes, dashes and dots are marks of both scripts: next to them only Chinese text decides.
fn brings_space(line: &Line<'_>, start: usize, end: usize) -> bool {
    let (Some(before), Some(after)) = (line.before(start), line.after(end)) else { return false };
    is_wide_punctuation(before)
        || is_wide_punctuation(after)
        || (matches!(before, '”' | '’') && is_chinese(after))
        || (matches!(after, '“' | '‘') && is_chinese(before))
}

// `**加粗，** 后面`: without the space the asterisks close nothing, except in this program.
fn is_needed(line: &Line<'_>, start: usize, end: usize) -> bool {
    let span = line.passage.place(start..end);
    let source = line.prose.source;
    match (source.get(..span.start), source.get(span.end..)) {
        (Some(before), Some(after)) if line.passage.scalar.is_none() => flanking::needs_space(before, after),
        _ => false,
    }
}

fn around(line: &Line<'_>, start: usize, end: usize) -> std::ops::Range<usize> {
    let before = line.before(start).map_or(0, char::len_utf8);
    let after = line.after(end).map_or(0, char::len_utf8);
    start - before..end + after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn a_space_next_to_a_full_width_mark_is_taken_out() {
        let shown = |text: &str| shown(&RULE, Lang::Zh, text);
        let (marked, fixed) = shown("端口 465 ，加密（ TLS）。 选 “TLS” 即可");
        // Two reports may share a character.
        assert_eq!(marked, "端口 46⟦5 ，⟧加密⟦（ T⟧LS）⟦。 ⟦选⟧ “⟧TLS⟦” 即⟧可");
        assert_eq!(fixed, "端口 465，加密（TLS）。选“TLS”即可");
        assert_eq!(shown("**加粗** ，后面， **加粗** 字").1, "**加粗**，后面，**加粗** 字");
        for right in [
            "使用**加粗，** 后面的字",
            "前面的字 **（括号）** 后",
            "看 *（斜）* 字",
            "见 **[收，](a.md)** 字",
        ] {
            assert_eq!(shown(right).0, right);
        }
        for right in ["端口 465，加密", "see “TLS” and “SSL”", "用 `a` 和 `b`", "甲——乙 465", "一行\n另一行"]
        {
            assert_eq!(shown(right).0, right);
        }
    }
}
