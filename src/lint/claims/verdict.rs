//! Where a claim contradicts the registry, and how an author is told.

use super::lexicon::Mode;
use super::numbers::{LONG, sorted_digits};
use super::vocabulary::{NameId, Number, Vocabulary};
use super::{Claim, Hold, Says};
use crate::base::path::SourcePath;
use crate::base::registry::{Encryption, PortNumber, Transport};
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::syntax::markdown::passages::Passage;

/// What is wrong with a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    message: Text,
    help: Text,
    subject: Text,
}

/// Numbers below are given out by a procedure; a service listens on one of them by agreement. Above,
/// anybody may listen anywhere (RFC 6335 §6).
pub(super) const USER_PORTS: u16 = 1024;

impl Wrong {
    /// What the registry has against a claim; `None` when it agrees or has no opinion.
    pub(super) fn of(claim: &Claim, vocabulary: &Vocabulary<'_>) -> Option<Wrong> {
        match &claim.says {
            Says::Nothing => None,
            Says::Port { names, number } => port(claim, names, *number, vocabulary),
            Says::Mode { names, numbers, mode, each } => {
                mode_of(claim, names, (numbers, *each), *mode, vocabulary)
            }
            Says::Transport { names, numbers, transport } => {
                transport_of(claim, names, numbers, *transport, vocabulary)
            }
            Says::Link { entry, number } => {
                let held = vocabulary.number(*entry);
                let agrees = held.first <= number.first && number.last <= held.last;
                (!agrees).then(|| {
                    let (id, endpoint) = vocabulary.described(*entry);
                    Wrong {
                        message: text!(
                            "the text says {number}, and its link leads to port `{id}` ({endpoint})",
                            "文字写的是 {number}，链接却指向端口 `{id}`（{endpoint}）"
                        ),
                        help: text!(
                            "write `[](port:{id}#number)` to have the number filled in, or link to the other port",
                            "写 `[](port:{id}#number)`，号码由登记表填入；或改链接"
                        ),
                        subject: Text::default(),
                    }
                })
            }
        }
    }

    fn denied(names: &[NameId], number: PortNumber, vocabulary: &Vocabulary<'_>) -> Wrong {
        let name = joined(names.iter().map(|name| format!("`{}`", vocabulary.name(*name))));
        Wrong {
            message: text!("{number} is a port of {name}", "{number} 就是 {name} 的端口"),
            help: text!("the registry has {number} for {name}", "登记表里 {name} 的端口是 {number}"),
            subject: said_of(),
        }
    }

    /// The problem that a wrong claim is.
    pub(super) fn problem(
        self,
        claim: &Claim,
        (passage, subject): (&Passage, &Passage),
        path: &SourcePath,
    ) -> Diagnostic {
        let place = passage.place(claim.place.clone());
        let problem = Diagnostic::new(Code::WrongClaim, path, place, self.message);
        let problem = problem.label(text!("the registry says otherwise", "与登记表不符")).help(self.help);
        match self.subject.is_empty() || (claim.subject_of.is_none() && claim.subject == claim.place) {
            true => problem,
            false => problem.also(path, subject.place(claim.subject.clone()), self.subject),
        }
    }
}

fn said_of() -> Text {
    text!("said of this", "说的是它")
}

