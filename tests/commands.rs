//! The program from outside: what it prints, how it ends, what it writes.

use crate::harness::{Project, Ran, assert_text, portolan, program, put, ran, tree};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A folder with the small site and these files over it in `site/`.
fn small(files: &str) -> TempDir {
    let folder = folder();
    Project::small(files).save(&folder.path().join("site"));
    folder
}

/// A folder with a new site in `site/`.
fn new_site() -> TempDir {
    let folder = folder();
    assert_eq!(portolan(folder.path(), "init site").status, Some(0));
    folder
}

fn said(status: i32, stderr: &str) -> Ran {
    Ran { status: Some(status), stdout: String::new(), stderr: stderr.to_string() }
}

/// Warns: the first heading has no id.
const WARNS: &str =
    "//- content/en/mail/warns.md\n---\ntitle: Warns\nsummary: It warns\n---\n\n## A heading\n";

/// Fails: no port is called so.
const FAILS: &str =
    "//- content/zh/mail/fails.md\n---\ntitle: 失败\nsummary: 出错\n---\n\n发信用 [](port:submision) 端口\n";

#[test]
fn the_help_of_every_command_has_examples_that_the_program_understands() {
    let folder = folder();
    let help = |command: &str| {
        let Ran { status, stdout, stderr } = portolan(folder.path(), &format!("{command} --help"));
        assert_eq!((status, stderr.as_str()), (Some(0), ""), "{command}");
        stdout
    };
    let mut commands = vec![String::new()];
    let mut at = 0;
    while let Some(command) = commands.get(at).cloned() {
        at += 1;
        let text = help(&command);
        let examples: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("  portolan ")).map(without_remark).collect();
        let own = examples.iter().filter(|example| example.starts_with(&command));
        assert!(own.count() > 0, "`portolan {command}` has an example:\n{text}");
        for example in examples {
            assert_ne!(help(example), "", "{example}");
        }
        commands.extend(commands_of(&text).iter().map(|name| format!("{command} {name}").trim().to_string()));
    }
    assert!(commands.len() > 7, "all of them were found: {commands:?}");
}

// The names below `Commands:`, but `help`, which clap adds to each.
fn commands_of(help: &str) -> Vec<String> {
    let list = help.split_once("Commands:\n").map_or("", |(_, list)| list);
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(str::to_string).collect()
}

// What an example does is said behind two blanks; where its output goes is up to the shell.
fn without_remark(example: &str) -> &str {
    let command = example.split("  ").next().unwrap_or(example);
    command.split(" > ").next().unwrap_or(command)
}

#[test]
fn a_new_site_builds_and_passes_its_checks_and_is_not_made_twice() {
    let folder = folder();
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let made = "made a site in my; `portolan build --site my` writes it to my/public\n";
    assert_eq!(run("init my"), said(0, made));
    let files = tree(&folder.path().join("my"));
    let names: Vec<&str> = files.keys().map(String::as_str).filter(|name| !name.ends_with('/')).collect();
    assert_text(
        &names.join("\n"),
        ".gitignore
content/en/mail/_section.md
content/en/mail/send-mail.md
content/registry/ports/mail.yaml
content/registry/services.yaml
content/site.yaml
content/zh/mail/_section.md
content/zh/mail/send-mail.md",
    );
    let built = run("build --site my");
    assert_eq!((built.status, built.stdout.as_str()), (Some(0), ""));
    let published = tree(&folder.path().join("my/public"));
    let count = |end: &str| published.keys().filter(|path| path.ends_with(end)).count();
    let files = published.keys().filter(|path| !path.ends_with('/') && *path != ".portolan").count();
    let summary = format!("{} pages: {files} files made, 0 kept, in # s → my/public\n", count(".html"));
    assert_eq!(built.stderr, summary);
    assert_eq!(run("check --site my --deny warnings").status, Some(0));
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/iana-2025-12-15.csv");
    let compared = run(&format!("check --site my --deny warnings --iana {list} --quiet --lang zh"));
    assert_eq!(compared, said(0, ""));
    assert_eq!(run("init my"), said(2, "error: can't make a site in `my`: it is not empty\n"));
    assert_eq!(run("init my --lang zh"), said(2, "错误：不能在 `my` 中新建站点：它不是空的\n"));
    let untouched = tree(&folder.path().join("my"));
    assert!(untouched.len() > published.len(), "the site is still there");
}

#[test]
fn a_site_may_be_made_in_an_empty_folder_that_is_there() {
    let folder = folder();
    fs::create_dir(folder.path().join("新站")).expect("made");
    assert_eq!(portolan(folder.path(), "init 新站 --quiet"), said(0, ""));
    assert_eq!(portolan(&folder.path().join("新站"), "check --quiet --deny warnings"), said(0, ""));
}

#[test]
fn building_ends_with_one_line_in_the_language_of_the_terminal() {
    let folder = small("");
    let run = |name: &str, value: &str, arguments: &[&str]| {
        ran(program(folder.path()).env(name, value).args(["build", "--site", "site"]).args(arguments))
    };
    let first = said(0, "40 pages: 75 files made, 0 kept, in # s → site/public\n");
    let zh = said(0, "40 个页面：生成 0 个文件，保留 75 个，用时 # 秒 → site/public\n");
    let en = said(0, "40 pages: 0 files made, 75 kept, in # s → site/public\n");
    assert_eq!(run("LANG", "C", &[]), first);
    assert_eq!(run("LANG", "zh_CN.UTF-8", &[]), zh);
    assert_eq!(run("LC_ALL", "zh_TW.UTF-8", &[]), zh);
    assert_eq!(run("LANG", "de_DE.UTF-8", &[]), en);
    assert_eq!(run("LANG", "zh_CN.UTF-8", &["--lang", "en"]), en);
    assert_eq!(run("LANG", "en_GB.UTF-8", &["--lang", "zh"]), zh);
    assert_eq!(run("LANG", "C", &["--quiet"]), said(0, ""));
    let both =
        ran(program(folder.path()).env("LANG", "zh_CN").env("LC_ALL", "C").args(["build", "--site", "site"]));
    assert_eq!(both, en);
}

