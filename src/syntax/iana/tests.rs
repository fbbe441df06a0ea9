//! Both forms of the list, real and damaged.

use super::*;
use crate::syntax::listing::{full, path};

const CSV: &str = include_str!("../../../tests/fixtures/iana-2025-12-15.csv");
const XML: &str = include_str!("../../../tests/fixtures/iana-2025-12-15.xml");
const HEAD: &str = "Service Name,Port Number,Transport Protocol,Description,Reference,Assignment Notes\n";

fn read(text: &str) -> (Option<List>, String) {
    let mut problems = Vec::new();
    let list = parse(&path("list"), text, &mut problems);
    (list, full(text, &problems))
}

fn sound(text: &str) -> List {
    let (list, said) = read(text);
    assert_eq!(said, "");
    list.expect("it was read")
}

/// A row without its place.
fn plain(row: &Row) -> String {
    let name = row.name.as_deref().unwrap_or("-");
    let transport = row.transport.map_or("-", Transport::word);
    let (number, references) = (row.number, row.references.join(" "));
    format!("{name} {number}/{transport} {} [{references}] {}", row.description, row.notes)
}

#[test]
fn both_forms_of_the_list_say_the_same() {
    let (csv, xml) = (sound(CSV), sound(XML));
    assert_eq!(csv.updated, None);
    assert_eq!(xml.updated, Date::parse("2025-12-15"));
    let rows: Vec<String> = csv.rows.iter().map(plain).collect();
    let missing: Vec<String> = xml
        .rows
        .iter()
        .filter(|row| row.number.first != 1028)
        .map(plain)
        .filter(|row| !rows.contains(row))
        .collect();
    assert_eq!(missing, [""; 0]);
    assert_eq!((csv.rows.len(), xml.rows.len()), (167, 15));
    let of_465: Vec<&String> = rows.iter().filter(|row| row.contains(" 465/")).collect();
    assert_eq!(
        of_465,
        [
            "urd 465/tcp URL Rendezvous Directory for SSM [] ",
            "submissions 465/tcp Message Submission over TLS protocol [RFC8314] ",
            "igmpv3lite 465/udp IGMP over UDP for SSM [] "
        ]
    );
}

#[test]
fn a_row_knows_its_place_and_whether_the_list_calls_it_historic() {
    let xml = sound(XML);
    let (first, gone) = (&xml.rows[0], xml.rows.iter().find(|row| row.number.first == 1028));
    assert_eq!(&XML[first.span.start..first.span.end], "<number>25</number>");
    assert!(gone.expect("is there").is_historic() && !first.is_historic());
    let text = format!("{HEAD}old,18,tcp,\"Message Send\r\nProtocol\",,Now historic\r\n");
    let csv = sound(&text);
    assert_eq!(plain(&csv.rows[0]), "old 18/tcp Message Send Protocol [] Now historic");
    assert_eq!(&text[csv.rows[0].span.start..csv.rows[0].span.end], "old,18,tcp,\"Message Send");
    assert!(csv.rows[0].is_historic());
}

#[test]
fn cells_hold_quotes_commas_line_breaks_and_chinese() {
    let text = format!(
        "\u{feff}{HEAD}端口,1,tcp,\"a \"\"b\"\", c\n[x]\",[RFC1]nonsense[Jon_Postel][RFC-ietf-x-01][draft-y],\n\n\
         ,2-3,,\"\",,\nname-only,,tcp,,,\n"
    );
    let list = sound(&text);
    let rows: Vec<String> = list.rows.iter().map(plain).collect();
    assert_eq!(rows, ["端口 1/tcp a \"b\", c [x] [RFC1 RFC-ietf-x-01 draft-y] ", "- 2-3/-  [] "]);
}

#[test]
fn the_entities_of_xml_are_read_and_those_of_a_file_are_not_expanded() {
    let with = |description: &str| {
        format!(
            "<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<registry><record><name>x</name>\
             <description>{description}</description><number>7</number></record></registry>"
        )
    };
    assert_eq!(plain(&sound(&with("&lt;&#x4fe1; &amp; <![CDATA[<y>]]>")).rows[0]), "x 7/- <信 & <y> [] ");
    for entity in ["&b;", "&邮件;", "&#xd800;"] {
        let (list, said) = read(&with(&format!("信{entity}")));
        let first = format!("list:2:47 P1105 `{entity}` stands for no character");
        assert_eq!((said.lines().next(), list.is_none()), (Some(first.as_str()), true));
    }
}

