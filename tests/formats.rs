//! What programs are told: the formats of problems, whole, and the schema that describes one of them.

use crate::diagnostics;
use crate::harness::{Project, portolan, program, ran};
use portolan::base::lang::Lang;
use portolan::base::path::SourcePath;
use portolan::diag::code::Code;
use portolan::diag::print;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Mistakes of all shapes: with a correction, in two files, of a whole file, of a name that an
/// address has to encode, with signs that formats escape.
const MISTAKES: &str = "\
//- content/zh/mail/typos.md
---
titel: 错字
summary: 100% 的错字
---

## 用 [](port:imapz) 收信，不用 [](port:p,o:p%)
//- content/en/mail/typos.md
---
title: Typos
summary: Of all kinds
---

## Read on [](port:imaps) {#read}
//- content/registry/providers/again.yaml
- { id: qq, name: { zh: 企鹅, en: Penguin }, summary: { zh: 邮箱, en: Mail }, domains: [qq.com], servers: [{ service: imap, host: imap.qq.com, port: 993, encryption: implicit }], username: { zh: 地址, en: address }, password: { kind: authorization-code, note: { zh: 授权码, en: A code } }, references: [{ rfc: 8314 }], checked: 2026-11-20 }
//- content/zh/mail/发信.md
---
title: 发信
sumary: 名字写进地址时要编码
---
";

fn site() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut project = Project::small(MISTAKES);
    project.write("content/en/mail/latin.md", b"caf\xe9");
    project.save(&folder.path().join("docs"));
    std::os::unix::fs::symlink("elsewhere", folder.path().join("docs/content/link.md")).expect("linked");
    folder
}

#[test]
fn every_format_for_programs_is_written_word_for_word_to_the_standard_output() {
    let folder = site();
    for (format, lang, file) in [
        ("json", "zh", "problems.zh.json"),
        ("json", "en", "problems.en.json"),
        ("sarif", "zh", "problems.zh.sarif"),
        ("sarif", "en", "problems.en.sarif"),
        ("github", "zh", "problems.zh.txt"),
        ("github", "en", "problems.en.txt"),
    ] {
        let arguments = format!("check --site ./docs/ --format {format} --lang {lang}");
        let checked = portolan(folder.path(), &arguments);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(file);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, &checked.stdout).expect("expectations can be rewritten");
        }
        let expected = fs::read_to_string(&path).expect("an expectation");
        assert!(checked.stdout == expected, "{file}: expected\n{expected}\nactual\n{}", checked.stdout);
        let count = if lang == "zh" { "个错误" } else { "errors" };
        assert!(checked.stderr.lines().count() == 1 && checked.stderr.contains(count), "{}", checked.stderr);
        // Silence is for people.
        let quiet = portolan(folder.path(), &format!("{arguments} --quiet"));
        assert_eq!((quiet.status, quiet.stdout), (Some(1), expected));
    }
}

#[test]
fn a_site_without_problems_is_a_document_as_well() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Project::small("").save(folder.path());
    let stdout = |format: &str| portolan(folder.path(), &format!("build --format {format} --quiet")).stdout;
    let json = "{\n  \"version\": 1,\n  \"lang\": \"en\",\n  \"errors\": 0,\n  \"warnings\": 0,\n  \"problems\": []\n}\n";
    assert_eq!(stdout("json"), json);
    let sarif: Value = serde_json::from_str(&stdout("sarif")).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"], Value::Array(Vec::new()));
    assert_eq!(stdout("github"), "");
}

#[test]
fn what_else_is_asked_for_does_not_get_between_problems_for_programs() {
    let folder = site();
    let run = |arguments: &str| ran(program(folder.path()).args(arguments.split(' ')));
    let verbose = run("check --site docs --format json -v");
    let plain = run("check --site docs --format json");
    assert_eq!(verbose.stdout, plain.stdout);
    assert!(verbose.stderr.contains("outlines"), "{}", verbose.stderr);
    assert!(run("check --site docs --format short -v").stdout.contains("outlines"));
}

