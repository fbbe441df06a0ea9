//! What can be found, and under which words.
//!
//! A page becomes a [`Document`](document::Document), and a document the set of its terms; the
//! search script of the site cuts what a reader types in the same way. Nothing here knows the form
//! in which an index is published.

pub mod document;
pub mod index;
pub mod terms;
