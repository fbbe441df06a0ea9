//! Words that stand for something else: `the former`, `后者`, and the errands that people name instead of services.

use super::groups::{self, Sort};
use super::lexicon::{Errand, Role};
use super::tokens::{Kind, Token};
use super::vocabulary::{NameId, Vocabulary};

/// The tokens of a passage, where the former and the latter are those that are meant, `POP3 and IMAP …: the former …`,
/// and `used to` says what was so once, or what something is for.
pub(super) fn resolved(tokens: &[Token]) -> Vec<Token> {
    let mut resolved = tokens.to_vec();
    for at in (0..tokens.len()).filter(|at| tokens[*at].kind == Kind::Role(Role::UsedTo)) {
        resolved[at].kind = Kind::Role(if is_purpose(tokens, at) { Role::Glue } else { Role::Past });
    }
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
        // `前者（POP3）` says who it is.
        let named = match tokens.get(end + 1..end + 4) {
            Some([open, name, close]) if open.kind == Kind::Open && close.kind == Kind::Close => {
                Some(name.kind).filter(|kind| matches!(kind, Kind::Name(_)))
            }
            _ => None,
        };
        // `The second is IMAP, port 993`: it is named only now.
        if place.is_some() && tokens.get(end + 1).is_some_and(|next| next.name().is_some()) {
            resolved[end].kind = Kind::Role(Role::Glue);
        } else if let Some(kind) = place.and_then(|place: usize| named.or(pair.map(|pair| pair[place]))) {
            resolved[end].kind = kind;
            // `提交用 587 与 465，前者选 STARTTLS`: it is no member of the list.
            if let (Kind::Number(_), Some(comma)) = (kind, end.checked_sub(1))
                && resolved[comma].kind == Kind::Comma
                && matches!(resolved[..comma].last(), Some(last) if matches!(last.kind, Kind::Number(_)))
            {
                resolved[comma].kind = Kind::Stop;
            }
        }
        start = end + 1;
    }
    resolved
}

