//! What bad input gets: every kind of mistake, with its code and its place.

use super::*;
use crate::base::registry::{PortNumber, Reference};
use crate::syntax::listing::{full, path, short};

const GOOD: &str = "\
- id: submissions
  number: 465
  transports: [tcp]
  iana: submissions
  service: smtp-submission
  name: { zh: 邮件提交（隐式 TLS）, en: Message submission over TLS }
  summary: { zh: 邮件程序发信, en: Mail programs send }
  family: mail
  encryption: [implicit]
  direction: client-to-server
  advice: { verdict: prefer, reason: { zh: 全程加密, en: Encrypted all the way } }
  status: registered
  references: [{ rfc: 8314, section: \"3.3\" }, { iana: 2025-12-15 }]
  siblings: [submission, smtp]
  aliases: { zh: [发信加密端口], en: [smtps, ssl 465] }
  checked: 2026-11-23
";

fn ports(text: &str) -> (Vec<Entry<Port>>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    (parse(&path("p.yaml"), text, (&mut Unread::default(), &mut problems), port), problems)
}

// The problems of the good entry with one change, which stands after a good one.
fn changed(from: &str, to: &str) -> String {
    assert_eq!(GOOD.matches(from).count(), 1, "{from}");
    let text = GOOD.to_string() + &GOOD.replace(from, to);
    let (entries, problems) = ports(&text);
    let said = full(&text, &problems);
    assert_eq!(entries.len(), if said.is_empty() { 2 } else { 1 }, "{to}: {said}");
    said
}

#[test]
fn a_good_entry_is_read_whole() {
    let (entries, problems) = ports(GOOD);
    assert_eq!(full(GOOD, &problems), "");
    let [entry @ Entry { value, .. }] = &entries[..] else { panic!("one entry") };
    assert_eq!(value.endpoint(), "465/tcp");
    assert_eq!(value.iana.as_deref(), Some("submissions"));
    assert_eq!(value.references.len(), 2);
    assert_eq!(value.aliases.en, ["smtps", "ssl 465"]);
    let sibling = entry.node().at(&["siblings", "1"]).map(|node| &GOOD[node.span.start..node.span.end]);
    assert_eq!(sibling, Some("smtp"));
}

#[test]
fn an_entry_may_say_when_to_use_it_and_when_not() {
    let uses = "  use: { zh: 发信, en: To send }\n  instead: { zh: 收信用 993, en: 993 to read }\n";
    let text =
        GOOD.replace("  status:", &format!("{uses}  security: {{ zh: 核对证书, en: Validate }}\n  status:"));
    let (entries, problems) = ports(&text);
    assert_eq!(full(&text, &problems), "");
    let Port { usage, instead, security, .. } = &entries[0].value;
    let said = [usage, instead, security].map(|text| text.as_ref().map(|text| text.zh.as_str()));
    assert_eq!(said, [Some("发信"), Some("收信用 993"), Some("核对证书")]);
    assert!(!changed("  status:", "  use: 发信\n  status:").is_empty(), "both languages are wanted");
}

#[test]
fn kept_entries_know_their_places_from_the_text() {
    let text = format!("- id: [broken]\n{GOOD}");
    let kept = postcard::to_stdvec(&ports(&text).0).expect("plain values");
    let mut kept: Vec<Entry<Port>> = postcard::from_bytes(&kept).expect("what was written");
    Entry::recall(&mut kept, &path("a.yaml"), &text.as_bytes().into());
    let number = kept[0].node().at(&["number"]).expect("it is written").span;
    assert_eq!(&text[number.start..number.end], "465");
}

#[test]
fn what_may_be_left_out_may_be_left_out_and_null_means_no_iana_name() {
    let (entries, problems) = ports(
        &GOOD
            .lines()
            .filter(|line| !["advice", "siblings", "aliases"].iter().any(|key| line.contains(key)))
            .map(|line| line.replace("iana: submissions", "iana: null") + "\r\n")
            .collect::<String>(),
    );
    assert_eq!(short("", &problems), "");
    assert_eq!(entries[0].value.iana, None);
    assert_eq!(entries[0].value.advice, None);
}

#[test]
fn a_port_number_in_disguise_is_named_with_the_number_that_it_means() {
    let place = "p.yaml:18:11 P0213";
    let cases = [
        ("0465", "  note: YAML 1.1 reads it as 309\n  help: write `465`"),
        ("0x1D1", "  help: write `465`"),
        ("0o721", "  help: write `465`"),
        ("465.0", "  help: write `465`"),
        ("4.65e2", "  help: write `465`"),
        ("4_65", "  help: write `465`"),
        ("+465", "  help: write `465`"),
        ("４６５", "  help: write `465`"),
        ("\"465\"", "  help: write `465`"),
        ("'４６５'", "  help: write `465`"),
        ("443/tcp", "  help: write `443`"),
        ("2379-2380", "  help: write `\"2379-2380\"`"),
        ("\"2380-2379\"", "  help: write `\"2379-2380\"`"),
        ("\"2379–2380\"", "  help: write `\"2379-2380\"`"),
        ("\"465-465\"", "  help: write `465`"),
        ("\"0465-0587\"", "  help: write `\"465-587\"`"),
    ];
    for (written, help) in cases {
        let said = changed("number: 465", &format!("number: {written}"));
        assert_eq!(said, format!("{place} `{written}` is not a port number\n{help}"));
    }
    let help = "  help: write a decimal number from 0 to 65535, or a range in quotes such as `\"2379-2380\"`";
    for written in ["70000", "-1", "465.5", "smtp", "no", "99999999999999999999", "0x1FFFF", "1-2-3", "\"\""]
    {
        let said = changed("number: 465", &format!("number: {written}"));
        assert_eq!(said, format!("{place} `{written}` is not a port number\n{help}"));
    }
}

#[test]
fn numbers_and_ranges_have_one_spelling() {
    let number = |written: &str| {
        let (entries, _) = ports(&GOOD.replace("number: 465", &format!("number: {written}")));
        entries.first().map(|entry| entry.value.number)
    };
    assert_eq!(number("0"), Some(PortNumber { first: 0, last: 0 }));
    assert_eq!(number("65535"), Some(PortNumber { first: 65535, last: 65535 }));
    assert_eq!(number("\"2379-2380\""), Some(PortNumber { first: 2379, last: 2380 }));
    assert_eq!(number("'0-65535'"), Some(PortNumber { first: 0, last: 65535 }));
}

#[test]
fn an_unknown_key_is_named_with_the_nearest_and_is_not_missing_as_well() {
    assert_eq!(
        changed("  summary: {", "  sumary: {"),
        "p.yaml:23:3 P0205 a port has no key `sumary`\n  help: write `summary`"
    );
    assert_eq!(
        changed("verdict: prefer,", "verdict: prefer, weight: 3,"),
        "p.yaml:27:30 P0205 a piece of advice has no key `weight`\n  help: the keys are `verdict`, `reason`"
    );
}

#[test]
fn a_missing_key_points_at_the_first_line_of_its_entry() {
    assert_eq!(
        changed("  status: registered\n", ""),
        "p.yaml:17:3 P0207 this port has no `status`\n  help: add `status: …`"
    );
}

#[test]
fn a_missing_language_is_an_error() {
    assert_eq!(
        changed("summary: { zh: 邮件程序发信, en: Mail programs send }", "summary: { zh: 邮件程序发信 }"),
        "p.yaml:23:12 P0208 `summary` has no English (`en`)\n  help: write both: `{ zh: …, en: … }`"
    );
    assert_eq!(
        changed("reason: { zh: 全程加密, en:", "reason: { zh: , en:"),
        "p.yaml:27:40 P0208 `advice.reason` has no Chinese (`zh`)\n  help: write both: `{ zh: …, en: … }`"
    );
    assert_eq!(
        changed("summary: { zh: 邮件程序发信,", "summary: { zn: 邮件程序发信,"),
        "p.yaml:23:14 P0205 a value in both languages has no key `zn`\n  help: write `zh`"
    );
    assert_eq!(
        changed("{ zh: 邮件程序发信, en: Mail programs send }", "邮件程序发信"),
        "p.yaml:23:12 P0206 `summary` holds text where a value in both languages is expected\n  \
         help: write `{ zh: …, en: … }`"
    );
}

#[test]
fn a_wrong_type_is_said_in_words() {
    let cases = [
        ("id: submissions\n", "id: [a]\n", "17:7 P0206 `id` holds a list where text is expected"),
        (
            "id: submissions\n",
            "id:\n",
            "17:3 P0206 `id` holds nothing where text is expected\n  help: write a value after the colon",
        ),
        ("iana: submissions", "iana: ''", "20:9 P0206 `iana` holds empty text where text is expected"),
        (
            "iana: submissions",
            "iana: true",
            "20:9 P0206 `iana` holds a truth value where text is expected\n  help: write `\"true\"`",
        ),
        (
            "section: \"3.3\"",
            "section: 3.10",
            "29:38 P0206 `references.section` holds a number where text is expected\n  help: write `\"3.10\"`",
        ),
        (
            "[tcp]",
            "tcp",
            "19:15 P0206 `transports` holds text where a list is expected\n  help: write `[tcp]`",
        ),
        ("[tcp]", "[]", "19:15 P0206 `transports` is an empty list\n  help: list one at least"),
        (
            "ssl 465]",
            "465]",
            "31:40 P0206 `aliases.en` holds a number where text is expected\n  help: write `\"465\"`",
        ),
        ("{ iana: 2025-12-15 }", "IANA", "29:47 P0206 `references` holds text where a reference is expected"),
        ("number: 465", "number: [465]", "18:11 P0206 `number` holds a list where a port number is expected"),
        (
            "{ verdict: prefer, reason: { zh: 全程加密, en: Encrypted all the way } }",
            "prefer",
            "27:11 P0206 `advice` holds text where a piece of advice is expected",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(changed(from, to), format!("p.yaml:{expected}"), "{to}");
    }
}

#[test]
fn what_yaml_1_1_reads_otherwise_is_reported_once() {
    let cases = [
        (
            "iana: submissions",
            "iana: no",
            "20:9 P0209 YAML 1.1 reads `no` as a truth value\n  help: write `\"no\"`",
        ),
        (
            "service: smtp-submission",
            "service: On",
            "21:12 P0209 YAML 1.1 reads `On` as a truth value\n  help: write `\"On\"`",
        ),
        (
            "ssl 465]",
            "0465]",
            "31:40 P0209 YAML 1.1 reads `0465` as another number\n  help: write `\"0465\"`",
        ),
        (
            "ssl 465]",
            "12:30]",
            "31:40 P0209 YAML 1.1 reads `12:30` as another number\n  help: write `\"12:30\"`",
        ),
        (
            "ssl 465]",
            "4_65]",
            "31:40 P0209 YAML 1.1 reads `4_65` as another number\n  help: write `\"4_65\"`",
        ),
        (
            "[implicit]",
            "[no]",
            "25:16 P0212 `encryption` can't be `no`\n  help: write one of `implicit`, `starttls`, `cleartext`",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(changed(from, to), format!("p.yaml:{expected}"), "{to}");
    }
    for fine in ["\"no\"", "3.3.1", "10.0.0.1", "2026-11-23", "0-9", "a:b", "1:2:345"] {
        assert_eq!(changed("ssl 465]", &format!("{fine}]")), "", "{fine}");
    }
}

#[test]
fn words_dates_ids_and_references_are_checked() {
    let cases = [
        (
            "client-to-server",
            "client_to_sever",
            "26:14 P0212 `direction` can't be `client_to_sever`\n  help: write `client-to-server`",
        ),
        ("[tcp]", "[TCP]", "19:16 P0212 `transports` can't be `TCP`\n  help: write `tcp`"),
        (
            "checked: 2026-11-23",
            "checked: 2026/11/3",
            "32:12 P0214 `2026/11/3` is not a date\n  help: write `2026-11-03`",
        ),
        (
            "checked: 2026-11-23",
            "checked: 2026年2月30日",
            "32:12 P0214 `2026年2月30日` is not a date\n  help: write a day of the calendar as year, month and day, such as `2026-11-23`",
        ),
        (
            "iana: 2025-12-15",
            "iana: 20251215",
            "29:55 P0214 `20251215` is not a date\n  help: write a day of the calendar as year, month and day, such as `2026-11-23`",
        ),
        (
            "id: submissions\n",
            "id: Sub_Missions\n",
            "17:7 P0310 `Sub_Missions` is not an id\n  help: write `sub-missions`",
        ),
        (
            "id: submissions\n",
            "id: 提交\n",
            "17:7 P0310 `提交` is not an id\n  help: use ASCII letters in lower case, digits and single hyphens, 100 characters at most",
        ),
        (
            "rfc: 8314",
            "rfc: RFC8314",
            "29:23 P0213 `RFC8314` is not a number for `references.rfc`\n  help: write a decimal number from 1 to 99999",
        ),
        (
            "rfc: 8314",
            "rfc: 08314",
            "29:23 P0213 `08314` is not a number for `references.rfc`\n  help: write `8314`",
        ),
        ("rfc: 8314", "rfc: TLS", "29:23 P0206 `references.rfc` holds text where a whole number is expected"),
        ("rfc: 8314", "rcf: 8314", "29:18 P0205 a reference has no key `rcf`\n  help: write `rfc`"),
        (
            "section: \"3.3\"",
            "section: §3.3",
            "29:38 P0212 `§3.3` is not the number of a section\n  help: write `\"3.3\"`",
        ),
        (
            "{ iana: 2025-12-15 }",
            "{}",
            "29:47 P0207 this reference has no `rfc`, `iana` or `title`\n  help: write `{ rfc: 8314, section: \"3.3\" }`, `{ iana: 2025-12-15 }`, or a page with `title`, `publisher`, `url` and `accessed`",
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(changed(from, to), format!("p.yaml:{expected}"), "{to}");
    }
}

#[test]
fn a_page_needs_its_publisher_address_and_day() {
    let page =
        "{ title: 端口, publisher: 某, url: https://example.com/端口, accessed: 2026-11-23, primary: true }";
    let (entries, problems) = ports(&GOOD.replace("{ iana: 2025-12-15 }", page));
    assert_eq!(short("", &problems), "");
    assert!(matches!(&entries[0].value.references[1], Reference::Page { primary: true, .. }));
    assert_eq!(
        changed("{ iana: 2025-12-15 }", "{ title: 端口, url: javascript:alert(1), primary: yes }"),
        "p.yaml:29:47 P0207 this reference has no `publisher`, `accessed`\n  help: add each as `key: …`\n\
         p.yaml:29:65 P0403 `javascript:alert(1)` is not a web address\n  help: write a whole address with `https://` or `http://`\n\
         p.yaml:29:95 P0209 YAML 1.1 reads `yes` as a truth value\n  help: write `true`"
    );
}

#[test]
fn all_mistakes_of_a_file_are_reported_and_the_good_entries_kept() {
    let text = format!(
        "{GOOD}- id: 坏\n  number: 0465\n  number: 465\n  nam: x\n  checked: 昨天\n- 465\n{}",
        GOOD.replace("submissions\n  number", "urd\n  number")
    );
    let (entries, problems) = ports(&text);
    let ids: Vec<&str> = entries.iter().map(|entry| entry.value.id.as_str()).collect();
    assert_eq!(ids, ["submissions", "urd"]);
    let mut expected = vec![
        "p.yaml:17:3 P0207 this port has no `transports`, `iana`, `service`, `summary`, `family`, `encryption`, \
         `direction`, `status`, `references`"
            .to_string(),
    ];
    expected.extend(
        [
            "17:7 P0310 `坏` is not an id",
            "18:11 P0213 `0465` is not a port number",
            "19:3 P0202 key `number` is written twice",
            "20:3 P0205 a port has no key `nam`",
            "21:12 P0214 `昨天` is not a date",
            "22:3 P0206 a number stands where a port is expected",
        ]
        .map(|line| format!("p.yaml:{line}")),
    );
    assert_eq!(short(&text, &problems), expected.join("\n"));
}

#[test]
fn a_file_that_is_no_list_is_refused() {
    for (text, found) in
        [("", "nothing"), ("# 注\n", "nothing"), ("465\n", "a number"), ("ports: []\n", "a mapping")]
    {
        let (entries, problems) = ports(text);
        assert!(entries.is_empty());
        let line = text.matches('#').count();
        assert_eq!(line, usize::from(text.starts_with('#')));
        assert_eq!(
            full(text, &problems),
            format!(
                "p.yaml:1:1 P0206 {found} stands where a list is expected\n  \
                 help: begin each entry with `- id: …`; a list without entries is `[]`"
            )
        );
    }
    assert_eq!(short("", &ports("[]").1), "");
}

#[test]
fn providers_services_and_terms_are_read() {
    let provider = "\
- id: qq
  name: { zh: QQ 邮箱, en: QQ Mail }
  summary: { zh: 腾讯的邮箱, en: Mail by Tencent }
  domains: [qq.com]
  servers:
    - { service: imap, host: imap.qq.com, port: 993, encryption: implicit }
    - { service: pop3, host: imap。QQ。com, port: \"995\", encryption: tls, evidence: secondary }
  username: { zh: 地址, en: The address }
  password: { kind: authorization_code, note: { zh: 在设置里生成, en: Made in the settings } }
  references: [{ iana: 2025-12-15 }]
  checked: 2026-11-23
";
    let (mut unread, mut problems) = (Unread::default(), Vec::new());
    assert!(parse(&path("q.yaml"), provider, (&mut unread, &mut problems), super::provider).is_empty());
    assert_eq!(
        full(provider, &problems),
        "q.yaml:7:30 P0212 `imap。QQ。com` is not a host name\n  help: write `imap.qq.com`\n\
         q.yaml:7:49 P0213 `\"995\"` is not a port number\n  help: write `995`\n\
         q.yaml:7:68 P0212 `servers.encryption` can't be `tls`\n  help: write one of `implicit`, `starttls`, `cleartext`\n\
         q.yaml:9:21 P0212 `password.kind` can't be `authorization_code`\n  help: write `authorization-code`"
    );
    assert!(unread.may_hold("qq") && !unread.may_hold("gmail"));
    let service = "- { id: imap, protocol: IMAP, name: { zh: 收信, en: IMAP }, summary: { zh: 收信, en: x }, family: mail, \
                   references: [{ rfc: 9051 }], checked: 2026-11-23 }\n";
    let term = "- { id: relay, name: { zh: 中继, en: relay }, definition: { zh: 转交, en: x }, avoid: { zh: [转发], en: [] } }\n";
    let mut problems = Vec::new();
    assert_eq!(parse(&path("s.yaml"), service, (&mut unread, &mut problems), super::service).len(), 1);
    assert_eq!(parse(&path("t.yaml"), term, (&mut unread, &mut problems), super::term).len(), 1);
    assert_eq!(short("", &problems), "");
}
