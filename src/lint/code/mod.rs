//! Commands and configuration agree with the registry.
//!
//! `openssl s_client -connect h:993 -starttls imap` claims that IMAP on 993 takes STARTTLS. A block is
//! read into lines, shell words and tokens ([`snippet`]); each family of tools says which claims it
//! makes ([`tools`]); and the registry alone ([`known`]) says whether a claim holds ([`judge`]). What can't be
//! decided is silence.
//!
//! Everything is read a bounded number of times, so the work grows with the text and no faster.

mod claim;
mod judge;
mod known;
mod report;
mod settings;
mod shell;
mod snippet;
mod tokens;
mod tools;
mod vocabulary;
mod word;

use super::claims;
use super::claims::Vocabulary;
use super::ground::Ground;
use super::ignored::Exemptions;
use super::prose::Prose;
use super::{Check, Findings, Rule};
use crate::base::span::Span;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::Code;
use crate::syntax::markdown::passages::{self, Kind, Passage};
use claim::Claim;
use judge::Fault;
use rayon::prelude::*;
use report::Block;
use snippet::Snippet;
use std::ops::Range;

pub(super) use known::Known;
pub(super) use settings::alone::ways_of_setting;
pub(super) use snippet::without_comments;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "code",
    looks_at: Noun { en: "claims in code", zh: "代码中的断言" },
    check: Check::Pages(check),
    plant: PLANT,
};

const PLANT: &str = "\
//- content/zh/mail/send.md
---
title: 发信
summary: 用哪个端口发信
ports: [submissions]
---

用 [](port:submissions) 发信。

```sh
swaks --server mail.example.com --port 465 -tls
```
";

fn check(ground: &Ground<'_>, prose: &[Prose<'_>], findings: &mut Findings) {
    let known = Known::of(ground);
    let vocabulary = Vocabulary::of(ground);
    let pages: Vec<Findings> = prose.par_iter().map(|page| look_at_page(page, &known, &vocabulary)).collect();
    pages.into_iter().for_each(|page| findings.absorb(page));
}

fn look_at_page(page: &Prose<'_>, known: &Known<'_>, vocabulary: &Vocabulary<'_>) -> Findings {
    let mut findings = Findings::default();
    let mut exemptions = Exemptions::of(&page.passages);
    for (number, passage) in page.passages.list.iter().enumerate() {
        let (info, ranges) = code_of(passage, vocabulary);
        for range in ranges {
            let found = look(&passage.text[range.clone()], &info, known);
            findings.look(found.claims);
            let place = |span: Span| passage.place(range.start + span.start..range.start + span.end);
            let block = Block { path: page.path, place: &place };
            for Contradiction { claim, fault, called_wrong } in &found.contradictions {
                match called_wrong {
                    Some(words) => findings.exempt(page.path, place(claim.at.span), words),
                    None if exemptions.cover(number) => {}
                    None => findings.report(report::report(fault, claim, known, block)),
                }
            }
        }
    }
    exemptions.list(page.path, &mut findings);
    findings
}

// The whole of a block, or the commands in sentences: `ufw allow 993/tcp`.
fn code_of(passage: &Passage, vocabulary: &Vocabulary<'_>) -> (Code, Vec<Range<usize>>) {
    let whole = 0..passage.text.len();
    match &passage.kind {
        Kind::Code(info) => (passages::info(info), vec![whole]),
        _ => (Code::default(), claims::told_in_code(passage, vocabulary)),
    }
}

/// What was found in a block.
#[derive(Debug)]
struct Found<'t, 's> {
    /// How many claims it makes.
    claims: usize,
    /// Those that do not hold, in the order of their places.
    contradictions: Vec<Contradiction<'t, 's>>,
}

#[derive(Debug)]
struct Contradiction<'t, 's> {
    claim: Claim<'t>,
    fault: Fault<'s>,
    /// The comment or the title that calls it wrong.
    called_wrong: Option<&'t str>,
}

