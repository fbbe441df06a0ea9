//! For tests: diagnostics as lines that can be compared.

use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::{self, Diagnostic};

/// The path that tests read from.
pub(super) fn path(name: &str) -> SourcePath {
    SourcePath::new(name).expect("tests use tame paths")
}

/// `path:line:column CODE message`, sorted as they are printed. Columns count characters.
pub(super) fn short(text: &str, problems: &[Diagnostic]) -> String {
    list(text, problems, |_| String::new())
}

/// The same with the other places and the help.
pub(super) fn full(text: &str, problems: &[Diagnostic]) -> String {
    list(text, problems, |problem| {
        let also = problem
            .also
            .iter()
            .map(|(place, label)| format!("\n  {} {}", position(text, place.span), label.en));
        let notes = problem.notes.iter().map(|note| format!("\n  note: {}", note.en));
        let help = problem.help.iter().map(|help| format!("\n  help: {}", help.en));
        also.chain(notes).chain(help).collect()
    })
}

fn list(text: &str, problems: &[Diagnostic], more: impl Fn(&Diagnostic) -> String) -> String {
    let mut problems = problems.to_vec();
    diag::sort(&mut problems);
    let lines = problems.iter().map(|problem| {
        check_words(problem);
        let place = problem.place.as_ref().expect("every problem of a file has a place");
        let (path, at) = (&place.path, position(text, place.span));
        format!("{path}:{at} {} {}{}", problem.code.number(), problem.message.en, more(problem))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn position(text: &str, span: Option<Span>) -> String {
    let Some(span) = span else { return "file".to_string() };
    assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
    let before = &text[..span.start];
    let line = before.matches('\n').count() + 1;
    let column =
        before.rsplit('\n').next().unwrap_or_default().trim_start_matches('\u{feff}').chars().count();
    format!("{line}:{}", column + 1)
}

// Both languages say something, in the form that all messages have.
fn check_words(problem: &Diagnostic) {
    let texts = problem.help.iter().chain(&problem.notes).chain([&problem.message]);
    for text in texts {
        assert!(!text.en.is_empty() && !text.zh.is_empty(), "{text:?}");
        assert!(!text.en.ends_with(['.', '?']) && !text.zh.ends_with(['。', '？']), "{text:?}");
        assert!(!text.en.starts_with(char::is_uppercase) || text.en.starts_with("YAML"), "{text:?}");
    }
}
