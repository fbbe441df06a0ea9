//! Words that stand for something else: `the former`, `后者`, and the errands that people name instead of services.

use super::groups::{self, Sort};
use super::lexicon::{Errand, Role};
use super::tokens::{Kind, Token};
use super::vocabulary::{NameId, Vocabulary};

/// The tokens of a passage, where the former and the latter are those that are meant: `POP3 and IMAP …: the former …`.
pub(super) fn resolved(tokens: &[Token]) -> Vec<Token> {
    let mut resolved = tokens.to_vec();
    let mut pair: Option<[Kind; 2]> = None;
    let mut start = 0;
    for end in 0..=tokens.len() {
        let place = match tokens.get(end).map(|token| token.kind) {
            Some(Kind::Role(Role::Former)) => Some(0),
            Some(Kind::Role(Role::Latter)) => Some(1),
            Some(Kind::Stop) | None => None,
            _ => continue,
        };
        pair = two(&tokens[start..end]).or(pair);
        if let (Some(place), Some(pair)) = (place, pair) {
            resolved[end].kind = pair[place];
        }
        start = end + 1;
    }
    resolved
}

// The last list of two, or the only two of one sort.
fn two(tokens: &[Token]) -> Option<[Kind; 2]> {
    let (groups, _) = groups::read(tokens);
    let list = groups.iter().rev().find(|group| group.members.len() == 2);
    let members = match list {
        Some(list) => list.members.clone(),
        None => {
            let mut names =
                groups.iter().filter(|group| group.sort == Sort::Name && group.members.len() == 1);
            let (a, b) = (names.next()?, names.next()?);
            if names.next().is_some() {
                return None;
            }
            vec![a.first(), b.first()]
        }
    };
    Some([tokens[members[0]].kind, tokens[members[1]].kind])
}

/// The words of mail in sentences that name no service stand for one.
pub(super) fn with_errands(tokens: &mut [Token], vocabulary: &Vocabulary<'_>) {
    for sentence in tokens.split_mut(|token| token.kind == Kind::Stop) {
        let named: Vec<NameId> = sentence.iter().filter_map(named).collect();
        for part in sentence.split_mut(|token| token.kind == Kind::Comma) {
            beside_names(part, vocabulary);
            let is_listed = part.iter().any(|token| token.kind == Kind::Role(Role::Respectively));
            if !is_listed && (does_several(part) || part.iter().any(|token| self::named(token).is_some())) {
                continue;
            }
            for token in part {
                if let Kind::Role(Role::Errand(errand)) = token.kind
                    && let Some(all) = vocabulary.errand(errand)
                {
                    let is_fetching = matches!(errand, Errand::Fetch | Errand::Receive);
                    // `If you use IMAP, set the incoming server to …`
                    token.kind = Kind::Name(match named.as_slice() {
                        [only] if is_fetching && vocabulary.share_ports(*only, all) => *only,
                        _ => all,
                    });
                }
            }
        }
    }
}

// `SMTP submission: 587`, `465（提交）、993（IMAP）`: an errand that is one of several names.
fn beside_names(part: &mut [Token], vocabulary: &Vocabulary<'_>) {
    for at in 1..part.len() {
        let Kind::Role(Role::Errand(errand)) = part[at].kind else { continue };
        let Some(own) = vocabulary.errand(errand) else { continue };
        let is_narrower = matches!(errand, Errand::Submit | Errand::Relay) && named(&part[at - 1]).is_some();
        let is_alone =
            part[at - 1].kind == Kind::Open && part.get(at + 1).is_some_and(|next| next.kind == Kind::Close);
        if is_narrower {
            part[at].range.start = part[at - 1].range.start;
            part[at - 1].kind = Kind::Role(Role::Glue);
        }
        if is_narrower || is_alone {
            part[at].kind = Kind::Name(own);
        }
    }
}

// `Read mail on 993 and send it on 465`
fn does_several(part: &[Token]) -> bool {
    let mut tasks = part.iter().filter_map(|token| match token.kind {
        Kind::Role(role @ (Role::Task | Role::Errand(_))) => Some(role),
        _ => None,
    });
    let first = tasks.next();
    // `服务器之间的中继` is one.
    first != Some(Role::Errand(Errand::Relay)) && tasks.any(|other| Some(other) != first)
}

fn named(token: &Token) -> Option<NameId> {
    match token.kind {
        Kind::Name(name) => Some(name),
        _ => None,
    }
}
