//! Diagnostics as SARIF 2.1.0 (OASIS, errata 01), which code hosts and editors read.

use super::{Files, Sources, full_message, hosted};
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::{Code, Severity};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Prints all diagnostics as one log of one run, with a line break at its end. `base` is the path of
/// the site below the root of the repository; empty, or ending in `/`.
pub fn sarif(diagnostics: &[Diagnostic], sources: &Sources<'_>, lang: Lang, base: &str) -> String {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let mut writer = Writer { files: Files::new(sources), lang, base };
    let results: Vec<Value> =
        diagnostics.iter().map(|diagnostic| writer.result(diagnostic, &codes)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "Portolan",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": codes.iter().map(|code| rule(*code, lang)).collect::<Vec<_>>(),
                },
            },
            "language": lang.code(),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).expect("texts and numbers can be written as JSON") + "\n"
}

fn rule(code: Code, lang: Lang) -> Value {
    let explanation = code.explanation(lang);
    json!({
        "id": code.number(),
        "shortDescription": { "text": code.title(lang) },
        "help": { "text": explanation, "markdown": explanation },
        "defaultConfiguration": { "level": level(code) },
    })
}

fn level(code: Code) -> &'static str {
    match code.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

struct Writer<'s, 'a, 'b> {
    files: Files<'s, 'a>,
    lang: Lang,
    base: &'b str,
}

/// A problem of the whole site is shown at the file that makes it one.
const SITE: &str = "content/site.yaml";

impl Writer<'_, '_, '_> {
    fn result(&mut self, diagnostic: &Diagnostic, codes: &[Code]) -> Value {
        let site = SourcePath::new(SITE).expect("is tame");
        let (path, span) = match &diagnostic.place {
            Some(place) => (&place.path, place.span),
            None => (&site, None),
        };
        let mut place = self.location(path, span);
        if !diagnostic.label.is_empty() {
            place["message"] = json!({ "text": diagnostic.label.get(self.lang) });
        }
        let mut result = json!({
            "ruleId": diagnostic.code.number(),
            "ruleIndex": codes.iter().position(|code| *code == diagnostic.code),
            "level": level(diagnostic.code),
            "message": { "text": full_message(diagnostic, self.lang) },
            "locations": [place],
        });
        let also = diagnostic.also.iter().enumerate().map(|(number, (other, label))| {
            let mut place = self.location(&other.path, other.span);
            place["id"] = json!(number + 1);
            if !label.is_empty() {
                place["message"] = json!({ "text": label.get(self.lang) });
            }
            place
        });
        let also: Vec<Value> = also.collect();
        if !also.is_empty() {
            result["relatedLocations"] = json!(also);
        }
        if let Some(fix) = self.fix(diagnostic) {
            result["fixes"] = json!([fix]);
        }
        result
    }

    fn fix(&mut self, diagnostic: &Diagnostic) -> Option<Value> {
        let edits = self.files.edits(diagnostic)?;
        let mut changes: Vec<(&SourcePath, Vec<Value>)> = Vec::new();
        for (edit, span) in edits {
            let replacement = json!({
                "deletedRegion": self.region(&edit.path, span)?,
                "insertedContent": { "text": edit.text },
            });
            match changes.iter_mut().find(|(path, _)| **path == edit.path) {
                Some((_, replacements)) => replacements.push(replacement),
                None => changes.push((&edit.path, vec![replacement])),
            }
        }
        let changes = changes.into_iter().map(|(path, replacements)| {
            json!({ "artifactLocation": self.artifact(path), "replacements": replacements })
        });
        let changes: Vec<Value> = changes.collect();
        let mut fix = json!({ "artifactChanges": changes });
        if let Some(help) = diagnostic.help.first() {
            fix["description"] = json!({ "text": help.get(self.lang) });
        }
        Some(fix)
    }

    fn location(&mut self, path: &SourcePath, span: Option<Span>) -> Value {
        let mut physical = json!({ "artifactLocation": self.artifact(path) });
        if let Some(region) = span.and_then(|span| self.region(path, span)) {
            physical["region"] = region;
        }
        json!({ "physicalLocation": physical })
    }

    fn artifact(&self, path: &SourcePath) -> Value {
        json!({ "uri": uri(&hosted(path, self.base)) })
    }

    // The end is behind the last character.
    fn region(&mut self, path: &SourcePath, span: Span) -> Option<Value> {
        let file = self.files.find(path)?;
        let ((line, column), (end, end_column)) = (file.line_column(span.start), file.line_column(span.end));
        Some(json!({
            "startLine": line, "startColumn": column, "endLine": end, "endColumn": end_column,
            "byteOffset": span.start, "byteLength": span.end - span.start,
        }))
    }
}

// RFC 3986: what is neither unreserved nor `/` is written as the bytes of its UTF-8.
fn uri(path: &str) -> String {
    let encode = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
            (byte as char).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    let uri: String = path.bytes().map(encode).collect();
    if uri.starts_with('/') { format!("file://{uri}") } else { uri }
}
