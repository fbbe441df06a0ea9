//! All outputs of a site, each path owned once.

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::facts::Facts;
use crate::model::Site;
use crate::output::{FORMATS, Output};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Asks every format for its outputs, in the order of paths. Of two that claim one path, the first is
/// kept and the clash is reported.
pub fn plan(site: &Site, facts: &Facts, problems: &mut Vec<Diagnostic>) -> Vec<Output> {
    let mut outputs: Vec<(String, Output)> = claims(site, facts).collect();
    let mut clashes = Clashes { problems, reported: BTreeSet::new() };
    let planned = outputs.len();
    // The sort is stable, so the first that claims a path stays the first.
    outputs.sort_by(|(a, _), (b, _)| a.cmp(b));
    outputs.dedup_by(|(path, _), (first, _)| path == first);
    if outputs.len() < planned {
        clashes.report_taken(&outputs, claims(site, facts));
    }
    check_folders(&outputs, &mut clashes);
    let is_first = |(path, output): &(String, Output)| *path == folded(output.path.as_str());
    let mut outputs: Vec<Output> = outputs.into_iter().filter(is_first).map(|(_, output)| output).collect();
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    outputs
}

// Every output with each path that it claims.
fn claims(site: &Site, facts: &Facts) -> impl Iterator<Item = (String, Output)> {
    let outputs = FORMATS.iter().flat_map(|format| (format.plan)(site, facts));
    outputs.flat_map(|output| {
        let twin = output.twin.as_ref().map(|twin| (folded(twin.as_str()), output.clone()));
        [(folded(output.path.as_str()), output)].into_iter().chain(twin)
    })
}

// Some file systems take `SMTP` and `smtp`, or the two ways to write é, for one name.
fn folded(path: &str) -> String {
    match path.is_ascii() {
        true => path.to_ascii_lowercase(),
        false => path.nfc().flat_map(char::to_lowercase).nfc().collect(),
    }
}

// A file can't be published where a folder has to be. Outputs come in the order of their folded
// paths.
fn check_folders(outputs: &[(String, Output)], clashes: &mut Clashes<'_>) {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut last = "";
    for (path, output) in outputs {
        for (at, _) in path.match_indices('/') {
            let folder = &path[..at];
            // What the output before lies in was looked at with it.
            if last.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) {
                continue;
            }
            let file = outputs.binary_search_by(|(other, _)| other.as_str().cmp(folder));
            if let Ok(file) = file
                && known.insert(folder)
            {
                clashes.report(&outputs[file].1, output);
            }
        }
        last = path;
    }
}

// The clashes of one plan. Two articles that clash do so in both languages, because each has a page
// in both: that is one mistake.
struct Clashes<'a> {
    problems: &'a mut Vec<Diagnostic>,
    reported: BTreeSet<(Option<SourcePath>, String)>,
}

impl Clashes<'_> {
    // Tells of the outputs whose path another one had claimed before, in the order of the plan.
    fn report_taken(&mut self, owners: &[(String, Output)], planned: impl Iterator<Item = (String, Output)>) {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for (path, output) in planned {
            if seen.contains(&path)
                && let Ok(owner) = owners.binary_search_by(|(other, _)| other.cmp(&path))
            {
                self.report(&owners[owner].1, &output);
            }
            seen.insert(path);
        }
    }

    fn report(&mut self, owner: &Output, other: &Output) {
        let path = folded(owner.path.as_str());
        let address = match path.split_once('/') {
            Some((first, rest)) if Lang::from_code(first).is_some() => rest.to_string(),
            _ => path,
        };
        let source = owner.source.as_ref().or(other.source.as_ref());
        if self.reported.insert((source.cloned(), address)) {
            self.problems.push(clash(owner, other));
        }
    }
}

fn clash(owner: &Output, other: &Output) -> Diagnostic {
    let (path, there) = (&owner.path, &other.path);
    let problem = |source: &SourcePath, message| Diagnostic::of_file(Code::PathTaken, source, message);
    match (&owner.source, &other.source) {
        (Some(first), Some(second)) if first == second => {
            let message = text!("this file claims `{path}` twice", "这个文件两次占用 `{path}`");
            problem(first, message).help(text!(
                "remove the alias that repeats another one or the address of the article itself",
                "请删去重复的别名：它与另一个别名或文章自己的地址相同"
            ))
        }
        (Some(first), Some(second)) => {
            let message = text!("two files are published as `{path}`", "两个文件都要发布为 `{path}`");
            problem(second, message).also_file(first).help(rename(path.as_str(), there.as_str()))
        }
        (Some(source), None) | (None, Some(source)) => {
            let message =
                text!("`{path}` is the place of a generated page", "`{path}` 是自动生成的页面的位置");
            problem(source, message).help(text!("give this file another name", "请给这个文件改名"))
        }
        (None, None) => Diagnostic::of_site(
            Code::PathTaken,
            text!("two generated pages are published as `{path}`", "两个自动生成的页面都要发布为 `{path}`"),
        ),
    }
}

fn rename(path: &str, there: &str) -> Text {
    if path == there {
        return text!("rename or remove one of them", "请给其中一个改名，或删去它");
    }
    if there.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')) {
        return text!(
            "rename one of them: `{path}` can't be a file and a folder",
            "请给其中一个改名：`{path}` 不能既是文件又是文件夹"
        );
    }
    match path.nfc().eq(there.nfc()) {
        true => text!(
            "rename one of them: both names look the same, in different Unicode characters (NFC and NFD)",
            "请给其中一个改名：两个名字看上去一样，用的 Unicode 字符不同（NFC 与 NFD）"
        ),
        false => text!(
            "rename one of them: on some disks `{path}` and `{there}` can't both exist",
            "请给其中一个改名：在有些磁盘上，`{path}` 和 `{there}` 不能并存"
        ),
    }
}
