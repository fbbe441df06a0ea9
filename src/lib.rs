#![doc = include_str!("ARCHITECTURE.md")]

pub mod base;
pub mod source;
#[macro_use]
pub mod diag;
pub mod syntax;
