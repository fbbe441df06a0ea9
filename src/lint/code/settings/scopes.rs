//! Which settings stand together: between brackets, below a line that is less indented, in a section, up to an
//! empty line. A scope without a port belongs to the one around it.

use super::super::known::Known;
use super::super::snippet::{Line, Snippet};
use super::super::word::Word;
use super::lexemes::{self, Lexeme};
use super::meaning::Said;

/// A setting that says something.
#[derive(Clone, Debug)]
pub(super) struct Setting<'t> {
    /// The key; none for a word that stands alone.
    pub key: Option<Word<'t>>,
    /// The words of the key that say whose setting it is.
    pub stem: Vec<Word<'t>>,
    /// What it says.
    pub said: Said<'t>,
    /// The number of its line.
    pub line: usize,
    // How many scopes it has come out of.
    pub(super) risen: u8,
}

/// Settings that belong together.
#[derive(Debug, Default)]
pub(super) struct Scope<'t> {
    /// What stands before it, the nearest first: the name of a section, of a call, of a key.
    pub heads: Vec<Word<'t>>,
    /// The settings, in order.
    pub settings: Vec<Setting<'t>>,
    pub(super) kind: Kind,
    // Whether it is one variable, as `- name: SMTP_PORT` and `value: 465`.
    pub(super) is_variable: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Paragraph,
    Section,
    // Lines that are indented so far.
    Indented(usize),
    // Behind a hyphen in this column.
    Item(usize),
    Bracket(char),
    // A command, and the lines that are indented at least so far and continue it.
    Command(usize),
}

/// Nobody nests deeper, and names more before a bracket.
const DEEPEST: usize = 24;
pub(super) const MOST_HEADS: usize = 8;
/// Nobody sets more for one port; what follows is another matter.
pub(super) const MOST_SETTINGS: usize = 48;
const HIGHEST_RISE: u8 = 4;

impl Scope<'_> {
    fn has_port(&self) -> bool {
        self.settings.iter().any(|setting| matches!(setting.said, Said::Port(_)))
    }
}

/// The scopes of a block that hold a port.
pub(super) fn read<'t>(snippet: &Snippet<'t>, known: &Known<'_>) -> Vec<Scope<'t>> {
    let mut reader = Reader {
        known,
        open: vec![Scope::default()],
        done: Vec::new(),
        line: 0,
        last: Last::default(),
        owners: Vec::new(),
        is_inner: false,
        is_over: false,
        named: None,
        before: None,
        key: None,
    };
    for (number, line) in snippet.lines.iter().enumerate() {
        reader.line = number;
        reader.line(line);
    }
    while reader.open.len() > 1 {
        reader.close();
    }
    reader.done.extend(reader.open.pop());
    reader.done.retain(Scope::has_port);
    reader.done
}

pub(super) struct Reader<'t, 'k, 's> {
    pub(super) known: &'k Known<'s>,
    open: Vec<Scope<'t>>,
    done: Vec<Scope<'t>>,
    pub(super) line: usize,
    pub(super) last: Last<'t>,
    /// The services that were named on this line.
    pub(super) owners: Vec<Word<'t>>,
    /// Whether a text is read as settings, as happens to no text in it.
    pub(super) is_inner: bool,
    /// Whether the flags that follow on this line are another matter.
    pub(super) is_over: bool,
    // What `name:` or `key:` said, with its line and how many settings came before it: `value:` may follow.
    pub(super) named: Option<(Word<'t>, usize, usize)>,
    /// The word before the key of a port.
    pub(super) before: Option<Word<'t>>,
    /// What `<key>` said: the element behind it is its value.
    pub(super) key: Option<Word<'t>>,
}

// The line before this one, which may be the head of this one.
#[derive(Default)]
pub(super) struct Last<'t> {
    indent: usize,
    settings: usize,
    pub(super) words: Vec<Word<'t>>,
}

