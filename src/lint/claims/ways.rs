//! Ways of encryption in more than one word: `a TLS handshake before any command`, `一连上就握手`, `upgraded to TLS`.

use super::lexicon::{Mode, Role};
use super::tokens::{Kind, Token};

/// The tokens of a sentence, where words that describe a way of encryption have become one.
pub(super) fn read(sentence: &[Token]) -> Vec<Token> {
    let mut tokens = sentence.to_vec();
    crate::lint::work::done(tokens.len());
    const SAID: [Kind; 2] = [Kind::Mode(Mode::Starttls), Kind::Mode(Mode::Implicit)];
    let is_said = has(&tokens, &SAID);
    tokens.split_mut(|token| token.kind == Kind::Comma).filter(|part| !has(part, &SAID)).for_each(part);
    if is_said {
        return tokens;
    }
    // `begins in the clear and upgrades to TLS` is said of one connection.
    let at = |kind: Kind| tokens.iter().position(|token| token.kind == kind);
    if let (Some(first), Some(last)) = (at(Kind::Mode(Mode::Cleartext)), at(Kind::Mode(Mode::Starttls)))
        && first < last
    {
        tokens[last].range.start = tokens[first].range.start;
        tokens[first].kind = Kind::Role(Role::Glue);
    }
    tokens
}

fn part(part: &mut [Token]) {
    const BEGINS: [Kind; 2] = [Kind::Mode(Mode::Encrypted), Kind::Role(Role::Handshake)];
    let Some(begins) = part.iter().position(|token| BEGINS.contains(&token.kind)) else { return };
    let before = part[..begins].iter().rev().find(|token| !is_light(token)).map(|token| token.kind);
    // `TLS 1.3`
    let is_version =
        matches!(part.get(begins + 1).map(|token| token.kind), Some(Kind::Opaque | Kind::Number(_)));
    if before == Some(Kind::Role(Role::Upgrade)) && !is_version {
        part[begins].kind = Kind::Mode(Mode::Starttls);
    } else if has(part, &[Kind::Role(Role::AtOnce)]) && !has(part, &[Kind::Role(Role::Upgrade)]) {
        let at_once = part.iter().position(|token| token.kind == Kind::Role(Role::AtOnce)).unwrap_or(begins);
        let (first, last) = (begins.min(at_once), begins.max(at_once));
        let range = part[first].range.start..part[last].range.end;
        part[begins] = Token { kind: Kind::Mode(Mode::Implicit), range, ..part[begins].clone() };
    }
}

fn has(tokens: &[Token], kinds: &[Kind]) -> bool {
    tokens.iter().any(|token| kinds.contains(&token.kind))
}

fn is_light(token: &Token) -> bool {
    matches!(token.kind, Kind::Role(Role::Glue | Role::Is | Role::Article | Role::It | Role::Its))
}
