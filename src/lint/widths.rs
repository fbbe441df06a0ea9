//! Letters, digits and signs are half-width in both languages, and so are the marks of English sentences.
//!
//! An input method that was left on makes the others. A mark beside Chinese words belongs to them: an English
//! page may show a Chinese label.

use super::lines::{self, HIDDEN, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::chars::is_han;
use crate::syntax::markdown::passages::OBJECT;
use crate::syntax::text::shown;
use std::ops::Range;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "widths",
    looks_at: Noun { en: "blocks of text", zh: "段落" },
    check: Check::Site(check),
    plant: plant!(en "Send mail on port ４６５."),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&Lang::ALL, subject, findings) {
        let is_wide = |c: char| match line.prose.lang {
            Lang::Zh => is_letter(c),
            Lang::En => narrow(c).is_some(),
        };
        let mut from = 0;
        while let Some(found) = line.text[from..].find(is_wide) {
            let start = from + found;
            from = line.text[start..].find(|c| !is_wide(c)).map_or(line.text.len(), |length| start + length);
            let row = start..from;
            if !line.text[row.clone()].contains(is_letter) && is_beside_han(&line, &row) {
                continue;
            }
            let written = &line.text[row.clone()];
            let right: String = written.chars().filter_map(narrow).collect();
            let (written, right) = (shown(written), shown(&right));
            let message = text!("`{written}` is full-width", "`{written}` 是全角字符");
            let problem = line.problem(Code::FullWidth, row.clone(), message);
            let problem = problem.help(text!("write `{right}`", "写成 `{right}`"));
            findings.report(match narrowed(&line, &row) {
                Some(text) => line.fix(problem, row, &text),
                None => problem,
            });
        }
    }
}

// What is half-width in every text.
fn is_letter(c: char) -> bool {
    matches!(c, '＃'..='＆' | '＋' | '０'..='９' | '＝' | '＠'..='Ｚ' | '＿' | 'ａ'..='ｚ')
}

fn narrow(c: char) -> Option<char> {
    match c {
        '\u{3000}' => Some(' '),
        '、' => Some(','),
        '。' => Some('.'),
        // Between numbers they are another rule's: `0～1023`.
        '～' | '－' => None,
        '！'..='｝' => char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')),
        _ => None,
    }
}

fn is_beside_han(line: &Line<'_>, row: &Range<usize>) -> bool {
    let before = line.text[..row.start].trim_end_matches(' ').chars().next_back();
    let after = line.text[row.end..].trim_start_matches(' ').chars().next();
    [before, after].into_iter().flatten().any(is_han)
}

// A mark that filled a cell brought its own space. `None` where only the author knows: `1，024` is one number and
// `465，587` are two; `Port：465` has a space that `localhost：465` has not.
fn narrowed(line: &Line<'_>, row: &Range<usize>) -> Option<String> {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, HIDDEN | OBJECT);
    let mut text = String::new();
    let mut before = line.before(row.start);
    let mut rest = line.text[row.clone()].chars();
    while let Some(wide) = rest.next() {
        let after = rest.clone().next().or(line.after(row.end));
        let (follows, leads) = (before.is_some_and(is_word), after.is_some_and(is_word));
        let is_between_digits = || [before, after].into_iter().flatten().all(char::is_numeric);
        let narrow = narrow(wide)?;
        match wide {
            '：' if follows && leads => return None,
            '，' if follows && leads && is_between_digits() => return None,
            '（' if follows => text.push(' '),
            _ => {}
        }
        text.push(narrow);
        if leads && matches!(wide, '，' | '、' | '。' | '；' | '？' | '！' | '）') {
            text.push(' ');
        }
        before = Some(wide);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn full_width_forms_become_half_width_ones() {
        for (lang, marked, fixed) in [
            (Lang::En, "Port ⟦４６５⟧ of ⟦ＳＭＴＰ⟧", "Port 465 of SMTP"),
            (Lang::En, "IMAP⟦（⟧993⟦）⟧or⟦　⟧POP3⟦，⟧then `nc`⟦。⟧", "IMAP (993) or POP3, then `nc`."),
            (Lang::En, "⟦ＳＭＴＰ，ＩＭＡＰ；⟧", "SMTP, IMAP;"),
            (Lang::En, "Ports 465⟦，⟧587⟦，⟧and port⟦：⟧25", "Ports 465，587, and port：25"),
            (Lang::En, "⟦ｍａｉｌ．ｅｘａｍｐｌｅ．ｃｏｍ⟧", "mail.example.com"),
            (Lang::Zh, "用⟦４６５⟧端口，占 ⟦１５％⟧", "用465端口，占 15%"),
        ] {
            let plain = marked.replace(['⟦', '⟧'], "");
            assert_eq!(shown(&RULE, lang, &plain), (marked.to_string(), fixed.to_string()));
        }
        for (lang, right) in [
            (Lang::En, "The label “账户（服务器）” and 中文，mixed; `４６５`"),
            (Lang::En, "0～1023, ½ and ｱ"),
            (Lang::Zh, "端口 465，加密（TLS）：行！0～1023，发信／收信"),
        ] {
            assert_eq!(shown(&RULE, lang, right).0, right);
        }
    }
}
