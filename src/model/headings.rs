//! Heading ids that are the same in both languages.

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::model::body::Heading;
use crate::syntax::markdown::Heading as Written;
use std::collections::{BTreeMap, BTreeSet};

/// Gives every heading an id: its own, or that of the counterpart's heading when the two outlines match,
/// or else a slug, with a warning for h2 and h3.
pub fn resolve(
    path: &SourcePath,
    lang: Lang,
    written: &[Written],
    counterpart: Option<&[Written]>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Heading> {
    let matching = counterpart.filter(|other| {
        other.len() == written.len() && other.iter().zip(written).all(|(a, b)| a.level == b.level)
    });
    let mut ids = Ids::of(written);
    let english = matching.map(|other| English::of(lang, written, other));
    let mut headings = Vec::with_capacity(written.len());
    for (at, heading) in written.iter().enumerate() {
        let mut id = heading.id.clone();
        if id.is_none() {
            let borrowed =
                matching.and_then(|other| other[at].id.clone()).filter(|id| !ids.taken.contains(id));
            let made = borrowed.unwrap_or_else(|| {
                if !heading.has_bad_id && matches!(heading.level, 2 | 3) {
                    let problem = missing(path, heading);
                    problems.push(match english.as_ref().and_then(|english| english.id(at)) {
                        Some(id) => problem.fix(path, Span::at(heading.end), format!(" {{#{id}}}")),
                        None => problem,
                    });
                }
                ids.slug(&heading.text)
            });
            ids.taken.insert(made.clone());
            id = Some(made);
        }
        headings.push(Heading {
            level: heading.level,
            id,
            text: heading.text.clone(),
            html: heading.html.clone(),
        });
    }
    headings
}

fn missing(path: &SourcePath, heading: &Written) -> Diagnostic {
    let title = &heading.text;
    Diagnostic::new(
        Code::MissingHeadingId,
        path,
        heading.span,
        text!("the heading `{title}` has no id", "标题 `{title}` 没有 id"),
    )
    .help(text!(
        "write `{{#id}}` at its end, the same in both languages, so that links survive a new wording",
        "请在末尾写 `{{#id}}`，两种语言相同，改换措辞后链接仍然有效"
    ))
}

// The English texts of two outlines that match, as they would be in an address.
struct English {
    words: Vec<String>,
    count: BTreeMap<String, usize>,
    taken: BTreeSet<String>,
}

impl English {
    fn of(lang: Lang, written: &[Written], other: &[Written]) -> English {
        let english = if lang == Lang::En { written } else { other };
        let words: Vec<String> = english.iter().map(|heading| words(&heading.text)).collect();
        let mut count = BTreeMap::new();
        words.iter().for_each(|words| *count.entry(words.clone()).or_default() += 1);
        let taken = written.iter().chain(other).filter_map(|heading| heading.id.clone()).collect();
        English { words, count, taken }
    }

    // The id for a heading that has none in either language: its English words, if nothing else could be
    // called so.
    fn id(&self, at: usize) -> Option<String> {
        let id = &self.words[at];
        // The parser keeps some ids for the page and its footnotes; they begin like this.
        let is_kept = ["main", "page", "fn", "fnref"].contains(&id.split('-').next().unwrap_or_default());
        let is_free = !id.is_empty() && !is_kept && self.count[id] == 1 && !self.taken.contains(id);
        is_free.then(|| id.clone())
    }
}

// The Latin words of a heading.
fn words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

// The ids of an outline.
struct Ids {
    taken: BTreeSet<String>,
    // The number to try next for each slug: those before it are taken, and ids are never given back.
    next: BTreeMap<String, usize>,
}

impl Ids {
    fn of(written: &[Written]) -> Ids {
        let taken = written.iter().filter_map(|heading| heading.id.clone()).collect();
        Ids { taken, next: BTreeMap::new() }
    }

    // A number keeps the slug of a heading without Latin words apart from its neighbours.
    fn slug(&mut self, text: &str) -> String {
        let words = words(text);
        let base = if words.is_empty() { "section".to_string() } else { words };
        let next = self.next.entry(base.clone()).or_insert(1);
        loop {
            let id = if *next == 1 { base.clone() } else { format!("{base}-{next}") };
            *next += 1;
            if !self.taken.contains(&id) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: u8, id: Option<&str>, text: &str) -> Written {
        let (text, html) = (text.to_string(), text.to_string());
        let id = id.map(str::to_string);
        Written { level, id, has_bad_id: false, text, html, span: Span::at(0), end: 0 }
    }

    #[test]
    fn a_heading_borrows_the_id_of_its_counterpart_when_the_outlines_match() {
        let path = SourcePath::new("content/zh/a.md").expect("is tame");
        let zh = [heading(2, None, "怎样确认"), heading(3, None, "用 openssl")];
        let en = [heading(2, Some("check"), "How to check"), heading(3, None, "With openssl")];
        let mut problems = Vec::new();
        let ids: Vec<_> = resolve(&path, Lang::Zh, &zh, Some(&en), &mut problems)
            .into_iter()
            .map(|heading| heading.id)
            .collect();
        assert_eq!(ids, [Some("check".to_string()), Some("openssl".to_string())]);
        let fixes: Vec<_> = problems.iter().map(|problem| problem.fix[0].text.as_str()).collect();
        assert_eq!(fixes, [" {#with-openssl}"]);
    }

    #[test]
    fn both_languages_get_the_same_new_id_or_none() {
        let ids = |zh: &[Written], en: &[Written]| {
            let of = |lang, own, other| {
                let english = English::of(lang, own, other);
                (0..zh.len()).map(move |at| english.id(at))
            };
            let both = [of(Lang::Zh, zh, en), of(Lang::En, en, zh)].map(|ids| ids.collect::<Vec<_>>());
            assert_eq!(both[0], both[1]);
            both[0].clone()
        };
        let zh =
            [heading(2, None, "怎样用 openssl 确认"), heading(2, None, "附录"), heading(2, Some("a"), "甲")];
        let mut en =
            [heading(2, None, "How to check"), heading(2, None, "Notes"), heading(2, Some("a"), "A")];
        assert_eq!(ids(&zh, &en)[..2], [Some("how-to-check".into()), Some("notes".into())]);
        en[1].text = "How to check!".into();
        assert_eq!(ids(&zh, &en)[..2], [None, None]);
        en[0].text = "A".into();
        en[1].text = "说明".into();
        assert_eq!(ids(&zh, &en)[..2], [None, None]);
    }

    #[test]
    fn slugs_do_not_collide() {
        assert_eq!(Ids::of(&[]).slug("确认"), "section");
        let mut ids = Ids::of(&[heading(2, Some("section"), "确认")]);
        assert_eq!(ids.slug("确认"), "section-2");
    }
}
