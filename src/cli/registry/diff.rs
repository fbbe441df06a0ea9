//! `portolan registry diff OLD NEW`

use super::record;
use super::source::{self, Source};
use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::base::registry::Reference;
use crate::build::run::{self, Build, Options};
use crate::cli::impact::is_about;
use crate::cli::terminal::{Report, Stop, Terminal};
use crate::cli::{Outcome, SiteFolder};
use crate::diag::{Diagnostic, Failure};
use crate::model::changes::{self, Change, FieldChange, Kind};
use crate::model::read::{self, Trees};
use crate::model::resolve::Drafts;
use crate::query::Question;
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  portolan registry diff old-site new-site     and the articles that show it
  portolan registry diff old/mail.yaml content/registry/ports/mail.yaml --site .
  portolan registry diff old-site new-site --format json
  portolan registry diff last-release . --record 2026-12-01";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Arguments {
    /// The old state: a site folder, the folder of a registry, or a file of it
    old: PathBuf,
    /// The new state, likewise
    new: PathBuf,
    /// Whose articles are looked at, where neither state is a site folder
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// How the changes are printed
    #[arg(long, value_name = "FMT", default_value = "human")]
    format: Format,
    /// Adds the changes to the history of the new state, which is a site folder, under this day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = record::day)]
    record: Option<Date>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs
    Json,
}

// A change and the articles that show the entry; nothing when no articles are known.
#[derive(Serialize)]
struct Reach<'c> {
    #[serde(flatten)]
    change: &'c Change,
    articles: Option<BTreeSet<String>>,
}

pub(in crate::cli) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let (old, new) = (source::read(&arguments.old)?, source::read(&arguments.new)?);
    if arguments.record.is_some() && !new.is_site {
        let shown = arguments.new.display();
        return Err(Failure::refused(
            text!("can't record changes in `{shown}`", "不能把变更记入 `{shown}`"),
            text!(
                "it is no site folder; name the folder that holds `content`, such as `.`, as NEW",
                "它不是站点文件夹；NEW 请写含有 `content` 的文件夹，例如 `.`"
            ),
        ));
    }
    // Entries that could not be read would look as if they had been removed or added.
    let mut trees = Vec::new();
    for (path, source) in [(&arguments.old, &old), (&arguments.new, &new)] {
        let (read, problems) = readable(source);
        if problems.iter().any(Diagnostic::is_error) {
            let shown = path.display();
            terminal.say(&text!("{shown} can't be compared:", "{shown} 无法比较："));
            let snapshot = &source.snapshot;
            let report = Report { problems: &problems, stop: Stop::ForErrors, snapshot, site: path };
            terminal.problems(&report, None);
            return Ok(Outcome::SiteHasErrors);
        }
        trees.push(read);
    }
    let changes = changes::between(&trees[0], &trees[1]);
    if let Some(date) = arguments.record.filter(|_| !changes.is_empty()) {
        terminal.say(&match record::record(&arguments.new, date, &changes)? {
            0 => text!("the history has these changes of {date} already", "历史里已经有 {date} 的这些变更"),
            added => text!("added to the history of {date}: {added}", "已记入 {date} 的历史：{added} 项"),
        });
    }
    let builds = builds(&old, &new, arguments.site.as_deref())?;
    let pages = pages(&builds);
    let reach = |change| Reach { change, articles: (!builds.is_empty()).then(|| articles(&pages, change)) };
    let reaches: Vec<Reach<'_>> = changes.iter().map(reach).collect();
    match arguments.format {
        Format::Json => {
            let json = serde_json::json!({ "changes": reaches });
            let text = serde_json::to_string_pretty(&json).expect("changes hold nothing that JSON has not");
            terminal.answer(&(text + "\n"));
        }
        Format::Human if reaches.is_empty() => {
            terminal.say(&text!("the two say the same", "两者内容相同"));
        }
        Format::Human => {
            terminal.answer(&reaches.iter().map(|reach| human(reach, terminal.lang)).collect::<String>());
        }
    }
    Ok(Outcome::Done)
}

fn readable(source: &Source) -> (Trees, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let trees = read::registry(&source.snapshot, &mut problems);
    crate::diag::sort(&mut problems);
    (trees, problems)
}

// The sites whose articles may show an entry: what was removed was shown by the old one.
fn builds(old: &Source, new: &Source, site: Option<&Path>) -> Result<Vec<Build>, Failure> {
    let options = Options { drafts: Drafts::Shown, ..Options::default() };
    let mut builds: Vec<Build> = [old, new]
        .into_iter()
        .filter(|source| source.is_site)
        .map(|source| run::build(&source.snapshot, &options))
        .collect();
    if let Some(site) = site {
        let snapshot = crate::cli::read(&SiteFolder { site: site.to_path_buf() })?;
        builds.push(run::build(&snapshot, &options));
    }
    Ok(builds)
}

// An article, as `LANG/key`, and what its page asked.
type Page<'b> = (String, BTreeSet<&'b Question>);

