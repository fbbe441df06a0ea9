//! What a sentence asserts, and what it denies, asks, remembers or warns of.
//!
//! A claim is made of asserted mentions alone. In doubt nothing is asserted: a wrong claim that is
//! overlooked costs less than a right sentence that is blamed.

use super::groups::{Sort, distance};
use super::lexicon::Role;
use super::tokens::{Kind, Standing, Token};

/// Says of each token of a sentence whether what it mentions is asserted.
pub(super) fn asserted(sentence: &[Token]) -> Vec<bool> {
    crate::lint::work::done(sentence.len());
    let mut asserted = vec![true; sentence.len()];
    suppose(sentence, &mut asserted);
    replace(sentence, &mut asserted);
    remember(sentence, &mut asserted);
    tell(sentence, &mut asserted);
    deny(sentence, &mut asserted);
    presuppose(sentence, &mut asserted);
    asserted
}

// `Never expose SMB (TCP 445)`, `打不开先试 HTTPS 的 443 端口`: what a name is called by is so, whatever is forbidden, or
// fails.
fn presuppose(sentence: &[Token], asserted: &mut [bool]) {
    let is = |at: usize, role: Role| sentence.get(at).is_some_and(|token| token.kind == Kind::Role(role));
    let doubts = |token: &Token| {
        matches!(
            token.kind,
            Kind::Role(
                Role::Unreal
                    | Role::Past
                    | Role::Before
                    | Role::Was
                    | Role::Ask
                    | Role::Whether
                    | Role::IsNot
                    | Role::If
                    | Role::But
                    | Role::Instead
                    | Role::Moved
            )
        )
    };
    if sentence.iter().any(doubts) {
        return;
    }
    for at in 0..sentence.len() {
        if sentence[at].name().is_none() || asserted[at] {
            continue;
        }
        let is_transport =
            |at: usize| sentence.get(at).is_some_and(|token| matches!(token.kind, Kind::Transport(_)));
        let is_called = |at: usize| {
            sentence.get(at).is_some_and(
                |token| matches!(token.kind, Kind::Number(number) if number.standing >= Standing::Bare),
            )
        };
        let is_kind = |at: usize, kind: Kind| sentence.get(at).is_some_and(|token| token.kind == kind);
        let number = at + 2 + usize::from(is_transport(at + 2));
        let is_in_parentheses =
            is_kind(at + 1, Kind::Open) && is_called(number) && is_kind(number + 1, Kind::Close);
        // `POP3 的 110 端口`, `POP3 的端口 110`
        let port = at + 1 + usize::from(is(at + 1, Role::Glue));
        let is_noun = is_called(port) && is(port + 1, Role::Port);
        // `checks submission port 587, and cries when it fails`
        let is_forbidden =
            at > 0 && matches!(sentence[at - 1].kind, Kind::Role(Role::Not | Role::IsNot | Role::Article));
        if is(port, Role::Port) && is_called(port + 1) && !is_forbidden {
            asserted[at..=port + 1].fill(true);
        } else if is_in_parentheses {
            asserted[at..=number].fill(true);
        } else if is_noun {
            asserted[at..=port].fill(true);
        }
    }
}

/// Says of each token of a sentence whether it is denied that it belongs to what the sentence is about: `443 is not
/// the port of HTTPS`. Whoever forbids, contrasts, supposes or speaks of himself denies nothing.
pub(super) fn denied(sentence: &[Token]) -> Vec<bool> {
    let is = |token: &Token, role: Role| token.kind == Kind::Role(role);
    let softens = |token: &Token| {
        matches!(
            token.kind,
            Kind::Role(
                Role::But
                    | Role::Unreal
                    | Role::Fails
                    | Role::Ask
                    | Role::Past
                    | Role::Was
                    | Role::Moved
                    | Role::Before
                    | Role::Not
            )
        )
    };
    let mut denied = vec![false; sentence.len()];
    let Some(at) = sentence.iter().position(|token| is(token, Role::IsNot)) else { return denied };
    let end = sentence[at..].iter().position(|token| token.kind == Kind::Comma);
    let end = end.map_or(sentence.len(), |length| at + length);
    // `IMAPS is not on 993, it is on 995`: what takes its place is judged.
    let goes_on = sentence[end..].iter().any(|token| matches!(token.kind, Kind::Number(_) | Kind::Mode(_)));
    // `IMAPS isn't on 995 and POP3S isn't on 993` denies two things.
    let is_one = !sentence[at + 1..end].iter().any(|token| is(token, Role::IsNot));
    if !sentence.iter().any(softens) && !goes_on && is_one {
        denied[at..end].fill(true);
    }
    denied
}

