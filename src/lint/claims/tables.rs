//! Claims in tables: the cells of a row belong together, under the heads of their columns.
//!
//! Ports stand below the name of a service, beside it, or in a table that is about one service; ways of encryption and
//! transports stand in the head of the ports, in the label of their row, or in a cell beside or below them.

use super::lexicon::{Mode, Role};
use super::pairs::LONGEST_LIST;
use super::referents;
use super::tokens::{self, Called, Kind, Standing, Token};
use super::topics::{self, Topic};
use super::vocabulary::{NameId, Number, Vocabulary};
use super::{Claim, Says, asserts};
use crate::base::registry::{PortNumber, Transport};
use crate::syntax::markdown::passages::{self, Passage};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Where the table ends that begins with a passage; `None` when none does.
pub(super) fn end(list: &[Passage], start: usize) -> Option<usize> {
    let passages::Kind::Cell(cell) = list[start].kind else { return None };
    let of_table =
        |passage: &Passage| matches!(passage.kind, passages::Kind::Cell(other) if other.table == cell.table);
    // Alternative texts stand between cells.
    let length =
        list[start..].iter().position(|passage| !of_table(passage) && passage.kind != passages::Kind::Alt);
    let end = length.map_or(list.len(), |length| start + length);
    crate::lint::work::done(end - start);
    Some(end)
}

/// The claims of a table, each with the number of its passage.
pub(super) fn claims(
    list: &[Passage],
    range: Range<usize>,
    vocabulary: &Vocabulary<'_>,
    above: &Topic,
) -> Vec<(usize, Claim)> {
    let mut rows: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    for passage in range.filter(|at| asserts(&list[*at])) {
        if let passages::Kind::Cell(cell) = list[passage].kind {
            let tokens = read(&list[passage], vocabulary, Called::InWords);
            rows.entry(cell.row).or_default().push(Cell { passage, column: cell.column, tokens });
        }
    }
    let Some(mut head) = rows.remove(&0) else { return Vec::new() };
    let mut rows: Vec<Vec<Cell>> = rows.into_values().collect();
    let is_named = head.iter().chain(rows.iter().flatten()).any(|cell| name(cell).is_some());
    // `加密` alone is a way in the head of a column, and no more than a word in a sentence.
    for cell in &mut head {
        if let [token] = cell.tokens.as_mut_slice()
            && ["加密", "安全", "secure"].contains(&list[cell.passage].text.to_lowercase().as_str())
        {
            token.kind = Kind::Mode(Mode::Encrypted);
        }
    }
    let says =
        |role: Role| head.iter().flat_map(|cell| &cell.tokens).any(|token| token.kind == Kind::Role(role));
    let columns = columns(&head, &rows, vocabulary);
    for row in &mut rows {
        let is_labelled = row.first().is_some_and(|label| is_label(&label.tokens));
        for cell in row.iter_mut() {
            if columns.contains(&cell.column) || (is_labelled && cell.column > 0) {
                cell.tokens = read(&list[cell.passage], vocabulary, Called::ByTable);
            }
            if let Some(head) = head.get(cell.column) {
                answer(cell, &list[cell.passage].text, &list[head.passage].text);
            }
        }
    }
    let about = if is_named { Vec::new() } else { above.names() };
    let mut fields: BTreeMap<usize, Vec<&Cell>> = BTreeMap::new();
    for cell in rows.iter().flatten().filter(|cell| cell.column > 0 && name(cell).is_some()) {
        fields.entry(cell.column).or_default().push(cell);
    }
    let table = Table { head: &head, columns, about, fields };
    let mut claims = Vec::new();
    let mut ports_above: BTreeMap<usize, Vec<PortNumber>> = BTreeMap::new();
    for row in &rows {
        let before = claims.len();
        for cell in row {
            let own = topics::claims(&cell.tokens, cell.passage, &Topic::default(), vocabulary).0;
            claims.extend(own.into_iter().map(|claim| (cell.passage, claim)));
        }
        table.row(row, &mut claims);
        // `993 for POP | ❌ wrong`
        let is_mistake = |cell: &Cell| cell.tokens.iter().any(|token| token.kind == Kind::Role(Role::Unreal));
        if row.iter().any(is_mistake) {
            let own = claims.split_off(before);
            claims.extend(own.into_iter().filter(|(_, claim)| claim.is_link()));
        }
        // Encryption may stand in a row below that of the ports.
        let is_of_ports = row.first().is_some_and(|label| says_port(&label.tokens));
        for cell in row.iter().filter(|cell| cell.column > 0) {
            if is_of_ports {
                ports_above.insert(cell.column, ports(cell).filter_map(Token::number).collect());
            } else if let (Some(numbers), Some((way, token))) =
                (ports_above.get(&cell.column), mode(&cell.tokens))
            {
                let is_new = claims[before..].iter().all(|(passage, _)| *passage != cell.passage);
                if is_new && numbers.len() == 1 {
                    let says =
                        Says::Mode { names: Vec::new(), numbers: numbers.clone(), mode: way, each: false };
                    claims.push((cell.passage, of(says, (cell.passage, token), (cell.passage, token))));
                }
            }
        }
    }
    // A table of mistakes lists what is wrong.
    if says(Role::Unreal) || says(Role::Fails) {
        claims.retain(|(_, claim)| claim.is_link());
    }
    // What is usual by habit stands in tables as well.
    for (_, claim) in &mut claims {
        claim.is_default &= match &claim.says {
            Says::Port { names, number } => vocabulary.judge(names, *number, None) != Number::Unofficial,
            _ => true,
        };
    }
    // `容器内端口 | 主机端口`
    if says(Role::Moved) {
        claims.iter_mut().for_each(|(_, claim)| claim.is_moved = true);
    }
    claims
}

