//! What a page says where its translation has fallen behind: a notice above the text, and a mark
//! on each section.

use super::body::Part;
use super::{Reader, escape};
use crate::model::body::Body;
use crate::query::oracle::Lagging;
use crate::syntax::lock::Name;

impl Reader<'_> {
    /// Names the sections that lag and leads to them, as HTML; `None` when there is none to name.
    pub(super) fn lag_notice(&self, body: &Body, lagging: &[Lagging<'_>]) -> Option<String> {
        let own = body.headings.iter().filter(|heading| heading.id.is_some());
        let position = |name: &Name| match name {
            Name::Front | Name::Lead => Some(0),
            Name::Heading(id) => {
                own.clone().position(|heading| heading.id.as_ref() == Some(id)).map(|at| at + 1)
            }
            Name::Notes => Some(usize::MAX),
        };
        let mut named: Vec<(Option<usize>, String)> = Vec::new();
        for section in lagging {
            let at = position(section.name);
            let title = match (section.name, at) {
                (Name::Front, _) => escape(self.words.text("stale.front")),
                (Name::Lead, _) => escape(self.words.text("stale.lead")),
                (Name::Notes, _) => escape(self.words.text("footnotes")),
                (Name::Heading(id), Some(at)) => {
                    let html =
                        own.clone().nth(at - 1).map(|heading| heading.html.as_str()).unwrap_or_default();
                    format!("<a href=\"#{id}\">{html}</a>")
                }
                // It is in the original alone, and so is its title.
                (Name::Heading(_), None) => {
                    let tag = self.lang.other().tag();
                    let Some(html) = section.added else { continue };
                    format!("<span lang=\"{tag}\">{html}</span>")
                }
            };
            named.push((at, title));
        }
        // In the order of this page; what is not on it comes behind its headings.
        named.sort_by_key(|(at, _)| at.unwrap_or(usize::MAX));
        let titles: Vec<String> = named.into_iter().map(|(_, title)| title).collect();
        (!titles.is_empty())
            .then(|| self.words.fill_html("stale.notice", &[("list", &self.words.list(&titles))]))
    }

    /// Puts a mark at the beginning of each section that lags.
    pub(super) fn mark_lagging(&self, parts: Vec<Part>, lagging: &[Lagging<'_>]) -> Vec<Part> {
        let lags = |name: &Name| lagging.iter().any(|section| section.name == name);
        let mark = || Part::Stale { text: self.words.text("stale.mark").to_string() };
        let mut marked = Vec::with_capacity(parts.len() + lagging.len());
        if lags(&Name::Lead) {
            marked.push(mark());
        }
        for part in parts {
            if matches!(part, Part::FootnotesStart { .. }) && lags(&Name::Notes) {
                marked.push(mark());
            }
            let heading = match &part {
                Part::HeadingEnd { id: Some(id), .. } => Some(Name::Heading(id.clone())),
                _ => None,
            };
            marked.push(part);
            if heading.is_some_and(|name| lags(&name)) {
                marked.push(mark());
            }
        }
        marked
    }
}
