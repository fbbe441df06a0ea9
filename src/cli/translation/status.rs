//! `portolan translation status`

use super::{Desk, find, open};
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, SiteFolder};
use crate::diag::beside::side_by_side;
use crate::diag::lines::line_column;
use crate::diag::{Failure, Text};
use crate::facts::drift::{self, Change, Lag};
use crate::lint::prose::{self, Prose};
use crate::model::{ArticleId, ArticleKey};
use crate::syntax::lock::{self, Name};
use crate::syntax::markdown::passages::{self, Passage};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::collections::BTreeMap;

const EXAMPLES: &str = "\
Examples:
  portolan translation status                   what lags, side by side
  portolan translation status mail/send         of one article
  portolan translation status --format json     for continuous integration

Exit status: 0 when every translation follows its original, 1 when a section
lags, a translation is not recorded or the site has errors. Articles without a
translation are counted and do not fail.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// Articles, such as mail/send [default: all]
    #[arg(value_name = "KEY")]
    keys: Vec<String>,
    /// How the answer is printed
    #[arg(long, value_name = "FMT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs: README describes it
    Json,
}

/// The answer, in the shape that JSON has.
#[derive(Debug, Serialize)]
struct Status {
    version: u8,
    languages: BTreeMap<Lang, Progress>,
    articles: Vec<Article>,
}

/// How far the translations into one language have come.
#[derive(Debug, Default, Serialize)]
struct Progress {
    articles: usize,
    translated: usize,
    recorded: usize,
    sections: usize,
    following: usize,
}

#[derive(Debug, Serialize)]
struct Article {
    key: String,
    origin: Option<Lang>,
    state: State,
    sections: usize,
    following: usize,
    lagging: Vec<Section>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// Every section follows.
    Current,
    /// Some do not.
    Lagging,
    /// It was never accepted.
    Unrecorded,
    /// There is no translation.
    Missing,
    /// Nobody says which language is the original.
    Unknown,
    /// There is an error in one of its files, and nothing is said of it.
    Broken,
}

impl Article {
    fn broken(key: &ArticleKey) -> Article {
        let (key, lagging) = (key.to_string(), Vec::new());
        Article { key, origin: None, state: State::Broken, sections: 0, following: 0, lagging }
    }
}

#[derive(Debug, Serialize)]
struct Section {
    section: String,
    change: &'static str,
    original: Option<Side>,
    translation: Option<Side>,
}

#[derive(Debug, Serialize)]
struct Side {
    path: String,
    line: usize,
    text: String,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let Some(desk) = open(&arguments.site, terminal)? else { return Ok(Outcome::SiteHasErrors) };
    let lock = SourcePath::new(lock::PATH).expect("is tame");
    if desk.has_error_in(&lock) {
        terminal.say(&text!(
            "it is not known what translations follow while `{lock}` can’t be read",
            "`{lock}` 读不出来时，无从得知译文跟随到哪里"
        ));
        return Ok(Outcome::SiteHasErrors);
    }
    let broken = desk.broken();
    let mut keys: Vec<&ArticleKey> = desk.site.keys().into_iter().chain(&broken).collect();
    keys.sort();
    keys.dedup();
    if !arguments.keys.is_empty() {
        keys =
            arguments.keys.iter().map(|key| find(&keys, &arguments.site, key)).collect::<Result<_, _>>()?;
    }
    let prose = prose::read(&desk.snapshot, &desk.site, &desk.trees);
    let article = |key: &ArticleKey| match broken.contains(key) {
        true => Article::broken(key),
        false => article(&desk, &prose, key),
    };
    let articles: Vec<Article> = keys.into_iter().map(article).collect();
    let status = Status { version: 1, languages: progress(&articles), articles };
    match arguments.format {
        Format::Human => terminal.answer(&human(&status, terminal.lang)),
        Format::Json => {
            let json = serde_json::to_string_pretty(&status).expect("plain data is JSON");
            terminal.answer(&(json + "\n"));
        }
    }
    let follows = |article: &Article| matches!(article.state, State::Current | State::Missing);
    Ok(if desk.errors.is_empty() && status.articles.iter().all(follows) {
        Outcome::Done
    } else {
        Outcome::SiteHasErrors
    })
}

