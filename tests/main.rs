//! One binary for all tests of behaviour: it links once and its tests run side by side.

#![allow(missing_docs, unreachable_pub)] // nobody reads a test binary from outside

mod harness;

mod claims;
mod code_claims;
mod commands;
mod diagnostics;
mod docs;
mod dogfood;
mod equivalence;
mod explanations;
mod fixes;
mod formats;
mod guides;
mod history;
mod incremental;
mod lookups;
mod machines;
mod outputs;
mod parity;
mod port_tables;
mod providers;
mod publishing;
mod queries;
mod registry;
mod reproducible;
mod rules;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod shadows;
mod strangers;
mod tidy;
mod translations;
mod twins;
mod web;
