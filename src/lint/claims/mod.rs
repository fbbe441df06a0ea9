//! Claims in prose: what sentences, lists, tables, headings and alternative texts say about ports
//! agrees with the registry.
//!
//! A claim ties a service to a port, a transport or a way of encryption. Claims are read from
//! passages and the names of the registry alone; what is wrong is decided by the registry alone. A
//! sentence that can't be decided makes no claim.

mod above;
mod features;
mod groups;
mod lexicon;
pub(super) mod mentions;
mod mood;
mod names;
mod numbers;
mod options;
mod pairs;
mod parts;
mod phrases;
mod plain;
mod referents;
mod tables;
#[cfg(test)]
mod tests;
mod tokens;
mod topics;
mod verdict;
mod vocabulary;
mod ways;
mod words;

use super::ground::Ground;
use super::ignored::Exemptions;
use super::prose::Prose;
use super::{Check, Findings, Rule};
use crate::base::registry::{PortNumber, Transport};
use crate::base::span::Span;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::Target;
use crate::syntax::markdown::passages::{Destination, Kind, OBJECT, Passage, Passages, Run, Style};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;
use verdict::Wrong;
use vocabulary::EntryId;

pub use lexicon::{Mode, Side};
pub(super) use verdict::called;
pub use vocabulary::{NameId, Vocabulary};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "claims",
    looks_at: Noun { en: "claims about ports", zh: "关于端口的断言" },
    check: Check::Pages(check),
    plant: plant!(zh "IMAP 的默认端口是 110。"),
};

/// A statement about a port.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// What it says.
    pub says: Says,
    /// What it is about, in bytes of the passage.
    pub subject: Range<usize>,
    /// The passage of the subject, when it is another one.
    pub subject_of: Option<usize>,
    /// The number or word that is right or wrong.
    pub place: Range<usize>,
    // The passage that lends it; whoever borrows both says nothing himself.
    place_of: Option<usize>,
    /// Whether it names the default, or the one port that there is.
    pub is_default: bool,
    /// Whether the sentence speaks of ports that somebody chose.
    pub is_moved: bool,
    /// Whether the encryption changes within the connection that the sentence speaks of.
    pub may_change: bool,
    /// Whether it is said of the beginning of a connection.
    pub is_beginning: bool,
    /// Whether it is denied and not asserted.
    pub is_denied: bool,
    /// Whether it leans on another sentence, or is put together from several words. Translations say such
    /// things in their own way.
    pub is_inferred: bool,
    /// Names whose ports are not meant: `LDAP` beside `LDAPS`.
    pub other_than: Vec<NameId>,
    /// The side of which it speaks.
    pub side: Option<Side>,
    /// How firmly it is tied together.
    pub hold: Hold,
}

/// How firmly what a claim speaks of is tied together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    /// By words.
    #[default]
    Firm,
    /// By standing in one sentence.
    Loose,
    /// By standing in one sentence, of what is alike: a port of mail beside a service of mail.
    Kindred,
    /// By the look of the number alone, which is nearly that of what is named.
    Slipping,
}

/// What a claim says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Says {
    /// Nothing.
    #[default]
    Nothing,
    /// Some service has this port.
    Port {
        /// The services; the port belongs to one of them.
        names: Vec<NameId>,
        /// The port.
        number: PortNumber,
    },
    /// Ports are encrypted in this way.
    Mode {
        /// The services, when they are named.
        names: Vec<NameId>,
        /// The ports; none when it is said of the services.
        numbers: Vec<PortNumber>,
        /// The way.
        mode: Mode,
        /// Whether it is said of each port.
        each: bool,
    },
    /// Ports have this transport.
    Transport {
        /// The services, when they are named.
        names: Vec<NameId>,
        /// The ports; none when it is said of the services.
        numbers: Vec<PortNumber>,
        /// The transport.
        transport: Transport,
    },
    /// A link to an entry shows a number.
    Link {
        /// The entry.
        entry: EntryId,
        /// The number.
        number: PortNumber,
    },
}

impl Claim {
    // A claim that a sentence makes with what it has borrowed: it is reported where the sentence stands.
    fn owned(self) -> Option<Claim> {
        match (self.subject_of, self.place_of) {
            (None, None) => Some(self),
            (Some(_), Some(_)) => None,
            (Some(_), None) => Some(Claim { is_inferred: true, ..self }),
            (None, Some(lender)) => Some(Claim {
                subject: self.place,
                subject_of: Some(lender),
                place: self.subject,
                place_of: None,
                is_inferred: true,
                ..self
            }),
        }
    }

    // What a link shows is wrong in any mood.
    fn is_link(&self) -> bool {
        matches!(self.says, Says::Link { .. })
    }
}

