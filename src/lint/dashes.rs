//! In Chinese text a dash is —— and an ellipsis ……, each two characters long.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::Text;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::chars::{is_chinese, is_han};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "dashes",
    looks_at: Noun { en: "blocks of Chinese text", zh: "中文段落" },
    check: Check::Site(check),
    plant: plant!(zh "只用 465 - 其他都不行。"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&[Lang::Zh], subject, findings) {
        let mut at = 0;
        while let Some(found) = line.text[at..].find(['-', '—', '―', '–', '…', '.', '。', '・']) {
            let start = at + found;
            let mark = line.after(start).expect("it was found");
            let rest = &line.text[start..];
            let length = rest.len() - rest.trim_start_matches(mark).len();
            at = start + length;
            if let Some(right) = right(mark, length / mark.len_utf8()) {
                judge(&line, start, at, right, findings);
            }
        }
    }
}

// What a row of one mark should have been; `None` when it is fine.
fn right(mark: char, count: usize) -> Option<&'static str> {
    match (mark, count) {
        ('-', 1..=3) | ('—' | '―' | '–', _) => Some("——"),
        ('…', _) if count != 2 => Some("……"),
        ('.' | '。' | '・', 3..) => Some("……"),
        _ => None,
    }
}

fn judge(line: &Line<'_>, start: usize, end: usize, right: &str, findings: &mut Findings) {
    let (left, rest) = (&line.text[..start], &line.text[end..]);
    let (open, close) = (left.trim_end_matches(' '), rest.trim_start_matches(' '));
    let (before, after) = (open.chars().next_back(), close.chars().next());
    let is_han_next = rest.chars().next().is_some_and(is_han);
    let is_spaced = open.len() < left.len() && close.len() < rest.len();
    let is_wrong = match right {
        // Fine where it fills its two cells and nothing else.
        "——" if line.text[start..end] == *right => {
            (open.len() < left.len() && before.is_some_and(is_chinese))
                || (close.len() < rest.len() && after.is_some_and(is_chinese))
        }
        // One hyphen without spaces joins names; with spaces on both sides it parts what it stands between.
        "——" if matches!(&line.text[start..end], "-" | "–" | "––") => {
            is_spaced && (before.is_some_and(is_chinese) || after.is_some_and(is_chinese))
        }
        // `参数是 --tls`: an option.
        "——" if open.len() < left.len() && rest.starts_with(|c: char| c.is_ascii_alphanumeric()) => false,
        "——" => before.is_some_and(is_chinese) || after.is_some_and(is_chinese),
        // `SMTP...然后`: nothing ends where Chinese goes on at once.
        _ if is_han_next => true,
        // `添加账户…”` and `Modify…`: labels of menus, as their programs write them.
        _ => before.is_some_and(is_chinese) && !matches!(after, Some('”' | '’' | '」')),
    };
    if is_wrong {
        let written = &line.text[start..end];
        let message: Text = match right {
            "——" => text!("`{written}` as a Chinese dash", "中文破折号写成了 `{written}`"),
            _ => text!("`{written}` as a Chinese ellipsis", "中文省略号写成了 `{written}`"),
        };
        let problem = line.problem(Code::Dash, start..end, message);
        let problem = problem.help(text!("write `{right}`", "写成 `{right}`"));
        findings.report(line.fix(problem, open.len()..line.text.len() - close.len(), right));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn dashes_and_ellipses_are_two_characters_long() {
        for (marked, fixed) in [
            ("只用 465 ⟦-⟧ 其他都不行", "只用 465——其他都不行"),
            ("密码⟦—⟧填授权码 ⟦--⟧ 不是", "密码——填授权码——不是"),
            ("密码⟦――⟧填授权码", "密码——填授权码"),
            ("明文⟦--⟧谁都能看 ⟦——⟧ 真的", "明文——谁都能看——真的"),
            ("等等⟦...⟧再试⟦…⟧然后⟦。。。⟧", "等等……再试……然后……"),
            ("⟦...⟧先试 SMTP⟦...⟧再试 IMAP⟦…⟧不行 ⟦...⟧ 就等", "……先试 SMTP……再试 IMAP……不行……就等"),
        ] {
            let plain = marked.replace(['⟦', '⟧'], "");
            assert_eq!(shown(&RULE, Lang::Zh, &plain), (marked.into(), fixed.into()));
        }
        for right in [
            "只用 25——其他都不行……",
            "SMTP-AUTH 与 0–1023，A - B，参数 --tls",
            "点“添加账户…”和 **Modify…**。",
            "1...5",
            "点 **Add account...** 按钮",
            "—",
        ] {
            assert_eq!(shown(&RULE, Lang::Zh, right).0, right);
        }
    }
}
