//! The glossary, both languages side by side.

use super::chrome::{About, Page};
use super::metadata::Thing;
use super::{Reader, Source};
use crate::base::lang::Lang;
use crate::base::registry::TermId;
use crate::model::address;
use crate::query::tracked::Tracked;
use serde::Serialize;

/// What the glossary adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The glossary.
    pub glossary: Glossary,
}

/// The glossary as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Glossary {
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub intro: String,
    /// The terms by id, which is the same order in both languages.
    pub terms: Vec<Term>,
}

/// A term as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    /// Its anchor.
    pub id: TermId,
    /// The word.
    pub name: String,
    /// The word in the other language.
    pub other: String,
    /// The BCP 47 tag of the other language.
    pub other_tag: &'static str,
    /// What it means.
    pub definition: String,
    /// Words that are not used for it.
    pub avoid: Vec<String>,
    /// Where the definition comes from.
    pub sources: Vec<Source>,
}

/// Makes the page.
pub fn page(site: &Tracked<'_>, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let title = reader.words.text("glossary_title").to_string();
    let intro = reader.words.text("glossary_intro").to_string();
    let terms = site.terms().into_iter().map(|id| {
        let term = site.term(id);
        Term {
            id: id.clone(),
            name: term.name.get(lang).clone(),
            other: term.name.get(lang.other()).clone(),
            other_tag: lang.other().tag(),
            definition: term.definition.get(lang).clone(),
            avoid: term.avoid.get(lang).clone(),
            sources: reader.sources(&term.references),
        }
    });
    let terms: Vec<Term> = terms.collect();
    let mut about = About::new("glossary", address::glossary(lang), &title, &intro);
    about.has_twin = true;
    about.thing = Some(Thing::Terms(
        terms.iter().map(|term| (term.id.clone(), term.name.clone(), term.definition.clone())).collect(),
    ));
    reader.page(about, Content { glossary: Glossary { title, intro, terms } })
}
