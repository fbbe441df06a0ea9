//! Claims in tables: the cells of a row belong together, under the heads of their columns.
//!
//! A table is read by rows (`| IMAP | 993 | SSL/TLS |`), or by columns when its head names services.

use super::lexicon::Role;
use super::pairs::{self, LONGEST_LIST};
use super::tokens::{self, Called, Kind, Standing, Token};
use super::vocabulary::{NameId, Vocabulary};
use super::{Claim, Says, asserts};
use crate::syntax::markdown::passages::{self, Passage};
use std::collections::BTreeMap;

/// Whether a passage belongs to a table.
pub(super) fn is_cell(passage: &Passage) -> bool {
    matches!(passage.kind, passages::Kind::Cell(_))
}

/// The claims of all tables, each with the number of its passage.
pub(super) fn claims(list: &[Passage], vocabulary: &Vocabulary<'_>) -> Vec<(usize, Claim)> {
    let mut claims = Vec::new();
    let mut start = 0;
    while start < list.len() {
        let passages::Kind::Cell(cell) = list[start].kind else {
            start += 1;
            continue;
        };
        let of_table = |passage: &Passage| matches!(passage.kind, passages::Kind::Cell(other) if other.table == cell.table);
        // Alternative texts stand between cells.
        let length = list[start..]
            .iter()
            .position(|passage| !of_table(passage) && passage.kind != passages::Kind::Alt);
        let end = length.map_or(list.len(), |length| start + length);
        table(list, start..end, vocabulary, &mut claims);
        start = end;
    }
    claims
}

struct Cell {
    passage: usize,
    column: usize,
    tokens: Vec<Token>,
}

fn table(
    list: &[Passage],
    range: std::ops::Range<usize>,
    vocabulary: &Vocabulary<'_>,
    claims: &mut Vec<(usize, Claim)>,
) {
    let mut rows: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for at in range.filter(|at| asserts(&list[*at])) {
        if let passages::Kind::Cell(cell) = list[at].kind {
            rows.entry(cell.row).or_default().push((cell.column, at));
        }
    }
    let Some(head) = rows.remove(&0) else { return };
    let head: Vec<Vec<Token>> =
        head.iter().map(|(_, at)| tokens::read(&list[*at], vocabulary, Called::InWords)).collect();
    // A table of mistakes lists what is wrong.
    if head.iter().flatten().any(|token| token.kind == Kind::Role(Role::Unreal)) {
        for (_, at) in rows.into_values().flatten() {
            let tokens = tokens::read(&list[at], vocabulary, Called::InWords);
            let links = pairs::claims(&tokens).into_iter().filter(Claim::is_link);
            claims.extend(links.map(|claim| (at, claim)));
        }
        return;
    }
    let first = claims.len();
    let mut above: BTreeMap<usize, Vec<(usize, Token)>> = BTreeMap::new();
    for cells in rows.into_values() {
        let label = cells.first().map(|(_, at)| tokens::read(&list[*at], vocabulary, Called::InWords));
        let row_is_ports = label.as_deref().is_some_and(says_port);
        let row: Vec<Cell> = cells
            .into_iter()
            .map(|(column, at)| {
                let in_ports = head.get(column).is_some_and(|head| says_port(head) || mode(head).is_some());
                let called = match in_ports || (row_is_ports && column > 0) {
                    true => Called::ByTable,
                    false => Called::InWords,
                };
                Cell { passage: at, column, tokens: tokens::read(&list[at], vocabulary, called) }
            })
            .collect();
        let before = claims.len();
        for cell in &row {
            claims.extend(pairs::claims(&cell.tokens).into_iter().map(|claim| (cell.passage, claim)));
        }
        match row_is_ports {
            true => below(&row, &head, claims),
            false => across(&row, &head, claims),
        }
        // Encryption may stand in a row below that of the ports.
        for cell in row.iter().filter(|cell| cell.column > 0) {
            if row_is_ports {
                above.insert(cell.column, ports(cell).map(|token| (cell.passage, token.clone())).collect());
            } else if let (Some(ports), [.., _]) = (above.get(&cell.column), cell.tokens.as_slice()) {
                let numbers: Vec<_> = ports.iter().filter_map(|(_, token)| number(token)).collect();
                let is_new = claims[before..].iter().all(|(passage, _)| *passage != cell.passage);
                if let (Some((mode, token)), true, true) = (mode(&cell.tokens), is_new, numbers.len() == 1) {
                    let says = Says::Mode { names: Vec::new(), numbers, mode, each: false };
                    claims.push((cell.passage, of(says, token)));
                }
            }
        }
    }
    // `容器内端口 | 主机端口`
    if head.iter().flatten().any(|token| token.kind == Kind::Role(Role::Moved)) {
        claims[first..].iter_mut().for_each(|(_, claim)| claim.is_moved = true);
    }
}