#[test]
fn mistakes_are_shown_with_an_excerpt_or_on_one_line_each() {
    let folder = small(FAILS);
    let run = |arguments: &str| portolan(folder.path(), &format!("check --site site {arguments}"));
    let human = "error[P0301]: port `submision` is not in the registry
  ╭▸ content/zh/mail/fails.md:6:8
  │
6 │ 发信用 [](port:submision) 端口
  │           ━━━━━━━━━━━━━━ named here
  │
  ╰ help: the registry has `submissions` (465/tcp)

1 error
";
    assert_eq!(run("--format human"), said(1, human));
    let short = "content/zh/mail/fails.md:6:8: error[P0301]: port `submision` is not in the registry \
                 (the registry has `submissions` (465/tcp))\n1 error\n";
    assert_eq!(run("--format short"), said(1, short));
    // Without a terminal, the short format is the default.
    assert_eq!(run(""), said(1, short));
    assert_eq!(run("--quiet"), said(1, short));
    let chinese = "错误[P0301]：登记表里没有端口 `submision`
  ╭▸ content/zh/mail/fails.md:6:8
  │
6 │ 发信用 [](port:submision) 端口
  │           ━━━━━━━━━━━━━━ 写在这里
  │
  ╰ 帮助：登记表里有 `submissions`（465/tcp）

1 个错误
";
    assert_eq!(run("--format human --lang zh"), said(1, chinese));
    let coloured = run("--format human --color always");
    assert_eq!(coloured.status, Some(1));
    assert_eq!(plain(&coloured.stderr), human);
    assert_ne!(coloured.stderr, human);
}

#[test]
fn checking_with_v_lists_every_rule() {
    let folder = small(WARNS);
    let ran = portolan(folder.path(), "check --site site -v");
    // What stands below a rule is indented.
    let lines = ran.stdout.lines().skip(1).filter(|line| !line.starts_with(' '));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    let rules = portolan::lint::RULES.iter().map(|rule| rule.name);
    assert_eq!(names.collect::<Vec<_>>(), rules.collect::<Vec<_>>());
    assert_eq!(ran.status, Some(0));
    assert_eq!(portolan(folder.path(), "check --site site -v --quiet"), said(0, ""));
}

// Without escape sequences for colour.
fn plain(text: &str) -> String {
    let mut parts = text.split('\x1b');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn a_site_with_warnings_is_built_unless_they_are_denied() {
    let folder = small(WARNS);
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let warning = "content/en/mail/warns.md:6:1: warning[P0406]: the heading `A heading` has no id (write \
                   `{#id}` at its end, the same in both languages, so that links survive a new wording)\n1 warning\n";
    let checked = "checked: 77 files can be published\n";
    assert_eq!(run("check --site site"), said(0, &format!("{warning}{checked}")));
    assert_eq!(run("check --site site --quiet"), said(0, ""));
    assert_eq!(run("check --site site --deny warnings"), said(1, warning));
    // What stops a command is an error to it, and is never kept silent.
    assert_eq!(run("check --site site --deny warnings --quiet"), said(1, warning));
    let built = format!("{warning}42 pages: 77 files made, 0 kept, in # s → site/public\n");
    assert_eq!(run("build --site site"), said(0, &built));
    assert_eq!(run("build --site site --quiet"), said(0, ""));
}

#[test]
fn the_age_of_facts_is_counted_from_the_day_that_is_given() {
    let folder = small("");
    let settings = folder.path().join("site/content/site.yaml");
    let text = fs::read_to_string(&settings).expect("the settings");
    put(&settings, text + "standards:\n  checked: { days: 365 }\n");
    let lines = |day: &str| {
        let ran = portolan(folder.path(), &format!("check --site site --format short --today {day}"));
        ran.stderr.lines().filter(|line| line.contains("warning[P1018]")).count()
    };
    // Three ports, three services and a provider were checked on one day.
    assert_eq!([lines("2026-11-20"), lines("2027-11-20"), lines("2027-11-21")], [0, 0, 7]);
    let ran = portolan(folder.path(), "check --today tomorrow");
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("a day is written YYYY-MM-DD"), "{}", ran.stderr);
}

#[test]
fn checking_writes_nothing_and_looks_at_drafts() {
    let folder = small(&FAILS.replace("summary: 出错", "summary: 出错\ndraft: true"));
    let before = tree(folder.path());
    assert_eq!(portolan(folder.path(), "check --site site").status, Some(1));
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn what_has_one_correction_is_corrected_and_nothing_else_is_touched() {
    let folder = small(
        "//- content/zh/mail/typos.md\n---\ntitel: 错字\nsummary: 有错字\n---\n\n用 [](port:imapz) 收信，不用 [](port:pop)。\n",
    );
    let site = folder.path().join("site");
    let path = site.join("content/zh/mail/typos.md");
    let text = fs::read_to_string(&path).expect("written").replace('\n', "\r\n");
    put(&path, &text);
    let fragile = site.join("content/zh/mail/.typos.md.portolan");
    put(&site.join("precious"), "kept");
    std::os::unix::fs::symlink("../../../precious", &fragile).expect("linked");
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o640)).expect("set");
    let before = tree(&site);
    let run = |arguments: &str| portolan(folder.path(), &format!("check --site site {arguments}"));
    let pop = "content/zh/mail/typos.md:6:27: error[P0301]: port `pop` is not in the registry (`portolan new \
               port pop` makes an entry to fill in)\n";
    let typos = "content/zh/mail/typos.md:2:1: error[P0205]: the front matter has no key `titel` (write \
                 `title`)\ncontent/zh/mail/typos.md:6:6: error[P0301]: port `imapz` is not in the registry (the \
                 registry has `imaps` (993/tcp))\n";
    let hint = "3 errors; `portolan check --fix` corrects 2\n";
    assert_eq!(run(""), said(1, &format!("{typos}{pop}{hint}")));
    assert_eq!(tree(&site), before);
    let done = typos.replace("error[", "fixed[");
    assert_eq!(run("--fix"), said(1, &format!("{done}fixed: 2 mistakes, files written: 1\n{pop}1 error\n")));
    let expected = text.replace("titel", "title").replace("imapz", "imaps");
    assert_eq!(fs::read_to_string(&path).expect("still there"), expected);
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).expect("still there").permissions());
    assert_eq!(mode & 0o777, 0o640);
    let mut after = before;
    after.insert("content/zh/mail/typos.md".into(), expected.into_bytes());
    after.remove("content/zh/mail/.typos.md.portolan");
    assert_eq!(tree(&site), after);
    let zh = "没有可以自动修正的地方\ncontent/zh/mail/typos.md:6:27: 错误[P0301]：登记表里没有端口 `pop`（\
              `portolan new port pop` 可新建待填写的条目）\n1 个错误\n";
    assert_eq!(run("--fix --lang zh"), said(1, zh));
    assert_eq!(tree(&site), after);
}

