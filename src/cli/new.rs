//! `portolan new article LANG/SECTION/SLUG` and `portolan new port ID`

use super::draft::Draft;
use super::terminal::Terminal;
use super::{Outcome, SiteFolder, init, read};
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::diag::Failure;
use crate::model::read as trees;
use crate::source::Snapshot;
use crate::syntax::article;
use crate::syntax::markdown::RawHtml;
use clap::{Args, Subcommand};

const EXAMPLES: &str = "\
Examples:
  portolan new article zh/mail/gmail         content/zh/mail/gmail.md
  portolan new article en/mail/gmail         headings of its translation
  portolan new port submissions              registry/ports/submissions.yaml";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Begin an article, headings of its translation if there is one
    #[command(after_help = "Example:\n  portolan new article zh/mail/gmail --site my-site")]
    Article {
        #[command(flatten)]
        site: SiteFolder,
        /// Language, section and slug, such as zh/mail/gmail
        path: String,
    },
    /// Begin a registry entry for a port
    #[command(after_help = "Example:\n  portolan new port submissions --site my-site")]
    Port {
        #[command(flatten)]
        site: SiteFolder,
        /// The id of the entry, such as submissions
        id: String,
    },
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let (site, path, text) = match &arguments.what {
        What::Article { site, path } => {
            let (source, text) = article(&read(site)?, path)?;
            (site, source, text)
        }
        What::Port { site, id } => {
            let source = port_path(id)?;
            is_free(id, &read(site)?)?;
            (site, source, Draft::SCHEMA.to_string() + &Draft::new(id.clone()).yaml())
        }
    };
    init::write(&site.site.join(path.as_str()), &text)?;
    terminal.say(&text!(
        "made {path}: fill it in, then run `portolan check`",
        "已新建 {path}：请填写，然后运行 `portolan check`"
    ));
    Ok(Outcome::Done)
}

fn article(snapshot: &Snapshot, path: &str) -> Result<(SourcePath, String), Failure> {
    let parts = path.split_once('/').and_then(|(code, key)| Some((Lang::from_code(code)?, key)));
    let source = |lang: Lang, key: &str| SourcePath::new(&format!("content/{lang}/{key}.md"));
    let place = parts.and_then(|(lang, key)| Some((lang, key, source(lang, key)?)));
    let Some((lang, key, place)) = place else {
        return Err(Failure::refused(
            text!("can't begin the article `{path}`", "不能新建文章 `{path}`"),
            text!(
                "write language, section and slug, such as `zh/mail/gmail`",
                "请写语言、栏目和名称，例如 `zh/mail/gmail`"
            ),
        ));
    };
    let counterpart = source(lang.other(), key).and_then(|path| {
        let text = std::str::from_utf8(&snapshot.find(&path)?.bytes).ok()?;
        Some(article::parse(&path, text, RawHtml::Escaped, &mut Vec::new()))
    });
    let origin = counterpart.as_ref().map_or(lang, |article| article.front.origin.unwrap_or(lang.other()));
    let headings = counterpart.map(|article| article.content.body.headings).unwrap_or_default();
    let outline = headings.iter().map(|heading| {
        let id = heading.id.as_ref().map(|id| format!(" {{#{id}}}")).unwrap_or_default();
        format!("\n{} {}{id}\n", "#".repeat(heading.level.into()), heading.text)
    });
    let words = match lang {
        Lang::Zh => ("标题", "一两句话的摘要。", "先给出答案，至多三句。"),
        Lang::En => ("Title", "One or two sentences.", "The answer first, in at most three sentences."),
    };
    let (title, summary, answer) = words;
    let head = format!(
        "---\ntitle: {title}\nsummary: {summary}\norigin: {origin}\nports: []\nsources: []\ntags: []\ndraft: true\n---\n\n> [!IMPORTANT]\n> {answer}\n"
    );
    Ok((place, head + &outline.collect::<String>()))
}

fn port_path(id: &str) -> Result<SourcePath, Failure> {
    let tame = !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let path = SourcePath::new(&format!("content/registry/ports/{id}.yaml")).filter(|_| tame);
    path.ok_or_else(|| {
        Failure::refused(
            text!("`{id}` can't be the id of a port", "`{id}` 不能作为端口的 id"),
            text!("use small letters, digits and `-`", "请用小写字母、数字和 `-`"),
        )
    })
}

// An entry that nobody has finished has its id as well.
fn is_free(id: &str, snapshot: &Snapshot) -> Result<(), Failure> {
    let trees = trees::registry(snapshot, &mut Vec::new());
    let entries = trees.ports.iter().filter(|file| file.tree.value.id.as_str() == id).map(|file| &file.path);
    let unfinished = trees.unread.ports.places().filter(|(own, ..)| *own == id).map(|(_, path, _)| path);
    match entries.chain(unfinished).next() {
        None => Ok(()),
        Some(path) => Err(Failure::refused(
            text!("can't begin the entry `{id}`", "不能新建条目 `{id}`"),
            text!("{path} has an entry of this id", "{path} 里已有这个 id 的条目"),
        )),
    }
}
