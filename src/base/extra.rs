//! What a site may do without.

/// A group of outputs that `content/site.yaml` may switch off under `outputs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extra {
    /// The search page, its index, and the box in the head of every page.
    Search,
}

impl Extra {
    /// Every group.
    pub const ALL: [Extra; 1] = [Extra::Search];

    /// The key that stands for it.
    pub fn word(self) -> &'static str {
        match self {
            Extra::Search => "search",
        }
    }

    /// The script that belongs to it and to nothing else.
    pub fn script(self) -> Option<&'static str> {
        match self {
            Extra::Search => Some("static/assets/search.js"),
        }
    }
}
