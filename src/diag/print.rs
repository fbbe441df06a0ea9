//! Diagnostics as text: with excerpts for people, or one line each.
//!
//! This module does not know where the text goes, nor whether that is a terminal.

mod github;
mod json;
mod sarif;

pub use github::github;
pub use json::{SCHEMA, json};
pub use sarif::sarif;

use super::clusters::StandIns;
use super::code::{Code, Severity};
use super::excerpt::{self, clean};
use super::fix::Edit;
use super::lines::Lines;
use super::{Diagnostic, Place, Text, fix};
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use annotate_snippets::renderer::{self, DecorStyle, Style};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Padding, Renderer, Snippet};
use std::collections::BTreeMap;

/// Whether a text may hold escape sequences for colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Styling {
    /// Letters and line drawing only.
    Plain,
    /// SGR escape sequences (ECMA-48 §8.3.117).
    Ansi,
}

/// Finds the text of a file; `None` when there is none to show, because the file is missing or is
/// not UTF-8.
pub type Sources<'a> = dyn Fn(&SourcePath) -> Option<&'a str> + 'a;

/// How many diagnostics with one code [`human`] shows: whoever made more of one mistake knows it by
/// then, and wants to see the others.
const MOST: usize = 20;

/// Prints each diagnostic with excerpts of the files, for people at a terminal of 80 columns; of one
/// code no more than 20, and behind them how many there are besides. Paragraphs are separated by
/// empty lines; the text ends in a line break unless it is empty.
pub fn human(diagnostics: &[Diagnostic], sources: &Sources<'_>, lang: Lang, styling: Styling) -> String {
    let mut files = Files::new(sources);
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut paragraphs = Vec::new();
    for diagnostic in diagnostics {
        let count = counts.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= MOST {
            paragraphs.push(paragraph(diagnostic, &mut files, lang, styling));
        }
    }
    let rest: String = counts
        .into_iter()
        .filter(|(_, count)| *count > MOST)
        .map(|(code, count)| rest(code, count - MOST, lang))
        .collect();
    paragraphs.extend((!rest.is_empty()).then_some(rest));
    paragraphs.join("\n")
}

fn rest(code: Code, count: usize, lang: Lang) -> String {
    let code = code.number();
    match lang {
        Lang::Zh => format!("另有 {count} 处 {code} 没有列出；`--format short` 会全部列出\n"),
        Lang::En => format!("{count} more of {code} are not shown; `--format short` shows all\n"),
    }
}

/// Prints each diagnostic on one line: `content/zh/a.md:14:12: error[P0301]: message (help)`.
pub fn short(diagnostics: &[Diagnostic], sources: &Sources<'_>, lang: Lang) -> String {
    let mut files = Files::new(sources);
    let word = |diagnostic: &Diagnostic| severity_word(diagnostic.code.severity(), lang);
    diagnostics.iter().map(|diagnostic| line(diagnostic, word(diagnostic), &mut files, lang)).collect()
}

/// Prints problems that are gone, each on one line with what was done.
pub fn fixed(diagnostics: &[Diagnostic], sources: &Sources<'_>, lang: Lang) -> String {
    let mut files = Files::new(sources);
    let word = match lang {
        Lang::Zh => "已修正",
        Lang::En => "fixed",
    };
    diagnostics.iter().map(|diagnostic| line(diagnostic, word, &mut files, lang)).collect()
}

/// Counts the problems: `3 errors, 1 warning`. Kinds that do not occur are left out.
pub fn summary(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
    let counted = |count: usize, severity: Severity| match (lang, count) {
        (_, 0) => None,
        (Lang::Zh, _) => Some(format!("{count} 个{}", severity_word(severity, lang))),
        (Lang::En, 1) => Some(format!("1 {}", severity_word(severity, lang))),
        (Lang::En, _) => Some(format!("{count} {}s", severity_word(severity, lang))),
    };
    let counts = [counted(errors, Severity::Error), counted(diagnostics.len() - errors, Severity::Warning)];
    let counts: Vec<_> = counts.into_iter().flatten().collect();
    match (counts.is_empty(), lang) {
        (true, Lang::Zh) => "没有问题".into(),
        (true, Lang::En) => "no problems".into(),
        (false, Lang::Zh) => counts.join("，"),
        (false, Lang::En) => counts.join(", "),
    }
}

