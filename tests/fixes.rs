//! What `check --fix` must leave as it is.

use crate::harness::{Project, assert_text};
use portolan::base::path::SourcePath;
use portolan::build::fix;
use portolan::diag::Diagnostic;

const ARTICLE: &str = "content/zh/mail/fixed.md";

/// What becomes of a file, and the codes of what is still reported in it.
fn fixed(files: &str, path: &str) -> (String, Vec<&'static str>) {
    let project = Project::small(files);
    let fixed = fix::fix(project.snapshot, &project.options).expect("fixes come to an end");
    let path = SourcePath::new(path).expect("is tame");
    let file = fixed.snapshot.find(&path).expect("is there");
    let own = |problem: &&Diagnostic| problem.place.as_ref().is_some_and(|place| place.path == path);
    let codes = fixed.build.problems.iter().filter(own).map(|problem| problem.code.number()).collect();
    (String::from_utf8(file.bytes.to_vec()).expect("UTF-8"), codes)
}

/// An article with this title line: its title line afterwards, and what is still reported.
fn title(line: &str) -> (String, Vec<&'static str>) {
    let head = format!("---\n{line}\nsummary: 摘要\norigin: zh\n---\n\n正文。\n");
    let (text, codes) = fixed(&format!("//- {ARTICLE}\n{head}"), ARTICLE);
    let rest = text.strip_prefix("---\n").and_then(|text| text.strip_suffix(head.split_once(line)?.1));
    (rest.expect("nothing else is touched").to_string(), codes)
}

#[test]
fn a_title_that_fixes_made_a_number_a_comment_or_no_yaml_at_all_stays_a_title() {
    for line in [
        "title: ４６５",
        "title: ＃井号",
        "title: ＆锚点",
        "title: ｙｅｓ",
        "title: ｎｕｌｌ",
        "title: ％百分",
        "title: ＠艾特",
    ] {
        assert_eq!(title(line), (line.to_string(), vec!["P1024"]));
    }
    for (line, right) in [
        ("title: '用 Let’s Encrypt 的证书'", "title: '用 Let''s Encrypt 的证书'"),
        ("title: 用 Let’s Encrypt 的证书", "title: 用 Let's Encrypt 的证书"),
        ("title: \"４６５\"", "title: \"465\""),
        ("title: '用「TLS」'", "title: '用“TLS”'"),
    ] {
        assert_eq!(title(line), (right.to_string(), vec![]));
    }
}

#[test]
fn one_apostrophe_in_the_registry_does_not_take_the_site_down() {
    let term = "- id: relay\n  name: { zh: 'Let’s Encrypt', en: LE }\n  definition: { zh: '用 Let’s Encrypt 的证书。', en: A CA. }\n";
    let path = "content/registry/glossary.yaml";
    let (text, codes) = fixed(&format!("//- {path}\n{term}"), path);
    assert_text(&text, &term.replace('’', "''"));
    assert_eq!(codes, [""; 0]);
}

#[test]
fn two_corrections_that_make_an_error_together_are_not_both_made() {
    // Read as 80 by YAML 1.1.
    assert_eq!(title("title: １:２０").1, ["P1024"]);
}

/// A Chinese article with this text: the text afterwards, and what is still reported.
fn body(text: &str) -> (String, Vec<&'static str>) {
    let head = "---\ntitle: 测试\nsummary: 一句\norigin: zh\n---\n\n";
    let (file, codes) = fixed(&format!("//- {ARTICLE}\n{head}{text}\n"), ARTICLE);
    let file = file.strip_prefix(head).and_then(|file| file.strip_suffix('\n'));
    (file.expect("the head is untouched").to_string(), codes)
}

#[test]
fn signs_and_numbers_that_fixes_made_headings_lists_and_emphasis_of_stay_text() {
    for (text, codes) in [
        ("＿强调＿ 文字", vec!["P1024", "P1024"]),
        ("１. 年的事", vec!["P1024"]),
        ("段落二\n＝＝＝＝", vec!["P1024"]),
        ("＆lt;b", vec!["P1024"]),
    ] {
        let (after, left) = body(text);
        let left: Vec<&str> = left.into_iter().filter(|code| *code != "P1003").collect();
        // The space beside a sign that fills its cell is another matter.
        assert_eq!(after.replace(' ', ""), text.replace(' ', ""));
        assert_eq!(left, codes, "{text}");
    }
    // Without the space it begins no heading.
    assert_eq!(body("段落\n＃＃ 不是标题"), ("段落\n##不是标题".to_string(), vec![]));
    let (after, left) = body("用４６５端口。\n\n１. 年的事\n\n再用５８７端口。");
    assert_eq!((after.as_str(), left), ("用 465 端口。\n\n１. 年的事\n\n再用 587 端口。", vec!["P1024"]));
}

#[test]
fn addresses_that_fixes_changed_are_neither_reported_nor_changed() {
    let text = "看 https://example.com/４６５ 和 www.example.com/ｆｏｏ 吧，信箱 ａbc@example.com 即可。";
    assert_eq!(body(text), (text.to_string(), vec![]));
}

#[test]
fn emphasis_that_fixes_took_from_other_readers_keeps_its_spaces() {
    let text = "使用**加粗，** 后面的字，前面的字 **（括号）** 后。";
    assert_eq!(body(text), (text.to_string(), vec![]));
    assert_eq!(body("使用 **加粗** ，后面的字。").0, "使用 **加粗**，后面的字。");
}

#[test]
fn figures_telephones_products_and_days_that_fixes_made_ranges_of_stay_as_they_are() {
    for text in [
        "如图 1-2 所示，见表 3-4。日期 11-20 更新。Intel 8086-8088。",
        "拨打 555-1234 即可，第 2-1 节，2026-11-20。",
    ] {
        assert_eq!(body(text), (text.to_string(), vec![]));
    }
    assert_eq!(body("２０２６－１１－２０ 更新。").0, "2026－11－20 更新。");
    let path = "content/en/mail/fixed.md";
    let file = "---\ntitle: A test\nsummary: One\norigin: zh\n---\n\n\
                See figure 1-2 and table 3-4. Call 555-1234. Intel 8086-8088. Rock 'n' roll.\n";
    let other = file.replace("A test", "测试").replace("One", "一句");
    let other = other.split_once("See").map_or("", |(head, _)| head).to_string() + "正文。\n";
    let (text, codes) = fixed(&format!("//- {path}\n{file}//- {ARTICLE}\n{other}"), path);
    assert_text(&text, file);
    // Only one language speaks of these numbers.
    assert_eq!(codes, ["P0914"]);
}

#[test]
fn an_id_and_a_scheme_one_letter_off_are_corrected() {
    let (text, codes) = body("用 [](ports:submissions)。");
    assert_eq!((text.as_str(), codes), ("用 [](port:submissions)。", vec!["P0413"]));
}
