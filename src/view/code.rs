//! Code as pages show it: what an author wrote, and what the registry makes.

use super::{Reader, escape};
use crate::base::extra::Extra;
use crate::base::registry::PortId;
use crate::facts::{commands, firewall};
use crate::syntax::blocks::firewall::Tool;
use crate::syntax::highlight::{Kind, Language, Token};
use crate::syntax::markdown::Code;
use serde::Serialize;

/// A block of code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CodeBlock {
    /// The language as the fence names it; empty when it names none.
    pub language: String,
    /// What it shows.
    pub title: Option<String>,
    /// Where it was seen to work: names of systems and programs, and a day.
    pub tested: Vec<String>,
    /// The code.
    #[serde(skip)]
    pub text: String,
    /// The code as HTML, its parts marked unless the site does without colours.
    pub html: String,
    /// What the block is called where it can't be seen.
    pub label: String,
}

impl Reader<'_> {
    /// A block of an article.
    pub fn code(&self, code: &Code) -> CodeBlock {
        CodeBlock {
            language: code.language.clone(),
            title: code.title.clone(),
            tested: code.tested.iter().map(|item| self.tested(item)).collect(),
            text: code.text.clone(),
            html: self.painted(&code.language, &code.text),
            label: code.title.clone().unwrap_or_else(|| self.words.text("code_label").to_string()),
        }
    }

    // The last item of a `tested` list is a date; it is shown as the language writes dates.
    fn tested(&self, item: &str) -> String {
        crate::base::date::Date::parse(item)
            .map_or_else(|| item.to_string(), |date| self.words.date(date).text)
    }

    /// The commands that test a port.
    pub fn commands(&self, id: &PortId) -> Vec<CodeBlock> {
        let (name, row) = (self.site.port_name(id, self.lang), self.site.port_row(id));
        let (protocol, _) = self.site.service_name(&name.service);
        let number = self.words.number(name.number);
        let block = |command: commands::Command| {
            let key = format!("command.{}", command.purpose.word());
            let title = self.words.fill(&key, &[("number", &number), ("tool", command.tool)]);
            self.made(command.language, title, command.line)
        };
        commands::commands(name, row, protocol).into_iter().map(block).collect()
    }

    /// The rules that let ports through a firewall, a block for each tool.
    pub fn firewall<'i>(&self, ids: impl IntoIterator<Item = &'i PortId>, tools: &[Tool]) -> Vec<CodeBlock> {
        let openings = ids
            .into_iter()
            .flat_map(|id| firewall::openings(self.site.port_name(id, self.lang), self.site.port_row(id)));
        let openings: Vec<firewall::Opening> = openings.collect();
        let block = |tool: &Tool| {
            let lines = firewall::rules(*tool, &openings).join("\n");
            (!lines.is_empty()).then(|| self.made("sh", tool.word().to_string(), lines))
        };
        tools.iter().filter_map(block).collect()
    }

    fn made(&self, language: &str, title: String, text: String) -> CodeBlock {
        let text = text + "\n";
        CodeBlock {
            html: self.painted(language, &text),
            text,
            language: language.to_string(),
            label: title.clone(),
            title: Some(title),
            tested: Vec::new(),
        }
    }

    fn painted(&self, language: &str, text: &str) -> String {
        let language = Language::find(language).filter(|_| self.site.settings().has(Extra::Highlighting));
        paint(text, &language.map(|language| self.site.tokens(language, text)).unwrap_or_default())
    }
}

// One letter for each kind, which the stylesheet knows.
fn paint(text: &str, tokens: &[Token]) -> String {
    let (mut html, mut rest) = (String::with_capacity(text.len() * 2), text);
    for token in tokens {
        let (part, after) = rest.split_at(token.length as usize);
        rest = after;
        let class = match token.kind {
            Some(Kind::Keyword) => "k",
            Some(Kind::String) => "s",
            Some(Kind::Comment) => "c",
            Some(Kind::Number) => "n",
            Some(Kind::Name) => "f",
            None => {
                html.push_str(&escape(part));
                continue;
            }
        };
        html.push_str(&format!("<span class=\"{class}\">{}</span>", escape(part)));
    }
    html + &escape(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_marked_and_everything_is_text() {
        let token = |kind, length| Token { kind, length };
        let tokens = [token(Some(Kind::Keyword), 2), token(None, 1), token(Some(Kind::String), 10)];
        assert_eq!(
            paint("if \"<端口>\"\n&", &tokens),
            "<span class=\"k\">if</span> <span class=\"s\">&quot;&lt;端口&gt;&quot;</span>\n&amp;"
        );
        assert_eq!(paint("<a>", &[]), "&lt;a&gt;");
    }
}