/// Stands for a path where annotate-snippets prints one. It would add a column counted in the
/// excerpt, not in the file; so the place is put in afterwards. No other text that is printed can
/// hold this character.
const PLACE: char = '\0';

/// What a message may say of a name that an author wrote.
const LIMIT: usize = 400;

fn paragraph(diagnostic: &Diagnostic, files: &mut Files<'_, '_>, lang: Lang, styling: Styling) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_level(level);
    let (mut places, mut stand_ins) = (Vec::new(), StandIns::default());
    for (path, marks) in marks_by_file(diagnostic) {
        match files.find(path).filter(|_| !marks.is_empty()) {
            Some(file) => {
                group = group.elements(snippets((path, file), &marks, lang, (&mut places, &mut stand_ins)))
            }
            None => {
                // annotate-snippets leaves a gap before a further excerpt, not before a bare path.
                if !places.is_empty() {
                    group = group.element(Padding);
                }
                group = group.element(Origin::path(PLACE.to_string()));
                places.push(clean(path.shown(), LIMIT));
            }
        }
    }
    let renderer = match styling {
        Styling::Plain => Renderer::plain(),
        Styling::Ansi => Renderer::styled(),
    };
    // Lines were cut already, around the places; a second cut would only hide that.
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(usize::from(u16::MAX));
    let body = renderer.render(&[group.elements(notes(diagnostic, lang, styling))]);
    let head = header(diagnostic, severity_word(diagnostic.code.severity(), lang), lang, styling);
    if body.is_empty() {
        format!("{head}\n")
    } else {
        format!("{head}\n{}\n", stand_ins.put_back(&put_places(&body, &places)))
    }
}

fn line(diagnostic: &Diagnostic, word: &str, files: &mut Files<'_, '_>, lang: Lang) -> String {
    let place = match &diagnostic.place {
        None => String::new(),
        Some(Place { path, span }) => match span.zip(files.find(path)) {
            None => format!("{}: ", clean(path.shown(), LIMIT)),
            Some((span, file)) => format!("{}: ", place(path, file, span)),
        },
    };
    let help: Vec<_> = diagnostic.help.iter().map(|help| clean(help.get(lang), LIMIT)).collect();
    // What ends in a colon leads to the next.
    let help = match (help.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("（{}）", help.join("；").replace("：；", "：")),
        (false, Lang::En) => format!(" ({})", help.join("; ").replace(":; ", ": ")),
    };
    format!("{place}{}{help}\n", header(diagnostic, word, lang, Styling::Plain))
}

/// `error[P0301]: message`
fn header(diagnostic: &Diagnostic, word: &str, lang: Lang, styling: Styling) -> String {
    let severity = diagnostic.code.severity();
    let (kind, bold) = match (styling, severity) {
        (Styling::Plain, _) => (Style::new(), Style::new()),
        (Styling::Ansi, Severity::Error) => (renderer::DEFAULT_ERROR_STYLE, renderer::DEFAULT_EMPHASIS_STYLE),
        (Styling::Ansi, Severity::Warning) => {
            (renderer::DEFAULT_WARNING_STYLE, renderer::DEFAULT_EMPHASIS_STYLE)
        }
    };
    let number = diagnostic.code.number();
    let message = clean(diagnostic.message.get(lang), LIMIT);
    format!("{kind}{word}[{number}]{kind:#}{bold}{}{message}{bold:#}", colon(lang))
}

/// One mark of a diagnostic.
struct Mark<'a> {
    span: Span,
    label: &'a Text,
    kind: AnnotationKind,
}

