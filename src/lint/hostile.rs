//! Input that nobody writes, for every rule: none panics, and none takes time that grows faster than the
//! text. What the rules about claims do is counted in steps elsewhere; here a bound on the clock, far
//! above what any machine needs, tells a second from an hour.

use super::ground::Ground;
use super::{RULES, Subject, prose};
use crate::base::date::Date;
use crate::model::read;
use crate::model::resolve::{self, Drafts};
use crate::source::Snapshot;
use std::time::{Duration, Instant};

/// Bytes of each text.
const SIZE: usize = 64 * 1024;
/// A rule whose work is the square of the text needs hours.
const BOUND: Duration = Duration::from_secs(300);

const PIECES: &[(&str, &str)] = &[
    ("one line", "IMAP 用 993 端口，SMTP uses 465, "),
    ("numbers", "993 "),
    ("numbers in parentheses", "（993）(465) "),
    ("mixed scripts", "端口port Порт 993 ポート، منفذ "),
    ("full-width digits", "４６５端口，IMAP９９３，"),
    ("zero-width characters", "4\u{200b}6\u{200d}5 端\u{feff}口 "),
    ("right-to-left overrides", "\u{202e}端口 465\u{202c} IMAP "),
    ("unclosed fences", "```sh\nnc h 993\n\n"),
    ("fences", "```sh\nnc h 993\n```\n\n"),
    ("links", "[993](port:imaps) "),
    ("headings", "## 端口 {#a}\n\n"),
    ("tables", "| IMAP | 993 |\n|---|---|\n| SMTP | 465 |\n\n"),
    ("long rows", "| 993 "),
    ("quotation marks", "“‘「\"'"),
    ("comments", "<!-- claim: ignore reason=\"x\" -->\n\n"),
    ("paragraphs", "465 端口一连上就加密，所以半路上的人看不到信件和密码，请优先选它。\n\n"),
];

#[test]
fn no_rule_panics_or_takes_forever() {
    for (name, piece) in PIECES {
        let body = piece.repeat(SIZE / 2 / piece.len());
        let mut snapshot = Snapshot::default();
        snapshot.insert_all(include_str!("ground.txt"));
        for (lang, title) in [("zh", "发信"), ("en", "Mail")] {
            let text = format!(
                "//- content/{lang}/mail/hostile.md\n---\ntitle: {title}\nsummary: {title}\n---\n\n{body}"
            );
            snapshot.insert_all(&text);
        }
        let begun = Instant::now();
        let trees = read::read(&snapshot, &mut Vec::new());
        let site = resolve::resolve(&snapshot, &trees, Drafts::Shown, &mut Vec::new()).expect("a site");
        let prose = prose::read(&snapshot, &site, &trees);
        let today = Date::parse("2026-11-26");
        let subject = Subject { site: &site, trees: &trees, prose: &prose, registry: &[], today };
        let ground = Ground::of(&site, &trees);
        for rule in RULES {
            rule.look(subject, &ground);
            let spent = begun.elapsed();
            assert!(spent < BOUND, "{name}: {} after {spent:?}", rule.name);
        }
    }
}
