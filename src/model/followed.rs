//! What translations follow, by the names that both languages share.

use super::body::Heading;
use super::{ArticleId, ArticleKey};
use crate::base::fingerprint::Print;
use crate::syntax::lock::{Followed, Lock, Name};
use crate::syntax::markdown::stretches::{Start, Stretch};
use std::collections::BTreeMap;

/// The translations that the lock file knows.
pub(super) fn translations(lock: &Lock) -> BTreeMap<ArticleId, Followed> {
    let translations = lock.translations.iter();
    let named = translations
        .map(|((lang, key), followed)| (ArticleId::new(&ArticleKey::new(key), *lang), followed.clone()));
    named.collect()
}

/// The sections of an article, named by the ids of its headings.
pub(super) fn sections(written: &[Stretch], headings: &[Heading]) -> Vec<(Name, Vec<Print>)> {
    let named = written.iter().filter_map(|stretch| {
        let name = match stretch.start {
            Start::Front => Name::Front,
            Start::Lead => Name::Lead,
            Start::Heading(at) => Name::Heading(headings.get(at)?.id.clone()?),
            Start::Notes => Name::Notes,
        };
        Some((name, stretch.prints.clone()))
    });
    named.collect()
}
