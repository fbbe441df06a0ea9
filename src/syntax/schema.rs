//! JSON Schemas: of the files that people write (draft 7, which editors know best), and of the
//! problems that programs read.
//!
//! Those of files are made from what the decoders [say that they read](crate::syntax::decode::shape), so
//! editors complete and check what `portolan check` accepts. A schema is a little milder where it
//! has to be: whether an id exists is not known to it.

use crate::diag::print;
use crate::syntax::decode::Noun;
use crate::syntax::decode::scalars::ID_LIMIT;
use crate::syntax::decode::shape::{KeyShape, Mapping, Shape, shape_of};
use crate::syntax::registry::{history, lookups};
use crate::syntax::{blocks, front_matter, registry, settings, strings};
use serde_json::{Value, json};

/// The schema of a kind of documents.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Its name; it is published as `schema/NAME.json`.
    pub name: &'static str,
    /// What it is for: files, a fenced block, or what a command prints.
    pub files: &'static str,
    content: Content,
}

#[derive(Clone, Copy, Debug)]
enum Content {
    /// Made from what a decoder reads.
    Read(Noun, fn() -> Shape),
    /// Written beside what prints it.
    Printed(&'static str),
}

const fn schema(name: &'static str, about: Noun, files: &'static str, shape: fn() -> Shape) -> Schema {
    Schema { name, files, content: Content::Read(about, shape) }
}

/// Every schema.
pub const SCHEMAS: &[Schema] = &[
    schema(
        "article",
        Noun { en: "The front matter of an article", zh: "文章的文件头" },
        "content/LANG/**/*.md",
        front_matter::article_shape,
    ),
    schema(
        "section",
        Noun { en: "The front matter of a section", zh: "栏目的文件头" },
        "content/LANG/**/_section.md",
        front_matter::section_shape,
    ),
    schema(
        "ports",
        Noun { en: "A list of ports", zh: "端口列表" },
        "content/registry/ports/*.yaml",
        || Shape::list(shape_of(registry::port)),
    ),
    schema(
        "services",
        Noun { en: "The list of services", zh: "服务列表" },
        "content/registry/services.yaml",
        || Shape::list(shape_of(registry::service)),
    ),
    schema(
        "providers",
        Noun { en: "A list of mail providers", zh: "邮箱服务商列表" },
        "content/registry/providers/*.yaml",
        || Shape::list(shape_of(registry::provider)),
    ),
    schema(
        "glossary",
        Noun { en: "The glossary", zh: "术语表" },
        "content/registry/glossary.yaml",
        || Shape::list(shape_of(registry::term)),
    ),
    schema(
        "errors",
        Noun { en: "The error messages", zh: "报错列表" },
        "content/registry/errors.yaml",
        || Shape::list(shape_of(lookups::error)),
    ),
    schema(
        "clients",
        Noun { en: "The mail clients and their labels", zh: "邮件客户端及其选项" },
        "content/registry/clients.yaml",
        || Shape::list(shape_of(lookups::client)),
    ),
    schema(
        "clouds",
        Noun { en: "The clouds and port 25", zh: "云厂商与 25 端口" },
        "content/registry/clouds.yaml",
        || Shape::list(shape_of(lookups::cloud)),
    ),
    schema(
        "history",
        Noun { en: "The history of the registry", zh: "登记表的变更记录" },
        history::PATH,
        history::shape,
    ),
    schema(
        "site",
        Noun { en: "The settings of the site", zh: "站点设置" },
        "content/site.yaml",
        settings::shape,
    ),
    schema(
        "strings",
        Noun { en: "The interface texts", zh: "界面文本" },
        "content/strings.yaml",
        strings::shape,
    ),
    schema("ports-block", Noun { en: "A port table", zh: "端口表" }, "```ports", blocks::ports_shape),
    schema(
        "settings-block",
        Noun { en: "The settings of a provider", zh: "服务商的设置" },
        "```settings",
        blocks::settings_shape,
    ),
    schema(
        "commands-block",
        Noun { en: "Commands that test ports", zh: "测试端口的命令" },
        "```commands",
        blocks::commands_shape,
    ),
    schema(
        "firewall-block",
        Noun { en: "Rules that let ports through a firewall", zh: "放行端口的防火墙规则" },
        "```firewall",
        blocks::firewall_shape,
    ),
    schema(
        "flow-block",
        Noun { en: "The way of a message", zh: "一封信经过的路" },
        "```flow",
        blocks::flow_shape,
    ),
    schema(
        "handshake-block",
        Noun { en: "What is said until the login", zh: "登录之前的对话" },
        "```handshake",
        blocks::handshake_shape,
    ),
    schema(
        "errors-block",
        Noun { en: "A list of error messages", zh: "报错列表" },
        "```errors",
        blocks::lookups::errors_shape,
    ),
    schema(
        "clients-block",
        Noun { en: "A table of mail clients", zh: "邮件客户端表" },
        "```clients",
        blocks::lookups::clients_shape,
    ),
    schema(
        "clouds-block",
        Noun { en: "A table of clouds", zh: "云厂商表" },
        "```clouds",
        blocks::lookups::clouds_shape,
    ),
    schema(
        "which-block",
        Noun { en: "Answers to the question which port to use", zh: "选哪个端口的答案" },
        "```which",
        blocks::lookups::which_shape,
    ),
    schema(
        "fill-block",
        Noun { en: "Names that the reader replaces", zh: "由读者替换的名称" },
        "```fill",
        blocks::lookups::fill_shape,
    ),
    Schema {
        name: "problems",
        files: "portolan check --format json",
        content: Content::Printed(print::SCHEMA),
    },
];

impl Schema {
    /// The schema with this name.
    pub fn find(name: &str) -> Option<&'static Schema> {
        SCHEMAS.iter().find(|schema| schema.name == name)
    }

