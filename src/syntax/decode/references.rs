//! Sources of facts, as registry and front matter write them.

use super::fields::Fields;
use super::numbers::integer;
use super::scalars::{boolean, date, text, url};
use super::shape::{Shape, field, shape_of};
use super::{Noun, Reading};
use crate::base::registry::Reference;
use crate::diag::code::Code;
use crate::diag::nearest;
use crate::syntax::text::shown;
use crate::syntax::yaml::Node;

const REFERENCE: Noun = Noun { en: "a reference", zh: "来源" };

/// Reads `{ rfc, section?, accessed? }`, `{ iana: date }` or
/// `{ title, publisher, url, accessed, primary? }`.
pub fn reference(node: &Node, reading: &mut Reading) -> Option<Reference> {
    reading.expects(|| {
        let kinds: [fn(Fields) -> Option<Reference>; 3] = [rfc, iana, page];
        let shape = |kind: fn(Fields) -> Option<Reference>| {
            shape_of(move |node, reading| kind(Fields::open(node, REFERENCE, reading)?))
        };
        Shape::OneOf(kinds.map(shape).into())
    })?;
    let fields = Fields::open(node, REFERENCE, reading)?;
    let has = |names: &[&str]| names.iter().any(|name| fields.has(name));
    // A misspelt key still says what was meant.
    let near = |name: &str| fields.names().any(|written| nearest(written, [name]).is_some());
    if has(&["rfc"]) {
        rfc(fields)
    } else if has(&["iana"]) {
        iana(fields)
    } else if has(&["title", "publisher", "url", "accessed", "primary"]) {
        page(fields)
    } else if near("rfc") || has(&["section"]) {
        rfc(fields)
    } else if near("iana") {
        iana(fields)
    } else {
        fields.refuse(
            Code::MissingKey,
            text!("this reference has no `rfc`, `iana` or `title`", "这条来源缺少 `rfc`、`iana` 或 `title`"),
            text!(
                "write `{{ rfc: 8314, section: \"3.3\" }}`, `{{ iana: 2025-12-15 }}`, or a page with `title`, \
                 `publisher`, `url` and `accessed`",
                "写成 `{{ rfc: 8314, section: \"3.3\" }}`、`{{ iana: 2025-12-15 }}`，或写网页的 `title`、\
                 `publisher`、`url` 和 `accessed`"
            ),
        )
    }
}

fn rfc(mut fields: Fields) -> Option<Reference> {
    let number = fields.required(field("rfc", "The number of the RFC", "RFC 编号"), integer(1..=99_999));
    let section = fields
        .optional(field("section", "The section, in quotes: \"3.3\"", "章节号，加引号，如 \"3.3\""), section);
    let accessed = fields.optional(field("accessed", "The day on which it was read", "查阅日期"), date);
    fields.close()?;
    Some(Reference::Rfc { number: number?.try_into().ok()?, section: section?, accessed: accessed? })
}

fn iana(mut fields: Fields) -> Option<Reference> {
    let updated = fields.required(
        field(
            "iana",
            "The day that IANA's list of service names and port numbers bore",
            "IANA 服务名与端口号登记表的日期",
        ),
        date,
    );
    fields.close()?;
    Some(Reference::Iana { updated: updated? })
}

fn page(mut fields: Fields) -> Option<Reference> {
    let title = fields
        .required(field("title", "The title of the page, in its own language", "网页标题，用原文"), text);
    let publisher = fields.required(field("publisher", "Who publishes it", "发布者"), text);
    let url = fields.required(field("url", "Its address, http or https", "网址，http 或 https"), url);
    let accessed = fields.required(field("accessed", "The day on which it was read", "查阅日期"), date);
    let primary = fields.optional(
        field(
            "primary",
            "Whether the publisher is the authority on the fact; false unless set",
            "发布者是否就是这项事实的权威，默认 false",
        ),
        boolean,
    );
    fields.close()?;
    Some(Reference::Page {
        title: title?,
        publisher: publisher?,
        url: url?,
        accessed: accessed?,
        primary: primary?.unwrap_or(false),
    })
}

// The number of a section enters an address: `3.3`, `A.1`.
fn section(node: &Node, reading: &mut Reading) -> Option<String> {
    reading.expects(|| Shape::Section)?;
    let text = text(node, reading)?;
    let is_section = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
    };
    if is_section(&text) {
        return Some(text);
    }
    let name = shown(&text);
    let message = text!("`{name}` is not the number of a section", "`{name}` 不是章节号");
    let problem = reading.problem(Code::UnknownValue, node.span, message);
    let meant = text.trim_start_matches(['§', ' ']);
    reading.refuse(match is_section(meant) {
        true => problem.help(text!("write `\"{meant}\"`", "写成 `\"{meant}\"`")),
        false => {
            problem.help(text!("write the number alone, such as `\"3.3\"`", "只写章节号，例如 `\"3.3\"`"))
        }
    })
}