fn pages(builds: &[Build]) -> Vec<Page<'_>> {
    let made = builds.iter().flat_map(|build| &build.files);
    let pages = made.filter_map(|(path, made)| {
        let questions = made.trace.questions();
        Some((article(path.as_str(), &questions)?, questions))
    });
    pages.collect()
}

// The article that a page shows. Other outputs ask for the bodies of many articles.
fn article(path: &str, questions: &BTreeSet<&Question>) -> Option<String> {
    let mut bodies = questions.iter().filter_map(|question| match question {
        Question::Body(id) => Some(format!("{}/{}", id.lang, id.key)),
        _ => None,
    });
    bodies.next().filter(|name| bodies.next().is_none() && path == format!("{name}/index.html"))
}

// The articles whose pages ask about an entry.
fn articles(pages: &[Page<'_>], change: &Change) -> BTreeSet<String> {
    let mut entries = vec![change.entry.as_str()];
    if let Kind::Renamed { from } = &change.kind {
        entries.push(from);
    }
    let is_asked = |question: &&Question| entries.iter().any(|entry| is_about(question, entry));
    let asking = pages.iter().filter(|(_, questions)| questions.iter().any(is_asked));
    asking.map(|(name, _)| name.clone()).collect()
}

fn human(Reach { change, articles }: &Reach<'_>, lang: Lang) -> String {
    let entry = &change.entry;
    let head = match &change.kind {
        Kind::Added => text!("+ {entry}: new", "+ {entry}：新增"),
        Kind::Removed => text!("- {entry}: removed", "- {entry}：已删除"),
        Kind::Renamed { from } => text!("= {entry}: was {from}", "= {entry}：原名 {from}"),
        Kind::Changed { .. } => text!("~ {entry}", "~ {entry}"),
    };
    let fields = match &change.kind {
        Kind::Changed { fields } => fields.as_slice(),
        _ => &[],
    };
    let fields = fields.iter().flat_map(|change| field(change, lang));
    let shown = articles.iter().filter(|articles| !articles.is_empty()).map(|articles| {
        let list = keys(articles);
        text!("shown by {list}", "涉及文章：{list}").get(lang).to_string()
    });
    let lines = fields.chain(shown).map(|line| format!("    {line}\n"));
    format!("{}\n{}", head.get(lang), lines.collect::<String>())
}

// Articles by key; the language is said where it is one only.
fn keys(articles: &BTreeSet<String>) -> String {
    let mut keys: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (lang, key) in articles.iter().filter_map(|article| article.split_once('/')) {
        keys.entry(key).or_default().push(lang);
    }
    let shown = keys.into_iter().map(|(key, langs)| match langs[..] {
        [lang] => format!("{lang}/{key}"),
        _ => key.to_string(),
    });
    shown.collect::<Vec<_>>().join(", ")
}

// What changed in a field: of a list, the items that came and went.
fn field(FieldChange { field, old, new }: &FieldChange, lang: Lang) -> Vec<String> {
    if let Some((went, came)) = moved(old, new) {
        if went.is_empty() && came.is_empty() {
            let order = items(new).unwrap_or_default().iter().map(said).collect::<Vec<_>>().join(", ");
            let line = text!("{field}: now in the order {order}", "{field}：次序改为 {order}");
            return vec![line.get(lang).to_string()];
        }
        let went = went.into_iter().map(|item| format!("{field}: - {}", said(item)));
        return went.chain(came.into_iter().map(|item| format!("{field}: + {}", said(item)))).collect();
    }
    let value = |value: &Option<Value>| value.as_ref().map_or("∅".to_string(), said);
    vec![format!("{field}: {} → {}", value(old), value(new))]
}

/// The items that went from a list and those that came to it; both nothing where their order alone is
/// another. `None` for what is no list.
pub(super) fn moved<'v>(
    old: &'v Option<Value>,
    new: &'v Option<Value>,
) -> Option<(Vec<&'v Value>, Vec<&'v Value>)> {
    let is_list = [old, new].iter().any(|value| matches!(value, Some(Value::Array(_))));
    let (before, after) = (items(old)?, items(new)?);
    let without =
        |from: &'v [Value], other: &[Value]| from.iter().filter(|item| !other.contains(item)).collect();
    is_list.then(|| (without(before, after), without(after, before)))
}

fn items(value: &Option<Value>) -> Option<&[Value]> {
    match value {
        Some(Value::Array(items)) => Some(items),
        None => Some(&[]),
        Some(_) => None,
    }
}

// A value in one line, as YAML would have it: a text as it is, nothing for what is not written. A
// reference is said as pages say it.
pub(super) fn said(value: &Value) -> String {
    if let Ok(reference) = Reference::deserialize(value) {
        return reference.title(Lang::En);
    }
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(items) => {
            let items = items.iter().map(said).collect::<Vec<_>>();
            format!("[{}]", items.join(", "))
        }
        Value::Object(fields) => {
            let written = fields.iter().filter(|(_, value)| !value.is_null());
            let fields: Vec<String> =
                written.map(|(name, value)| format!("{name}: {}", said(value))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        other => other.to_string(),
    }
}
