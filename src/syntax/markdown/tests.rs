//! What a body becomes, piece by piece, and what is said about it.

#![allow(clippy::unwrap_used)]

use super::*;

mod chinese;
mod extensions;
mod limits;
mod pieces;
mod problems;

fn read(markdown: &str, raw_html: RawHtml) -> (Body, Vec<Diagnostic>) {
    let path = SourcePath::new("content/zh/mail/a.md").unwrap();
    let mut problems = Vec::new();
    let body = parse(&path, markdown, 0, raw_html, &mut problems);
    (body, problems)
}

// The pieces in one string: open places stand in `‹›`.
fn pieces(body: &Body) -> String {
    let show = |piece: &Piece| match piece {
        Piece::Html(html) => html.clone(),
        other => format!("‹{other:?}›"),
    };
    body.pieces.list().iter().map(show).collect()
}

// The pieces of a text that nothing is to be said about.
fn html(markdown: &str) -> String {
    let (body, problems) = read(markdown, RawHtml::Escaped);
    assert_eq!(problems, [], "{markdown}");
    pieces(&body)
}

// Code, the text under the caret, and message of each problem.
fn problems(markdown: &str) -> Vec<String> {
    let (_, problems) = read(markdown, RawHtml::Escaped);
    let show = |problem: &Diagnostic| {
        let span = problem.place.as_ref().unwrap().span;
        let span = span.expect("a problem of a text has a place");
        format!("{} `{}` {}", problem.code.number(), &markdown[span.start..span.end], problem.message.en)
    };
    problems.iter().map(show).collect()
}
