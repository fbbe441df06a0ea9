//! Tables typed by hand give way to generated ones.
//!
//! The page is made with the new table before anybody writes a file: what a row stated before it has
//! to state afterwards. This module does not write files.

use super::run::{self, Options};
use crate::base::path::{SitePath, SourcePath};
use crate::diag::{Failure, Text};
use crate::lint::prose::{self, Prose};
use crate::lint::shadows::cells::fold;
use crate::lint::shadows::{self, Shadow, Unfit};
use crate::model::resolve::{self, Drafts};
use crate::model::{ArticleKey, Site, address, read};
use crate::source::Snapshot;
use crate::syntax::blocks::ports::Column;
use crate::syntax::markdown::passages::Kind;

/// A file whose tables were replaced.
#[derive(Debug)]
pub struct Adopted {
    /// Its text afterwards.
    pub text: String,
    /// How many tables were replaced.
    pub tables: usize,
    /// Tables that say more than a generated one, as they stood.
    pub unfit: Vec<Unfit>,
}

/// Replaces every table of an article that restates the registry.
pub fn adopt(snapshot: &Snapshot, path: &SourcePath) -> Result<Adopted, Failure> {
    let found =
        with_page(snapshot, path, |page, site| (page.source.to_string(), shadows::to_adopt(page, site)));
    let (before, tables) = found.ok_or_else(|| {
        Failure::refused(
            cannot(path),
            text!("there is no such article, or it has errors", "没有这篇文章，或者它还有错误"),
        )
    })?;
    let mut text = before.clone();
    let (fit, unfit): (Vec<_>, Vec<_>) = tables.into_iter().partition(Result::is_ok);
    let fit: Vec<Shadow> = fit.into_iter().flatten().collect();
    let unfit = unfit.into_iter().filter_map(Result::err).collect();
    let line_end = if before.contains("\r\n") { "\r\n" } else { "\n" };
    for shadow in fit.iter().rev() {
        let block = shadow.block().replace('\n', line_end);
        text.replace_range(shadow.span.start..shadow.span.end, &block);
    }
    if !fit.is_empty() {
        let mut after = snapshot.clone();
        after.insert(path.clone(), text.clone().into_bytes());
        verify(&after, path, &fit).map_err(|why| Failure::refused(cannot(path), why))?;
    }
    Ok(Adopted { text, tables: fit.len(), unfit })
}

fn cannot(path: &SourcePath) -> Text {
    text!("can't replace the tables of `{path}`", "不能替换 `{path}` 里的表格")
}

fn with_page<T>(snapshot: &Snapshot, path: &SourcePath, look: impl Fn(&Prose<'_>, &Site) -> T) -> Option<T> {
    let trees = read::read(snapshot, &mut Vec::new());
    let site = resolve::resolve(snapshot, &trees, Drafts::Shown, &mut Vec::new())?;
    let prose = prose::read(snapshot, &site, &trees);
    let page = prose.iter().find(|page| page.path == path && page.article.is_some());
    page.map(|page| look(page, &site))
}

// Makes the page and compares its tables with what the old ones stated.
fn verify(snapshot: &Snapshot, path: &SourcePath, shadows: &[Shadow]) -> Result<(), Text> {
    let page = with_page(snapshot, path, |page, _| {
        let generated = page.passages.list.iter().filter_map(|passage| match &passage.kind {
            Kind::Generated(info) if info.split_whitespace().next() == Some("ports") => {
                Some(passage.text.clone())
            }
            _ => None,
        });
        let address = address::article(page.lang, &ArticleKey::new(page.article.unwrap_or_default()));
        (generated.collect::<Vec<String>>(), address)
    });
    let lost = || text!("the page can't be made with the new table", "换成生成的端口表之后无法生成页面");
    let (blocks, address) = page.ok_or_else(lost)?;
    let build = run::build(snapshot, &Options { drafts: Drafts::Shown, ..Options::default() });
    let place = SitePath::new(&format!("{address}index.html")).ok_or_else(lost)?;
    let html =
        build.files.get(&place).and_then(|file| std::str::from_utf8(&file.bytes).ok()).ok_or_else(lost)?;
    let made: Vec<Vec<Vec<String>>> = html.split("<div class=\"tw ports\"").skip(1).map(rows).collect();
    // Blocks are made in their order; each old table has the next one that reads like its own.
    let mut places = blocks.iter().zip(&made);
    for shadow in shadows {
        let own = shadow.block();
        let (_, rows) =
            places.find(|(block, _)| own.contains(block.replace('\r', "").trim())).ok_or_else(lost)?;
        if !says_the_same(shadow, rows) {
            let first = &shadow.ids[0];
            return Err(text!(
                "the generated table that begins with `{first}` would say something else",
                "以 `{first}` 开头的生成表与原来的内容不同"
            ));
        }
    }
    Ok(())
}

fn says_the_same(shadow: &Shadow, rows: &[Vec<String>]) -> bool {
    rows.len() == shadow.stated.len()
        && rows.iter().zip(&shadow.stated).all(|(cells, stated)| {
            shadow.columns.iter().zip(cells).all(|(column, cell)| {
                let words = stated.get(column).map(Vec::as_slice).unwrap_or_default();
                match column {
                    Column::Number => words.iter().all(|word| word == cell),
                    _ => words.iter().all(|word| cell.contains(word)),
                }
            }) && cells.len() == shadow.columns.len()
        })
}

// The cells of the body of a table, without markup and folded.
fn rows(html: &str) -> Vec<Vec<String>> {
    let body = html.split_once("<tbody>").and_then(|(_, rest)| rest.split_once("</tbody>"));
    let rows = body.map_or("", |(body, _)| body).split("</tr>");
    let cells = |row: &str| {
        let ends = row.replace("</th>", "</td>");
        let mut cells: Vec<String> = ends.split("</td>").map(|cell| fold(&visible(cell))).collect();
        // What follows the last cell is none.
        cells.pop();
        cells
    };
    rows.map(cells).filter(|cells| !cells.is_empty()).collect()
}

fn visible(html: &str) -> String {
    let mut text = String::new();
    for (number, part) in html.split('<').enumerate() {
        let shown = if number == 0 { part } else { part.split_once('>').map_or("", |(_, shown)| shown) };
        text.push_str(shown);
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign))
}