// `the default port of SMTP, used to send mail`, and not `mail programs used to send on 465`.
fn is_purpose(tokens: &[Token], used: usize) -> bool {
    // An errand may have become a name by now.
    let is_task = |token: &Token| {
        token.name().is_some() || matches!(token.kind, Kind::Role(Role::Task | Role::Errand(_)))
    };
    let ends =
        |token: &Token| matches!(token.kind, Kind::Comma | Kind::Open | Kind::Role(Role::Port | Role::Is));
    tokens.get(used + 1).is_some_and(is_task) && tokens[..used].last().is_some_and(ends)
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

/// Names that go with the first name of a sentence are narrower than alone: `WinRM uses 5985 for HTTP and 5986 for HTTPS`.
pub(super) fn with_carriers(tokens: &mut [Token], vocabulary: &Vocabulary<'_>) {
    without_tools(tokens, vocabulary);
    for sentence in tokens.split_mut(|token| token.kind == Kind::Stop) {
        let Some((first, outer)) =
            sentence.iter().enumerate().find_map(|(at, token)| Some((at, token.name()?)))
        else {
            continue;
        };
        let made = |sentence: &[Token], at: usize| vocabulary.together(outer, sentence[at].name()?);
        let carriers: Vec<usize> =
            (first + 1..sentence.len()).filter(|at| made(sentence, *at).is_some()).collect();
        for at in &carriers {
            // One of several ports: `Elasticsearch answers HTTP on 9200 and talks between nodes on 9300`.
            let is_one = carriers.len() == 1 && count(part_around(sentence, *at)) > 1;
            let both = made(sentence, *at).filter(|_| !is_one);
            sentence[*at].kind = Kind::Name(both.unwrap_or(outer));
        }
        let is_far = |token: &Token| matches!(token.kind, Kind::Number(_) | Kind::Comma);
        // `WinRM: 5985 for HTTP, 5986 for HTTPS`
        let is_each = carriers.len() > 1 && carriers.len() == count(sentence);
        if is_each || carriers.first().is_some_and(|at| !sentence[first..*at].iter().any(is_far)) {
            sentence[first].kind = Kind::Role(Role::Glue);
        }
    }
}

// `telnet mail.example.com 110`, `再 telnet 它的 25 端口`: the program reaches any port.
fn without_tools(tokens: &mut [Token], vocabulary: &Vocabulary<'_>) {
    let is_telnet =
        |token: &Token| token.name().is_some_and(|name| vocabulary.name(name).eq_ignore_ascii_case("telnet"));
    for at in 1..tokens.len() {
        let has_object = matches!(tokens[at].kind, Kind::Opaque | Kind::Role(Role::It | Role::Its));
        if has_object && is_telnet(&tokens[at - 1]) {
            tokens[at - 1].kind = Kind::Role(Role::Glue);
        }
    }
}

fn count(part: &[Token]) -> usize {
    part.iter().filter(|token| matches!(token.kind, Kind::Number(_))).count()
}

fn part_around(sentence: &[Token], at: usize) -> &[Token] {
    let is_comma = |token: &Token| token.kind == Kind::Comma;
    let start = sentence[..at].iter().rposition(is_comma).map_or(0, |comma| comma + 1);
    let end = sentence[at..].iter().position(is_comma).map_or(sentence.len(), |length| at + length);
    &sentence[start..end]
}

/// The words of mail in sentences that name no service stand for one.
pub(super) fn with_errands(tokens: &mut [Token], vocabulary: &Vocabulary<'_>) {
    for sentence in tokens.split_mut(|token| token.kind == Kind::Stop) {
        let named: Vec<NameId> = sentence.iter().filter_map(Token::name).collect();
        for part in sentence.split_mut(|token| token.kind == Kind::Comma) {
            beside_names(part, vocabulary);
            let is_listed = part.iter().any(|token| token.kind == Kind::Role(Role::Respectively));
            if !is_listed && (does_several(part) || part.iter().any(|token| token.name().is_some())) {
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
    narrow(part, vocabulary);
    let first_name = part.iter().position(|token| token.name().is_some());
    for at in 0..part.len() {
        let Kind::Role(Role::Errand(errand)) = part[at].kind else { continue };
        let Some(own) = vocabulary.errand(errand) else { continue };
        // `the standard submission port`
        let is_of_port =
            part.get(at + 1).is_some_and(|next| matches!(next.kind, Kind::Role(role) if role.is_port()));
        if is_of_port && matches!(errand, Errand::Submit | Errand::Relay) {
            part[at].kind = Kind::Name(own);
            continue;
        }
        if at == 0 {
            continue;
        }
        let is_narrower = matches!(errand, Errand::Submit | Errand::Relay) && part[at - 1].name().is_some();
        let is_alone =
            part[at - 1].kind == Kind::Open && part.get(at + 1).is_some_and(|next| next.kind == Kind::Close);
        if is_narrower {
            part[at].range.start = part[at - 1].range.start;
            part[at - 1].kind = Kind::Role(Role::Glue);
        }
        // `SMTPS 465、Submission 587`, `IMAP to 993 and submission to 465`, `隐式 TLS 的端口：提交 465`
        let begins = is_list(&part[at - 1]) || part[at - 1].kind == Kind::Role(Role::Colon);
        let is_listed = begins
            && matches!(errand, Errand::Submit | Errand::Relay)
            && part[at + 1..]
                .iter()
                .find(|next| !matches!(next.kind, Kind::Role(Role::Glue | Role::Is)))
                .is_some_and(|next| matches!(next.kind, Kind::Number(_)));
        // `25 for IMAP and 995 for submission`
        let is_paired = at >= 2
            && matches!(errand, Errand::Submit | Errand::Relay)
            && part[at - 1].kind == Kind::Role(Role::Glue)
            && matches!(part[at - 2].kind, Kind::Number(_))
            && first_name.is_some_and(|name| name < at - 2);
        if is_narrower || is_alone || is_listed || is_paired {
            part[at].kind = Kind::Name(own);
        }
    }
}

// `服务器之间传信用的 SMTP 端口是 25`: one name, one number, and an errand that tells which of its services is meant.
fn narrow(part: &mut [Token], vocabulary: &Vocabulary<'_>) {
    let mut names = part.iter().enumerate().filter_map(|(at, token)| Some((at, token.name()?)));
    let mut errands = part.iter().filter_map(|token| match token.kind {
        Kind::Role(Role::Errand(errand)) => Some(errand),
        _ => None,
    });
    let (Some((at, name)), None) = (names.next(), names.next()) else { return };
    let (Some(errand @ (Errand::Submit | Errand::Relay)), None) = (errands.next(), errands.next()) else {
        return;
    };
    if let Some(own) = vocabulary.errand(errand)
        && count(part) == 1
        && vocabulary.share_ports(name, own)
    {
        part[at].kind = Kind::Name(own);
    }
}

fn is_list(token: &Token) -> bool {
    matches!(token.kind, Kind::Role(Role::List | Role::Or | Role::Slash))
}

// `Read mail on 993 and send it on 465`
fn does_several(part: &[Token]) -> bool {
    // `Remember for the test: new messages are submitted on 587`
    let is_errand = |token: &Token| matches!(token.kind, Kind::Role(Role::Errand(_)));
    let errand = part.iter().position(is_errand).unwrap_or(part.len());
    let colon = part[..errand].iter().rposition(|token| token.kind == Kind::Role(Role::Colon));
    let mut tasks = part[colon.unwrap_or(0)..].iter().filter_map(|token| match token.kind {
        Kind::Role(role @ (Role::Task | Role::Errand(_))) => Some(role),
        _ => None,
    });
    let first = tasks.next();
    // `服务器之间的中继` is one.
    first != Some(Role::Errand(Errand::Relay)) && tasks.any(|other| Some(other) != first)
}