#[test]
fn a_damaged_list_is_reported_once_and_not_used() {
    let got = "\n  help: get the list from https://www.iana.org/assignments/service-names-port-numbers/ as CSV or XML";
    let cases = [
        (
            "",
            "list:1:1 P1105 this is not IANA's list: its first line has no `Service Name`, `Port Number`, \
              `Transport Protocol`, `Description`, `Reference`, `Assignment Notes`",
        ),
        (
            "端口,服务\n465,smtp\n",
            "list:1:1 P1105 this is not IANA's list: its first line has no `Service Name`, `Port Number`, \
              `Transport Protocol`, `Description`, `Reference`, `Assignment Notes`",
        ),
        (HEAD, "list:1:1 P1105 the list has no row with a port number"),
        (&format!("{HEAD}a,1,tcp,\"b,,\nc,2,tcp,,,\n"), "list:2:9 P1105 a cell in quotes is not closed"),
        (&format!("{HEAD}a,1,tcp,\"b\"c,,\n"), "list:2:12 P1105 something follows the quotes of a cell"),
        (
            "<html><body>465</body></html>",
            "list:1:1 P1105 this is not IANA's list: it does not begin with `<registry>`",
        ),
        ("<registry><record><number>1</number>", "list:1:37 P1105 the XML of the list is broken here"),
        ("<registry><record></registry>", "list:1:19 P1105 the XML of the list is broken here"),
        (
            "<registry/><registry/>",
            "list:1:12 P1105 this is not IANA's list: it does not begin with `<registry>`",
        ),
        ("<!-- nothing -->", "list:1:17 P1105 the XML of the list is broken here"),
        ("<registry></registry>", "list:1:1 P1105 the list has no row with a port number"),
    ];
    for (text, expected) in cases {
        let (list, said) = read(text);
        assert_eq!((said, list.is_none()), (format!("{expected}{got}"), true), "{text:?}");
    }
}

#[test]
fn rows_with_mistakes_are_reported_up_to_a_limit_and_the_list_is_not_used() {
    let help = "\n  help: nothing was compared with this list; get it again, or correct the row";
    let cases = [
        ("a,465/tcp,tcp,,,", "list:2:1 P1106 `465/tcp` is not a port number of the list"),
        ("a,４６５,tcp,,,", "list:2:1 P1106 `４６５` is not a port number of the list"),
        ("a,65536,tcp,,,", "list:2:1 P1106 `65536` is not a port number of the list"),
        ("a,9-8,tcp,,,", "list:2:1 P1106 `9-8` is not a port number of the list"),
        ("a,+9,tcp,,,", "list:2:1 P1106 `+9` is not a port number of the list"),
        ("a,9,quic,,,", "list:2:1 P1106 `quic` is not a transport of the list"),
        ("a,9,tcp,,", "list:2:1 P1106 the cells are not as many as in the first line: 5 instead of 6"),
    ];
    for (row, expected) in cases {
        let (list, said) = read(&format!("{HEAD}{row}\nb,1,tcp,,,\n"));
        assert_eq!((said, list.is_none()), (format!("{expected}{help}"), true), "{row}");
    }
    let (_, said) = read(&format!("{HEAD}{}", "a,x,tcp,,,\n".repeat(1000)));
    assert_eq!(said.matches("P1106").count(), MOST_REPORTED);
}

#[test]
fn hostile_lists_are_read_or_reported() {
    let deep = format!("<registry>{}", "<record>".repeat(100_000));
    let wide = format!("{HEAD}{}", ",".repeat(1_000_000));
    let quotes = format!("{HEAD}{}", "\"\"".repeat(1_000_001));
    let attributes = format!("<registry><record><xref {}/></record></registry>", "a=\"b\" ".repeat(50_000));
    let texts = [
        deep,
        wide,
        quotes,
        attributes,
        "<registry>\0".into(),
        "<".repeat(100_000),
        "<registry><record><xref type=\"rfc\" data=\"rfc".into(),
    ];
    for text in texts {
        let (list, said) = read(&text);
        assert!(list.is_none() && !said.is_empty(), "{}", &text[..40]);
    }
    let many = format!("{HEAD}{}", "a,0-65535,tcp,,,\n".repeat(100_000));
    assert_eq!(sound(&many).rows.len(), 100_000);
}

#[test]
fn a_list_that_is_cut_anywhere_is_whole_to_that_place_or_reported() {
    for (text, step) in [(XML, 1), (CSV, 37)] {
        for at in (0..text.len()).step_by(step).filter(|at| text.is_char_boundary(*at)) {
            let (list, said) = read(&text[..at]);
            assert_eq!(list.is_none(), !said.is_empty(), "cut at {at}");
        }
    }
}
