//! Tables typed by hand: which ones are found, and what `adopt` makes of them.

use crate::harness::{Project, assert_text};
use portolan::base::path::SourcePath;
use portolan::build::adopt::adopt;

const PATH: &str = "content/zh/mail/send.md";

// The article of the small site with a table in it.
fn with(table: &str) -> Project {
    let mut project = Project::small("");
    project.edit(PATH, "## 确认 {#check}", &format!("{table}\n\n## 确认 {{#check}}"));
    project
}

fn warns(table: &str) -> bool {
    with(table).short().contains("P0812")
}

fn adopted(project: &Project) -> Result<(String, Vec<String>), String> {
    let path = SourcePath::new(PATH).expect("is tame");
    let adopted = adopt(&project.snapshot, &path).map_err(|failure| failure.why.en)?;
    Ok((adopted.text, adopted.unfit.into_iter().map(|table| table.why.en).collect()))
}

const TABLE: &str = "| 端口 | 服务 | 协议 | 加密方式 | 方向 |
|---|:---|---|---|---|
| 465 | SMTPS | TCP | SSL/TLS | 客户端到服务器 |
| [993](port:imaps) | `imaps` | TCP | 隐式 TLS | 客户端到服务器 |";

#[test]
fn a_table_that_restates_the_registry_is_replaced_and_nothing_else_changes() {
    let mut project = with(TABLE);
    let before = project.text(PATH);
    let block = "```ports\nids: [submissions, imaps]\ncolumns: [number, service, encryption, direction]\n```";
    let (after, unfit) = adopted(&project).expect("it can be replaced");
    assert_text(&after, &before.replace(TABLE, block));
    assert_eq!(unfit, [""; 0]);
    project.write(PATH, &after);
    assert_eq!(adopted(&project), Ok((after, Vec::new())));
}

#[test]
fn line_ends_of_windows_stay() {
    let mut project = with(TABLE);
    let text = project.text(PATH).replace('\n', "\r\n");
    project.write(PATH, &text);
    let (after, _) = adopted(&project).expect("it can be replaced");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert!(after.contains("```ports\r\nids: [submissions, imaps]\r\n"), "{after}");
}

#[test]
fn a_table_that_says_more_is_kept_and_the_reason_is_said() {
    let more = "| 端口 | 服务 | 加密 | 备注 |\n|---|---|---|---|\n| 465 | SMTPS | TLS | 推荐 |\n| 993 | IMAPS | TLS | 读信 |";
    let project = with(more);
    assert!(!warns(more));
    let why = "a port table has nothing that says the same as the column `备注`";
    assert_eq!(adopted(&project), Ok((project.text(PATH), vec![why.to_string()])));
}

#[test]
fn a_table_that_its_author_keeps_is_kept() {
    let table = format!("<!-- shadows: ignore reason=\"教材的原表\" -->\n\n{TABLE}");
    let project = with(&table);
    assert!(!warns(&table));
    assert_eq!(adopted(&project), Ok((project.text(PATH), Vec::new())));
}

#[test]
fn notes_and_html_are_no_part_of_a_generated_table() {
    for cell in ["993[^1]", "993<br>"] {
        let table = format!(
            "| 端口 | 服务 | 加密 |\n|---|---|---|\n| 465 | SMTPS | TLS |\n| {cell} | IMAPS | TLS |\n\n[^1]: 注。"
        );
        let project = with(&table);
        assert!(!project.short().contains("P0812"), "{cell}");
        let why = "a generated table has no notes and no HTML in its cells".to_string();
        assert_eq!(adopted(&project), Ok((project.text(PATH), vec![why])), "{cell}");
    }
}

#[test]
fn only_tables_of_entries_with_their_facts_are_shadows() {
    let head = "| 服务 | 端口 | 加密 |\n|---|---|---|\n";
    let two = |a: &str, b: &str| format!("{head}{a}\n{b}");
    assert!(warns(&two("| submissions | 465 | TLS |", "| IMAP | 993/tcp | 隐式 TLS |")));
    assert!(warns("| 名称 | 端口 |\n|---|---|\n| submissions | 465/tcp |\n| imaps | TCP 993 |"));
    assert!(warns("| 名称 | 端口 |\n|---|---|\n| submissions | ４６５ |\n| imaps | 993 端口 |"));
    assert!(warns(&two("| submissions | 465 | TLS（隐式） |", "| IMAPS | 993 | ＳＳＬ／ＴＬＳ |")));
    for other in [
        // One row, a wrong mode, one that contradicts itself, another service, a number that is not in the
        // registry, more words, a link out of the site, the same entry twice, in a list, in a quotation.
        format!("{head}| submissions | 465 | TLS |"),
        two("| submissions | 465 | STARTTLS |", "| imaps | 993 | TLS |"),
        two("| submissions | 465 | TLS（显式） |", "| imaps | 993 | TLS |"),
        two("| imaps | 465 | TLS |", "| submissions | 993 | TLS |"),
        two("| submissions | 466 | TLS |", "| imaps | 993 | TLS |"),
        two("| submissions | 465 | TLS，推荐 |", "| imaps | 993 | TLS |"),
        two("| [SMTPS](https://example.com/) | 465 | TLS |", "| imaps | 993 | TLS |"),
        two("| submissions | 465 | TLS |", "| SMTPS | 465 | TLS |"),
        format!(
            "- 表：\n\n  {}",
            two("| submissions | 465 | TLS |", "| imaps | 993 | TLS |").replace('\n', "\n  ")
        ),
        format!("> {}", two("| submissions | 465 | TLS |", "| imaps | 993 | TLS |").replace('\n', "\n> ")),
    ] {
        assert!(!warns(&other), "{other}");
    }
}