// `是否加密 | 否`, `Encrypted? | yes`
fn answer(cell: &mut Cell, text: &str, head: &str) {
    let asks = head.contains("加密") || head.to_lowercase().contains("encrypt");
    let mode = match text.trim().to_lowercase().as_str() {
        "是" | "有" | "yes" | "✓" | "✔" | "√" if asks => Mode::Encrypted,
        "否" | "无" | "no" | "✗" | "✘" | "×" if asks => Mode::Cleartext,
        _ => return,
    };
    if let Some(token) = cell.tokens.first_mut() {
        token.kind = Kind::Mode(mode);
        cell.tokens.truncate(1);
    }
}

fn read(passage: &Passage, vocabulary: &Vocabulary<'_>, called: Called) -> Vec<Token> {
    let mut tokens = tokens::read(passage, vocabulary, called);
    referents::with_errands(&mut tokens, vocabulary);
    tokens
}

struct Cell {
    passage: usize,
    column: usize,
    tokens: Vec<Token>,
}

struct Table<'a> {
    head: &'a [Cell],
    // The columns whose numbers are ports.
    columns: BTreeSet<usize>,
    // What stands above a table that names nothing itself.
    about: Vec<Token>,
    // The cells that name something, by column: `Protocol | POP3` over `Port | 995`.
    fields: BTreeMap<usize, Vec<&'a Cell>>,
}

// A token and its passage.
type Place<'a> = (usize, &'a Token);

