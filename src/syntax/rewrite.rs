//! Edits inside of YAML scalars: what is written so that the value reads as it should.
//!
//! A place of a value that is written as it reads is known; what may be put there is not, since each
//! style of YAML has marks of its own, and `＃` is text where `#` begins a comment.

use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::syntax::decode::Reading;
use crate::syntax::decode::scalars;
use crate::syntax::yaml::{self, Content, Node};

// The whole scalar is read for each of its parts. A longer one is left to the author.
const LONGEST: usize = 4096;

/// What has to be written in the place of a part of a scalar so that the value has `new` there; `None` where
/// nothing that is written in this place alone does that. `scalar` is the whole scalar, quotes included.
pub fn within(source: &str, scalar: Span, part: Span, new: &str) -> Option<String> {
    let written = source.get(scalar.start..scalar.end).filter(|written| written.len() <= LONGEST)?;
    let (start, end) = (part.start.checked_sub(scalar.start)?, part.end.checked_sub(scalar.start)?);
    let escaped = match written.as_bytes().first()? {
        b'\'' => new.replace('\'', "''"),
        b'"' => new.replace('\\', "\\\\").replace('"', "\\\""),
        _ => new.to_string(),
    };
    let (left, right) = (written.get(..start)?, written.get(end..)?);
    let edited = format!("{left}{escaped}{right}");
    let contexts: [fn(&str) -> String; 2] =
        [|scalar| format!("key: {scalar}\n"), |scalar| format!("key: [{scalar}]\n")];
    let mut is_read = false;
    // In a block and between brackets: where it stands is not asked. What is not read there now does not
    // stand there.
    for context in contexts {
        let Some(before) = text(&context(written)) else { continue };
        let at = start.checked_sub(written.find(&before)?)?;
        let expected = format!("{}{new}{}", before.get(..at)?, before.get(at + end - start..)?);
        if text(&context(&edited))? != expected.trim() {
            return None;
        }
        is_read = true;
    }
    is_read.then_some(escaped)
}

// The text of the only value of a document, when everybody reads it as this text.
fn text(document: &str) -> Option<String> {
    let path = SourcePath::new("value.yaml").expect("is tame");
    let mut problems = Vec::new();
    let node = yaml::parse(&path, document, 0, &mut problems)?;
    let value = only(&node)?;
    let text = scalars::text(value, &mut Reading::new(&path, &mut problems));
    text.filter(|_| problems.is_empty())
}

fn only(node: &Node) -> Option<&Node> {
    match &node.content {
        Content::Mapping(entries) => match &entries[..] {
            [(_, value)] => only(value),
            _ => None,
        },
        Content::Sequence(items) => match &items[..] {
            [value] => only(value),
            _ => None,
        },
        Content::Scalar(_) => Some(node),
        Content::Null => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(written: &str, old: &str, new: &str) -> Option<String> {
        let source = format!("标题: {written}\n");
        let scalar = Span::new("标题: ".len(), source.len() - 1);
        let at = source.find(old).expect("is there");
        let part = Span::new(at, at + old.len());
        let text = within(&source, scalar, part, new)?;
        Some(source[scalar.start..scalar.end].replacen(old, &text, 1))
    }

    #[test]
    fn a_part_is_written_as_the_quotes_around_it_ask() {
        for (written, old, new, right) in [
            ("'用 Let’s Encrypt'", "’", "'", "'用 Let''s Encrypt'"),
            ("用 Let’s Encrypt", "’", "'", "用 Let's Encrypt"),
            ("\"选「TLS」\"", "「", "\"", "\"选\\\"TLS」\""),
            ("\"４６５\"", "４６５", "465", "\"465\""),
            ("用４６５端口", "４６５", "465", "用465端口"),
            (">-\n  用４６５端口", "４６５", "465", ">-\n  用465端口"),
        ] {
            assert_eq!(put(written, old, new).as_deref(), Some(right), "{written}");
        }
    }

    #[test]
    fn what_would_become_another_value_is_not_written() {
        for (written, old, new) in [
            ("４６５", "４６５", "465"),
            ("＃ 井号", "＃", "#"),
            ("井 ＃ 号", "＃", "#"),
            ("＆锚点", "＆", "&"),
            ("％百分", "％", "%"),
            ("＠艾特", "＠", "@"),
            ("ｙｅｓ", "ｙｅｓ", "yes"),
            ("ｎｕｌｌ", "ｎｕｌｌ", "null"),
            ("Ports： 465", "：", ":"),
            ("465，587", "，", ","),
        ] {
            assert_eq!(put(written, old, new), None, "{written}");
        }
        // Between brackets a comma ends a value. Quotes keep it.
        assert_eq!(put("'465，587'", "，", ", ").as_deref(), Some("'465, 587'"));
    }
}
