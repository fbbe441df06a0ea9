//! For programs that look for something to read: `llms.txt` (llmstxt.org), every article and port in
//! both languages with one sentence, each leading to its Markdown.

use super::{Format, Output};
use crate::base::extra::Extra;
use crate::base::lang::Lang;
use crate::base::path::SitePath;
use crate::facts::Facts;
use crate::model::{ArticleId, SectionId, Site, address};
use crate::query::PortFilter;
use crate::query::tracked::Tracked;
use crate::render::markdown;
use crate::view::words::Words;

/// The format.
pub const FORMAT: Format = Format { name: "llms", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let is_wanted = site.settings.has(Extra::Markdown);
    let llms = || Output::file("llms", "llms.txt", (), |(), press| Ok(llms(press.site).into_bytes()));
    is_wanted.then(llms).into_iter().collect()
}

fn llms(site: &Tracked<'_>) -> String {
    let languages = &site.settings().languages;
    let names: Vec<String> =
        languages.iter().map(|lang| markdown::text(&site.site_text(*lang).name)).collect();
    let mut text = format!("# {}\n\n", names.join(" · "));
    for lang in languages {
        text.push_str(&format!("> {}\n", markdown::text(&site.site_text(*lang).summary)));
    }
    for lang in languages {
        language(site, *lang, &mut text);
    }
    text.push_str("\n## Data\n\n- [ports.json](ports.json)\n- [ports.csv](ports.csv)\n");
    text
}

fn language(site: &Tracked<'_>, lang: Lang, text: &mut String) {
    let words = Words::new(lang, site);
    let mut list = |title: &str, items: Vec<String>| {
        if !items.is_empty() {
            text.push_str(&format!("\n## {}: {}\n\n", lang.name(), markdown::text(title)));
            text.push_str(&items.concat());
        }
    };
    let articles = |id: &SectionId| -> Vec<String> {
        let own = site.articles(id, lang).iter().filter(|id| id.lang == lang);
        let line = |id: &ArticleId| {
            let head = site.head(id);
            item(&head.title, &address::article(lang, &id.key), &head.summary)
        };
        own.map(line).collect()
    };
    for id in site.sections() {
        list(site.section_title(id, lang).unwrap_or_default(), articles(id));
    }
    list(&site.site_text(lang).name, articles(&SectionId::top()));
    let ports = site.ports(PortFilter::All).into_iter().filter(|id| site.port_name(id, lang).is_first);
    let items = ports.map(|id| {
        let name = site.port_name(id, lang);
        let title = format!("{} {}", words.number(name.number), name.name);
        item(&title, &address::port(lang, name.number), site.port_summary(id, lang))
    });
    list(words.text("ports_title"), items.collect());
}

fn item(title: &str, page: &str, summary: &str) -> String {
    let (title, summary) = (markdown::text(title), markdown::text(summary));
    format!("- [{title}]({}): {summary}\n", address::twin(&SitePath::page(page)))
}