fn article(desk: &Desk, prose: &[Prose<'_>], key: &ArticleKey) -> Article {
    let origin = drift::origin(&desk.site, key);
    let id = origin.map(|origin| ArticleId::new(key, origin.other()));
    let standing = id.as_ref().and_then(|id| desk.drift.translations.get(id));
    let lags = standing.map_or(&[][..], |standing| &standing.lags);
    let state = match (&id, standing) {
        (None, _) => State::Unknown,
        (Some(_), None) => State::Missing,
        (_, Some(standing)) if standing.record.is_none() => State::Unrecorded,
        _ if lags.is_empty() => State::Current,
        _ => State::Lagging,
    };
    let original = origin.and_then(|origin| desk.site.articles.get(&ArticleId::new(key, origin)));
    let sections = original.map_or(0, |original| original.stretches.len());
    let behind = lags.iter().filter(|lag| lag.change != Change::Removed).count();
    let lagging = id.map(|id| sides(desk, prose, &id, lags)).unwrap_or_default();
    let following = match state {
        State::Current | State::Lagging => sections - behind,
        State::Unrecorded | State::Missing | State::Unknown | State::Broken => 0,
    };
    Article { key: key.to_string(), origin, state, sections, following, lagging }
}

fn progress(articles: &[Article]) -> BTreeMap<Lang, Progress> {
    let mut languages: BTreeMap<Lang, Progress> =
        Lang::ALL.into_iter().map(|lang| (lang, Progress::default())).collect();
    for article in articles {
        let Some(progress) = article.origin.and_then(|origin| languages.get_mut(&origin.other())) else {
            continue;
        };
        progress.articles += 1;
        progress.translated += usize::from(article.state != State::Missing);
        progress.recorded += usize::from(matches!(article.state, State::Current | State::Lagging));
        progress.sections += article.sections;
        progress.following += article.following;
    }
    languages
}

// The text of each section that lags, from both files.
fn sides(desk: &Desk, prose: &[Prose<'_>], id: &ArticleId, lags: &[Lag]) -> Vec<Section> {
    if lags.is_empty() {
        return Vec::new();
    }
    let [original, translation] =
        [id.lang.other(), id.lang].map(|lang| Sheet::of(desk, prose, &ArticleId::new(&id.key, lang)));
    let section = |lag: &Lag| {
        let (ours, theirs) = (original.blocks(&lag.name), translation.blocks(&lag.name));
        let (change, ours, theirs) = match &lag.change {
            Change::Added => ("added", ours, theirs),
            Change::Removed => ("removed", Vec::new(), theirs),
            // Blocks stand in the same order in both languages. Where there are more in one of them,
            // nobody can tell which belong together, and the whole section is shown.
            Change::Edited(at) if ours.len() == theirs.len() && !at.is_empty() => {
                ("edited", pick(&ours, at), pick(&theirs, at))
            }
            Change::Edited(at) if !at.is_empty() => ("edited", pick(&ours, at), theirs),
            Change::Edited(_) => ("edited", ours, theirs),
        };
        let (section, original, translation) =
            (lag.name.to_string(), original.side(&ours), translation.side(&theirs));
        Section { section, change, original, translation }
    };
    lags.iter().map(section).collect()
}

fn pick<T: Copy>(blocks: &[T], at: &[usize]) -> Vec<T> {
    at.iter().filter_map(|at| blocks.get(*at).copied()).collect()
}

/// One language of an article: what stands in each section, and where.
struct Sheet<'a> {
    prose: &'a Prose<'a>,
    sections: BTreeMap<&'a Name, Vec<&'a Passage>>,
}

impl<'a> Sheet<'a> {
    fn of(desk: &'a Desk, prose: &'a [Prose<'a>], id: &ArticleId) -> Sheet<'a> {
        let article = &desk.site.articles[id];
        let own = prose.iter().find(|prose| *prose.path == article.path);
        let prose = own.expect("an article without errors has a text");
        Sheet { prose, sections: drift::sections(article, &prose.passages) }
    }

    fn blocks(&self, name: &Name) -> Vec<&'a Passage> {
        self.sections.get(name).cloned().unwrap_or_default()
    }

    fn side(&self, blocks: &[&Passage]) -> Option<Side> {
        let first = blocks.first()?;
        let source = self.prose.source;
        let text: Vec<&str> = blocks.iter().map(|block| shown(source, block)).collect();
        let (line, _) = line_column(source, first.span.start);
        Some(Side { path: self.prose.path.to_string(), line, text: text.join("\n") })
    }
}

// What is filled in from the registry, and what is no text, is shown as it is written.
fn shown<'a>(source: &'a str, block: &'a Passage) -> &'a str {
    match block.text.contains(passages::OBJECT) || !block.objects.is_empty() {
        true => source[block.span.start..block.span.end].trim(),
        false => &block.text,
    }
}

fn human(status: &Status, lang: Lang) -> String {
    let mut text = String::new();
    let mut say = |line: &Text| text.push_str(&format!("{}\n", line.get(lang)));
    for (into, progress) in &status.languages {
        let Progress { articles, translated, recorded, sections, following } = progress;
        if *articles > 0 {
            let percent = following * 100 / sections.max(&1);
            say(&text!(
                "{into}: {translated} of {articles} articles translated, {recorded} recorded; \
                 {following} of {sections} sections follow ({percent}%)",
                "{into}：{articles} 篇中已译 {translated} 篇，已记录 {recorded} 篇；\
                 {sections} 个小节中有 {following} 个跟上原文（{percent}%）"
            ));
        }
    }
    for article in &status.articles {
        let key = &article.key;
        match (article.state, article.origin) {
            (State::Current, _) => {}
            (State::Broken, _) => say(&text!("{key}: has errors", "{key}：有错误")),
            (State::Missing, Some(origin)) => {
                let into = origin.other();
                say(&text!("{key}: not translated into {into}", "{key}：没有 {into} 译文"));
            }
            (State::Unrecorded, Some(origin)) => {
                let into = origin.other();
                say(&text!(
                    "{key}: {into} is not recorded; `portolan translation accept {key}` once it follows",
                    "{key}：{into} 译文没有记录；核对之后请运行 `portolan translation accept {key}`"
                ));
            }
            (State::Lagging, Some(origin)) => {
                let (into, count) = (origin.other(), article.lagging.len());
                say(&match count {
                    1 => text!("\n{key}: {into} lags in 1 section", "\n{key}：{into} 有 1 个小节落后"),
                    _ => text!(
                        "\n{key}: {into} lags in {count} sections",
                        "\n{key}：{into} 有 {count} 个小节落后"
                    ),
                });
                article.lagging.iter().for_each(|section| say(&compared(section)));
            }
            (State::Unknown, _) | (_, None) => say(&text!(
                "{key}: `origin` does not say which language is the original",
                "{key}：`origin` 没有写明哪种语言是原文"
            )),
        }
    }
    text
}

fn compared(section: &Section) -> Text {
    let name = &section.section;
    let Text { en, zh } = match section.change {
        "added" => text!("{name}: added to the original", "{name}：原文新增"),
        "removed" => text!("{name}: taken out of the original", "{name}：原文已删去"),
        _ => text!("{name}: edited in the original", "{name}：原文有改动"),
    };
    let sides = [&section.original, &section.translation];
    let places: String =
        sides.into_iter().flatten().map(|side| format!("  {}:{}\n", side.path, side.line)).collect();
    let [left, right] = sides.map(|side| side.as_ref().map_or("", |side| &side.text));
    let columns = side_by_side(left, right);
    let columns = columns.trim_end();
    text!("\n{en}\n{places}{columns}", "\n{zh}\n{places}{columns}")
}