// `imaps` has a sibling over UDP, and nothing is encrypted.
const MORE: &str = "\
- { id: imaps-udp, number: 993, transports: [udp], iana: imaps, service: imap, name: { zh: 读信, en: Reading }, summary: { zh: 读信, en: Reading }, family: mail, encryption: [], direction: client-to-server, status: registered, references: [{ rfc: 8314 }], checked: 2026-11-20 }
";

#[test]
fn of_two_entries_with_one_name_its_id_is_meant_and_a_column_to_fill_in_says_nothing() {
    let with = |table: &str| {
        let mut project = with(table);
        project.write("content/registry/ports/more.yaml", MORE);
        project
    };
    let found = |table: &str| {
        let (text, _) = adopted(&with(table)).expect("it can be replaced");
        text.lines().find(|line| line.starts_with("ids: ")).map(str::to_string)
    };
    let ids = |ids: &str| Some(format!("ids: [{ids}]"));
    let table = |imaps: &str| format!("| 服务 | 端口 |\n|---|---|\n| urd | 465 |\n| {imaps} |");
    assert_eq!(found(&table("IMAPS | 993")), ids("urd, imaps"));
    assert_eq!(found(&table("IMAPS | 993/udp")), ids("urd, imaps-udp"));
    let blank = "| 服务 | 端口 | 我家 |\n|---|---|---|\n| urd | 465 | |\n| imaps | 993/udp | |";
    assert_eq!(adopted(&with(blank)).map(|(text, _)| text), Ok(with(blank).text(PATH)));
}

#[test]
fn a_table_that_would_read_otherwise_is_kept() {
    let mut project = with(TABLE);
    // A template that shows no numbers can't show what the table said.
    let parts = project.text("templates/parts/tables.html").replace("{{ row.number }}", "?");
    project.write("templates/parts/tables.html", parts);
    let why = "the block with `ids: [submissions, imaps]` would say something else";
    assert_eq!(adopted(&project), Err(why.to_string()));
}

#[test]
fn a_table_may_be_indented_and_follow_a_line_of_text_and_a_block_of_the_same_ports() {
    for (before, indent) in [("开头一行", ""), ("", "  "), ("```ports\nids: [submissions, imaps]\n```", "")]
    {
        let table = TABLE.replace('\n', &format!("\n{indent}"));
        let project = with(&format!("{before}\n{indent}{table}"));
        let block =
            "```ports\nids: [submissions, imaps]\ncolumns: [number, service, encryption, direction]\n```";
        let expected = project.text(PATH).replace(&format!("{indent}{table}"), block);
        assert_eq!(adopted(&project), Ok((expected, Vec::new())), "{before:?} {indent:?}");
    }
}

#[test]
fn where_no_block_may_stand_a_table_is_kept_and_the_reason_is_said() {
    let why = "it stands in a list, a quotation or a footnote, where no generated block may stand";
    for (first, mark) in [
        ("- 表：\n\n  ", "  "),
        ("> ", "> "),
        ("> [!NOTE]\n> ", "> "),
        ("又[^1]。\n\n[^1]: 表：\n\n    ", "    "),
    ] {
        let table = format!("{first}{}", TABLE.replace('\n', &format!("\n{mark}")));
        let project = with(&table);
        assert!(!warns(&table), "{table}");
        assert_eq!(adopted(&project), Ok((project.text(PATH), vec![why.to_string()])), "{table}");
    }
}

const SERVERS: &str = "| 用途 | 服务器地址 | 端口 | 加密 |
|---|---|---|---|
| 收信（IMAP） | `imap.qq.com` | 993 | SSL/TLS |
| 发件服务器 | smtp.qq.com | 465/tcp | 隐式 TLS |";

