//! What makes a number a port that the registry does not have: it is nearly the port of what is named beside it, or
//! stands where a port stands.

use super::super::lexicon::Role;
use super::super::tokens::{Kind, Standing, Token};
use super::super::vocabulary::Vocabulary;
use super::{LEAST, LONG, PARALLEL, sorted_digits};
use crate::base::registry::PortNumber;

/// `IMAPS (585)`, and not `IMAP (3)`
pub(super) fn is_gloss(tokens: &[Token], at: usize) -> bool {
    let is = |at: usize, kind: Kind| tokens.get(at).is_some_and(|token| token.kind == kind);
    let is_long = tokens[at].number().is_some_and(|value| value.first >= LEAST);
    at >= 2 && tokens[at - 2].name().is_some() && is(at - 1, Kind::Open) && is(at + 1, Kind::Close) && is_long
}

/// `Which port …? A: 585.`
pub(super) fn is_answer(tokens: &[Token], at: usize) -> bool {
    const LEAD: usize = 4;
    let is_stop = |token: &Token| token.kind == Kind::Stop;
    let near = at.saturating_sub(LEAD)..at;
    let Some(start) = tokens[near.clone()].iter().rposition(is_stop).map(|stop| near.start + stop + 1) else {
        return false;
    };
    let is_light = |token: &Token| {
        matches!(
            token.kind,
            Kind::Unknown
                | Kind::Role(Role::Glue | Role::Article | Role::Colon | Role::Is | Role::It | Role::Port)
        )
    };
    let is_alone = tokens[start..at].iter().all(is_light) && tokens.get(at + 1).is_none_or(is_stop);
    let Some(before) = tokens[..start].split_last().map(|(_, before)| before).filter(|_| is_alone) else {
        return false;
    };
    let question = &tokens[before.iter().rposition(is_stop).map_or(0, |stop| stop + 1)..before.len()];
    let says = |role: Role| question.iter().any(|token| token.kind == Kind::Role(role));
    says(Role::Ask) && says(Role::Port)
}

/// `POP over SSL is 955`: nearly the port of what is named beside it.
pub(super) fn is_near_miss(tokens: &[Token], at: usize, value: PortNumber, vocabulary: &Vocabulary) -> bool {
    let near = &tokens[at.saturating_sub(2 * PARALLEL)..tokens.len().min(at + PARALLEL)];
    let is_beside = tokens[..at]
        .last()
        .is_some_and(|before| matches!(before.kind, Kind::Open | Kind::Role(Role::Is | Role::Colon)));
    let is_nearly = |name| {
        vocabulary
            .ports_of(&[name])
            .iter()
            .any(|own| resemble(own.first, value.first) || is_beside && own.first == swapped(value.first))
    };
    // `163 邮箱的 IMAP`
    !vocabulary.is_brand(value)
        && near.iter().any(|token| match token.kind {
            Kind::Name(name) => is_nearly(name),
            Kind::Role(Role::Errand(errand)) => vocabulary.errand(errand).is_some_and(is_nearly),
            _ => false,
        })
}

// Of two digits.
fn swapped(number: u16) -> u16 {
    if number < LONG { number % 10 * 10 + number / 10 } else { number }
}

// Three digits or more, of which one is another one, or in another order.
fn resemble(a: u16, b: u16) -> bool {
    let is_swapped = sorted_digits(a) == sorted_digits(b);
    let (a, b) = (a.to_string().into_bytes(), b.to_string().into_bytes());
    let differences = || a.iter().zip(&b).filter(|(a, b)| a != b).count();
    a.len() >= 3 && a.len() == b.len() && (differences() == 1 || is_swapped)
}

/// `on 110 but on 134`, `993 for IMAP and 994 for POP3`: a number stands like one that is a port. It is
/// looked for nearby, because a structure that a reader sees is not long.
pub(super) fn has_parallel(tokens: &[Token], at: usize, text: &str, vocabulary: &Vocabulary<'_>) -> bool {
    let word = |token: Option<&Token>| match token?.kind {
        Kind::Role(_) => Some(text[token?.range.clone()].to_lowercase()),
        Kind::Name(_) => Some(String::new()),
        _ => None,
    };
    let before = |at: usize| word(tokens[..at].last());
    let behind = |at: usize| {
        let named = matches!(tokens.get(at + 2).map(|token| token.kind), Some(Kind::Name(_)));
        word(tokens.get(at + 1)).filter(|_| named)
    };
    let same = |a: Option<String>, b: Option<String>| a.is_some() && a == b;
    let mut near = at.saturating_sub(PARALLEL)..tokens.len().min(at + PARALLEL);
    near.any(|other| match tokens[other].kind {
        Kind::Number(number) if other != at && number.standing != Standing::Other => {
            vocabulary.knows(number.value)
                && (same(before(at), before(other)) || same(behind(at), behind(other)))
        }
        _ => false,
    })
}
