//! The two languages of an article have the same h2 and h3, with the same ids in the same order,
//! so that a link to a part of a page works in both.

use super::{Rule, Subject};
use crate::base::lang::Lang;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::model::body::Body;
use crate::model::read::File;
use crate::model::{ArticleId, ArticleKey};
use crate::syntax::article::Article;

/// The rule.
pub(super) const RULE: Rule = Rule { name: "outlines", check };

fn check(subject: Subject<'_>, problems: &mut Vec<Diagnostic>) {
    for File { path, tree: (lang, key, article) } in &subject.trees.articles {
        // Each pair is looked at once, from its second language.
        let key = ArticleKey::new(key);
        let find = |lang: Lang| subject.site.articles.get(&ArticleId::new(&key, lang));
        let (Lang::En, Some(own), Some(other)) = (*lang, find(*lang), find(lang.other())) else { continue };
        let (ours, theirs) = (outline(&own.body), outline(&other.body));
        if ours == theirs {
            continue;
        }
        let at = ours.iter().zip(&theirs).position(|(a, b)| a != b).unwrap_or(ours.len().min(theirs.len()));
        let name = |outline: &[(u8, &str)]| match outline.get(at) {
            Some((level, id)) => format!("h{level} `#{id}`"),
            None => "—".to_string(),
        };
        let (ours, theirs) = (name(&ours), name(&theirs));
        let counterpart = subject.trees.articles.iter().find(|file| file.path == other.path);
        let problem = Diagnostic::new(
            Code::UnequalOutlines,
            path,
            span(article, at),
            text!("the headings differ from those of the Chinese article", "各小节标题与中文版不一致"),
        )
        .label(text!("here {ours}, there {theirs}", "此处为 {ours}，彼处为 {theirs}"))
        .help(text!(
            "give both articles the same h2 and h3 with the same `{{#id}}` in the same order",
            "请让两篇文章的二、三级标题及其 `{{#id}}` 相同且次序一致"
        ));
        problems.push(match counterpart {
            Some(file) => {
                problem.also(&file.path, span(&file.tree.2, at), text!("its counterpart", "对应之处"))
            }
            None => problem,
        });
    }
}

fn outline(body: &Body) -> Vec<(u8, &str)> {
    let headings = body.headings.iter().filter(|heading| matches!(heading.level, 2 | 3));
    headings.map(|heading| (heading.level, heading.id.as_deref().unwrap_or_default())).collect()
}

// The heading at a place of the outline; the front matter when the outline is shorter.
fn span(article: &Article, at: usize) -> Span {
    let mut headings = article.content.body.headings.iter().filter(|heading| matches!(heading.level, 2 | 3));
    headings.nth(at).map_or(article.front.span, |heading| heading.span)
}
