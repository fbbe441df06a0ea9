//! The records of the registry, as plain values.
//!
//! The same records are decoded by `syntax`, checked against each other by `model` and shown by
//! pages; none of them knows where it was written.

pub mod history;
pub mod lookups;

use super::date::Date;
use super::lang::{Bilingual, Lang};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes an id as it is; whether an entry has it is the model's knowledge.
            pub fn new(id: &str) -> $name {
                $name(id.into())
            }

            /// The id as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// The identity of a port entry. Never its number: 465/tcp has two entries.
    PortId
    /// The identity of a service.
    ServiceId
    /// The identity of a provider.
    ProviderId
    /// The identity of a glossary term.
    TermId
    /// The identity of an error message.
    ErrorId
    /// The identity of a mail client.
    ClientId
    /// The identity of a cloud provider.
    CloudId
    /// The identity of a tag, declared in `content/site.yaml`.
    TagId
    /// The identity of a family of ports; its name is the interface text `family.<id>`.
    FamilyId
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every value, in the order in which they are listed.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The word that stands for it in YAML, in addresses and in CSS classes.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let word = String::deserialize(deserializer)?;
                let found = $name::ALL.iter().find(|value| value.word() == word);
                found.copied().ok_or_else(|| D::Error::custom(concat!("no ", stringify!($name))))
            }
        }
    )*};
}

words! {
    /// A transport protocol with ports.
    Transport { /// RFC 9293.
        Tcp = "tcp", /// RFC 768.
        Udp = "udp", /// RFC 9260.
        Sctp = "sctp", /// RFC 4340.
        Dccp = "dccp", }
    /// How a connection on a port comes to be encrypted.
    Encryption { /// TLS from the first byte (RFC 8314 §3).
        Implicit = "implicit", /// Cleartext first, then an upgrade (RFC 3207, RFC 9051, RFC 2595).
        Starttls = "starttls", /// Not at all.
        Cleartext = "cleartext", }
    /// Who connects to whom.
    Direction { /// A client opens the connection to a server.
        ClientToServer = "client-to-server", /// A server opens it to another server.
        ServerToServer = "server-to-server", /// Both ends are on one machine or one private network.
        Local = "local", }
    /// What a reader should do with a port.
    Verdict { /// Take this one.
        Prefer = "prefer", /// Works as well.
        Fine = "fine", /// Leave it alone.
        Avoid = "avoid", /// For servers among themselves, not for programs of people.
        ServersOnly = "servers-only", /// Never reachable from the Internet.
        InternalOnly = "internal-only", }
    /// What the registration is worth.
    Status { /// In IANA's registry for this use.
        Registered = "registered", /// In use by habit.
        Unofficial = "unofficial", /// Registered, and no longer meant to be used.
        Deprecated = "deprecated", }
    /// The secret that a provider wants in a mail program.
    PasswordKind { /// The password of the account.
        Account = "account", /// A password made for one program (Google, Apple, Yahoo).
        AppPassword = "app-password", /// 授权码, as QQ and NetEase call it.
        AuthorizationCode = "authorization-code", /// No password: a token from a login page (RFC 6749).
        Oauth2 = "oauth2", }
    /// How far a connection came before a message was shown.
    Stage { /// It was not made.
        Connect = "connect", /// It was made, and TLS was not.
        Encrypt = "encrypt", /// The login was refused or not tried.
        Login = "login", /// The login worked, handing over or reading mail did not.
        Transfer = "transfer", /// A server could not hand the message on to another.
        Deliver = "deliver", }
    /// What becomes of connections from a cloud's servers to port 25 elsewhere.
    Policy { /// They are let through.
        Open = "open", /// They are blocked until the customer asks.
        OnRequest = "on-request", /// They are blocked for good.
        Closed = "closed", /// It depends on the contract.
        Depends = "depends", }
    /// How well a fact is known.
    Evidence { /// Read in the standard, the registry, the vendor's own page or source.
        Primary = "primary", /// Read only in somebody else's page.
        Secondary = "secondary", }
}

