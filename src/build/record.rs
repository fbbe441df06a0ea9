//! From a build and the manifest before it to the manifest after it.

use super::manifest::{Document, Manifest, Record};
use super::run::{Build, Made};
use crate::base::fingerprint::Fingerprint;
use crate::base::path::SitePath;
use crate::query::Question;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The record of a build. `last` is the manifest that it was made with.
pub(super) fn record<F: Sync>(build: &Build<F>, last: Option<&Manifest>) -> Manifest {
    let empty = Manifest::default();
    let last = last.unwrap_or(&empty);
    let kept: Vec<(&SitePath, &Record)> =
        build.kept.iter().filter_map(|path| last.outputs.get_key_value(path)).collect();
    let answers = answers(build, last, &kept);
    let places: HashMap<&Question, u32> =
        (0..).zip(&answers).map(|(at, (question, _))| (question, at)).collect();
    let place = |question: &Question| places[question];
    let mut shared = Vec::new();

    // What was kept refers to places in the manifest before.
    let moved: Vec<Option<u32>> =
        last.answers.par_iter().map(|(question, _)| places.get(question).copied()).collect();
    let moved = |asked: &[u32]| -> Vec<u32> {
        asked.iter().map(|at| moved[*at as usize].expect("what a kept output asked is recorded")).collect()
    };
    let mut moved_parts: BTreeMap<u32, u32> = BTreeMap::new();
    let mut outputs = BTreeMap::new();
    for (path, record) in kept {
        let part = record.shared.map(|part| {
            *moved_parts.entry(part).or_insert_with(|| {
                shared.push(moved(&last.shared[part as usize]));
                count(shared.len() - 1)
            })
        });
        outputs.insert(path.clone(), Record { asked: moved(&record.asked), shared: part, ..record.clone() });
    }

    let mut parts: HashMap<*const Question, u32> = HashMap::new();
    for made in build.files.values() {
        if let Some(part) = &made.trace.shared {
            parts.entry(Arc::as_ptr(part).cast()).or_insert_with(|| {
                shared.push(part.iter().map(place).collect());
                count(shared.len() - 1)
            });
        }
    }
    let made: Vec<(&SitePath, &Made<F>)> = build.files.iter().collect();
    let asked: Vec<Vec<u32>> =
        made.par_iter().map(|(_, made)| made.trace.own.iter().map(place).collect()).collect();
    for ((path, made), asked) in made.into_iter().zip(asked) {
        let record = Record {
            asked,
            shared: made.trace.shared.as_ref().map(|part| parts[&Arc::as_ptr(part).cast()]),
            owner: made.owner,
            bytes: made.fingerprint,
            reason: made.reason.clone(),
        };
        outputs.insert(path.clone(), record);
    }
    let documents = build.documents.iter().map(|found| {
        let asked = match &found.asked {
            Some(asked) => asked.iter().map(place).collect(),
            None => moved(&last.documents[&found.id].asked),
        };
        (found.id.clone(), Document { asked, print: found.print })
    });
    let documents = documents.collect();
    Manifest { answers, shared, outputs, documents }
}

// Every question that any output of the site asked, with its answer, in order.
fn answers<F>(
    build: &Build<F>,
    last: &Manifest,
    kept: &[(&SitePath, &Record)],
) -> Vec<(Question, Fingerprint)> {
    let mut is_used = vec![false; last.answers.len()];
    for (_, record) in kept {
        let part = record.shared.map(|part| &last.shared[part as usize]);
        for at in record.asked.iter().chain(part.into_iter().flatten()) {
            is_used[*at as usize] = true;
        }
    }
    let documents = build.documents.iter().filter(|found| found.asked.is_none());
    for at in documents.flat_map(|found| &last.documents[&found.id].asked) {
        is_used[*at as usize] = true;
    }
    let old = last.answers.iter().zip(is_used).filter(|(_, is_used)| *is_used).map(|(answer, _)| answer);
    let mut answers: Vec<(Question, Fingerprint)> = build.answers.iter().chain(old).cloned().collect();
    answers.par_sort_by(|(a, _), (b, _)| a.cmp(b));
    answers.dedup_by(|(a, _), (b, _)| a == b);
    answers
}

fn count(at: usize) -> u32 {
    u32::try_from(at).expect("a site has fewer outputs")
}