fn look<'t, 's>(text: &'t str, info: &'t Code, known: &Known<'s>) -> Found<'t, 's> {
    let snippet = Snippet::read(text, &info.language);
    let mut claims = Vec::new();
    tools::TOOLS.iter().for_each(|read| read(&snippet, &mut claims));
    settings::read(&snippet, known, &mut claims);
    let title = info.title.as_deref().filter(|title| snippet::says_wrong(title));
    let judged = claims.iter().filter_map(|claim| {
        let fault = known.judge(claim)?;
        let called_wrong = snippet.called_wrong(claim).or(title);
        Some(Contradiction { claim: *claim, fault, called_wrong })
    });
    let mut contradictions: Vec<_> = judged.collect();
    // Two families may see one mistake: the first says it.
    contradictions.sort_by_key(|found| found.claim.at.span);
    contradictions.dedup_by_key(|found| found.claim.at.span);
    Found { claims: claims.len(), contradictions }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::shown::counted;
    use crate::model::read;
    use crate::model::resolve::{self, Drafts};
    use crate::source::Snapshot;

    fn wrong(text: &str) -> Vec<String> {
        reader()(text)
    }

    // The numbers of the contradictions in a block, as the ground of the plants knows them.
    fn reader() -> impl FnMut(&str) -> Vec<String> {
        let mut snapshot = Snapshot::default();
        snapshot.insert_all(include_str!("../ground.txt"));
        let trees = read::read(&snapshot, &mut Vec::new());
        let site = resolve::resolve(&snapshot, &trees, Drafts::Shown, &mut Vec::new()).expect("a site");
        let info = passages::info("sh");
        move |text| {
            let ground = Ground::of(&site, &trees);
            let found = look(text, &info, &Known::of(&ground));
            let part = |found: &Contradiction<'_, '_>| {
                let span = found.claim.at.span;
                text[span.start..span.end].to_string()
            };
            found.contradictions.iter().filter(|found| found.called_wrong.is_none()).map(part).collect()
        }
    }

    const MISTAKE: &str = "\nswaks --server mail.example.com --port 465 -tls\n";

    // Each would cost the square if its parts were looked at once for each of its parts.
    const HOSTILE: &[&str] = &[
        "nc h 1\n",
        "nc ",
        "nc h 1 2 3 ",
        "/*\n",
        "/* ",
        "f(",
        "SMTP(SMTP_SSL([{",
        "{ port: 993,",
        "imaps://",
        "curl x://y:1 ",
        "curl imaps://h:143 ",
        "/dev/tcp/",
        "\"",
        "'",
        "\\\n",
        "`",
        "port = 25\n",
        "mail.smtp.",
        "_imaps._tcp SRV 0 ",
        "<port>",
        "<incomingServer",
        "tcp dport {",
        "service a { inet_listener b { ",
        "- \"25:25\"\n",
        "# wrong\n\n",
        "端口\u{202e}４６５\u{200b}",
        "993 ",
        "telnet h 25\nx\n",
        "nc -vz mail.example.com 993\n",
        "::::[[[[",
        "[x] = 1 ",
        "[x]\n",
        "port=587 ssl=1\n",
        "imap_port: 143\n  ssl: true\n",
        "{\"port\": 993, ",
        "f(port=143, ssl=",
        "a(",
        "- port: 143\n",
        "<port>143",
        "<key>Port</key>\n",
        "x://a=",
        "port { 143 ",
        "smtpPortSslTlsHostPort",
        "端口：993，SSL ",
        "imap port 143 ssl ",
        " port 143 ssl\n",
        "< 端口>\n",
        "printf 'EHLO a' | nc h 25; ",
        "EHLO a; nc h 25; ",
        "- ",
        "- - a: b\n",
        "ftps://h:21 ",
        "port: 25 # 端口 ",
        "name: a\nvalue: 1\n",
        "{端口:1/imap/ssl} ",
        "no ssl ",
        "port 1 udp ",
        "udp ",
        "[\"tcp://h:1\", ",
        "hosts: [\"fd://\", \"tcp://h:143\"]\n",
        "DAEMON_OPTIONS(`M=s",
        "git config a 1\n",
        "tls on\n",
        "smtp.Dial(\"h:143\", ",
        "SMTP({port: 1, ",
        "<connection secure>",
        "<br></server>",
    ];

    #[test]
    fn twice_the_text_is_twice_the_work() {
        let mut wrong_of = reader();
        for piece in HOSTILE {
            let text = |times: usize| piece.repeat(times * 4_000 / piece.len()) + "a: b\n\n" + MISTAKE;
            let mut work_on = |text: String| {
                counted(|| {
                    // An open quote or bracket may swallow the mistake behind it.
                    let found = wrong_of(&text);
                    let is_expected = |number: &String| ["465", "143"].contains(&number.as_str());
                    assert!(found.last().is_none_or(is_expected), "{piece}: {found:?}");
                })
            };
            let (once, twice) = (work_on(text(1)), work_on(text(2)));
            assert!(once > 4_000, "{piece}: the work was counted");
            assert!(twice <= once * 2 + 4_000, "{piece}: {once} bytes looked at, then {twice}");
        }
    }

    #[test]
    fn full_width_digits_and_invisible_characters_are_no_port_of_a_command() {
        let text = "swaks --port ４６５ -tls\nswaks --port 4\u{200b}65 -tls\nswaks --port 465\u{202e} -tls\n";
        assert_eq!(wrong(text), [""; 0]);
        assert_eq!(wrong("端口：\r\nswaks --port 465 -tls # 发信\r\n"), ["465"]);
    }
}
