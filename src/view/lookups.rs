//! Lists in which readers look something up, and answers that they choose from.

use super::{Chip, Date, Link, PortLink, Reader, Source};
use crate::base::registry::lookups::Label;
use crate::base::registry::{ArticleSection, ClientId, CloudId, Encryption, ErrorId, Evidence, PortId};
use crate::model::{ArticleId, ArticleKey, address};
use crate::syntax::blocks::lookups as written;
use crate::syntax::standards::Checked;
use serde::Serialize;

/// An error message.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct ErrorRow {
    pub anchor: String,
    pub shown: Vec<String>,
    /// How far the connection came.
    pub stage: Chip,
    pub meaning: String,
    pub remedy: String,
    pub ports: Vec<PortLink>,
    /// Where an article says more.
    pub article: Option<Link>,
    pub sources: Vec<Source>,
    pub checked: Date,
}

/// A mail client with the labels of its menu.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct ClientRow {
    pub anchor: String,
    pub name: String,
    pub labels: Vec<LabelRow>,
    pub notes: Vec<String>,
    pub sources: Vec<Source>,
    pub checked: Date,
}

/// A label of a menu.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct LabelRow {
    pub text: String,
    pub encryption: Vec<Chip>,
    pub ports: Vec<PortLink>,
    /// Whether only secondary sources name it.
    pub secondary: bool,
}

/// A cloud and port 25.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct CloudRow {
    pub anchor: String,
    pub name: String,
    pub policy: Chip,
    pub outbound: String,
    pub unblock: String,
    pub basis: String,
    pub sources: Vec<Source>,
    pub checked: Date,
}

/// Answers to the question which port to use, for one goal.
#[derive(Clone, Debug, Serialize)]
pub struct Goal {
    /// What the reader wants.
    pub name: String,
    /// The answers for each case.
    pub answers: Vec<Answer>,
}

/// An answer.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// Its anchor.
    pub anchor: String,
    /// In which case.
    pub case: String,
    /// Why, and what to mind.
    pub text: String,
    /// What to enter, the recommended first.
    pub settings: Vec<Setting>,
}

/// A port as one enters it.
#[derive(Clone, Debug, Serialize)]
pub struct Setting {
    /// The short name of the protocol.
    pub protocol: String,
    /// The port.
    pub port: PortLink,
    /// How the connection is encrypted.
    pub encryption: Option<Chip>,
    /// What most menus call that.
    pub label: Option<String>,
}

impl Reader<'_> {
    /// Error messages in this order.
    pub fn errors<'i>(&self, ids: impl IntoIterator<Item = &'i ErrorId>) -> Vec<ErrorRow> {
        let row = |id: &ErrorId| {
            let error = self.site.error(id);
            let stage = error.stage.word();
            ErrorRow {
                anchor: address::error_anchor(id),
                shown: error.shown.clone(),
                stage: Chip { kind: stage, text: self.words.text(&format!("stage.{stage}")).to_string() },
                meaning: error.meaning.get(self.lang).clone(),
                remedy: error.remedy.get(self.lang).clone(),
                ports: self.port_links(&error.ports),
                article: error.article.as_ref().and_then(|section| self.section_link(section)),
                sources: self.sources(&error.references),
                checked: self.checked(error.checked, |standard| standard.days),
            }
        };
        ids.into_iter().map(row).collect()
    }

    /// Links to the error messages that are seen on ports, on the page that shows each.
    pub fn error_links<'i>(&self, ports: impl IntoIterator<Item = &'i PortId>) -> Vec<Link> {
        let errors = super::unique(ports.into_iter().flat_map(|port| self.site.errors_on(port)));
        let link = |id: &ErrorId| {
            let key = self.site.error_place(id)?;
            let title = self.site.error(id).shown[0].clone();
            Some(Link { title, href: address::error(self.lang, key, id) })
        };
        errors.into_iter().filter_map(link).collect()
    }

    fn section_link(&self, section: &ArticleSection) -> Option<Link> {
        let key = ArticleKey::new(&section.article);
        let id = ArticleId::new(&key, self.site.translation(&key, self.lang)?);
        let anchor = section.heading.as_ref().map(|heading| format!("#{heading}")).unwrap_or_default();
        Some(Link {
            title: self.site.title(&id).to_string(),
            href: address::article(self.lang, &key) + &anchor,
        })
    }

    /// Mail clients in this order.
    pub fn clients<'i>(&self, ids: impl IntoIterator<Item = &'i ClientId>) -> Vec<ClientRow> {
        let row = |id: &ClientId| {
            let client = self.site.client(id);
            ClientRow {
                anchor: format!("client-{id}"),
                name: client.name.get(self.lang).clone(),
                labels: client.labels.iter().map(|label| self.label(label)).collect(),
                notes: client.notes.iter().map(|note| note.get(self.lang).clone()).collect(),
                sources: self.sources(&client.references),
                checked: self.checked(client.checked, Checked::of_provider),
            }
        };
        ids.into_iter().map(row).collect()
    }

    fn label(&self, label: &Label) -> LabelRow {
        LabelRow {
            text: label.text.get(self.lang).clone(),
            encryption: label.encryption.iter().map(|mode| self.words.chip(*mode)).collect(),
            ports: self.port_links(&label.ports),
            secondary: label.evidence == Evidence::Secondary,
        }
    }

    /// Clouds in this order.
    pub fn clouds<'i>(&self, ids: impl IntoIterator<Item = &'i CloudId>) -> Vec<CloudRow> {
        let row = |id: &CloudId| {
            let cloud = self.site.cloud(id);
            let policy = cloud.policy.word();
            CloudRow {
                anchor: format!("cloud-{id}"),
                name: cloud.name.get(self.lang).clone(),
                policy: Chip { kind: policy, text: self.words.text(&format!("policy.{policy}")).to_string() },
                outbound: cloud.outbound.get(self.lang).clone(),
                unblock: cloud.unblock.get(self.lang).clone(),
                basis: cloud.basis.get(self.lang).clone(),
                sources: self.sources(&cloud.references),
                checked: self.checked(cloud.checked, Checked::of_provider),
            }
        };
        ids.into_iter().map(row).collect()
    }

    /// Answers by goal, both in the order written.
    pub fn goals(&self, answers: &[written::Answer]) -> Vec<Goal> {
        let mut goals: Vec<Goal> = Vec::new();
        for answer in answers {
            let shown = Answer {
                anchor: format!("which-{}", answer.id),
                case: answer.case.clone(),
                text: answer.text.clone(),
                settings: answer.ports.iter().map(|id| self.setting(id)).collect(),
            };
            match goals.iter_mut().find(|goal| goal.name == answer.goal) {
                Some(goal) => goal.answers.push(shown),
                None => goals.push(Goal { name: answer.goal.clone(), answers: vec![shown] }),
            }
        }
        goals
    }

    fn setting(&self, id: &PortId) -> Setting {
        let name = self.site.port_name(id, self.lang);
        let mode = self.site.port_row(id).encryption.first().copied();
        Setting {
            protocol: self.site.service_name(&name.service).0.to_string(),
            port: self.port_link(id),
            encryption: mode.map(|mode| self.words.chip(mode)),
            label: mode.map(|mode| self.menu_label(mode)),
        }
    }

    fn menu_label(&self, mode: Encryption) -> String {
        self.words.text(&format!("menu.{mode}")).to_string()
    }
}