impl Table<'_> {
    fn head(&self, cell: &Cell) -> Option<&Cell> {
        self.head.get(cell.column)
    }

    // The service of a row or column, its ports, and what is said of them.
    fn row(&self, row: &[Cell], claims: &mut Vec<(usize, Claim)>) {
        let label = row.first().filter(|label| ports(label).next().is_none());
        let is_labelled = label.is_some_and(|label| is_label(&label.tokens));
        let named = row.iter().find(|cell| ports(cell).next().is_none() && name(cell).is_some());
        let mut numbers = Vec::new();
        let mut of_row = Vec::new();
        for cell in row {
            let head = self.head(cell);
            let above = head.filter(|head| name(head).is_some());
            let is_of_ports =
                self.columns.contains(&cell.column) || (is_labelled && cell.column > 0) || above.is_some();
            if !is_of_ports || name(cell).is_some() {
                continue;
            }
            let field = || match self.fields.get(&cell.column).map(Vec::as_slice) {
                Some([only]) if is_labelled => Some(*only),
                _ => None,
            };
            let holder = above.or(named).or_else(field);
            let (names, subject) = match holder.and_then(|holder| Some((holder, name(holder)?))) {
                Some((holder, token)) => (names(&holder.tokens), Some((holder.passage, token))),
                None => (
                    names(&self.about),
                    self.about.first().map(|token| (token.lender.unwrap_or(cell.passage), token)),
                ),
            };
            let way = head.and_then(|head| mode(&head.tokens)).or_else(|| mode(&label?.tokens));
            for token in ports(cell) {
                let Some(number) = token.number() else { continue };
                let place = (cell.passage, token);
                numbers.push(number);
                of_row.clone_from(&names);
                if let Some(subject) = subject {
                    let says = Says::Port { names: names.clone(), number };
                    let claim = of(says, subject, place);
                    claims.push((
                        cell.passage,
                        Claim { is_default: true, is_inferred: holder.is_none(), ..claim },
                    ));
                }
                if let Some((transport, beside)) = transport(&cell.tokens) {
                    let says = Says::Transport { names: names.clone(), numbers: vec![number], transport };
                    claims.push((cell.passage, of(says, place, (cell.passage, beside))));
                }
                if let Some((mode, _)) = way {
                    let says = Says::Mode { names: names.clone(), numbers: vec![number], mode, each: false };
                    claims.push((cell.passage, of(says, place, place)));
                }
            }
        }
        // A row of a hundred ports ties nothing to any of them; without ports it is about what its label names.
        if numbers.len() > LONGEST_LIST {
            return;
        }
        let is_port =
            |token: &Token| matches!(token.kind, Kind::Number(number) if number.standing >= Standing::Bare);
        if let (true, Some([only])) = (numbers.is_empty(), label.map(|label| names(&label.tokens)).as_deref())
        {
            of_row.push(*only);
            let own = label.into_iter().flat_map(|label| &label.tokens);
            numbers.extend(own.filter(|token| is_port(token)).filter_map(Token::number));
        }
        if of_row.is_empty() && numbers.is_empty() {
            return;
        }
        // `IMAP, 993, SSL/TLS` says itself what has which way.
        for cell in row.iter().filter(|cell| !cell.tokens.iter().any(is_port)) {
            let (names, numbers) = (of_row.clone(), numbers.clone());
            let (says, token) = match (mode(&cell.tokens), transport(&cell.tokens)) {
                (Some((mode, token)), _) => (Says::Mode { names, numbers, mode, each: false }, token),
                (None, Some((transport, token))) => (Says::Transport { names, numbers, transport }, token),
                (None, None) => continue,
            };
            let place = (cell.passage, token);
            claims.push((cell.passage, of(says, place, place)));
        }
    }
}

// What the cells of a column hold.
#[derive(Default)]
struct Tally {
    // The port of what their row names.
    own: usize,
    // A port of anything that their row names.
    known: usize,
    // `25/tcp`
    endpoints: usize,
    // Any text.
    all: usize,
}

