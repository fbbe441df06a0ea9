//! Which numbers of a sentence are ports.
//!
//! A number is a port when it is called one: by a link, by the word port in its part of the
//! sentence, by a colon at its front or a transport at its end. Otherwise it may be one when the
//! registry has it and nothing says that it counts, names or dates something else.

mod likely;

use super::groups::Sort;
use super::lexicon::Role;
use super::tokens::{Called, Kind, Number, Standing, Token};
use super::verdict::USER_PORTS;
use super::vocabulary::Vocabulary;
use crate::base::registry::PortNumber;
use std::ops::Range;

/// Decides the standing of every number.
pub(super) fn settle(tokens: &mut [Token], text: &str, called: Called, vocabulary: &Vocabulary<'_>) {
    forwards(tokens, text, vocabulary);
    backwards(tokens, text);
    call(tokens, text, called, vocabulary);
    let mut counted = vec![false; tokens.len()];
    for at in 0..tokens.len() {
        let next = tokens.get(at + 1).map(|token| token.kind);
        // `25 users`, `25 纳秒`, `143 POP3 accounts`: it counts what follows.
        let is_joined = tokens.get(at + 2).is_some_and(|token| Sort::of(token).is_some());
        let counts = match next {
            Some(Kind::Unknown) => true,
            Some(Kind::Name(_)) => !(is_pair(tokens, at) && is_known(tokens.get(at), vocabulary)),
            // `587 + STARTTLS`
            Some(Kind::Role(Role::NoPortAfter)) => !is_joined,
            _ => false,
        };
        let is_han = tokens
            .get(at + 1)
            .is_some_and(|next| next.kind == Kind::Unknown && !text[next.range.clone()].is_ascii());
        // `house 24`: it is the number of what stands before it.
        let is_noun = |token: &Token| {
            token.kind == Kind::Unknown
                && text[token.range.clone()].starts_with(|c: char| c.is_ascii_alphabetic())
        };
        // `messages 22, 23 and 25`
        let joints = tokens[..at].iter().rev().take(2).take_while(|token| is_joint(token)).count();
        // `18 providers with POP3, 21 with IMAP`
        let is_short = matches!(tokens[at].kind, Kind::Number(Number { value, .. }) if value.first < LONG);
        let counts_on = is_short
            && counted[at.saturating_sub(ELLIPSIS)..at].contains(&true)
            && next == Some(Kind::Role(Role::Glue))
            && is_joined;
        let goes_on = counts_on || joints > 0 && counted[..at - joints].last() == Some(&true);
        counted[at] = standing(tokens.get(at)).is_some()
            && (counts
                || goes_on
                // `between 465 with SSL and 587 with STARTTLS`
                || tokens[..at].last().is_some_and(is_noun)
                    && !(is_known(tokens.get(at), vocabulary)
                        && (closes(next) || is_joined && is_given(&tokens[at + 1], text))));
        // `NetEase 163: the port of IMAP …`
        if let Kind::Number(Number { value, .. }) = tokens[at].kind
            && vocabulary.is_brand(value)
            && !is_called(tokens, at)
            && let Kind::Number(number) = &mut tokens[at].kind
        {
            number.standing = Standing::Other;
        }
        let is_likely = |value: PortNumber| {
            vocabulary.knows(value)
                || likely::has_parallel(tokens, at, text, vocabulary)
                || likely::is_near_miss(tokens, at, value, vocabulary)
                || likely::is_gloss(tokens, at)
                || likely::is_answer(tokens, at)
        };
        if let Kind::Number(Number { value, standing: Standing::Bare, .. }) = tokens[at].kind
            && (counted[at] || is_year(value) || !is_likely(value))
        {
            let is_weak = (vocabulary.knows(value) || likely::is_near_miss(tokens, at, value, vocabulary))
                && value.first >= LONG
                && !is_year(value)
                && (is_han
                    || !counts && closes(next)
                    || is_tied(tokens[..at].last())
                    || is_placed(tokens[..at].last(), value, text));
            // `POP3 的 110 与 965 保持不变`
            let is_member = tokens[..at].last().is_some_and(|list| role(Some(list)) == Some(Role::List))
                && at >= 2
                && standing(tokens.get(at - 2)).is_some_and(|standing| standing >= Standing::Bare);
            match is_weak {
                true if is_member => {}
                true => set(&mut tokens[at], Standing::Weak),
                false => set(&mut tokens[at], Standing::Other),
            }
        }
    }
}

