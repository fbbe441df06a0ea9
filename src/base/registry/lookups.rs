//! The records that readers look something up in by what they see before them: the message of a
//! program, the label of a menu, the name of a cloud.

use super::{
    ArticleSection, Bilingual, ClientId, CloudId, Date, Encryption, ErrorId, Evidence, Policy, PortId,
    Reference, Stage,
};
use serde::{Deserialize, Serialize};

/// A message of a client or a server, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ErrorMessage {
    /// Its identity and anchor.
    pub id: ErrorId,
    /// The message as programs show it, one line for each wording; at least one.
    pub shown: Vec<String>,
    /// How far the connection came.
    pub stage: Stage,
    /// What it means, in one or two sentences.
    pub meaning: Bilingual,
    /// What to change, the most frequent cause first.
    pub remedy: Bilingual,
    /// The ports on which it is seen; empty where any port may show it.
    pub ports: Vec<PortId>,
    /// Where an article says more.
    pub article: Option<ArticleSection>,
    /// Where the wording and the meaning come from.
    pub references: Vec<Reference>,
    /// When a person last compared the entry with its references.
    pub checked: Date,
}

/// A mail client and the words that its menus have for encryption.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Client {
    /// Its identity and anchor.
    pub id: ClientId,
    /// What it is called.
    pub name: Bilingual,
    /// The labels, in the order of the menu; empty where they are not known.
    pub labels: Vec<Label>,
    /// Known traps.
    pub notes: Vec<Bilingual>,
    /// Where the facts come from.
    pub references: Vec<Reference>,
    /// When a person last compared the entry with its references.
    pub checked: Date,
}

/// A label of a menu. It agrees with its ports on encryption.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Label {
    /// What the program shows.
    pub text: Bilingual,
    /// What it stands for; several where the program does not say which.
    pub encryption: Vec<Encryption>,
    /// The ports that it goes with.
    pub ports: Vec<PortId>,
    /// How well the row is known.
    pub evidence: Evidence,
}

/// A cloud provider and what becomes of connections from its servers to port 25.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cloud {
    /// Its identity and anchor.
    pub id: CloudId,
    /// What it is called.
    pub name: Bilingual,
    /// What becomes of them, in a word.
    pub policy: Policy,
    /// The same in a sentence.
    pub outbound: Bilingual,
    /// How a block is lifted, or that it is not.
    pub unblock: Bilingual,
    /// What the entry rests on, such as the year of a page.
    pub basis: Bilingual,
    /// Where the facts come from.
    pub references: Vec<Reference>,
    /// When a person last compared the entry with its references.
    pub checked: Date,
}