// The columns of ports: those that are called so, and those in which most rows have the port of what they name.
fn columns(head: &[Cell], rows: &[Vec<Cell>], vocabulary: &Vocabulary<'_>) -> BTreeSet<usize> {
    let mut columns: BTreeMap<usize, Tally> = BTreeMap::new();
    for row in rows {
        let names: Vec<NameId> = row.iter().flat_map(|cell| names(&cell.tokens)).collect();
        for cell in row.iter().filter(|cell| !cell.tokens.is_empty()) {
            let tally = columns.entry(cell.column).or_default();
            let value = match cell.tokens.as_slice() {
                [only] => only.number(),
                _ => None,
            };
            let is_own = value.is_some_and(|value| vocabulary.judge(&names, value, None) == Number::Own);
            let is_known = !names.is_empty() && value.is_some_and(|value| vocabulary.knows(value));
            tally.own += usize::from(is_own);
            tally.known += usize::from(is_known);
            tally.endpoints += usize::from(is_endpoint(cell));
            tally.all += 1;
        }
    }
    let called = head.iter().filter(|cell| is_label(&cell.tokens)).map(|cell| cell.column);
    let endpoints = columns.iter().filter(|(_, tally)| tally.endpoints == tally.all);
    // `Database | Default`
    let says_default = |column: usize| {
        head.get(column)
            .is_some_and(|cell| cell.tokens.iter().any(|token| token.kind == Kind::Role(Role::Default)))
    };
    let called: BTreeSet<usize> = called.chain(endpoints.map(|(column, _)| *column)).collect();
    // `| | 明文 | 加密 |`: one column of ports is seldom alone, and may be wrong in each row.
    let is_beside = !called.is_empty();
    let is_likely = |(column, Tally { own, known, all, .. }): &(usize, Tally)| {
        let is_full = *known == *all && *all > 1;
        own * 2 > *all && *own > 1 || *own > 0 && (says_default(*column) || is_full) || is_full && is_beside
    };
    let inferred: Vec<usize> = columns.into_iter().filter(is_likely).map(|(column, _)| column).collect();
    called.into_iter().chain(inferred).collect()
}

fn is_endpoint(cell: &Cell) -> bool {
    matches!(cell.tokens.as_slice(), [port, slash, transport]
        if port.number().is_some()
            && slash.kind == Kind::Role(Role::Slash)
            && matches!(transport.kind, Kind::Transport(_)))
}

// What a cell says is about its row.
fn of(says: Says, subject: Place<'_>, place: Place<'_>) -> Claim {
    Claim {
        says,
        subject: subject.1.range.clone(),
        subject_of: Some(subject.0).filter(|passage| *passage != place.0),
        place: place.1.range.clone(),
        ..Claim::default()
    }
}

// Whether numbers under or beside it are ports.
fn is_label(tokens: &[Token]) -> bool {
    says_port(tokens) || mode(tokens).is_some()
}

fn says_port(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token.kind, Kind::Role(role) if role.is_port() || role == Role::Ports))
}

fn mode(tokens: &[Token]) -> Option<(Mode, &Token)> {
    only(tokens, |kind| match kind {
        Kind::Mode(mode) => Some(mode),
        _ => None,
    })
}

fn transport(tokens: &[Token]) -> Option<(Transport, &Token)> {
    only(tokens, |kind| match kind {
        Kind::Transport(transport) => Some(transport),
        _ => None,
    })
}

// `明文或 STARTTLS` agrees with either.
fn only<T>(tokens: &[Token], what: impl Fn(Kind) -> Option<T>) -> Option<(T, &Token)> {
    let mut found = tokens.iter().filter_map(|token| Some((what(token.kind)?, token)));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn named(token: &Token) -> Option<NameId> {
    match token.kind {
        Kind::Name(name) => Some(name),
        _ => None,
    }
}

fn names(tokens: &[Token]) -> Vec<NameId> {
    tokens.iter().filter_map(named).take(LONGEST_LIST).collect()
}

fn name(cell: &Cell) -> Option<&Token> {
    cell.tokens.iter().find(|token| named(token).is_some())
}

fn ports(cell: &Cell) -> impl Iterator<Item = &Token> {
    cell.tokens.iter().filter(|token| {
        matches!(token.kind, Kind::Number(number) if number.standing == Standing::Port && !number.is_filled_in)
    })
}
