//! From the text of a passage to tokens: mentions of services, ports, ways of encryption and
//! transports, and the words between them.

mod ahead;
mod code;

use super::features::FeatureId;
use super::lexicon::{Mode, Role, Side};
use super::vocabulary::{EntryId, Meaning, NameId, Vocabulary};
use super::words::{Placed, Word, words};
use crate::base::registry::{PortNumber, Transport};
use crate::syntax::markdown::Target;
use crate::syntax::markdown::passages::{Destination, OBJECT, Passage, Run, Style};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A part of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// The bytes of the text.
    pub(super) range: Range<usize>,
    /// The quotation it stands in, counted from 1; 0 outside of any.
    pub(super) quote: usize,
    /// The parentheses it stands in, likewise.
    pub(super) paren: usize,
    /// What it says of the one of a service's ports that is meant.
    pub(super) feature: Option<FeatureId>,
    /// The passage it is borrowed from, when a sentence leans on what was named before it.
    pub(super) lender: Option<usize>,
}

impl Token {
    /// The number that it is, a port or not.
    pub(super) fn number(&self) -> Option<PortNumber> {
        match self.kind {
            Kind::Number(number) => Some(number.value),
            _ => None,
        }
    }

    /// The service that it names.
    pub(super) fn name(&self) -> Option<NameId> {
        match self.kind {
            Kind::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A service or a port by its name.
    Name(NameId),
    /// A number that may be a port.
    Number(Number),
    /// A way of encryption.
    Mode(Mode),
    /// A transport protocol.
    Transport(Transport),
    /// A word of the table of phrases.
    Role(Role),
    /// The end of a sentence.
    Stop,
    /// The end of a part of it; whether the mark is as wide as a Han character.
    Comma,
    /// An opening parenthesis.
    Open,
    /// A closing one.
    Close,
    /// A word or character that is not known.
    Unknown,
    /// An address, a version, a date, a command: nothing of it is a word of the sentence.
    Opaque,
}

/// A number in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Its value, or a range.
    pub(super) value: PortNumber,
    /// How sure it is that it is a port.
    pub(super) standing: Standing,
    /// The entry that its link leads to.
    pub(super) entry: Option<EntryId>,
    /// Whether the registry writes it: it agrees with its link.
    pub(super) is_filled_in: bool,
}

/// How sure it is that a number is a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It counts, names or dates something else.
    Other,
    /// It looks like a port, and stands beside a word that it may count.
    Weak,
    /// It could be one.
    Bare,
    /// It is called one.
    Port,
}

/// Who calls the numbers of a passage ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// The passage itself, if anybody.
    InWords,
    /// The head of its column or row.
    ByTable,
}

/// The tokens of a passage.
pub(super) fn read(passage: &Passage, vocabulary: &Vocabulary<'_>, called: Called) -> Vec<Token> {
    let words: Vec<Placed> = words(&passage.text).collect();
    let mut lexer = Lexer {
        passage,
        vocabulary,
        words: &words,
        at: 0,
        run: 0,
        line: 0,
        tokens: Vec::new(),
        nesting: Nesting::default(),
    };
    while lexer.at < words.len() {
        lexer.step();
    }
    let mut tokens = lexer.tokens;
    // What tells the ports of a service apart that is named here is understood.
    let named: BTreeSet<NameId> = tokens.iter().filter_map(Token::name).collect();
    let named = Vec::from_iter(named);
    let mut told: BTreeMap<FeatureId, bool> = BTreeMap::new();
    // Pairs of Han characters overlap: `控制`, `制连`.
    let is_han = |token: &Token| !passage.text[token.range.clone()].is_ascii();
    for at in 1..tokens.len() {
        if tokens[at - 1].feature.is_some() && is_han(&tokens[at - 1]) {
            tokens[at].feature = None;
        }
    }
    for token in tokens.iter_mut().filter(|_| !named.is_empty()) {
        let Some(feature) = token.feature else { continue };
        let tells = || vocabulary.side_of(&named, Some(Side::With(feature))).is_some();
        match *told.entry(feature).or_insert_with(tells) {
            true => token.kind = Kind::Role(Role::Glue),
            false => token.feature = None,
        }
    }
    super::numbers::settle(&mut tokens, &passage.text, called, vocabulary);
    tokens
}

struct Lexer<'a> {
    passage: &'a Passage,
    vocabulary: &'a Vocabulary<'a>,
    words: &'a [Placed],
    at: usize,
    run: usize,
    line: usize,
    tokens: Vec<Token>,
    nesting: Nesting,
}