#[test]
fn fixes_that_stop_half_way_say_which_files_were_written() {
    let folder = small(WARNS);
    let site = folder.path().join("site");
    for name in ["a", "b"] {
        let article = "---\ntitle: 发信\nsummary: 发信\n---\n\n选SSL 即可。\n";
        put(&site.join(format!("content/zh/mail/{name}.md")), article);
    }
    // The file beside it can't be made.
    fs::create_dir_all(site.join("content/zh/mail/.b.md.portolan/full")).expect("made");
    let run = |arguments: &str| portolan(folder.path(), &format!("check --site site {arguments}"));
    let refused = "error: can't write `site/content/zh/mail/b.md`: File exists (os error 17); written before: \
                   `content/zh/mail/a.md`\n";
    assert_eq!(run("--fix"), said(2, refused));
    let refused = "错误：不能写入 `site/content/zh/mail/b.md`：File exists (os error 17)；没有改动任何文件\n";
    assert_eq!(run("--fix --lang zh"), said(2, refused));
}

#[test]
fn drafts_are_built_when_asked_for() {
    let draft = WARNS.replace("\n## A heading\n", "\nNothing.\n").replace("---\n\n", "draft: true\n---\n\n");
    let folder = small(&draft);
    let run = |arguments: &str| portolan(folder.path(), &format!("build --site site {arguments}"));
    assert_eq!(run(""), said(0, "40 pages: 75 files made, 0 kept, in # s → site/public\n"));
    assert_eq!(run("--drafts"), said(0, "42 pages: 10 files made, 67 kept, in # s → site/public\n"));
    assert_eq!(run(""), said(0, "40 pages: 8 files made, 67 kept, in # s → site/public\n"));
    assert!(!folder.path().join("site/public/en/mail/warns").exists());
}

#[test]
fn an_article_begins_with_the_outline_of_its_translation() {
    let folder = small("");
    let site = folder.path().join("site");
    fs::remove_file(site.join("content/zh/mail/read.md")).expect("removed");
    let run = |arguments: &str| portolan(&site, arguments);
    let made = "made content/zh/mail/read.md: fill it in, then run `portolan check`\n";
    assert_eq!(run("new article zh/mail/read"), said(0, made));
    let text = fs::read_to_string(site.join("content/zh/mail/read.md")).expect("made");
    assert_text(
        &text,
        "---
title: 标题
summary: 一两句话的摘要。
origin: zh
ports: []
sources: []
tags: []
draft: true
---

> [!IMPORTANT]
> 先给出答案，至多三句。

## Check {#check}",
    );
    assert_eq!(run("check --deny warnings").status, Some(0));
    assert_eq!(
        run("new article zh/mail/read"),
        said(2, "error: can't write `./content/zh/mail/read.md`: it is already there\n")
    );
    assert_eq!(fs::read_to_string(site.join("content/zh/mail/read.md")).expect("still there"), text);
}

#[test]
fn an_article_without_a_translation_begins_empty() {
    let folder = new_site();
    let site = folder.path().join("site");
    let made = "已新建 content/en/mail/first.md：请填写，然后运行 `portolan check`\n";
    assert_eq!(portolan(folder.path(), "new article en/mail/first --site site --lang zh"), said(0, made));
    let text = fs::read_to_string(site.join("content/en/mail/first.md")).expect("made");
    assert_text(
        &text,
        "---
title: Title
summary: One or two sentences.
origin: en
ports: []
sources: []
tags: []
draft: true
---

> [!IMPORTANT]
> The answer first, in at most three sentences.",
    );
    assert_eq!(portolan(&site, "check --deny warnings").status, Some(0));
    let outside =
        "error: can't begin the article `WHAT`: write language, section and slug, such as `zh/mail/gmail`\n";
    for what in ["mail/first", "fr/mail/first", "zh/../../escape", "zh//x", "zh"] {
        assert_eq!(portolan(&site, &format!("new article {what}")), said(2, &outside.replace("WHAT", what)));
    }
    assert!(!folder.path().join("escape.md").exists());
}

#[test]
fn a_port_entry_to_fill_in_is_reported_until_it_is_filled_in() {
    let folder = new_site();
    let site = folder.path().join("site");
    let run = |arguments: &str| portolan(&site, arguments);
    let made = "made content/registry/ports/imaps.yaml: fill it in, then run `portolan check`\n";
    assert_eq!(run("new port imaps"), said(0, made));
    let path = site.join("content/registry/ports/imaps.yaml");
    let text = fs::read_to_string(&path).expect("made");
    let checked = run("check");
    assert_eq!(checked.status, Some(1));
    for line in checked.stderr.lines().filter(|line| line.contains("error[")) {
        assert!(line.starts_with("content/registry/ports/imaps.yaml:"), "{line}");
    }
    let filled = text
        .replace("number:  ", "number: 993  ")
        .replace("service:  ", "service: smtp-submission  ")
        .replace("{ zh: , en:  }", "{ zh: 读信, en: Reading }")
        .replace("references: []", "references: [{ rfc: 8314 }]")
        .replace("family:  ", "family: mail  ")
        .replace("encryption:  ", "encryption: [implicit]  ")
        .replace("direction:  ", "direction: local  ")
        .replace("checked:  ", "checked: 2026-11-20  ");
    put(&path, &filled);
    assert_eq!(run("check --deny warnings").status, Some(0));
    assert!(run("build").status == Some(0) && site.join("public/zh/ports/993/index.html").exists());
    let refused =
        "error: can't begin the entry `imaps`: content/registry/ports/imaps.yaml has an entry of this id\n";
    assert_eq!(run("new port imaps"), said(2, refused));
    // It stands in a file of another name.
    let refused = "错误：不能新建条目 `submissions`：content/registry/ports/mail.yaml 里已有这个 id 的条目\n";
    assert_eq!(run("new port submissions --lang zh"), said(2, refused));
    // An id of digits is text all the same.
    assert_eq!(run("new port 995").status, Some(0));
    let refused =
        "error: can't begin the entry `995`: content/registry/ports/995.yaml has an entry of this id\n";
    assert_eq!(run("new port 995"), said(2, refused));
    let begun = fs::read_to_string(site.join("content/registry/ports/995.yaml")).expect("is there");
    assert!(begun.contains("\n- id: \"995\"\n"), "{begun}");
    assert!(!run("check").stderr.contains("995.yaml:2:"));
    for id in ["465/tcp", "IMAPS", "../x", "端口"] {
        let refused = format!("error: `{id}` can't be the id of a port: use small letters, digits and `-`\n");
        assert_eq!(run(&format!("new port {id}")), said(2, &refused));
    }
}

