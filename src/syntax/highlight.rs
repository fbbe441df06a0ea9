//! What the parts of code are, for their colours.
//!
//! Grammars have hundreds of names for parts. Here they become five, one for each colour of the
//! design, so that pages stay small and every language looks alike.

mod languages;

pub use languages::Language;

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// What a part of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A word of the language.
    Keyword,
    /// A string.
    String,
    /// A comment; in a transcript, the prompt.
    Comment,
    /// A number.
    Number,
    /// A name that is defined or called.
    Name,
}

/// A stretch of code, which follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Token {
    /// What it is; `None` for what has no colour.
    pub kind: Option<Kind>,
    /// How many bytes it has.
    pub length: u32,
}

/// Grammars look ahead without a limit, so a line of a megabyte could take minutes. Nobody reads
/// colours there.
const LONGEST_LINE: usize = 2_000;
const LONGEST: usize = 100_000;

// Made when the first code is seen: it takes some milliseconds, and many sites have no code.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);
static KINDS: LazyLock<Vec<(Scope, Option<Kind>)>> = LazyLock::new(|| {
    let scope = |name| Scope::new(name).expect("the names below are scopes");
    SCOPES.iter().map(|(name, kind)| (scope(name), *kind)).collect()
});

/// Which names of grammars mean which kind. The first that fits wins.
const SCOPES: &[(&str, Option<Kind>)] = &[
    ("comment", Some(Kind::Comment)),
    ("string.unquoted", None),
    ("string", Some(Kind::String)),
    ("constant.numeric", Some(Kind::Number)),
    ("constant.language", Some(Kind::Keyword)),
    ("constant.character.escape", Some(Kind::String)),
    ("keyword.operator", None),
    ("keyword", Some(Kind::Keyword)),
    ("storage", Some(Kind::Keyword)),
    ("variable.function", Some(Kind::Name)),
    ("variable.language", Some(Kind::Keyword)),
    ("entity.name", Some(Kind::Name)),
    ("entity.other.attribute-name", Some(Kind::Name)),
    ("support.function", Some(Kind::Name)),
    ("support.type", Some(Kind::Name)),
    ("meta.interpolation", None),
];

/// The parts of a piece of code. They cover all of it, or there are none.
pub fn tokens(language: Language, code: &str) -> Vec<Token> {
    if code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return Vec::new();
    }
    let Some(grammar) = language.grammar() else { return Vec::new() };
    let mut tokens = Tokens::default();
    let mut parts = Parts::new(grammar);
    for line in code.split_inclusive('\n') {
        match language.command(line) {
            // What a program printed is no code, and what is typed next is a new command.
            Typed::Nothing => tokens.push(None, line.len()),
            Typed::After(prompt) => {
                tokens.push(Some(Kind::Comment), prompt);
                Parts::new(grammar).line(&line[prompt..], &mut tokens);
            }
            Typed::All => parts.line(line, &mut tokens),
        }
    }
    tokens.0
}

/// How much of a line is code.
enum Typed {
    All,
    After(usize),
    Nothing,
}

impl Language {
    // In a transcript, lines with a prompt hold a command, and the others what it printed.
    fn command(self, line: &str) -> Typed {
        if !self.is_transcript() {
            return Typed::All;
        }
        match ["$ ", "# ", "> ", "PS> "].iter().find(|prompt| line.starts_with(*prompt)) {
            Some(prompt) => Typed::After(prompt.len()),
            None => Typed::Nothing,
        }
    }
}

// A grammar at work.
struct Parts {
    state: ParseState,
    scopes: ScopeStack,
}

impl Parts {
    fn new(grammar: &str) -> Parts {
        let grammar = GRAMMARS.find_syntax_by_name(grammar).expect("the table names grammars that are there");
        Parts { state: ParseState::new(grammar), scopes: ScopeStack::new() }
    }

    // A line with its end. A grammar with a mistake leaves the rest of the line without colour.
    fn line(&mut self, line: &str, tokens: &mut Tokens) {
        let mut done = 0;
        for (at, change) in self.state.parse_line(line, &GRAMMARS).unwrap_or_default() {
            tokens.push(kind(&self.scopes), at - done);
            done = at;
            if self.scopes.apply(&change).is_err() {
                break;
            }
        }
        tokens.push(kind(&self.scopes), line.len() - done);
    }
}

// The innermost scope that says something.
fn kind(scopes: &ScopeStack) -> Option<Kind> {
    let known = |scope: &Scope| KINDS.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
    scopes.scopes.iter().rev().find_map(known).and_then(|(_, kind)| *kind)
}

// Neighbours of one kind are one token.
#[derive(Default)]
struct Tokens(Vec<Token>);

impl Tokens {
    fn push(&mut self, kind: Option<Kind>, length: usize) {
        let length = length as u32;
        match self.0.last_mut() {
            _ if length == 0 => {}
            Some(last) if last.kind == kind => last.length += length,
            _ => self.0.push(Token { kind, length }),
        }
    }
}

#[cfg(test)]
mod tests;
