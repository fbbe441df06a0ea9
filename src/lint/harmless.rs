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
use std::collections::BTreeMap;

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

// How often one body is looked at. What is not known to be harmless by then is left to the author.
const TRIALS: usize = 200;

fn of_page(page: &Prose<'_>, own: &[usize], problems: &[Diagnostic]) -> Vec<usize> {
    let mut trial = Trial { page, problems, shape: shape::of(&page.source[page.body..]), left: TRIALS };
    if trial.is_harmless(own) {
        return Vec::new();
    }
    // Marks that are harmless alone may be a pair, and pairs stand in one paragraph.
    let paragraph = |at: usize| {
        let before = &page.source[page.body..problems[at].fix[0].span.start];
        before.rfind("\n\n").unwrap_or(0)
    };
    let mut withdrawn: Vec<usize> = own
        .chunk_by(|a, b| paragraph(*a) == paragraph(*b))
        .flat_map(|together| trial.harmful(together))
        .collect();
    let rest: Vec<usize> = own.iter().copied().filter(|at| !withdrawn.contains(at)).collect();
    if !trial.is_harmless(&rest) {
        withdrawn.extend(rest);
    }
    withdrawn
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
        self.left -= 1;
        let list: Vec<Diagnostic> = own.iter().map(|at| self.problems[*at].clone()).collect();
        let source = self.page.source;
        let chosen = fix::choose(&list, &|_| Some(source));
        let Some(edits) = chosen.edits.values().next() else { return true };
        let count = |places: &mut dyn Iterator<Item = &str>| places.map(letters).sum();
        let less = count(&mut edits.keys().map(|Span { start, end }| &source[*start..*end]));
        let more = count(&mut edits.values().copied());
        let edited = fix::apply(source, edits);
        let is_same = self.shape.clone().with_text(less, more) == shape::of(&edited[self.page.body..]);
        let waiting: Vec<usize> =
            (0..list.len()).filter(|at| !chosen.problems.contains(&&list[*at])).collect();
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
        let rest: Vec<usize> = own.iter().copied().filter(|at| !harmful.contains(at)).collect();
        if !self.is_harmless(&rest) {
            harmful.extend(rest);
        }
        harmful
    }
}
