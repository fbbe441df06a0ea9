//! Diagnostics as JSON, for programs. `problems.schema.json` beside this file describes it.
//!
//! Everything that a person is told is in it, in one language, with places that count in bytes and
//! in lines and columns.

use super::{Files, Sources};
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::code::Severity;
use crate::diag::{self, Diagnostic, Text};
use serde::Serialize;

/// The JSON Schema (draft 2020-12) of what [`json`] writes.
pub const SCHEMA: &str = include_str!("problems.schema.json");

/// Grows when a program that reads the format has to be changed.
const VERSION: u32 = 1;

/// Prints all diagnostics as one JSON object (RFC 8259), with a line break at its end.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources<'_>, lang: Lang) -> String {
    let mut files = Files::new(sources);
    let report = Report {
        version: VERSION,
        lang: lang.code(),
        errors: diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count(),
        warnings: diagnostics.iter().filter(|diagnostic| !diagnostic.is_error()).count(),
        problems: diagnostics.iter().map(|diagnostic| problem(diagnostic, &mut files, lang)).collect(),
    };
    serde_json::to_string_pretty(&report).expect("texts and numbers can be written as JSON") + "\n"
}

#[derive(Serialize)]
struct Report<'d> {
    version: u32,
    lang: &'static str,
    errors: usize,
    warnings: usize,
    problems: Vec<Problem<'d>>,
}

#[derive(Serialize)]
struct Problem<'d> {
    code: &'static str,
    severity: &'static str,
    message: &'d str,
    place: Option<Place<'d>>,
    also: Vec<Place<'d>>,
    notes: Vec<&'d str>,
    help: Vec<&'d str>,
    fix: Vec<Edit<'d>>,
}

#[derive(Serialize)]
struct Place<'d> {
    path: &'d str,
    range: Option<Range>,
    label: Option<&'d str>,
}

#[derive(Serialize)]
struct Edit<'d> {
    path: &'d str,
    range: Range,
    text: &'d str,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    offset: usize,
    line: usize,
    column: usize,
}

fn problem<'d>(diagnostic: &'d Diagnostic, files: &mut Files<'_, '_>, lang: Lang) -> Problem<'d> {
    let texts = |texts: &'d [Text]| texts.iter().map(|text| text.get(lang)).collect();
    let mut place = |place: &'d diag::Place, label: &'d Text| Place {
        path: place.path.shown(),
        range: place.span.and_then(|span| range(&place.path, span, files)),
        label: Some(label.get(lang)).filter(|label| !label.is_empty()),
    };
    Problem {
        code: diagnostic.code.number(),
        severity: match diagnostic.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: diagnostic.message.get(lang),
        place: diagnostic.place.as_ref().map(|primary| place(primary, &diagnostic.label)),
        also: diagnostic.also.iter().map(|(other, label)| place(other, label)).collect(),
        notes: texts(&diagnostic.notes),
        help: texts(&diagnostic.help),
        fix: edits(diagnostic, files),
    }
}

fn edits<'d>(diagnostic: &'d Diagnostic, files: &mut Files<'_, '_>) -> Vec<Edit<'d>> {
    let placed = files.edits(diagnostic).into_iter().flatten();
    let edits = placed.filter_map(|(edit, span)| {
        Some(Edit { path: edit.path.shown(), range: range(&edit.path, span, files)?, text: &edit.text })
    });
    edits.collect()
}

// A file that is not UTF-8 has no lines to count.
fn range(path: &SourcePath, span: Span, files: &mut Files<'_, '_>) -> Option<Range> {
    let file = files.find(path)?;
    let position = |offset: usize| {
        let (line, column) = file.line_column(offset);
        Position { offset, line, column }
    };
    Some(Range { start: position(span.start), end: position(span.end) })
}
