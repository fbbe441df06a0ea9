//! The text of an article as parts: finished HTML, and what templates dress.
//!
//! Here the places that `syntax::markdown` left open are filled: addresses, texts of the
//! registry, generated tables.

use super::code::CodeBlock;
use super::diagram::{self, Flow, Sequence};
use super::lookups::{ClientRow, CloudRow, ErrorRow, Goal};
use super::table::{PortTable, Settings};
use super::{Reader, escape, port_href};
use crate::base::path::SourcePath;
use crate::base::registry::PortId;
use crate::facts::ports::PortName;
use crate::model::body::{Aspect, Block, Body, Chosen, HasFilter, Link, Rows, Target};
use crate::model::{ArticleId, address};
use crate::query::PortFilter;
use crate::syntax::blocks::ports::Order;
use crate::syntax::markdown::{Alert, Image, Piece};
use serde::Serialize;

/// A part of a text, told apart by `part`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "part", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Part {
    /// Finished HTML.
    Html { html: String },
    /// A heading opens.
    HeadingStart { level: u8, id: Option<String> },
    /// It closes; `label` names the link to it.
    HeadingEnd { level: u8, id: Option<String>, label: String },
    /// The section that begins here has fallen behind its original.
    Stale { text: String },
    /// A code block.
    Code(CodeBlock),
    /// A generated port table.
    Ports { table: PortTable },
    /// The rules that let ports through, for each tool.
    Firewall { blocks: Vec<CodeBlock> },
    /// Generated settings of a provider.
    Settings { settings: Settings },
    /// The way of a message.
    Flow { flow: Flow },
    /// What client and server say until the login; `label` names the description in words.
    Handshake { sequences: Vec<Sequence>, width: usize, label: String },
    /// Error messages.
    Errors { list: String, has_filter: bool, rows: Vec<ErrorRow> },
    /// Mail clients and the labels of their menus.
    Clients { list: String, has_filter: bool, rows: Vec<ClientRow> },
    /// Clouds and port 25.
    Clouds { list: String, has_filter: bool, rows: Vec<CloudRow> },
    /// Answers to the question which port to use.
    Which { goals: Vec<Goal> },
    /// Names that the reader replaces.
    Fill { host: Option<String>, domain: Option<String> },
    /// A note or the answer box opens.
    AlertStart { alert: &'static str, title: String, id: Option<&'static str> },
    /// It closes.
    AlertEnd { alert: &'static str },
    /// A written table opens.
    TableStart { id: String, label: String },
    /// It closes.
    TableEnd,
    /// An image; the size is in pixels.
    Image { src: String, alt: String, title: String, width: Option<u32>, height: Option<u32> },
    /// The list of footnotes opens.
    FootnotesStart { label: String },
    /// It closes.
    FootnotesEnd,
}

/// What a page has to load for a text besides what every page does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Needs {
    /// The style of diagrams and tools.
    style: bool,
    /// The script of tools.
    script: bool,
}

impl Needs {
    /// Looks at the blocks of a text.
    pub fn of(body: &Body) -> Needs {
        Needs { style: body.has_own_style(), script: body.is_tool() }
    }
}

/// An entry of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TocEntry {
    /// The anchor.
    pub id: String,
    /// The heading with its inline markup.
    pub html: String,
    /// The headings below it.
    pub items: Vec<TocItem>,
}

/// A heading below another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TocItem {
    /// The anchor.
    pub id: String,
    /// The heading with its inline markup.
    pub html: String,
}

/// The h2 and h3 of a text.
pub fn toc(body: &Body) -> Vec<TocEntry> {
    let mut entries: Vec<TocEntry> = Vec::new();
    for heading in &body.headings {
        let (Some(id), html) = (heading.id.clone(), heading.html.clone()) else { continue };
        match (heading.level, entries.last_mut()) {
            (2, _) => entries.push(TocEntry { id, html, items: Vec::new() }),
            (3, Some(entry)) => entry.items.push(TocItem { id, html }),
            _ => {}
        }
    }
    entries
}