impl<'t> Reader<'t, '_, '_> {
    pub(super) fn top(&mut self) -> &mut Scope<'t> {
        self.open.last_mut().expect("the paragraph is never closed")
    }

    fn line(&mut self, line: &Line<'t>) {
        let code = line.code.trimmed();
        if code.text.is_empty() {
            // A comment goes on, an empty line does not.
            if line.comment.is_none() && self.open.len() == 1 {
                self.done.extend(self.open.pop());
                self.open.push(Scope::default());
                self.last = Last::default();
            }
            return;
        }
        if code.text == "{" {
            let heads = std::mem::take(&mut self.last.words);
            self.push(Kind::Bracket('{'), heads);
            return;
        }
        let is_bracketed = self.open.iter().any(|scope| matches!(scope.kind, Kind::Bracket(_)));
        if let Some(name) = section(code).filter(|_| !is_bracketed) {
            self.section(name);
            return;
        }
        let column = code.start - line.code.start;
        let (content, column) = match is_bracketed {
            true => (code, column),
            false => self.indented(code, column),
        };
        if content.text.starts_with('<') {
            self.markup(content);
            return;
        }
        let lexemes = lexemes::read(content);
        if let Some(program) = program(&lexemes).filter(|_| !is_bracketed) {
            // It is a scope of its own, with the lines that continue it.
            self.push(Kind::Command(column + 1), program);
            self.last = Last::default();
        }
        self.parts(&lexemes);
    }

    fn section(&mut self, name: Word<'t>) {
        while self.open.len() > 1 {
            self.close();
        }
        self.push(Kind::Section, vec![name]);
        self.last = Last::default();
    }

    // Finds the scope of a line by its indentation and its hyphens. What stands behind them, and in which column.
    fn indented(&mut self, code: Word<'t>, column: usize) -> (Word<'t>, usize) {
        self.indent(column);
        let (mut content, mut column) = (code, column);
        let has_setting = code.text.contains([':', '=']);
        let has_key = code.text.contains(": ") || code.text.ends_with(':');
        for _ in 0..DEEPEST {
            let Some(item) = content.after("- ").filter(|_| has_setting).map(Word::trimmed) else { break };
            // `- SMTP_PORT=465` is one of the variables above and below it.
            if !has_key {
                content = item;
                break;
            }
            self.push(Kind::Item(column), Vec::new());
            column += item.start - content.start;
            content = item;
        }
        self.last = Last { indent: column, settings: self.top().settings.len(), words: Vec::new() };
        (content, column)
    }

    // Leaves the scopes that this line is not indented enough for, and enters one that it opens.
    fn indent(&mut self, indent: usize) {
        let stays = |kind: Kind| match kind {
            Kind::Indented(column) | Kind::Command(column) => indent >= column,
            Kind::Item(column) => indent > column,
            _ => true,
        };
        while self.open.len() > 1 && !stays(self.top().kind) {
            self.close();
        }
        let is_empty = self.last.words.is_empty();
        if indent > self.last.indent && !is_empty {
            let last = std::mem::take(&mut self.last);
            let top = self.top();
            let moved = top.settings.split_off(last.settings.min(top.settings.len()));
            self.push(Kind::Indented(indent), last.words);
            self.top().settings = moved;
        }
    }

    pub(super) fn push(&mut self, kind: Kind, heads: Vec<Word<'t>>) {
        // Deeper ones are one scope.
        if self.open.len() >= DEEPEST {
            return;
        }
        let around = self.open.iter().rev().take(3).flat_map(|scope| scope.heads.iter().take(MOST_HEADS));
        let heads =
            heads.into_iter().rev().take(MOST_HEADS).chain(around.copied()).take(2 * MOST_HEADS).collect();
        self.open.push(Scope { heads, settings: Vec::new(), kind, is_variable: false });
    }

    // Closes the innermost scope. Without a port, it belongs to the one around it.
    fn close(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let mut scope = self.open.pop().expect("there are two");
        // What a call was not told may be told to what it made: `d.SSL = true`.
        let has_mode = scope.settings.iter().any(|setting| setting.said.is_mode());
        if scope.is_variable {
            self.top().settings.append(&mut scope.settings);
            return;
        }
        if scope.kind == Kind::Bracket('(')
            && scope.has_port()
            && !has_mode
            && self.top().kind != Kind::Bracket('(')
        {
            let own = self.top().heads.len();
            let names = scope.heads.len().saturating_sub(own.min(MOST_HEADS));
            let line = self.line;
            let called = scope.heads.iter().take(names.min(2)).map(|name| Said::Called(*name));
            let called = called.map(|said| Setting { key: None, stem: Vec::new(), said, line, risen: 0 });
            scope.settings.extend(called);
        } else if scope.has_port() || scope.kind == Kind::Section {
            self.done.push(scope);
            return;
        }
        let risen = scope.settings.into_iter().filter_map(|setting| {
            let risen = setting.risen + 1;
            let is_free = matches!(setting.said, Said::Describes(_));
            (risen <= HIGHEST_RISE && !is_free).then_some(Setting { risen, ..setting })
        });
        let top = self.top();
        let room = MOST_SETTINGS.saturating_sub(top.settings.len());
        top.settings.extend(risen.take(room.max(8)));
    }

    pub(super) fn close_bracket(&mut self) {
        self.close_last(|scope| matches!(scope.kind, Kind::Bracket(_)));
    }

    // Closes an element, with what was left open in it: `<br>` is never closed.
    pub(super) fn close_element(&mut self, name: Word<'t>) {
        let is_it = |scope: &Scope<'t>| scope.heads.first().is_some_and(|head| name.text == head.text);
        self.close_last(|scope| scope.kind == Kind::Bracket('<') && is_it(scope));
    }

    fn close_last(&mut self, is_it: impl Fn(&Scope<'t>) -> bool) {
        let Some(at) = self.open.iter().rposition(is_it) else { return };
        while self.open.len() > at.max(1) {
            self.close();
        }
    }
}

// The program of a command with options; `git config` has none, for it sets one of several settings.
fn program<'t>(lexemes: &[Lexeme<'t>]) -> Option<Vec<Word<'t>>> {
    let is_option = |lexeme: &Lexeme<'_>| matches!(lexeme, Lexeme::Word(word) if word.text.starts_with('-'));
    let sets = matches!(lexemes.get(1), Some(Lexeme::Word(verb)) if verb.is("config"));
    let (first, rest) = lexemes.split_first()?;
    if sets || is_option(first) || !rest.iter().any(is_option) {
        return None;
    }
    Some(match first {
        Lexeme::Word(word) => vec![word.split_last('/').map_or(*word, |(_, name)| name)],
        _ => Vec::new(),
    })
}

// `[imaps]`, `[[servers]]`
fn section(line: Word<'_>) -> Option<Word<'_>> {
    let inner = line.text.strip_prefix('[')?.strip_suffix(']')?;
    let inner = inner.trim_start_matches('[').trim_end_matches(']');
    let is_name = inner.starts_with(|c: char| c.is_alphabetic()) && !inner.contains([',', '[', ']']);
    let start = line.text.find(inner).unwrap_or(0);
    is_name.then(|| line.part(start, start + inner.len()))
}
