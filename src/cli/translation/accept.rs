//! `portolan translation accept`

use super::{Desk, find, open};
use crate::base::lang::Lang;
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, SiteFolder};
use crate::diag::{Failure, Text};
use crate::facts::drift;
use crate::model::{ArticleId, ArticleKey};
use crate::syntax::lock::{self, Followed};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const EXAMPLES: &str = "\
Examples:
  portolan translation accept mail/send          the translation is up to date
  portolan translation accept mail/send#check    one section of it is
  portolan translation accept --all              every translation is";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// Articles, such as mail/send, or sections of them, such as mail/send#check
    #[arg(value_name = "KEY", required_unless_present = "all")]
    keys: Vec<String>,
    /// Every translation
    #[arg(long, conflicts_with = "keys")]
    all: bool,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let Some(desk) = open(&arguments.site, terminal)? else { return Ok(Outcome::SiteHasErrors) };
    // What is recorded is the text of a site that can be published.
    if !desk.errors.is_empty() {
        terminal.say(&text!("nothing was recorded", "没有记录任何译文"));
        return Ok(Outcome::SiteHasErrors);
    }
    let before = desk.site.followed.clone().unwrap_or_default();
    let mut followed = BTreeMap::new();
    let mut accepted = BTreeSet::new();
    match arguments.all {
        true => {
            accepted.extend(desk.drift.translations.keys().cloned());
            followed.extend(accepted.iter().map(|id| (id.clone(), current(&desk, id))));
        }
        false => {
            followed = by_present_names(&desk, &before);
            for key in &arguments.keys {
                accepted.insert(one(&desk, &arguments.site, key, &mut followed)?);
            }
        }
    }
    let recorded = accepted.iter().filter(|id| before.get(id) != followed.get(id)).count();
    let idle = if arguments.all { desk.drift.orphans.len() } else { 0 };
    let path = lock::PATH;
    let said = match (recorded, idle) {
        (0, 0) => {
            terminal
                .say(&text!("nothing to record: all of it was accepted before", "无需记录：此前都已核对"));
            return Ok(Outcome::Done);
        }
        (0, 1) => text!("{path}: removed 1 idle record", "{path}：已删去 1 条无用的记录"),
        (0, _) => text!("{path}: removed {idle} idle records", "{path}：已删去 {idle} 条无用的记录"),
        (1, _) => text!("{path}: recorded 1 translation", "{path}：已记录 1 篇译文"),
        _ => text!("{path}: recorded {recorded} translations", "{path}：已记录 {recorded} 篇译文"),
    };
    write(&arguments.site.site, &followed)?;
    terminal.say(&said);
    Ok(Outcome::Done)
}

// The records under the names that their articles have now: where names were swapped, recording one
// of the articles would take the record of the other.
fn by_present_names(desk: &Desk, before: &BTreeMap<ArticleId, Followed>) -> BTreeMap<ArticleId, Followed> {
    let standings = desk.drift.translations.iter();
    let own =
        standings.filter_map(|(id, standing)| Some((id.clone(), before[standing.record.as_ref()?].clone())));
    let mut followed: BTreeMap<ArticleId, Followed> = own.collect();
    for id in &desk.drift.orphans {
        followed.entry(id.clone()).or_insert_with(|| before[id].clone());
    }
    followed
}

// Records a key, or a key and a section.
fn one(
    desk: &Desk,
    folder: &SiteFolder,
    typed: &str,
    followed: &mut BTreeMap<ArticleId, Followed>,
) -> Result<ArticleId, Failure> {
    let (key, section) = typed.split_once('#').map_or((typed, None), |(key, id)| (key, Some(id)));
    let key = find(&desk.site.keys(), folder, key)?;
    let id = translation(desk, key)?;
    let Some(section) = section else {
        followed.insert(id.clone(), current(desk, &id));
        return Ok(id);
    };
    let now = current(desk, &id);
    let mut known = followed.remove(&id).unwrap_or_default();
    let is_named = |name: &lock::Name| name.to_string() == section;
    let found = now.into_iter().find(|(name, _)| is_named(name));
    // A section that was taken out of the original is accepted by forgetting it.
    let was_known = known.keys().any(is_named);
    known.retain(|name, _| !is_named(name));
    if found.is_none() && !was_known {
        return Err(Failure::refused(
            text!("`{key}` has no section `{section}`", "`{key}` 没有小节 `{section}`"),
            text!(
                "a section is named by the id of its heading, or `@front`, `@lead`, `@notes`",
                "小节以标题的 id 命名，另有 `@front`、`@lead`、`@notes`"
            ),
        ));
    }
    known.extend(found);
    followed.insert(id.clone(), known);
    Ok(id)
}

fn current(desk: &Desk, id: &ArticleId) -> Followed {
    drift::accepted(&desk.site.articles[&ArticleId::new(&id.key, id.lang.other())])
}

fn translation(desk: &Desk, key: &ArticleKey) -> Result<ArticleId, Failure> {
    let refused = |why: Text| {
        Failure::refused(text!("can't accept a translation of `{key}`", "不能核对 `{key}` 的译文"), why)
    };
    let id = drift::origin(&desk.site, key).map(|origin| ArticleId::new(key, origin.other()));
    let Some(id) = id else {
        return Err(refused(text!(
            "`origin` in the front matter does not say which language is the original",
            "文件头的 `origin` 没有写明哪种语言是原文"
        )));
    };
    match desk.drift.translations.contains_key(&id) {
        true => Ok(id),
        false => {
            let (en, zh) = match id.lang {
                Lang::Zh => ("Chinese", "中文"),
                Lang::En => ("English", "英文"),
            };
            Err(refused(text!("there is no {en} translation yet", "还没有{zh}译文")))
        }
    }
}

// Beside the file and then over it: whoever reads meanwhile sees the old one or the new one.
fn write(site: &Path, followed: &BTreeMap<ArticleId, Followed>) -> Result<(), Failure> {
    let text = lock::write(followed.iter().map(|(id, followed)| (id.lang, id.key.as_str(), followed)));
    let path = site.join(lock::PATH);
    let beside = path.with_file_name(".translations.lock.new");
    fs::write(&beside, text).and_then(|()| fs::rename(&beside, &path)).map_err(|error| {
        let path = path.display();
        Failure::io(text!("can't write `{path}`", "不能写入 `{path}`"), &error)
    })
}
