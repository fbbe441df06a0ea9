//! `content/site.yaml`.

use crate::base::lang::{Bilingual, Lang};
use crate::base::registry::TagId;
use crate::base::span::Spanned;

/// The settings of a site as written.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of the site.
    pub name: Bilingual,
    /// One or two sentences about it.
    pub summary: Bilingual,
    /// Both languages; the first one is listed first.
    pub languages: Vec<Lang>,
    /// The absolute address of the root, `http` or `https`, ending in `/`.
    pub base_url: Option<String>,
    /// Entries of the main navigation: sections, or `ports`, `services`, `providers`, `tags`, `glossary`.
    pub navigation: Vec<Spanned<String>>,
    /// The tags that articles may bear, with their names, in the order written.
    pub tags: Vec<(TagId, Bilingual)>,
    /// Whether Markdown may hold raw HTML (key `raw_html`, false unless set).
    pub raw_html: bool,
}
