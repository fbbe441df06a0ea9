//! Both languages of an article say the same: they assert the same, lead to the same places, show the
//! same images and code and tables of the same shape, and have notes in the same places. The headings are compared by
//! [`outlines`](super::outlines).
//!
//! Articles are compared section by section. Left out is what another rule has reported: a section in
//! which the translation [lags](super::translations) will be brought up to date, and where one language
//! lacks a heading, nobody can tell what belongs together. Nothing is said of an article with an error in
//! either language, which mostly is the difference, nor of one that is a draft in either, since it is not
//! finished. A translation that was never accepted is compared, which is what whoever accepts it wants to
//! know.

pub(super) mod claims;
pub(super) mod code;
pub(super) mod links;
pub(super) mod notes;
pub(super) mod tables;
pub(super) mod text;

use super::prose::Prose;
use super::{Findings, Subject};
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::facts::drift;
use crate::model::{Article, ArticleId, ArticleKey, Site};
use crate::syntax::lock::Name;
use crate::syntax::markdown::passages::{Cell, Kind, Object, Passage};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The name of an object, if it is of the kind that is compared.
pub(super) type Naming = fn(&Object) -> Option<&str>;

/// A section in both languages, in the order of [`Lang::ALL`].
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// Its sides.
    pub(super) sides: [Side<'a>; 2],
}

/// A section in one language.
#[derive(Debug)]
pub(super) struct Side<'a> {
    /// The article.
    pub(super) prose: &'a Prose<'a>,
    /// The blocks of the section, at least one.
    pub(super) blocks: Vec<Block<'a>>,
}

/// A block of a section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    /// What it says.
    pub(super) passage: &'a Passage,
    /// Its number among the passages of the article.
    pub(super) number: usize,
}

/// Takes out the differences of articles in which one language has an error.
pub(super) fn yield_to_errors(problems: &mut Vec<Diagnostic>, before: &[Diagnostic]) {
    let errors = before.iter().chain(problems.iter()).filter(|problem| problem.is_error());
    let places = errors.filter_map(|problem| problem.place.as_ref());
    let broken: BTreeSet<SourcePath> = places.map(|place| place.path.clone()).collect();
    let is_difference = |problem: &Diagnostic| {
        matches!(
            problem.code,
            Code::LinksDiffer
                | Code::CodeDiffers
                | Code::TablesDiffer
                | Code::ClaimsDiffer
                | Code::NotesDiffer
                | Code::SectionEmpty
        )
    };
    problems.retain(|problem| {
        let mut places = problem.place.iter().chain(problem.also.iter().map(|(place, _)| place));
        !is_difference(problem) || !places.any(|place| broken.contains(&place.path))
    });
}

/// The sections that a rule compares; they are counted.
pub(super) fn sections<'a>(subject: Subject<'a>, findings: &mut Findings) -> Vec<Section<'a>> {
    let Subject { site, trees, prose, .. } = subject;
    let drafts = trees.articles.iter().filter(|file| file.tree.2.front.draft);
    let drafts: BTreeSet<&str> = drafts.map(|file| file.tree.1.as_str()).collect();
    let prose: BTreeMap<(&str, Lang), &Prose<'_>> =
        prose.iter().filter_map(|prose| Some(((prose.article?, prose.lang), prose))).collect();
    let standings = drift::derive(site).translations;
    let mut sections = Vec::new();
    for key in site.keys().into_iter().filter(|key| !drafts.contains(key.as_str())) {
        let written = Lang::ALL.map(|lang| Sheet::find(site, &prose, key, lang));
        let [Some(first), Some(second)] = written else { continue };
        let standing = Lang::ALL.iter().find_map(|lang| standings.get(&ArticleId::new(key, *lang)));
        let lags = standing.iter().flat_map(|standing| &standing.lags);
        let lagging: BTreeSet<&Name> = lags.map(|lag| &lag.name).collect();
        for (name, next) in &first.names {
            let is_pair = second.names.get(name) == Some(next);
            if is_pair && !lagging.contains(name) {
                let sides = [&first, &second].map(|sheet| sheet.side(name));
                sections.push(Section { sides });
            }
        }
    }
    findings.look(sections.len());
    sections
}

// One language of an article.
struct Sheet<'a> {
    prose: &'a Prose<'a>,
    // Each section with the one that follows it: what a lost heading stood over belongs to the section
    // before. Footnotes, which have none, follow any.
    names: BTreeMap<&'a Name, Option<&'a Name>>,
    blocks: BTreeMap<&'a Name, Vec<Block<'a>>>,
}

impl<'a> Sheet<'a> {
    fn find(
        site: &'a Site,
        prose: &BTreeMap<(&str, Lang), &'a Prose<'a>>,
        key: &ArticleKey,
        lang: Lang,
    ) -> Option<Sheet<'a>> {
        let prose = *prose.get(&(key.as_str(), lang))?;
        let article: &Article = site.articles.get(&ArticleId::new(key, lang))?;
        let order = || article.stretches.iter().map(|(name, _)| name);
        let next = order().skip(1).map(|name| Some(name).filter(|name| **name != Name::Notes)).chain([None]);
        let list = &prose.passages.list;
        let numbers: BTreeMap<*const Passage, usize> =
            list.iter().enumerate().map(|(number, passage)| (std::ptr::from_ref(passage), number)).collect();
        let block = |passage: &'a Passage| {
            let number = numbers[&std::ptr::from_ref(passage)];
            Block { passage, number }
        };
        let sections = drift::sections(article, &prose.passages).into_iter();
        let blocks = sections.map(|(name, passages)| (name, passages.into_iter().map(block).collect()));
        Some(Sheet { prose, names: order().zip(next).collect(), blocks: blocks.collect() })
    }

    fn side(&self, name: &Name) -> Side<'a> {
        Side { prose: self.prose, blocks: self.blocks[name].clone() }
    }
}

