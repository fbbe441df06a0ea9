//! The search page of each language and its index.
//!
//! An index is a list of scripts, because a page that is read from a disk may load nothing else.
//! Small sites have one file for each language. Large ones have one that says how many parts there
//! are, parts by term and parts by document: a reader loads those that a query needs.
//!
//! The script is `static/assets/search.js`.

use super::{Extra, Format, Output};
use crate::base::lang::Lang;
use crate::facts::Facts;
use crate::facts::search::document::Document;
use crate::facts::search::index::{Index, Postings};
use crate::facts::search::terms::BUCKETS;
use crate::model::{Site, address};
use crate::query::tracked::Tracked;
use crate::view::search;
use crate::view::words::Words;
use serde_json::{Value, json};

/// The format.
pub const FORMAT: Format = Format { name: "search", plan };

/// The text that is published in one file, in bytes. It travels with half of its size.
const WHOLE: usize = 240 << 10;
/// The text whose terms go into one part, in bytes.
const PART: usize = 32 << 10;
/// What the page of a port, service, provider or term says on average, in bytes, and an error message.
const ENTRY: usize = 832;
/// How many documents are in one part. Results come from many.
const CHUNK: usize = 16;

fn plan(site: &Site, facts: &Facts) -> Vec<Output> {
    if !site.settings.has(Extra::Search) {
        return Vec::new();
    }
    Lang::ALL.into_iter().flat_map(|lang| plan_language(site, facts, lang)).collect()
}

fn plan_language(site: &Site, facts: &Facts, lang: Lang) -> Vec<Output> {
    let mut outputs = vec![Output::page("search", &address::search(lang), lang, |lang, press| {
        press.render("search.html", &search::page(press.site, *lang))
    })];
    let sizes = site.articles.iter().filter(|(id, _)| id.lang == lang).map(|(_, article)| article.size);
    let articles = sizes.clone().count();
    let numbers = facts.ports.pages.len();
    let errors = facts.lookups.places.len();
    let entries = numbers + site.services.len() + site.providers.len() + site.terms.len() + errors;
    let size = sizes.sum::<usize>() + entries * ENTRY;
    let place = format!("assets/search-{lang}.js");
    if size <= WHOLE {
        let whole = Output::file("index", &place, lang, |lang, press| Ok(whole(press.site, *lang)));
        outputs.push(whole.made_from(lang));
        return outputs;
    }
    let parts = u16::try_from(size / PART).unwrap_or(BUCKETS).next_power_of_two().min(BUCKETS);
    outputs.push(
        Output::file("index", &place, (lang, parts), |(lang, parts), press| {
            Ok(entry(press.site, *lang, *parts))
        })
        .made_from(lang),
    );
    for part in 0..parts {
        let place = format!("assets/search/{lang}-t{part}.js");
        let terms = Output::file("terms", &place, (lang, part, parts), |(lang, part, parts), press| {
            Ok(terms(press.site.search_index(*lang), *lang, *part, *parts))
        });
        outputs.push(terms.made_from(lang));
    }
    let count = articles + site.sections.len() + entries;
    for chunk in 0..count.div_ceil(CHUNK) {
        let place = format!("assets/search/{lang}-d{chunk}.js");
        let chunk = Output::file("documents", &place, (lang, chunk), |(lang, chunk), press| {
            Ok(documents(press.site.search_index(*lang), *lang, *chunk))
        });
        outputs.push(chunk.made_from(lang));
    }
    outputs
}

// Everything in one file; the script makes the terms itself.
fn whole(site: &Tracked<'_>, lang: Lang) -> Vec<u8> {
    let index = site.search_index(lang);
    let documents = index.documents.iter().map(|indexed| {
        let document = &indexed.document;
        let mut value = shown(document);
        value["number"] = json!(document.number.map(|number| number.to_string()));
        value["ports"] = json!(document.ports);
        value["aliases"] = json!(document.aliases);
        value["text"] = json!(document.text);
        value
    });
    let documents: Vec<Value> = documents.collect();
    script(&json!({
        "name": format!("search-{lang}"),
        "lang": lang,
        "texts": texts(site, lang),
        "ranges": ranges(index),
        "documents": documents,
    }))
}

