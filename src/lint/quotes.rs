//! Quotation marks: “ ” outside and ‘ ’ inside, in both languages, in pairs; no 「」 and no straight ones.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::syntax::decode::Noun;
use crate::syntax::markdown::chars::is_chinese;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "quotes",
    looks_at: Noun { en: "blocks of text", zh: "段落" },
    check: Check::Site(check),
    plant: plant!(zh "选「SSL/TLS」"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&Lang::ALL, subject, findings) {
        straight(&line, findings);
        single(&line, findings);
        corners(&line, findings);
        // Where one stands alone, nothing tells which of the others are inside.
        if are_paired(&line, findings) && line.prose.lang == Lang::Zh {
            nesting(&line, findings);
        }
    }
}

// A straight mark opens after a space, an opening mark or nothing, and closes otherwise. One alone, or
// one behind a digit, is of another kind: inches, minutes.
fn straight(line: &Line<'_>, findings: &mut Findings) {
    let mut open = None;
    for (at, _) in line.text.match_indices('"') {
        let Some(start) = open.take() else {
            if !line.before(at).is_some_and(|c| c.is_ascii_digit()) {
                open = Some(at);
            }
            continue;
        };
        findings.report(of_pair(
            line,
            (start, at),
            1,
            ("“", "”"),
            text!("straight quotation marks", "直引号"),
        ));
    }
}

// A straight single mark opens before a letter or a sign behind none, and closes where an apostrophe can't
// stand: those of `users' '90s` are no pair, and what they open is not closed in the same word.
fn single(line: &Line<'_>, findings: &mut Findings) {
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let mut open = None;
    for (at, _) in line.text.match_indices('\'') {
        let (before, after) = (line.before(at), line.after(at + 1));
        let begins = !is_latin(before) && after.is_some_and(|c| !c.is_whitespace() && !c.is_ascii_digit());
        match open {
            // `Rock 'n' roll`: letters are left out on both sides.
            Some(start) if line.text[start + 1..at].eq_ignore_ascii_case("n") => open = None,
            Some(start) if !is_latin(after) && before != Some(' ') => {
                let kind = text!("straight quotation marks", "直引号");
                findings.report(of_pair(line, (start, at), 1, ("“", "”"), kind));
                open = None;
            }
            _ if begins && is_part(after) => open = Some(at),
            _ => {}
        }
    }
}

fn corners(line: &Line<'_>, findings: &mut Findings) {
    let mut open = Vec::new();
    for (at, mark) in line.text.char_indices() {
        let kind = text!("corner brackets as quotation marks", "直角引号");
        match mark {
            '「' | '『' => open.push(at),
            '」' => {
                let marks = if open.len() > 1 { ("‘", "’") } else { ("“", "”") };
                open.pop().into_iter().for_each(|start| {
                    findings.report(of_pair(line, (start, at), 3, marks, kind.clone()));
                });
            }
            '』' => open.pop().into_iter().for_each(|start| {
                findings.report(of_pair(line, (start, at), 3, ("‘", "’"), kind.clone()));
            }),
            _ => {}
        }
    }
}

// `”加密“` and `“加密`: a mark without the other one.
fn are_paired(line: &Line<'_>, findings: &mut Findings) -> bool {
    let (mut open, mut alone) = (Vec::new(), Vec::new());
    for (at, mark) in line.text.match_indices(['“', '”']) {
        match mark {
            "“" => open.push(at),
            _ if open.pop().is_some() => {}
            _ => alone.push(at),
        }
    }
    alone.append(&mut open);
    for at in &alone {
        let mark = &line.text[*at..at + '“'.len_utf8()];
        let message = text!("a `{mark}` without its counterpart", "`{mark}` 没有与它配对的引号");
        let problem = line.problem(Code::QuotationMarks, *at..at + mark.len(), message);
        findings.report(problem.help(text!("write `“…”`", "写成 `“…”`")));
    }
    alone.is_empty()
}