/// Whether a sentence warns of what follows it. Below a heading about a failure stands what mends it.
pub(super) fn warns(tokens: &[Token], is_heading: bool) -> bool {
    let is_warning = |role: Role| {
        if role == Role::Fails {
            return !is_heading;
        }
        matches!(
            role,
            Role::Unreal | Role::Off | Role::Not | Role::IsNot | Role::Past | Role::Was | Role::Ask
        )
    };
    tokens.iter().any(|token| matches!(token.kind, Kind::Role(role) if is_warning(role)))
}

// `由 25 改为 587`, `from 25 to 587`: what is left behind.
fn replace(sentence: &[Token], asserted: &mut [bool]) {
    for at in 1..sentence.len().saturating_sub(1) {
        let is = |at: usize, roles: &[Role]| matches!(sentence[at].kind, Kind::Role(role) if roles.contains(&role));
        if is(at - 1, &[Role::From, Role::Change])
            && Sort::of(&sentence[at]).is_some()
            && is(at + 1, &[Role::Becomes, Role::Is, Role::Moved])
        {
            asserted[at] = false;
        }
    }
}

// A question, a mistake and what others say reach over their part of the sentence, a failure over the part before it
// as well: `If you choose SSL/TLS on 587, the handshake fails`.
fn suppose(sentence: &[Token], asserted: &mut [bool]) {
    // `Which of these is encrypted: 110, 143 or 995?`
    let asks = |token: &Token| matches!(token.kind, Kind::Role(Role::Which | Role::Ask));
    let is_question = sentence.first().is_some_and(asks)
        && sentence.last().is_some_and(|last| last.kind == Kind::Role(Role::Ask));
    if is_question {
        asserted.fill(false);
        return;
    }
    let (mut last, mut start) = (0, 0);
    // Whether a condition stands between them, and up to where nothing is asserted any more.
    let (mut is_condition, mut had_number, mut covered) = (false, false, 0);
    for end in 0..=sentence.len() {
        if sentence.get(end).is_some_and(|token| token.kind != Kind::Comma || token.paren != 0) {
            continue;
        }
        let part = &sentence[start..end];
        let at = |role: Role| part.iter().position(|token| token.kind == Kind::Role(role));
        // `check whether the port is 993`
        let asks = at(Role::Ask).is_some()
            || at(Role::Whether).is_some_and(|whether| at(Role::Check).is_none_or(|check| whether < check));
        let names_something = part.iter().any(|token| Sort::of(token).is_some());
        let fault = [Role::Unreal, Role::Fails].iter().filter_map(|role| at(*role)).min();
        // `…, and the error will not come back`: what cures it is advice.
        let is_cured =
            !names_something && at(Role::Not).is_some_and(|not| fault.is_some_and(|fault| not < fault));
        let is_supposed = asks || at(Role::Differs).is_some() || (fault.is_some() && !is_cured);
        // `otherwise the download fails` agrees with what was said before it.
        let is_threat = at(Role::Otherwise) == Some(0);
        // `If MySQL listened on 5432, it would collide`, `995, and that cannot work`
        let compares = at(Role::Differs).is_some() && at(Role::Unreal).is_none() && at(Role::Fails).is_none();
        // `The difference is simple: on 143 …`, `不同的是 …`
        let told = at(Role::Differs).filter(|_| compares && !asks).and_then(|differs| {
            let is_told = |token: &Token| matches!(token.kind, Kind::Role(Role::Colon | Role::Is));
            let last = part[differs..].iter().position(|token| token.kind == Kind::Role(Role::Colon));
            last.or_else(|| part[differs..].iter().position(is_told)).map(|length| differs + length)
        });
        let reaches_back = is_condition || (!asks && !names_something && !is_threat && !compares);
        let taken_back = match (is_supposed, reaches_back) {
            (true, true) => last.max(covered)..end,
            (true, false) => start..told.map_or(end, |told| start + told),
            // `If you typed 995, change it to 993`
            (false, _) if is_condition && had_number && at(Role::Becomes).is_some() => {
                last.max(covered)..start
            }
            (false, _) => start..start,
        };
        crate::lint::work::done(taken_back.len());
        if reaches_back && !taken_back.is_empty() {
            covered = taken_back.end;
        }
        asserted[taken_back].fill(false);
        // `…, which reports no error, until it times out`
        is_condition = at(Role::If).is_some() || (is_condition && !names_something);
        had_number = part.iter().any(|token| Sort::of(token) == Some(Sort::Port));
        last = if names_something { start } else { last };
        start = end + 1;
    }
}