fn entry(site: &Tracked<'_>, lang: Lang, parts: u16) -> Vec<u8> {
    let index = site.search_index(lang);
    script(&json!({
        "name": format!("search-{lang}"),
        "lang": lang,
        "texts": texts(site, lang),
        "ranges": ranges(index),
        "version": index.version(),
        "count": index.documents.len(),
        "parts": parts,
        "chunk": CHUNK,
    }))
}

fn terms(index: &Index, lang: Lang, part: u16, parts: u16) -> Vec<u8> {
    let width = BUCKETS / parts;
    let lines = index.postings(part * width..(part + 1) * width);
    let lines: Vec<String> =
        lines.iter().map(|(term, postings)| format!("{term}\t{}", encode(postings))).collect();
    script(&json!({ "name": format!("search/{lang}-t{part}"), "lines": lines.join("\n") }))
}

fn documents(index: &Index, lang: Lang, chunk: usize) -> Vec<u8> {
    let documents = index.documents.iter().skip(chunk * CHUNK).take(CHUNK);
    let documents: Vec<Value> = documents.map(|indexed| shown(&indexed.document)).collect();
    script(&json!({ "name": format!("search/{lang}-d{chunk}"), "documents": documents }))
}

// What a result shows.
fn shown(document: &Document) -> Value {
    json!({
        "href": document.href,
        "title": document.title,
        "label": document.label,
        "summary": document.summary,
        "headings": document.headings,
    })
}

// Pages of several numbers: the first, the last, the document.
fn ranges(index: &Index) -> Vec<(u16, u16, usize)> {
    let numbers =
        index.documents.iter().enumerate().filter_map(|(at, indexed)| Some((at, indexed.document.number?)));
    let ranges = numbers.filter(|(_, number)| number.first < number.last);
    ranges.map(|(at, number)| (number.first, number.last, at)).collect()
}

// What the script says, in the words of the site.
fn texts(site: &Tracked<'_>, lang: Lang) -> Value {
    let words = Words::new(lang, site);
    json!({
        "none": words.text("search_none"),
        "one": words.count("search_count", 1),
        "many": words.text("search_count"),
        "other": words.text("search_other"),
    })
}

fn script(value: &Value) -> Vec<u8> {
    // Script before 2019 takes these two for line ends, JSON does not.
    let json = value.to_string().replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    format!("__search({json})\n").into_bytes()
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Steps between documents, doubled, and odd when the fields follow: most terms stand in the text
// alone, and so take one or two characters for each document.
fn encode(postings: &Postings) -> String {
    let mut code = String::new();
    let mut next = 0;
    for (document, fields) in postings {
        let step = document + 1 - next;
        next = document + 1;
        match fields {
            1 => push(&mut code, step * 2),
            _ => {
                push(&mut code, step * 2 + 1);
                push(&mut code, u32::from(*fields));
            }
        }
    }
    code
}

// Five bits to a digit, the lowest first; 32 says that more follow.
fn push(code: &mut String, mut number: u32) {
    while number > 31 {
        code.push(char::from(DIGITS[(number & 31 | 32) as usize]));
        number >>= 5;
    }
    code.push(char::from(DIGITS[number as usize]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_are_written_in_few_characters() {
        // The script reads these in tests/search/search.test.js.
        assert_eq!(encode(&vec![(0, 1), (1, 1), (40, 1), (41, 64), (5000, 35)]), "CCuCDgC_1JjB");
    }

    #[test]
    fn an_index_is_a_call_that_any_script_engine_reads() {
        assert_eq!(
            String::from_utf8(script(&json!({ "a": "</script>\u{2028}\"" }))).expect("UTF-8"),
            "__search({\"a\":\"</script>\\u2028\\\"\"})\n"
        );
    }
}
