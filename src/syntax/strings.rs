//! `content/strings.yaml`: the interface texts.

use crate::base::lang::Bilingual;
use crate::base::path::SourcePath;
use crate::diag::Diagnostic;
use crate::syntax::decode::fields::{Fields, bilingual};
use crate::syntax::decode::lists::table;
use crate::syntax::decode::scalars::spaced_text;
use crate::syntax::decode::shape::{Shape, field, shape_of};
use crate::syntax::decode::{Noun, Reading};
use crate::syntax::yaml::{self, Content, Node};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One interface text in one language: a pattern with `{name}` places, or two when it counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pattern {
    /// The text for one thing; the same as `other` where the language does not tell them apart.
    pub one: String,
    /// The text for any other number of things.
    pub other: String,
}

/// Interface texts by key. Written `key: { zh: …, en: … }`, where a language may also be
/// `{ one: …, other: … }`.
pub type Strings = BTreeMap<String, Bilingual<Pattern>>;

const COUNTED: Noun = Noun { en: "a counted text", zh: "计数文本" };

/// Reads the interface texts. Those with mistakes, which are reported, are empty. `None` when it is
/// not known which texts there are.
pub fn parse(path: &SourcePath, text: &str, problems: &mut Vec<Diagnostic>) -> Option<Strings> {
    let node = yaml::parse(path, text, 0, problems)?;
    let read = table(readable)(&node, &mut Reading::new(path, problems))?;
    Some(read.into_iter().map(|(key, pattern)| (key.value, pattern)).collect())
}

/// What the file holds.
pub fn shape() -> Shape {
    shape_of(table(readable))
}

// A text with mistakes is empty.
fn readable(node: &Node, reading: &mut Reading) -> Option<Bilingual<Pattern>> {
    Some(bilingual(pattern)(node, reading).unwrap_or_default())
}

fn pattern(node: &Node, reading: &mut Reading) -> Option<Pattern> {
    reading.expects(|| Shape::OneOf(vec![Shape::SpacedText, shape_of(counted)]))?;
    if !matches!(node.content, Content::Mapping(_)) {
        let text = spaced_text(node, reading)?;
        return Some(Pattern { one: text.clone(), other: text });
    }
    counted(node, reading)
}

fn counted(node: &Node, reading: &mut Reading) -> Option<Pattern> {
    let mut fields = Fields::open(node, COUNTED, reading)?;
    let one = fields.required(field("one", "The text for one thing", "数量为一时的文本"), spaced_text);
    let other = fields
        .required(field("other", "The text for any other number of things", "其他数量时的文本"), spaced_text);
    fields.close()?;
    Some(Pattern { one: one?, other: other? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::listing::{full, path};

    #[test]
    fn a_text_may_count_in_one_language_only() {
        let text = "pages: { zh: \"{n} 页\", en: { one: \"{n} page\", other: \"{n} pages\" } }\n\
                    separator: { zh: \"、\", en: \", \" }\n";
        let mut problems = Vec::new();
        let strings = parse(&path("strings.yaml"), text, &mut problems).expect("all of it is read");
        assert_eq!(full(text, &problems), "");
        assert_eq!(strings["pages"].zh.one, strings["pages"].zh.other);
        assert_eq!(
            (strings["pages"].en.one.as_str(), strings["pages"].en.other.as_str()),
            ("{n} page", "{n} pages")
        );
        assert_eq!(strings["separator"].en.one, ", ");
    }

    #[test]
    fn texts_with_mistakes_are_empty() {
        let text = "a: { zh: 是 }\nb: { zh: 是, en: yes }\nno: { zh: 否, en: \"No\" }\nc: { zh: \"\", en: { one: x, few: y } }\n\
                    d: 端口\n\"on\": { zh: 开, en: \"On\" }\n";
        let mut problems = Vec::new();
        let strings = parse(&path("strings.yaml"), text, &mut problems).expect("the keys are read");
        assert_eq!(strings.keys().collect::<Vec<_>>(), ["a", "b", "c", "d", "on"]);
        assert!(["a", "b", "c", "d"].iter().all(|key| strings[*key] == Bilingual::default()));
        assert!(parse(&path("strings.yaml"), "- a", &mut Vec::new()).is_none());
        assert_eq!(
            full(text, &problems),
            "strings.yaml:1:4 P0208 `a` has no English (`en`)\n  help: write both: `{ zh: …, en: … }`\n\
             strings.yaml:2:17 P0209 YAML 1.1 reads `yes` as a truth value\n  help: write `\"yes\"`\n\
             strings.yaml:3:1 P0209 YAML 1.1 reads `no` as a truth value\n  help: write `\"no\"`\n\
             strings.yaml:4:10 P0206 `c.zh` holds empty text where text is expected\n\
             strings.yaml:4:18 P0207 this counted text has no `other`\n  help: add `other: …`\n\
             strings.yaml:4:28 P0205 a counted text has no key `few`\n  help: the keys are `one`, `other`\n\
             strings.yaml:5:4 P0206 `d` holds text where a value in both languages is expected\n  \
             help: write `{ zh: …, en: … }`"
        );
    }
}
