//! What a sentence leaves unsaid because it was named before: in the sentence or question before it, in the heading
//! above, in the words that lead to a list, in the term that is defined.
//!
//! Such a sentence is read with the mentions that it leans on in front of it, as if it began with them. One that
//! begins something new leans on nothing.

use super::Claim;
use super::groups::{self, Sort, distance};
use super::lexicon::Role;
use super::mood;
use super::pairs::{self, LONGEST_LIST};
use super::tokens::{Kind, Number, Standing, Token};
use super::vocabulary::Vocabulary;

/// What was named last.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    names: Vec<Token>,
    // How many of them are named first, which a pronoun may mean alone.
    first: usize,
    ports: Vec<Token>,
    modes: Vec<Token>,
    // Whether it was asked for.
    is_asked: bool,
}

/// A topic of more things than this is about none of them.
const MOST: usize = 4;

/// How much may stand before a pronoun, and between a pronoun and what is said of it.
const BEFORE: usize = 1;
const BEHIND: usize = 2;

/// An answer is no longer than this.
const ANSWER: usize = 4;

/// The claims of a passage, and what it leaves named for the passage after it.
pub(super) fn claims(tokens: &[Token], passage: usize, above: &Topic) -> (Vec<Claim>, Topic) {
    let tokens = resolved(tokens);
    let mut claims = Vec::new();
    let mut topic = Topic::default();
    let mut sentences = tokens.split(|token| token.kind == Kind::Stop).peekable();
    let mut is_first = true;
    while let Some(sentence) = sentences.next() {
        if sentence.is_empty() {
            continue;
        }
        let is_taken_back = sentences.peek().is_some_and(|next| mood::takes_back(next));
        if !sentence.iter().any(|token| Sort::of(token).is_some()) {
            // `Yes.`
            if sentence.len() > ANSWER {
                topic = Topic::default();
            }
            continue;
        }
        let sentence = groups::without_glosses(sentence);
        let lent = topic
            .within()
            .lend(&sentence)
            .or_else(|| above.lend(&sentence).filter(|_| is_first || above.is_field(&sentence)));
        is_first = false;
        let own = Topic::of(&sentence, passage);
        match lent {
            Some(leaning) => {
                claims.extend(pairs::claims(&leaning, is_taken_back).into_iter().filter_map(Claim::owned));
                topic = own.over(topic.within()).over_names(above);
            }
            None => {
                claims.extend(pairs::claims(&sentence, is_taken_back));
                topic = own;
            }
        }
    }
    (claims, topic)
}

impl Topic {
    /// What a sentence names.
    pub(super) fn of(sentence: &[Token], passage: usize) -> Topic {
        let asks = sentence.iter().any(|token| token.kind == Kind::Role(Role::Ask));
        let asserted = mood::asserted(sentence);
        let (groups, _) = groups::read(sentence);
        let mut topic = Topic { is_asked: asks, ..Topic::default() };
        // What somebody moved is where he put it, and an answer to `how many` is no port.
        let is_other = |token: &Token| matches!(token.kind, Kind::Role(Role::Moved | Role::HowMany));
        if sentence.iter().any(is_other) {
            return topic;
        }
        for group in &groups {
            let members = group.members.iter().take(LONGEST_LIST).map(|at| (*at, &sentence[*at]));
            let lent = members.filter(|(at, _)| asks || asserted[*at] || group.sort == Sort::Name);
            let lent = lent
                .map(|(_, token)| Token { lender: Some(token.lender.unwrap_or(passage)), ..token.clone() });
            match group.sort {
                Sort::Name => {
                    topic.names.extend(lent);
                    topic.first = if topic.first == 0 { topic.names.len() } else { topic.first };
                }
                Sort::Port => topic.ports.extend(lent),
                Sort::Mode => topic.modes.extend(lent),
                Sort::Transport => {}
            }
            for lent in [&mut topic.names, &mut topic.ports, &mut topic.modes] {
                lent.truncate(MOST + 1);
            }
        }
        topic.ports.iter_mut().for_each(as_port);
        topic
    }

    /// The services, unless they are many.
    pub(super) fn names(&self) -> Vec<Token> {
        if self.names.len() > MOST { Vec::new() } else { self.names.clone() }
    }

    // What is new, and what was named before it.
    pub(super) fn over(self, before: Topic) -> Topic {
        let pick = |new: Vec<Token>, old: Vec<Token>| if new.is_empty() { old } else { new };
        let first = if self.names.is_empty() { before.first } else { self.first };
        Topic {
            names: pick(self.names, before.names),
            first,
            ports: pick(self.ports, before.ports),
            modes: pick(self.modes, before.modes),
            is_asked: self.is_asked,
        }
    }

    // A statement about a way of encryption says nothing of the ports of the next sentence, a question does.
    fn within(&self) -> Topic {
        let modes = if self.is_asked { self.modes.clone() } else { Vec::new() };
        Topic { modes, ..self.clone() }
    }

    fn over_names(self, above: &Topic) -> Topic {
        match self.names.is_empty() {
            true => Topic { names: above.names.clone(), first: above.first, ..self },
            false => self,
        }
    }

