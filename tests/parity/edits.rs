//! Edits of articles: those that one language must not make alone, and those of the wording.

use crate::claims::mutations;
use crate::harness::{Project, repository};
use portolan::build::run::Options;
use portolan::diag::code::Code;
use portolan::model::Site;
use std::ops::Range;
use std::sync::LazyLock;

/// An article of ours.
pub struct Article {
    pub path: String,
    pub lang: String,
    pub key: String,
    pub text: String,
}

/// What takes the place of a part of a text.
#[derive(Debug)]
pub struct Edit {
    pub at: Range<usize>,
    pub to: String,
}

/// The key of the article at a path.
pub fn key(path: &str) -> &str {
    path.splitn(3, '/').nth(2).unwrap_or_default().trim_end_matches(".md")
}

impl Article {
    pub fn of(path: &str, text: &str) -> Option<Article> {
        let lang = path.split('/').nth(1).filter(|lang| ["zh", "en"].contains(lang))?;
        let is_article = path.ends_with(".md") && !path.ends_with("_section.md");
        is_article.then(|| Article {
            path: path.into(),
            lang: lang.into(),
            key: key(path).into(),
            text: text.into(),
        })
    }

    pub fn with(&self, edit: &Edit) -> String {
        let mut text = self.text.clone();
        text.replace_range(edit.at.clone(), &edit.to);
        text
    }
}

type Edits = fn(&Article) -> Vec<Edit>;
type Rewording = fn(&str) -> String;

/// Edits that one language must not make alone, with the code that says so and how many are made in an
/// article at most.
pub const ONE_SIDED: &[(&str, Code, Edits, usize)] = &[
    ("link taken out", Code::LinksDiffer, links_taken_out, 2),
    ("link to another port", Code::LinksDiffer, links_changed, 1),
    ("line of code changed", Code::CodeDiffers, lines_changed, 1),
    ("line of code taken out", Code::CodeDiffers, lines_taken_out, 1),
    ("block of code taken out", Code::CodeDiffers, blocks_taken_out, 1),
    ("code in a sentence changed", Code::CodeDiffers, spans_changed, 1),
    ("what was tested changed", Code::CodeDiffers, tested_changed, 1),
    ("row of a table taken out", Code::TablesDiffer, rows_taken_out, 1),
    ("column of a table taken out", Code::TablesDiffer, columns_taken_out, 2),
    ("heading taken out", Code::UnequalOutlines, headings_taken_out, 1),
    ("text of a section taken out", Code::SectionEmpty, texts_taken_out, 1),
    ("image added", Code::LinksDiffer, images_added, 1),
    ("kind of alert changed", Code::NotesDiffer, alerts_changed, 1),
    ("alert no more", Code::NotesDiffer, alerts_taken_out, 1),
    ("footnote added", Code::NotesDiffer, footnotes_added, 1),
    ("claim changed", Code::ClaimsDiffer, claims_changed, 4),
];

/// Edits that change nothing that is said.
pub const OF_WORDING: &[(&str, Rewording)] = &[
    ("other words", other_words),
    ("no emphasis", |text| outside_of_code(text, |line| line.replace("**", ""))),
    ("comments in code", comments),
    ("other marks of lists", |text| {
        outside_of_code(text, |line| match line.strip_prefix("- ") {
            Some(rest) => format!("* {rest}"),
            None => line.to_string(),
        })
    }),
    ("another paragraph without claims", |text| {
        // In front of the last heading, so that blocks have no counterparts.
        let at = text.rfind("\n## ").expect("a heading");
        format!("{}\nSo much for that.\n{}", &text[..at], &text[at..])
    }),
];

fn other_words(text: &str) -> String {
    const WORDS: &[(&str, &str)] = &[
        ("服务器", "主机"),
        ("连接", "连线"),
        ("因为", "由于"),
        ("但是", "不过"),
        ("server", "host"),
        ("because", "since"),
        ("usually", "mostly"),
        ("needs", "requires"),
    ];
    // Neither links nor headings with their ids.
    outside_of_code(text, |line| {
        let is_words =
            !line.contains("](") && !line.contains("{#") && !line.contains("url:") && !line.contains('`');
        match is_words {
            true => WORDS.iter().fold(line.to_string(), |line, (from, to)| line.replace(from, to)),
            false => line.to_string(),
        }
    })
}

fn comments(text: &str) -> String {
    lines(text)
        .map(|line| match line.place {
            Place::Code("sh" | "bash" | "ini" | "yaml" | "python") => {
                // A line that goes on, or whose sharp sign would be text, takes none.
                let whole = line.text.trim_end();
                let takes = !whole.is_empty() && !whole.ends_with('\\') && !whole.contains(['\'', '"', '<']);
                if takes { format!("{whole}  # 说明\n") } else { line.text.to_string() }
            }
            _ => line.text.to_string(),
        })
        .collect()
}

fn outside_of_code(text: &str, edit: impl Fn(&str) -> String) -> String {
    lines(text)
        .map(|line| if line.place == Place::Text { edit(line.text) } else { line.text.to_string() })
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place<'a> {
    Front,
    Text,
    Fence,
    Code(&'a str),
    Generated,
}

struct Line<'a> {
    text: &'a str,
    start: usize,
    place: Place<'a>,
    section: usize,
}

