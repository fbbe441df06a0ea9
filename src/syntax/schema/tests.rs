//! What a schema says is what the decoder does: documents are made from the schema alone, and the
//! decoder is given each of them, whole and with one thing wrong.

use super::*;
use crate::base::path::SourcePath;
use crate::base::span::{Span, Spanned};
use crate::diag::Diagnostic;
use crate::syntax::markdown::Fence;
use rayon::prelude::*;

/// What a decoder says about a document: codes of problems.
fn codes(name: &str, document: &Value) -> Vec<&'static str> {
    let path = SourcePath::new("content/a.yaml").expect("is tame");
    let text = document.to_string();
    let matter = format!("---\n{text}\n---\n");
    let mut problems: Vec<Diagnostic> = Vec::new();
    let (out, mut unread) = (&mut problems, registry::Unread::default());
    let block = |kind: &str| {
        let kind = Spanned::new(kind.to_string(), Span::at(0));
        Fence { kind, text: text.clone(), start: 0 }
    };
    match name {
        "article" => drop(front_matter::parse_article(&path, &matter, out)),
        "section" => drop(front_matter::parse_section(&path, &matter, out)),
        "ports" => drop(registry::parse(&path, &text, (&mut unread, out), registry::port)),
        "services" => drop(registry::parse(&path, &text, (&mut unread, out), registry::service)),
        "providers" => drop(registry::parse(&path, &text, (&mut unread, out), registry::provider)),
        "glossary" => drop(registry::parse(&path, &text, (&mut unread, out), registry::term)),
        "errors" => drop(registry::parse(&path, &text, (&mut unread, out), lookups::error)),
        "clients" => drop(registry::parse(&path, &text, (&mut unread, out), lookups::client)),
        "clouds" => drop(registry::parse(&path, &text, (&mut unread, out), lookups::cloud)),
        "history" => drop(history::parse(&path, &text, out)),
        "site" => drop(settings::parse(&path, &text, out)),
        "strings" => drop(strings::parse(&path, &text, out)),
        "ports-block" => drop(blocks::parse(&path, &block("ports"), out)),
        "settings-block" => drop(blocks::parse(&path, &block("settings"), out)),
        "commands-block" => drop(blocks::parse(&path, &block("commands"), out)),
        "flow-block" => drop(blocks::parse(&path, &block("flow"), out)),
        "handshake-block" => drop(blocks::parse(&path, &block("handshake"), out)),
        "firewall-block" => drop(blocks::parse(&path, &block("firewall"), out)),
        "errors-block" => drop(blocks::parse(&path, &block("errors"), out)),
        "clients-block" => drop(blocks::parse(&path, &block("clients"), out)),
        "clouds-block" => drop(blocks::parse(&path, &block("clouds"), out)),
        "which-block" => drop(blocks::parse(&path, &block("which"), out)),
        "fill-block" => drop(blocks::parse(&path, &block("fill"), out)),
        other => panic!("nothing reads {other}"),
    }
    problems.iter().map(|problem| problem.code.number()).collect()
}

/// The schemas of what decoders read.
fn read() -> impl Iterator<Item = &'static Schema> {
    SCHEMAS.iter().filter(|schema| matches!(schema.content, Content::Read(..)))
}

fn parsed(schema: &Schema) -> Value {
    serde_json::from_str(&schema.text()).expect("a schema is JSON")
}

/// Texts that patterns accept, each with one that they refuse.
const TEXTS: &[(&str, &str, &str)] = &[
    ("\\S", "端口", " "),
    ("^[a-z0-9]+(-[a-z0-9]+)*$", "smtp-submission", "端口"),
    (
        "^(port|service|provider|term|error|client|cloud)/[a-z0-9]+(-[a-z0-9]+)*$",
        "port/submissions",
        "端口/465",
    ),
    ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2026-11-23", "2026/11/23"),
    ("^https?://[^\\s/?#\"<>\\\\][^\\s\"<>\\\\]*$", "https://example.org/", "example.org"),
    (
        "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
        "imap.example.org",
        "Imap.example.org",
    ),
    ("^[A-Za-z0-9.-]+$", "3.3", "§3.3"),
    ("^[0-9]{1,5}-[0-9]{1,5}$", "2379-2380", "2379"),
];

