//! The words that every layer speaks: paths, languages, places in a file, fingerprints and the
//! plain records of the registry.
//!
//! Nothing here reads a file, reports a problem or knows a format.

pub mod date;
pub mod extra;
pub mod fingerprint;
pub mod lang;
pub mod path;
pub mod registry;
pub mod sha256;
pub mod span;
pub mod stamp;