/// The place and all other places, file by file; the file of the place comes first. A file of which
/// nothing is to be shown has no marks.
fn marks_by_file(diagnostic: &Diagnostic) -> Vec<(&SourcePath, Vec<Mark<'_>>)> {
    let primary = diagnostic.place.iter().map(|place| (place, &diagnostic.label, AnnotationKind::Primary));
    let others = diagnostic.also.iter().map(|(place, label)| (place, label, AnnotationKind::Context));
    let mut files: Vec<(&SourcePath, Vec<Mark<'_>>)> = Vec::new();
    for (place, label, kind) in primary.chain(others) {
        let mark = place.span.map(|span| Mark { span, label, kind });
        match files.iter_mut().find(|(path, _)| **path == place.path) {
            Some((_, marks)) => marks.extend(mark),
            None => files.push((&place.path, mark.into_iter().collect())),
        }
    }
    files
}

/// The excerpts of one file; what has to be printed in place of each [`PLACE`] goes to `places`, and
/// of some clusters to `stand_ins`.
fn snippets<'a>(
    (path, file): (&SourcePath, &Lines<'_>),
    marks: &[Mark<'_>],
    lang: Lang,
    (places, stand_ins): (&mut Vec<String>, &mut StandIns),
) -> Vec<Element<'a>> {
    let spans: Vec<_> = marks.iter().map(|mark| mark.span).collect();
    let excerpts = excerpt::cut(file, &spans, stand_ins).into_iter();
    let snippets = excerpts.map(|excerpt| {
        let (first, _) = excerpt.marks[0];
        places.push(place(path, file, spans[first]));
        let annotations = excerpt.marks.into_iter().map(|(which, range)| {
            let mark = &marks[which];
            let label = Some(clean(mark.label.get(lang), LIMIT)).filter(|label| !label.is_empty());
            mark.kind.span(range).label(label)
        });
        let snippet = Snippet::source(excerpt.text).line_start(excerpt.first_line).path(PLACE.to_string());
        Element::from(snippet.annotations(annotations))
    });
    snippets.collect()
}

fn notes<'a>(diagnostic: &Diagnostic, lang: Lang, styling: Styling) -> Vec<Element<'a>> {
    let bold = match styling {
        Styling::Plain => Style::new(),
        Styling::Ansi => renderer::DEFAULT_EMPHASIS_STYLE,
    };
    // The word is written here because annotate-snippets would follow it with an ASCII colon.
    let messages = remarks(diagnostic, lang).map(|(word, text)| {
        let text = format!("{bold}{word}{}{bold:#}{}", colon(lang), clean(text.get(lang), LIMIT));
        Element::from(Level::NOTE.no_name().message(text))
    });
    messages.collect()
}

/// Replaces each [`PLACE`], with the line and the column that follow it, and removes blanks at the
/// ends of lines.
fn put_places(body: &str, places: &[String]) -> String {
    let mut pieces = body.split(PLACE);
    let mut text = pieces.next().unwrap_or_default().to_string();
    for (place, piece) in places.iter().zip(pieces) {
        text.push_str(place);
        text.push_str(piece.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// The message and, on lines of their own, all notes and help.
fn full_message(diagnostic: &Diagnostic, lang: Lang) -> String {
    let message = clean(diagnostic.message.get(lang), LIMIT);
    let lines = remarks(diagnostic, lang)
        .map(|(word, text)| format!("\n{word}{}{}", colon(lang), clean(text.get(lang), LIMIT)));
    lines.fold(message, |message, line| message + &line)
}

/// Notes and help, each with the word that introduces it.
fn remarks(diagnostic: &Diagnostic, lang: Lang) -> impl Iterator<Item = (&'static str, &Text)> {
    let (note, help) = match lang {
        Lang::Zh => ("说明", "帮助"),
        Lang::En => ("note", "help"),
    };
    let notes = diagnostic.notes.iter().map(move |text| (note, text));
    notes.chain(diagnostic.help.iter().map(move |text| (help, text)))
}

/// `content/zh/mail/ports.md:14:12`
fn place(path: &SourcePath, file: &Lines<'_>, span: Span) -> String {
    let (line, column) = file.line_column(span.start);
    format!("{}:{line}:{column}", clean(path.shown(), LIMIT))
}

fn severity_word(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::Zh) => "错误",
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::Zh) => "警告",
        (Severity::Warning, Lang::En) => "warning",
    }
}

fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "：",
        Lang::En => ": ",
    }
}