#[test]
fn the_json_is_as_its_schema_says() {
    let schema = schema();
    for text in [include_str!("formats/problems.zh.json"), include_str!("formats/problems.en.json")] {
        let report: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(mismatch(&schema, &schema, &report, "report"), None);
        assert!(report["problems"].as_array().is_some_and(|problems| problems.len() > 5));
        // What the schema does not allow is found, at any depth.
        for (place, value, found) in [
            (
                "/problems/1/place/range/start/line",
                Value::from(0),
                "report.problems.1.place is none of several",
            ),
            (
                "/problems/1/severity",
                Value::from("fatal"),
                "report.problems.1.severity is none of the values",
            ),
            ("/problems/1/help", Value::Null, "report.problems.1.help is of another type"),
            ("/version", Value::from(2), "report.version is another value"),
        ] {
            let mut report = report.clone();
            *report.pointer_mut(place).expect("a place of the report") = value;
            assert_eq!(mismatch(&schema, &schema, &report, "report").as_deref(), Some(found));
        }
    }
}

#[test]
fn the_json_of_every_kind_of_problem_is_as_its_schema_says() {
    let schema = schema();
    let mut codes = BTreeSet::new();
    for project in diagnostics::sites() {
        let sources = |path: &SourcePath| {
            let file = project.snapshot.find(path)?;
            std::str::from_utf8(&file.bytes).ok()
        };
        let problems = project.build().problems;
        for lang in Lang::ALL {
            let report: Value = serde_json::from_str(&print::json(&problems, &sources, lang)).expect("JSON");
            assert_eq!(mismatch(&schema, &schema, &report, "report"), None);
        }
        codes.extend(problems.iter().map(|problem| problem.code));
    }
    let never: Vec<_> = Code::ALL.iter().filter(|code| !codes.contains(code)).collect();
    assert_eq!(never, [&Code::BlindRule]);
}

/// The schema, as users get it.
fn schema() -> Value {
    let printed = portolan(Path::new("."), "schema problems").stdout;
    serde_json::from_str(&printed).expect("the schema is JSON")
}

/// Where a value is not as its schema says. Knows what our schema uses, and nothing else.
fn mismatch(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let wrong = |what: &str| Some(format!("{at} {what}"));
    for (keyword, rule) in schema.as_object().expect("a schema is an object") {
        let found = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => None,
            "$ref" => {
                let path = rule.as_str().and_then(|path| path.strip_prefix('#')).expect("a local reference");
                mismatch(root, root.pointer(path).expect("a reference leads somewhere"), value, at)
            }
            "anyOf" => {
                let mut choices = rule.as_array().expect("a list").iter();
                match choices.any(|choice| mismatch(root, choice, value, at).is_none()) {
                    true => None,
                    false => wrong("is none of several"),
                }
            }
            "const" if rule != value => wrong("is another value"),
            "enum" if !rule.as_array().expect("a list").contains(value) => wrong("is none of the values"),
            "const" | "enum" => None,
            "type" => {
                let is_of_type = match rule.as_str().expect("one type") {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_u64() || value.is_i64(),
                    "null" => value.is_null(),
                    other => panic!("unknown type {other}"),
                };
                if is_of_type { None } else { wrong("is of another type") }
            }
            "minimum" if value.as_i64() < rule.as_i64() => wrong("is too small"),
            "minimum" => None,
            "required" => {
                let names = rule.as_array().expect("a list").iter().filter_map(Value::as_str);
                let missing = names.into_iter().find(|name| value.get(name).is_none());
                missing.and_then(|name| wrong(&format!("has no {name}")))
            }
            "properties" => {
                let mut fields = value.as_object().into_iter().flatten();
                fields
                    .find_map(|(name, field)| mismatch(root, rule.get(name)?, field, &format!("{at}.{name}")))
            }
            "additionalProperties" => {
                assert_eq!(rule, &Value::Bool(false));
                let mut fields = value.as_object().into_iter().flatten();
                let unknown = fields.find(|(name, _)| schema["properties"].get(name).is_none());
                unknown.map(|(name, _)| format!("{at}.{name} is not described"))
            }
            "items" => {
                let mut items = value.as_array().into_iter().flatten().enumerate();
                items.find_map(|(number, item)| mismatch(root, rule, item, &format!("{at}.{number}")))
            }
            other => panic!("unknown keyword {other}"),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}
