//! From Tera's errors to diagnostics.
//!
//! Errors of syntax and of rendering carry a span. Names that are not there (includes, filters,
//! components) come as finished reports, several in one text; their head line and place are read
//! back from it.

use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text, nearest};
use crate::model::Template;
use std::collections::{BTreeMap, BTreeSet};
use tera::{Error, ErrorKind, ReportError, Tera};

type Templates = BTreeMap<String, Template>;

/// What went wrong while loading: every mistake in every template.
///
/// Tera stops at the first kind of mistake. The templates that have it are emptied for a further
/// attempt, until nothing new is found.
pub(super) fn of_loading(mut error: Error, templates: &Templates, load: &Load<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut emptied = BTreeSet::new();
    loop {
        let found = of_attempt(&error, templates, &emptied);
        let before = emptied.len();
        emptied.extend(found.iter().filter_map(|problem| Some(problem.place.as_ref()?.path.clone())));
        problems.extend(found);
        if emptied.len() == before {
            break;
        }
        match load(&emptied) {
            Ok(_) => break,
            Err(next) => error = next,
        }
    }
    debug_assert!(!problems.is_empty(), "an error is never swallowed");
    problems
}

/// Loads all templates, those at the given paths without their text.
pub(super) type Load<'a> = dyn Fn(&BTreeSet<SourcePath>) -> Result<Tera, Error> + 'a;

fn of_attempt(error: &Error, templates: &Templates, emptied: &BTreeSet<SourcePath>) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(_) => of_syntax(templates),
        ErrorKind::MissingParent { current, parent } => vec![missing(current, parent, templates)],
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain }
        | ErrorKind::CircularInclude { tpl, include_chain: chain } => vec![circle(tpl, chain, templates)],
        ErrorKind::Msg(reports) => of_reports(reports, templates, emptied),
        other => vec![Diagnostic::of_site(Code::TemplateSyntax, said(&other.to_string()))],
    }
}

/// What went wrong while rendering one page.
pub(super) fn of_rendering(error: &Error, name: &str, page: &str, templates: &Templates) -> Diagnostic {
    let problem = match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            undefined(report, templates).unwrap_or_else(|| at_report(Code::TemplateRender, report, templates))
        }
        other => match templates.get(name) {
            Some(template) => {
                Diagnostic::of_file(Code::TemplateRender, &template.path, said(&other.to_string()))
            }
            None => {
                let message = text!("there is no template `{name}`", "没有模板 `{name}`");
                Diagnostic::of_site(Code::TemplateMissing, message)
            }
        },
    };
    problem.note(text!("while making `{page}`", "在生成 `{page}` 时"))
}

// ``Field `tilte` is not defined. Available fields: canonical, title``: the commonest mistake, and
// the only one that Tera helps with.
fn undefined(report: &ReportError, templates: &Templates) -> Option<Diagnostic> {
    let (kind, rest) = report.message().split_once(" `")?;
    let (name, rest) = rest.split_once("` is not defined.")?;
    let known: Vec<&str> = rest.split_once(": ").map_or(Vec::new(), |(_, known)| known.split(", ").collect());
    let is_string = is_interface_text(report, templates);
    let (code, message) = match (is_string, kind) {
        (true, _) => {
            (Code::MissingString, text!("there is no interface text `{name}`", "没有界面文字 `{name}`"))
        }
        (false, "Field") => (Code::TemplateRender, text!("there is no field `{name}`", "没有字段 `{name}`")),
        _ => (Code::TemplateRender, text!("there is no variable `{name}`", "没有变量 `{name}`")),
    };
    let problem = Diagnostic { message, ..at_report(code, report, templates) };
    let Text { en, zh } = diag::names(known.iter().copied());
    Some(match nearest(name, known.iter().copied()) {
        Some(near) => problem.help(text!("write `{near}`", "请写 `{near}`")),
        None if is_string => problem.help(text!(
            "add it to `content/strings.yaml` in both languages",
            "请在 `content/strings.yaml` 里用两种语言添加"
        )),
        None if known.is_empty() => problem,
        None => problem.help(text!("there are {en}", "可用的有 {zh}")),
    })
}

