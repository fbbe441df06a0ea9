//! What stands above a passage and is named there: its heading, the words that lead to its list, the items before it,
//! the term that it defines, a question that it answers.

use super::leads_on;
use super::topics::Topic;
use crate::syntax::markdown::passages::{Kind, Passage};
use std::collections::BTreeMap;

/// What passages have named so far.
#[derive(Debug, Default)]
pub(super) struct Above {
    title: Topic,
    headings: BTreeMap<usize, Topic>,
    // Of the words that lead to what comes next.
    lead: Topic,
    // The list of the item before, and those around it.
    lists: Vec<List>,
    term: Topic,
    now: Topic,
}

// A list that goes on.
#[derive(Debug)]
struct List {
    id: usize,
    // What its items so far have named, over what leads to it.
    topic: Topic,
    // What the last of them names itself.
    item: Topic,
}

impl Above {
    /// What a passage may lean on.
    pub(super) fn of(&mut self, passage: &Passage) -> &Topic {
        let heading = passage.under.map_or(Some(&self.title), |under| self.headings.get(&under));
        let heading = heading.cloned().unwrap_or_default();
        let now = match passage.kind {
            Kind::Item { list, .. } => {
                // Lists are counted as they begin: those that began later have ended.
                self.lists.retain(|known| known.id <= list);
                match self.lists.last() {
                    Some(known) if known.id == list => known.topic.clone(),
                    Some(around) => around.item.clone().leading(),
                    None => self.lead.clone().leading().over(heading.clone()),
                }
            }
            Kind::Definition => self.term.clone().defined(),
            Kind::Paragraph | Kind::Cell(_) => self.lead.clone().over(heading.clone()),
            _ => Topic::default(),
        };
        self.now = now.under(&heading);
        &self.now
    }

    /// Takes note of what a passage names.
    pub(super) fn pass(&mut self, at: usize, passage: &Passage, topic: Topic) {
        let is_item = matches!(passage.kind, Kind::Item { .. });
        let leads = if is_item { passage.text.ends_with([':', '：']) } else { leads_on(&passage.text) };
        let leads = leads || passage.text.ends_with(['?', '？']);
        match passage.kind {
            Kind::Title => self.title = topic.clone().alone(),
            Kind::Heading(_) => {
                self.headings.insert(at, topic.clone().alone());
            }
            Kind::Term => self.term = topic.clone(),
            _ => {}
        }
        match passage.kind {
            Kind::Item { list: id, .. } => {
                self.lists.retain(|known| known.id < id);
                // Each item of a list of ports is about what leads to the list, and fields go on with those before.
                let is_led = self.now.is_defined();
                let all = if is_led { self.now.clone() } else { topic.clone().over(self.now.clone()) };
                self.lists.push(List { id, topic: all, item: topic.clone() });
            }
            _ => self.lists.clear(),
        }
        self.lead = if leads && !matches!(passage.kind, Kind::Heading(_) | Kind::Title) {
            topic
        } else {
            Topic::default()
        };
    }
}