/// A section of an article, as the registry names it: `mail/which-smtp-port#check`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleSection {
    /// The key of the article.
    pub article: String,
    /// The id of a heading; `None` for the whole article.
    pub heading: Option<String>,
}

/// One number, or a range with both ends included. `first <= last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PortNumber {
    /// The lowest number.
    pub first: u16,
    /// The highest number; the same as `first` for a single port.
    pub last: u16,
}

impl fmt::Display for PortNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.first == self.last {
            true => write!(f, "{}", self.first),
            false => write!(f, "{}-{}", self.first, self.last),
        }
    }
}

// For readers of JSON: `465`, or `"2379-2380"`. What programs keep for themselves is the plain value.
fn as_written<S: Serializer>(number: &PortNumber, serializer: S) -> Result<S::Ok, S::Error> {
    match (serializer.is_human_readable(), number.first == number.last) {
        (false, _) => number.serialize(serializer),
        (true, true) => serializer.serialize_u16(number.first),
        (true, false) => serializer.collect_str(number),
    }
}

/// A port entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Port {
    /// Its identity, address and anchor.
    pub id: PortId,
    /// The number or range.
    #[serde(serialize_with = "as_written")]
    pub number: PortNumber,
    /// At least one, in the order written.
    pub transports: Vec<Transport>,
    /// The service name in IANA's registry; `None` where there is none.
    pub iana: Option<String>,
    /// What runs there.
    pub service: ServiceId,
    /// What the entry is called.
    pub name: Bilingual,
    /// One or two sentences.
    pub summary: Bilingual,
    /// The group it belongs to.
    pub family: FamilyId,
    /// The recommended first; empty where the question does not arise.
    pub encryption: Vec<Encryption>,
    /// Who connects.
    pub direction: Direction,
    /// What to do with it, where a source says so.
    pub advice: Option<Advice>,
    /// When to use it.
    #[serde(rename = "use")]
    pub usage: Option<Bilingual>,
    /// When not to, and what to use then.
    pub instead: Option<Bilingual>,
    /// What others can read or do there, and what helps against it.
    pub security: Option<Bilingual>,
    /// What the registration is worth.
    pub status: Status,
    /// Where the facts come from; at least one.
    pub references: Vec<Reference>,
    /// Entries to compare it with.
    pub siblings: Vec<PortId>,
    /// Other words that people search for.
    pub aliases: Bilingual<Vec<String>>,
    /// When a person last compared the entry with its references.
    pub checked: Date,
}

impl Port {
    /// `465/tcp`, `53/tcp+udp`: the short form used where a person needs to tell entries apart.
    pub fn endpoint(&self) -> String {
        endpoint(self.number, &self.transports)
    }
}

/// A number with its transports: `465/tcp`, `53/tcp+udp`.
pub fn endpoint(number: PortNumber, transports: &[Transport]) -> String {
    let transports: Vec<_> = transports.iter().map(|transport| transport.word()).collect();
    format!("{number}/{}", transports.join("+"))
}

/// A verdict and the reason for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Advice {
    /// What to do.
    pub verdict: Verdict,
    /// Why, in one sentence.
    pub reason: Bilingual,
}

/// A service: what is spoken on one or several ports.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Service {
    /// Its identity and address.
    pub id: ServiceId,
    /// The short name of the protocol, such as `SMTP`.
    pub protocol: String,
    /// What the service is called.
    pub name: Bilingual,
    /// One or two sentences.
    pub summary: Bilingual,
    /// The group it belongs to.
    pub family: FamilyId,
    /// Other words that people search for.
    pub aliases: Bilingual<Vec<String>>,
    /// Where the facts come from.
    pub references: Vec<Reference>,
    /// When a person last compared the entry with its references.
    pub checked: Date,
}