fn port(claim: &Claim, names: &[NameId], number: PortNumber, vocabulary: &Vocabulary<'_>) -> Option<Wrong> {
    if claim.is_denied {
        return vocabulary.is_only_port(names, number).then(|| Wrong::denied(names, number, vocabulary));
    }
    let any_own = |is: fn(PortNumber, PortNumber) -> bool| {
        vocabulary.ports_of(names).iter().any(|own| is(*own, number))
    };
    let (is_swapped, is_slip) = (|| any_own(is_swapped), || any_own(is_slip));
    let side = vocabulary.side_of(names, claim.side);
    let others = vocabulary.ports_of(&claim.other_than);
    let held = vocabulary.judge(names, number, side);
    // `ssh.example.com` may serve the web, and `imap.example.com` has no port of POP3.
    let is_label = names.iter().any(|name| vocabulary.is_label(*name));
    let is_near = claim.hold == Hold::Kindred || is_label;
    let is_wrong = match held {
        Number::Own if others.contains(&number) => true,
        _ if claim.hold == Hold::Slipping && !is_slip() => false,
        Number::Unknown if is_label && number.first < USER_PORTS && is_slip() => true,
        _ if is_near && !vocabulary.are_kindred(names, number) && !is_swapped() => false,
        Number::Own => false,
        _ if vocabulary.is_carried(names, number) => false,
        Number::Unofficial => {
            claim.is_default
                || side.is_some()
                || !vocabulary.ports_of(names).contains(&number) && is_swapped()
        }
        // `an HTTP server on port 4190`
        Number::OfOthers
            if !claim.is_default && number.first >= USER_PORTS && vocabulary.are_web(names, number) =>
        {
            false
        }
        Number::OfOthers => !claim.is_moved,
        // A number that nobody registered may be anybody's choice, unless it is called the port; digits in another
        // order are nobody's.
        Number::Unknown => {
            is_swapped() || !claim.is_moved && (claim.is_default || number.first < USER_PORTS || is_slip())
        }
    };
    if !is_wrong || names.is_empty() {
        return None;
    }
    let name = joined(names.iter().map(|name| format!("`{}`", vocabulary.name(*name))));
    let own = vocabulary.ports_of(names);
    let ports = joined(own.iter().filter(|own| !others.contains(own)).map(PortNumber::to_string));
    Some(Wrong {
        message: match held {
            Number::Unofficial if claim.is_default => {
                text!("{number} is not the default port of {name}", "{number} 不是 {name} 的默认端口")
            }
            _ => text!("{number} is not a port of {name}", "{number} 不是 {name} 的端口"),
        },
        help: text!("the registry has {ports} for {name}", "登记表里 {name} 的端口是 {ports}"),
        subject: said_of(),
    })
}

// 3398 for 3389, of three digits or more. `8008` is a neighbour of 8080 rather.
fn is_swapped(own: PortNumber, written: PortNumber) -> bool {
    let is_telling = || {
        let digits = sorted_digits(own.first);
        let distinct = 1 + digits.windows(2).filter(|pair| pair[0] != pair[1]).count();
        distinct * 2 > digits.len()
    };
    own.first >= LONG && own.first == own.last && have_same_digits(own, written) && is_telling()
}

fn have_same_digits(a: PortNumber, b: PortNumber) -> bool {
    (a.first == a.last) == (b.first == b.last)
        && sorted_digits(a.first) == sorted_digits(b.first)
        && sorted_digits(a.last) == sorted_digits(b.last)
}

// A slip of the finger: digits in another order, or another digit. With another one at the end it may be the next port
// that was free.
fn is_slip(own: PortNumber, written: PortNumber) -> bool {
    let digits = |number: PortNumber| number.to_string().into_bytes();
    // `9200` and `9300` are neighbours.
    if own.first >= USER_PORTS && own.first.abs_diff(written.first) == 100 {
        return false;
    }
    let (a, b) = (digits(own), digits(written));
    let differs: Vec<usize> = (0..a.len().min(b.len())).filter(|at| a[*at] != b[*at]).collect();
    have_same_digits(own, written) || (a.len() == b.len() && differs.len() == 1 && differs[0] + 1 < a.len())
}