impl<'a> Section<'a> {
    /// Each side with the other.
    pub(super) fn both_ways(&self) -> [(&Side<'a>, &Side<'a>); 2] {
        let [first, second] = &self.sides;
        [(first, second), (second, first)]
    }

    /// The side that has more objects than the other, the other one, and what the other has under no name, in
    /// the order of places. Each language may have images and labels of its own, so as many as the other has in
    /// their stead are no surplus.
    pub(super) fn surplus(&self, name: Naming) -> (&Side<'a>, &Side<'a>, Vec<(&'a str, Span)>) {
        let all = self.sides.each_ref().map(|side| side.objects(name));
        let [ours, theirs] = [0, 1].map(|at| {
            let only = all[at].iter().filter(|(name, _)| !all[1 - at].contains_key(*name));
            let mut only: Vec<(&str, Span)> = only.map(|(name, span)| (*name, *span)).collect();
            only.sort_by_key(|(_, span)| *span);
            only
        });
        let [first, second] = &self.sides;
        let (here, there, mut more, fewer) = match ours.len() < theirs.len() {
            true => (second, first, theirs, ours),
            false => (first, second, ours, theirs),
        };
        (here, there, more.split_off(fewer.len()))
    }

    /// Blocks that stand for each other, as ranges of both sides' [`prose`](Side::text). Where the two
    /// are not built alike, all of the section stands for all of it.
    pub(super) fn aligned(&self) -> Vec<[Vec<Block<'a>>; 2]> {
        let [first, second] = self.sides.each_ref().map(Side::text);
        let is_alike = first.len() == second.len()
            && first.iter().zip(&second).all(|(a, b)| is_alike(a.passage, b.passage));
        let mut aligned: Vec<[Vec<Block<'a>>; 2]> = match is_alike {
            true => first.into_iter().zip(second).map(|(a, b)| [vec![a], vec![b]]).collect(),
            false => vec![[first, second]],
        };
        aligned.extend(self.cells().into_iter().map(|cells| cells.map(|cell| vec![cell])));
        aligned
    }

    /// The cells of tables that have the same shape, with those in the same place.
    pub(super) fn cells(&self) -> Vec<[Block<'a>; 2]> {
        let [first, second] = self.sides.each_ref().map(Side::tables);
        let pairs = first.iter().zip(&second).filter(|_| first.len() == second.len());
        let pairs = pairs.filter(|(a, b)| Shape::of(a) == Shape::of(b));
        pairs.flat_map(|(a, b)| a.iter().copied().zip(b.iter().copied()).map(|(a, b)| [a, b])).collect()
    }
}

impl<'a> Side<'a> {
    /// The blocks that are running text: no cells, no code, no HTML and no generated blocks.
    pub(super) fn text(&self) -> Vec<Block<'a>> {
        let is_text = |block: &Block<'_>| {
            !matches!(block.passage.kind, Kind::Cell(_) | Kind::Code(_) | Kind::Generated(_) | Kind::Html)
        };
        self.blocks.iter().copied().filter(is_text).collect()
    }

    /// The cells of each table.
    pub(super) fn tables(&self) -> Vec<Vec<Block<'a>>> {
        let mut tables: BTreeMap<usize, Vec<Block<'a>>> = BTreeMap::new();
        for block in &self.blocks {
            if let Kind::Cell(Cell { table, .. }) = block.passage.kind {
                tables.entry(table).or_default().push(*block);
            }
        }
        tables.into_values().collect()
    }

    // Objects of one kind by their names, with the first place of each.
    fn objects(&self, name: Naming) -> BTreeMap<&'a str, Span> {
        let mut objects = BTreeMap::new();
        for object in self.blocks.iter().flat_map(|block| &block.passage.objects) {
            if let Some(name) = name(&object.value) {
                objects.entry(name).or_insert(object.span);
            }
        }
        objects
    }

    /// Where the section begins.
    pub(super) fn start(&self) -> Span {
        self.blocks.first().map_or(Span::at(0), |block| block.passage.span)
    }

    /// A problem with a part of a block that the other side lacks; the place where the other section
    /// begins belongs to it.
    pub(super) fn only_here(&self, other: &Side<'_>, code: Code, place: Span, message: Text) -> Diagnostic {
        Diagnostic::new(code, self.prose.path, place, message).label(text!("only here", "只有这里有")).also(
            other.prose.path,
            other.start(),
            text!("not in this section", "这一节里没有"),
        )
    }
}

/// How many rows and columns a table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// With the head.
    pub(super) rows: usize,
    /// Of the head.
    pub(super) columns: usize,
}

impl Shape {
    /// The shape of a table with these cells.
    pub(super) fn of(cells: &[Block<'_>]) -> Shape {
        let ends = cells.iter().filter_map(|block| match block.passage.kind {
            Kind::Cell(Cell { row, column, .. }) => Some((row + 1, column + 1)),
            _ => None,
        });
        ends.fold(Shape { rows: 0, columns: 0 }, |shape, (rows, columns)| Shape {
            rows: shape.rows.max(rows),
            columns: shape.columns.max(columns),
        })
    }
}

// Whether two blocks are built alike. Of a list, the number in the file says nothing.
fn is_alike(a: &Passage, b: &Passage) -> bool {
    match (&a.kind, &b.kind) {
        (Kind::Item { item: a, .. }, Kind::Item { item: b, .. }) => a == b,
        (a, b) => a == b,
    }
}

/// Where a part of a block is written.
pub(super) fn place(block: &Block<'_>, range: Range<usize>) -> Span {
    block.passage.place(range)
}
