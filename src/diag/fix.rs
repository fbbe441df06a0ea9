//! Edits that take problems away: where they are made, and which of them go together.
//!
//! This module knows texts. It does not know where files are kept, nor whether what is left is
//! sound: a site is looked at again after its files were edited.

use super::Diagnostic;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use std::collections::BTreeMap;

/// A change of one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// The file.
    pub path: SourcePath,
    /// The bytes that are replaced; empty where something is put in.
    pub span: Span,
    /// Of these bytes only this word, when it stands there as a whole and once.
    pub word: Option<String>,
    /// What stands there afterwards.
    pub text: String,
}

/// Finds the text of a file that may be edited.
pub type Texts<'a> = dyn Fn(&SourcePath) -> Option<&'a str> + 'a;

/// Edits that can be made together.
#[derive(Debug, Default)]
pub struct Chosen<'p> {
    /// The problems that they take away, in the order in which they were given.
    pub problems: Vec<&'p Diagnostic>,
    /// By file, what stands where afterwards. No two places overlap, and those of two problems do not
    /// touch.
    pub edits: BTreeMap<&'p SourcePath, BTreeMap<Span, &'p str>>,
}

impl Edit {
    /// The bytes of `text`, the file, that are replaced; `None` when the edit does not fit it.
    pub fn place(&self, text: &str) -> Option<Span> {
        let part = text.get(self.span.start..self.span.end)?;
        let Some(word) = self.word.as_deref().filter(|word| !word.is_empty()) else {
            return Some(self.span);
        };
        let mut whole = part.match_indices(word).filter(|(at, _)| {
            let (before, after) = (&part[..*at], &part[at + word.len()..]);
            let opens = before.is_empty() || before.ends_with([':', '#', '"', '\'']);
            opens && (after.is_empty() || after.starts_with(['#', '"', '\'']))
        });
        let (at, _) = whole.next()?;
        whole.next().is_none().then(|| Span::new(at, at + word.len()).shifted(self.span.start))
    }
}

/// The places of all edits of a problem; `None` when there are none, or one of them can't be made.
pub fn places<'a>(problem: &Diagnostic, texts: &Texts<'a>) -> Option<Vec<Span>> {
    let places = problem.fix.iter().map(|edit| {
        let text = texts(&edit.path)?;
        edit.place(text).filter(|place| text[place.start..place.end] != edit.text)
    });
    places.collect::<Option<Vec<Span>>>().filter(|places| !places.is_empty())
}

/// Chooses edits, problem by problem: all edits of a problem or none. A problem one of whose places
/// touches a place that was chosen before has to wait, unless the very same edit was chosen.
pub fn choose<'p>(problems: &'p [Diagnostic], texts: &Texts<'_>) -> Chosen<'p> {
    let mut chosen = Chosen::default();
    for problem in problems {
        let Some(places) = places(problem, texts) else { continue };
        let mut own: BTreeMap<&SourcePath, BTreeMap<Span, &str>> = BTreeMap::new();
        let mut fits = true;
        for (edit, place) in problem.fix.iter().zip(places) {
            let is_free = |edits: Option<&BTreeMap<Span, &str>>, reach| {
                edits.is_none_or(|edits| {
                    edits.get(&place).is_some_and(|text| *text == edit.text) || !touches(edits, place, reach)
                })
            };
            // Both marks of `""` are one problem, so they may stand side by side.
            fits &= is_free(chosen.edits.get(&edit.path), 0) && is_free(own.get(&edit.path), 1);
            own.entry(&edit.path).or_default().insert(place, &edit.text);
        }
        if fits {
            chosen.problems.push(problem);
            for (path, edits) in own {
                chosen.edits.entry(path).or_default().extend(edits);
            }
        }
    }
    chosen
}

/// The text after edits that do not touch each other.
pub fn apply(text: &str, edits: &BTreeMap<Span, &str>) -> String {
    let mut edited = String::with_capacity(text.len());
    let mut done = 0;
    for (place, new) in edits {
        edited.push_str(&text[done..place.start]);
        edited.push_str(new);
        done = place.end;
    }
    edited + &text[done..]
}

