//! A range of numbers has an en dash, and no spaces: 0–1023.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "ranges",
    looks_at: Noun { en: "blocks of text", zh: "段落" },
    check: Check::Site(check),
    plant: plant!(zh "系统端口是 0-1023。"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&Lang::ALL, subject, findings) {
        for (mark_at, mark) in line.text.match_indices(['-', '~', '～', '—', '−', '－', '–']) {
            let (left, right) = (&line.text[..mark_at], &line.text[mark_at + mark.len()..]);
            // Some type two hyphens for a dash.
            let right = right.strip_prefix('-').filter(|_| mark == "-").unwrap_or(right);
            let (open, close) = (left.trim_end_matches(' '), right.trim_start_matches(' '));
            let (at, end) = (open.len(), line.text.len() - close.len());
            let is_spaced = (open.len() < left.len(), close.len() < right.len());
            let (Some((start, low)), Some((behind, high))) =
                (number_before(&line, at), number_after(&line, end))
            else {
                continue;
            };
            // `2026-11`, `465-25`: what does not rise is no range. With spaces it may be a dash between
            // two thoughts, unless both are long or nothing else is there.
            let is_wrong = match is_spaced {
                (true, true) => {
                    let is_all = start == 0 && behind == line.text.len();
                    low >= 1000 || is_all || is_of_ports(&line.text[..start])
                }
                (false, false) => mark != "–",
                _ => false,
            };
            if low >= high || !is_wrong {
                continue;
            }
            let written = &line.text[start..behind];
            let right = format!("{}–{}", &line.text[start..at], &line.text[end..behind]);
            let message =
                text!("the range `{written}` without an en dash", "范围 `{written}` 没有用短破折号");
            let problem = line.problem(Code::Range, start..behind, message);
            let problem = problem.help(text!("write `{right}`", "写成 `{right}`"));
            findings.report(line.fix(problem, at..end, "–"));
        }
    }
}

// `port 25 – 587 took over` are two thoughts.
fn is_of_ports(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    ["端口", "ports", "Ports"].iter().any(|word| before.ends_with(word))
}

// What else belongs to a word of which a number is only a part: a version, a date, an address, a model.
fn goes_on(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric() || "-_/:.~～–+@\u{1a}".contains(c))
}

// A longer row of digits is no quantity.
const MOST_DIGITS: usize = 9;

fn number_before(line: &Line<'_>, at: usize) -> Option<(usize, u32)> {
    let digits = line.text[..at].bytes().rev().take_while(u8::is_ascii_digit).take(MOST_DIGITS + 1).count();
    let start = at - digits;
    let written = &line.text[start..at];
    let number = written.parse().ok().filter(|_| digits <= MOST_DIGITS)?;
    // The area code of a telephone.
    let is_code = digits > 1 && written.starts_with('0');
    (!is_code && !goes_on(line.before(start))).then_some((start, number))
}

fn number_after(line: &Line<'_>, at: usize) -> Option<(usize, u32)> {
    let digits = line.text[at..].bytes().take_while(u8::is_ascii_digit).take(MOST_DIGITS + 1).count();
    let end = at + digits;
    let number = line.text[at..end].parse().ok().filter(|_| digits <= MOST_DIGITS)?;
    // A full stop ends a sentence, unless more follows it.
    let rest = line.text[end..].strip_prefix('.').unwrap_or(&line.text[end..]);
    (!goes_on(rest.chars().next())).then_some((end, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn a_rising_pair_of_numbers_is_a_range() {
        for (marked, fixed) in [
            ("端口 ⟦0-1023⟧ 和 ⟦49152～65535⟧", "端口 0–1023 和 49152–65535"),
            ("等 ⟦3~5⟧ 秒。", "等 3–5 秒。"),
            ("⟦25—30⟧ 秒，⟦16--32⟧ 个", "25–30 秒，16–32 个"),
            ("端口 ⟦0 - 1023⟧ 和 ⟦1024－49151⟧", "端口 0–1023 和 1024–49151"),
            ("打开 ⟦30000 – 31000⟧。", "打开 30000–31000。"),
            ("| 甲 |\n|---|\n| ⟦0 – 1023⟧ |", "| 甲 |\n|---|\n| 0–1023 |"),
        ] {
            let plain = marked.replace(['⟦', '⟧'], "");
            assert_eq!(shown(&RULE, Lang::Zh, &plain), (marked.into(), fixed.into()));
        }
        assert_eq!(shown(&RULE, Lang::En, "Ports 0-1023.").1, "Ports 0–1023.");
        assert_eq!(shown(&RULE, Lang::En, "Ports 0 − 1023.").1, "Ports 0–1023.");
        for right in [
            "2026-11-23，2026-11，UTF-8，AES-256，RFC 8314-8315a，1-800-555，465-25，`0-1023`",
            "192.0.2.1-20，v1-2，0–1023，1.2-1.3，0123456789-9876543210，010-65535，25——587",
            "别用 25 - 587 才对，端口 25 -587，端口 25——587，端口 25 —— 587",
        ] {
            assert_eq!(shown(&RULE, Lang::Zh, right).0, right);
        }
    }
}