fn texts(schema: &Value) -> Option<(&'static str, &'static str)> {
    let pattern = schema.get("pattern")?.as_str()?;
    let (_, good, bad) = TEXTS.iter().find(|(known, _, _)| *known == pattern).expect("a known pattern");
    Some((good, bad))
}

/// Documents that a schema accepts. All that it knows occurs in one of them.
fn accepted(schema: &Value) -> Vec<Value> {
    if let Some(kinds) = schema.get("anyOf").and_then(Value::as_array) {
        return kinds.iter().flat_map(accepted).collect();
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words.clone();
    }
    match schema["type"].as_str().expect("a type") {
        "null" => vec![Value::Null],
        "boolean" => vec![json!(true), json!(false)],
        "integer" => vec![schema["maximum"].clone(), schema["minimum"].clone()],
        "string" => vec![json!(texts(schema).map_or(" x", |(good, _)| good))],
        "array" => vec![Value::Array(accepted(&schema["items"]))],
        "object" => objects(schema),
        other => panic!("{other}"),
    }
}

fn objects(schema: &Value) -> Vec<Value> {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return accepted(&schema["additionalProperties"])
            .into_iter()
            .map(|item| json!({ "some-key": item }))
            .collect();
    };
    let barred: Vec<&str> = alternatives(schema).iter().map(|pair| pair[1]).collect();
    let keys = properties.iter().filter(|(key, _)| !barred.contains(&key.as_str()));
    let values: Vec<(&String, Vec<Value>)> = keys.map(|(key, schema)| (key, accepted(schema))).collect();
    let most = values.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
    let nth = |at: usize| {
        let entry =
            |(key, values): &(&String, Vec<Value>)| ((*key).clone(), values[at % values.len()].clone());
        Value::Object(values.iter().map(entry).collect())
    };
    (0..most).map(nth).collect()
}

// Pairs of keys of which one has to be there, and not both.
fn alternatives(schema: &Value) -> Vec<[&str; 2]> {
    let pairs = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    pairs.map(|pair| [0, 1].map(|at| pair["oneOf"][at]["required"][0].as_str().expect("a key"))).collect()
}

/// A document with one thing changed: where, what it became, and the code that the decoder has to
/// report; none when the document is still good.
struct Change {
    place: String,
    document: Value,
    code: Option<&'static [&'static str]>,
}

const MISSING: &[&str] = &["P0207", "P0208"];
const UNKNOWN: &[&str] = &["P0205"];
const OTHER_KIND: &[&str] = &["P0206"];
const BAD_TEXT: &[&str] = &["P0206", "P0212", "P0213", "P0214", "P0310", "P0403"];
const BAD_NUMBER: &[&str] = &["P0213"];
const BAD_WORD: &[&str] = &["P0212"];

/// Every change of a document that its schema tells the outcome of.
fn changes(schema: &Value, value: &Value) -> Vec<Change> {
    let one = |place: &str, document: Value, code| Change { place: place.into(), document, code };
    if let Some(kinds) = schema.get("anyOf").and_then(Value::as_array) {
        let kind = kinds.iter().find(|kind| accepted(kind).contains(value)).expect("one made it");
        // Of two kinds, what one refuses the other may accept.
        let inner = changes(kind, value).into_iter();
        return inner.filter(|change| change.code == Some(UNKNOWN)).collect();
    }
    if schema.get("enum").is_some() {
        return vec![one("", json!("another"), Some(BAD_WORD)), one("", json!([["x"]]), Some(OTHER_KIND))];
    }
    match schema["type"].as_str().expect("a type") {
        "string" => {
            let bad = texts(schema).map_or("", |(_, bad)| bad);
            vec![one("", json!(bad), Some(BAD_TEXT)), one("", json!({ "a": 1 }), Some(OTHER_KIND))]
        }
        "integer" => {
            let above = schema["maximum"].as_i64().expect("a number") + 1;
            let below = schema["minimum"].as_i64().expect("a number") - 1;
            [above, below].map(|number| one("", json!(number), Some(BAD_NUMBER))).into()
        }
        "array" => {
            let items = value.as_array().expect("a list");
            let mut all = vec![one("", json!({ "a": 1 }), Some(OTHER_KIND))];
            if schema.get("minItems").is_some() {
                all.push(one("", json!([]), Some(OTHER_KIND)));
            }
            for (at, item) in items.iter().enumerate() {
                for mut change in changes(&schema["items"], item) {
                    let mut list = items.clone();
                    list[at] = change.document;
                    change.document = Value::Array(list);
                    change.place = format!("/{at}{}", change.place);
                    all.push(change);
                }
            }
            all
        }
        "object" => changes_of_object(schema, value),
        _ => vec![one("", json!([1]), Some(OTHER_KIND))],
    }
}

