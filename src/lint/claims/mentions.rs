//! What passages mention, for whoever compares texts instead of judging them.

use super::lexicon::Mode;
use super::tokens::{self, Called, Kind, Standing};
use super::vocabulary::{NameId, Vocabulary};
use super::words::{Word, words};
use crate::base::registry::{PortNumber, Transport};
use crate::syntax::markdown::passages::Passage;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a passage mentions.
#[derive(Clone, Debug, Default)]
pub(in crate::lint) struct Mentions {
    /// The numbers that are ports, with their places in the text. Those that agree with their links are
    /// not here: where links lead is compared by itself.
    pub(in crate::lint) ports: Vec<(PortNumber, Range<usize>)>,
    /// All numbers, ports or not, also those in code and those that the registry fills in.
    pub(in crate::lint) numbers: BTreeSet<u16>,
    /// Ways of encryption.
    pub(in crate::lint) modes: BTreeSet<Mode>,
    /// Transports.
    pub(in crate::lint) transports: BTreeSet<Transport>,
    /// Services and ports by their names.
    pub(in crate::lint) names: BTreeSet<NameId>,
}

/// Reads a passage.
pub(in crate::lint) fn read(passage: &Passage, vocabulary: &Vocabulary<'_>) -> Mentions {
    let mut mentions = Mentions::default();
    for token in tokens::read(passage, vocabulary, Called::InWords) {
        match token.kind {
            Kind::Number(number) => {
                mentions.numbers.extend([number.value.first, number.value.last]);
                if number.standing != Standing::Other && !number.is_filled_in {
                    mentions.ports.push((number.value, token.range));
                }
            }
            Kind::Mode(mode) => {
                mentions.modes.insert(mode);
            }
            Kind::Transport(transport) => {
                mentions.transports.insert(transport);
            }
            Kind::Name(name) => {
                mentions.names.insert(name);
            }
            _ => {}
        }
    }
    let digits = words(&passage.text).filter_map(|placed| match placed.word {
        Word::Run(run) => run.parse::<u16>().ok(),
        Word::Mark(_) => None,
    });
    mentions.numbers.extend(digits);
    mentions
}

impl Mentions {
    /// Adds what another passage mentions.
    pub(in crate::lint) fn add(&mut self, other: &Mentions) {
        self.ports.extend(other.ports.iter().cloned());
        self.numbers.extend(&other.numbers);
        self.modes.extend(&other.modes);
        self.transports.extend(&other.transports);
        self.names.extend(&other.names);
    }
}
