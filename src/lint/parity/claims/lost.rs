//! What one language asserts and the other does not mention.

use crate::base::registry::{PortNumber, Transport};
use crate::diag::Text;
use crate::lint::claims::mentions::Mentions;
use crate::lint::claims::{Claim, Mode, NameId, Says, Vocabulary, called};
use crate::syntax::markdown::passages::{Kind, Passage};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// A port.
    Port(PortNumber),
    /// A way of encryption.
    Mode(Mode),
    /// A transport.
    Transport(Transport),
    /// A service.
    Name(String),
}

impl Lost {
    /// What it is called, behind words such as “speaks of”.
    pub(super) fn text(&self) -> Text {
        match self {
            Lost::Port(number) => text!("port {number}", " {number} 端口"),
            Lost::Mode(mode) => called(*mode),
            Lost::Transport(transport) => {
                let word = transport.word().to_uppercase();
                text!("{word}", " {word}")
            }
            Lost::Name(name) => text!("{name}", " {name}"),
        }
    }
}

/// What the other language says: the blocks that stand for the one in question, and all of the section.
#[derive(Debug)]
pub(super) struct Other<'a> {
    /// The claims of the blocks.
    pub(super) claims: Vec<&'a Claim>,
    /// What the blocks mention.
    pub(super) blocks: &'a Mentions,
    /// What the section mentions.
    pub(super) section: &'a Mentions,
    /// The names of the registry.
    pub(super) vocabulary: &'a Vocabulary<'a>,
}

/// What a block with these claims and mentions asserts and the other language does not mention, in order.
pub(super) fn find(
    passage: &Passage,
    (claims, mentions): (&[Claim], &Mentions),
    other: &Other<'_>,
) -> Vec<(Range<usize>, Lost)> {
    let mut lost = BTreeMap::new();
    let mut lose = |range: &Range<usize>, what: Lost| {
        lost.entry((range.start, range.end)).or_insert(what);
    };
    for (number, range) in &mentions.ports {
        // What the registry does not have may well be the number of a step.
        if other.vocabulary.knows(*number) && !other.has_number(*number, &passage.kind) {
            lose(range, Lost::Port(*number));
        }
    }
    for claim in claims {
        match &claim.says {
            Says::Mode { mode, numbers, .. } => {
                // Cleartext that is soon upgraded is no way of its own.
                let passes = *mode == Mode::Cleartext && claim.may_change;
                let has =
                    if passes { other.blocks.modes.contains(mode) } else { other.has_mode(*mode, numbers) };
                if !has {
                    lose(&claim.place, Lost::Mode(*mode));
                }
            }
            Says::Transport { transport, .. } if !other.blocks.transports.contains(transport) => {
                lose(&claim.place, Lost::Transport(*transport));
            }
            Says::Port { names, .. }
                if !other.has_name(names) && !names.iter().any(|name| other.vocabulary.is_errand(*name)) =>
            {
                let place = if claim.subject_of.is_some() { &claim.place } else { &claim.subject };
                lose(place, Lost::Name(other.vocabulary.name(names[0]).to_string()));
            }
            _ => {}
        }
    }
    lost.into_iter().map(|((start, end), what)| (start..end, what)).collect()
}

impl Other<'_> {
    // A title names what its section is about, in any words.
    fn has_number(&self, number: PortNumber, kind: &Kind) -> bool {
        let mentions = match kind {
            Kind::Title | Kind::Heading(_) => self.section,
            _ => self.blocks,
        };
        [number.first, number.last].iter().all(|end| mentions.numbers.contains(end))
    }

    // Of “TLS” nobody can tell when it begins, so it stands for both ways, and asserts neither.
    fn has_mode(&self, mode: Mode, numbers: &[PortNumber]) -> bool {
        let has = |mode: Mode| self.blocks.modes.contains(&mode);
        match mode {
            Mode::Encrypted => true,
            Mode::Cleartext => has(mode) && !self.contradicts(mode, numbers),
            Mode::Implicit | Mode::Starttls => {
                (has(mode) || has(Mode::Encrypted)) && !self.contradicts(mode, numbers)
            }
        }
    }

    // Several ways may stand in one sentence: then it counts which port has which.
    fn contradicts(&self, mode: Mode, numbers: &[PortNumber]) -> bool {
        let said = self.claims.iter().filter_map(|claim| match &claim.says {
            Says::Mode { mode: Mode::Cleartext, .. } if claim.may_change => None,
            Says::Mode { numbers: own, mode, .. } if own.iter().any(|own| numbers.contains(own)) => {
                Some(*mode)
            }
            _ => None,
        });
        let said: BTreeSet<Mode> = said.filter(|mode| *mode != Mode::Encrypted).collect();
        !said.is_empty() && !said.contains(&mode)
    }

    // A name that the other language writes in another way is the same if it has one of the ports.
    fn has_name(&self, names: &[NameId]) -> bool {
        let own = self.vocabulary.ports_of(names);
        let is_one = |name: &NameId| {
            names.contains(name) || self.vocabulary.ports_of(&[*name]).iter().any(|port| own.contains(port))
        };
        names.is_empty() || self.section.names.iter().any(is_one)
    }
}
