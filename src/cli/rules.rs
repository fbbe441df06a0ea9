//! What the rules looked at, as a table for `check -v`.

use super::texts;
use crate::base::lang::Lang;
use crate::diag::lines::Lines;
use crate::diag::{Place, columns};
use crate::lint::{Outcome, Verdict};
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
        let below = verdict.map(|verdict| below(&verdict.outcome, snapshot, lang)).unwrap_or_default();
        format!("{}\n{below}", aligned(row, &widths))
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

// What needs no judgement, file by file, and what is not to be judged, place by place.
fn below(outcome: &Outcome, snapshot: &Snapshot, lang: Lang) -> String {
    let Outcome::Applied { filled_in, exemptions, .. } = outcome else { return String::new() };
    let mut below = match (filled_in.len(), lang) {
        (0, _) => String::new(),
        (count, Lang::Zh) => format!("    另有 {count} 处由登记表填入，不会写错\n"),
        (count, Lang::En) => format!("    {count} more are filled in from the registry and can't be wrong\n"),
    };
    for places in filled_in.chunk_by(|a, b| a.path == b.path) {
        let places_in: Vec<String> = numbers(places.iter(), snapshot).collect();
        below.push_str(&format!("      {}: {}\n", places[0].path, places_in.join(", ")));
    }
    for own in exemptions.chunk_by(|a, b| a.place.path == b.place.path) {
        for (at, one) in numbers(own.iter().map(|one| &one.place), snapshot).zip(own) {
            below.push_str(&format!("    {}:{at}: {}\n", one.place.path, one.reason));
        }
    }
    below
}

// `line:column` of places in one file.
fn numbers<'p>(places: impl Iterator<Item = &'p Place>, snapshot: &Snapshot) -> impl Iterator<Item = String> {
    let mut lines = None;
    places.map(move |place| {
        let lines = lines.get_or_insert_with(|| Lines::new(texts(snapshot)(&place.path).unwrap_or_default()));
        let (line, column) = lines.line_column(place.span.map_or(0, |span| span.start));
        format!("{line}:{column}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Bilingual;
    use crate::base::path::SourcePath;
    use crate::base::span::Span;
    use crate::lint::{Check, Exemption, Rule};
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
        let exemption = Exemption { place: place.clone(), reason: "原文如此".to_string() };
        let applied = |looked_at, found, exemptions| Outcome::Applied {
            looked_at,
            found,
            filled_in: vec![place.clone(); looked_at / 600],
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
             claims    sentences  1200      3       1\n    2 more are filled in from the registry and can't be wrong\n      content/zh/a.md: 2:3, 2:3\n    content/zh/a.md:2:3: 原文如此\n\
             outlines  off: unfinished\n\
             ports     articles     16      0       0\n"
        );
        assert_eq!(
            list(&verdicts, &snapshot, Lang::Zh),
            "规则      对象  看过  问题  豁免\n\
             claims    句子  1200     3     1\n    另有 2 处由登记表填入，不会写错\n      content/zh/a.md: 2:3, 2:3\n    content/zh/a.md:2:3: 原文如此\n\
             outlines  已关闭：译文未完\n\
             ports     文章    16     0     0\n"
        );
    }
}