// Interface texts are the fields of `t`.
fn is_interface_text(report: &ReportError, templates: &Templates) -> bool {
    let before = templates
        .get(report.filename())
        .and_then(|template| template.text.get(..report.span().range.start))
        .and_then(|before| before.strip_suffix("t."));
    before.is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || "_.".contains(c)))
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
            let problem =
                Diagnostic::new(code, &template.path, Span::new(range.start.min(end), end), message);
            match report.message().to_lowercase().contains("end of input") {
                true => problem.help(text!(
                    "close what is open: `{{% endblock %}}`, `{{% endif %}}`, `{{% endfor %}}`, `}}}}` or `%}}`",
                    "请把打开的部分闭合：`{{% endblock %}}`、`{{% endif %}}`、`{{% endfor %}}`、`}}}}` 或 `%}}`"
                )),
                false => problem,
            }
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
    // The chain may begin outside of the circle.
    let start = chain.iter().position(|other| other == name).unwrap_or_default();
    let next = chain.get(start + 1).map_or(name, String::as_str);
    let problem = match templates.get(name) {
        Some(template) => {
            Diagnostic::new(Code::TemplateLoop, &template.path, place_of(&template.text, next), message)
        }
        None => Diagnostic::of_site(Code::TemplateLoop, message),
    };
    let circle: Vec<String> = chain[start..].iter().map(|name| format!("`{name}`")).collect();
    let circle = circle.join(" → ");
    problem
        .note(text!("the way round is {circle}", "循环的路径是 {circle}"))
        .help(text!("take one step out of the circle", "请去掉循环中的一步"))
}

// The quoted name in a template, without the quotes.
fn place_of(text: &str, name: &str) -> Span {
    let quoted = [format!("\"{name}\""), format!("'{name}'")];
    let found = quoted.iter().find_map(|quoted| text.find(quoted.as_str()));
    found.map_or(Span::at(0), |at| Span::new(at + 1, at + 1 + name.len()))
}

fn of_reports(reports: &str, templates: &Templates, emptied: &BTreeSet<SourcePath>) -> Vec<Diagnostic> {
    let starts =
        reports.match_indices("error: ").filter(|(at, _)| *at == 0 || reports[..*at].ends_with("\n\n"));
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    if starts.is_empty() {
        return vec![Diagnostic::of_site(Code::TemplateSyntax, said(reports))];
    }
    let ends = starts.iter().skip(1).copied().chain([reports.len()]);
    let reports = starts.iter().zip(ends).map(|(start, end)| &reports[*start..end]);
    // An emptied template defines nothing; those who need it are not to blame.
    let is_echo = |report: &str| {
        !emptied.is_empty()
            && (report.starts_with("error: Unknown component") || report.contains("in any parent template"))
    };
    reports.filter(|report| !is_echo(report)).map(|report| of_report(report, templates)).collect()
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
        None => problem.help(text!(
            "correct the name: the documentation of Tera lists what there is",
            "请改正名字：可用的名字见 Tera 的文档"
        )),
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
    let start = before + offset;
    Some((&template.path, Span::new(start, start + word(&line[offset..]).len())))
}

// A quoted name, or the name of a filter or component.
fn word(text: &str) -> &str {
    let quote = text.chars().next().filter(|c| "\"'".contains(*c));
    let end = match quote {
        Some(quote) => text[1..].find(quote).map(|at| at + 2),
        None => text.find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))),
    };
    &text[..end.unwrap_or(text.len())]
}

fn with_nearest(problem: Diagnostic, name: &str, templates: &Templates) -> Diagnostic {
    match nearest(name, templates.keys().map(String::as_str)) {
        Some(near) => problem.help(text!("write `{near}`", "请写 `{near}`")),
        None => problem.help(text!(
            "names are paths below `templates/`, such as `parts/head.html`",
            "名称是 `templates/` 之下的路径，例如 `parts/head.html`"
        )),
    }
}

// Tera speaks English only. Its sentence is passed on as it is, in our form.
fn said(message: &str) -> Text {
    let first = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut chars = first.chars();
    let lower = chars.next().map(|c| c.to_ascii_lowercase().to_string()).unwrap_or_default();
    let message = lower + chars.as_str();
    text!("{message}", "模板有误：{message}")
}
