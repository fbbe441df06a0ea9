//! A range of numbers has an en dash, and no spaces: 0–1023.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::chars::is_han;
use std::ops::Range;

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
            if low >= high || !is_wrong || !is_sure(&line, start..behind, (low, high), mark) {
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

// `图 1-2`, `555-1234`, `Intel 8086-8088`, `11-20 更新`: names and days have hyphens too. What stands around the
// numbers tells, and where nothing does, large numbers are those of ports.
fn is_sure(line: &Line<'_>, range: Range<usize>, (low, high): (u32, u32), mark: &str) -> bool {
    let before = line.text[..range.start].trim_end_matches([' ', '(', '（', '“']);
    let behind = line.text[range.end..].trim_start_matches(' ');
    if ends_in(before, LABELS) {
        return false;
    }
    let unit = &behind[..behind.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(behind.len())];
    let has_unit = behind.starts_with(CHINESE_UNITS)
        || behind.starts_with(['%', '°'])
        || unit.len() > 2 && unit.ends_with('s');
    if has_unit || ends_in(before, OPENERS) || !matches!(mark, "-" | "－" | "−") {
        return true;
    }
    let digits = |number: u32| number.to_string().len();
    let is_phone = (digits(low), digits(high)) == (3, 4) || ends_in(before, PHONES);
    // A word in capitals before the numbers is the name of a thing, or the first word of a sentence.
    let word = &before[before
        .rfind(|c: char| !c.is_ascii_alphanumeric())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
    let is_name = word.starts_with(|c: char| c.is_ascii_uppercase());
    !is_phone && !is_name && high >= 1000
}

// Things that have numbers with hyphens.
const LABELS: &[&str] = &[
    "图", "表", "式", "例", "附录", "电话", "figure", "fig.", "table", "chapter", "equation", "listing",
    "example", "appendix", "section", "step",
];

const PHONES: &[&str] = &["电话", "拨打", "致电", "热线", "手机", "call", "phone", "tel", "dial", "fax"];

// Words behind which numbers are ranges.
const OPENERS: &[&str] = &[
    "端口",
    "端口号",
    "端口是",
    "范围",
    "port",
    "ports",
    "range",
    "sections",
    "years",
    "figures",
    "tables",
    "chapters",
    "open",
    "allow",
    "block",
    "from",
];

const CHINESE_UNITS: [char; 34] = [
    '天', '个', '秒', '分', '小', '次', '年', '月', '节', '章', '页', '条', '位', '字', '倍', '台', '封',
    '种', '项', '步', '兆', '周', '人', '元', '段', '级', '层', '行', '列', '度', '岁', '轮', '块', '毫',
];

// Latin words end there as whole words, in capitals or not.
fn ends_in(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let Some(start) = text.len().checked_sub(word.len()) else { return false };
        let is_end = text.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(word));
        is_end && !(word.is_ascii() && text[..start].ends_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

// `port 25 – 587 took over` are two thoughts.
fn is_of_ports(before: &str) -> bool {
    let before = before.trim_end_matches(' ');
    ["端口", "ports", "Ports"].iter().any(|word| before.ends_with(word))
}

// What else belongs to a word of which a number is only a part: a version, a date, an address, a model.
fn goes_on(c: Option<char>) -> bool {
    c.is_some_and(|c| (c.is_alphanumeric() && !is_han(c)) || "-_/:.~～–－—−+@\u{1a}".contains(c))
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
            "如图 1-2 所示，见表 3-4。日期 11-20 更新。Intel 8086-8088。电话 5551-6234，拨打 555-1234",
            "2026－11－20 更新，２０２６－１１－２０，（图 1-2）",
            "别用 25 - 587 才对，端口 25 -587，端口 25——587，端口 25 —— 587",
        ] {
            assert_eq!(shown(&RULE, Lang::Zh, right).0, right);
        }
    }
}