// `995 POP3` and nothing else.
fn is_pair(tokens: &[Token], at: usize) -> bool {
    let ends = |token: Option<&Token>| token.is_none_or(|token| token.kind == Kind::Stop);
    ends(tokens[..at].last()) && ends(tokens.get(at + 2))
}

// `port 163`, `163 端口`
fn is_called(tokens: &[Token], at: usize) -> bool {
    let is_port = |token: Option<&Token>| role(token).is_some_and(Role::is_port);
    is_port(tokens[..at].last()) || is_port(tokens.get(at + 1))
}

// `set it to 993 in the dialog`
fn is_tied(before: Option<&Token>) -> bool {
    matches!(role(before), Some(Role::Listens | Role::Fill | Role::Becomes))
}

// `a server on 993 announces`: above, anybody may listen.
fn is_placed(before: Option<&Token>, value: PortNumber, text: &str) -> bool {
    let is_on = |token: &Token| text[token.range.clone()].eq_ignore_ascii_case("on");
    value.last < USER_PORTS && before.is_some_and(is_on)
}

// `465 for SMTP`, and not `465 use SMTP`
fn is_given(next: &Token, text: &str) -> bool {
    ["for", "with"].contains(&text[next.range.clone()].to_lowercase().as_str())
}

// `my siblings 993 and 995`, and not `accounts 465 use`
fn closes(next: Option<Kind>) -> bool {
    let is_light = |role: Role| matches!(role, Role::List | Role::Or | Role::Is | Role::Which);
    next.is_none_or(|next| match next {
        Kind::Comma | Kind::Stop | Kind::Open | Kind::Close => true,
        Kind::Role(role) => is_light(role),
        _ => false,
    })
}

fn is_known(token: Option<&Token>, vocabulary: &Vocabulary<'_>) -> bool {
    match token.map(|token| token.kind) {
        Some(Kind::Number(number)) => number.value.first >= LONG && vocabulary.knows(number.value),
        _ => false,
    }
}

const PARALLEL: usize = 12;

// How far back the noun is named that a number alone counts.
const ELLIPSIS: usize = 6;

/// `:1` is a display.
pub(super) const LEAST: u16 = 10;

/// Numbers of less than three digits count things more often than they name ports.
pub(super) const LONG: u16 = 100;

/// The digits of a number in the order of their values: those of 3398 are those of 3389.
pub(super) fn sorted_digits(number: u16) -> Vec<u8> {
    let mut digits = number.to_string().into_bytes();
    digits.sort_unstable();
    digits
}

// A number of four digits alone is a year more often than a port.
fn is_year(number: PortNumber) -> bool {
    (1900..2100).contains(&number.first)
}

fn standing(token: Option<&Token>) -> Option<Standing> {
    match token.map(|token| token.kind) {
        Some(Kind::Number(number)) => Some(number.standing),
        _ => None,
    }
}

fn set(token: &mut Token, to: Standing) {
    if let Kind::Number(number) = &mut token.kind
        && number.entry.is_none()
        && number.standing != Standing::Port
    {
        number.standing = to;
    }
}

fn role(token: Option<&Token>) -> Option<Role> {
    match token.map(|token| token.kind) {
        Some(Kind::Role(role)) => Some(role),
        _ => None,
    }
}

