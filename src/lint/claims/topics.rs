//! What a sentence leaves unsaid because it was named before: in the sentence or question before it, in the heading
//! above, in the words that lead to a list, in the term that is defined.
//!
//! Such a sentence is read with the mentions that it leans on in front of it, as if it began with them. One that
//! begins something new leans on nothing.

use super::Claim;
use super::groups::{self, Sort, distance};
use super::lexicon::{Mode, Role};
use super::tokens::{Kind, Number, Standing, Token};
use super::vocabulary::Vocabulary;
use super::{mood, pairs, referents, ways};

/// What was named last.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    names: Vec<Token>,
    // How many of them are named first, which a pronoun may mean alone.
    first: usize,
    ports: Vec<Token>,
    modes: Vec<Token>,
    // The port that the heading above is about, if it is about one.
    heading: Vec<Token>,
    // How many numbers it has, whatever they are.
    numbers: usize,
    // Whether it says port, or how ports are encrypted.
    is_of_ports: bool,
    // Whether it was asked for.
    is_asked: bool,
    // Whether what comes next begins with what is said of it: an item of a list of ports.
    is_defined: bool,
    // Whether all that comes next is said of it: a definition.
    is_term: bool,
}

/// A topic of more things than this is about none of them.
const MOST: usize = 4;

/// How much that is not understood may stand before a pronoun, and between it and what is said of it; in an answer;
/// in a definition.
const BEFORE: usize = 1;
const BEHIND: usize = 2;
const ANSWER: usize = 4;
const DEFINITION: usize = 6;

/// The claims of a passage, and what it leaves named for the passage after it.
pub(super) fn claims(
    tokens: &[Token],
    passage: usize,
    above: &Topic,
    vocabulary: &Vocabulary<'_>,
) -> (Vec<Claim>, Topic) {
    let tokens = referents::resolved(tokens);
    let mut claims = Vec::new();
    let mut topic = Topic::default();
    // What was named last, however many sentences ago.
    let mut named: Vec<Token> = Vec::new();
    let mut sentences = tokens.split(|token| token.kind == Kind::Stop).peekable();
    let mut is_first = true;
    while let Some(sentence) = sentences.next() {
        if !sentence.iter().any(|token| Sort::of(token).is_some()) {
            // `Yes.` is not yet about something else.
            if sentence.len() > ANSWER {
                topic = Topic::default();
            }
            continue;
        }
        let is_taken_back = sentences.peek().is_some_and(|next| mood::takes_back(next));
        let sentence = ways::read(&groups::without_glosses(sentence, vocabulary));
        let from_above = |_: ()| above.lend(&sentence).filter(|_| is_first || distance(&sentence) == 0);
        let lent = topic.within().lend(&sentence).or_else(|| from_above(()));
        is_first = false;
        let own = Topic::of(&sentence, passage);
        let about = [named.as_slice(), &above.names, &above.heading].concat();
        topic = match lent {
            Some(leaning) => {
                let own_claims = pairs::claims(&leaning, &about, vocabulary, is_taken_back).into_iter();
                claims.extend(own_claims.filter_map(Claim::owned));
                own.over(topic.within()).over(Topic { ports: Vec::new(), modes: Vec::new(), ..above.clone() })
            }
            None => {
                claims.extend(pairs::claims(&sentence, &about, vocabulary, is_taken_back));
                own
            }
        };
        if !topic.names.is_empty() {
            named.clone_from(&topic.names);
        }
    }
    (claims, topic)
}

