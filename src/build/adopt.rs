//! Tables typed by hand give way to generated ones.
//!
//! The page is made with the new table before anybody writes a file: what a row stated before it has
//! to state afterwards. This module does not write files.

mod made;

use super::run::{self, Options};
use crate::base::path::{SitePath, SourcePath};
use crate::diag::{Failure, Text};
use crate::lint::prose::{self, Prose};
use crate::lint::shadows::{self, Says, Shadow, Unfit};
use crate::model::resolve::{self, Drafts};
use crate::model::{ArticleKey, Site, address, read};
use crate::source::Snapshot;
use crate::syntax::blocks::ports::Column;
use crate::syntax::markdown::passages::{Kind, Passage};

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
        let (kind, lines) = (shadow.says.kind(), shadow.says.lines().join(line_end));
        let block = format!("```{kind}{line_end}{lines}{line_end}```");
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

// Makes the page and compares what is generated there with what the tables stated.
fn verify(snapshot: &Snapshot, path: &SourcePath, shadows: &[Shadow]) -> Result<(), Text> {
    let page = with_page(snapshot, path, |page, _| {
        let address = address::article(page.lang, &ArticleKey::new(page.article.unwrap_or_default()));
        (blocks(page), address)
    });
    let lost = || text!("the page can't be made with the new block", "换成生成的块之后无法生成页面");
    let (blocks, address) = page.ok_or_else(lost)?;
    let build = run::build(snapshot, &Options { drafts: Drafts::Shown, ..Options::default() });
    let place = SitePath::new(&format!("{address}index.html")).ok_or_else(lost)?;
    let html =
        build.files.get(&place).and_then(|file| std::str::from_utf8(&file.bytes).ok()).ok_or_else(lost)?;
    for (kind, made) in [("ports", made::ports(html)), ("settings", made::settings(html))] {
        let own = blocks.iter().filter(|(word, _)| word == kind).map(|(_, lines)| lines);
        // Blocks are made in their order; each old table has the next one that reads like its own.
        let mut places = own.zip(&made);
        for says in shadows.iter().map(|shadow| &shadow.says).filter(|says| says.kind() == kind) {
            let (_, rows) = places.find(|(lines, _)| **lines == says.lines()).ok_or_else(lost)?;
            if !is_said(says, rows) {
                let first = &says.lines()[0];
                return Err(text!(
                    "the block with `{first}` would say something else",
                    "含 `{first}` 的块与原来的内容不同"
                ));
            }
        }
    }
    Ok(())
}

// The generated blocks of a page: the word that each begins with, and its lines.
fn blocks(page: &Prose<'_>) -> Vec<(String, Vec<String>)> {
    let block = |passage: &Passage| match &passage.kind {
        Kind::Generated(info) => {
            let word = info.split_whitespace().next().unwrap_or_default();
            Some((word.to_string(), passage.text.lines().map(str::to_string).collect()))
        }
        _ => None,
    };
    page.passages.list.iter().filter_map(block).collect()
}

// Whether the generated rows say what a table said.
fn is_said(says: &Says, rows: &[Vec<String>]) -> bool {
    match says {
        Says::Ports(ports) => {
            rows.len() == ports.stated.len()
                && rows.iter().zip(&ports.stated).all(|(cells, stated)| {
                    ports.columns.iter().zip(cells).all(|(column, cell)| {
                        let words = stated.get(column).map(Vec::as_slice).unwrap_or_default();
                        match column {
                            Column::Number => words.iter().all(|word| word == cell),
                            _ => words.iter().all(|word| cell.contains(word)),
                        }
                    }) && cells.len() == ports.columns.len()
                })
        }
        Says::Servers(servers) => servers.stated.iter().all(|row| {
            let is_in = |cells: &Vec<String>| {
                let (endpoint, words) = row.split_at(2);
                endpoint.iter().all(|word| cells.contains(word))
                    && words.iter().all(|word| cells.iter().any(|cell| cell.contains(word)))
            };
            rows.iter().any(is_in)
        }),
    }
}
