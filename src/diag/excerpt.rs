//! Source excerpts with carets.