impl Reader<'_> {
    /// Fills a text. `root` is the way from its page to the root of the site: inline links are
    /// finished here, so they need it.
    pub fn parts(&self, body: &Body, root: &str) -> Vec<Part> {
        let mut parts = Parts { done: Vec::new(), html: String::new() };
        let mut tables = 0;
        let mut images = body.images.iter();
        for piece in body.pieces.list() {
            match piece {
                Piece::Html(html) => parts.html.push_str(html),
                Piece::LinkStart(at) => parts.html.push_str(&self.open(&body.links[*at], root)),
                Piece::LinkEnd(at) => parts.html.push_str(&self.close(&body.links[*at])),
                Piece::Block(at) => {
                    let made = self.block(&body.blocks[*at], &mut tables);
                    made.into_iter().for_each(|part| parts.push(part));
                }
                Piece::TableStart(_) => {
                    tables += 1;
                    let label = self.words.count("table_label", tables);
                    parts.push(Part::TableStart { id: format!("table-{tables}"), label });
                }
                Piece::Image(image) => parts.push(self.image(image, images.next())),
                other => parts.push(self.part(other, body)),
            }
        }
        parts.finish()
    }

    // The pieces that stand for one part each.
    fn part(&self, piece: &Piece, body: &Body) -> Part {
        match piece {
            Piece::HeadingStart(at) => {
                let heading = &body.headings[*at];
                Part::HeadingStart { level: heading.level, id: heading.id.clone() }
            }
            Piece::HeadingEnd(at) => {
                let heading = &body.headings[*at];
                let label = self.words.fill("heading_link", &[("title", &heading.text)]);
                Part::HeadingEnd { level: heading.level, id: heading.id.clone(), label }
            }
            Piece::Code(code) => Part::Code(self.code(code)),
            Piece::AlertStart(alert) => {
                let (kind, key, id) = dress(*alert);
                Part::AlertStart { alert: kind, title: self.words.text(key).to_string(), id }
            }
            Piece::AlertEnd(alert) => Part::AlertEnd { alert: dress(*alert).0 },
            Piece::TableEnd(_) => Part::TableEnd,
            Piece::FootnotesStart => Part::FootnotesStart { label: self.words.text("footnotes").to_string() },
            Piece::FootnotesEnd => Part::FootnotesEnd,
            Piece::Html(_)
            | Piece::LinkStart(_)
            | Piece::LinkEnd(_)
            | Piece::Block(_)
            | Piece::Image(_)
            | Piece::TableStart(_) => unreachable!("`parts` handles these itself"),
        }
    }

    fn image(&self, image: &Image, asset: Option<&Option<SourcePath>>) -> Part {
        let place = asset.and_then(Option::as_ref).and_then(|asset| self.site.asset(asset));
        let (width, height) = place.as_ref().and_then(|place| place.size).unzip();
        Part::Image {
            src: place.map(|place| place.published.to_string()).unwrap_or_default(),
            alt: image.alt.clone(),
            title: image.title.clone(),
            width,
            height,
        }
    }

    fn block(&self, block: &Block, tables: &mut usize) -> Vec<Part> {
        match block {
            Block::Broken => Vec::new(),
            Block::Settings(provider) => vec![Part::Settings { settings: self.settings(provider) }],
            Block::Commands(ids) => ids.iter().flat_map(|id| self.commands(id)).map(Part::Code).collect(),
            Block::Flow(steps, caption) => vec![Part::Flow { flow: self.flow(steps, caption.as_ref()) }],
            Block::Handshake(ids) => {
                let sequences = ids.iter().filter_map(|id| self.sequence(id)).collect();
                let label = self.words.text("sequence.words").to_string();
                vec![Part::Handshake { sequences, width: diagram::WIDTH, label }]
            }
            Block::Firewall(ids, tools) => vec![Part::Firewall { blocks: self.firewall(ids, tools) }],
            Block::Errors(chosen, stage, HasFilter(has_filter)) => {
                let rows = match chosen {
                    Chosen::All => self.errors(self.site.errors(*stage)),
                    Chosen::Ids(ids) => self.errors(ids),
                };
                vec![Part::Errors { list: next(tables), has_filter: *has_filter, rows }]
            }
            Block::Clients(chosen, HasFilter(has_filter)) => {
                let rows = match chosen {
                    Chosen::All => self.clients(self.site.clients()),
                    Chosen::Ids(ids) => self.clients(ids),
                };
                vec![Part::Clients { list: next(tables), has_filter: *has_filter, rows }]
            }
            Block::Clouds(chosen, HasFilter(has_filter)) => {
                let rows = match chosen {
                    Chosen::All => self.clouds(self.site.clouds()),
                    Chosen::Ids(ids) => self.clouds(ids),
                };
                vec![Part::Clouds { list: next(tables), has_filter: *has_filter, rows }]
            }
            Block::Which(answers) => vec![Part::Which { goals: self.goals(answers) }],
            Block::Fill(fill) => vec![Part::Fill { host: fill.host.clone(), domain: fill.domain.clone() }],
            Block::Ports { rows, columns, caption } => {
                *tables += 1;
                let ids: Vec<&PortId> = match rows {
                    Rows::Ids(ids, Order::Given) => ids.iter().collect(),
                    Rows::Ids(ids, Order::Number) => {
                        let mut ids: Vec<&PortId> = ids.iter().collect();
                        ids.sort_by_key(|id| (self.site.port_name(id, self.lang).number, *id));
                        ids
                    }
                    Rows::Family(family) => self.site.ports(PortFilter::Family(family.clone())),
                };
                let caption = caption.clone().unwrap_or_else(|| match rows {
                    Rows::Family(family) => {
                        self.words.fill("caption_family", &[("family", self.words.family(family))])
                    }
                    Rows::Ids(..) => self.words.text("caption_ports").to_string(),
                });
                vec![Part::Ports { table: self.table(format!("table-{tables}"), caption, columns, ids) }]
            }
        }
    }

    fn open(&self, link: &Link, root: &str) -> String {
        let Some(target) = &link.target else { return String::new() };
        let (class, href, title) = match target {
            Target::Port(id, _) => {
                let row = self.site.port_name(id, self.lang);
                (" class=\"port\"", port_href(self.lang, row), row.name.clone())
            }
            Target::Service(id) => ("", address::service(self.lang, id), String::new()),
            Target::Provider(id) => ("", address::provider(self.lang, id), String::new()),
            Target::Term(id) => (" class=\"term\"", address::term(self.lang, id), String::new()),
            Target::Article(key, anchor) => {
                let anchor = anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
                ("", address::article(self.lang, key) + &anchor, String::new())
            }
            Target::Asset(path) => {
                let place = self.site.asset(path);
                ("", place.map(|place| place.published.to_string()).unwrap_or_default(), String::new())
            }
            Target::Anchor(anchor) => return format!("<a href=\"#{}\">", escape(anchor)),
        };
        let title = if link.title.is_empty() { title } else { link.title.clone() };
        let title = match title.is_empty() {
            true => String::new(),
            false => format!(" title=\"{}\"", escape(&title)),
        };
        format!("<a{class} href=\"{root}{}\"{title}>", escape(&href))
    }

    fn close(&self, link: &Link) -> String {
        let text = match (&link.target, link.is_empty) {
            (Some(target), true) => self.text_of(target),
            _ => String::new(),
        };
        match link.target {
            Some(_) => text + "</a>",
            None => text,
        }
    }

    // What an empty link says, as HTML. The title of an article may be in the other language.
    fn text_of(&self, target: &Target) -> String {
        let text = match target {
            Target::Port(id, aspect) => self.aspect(self.site.port_name(id, self.lang), *aspect),
            Target::Service(id) => self.site.service_name(id).1.get(self.lang).clone(),
            Target::Provider(id) => self.site.provider_name(id).get(self.lang).clone(),
            Target::Term(id) => self.site.term(id).name.get(self.lang).clone(),
            Target::Article(key, _) => {
                let shown = self.site.translation(key, self.lang);
                let Some(lang) = shown else { return String::new() };
                let title = escape(self.site.title(&ArticleId::new(key, lang)));
                return match lang == self.lang {
                    true => title,
                    false => format!("<span lang=\"{}\">{title}</span>", lang.tag()),
                };
            }
            Target::Asset(path) => path.file_name().to_string(),
            Target::Anchor(anchor) => format!("#{anchor}"),
        };
        escape(&text)
    }

    fn aspect(&self, row: &PortName, aspect: Aspect) -> String {
        match aspect {
            Aspect::Number => self.words.number(row.number),
            Aspect::Name => row.name.clone(),
            Aspect::Service => self.site.service_name(&row.service).1.get(self.lang).clone(),
            Aspect::Transport => self.words.transports(&row.transports),
        }
    }
}

// The id of the next table.
fn next(tables: &mut usize) -> String {
    *tables += 1;
    format!("table-{tables}")
}

// The look of an alert: its class, its title and its anchor.
fn dress(alert: Alert) -> (&'static str, &'static str, Option<&'static str>) {
    match alert {
        Alert::Important => ("answer", "alert.answer", Some("answer")),
        Alert::Note | Alert::Tip => ("note", "alert.note", None),
        Alert::Warning => ("warn", "alert.warning", None),
        Alert::Caution => ("bad", "alert.caution", None),
    }
}

// Neighbouring HTML becomes one part.
struct Parts {
    done: Vec<Part>,
    html: String,
}

impl Parts {
    fn push(&mut self, part: Part) {
        self.flush();
        self.done.push(part);
    }

    fn flush(&mut self) {
        if !self.html.is_empty() {
            self.done.push(Part::Html { html: std::mem::take(&mut self.html) });
        }
    }

    fn finish(mut self) -> Vec<Part> {
        self.flush();
        self.done
    }
}
