//! Input that nobody writes, for every rule: none panics, and twice the text is not more than twice the work.
//! `benches/hostile.py` measures the whole program on texts of megabytes.

use super::ground::Ground;
use super::shown::counted;
use super::{RULES, Subject, prose};
use crate::base::date::Date;
use crate::model::read;
use crate::model::resolve::{self, Drafts};
use crate::source::Snapshot;

/// Bytes of the shorter text of each language.
const SIZE: usize = 32 * 1024;

const PIECES: &[(&str, &str)] = &[
    ("one line", "IMAP 用 993 端口，SMTP uses 465, "),
    ("numbers", "993 "),
    ("numbers in parentheses", "（993）(465) "),
    ("ranges", "1-2~3—4 "),
    ("mixed scripts", "端口port Порт 993 ポート، منفذ "),
    ("full-width digits", "４６５端口，IMAP９９３，"),
    ("zero-width characters", "4\u{200b}6\u{200d}5 端\u{feff}口 "),
    ("right-to-left overrides", "\u{202e}端口 465\u{202c} IMAP "),
    ("unclosed fences", "```sh\nnc h 993\n\n"),
    ("fences", "```sh\nnc h 993\n```\n\n"),
    ("nested quotations", "> "),
    ("nested lists", "- "),
    ("links", "[993](port:imaps) "),
    ("open brackets", "[[![("),
    ("code spans", "`a ``b "),
    ("headings", "## 端口 {#a}\n\n"),
    ("tables", "| IMAP | 993 |\n|---|---|\n| SMTP | 465 |\n\n"),
    ("long rows", "| 993 "),
    ("rows", "| IMAP | 993 |\n"),
    ("quotation marks", "“‘「\"'"),
    ("straight marks", "\"a' 'b\" "),
    ("spaces", "端口   ，"),
    ("dashes", "- — … -- "),
    ("lists", "a, b, c and d or "),
    ("hosts", "mail.yourdomain.com 1.2.3.4 "),
    ("comments", "<!-- claim: ignore reason=\"x\" -->\n\n"),
    ("paragraphs", "465 端口一连上就加密，所以半路上的人看不到信件和密码，请优先选它。\n\n"),
];

// A table needs its head.
fn body(name: &str, piece: &str, size: usize) -> String {
    let head = if name == "rows" { "| 服务 | 端口 |\n|---|---|\n" } else { "" };
    format!("{head}{}", piece.repeat(size / piece.len()))
}

/// The steps that each rule takes on an article in both languages with this body.
fn steps(body: &str) -> Vec<usize> {
    let mut snapshot = Snapshot::default();
    snapshot.insert_all(include_str!("ground.txt"));
    for (lang, title) in [("zh", "发信"), ("en", "Mail")] {
        let text = format!(
            "//- content/{lang}/mail/hostile.md\n---\ntitle: {title}\nsummary: {title}\n---\n\n{body}"
        );
        snapshot.insert_all(&text);
    }
    let trees = read::read(&snapshot, &mut Vec::new());
    let site = resolve::resolve(&snapshot, &trees, Drafts::Shown, &mut Vec::new()).expect("a site");
    let prose = prose::read(&snapshot, &site, &trees);
    let today = Date::parse("2026-11-26");
    let subject = Subject { site: &site, trees: &trees, prose: &prose, registry: &[], today };
    let ground = Ground::of(&site, &trees);
    RULES.iter().map(|rule| counted(|| rule.look(subject, &ground))).collect()
}

#[test]
fn no_rule_panics_and_twice_the_text_is_twice_the_work() {
    // Steps are counted by thread, and rules look at pages side by side.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    alone.install(|| {
        for (name, piece) in PIECES {
            let [once, twice] = [SIZE, 2 * SIZE].map(|size| steps(&body(name, piece, size)));
            assert!(once.iter().sum::<usize>() > 0, "{name}: the work was counted");
            for (rule, (once, twice)) in RULES.iter().zip(once.iter().zip(&twice)) {
                let most = once * 5 / 2 + 4_000;
                assert!(*twice <= most, "{name}, {}: {once} steps, then {twice}", rule.name);
            }
        }
    });
}