// What stands before a number: `RFC 9051`, `第 143 页`, `line: 25`, `11 月 25 号`, and lists of such.
fn forwards(tokens: &mut [Token], text: &str, vocabulary: &Vocabulary<'_>) {
    for at in 0..tokens.len() {
        let (before, rest) = tokens.split_at_mut(at);
        if !matches!(rest[0].kind, Kind::Number(_)) {
            continue;
        }
        let back = |steps: usize| before.len().checked_sub(steps).map(|at| &before[at]);
        let is_no_port = |steps: usize| matches!(role(back(steps)), Some(Role::NoPortAfter | Role::Unit));
        let is_between = |steps: usize| {
            matches!(role(back(steps)), Some(Role::List | Role::Or | Role::Slash | Role::Is | Role::Colon))
        };
        let touches_mark = back(1).is_some_and(|token| {
            let is_mark = text[token.range.clone()].ends_with(['.', '-', '$', '#', '§', '~', '^', '\\']);
            // `a /25 has 128 addresses`
            let is_prefix = role(Some(token)) == Some(Role::Slash)
                && back(2).is_none_or(|net| {
                    // `OS/390`, `HTTP/2`
                    let is_version = match net.kind {
                        Kind::Unknown => {
                            text[net.range.clone()].starts_with(|c: char| c.is_ascii_alphabetic())
                        }
                        Kind::Name(_) => {
                            matches!(rest[0].kind, Kind::Number(Number { value, .. }) if value.first < LEAST)
                        }
                        _ => false,
                    };
                    net.range.end < token.range.start || net.kind == Kind::Opaque || is_version
                });
            token.range.end == rest[0].range.start && (is_mark || is_prefix || token.kind == Kind::Opaque)
        });
        // `max_connections = 20`
        let is_value = back(1).is_some_and(|token| &text[token.range.clone()] == "=")
            && back(2).is_some_and(|key| matches!(key.kind, Kind::Opaque | Kind::Unknown));
        let is_other = is_no_port(1)
            || is_value
            || matches!(rest[0].kind, Kind::Number(Number { value, .. }) if value.last == 0)
            || (is_between(1)
                && (role(back(2)) == Some(Role::NoPortAfter) || standing(back(2)) == Some(Standing::Other)))
            || touches_mark
            || standing(back(1)).is_some()
            || is_time(before, &rest[0], text)
            || is_section(before, &rest[0])
            || is_status(before, &rest[0], text, vocabulary)
            || is_in_address(&rest[0].range, text);
        if is_other {
            set(&mut rest[0], Standing::Other);
        }
    }
}

// `2001:db8:25::1`
fn is_in_address(range: &Range<usize>, text: &str) -> bool {
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    behind.starts_with("::") || before.ends_with("::") || (before.ends_with(':') && behind.starts_with(':'))
}

// `sshd_config(5)`
fn is_section(before: &[Token], number: &Token) -> bool {
    let [.., page, open] = before else { return false };
    let touches = page.range.end == open.range.start && open.range.end == number.range.start;
    let is_digit = matches!(number.kind, Kind::Number(Number { value, .. }) if value.first < LEAST);
    touches && is_digit && open.kind == Kind::Open
}

// `10:25`, unless what stands before the colon is an address.
fn is_time(before: &[Token], number: &Token, text: &str) -> bool {
    // The hour.
    if text[number.range.end..]
        .strip_prefix(':')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    {
        return !before
            .last()
            .is_some_and(|token| matches!(token.kind, Kind::Opaque) || &text[token.range.clone()] == ":");
    }
    let [.., hour, colon] = before else { return false };
    let touches = hour.range.end == colon.range.start && colon.range.end == number.range.start;
    touches && &text[colon.range.clone()] == ":" && matches!(hour.kind, Kind::Number(_))
}

// `HTTP 403`: what a server answers.
fn is_status(before: &[Token], number: &Token, text: &str, vocabulary: &Vocabulary<'_>) -> bool {
    let is_http = |token: &Token| text[token.range.clone()].eq_ignore_ascii_case("http");
    let is_code = |value: PortNumber| {
        value.first == value.last && (100..600).contains(&value.first) && !vocabulary.knows(value)
    };
    before.last().is_some_and(is_http)
        && matches!(number.kind, Kind::Number(Number { value, .. }) if is_code(value))
}

// What stands after a number: `143 封`, `25 folders`, `2 ports`, `25 和 30 秒`.
fn backwards(tokens: &mut [Token], text: &str) {
    for at in (0..tokens.len()).rev() {
        let (before, rest) = tokens.split_at_mut(at + 1);
        let token = &mut before[at];
        if !matches!(token.kind, Kind::Number(_)) {
            continue;
        }
        // `a 421 reply`
        let is_reply = rest.first().is_some_and(|token| {
            let word = text[token.range.clone()].to_lowercase();
            ["reply", "response", "error", "code", "应答", "答复", "错误"].contains(&word.as_str())
        });
        let is_unit = is_reply || matches!(role(rest.first()), Some(Role::Unit | Role::Ports));
        let is_list = matches!(role(rest.first()), Some(Role::List | Role::Or | Role::Slash));
        let counts = is_list && is_counted(&rest[1..], text);
        if is_unit || counts {
            set(token, Standing::Other);
        }
    }
}

