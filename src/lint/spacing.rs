//! In Chinese text, a space stands between Han characters and Latin letters or digits.

use super::lines::{self, HIDDEN, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::chars::is_han;
use crate::syntax::markdown::passages::{OBJECT, Style};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "spacing",
    looks_at: Noun { en: "blocks of Chinese text", zh: "中文段落" },
    check: Check::Site(check),
    plant: plant!(zh "使用 587端口。"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&[Lang::Zh], subject, findings) {
        let mut chars = line.text.char_indices().peekable();
        while let (Some((start, before)), Some((at, after))) = (chars.next(), chars.peek().copied()) {
            let lacks_space = match (is_han(before), is_han(after)) {
                (true, false) => is_latin(&line, at, after) && !is_date(&line, start, at),
                (false, true) => is_latin(&line, start, before) && !is_date(&line, start, at),
                _ => false,
            };
            if lacks_space {
                findings.report(problem(&line, start, at, at + after.len_utf8()));
            }
        }
    }
}

// Of code, the letters count that a reader sees at its end.
fn is_latin(line: &Line<'_>, at: usize, c: char) -> bool {
    match c {
        HIDDEN => line.passage.text.as_bytes()[at].is_ascii_alphanumeric(),
        OBJECT => line.is_number(at),
        _ => c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{24f}'),
    }
}

// Dates stand close, as pages print them: 2026年11月20日.
fn is_date(line: &Line<'_>, before: usize, at: usize) -> bool {
    let (a, b) = (line.after(before), line.after(at));
    match (a, b) {
        (Some('0'..='9'), Some('年' | '月' | '日')) => true,
        (Some('年' | '月'), Some('0'..='9')) => {
            let rest = line.text[at..].trim_start_matches(|c: char| c.is_ascii_digit());
            rest.starts_with(['月', '日'])
        }
        _ => false,
    }
}

fn problem(line: &Line<'_>, before: usize, at: usize, end: usize) -> Diagnostic {
    let message = text!(
        "no space between a Han character and a Latin letter or digit",
        "汉字与拉丁字母或数字之间没有空格"
    );
    let problem = line.problem(Code::MissingSpace, before..end, message);
    let problem = problem.help(text!("put one space between them", "在两者之间加一个空格"));
    match gap(line, before, at) {
        Some(at) => line.edit(problem, Span::at(at), " "),
        None => problem,
    }
}

// Where a space can be written without becoming a part of a link, of emphasis or of code; `None` when
// that can't be told.
fn gap(line: &Line<'_>, before: usize, at: usize) -> Option<usize> {
    let (first, second) = (line.passage.run(before)?, line.passage.run(at)?);
    let start = line.passage.place(before..at).end;
    let end = line.passage.place(at..at + 1).start;
    let between = line.prose.source.get(start..end)?;
    let is_verbatim = |range| {
        let span = line.passage.place(std::ops::Range::clone(&range));
        line.prose.source.get(span.start..span.end) == line.passage.text.get(range)
    };
    let last = at + line.passage.text[at..].chars().next()?.len_utf8();
    let is_object = |c: Option<char>| c == Some(OBJECT);
    match between {
        "" if is_object(line.after(before)) => Some(end),
        "" if is_object(line.after(at)) => Some(start),
        "" => (is_verbatim(before..at) && is_verbatim(at..last)).then_some(start),
        _ if between.ends_with('[') && first.link.is_none() => Some(start),
        _ if between.starts_with(']') && second.link.is_none() => Some(end),
        _ if between.trim_matches('`').is_empty() && first.style == Style::Plain => Some(start),
        _ if between.trim_matches('`').is_empty() && second.style == Style::Plain => Some(end),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn a_space_is_missing_between_the_two_scripts_and_nowhere_else() {
        let marked = |text: &str| shown(&RULE, Lang::Zh, text).0;
        assert_eq!(marked("使用587端口"), "使⟦用5⟧8⟦7端⟧口");
        assert_eq!(
            marked("在 IMAP里用[993](port:imaps)，不用`STARTTLS`。"),
            "在 IMA⟦P里⟧⟦用[9⟧93](port:imaps)，不⟦用`S⟧TARTTLS`。"
        );
        for right in [
            "使用 587 端口，IMAP（收信）",
            "2026年11月20日，占 15%的流量",
            "用 `端口587` 和 <https://example.com/端口587>",
            "> 别人写的587端口",
            "````\n端口587\n````",
            "<!-- spacing: ignore reason=\"原文如此\" -->\n\n商品名是“连接587端口”",
        ] {
            assert_eq!(marked(right), right);
        }
    }

    #[test]
    fn the_space_is_written_outside_of_links_and_code() {
        let fixed = |text: &str| shown(&RULE, Lang::Zh, text).1;
        assert_eq!(fixed("使用587端口"), "使用 587 端口");
        assert_eq!(fixed("用[993](port:imaps)收，用`a`发"), "用 [993](port:imaps) 收，用 `a` 发");
        assert_eq!(fixed("用[](port:imaps)收"), "用 [](port:imaps) 收");
        // Inside or outside of the emphasis? The author knows.
        assert_eq!(fixed("用**993**收"), "用**993**收");
    }
}
