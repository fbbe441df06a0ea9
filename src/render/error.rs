//! From Tera's errors to diagnostics.
//!
//! Errors of syntax and of rendering carry a span. Names that are not there (includes, filters,
//! components) come as finished reports, several in one text; their head line and place are read
//! back from it.

use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, nearest};
use crate::model::Template;
use std::collections::BTreeMap;
use tera::{Error, ErrorKind, ReportError, Tera};

type Templates = BTreeMap<String, Template>;

/// What went wrong while loading.
pub(super) fn of_loading(error: &Error, templates: &Templates) -> Vec<Diagnostic> {
    let problems = match error.kind() {
        ErrorKind::SyntaxError(_) => of_syntax(templates),
        ErrorKind::MissingParent { current, parent } => vec![missing(current, parent, templates)],
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain }
        | ErrorKind::CircularInclude { tpl, include_chain: chain } => vec![circle(tpl, chain, templates)],
        ErrorKind::Msg(reports) => of_reports(reports, templates),
        other => vec![Diagnostic::of_site(Code::TemplateSyntax, said(&other.to_string()))],
    };
    debug_assert!(!problems.is_empty(), "an error is never swallowed");
    problems
}

/// What went wrong while rendering one page.
pub(super) fn of_rendering(error: &Error, name: &str, page: &str, templates: &Templates) -> Diagnostic {
    let problem = match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            at_report(Code::TemplateRender, report, templates)
        }
        other => match templates.get(name) {
            Some(template) => {
                Diagnostic::new(Code::TemplateRender, &template.path, Span::at(0), said(&other.to_string()))
            }
            None => {
                let message = text!("there is no template `{name}`", "没有模板 `{name}`");
                Diagnostic::of_site(Code::TemplateMissing, message)
            }
        },
    };
    problem.note(text!("while making `{page}`", "在生成 `{page}` 时"))
}

// Tera stops at the first template that it can't parse. Each one is tried alone, so that all of
// them are reported.
fn of_syntax(templates: &Templates) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (name, template) in templates {
        let error = Tera::new().add_raw_template(name, &template.text).err();
        if let Some(ErrorKind::SyntaxError(report)) = error.as_ref().map(Error::kind) {
            problems.push(at_report(Code::TemplateSyntax, report, templates));
        }
    }
    problems
}

fn at_report(code: Code, report: &ReportError, templates: &Templates) -> Diagnostic {
    let message = said(report.message());
    match templates.get(report.filename()) {
        Some(template) => {
            let range = &report.span().range;
            let end = range.end.min(template.text.len());
            Diagnostic::new(code, &template.path, Span::new(range.start.min(end), end), message)
        }
        None => Diagnostic::of_site(code, message),
    }
}

fn missing(current: &str, parent: &str, templates: &Templates) -> Diagnostic {
    let message = text!("there is no template `{parent}`", "没有模板 `{parent}`");
    let problem = match templates.get(current) {
        Some(template) => {
            let span = place_of(&template.text, parent);
            Diagnostic::new(Code::TemplateMissing, &template.path, span, message)
        }
        None => Diagnostic::of_site(Code::TemplateMissing, message),
    };
    with_nearest(problem, parent, templates)
}

fn circle(name: &str, chain: &[String], templates: &Templates) -> Diagnostic {
    let message = text!("the template `{name}` includes itself", "模板 `{name}` 包含了自己");
    let problem = match templates.get(name) {
        Some(template) => {
            let next = chain.iter().find(|other| *other != name).map_or(name, String::as_str);
            Diagnostic::new(Code::TemplateLoop, &template.path, place_of(&template.text, next), message)
        }
        None => Diagnostic::of_site(Code::TemplateLoop, message),
    };
    let chain: Vec<String> = chain.iter().map(|name| format!("`{name}`")).collect();
    let chain = chain.join(" → ");
    problem.note(text!("the way round is {chain}", "循环路径为 {chain}"))
}

// The quoted name in a template, without the quotes.
fn place_of(text: &str, name: &str) -> Span {
    let quoted = [format!("\"{name}\""), format!("'{name}'")];
    let found = quoted.iter().find_map(|quoted| text.find(quoted.as_str()));
    found.map_or(Span::at(0), |at| Span::new(at + 1, at + 1 + name.len()))
}

fn of_reports(reports: &str, templates: &Templates) -> Vec<Diagnostic> {
    let starts =
        reports.match_indices("error: ").filter(|(at, _)| *at == 0 || reports[..*at].ends_with("\n\n"));
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    if starts.is_empty() {
        return vec![Diagnostic::of_site(Code::TemplateSyntax, said(reports))];
    }
    let ends = starts.iter().skip(1).copied().chain([reports.len()]);
    starts.iter().zip(ends).map(|(start, end)| of_report(&reports[*start..end], templates)).collect()
}

fn of_report(report: &str, templates: &Templates) -> Diagnostic {
    let mut lines = report.lines();
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ");
    let unknown_template = message.strip_prefix("Unknown template `").and_then(|rest| rest.strip_suffix('`'));
    let code = if unknown_template.is_some() { Code::TemplateMissing } else { Code::TemplateSyntax };
    let place = lines.next().and_then(|line| read_place(line, templates));
    let words = match unknown_template {
        Some(name) => text!("there is no template `{name}`", "没有模板 `{name}`"),
        None => said(message),
    };
    let problem = match place {
        Some((path, span)) => Diagnostic::new(code, path, span, words),
        None => Diagnostic::of_site(code, words),
    };
    match unknown_template {
        Some(name) => with_nearest(problem, name, templates),
        None => problem,
    }
}

// ` --> parts/head.html:3:5`, counted in characters from 1.
fn read_place<'a>(line: &str, templates: &'a Templates) -> Option<(&'a SourcePath, Span)> {
    let mut parts = line.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let row: usize = parts.next()?.parse().ok()?;
    let template = templates.get(parts.next()?)?;
    let before: usize = template.text.split_inclusive('\n').take(row - 1).map(str::len).sum();
    let line = template.text[before..].lines().next().unwrap_or_default();
    let offset: usize = line.chars().take(column - 1).map(char::len_utf8).sum();
    let end = before + line.len();
    Some((&template.path, Span::new(before + offset, end)))
}

fn with_nearest(problem: Diagnostic, name: &str, templates: &Templates) -> Diagnostic {
    match nearest(name, templates.keys().map(String::as_str)) {
        Some(near) => problem.help(text!("there is `{near}`", "有 `{near}`")),
        None => problem.help(text!(
            "names are paths below `templates/`, such as `parts/head.html`",
            "名称是 `templates/` 之下的路径，例如 `parts/head.html`"
        )),
    }
}

// Tera speaks English only. Its sentence is passed on as it is, in our form.
fn said(message: &str) -> crate::diag::Text {
    let first = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut chars = first.chars();
    let lower = chars.next().map(|c| c.to_ascii_lowercase().to_string()).unwrap_or_default();
    let message = lower + chars.as_str();
    text!("{message}", "模板有误：{message}")
}
