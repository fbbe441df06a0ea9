//! All documents of a language with their terms.

use super::document::{Document, Field};
use super::terms::{self, bucket, fold, is_beginning};
use crate::base::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// What can be found in a language.
#[derive(Debug, Default)]
pub struct Index {
    /// The documents, in the order in which they are numbered.
    pub documents: Vec<Indexed>,
}

/// A document and its terms.
#[derive(Debug, Serialize, Deserialize)]
pub struct Indexed {
    /// The document.
    pub document: Document,
    /// Its terms.
    pub terms: Terms,
}

/// The terms of a document, each once, with the fields in which it stands. They are ordered by
/// bucket, so that a part of an index reads only its own.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Terms {
    // One after the other; an entry says where its term ends.
    text: String,
    entries: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Entry {
    bucket: u16,
    fields: u8,
    end: u32,
}

/// The documents that hold a term, by number, each with the fields in which it stands.
pub type Postings = Vec<(u32, u8)>;

// The fields whose lines are names.
const NAMES: [u8; 2] = [Field::Title as u8, Field::Aliases as u8];

impl Indexed {
    /// Reads a document.
    pub fn new(document: Document) -> Indexed {
        Indexed { terms: Terms::of(&document), document }
    }
}

impl Terms {
    /// The terms of a document.
    pub fn of(document: &Document) -> Terms {
        let fields: Vec<_> =
            document.fields().into_iter().map(|(field, text)| (field as u8, fold(&text))).collect();
        let names = fields.iter().filter(|(field, _)| NAMES.contains(field));
        let names: Vec<(u8, String)> = names
            .flat_map(|(field, text)| text.lines().filter_map(|line| Some((*field, terms::whole(line)?))))
            .collect();
        let mut found: Vec<(u16, &str, u8)> =
            names.iter().map(|(field, name)| (bucket(name), name.as_str(), *field)).collect();
        for (field, text) in &fields {
            found.extend(terms::of_text(text).into_iter().map(|term| (bucket(term), term, *field)));
        }
        found.sort_unstable();
        let mut terms = Terms::default();
        let mut last = None;
        for (bucket, term, field) in found {
            if last == Some((bucket, term)) {
                terms.entries.last_mut().expect("the term is there already").fields |= field;
                continue;
            }
            terms.text.push_str(term);
            let end = u32::try_from(terms.text.len()).expect("a file has at most 16 MiB");
            terms.entries.push(Entry { bucket, fields: field, end });
            last = Some((bucket, term));
        }
        terms
    }

    /// Whether everything that a query asks for is there.
    pub fn answer(&self, query: &str) -> bool {
        let folded = fold(query);
        terms::of_query(&folded).into_iter().all(|term| {
            self.within(bucket(term)..bucket(term) + 1)
                .any(|(known, _)| known == term || (is_beginning(term) && known.starts_with(term)))
        })
    }

    // The terms of some buckets, in order.
    fn within(&self, buckets: Range<u16>) -> impl Iterator<Item = (&str, u8)> {
        let first = self.entries.partition_point(|entry| entry.bucket < buckets.start);
        let entries = self.entries[first..].iter().take_while(move |entry| entry.bucket < buckets.end);
        let mut start = first.checked_sub(1).map_or(0, |before| self.entries[before].end as usize);
        entries.map(move |entry| {
            let term = &self.text[start..entry.end as usize];
            start = entry.end as usize;
            (term, entry.fields)
        })
    }
}

impl Index {
    /// The terms of some buckets, with the documents that hold them.
    pub fn postings(&self, buckets: Range<u16>) -> BTreeMap<&str, Postings> {
        let mut postings: BTreeMap<&str, Postings> = BTreeMap::new();
        for (number, indexed) in (0u32..).zip(&self.documents) {
            for (term, fields) in indexed.terms.within(buckets.clone()) {
                postings.entry(term).or_default().push((number, fields));
            }
        }
        postings
    }

    /// What tells this index from others: the parts of one index have the same.
    pub fn version(&self) -> String {
        let mut all = String::new();
        for Indexed { document, terms } in &self.documents {
            let parts = [&document.href, &document.title, &document.label, &document.summary, &terms.text];
            let bytes = parts.map(String::as_str).join("\n");
            all.push_str(&Fingerprint::of_bytes(bytes.as_bytes()).to_string());
        }
        Fingerprint::of_bytes(all.as_bytes()).short()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::search::terms::BUCKETS;

    fn index() -> Index {
        let document = |title: &str, text: &str| {
            Indexed::new(Document { title: title.into(), text: text.into(), ..Document::default() })
        };
        Index { documents: vec![document("发信", "用 465 发信"), document("收信", "用 993，IMAP")] }
    }

    #[test]
    fn a_term_knows_its_documents_and_the_fields_it_stands_in() {
        let index = index();
        let all = index.postings(0..BUCKETS);
        let both = Field::Title as u8 | Field::Text as u8;
        assert_eq!(all["发信"], [(0, both)]);
        assert_eq!(all["信"], [(0, both), (1, Field::Title as u8)]);
        assert_eq!(all["=发信"], [(0, Field::Title as u8)]);
        assert_eq!(all["imap"], [(1, Field::Text as u8)]);
        assert_eq!(all["用"], [(0, Field::Text as u8), (1, Field::Text as u8)]);
    }

    #[test]
    fn the_parts_of_an_index_are_the_whole() {
        let index = index();
        let mut parts = BTreeMap::new();
        for start in (0..BUCKETS).step_by(64) {
            parts.extend(index.postings(start..start + 64));
        }
        assert_eq!(parts, index.postings(0..BUCKETS));
    }

    #[test]
    fn a_document_answers_to_its_own_text_and_to_beginnings_of_its_words() {
        let index = index();
        let [send, read] = [&index.documents[0].terms, &index.documents[1].terms];
        assert!(send.answer("发信 46") && !send.answer("发信 993") && !send.answer("4655"));
        assert!(read.answer("ｉｍａ") && read.answer("收") && !read.answer("信用"));
    }
}
