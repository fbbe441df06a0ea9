//! The ports that an article declares are the ports that its text links to or lists.

use super::{Rule, Subject};
use crate::base::registry::PortId;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::model::read::File;
use crate::model::{ArticleId, ArticleKey};
use std::collections::BTreeSet;

/// The rule.
pub(super) const RULE: Rule = Rule { name: "ports", check };

fn check(subject: Subject<'_>, problems: &mut Vec<Diagnostic>) {
    for File { path, tree: (lang, key, written) } in &subject.trees.articles {
        let Some(article) = subject.site.articles.get(&ArticleId::new(&ArticleKey::new(key), *lang)) else {
            continue;
        };
        let used = article.body.ports();
        let declared: BTreeSet<&PortId> = article.head.ports.iter().collect();
        for port in written.front.ports.iter().filter(|port| declared.contains(&port.value)) {
            let id = &port.value;
            if !used.contains(id) {
                problems.push(
                    Diagnostic::new(
                        Code::PortsDiffer,
                        path,
                        port.span,
                        text!("the text never links to the port `{id}`", "正文从未链接到端口 `{id}`"),
                    )
                    .help(text!(
                        "link its first mention as `[](port:{id})`, or take it off the list",
                        "请在首次提及处写 `[](port:{id})`，或把它从列表中去掉"
                    )),
                );
            }
        }
        let missing: Vec<String> = used.difference(&declared).map(|id| format!("`{id}`")).collect();
        if !missing.is_empty() {
            let list = missing.join(", ");
            problems.push(
                Diagnostic::new(
                    Code::PortsDiffer,
                    path,
                    written.front.span,
                    text!(
                        "the text speaks of ports that `ports` does not list: {list}",
                        "正文提到了 `ports` 未列出的端口：{list}"
                    ),
                )
                .help(text!("add them to `ports` in the front matter", "请把它们加入文件头的 `ports`")),
            );
        }
    }
}
