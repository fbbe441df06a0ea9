//! English lists have a comma before their last member: 465, 587, or 25.
//!
//! Only rows of single words or numbers are judged: four of them, or three names that end a sentence or
//! are all of a text, where no clause can follow. In others nothing tells a list from two clauses, and the
//! rule is silent.

use super::lines::{self, HIDDEN, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "commas",
    looks_at: Noun { en: "blocks of English text", zh: "英文段落" },
    check: Check::Site(check),
    plant: plant!(en "The ports are 465, 587 and 25."),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for line in lines::judged(&[Lang::En], subject, findings) {
        for conjunction in [" and ", " or "] {
            for (at, _) in line.text.match_indices(conjunction) {
                if is_list(&line, at, at + conjunction.len()) {
                    let message =
                        text!("no comma before the last member of a list", "列举的最后一项前没有逗号");
                    let range = at..at + conjunction.len() - 1;
                    let problem = line.problem(Code::SerialComma, range, message);
                    let word = conjunction.trim();
                    let problem = problem.help(text!("write `, {word}`", "写成 `, {word}`"));
                    // The comma may have to go into or out of a link.
                    let place = line.passage.place(at..at + 1);
                    let is_inside = line.passage.run(at) == line.passage.run(at - 1);
                    findings.report(match is_inside && line.passage.run(at).is_some() {
                        true => line.edit(problem, Span::at(place.start), ","),
                        false => problem,
                    });
                }
            }
        }
    }
}

// `a, b, c and d` of words, or `1, 2 and 3` of numbers.
fn is_list(line: &Line<'_>, at: usize, end: usize) -> bool {
    let after: &str = &line.text[end..];
    let last = &after[..after.find(|c: char| !is_part(c)).unwrap_or(after.len())];
    let last = last.trim_end_matches('.');
    let mut members = Vec::new();
    let mut rest = &line.text[..at];
    loop {
        let start = rest
            .rfind(|c: char| !is_part(c))
            .map_or(0, |at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
        members.push(&rest[start..]);
        rest = &rest[..start];
        let Some(before) = rest.strip_suffix(", ").filter(|_| members.len() < 4) else { break };
        rest = before;
    }
    // `465 or 587, 993 or 995, DNS`: pairs in a list, or a list that goes on.
    let goes_on = after[last.len()..].starts_with(',');
    let is_of_pairs = [" and ", " or "].iter().any(|word| rest.ends_with(word));
    if goes_on || is_of_pairs || last.is_empty() || members.iter().any(|member| member.is_empty()) {
        return false;
    }
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_filler = |word: &str| {
        matches!(
            word.to_ascii_lowercase().as_str(),
            "however"
                | "then"
                | "too"
                | "also"
                | "yes"
                | "no"
                | "instead"
                | "so"
                | "first"
                | "next"
                | "now"
                | "today"
                | "finally"
                | "otherwise"
        )
    };
    let numbers = members.iter().take_while(|member| is_number(member)).count();
    let all_numbers = is_number(last) && numbers >= 2;
    if all_numbers || members.iter().any(|member| is_filler(member)) {
        return all_numbers;
    }
    let is_name = |word: &str| word.contains(|c: char| c.is_ascii_uppercase() || c == HIDDEN);
    let are_names = members.len() >= 2 && is_name(last) && members.iter().all(|name| is_name(name));
    let behind = &after[last.len()..];
    let ends = behind.strip_prefix(['.', ';']).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let is_all = rest.is_empty() && behind.is_empty();
    // The first member may be the end of something longer: it does not count.
    (are_names && (ends || is_all)) || members.len() >= 4
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '’' | '_' | HIDDEN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::shown;

    #[test]
    fn rows_of_single_words_have_a_last_comma() {
        for (marked, fixed) in [
            ("Ports 465, 587⟦ and⟧ 25.", "Ports 465, 587, and 25."),
            ("It speaks SMTP, IMAP⟦ and⟧ POP3.", "It speaks SMTP, IMAP, and POP3."),
            ("- Postfix, Exim⟦ or⟧ Sendmail", "- Postfix, Exim, or Sendmail"),
            ("Use `a`, `b`⟦ or⟧ `c`.", "Use `a`, `b` or `c`."),
            ("Use Chrome, Edge, Opera, Firefox⟦ or⟧ Safari.", "Use Chrome, Edge, Opera, Firefox, or Safari."),
        ] {
            let plain = marked.replace(['⟦', '⟧'], "");
            assert_eq!(shown(&RULE, Lang::En, &plain), (marked.into(), fixed.into()));
        }
        for right in [
            "Ports 465, 587, and 25.",
            "On 465, TLS and login come first.",
            "Connect, wait and read.",
            "If it fails, Wait and read.",
            "- Finally, Save and Close",
            "53, UDP and TCP",
            "Over TLS, SMTP and IMAP are safe.",
            "In the hotel, TLS, login and mail work.",
            "However, on port 25, mail and spam pass.",
            "On 25, 465 and the rest",
            "465 or 587, 993 or 995",
            "25, 465 or 587, DNS",
        ] {
            assert_eq!(shown(&RULE, Lang::En, right).0, right);
        }
    }
}