#[test]
fn a_schema_is_printed_as_it_is_published_and_new_files_say_where() {
    let folder = new_site();
    let site = folder.path().join("site");
    let run = |arguments: &str| portolan(&site, arguments);
    assert_eq!((run("new port imaps").status, run("build --drafts").status), (Some(0), Some(1)));
    fs::remove_file(site.join("content/registry/ports/imaps.yaml")).expect("removed");
    assert_eq!(run("build").status, Some(0));
    let names: Vec<String> =
        run("schema").stdout.lines().map(|line| line.split(' ').next().expect("a name").into()).collect();
    assert_eq!(names.len(), 24);
    for name in names {
        let published =
            fs::read_to_string(site.join(format!("public/schema/{name}.json"))).expect("is there");
        let printed = Ran { status: Some(0), stdout: published, stderr: String::new() };
        assert_eq!(run(&format!("schema {name}")), printed);
    }
    let new = portolan(&site, "new port pop3s");
    assert_eq!(new.status, Some(0));
    let marker = "# yaml-language-server: $schema=";
    let mut named = Vec::new();
    for (path, bytes) in tree(&site.join("content")).into_iter().filter(|(path, _)| path.ends_with(".yaml")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let schema = text.lines().next().and_then(|line| line.strip_prefix(marker));
        let schema = schema.unwrap_or_else(|| panic!("{path} names its schema"));
        let beside = site.join("content").join(&path).with_file_name(schema);
        assert!(
            beside
                .canonicalize()
                .expect("is published")
                .starts_with(site.join("public").canonicalize().expect("is there"))
        );
        named.push(format!("{path} {}", schema.rsplit('/').next().expect("a name")));
    }
    assert_eq!(
        named,
        [
            "registry/ports/mail.yaml ports.json",
            "registry/ports/pop3s.yaml ports.json",
            "registry/services.yaml services.json",
            "site.yaml site.json"
        ]
    );
    let unknown = "错误：没有名为 `端口` 的 JSON Schema：可用的有：`article`、`section`、`ports`、`services`、\
                   `providers`、`glossary`、`errors`、`clients`、`clouds`、`history`、`site`、`strings`、`ports-block`、`settings-block`、\
                   `commands-block`、`firewall-block`、`flow-block`、`handshake-block`、`errors-block`、\
                   `clients-block`、`clouds-block`、`which-block`、`fill-block`、`problems`\n";
    assert_eq!(run("schema 端口 --lang zh"), said(2, unknown));
}

#[test]
fn a_code_is_explained_in_the_language_of_the_terminal() {
    let folder = folder();
    let run = |arguments: &str| portolan(folder.path(), arguments);
    for (lang, file) in [("en", "en/P0301.md"), ("zh", "zh/P0301.md")] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diag/explanations").join(file);
        let stdout = fs::read_to_string(path).expect("an explanation");
        let explained = Ran { status: Some(0), stdout, stderr: String::new() };
        assert_eq!(run(&format!("explain P0301 --lang {lang}")), explained);
    }
    let list = run("explain").stdout;
    assert!(list.starts_with("P01xx  files\n  P0101  file is not UTF-8\n"), "{list}");
    assert!(list.contains("\n\nP03xx  names of the registry\n  P0301  unknown port\n"), "{list}");
    let codes: Vec<&str> =
        list.lines().filter_map(|line| line.strip_prefix("  ")?.split("  ").next()).collect();
    let known: Vec<&str> = portolan::diag::code::Code::ALL.iter().map(|code| code.number()).collect();
    assert_eq!(codes, known);
    assert_eq!(
        run("explain P9999"),
        said(2, "error: there is no code `P9999`: `portolan explain` lists them\n")
    );
    assert_eq!(
        run("explain P9999 --lang zh"),
        said(2, "错误：没有代码 `P9999`：`portolan explain` 会列出全部代码\n")
    );
}

#[test]
fn an_address_that_is_no_base_is_refused_before_anything_is_read() {
    let folder = small(FAILS);
    for url in ["example.com", "ftp://example.com/", "https://example.com/?a", "https://", "/docs/"] {
        let stderr = format!(
            "error: can't use `{url}` as the address of the site: write it like `https://example.com/docs/`\n"
        );
        assert_eq!(portolan(folder.path(), &format!("build --site site --base-url {url}")), said(2, &stderr));
    }
    assert!(!folder.path().join("site/public").exists());
}

#[test]
fn what_the_program_does_not_know_ends_with_status_2_and_a_hint() {
    let folder = folder();
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let tail = "For more information, try '--help'.\n";
    let unknown = run("biuld");
    assert_eq!(
        unknown,
        said(
            2,
            &format!(
                "error: unrecognized subcommand 'biuld'\n\n  tip: a similar subcommand exists: 'build'\n\n\
                 Usage: portolan [OPTIONS] <COMMAND>\n\n{tail}"
            )
        )
    );
    let format = run("build --format xml");
    assert_eq!(format.status, Some(2));
    assert!(
        format.stderr.starts_with("error: invalid value 'xml' for '--format <FMT>'\n"),
        "{}",
        format.stderr
    );
    let none = run("");
    assert_eq!((none.status, none.stdout.as_str()), (Some(2), ""));
    let version = Ran {
        status: Some(0),
        stdout: format!("portolan {}\n", env!("CARGO_PKG_VERSION")),
        stderr: String::new(),
    };
    assert_eq!(run("--version"), version);
}

