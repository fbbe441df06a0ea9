//! Both languages of a section assert the same of ports.
//!
//! What one block asserts, its counterpart has to mention: the number, the way of encryption, the
//! transport, the service. Asserting is judged strictly and mentioning generously, since no two languages
//! build their sentences alike: “993, too” and “也用 993” say the same. What both say and the registry
//! does not is left to the rule about [claims](crate::lint::claims).

mod lost;

use super::{Block, Section, Side, sections};
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::lint::claims::mentions::{self, Mentions};
use crate::lint::claims::{self, Claim, Vocabulary};
use crate::lint::ground::Ground;
use crate::lint::prose::Prose;
use crate::lint::{Check, Findings, Rule, Subject};
use crate::syntax::decode::Noun;
use crate::syntax::markdown::passages::Kind;
use lost::{Lost, Other};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::mem::discriminant;
use std::ops::Range;

/// The rule.
pub(in crate::lint) const RULE: Rule = Rule {
    name: "parity-claims",
    looks_at: Noun { en: "sections in both languages", zh: "双语小节" },
    check: Check::Site(check),
    plant: PLANT,
};

const PLANT: &str = "\
//- content/zh/mail/send.md
---
title: 发信
summary: 用 587 端口发信
ports: [submissions]
---

用 [](port:submissions) 发信。
";

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let ground = Ground::of(subject.site, subject.trees);
    if !ground.is_whole {
        return;
    }
    let sections = sections(subject, findings);
    let vocabulary = Vocabulary::of(&ground);
    let pages = subject.prose.par_iter().filter(|prose| prose.article.is_some());
    let claims = pages.map(|prose| (prose.path.as_str(), by_passage(prose, &vocabulary)));
    let claims: BTreeMap<&str, Claims> = claims.collect::<Vec<_>>().into_iter().collect();
    let look = |section: &Section<'_>| look(section, &claims, &vocabulary);
    let found: Vec<Vec<Diagnostic>> = sections.par_iter().map(look).collect();
    found.into_iter().flatten().for_each(|problem| findings.report(problem));
}

// The claims of an article by the number of their passage.
type Claims = BTreeMap<usize, Vec<Claim>>;

fn by_passage(prose: &Prose<'_>, vocabulary: &Vocabulary<'_>) -> Claims {
    let mut claims = Claims::new();
    let read = claims::read(&prose.passages, vocabulary).into_iter();
    for (at, claim) in read.filter(|(_, claim)| !claim.is_inferred) {
        claims.entry(at).or_default().push(claim);
    }
    claims
}

fn look(
    section: &Section<'_>,
    claims: &BTreeMap<&str, Claims>,
    vocabulary: &Vocabulary<'_>,
) -> Vec<Diagnostic> {
    let of = |side: &Side<'_>, block: &Block<'_>| -> &[Claim] {
        claims[side.prose.path.as_str()].get(&block.number).map(Vec::as_slice).unwrap_or_default()
    };
    let sides = section.sides.each_ref();
    let read = |block: &Block<'_>| (block.number, mentions::read(block.passage, vocabulary));
    let own = sides.map(|side| side.blocks.iter().map(read).collect::<BTreeMap<usize, Mentions>>());
    let all = [0, 1].map(|at| mentioned(&sides[at].blocks, &own[at]));
    let mut found = Vec::new();
    for blocks in section.aligned() {
        let mentioned = [0, 1].map(|at| mentioned(&blocks[at], &own[at]));
        let lost = [0, 1].map(|at| {
            let theirs = blocks[1 - at].iter().flat_map(|block| of(sides[1 - at], block));
            let (blocks_of, section) = (&mentioned[1 - at], &all[1 - at]);
            let other = Other { claims: theirs.collect(), blocks: blocks_of, section, vocabulary };
            let lost = blocks[at].iter().flat_map(|block| {
                let said = (of(sides[at], block), &own[at][&block.number]);
                let lost = lost::find(block.passage, said, &other).into_iter();
                lost.map(|(range, lost)| Place { side: sides[at], block: *block, range, lost })
            });
            lost.collect::<Vec<_>>()
        });
        found.extend(report(&lost, &blocks, sides));
    }
    found
}

// What blocks mention together, of what each of the side mentions by its number.
fn mentioned(blocks: &[Block<'_>], own: &BTreeMap<usize, Mentions>) -> Mentions {
    let mut all = Mentions::default();
    for block in blocks.iter().filter(|block| !matches!(block.passage.kind, Kind::Generated(_))) {
        all.add(&own[&block.number]);
    }
    all
}

/// Where something is said in one language only.
#[derive(Debug)]
struct Place<'a> {
    side: &'a Side<'a>,
    block: Block<'a>,
    range: Range<usize>,
    lost: Lost,
}

// What one language says in the place of the other is one mistake.
fn report(
    lost: &[Vec<Place<'_>>; 2],
    blocks: &[Vec<Block<'_>>; 2],
    sides: [&Side<'_>; 2],
) -> Vec<Diagnostic> {
    let [first, second] = lost;
    let is_swap = |(a, b): (&Place<'_>, &Place<'_>)| discriminant(&a.lost) == discriminant(&b.lost);
    if first.len() == second.len() && first.iter().zip(second).all(is_swap) {
        return first.iter().zip(second).map(|(a, b)| unequal(a, b)).collect();
    }
    let mut problems = Vec::new();
    for (at, lost) in lost.iter().enumerate() {
        problems.extend(lost.iter().map(|place| one_sided(place, &blocks[1 - at], sides[1 - at])));
    }
    problems
}

impl Place<'_> {
    fn problem(&self, message: Text) -> Diagnostic {
        let span = self.block.passage.place(self.range.clone());
        Diagnostic::new(Code::ClaimsDiffer, self.side.prose.path, span, message)
            .help(text!("let both languages say the same", "请让两种语言说的一致"))
    }
}

fn unequal(ours: &Place<'_>, theirs: &Place<'_>) -> Diagnostic {
    let (a, b) = (ours.lost.text(), theirs.lost.text());
    let (a_en, b_en, a_zh, b_zh) = (&a.en, &b.en, &a.zh, &b.zh);
    let message = text!(
        "one language speaks of {a_en}, the other of {b_en}",
        "一种语言说的是{a_zh}，另一种说的是{b_zh}"
    );
    let place = theirs.block.passage.place(theirs.range.clone());
    ours.problem(message).also(theirs.side.prose.path, place, text!("the other language", "另一种语言"))
}

fn one_sided(place: &Place<'_>, blocks: &[Block<'_>], other: &Side<'_>) -> Diagnostic {
    let what = place.lost.text();
    let (en, zh) = (&what.en, &what.zh);
    let message = text!("only this language speaks of {en}", "只有这种语言说到{zh}");
    let problem = place.problem(message).label(text!("only here", "只有这里有"));
    // The counterpart of the block, if it has one, else the section.
    match blocks {
        [block] => {
            problem.also(other.prose.path, block.passage.span, text!("not in this text", "这一段里没有"))
        }
        _ => problem.also(other.prose.path, other.start(), text!("not in this section", "这一节里没有")),
    }
}
