//! Article pages: each article in each language, with the original where a translation is missing.

use super::{Format, Output};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{ArticleId, Site, address};
use crate::view::{Reader, article};

/// The format.
pub const FORMAT: Format = Format { name: "article", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for key in site.keys() {
        for lang in Lang::ALL {
            let shown = site.shown(key, lang);
            let own = shown.as_ref().is_some_and(|id| id.lang == lang);
            let source = shown.map(|id| &site.articles[&id].path);
            let output = Output::page(
                "article",
                &address::article(lang, key),
                (key.clone(), lang),
                |(key, lang), press| {
                    let page = article::page(press.site, key, *lang);
                    let page = page.expect("the plan holds articles that exist");
                    let id = ArticleId::new(key, *lang);
                    match press.site.translation(key, *lang) {
                        Some(own) if own == *lang => press.render_found("article.html", &page, || {
                            Reader::new(press.site, *lang).article_document(&id)
                        }),
                        // A fallback is found in the language in which it is written.
                        _ => press.render("article.html", &page),
                    }
                },
            );
            let output = output.from(source);
            outputs.push(match own {
                true => output.with_twin(site),
                false => output,
            });
        }
    }
    outputs
}