// What was so is so no longer, up to a word that says what is so now.
fn remember(sentence: &[Token], asserted: &mut [bool]) {
    let mut start = 0;
    for end in 0..=sentence.len() {
        let is_now = sentence.get(end).is_none_or(|token| token.kind == Kind::Role(Role::Now));
        if !is_now {
            continue;
        }
        let is_past = |at: usize| match sentence[at].kind {
            Kind::Role(Role::Past) => true,
            Kind::Role(Role::Before) => is_dated(sentence, at),
            _ => false,
        };
        if (start..end).any(is_past) {
            asserted[start..end].fill(false);
        }
        start = end;
    }
}

// What happened is told up to the end of its part of the sentence.
fn tell(sentence: &[Token], asserted: &mut [bool]) {
    let mut start = 0;
    for end in 0..=sentence.len() {
        if sentence.get(end).is_some_and(|token| token.kind != Kind::Comma) {
            continue;
        }
        if sentence[start..end].iter().any(|token| token.kind == Kind::Role(Role::Was)) {
            asserted[start..end].fill(false);
        }
        start = end + 1;
    }
}

// `before 1998`, `RFC 8314 之前`, and not `before you send`.
fn is_dated(sentence: &[Token], before: usize) -> bool {
    let is_date = |token: Option<&Token>| match token.map(|token| token.kind) {
        Some(Kind::Number(number)) => number.standing == Standing::Other,
        Some(Kind::Opaque | Kind::Role(Role::NoPortAfter | Role::Unit)) => true,
        _ => false,
    };
    is_date(sentence.get(before + 1)) || is_date(sentence[..before].last())
}

/// Whether a sentence takes back the one before it: `That's wrong.`
pub(super) fn takes_back(sentence: &[Token]) -> bool {
    let is = |token: &Token, role: Role| token.kind == Kind::Role(role);
    let is_answer = sentence.len() <= SHORT
        && !sentence.iter().any(|token| Sort::of(token).is_some())
        && sentence.iter().any(|token| is(token, Role::Unreal));
    // `It doesn't, …`
    let denies = sentence.iter().take(SHORT).take_while(|token| token.kind != Kind::Comma);
    let is_denial = matches!(denies.last(), Some(last) if is(last, Role::Not));
    // `管理员回复：不对，995 属于 POP3`
    let begins = sentence.iter().take(SHORT * 2).position(|token| token.kind == Kind::Comma);
    let is_reply = begins.is_some_and(|end| {
        let reply = &sentence[..end];
        reply.last().is_some_and(|last| is(last, Role::Unreal))
            && !reply.iter().any(|token| Sort::of(token).is_some())
    });
    let is_it = sentence.first().is_some_and(|first| is(first, Role::It));
    is_answer
        || is_reply
        || is_it && is_denial
        || is_it && sentence.iter().take(SHORT).any(|token| is(token, Role::Unreal) || is(token, Role::Fails))
}

