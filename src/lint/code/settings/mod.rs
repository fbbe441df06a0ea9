//! Settings in any notation: a port, and beside it what is spoken there and how it is encrypted.
//!
//! No program is known here. A block is cut into scopes ([`scopes`]) of keys and values ([`parts`], [`markup`]),
//! and one table ([`meaning`]) knows what they say. Where two services or two ways of encryption stand beside a
//! port, nothing is claimed. A tool that has read the port knows better, and speaks alone.

mod addresses;
pub(super) mod alone;
mod entries;
mod keys;
mod lexemes;
mod markup;
mod meaning;
mod modes;
mod names;
mod parts;
mod scopes;
mod server;

use super::claim::Claim;
use super::known::Known;
use super::snippet::Snippet;
use meaning::Said;
use scopes::{MOST_SETTINGS, Setting};
use server::Server;
use std::collections::BTreeSet;

/// The claims that settings make.
pub(super) fn read<'t>(snippet: &Snippet<'t>, known: &Known<'_>, claims: &mut Vec<Claim<'t>>) {
    let told = claims
        .iter()
        .filter(|claim| claim.modes.is_some() || claim.speaks.is_some() || claim.named.is_some());
    let told: BTreeSet<usize> = told.map(|claim| claim.at.span.start).collect();
    for scope in scopes::read(snippet, known) {
        for settings in servers(&scope.settings) {
            for (at, setting) in settings.iter().enumerate() {
                let Said::Port(port) = setting.said else { continue };
                if told.contains(&port.start) {
                    continue;
                }
                let server = Server { known, scope: &scope, settings, at, port };
                claims.extend(server.claim(snippet));
            }
        }
    }
}

// One scope may hold several servers, one after the other.
fn servers<'a, 't>(settings: &'a [Setting<'t>]) -> Vec<&'a [Setting<'t>]> {
    let mut servers = Vec::new();
    let mut start = 0;
    for (at, setting) in settings.iter().enumerate() {
        let open = &settings[start..at];
        let is_again = setting.key.is_some_and(|key| {
            open.iter().any(|other| other.key.is_some_and(|other| other != key && other.is(key.text)))
        });
        let has =
            |is: fn(&Said<'_>) -> bool| open.iter().any(|other| is(&other.said) && other.stem.is_empty());
        let is_next_host = matches!(setting.said, Said::Host(_))
            && has(|said| matches!(said, Said::Host(_)))
            && has(|said| matches!(said, Said::Port(_)));
        if is_again || is_next_host || open.len() >= MOST_SETTINGS {
            // The host and the protocol of a server come before its port.
            let is_head = |setting: &Setting<'_>| {
                matches!(setting.said, Said::Host(_) | Said::Speaks(_) | Said::Describes(_) | Said::Srv(_))
            };
            let last = open.iter().rev().find(|other| !is_head(other)).map(|other| other.line);
            let is_next = |other: &&Setting<'_>| is_head(other) && last != Some(other.line);
            let heads = open.iter().rev().take_while(is_next).count();
            let cut = if heads == open.len() { at } else { at - heads };
            servers.push(&settings[start..cut]);
            start = cut;
        }
    }
    servers.push(&settings[start..]);
    servers
}
