//! Code as its parts.

use super::*;

// Each part with its kind: `k‹if› `.
fn marked(language: &str, code: &str) -> String {
    let language = Language::find(language).expect("a language");
    let (mut marked, mut rest) = (String::new(), code);
    for Token { kind, length } in tokens(language, code) {
        let (part, after) = rest.split_at(length as usize);
        rest = after;
        let sign = match kind {
            None => {
                marked.push_str(part);
                continue;
            }
            Some(Kind::Keyword) => 'k',
            Some(Kind::String) => 's',
            Some(Kind::Comment) => 'c',
            Some(Kind::Number) => 'n',
            Some(Kind::Name) => 'f',
        };
        marked.push_str(&format!("{sign}‹{part}›"));
    }
    assert!(rest.is_empty() || marked.is_empty(), "tokens cover the code: {rest}");
    marked
}

#[test]
fn every_language_has_its_grammar_and_every_name_is_there_once() {
    for name in Language::names() {
        let language = Language::find(name).expect("a name of the table");
        let grammar = language.grammar();
        assert!(grammar.is_none_or(|grammar| GRAMMARS.find_syntax_by_name(grammar).is_some()), "{name}");
        assert_eq!(Language::names().filter(|other| *other == name).count(), 1, "{name}");
    }
    assert_eq!(Language::find("YAML"), Language::find("yml"));
    assert_eq!(Language::find("端口"), None);
}

#[test]
fn the_five_kinds_are_told_apart() {
    let cases = [
        ("python", "import ssl  # 端口\nprint(\"发信\", 465)\n"),
        ("sh", "nc -vz -w 5 mail.example.com 465 # 测试\n"),
        ("ini", "# 注释\nsmtpd_tls_security_level = may\n[端口]\n"),
        ("master.cf", "smtps inet n - y - - smtpd\n  -o smtpd_tls_wrappermode=yes\n"),
        ("dovecot", "service imap-login {\n  port = 0 # 关\n}\n"),
        ("nginx", "listen 443 ssl;\n"),
        ("xml", "<a b=\"c\">465</a> <!-- 注 -->\n"),
        ("zone", "_imaps._tcp IN SRV 0 1 993 mail.example.com. ; 收信\n"),
        ("powershell", "Test-NetConnection mail.example.com -Port 465\n"),
        ("yaml", "port: 465 # a\nname: '信'\n"),
        ("toml", "port = 465 # a\n"),
        ("js", "const port = 465 // a\n"),
        ("java", "int port = 465; // a\n"),
        ("go", "var port = 465 // a\n"),
        ("php", "<?php $port = 465; // a\n"),
        ("rust", "let port = 465; // a\n"),
    ];
    let all: String = cases.iter().map(|(language, code)| marked(language, code)).collect();
    assert_eq!(
        all,
        "\
k‹import› ssl  c‹# 端口
›f‹print›(s‹\"发信\"›, n‹465›)
f‹nc› -vz -w 5 mail.example.com 465 c‹# 测试
›c‹# 注释
›k‹smtpd_tls_security_level› = s‹may›
[端口]
f‹smtps› inet n - y - - smtpd
  f‹-o› smtpd_tls_wrappermode=yes
f‹service› f‹imap-login› {
  port = n‹0› c‹# 关
›}
k‹listen› s‹443› ssl;
<f‹a› f‹b›=s‹\"c\"›>465</f‹a›> c‹<!-- 注 -->›
_imaps._tcp IN SRV n‹0› n‹1› n‹993› mail.example.com. c‹; 收信
›f‹Test-NetConnection› f‹mail.example.com› -Port n‹465›
f‹port›: n‹465› c‹# a
›f‹name›: s‹'信'›
f‹port› = n‹465› c‹# a›
k‹const› port = n‹465› c‹// a
›k‹int› port = n‹465›; c‹// a
›k‹var› port = n‹465› c‹// a
›<?php $port = n‹465›; c‹// a
›k‹let› port = n‹465›; c‹// a
›"
    );
}

#[test]
fn a_transcript_has_colours_only_where_somebody_typed() {
    assert_eq!(
        marked("console", "$ echo 465\n465 if \"a\"\n# id\n"),
        "c‹$ ›f‹echo› 465\n465 if \"a\"\nc‹# ›f‹id›\n"
    );
}

#[test]
fn long_lines_and_texts_have_no_parts() {
    let of = |code: &str| tokens(Language::find("sh").expect("a language"), code).len();
    assert_eq!(of(&format!("echo {}", "a".repeat(LONGEST_LINE))), 0);
    assert_eq!(of(&"echo\n".repeat(LONGEST / 5 + 1)), 0);
    assert_eq!(marked("text", "if"), "");
}
