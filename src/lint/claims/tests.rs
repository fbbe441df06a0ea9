//! Input that nobody writes: it costs what it is long, and nothing panics.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::lint::shown::counted;
use crate::model::read as trees;
use crate::model::resolve::{self, Drafts};
use crate::source::Snapshot;
use crate::syntax::markdown::passages;

// A test borrows it for as long as it runs.
fn vocabulary() -> Vocabulary<'static> {
    let mut snapshot = Snapshot::default();
    snapshot.insert_all(include_str!("../ground.txt"));
    let trees = trees::read(&snapshot, &mut Vec::new());
    let site = resolve::resolve(&snapshot, &trees, Drafts::Shown, &mut Vec::new()).expect("has settings");
    Vocabulary::of(Box::leak(Box::new(Ground::of(Box::leak(Box::new(site)), &trees))))
}

fn judge(text: &str, vocabulary: &Vocabulary<'_>) -> usize {
    let passages = passages::read(text, 0, Vec::new());
    let claims = read(&passages, vocabulary);
    let wrong = claims.iter().filter_map(|(at, claim)| {
        let wrong = Wrong::of(claim, vocabulary)?;
        let passage = &passages.list[*at];
        // The place is cut out of the text, on its characters.
        Some((wrong, text[passage.place(claim.place.clone()).start..].len()))
    });
    wrong.count()
}

#[test]
fn twice_the_text_is_twice_the_work() {
    let vocabulary = vocabulary();
    for part in [
        "IMAP 用 465，",
        "IMAP 465 ",
        "IMAP 5555 ",
        "IMAP（5555、",
        "不的",
        "不默认 5555 ",
        "a) b) IMAP 465 ",
        "- A) IMAP 465\n",
        "465 IMAP ",
        "IMAP、IMAP 和 465、",
        "465/udp ",
        "UDP 465 993 ",
        "465、STARTTLS、",
        "IMAP（465）",
        "（（IMAP（465",
        "IMAP 分别 465、993、IMAP、IMAP ",
        "前者 IMAP 465 ",
        "不是 110，而是 465，",
        "imap.imap.imap-imap-",
        "tls-tls-",
        "“IMAP 465",
        "`IMAP` `465` ",
        "端口 ",
        "加密端口 IMAP ",
        "1 ",
        "99,999,",
        "４６５\u{200b}\u{202e}",
        "IMAP 的端口是 465。",
        "IMAP\n465\n\n",
        "- IMAP 465\n",
        "[465](port:imaps) ",
        "端口，端口 465，",
        "失败，",
        "如果，改为，",
        "隐式 TLS 的端口：IMAP 465、",
        "不要 IMAP（465）",
        "以上全部为 UDP，465、",
        "993，995,",
        "`nc h 993` ",
        "IMAP_USE_SSL=",
        "IMAP_USE_SSL=1 ",
    ] {
        let work = |count: usize| counted(|| judge(&part.repeat(count), &vocabulary));
        let (once, twice) = (work(600), work(1200));
        assert!(twice <= once * 5 / 2, "`{part}`: {once} steps, then {twice}");
    }
    let table = |rows: usize, columns: usize| {
        let row = |cell: &str| format!("{}|\n", format!("|{cell}").repeat(columns));
        format!("{}{}{}", row("端口"), row("-"), row("IMAP 465 STARTTLS UDP").repeat(rows))
    };
    for (a, b) in [(table(100, 8), table(200, 8)), (table(4, 200), table(4, 400))] {
        let (once, twice) = (counted(|| judge(&a, &vocabulary)), counted(|| judge(&b, &vocabulary)));
        assert!(twice <= once * 5 / 2, "{once} steps, then {twice}");
    }
}

#[test]
fn words_in_any_order_are_read() {
    let vocabulary = vocabulary();
    let mut words: Vec<&str> =
        phrases::PHRASES.iter().map(|(_, list)| list.split('|').next().unwrap_or_default()).collect();
    words.extend([
        "IMAP", "SMTP", "IMAPS", "465", "143", "25", "993", "1", "，", "。", "（", "）", "“", "”", "\n\n- ",
        ";",
    ]);
    words.extend(["`", "/", "4653", "mail.example.com", "客户端", "分别"]);
    // The one of Numerical Recipes: any order will do.
    let mut seed = 1_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for _ in 0..20_000 {
        let length = 1 + next(12);
        let text: Vec<&str> = (0..length).map(|_| words[next(words.len())]).collect();
        let text = text.join(if next(2) == 0 { "" } else { " " });
        let _ = judge(&text, &vocabulary);
    }
}

#[test]
fn digits_of_full_width_count_and_what_nobody_sees_hides_nothing() {
    let vocabulary = vocabulary();
    for wrong in [
        "ＩＭＡＰ 用 ４６５ 端口。",
        "IMAP 用 4\u{200b}65 端口。",
        "I\u{ad}MAP 用 \u{202e}465\u{202c} 端口。",
        "IMAP\u{fe0f} 用 ４６5 端口。",
    ] {
        assert_eq!(judge(wrong, &vocabulary), 1, "{wrong}");
    }
    for right in [
        "IMAP 用 ９９３ 端口。",
        "```\nIMAP 用 465 端口。",
        "IMAP 用 00465 端口。",
        "IMAP 用 465465465465465465465 端口。",
    ] {
        assert_eq!(judge(right, &vocabulary), 0, "{right}");
    }
}

#[test]
fn a_setting_in_a_sentence_says_what_it_says_in_code() {
    let vocabulary = vocabulary();
    for wrong in [
        "Django 的 `EMAIL_USE_SSL = True` 配 587 端口。",
        "Django 的 EMAIL_USE_TLS 配 465 端口。",
        "587 端口要写 `smtpd_tls_wrappermode=yes`。",
        "Port 587 takes smtpd_tls_wrappermode.",
        "`IMAP_SECURE=true` 的端口是 465。",
    ] {
        assert_eq!(judge(wrong, &vocabulary), 1, "{wrong}");
    }
    for right in [
        "Django 的 `EMAIL_USE_SSL = True` 配 465 端口，EMAIL_USE_TLS=True 配 587 端口。",
        "587 端口要写 `smtpd_tls_wrappermode=no`。",
        "465 端口的 tls_starttls 要关掉。",
        "改用 587 时，端口写 587，`smtp_tls_wrappermode` 写 `no`。",
        "EMAIL_USE_SSL 设为 False，端口才是 587。",
        "`IMAP_SECURE=true` 的端口是 993。",
    ] {
        assert_eq!(judge(right, &vocabulary), 0, "{right}");
    }
}

#[test]
fn no_phrase_has_two_roles() {
    let mut phrases = std::collections::BTreeMap::new();
    for (role, list) in phrases::PHRASES {
        for phrase in list.split('|') {
            assert_eq!(phrases.insert(phrase, role), None, "{phrase}");
        }
    }
}

#[test]
fn commands_in_sentences_count_where_the_sentence_stands_behind_them() {
    let vocabulary = vocabulary();
    let text = "Run `nc -z h 993`. Never run `nc -z h 995`. 先运行 `nc -z h 465`。不要运行 `nc -z h 587`。\
                再设 `imap_port=993`，别设 `imap_port=995`。";
    let passages = passages::read(text, 0, Vec::new());
    let passage = &passages.list[0];
    let told: Vec<&str> =
        told_in_code(passage, &vocabulary).iter().map(|range| &passage.text[range.clone()]).collect();
    assert_eq!(told, ["nc -z h 993", "nc -z h 465", "imap_port=993"]);
}
