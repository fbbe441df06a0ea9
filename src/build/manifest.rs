//! What the last build recorded: which outputs it made, what each one asked, and what it was told.
//!
//! A manifest that is damaged, foreign, older or made by another generator is no manifest: the next
//! build is then a clean one.

use super::sealed;
use crate::base::fingerprint::Fingerprint;
use crate::base::path::SitePath;
use crate::facts::search::document::DocumentId;
use crate::query::Question;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

const HEAD: &str = "portolan manifest 3";

/// The record of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Every question that any output asked, with the fingerprint of its answer.
    pub answers: Vec<(Question, Fingerprint)>,
    /// What was asked for each part that several outputs share, as places in `answers`, in order.
    pub shared: Vec<Vec<u32>>,
    /// The outputs.
    pub outputs: BTreeMap<SitePath, Record>,
    /// The documents of search.
    pub documents: BTreeMap<DocumentId, Document>,
}

/// The record of one output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What it asked, as places in [`Manifest::answers`], in order.
    pub asked: Vec<u32>,
    /// The part that it shares with others, as a place in [`Manifest::shared`].
    pub shared: Option<u32>,
    /// What it was made for: the format and its key.
    pub owner: Fingerprint,
    /// Its bytes.
    pub bytes: Fingerprint,
    /// Why it was made.
    pub reason: Reason,
}

/// The record of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What it asked, as places in [`Manifest::answers`], in order.
    pub asked: Vec<u32>,
    /// What it says.
    pub print: Fingerprint,
}

/// Why an output was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// There was no manifest, or none was wanted.
    Clean,
    /// The last build had no such output, or one that was made for something else.
    New,
    /// Its file was not as the last build had left it.
    File,
    /// The answer to this question changed; it is the first one that did.
    Asked(Question),
}

impl Manifest {
    /// The record as bytes. `generator` stands for the program that wrote it.
    pub fn encode(&self, generator: Fingerprint) -> Vec<u8> {
        sealed::seal(HEAD, generator, self)
    }

    /// Reads a record that the same program wrote; `None` for anything else.
    pub fn decode(bytes: &[u8], generator: Fingerprint) -> Option<Manifest> {
        let manifest: Manifest = sealed::open(HEAD, generator, bytes)?;
        let places = u32::try_from(manifest.answers.len()).ok()?;
        let parts = u32::try_from(manifest.shared.len()).ok()?;
        let is_whole = |asked: &Vec<u32>| asked.iter().all(|at| *at < places);
        let whole = manifest.shared.iter().all(is_whole)
            && manifest.documents.values().all(|document| is_whole(&document.asked))
            && manifest
                .outputs
                .values()
                .all(|record| is_whole(&record.asked) && record.shared.is_none_or(|part| part < parts));
        whole.then_some(manifest)
    }

    /// What an output asked, in order.
    pub fn asked<'a>(&'a self, record: &'a Record) -> impl Iterator<Item = &'a Question> {
        let part = record.shared.map(|part| &self.shared[part as usize]);
        let places: BTreeSet<u32> = record.asked.iter().chain(part.into_iter().flatten()).copied().collect();
        places.into_iter().map(|at| &self.answers[at as usize].0)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Clean => write!(f, "clean build"),
            Reason::New => write!(f, "new"),
            Reason::File => write!(f, "file changed"),
            Reason::Asked(question) => write!(f, "{question}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;

    fn sample() -> Manifest {
        let record = Record {
            asked: vec![0],
            shared: Some(0),
            owner: Fingerprint::of_bytes(b"z"),
            bytes: Fingerprint::of_bytes(b"x"),
            reason: Reason::Asked(Question::Recent(Lang::Zh)),
        };
        Manifest {
            answers: vec![(Question::Recent(Lang::Zh), Fingerprint::of_bytes(b"y"))],
            shared: vec![vec![0]],
            outputs: BTreeMap::from([(SitePath::page("zh/发信/"), record)]),
            documents: BTreeMap::new(),
        }
    }

    #[test]
    fn a_manifest_is_read_back_as_it_was() {
        let generator = Fingerprint::of_bytes(b"us");
        assert_eq!(Manifest::decode(&sample().encode(generator), generator), Some(sample()));
    }

    #[test]
    fn anything_else_is_no_manifest() {
        let generator = Fingerprint::of_bytes(b"us");
        let bytes = sample().encode(generator);
        assert_eq!(Manifest::decode(&bytes, Fingerprint::of_bytes(b"them")), None);
        for end in 0..bytes.len() {
            assert_eq!(Manifest::decode(&bytes[..end], generator), None, "{end}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(Manifest::decode(&damaged, generator), None, "{at}");
        }
    }

    #[test]
    fn a_manifest_with_a_path_outside_of_the_output_is_none() {
        #[derive(Serialize)]
        struct Hostile<'a>(
            Vec<(Question, Fingerprint)>,
            Vec<Vec<u32>>,
            BTreeMap<&'a str, Record>,
            BTreeMap<DocumentId, Document>,
        );
        let generator = Fingerprint::of_bytes(b"us");
        let record = sample().outputs.into_values().next().expect("there is one");
        let hostile = |path| {
            let outputs = BTreeMap::from([(path, record.clone())]);
            let manifest = Hostile(sample().answers, sample().shared, outputs, BTreeMap::new());
            Manifest::decode(&sealed::seal(HEAD, generator, &manifest), generator)
        };
        assert!(hostile("a.txt").is_some());
        assert_eq!(hostile("../../etc/passwd"), None);
    }
}
