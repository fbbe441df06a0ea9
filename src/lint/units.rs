//! Signs and units behind a number: % and ° close up, units of letters stand apart.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "units",
    looks_at: Noun { en: "blocks of text", zh: "段落" },
    check: Check::Site(check),
    plant: plant!(zh "附件最大 10MB。"),
};

// Units that are nothing else when they stand behind a number (SI brochure §5.4.3: a space parts them).
const UNITS: &[&str] = &[
    "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "kbps", "Mbps", "Gbps", "Kbit", "Mbit", "Gbit",
    "ms", "Hz", "kHz", "MHz", "GHz",
];

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&Lang::ALL, subject, findings) {
        let bytes = line.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 {
                at += 1;
                continue;
            }
            let is_number = !line.before(at).is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
            at += digits;
            if is_number {
                behind(&line, at, findings);
            }
        }
    }
}

fn behind(line: &Line<'_>, at: usize, findings: &mut Findings) {
    let rest = &line.text[at..];
    let close = rest.trim_start_matches(' ');
    let gap = rest.len() - close.len();
    let end = at + gap;
    if gap > 0 && close.starts_with(['%', '°', '‰']) {
        let sign = close.chars().next().expect("one of three");
        // `5 %s` of a format, `50 % 7` of a program.
        if !close[sign.len_utf8()..].starts_with(|c: char| c.is_ascii_alphanumeric() && sign == '%') {
            let message = text!("a space before `{sign}`", "`{sign}` 前面有空格");
            let problem = line.problem(Code::Unit, at..end + sign.len_utf8(), message);
            let problem = problem.help(text!("remove the space", "删去空格"));
            findings.report(line.fix(problem, at..end, ""));
        }
        return;
    }
    let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let unit = &rest[..letters];
    if UNITS.contains(&unit) {
        let message = text!("no space before the unit `{unit}`", "单位 `{unit}` 前面没有空格");
        let problem = line.problem(Code::Unit, at..at + letters, message);
        let problem = problem.help(text!("write ` {unit}`", "写成 ` {unit}`"));
        findings.report(line.fix(problem, at..at + letters, &format!(" {unit}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn signs_close_up_and_units_stand_apart() {
        let marked = "占 15⟦ %⟧，附件 10⟦MB⟧，转 90⟦ °⟧";
        assert_eq!(
            shown(&RULE, Lang::Zh, &marked.replace(['⟦', '⟧'], "")),
            (marked.into(), "占 15%，附件 10 MB，转 90°".into())
        );
        for right in ["15%，10 MB，90°，3G 网络，RFC 8314，802.11ms2", "型号 X10MB，`10MB`，5 %s"]
        {
            assert_eq!(shown(&RULE, Lang::Zh, right).0, right);
        }
    }
}
