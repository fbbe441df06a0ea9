//! All outputs of a site, each path owned once.

use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
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
    let mut clashes = Clashes { problems, reported: BTreeSet::new() };
    for output in FORMATS.iter().flat_map(|format| (format.plan)(site, facts)) {
        match owners.get(&folded(output.path.as_str())) {
            Some(owner) => clashes.report(&outputs[*owner], &output),
            None => {
                owners.insert(folded(output.path.as_str()), outputs.len());
                outputs.push(output);
            }
        }
    }
    check_folders(&outputs, &mut clashes);
    outputs.sort_by(|a, b| a.path.cmp(&b.path));
    outputs
}

// Some file systems take `SMTP` and `smtp`, or the two ways to write é, for one name.
fn folded(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

// A file can't be published where a folder has to be.
fn check_folders(outputs: &[Output], clashes: &mut Clashes<'_>) {
    let files: BTreeMap<String, &Output> =
        outputs.iter().map(|output| (folded(output.path.as_str()), output)).collect();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for output in outputs {
        let path = folded(output.path.as_str());
        let above = path.match_indices('/').filter_map(|(at, _)| files.get(&path[..at]));
        for file in above {
            if known.insert(file.path.as_str()) {
                clashes.report(file, output);
            }
        }
    }
}

// The clashes of one plan. Two articles that clash do so in both languages, because each has a page
// in both: that is one mistake.
struct Clashes<'a> {
    problems: &'a mut Vec<Diagnostic>,
    reported: BTreeSet<(Option<SourcePath>, String)>,
}

impl Clashes<'_> {
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
