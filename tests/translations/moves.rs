//! Articles that move, swap their names or leave them to others keep their records.

use super::{EN, ZH, lagging, pair};
use crate::harness::Project;

#[test]
fn an_article_that_moves_takes_its_record_along() {
    let mut project = pair();
    for (lang, path) in [("zh", ZH), ("en", EN)] {
        let text = project.text(path);
        project.remove(path);
        project.write(&format!("content/{lang}/mail/moved.md"), text);
    }
    assert_eq!(lagging(&project), "");
    project.edit("content/zh/mail/moved.md", "第一项", "第 1 项");
    assert_eq!(lagging(&project), "en/mail/moved lists Edited([1])\n");
    project.accept();
    assert!(!project.text("content/translations.lock").contains("pair"));
}

#[test]
fn an_article_that_is_linked_to_may_move() {
    let mut project = pair();
    for lang in ["zh", "en"] {
        let text = project.text(&format!("content/{lang}/mail/send.md"));
        project.remove(&format!("content/{lang}/mail/send.md"));
        project.write(&format!("content/{lang}/mail/submit.md"), text);
        project.edit(&format!("content/{lang}/mail/pair.md"), "send.md", "submit.md");
    }
    assert_eq!(lagging(&project), "");
}

/// Two recorded articles, 苹果 at `x` and 香蕉 at `y`. They have the heading of their last section in common.
fn fruits() -> Project {
    let mut project = Project::small("");
    for (key, [zh, en]) in [("x", ["苹果", "apple"]), ("y", ["香蕉", "banana"])] {
        write(&mut project, key, zh, en);
    }
    project.accept();
    project
}

fn write(project: &mut Project, key: &str, zh: &str, en: &str) {
    for (lang, word, stop, more) in [("zh", zh, "。", "另见"), ("en", en, ".", "See also")] {
        let text = format!(
            "---\ntitle: {word}\nsummary: {word}{stop}\norigin: zh\n---\n\n## {word} {{#a}}\n\n\
             {word} a{stop}\n\n## {more} {{#more}}\n\n{word} b{stop}\n"
        );
        project.write(&format!("content/{lang}/mail/{key}.md"), text);
    }
}

/// Gives articles other names, all at once.
fn rename(project: &mut Project, names: &[(&str, &str)]) {
    for lang in ["zh", "en"] {
        let path = |key: &str| format!("content/{lang}/mail/{key}.md");
        let texts: Vec<String> = names.iter().map(|(old, _)| project.text(&path(old))).collect();
        names.iter().for_each(|(old, _)| project.remove(&path(old)));
        names.iter().zip(texts).for_each(|((_, new), text)| project.write(&path(new), text));
    }
}

/// The record of each translation: `mail/xx: mail/x`, one on each line, and those that are left.
fn records(project: &Project) -> String {
    let drift = project.drift();
    let standings = drift.translations.iter().filter(|(id, _)| id.key.as_str().len() < "mail/read".len());
    let known = standings.map(|(id, standing)| {
        let record = standing.record.as_ref().map_or("none", |record| record.key.as_str());
        format!("{}: {record}\n", id.key)
    });
    known.chain(drift.orphans.iter().map(|id| format!("left: {}\n", id.key))).collect()
}

#[test]
fn two_articles_that_swap_their_names_keep_their_records() {
    let mut project = fruits();
    rename(&mut project, &[("x", "y"), ("y", "x")]);
    assert_eq!(
        (lagging(&project), records(&project)),
        ("".into(), "mail/x: mail/y\nmail/y: mail/x\n".into())
    );
    project.edit("content/zh/mail/y.md", "苹果 b", "苹果 c");
    assert_eq!(lagging(&project), "en/mail/y more Edited([1])\n");
}

#[test]
fn articles_that_move_in_a_chain_keep_their_records() {
    let mut project = fruits();
    rename(&mut project, &[("x", "xx"), ("y", "x")]);
    assert_eq!(
        (lagging(&project), records(&project)),
        ("".into(), "mail/x: mail/y\nmail/xx: mail/x\n".into())
    );
    assert_eq!(project.short(), "");
}

#[test]
fn a_new_article_under_the_old_name_of_another_is_not_recorded() {
    let mut project = fruits();
    rename(&mut project, &[("x", "xx")]);
    write(&mut project, "x", "樱桃", "cherry");
    let known = "mail/x: none\nmail/xx: mail/x\nmail/y: mail/y\n";
    assert_eq!((lagging(&project), records(&project)), ("".into(), known.into()));
}

#[test]
fn an_article_that_is_rewritten_and_not_moved_lags() {
    let mut project = fruits();
    write(&mut project, "x", "樱桃", "cherry");
    assert_eq!(
        (lagging(&project), records(&project)),
        (
            "en/mail/x @front Edited([0, 1])\nen/mail/x a Edited([0, 1])\nen/mail/x more Edited([1])\n"
                .into(),
            "mail/x: mail/x\nmail/y: mail/y\n".into()
        )
    );
}

#[test]
fn a_copy_of_an_article_leaves_the_record_where_it_is() {
    let mut project = fruits();
    write(&mut project, "a", "苹果", "apple");
    project.edit("content/zh/mail/x.md", "苹果 b", "苹果 c");
    let known = "mail/a: none\nmail/x: mail/x\nmail/y: mail/y\n";
    assert_eq!((lagging(&project), records(&project)), ("en/mail/x more Edited([1])\n".into(), known.into()));
}
