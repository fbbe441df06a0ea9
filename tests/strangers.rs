//! What strangers write stays text: a site whose every text tries to be markup, script or a formula,
//! read by the parsers of others.
//!
//! The same site is built twice, once with harmless words in the place of the hostile ones. Whatever
//! differs in the structure of an output is something that a text did.

use crate::harness::document::Document;
use crate::harness::{Project, file, paths};
use portolan::build::run::Build;
use portolan::diag::print;
use pulldown_cmark::{Event, Parser};
use quick_xml::events::Event as Xml;
use serde_json::Value;

const HOSTILE: &str = "</title></script><svg/onload=alert(1)>\"'{{7*7}}{%x%}]]>&amp;\u{2028}\u{1f600}";
/// Titles of code have no quotation marks.
const TITLE: &str = "</title></script><svg/onload=alert(1)>'{{7*7}}";

fn built(words: &str, title: &str) -> Build {
    let pages = include_str!("strangers/pages.txt");
    let site =
        ["zh", "en"].map(|lang| pages.replace("LANG", lang)).concat() + include_str!("strangers/site.txt");
    let quoted = words.replace('"', "\\\"");
    let yaml = quoted.replace('\u{2028}', "\\u2028");
    let source = "{ title: \"source-title %Y\", publisher: \"source-publisher %Y\", \
                  url: \"https://example.com/?a=1&b='%22\", accessed: 2026-11-20 }";
    let site = [
        ("%S", source),
        ("%N", &"长".repeat(5000)),
        ("%Y", &yaml),
        ("%L", &quoted),
        ("%B", &words.replace("]]", "\\]\\]")),
        ("%M", words),
        ("%T", title),
    ]
    .into_iter()
    .fold(site, |site, (mark, text)| site.replace(mark, text));
    let build = Project::new(&site).build();
    assert!(build.is_sound(), "{}", print::short(&build.problems, &|_| None, portolan::base::lang::Lang::En));
    build
}

#[test]
fn no_text_changes_the_structure_of_an_output() {
    let (dark, light) = (built(HOSTILE, TITLE), built("tame", "tame"));
    assert_eq!(paths(&dark), paths(&light));
    let mut looked_at = 0;
    for path in paths(&dark).lines() {
        let structure: fn(&str) -> Vec<String> = match path.rsplit('.').next().unwrap_or_default() {
            "html" => |text| Document::parse(text).structure(),
            "xml" => xml,
            "json" => json,
            "csv" => csv,
            "md" => markdown,
            "txt" if path == "llms.txt" => markdown,
            "js" if path.starts_with("assets/search-zh") || path.starts_with("assets/search-en") => {
                |text| json(call(text))
            }
            _ => continue,
        };
        let (dark, light) = (structure(&file(&dark, path)), structure(&file(&light, path)));
        let first = dark.iter().zip(&light).position(|(dark, light)| dark != light);
        let around = |at: usize| format!("{:?} instead of {:?}", &dark[at..], &light[at..]);
        assert!(dark == light, "{path}: {:?}", first.map(around));
        looked_at += 1;
    }
    assert!(looked_at > 50, "{looked_at} outputs");
}

