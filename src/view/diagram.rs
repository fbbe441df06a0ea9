//! Diagrams: the way of a message, and who says what until the login.
//!
//! A way is a list, so that it wraps, zooms and reads aloud like text. Only the conversation is a
//! drawing; what is drawn is also there as text.

use super::{Chip, PortLink, Reader};
use crate::base::registry::PortId;
use crate::model::body::{Step, StepKind};
use crate::model::handshake::{self, From, Purpose, What};
use serde::Serialize;

/// A way from node to node.
#[derive(Clone, Debug, Serialize)]
pub struct Flow {
    /// What it shows.
    pub caption: Option<String>,
    /// The nodes and the hops between them.
    pub steps: Vec<FlowStep>,
}

/// A node, or the way to the next one.
#[derive(Clone, Debug, Serialize)]
pub struct FlowStep {
    /// What a node is called; `None` for a hop.
    pub name: Option<String>,
    /// The port of a hop, where it has one.
    pub port: Option<PortLink>,
    /// How the hop is encrypted by preference.
    pub encryption: Option<Chip>,
    /// A remark.
    pub text: Option<String>,
}

/// A conversation between client and server. Lengths are in pixels, for text of 13 pixels: nothing is
/// scaled. Where there is room, each line has what it is for beside it; a phone shows the left part of
/// the drawing alone, which is [`WIDTH`] wide.
#[derive(Clone, Debug, Serialize)]
pub struct Sequence {
    /// The port.
    pub port: PortLink,
    /// How it is encrypted.
    pub encryption: Chip,
    /// What the drawing shows, in a sentence.
    pub title: String,
    /// The width of the drawing with what stands beside it.
    pub width: usize,
    /// Its height.
    pub height: usize,
    /// Where the encrypted part begins.
    pub sealed: usize,
    /// What is said.
    pub messages: Vec<SequenceMessage>,
    /// The same in words.
    pub lines: Vec<String>,
}

/// A step of a conversation.
#[derive(Clone, Debug, Serialize)]
pub struct SequenceMessage {
    /// Where its arrow is.
    pub y: usize,
    /// `client`, `server` or `both`: where the arrow begins.
    pub from: &'static str,
    /// What is said.
    pub text: String,
    /// Whether it is a line of the protocol, as typed.
    pub is_code: bool,
    /// What it is for.
    pub purpose: Option<String>,
}

/// The width that the narrowest phone has room for; the style knows it as well.
pub const WIDTH: usize = 272;

const FONT: usize = 13;
/// Between the drawing and what stands beside it.
const GAP: usize = 8;
const HEAD: usize = 32;
const ROW: usize = 34;

impl Reader<'_> {
    /// A way. Nodes that follow each other have a bare arrow between them.
    pub fn flow(&self, steps: &[Step], caption: Option<&String>) -> Flow {
        let mut shown: Vec<FlowStep> = Vec::new();
        for step in steps {
            let text = step.text.clone();
            match &step.kind {
                StepKind::Node(name) => {
                    if shown.last().is_some_and(|last| last.name.is_some()) {
                        shown.push(FlowStep { name: None, port: None, encryption: None, text: None });
                    }
                    shown.push(FlowStep { name: Some(name.clone()), port: None, encryption: None, text });
                }
                StepKind::Hop(id) => {
                    let mode = self.site.port_row(id).encryption.first();
                    let encryption = mode.map(|mode| self.words.chip(*mode));
                    shown.push(FlowStep { name: None, port: Some(self.port_link(id)), encryption, text });
                }
            }
        }
        Flow { caption: caption.cloned(), steps: shown }
    }

    /// The conversation on a port, encrypted as it should be there. `None` where none is known.
    pub fn sequence(&self, id: &PortId) -> Option<Sequence> {
        let (name, row) = (self.site.port_name(id, self.lang), self.site.port_row(id));
        let (protocol, _) = self.site.service_name(&name.service);
        let mode = *row.encryption.first()?;
        let said = handshake::conversation(protocol, mode)?;
        let place = |at: usize| HEAD + ROW * (at + 1);
        let tls = said.iter().position(|message| message.what == What::Tls)?;
        let messages: Vec<SequenceMessage> = said
            .iter()
            .enumerate()
            .map(|(at, message)| SequenceMessage {
                y: place(at) - 8,
                from: match message.from {
                    From::Client => "client",
                    From::Server => "server",
                    From::Both => "both",
                },
                text: self.said(message.what),
                is_code: matches!(message.what, What::Line(..)),
                purpose: self.purpose(message.what),
            })
            .collect();
        let line = |(at, message): (usize, &SequenceMessage)| {
            let key = format!("sequence.{}", message.from);
            let is_clear = at < tls;
            let state = match (at, is_clear) {
                (0, _) => String::new(),
                (_, true) => self.words.text("sequence.clear").to_string(),
                _ if at == tls => String::new(),
                _ => self.words.text("sequence.sealed").to_string(),
            };
            let purpose = message.purpose.as_deref();
            let purpose = purpose.map(|text| self.words.fill("sequence.purpose", &[("text", text)]));
            self.words.fill(&key, &[("text", &message.text)]) + &purpose.unwrap_or_default() + &state
        };
        let port = self.port_link(id);
        let encryption = self.words.chip(mode);
        let title = self.words.fill("sequence.title", &[("port", &port.number), ("mode", &encryption.text)]);
        let beside = messages.iter().filter_map(|message| message.purpose.as_deref()).map(width).max();
        Some(Sequence {
            title,
            width: WIDTH + GAP + beside.unwrap_or_default(),
            port,
            encryption,
            height: place(said.len() - 1) + 4,
            sealed: place(tls) - ROW + 2,
            lines: messages.iter().enumerate().map(line).collect(),
            messages,
        })
    }

    fn said(&self, what: What) -> String {
        match what {
            What::Connect => self.words.text("sequence.connect").to_string(),
            What::Tls => self.words.text("sequence.tls").to_string(),
            What::Line(line, _) => line.to_string(),
            What::Login(command) => self.words.fill("sequence.login", &[("command", command)]),
        }
    }

    fn purpose(&self, what: What) -> Option<String> {
        let key = match what {
            What::Connect => return None,
            What::Login(_) => "sequence.secret",
            What::Tls => "sequence.certificate",
            What::Line(_, Purpose::Greeting) => "sequence.greeting",
            What::Line(_, Purpose::Name) => "sequence.name",
            What::Line(_, Purpose::Abilities) => "sequence.abilities",
            What::Line(_, Purpose::Offer) => "sequence.offer",
            What::Line(_, Purpose::Request) => "sequence.request",
            What::Line(_, Purpose::Consent) => "sequence.consent",
        };
        Some(self.words.text(key).to_string())
    }
}

// Fonts differ, so this is how wide a text is at most: a Han character is a square, and Latin letters
// are a good half of that.
fn width(text: &str) -> usize {
    let hundredths: usize = text.chars().map(|c| if c.is_ascii() { 56 } else { 100 }).sum();
    (hundredths * FONT).div_ceil(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_han_character_is_a_square_and_a_latin_letter_a_good_half() {
        assert_eq!(width("证书"), 26);
        assert_eq!(width("TLS"), 22);
        assert_eq!(width(""), 0);
    }
}
