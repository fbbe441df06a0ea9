//! Markdown that a reader sees: marks of emphasis, links, code and tables that did not work.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::passages::{Kind, Style};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "leaks",
    looks_at: Noun { en: "blocks of text", zh: "段落" },
    check: Check::Site(check),
    plant: plant!(zh "端口 `465 加密。"),
};

// Marks that mean nothing in a sentence.
const MARKS: &[&str] =
    &["**", "](", "] (port:", "] (#", "__", "`", "~~", "{#", "[^", "[!", "|---", "| ---", "|:--", "| :--"];

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&Lang::ALL, subject, findings) {
        let mut end = 0;
        while let Some((at, mark)) = next(&line.text, end) {
            end = at + mark.len();
            report(&line, at, end, findings);
        }
        for (at, mark) in line.text.match_indices("] (") {
            let end = at + mark.len();
            let is_code = line.passage.run(end).is_some_and(|run| run.style == Style::Code);
            if !is_code && is_target(&line.passage.text[end..]) {
                report(&line, at, end, findings);
            }
        }
        let hashes = line.text.len() - line.text.trim_start_matches('#').len();
        if hashes > 1 {
            report(&line, 0, hashes, findings);
        }
    }
}

// `https://example.com)` or `read.md#id)`: what followed the text of a link that did not work.
fn is_target(text: &str) -> bool {
    let end = text.find([')', ' ', '\n']).unwrap_or(text.len());
    let target = &text[..end];
    let file = target.split('#').next().unwrap_or(target);
    text[end..].starts_with(')')
        && (target.contains("://") || [".md", ".svg", ".png", ".jpg"].iter().any(|kind| file.ends_with(kind)))
}

// The first mark from a byte on. All marks begin with one of few characters, so the text is read once.
fn next(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let begins =
        text[from..].match_indices(['*', ']', '`', '~', '{', '[', '|', '_']).map(|(at, _)| from + at);
    begins.into_iter().find_map(|at| {
        let mark = MARKS.iter().find(|mark| text[at..].starts_with(**mark))?;
        Some((at, *mark))
    })
}

fn report(line: &Line<'_>, start: usize, end: usize, findings: &mut Findings) {
    let mark = &line.text[start..end];
    let message = match mark {
        "`" => text!("a backtick is visible on the page", "反引号会原样显示在页面上"),
        _ => text!("`{mark}` is visible on the page", "`{mark}` 会原样显示在页面上"),
    };
    let problem = line.problem(Code::LeakedMarkdown, start..end, message);
    findings.report(problem.help(match line.passage.kind {
        Kind::Title | Kind::Summary => {
            text!("this text is no Markdown: take the mark out", "这里不是 Markdown，请删去记号")
        }
        _ => text!(
            "mend the Markdown, or put what is meant to be seen into a code span",
            "请改好这里的 Markdown；本来就要显示的，放进行内代码"
        ),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn marks_that_did_not_work_are_seen() {
        for marked in [
            "端口 ⟦**⟧ 465⟦**⟧ 加密",
            "见 [收信⟦](⟧read.md 和 ⟦`⟧没关",
            "见 [收信⟦] (⟧https://example.com)",
            "见 [收信⟦] (⟧../read.md#a) 和图",
            "⟦##⟧标题",
            "Text {⟦⟧".replace("{⟦⟧", "⟦{#⟧a}").as_str(),
        ] {
            let plain = marked.replace(['⟦', '⟧'], "");
            assert_eq!(shown(&RULE, Lang::Zh, &plain).0, marked);
        }
        for right in [
            "**465** 和 `**`、`](`",
            "2 * 3 * 4",
            "[方括号] 与 {花括号}，见 [1] (`a.md`)、[1] (v1.2)、[1] (见 a.md) 和 [2] ([收信](read.md))",
            "```\n** ](\n```",
        ] {
            assert_eq!(shown(&RULE, Lang::Zh, right).0, right);
        }
    }
}
