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
    // Of the items of the list so far, over what leads to it.
    list: Option<(usize, Topic)>,
    term: Topic,
    now: Topic,
}

impl Above {
    /// What a passage may lean on.
    pub(super) fn of(&mut self, passage: &Passage) -> &Topic {
        let heading = passage.under.map_or(Some(&self.title), |under| self.headings.get(&under));
        let heading = heading.cloned().unwrap_or_default();
        let now = match passage.kind {
            Kind::Item { list, .. } => match &self.list {
                Some((known, topic)) if *known == list => topic.clone(),
                _ => self.lead.clone().leading().over(heading.clone()),
            },
            Kind::Definition => self.term.clone().defined(),
            Kind::Paragraph | Kind::Cell(_) => self.lead.clone().over(heading.clone()),
            _ => Topic::default(),
        };
        self.now = now.under(&heading);
        &self.now
    }

    /// Takes note of what a passage names.
    pub(super) fn pass(&mut self, at: usize, passage: &Passage, topic: Topic) {
        let leads = leads_on(&passage.text) || passage.text.ends_with(['?', '？']);
        match passage.kind {
            Kind::Title => self.title = topic.clone().alone(),
            Kind::Heading(_) => {
                self.headings.insert(at, topic.clone().alone());
            }
            Kind::Term => self.term = topic.clone(),
            _ => {}
        }
        self.list = match passage.kind {
            // Each item of a list of ports is about what leads to the list, and fields go on with those before.
            Kind::Item { list, .. } if self.now.is_defined() => Some((list, self.now.clone())),
            Kind::Item { list, .. } => Some((list, topic.clone().over(self.now.clone()))),
            _ => None,
        };
        self.lead = if leads && !matches!(passage.kind, Kind::Heading(_) | Kind::Title) {
            topic
        } else {
            Topic::default()
        };
    }
}
