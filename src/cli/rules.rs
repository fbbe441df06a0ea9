//! What the rules looked at, as a table for `check -v`.

use crate::base::lang::Lang;
use crate::diag::columns;
use crate::diag::lines::line_column;
use crate::lint::{Exemption, Outcome, Verdict};
use crate::source::Snapshot;

/// One line for each rule. Below a rule stands what it need not judge, and what it was asked not to judge,
/// with the reasons.
pub(super) fn list(verdicts: &[Verdict], snapshot: &Snapshot, lang: Lang) -> String {
    let head = match lang {
        Lang::Zh => ["规则", "对象", "看过", "问题", "豁免"],
        Lang::En => ["rule", "looks at", "seen", "found", "exempt"],
    };
    let rows = verdicts.iter().map(|verdict| row(verdict, lang));
    let rows: Vec<Vec<String>> = [head.map(String::from).to_vec()].into_iter().chain(rows).collect();
    // A rule that is off has its reason across the columns.
    let width = |at: usize| {
        let rows = rows.iter().filter(|row| at == 0 || row.len() == head.len());
        rows.map(|row| columns(&row[at])).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let exempt = [None].into_iter().chain(verdicts.iter().map(Some));
    let lines = rows.iter().zip(exempt).map(|(row, verdict)| {
        let filled: String = verdict.into_iter().map(|verdict| filled_in(verdict, lang)).collect();
        let exempt: String =
            verdict.into_iter().flat_map(exemptions).map(|one| exemption(one, snapshot)).collect();
        format!("{}\n{filled}{exempt}", aligned(row, &widths))
    });
    lines.collect()
}

fn row(verdict: &Verdict, lang: Lang) -> Vec<String> {
    let name = verdict.rule.name.to_string();
    match &verdict.outcome {
        Outcome::Applied { looked_at, found, exemptions, .. } => {
            let noun = match lang {
                Lang::Zh => verdict.rule.looks_at.zh,
                Lang::En => verdict.rule.looks_at.en,
            };
            let counts = [*looked_at, *found, exemptions.len()].map(|count| count.to_string());
            [name, noun.to_string()].into_iter().chain(counts).collect()
        }
        Outcome::Off(reason) => {
            let off = match lang {
                Lang::Zh => format!("已关闭：{}", reason.zh),
                Lang::En => format!("off: {}", reason.en),
            };
            vec![name, off]
        }
    }
}

// Words begin at the left of their column, numbers end at its right.
fn aligned(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(at, (cell, width))| {
        let gap = " ".repeat(width.saturating_sub(columns(cell)));
        if at < 2 { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_string()
}

fn exemptions(verdict: &Verdict) -> &[Exemption] {
    match &verdict.outcome {
        Outcome::Applied { exemptions, .. } => exemptions,
        Outcome::Off(_) => &[],
    }
}

fn filled_in(verdict: &Verdict, lang: Lang) -> String {
    match (&verdict.outcome, lang) {
        (Outcome::Applied { filled_in: 0, .. } | Outcome::Off(_), _) => String::new(),
        (Outcome::Applied { filled_in, .. }, Lang::Zh) => {
            format!("    另有 {filled_in} 处由登记表填入，不会写错\n")
        }
        (Outcome::Applied { filled_in, .. }, Lang::En) => {
            format!("    {filled_in} more are filled in from the registry and can't be wrong\n")
        }
    }
}

fn exemption(exemption: &Exemption, snapshot: &Snapshot) -> String {
    let path = &exemption.place.path;
    let text = snapshot.find(path).and_then(|file| std::str::from_utf8(&file.bytes).ok());
    let place = exemption.place.span.zip(text).map(|(span, text)| {
        let (line, column) = line_column(text, span.start);
        format!(":{line}:{column}")
    });
    format!("    {path}{}: {}\n", place.unwrap_or_default(), exemption.reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Bilingual;
    use crate::base::path::SourcePath;
    use crate::base::span::Span;
    use crate::diag::Place;
    use crate::lint::{Check, Rule};
    use crate::syntax::decode::Noun;

    fn rule(name: &'static str, en: &'static str, zh: &'static str) -> Rule {
        Rule { name, looks_at: Noun { en, zh }, check: Check::Site(|_, _| ()), plant: "" }
    }

    #[test]
    fn columns_are_aligned_in_both_languages_and_exemptions_stand_below_their_rule() {
        let mut snapshot = Snapshot::default();
        snapshot.insert_all("//- content/zh/a.md\n端口\n用 25\n");
        let path = SourcePath::new("content/zh/a.md").expect("is tame");
        let place = Place { path, span: Some(Span::new(11, 13)) };
        let exemption = Exemption { place, reason: "原文如此".to_string() };
        let applied = |looked_at, found, exemptions| Outcome::Applied {
            looked_at,
            found,
            filled_in: looked_at / 600,
            exemptions,
        };
        let reason = Bilingual { zh: "译文未完".to_string(), en: "unfinished".to_string() };
        let verdicts = [
            Verdict {
                rule: rule("claims", "sentences", "句子"), outcome: applied(1200, 3, vec![exemption])
            },
            Verdict { rule: rule("outlines", "articles", "文章"), outcome: Outcome::Off(reason) },
            Verdict { rule: rule("ports", "articles", "文章"), outcome: applied(16, 0, Vec::new()) },
        ];
        assert_eq!(
            list(&verdicts, &snapshot, Lang::En),
            "rule      looks at   seen  found  exempt\n\
             claims    sentences  1200      3       1\n    2 more are filled in from the registry and can't be wrong\n    content/zh/a.md:2:3: 原文如此\n\
             outlines  off: unfinished\n\
             ports     articles     16      0       0\n"
        );
        assert_eq!(
            list(&verdicts, &snapshot, Lang::Zh),
            "规则      对象  看过  问题  豁免\n\
             claims    句子  1200     3     1\n    另有 2 处由登记表填入，不会写错\n    content/zh/a.md:2:3: 原文如此\n\
             outlines  已关闭：译文未完\n\
             ports     文章    16     0     0\n"
        );
    }
}
