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
        let why = "a port table has no notes and no HTML in its cells".to_string();
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
    let why = "the generated table that begins with `submissions` would say something else";
    assert_eq!(adopted(&project), Err(why.to_string()));
}