fn changes_of_object(schema: &Value, value: &Value) -> Vec<Change> {
    let object = value.as_object().expect("a mapping");
    let with = |key: &str, value: Option<Value>| {
        let mut object = object.clone();
        object.remove(key);
        object.extend(value.map(|value| (key.to_string(), value)));
        Value::Object(object)
    };
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let either: Vec<&str> = alternatives(schema).into_iter().flatten().collect();
    let mut all = Vec::new();
    let is_closed = schema["additionalProperties"] == json!(false);
    if is_closed {
        let document = with("nonsense-of-a-key", Some(json!("x")));
        all.push(Change { place: "/+".into(), document, code: Some(UNKNOWN) });
    }
    for (key, value) in object {
        let inner = if is_closed { &schema["properties"][key] } else { &schema["additionalProperties"] };
        if !either.contains(&key.as_str()) {
            let code = required.contains(&json!(key)).then_some(MISSING);
            all.push(Change { place: format!("/-{key}"), document: with(key, None), code });
        }
        for mut change in changes(inner, value) {
            change.document = with(key, Some(change.document));
            change.place = format!("/{key}{}", change.place);
            all.push(change);
        }
    }
    all
}

#[test]
fn what_a_schema_accepts_is_read_and_what_it_refuses_is_reported() {
    let (mut wrong, mut looked) = (String::new(), 0);
    for schema in read() {
        let description = parsed(schema);
        let documents = accepted(&description);
        let whole = documents.iter().map(|document| (schema, String::new(), document.clone(), None));
        let changed = changes(&description, &documents[0]);
        let changed = changed.into_iter().map(|change| (schema, change.place, change.document, change.code));
        let all: Vec<_> = whole.chain(changed).collect();
        looked += all.len();
        wrong.extend(all.par_iter().filter_map(surprise).collect::<Vec<_>>());
    }
    assert_eq!(wrong, "");
    assert!(looked > 500, "only {looked} documents");
}

// What the decoder says of a document, when it is not what the schema says.
fn surprise((schema, place, document, code): &(&Schema, String, Value, Option<&[&str]>)) -> Option<String> {
    let said = codes(schema.name, document);
    let is_right = match code {
        None => said.is_empty(),
        Some(codes) => !said.is_empty() && said.iter().all(|code| codes.contains(code)),
    };
    (!is_right).then(|| format!("{}{place}: {said:?} for {document}\n", schema.name))
}

#[test]
fn every_key_is_described_in_both_languages() {
    fn walk(name: &str, schema: &Value, wrong: &mut String) {
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for (key, inner) in properties.iter().filter(|(key, _)| !matches!(key.as_str(), "zh" | "en")) {
                let said = inner["description"].as_str().unwrap_or_default();
                let (zh, en) = said.split_once("\n\n").unwrap_or_default();
                if !zh.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
                    || !en.is_ascii()
                    || en.is_empty()
                {
                    wrong.push_str(&format!("{name}: {key}: {said}\n"));
                }
            }
        }
        match schema {
            Value::Object(parts) => parts.values().for_each(|part| walk(name, part, wrong)),
            Value::Array(parts) => parts.iter().for_each(|part| walk(name, part, wrong)),
            _ => {}
        }
    }
    let mut wrong = String::new();
    read().for_each(|schema| walk(schema.name, &parsed(schema), &mut wrong));
    assert_eq!(wrong, "");
}

#[test]
fn a_schema_says_what_a_block_holds() {
    let expected = r##"{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "additionalProperties": false,
  "description": "```settings",
  "properties": {
    "provider": {
      "description": "谁的设置：服务商的 id\n\nWhose settings: the id of a provider",
      "maxLength": 100,
      "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
      "type": "string"
    }
  },
  "required": [
    "provider"
  ],
  "title": "服务商的设置 · The settings of a provider",
  "type": "object"
}
"##;
    assert_eq!(Schema::find("settings-block").expect("is there").text(), expected);
    assert!(Schema::find("端口").is_none());
}
