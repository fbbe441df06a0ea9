//! Diagnostics: what is wrong with a site, as data; and the printers that turn it into words.
//!
//! This module knows texts and places. It does not know what an article or a port is.

/// Formats one [`Text`]: the English pattern, then the Chinese one, with the same inline names.
macro_rules! text {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::diag::Text { en: format!($en), zh: format!($zh) }
    };
}

pub mod beside;
mod clusters;
pub mod code;
mod excerpt;
pub mod fix;
pub mod lines;
pub mod print;

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
pub use clusters::columns;
use code::{Code, Severity};
use fix::Edit;
use rayon::prelude::*;

/// One problem of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem; decides the severity.
    pub code: Code,
    /// What is: lower case, no full stop, names in backticks.
    pub message: Text,
    /// Where; `None` for a problem of the whole site.
    pub place: Option<Place>,
    /// A few words at the caret.
    pub label: Text,
    /// Other places that belong to the problem, in this file or in others.
    pub also: Vec<(Place, Text)>,
    /// Facts that explain the problem.
    pub notes: Vec<Text>,
    /// What to do.
    pub help: Vec<Text>,
    /// The edits that do it, all of them or none; empty when there is a choice that the author has
    /// to make.
    pub fix: Vec<Edit>,
}

/// A range in a file, or a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub path: SourcePath,
    /// The bytes; `None` when it is about the file and nothing that stands in it.
    pub span: Option<Span>,
}

/// A sentence of the generator in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The English sentence.
    pub en: String,
    /// The Chinese sentence.
    pub zh: String,
}

/// Something that the environment refused, or that was asked for in a way that can't be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was being done, to which path.
    pub message: Text,
    /// Why it could not be done.
    pub why: Text,
}

impl Text {
    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.zh.is_empty()
    }
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(code: Code, path: &SourcePath, span: Span, message: Text) -> Diagnostic {
        let place = Place { path: path.clone(), span: Some(span) };
        Diagnostic { place: Some(place), ..Diagnostic::of_site(code, message) }
    }

    /// A problem of a file and nothing that stands in it: its name, its size, its encoding.
    pub fn of_file(code: Code, path: &SourcePath, message: Text) -> Diagnostic {
        let place = Place { path: path.clone(), span: None };
        Diagnostic { place: Some(place), ..Diagnostic::of_site(code, message) }
    }

    /// A problem that has no single place.
    pub fn of_site(code: Code, message: Text) -> Diagnostic {
        Diagnostic {
            code,
            message,
            place: None,
            label: Text::default(),
            also: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fix: Vec::new(),
        }
    }

    /// Says a few words at the caret.
    #[must_use]
    pub fn label(mut self, label: Text) -> Diagnostic {
        self.label = label;
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn also(mut self, path: &SourcePath, span: Span, label: Text) -> Diagnostic {
        self.also.push((Place { path: path.clone(), span: Some(span) }, label));
        self
    }

    /// Points at another file.
    #[must_use]
    pub fn also_file(mut self, path: &SourcePath) -> Diagnostic {
        self.also.push((Place { path: path.clone(), span: None }, Text::default()));
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: Text) -> Diagnostic {
        self.notes.push(note);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: Text) -> Diagnostic {
        self.help.push(help);
        self
    }

    /// Adds an edit that `check --fix` may make without asking: everybody who reads the problem
    /// would make the same one, and nothing but the problem goes away. The help says it in words.
    #[must_use]
    pub fn fix(mut self, path: &SourcePath, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix.push(Edit { path: path.clone(), span, word: None, text: text.into() });
        self
    }

    /// Adds an edit of one word somewhere in `span`: of an id in an address or between quotes.
    #[must_use]
    pub fn fix_word(mut self, path: &SourcePath, span: Span, word: &str, text: &str) -> Diagnostic {
        self.fix.push(Edit { path: path.clone(), span, word: Some(word.into()), text: text.into() });
        self
    }

    /// Adds an edit of a misspelt word somewhere in `span`, when there is one candidate only that it
    /// can stand for. A name that begins another one is no slip of the pen: `imap` is another port
    /// than `imaps`, even where only one of them is known.
    #[must_use]
    pub fn fix_misspelt<'a>(
        self,
        path: &SourcePath,
        span: Span,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Diagnostic {
        match unmistakable(word, candidates) {
            Some(near) if !near.starts_with(word) && !word.starts_with(near) => {
                self.fix_word(path, span, word, near)
            }
            _ => self,
        }
    }

    /// Whether the site can't be published with it.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}

impl Failure {
    /// A refusal of our own.
    pub fn refused(message: Text, why: Text) -> Failure {
        Failure { message, why }
    }

    /// A refusal of the system, in its own words.
    pub fn io(message: Text, error: &std::io::Error) -> Failure {
        let why = error.to_string();
        Failure { message, why: text!("{why}", "{why}") }
    }
}

/// Puts diagnostics into the order in which they are printed: by file, place and code, those of
/// the whole site last. The order in which checks ran never shows.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.place.is_none(), d.place.clone(), d.code);
        key(a).cmp(&key(b)).then_with(|| a.message.en.cmp(&b.message.en))
    });
}

/// Names in a row, as each language separates them: `a`, `b`; `a`、`b`.
pub fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> Text {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    Text { en: quoted.join(", "), zh: quoted.join("、") }
}

/// The candidate that differs least from `word`, when it is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(word, candidates).into_iter().min().map(|(_, candidate)| candidate)
}

/// The candidate that `word` has to mean, since it is the only one that differs in one letter. One
/// or two letters never have to mean anything: `cn` is not `en`.
pub fn unmistakable<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut near = near(word, candidates);
    near.retain(|(distance, _)| *distance <= 1);
    match near[..] {
        [(_, only)] if only.chars().count() > 2 => Some(only),
        _ => None,
    }
}

fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<(usize, &'a str)> {
    let fold = |text: &str| text.to_lowercase().replace('_', "-");
    let word = fold(word);
    let distances = candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &fold(candidate)), candidate));
    distances.filter(|(distance, candidate)| *distance <= candidate.chars().count().max(3) / 3).collect()
}

/// Looks at things that know nothing of each other. Problems come out in the order of the things.
pub fn side_by_side<T: Sync, R: Send>(
    things: &[T],
    problems: &mut Vec<Diagnostic>,
    look: impl Fn(&T, &mut Vec<Diagnostic>) -> R + Sync,
) -> Vec<R> {
    let looked = things.par_iter().map(|thing| {
        let mut problems = Vec::new();
        (look(thing, &mut problems), problems)
    });
    let (results, found): (Vec<R>, Vec<Vec<Diagnostic>>) = looked.unzip();
    problems.extend(found.into_iter().flatten());
    results
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_that_is_alone_one_letter_away_is_unmistakable() {
        let ports = ["imap", "imaps", "submission", "smtp"];
        assert_eq!(unmistakable("submision", ports), Some("submission"));
        assert_eq!(unmistakable("Submission", ports), Some("submission"));
        // Two slips at once are much rarer than one.
        assert_eq!(unmistakable("submision", ["submissions", "submission"]), Some("submission"));
        assert_eq!(nearest("reading", ["sending"]), Some("sending"));
        assert_eq!(unmistakable("reading", ["sending"]), None);
        assert_eq!(nearest("imapp", ports), Some("imap"));
        assert_eq!(unmistakable("imapp", ports), None);
        assert_eq!(nearest("cn", ["en"]), Some("en"));
        assert_eq!(unmistakable("cn", ["en"]), None);
        assert_eq!(unmistakable("端口", ports), None);
    }
}