// The lines of a text with their breaks, and where they stand.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let (mut start, mut rules, mut open, mut section) = (0, 0, None, 0);
    text.split_inclusive('\n').map(move |line| {
        let place = match (rules, line.strip_prefix("```"), open) {
            (0 | 1, ..) => {
                rules += usize::from(line == "---\n");
                Place::Front
            }
            (_, Some(_), Some(_)) => {
                open = None;
                Place::Fence
            }
            (_, Some(info), None) => {
                open = Some(info.split_whitespace().next().unwrap_or_default());
                Place::Fence
            }
            (_, None, Some(language)) => match language {
                "ports" | "settings" | "flow" | "firewall" | "commands" => Place::Generated,
                language => Place::Code(language),
            },
            (_, None, None) => Place::Text,
        };
        if place == Place::Text && (line.starts_with("## ") || line.starts_with("### ")) {
            section += 1;
        }
        let here = Line { text: line, start, place, section };
        start += line.len();
        here
    })
}

/// The places of a link, of its text and of its target.
type Link = (Range<usize>, Range<usize>, Range<usize>);

// The links of a body, each with its section.
fn links(text: &str) -> Vec<(usize, Link)> {
    let mut found = Vec::new();
    for line in lines(text).filter(|line| line.place == Place::Text) {
        for (middle, _) in line.text.match_indices("](") {
            let open = line.text[..middle].rfind('[');
            let close = line.text[middle..].find(')').map(|at| middle + at);
            // No image, and no link in a span of code.
            if let (Some(open), Some(close)) = (open, close)
                && !line.text[..open].ends_with('!')
                && line.text[..open].matches('`').count() % 2 == 0
            {
                let at = |from: usize, to: usize| line.start + from..line.start + to;
                let link = (at(open, close + 1), at(open + 1, middle), at(middle + 2, close));
                found.push((line.section, link));
            }
        }
    }
    found
}

// A section that links to the same place again still leads there.
fn only_links(article: &Article) -> Vec<Link> {
    let links = links(&article.text);
    let target = |at: &Range<usize>| {
        let target = &article.text[at.clone()];
        if target.starts_with("port:") { target.split('#').next().unwrap_or(target) } else { target }
    };
    let count = |section: usize, own: &Range<usize>| {
        links.iter().filter(|(other, (_, _, at))| *other == section && target(at) == target(own)).count()
    };
    let only = links.iter().filter(|(section, (_, _, at))| count(*section, at) == 1);
    only.map(|(_, link)| link.clone()).collect()
}

fn links_taken_out(article: &Article) -> Vec<Edit> {
    let links = only_links(article).into_iter();
    links.map(|(whole, text, _)| Edit { at: whole, to: article.text[text].to_string() }).collect()
}

fn links_changed(article: &Article) -> Vec<Edit> {
    let to = |target: &str| if target == "port:ssh" { "port:telnet" } else { "port:ssh" };
    let links = only_links(article).into_iter();
    let ports = links.filter(|(_, _, target)| article.text[target.clone()].starts_with("port:"));
    ports.map(|(_, _, target)| Edit { to: to(&article.text[target.clone()]).into(), at: target }).collect()
}

fn code_lines(article: &Article) -> Vec<Range<usize>> {
    let lines = lines(&article.text).filter(|line| matches!(line.place, Place::Code(_)));
    // Comments may differ, and so may a remark in a transcript.
    let is_code = |line: &Line<'_>| {
        let text = line.text.trim();
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        !text.is_empty() && !text.starts_with(['#', ';', '/', '<', '-', '*']) && !text.contains(is_han)
    };
    lines.filter(is_code).map(|line| line.start..line.start + line.text.len()).collect()
}

fn lines_changed(article: &Article) -> Vec<Edit> {
    let lines = code_lines(article).into_iter();
    // The last character before the break or before a comment.
    let edit = |line: Range<usize>| {
        let text = &article.text[line.clone()];
        let end = text.find(" #").unwrap_or(text.len());
        let end = line.start + text[..end].trim_end().len();
        Edit { at: end..end, to: "9".into() }
    };
    lines.map(edit).collect()
}

fn tested_changed(article: &Article) -> Vec<Edit> {
    let places = article.text.match_indices(" tested=\"").map(|(at, word)| at + word.len());
    places.map(|at| Edit { at: at..at, to: "9".into() }).collect()
}

// One that the section shows again is still there, and Chinese in it is translated.
fn spans_changed(article: &Article) -> Vec<Edit> {
    let lines = lines(&article.text).filter(|line| line.place == Place::Text && !line.text.contains("``"));
    let spans = lines.flat_map(|line| {
        let marks: Vec<usize> = line.text.match_indices('`').map(|(at, _)| line.start + at).collect();
        marks.chunks_exact(2).map(|pair| pair[0] + 1..pair[1]).collect::<Vec<_>>()
    });
    let is_alone = |span: &Range<usize>| {
        let code = &article.text[span.start - 1..=span.end];
        code.is_ascii() && article.text.matches(code).count() == 1
    };
    spans.filter(is_alone).map(|span| Edit { at: span.end..span.end, to: "9".into() }).collect()
}

