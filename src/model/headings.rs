//! Heading ids that are the same in both languages.

use crate::base::path::SourcePath;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::model::body::Heading;
use crate::syntax::markdown::Heading as Written;

/// Gives every h2 and h3 an id: its own, or that of the counterpart's heading when the two
/// outlines match, or else a slug, with a warning.
pub fn resolve(
    path: &SourcePath,
    written: &[Written],
    counterpart: Option<&[Written]>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Heading> {
    let matching = counterpart.filter(|other| {
        other.len() == written.len() && other.iter().zip(written).all(|(a, b)| a.level == b.level)
    });
    let mut taken: Vec<String> = written.iter().filter_map(|heading| heading.id.clone()).collect();
    let mut headings = Vec::with_capacity(written.len());
    for (at, heading) in written.iter().enumerate() {
        let mut id = heading.id.clone();
        if id.is_none() && matches!(heading.level, 2 | 3) {
            let borrowed = matching.and_then(|other| other[at].id.clone()).filter(|id| !taken.contains(id));
            let made = borrowed.unwrap_or_else(|| {
                if !heading.has_bad_id {
                    problems.push(missing(path, heading));
                }
                slug(&heading.text, &taken)
            });
            taken.push(made.clone());
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

// A number keeps the slug of a heading without Latin words apart from its neighbours.
fn slug(text: &str, taken: &[String]) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let base = match words.is_empty() {
        true => "section".to_string(),
        false => words.join("-"),
    };
    (1..)
        .map(|n| if n == 1 { base.clone() } else { format!("{base}-{n}") })
        .find(|id| !taken.contains(id))
        .expect("there are more numbers than headings")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;

    fn heading(level: u8, id: Option<&str>, text: &str) -> Written {
        let (text, html) = (text.to_string(), text.to_string());
        Written { level, id: id.map(str::to_string), has_bad_id: false, text, html, span: Span::at(0) }
    }

    #[test]
    fn a_heading_borrows_the_id_of_its_counterpart_when_the_outlines_match() {
        let path = SourcePath::new("content/zh/a.md").expect("is tame");
        let zh = [heading(2, None, "怎样确认"), heading(3, None, "用 openssl")];
        let en = [heading(2, Some("check"), "How to check"), heading(3, None, "With openssl")];
        let mut problems = Vec::new();
        let ids: Vec<_> =
            resolve(&path, &zh, Some(&en), &mut problems).into_iter().map(|heading| heading.id).collect();
        assert_eq!(ids, [Some("check".to_string()), Some("openssl".to_string())]);
        assert_eq!(problems.len(), 1);
    }

    #[test]
    fn slugs_do_not_collide() {
        assert_eq!(slug("确认", &[]), "section");
        assert_eq!(slug("确认", &["section".into()]), "section-2");
    }
}
