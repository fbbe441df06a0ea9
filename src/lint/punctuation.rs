//! Chinese sentences have full-width punctuation, parentheses around Latin words included.
//!
//! A mark counts as a part of a Chinese sentence when Chinese text stands next to it, or when it ends a
//! text behind one Latin word or number. Between Latin words it may belong to a name or to English words,
//! and is left alone.

use super::lines::{self, HIDDEN, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::chars::{is_chinese, is_han};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "punctuation",
    looks_at: Noun { en: "blocks of Chinese text", zh: "中文段落" },
    check: Check::Site(check),
    plant: plant!(zh "端口 465,加密。"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&[Lang::Zh], subject, findings) {
        marks(&line, findings);
        parentheses(&line, findings);
    }
}

fn full_width(mark: char) -> Option<&'static str> {
    Some(match mark {
        ',' => "，",
        '.' => "。",
        ':' => "：",
        ';' => "；",
        '?' => "？",
        '!' => "！",
        _ => return None,
    })
}

fn marks(line: &Line<'_>, findings: &mut Findings) {
    for (at, mark) in line.text.char_indices() {
        let Some(wide) = full_width(mark) else { continue };
        let end = at + 1;
        let rest = &line.text[end..];
        let blank = rest.len() - rest.trim_start_matches(' ').len();
        let left = line.text[..at].trim_end_matches(' ');
        let gap = at - left.len();
        let (before, next, after) = (left.chars().next_back(), line.after(end), line.after(end + blank));
        // `文件.txt`, `10:30`, `写成 :465`, `……` written as dots: a mark of a sentence ends something.
        let ends = next.is_none_or(|c| c == ' ' || c == '\n') || next.is_some_and(is_chinese);
        let is_wrong = match mark {
            '.' if gap > 0 => false,
            _ if gap > 0 => before.is_some_and(is_chinese) && ends,
            '.' => (before.is_some_and(is_chinese) && ends && next != Some('.')) || ends_sentence(left, rest),
            _ => {
                before.is_some_and(is_chinese)
                    || after.is_some_and(is_chinese)
                    || (mark != ',' && ends_sentence(left, rest))
            }
        };
        if is_wrong {
            let message = text!("`{mark}` in a Chinese sentence", "中文句子里用了半角的 `{mark}`");
            let problem = line.problem(Code::HalfWidthPunctuation, at..end, message);
            let problem = problem.help(text!("write `{wide}`", "写成 `{wide}`"));
            findings.report(line.fix(problem, at - gap..end + blank, wide));
        }
    }
}

// `请用 465.`: the last word of a Chinese text is not Chinese, and its full stop is not either.
fn ends_sentence(left: &str, rest: &str) -> bool {
    if !rest.is_empty() {
        return false;
    }
    let word = left.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | HIDDEN));
    word.len() < left.len() && word.trim_end_matches(' ').chars().next_back().is_some_and(is_chinese)
}

// Pairs are judged as one: what stands before, inside and behind.
fn parentheses(line: &Line<'_>, findings: &mut Findings) {
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, c) in line.text.char_indices() {
        match c {
            '(' => open.push((at, false)),
            ')' => {
                let Some((start, holds_han)) = open.pop() else { continue };
                if is_chinese_pair(line, start, at, holds_han) {
                    findings.report(of_pair(line, start, at));
                }
                if let Some((_, outer)) = open.last_mut() {
                    *outer |= holds_han;
                }
            }
            _ if is_han(c) => open.iter_mut().rev().take(1).for_each(|(_, holds_han)| *holds_han = true),
            _ => {}
        }
    }
}

fn is_chinese_pair(line: &Line<'_>, start: usize, end: usize, holds_han: bool) -> bool {
    let (left, right) = (&line.text[..start], &line.text[end + 1..]);
    // `connect()` and `nc(1)` are names.
    let is_attached = left.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let around = left.trim_end_matches(' ').chars().next_back().is_some_and(is_chinese)
        || right.trim_start_matches(' ').chars().next().is_some_and(is_chinese);
    // `[收信] (read.md)` is a link that did not work: with other parentheses nobody would see that.
    let is_address = left.ends_with("] ") && !holds_han;
    let is_aside = around && !is_attached && end > start + 1 && !is_label(line, start, end);
    holds_han || (is_aside && !is_address)
}

// The end of what is emphasised or linked: `**Outgoing Server (SMTP)**`, a label in its own language.
fn is_label(line: &Line<'_>, start: usize, end: usize) -> bool {
    let run = line.passage.run(end);
    run.is_some_and(|run| {
        let stands_alone = run.range.start > 0 || run.range.end < line.text.len();
        stands_alone && run.range.contains(&start) && run.range.end == end + 1
    })
}

fn of_pair(line: &Line<'_>, start: usize, end: usize) -> Diagnostic {
    let left = line.text[..start].len() - line.text[..start].trim_end_matches(' ').len();
    let right = line.text[end + 1..].len() - line.text[end + 1..].trim_start_matches(' ').len();
    let message = text!("half-width parentheses in a Chinese sentence", "中文句子里用了半角括号");
    let problem = line.problem(Code::HalfWidthPunctuation, start..end + 1, message);
    let problem = problem.help(text!("write `（…）`", "写成 `（…）`"));
    let fixed = line.fix(problem, start - left..start + 1, "（");
    // Both or none: half a pair would be worse than what was there.
    let before = fixed.fix.len();
    let mut fixed = line.fix(fixed, end..end + 1 + right, "）");
    if fixed.fix.len() != 2 * before {
        fixed.fix.clear();
    }
    fixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn marks_next_to_chinese_text_are_full_width() {
        let cases = [
            ("端口 465⟦,⟧ 加密", "端口 465，加密"),
            ("注意⟦:⟧用 TLS⟦;⟧不用 SSL⟦!⟧行吗⟦?⟧", "注意：用 TLS；不用 SSL！行吗？"),
            ("请用 465⟦.⟧", "请用 465。"),
            ("运行 `ls`⟦.⟧", "运行 `ls`。"),
            ("用 TLS⟦?⟧", "用 TLS？"),
            ("端口 ⟦,⟧ 加密 ⟦:⟧ 必须 ⟦!⟧", "端口，加密：必须！"),
            ("发信⟦.⟧ 收信⟦.⟧", "发信。收信。"),
            ("提交 ⟦(submission)⟧ 和中继⟦(relay)⟧", "提交（submission）和中继（relay）"),
            ("Postfix ⟦(默认)⟧", "Postfix（默认）"),
        ];
        for (marked, fixed) in cases {
            let plain = marked.replace(['⟦', '⟧'], "");
            assert_eq!(shown(&RULE, Lang::Zh, &plain), (marked.into(), fixed.into()));
        }
        for right in [
            "端口 465，加密（TLS）。",
            "把 connect() 换成 nc(1) 命令",
            "10:30 开始，占 1,024 字节，见 说明.txt 和 example.com",
            "Amazon.com, Inc. 的云",
            "选 **Outgoing Server (SMTP)**，再点 **Edit**",
            "它说 Please log in, then try again.",
            "写成 :465，参数 !x，目录 . 和 文件 .env",
            "见 RFC 8314.",
            "见 [收信] (read.md)。",
            "<https://example.com/?查询=端口,加密>",
        ] {
            assert_eq!(shown(&RULE, Lang::Zh, right).0, right);
        }
    }
}