    /// The schema as JSON, with a line break at its end.
    pub fn text(&self) -> String {
        let (about, shape) = match self.content {
            Content::Read(about, shape) => (about, shape()),
            Content::Printed(text) => return text.to_string(),
        };
        let mut schema = of(&shape);
        let head = json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": format!("{} · {}", about.zh, about.en),
            "description": self.files,
        });
        extend(&mut schema, head);
        serde_json::to_string_pretty(&schema).expect("a schema holds nothing that JSON has not") + "\n"
    }
}

fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({ "type": "string", "pattern": "\\S" }),
        Shape::SpacedText => json!({ "type": "string", "minLength": 1 }),
        Shape::Id => {
            json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": ID_LIMIT })
        }
        Shape::Entry(kinds) => {
            let kinds = kinds.join("|");
            json!({ "type": "string", "pattern": format!("^({kinds})/[a-z0-9]+(-[a-z0-9]+)*$") })
        }
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Date => {
            json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
        }
        Shape::Url => json!({ "type": "string", "pattern": "^https?://[^\\s/?#\"<>\\\\][^\\s\"<>\\\\]*$" }),
        Shape::Host => json!({
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$",
            "maxLength": 253,
        }),
        Shape::Section => json!({ "type": "string", "pattern": "^[A-Za-z0-9.-]+$" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Integer(range) => {
            json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() })
        }
        Shape::Port => json!({ "type": "integer", "minimum": 0, "maximum": u16::MAX }),
        Shape::Ports => json!({
            "anyOf": [of(&Shape::Port), { "type": "string", "pattern": "^[0-9]{1,5}-[0-9]{1,5}$" }],
        }),
        Shape::Nullable(inner) => json!({ "anyOf": [{ "type": "null" }, of(inner)] }),
        Shape::List(item, 0) => json!({ "type": "array", "items": of(item) }),
        Shape::List(item, least) => json!({ "type": "array", "items": of(item), "minItems": least }),
        Shape::Table(item) => json!({ "type": "object", "additionalProperties": of(item) }),
        Shape::Bilingual(item) => json!({
            "type": "object",
            "properties": { "zh": of(item), "en": of(item) },
            "required": ["zh", "en"],
            "additionalProperties": false,
        }),
        Shape::Mapping(mapping) => of_mapping(mapping),
        Shape::OneOf(shapes) => json!({ "anyOf": shapes.iter().map(of).collect::<Vec<_>>() }),
    }
}

fn of_mapping(mapping: &Mapping) -> Value {
    let properties = mapping.keys.iter().map(|key| (key.field.key.to_string(), of_key(key)));
    let required = mapping.keys.iter().filter(|key| key.is_required).map(|key| key.field.key);
    let mut schema = json!({
        "type": "object",
        "properties": properties.collect::<serde_json::Map<_, _>>(),
        "required": required.collect::<Vec<_>>(),
        "additionalProperties": false,
    });
    if !mapping.either.is_empty() {
        let one = |pair: &[&str; 2]| json!({ "oneOf": pair.map(|key| json!({ "required": [key] })) });
        extend(&mut schema, json!({ "allOf": mapping.either.iter().map(one).collect::<Vec<_>>() }));
    }
    schema
}

// Editors show one description: it speaks both languages.
fn of_key(key: &KeyShape) -> Value {
    let mut schema = of(&key.shape);
    extend(&mut schema, json!({ "description": format!("{}\n\n{}", key.field.zh, key.field.en) }));
    schema
}

fn extend(schema: &mut Value, more: Value) {
    if let (Value::Object(schema), Value::Object(more)) = (schema, more) {
        schema.extend(more);
    }
}

#[cfg(test)]
mod tests;
