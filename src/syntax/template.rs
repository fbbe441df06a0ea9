//! What a template asks of other templates, parents, includes and components, and which interface
//! texts it names.
//!
//! Tera keeps this to itself, so the text is scanned for it. What the scan can't tell is said to
//! be open: the caller then takes every template, or every text, for asked for, which is coarse and
//! never wrong. Tests compare the result with the pages that really change.

use std::collections::BTreeSet;

/// What one template asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Templates that it extends or includes, by name.
    pub templates: BTreeSet<String>,
    /// Names behind a `<`: components that it calls, and a few that are none.
    pub components: BTreeSet<String>,
    /// Components that it defines.
    pub defines: BTreeSet<String>,
    /// Whether it asks for a template whose name is not written in it.
    pub is_open: bool,
    /// The interface texts that it names.
    pub texts: Texts,
}

/// Interface texts, which templates name as keys of `t`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Texts {
    /// Those with these keys.
    Named(BTreeSet<String>),
    /// Perhaps all of them.
    All,
}

impl Texts {
    /// These and those.
    #[must_use]
    pub fn and(self, other: &Texts) -> Texts {
        match (self, other) {
            (Texts::Named(these), Texts::Named(those)) => Texts::Named(&these | those),
            _ => Texts::All,
        }
    }
}

impl Default for Texts {
    fn default() -> Texts {
        Texts::Named(BTreeSet::new())
    }
}

/// Scans a template. Comments, raw blocks and text outside of tags say nothing.
pub fn scan(text: &str) -> Mentions {
    let mut mentions = Mentions::default();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        rest = &rest[start + 1..];
        let closing = match rest.as_bytes().first() {
            Some(b'#') => {
                rest = rest.split_once("#}").map_or("", |(_, behind)| behind);
                continue;
            }
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => continue,
        };
        let (tag, behind) = split_tag(&rest[1..], closing);
        rest = behind;
        if read_tag(tag, closing == "%}", &mut mentions) == Kind::Raw {
            rest = skip_raw(rest);
        }
    }
    mentions
}

#[derive(PartialEq, Eq)]
enum Kind {
    Raw,
    Other,
}

fn read_tag(tag: &str, is_statement: bool, mentions: &mut Mentions) -> Kind {
    let tag = tag.trim_start_matches('-').trim_start();
    let (word, behind) = tag.split_at(name_length(tag));
    match word {
        "raw" if is_statement => return Kind::Raw,
        "extends" | "include" if is_statement => match literal(behind.trim_start()) {
            Some(name) => {
                mentions.templates.insert(name.to_string());
            }
            None => mentions.is_open = true,
        },
        "component" if is_statement => {
            let name = behind.trim_start();
            mentions.defines.insert(name[..name_length(name)].to_string());
        }
        _ => {}
    }
    for (at, _) in outside_strings(tag).filter(|(_, byte)| *byte == b'<') {
        let name = &tag[at + 1..];
        let length = name_length(name);
        if length > 0 {
            mentions.components.insert(name[..length].to_string());
        }
    }
    read_texts(tag, mentions);
    Kind::Other
}

// The places where a tag speaks of `t`. A component lists it as `@t` to have it at all.
fn read_texts(tag: &str, mentions: &mut Mentions) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '@');
    for (at, byte) in outside_strings(tag) {
        let behind = &tag[at..];
        let is_name = !tag[..at].ends_with(is_part);
        if is_name && behind.starts_with("__tera_context") {
            mentions.texts = Texts::All;
        }
        if byte != b't' || !is_name || behind[1..].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        match (key(&behind[1..]), &mut mentions.texts) {
            (Some(key), Texts::Named(keys)) => drop(keys.insert(key.to_string())),
            (None, texts) => *texts = Texts::All,
            (Some(_), Texts::All) => {}
        }
    }
}