#[test]
fn a_folder_without_a_site_says_how_to_make_one() {
    let folder = folder();
    let stderr = "error[P0105]: `content/site.yaml` is missing (`portolan init DIR` makes a site; \
                  `--site DIR` names one)\n1 error\n";
    assert_eq!(portolan(folder.path(), "check"), said(1, stderr));
    let built = portolan(folder.path(), "build");
    assert_eq!(built, said(1, &format!("{stderr}nothing was written\n")));
    assert_eq!(tree(folder.path()).len(), 0);
}

#[test]
fn a_symbolic_link_in_a_site_is_reported_and_never_followed() {
    let folder = small("");
    put(&folder.path().join("secret.md"), "---\ntitle: Secret\nsummary: Secret\n---\n");
    let link = folder.path().join("site/content/en/mail/secret.md");
    std::os::unix::fs::symlink("../../../../secret.md", link).expect("a link can be made");
    let Ran { status, stderr, .. } = portolan(folder.path(), "build --site site");
    assert_eq!(status, Some(1));
    assert!(stderr.contains("error[P0102]") && stderr.contains("content/en/mail/secret.md"), "{stderr}");
}

#[test]
fn a_page_says_what_it_asked_and_why_it_was_made() {
    let folder = small("");
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let none = "error: can't say why `robots.txt` was made: there is no record of a build; `portolan build` makes one\n";
    assert_eq!(run("why robots.txt --site site"), said(2, none));
    let none = "错误：无法说明为什么生成了 `robots.txt`：没有构建记录；请先运行 `portolan build`\n";
    assert_eq!(run("why robots.txt --site site --lang zh"), said(2, none));
    assert_eq!(run("build --site site --quiet"), said(0, ""));
    let answer = |stdout: &str| Ran { status: Some(0), stdout: stdout.to_string(), stderr: String::new() };
    assert_eq!(run("why robots.txt --site site"), answer("robots.txt: clean build\n  settings\n"));
    let path = folder.path().join("site/content/en/mail/send.md");
    let text = fs::read_to_string(&path).expect("there").replace("Send on ", "Do send on ");
    put(&path, text);
    let explained = answer("en/mail/send/index.html: body en/mail/send\n");
    assert_eq!(run("build --site site --quiet --explain"), explained);
    let page = "en/mail/send/index.html: body en/mail/send
  settings
  site-text en
  strings en advice.prefer caption_ports column.advice column.direction column.encryption column.number \
                column.service column.status direction.client-to-server encryption.implicit heading_link home \
                minutes related_link status.registered
  strings en cheatsheet_title glossary_title ports_title providers_title services_title sources_title \
                tags_title
  template article.html
  template parts/foot.html
  template parts/menu.html
  template parts/nav.html
  template parts/side.html
  labels en article.html
  labels en parts/foot.html
  labels en parts/menu.html
  labels en parts/nav.html
  labels en parts/side.html
  assets
  sections
  section-title en/mail
  articles en/mail
  title en/mail/read
  title en/mail/send
  head en/mail/send
  body en/mail/send
  translation en/mail/read
  translation zh/mail/send
  translation en/mail/send
  lagging en/mail/send
  related mail/send
  port-name en/submissions
  port-row submissions
  service-name smtp-submission
  mentions en article mail/send
  recorded
";
    for address in ["en/mail/send/", "/en/mail/send", "en/mail/send/index.html"] {
        assert_eq!(run(&format!("why {address} --site site")), answer(page), "{address}");
    }
    assert_eq!(run("why en/mail/send/ --site site --lang zh"), answer(page));
    assert!(run("why / --site site").stdout.starts_with("index.html: clean build\n"));
    for (lang, line) in [
        ("en", "error: can't say why `WHAT` was made: the last build has no such file\n"),
        ("zh", "错误：无法说明为什么生成了 `WHAT`：上次构建中没有这个文件\n"),
    ] {
        for what in ["en/mail/nothing/", "../site", "en//mail", "en/mail/send/x"] {
            let ran = run(&format!("why {what} --site site --lang {lang}"));
            assert_eq!(ran, said(2, &line.replace("WHAT", what)));
        }
    }
}

#[test]
fn an_entry_says_what_it_reaches_before_it_is_changed() {
    let folder = small("");
    let before = tree(folder.path());
    let run = |arguments: &str| portolan(folder.path(), arguments);
    let answer = |stdout: &str| Ran { status: Some(0), stdout: stdout.to_string(), stderr: String::new() };
    let imaps = run("impact port/imaps --site site");
    assert_eq!((imaps.status, imaps.stderr.as_str()), (Some(0), ""));
    assert_text(
        &imaps.stdout,
        "en/mail/read/index.html: port-name
en/ports/465/index.html: port-name
en/ports/993/index.html: port-name, port-row, port, port-changed, providers-on, errors-on, mentions
en/ports/by-service/index.html: port-name, port-row
en/ports/cheatsheet/index.html: port-name, port-row
en/ports/index.html: port-name, port-row
en/providers/qq/index.html: port-name
en/services/imap/index.html: port-name, port-row, providers-on, mentions
en/services/index.html: port-name
en/sources/index.html: port-name
ports.csv: port
ports.json: port
zh/mail/read/index.html: port-name
zh/ports/465/index.html: port-name
zh/ports/993/index.html: port-name, port-row, port, port-changed, providers-on, errors-on, mentions
zh/ports/by-service/index.html: port-name, port-row
zh/ports/cheatsheet/index.html: port-name, port-row
zh/ports/index.html: port-name, port-row
zh/providers/qq/index.html: port-name
zh/services/imap/index.html: port-name, port-row, providers-on, mentions
zh/services/index.html: port-name
zh/sources/index.html: port-name",
    );
    let qq = run("impact provider/qq --site site --lang zh");
    assert_text(
        &qq.stdout,
        "en/mail/read/index.html: provider
en/ports/465/index.html: provider-name
en/ports/993/index.html: provider-name
en/providers/index.html: provider
en/providers/qq/index.html: provider, mentions
en/services/imap/index.html: provider-name
en/services/smtp-submission/index.html: provider-name
en/sources/index.html: provider-name
zh/mail/read/index.html: provider
zh/ports/465/index.html: provider-name
zh/ports/993/index.html: provider-name
zh/providers/index.html: provider
zh/providers/qq/index.html: provider, mentions
zh/services/imap/index.html: provider-name
zh/services/smtp-submission/index.html: provider-name
zh/sources/index.html: provider-name",
    );
    let term = "en/glossary/index.html: term\nzh/glossary/index.html: term\n";
    assert_eq!(run("impact term/relay --site site"), answer(term));
    let service = run("impact service/urd --site site").stdout;
    assert_text(
        &service,
        "en/ports/465/index.html: service-name
en/ports/by-service/index.html: service-name
en/ports/index.html: service-name
en/services/index.html: service
en/services/urd/index.html: service, service-name, mentions
en/sources/index.html: service-name
zh/ports/465/index.html: service-name
zh/ports/by-service/index.html: service-name
zh/ports/index.html: service-name
zh/services/index.html: service
zh/services/urd/index.html: service, service-name, mentions
zh/sources/index.html: service-name",
    );
    for what in ["port/nothing", "submision", "port/", "/", "article/mail", "port/imaps/x"] {
        let en = format!(
            "error: `{what}` reaches nothing: the registry has no such entry; write it like `port/submissions`\n"
        );
        let zh = format!(
            "错误：`{what}` 不影响任何文件：登记表中没有这个条目；请写成 `port/submissions` 的形式\n"
        );
        assert_eq!(run(&format!("impact {what} --site site")), said(2, &en));
        assert_eq!(run(&format!("impact {what} --site site --lang zh")), said(2, &zh));
    }
    assert!(run("impact imaps --site site").stderr.ends_with("write it like `port/imaps`\n"));
    assert!(run("impact relay --site site").stderr.ends_with("write it like `term/relay`\n"));
    assert_eq!(tree(folder.path()), before, "nothing was written");
}

