//! What files said, kept from one reading to the next.
//!
//! A tree is kept under the fingerprint of the text that it was read from, as bytes, and only when
//! nothing was wrong with the file: a problem has to be told every time.

use crate::base::fingerprint::Fingerprint;
use crate::base::path::SourcePath;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Trees by file, or by what else they were made for.
#[derive(Clone, Debug)]
pub struct Memo<K = SourcePath> {
    files: BTreeMap<K, Kept>,
}

impl<K> Default for Memo<K> {
    fn default() -> Memo<K> {
        Memo { files: BTreeMap::new() }
    }
}

/// The tree of one file.
#[derive(Clone, Debug)]
pub struct Kept {
    key: Fingerprint,
    checksum: Fingerprint,
    bytes: Bytes,
}

// A part of a longer text of bytes, which many trees share.
#[derive(Clone, Debug)]
struct Bytes {
    whole: Arc<[u8]>,
    start: usize,
    end: usize,
}

impl Kept {
    /// Keeps a tree. `key` stands for all that it was read from.
    pub fn new<T: Serialize>(key: Fingerprint, tree: &T) -> Kept {
        let bytes: Arc<[u8]> = postcard::to_stdvec(tree).expect("trees hold plain values only").into();
        let checksum = Fingerprint::of_bytes(&bytes);
        Kept { key, checksum, bytes: Bytes { start: 0, end: bytes.len(), whole: bytes } }
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes.whole[self.bytes.start..self.bytes.end]
    }
}

impl<K: Ord + Clone> Memo<K> {
    /// Keeps the trees of these files.
    pub fn of(files: impl IntoIterator<Item = (K, Kept)>) -> Memo<K> {
        Memo { files: files.into_iter().collect() }
    }

    /// Keeps one more.
    pub fn keep(&mut self, path: K, kept: Kept) {
        self.files.insert(path, kept);
    }

    /// What was kept of a file, if it was read from the same.
    pub fn find(&self, path: &K, key: Fingerprint) -> Option<&Kept> {
        self.files.get(path).filter(|kept| kept.key == key)
    }

    /// The memo as bytes: an index, which the caller seals, and what it counts in.
    pub fn encode(&self) -> (Index<K>, Vec<u8>) {
        let mut bytes = Vec::with_capacity(self.files.values().map(|kept| kept.bytes().len()).sum());
        let mut index = Vec::with_capacity(self.files.len());
        for (path, kept) in &self.files {
            bytes.extend_from_slice(kept.bytes());
            index.push((path.clone(), kept.key, kept.checksum, bytes.len()));
        }
        (Index(index), bytes)
    }

    /// Takes a memo apart again; `None` when index and bytes do not fit.
    pub fn decode(index: Index<K>, bytes: &Arc<[u8]>, skip: usize) -> Option<Memo<K>> {
        let mut start = skip;
        let mut files = BTreeMap::new();
        for (path, key, checksum, end) in index.0 {
            let end = end.checked_add(skip)?;
            if end < start || end > bytes.len() {
                return None;
            }
            let part = Bytes { whole: Arc::clone(bytes), start, end };
            files.insert(path, Kept { key, checksum, bytes: part });
            start = end;
        }
        Some(Memo { files })
    }
}

impl Kept {
    /// The tree; `None` when it is damaged.
    pub fn tree<T: DeserializeOwned>(&self) -> Option<T> {
        let sound = Fingerprint::of_bytes(self.bytes()) == self.checksum;
        sound.then(|| postcard::from_bytes(self.bytes()).ok()).flatten()
    }
}

/// Which file has which part of the bytes: its key, the fingerprint of the part, and its end.
#[derive(Debug, Serialize, Deserialize)]
pub struct Index<K>(Vec<(K, Fingerprint, Fingerprint, usize)>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_found_under_its_key_and_damage_is_noticed() {
        let path = |name: &str| SourcePath::new(name).expect("is tame");
        let key = Fingerprint::of_bytes(b"text");
        let files = [("a", "发信"), ("b", "收信")].map(|(name, tree)| (path(name), Kept::new(key, &tree)));
        let (index, bytes) = Memo::of(files).encode();
        let again = |bytes: &[u8]| {
            let index = Index(index.0.clone());
            Memo::decode(index, &[b"..", bytes].concat().into(), 2)
        };
        let memo = again(&bytes).expect("it fits");
        let tree = |memo: &Memo, name| memo.find(&path(name), key).and_then(Kept::tree::<String>);
        assert_eq!(tree(&memo, "b").as_deref(), Some("收信"));
        assert!(memo.find(&path("a"), Fingerprint::of_bytes(b"other")).is_none());
        let mut damaged = bytes.clone();
        damaged[3] ^= 1;
        let memo = again(&damaged).expect("it fits");
        assert_eq!((tree(&memo, "a"), tree(&memo, "b").as_deref()), (None, Some("收信")));
        assert!(again(&bytes[..3]).is_none());
    }
}
