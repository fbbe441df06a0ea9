//! Pages as Markdown: what a twin says, that it says what its page says, and where it is listed.

use crate::harness::document::Document;
use crate::harness::{Project, file, paths, repository};
use portolan::build::run::{self, Build, Options};
use pulldown_cmark::{Options as Markdown, Parser, html};
use std::collections::BTreeSet;

fn site() -> Project {
    Project::small("").with_every_output()
}

fn twins(build: &Build) -> BTreeSet<String> {
    paths(build).lines().filter(|path| path.ends_with("/index.md")).map(String::from).collect()
}

#[test]
fn an_article_has_a_twin_in_the_languages_in_which_it_is_written() {
    let mut project = site();
    project.remove("content/en/mail/send.md");
    let build = project.build();
    let mail: Vec<String> = twins(&build).into_iter().filter(|path| path.contains("/mail/")).collect();
    assert_eq!(mail, ["en/mail/read/index.md", "zh/mail/read/index.md", "zh/mail/send/index.md"]);
    assert!(!file(&build, "en/mail/send/index.html").contains("text/markdown"));
}

#[test]
fn every_page_names_its_twin_and_the_list_names_articles_and_ports() {
    let build = site().sound();
    let twins = twins(&build);
    let link = "<link rel=\"alternate\" type=\"text/markdown\" href=\"index.md\">";
    let all = paths(&build);
    let naming =
        all.lines().filter(|path| path.ends_with("/index.html") && file(&build, path).contains(link));
    assert_eq!(naming.map(|path| path.replace(".html", ".md")).collect::<BTreeSet<_>>(), twins);
    let list = file(&build, "llms.txt");
    let listed = list.split("](").skip(1).map(|rest| rest[..rest.find(')').expect("an end")].to_string());
    let is_listed =
        |path: &String| path.contains("/mail/") || path.contains("/ports/") && !path.contains("sheet");
    let wanted = twins.into_iter().filter(is_listed);
    let data = ["ports.csv", "ports.json"].map(String::from);
    assert_eq!(listed.collect::<BTreeSet<_>>(), wanted.chain(data).collect());
}

/// Every page of our own site that has a twin: the same cells in the same tables, and the same text.
#[test]
fn pages_and_twins_say_the_same_cell_by_cell() {
    let build = run::build(&repository(), &Options::default());
    let (mut twins, mut cells) = (0, 0);
    for path in build.files.keys().filter(|path| path.as_str().ends_with("/index.md")) {
        let page = Document::parse(&file(&build, &path.as_str().replace(".md", ".html")));
        let twin = Document::parse(&format!("<main>{}</main>", rendered(&file(&build, path.as_str()))));
        assert_eq!(twin.rows(), page.rows(), "{path}");
        assert_eq!(twin.shown(), page.shown(), "{path}");
        twins += 1;
        cells += page.rows().iter().map(Vec::len).sum::<usize>();
    }
    assert!(twins > 250 && cells > 1000, "{twins} twins with {cells} cells");
}

/// Markdown as somebody else's program shows it.
fn rendered(markdown: &str) -> String {
    let options = Markdown::ENABLE_TABLES
        | Markdown::ENABLE_FOOTNOTES
        | Markdown::ENABLE_STRIKETHROUGH
        | Markdown::ENABLE_TASKLISTS;
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, options));
    out
}
