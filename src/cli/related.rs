//! `portolan related LANG/SECTION/SLUG`

use super::terminal::Terminal;
use super::{Outcome, SiteFolder, read};
use crate::base::lang::Lang;
use crate::diag::{Failure, Text, names};
use crate::facts;
use crate::facts::related::{Near, Reason};
use crate::model::resolve::{self, Drafts};
use crate::model::{ArticleId, ArticleKey, Site, read as trees};
use clap::Args;

const EXAMPLES: &str = "\
Examples:
  portolan related zh/mail/which-smtp-port       the list on its page, and why
  portolan related en/mail/which-smtp-port";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// Look at drafts as well
    #[arg(long)]
    drafts: bool,
    /// Language, section and slug, such as zh/mail/which-smtp-port
    article: String,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let snapshot = read(&arguments.site)?;
    let drafts = if arguments.drafts { Drafts::Shown } else { Drafts::Hidden };
    // What is wrong with the site is for `check` to say.
    let mut unsaid = Vec::new();
    let read = trees::read(&snapshot, &mut unsaid);
    let site = resolve::resolve(&snapshot, &read, drafts, &mut unsaid);
    let name = arguments.article.trim_matches('/').trim_end_matches(".md").trim_start_matches("content/");
    let place = name.split_once('/').and_then(|(code, key)| Some((Lang::from_code(code)?, key)));
    let known = site.as_ref().zip(place).and_then(|(site, (lang, key))| {
        let key = ArticleKey::new(key);
        site.articles.contains_key(&ArticleId::new(&key, lang)).then_some((site, lang, key))
    });
    let Some((site, lang, key)) = known else {
        return Err(Failure::refused(
            text!("there is no article `{name}`", "没有文章 `{name}`"),
            text!(
                "write language, section and slug, such as `zh/mail/gmail`; drafts need `--drafts`",
                "请写语言、栏目和名称，例如 `zh/mail/gmail`；草稿要加 `--drafts`"
            ),
        ));
    };
    let related = facts::derive(site).related;
    let list = related.get(&key).into_iter().flatten().map(|near| line(site, near, lang, terminal.lang));
    let list: String = list.collect();
    if list.is_empty() {
        terminal.say(&text!("no article is near to `{name}`", "没有与 `{name}` 相关的文章"));
    }
    terminal.answer(&list);
    Ok(Outcome::Done)
}

// The article in the language that was asked for, in the words of the terminal.
fn line(site: &Site, near: &Near, lang: Lang, words: Lang) -> String {
    let Near { key, score, reasons } = near;
    let ids = [lang, lang.other()].map(|lang| ArticleId::new(key, lang));
    let article = ids.iter().find_map(|id| Some((id, site.articles.get(id)?)));
    let (id, article) = article.expect("what is near is an article of the site");
    let title = &article.head.title;
    let reasons = reasons.iter().map(|reason| format!("         {}\n", said(reason).get(words)));
    format!("{score:>7}  {}/{key}  {title}\n{}", id.lang, reasons.collect::<String>())
}

fn said(reason: &Reason) -> Text {
    match reason {
        Reason::Chosen => text!("listed under `related`", "写在 `related` 里"),
        Reason::Ports(ids) => {
            let Text { en, zh } = names(ids.iter().map(|id| id.as_str()));
            text!("both speak of the ports {en}", "都讲到端口 {zh}")
        }
        Reason::Links => text!("is linked from here", "本文链接到它"),
        Reason::Linked => text!("links here", "它链接到本文"),
        Reason::Tags(ids) => {
            let Text { en, zh } = names(ids.iter().map(|id| id.as_str()));
            text!("both have the tags {en}", "标签相同：{zh}")
        }
        Reason::Words => text!("titles and headings share words", "标题用词相近"),
    }
}
