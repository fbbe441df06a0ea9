//! The blocks of an article stretch by stretch, each as a print: what a translation follows.
//!
//! A stretch is what stands under one h2 or h3, up to the next. A print stays the same as long as
//! nothing changes that a translator would have to follow: not when lines are wrapped elsewhere,
//! another mark begins a list, an article that is linked to moves, or emphasis comes and goes.

use super::Target;
use super::chars::is_chinese;
use super::passages::{Destination, Kind, Object, Passage, Passages, Style};
use crate::base::fingerprint::Print;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A stretch of an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stretch {
    /// What it begins with.
    pub start: Start,
    /// A print of each block, in order; never empty.
    pub prints: Vec<Print>,
}

/// What a stretch begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Start {
    /// It is the title and the summary.
    Front,
    /// It is the beginning of the body.
    Lead,
    /// It begins with a heading of level 2 or 3, by its number among all headings.
    Heading(usize),
    /// It is the footnotes.
    Notes,
}

/// The stretches of an article in reading order.
pub fn of(passages: &Passages) -> Vec<Stretch> {
    let prints = |blocks: Vec<&Passage>| blocks.into_iter().map(print).collect();
    group(passages).into_iter().map(|(start, blocks)| Stretch { start, prints: prints(blocks) }).collect()
}

/// The passages of each stretch.
pub fn group(passages: &Passages) -> BTreeMap<Start, Vec<&Passage>> {
    let mut groups: BTreeMap<Start, Vec<&Passage>> = BTreeMap::new();
    let (mut here, mut headings) = (Start::Lead, 0);
    for passage in &passages.list {
        let start = match passage.kind {
            Kind::Title | Kind::Summary => Start::Front,
            Kind::Footnote => Start::Notes,
            Kind::Heading(level) => {
                if matches!(level, 2 | 3) {
                    here = Start::Heading(headings);
                }
                headings += 1;
                here
            }
            _ => here,
        };
        groups.entry(start).or_default().push(passage);
    }
    groups
}

/// The print of a block.
pub fn print(passage: &Passage) -> Print {
    let (kind, text) = match &passage.kind {
        Kind::Title => ("title", folded(&passage.text)),
        Kind::Summary => ("summary", folded(&passage.text)),
        Kind::Heading(_) => ("heading", folded(&passage.text)),
        Kind::Paragraph => ("paragraph", folded(&passage.text)),
        Kind::Item { .. } => ("item", folded(&passage.text)),
        Kind::Cell(_) => ("cell", folded(&passage.text)),
        Kind::Term => ("term", folded(&passage.text)),
        Kind::Definition => ("definition", folded(&passage.text)),
        Kind::Footnote => ("footnote", folded(&passage.text)),
        Kind::Alt => ("alt", folded(&passage.text)),
        Kind::Code(words) => ("code", format!("{}\n{}", folded(words), without_blank_ends(&passage.text))),
        Kind::Generated(kind) => ("generated", format!("{kind}\n{}", without_spaces(&passage.text))),
        Kind::Html => ("html", String::new()),
    };
    Print::of_bytes(format!("{kind}\n{text}\n{}", beneath(passage)).as_bytes())
}

// A space that a line break may have made says nothing: one is as good as several, and next to
// Chinese as good as none.
fn folded(text: &str) -> String {
    let is_wide = |c: Option<char>| c.is_some_and(is_chinese);
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() && !is_wide(folded.chars().next_back()) && !is_wide(word.chars().next()) {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

// Where spaces only lay out what is written.
fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

fn without_blank_ends(code: &str) -> String {
    code.trim_end().lines().map(|line| line.trim_end().to_string() + "\n").collect()
}

// What the text alone does not tell: where its links lead, what it shows besides text, what of it is struck
// through, in what kind of alert it stands and how deep in lists. The path of a linked article is left to the
// rule about links, so that moving a file changes nothing.
fn beneath(passage: &Passage) -> String {
    let mut beneath: Vec<String> = passage.alert.iter().map(|alert| format!("in {alert:?}")).collect();
    if passage.depth > 1 {
        beneath.push(format!("at depth {}", passage.depth));
    }
    beneath.extend(passage.objects.iter().map(|object| shown(&object.value)));
    for address in passage.runs.iter().filter_map(|run| run.link.as_ref().and_then(address)) {
        // A line break parts a link into two runs.
        let line = format!("to {address}");
        if beneath.last() != Some(&line) {
            beneath.push(line);
        }
    }
    let struck = passage.runs.iter().filter(|run| run.style == Style::Struck);
    let struck: Vec<&str> = struck.map(|run| &passage.text[run.range.clone()]).collect();
    if !struck.is_empty() {
        beneath.push(format!("struck {}", folded(&struck.join(" "))));
    }
    beneath.join("\n")
}

// A footnote is told by its text, and an image by the name of its file, wherever that is kept.
fn shown(object: &Object) -> String {
    match object {
        Object::Image(path) => format!("image {}", path.rsplit('/').next().unwrap_or(path)),
        Object::Note(_) => "note".into(),
        Object::Html(html) => without_spaces(html),
    }
}

fn address(link: &Destination) -> Option<String> {
    match link {
        Destination::External(address) => Some(address.clone()),
        Destination::Site(Target::Port(id, aspect)) => {
            Some(format!("port:{id}#{}", aspect.as_deref().unwrap_or_default()))
        }
        Destination::Site(Target::Service(id)) => Some(format!("service:{id}")),
        Destination::Site(Target::Provider(id)) => Some(format!("provider:{id}")),
        Destination::Site(Target::Term(id)) => Some(format!("term:{id}")),
        Destination::Site(Target::File(_, anchor)) => anchor.as_ref().map(|anchor| format!("#{anchor}")),
        Destination::Site(Target::Anchor(anchor)) => Some(format!("#{anchor}")),
    }
}
