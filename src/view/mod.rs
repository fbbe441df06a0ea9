//! What templates receive: plain data, one struct for each kind of page.
//!
//! A view sees the site only through [`Tracked`] and knows no template engine. Every `href` is
//! relative to the root of the site; templates put `root` before it. Texts are plain, except
//! fields named `html`.

pub mod article;
pub mod body;
pub mod changes;
pub mod cheatsheet;
pub mod chrome;
pub mod code;
pub mod diagram;
pub mod document;
pub mod entrance;
pub mod filters;
pub mod frame;
pub mod glossary;
pub mod home;
mod lagging;
pub mod listing;
pub mod lookups;
pub mod metadata;
pub mod missing;
pub mod plain;
pub mod port;
pub mod ports;
pub mod provider;
pub mod redirect;
pub mod search;
pub mod section;
pub mod service;
pub mod sources;
pub mod table;
pub mod tag;
pub mod words;

use crate::base::date;
use crate::base::lang::Lang;
use crate::base::registry::{PortId, Reference};
use crate::facts::ports::PortName;
use crate::model::{ArticleId, address};
use crate::query::tracked::Tracked;
use crate::syntax::standards::Checked;
use serde::Serialize;
use words::Words;

/// What a view is made with: the site, the reader's language and its interface texts.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The site, through questions.
    pub site: &'a Tracked<'a>,
    /// The language of the page.
    pub lang: Lang,
    /// The interface texts.
    pub words: Words<'a>,
}

/// A link within the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub href: String,
}

/// A link to an article by its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleLink {
    /// The title.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The name of its language, when that is not the reader's.
    pub foreign: Option<String>,
    /// The BCP 47 tag of its text.
    pub tag: &'static str,
}

/// A calendar date in two forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Date {
    /// `2026-11-20`
    pub iso: String,
    /// As the language writes it.
    pub text: String,
    /// Of facts that were checked then: the last day on which nobody has to look at them again. Only a
    /// reader's clock can tell whether it has passed.
    pub due: Option<String>,
}

/// An encryption mode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chip {
    /// The word in CSS classes.
    pub kind: &'static str,
    /// The word for readers.
    pub text: String,
}

/// What to do with a port.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The word in CSS classes.
    pub verdict: &'static str,
    /// The word for readers.
    pub text: String,
}

/// What to do with a port, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// What to do.
    #[serde(flatten)]
    pub mark: Mark,
    /// Why.
    pub reason: String,
}

/// A link to a port.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PortLink {
    /// The number or range.
    pub number: String,
    /// Where it leads.
    pub href: String,
    /// The name of the entry.
    pub title: String,
}

/// A source of facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Where it can be read.
    pub url: String,
    /// When it was read.
    pub accessed: Option<Date>,
    /// Whether it is the authority on its facts.
    pub primary: bool,
}

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The title.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// One or two sentences.
    pub summary: String,
    /// When its facts were checked.
    pub checked: Option<Date>,
    /// The name of its language, when that is not the reader's.
    pub foreign: Option<String>,
    /// The BCP 47 tag of its text.
    pub tag: &'static str,
}

/// A port shown like the denomination of a stamp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stamp {
    /// The number or range.
    pub number: String,
    /// The name of its service, which is short.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The recommended mode.
    pub encryption: Option<Chip>,
    /// What to do with it.
    pub advice: Option<Mark>,
}

impl<'a> Reader<'a> {
    /// Begins to read in a language.
    pub fn new(site: &'a Tracked<'a>, lang: Lang) -> Reader<'a> {
        Reader { site, lang, words: Words::new(lang, site) }
    }

    /// A link to a port.
    pub fn port_link(&self, id: &PortId) -> PortLink {
        let name = self.site.port_name(id, self.lang);
        PortLink {
            number: self.words.number(name.number),
            href: port_href(self.lang, name),
            title: name.name.clone(),
        }
    }

    /// The day on which facts were checked; how long they hold is what `days` takes from the standards.
    pub fn checked(&self, date: date::Date, days: impl FnOnce(&Checked) -> i64) -> Date {
        let standard = self.site.settings().checked.as_ref();
        let due = standard.and_then(|standard| date::Date::of_days(date.days() + days(standard)));
        Date { due: due.map(|date| date.to_string()), ..self.words.date(date) }
    }

    /// A stamp.
    pub fn stamp(&self, id: &PortId) -> Stamp {
        let (name, row) = (self.site.port_name(id, self.lang), self.site.port_row(id));
        Stamp {
            number: self.words.number(name.number),
            title: self.site.service_name(&name.service).1.get(self.lang).clone(),
            href: port_href(self.lang, name),
            encryption: row.encryption.first().map(|mode| self.words.chip(*mode)),
            advice: row.verdict.map(|verdict| self.words.verdict(verdict)),
        }
    }

    /// Links to all entries that have a number of their own, in order and without repetition.
    pub fn port_links(&self, ids: &[PortId]) -> Vec<PortLink> {
        let mut links: Vec<PortLink> = ids.iter().map(|id| self.port_link(id)).collect();
        links.dedup();
        links
    }

    /// An article in a list.
    pub fn card(&self, id: &ArticleId) -> Card {
        let head = self.site.head(id);
        Card {
            title: head.title.clone(),
            href: address::article(self.lang, &id.key),
            summary: head.summary.clone(),
            checked: head.checked.map(|date| self.checked(date, |standard| standard.of_article(&head.tags))),
            foreign: self.foreign(id.lang),
            tag: id.lang.tag(),
        }
    }

    /// A link to an article by its title.
    pub fn article_link(&self, id: &ArticleId) -> ArticleLink {
        ArticleLink {
            title: self.site.title(id).to_string(),
            href: address::article(self.lang, &id.key),
            foreign: self.foreign(id.lang),
            tag: id.lang.tag(),
        }
    }

    /// The name of a language that is not the reader's.
    pub fn foreign(&self, lang: Lang) -> Option<String> {
        (lang != self.lang).then(|| self.words.text("foreign").to_string())
    }

    /// Sources, each once.
    pub fn sources(&self, references: &[Reference]) -> Vec<Source> {
        references
            .iter()
            .map(|reference| Source {
                title: reference.title(self.lang),
                publisher: reference.publisher().to_string(),
                url: reference.url(),
                accessed: reference.accessed().map(|date| self.words.date(date)),
                primary: reference.is_primary(),
            })
            .collect()
    }
}

/// The address of an entry: the page of its number, and its part of the page when it is not the
/// first one there.
pub fn port_href(lang: Lang, row: &PortName) -> String {
    let page = address::port(lang, row.number);
    if row.is_first { page } else { format!("{page}#{}", row.id) }
}

// The first of each link, in order.
fn unique<T: PartialEq>(links: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for link in links {
        if !kept.contains(&link) {
            kept.push(link);
        }
    }
    kept
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(c),
        }
    }
    html
}