/// A path as code hosts read it: below `base`, unless it leads out of the site.
fn hosted(path: &SourcePath, base: &str) -> String {
    let base = if path.is_outside() { "" } else { base };
    format!("{base}{path}")
}

/// The texts that were asked for, each read for lines once.
struct Files<'s, 'a> {
    sources: &'s Sources<'a>,
    known: BTreeMap<SourcePath, Option<Lines<'a>>>,
}

impl<'s, 'a> Files<'s, 'a> {
    fn new(sources: &'s Sources<'a>) -> Files<'s, 'a> {
        Files { sources, known: BTreeMap::new() }
    }

    /// The edits of a diagnostic with their places; `None` when they can't be made.
    fn edits<'d>(&self, diagnostic: &'d Diagnostic) -> Option<Vec<(&'d Edit, Span)>> {
        let places = fix::places(diagnostic, self.sources)?;
        Some(diagnostic.fix.iter().zip(places).collect())
    }

    fn find(&mut self, path: &SourcePath) -> Option<&Lines<'a>> {
        let find = || (self.sources)(path).map(Lines::new);
        self.known.entry(path.clone()).or_insert_with(find).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "content/zh/mail/sending.md";
    const BODY: &str = "---\ntitle: 发信\n---\n\n写信用的程序请使用 [](port:submision) 端口。\n";
    const REGISTRY: &str = "content/registry/ports/mail.yaml";
    const PORTS: &str = "- id: submission\n  number: 587\n- id: submission\n  number: 465\n";

    fn sources(path: &SourcePath) -> Option<&'static str> {
        [(ARTICLE, BODY), (REGISTRY, PORTS)]
            .into_iter()
            .find(|(name, _)| *name == path.as_str())
            .map(|(_, text)| text)
    }

    fn path(path: &str) -> SourcePath {
        SourcePath::new(path).expect("paths of tests are tame")
    }

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).expect("the part is there");
        Span::new(start, start + part.len())
    }

    fn unknown_port() -> Diagnostic {
        let message = text!("port `submision` is not in the registry", "登记表里没有端口 `submision`");
        Diagnostic::new(Code::UnknownPort, &path(ARTICLE), span(BODY, "port:submision"), message)
            .label(text!("named here", "写在这里"))
            .help(text!("the registry has `submission` (587/tcp)", "登记表里有 `submission`（587/tcp）"))
    }

    fn duplicate_id() -> Diagnostic {
        let again = PORTS.rfind("submission").expect("the id is there twice");
        let (first, second) = (span(PORTS, "submission"), Span::new(again, again + 10));
        Diagnostic::new(
            Code::DuplicateId,
            &path(REGISTRY),
            second,
            text!("two ports have the id `submission`", "两个端口的 id 都是 `submission`"),
        )
        .label(text!("again here", "这里又用"))
        .also(&path(REGISTRY), first, text!("first here", "最先在这里"))
        .also(&path(ARTICLE), span(BODY, "port:submision"), text!("meant here", "这里要用"))
        .note(text!("an id is the address of an entry", "id 就是条目的地址"))
        .help(text!("call the second one `submissions`", "把第二个改为 `submissions`"))
    }

    fn missing_file() -> Diagnostic {
        Diagnostic::of_site(
            Code::MissingFile,
            text!("`content/site.yaml` is missing", "缺少 `content/site.yaml`"),
        )
        .help(text!("run `portolan init`", "运行 `portolan init`"))
    }

    fn raw_html(path: &SourcePath, span: Span) -> Diagnostic {
        Diagnostic::new(Code::RawHtml, path, span, text!("raw HTML is escaped", "原始 HTML 会被转义"))
    }

    fn plain(diagnostic: Diagnostic, lang: Lang) -> String {
        human(&[diagnostic], &sources, lang, Styling::Plain)
    }

    #[test]
    fn the_caret_stands_under_its_word_behind_chinese() {
        let en = "\
error[P0301]: port `submision` is not in the registry
  ╭▸ content/zh/mail/sending.md:5:14
  │
5 │ 写信用的程序请使用 [](port:submision) 端口。
  │                       ━━━━━━━━━━━━━━ named here
  │
  ╰ help: the registry has `submission` (587/tcp)
";
        let zh = "\
错误[P0301]：登记表里没有端口 `submision`
  ╭▸ content/zh/mail/sending.md:5:14
  │
5 │ 写信用的程序请使用 [](port:submision) 端口。
  │                       ━━━━━━━━━━━━━━ 写在这里
  │
  ╰ 帮助：登记表里有 `submission`（587/tcp）
";
        assert_eq!(plain(unknown_port(), Lang::En), en);
        assert_eq!(plain(unknown_port(), Lang::Zh), zh);
    }

    #[test]
    fn the_caret_stands_under_its_word_behind_signs_of_several_code_points() {
        let signs = [
            ("⚠\u{FE0F}", 2),
            ("👍🏽", 2),
            ("👩\u{200D}💻", 2),
            ("🇨🇳", 2),
            ("⌚\u{FE0E}", 1),
            ("e\u{301}", 1),
            ("1\u{FE0F}\u{20E3}", 2),
        ];
        for (sign, width) in signs {
            let text = format!("{sign}{sign} 端口 <b>{sign}");
            let drawn = |part: &str, column: usize, caret: String| {
                let problem = raw_html(&path("a.md"), span(&text, part));
                let en = format!(
                    "warning[P0409]: raw HTML is escaped\n  ╭▸ a.md:1:{column}\n  │\n1 │ {text}\n  ╰╴{caret}\n"
                );
                assert_eq!(human(&[problem], &|_| Some(text.as_str()), Lang::En, Styling::Plain), en);
            };
            drawn(sign, 1, "━".repeat(width));
            drawn("<b>", 2 * sign.chars().count() + 5, " ".repeat(2 * width + 6) + "━━━");
        }
    }

    #[test]
    fn the_caret_is_as_wide_as_the_chinese_above_it() {
        let title = Diagnostic::new(Code::RawHtml, &path(ARTICLE), span(BODY, "发信"), text!("a", "甲"));
        let en = "\
warning[P0409]: a
  ╭▸ content/zh/mail/sending.md:2:8
  │
2 │ title: 发信
  ╰╴       ━━━━
";
        assert_eq!(plain(title, Lang::En), en);
    }

    #[test]
    fn other_places_are_shown_file_by_file() {
        let en = "\
error[P0305]: two ports have the id `submission`
  ╭▸ content/registry/ports/mail.yaml:3:7
  │
1 │ - id: submission
  │       ────────── first here
2 │   number: 587
3 │ - id: submission
  │       ━━━━━━━━━━ again here
  │
  ⸬  content/zh/mail/sending.md:5:14
  │
5 │ 写信用的程序请使用 [](port:submision) 端口。
  │                       ────────────── meant here
  │
  ├ note: an id is the address of an entry
  ╰ help: call the second one `submissions`
";
        assert_eq!(plain(duplicate_id(), Lang::En), en);
    }

    #[test]
    fn a_problem_without_an_excerpt_still_says_everything() {
        let zh = "\
错误[P0105]：缺少 `content/site.yaml`
 ╰ 帮助：运行 `portolan init`
";
        assert_eq!(plain(missing_file(), Lang::Zh), zh);
        let unread = path("content/zh/mail/发信.md");
        let en = "\
warning[P0409]: raw HTML is escaped
 ╭▸ content/zh/mail/发信.md
 │
 ⸬  content/zh/mail/发信.yaml
 ╰ help: see there
";
        let both = raw_html(&unread, Span::at(7))
            .also(&path("content/zh/mail/发信.yaml"), Span::at(0), Text::default())
            .help(text!("see there", "见彼处"));
        assert_eq!(plain(both, Lang::En), en);
        let bare = Diagnostic::of_site(Code::RawHtml, text!("raw HTML is escaped", "原始 HTML 会被转义"));
        assert_eq!(plain(bare, Lang::Zh), "警告[P0409]：原始 HTML 会被转义\n");
    }

    #[test]
    fn a_problem_of_a_file_shows_nothing_of_it() {
        let problem = Diagnostic::of_file(Code::PathTaken, &path(ARTICLE), text!("taken", "占用"))
            .also_file(&path(REGISTRY));
        let en = "\
error[P0601]: taken
 ╭▸ content/zh/mail/sending.md
 │
 ⸬  content/registry/ports/mail.yaml
";
        assert_eq!(plain(problem.clone(), Lang::En), en);
        assert_eq!(
            short(&[problem], &sources, Lang::En),
            "content/zh/mail/sending.md: error[P0601]: taken\n"
        );
    }

    #[test]
    fn the_short_format_has_one_line_each() {
        let all = [unknown_port(), raw_html(&path("content/发信.md"), Span::at(0)), missing_file()];
        let en = "\
content/zh/mail/sending.md:5:14: error[P0301]: port `submision` is not in the registry (the registry has `submission` (587/tcp))
content/发信.md: warning[P0409]: raw HTML is escaped
error[P0105]: `content/site.yaml` is missing (run `portolan init`)
";
        let zh = "\
content/zh/mail/sending.md:5:14: 错误[P0301]：登记表里没有端口 `submision`（登记表里有 `submission`（587/tcp））
content/发信.md: 警告[P0409]：原始 HTML 会被转义
错误[P0105]：缺少 `content/site.yaml`（运行 `portolan init`）
";
        assert_eq!(short(&all, &sources, Lang::En), en);
        assert_eq!(short(&all, &sources, Lang::Zh), zh);
        let led = missing_file().help(text!("or write:", "或写：")).help(text!("`title: …`", "`title: …`"));
        let ends = [
            "（运行 `portolan init`；或写：`title: …`）\n",
            " (run `portolan init`; or write: `title: …`)\n",
        ];
        for (lang, end) in [Lang::Zh, Lang::En].into_iter().zip(ends) {
            assert!(short(std::slice::from_ref(&led), &sources, lang).ends_with(end));
        }
    }

    #[test]
    fn paragraphs_are_separated_and_nothing_is_printed_of_nothing() {
        let two = "error[P0105]: `content/site.yaml` is missing\n ╰ help: run `portolan init`\n";
        let all = [missing_file(), missing_file()];
        assert_eq!(human(&all, &sources, Lang::En, Styling::Plain), format!("{two}\n{two}"));
        assert_eq!(human(&[], &sources, Lang::En, Styling::Plain), "");
        assert_eq!(short(&[], &sources, Lang::En), "");
    }

    #[test]
    fn the_summary_counts_in_both_languages() {
        let warning = || raw_html(&path(ARTICLE), Span::at(0));
        let count = |all: &[Diagnostic]| Lang::ALL.map(|lang| summary(all, lang));
        assert_eq!(count(&[]), ["没有问题", "no problems"]);
        assert_eq!(count(&[warning()]), ["1 个警告", "1 warning"]);
        let all = [missing_file(), warning(), missing_file(), missing_file()];
        assert_eq!(count(&all), ["3 个错误，1 个警告", "3 errors, 1 warning"]);
    }

    #[test]
    fn of_many_mistakes_of_one_kind_twenty_are_shown_and_the_rest_is_counted() {
        let many = vec![missing_file(); 23];
        let all: Vec<Diagnostic> = many.iter().cloned().chain([unknown_port()]).collect();
        let printed = human(&all, &sources, Lang::En, Styling::Plain);
        let one = plain(missing_file(), Lang::En) + "\n";
        let rest = "\n3 more of P0105 are not shown; `--format short` shows all\n";
        assert_eq!(printed, one.repeat(20) + &plain(unknown_port(), Lang::En) + rest);
        let zh = human(&many, &sources, Lang::Zh, Styling::Plain);
        assert!(zh.ends_with("\n\n另有 3 处 P0105 没有列出；`--format short` 会全部列出\n"), "{zh}");
        assert_eq!(short(&many, &sources, Lang::En).lines().count(), 23);
    }

    #[test]
    fn colour_marks_the_kind_and_the_place() {
        let ansi = "\
\x1b[1m\x1b[91m错误[P0301]\x1b[0m\x1b[1m：登记表里没有端口 `submision`\x1b[0m
 \x1b[1m\x1b[94m ╭▸ \x1b[0mcontent/zh/mail/sending.md:5:14
  \x1b[1m\x1b[94m│\x1b[0m
\x1b[1m\x1b[94m5\x1b[0m \x1b[1m\x1b[94m│\x1b[0m 写信用的程序请使用 [](port:submision) 端口。
  \x1b[1m\x1b[94m│\x1b[0m                       \x1b[1m\x1b[91m━━━━━━━━━━━━━━\x1b[0m \x1b[1m\x1b[91m写在这里\x1b[0m
  \x1b[1m\x1b[94m│\x1b[0m
  \x1b[1m\x1b[94m╰ \x1b[0m\x1b[1m帮助：\x1b[0m登记表里有 `submission`（587/tcp）
";
        assert_eq!(human(&[unknown_port()], &sources, Lang::Zh, Styling::Ansi), ansi);
    }

    #[test]
    fn a_cut_line_keeps_its_column() {
        let text = format!("\u{FEFF}一\r\n{}<b>{}", "信".repeat(1000), "件".repeat(1_000_000));
        let problem = raw_html(&path("a.md"), span(&text, "<b>"));
        let en = format!(
            "\
warning[P0409]: raw HTML is escaped
  ╭▸ a.md:2:1001
  │
2 │ …{}<b>{}…
  ╰╴ {}━━━
",
            "信".repeat(18),
            "件".repeat(16),
            " ".repeat(36)
        );
        assert_eq!(human(&[problem], &|_| Some(text.as_str()), Lang::En, Styling::Plain), en);
    }

    #[test]
    fn nothing_that_an_author_writes_steers_the_terminal() {
        let text = "\u{1B}]0;x\u{7}\u{202E}<b>";
        let name = "\u{1B}[2J\nerror[P0000]: forged\u{202E}";
        let problem = Diagnostic::new(
            Code::RawHtml,
            &path("a\u{202E}.md"),
            span(text, "<b>"),
            text!("`{name}`", "`{name}`"),
        )
        .label(text!("{name}", "{name}"))
        .note(text!("{name}", "{name}"));
        let en = "\
warning[P0409]: `␛[2J␊error[P0000]: forged�`
  ╭▸ a�.md:1:8
  │
1 │ ␛]0;x␇�<b>
  │        ━━━ ␛[2J␊error[P0000]: forged�
  │
  ╰ note: ␛[2J␊error[P0000]: forged�
";
        assert_eq!(human(&[problem], &|_| Some(text), Lang::En, Styling::Plain), en);
    }

    #[test]
    fn every_place_of_odd_texts_can_be_printed() {
        let texts = [
            "",
            "\n",
            "\u{FEFF}",
            "\u{FEFF}\r\n端\t口\r\n\r\n",
            "a\rb\r\r\n\0\u{200D}👩‍💻é\n\n\n\n\n\n\n\n\n\nz",
        ];
        for text in texts {
            for start in 0..text.len() + 3 {
                for end in start..text.len() + 3 {
                    let problem = raw_html(&path("a.md"), Span::new(start, end))
                        .label(text!("here", "这里"))
                        .also(&path("a.md"), Span::at(text.len() - end.min(text.len())), text!("and", "与"))
                        .also(&path("a.md"), Span::new(0, end), text!("all", "全"));
                    let printed = human(&[problem], &|_| Some(text), Lang::Zh, Styling::Plain);
                    assert!(printed.starts_with("警告[P0409]：原始 HTML 会被转义\n"), "{printed}");
                }
            }
        }
    }
}
