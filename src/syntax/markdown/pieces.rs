//! The pieces of a body, which only the page that shows them needs.

use super::{Piece, RawHtml, parse};
use crate::base::fingerprint::Fingerprint;
use crate::base::path::SourcePath;
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

/// Pieces, known by their fingerprint. Those that were just parsed are there; a body that was kept
/// from an earlier build makes them again, from the same text, when somebody asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pieces {
    print: Fingerprint,
    #[serde(skip)]
    list: OnceLock<Vec<Piece>>,
    #[serde(skip)]
    origin: Option<Origin>,
}

/// What a body was parsed from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The file.
    pub path: SourcePath,
    /// Its bytes, which are UTF-8.
    pub bytes: Arc<[u8]>,
    /// Where the body begins.
    pub start: usize,
    /// What became of HTML.
    pub raw: RawHtml,
}

impl Pieces {
    /// Pieces that are there.
    pub(super) fn new(list: Vec<Piece>) -> Pieces {
        Pieces { print: Fingerprint::of(&list), list: list.into(), origin: None }
    }

    /// The same pieces, which can be made from this.
    #[must_use]
    pub fn from(&self, origin: Origin) -> Pieces {
        Pieces { origin: Some(origin), ..self.clone() }
    }

    /// The pieces in reading order.
    pub fn list(&self) -> &[Piece] {
        self.list.get_or_init(|| {
            let Origin { path, bytes, start, raw } =
                self.origin.as_ref().expect("kept pieces have an origin");
            let text = str::from_utf8(bytes).expect("a file with a tree was read as UTF-8");
            // Of a file with problems nothing is kept.
            let Pieces { list, .. } =
                Arc::unwrap_or_clone(parse(path, text, *start, *raw, &mut Vec::new()).pieces);
            list.into_inner().expect("they were just parsed")
        })
    }
}

impl Default for Pieces {
    fn default() -> Pieces {
        Pieces::new(Vec::new())
    }
}

impl PartialEq for Pieces {
    fn eq(&self, other: &Pieces) -> bool {
        self.print == other.print
    }
}

impl Eq for Pieces {}

impl Hash for Pieces {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.print.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_pieces_are_made_again_as_they_were() {
        let text = "---\n---\n\n用 `465` <b>端口</b>。\n\n## 发信 {#send}\n";
        let path = SourcePath::new("content/zh/a.md").expect("is tame");
        let body = parse(&path, text, 8, RawHtml::Allowed, &mut Vec::new());
        let kept = postcard::to_stdvec(&body.pieces).expect("plain values");
        let kept: Pieces = postcard::from_bytes(&kept).expect("what was written");
        assert_eq!(kept, *body.pieces);
        let kept = kept.from(Origin { path, bytes: text.as_bytes().into(), start: 8, raw: RawHtml::Allowed });
        assert_eq!(kept.list(), body.pieces.list());
        assert_ne!(*body.pieces, Pieces::default());
    }
}