#[derive(Default)]
struct Nesting {
    quotes: usize,
    quote: usize,
    parens: usize,
    // Those that are open.
    open: Vec<usize>,
}

impl Nesting {
    // Whether nothing is.
    fn is_closed(&self) -> bool {
        self.quote == 0 && self.open.is_empty()
    }
}

// Deeper and longer than this nobody writes.
const DEEPEST: usize = 8;
const LONGEST_CLUSTER: usize = 64;

impl<'a> Lexer<'a> {
    fn step(&mut self) {
        let start = self.words[self.at].range.start;
        while self.passage.runs.get(self.run).is_some_and(|run| run.range.end <= start) {
            self.run += 1;
        }
        while self.passage.lines.get(self.line).is_some_and(|line| *line <= start) {
            self.line += 1;
            if self.begins_entry() {
                self.push(Kind::Stop, start..start);
            }
        }
        let run = self.passage.runs.get(self.run).filter(|run| run.range.start <= start);
        match run {
            Some(run) if run.style == Style::Struck => self.skip(run),
            Some(run) if run.style == Style::Code => self.code(run),
            Some(Run { link: Some(Destination::Site(Target::Service(id))), range, .. }) => {
                self.service(id, range)
            }
            _ if self.words[self.at].word == Word::Mark(OBJECT) => self.object(run),
            _ if let Some(length) = self.option() => {
                let end = self.words[self.at + length - 1].range.end;
                self.push(Kind::Opaque, start..end);
                self.at += length;
            }
            _ => self.word(run),
        }
    }

    fn end_of(&self, range: &Range<usize>) -> usize {
        self.words.partition_point(|word| word.range.start < range.end).max(self.at + 1)
    }

    fn skip(&mut self, run: &Run) {
        self.at = self.end_of(&run.range);
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) {
        let paren = self.nesting.open.last().copied().unwrap_or_default();
        let rest = || self.words[self.at..].iter().map(|placed| &placed.word);
        let is_word = matches!(kind, Kind::Unknown | Kind::Role(Role::Glue));
        let feature = is_word.then(|| self.vocabulary.feature(rest())).flatten();
        self.tokens.push(Token { kind, range, quote: self.nesting.quote, paren, feature, lender: None });
    }

    // The text of a link to a service names it, whatever it says.
    fn service(&mut self, id: &str, range: &Range<usize>) {
        let kind = self.vocabulary.service(id).map_or(Kind::Opaque, Kind::Name);
        self.push(kind, range.clone());
        self.at = self.end_of(range);
    }

    fn object(&mut self, run: Option<&Run>) {
        let range = self.words[self.at].range.clone();
        // `[](port:smtp#name)` shows no number.
        let shows_number = run.is_some_and(|run| match &run.link {
            Some(Destination::Site(Target::Port(_, aspect))) => {
                aspect.as_deref().is_none_or(|aspect| aspect == "number")
            }
            _ => false,
        });
        let kind = match run.filter(|_| shows_number).and_then(|run| self.linked(run)) {
            Some(entry) => Kind::Number(Number {
                value: self.vocabulary.number(entry),
                standing: Standing::Port,
                entry: Some(entry),
                is_filled_in: true,
            }),
            None => Kind::Opaque,
        };
        self.push(kind, range);
        self.at += 1;
    }

    fn linked(&self, run: &Run) -> Option<EntryId> {
        match &run.link {
            Some(Destination::Site(Target::Port(id, _))) => self.vocabulary.entry(id),
            _ => None,
        }
    }

    fn word(&mut self, run: Option<&Run>) {
        let here = &self.words[self.at];
        let length = self.cluster();
        let range = here.range.start..self.words[self.at + length - 1].range.end;
        let in_code = run.is_some_and(|run| run.style == Style::Code);
        let phrase = self.phrase(in_code || self.is_scheme());
        match phrase {
            // An address is no sentence, a word with hyphens may be one name or several words.
            Some((meaning, words)) if length == 1 || words >= length || self.is_hyphenated(length) => {
                let end = self.words[self.at + words - 1].range.end;
                // Behind a question stands its answer, unless the question is quoted.
                let asks = here.word == Word::Mark('?') && self.nesting.is_closed();
                self.push(of_meaning(meaning), here.range.start..end);
                if asks {
                    self.push(Kind::Stop, end..end);
                }
                self.at += words;
            }
            _ if length > 1 => match self.setting(&range) {
                Some(setting) => self.set(setting, &range),
                None => {
                    let kind = self.compound(length, run);
                    self.push(kind, range);
                    self.at += length;
                }
            },
            _ => self.single(run),
        }
    }