#[test]
fn a_table_of_the_servers_of_a_provider_becomes_its_settings() {
    let project = with(SERVERS);
    assert!(warns(SERVERS));
    let expected = project.text(PATH).replace(SERVERS, "```settings\nprovider: qq\n```");
    assert_eq!(adopted(&project), Ok((expected, Vec::new())));
    let named = "| 协议 | 主机 | 端口 |\n|---|---|---|\n| IMAP | imap.qq.com | 993 |\n| SMTP 服务器 | smtp.qq.com | 465 |";
    assert!(warns(named));
    let bare = "| 主机 | 端口 |\n|---|---|\n| imap.qq.com | 993 |\n| SMTP.QQ.com | 465 |";
    assert!(warns(bare));
}

#[test]
fn servers_that_would_read_otherwise_are_kept() {
    // A template that shows no hosts, and one that shows no modes.
    for shown in ["<code>{{ server.host }}</code>", "{{ <chip chip={server.encryption} /> }}"] {
        let mut project = with(SERVERS);
        let settings = project.text("templates/parts/settings.html");
        assert!(settings.contains(shown));
        project.write("templates/parts/settings.html", settings.replace(shown, "?"));
        let why = "the block with `provider: qq` would say something else";
        assert_eq!(adopted(&project), Err(why.to_string()), "{shown}");
    }
}

#[test]
fn a_table_of_servers_that_says_more_or_otherwise_is_kept() {
    let kept = |from: &str, to: &str| {
        let table = SERVERS.replace(from, to);
        assert_ne!(table, SERVERS);
        assert!(!warns(&table), "{table}");
        let project = with(&table);
        let (text, unfit) = adopted(&project).expect("it is kept");
        assert_eq!(text, project.text(PATH));
        unfit.join("; ")
    };
    let other =
        |column: &str| format!("a block `settings` has nothing that says the same as the column `{column}`");
    // Another mode, the other purpose, a remark, a host and a port of nobody.
    assert_eq!(kept("SSL/TLS", "STARTTLS"), "the registry says something else of `imap.qq.com`");
    assert_eq!(kept("收信（IMAP）", "发信（IMAP）"), other("用途"));
    assert_eq!(kept("发件服务器", "发信，要授权码"), other("用途"));
    assert_eq!(
        kept(
            "收信（IMAP） | `imap.qq.com` | 993 | SSL/TLS |\n| 发件服务器",
            " | imap.qq.com | 993 | SSL |\n| "
        ),
        other("用途")
    );
    let nobody = "no column names the entries that the registry has on these ports";
    assert_eq!(kept("smtp.qq.com", "smtp.example.com"), nobody);
    assert_eq!(kept("465/tcp", "587"), "");
}

#[test]
fn a_table_that_leaves_out_servers_is_kept_and_they_are_named() {
    let mut project = with(SERVERS);
    let server = "smtp.qq.com, port: 465, encryption: implicit }";
    let more = server.replace("smtp.", "smtp2.");
    project.edit(
        "content/registry/providers/qq.yaml",
        server,
        &format!("{server}\n    - {{ service: smtp-submission, host: {more}"),
    );
    assert!(!project.short().contains("P0812"));
    let (text, unfit) = adopted(&project).expect("it is kept");
    assert_eq!(text, project.text(PATH));
    assert_eq!(unfit, ["it leaves out servers that a block `settings` would show: `smtp2.qq.com:465`"]);
}

#[test]
fn a_table_with_ports_of_the_registry_is_never_kept_without_a_reason() {
    for (table, why) in [
        (
            "| 端口 | 加密 | 用途 |\n|---|---|---|\n| 465 | TLS | 发信 |\n| 993 | TLS | 收信 |",
            "no column names the entries that the registry has on these ports",
        ),
        ("| 服务 | 端口 |\n|---|---|\n| submissions | 465 |", "it has one row"),
        (
            "| 服务 | 端口 |\n|---|---|\n| submissions | 465 |\n| SMTPS | 465 |",
            "a port stands in more than one row",
        ),
        (
            "| 服务 | 端口 |\n|---|---|\n| 发信 | [](port:submissions) |\n| 收信 | [](port:imaps) |",
            "its cells take their ports from the registry already",
        ),
        (
            "| 服务 | 端口 | 加密 |\n|---|---|---|\n| submissions | 465 | TLS |\n| imaps | 993 | STARTTLS |",
            "the registry says something else of `imaps`",
        ),
    ] {
        let project = with(table);
        assert_eq!(adopted(&project), Ok((project.text(PATH), vec![why.to_string()])), "{table}");
    }
    let project = with("| 年份 | 版本 |\n|---|---|\n| 1999 | 1 |\n| 2008 | 2 |");
    assert_eq!(adopted(&project), Ok((project.text(PATH), Vec::new())));
}
