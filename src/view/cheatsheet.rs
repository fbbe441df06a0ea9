//! The cheat sheet: every port of the registry on one sheet of paper.

use super::chrome::{About, Page};
use super::frame::Side;
use super::table::PortTable;
use super::{Link, Mark, PortLink, Reader};
use crate::base::lang::Lang;
use crate::base::registry::{FamilyId, PortId};
use crate::model::address;
use crate::query::PortFilter;
use crate::query::tracked::Tracked;
use crate::syntax::blocks::ports::Column;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the cheat sheet adds to the chrome.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// The sheet.
    pub sheet: Sheet,
}

/// Ports in the fewest words.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// The title.
    pub title: String,
    /// The answer of the site.
    pub answer: String,
    /// The ports that the site is about, as a table.
    pub main: Option<PortTable>,
    /// The others by family, the largest families first.
    pub groups: Vec<Group>,
}

/// The ports of a family.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The name of the family.
    pub title: String,
    /// Its anchor.
    pub id: String,
    /// Its ports.
    pub ports: Vec<Item>,
}

/// A port in a line.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Its number and name.
    pub port: PortLink,
    /// What to do with it.
    pub advice: Option<Mark>,
}

const COLUMNS: &[Column] = &[Column::Number, Column::Service, Column::Advice, Column::Encryption];

/// Makes the page.
pub fn page(site: &Tracked<'_>, lang: Lang) -> Page<Content> {
    let reader = Reader::new(site, lang);
    let title = reader.words.text("cheatsheet_title").to_string();
    let answer = site.site_text(lang).answer.clone();
    let intro = reader.words.text("cheatsheet_intro");
    let mut about = About::new("cheatsheet", address::cheatsheet(lang), &title, intro);
    let ports = Link { title: reader.words.text("ports_title").to_string(), href: address::ports(lang) };
    about.above.push(ports);
    about.side = Side::Nothing;
    about.has_twin = true;
    // What a site puts on its stamps is what it is about.
    let main = site.settings().stamps.first().map(|id| site.port_row(id).family.clone());
    let mut families: BTreeMap<&FamilyId, Vec<&PortId>> = BTreeMap::new();
    for id in site.ports(PortFilter::All) {
        families.entry(&site.port_row(id).family).or_default().push(id);
    }
    let main = main.and_then(|family| Some((families.remove(&family)?, family))).map(|(ids, family)| {
        let caption = reader.words.fill("caption_family", &[("family", reader.words.family(&family))]);
        reader.table("main".into(), caption, COLUMNS, ids)
    });
    let mut families: Vec<(&FamilyId, Vec<&PortId>)> = families.into_iter().collect();
    families.sort_by_key(|(family, ids)| (std::cmp::Reverse(ids.len()), *family));
    let groups = families.into_iter().map(|(family, ids)| Group {
        title: reader.words.family(family).to_string(),
        id: family.to_string(),
        ports: ids.into_iter().map(|id| reader.item(id)).collect(),
    });
    let sheet = Sheet { title, answer, main, groups: groups.collect() };
    reader.page(about, Content { sheet })
}

impl Reader<'_> {
    fn item(&self, id: &PortId) -> Item {
        let verdict = self.site.port_row(id).verdict;
        Item { port: self.port_link(id), advice: verdict.map(|verdict| self.words.verdict(verdict)) }
    }
}