    // `http://`
    fn is_scheme(&self) -> bool {
        let marks = self.words.get(self.at + 1..self.at + 4).unwrap_or_default();
        marks.iter().map(|placed| &placed.word).eq([':', '/', '/'].map(Word::Mark).iter())
    }

    // How many words belong to the thing that begins here: `192.0.2.25`, `smtp-mail.outlook.com`.
    fn cluster(&self) -> usize {
        if !matches!(self.words[self.at].word, Word::Run(_)) {
            return 1;
        }
        // `1.MongoDB` begins a list.
        let is_label = self.begins_line() && self.words[self.at].word.is_number();
        let mut length = 1;
        while let ([mark, next, ..], true) = (&self.words[self.at + length..], length < LONGEST_CLUSTER) {
            let joins = matches!(mark.word, Word::Mark('.' | '@' | '_' | '-' | '–'));
            let goes_on = mark.touches && next.touches && matches!(next.word, Word::Run(_));
            let is_item = is_label && length == 1 && !next.word.is_number();
            if !joins || !goes_on || is_item {
                break;
            }
            length += 2;
        }
        length
    }

    fn begins_line(&self) -> bool {
        let start = self.words[self.at].range.start;
        start == 0 || self.passage.text[..start].trim_end_matches(' ').ends_with('\n')
    }