// Whether what a list goes on with is no port: `25 和 30 秒`, `25 and 143000`.
fn is_counted(rest: &[Token], text: &str) -> bool {
    match rest {
        [number, unit, ..] if standing(Some(number)) == Some(Standing::Other) => {
            role(Some(unit)) == Some(Role::Unit)
        }
        [number, ..] => {
            number.kind == Kind::Opaque
                && text[number.range.clone()].starts_with(|c: char| c.is_ascii_digit())
        }
        [] => false,
    }
}

// The word port calls the numbers of its part of the sentence, and lists that begin there.
fn call(tokens: &mut [Token], text: &str, called: Called, vocabulary: &Vocabulary<'_>) {
    let (mut start, mut is_headed) = (0, false);
    for end in 0..=tokens.len() {
        let is_end = end == tokens.len() || matches!(tokens[end].kind, Kind::Comma | Kind::Stop);
        if !is_end || is_apposition(tokens, end) {
            continue;
        }
        let part = &mut tokens[start..end];
        call_part(part, called);
        // `端口对照：20 FTP，21 SSH`, `Ports: 25 SMTP, 143 IMAP`
        let begins = |part: &[Token]| matches!(part, [number, name, ..] if standing(Some(number)).is_some() && name.name().is_some());
        is_headed = match part.iter().position(|token| role(Some(token)) == Some(Role::Colon)) {
            Some(colon) => part[..colon].iter().any(calls_ports) && begins(&part[colon + 1..]),
            None => is_headed && begins(part),
        };
        if is_headed && begins(part) {
            set(&mut part[0], Standing::Port);
        }
        start = end + 1;
    }
    for at in 0..tokens.len() {
        let (before, rest) = tokens.split_at_mut(at);
        let Some(standing_now) = standing(rest.first()) else { continue };
        // `over 4190/udp`, `UDP 25`, `53/tcp`
        let slash = |list: Option<&Token>, transport: Option<&Token>| {
            role(list) == Some(Role::Slash)
                && matches!(transport.map(|token| token.kind), Some(Kind::Transport(_)))
        };
        let is_beside = slash(rest.get(1), rest.get(2))
            || slash(before.last(), before.len().checked_sub(2).map(|at| &before[at]))
            || before.last().is_some_and(|token| matches!(token.kind, Kind::Transport(_)));
        if is_beside {
            set(&mut rest[0], Standing::Port);
            continue;
        }
        if standing_now != Standing::Bare {
            continue;
        }
        let called = match before {
            // `ports 25, 143, and 993`
            [.., number, comma] if is_joint(comma) => standing(Some(number)) == Some(Standing::Port),
            [.., number, comma, list] if is_joint(comma) && is_joint(list) => {
                standing(Some(number)) == Some(Standing::Port)
            }
            _ => false,
        };
        let colon = before
            .last()
            .is_some_and(|colon| colon.range.end == rest[0].range.start && &text[colon.range.clone()] == ":");
        let colon =
            colon && matches!(rest[0].kind, Kind::Number(Number { value, .. }) if value.first >= LEAST);
        let filled = role(before.last()) == Some(Role::Fill);
        let contrasted = is_contrast(before);
        let counts = matches!(rest.get(1).map(|next| next.kind), Some(Kind::Unknown | Kind::Name(_)));
        // `IEEE 1588 标准有 2002、2008 两版`
        let is_edition = matches!(rest[0].kind, Kind::Number(Number { value, .. }) if is_year(value) && !vocabulary.knows(value));
        let is_default = !counts && !is_edition && is_default(before);
        if called || colon || filled || contrasted || is_default {
            set(&mut rest[0], Standing::Port);
        }
    }
}

fn calls_ports(token: &Token) -> bool {
    role(Some(token)).is_some_and(|role| role.is_port() || role == Role::Ports)
}

fn is_joint(token: &Token) -> bool {
    matches!(token.kind, Kind::Comma | Kind::Role(Role::List | Role::Or | Role::Slash))
}