fn mode_of(
    claim: &Claim,
    names: &[NameId],
    (numbers, each): (&[PortNumber], bool),
    mode: Mode,
    vocabulary: &Vocabulary<'_>,
) -> Option<Wrong> {
    // A connection that is upgraded is in cleartext first, and in TLS at the end.
    let is_at_first = claim.is_beginning && mode == Mode::Cleartext;
    if claim.may_change && mode != Mode::Starttls && !is_at_first {
        return None;
    }
    let contradicts = |number: Option<PortNumber>| match (claim.is_denied, is_at_first) {
        (true, _) => vocabulary.is_only_way(names, number, mode),
        (_, true) => vocabulary.is_only_way(names, number, Mode::Implicit),
        _ => vocabulary.contradicts(names, number, mode),
    };
    let wrong: Vec<PortNumber> =
        numbers.iter().copied().filter(|number| contradicts(Some(*number))).collect();
    let is_wrong = match numbers {
        [] => !names.is_empty() && contradicts(None),
        // Of a list, a part may be meant.
        _ => !wrong.is_empty() && (each || wrong.len() == numbers.len()),
    };
    if !is_wrong {
        return None;
    }
    let ways = ways(&vocabulary.ways(names, wrong.first().copied()));
    let mode = called(mode);
    let (en, zh) = (&mode.en, &mode.zh);
    let (ways_en, ways_zh) = (&ways.en, &ways.zh);
    Some(match wrong.as_slice() {
        [] => {
            let name = joined(names.iter().map(|name| format!("`{}`", vocabulary.name(*name))));
            Wrong {
                message: text!("{name} is not used with {en}", "{name} 不用{zh}"),
                help: text!("the registry has {ways_en} for {name}", "登记表里 {name} 用的是{ways_zh}"),
                subject: said_of(),
            }
        }
        numbers => {
            let numbers = joined(numbers.iter().map(PortNumber::to_string));
            Wrong {
                message: text!("port {numbers} is not used with {en}", "端口 {numbers} 不用{zh}"),
                help: text!("the registry has {ways_en} for {numbers}", "登记表里 {numbers} 用的是{ways_zh}"),
                subject: said_of(),
            }
        }
    })
}

fn transport_of(
    claim: &Claim,
    names: &[NameId],
    numbers: &[PortNumber],
    transport: Transport,
    vocabulary: &Vocabulary<'_>,
) -> Option<Wrong> {
    let held = |number: Option<PortNumber>| vocabulary.transports(names, number);
    let contradicts = |number: Option<PortNumber>| {
        let held = held(number);
        match claim.is_denied {
            true => vocabulary.is_only_transport(names, number, transport),
            false => !held.is_empty() && !held.contains(&transport),
        }
    };
    let is_wrong = match numbers {
        [] => !names.is_empty() && contradicts(None),
        _ => numbers.iter().all(|number| contradicts(Some(*number))),
    };
    if !is_wrong {
        return None;
    }
    let transports = held(numbers.first().copied());
    let transports = joined(transports.iter().map(|transport| transport.word().to_uppercase()));
    let word = transport.word().to_uppercase();
    Some(match numbers {
        [] => {
            let name = joined(names.iter().map(|name| format!("`{}`", vocabulary.name(*name))));
            Wrong {
                message: text!("{name} does not run over {word}", "{name} 不走 {word}"),
                help: text!("the registry has {transports} for {name}", "登记表里 {name} 走 {transports}"),
                subject: said_of(),
            }
        }
        numbers => {
            let numbers = joined(numbers.iter().map(PortNumber::to_string));
            Wrong {
                message: text!("port {numbers} is no {word} port", "端口 {numbers} 不走 {word}"),
                help: text!(
                    "the registry has {transports} for {numbers}",
                    "登记表里 {numbers} 走 {transports}"
                ),
                subject: said_of(),
            }
        }
    })
}

/// What a way of encryption is called.
pub(in crate::lint) fn called(mode: Mode) -> Text {
    match mode {
        Mode::Implicit => text!("implicit TLS (SSL/TLS)", "隐式 TLS（SSL/TLS）"),
        Mode::Starttls => text!("STARTTLS", " STARTTLS"),
        Mode::Cleartext => text!("cleartext", "明文"),
        Mode::Encrypted => text!("TLS", " TLS"),
    }
}

fn ways(ways: &[Encryption]) -> Text {
    let called: Vec<Text> = ways.iter().map(|way| called(Mode::from(*way))).collect();
    Text {
        en: joined(called.iter().map(|text| text.en.clone())),
        zh: called.iter().map(|text| text.zh.clone()).collect::<Vec<_>>().join("、"),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
