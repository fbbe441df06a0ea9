//! What neighbouring pages have in common around their content: main navigation, sidebar, menu
//! and footer. It is rendered once for all of them.
//!
//! Such a part can't know which page it is shown on. Where an entry could be the current one, a
//! template writes `{{ entry.mark }}`; the mark becomes `aria-current="page"` on the page of that
//! entry and nothing elsewhere.

use super::{ArticleLink, Link, Reader};
use crate::base::extra::Extra;
use crate::base::lang::Lang;
use crate::base::registry::FamilyId;
use crate::model::{ArticleId, Destination, SectionId, Shortcut, address};
use crate::query::PortFilter;
use crate::query::tracked::Tracked;
use serde::Serialize;

/// Which frame: pages that agree in this have the same one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The language of the page.
    pub lang: Lang,
    /// The address that the page lies in: its own for a listing, else that of the folder above.
    pub within: String,
    /// What stands at the side.
    pub side: Side,
    /// The way to the root of the site, ending in `/`.
    pub root: String,
}

/// What stands at the side of a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Sections, and the articles of the one that holds the page.
    Sections,
    /// Sections, and the ports of a family.
    Family(FamilyId),
    /// Nothing: the page needs the width.
    Nothing,
}

/// The templates that make a frame, by the name under which pages have the result.
pub const PARTS: [(&str, &str); 4] = [
    ("nav", "parts/nav.html"),
    ("menu", "parts/menu.html"),
    ("side", "parts/side.html"),
    ("foot", "parts/foot.html"),
];

/// A frame, as the templates of its parts receive it.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The language, as in addresses.
    pub lang: Lang,
    /// The language, as in HTML.
    pub tag: &'static str,
    /// The way to the root of the site, ending in `/`.
    pub root: String,
    /// The site.
    pub site: Masthead,
    /// The main navigation.
    pub nav: Vec<NavLink>,
    /// Sections and their articles.
    pub side: Vec<SideSection>,
    /// What the footer lists.
    pub footer: Footer,
}

/// The site.
#[derive(Clone, Debug, Serialize)]
pub struct Masthead {
    /// Its name.
    pub name: String,
    /// One or two sentences about it.
    pub summary: String,
    /// The home page of the language.
    pub home: String,
    /// The search page, on a site that has one.
    pub search: Option<String>,
    /// The feed of the language, where there is one.
    pub feed: Option<String>,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavLink {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// Whether the pages lie below it.
    pub current: bool,
    /// See the head of this module.
    pub mark: String,
}

/// A section in the sidebar.
#[derive(Clone, Debug, Serialize)]
pub struct SideSection {
    /// The title of the section.
    pub title: String,
    /// Its listing.
    pub href: String,
    /// Whether the pages lie in the section.
    pub open: bool,
    /// What it holds. Only the section of the pages themselves says so: a sidebar does not grow
    /// with the site.
    pub items: Vec<SideItem>,
    /// See the head of this module.
    pub mark: String,
}

/// An article or a port in the sidebar.
#[derive(Clone, Debug, Serialize)]
pub struct SideItem {
    /// The article.
    #[serde(flatten)]
    pub link: ArticleLink,
    /// See the head of this module.
    pub mark: String,
}

/// What the footer lists.
#[derive(Clone, Debug, Serialize)]
pub struct Footer {
    /// The sections.
    pub sections: Vec<Link>,
    /// The pages that every site has.
    pub lists: Vec<Link>,
    /// What the site adds.
    pub more: Vec<Link>,
}

/// Makes a frame.
pub fn frame(site: &Tracked<'_>, key: &Key) -> Frame {
    let reader = Reader::new(site, key.lang);
    let mut side = match key.side {
        Side::Nothing => Vec::new(),
        Side::Sections | Side::Family(_) => reader.side(&key.within),
    };
    if let Side::Family(family) = &key.side {
        side.push(reader.side_ports(family));
    }
    Frame {
        lang: key.lang,
        tag: key.lang.tag(),
        root: key.root.clone(),
        site: reader.masthead(),
        nav: reader.nav(&site.settings().navigation, &key.within),
        side,
        footer: Footer {
            sections: reader.section_links(),
            lists: reader.lists(),
            more: reader.shortcuts(&site.settings().footer),
        },
    }
}

impl Reader<'_> {
    pub(super) fn masthead(&self) -> Masthead {
        let text = self.site.site_text(self.lang);
        let (name, summary) = (text.name.clone(), text.summary.clone());
        let settings = self.site.settings();
        let search = settings.has(Extra::Search).then(|| address::search(self.lang));
        let feed = (settings.has_feeds() && self.site.dated(self.lang)).then(|| address::feed(self.lang));
        Masthead { name, summary, home: address::home(self.lang), search, feed }
    }

    fn nav(&self, destinations: &[Destination], within: &str) -> Vec<NavLink> {
        let links = destinations.iter().map(|destination| {
            let Link { title, href } = self.destination_link(destination);
            NavLink { title, current: within.starts_with(&href), mark: mark(&href), href }
        });
        links.collect()
    }

    fn destination_link(&self, destination: &Destination) -> Link {
        let title = self.destination_title(destination);
        Link { title, href: address::destination(self.lang, destination) }
    }

    /// Links in the site's own words.
    pub fn shortcuts(&self, shortcuts: &[Shortcut]) -> Vec<Link> {
        let link = |Shortcut { title, article, heading }: &Shortcut| {
            let anchor = heading.as_ref().map(|heading| format!("#{heading}")).unwrap_or_default();
            Link { title: title.get(self.lang).clone(), href: address::article(self.lang, article) + &anchor }
        };
        shortcuts.iter().map(link).collect()
    }

