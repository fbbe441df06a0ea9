//! What became of the registry: a page and a feed of each language, where there is a history.

use super::feed::{self, Entry};
use super::{Format, Output};
use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::model::{Site, address};
use crate::query::tracked::Tracked;
use crate::view::Reader;
use crate::view::changes::{self, Day};

/// The format.
pub const FORMAT: Format = Format { name: "changes", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    let mut outputs = Vec::new();
    for lang in Lang::ALL.into_iter().filter(|_| !site.history.is_empty()) {
        outputs.push(Output::page("changes", &address::changes(lang), lang, |lang, press| {
            press.render("changes.html", &changes::page(press.site, *lang))
        }));
        if site.settings.has_feeds() {
            outputs.push(Output::file("changes-feed", &address::changes_feed(lang), lang, |lang, press| {
                Ok(feed_of(press.site, *lang).into_bytes())
            }));
        }
    }
    outputs
}

fn feed_of(site: &Tracked<'_>, lang: Lang) -> String {
    let reader = Reader::new(site, lang);
    let days = changes::days(&reader);
    let page = address::changes(lang);
    let entries = days.iter().map(|day| Entry {
        title: format!(
            "{}{}{}",
            reader.words.text("changes_title"),
            reader.words.text("colon"),
            day.date.text
        ),
        address: format!("{page}#{}", day.date.iso),
        updated: Date::parse(&day.date.iso),
        published: None,
        categories: Vec::new(),
        summary: summary(&reader, day),
    });
    let about = feed::About {
        own: address::changes_feed(lang),
        page: page.clone(),
        title: format!("{} – {}", reader.words.text("changes_title"), site.site_text(lang).name),
        subtitle: reader.words.text("changes_intro").to_string(),
    };
    feed::feed(site, lang, &about, entries.collect())
}

fn summary(reader: &Reader<'_>, day: &Day) -> String {
    let colon = reader.words.text("colon");
    let items: Vec<String> =
        day.items.iter().map(|item| format!("{}{colon}{}", item.title, item.deed)).collect();
    let list = (!items.is_empty()).then(|| reader.words.list(&items));
    day.notes.iter().cloned().chain(list).collect::<Vec<_>>().join(" ")
}