impl Topic {
    /// What a sentence names.
    pub(super) fn of(sentence: &[Token], passage: usize) -> Topic {
        let says = |roles: &[Role]| {
            sentence.iter().any(|token| matches!(token.kind, Kind::Role(role) if roles.contains(&role)))
        };
        // What somebody moved is where he put it, and an answer to `how many` is no port.
        if says(&[Role::Moved, Role::HowMany]) {
            return Topic::default();
        }
        let is_asked = says(&[Role::Ask]);
        let mut topic = Topic { is_asked, is_of_ports: says(&[Role::Port, Role::Ports]), ..Topic::default() };
        topic.numbers = sentence.iter().filter(|token| matches!(token.kind, Kind::Number(_))).count();
        let asserted = mood::asserted(sentence);
        let (groups, _) = groups::read(sentence);
        for group in &groups {
            let members = group.members.iter().take(MOST + 1).map(|at| (*at, &sentence[*at]));
            let lent = members.filter(|(at, _)| is_asked || asserted[*at] || group.sort == Sort::Name);
            let lent = lent.map(|(_, token)| token.lent_by(passage));
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
        topic
    }

    /// The services, unless they are many.
    pub(super) fn names(&self) -> Vec<Token> {
        if self.names.len() > MOST { Vec::new() } else { self.names.clone() }
    }

    /// What is new, and what was named before it.
    pub(super) fn over(self, before: Topic) -> Topic {
        let pick = |new: Vec<Token>, old: Vec<Token>| if new.is_empty() { old } else { new };
        let first = if self.names.is_empty() { before.first } else { self.first };
        Topic {
            names: pick(self.names, before.names),
            first,
            ports: pick(self.ports, before.ports),
            modes: pick(self.modes, before.modes),
            is_defined: self.is_defined || before.is_defined,
            ..self
        }
    }

    /// Without ports, if they are several: a heading that compares is about none of them.
    pub(super) fn alone(self) -> Topic {
        match self.ports.len() {
            0 | 1 => self,
            _ => Topic { ports: Vec::new(), ..self },
        }
    }

    /// Below a heading.
    pub(super) fn under(self, heading: &Topic) -> Topic {
        let ports = if heading.numbers == 1 { heading.ports.clone() } else { Vec::new() };
        Topic { heading: ports, ..self }
    }

    /// Of a term, whose definition begins without naming it.
    pub(super) fn defined(self) -> Topic {
        Topic { is_defined: true, is_term: true, ..self }
    }

    /// Whether what comes next begins with what is said of it.
    pub(super) fn is_defined(&self) -> bool {
        self.is_defined
    }

    /// Of words that lead to a list, which may be one of ports.
    pub(super) fn leading(self) -> Topic {
        Topic { is_defined: self.is_of_ports || !self.modes.is_empty(), ..self }
    }

    // A statement about a way of encryption says nothing of the ports of the next sentence, a question does.
    fn within(&self) -> Topic {
        let modes = if self.is_asked { self.modes.clone() } else { Vec::new() };
        Topic { modes, ..self.clone() }
    }

    /// The sentence with what it leans on, if it does.
    fn lend(&self, sentence: &[Token]) -> Option<Vec<Token>> {
        let has = |sort: Sort| sentence.iter().any(|token| Sort::of(token) == Some(sort));
        let is_way = |token: &Token| matches!(Sort::of(token), Some(Sort::Mode | Sort::Transport));
        let (sort, lent) = match (has(Sort::Name), has(Sort::Port)) {
            (true, true) => return None,
            (true, false) if !self.names.is_empty() => return None,
            (true, false) => {
                // `STARTTLS can also be used with IMAP` is about something else.
                let first = sentence.iter().position(|token| Sort::of(token).is_some());
                let is_way = first.is_some_and(|at| {
                    matches!(sentence[at].kind, Kind::Mode(_))
                        && sentence.get(at + 1).is_some_and(|next| next.name().is_none())
                });
                (Sort::Name, if is_way { Vec::new() } else { self.ports.clone() })
            }
            (false, true) if self.names.is_empty() && has(Sort::Mode) => return None,
            (false, true) if self.names.is_empty() => (Sort::Port, self.modes.clone()),
            (false, true) if self.modes.len() == 1 && self.is_asked => (Sort::Port, self.all(&self.modes)),
            (false, true) => (Sort::Port, self.names.clone()),
            (false, false) => (Sort::Mode, self.all(&self.ports)),
        };
        let first = sentence.iter().position(|token| match sort {
            Sort::Mode => is_way(token),
            sort => Sort::of(token) == Some(sort),
        })?;
        // `see SSL, TLS, STARTTLS`
        let is_vague = |token: &&Token| matches!(token.kind, Kind::Mode(Mode::Cleartext | Mode::Encrypted));
        let mut ways = sentence.iter().filter(|token| is_way(token) && !is_vague(token));
        let is_number = |token: &Token| matches!(token.kind, Kind::Number(_));
        if sort == Sort::Mode && (ways.nth(1).is_some() || sentence.iter().any(is_number)) {
            return None;
        }
        // `IMAP listens there`
        let lead = if sort == Sort::Name { sentence } else { &sentence[..first] };
        let pronoun = lead.iter().position(|token| matches!(token.kind, Kind::Role(Role::It | Role::Its)));
        let pronoun = pronoun.filter(|at| distance(&sentence[..*at]) <= BEFORE && !denies(&sentence[..*at]));
        // `they bind 25, 465 and 993` is about all of them.
        let has_one_number = sentence.iter().filter(|token| is_number(token)).count() == 1;
        let has_one_subject = pronoun.is_some() && sort == Sort::Port && self.first > 0 && has_one_number;
        let lent = if has_one_subject { lent[..self.first.min(lent.len())].to_vec() } else { lent };
        if lent.is_empty() || lent.len() > MOST || !self.is_meant(sentence, first, pronoun) {
            return None;
        }
        // In front of the part of the sentence that is about it.
        let comma = sentence[..first].iter().rposition(|token| token.kind == Kind::Comma);
        let start = comma.map_or(0, |at| at + 1);
        Some([&sentence[..start], &lent, &sentence[start..]].concat())
    }

    fn all(&self, others: &[Token]) -> Vec<Token> {
        [self.names.as_slice(), others].concat()
    }

    // Whether a sentence goes on with it: by a pronoun, as a field, or because it is nothing but an answer.
    fn is_meant(&self, sentence: &[Token], first: usize, pronoun: Option<usize>) -> bool {
        let is =
            |token: &Token, roles: &[Role]| matches!(token.kind, Kind::Role(role) if roles.contains(&role));
        let lead = &sentence[..first];
        // Somebody does something else, unless it is a condition: `The service upgrades when the program sends STLS.`
        let is_condition = |token: &Token| is(token, &[Role::If]);
        let length = sentence[first..].iter().position(is_condition).map_or(sentence.len(), |at| first + at);
        let is_task = |token: &Token| matches!(token.kind, Kind::Role(Role::Task | Role::Errand(_)));
        if sentence[..length].iter().any(is_task) {
            return false;
        }
        if let Some(at) = pronoun {
            let most = if is(&sentence[at], &[Role::Its]) { 0 } else { BEHIND };
            return distance(&sentence[at.min(first)..at.max(first)]) <= most;
        }
        if self.is_term {
            return distance(lead) <= DEFINITION;
        }
        if self.is_defined {
            return distance(lead) <= BEHIND && distance(sentence) <= DEFINITION;
        }
        let says = [Role::Is, Role::Colon, Role::Listens, Role::Fill, Role::Default];
        let says = lead.iter().any(|token| is(token, &says));
        // `端口一栏输入 995`, `The port should now read 993`
        let is_port = |token: &Token| matches!(token.kind, Kind::Role(role) if role.is_port());
        let port = lead.iter().position(is_port);
        let is_port_field = port.is_some_and(|port| {
            let is_set =
                |token: &Token| matches!(token.kind, Kind::Role(Role::Is | Role::Fill | Role::Colon));
            distance(&lead[..port]) == 0
                && distance(lead) <= DEFINITION
                && lead[port..].iter().any(is_set)
                && !denies(lead)
                && self.names.len() == 1
        });
        // `控制连接使用 20 端口`
        let has_feature = lead.iter().any(|token| token.feature.is_some()) && distance(lead) <= BEFORE;
        if is_port_field || has_feature {
            return true;
        }
        // `Port 995, SSL/TLS` is a field, `Port 995 is …` is about something else.
        let is_number = |token: &Token| Sort::of(token) == Some(Sort::Port) || is_port(token);
        let behind = sentence[first..].iter().find(|token| !is_number(token));
        let ends = behind.is_none_or(|token| matches!(token.kind, Kind::Comma | Kind::Open));
        // `With port 587, choose STARTTLS` begins something new.
        let is_introduced = matches!(lead, [glue, port, ..] if is(glue, &[Role::Glue]) && is_port(port));
        let is_field = lead.iter().any(is_port) && ends && !is_introduced;
        // `POP3 服务器为 pop.example.com。不加密时使用 109 端口`
        let is_way = lead.iter().any(|token| matches!(token.kind, Kind::Mode(_))) && self.names.len() == 1;
        let is_answer = distance(sentence) == 0 && sentence.len() <= ANSWER && self.is_asked;
        match says {
            true => distance(lead) <= BEFORE && !denies(last_part(lead)),
            false if is_way => distance(lead) <= BEFORE && !is_introduced,
            false => distance(lead) == 0 && (is_field || is_answer),
        }
    }
}

impl Token {
    // `What is 995 for?`: what a sentence is about as a port is one.
    fn lent_by(&self, passage: usize) -> Token {
        let kind = match self.kind {
            Kind::Number(number) => Kind::Number(Number { standing: Standing::Port, ..number }),
            kind => kind,
        };
        Token { kind, lender: Some(self.lender.unwrap_or(passage)), ..self.clone() }
    }
}

fn last_part(tokens: &[Token]) -> &[Token] {
    let comma = tokens.iter().rposition(|token| token.kind == Kind::Comma);
    &tokens[comma.map_or(0, |comma| comma + 1)..]
}

fn denies(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token.kind, Kind::Role(Role::Not | Role::IsNot)))
}