#[test]
fn an_article_is_found_at_the_path_that_a_shell_completes() {
    let folder = small("");
    let run = |arguments: &str| portolan(folder.path(), &format!("{arguments} --site site"));
    let accepted = said(0, "content/translations.lock: recorded 1 translation\n");
    assert_eq!(run("translation accept site/content/zh/mail/send.md"), accepted);
    assert_eq!(run("translation accept ./site/content/en/mail/read.md#check"), accepted);
    let none = said(0, "no table of content/en/mail/send.md could be replaced\n");
    for path in ["site/content/en/mail/send.md", "./site/content/en/mail/send.md", "content/en/mail/send.md"]
    {
        assert_eq!(run(&format!("adopt {path}")), none, "{path}");
    }
    let whole = folder.path().canonicalize().expect("is there").join("site/content/en/mail/send.md");
    assert_eq!(run(&format!("adopt {}", whole.display())), none);
}

#[test]
fn what_was_made_is_explained_line_by_line() {
    let folder = small("");
    let run = |arguments: &str| portolan(folder.path(), &format!("build --site site --explain {arguments}"));
    let first = run("--lang zh");
    assert_eq!(first.stderr, "40 个页面：生成 75 个文件，保留 0 个，用时 # 秒 → site/public\n");
    assert_eq!(first.stdout.lines().count(), 75);
    assert!(first.stdout.lines().all(|line| line.ends_with(": clean build")), "{}", first.stdout);
    let second = run("");
    assert_eq!(second.stdout, "");
    assert_eq!(second.stderr, "40 pages: 0 files made, 75 kept, in # s → site/public\n");
    let article = "---\ntitle: New\nsummary: New\nports: [imaps]\n---\n\n[](port:imaps)\n";
    put(&folder.path().join("site/content/en/mail/new.md"), article);
    assert_text(
        &run("").stdout,
        "en/index.html: articles en/mail
en/mail/index.html: articles en/mail
en/mail/new/index.html: new
en/mail/read/index.html: articles en/mail
en/mail/send/index.html: articles en/mail
en/ports/993/index.html: mentions en port imaps
en/services/imap/index.html: mentions en port imaps
zh/index.html: articles zh/mail
zh/mail/index.html: articles zh/mail
zh/mail/new/index.html: new
zh/mail/read/index.html: articles zh/mail
zh/mail/send/index.html: articles zh/mail
zh/ports/993/index.html: mentions zh port imaps
zh/services/imap/index.html: mentions zh port imaps",
    );
    // What is wrong is said before anything is explained.
    put(&folder.path().join("site/content/en/mail/new.md"), article.replace("[](port", "[](prt"));
    let failed = run("");
    assert_eq!((failed.status, failed.stdout.as_str()), (Some(1), ""));
}

#[test]
fn related_articles_are_listed_with_scores_and_reasons() {
    let folder = small("");
    let run = |arguments: &str| portolan(folder.path(), &format!("related --site site {arguments}"));
    let answer = |stdout: &str| Ran { status: Some(0), stdout: stdout.to_string(), stderr: String::new() };
    let zh = "    540  zh/mail/read  收信\n         本文链接到它\n         标题用词相近\n";
    assert_eq!(run("zh/mail/send --lang zh"), answer(zh));
    let en = "    540  en/mail/read  Reading\n         is linked from here\n         titles and headings share words\n";
    assert_eq!(run("content/en/mail/send.md"), answer(en));
    let none = "error: there is no article `zh/mail/none`: write language, section and slug, such as \
                `zh/mail/gmail`; drafts need `--drafts`\n";
    assert_eq!(run("zh/mail/none"), said(2, none));
}

