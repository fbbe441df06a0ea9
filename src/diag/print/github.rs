//! Diagnostics as workflow commands of GitHub Actions, which shows them beside the lines of a change.

use super::{Files, Sources, full_message, hosted};
use crate::base::lang::Lang;
use crate::diag::code::Severity;
use crate::diag::{Diagnostic, Place};

/// Prints each diagnostic as one line: `::error file=content/zh/a.md,line=14,…,title=P0301::message`.
/// `base` is the path of the site below the root of the repository; empty, or ending in `/`.
pub fn github(diagnostics: &[Diagnostic], sources: &Sources<'_>, lang: Lang, base: &str) -> String {
    let mut files = Files::new(sources);
    diagnostics.iter().map(|diagnostic| command(diagnostic, &mut files, lang, base)).collect()
}

fn command(diagnostic: &Diagnostic, files: &mut Files<'_, '_>, lang: Lang, base: &str) -> String {
    let mut properties: Vec<(&str, String)> = Vec::new();
    if let Some(Place { path, span }) = &diagnostic.place {
        properties.push(("file", hosted(path, base)));
        if let Some((span, file)) = span.zip(files.find(path)) {
            let ((line, column), (end, end_column)) =
                (file.line_column(span.start), file.line_column(span.end));
            properties.extend([("line", line.to_string()), ("endLine", end.to_string())]);
            // Columns are understood on one line only.
            if line == end {
                properties.extend([("col", column.to_string()), ("endColumn", end_column.to_string())]);
            }
        }
    }
    properties.push(("title", diagnostic.code.number().to_string()));
    let properties: Vec<String> =
        properties.into_iter().map(|(name, value)| format!("{name}={}", property(&value))).collect();
    let name = match diagnostic.code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("::{name} {}::{}\n", properties.join(","), data(&full_message(diagnostic, lang)))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