// Which of the two kinds is open is known from the marks before. An apostrophe stands behind a letter.
fn nesting(line: &Line<'_>, findings: &mut Findings) {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, mark) in line.text.char_indices() {
        let wanted = if open.len().is_multiple_of(2) { '“' } else { '‘' };
        match mark {
            '“' | '‘' => open.push((at, if mark == wanted { ' ' } else { mark })),
            '’' if line.before(at).is_some_and(|c| c.is_ascii_alphabetic()) && !is_inside(&open) => {}
            '”' | '’' => {
                let Some((start, wrong)) = open.pop() else { continue };
                let kind = match wrong {
                    ' ' => continue,
                    '“' => text!("double quotation marks inside of double ones", "双引号里又用双引号"),
                    _ => text!("single quotation marks outside of double ones", "双引号外用了单引号"),
                };
                let marks = if wrong == '“' { ("‘", "’") } else { ("“", "”") };
                findings.report(of_pair(line, (start, at), 3, marks, kind));
            }
            _ => {}
        }
    }
}

fn is_inside(open: &[(usize, char)]) -> bool {
    open.len() > 1 || open.iter().any(|(_, wrong)| *wrong == '‘')
}

// Two marks of `size` bytes each.
fn of_pair(
    line: &Line<'_>,
    (start, end): (usize, usize),
    size: usize,
    (open, close): (&str, &str),
    kind: Text,
) -> Diagnostic {
    let problem = line.problem(Code::QuotationMarks, start..end + size, kind);
    let problem = problem.help(text!("write `{open}…{close}`", "写成 `{open}…{close}`"));
    // Chinese marks fill a cell; the spaces around straight ones go.
    let chinese = line.prose.lang == Lang::Zh;
    let left = usize::from(
        chinese && line.text[..start].ends_with(' ') && line.before(start - 1).is_some_and(is_chinese),
    );
    let behind = end + size;
    let right = usize::from(
        chinese && line.text[behind..].starts_with(' ') && line.after(behind + 1).is_some_and(is_chinese),
    );
    let one = line.fix(problem, start - left..start + size, open);
    let mut both = line.fix(one, end..behind + right, close);
    if both.fix.len() != 2 {
        both.fix.clear();
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn other_marks_become_those_of_the_site() {
        let cases = [
            (Lang::Zh, "选⟦「SSL/TLS」⟧", "选“SSL/TLS”"),
            (Lang::Zh, "选 ⟦\"SSL/TLS\"⟧ 即可", "选“SSL/TLS”即可"),
            (Lang::Zh, "他说“选⟦“TLS”⟧”", "他说“选‘TLS’”"),
            (Lang::Zh, "选⟦‘TLS’⟧", "选“TLS”"),
            (Lang::En, "Choose ⟦\"SSL/TLS\"⟧ there", "Choose “SSL/TLS” there"),
            (Lang::En, "Choose ⟦'SSL/TLS'⟧ or ⟦「TLS」⟧", "Choose “SSL/TLS” or “TLS”"),
            (Lang::Zh, "选⟦'TLS'⟧即可", "选“TLS”即可"),
            (Lang::Zh, "选⟦”⟧TLS⟦“⟧，不选“明文”", "选”TLS“，不选“明文”"),
            (Lang::En, "Choose ⟦“⟧TLS there", "Choose “TLS there"),
        ];
        for (lang, marked, fixed) in cases {
            let plain = marked.replace(['⟦', '⟧'], "");
            assert_eq!(shown(&RULE, lang, &plain), (marked.to_string(), fixed.to_string()));
        }
        for (lang, right) in [
            (Lang::Zh, "他说“选‘TLS’”，Let’s Encrypt 也行，见《说明》"),
            (Lang::Zh, "3.5\" 的盘和 `\"a\"`"),
            (Lang::En, "“The ‘TLS’ label”, a 3.5\" disk, one \" alone"),
            (Lang::En, "Rock 'n' roll and drag 'N' drop"),
            (Lang::En, "the users' names of the '90s, don't and can't, 39°54' north"),
        ] {
            assert_eq!(shown(&RULE, lang, right).0, right);
        }
    }
}