#[test]
fn every_text_arrives_as_it_was_written() {
    let build = built(HOSTILE, TITLE);
    let shown = |mark: &str| format!("{mark} {HOSTILE}");
    // Markdown reads entities.
    let read = |mark: &str| shown(mark).replace("&amp;", "&");
    let page = Document::parse(&file(&build, "en/mail/one/index.html"));
    for mark in ["one-answer", "one-text", "one-link", "one-cell", "one-task", "one-dt", "one-dd", "one-note"]
    {
        assert!(page.text().contains(&read(mark)), "{mark}");
    }
    for mark in ["one-code", "one-title", "port-name", "tag-name", "source-title", "shown", "label"] {
        assert!(page.text().contains(&shown(mark)), "{mark}");
    }
    // An alternative text holds no elements in CommonMark, not even such as are shown as text elsewhere.
    let alt = read("one-alt").replace("</title></script>", "");
    assert!(page.values().contains(&alt), "{alt}");
    for mark in ["one-image-title", "one-link-title"] {
        assert!(page.values().iter().any(|value| value.contains(&read(mark))), "{mark}");
    }
    let data = page.text_of("type", "application/ld+json").expect("it has metadata");
    let data: Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(data["@graph"][0]["headline"], shown("one-title"));
    let ports: Value = serde_json::from_str(&file(&build, "ports.json")).expect("JSON");
    assert_eq!(ports[0]["name"]["zh"], shown("port-name中"));
    assert_eq!(ports[0]["advice"]["reason"]["en"], shown("advice-reason"));
    // The entities of XML are among those of HTML.
    let feed = Document::parse(&file(&build, "zh/feed.xml")).text();
    assert!(feed.contains(&shown("one-title")) && feed.contains(&shown("two-summary")));
    let twin = file(&build, "en/mail/one/index.md");
    let mut text = String::new();
    for event in Parser::new_ext(&twin, pulldown_cmark::Options::ENABLE_TABLES) {
        if let Event::Text(part) | Event::Code(part) = event {
            text.push_str(&part);
        }
    }
    for mark in ["one-text", "one-cell"] {
        assert!(text.contains(&read(mark)), "{mark} in the twin");
    }
    for mark in ["one-title", "one-code", "port-name", "source-title", "shown", "label"] {
        assert!(text.contains(&shown(mark)), "{mark} in the twin");
    }
}

fn xml(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut lines = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Xml::Start(tag) | Xml::Empty(tag) => {
                let names = tag
                    .attributes()
                    .map(|attribute| attribute.expect("an attribute").key.as_ref().to_string());
                lines.push(format!("{} {}", tag.name().as_ref(), names.collect::<Vec<_>>().join(" ")));
            }
            Xml::CData(_) | Xml::PI(_) => panic!("nobody wrote it"),
            Xml::Eof => return lines,
            _ => {}
        }
    }
}

fn json(text: &str) -> Vec<String> {
    fn shape(value: &Value, lines: &mut Vec<String>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                lines.push(name.clone());
                shape(value, lines);
            }),
            Value::Array(items) => items.iter().for_each(|item| shape(item, lines)),
            Value::String(_) => lines.push("text".into()),
            other => lines.push(other.to_string()),
        }
    }
    let mut lines = Vec::new();
    shape(&serde_json::from_str(text).expect("JSON"), &mut lines);
    lines
}

// What a script of the index gives to its reader.
fn call(text: &str) -> &str {
    assert!(!text.contains(['\u{2028}', '\u{2029}']), "an old engine would end the line there");
    text.strip_prefix("__search(").and_then(|text| text.strip_suffix(")\n")).expect("a call")
}

// RFC 4180, read by the letter.
fn csv(text: &str) -> Vec<String> {
    let (mut rows, mut cells, mut quoted) = (Vec::new(), 1, false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells += 1,
            '\n' if !quoted => {
                rows.push(format!("{cells} cells"));
                cells = 1;
            }
            _ => {}
        }
    }
    assert!(!quoted, "every quotation mark is closed");
    rows
}

fn markdown(text: &str) -> Vec<String> {
    let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_FOOTNOTES;
    let events = Parser::new_ext(text, options).filter_map(|event| match event {
        Event::Start(tag) => Some(format!("{:?}", tag.to_end())),
        Event::Html(html) | Event::InlineHtml(html) => {
            // What the program writes itself: emphasis beside punctuation, and lines in cells.
            let own = ["<strong>", "</strong>", "<em>", "</em>", "<del>", "</del>", "<br>"];
            assert!(own.contains(&&*html), "{html}");
            None
        }
        _ => None,
    });
    events.collect()
}
