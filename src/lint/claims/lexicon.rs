//! What words do in sentences that speak of ports.

use super::features::FeatureId;
use crate::base::registry::{Encryption, Transport};

/// What a phrase does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A way of encryption.
    Mode(Mode),
    /// A transport protocol.
    Transport(Transport),
    /// The word port: numbers near it are ports.
    Port,
    /// The word port after a word for encryption: `加密端口`.
    TlsPort(Mode),
    /// `2 ports`: a number before it counts ports.
    Ports,
    /// What is said is what the registry calls the default.
    Default,
    /// Is, as a word or as a mark: what follows is what the thing before it is.
    Is,
    /// Is, as a mark.
    Colon,
    /// Waits for connections: what follows is where.
    Listens,
    /// Is, of a field in a form: what follows is a port, whatever it is.
    Fill,
    /// Connects the members of a list, or a name with its number.
    Slash,
    /// Connects the members of a list.
    List,
    /// Connects members of which one is meant.
    Or,
    /// The members of two lists belong together in their order.
    Respectively,
    /// What is said holds for each member of a list.
    Each,
    /// The first member of the list before.
    Former,
    /// The second one.
    Latter,
    /// Denies what follows, or forbids it.
    Not,
    /// Denies the noun that follows.
    Without,
    /// Ends something: denies the ways that follow, and not that a service has its port.
    Off,
    /// Denies that something is so.
    IsNot,
    /// Denies the one thing that something else takes the place of.
    Instead,
    /// The list of all that is assigned, used or not.
    Listed,
    /// Begins a clause that a denial before it does not reach.
    Because,
    /// Begins what follows from something.
    So,
    /// Begins a condition, which is as true as what hangs on it.
    If,
    /// Denies what stands before it.
    Except,
    /// Ends a denial.
    But,
    /// The sentence speaks of a mistake, of what others say, or of what fails: it asserts nothing.
    Unreal,
    /// Two things are compared: that part of the sentence asserts nothing of its own.
    Differs,
    /// What comes of what was said before it is a failure: it was no advice.
    Fails,
    /// What follows was so once.
    Past,
    /// What follows was so once, or is what something is for.
    UsedTo,
    /// The sentence tells what happened; where it stands between two mentions, they belong together no more.
    Was,
    /// What follows is quoted from somebody who is to be believed.
    Cites,
    /// Beside a date or a standard, what follows was so once.
    Before,
    /// What follows is so now.
    Now,
    /// The sentence asks.
    Ask,
    /// The sentence asks, unless it tells to check that something is so.
    Whether,
    /// Tells to check something.
    Check,
    /// Ports are moved or forwarded: numbers are somebody's own choice.
    Moved,
    /// What follows is so at the beginning of a connection.
    First,
    /// Something becomes so later in a connection.
    Upgrade,
    /// What follows is so when something else is not to be had.
    Otherwise,
    /// TLS begins.
    Handshake,
    /// Something is so from the beginning of a connection on.
    AtOnce,
    /// Turns to something else.
    While,
    /// What follows is left.
    From,
    /// What follows is left, and something takes its place.
    Change,
    /// What follows takes its place.
    Becomes,
    /// What follows happens later.
    Then,
    /// A number after it is no port.
    NoPortAfter,
    /// A number before it is a quantity.
    Unit,
    /// What somebody does: ports near it belong to it.
    Task,
    /// What somebody does with mail, which takes the place of a service that is not named.
    Errand(Errand),
    /// Those at one end of a connection.
    Side(Side),
    /// Two services have one port.
    Shared,
    /// What was named before.
    It,
    /// Of what was named before.
    Its,
    /// The answer is a quantity.
    HowMany,
    /// Explains what stands before it.
    Which,
    /// What follows is so at what stands before it.
    Where,
    /// Belongs to the noun after it.
    Article,
    /// A verb or particle that ties what stands around it.
    Glue,
}

/// A way of encryption, as sentences name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// TLS from the first byte.
    Implicit,
    /// An upgrade within the connection.
    Starttls,
    /// None.
    Cleartext,
    /// TLS, without saying when it begins.
    Encrypted,
}

impl Role {
    /// Whether it is the word port.
    pub(super) fn is_port(self) -> bool {
        matches!(self, Role::Port | Role::TlsPort(_))
    }

    /// Whether what follows is what the thing before it is.
    pub(super) fn equates(self) -> bool {
        matches!(self, Role::Is | Role::Colon)
    }
}

impl Mode {
    /// Whether a port that is used in these ways can be said to be used in this one.
    pub(super) fn agrees(self, ways: &[Encryption]) -> bool {
        ways.iter().any(|way| match self {
            Mode::Implicit => *way == Encryption::Implicit,
            Mode::Starttls => *way == Encryption::Starttls,
            Mode::Cleartext => *way == Encryption::Cleartext,
            Mode::Encrypted => *way != Encryption::Cleartext,
        })
    }
}

impl From<Encryption> for Mode {
    fn from(way: Encryption) -> Mode {
        match way {
            Encryption::Implicit => Mode::Implicit,
            Encryption::Starttls => Mode::Starttls,
            Encryption::Cleartext => Mode::Cleartext,
        }
    }
}

/// What people do with mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Errand {
    /// Read it.
    Fetch,
    /// Receive it, as readers and servers do.
    Receive,
    /// Write to somebody.
    Send,
    /// Hand it to the provider.
    Submit,
    /// Pass it on from server to server.
    Relay,
}

impl Errand {
    /// All of them, each with the services that do it.
    pub(super) const ALL: [(Errand, &[&str]); 5] = [
        (Errand::Fetch, &["imap", "pop3"]),
        (Errand::Receive, &["imap", "pop3", "smtp"]),
        (Errand::Send, &["smtp", "smtp-submission"]),
        (Errand::Submit, &["smtp-submission"]),
        (Errand::Relay, &["smtp"]),
    ];
}

/// Which of the ports of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// That of clients.
    Clients,
    /// That of other servers.
    Servers,
    /// That with a feature.
    With(FeatureId),
}
