//! Words that the glossary avoids: one thing has one name, in each language.

use super::lines::{self, Line};
use super::{Check, Findings, Rule, Subject};
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "terms",
    looks_at: Noun { en: "blocks of text", zh: "段落" },
    check: Check::Site(check),
    plant: concat!(
        "//- content/registry/glossary.yaml\n- id: relay\n  name: { zh: 中继, en: relay }\n",
        "  definition: { zh: 服务器之间传递邮件。, en: Passing mail between servers. }\n",
        "  avoid: { zh: [转发], en: [] }\n",
        plant!(zh "服务器转发邮件。")
    ),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let words = Lang::ALL.map(|lang| (lang, avoided(subject, lang)));
    for line in lines::judged(&Lang::ALL, subject, findings) {
        let folded = line.text.to_ascii_lowercase();
        let mut quoted = None;
        for word in words.iter().filter(|(lang, _)| *lang == line.prose.lang).flat_map(|(_, words)| words) {
            for (at, _) in folded.match_indices(&word.folded) {
                let end = at + word.folded.len();
                let quoted = quoted.get_or_insert_with(|| quotations(&line.text));
                if is_word(&line, at, end) && !word.is_shielded(&folded, at) && !holds(quoted, at) {
                    report(&line, at, word, findings);
                }
            }
        }
    }
}

struct Avoided<'a> {
    folded: String,
    // What is used instead.
    name: &'a str,
    path: &'a SourcePath,
    span: Span,
    // Names that hold the word or its beginning, and where in them: 端口转发 is a good word, even if 转发
    // is not, and in `implicit TLS port` nobody says `TLS port`.
    shields: Vec<(String, usize)>,
}

impl Avoided<'_> {
    fn is_shielded(&self, text: &str, at: usize) -> bool {
        let begins = |(shield, offset): &(String, usize)| {
            at.checked_sub(*offset)
                .and_then(|start| text.get(start..))
                .is_some_and(|text| text.starts_with(shield))
        };
        self.shields.iter().any(begins)
    }
}

fn avoided<'a>(subject: Subject<'a>, lang: Lang) -> Vec<Avoided<'a>> {
    let site = subject.site;
    let names = site.terms.values().map(|term| term.name.get(lang));
    let aliases = site.ports.values().flat_map(|port| port.aliases.get(lang));
    let aliases = aliases.chain(site.services.values().flat_map(|service| service.aliases.get(lang)));
    let names: Vec<String> = names.chain(aliases).map(|name| name.to_ascii_lowercase()).collect();
    let mut words = Vec::new();
    for file in &subject.trees.terms {
        let (term, node) = (&file.tree.value, file.tree.node());
        for (at, word) in term.avoid.get(lang).iter().enumerate() {
            let folded = word.to_ascii_lowercase();
            let written = node.at(&["avoid", lang.code(), &at.to_string()]).unwrap_or(node);
            let (name, path, span) = (term.name.get(lang), &file.path, written.span);
            // `SSL 加密` is written `SSL加密` by those who forget the space as well.
            let close = (lang == Lang::Zh && folded.contains(' ')).then(|| folded.replace(' ', ""));
            for folded in [Some(folded), close].into_iter().flatten() {
                let shields = names.iter().flat_map(|name| shields(name, &folded)).collect();
                words.push(Avoided { folded, name, path, span, shields });
            }
        }
    }
    words
}

fn shields(name: &str, word: &str) -> Vec<(String, usize)> {
    let within = name.match_indices(word).map(|(at, _)| at).filter(|_| name != word);
    let begun = (1..word.len()).filter(|end| word.is_char_boundary(*end) && name.ends_with(&word[..*end]));
    let begun = begun.map(|end| name.len() - end).filter(|at| *at > 0);
    within.chain(begun).map(|at| (name.to_string(), at)).collect()
}

// Letters and digits at its edges are not a part of a longer word.
fn is_word(line: &Line<'_>, start: usize, end: usize) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let left = is_letter(line.after(start)) && is_letter(line.before(start));
    let right = is_letter(line.before(end)) && is_letter(line.after(end));
    !left && !right
}

// Between quotation marks stand the words of others: labels, names that are spoken about.
fn quotations(text: &str) -> Vec<(usize, usize)> {
    let mut open = None;
    let mut quotations = Vec::new();
    for (at, mark) in text.match_indices(['“', '”']) {
        match (mark, open) {
            ("“", None) => open = Some(at),
            ("”", Some(start)) => {
                quotations.push((start, at));
                open = None;
            }
            _ => {}
        }
    }
    quotations
}

fn holds(quotations: &[(usize, usize)], at: usize) -> bool {
    let after = quotations.partition_point(|(start, _)| *start < at);
    after > 0 && at < quotations[after - 1].1
}

fn report(line: &Line<'_>, at: usize, word: &Avoided<'_>, findings: &mut Findings) {
    let range = at..at + word.folded.len();
    let (written, name) = (&line.text[range.clone()], word.name);
    let message = text!("the glossary avoids `{written}`", "术语表里不用 `{written}` 这个说法");
    let problem = line.problem(Code::AvoidedTerm, range, message);
    let problem = problem.also(word.path, word.span, text!("avoided here", "术语表在此列为不用"));
    findings.report(problem.help(text!(
        "write `{name}` if that is meant; words of others stand in quotation marks",
        "如果指的是 `{name}`，就这样写；别人的原话请放进引号"
    )));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::plants;

    #[test]
    fn a_word_is_avoided_except_in_quotations_and_inside_of_good_names() {
        let found = |lang: &str, text: &str| {
            let glossary = "- id: relay\n  name: { zh: 中继, en: relay }\n  definition: { zh: 甲, en: a }\n  \
                            avoid: { zh: [转发, SSL 加密], en: [TLS port] }\n- id: forwarding\n  \
                            name: { zh: 端口转发, en: good TLS }\n  definition: { zh: 乙, en: b }\n";
            let files = format!(
                "//- content/registry/glossary.yaml\n{glossary}//- content/{lang}/mail/x.md\n---\ntitle: x\n\
                 summary: x\n---\n\n{text}\n"
            );
            plants::find(&RULE, &files).len()
        };
        assert_eq!(found("zh", "转发邮件，再转发，开 ssl 加密和SSL加密"), 4);
        assert_eq!(found("en", "Use the tls Port."), 1);
        for (lang, right) in [
            ("zh", "端口转发，叫作“转发邮件”，OpenSSL 加密库，`转发`"),
            ("en", "STARTTLS ports, the “TLS port”, a good TLS port"),
        ] {
            assert_eq!(found(lang, right), 0, "{right}");
        }
    }
}