#[test]
fn a_site_is_verified_against_itself_and_against_what_is_published() {
    let folder = small("");
    let run = |arguments: &str| portolan(folder.path(), &format!("verify --site site {arguments}"));
    let alone = run("");
    let count = alone.stdout.lines().count();
    let twice = format!("{count} files, the same in two builds\n");
    assert_eq!((alone.status, alone.stderr.as_str(), count > 40), (Some(0), twice.as_str(), true));
    assert_eq!(portolan(folder.path(), "build --site site --quiet").status, Some(0));
    let public = folder.path().join("site/public");
    let same = run("");
    let said = format!("{twice}site/public holds the same files\n");
    assert_eq!(same, Ran { status: Some(0), stdout: alone.stdout, stderr: said });
    // The list is what `sha256sum` prints of the same files.
    let files = tree(&public).into_iter().filter(|(path, _)| !path.ends_with('/') && path != ".portolan");
    let sums = files.map(|(path, bytes)| format!("{}  {path}\n", portolan::base::sha256::Sha256::of(&bytes)));
    assert_eq!(same.stdout, sums.collect::<String>());
    fs::remove_file(public.join("404.html")).expect("removed");
    put(&public.join("zh/index.html"), "changed");
    put(&public.join("mine.txt"), "not of the site");
    let listed = fs::read_to_string(public.join(".portolan")).expect("a marker");
    put(&public.join(".portolan"), listed + "mine.txt\n");
    let unlike = run("--lang zh");
    assert_eq!(unlike.status, Some(1));
    let zh = "site/public 里有 3 个文件不同；它是用这些文件、同样的 `--base-url` 构建的吗？\n  缺少：404.html\n  \
              不同：zh/index.html\n  多余：mine.txt\n";
    assert_eq!(unlike.stderr, format!("{count} 个文件，两次构建相同\n{zh}"));
    let nowhere = "error: can't compare with `nowhere`: there is no such folder\n";
    assert_eq!(run("--out nowhere"), Ran { status: Some(2), stdout: String::new(), stderr: nowhere.into() });
    put(&folder.path().join("site/content/zh/mail/new.md"), "");
    assert_eq!((run("").status, run("").stdout.as_str()), (Some(1), ""));
}

#[test]
fn shells_and_the_manual_know_every_command() {
    let folder = folder();
    let commands = commands_of(&portolan(folder.path(), "--help").stdout);
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = portolan(folder.path(), &format!("completions {shell}"));
        assert_eq!((script.status, script.stderr.as_str()), (Some(0), ""), "{shell}");
        let unknown = commands.iter().filter(|name| !script.stdout.contains(name.as_str()));
        assert_eq!(unknown.collect::<Vec<_>>(), Vec::<&String>::new(), "{shell}");
    }
    let page = |arguments: &str| portolan(folder.path(), &format!("man {arguments}"));
    for name in &commands {
        assert!(page("").stdout.contains(&format!("portolan\\-{name}(1)")), "{name}");
        assert!(page(name).stdout.contains(&format!(".TH portolan-{name} 1")), "{name}");
    }
    assert!(page("new article").stdout.contains(".TH portolan-new-article 1"));
    let unknown = "错误：没有命令 `biuld`：`portolan --help` 会列出全部命令\n";
    assert_eq!(page("biuld --lang zh"), said(2, unknown));
}

#[test]
fn a_translation_is_accepted_falls_behind_and_is_accepted_again() {
    let folder = small("");
    let site = folder.path().join("site");
    let run = |arguments: &str| portolan(folder.path(), &format!("translation {arguments} --site site"));
    let edit = |path: &str, old: &str, new: &str| {
        let path = site.join(path);
        let text = fs::read_to_string(&path).expect("a text");
        assert!(text.contains(old), "{old}");
        put(&path, text.replace(old, new));
    };
    let answered = |status: i32, stdout: &str| Ran {
        status: Some(status),
        stdout: stdout.to_string(),
        stderr: String::new(),
    };
    assert_eq!(
        run("status"),
        answered(
            1,
            "en: 2 of 2 articles translated, 0 recorded; 0 of 6 sections follow (0%)\n\
             mail/read: en is not recorded; `portolan translation accept mail/read` once it follows\n\
             mail/send: en is not recorded; `portolan translation accept mail/send` once it follows\n"
        )
    );
    assert_eq!(run("accept mail/send"), said(0, "content/translations.lock: recorded 1 translation\n"));
    assert_eq!(run("accept --all"), said(0, "content/translations.lock: recorded 1 translation\n"));
    assert_eq!(run("accept --all"), said(0, "nothing to record: all of it was accepted before\n"));
    let all = "en: 2 of 2 articles translated, 2 recorded; 6 of 6 sections follow (100%)\n";
    assert_eq!(run("status"), answered(0, all));

    edit("content/zh/mail/send.md", "发信，见", "来发信，见");
    edit("content/zh/mail/send.md", "\n## 确认", "\n## 选择 {#choose}\n\n先选端口。\n\n## 确认");
    edit("content/site.yaml", "tags:", "rules: { outlines: 还没写完 }\ntags:");
    assert_eq!(
        run("status mail/send --lang zh"),
        answered(
            1,
            "en：1 篇中已译 1 篇，已记录 1 篇；4 个小节中有 2 个跟上原文（50%）\n\
             \n\
             mail/send：en 有 2 个小节落后\n\
             \n\
             @lead：原文有改动\n  \
               content/zh/mail/send.md:10\n  \
               content/en/mail/send.md:10\n  \
               用 [](port:submissions) 来发信，见[  │ Send on [](port:submissions), see\n  \
               收信](read.md#check)。               │ [reading](read.md#check).\n\
             \n\
             choose：原文新增\n  \
               content/zh/mail/send.md:12\n  \
               选择                                 │\n  \
               先选端口。                           │\n"
        )
    );
    let Ran { status, stdout, .. } = run("status mail/send --format json");
    assert_eq!(status, Some(1));
    assert_text(&stdout, JSON);

    assert_eq!(run("accept mail/send#choose").status, Some(0));
    let left = run("status mail/send").stdout;
    assert!(left.contains("3 of 4 sections") && !left.contains("choose"), "{left}");
    assert_eq!(run("accept mail/send").status, Some(0));
    assert_eq!(run("status").status, Some(0));
}

