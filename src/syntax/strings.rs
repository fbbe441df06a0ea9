//! `content/strings.yaml`: the interface texts.

use crate::base::lang::Bilingual;
use std::collections::BTreeMap;

/// One interface text in one language: a pattern with `{name}` places, or two when it counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// The text for one thing; the same as `other` where the language does not tell them apart.
    pub one: String,
    /// The text for any other number of things.
    pub other: String,
}

/// Interface texts by key. Written `key: { zh: …, en: … }`, where a language may also be
/// `{ one: …, other: … }`.
pub type Strings = BTreeMap<String, Bilingual<Pattern>>;