    /// Without ports, if they are several: a heading that compares is about none of them.
    pub(super) fn alone(self) -> Topic {
        match self.ports.len() {
            0 | 1 => self,
            _ => Topic { ports: Vec::new(), ..self },
        }
    }

    // `Port: 995`, `Encryption: STARTTLS` and nothing else.
    fn is_field(&self, sentence: &[Token]) -> bool {
        distance(sentence) == 0
    }

    /// The sentence with what it leans on, if it does.
    fn lend(&self, sentence: &[Token]) -> Option<Vec<Token>> {
        let has = |sort: Sort| sentence.iter().any(|token| Sort::of(token) == Some(sort));
        let is_about_ports = has(Sort::Port);
        let (sort, lent): (Sort, Vec<Token>) = match () {
            () if has(Sort::Name) && is_about_ports => return None,
            () if has(Sort::Name) && !self.names.is_empty() => return None,
            () if has(Sort::Name) => (Sort::Name, self.ports.clone()),
            () if is_about_ports && self.names.is_empty() => (Sort::Port, self.modes.clone()),
            () if is_about_ports => (Sort::Port, self.names.clone()),
            () => (Sort::Mode, [self.names.clone(), self.ports.clone()].concat()),
        };
        let first = sentence.iter().position(|token| match sort {
            Sort::Mode => Sort::of(token).is_some(),
            sort => Sort::of(token) == Some(sort),
        })?;
        // `see SSL, TLS, STARTTLS`
        let said =
            sentence.iter().filter(|token| matches!(Sort::of(token), Some(Sort::Mode | Sort::Transport)));
        let is_number = |token: &Token| matches!(token.kind, Kind::Number(_));
        if sort == Sort::Mode && (said.count() > 1 || sentence.iter().any(is_number)) {
            return None;
        }
        let pronoun =
            sentence[..first].iter().position(|token| matches!(token.kind, Kind::Role(Role::It | Role::Its)));
        let pronoun = pronoun.filter(|at| distance(&sentence[..*at]) <= BEFORE && !denies(&sentence[..*at]));
        let has_one_subject = pronoun.is_some() && sort == Sort::Port && self.first > 0;
        let lent = if has_one_subject { lent[..self.first.min(lent.len())].to_vec() } else { lent };
        if lent.is_empty() || lent.len() > MOST || !leans(sentence, first, pronoun, self.is_asked) {
            return None;
        }
        // In front of the part of the sentence that is about it.
        let start =
            sentence[..first].iter().rposition(|token| token.kind == Kind::Comma).map_or(0, |at| at + 1);
        Some([&sentence[..start], &lent, &sentence[start..]].concat())
    }
}

fn denies(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token.kind, Kind::Role(Role::Not | Role::IsNot)))
}

// Whether a sentence goes on with what was named: by a pronoun, as a field, or because it is nothing but an answer.
fn leans(sentence: &[Token], first: usize, pronoun: Option<usize>, is_asked: bool) -> bool {
    let is = |token: &Token, roles: &[Role]| matches!(token.kind, Kind::Role(role) if roles.contains(&role));
    let lead = &sentence[..first];
    if let Some(at) = pronoun {
        let most = if is(&sentence[at], &[Role::Its]) { 0 } else { BEHIND };
        return distance(&sentence[at..first]) <= most;
    }
    // Somebody does something else.
    if sentence.iter().any(|token| matches!(token.kind, Kind::Role(Role::Task | Role::Errand(_)))) {
        return false;
    }
    let says = lead.iter().any(|token| is(token, &[Role::Is, Role::Fill, Role::Default]));
    // `Port 995, SSL/TLS` is a field, `Port 995 is …` is about something else.
    let mut behind = sentence[first..].iter().skip_while(|token| Sort::of(token) == Some(Sort::Port));
    let is_field = lead.iter().any(|token| is(token, &[Role::Port, Role::TlsPort]))
        && behind.next().is_none_or(|token| matches!(token.kind, Kind::Comma | Kind::Open));
    let is_answer = distance(sentence) == 0 && sentence.len() <= ANSWER && is_asked;
    distance(lead) == 0 && (says || is_field || is_answer)
}

// `What is 995 for?`: what is asked about ports is a port.
fn as_port(token: &mut Token) {
    if let Kind::Number(number) = token.kind {
        token.kind = Kind::Number(Number { standing: Standing::Port, ..number });
    }
}

// `POP3 and IMAP …: the former …, the latter …`: who is meant.
fn resolved(tokens: &[Token]) -> Vec<Token> {
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
        let is_named = |token: &Token| matches!(token.kind, Kind::Name(_));
        if sentence.iter().any(is_named) {
            continue;
        }
        let is_task = |token: &Token| matches!(token.kind, Kind::Role(Role::Task | Role::Errand(_)));
        for part in sentence.split_mut(|token| token.kind == Kind::Comma) {
            // `Read mail on 993 and send it on 465`
            if part.iter().filter(|token| is_task(token)).count() > 1 {
                continue;
            }
            for token in part {
                if let Kind::Role(Role::Errand(errand)) = token.kind {
                    token.kind = vocabulary.errand(errand).map_or(token.kind, Kind::Name);
                }
            }
        }
    }
}