#[test]
fn articles_that_swapped_their_names_are_accepted_one_by_one_and_idle_records_go() {
    let folder = small("");
    let site = folder.path().join("site");
    let run = |arguments: &str| portolan(folder.path(), &format!("translation {arguments} --site site"));
    for lang in ["zh", "en"] {
        for (key, word) in [("a", "苹果"), ("b", "香蕉")] {
            let text = format!("---\ntitle: {word}\nsummary: {word}\norigin: zh\n---\n\n{word}。\n");
            put(&site.join(format!("content/{lang}/mail/{key}.md")), text);
        }
    }
    let recorded = said(0, "content/translations.lock: recorded 1 translation\n");
    assert_eq!(run("accept --all"), said(0, "content/translations.lock: recorded 4 translations\n"));
    for lang in ["zh", "en"] {
        let path = |name: &str| site.join(format!("content/{lang}/mail/{name}"));
        for (old, new) in [("a.md", "c"), ("b.md", "a.md"), ("c", "b.md")] {
            fs::rename(path(old), path(new)).expect("a file can be moved");
        }
    }
    assert_eq!(run("accept mail/a"), recorded);
    assert_eq!(run("accept mail/b"), said(0, "nothing to record: all of it was accepted before\n"));
    assert_eq!(run("status").status, Some(0));
    fs::remove_file(site.join("content/en/mail/a.md")).expect("a file can be removed");
    assert_eq!(run("accept --all"), said(0, "content/translations.lock: removed 1 idle record\n"));
    assert_eq!(run("accept --all --lang zh"), said(0, "无需记录：此前都已核对\n"));
}

const JSON: &str = r#"{
  "version": 1,
  "languages": {
    "zh": {
      "articles": 0,
      "translated": 0,
      "recorded": 0,
      "sections": 0,
      "following": 0
    },
    "en": {
      "articles": 1,
      "translated": 1,
      "recorded": 1,
      "sections": 4,
      "following": 2
    }
  },
  "articles": [
    {
      "key": "mail/send",
      "origin": "zh",
      "state": "lagging",
      "sections": 4,
      "following": 2,
      "lagging": [
        {
          "section": "@lead",
          "change": "edited",
          "original": {
            "path": "content/zh/mail/send.md",
            "line": 10,
            "text": "用 [](port:submissions) 来发信，见[收信](read.md#check)。"
          },
          "translation": {
            "path": "content/en/mail/send.md",
            "line": 10,
            "text": "Send on [](port:submissions), see [reading](read.md#check)."
          }
        },
        {
          "section": "choose",
          "change": "added",
          "original": {
            "path": "content/zh/mail/send.md",
            "line": 12,
            "text": "选择\n先选端口。"
          },
          "translation": null
        }
      ]
    }
  ]
}"#;

#[test]
fn what_can_t_be_accepted_is_refused() {
    let folder = small("//- content/zh/mail/alone.md\n---\ntitle: 独\nsummary: 独\n---\n");
    let run = |arguments: &str| portolan(folder.path(), &format!("translation {arguments} --site site"));
    for (arguments, why) in [
        ("accept mail/sned", "there is no article `mail/sned`: the nearest key is `mail/send`"),
        (
            "accept mail/alone",
            "can't accept a translation of `mail/alone`: there is no English translation yet",
        ),
        (
            "accept mail/send#chek",
            "`mail/send` has no section `chek`: a section is named by the id of its heading, or `@front`, `@lead`, `@notes`",
        ),
    ] {
        assert_eq!(run(arguments), said(2, &format!("error: {why}\n")), "{arguments}");
    }
    put(&folder.path().join("site/content/translations.lock"), "=======\n");
    assert_eq!(
        run("accept --all"),
        said(
            1,
            "content/translations.lock:1:1: error[P0902]: a merge left its marks in the lock file \
             (keep one line of each section, then run `portolan translation status`)\n1 error\n\
             nothing was recorded\n"
        )
    );
    let silent = run("status --lang zh");
    assert_eq!((silent.status, silent.stdout.as_str()), (Some(1), ""));
    let why = "\n`content/translations.lock` 读不出来时，无从得知译文跟随到哪里\n";
    assert!(silent.stderr.ends_with(why), "{}", silent.stderr);
}

#[test]
fn an_error_in_one_article_does_not_hide_how_the_others_stand() {
    let folder = small("");
    let run = |arguments: &str| portolan(folder.path(), &format!("translation {arguments} --site site"));
    assert_eq!(run("accept --all").status, Some(0));
    put(&folder.path().join("site/content/en/mail/send.md"), "---\ntitle: Sending\n---\n\n[](port:nope)\n");
    put(&folder.path().join("site/content/zh/mail/bytes.md"), b"\xff");
    let Ran { status, stdout, stderr } = run("status");
    assert_eq!(
        (status, stdout.as_str()),
        (
            Some(1),
            "en: 1 of 1 articles translated, 1 recorded; 3 of 3 sections follow (100%)\n\
             mail/bytes: has errors\n\
             mail/send: has errors\n"
        )
    );
    assert!(stderr.contains("error[P0301]") && stderr.contains("error[P0101]"), "{stderr}");
    let json = run("status mail/bytes --format json");
    assert!(json.stdout.contains("\"state\": \"broken\""), "{}", json.stdout);
    assert_eq!(run("status mail/read").status, Some(1));
}

#[test]
fn adopting_in_a_site_whose_registry_has_errors_says_them_and_fails() {
    let folder = small("//- content/registry/ports/new.yaml\n- id: 端口\n");
    let ran = portolan(folder.path(), "adopt content/zh/mail/send.md --site site --lang zh");
    assert!(ran.stderr.contains("content/registry/ports/new.yaml:1:"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("\n没有替换任何表格\n"), "{}", ran.stderr);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), ""));
}

/// A device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_can_t_be_written_is_a_failure() {
    use crate::harness::program;
    let folder = small("");
    let full = |arguments: &str| {
        let out = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let mut command = program(folder.path());
        let output = command.args(arguments.split(' ')).stdout(out).output().expect("the program starts");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    for arguments in [
        "check --site site --format json",
        "check --site site --format sarif",
        "check --site site -v",
        "translation status --site site",
        "registry diff site site --format json",
        "related zh/mail/send --site site",
        "impact port/submissions --site site",
        "schema ports",
        "explain P0301",
        "completions bash",
        "man",
    ] {
        let (status, stderr) = full(&format!("{arguments} --lang zh"));
        let last = stderr.lines().last().unwrap_or_default();
        let why = "错误：不能写到标准输出：No space left on device (os error 28)";
        assert_eq!((status, last), (Some(2), why), "{arguments}: {stderr}");
    }
    // There was nothing to say.
    assert_eq!(full("check --site site -q"), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn a_reader_that_went_away_is_no_failure() {
    use crate::harness::program;
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output =
        program(std::path::Path::new("/")).arg("man").stdout(writer).output().expect("the program starts");
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}