    fn cluster_words(&self, length: usize) -> &'a [Placed] {
        &self.words[self.at..self.at + length]
    }

    fn is_hyphenated(&self, length: usize) -> bool {
        let has_digits_alone = |placed: &Placed| digits(&placed.word).is_some();
        let parts = self.cluster_words(length);
        // `imap_port`
        let is_key = parts.last().is_some_and(|last| last.word == Word::Run("port".into()));
        let is_hyphen = |placed: &Placed| match placed.word {
            Word::Mark('_') => is_key,
            Word::Mark(mark) => mark == '-',
            Word::Run(_) => true,
        };
        parts.iter().all(is_hyphen) && !parts.iter().any(has_digits_alone)
    }

    fn phrase(&self, in_code: bool) -> Option<(Meaning, usize)> {
        let rest = &self.words[self.at..];
        let words = rest.iter().map(|placed| &placed.word);
        let written = |length: usize| {
            let range = rest[0].range.start..rest[length - 1].range.end;
            self.passage.text[range].chars().map(super::words::fold).collect()
        };
        let found = self.vocabulary.longest(words, in_code, written);
        found.or_else(|| self.versioned())
    }

    // `NFSv4`
    fn versioned(&self) -> Option<(Meaning, usize)> {
        let Word::Run(run) = &self.words[self.at].word else { return None };
        let base = run.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('v')?;
        if base.len() == run.len() - 1 || base.len() < 2 {
            return None;
        }
        let written = |_| {
            let text = &self.passage.text[self.words[self.at].range.clone()];
            text.chars().map(super::words::fold).take(base.chars().count()).collect()
        };
        let word = Word::Run(base.into());
        let found = self.vocabulary.longest(std::iter::once(&word), false, written);
        found.filter(|(meaning, _)| matches!(meaning, Meaning::Name(_)))
    }

    // A range of ports, the host of a provider, or something else.
    fn compound(&self, length: usize, run: Option<&Run>) -> Kind {
        let parts = self.cluster_words(length);
        if let [first, mark, last] = parts
            && let (Some(first), Some(last)) = (digits(&first.word), digits(&last.word))
            && matches!(mark.word, Word::Mark('-' | '–'))
            && first < last
        {
            return self.number(PortNumber { first, last }, run);
        }
        let text = &self.passage.text[parts[0].range.start..parts[length - 1].range.end];
        let is_identifier = || text.contains('_').then(|| self.spelled(text)).flatten();
        self.vocabulary.host(text).or_else(is_identifier).map_or(Kind::Opaque, Kind::Name)
    }

    fn single(&mut self, run: Option<&Run>) {
        let here = &self.words[self.at];
        let range = here.range.clone();
        let touches_next = self.words.get(self.at + 1).is_some_and(|next| next.touches);
        let kind = match &here.word {
            Word::Run(_) => match digits(&here.word) {
                Some(number) if !self.is_grouped() => {
                    self.number(PortNumber { first: number, last: number }, run)
                }
                _ if here.word.is_number() => Kind::Opaque,
                _ => Kind::Unknown,
            },
            // `类型：IMAP；端口：993` are fields of one form.
            Word::Mark(';') if self.begins_with_port(self.at + 1) => Kind::Comma,
            Word::Mark('。' | '!' | ';') => Kind::Stop,
            // `… on port 993.”`
            Word::Mark('.') if touches_next && self.closes(self.at + 1) => Kind::Role(Role::Glue),
            Word::Mark('.') if !touches_next => Kind::Stop,
            // `**LDAPS** — 636`, `993 → IMAPS`: a list of pairs.
            // `——`
            Word::Mark('—' | '…')
                if here.touches && self.at > 0 && self.words[self.at - 1].word == here.word =>
            {
                Kind::Role(Role::Glue)
            }
            Word::Mark('—' | '→' | '–' | '…') if self.begins_pair() => Kind::Role(Role::Is),
            Word::Mark('|') => Kind::Stop,
            Word::Mark(',' | '—' | '→' | '…' | '–' | '\n' | '·' | '•') => Kind::Comma,
            Word::Mark('(' | '[' | '【') => {
                self.nesting.parens += 1;
                self.push(Kind::Open, range);
                if self.nesting.open.len() < DEEPEST {
                    self.nesting.open.push(self.nesting.parens);
                }
                self.at += 1;
                return;
            }
            Word::Mark(')' | ']' | '】') => {
                self.nesting.open.pop();
                Kind::Close
            }
            Word::Mark('“' | '「' | '『' | '‘') => return self.quote(true),
            Word::Mark('”' | '」' | '』') => return self.quote(false),
            Word::Mark('"') => return self.quote(self.nesting.quote == 0),
            // Possession, and marks that say nothing.
            Word::Mark('\'' | '`' | '*' | '_') => Kind::Role(Role::Glue),
            Word::Mark(_) => Kind::Unknown,
        };
        self.push(kind, range);
        if kind == Kind::Stop {
            self.nesting =
                Nesting { quotes: self.nesting.quotes, parens: self.nesting.parens, ..Nesting::default() };
        }
        self.at += 1;
    }

    fn closes(&self, at: usize) -> bool {
        let mark = &self.words[at].word;
        self.nesting.quote != 0 && matches!(mark, Word::Mark('”' | '"')) || *mark == Word::Mark(')')
    }

    fn quote(&mut self, opens: bool) {
        self.nesting.quotes += usize::from(opens);
        self.nesting.quote = if opens { self.nesting.quotes } else { 0 };
        self.at += 1;
    }

    // `25,000`: three digits after a comma that touches both, and not `993,995`, nor `993，995`.
    fn is_grouped(&self) -> bool {
        let text = |at: usize| self.words.get(at).map(|word| &self.passage.text[word.range.clone()]);
        let is_port = |at: usize| {
            let number = self.words.get(at).and_then(|word| digits(&word.word));
            number.is_some_and(|number| self.vocabulary.knows(PortNumber { first: number, last: number }))
        };
        let is_group = |start: usize| {
            self.words.get(start..start + 3).is_some_and(|words| {
                let [first, comma, last] = words else { return false };
                first.word.is_number() && last.word.is_number() && comma.touches && last.touches
            }) && text(start + 1) == Some(",")
                && text(start + 2).is_some_and(|digits| digits.len() == 3)
                && !(is_port(start) && is_port(start + 2))
        };
        is_group(self.at) || self.at >= 2 && is_group(self.at - 2)
    }

    fn number(&self, value: PortNumber, run: Option<&Run>) -> Kind {
        let entry = run.and_then(|run| self.linked(run));
        let standing = if entry.is_some() { Standing::Port } else { Standing::Bare };
        Kind::Number(Number { value, standing, entry, is_filled_in: false })
    }
}

fn of_meaning(meaning: Meaning) -> Kind {
    match meaning {
        Meaning::Name(name) => Kind::Name(name),
        Meaning::Role(Role::Mode(mode)) => Kind::Mode(mode),
        Meaning::Role(Role::Transport(transport)) => Kind::Transport(transport),
        Meaning::Role(role) => Kind::Role(role),
    }
}

impl Word {
    fn is_number(&self) -> bool {
        matches!(self, Word::Run(run) if run.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

// A number that a port can have, without leading zeros.
fn digits(word: &Word) -> Option<u16> {
    let Word::Run(run) = word else { return None };
    let is_plain = word.is_number() && (run == "0" || !run.starts_with('0'));
    is_plain.then(|| run.parse().ok()).flatten()
}