    fn destination_title(&self, destination: &Destination) -> String {
        let key = match destination {
            Destination::Section(id) => {
                return self.site.section_title(id, self.lang).unwrap_or_default().to_string();
            }
            Destination::Ports => "ports_title",
            Destination::Services => "services_title",
            Destination::Providers => "providers_title",
            Destination::Tags => "tags_title",
            Destination::Glossary => "glossary_title",
            Destination::Sources => "sources_title",
            Destination::Cheatsheet => "cheatsheet_title",
        };
        self.words.text(key).to_string()
    }

    fn side(&self, within: &str) -> Vec<SideSection> {
        let sections = self.site.sections().iter().map(|id| {
            let href = address::section(self.lang, id);
            let open = within.starts_with(&href);
            SideSection {
                title: self.site.section_title(id, self.lang).unwrap_or_default().to_string(),
                open,
                items: if open { self.side_items(id) } else { Vec::new() },
                mark: mark(&href),
                href,
            }
        });
        sections.collect()
    }

    fn side_items(&self, section: &SectionId) -> Vec<SideItem> {
        let item = |id: &ArticleId| {
            let link = self.article_link(id);
            SideItem { mark: mark(&link.href), link }
        };
        self.site.articles(section, self.lang).iter().map(item).collect()
    }

    fn side_ports(&self, family: &FamilyId) -> SideSection {
        let mut items: Vec<SideItem> = Vec::new();
        for id in self.site.ports(PortFilter::Family(family.clone())) {
            let row = self.site.port_name(id, self.lang);
            let href = address::port(self.lang, row.number);
            if items.last().is_none_or(|item| item.link.href != href) {
                let title = format!("{} {}", self.words.number(row.number), row.name);
                let mark = mark(&href);
                let link = ArticleLink { title, href, foreign: None, tag: self.lang.tag() };
                items.push(SideItem { link, mark });
            }
        }
        let href = address::ports(self.lang);
        let title = self.words.text("ports_title").to_string();
        SideSection { title, open: true, items, mark: mark(&href), href }
    }

    fn lists(&self) -> Vec<Link> {
        let lists = Destination::LISTS.iter().map(|(_, list)| self.destination_link(list));
        let changes = self.site.is_recorded().then(|| Link {
            title: self.words.text("changes_title").to_string(),
            href: address::changes(self.lang),
        });
        lists.chain(changes).collect()
    }

    /// Links to all sections.
    pub fn section_links(&self) -> Vec<Link> {
        let link = |id: &SectionId| Link {
            title: self.site.section_title(id, self.lang).unwrap_or_default().to_string(),
            href: address::section(self.lang, id),
        };
        self.site.sections().iter().map(link).collect()
    }
}

// Unicode keeps this character for the use of programs. Where an author's text has it all the same,
// it stands around no address and stays text.
const FENCE: char = '\u{FDD1}';

fn mark(address: &str) -> String {
    format!("{FENCE}{address}{FENCE}")
}

/// A rendered part, to be shown on any of the pages that it was made for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    text: String,
    // Where in the text the page at an address says that it is the current one.
    marks: Vec<(usize, String)>,
}

impl Shared {
    /// Takes the marks out of what a template made.
    pub fn of(rendered: &str) -> Shared {
        let mut shared = Shared::default();
        let mut rest = rendered;
        while let Some((before, after)) = rest.split_once(FENCE) {
            shared.text.push_str(before);
            rest = match after.split_once(FENCE) {
                Some((address, behind)) if is_address(address) => {
                    shared.marks.push((shared.text.len(), address.to_string()));
                    behind
                }
                _ => {
                    shared.text.push(FENCE);
                    after
                }
            };
        }
        shared.text.push_str(rest);
        shared
    }

    /// The part on the page at an address.
    pub fn on(&self, address: &str) -> String {
        const CURRENT: &str = " aria-current=\"page\"";
        let mut text = String::with_capacity(self.text.len() + 4 * CURRENT.len());
        let mut done = 0;
        for (at, _) in self.marks.iter().filter(|(_, of)| of == address) {
            text.push_str(&self.text[done..*at]);
            text.push_str(CURRENT);
            done = *at;
        }
        text.push_str(&self.text[done..]);
        text
    }
}

fn is_address(text: &str) -> bool {
    text.ends_with('/') && !text.contains(|c: char| c.is_whitespace() || "<>".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_marked_on_its_own_page_and_nowhere_else() {
        let (a, b) = (mark("zh/发信/"), mark("zh/收信/"));
        let shared = Shared::of(&format!("<a{a}>发信</a> <a{b}>收信</a>"));
        assert_eq!(shared.on("zh/发信/"), "<a aria-current=\"page\">发信</a> <a>收信</a>");
        assert_eq!(shared.on("zh/收信/"), "<a>发信</a> <a aria-current=\"page\">收信</a>");
        assert_eq!(shared.on("zh/"), "<a>发信</a> <a>收信</a>");
    }

    #[test]
    fn an_author_s_text_is_never_taken_for_a_mark() {
        let text = format!("<a>发{FENCE}信</a> <a{}>收{FENCE}信 {FENCE}/", mark("zh/收信/"));
        let shared = Shared::of(&text);
        assert_eq!(shared.on("zh/"), format!("<a>发{FENCE}信</a> <a>收{FENCE}信 {FENCE}/"));
    }
}
