//! What a site may do without.

/// What `content/site.yaml` may switch off under `outputs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extra {
    /// The search page, its index, and the box in the head of every page.
    Search,
    /// A feed of each language.
    Feeds,
    /// Pages as Markdown, and the list of them.
    Markdown,
    /// What the head of a page says to programs: JSON-LD and OpenGraph.
    Metadata,
    /// What some hosts read: `_headers` and `.nojekyll`.
    Headers,
    /// The colours of code.
    Highlighting,
}

impl Extra {
    /// Every one.
    pub const ALL: [Extra; 6] =
        [Extra::Search, Extra::Feeds, Extra::Markdown, Extra::Metadata, Extra::Headers, Extra::Highlighting];

    /// The key that stands for it.
    pub fn word(self) -> &'static str {
        match self {
            Extra::Search => "search",
            Extra::Feeds => "feeds",
            Extra::Markdown => "markdown",
            Extra::Metadata => "metadata",
            Extra::Headers => "headers",
            Extra::Highlighting => "highlighting",
        }
    }

    /// The script that belongs to it and to nothing else.
    pub fn script(self) -> Option<&'static str> {
        match self {
            Extra::Search => Some("static/assets/search.js"),
            _ => None,
        }
    }
}
