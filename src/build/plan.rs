//! All outputs of a site, each path owned once.

use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::facts::Facts;
use crate::model::Site;
use crate::output::{FORMATS, Output};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Asks every format for its outputs. Of two that claim one path, the first is kept and the clash
/// is reported.
pub fn plan(site: &Site, facts: &Facts, problems: &mut Vec<Diagnostic>) -> Vec<Output> {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut outputs: Vec<Output> = Vec::new();
    for output in FORMATS.iter().flat_map(|format| (format.plan)(site, facts)) {
        match owners.get(&folded(output.path.as_str())) {
            Some(owner) => problems.push(clash(&outputs[*owner], &output)),
            None => {
                owners.insert(folded(output.path.as_str()), outputs.len());
                outputs.push(output);
            }
        }
    }
    check_folders(&outputs, problems);
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    outputs
}

// Some file systems take `SMTP` and `smtp`, or the two ways to write é, for one name.
fn folded(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn clash(owner: &Output, other: &Output) -> Diagnostic {
    let (path, source) = (&owner.path, other.source.as_ref().or(owner.source.as_ref()));
    let message = text!("two sources are published as `{path}`", "有两个来源发布到 `{path}`");
    let problem = match source {
        Some(source) => Diagnostic::new(Code::PathTaken, source, Span::at(0), message),
        None => Diagnostic::of_site(Code::PathTaken, message),
    };
    let problem = match (&owner.source, &other.source) {
        (Some(first), Some(second)) if first == second => problem,
        (Some(first), Some(_)) => {
            problem.also(first, Span::at(0), text!("also published there", "也发布到那里"))
        }
        _ => problem.note(text!("every site has a page there", "每个站点在那里都有一个页面")),
    };
    match path.as_str() == other.path.as_str() {
        true => problem.help(text!("rename or remove one of them", "请重命名或移除其中之一")),
        false => {
            let (a, b) = (path, &other.path);
            problem.help(text!(
                "`{a}` and `{b}` are one name on some file systems; rename one of them",
                "在某些文件系统上 `{a}` 与 `{b}` 是同一个名称；请重命名其中之一"
            ))
        }
    }
}

// A file can't be published where a folder has to be.
fn check_folders(outputs: &[Output], problems: &mut Vec<Diagnostic>) {
    let files: BTreeMap<String, &Output> =
        outputs.iter().map(|output| (folded(output.path.as_str()), output)).collect();
    let mut reported: BTreeSet<&str> = BTreeSet::new();
    for output in outputs {
        let path = folded(output.path.as_str());
        let above = path.match_indices('/').filter_map(|(at, _)| files.get(&path[..at]));
        for file in above {
            if reported.insert(file.path.as_str()) {
                problems.push(clash(file, output));
            }
        }
    }
}
