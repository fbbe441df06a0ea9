//! The history of the registry: `content/registry/history.yaml`.

use crate::base::path::SourcePath;
use crate::base::registry::history::{Deed, Edition, Event, Field as Changed};
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text};
use crate::syntax::decode::fields::{Fields, bilingual};
use crate::syntax::decode::lists::list;
use crate::syntax::decode::scalars::{check_id, date, spaced_text, text, word};
use crate::syntax::decode::shape::{Shape, field, shape_of};
use crate::syntax::decode::{Noun, Reading};
use crate::syntax::text::shown;
use crate::syntax::yaml::{self, Content, Node};

/// Where it is.
pub const PATH: &str = "content/registry/history.yaml";

/// The kinds of entries.
static KINDS: [&str; 7] = ["port", "service", "provider", "term", "error", "client", "cloud"];

const EDITION: Noun = Noun { en: "a day of the history", zh: "每日变更" };
const EVENT: Noun = Noun { en: "a change", zh: "一项变更" };
const FIELD: Noun = Noun { en: "a field that changed", zh: "变更的字段" };

/// Reads the history. An empty file says nothing yet.
pub fn parse(path: &SourcePath, text: &str, problems: &mut Vec<Diagnostic>) -> Vec<Edition> {
    let Some(root) = yaml::parse(path, text, 0, problems) else { return Vec::new() };
    if matches!(root.content, Content::Null) {
        return Vec::new();
    }
    list(edition)(&root, &mut Reading::new(path, problems)).unwrap_or_default()
}

/// A day as it stands in the history.
pub fn write(edition: &Edition) -> String {
    // A text of JSON is one of YAML.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut yaml = format!("- date: {}\n  changes:\n", edition.date);
    for event in &edition.changes {
        yaml.push_str(&format!("    - entry: {}\n      change: {}\n", event.entry, event.change.word()));
        if let Some(from) = &event.from {
            yaml.push_str(&format!("      from: {from}\n"));
        }
        if !event.fields.is_empty() {
            yaml.push_str("      fields:\n");
        }
        for Changed { field, was, now } in &event.fields {
            let said = [("was", was), ("now", now)].into_iter();
            let said = said.filter_map(|(key, text)| Some(format!(", {key}: {}", quoted(text.as_ref()?))));
            yaml.push_str(&format!("        - {{ field: {field}{} }}\n", said.collect::<String>()));
        }
    }
    yaml
}

/// What the history holds.
pub fn shape() -> Shape {
    Shape::list(shape_of(edition))
}

fn edition(node: &Node, reading: &mut Reading) -> Option<Edition> {
    let mut fields = Fields::open(node, EDITION, reading)?;
    let day = fields.required(field("date", "The day", "日期"), date);
    let note = fields.optional(
        field("note", "What a person has to say of the changes", "对这些变更的说明"),
        bilingual(text),
    );
    let changes = fields.optional(
        field(
            "changes",
            "What changed, as `portolan registry record` writes it",
            "变更，由 portolan registry record 写入",
        ),
        list(event),
    );
    fields.close()?;
    Some(Edition { date: day?, note: note?, changes: changes?.unwrap_or_default() })
}

fn event(node: &Node, reading: &mut Reading) -> Option<Event> {
    let mut fields = Fields::open(node, EVENT, reading)?;
    let entry =
        fields.required(field("entry", "The entry: port/submissions", "条目，如 port/submissions"), entry);
    let change =
        fields.required(field("change", "What was done to it", "做了什么"), word(Deed::ALL, Deed::word));
    let from = fields.optional(field("from", "What it was called before", "原来的名称"), self::entry);
    let changed = fields.optional(field("fields", "The fields that changed", "变更的字段"), list(changed));
    fields.close()?;
    Some(Event { entry: entry?, change: change?, from: from?, fields: changed?.unwrap_or_default() })
}

// Whether there still is such an entry is not asked.
fn entry(node: &Node, reading: &mut Reading) -> Option<String> {
    reading.expects(|| Shape::Entry(&KINDS))?;
    let written = text(node, reading)?;
    let (kind, id) = written.split_once('/').unwrap_or((&written, ""));
    if KINDS.contains(&kind) {
        return check_id(id, node.span, reading).map(|()| written);
    }
    let (name, kinds) = (shown(&written), diag::names(KINDS.to_vec()));
    let message = text!("`{name}` names no entry", "`{name}` 不是条目");
    let problem = reading.problem(Code::UnknownValue, node.span, message);
    let Text { en, zh } = kinds;
    reading.refuse(problem.help(text!(
        "write the kind and the id, such as `port/submissions`; the kinds are {en}",
        "写成种类加 id，例如 `port/submissions`；种类有 {zh}"
    )))
}

fn changed(node: &Node, reading: &mut Reading) -> Option<Changed> {
    let mut fields = Fields::open(node, FIELD, reading)?;
    let name = fields.required(
        field("field", "Its name, with the fields around it: name.zh", "字段名，连同外层字段：name.zh"),
        text,
    );
    let was = fields.optional(field("was", "What it said", "原来的内容"), spaced_text);
    let now = fields.optional(field("now", "What it says", "现在的内容"), spaced_text);
    fields.close()?;
    Some(Changed { field: name?, was: was?, now: now? })
}