/// A mail provider and the settings that a program needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Provider {
    /// Its identity and address.
    pub id: ProviderId,
    /// What it is called.
    pub name: Bilingual,
    /// One or two sentences.
    pub summary: Bilingual,
    /// The mail domains it serves.
    pub domains: Vec<String>,
    /// Servers, the recommended first within each service.
    pub servers: Vec<Server>,
    /// What to enter as user name.
    pub username: Bilingual,
    /// What to enter as password.
    pub password: Password,
    /// Known traps.
    pub notes: Vec<Bilingual>,
    /// Where the facts come from.
    pub references: Vec<Reference>,
    /// When a person last compared the entry with its references.
    pub checked: Date,
}

/// One server of a provider. It agrees with a port entry on service, number and encryption.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Server {
    /// What it speaks.
    pub service: ServiceId,
    /// The host name.
    pub host: String,
    /// The port number.
    pub port: u16,
    /// How the connection is encrypted.
    pub encryption: Encryption,
    /// How well this row is known.
    pub evidence: Evidence,
}

/// The secret that a provider wants.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Password {
    /// What kind of secret.
    pub kind: PasswordKind,
    /// How to get it.
    pub note: Bilingual,
}

/// A word of the glossary.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// Its identity and anchor.
    pub id: TermId,
    /// The word.
    pub name: Bilingual,
    /// What it means, in one or two sentences.
    pub definition: Bilingual,
    /// Words that are not used for it.
    pub avoid: Bilingual<Vec<String>>,
    /// Where the definition comes from.
    pub references: Vec<Reference>,
}

/// A source of facts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reference {
    /// A Request for Comments, by number and section.
    Rfc {
        /// The number.
        number: u32,
        /// The section, without the sign; `None` for the whole document.
        section: Option<String>,
        /// When it was read, where that was written down; RFCs do not change.
        accessed: Option<Date>,
    },
    /// IANA's registry of service names and port numbers, as of a day.
    Iana {
        /// The day that the registry bore when it was read.
        updated: Date,
    },
    /// Any other page or document.
    Page {
        /// Its title, in its own language.
        title: String,
        /// Who publishes it.
        publisher: String,
        /// Its address, `http` or `https`.
        url: String,
        /// When it was read.
        accessed: Date,
        /// Whether the publisher is the authority on the fact.
        primary: bool,
    },
}

impl Reference {
    /// What the reference is called.
    pub fn title(&self, lang: Lang) -> String {
        match (self, lang) {
            (Reference::Rfc { number, section: Some(section), .. }, _) => format!("RFC {number} §{section}"),
            (Reference::Rfc { number, section: None, .. }, _) => format!("RFC {number}"),
            (Reference::Iana { updated }, Lang::Zh) => {
                format!("IANA 服务名与端口号登记表（{updated} 版）")
            }
            (Reference::Iana { updated }, Lang::En) => {
                format!("IANA Service Name and Port Number Registry, as of {updated}")
            }
            (Reference::Page { title, .. }, _) => title.clone(),
        }
    }

    /// Who publishes it.
    pub fn publisher(&self) -> &str {
        match self {
            Reference::Rfc { .. } => "RFC Editor",
            Reference::Iana { .. } => "IANA",
            Reference::Page { publisher, .. } => publisher,
        }
    }

    /// Where it can be read. RFC sections have anchors at the RFC Editor.
    pub fn url(&self) -> String {
        match self {
            Reference::Rfc { number, section: Some(section), .. } => {
                format!("https://www.rfc-editor.org/rfc/rfc{number}.html#section-{section}")
            }
            Reference::Rfc { number, section: None, .. } => {
                format!("https://www.rfc-editor.org/rfc/rfc{number}.html")
            }
            Reference::Iana { .. } => {
                "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml"
                    .into()
            }
            Reference::Page { url, .. } => url.clone(),
        }
    }

    /// When it was read, where that was written down.
    pub fn accessed(&self) -> Option<Date> {
        match self {
            Reference::Rfc { accessed, .. } => *accessed,
            Reference::Iana { .. } => None,
            Reference::Page { accessed, .. } => Some(*accessed),
        }
    }

    /// Whether it is the authority on the fact.
    pub fn is_primary(&self) -> bool {
        match self {
            Reference::Rfc { .. } | Reference::Iana { .. } => true,
            Reference::Page { primary, .. } => *primary,
        }
    }
}
