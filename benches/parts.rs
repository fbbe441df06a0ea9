//! What parts of a clean build cost when nothing else is done: the floor of each.
//!
//! `cargo bench --bench parts -- SITE` reads the site folder and prints, for one thread, medians of
//! five runs. What is measured is the library that does the part, on the files of the site, in the
//! way in which that library is fastest.

#![expect(clippy::print_stdout, reason = "it is made for its numbers")]

use portolan::source::disk;
use pulldown_cmark::{Options, Parser, html};
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

const RUNS: usize = 5;

fn main() {
    let site = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let site = PathBuf::from(site.unwrap_or_else(|| ".".into()));
    let snapshot = disk::read(&site).expect("a site folder");
    let files: Vec<(&str, &[u8])> =
        snapshot.files().map(|(path, file)| (path.as_str(), file.bytes.as_ref())).collect();
    let text = |bytes| std::str::from_utf8(bytes).expect("UTF-8");
    let ending = |end: &'static str| files.iter().filter(move |(path, _)| path.ends_with(end));
    let articles: Vec<(&str, &str)> = ending(".md")
        .map(|(_, bytes)| text(bytes))
        .filter_map(|text| text[4..].split_once("\n---\n"))
        .collect();
    let registry: Vec<&str> = ending(".yaml")
        .filter(|(path, _)| path.contains("/registry/"))
        .map(|(_, bytes)| text(bytes))
        .collect();
    let bodies: Vec<String> = articles.iter().map(|(_, body)| rendered(body)).collect();

    row("read: every file, one by one", files.len(), sum(files.iter().map(|(_, bytes)| bytes.len())), || {
        drop(black_box(disk::read(&site).expect("a site folder")));
    });
    row("blake3: every file", files.len(), sum(files.iter().map(|(_, bytes)| bytes.len())), || {
        files.iter().for_each(|(_, bytes)| {
            black_box(blake3::hash(bytes));
        });
    });
    row(
        "pulldown-cmark: bodies to HTML",
        articles.len(),
        sum(articles.iter().map(|(_, body)| body.len())),
        || {
            articles.iter().for_each(|(_, body)| drop(black_box(rendered(body))));
        },
    );
    row(
        "serde_yaml: front matter",
        articles.len(),
        sum(articles.iter().map(|(front, _)| front.len())),
        || {
            articles.iter().for_each(|(front, _)| drop(black_box(values(front))));
        },
    );
    row("serde_yaml: the registry", registry.len(), sum(registry.iter().map(|text| text.len())), || {
        registry.iter().for_each(|text| drop(black_box(values(text))));
    });
    tera(&bodies);
}

// A page that has its body, a title and a list of links, in the least template that shows them.
fn tera(bodies: &[String]) {
    let mut engine = tera::Tera::default();
    let template = "<title>{{ title }}</title>{% for link in links %}<a href=\"{{ link.href }}\">{{ link.text }}</a>\
                    {% endfor %}{{ body | safe }}";
    engine.add_raw_template("page.html", template).expect("it is a template");
    let links: Vec<_> = (0..100)
        .map(|number| serde_json::json!({ "href": format!("../a{number}/"), "text": format!("端口 {number}") }))
        .collect();
    row(
        "tera: a page for each body, with 100 links",
        bodies.len(),
        sum(bodies.iter().map(String::len)),
        || {
            for body in bodies {
                let mut context = tera::Context::new();
                context.insert("title", "端口");
                context.insert("links", &links);
                context.insert("body", body);
                drop(black_box(engine.render("page.html", &context).expect("it renders")));
            }
        },
    );
}

fn rendered(body: &str) -> String {
    let mut out = String::with_capacity(body.len() * 3 / 2);
    html::push_html(&mut out, Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES));
    out
}

fn values(text: &str) -> serde_yaml::Value {
    serde_yaml::from_str(text).expect("YAML")
}

fn sum(sizes: impl Iterator<Item = usize>) -> usize {
    sizes.sum()
}

fn row(what: &str, things: usize, bytes: usize, mut work: impl FnMut()) {
    let mut times = [0.0; RUNS];
    for time in &mut times {
        let start = Instant::now();
        work();
        *time = start.elapsed().as_secs_f64() * 1e3;
    }
    times.sort_by(f64::total_cmp);
    println!("{what}: {things} things, {:.1} MB, {:.1} ms", bytes as f64 / 1e6, times[RUNS / 2]);
}