// The key in `.key` and `["a.key"]`; `None` for anything else.
fn key(behind: &str) -> Option<&str> {
    if let Some(name) = behind.strip_prefix('.') {
        let length = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
        return Some(&name[..length]).filter(|name| !name.is_empty());
    }
    let (inside, _) = behind.strip_prefix('[')?.split_once(']')?;
    literal(inside)
}

// The content of a tag and what follows it. A closing sign inside of a string closes nothing.
fn split_tag<'a>(text: &'a str, closing: &str) -> (&'a str, &'a str) {
    let end = outside_strings(text).map(|(at, _)| at).find(|at| text[*at..].starts_with(closing));
    match end {
        Some(end) => (&text[..end], &text[end + closing.len()..]),
        None => (text, ""),
    }
}

// Bytes that stand outside of string literals and at the start of a character.
fn outside_strings(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut quote = None;
    let mut escaped = false;
    text.bytes().enumerate().filter(move |(_, byte)| match quote {
        Some(open) => {
            if *byte == open && !escaped {
                quote = None;
            }
            escaped = *byte == b'\\' && !escaped;
            false
        }
        None => {
            if matches!(byte, b'"' | b'\'' | b'`') {
                quote = Some(*byte);
                escaped = false;
                return false;
            }
            byte.is_ascii()
        }
    })
}

// Component names may hold dots.
fn name_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(text.len())
}

// A string literal that is the whole rest of a tag.
fn literal(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let (name, behind) = text[1..].split_once(quote)?;
    (!name.contains('\\') && behind.trim_end_matches('-').trim().is_empty()).then_some(name)
}

fn skip_raw(text: &str) -> &str {
    let end = text
        .match_indices("{%")
        .find(|(at, _)| text[at + 2..].trim_start_matches('-').trim_start().starts_with("endraw"));
    end.map_or("", |(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_string()).collect()
    }

    #[test]
    fn parents_includes_and_components_are_found() {
        let mentions = scan(
            "{% extends \"base.html\" %}{%- include 'parts/头.html' -%}{{ <chip kind={a} /> }}\
             {% <note title=\"%}\"> %}x{% </note> %}{% component stamp(n) %}{{ <icon name=\"lock\" /> }}{% endcomponent %}",
        );
        assert_eq!(mentions.templates, set(&["base.html", "parts/头.html"]));
        assert_eq!(mentions.components, set(&["chip", "note", "icon"]));
        assert_eq!(mentions.defines, set(&["stamp"]));
        assert!(!mentions.is_open);
    }

    #[test]
    fn comments_raw_blocks_and_text_say_nothing() {
        let text = "{# {% include \"a.html\" %} #}{% raw %}{% include \"b.html\" %}{% endraw %}<p>{ <i> }</p>\
                    {{ \"{% include 'c.html' %}\" }}";
        assert_eq!(scan(text), Mentions::default());
    }

    #[test]
    fn interface_texts_are_found() {
        let named = |keys: &[&str]| Texts::Named(set(keys));
        let text = "{% component 图(block, @t) %}{{ t.tested }}{% if a.t.x or set.t %}{{ t[\"sequence.open\"] }}\
                    {{ at.x ~ \"t.no\" }}{% else %}{{ <links label={t.标题|upper} t.second /> }}{% endif %}";
        assert_eq!(scan(text).texts, named(&["tested", "sequence.open", "标题", "second"]));
        for all in
            ["{{ t }}", "{{ t[key] }}", "{{ <x t={t} /> }}", "{{ t[\"a\" ~ b] }}", "{{ __tera_context }}"]
        {
            assert_eq!(scan(all).texts, Texts::All, "{all}");
        }
    }

    #[test]
    fn a_name_that_is_computed_leaves_the_template_open() {
        assert!(scan("{% include kind ~ \".html\" %}").is_open);
        assert!(scan("{% include \"a.html\" if x %}").is_open);
    }

    #[test]
    fn broken_templates_end_the_scan() {
        for text in ["{% include \"a", "{{ <", "{#", "{% raw %}", "{%", "{"] {
            scan(text);
        }
    }
}