fn call_part(part: &mut [Token], called: Called) {
    if called == Called::InWords && !part.iter().any(calls_ports) && !is_entry(part) {
        return;
    }
    for at in 0..part.len() {
        // `finding 12: the IMAPS port …`
        let is_label = at < 4
            && at + 1 < part.len()
            && part[..at].iter().all(|token| token.kind == Kind::Unknown)
            // `13、端口：398`
            && (matches!(part[at + 1].kind, Kind::Role(Role::Colon) | Kind::Open)
                || at == 0 && part[1].kind == Kind::Role(Role::List) && part.get(2).is_some_and(calls_ports))
            && matches!(part[at].kind, Kind::Number(Number { value, .. }) if value.first < LONG);
        if is_label {
            set(&mut part[at], Standing::Other);
            continue;
        }
        // `25 messages on port 143`
        let counts = part.get(at + 1).is_some_and(|next| next.kind == Kind::Unknown);
        let is_near = at.checked_sub(1).is_some_and(|before| calls_ports(&part[before]));
        // `邮件协议3`
        let is_version = at.checked_sub(1).is_some_and(|before| {
            matches!(part[before].kind, Kind::Unknown | Kind::Role(Role::Glue))
                && part[before].range.end == part[at].range.start
                && matches!(part[at].kind, Kind::Number(Number { value, .. }) if value.first < LEAST)
                && !part.get(at + 1).is_some_and(calls_ports)
        });
        if is_version {
            set(&mut part[at], Standing::Other);
        }
        if standing(part.get(at)) == Some(Standing::Bare) && (!counts || is_near) {
            set(&mut part[at], Standing::Port);
        }
    }
}

/// Whether what follows a comma is no new part: `on its default port, 27017, it`, `the port of Telnet, 23`.
pub(super) fn is_apposition(tokens: &[Token], comma: usize) -> bool {
    let is_number = |at: usize| tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Number(_)));
    // `the port of MySQL, 3306 by default`
    let mut behind = tokens[(comma + 2).min(tokens.len())..].iter();
    let is_end = behind
        .find(|token| token.kind != Kind::Role(Role::Default))
        .is_none_or(|token| matches!(token.kind, Kind::Comma | Kind::Stop));
    // `set the port back to its standard value, 109`
    let before = tokens[..comma]
        .iter()
        .rev()
        .take(PARALLEL)
        .take_while(|token| !matches!(token.kind, Kind::Comma | Kind::Stop | Kind::Number(_)));
    let denies = |token: &Token| matches!(role(Some(token)), Some(Role::Not | Role::IsNot));
    let is_denied = before.clone().any(denies);
    let mut roles = before.filter_map(|token| role(Some(token)));
    is_number(comma + 1)
        && is_end
        && !is_denied
        && roles.any(|role| role.is_port() || matches!(role, Role::Ports | Role::Default))
}

fn is_light(token: &&Token) -> bool {
    matches!(
        role(Some(token)),
        Some(
            Role::Is
                | Role::Colon
                | Role::Listens
                | Role::Glue
                | Role::Article
                | Role::It
                | Role::Its
                | Role::Port
        )
    )
}

// `MySQL defaults to 3307`
fn is_default(before: &[Token]) -> bool {
    role(before.iter().rev().take(PARALLEL).find(|token| !is_light(token))) == Some(Role::Default)
}

// `不是 110，而是 143`, `is not 110, it's 143`: what takes the place of a port is one.
fn is_contrast(before: &[Token]) -> bool {
    let mut back = before.iter().rev().take(PARALLEL).skip_while(is_light);
    match back.next() {
        Some(but) if role(Some(but)) == Some(Role::But) => {
            back.any(|token| standing(Some(token)).is_some_and(|standing| standing != Standing::Other))
        }
        Some(comma) if comma.kind == Kind::Comma => {
            standing(back.next()).is_some_and(|standing| standing != Standing::Other)
                && matches!(role(back.find(|token| !is_light(token))), Some(Role::Not | Role::IsNot))
        }
        _ => false,
    }
}

// `IMAP：143` and nothing else.
fn is_entry(part: &[Token]) -> bool {
    match part {
        [name, colon, number] => {
            matches!(name.kind, Kind::Name(_))
                && role(Some(colon)).is_some_and(Role::equates)
                && matches!(number.kind, Kind::Number(_))
        }
        _ => false,
    }
}