// Places are ordered by their beginnings and do not overlap, so the neighbours are enough. With a reach of
// 0 places that meet touch, with 1 they have to overlap.
fn touches(edits: &BTreeMap<Span, &str>, place: Span, reach: usize) -> bool {
    let before = edits.range(..place).next_back();
    let after = edits.range(place..).next();
    before.is_some_and(|(other, _)| other.end >= place.start + reach)
        || after.is_some_and(|(other, _)| other.start + reach <= place.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Text;
    use crate::diag::code::Code;

    fn path(path: &str) -> SourcePath {
        SourcePath::new(path).expect("is tame")
    }

    fn problem(edits: &[(&str, usize, usize, &str)]) -> Diagnostic {
        let problem = Diagnostic::of_site(Code::RawHtml, Text::default());
        edits.iter().fold(problem, |problem, (file, start, end, text)| {
            problem.fix(&path(file), Span::new(*start, *end), *text)
        })
    }

    // What becomes of a file `a`, whose text is the same in every test, and which problems wait.
    fn chosen(problems: &[Diagnostic]) -> (String, Vec<usize>) {
        const TEXT: &str = "用SMTP发信";
        let chosen = choose(problems, &|file| ["a", "b"].contains(&file.as_str()).then_some(TEXT));
        let waiting = problems.iter().enumerate().filter(|(_, one)| !chosen.problems.contains(one));
        let waiting = waiting.map(|(at, _)| at).collect();
        let edits = chosen.edits.get(&path("a"));
        (edits.map_or(TEXT.to_string(), |edits| apply(TEXT, edits)), waiting)
    }

    #[test]
    fn edits_that_do_not_touch_are_made_together() {
        let spaced = [problem(&[("a", 7, 7, " ")]), problem(&[("a", 3, 3, " ")])];
        assert_eq!(chosen(&spaced), ("用 SMTP 发信".into(), vec![]));
    }

    #[test]
    fn the_first_of_two_that_touch_is_made_and_the_other_waits() {
        let word = problem(&[("a", 3, 7, "IMAP")]);
        let around = problem(&[("a", 3, 3, " "), ("a", 7, 7, " ")]);
        assert_eq!(chosen(&[word.clone(), around.clone()]), ("用IMAP发信".into(), vec![1]));
        assert_eq!(chosen(&[around, word]), ("用 SMTP 发信".into(), vec![1]));
        let neighbours = [problem(&[("a", 3, 7, "IMAP")]), problem(&[("a", 7, 13, "收信")])];
        assert_eq!(chosen(&neighbours), ("用IMAP发信".into(), vec![1]));
    }

    #[test]
    fn one_edit_may_take_several_problems_away() {
        let twice = [problem(&[("a", 3, 3, " ")]), problem(&[("a", 3, 3, " "), ("a", 7, 7, " ")])];
        assert_eq!(chosen(&twice), ("用 SMTP 发信".into(), vec![]));
        assert_eq!(
            chosen(&[problem(&[("a", 3, 3, " ")]), problem(&[("a", 3, 3, "\u{a0}")])]),
            ("用 SMTP发信".into(), vec![1])
        );
    }

    #[test]
    fn the_edits_of_a_problem_are_made_all_or_none() {
        let none = ("用SMTP发信".to_string(), vec![0]);
        for bad in [("c", 0, 0, "x"), ("a", 1, 2, "x"), ("a", 0, 99, "x"), ("a", 3, 7, "SMTP")] {
            assert_eq!(chosen(&[problem(&[("a", 3, 3, " "), bad])]), none, "{bad:?}");
        }
        assert_eq!(chosen(&[problem(&[("a", 3, 5, "x"), ("a", 4, 6, "y")])]), none);
        assert_eq!(
            chosen(&[problem(&[("a", 3, 5, "IM"), ("a", 5, 7, "AP")])]),
            ("用IMAP发信".into(), vec![])
        );
    }

    #[test]
    fn a_word_is_found_between_its_marks_when_it_is_there_once() {
        let place = |part: &str, word: &str| {
            let span = Span::new(3, 3 + part.len());
            let edit = Edit { path: path("a"), span, word: Some(word.into()), text: String::new() };
            let text = format!("端{part}口");
            edit.place(&text).map(|place| text[..place.start].to_string())
        };
        assert_eq!(place("port:smpt#number", "smpt"), Some("端port:".into()));
        assert_eq!(place("\"smpt\"", "smpt"), Some("端\"".into()));
        assert_eq!(place("smpt", "smpt"), Some("端".into()));
        // A link by reference, whose address is elsewhere.
        assert_eq!(place("[smpt]", "smpt"), None);
        assert_eq!(place("port:smpts", "smpt"), None);
        assert_eq!(place("port:port", "port"), Some("端port:".into()));
        assert_eq!(place("smpt#smpt", "smpt"), None);
        assert_eq!(place("port:%73mpt", "smpt"), None);
    }
}
