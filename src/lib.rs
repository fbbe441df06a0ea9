#![doc = include_str!("ARCHITECTURE.md")]

pub mod base;
pub mod source;
#[macro_use]
pub mod diag;
pub mod build;
pub mod cli;
pub mod facts;
pub mod lint;
pub mod model;
pub mod output;
pub mod query;
pub mod render;
pub mod syntax;
pub mod view;
