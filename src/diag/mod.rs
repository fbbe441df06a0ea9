//! Diagnostics: what is wrong with a site, as data; and the printers that turn it into words.
//!
//! This module knows texts and places. It does not know what an article or a port is.

/// Formats one [`Text`]: the English pattern, then the Chinese one, with the same inline names.
macro_rules! text {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::diag::Text { en: format!($en), zh: format!($zh) }
    };
}

pub mod code;
mod excerpt;
pub mod lines;
pub mod print;

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use code::{Code, Severity};

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
    let fold = |text: &str| text.to_lowercase().replace('_', "-");
    let word = fold(word);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &fold(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().max(3) / 3)
        .min()
        .map(|(_, candidate)| candidate)
}