fn lines_taken_out(article: &Article) -> Vec<Edit> {
    code_lines(article).into_iter().map(|line| Edit { at: line, to: String::new() }).collect()
}

fn blocks_taken_out(article: &Article) -> Vec<Edit> {
    let fences: Vec<Range<usize>> = lines(&article.text)
        .filter(|line| line.place == Place::Fence)
        .map(|line| line.start..line.start + line.text.len())
        .collect();
    let blocks = fences.chunks(2).filter(|pair| pair.len() == 2);
    blocks.map(|pair| Edit { at: pair[0].start..pair[1].end, to: String::new() }).collect()
}

// The tables of a body: the places of their lines.
fn tables(article: &Article) -> Vec<Vec<Range<usize>>> {
    let mut tables: Vec<Vec<Range<usize>>> = Vec::new();
    for line in lines(&article.text).filter(|line| line.place == Place::Text && line.text.starts_with('|')) {
        let range = line.start..line.start + line.text.len();
        match tables.last_mut().filter(|table| table.last().is_some_and(|last| last.end == range.start)) {
            Some(table) => table.push(range),
            None => tables.push(vec![range]),
        }
    }
    tables
}

fn rows_taken_out(article: &Article) -> Vec<Edit> {
    let rows =
        tables(article).into_iter().filter(|table| table.len() > 3).flat_map(|table| table[2..].to_vec());
    rows.map(|row| Edit { at: row, to: String::new() }).collect()
}

fn columns_taken_out(article: &Article) -> Vec<Edit> {
    let tables = tables(article).into_iter().map(|table| {
        let at = table[0].start..table[table.len() - 1].end;
        let without_last = |line: &str| {
            let kept = line.trim_end().trim_end_matches('|');
            let end = kept.rfind('|').expect("two columns");
            format!("{}|\n", &kept[..end])
        };
        Edit { to: article.text[at.clone()].lines().map(without_last).collect(), at }
    });
    tables.collect()
}

// Behind each full stop that ends a line.
fn added(article: &Article, text: &str) -> Vec<Edit> {
    let lines = lines(&article.text).filter(|line| line.place == Place::Text);
    let ends = lines.filter(|line| line.text.ends_with(".\n") || line.text.ends_with("。\n"));
    let ends = ends.map(|line| line.start + line.text.len() - 1);
    ends.map(|at| Edit { at: at..at, to: text.into() }).collect()
}

fn images_added(article: &Article) -> Vec<Edit> {
    added(article, " ![图 A](../../../static/a.svg)")
}

fn footnotes_added(article: &Article) -> Vec<Edit> {
    added(article, "[^甲]\n\n[^甲]: So.\n")
}

fn alerts_changed(article: &Article) -> Vec<Edit> {
    alerts(article).map(|at| Edit { at, to: "> [!TIP]\n".into() }).collect()
}

fn alerts_taken_out(article: &Article) -> Vec<Edit> {
    alerts(article).map(|at| Edit { at, to: String::new() }).collect()
}

fn alerts(article: &Article) -> impl Iterator<Item = Range<usize>> {
    let lines = lines(&article.text).filter(|line| line.place == Place::Text);
    let marks = lines.filter(|line| line.text.starts_with("> [!"));
    marks.map(|line| line.start..line.start + line.text.len())
}

fn headings_taken_out(article: &Article) -> Vec<Edit> {
    let headings = lines(&article.text).filter(|line| {
        line.place == Place::Text && (line.text.starts_with("## ") || line.text.starts_with("### "))
    });
    headings.map(|line| Edit { at: line.start..line.start + line.text.len(), to: String::new() }).collect()
}

fn texts_taken_out(article: &Article) -> Vec<Edit> {
    let mut headings = headings_taken_out(article).into_iter().map(|edit| edit.at).peekable();
    let mut edits = Vec::new();
    while let Some(heading) = headings.next() {
        let end = headings.peek().map_or(article.text.len(), |next| next.start);
        let begins = |c: char| c.is_alphanumeric() || c == '-';
        let is_said = lines(&article.text).any(|line| {
            line.place == Place::Text
                && (heading.end..end).contains(&line.start)
                && line.text.starts_with(begins)
        });
        if is_said {
            edits.push(Edit { at: heading.end..end, to: "\n\n".into() });
        }
    }
    edits
}

fn claims_changed(article: &Article) -> Vec<Edit> {
    static SITE: LazyLock<Site> =
        LazyLock::new(|| Project { snapshot: repository(), options: Options::default() }.site());
    let (changes, _) = mutations::mutants(std::slice::from_ref(&article.text), &SITE);
    let edits = changes.into_iter().filter_map(|change| {
        let at = article.text.find(&change.before)?;
        Some(Edit { at: at..at + change.before.len(), to: change.text })
    });
    edits.collect()
}
