//! Code as pages show it: what an author wrote, and what the registry makes.

use super::Reader;
use crate::base::registry::PortId;
use crate::facts::{commands, firewall};
use crate::syntax::blocks::firewall::Tool;
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
    pub text: String,
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
            made(command.language, title, command.line)
        };
        commands::commands(name, row, protocol).into_iter().map(block).collect()
    }

    /// The rules that let ports through a firewall, a block for each tool.
    pub fn firewall<'i>(&self, ids: impl IntoIterator<Item = &'i PortId>, tools: &[Tool]) -> Vec<CodeBlock> {
        let openings = ids.into_iter().flat_map(|id| {
            firewall::openings(self.site.port_name(id, self.lang), self.site.port_row(id))
        });
        let openings: Vec<firewall::Opening> = openings.collect();
        let block = |tool: &Tool| {
            let lines = firewall::rules(*tool, &openings).join("\n");
            (!lines.is_empty()).then(|| made("sh", tool.word().to_string(), lines))
        };
        tools.iter().filter_map(block).collect()
    }
}

fn made(language: &str, title: String, text: String) -> CodeBlock {
    CodeBlock {
        language: language.to_string(),
        label: title.clone(),
        title: Some(title),
        tested: Vec::new(),
        text: text + "\n",
    }
}
