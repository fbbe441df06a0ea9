//! From a snapshot to a published site.

pub mod adopt;
pub mod documents;
pub mod emit;
pub mod fix;
pub mod manifest;
pub mod plan;
mod record;
pub mod run;
pub mod sealed;
pub mod stamps;