const SHORT: usize = 6;

// `关闭明文邮件端口`: ports are closed, and that they are in cleartext is so.
fn is_of_ports(behind: &[Token]) -> bool {
    let next = behind.iter().find(|token| token.kind != Kind::Role(Role::Glue));
    next.is_some_and(|token| matches!(token.kind, Kind::Role(role) if role.is_port() || role == Role::Ports))
}

// `SMTP port 25`
fn is_port_of(sentence: &[Token], at: usize) -> bool {
    let [.., name, port] = &sentence[..at] else { return false };
    name.name().is_some() && matches!(port.kind, Kind::Role(role) if role.is_port())
}

// A denial reaches to the end of its part of the sentence, or to the word that takes it back.
fn deny(sentence: &[Token], asserted: &mut [bool]) {
    let mut denied = false;
    let mut is_off = false;
    let mut is_hard = false;
    // Where `without` stands.
    let mut lacks = None;
    // `rather than 110 for POP3` reaches no farther than to the things of one sort behind it.
    let mut replaced: Option<Option<Sort>> = None;
    let mut start = 0;
    for (at, token) in sentence.iter().enumerate() {
        match token.kind {
            // `Do not use SSL/TLS on 587, or STARTTLS on 465`
            Kind::Comma
                if denied && sentence.get(at + 1).is_some_and(|or| or.kind == Kind::Role(Role::Or)) => {}
            Kind::Comma | Kind::Stop => {
                (denied, is_off, is_hard, replaced, start) = (false, false, false, None, at + 1);
            }
            // `they share no port: …`
            Kind::Role(Role::But | Role::Colon | Role::Because | Role::If) => {
                (denied, replaced) = (false, None)
            }
            Kind::Role(Role::Instead) => (denied, replaced) = (true, Some(None)),
            Kind::Role(Role::Not | Role::IsNot) => (denied, lacks) = (true, None),
            Kind::Role(Role::Without) => (denied, lacks) = (true, Some(at + 1)),
            // `file sharing without NetBIOS goes over 445`
            Kind::Role(Role::Glue | Role::Is | Role::Listens)
                if lacks.is_some_and(|lacks| at > lacks && distance(&sentence[lacks..at]) > 0) =>
            {
                (denied, lacks) = (false, None)
            }
            // `25 以外`: the list that ends here.
            Kind::Role(Role::Except) => {
                asserted[start..at].iter_mut().rev().take(3).for_each(|one| *one = false)
            }
            Kind::Role(Role::Former | Role::Latter) => {
                asserted[start..at].fill(false);
                (is_hard, start) = (true, at);
            }
            Kind::Role(Role::Off) => is_off = true,
            // `you may close UDP 25`
            Kind::Transport(_) if is_off => asserted[at] = false,
            Kind::Mode(_) if is_off && !is_of_ports(&sentence[at + 1..]) => asserted[at] = false,
            _ => {}
        }
        if Sort::of(token).is_some() {
            lacks = None;
        }
        if let (Some(sort), Some(own)) = (&mut replaced, Sort::of(token)) {
            match sort {
                // `instead of TLS over TCP`
                Some(Sort::Mode) if own == Sort::Transport => {}
                // `instead of SMTP port 25`
                Some(sort @ Sort::Name) if own == Sort::Port && is_port_of(sentence, at) => *sort = own,
                Some(sort) if *sort != own => (denied, replaced) = (false, None),
                _ => *sort = Some(own),
            }
        }
        if denied || is_hard {
            asserted[at] = false;
        }
    }
}