// One row: the service that it names, its ports, and what is said of them.
fn across(row: &[Cell], head: &[Vec<Token>], claims: &mut Vec<(usize, Claim)>) {
    let in_head = |cell: &Cell| head.get(cell.column).map(Vec::as_slice).unwrap_or_default();
    let named = row.iter().find(|cell| ports(cell).next().is_none() && !names(&cell.tokens).is_empty());
    let names = named.map(|cell| names(&cell.tokens)).unwrap_or_default();
    let with_ports: Vec<&Cell> =
        row.iter().filter(|cell| says_port(in_head(cell)) || mode(in_head(cell)).is_some()).collect();
    for cell in &with_ports {
        let is_default = true;
        for token in ports(cell) {
            let Some(number) = number(token) else { continue };
            if !names.is_empty() {
                let says = Says::Port { names: names.clone(), number };
                claims.push((cell.passage, Claim { is_default, ..of(says, token) }));
            }
            if let Some((mode, _)) = mode(in_head(cell)) {
                let says = Says::Mode { names: names.clone(), numbers: vec![number], mode, each: false };
                claims.push((cell.passage, of(says, token)));
            }
        }
    }
    let numbers: Vec<_> = with_ports.iter().flat_map(|cell| ports(cell)).filter_map(number).collect();
    // A row of a hundred ports ties nothing to any of them.
    let is_row = (1..=LONGEST_LIST).contains(&numbers.len());
    for cell in row.iter().filter(|cell| is_row && ports(cell).next().is_none()) {
        let numbers = numbers.clone();
        if let Some((mode, token)) = mode(&cell.tokens) {
            claims.push((
                cell.passage,
                of(Says::Mode { names: names.clone(), numbers, mode, each: false }, token),
            ));
        } else if let Some((transport, token)) = transport(&cell.tokens) {
            claims.push((
                cell.passage,
                of(Says::Transport { names: names.clone(), numbers, transport }, token),
            ));
        }
    }
}

// A row of ports under a head of services.
fn below(row: &[Cell], head: &[Vec<Token>], claims: &mut Vec<(usize, Claim)>) {
    for cell in row.iter().filter(|cell| cell.column > 0) {
        let names = head.get(cell.column).map(|head| names(head)).unwrap_or_default();
        for token in ports(cell).filter(|_| !names.is_empty()) {
            if let Some(number) = number(token) {
                let says = Says::Port { names: names.clone(), number };
                claims.push((cell.passage, Claim { is_default: true, ..of(says, token) }));
            }
        }
    }
}

// What a cell says is about its row; the place of its own is the only one it has.
fn of(says: Says, token: &Token) -> Claim {
    Claim { says, subject: token.range.clone(), place: token.range.clone(), ..Claim::default() }
}

fn says_port(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token.kind, Kind::Role(Role::Port | Role::TlsPort | Role::Ports)))
}

fn mode(tokens: &[Token]) -> Option<(super::Mode, &Token)> {
    let mut modes = tokens.iter().filter_map(|token| match token.kind {
        Kind::Mode(mode) => Some((mode, token)),
        _ => None,
    });
    let first = modes.next()?;
    // `明文或 STARTTLS` agrees with either.
    modes.next().is_none().then_some(first)
}

fn transport(tokens: &[Token]) -> Option<(crate::base::registry::Transport, &Token)> {
    let mut found = tokens.iter().filter_map(|token| match token.kind {
        Kind::Transport(transport) => Some((transport, token)),
        _ => None,
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn names(tokens: &[Token]) -> Vec<NameId> {
    let names = tokens.iter().filter_map(|token| match token.kind {
        Kind::Name(name) => Some(name),
        _ => None,
    });
    names.collect()
}

fn ports(cell: &Cell) -> impl Iterator<Item = &Token> {
    cell.tokens.iter().filter(|token| {
        matches!(token.kind, Kind::Number(number) if number.standing == Standing::Port && !number.is_filled_in)
    })
}

fn number(token: &Token) -> Option<crate::base::registry::PortNumber> {
    match token.kind {
        Kind::Number(number) => Some(number.value),
        _ => None,
    }
}
