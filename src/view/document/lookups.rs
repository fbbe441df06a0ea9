//! What search knows of lists in which readers look something up.

use super::{Lines, Reader};
use crate::base::registry::ErrorId;
use crate::facts::search::document::Document;
use crate::model::address;
use crate::view::lookups::{ClientRow, CloudRow, ErrorRow, Goal};

impl Reader<'_> {
    /// An error message, where an article shows it.
    pub fn error_document(&self, id: &ErrorId) -> Option<Document> {
        let key = self.site.error_place(id)?;
        let row = self.errors([id]).remove(0);
        let mut lines = Lines::default();
        lines.extend([row.remedy]);
        lines.sources(row.sources);
        Some(Document {
            href: address::error(self.lang, key, id),
            title: row.shown[0].clone(),
            label: self.words.text("errors_title").to_string(),
            aliases: row.shown[1..].to_vec(),
            ports: row.ports.into_iter().map(|port| port.number).collect(),
            summary: row.meaning,
            text: lines.0,
            ..Document::default()
        })
    }
}

// Below, what the templates of these lists say besides, and then each row.
impl Lines {
    pub(super) fn errors(&mut self, reader: &Reader<'_>, rows: Vec<ErrorRow>) {
        self.labels(reader, &["remedy", "more", "checked"]);
        for row in rows {
            self.extend(row.shown);
            self.extend([row.stage.text, row.meaning, row.remedy, row.checked.text]);
            self.extend(row.ports.into_iter().map(|port| port.number));
            self.extend(row.article.map(|link| link.title));
            self.sources(row.sources);
        }
    }

    pub(super) fn clients(&mut self, reader: &Reader<'_>, rows: Vec<ClientRow>) {
        self.labels(reader, &["clients_caption", "client", "label", "meaning", "ports", "basis"]);
        self.labels(reader, &["checked", "secondary"]);
        for row in rows {
            self.extend([row.name, row.checked.text]);
            for label in row.labels {
                self.extend([label.text]);
                self.extend(label.encryption.into_iter().map(|chip| chip.text));
                self.extend(label.ports.into_iter().map(|port| port.number));
            }
            self.extend(row.notes);
            self.sources(row.sources);
        }
    }

    pub(super) fn clouds(&mut self, reader: &Reader<'_>, rows: Vec<CloudRow>) {
        self.labels(reader, &["clouds_caption", "cloud", "outbound", "unblock", "basis", "checked"]);
        for row in rows {
            self.extend([row.name, row.policy.text, row.outbound, row.unblock, row.basis, row.checked.text]);
            self.sources(row.sources);
        }
    }

    pub(super) fn goals(&mut self, reader: &Reader<'_>, goals: Vec<Goal>) {
        self.labels(reader, &["protocol", "port", "encryption", "menu_label"]);
        for goal in goals {
            self.extend([goal.name]);
            for answer in goal.answers {
                self.extend([answer.case, answer.text]);
                for setting in answer.settings {
                    self.extend([setting.protocol, setting.port.number]);
                    self.extend(setting.encryption.map(|chip| chip.text).into_iter().chain(setting.label));
                }
            }
        }
    }

    pub(super) fn fill(&mut self, reader: &Reader<'_>, names: [(&str, Option<String>); 2]) {
        self.labels(reader, &["fill_intro"]);
        for (label, name) in names {
            if let Some(name) = name {
                self.labels(reader, &[label]);
                self.extend([name]);
            }
        }
    }

    fn labels(&mut self, reader: &Reader<'_>, keys: &[&str]) {
        self.extend(keys.iter().map(|key| reader.words.text(key).to_string()));
    }
}
