//! One file in, one tree out. Parsing never fails: it returns what could be read and says what
//! could not.
//!
//! Nothing here knows another file: whether a name that is referred to exists is the model's
//! question.

pub mod article;
pub mod blocks;
pub mod decode;
pub mod front_matter;
pub mod highlight;
pub mod iana;
#[cfg(test)]
mod listing;
pub mod lock;
pub mod markdown;
pub mod registry;
pub mod rewrite;
pub mod schema;
pub mod settings;
pub mod standards;
pub mod strings;
pub mod template;
pub mod text;
pub mod yaml;
