//! Corrections that change more than the text of a body are withdrawn; what they were to correct stays reported.
//!
//! A rule knows the characters around a mistake. Whether another character there is markup depends on the
//! whole body, so the parser is asked before and after.

use super::prose::Prose;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::fix;
use crate::syntax::markdown::shape::{self, Shape, letters};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Takes from problems of pages the edits of a body that would change more than its text.
pub(super) fn sift(pages: &[Prose<'_>], problems: &mut [Diagnostic]) {
    let pages: BTreeMap<_, _> = pages.iter().map(|page| (page.path, page)).collect();
    let mut files: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, problem) in problems.iter().enumerate() {
        let Some(page) = problem.fix.first().and_then(|edit| pages.get(&edit.path)) else { continue };
        if problem.fix.iter().all(|edit| edit.path == *page.path && edit.span.start >= page.body) {
            files.entry(page.path).or_default().push(at);
        }
    }
    let in_order = |mut own: Vec<usize>| {
        own.sort_by_key(|at| problems[*at].fix[0].span.start);
        own
    };
    let files: Vec<_> = files.into_iter().map(|(path, own)| (path, in_order(own))).collect();
    let withdrawn: Vec<usize> =
        files.par_iter().flat_map_iter(|(path, own)| of_page(pages[*path], own, problems)).collect();
    withdrawn.into_iter().for_each(|at| problems[at].fix.clear());
}

// How many bytes of one body are read again, and again. What is not known to be harmless by then is left to the author.
const ENOUGH: usize = 4 << 20;

fn of_page(page: &Prose<'_>, own: &[usize], problems: &[Diagnostic]) -> Vec<usize> {
    let mut trial = Trial { page, problems, shape: shape::of(&page.source[page.body..]), left: ENOUGH };
    if trial.is_harmless(own) {
        return Vec::new();
    }
    // Marks that are harmless alone may be a pair, and pairs stand in one paragraph.
    let ends: Vec<usize> = page.source.match_indices("\n\n").map(|(at, _)| at).collect();
    let paragraph = |at: usize| ends.partition_point(|end| *end < problems[at].fix[0].span.start);
    let harmful: Vec<usize> = own
        .chunk_by(|a, b| paragraph(*a) == paragraph(*b))
        .flat_map(|together| trial.harmful(together))
        .collect();
    trial.with_rest(harmful, own)
}

struct Trial<'a> {
    page: &'a Prose<'a>,
    problems: &'a [Diagnostic],
    shape: Shape,
    left: usize,
}

impl Trial<'_> {
    // Whether these edits change nothing but text, those that have to wait each by itself.
    fn is_harmless(&mut self, own: &[usize]) -> bool {
        if own.is_empty() {
            return true;
        }
        if self.left == 0 {
            return false;
        }
        self.left = self.left.saturating_sub(self.page.source.len());
        let list: Vec<Diagnostic> = own.iter().map(|at| self.problems[*at].clone()).collect();
        let source = self.page.source;
        let chosen = fix::choose(&list, &|_| Some(source));
        let Some(edits) = chosen.edits.values().next() else { return true };
        let count = |places: &mut dyn Iterator<Item = &str>| places.map(letters).sum();
        let less = count(&mut edits.keys().map(|Span { start, end }| &source[*start..*end]));
        let more = count(&mut edits.values().copied());
        let edited = fix::apply(source, edits);
        let is_same = self.shape.clone().with_text(less, more) == shape::of(&edited[self.page.body..]);
        let made: BTreeSet<*const Diagnostic> =
            chosen.problems.iter().map(|made| std::ptr::from_ref(*made)).collect();
        let waiting: Vec<usize> =
            (0..list.len()).filter(|at| !made.contains(&std::ptr::from_ref(&list[*at]))).collect();
        is_same && waiting.into_iter().all(|at| own.len() == 1 || self.is_harmless(&[own[at]]))
    }

    fn harmful(&mut self, own: &[usize]) -> Vec<usize> {
        if self.is_harmless(own) {
            return Vec::new();
        }
        if own.len() == 1 {
            return own.to_vec();
        }
        let (left, right) = own.split_at(own.len() / 2);
        let mut harmful = self.harmful(left);
        harmful.extend(self.harmful(right));
        self.with_rest(harmful, own)
    }

    // What harms, and all others as well where they harm together.
    fn with_rest(&mut self, mut harmful: Vec<usize>, own: &[usize]) -> Vec<usize> {
        let known: BTreeSet<usize> = harmful.iter().copied().collect();
        let rest: Vec<usize> = own.iter().copied().filter(|at| !known.contains(at)).collect();
        if !self.is_harmless(&rest) {
            harmful.extend(rest);
        }
        harmful
    }
}
