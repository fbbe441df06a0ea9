//! A page as search knows it.

use crate::base::lang::Lang;
use crate::base::registry::{ErrorId, PortNumber, ProviderId, ServiceId, TermId};
use crate::model::{ArticleId, SectionId};
use serde::{Deserialize, Serialize};

/// Which document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentId {
    /// The language of its reader.
    pub lang: Lang,
    /// What it is about.
    pub subject: Subject,
}

/// What a document is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Subject {
    Article(ArticleId),
    Section(SectionId),
    Port(PortNumber),
    Service(ServiceId),
    Provider(ProviderId),
    Term(TermId),
    Error(ErrorId),
}

/// What can be found as one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Document {
    /// Its address, with an anchor where it is a part of a page.
    pub href: String,
    /// What it is called.
    pub title: String,
    /// What kind of thing it is, or the section that holds it.
    pub label: String,
    /// The number that the page is about, on pages of ports.
    pub number: Option<PortNumber>,
    /// Other numbers that it is about.
    pub ports: Vec<String>,
    /// Other names, in both languages.
    pub aliases: Vec<String>,
    /// Its headings.
    pub headings: Vec<String>,
    /// One or two sentences.
    pub summary: String,
    /// Everything else that the page says, one line for each block.
    pub text: String,
}

/// Where in a document a term stands. Each has a bit; the script knows what each is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Field {
    /// In the text.
    Text = 1,
    /// In the summary.
    Summary = 2,
    /// In a heading.
    Headings = 4,
    /// It is another name.
    Aliases = 8,
    /// It is a port that the page is about.
    Ports = 16,
    /// In the title.
    Title = 32,
    /// It is the number of the page.
    Number = 64,
}

impl Document {
    /// All texts, each with the field that it is in.
    pub fn fields(&self) -> Vec<(Field, String)> {
        let number = self.number.map(|number| number.to_string());
        let many = |field, texts: &[String]| (field, texts.join("\n"));
        vec![
            (Field::Number, number.unwrap_or_default()),
            (Field::Title, self.title.clone()),
            many(Field::Ports, &self.ports),
            many(Field::Aliases, &self.aliases),
            many(Field::Headings, &self.headings),
            (Field::Summary, self.summary.clone()),
            (Field::Text, self.text.clone()),
        ]
    }
}
