//! The documents of search, each made or kept like an output.
//!
//! An index shows every text of a language, so nearly every change reaches it. It is made of documents,
//! and a change reaches few of those.

use super::run::{Judge, Last};
use crate::base::fingerprint::Fingerprint;
use crate::base::lang::Lang;
use crate::facts::search::document::DocumentId;
use crate::facts::search::index::{Index, Indexed};
use crate::model::memo::{Kept, Memo};
use crate::query::Question;
use crate::query::oracle::Oracle;
use crate::query::tracked::Tracked;
use crate::view::document;
use rayon::prelude::*;

/// A document of a build.
#[derive(Debug)]
pub struct Found {
    /// Which one.
    pub id: DocumentId,
    /// The fingerprint of what it says.
    pub print: Fingerprint,
    /// What it asked; `None` when it was kept.
    pub asked: Option<Vec<Question>>,
    // With its terms. An error message that no article shows has none.
    indexed: Kept,
}

/// All documents of a language in their order.
pub(super) fn gather(oracle: &Oracle<'_>, judge: Option<&Judge<'_>>, lang: Lang) -> Vec<Found> {
    let known = |id: &DocumentId| judge.and_then(|judge| known(judge.last, judge, id));
    let subjects = document::subjects(oracle, lang).into_par_iter();
    let ids = subjects.map(|subject| DocumentId { lang, subject });
    ids.map(|id| known(&id).unwrap_or_else(|| make(oracle, id))).collect()
}

fn known(last: &Last, judge: &Judge<'_>, id: &DocumentId) -> Option<Found> {
    let record = last.manifest.documents.get(id).filter(|record| judge.first(&record.asked).is_none())?;
    let indexed = last.documents.find(id, record.print)?.clone();
    Some(Found { id: id.clone(), print: record.print, asked: None, indexed })
}

fn make(oracle: &Oracle<'_>, id: DocumentId) -> Found {
    let site = Tracked::new(oracle);
    let document = document::document(&site, &id);
    let print = Fingerprint::of(&document);
    let indexed = Kept::new(print, &document.map(Indexed::new));
    Found { id, print, asked: Some(site.into_trace().own), indexed }
}

/// The fingerprint of an index.
pub(super) fn print(documents: &[Found]) -> Fingerprint {
    let prints: Vec<_> = documents.iter().map(|found| (&found.id, found.print)).collect();
    Fingerprint::of(&prints)
}

/// The index.
pub(super) fn index(oracle: &Oracle<'_>, documents: &[Found]) -> Index {
    let read = |found: &Found| -> Option<Indexed> {
        found.indexed.tree().or_else(|| make(oracle, found.id.clone()).indexed.tree())?
    };
    Index { documents: documents.par_iter().filter_map(read).collect() }
}

/// What the next build may keep.
pub(super) fn memo(documents: &[Found]) -> Memo<DocumentId> {
    Memo::of(documents.iter().map(|found| (found.id.clone(), found.indexed.clone())))
}