/// The claims of a page, each with the number of its passage.
pub fn read(passages: &Passages, vocabulary: &Vocabulary<'_>) -> Vec<(usize, Claim)> {
    let list = &passages.list;
    let mut above = above::Above::default();
    let mut claims = Vec::new();
    let mut warned = None;
    let mut end_of_table = 0;
    for (at, passage) in list.iter().enumerate() {
        if matches!(passage.kind, Kind::Cell(_)) {
            // Looked for once and not from each cell: a table may be as long as a file.
            if let Some(end) = (at >= end_of_table).then(|| tables::end(list, at)).flatten() {
                claims.extend(tables::claims(list, at..end, vocabulary, above.of(passage)));
                end_of_table = end;
            }
            continue;
        }
        if !asserts(passage) {
            continue;
        }
        let mut tokens = tokens::read(passage, vocabulary, tokens::Called::InWords);
        // `这样的表格靠不住：`, `Doubt a table that`, and the list of what they say.
        match passage.kind {
            Kind::Item { list, .. } if warned == Some(None) => warned = Some(Some(list)),
            Kind::Item { list, .. } if warned == Some(Some(list)) => {}
            _ => {
                let is_heading = matches!(passage.kind, Kind::Heading(_));
                warned = (leads_on(&passage.text) && mood::warns(&tokens, is_heading)).then_some(None);
            }
        }
        referents::with_carriers(&mut tokens, vocabulary);
        referents::with_errands(&mut tokens, vocabulary);
        let (own, topic) = topics::claims(&tokens, at, above.of(passage), vocabulary);
        above.pass(at, passage, topic);
        let is_mistake = warned.is_some_and(|list| list.is_some());
        let choice = options::begin(&passage.text, &list[..at]);
        let is_told = |claim: &Claim| !is_mistake && claim.place.start < choice || claim.is_link();
        let own = own.into_iter().filter(is_told);
        claims.extend(own.map(|claim| (at, claim)));
    }
    plain::read(&mut claims, list, vocabulary);
    claims.sort_by_key(|(at, claim)| (*at, claim.place.start, claim.subject.start));
    claims
}

/// The code spans of a passage that hold more than a word and are told as things are: not denied, asked about, or
/// remembered.
pub fn told_in_code(passage: &Passage, vocabulary: &Vocabulary<'_>) -> Vec<Range<usize>> {
    let is_command = |run: &&Run| {
        run.style == Style::Code && passage.text[run.range.clone()].contains([' ', '/', ':', '='])
    };
    if !asserts(passage)
        || matches!(passage.kind, Kind::Cell(_))
        || !passage.runs.iter().any(|run| is_command(&run))
    {
        return Vec::new();
    }
    let tokens = tokens::read(passage, vocabulary, tokens::Called::InWords);
    let mut told = Vec::with_capacity(tokens.len() + 1);
    for sentence in tokens.split(|token| token.kind == tokens::Kind::Stop) {
        told.extend(mood::asserted(sentence));
        // The end of the sentence.
        told.push(true);
    }
    let is_told = |run: &&Run| {
        let start = tokens.partition_point(|token| token.range.end <= run.range.start);
        let end = tokens.partition_point(|token| token.range.start < run.range.end);
        start < end && told[start..end].iter().all(|told| *told)
    };
    passage.runs.iter().filter(is_command).filter(is_told).map(|run| run.range.clone()).collect()
}

// Whether a sentence goes on in what stands below it.
fn leads_on(text: &str) -> bool {
    text.ends_with(|c: char| matches!(c, ':' | '：') || c.is_alphanumeric())
}

// Quotations are somebody else's words, code is read by other rules.
fn asserts(passage: &Passage) -> bool {
    !passage.is_quoted && !matches!(passage.kind, Kind::Code(_) | Kind::Generated(_))
}

fn check(ground: &Ground<'_>, prose: &[Prose<'_>], findings: &mut Findings) {
    let vocabulary = Vocabulary::of(ground);
    let pages = prose.par_iter().map(|prose| {
        let mut findings = Findings::default();
        check_page(prose, &vocabulary, &mut findings);
        findings
    });
    pages.collect::<Vec<_>>().into_iter().for_each(|page| findings.absorb(page));
}

// The links to ports whose text the registry writes: they can't be wrong.
fn filled(passage: &Passage) -> impl Iterator<Item = Span> {
    let is_filled = |run: &&Run| {
        &passage.text[run.range.clone()] == OBJECT.encode_utf8(&mut [0; 4])
            && matches!(run.link, Some(Destination::Site(Target::Port(..))))
    };
    passage.runs.iter().filter(is_filled).map(|run| run.span)
}

fn check_page(prose: &Prose<'_>, vocabulary: &Vocabulary<'_>, findings: &mut Findings) {
    let claims = read(&prose.passages, vocabulary);
    findings.look(claims.len());
    prose.passages.list.iter().flat_map(filled).for_each(|span| findings.fill(prose.path, span));
    let mut exemptions = Exemptions::of(&prose.passages);
    // One word may be wrong in two ways; it is reported once.
    let mut blamed = BTreeSet::new();
    for (at, claim) in &claims {
        let passage = &prose.passages.list[*at];
        let Some(wrong) = Wrong::of(claim, vocabulary) else { continue };
        if blamed.insert((*at, claim.place.start)) && !exemptions.cover(*at) {
            let subject = &prose.passages.list[claim.subject_of.unwrap_or(*at)];
            findings.report(wrong.problem(claim, (passage, subject), prose.path));
        }
    }
    exemptions.list(prose.path, findings);
}
