//! Error messages and mail clients, held against the ports that they name.

use super::{Registry, span_at};
use crate::base::path::SourcePath;
use crate::base::registry::lookups::{Client, ErrorMessage, Label};
use crate::base::registry::*;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text};
use crate::model::read::File;
use crate::syntax::registry::Entry;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Registry {
    /// Takes ports that are not there out of error messages and labels.
    pub(super) fn keep_known(&mut self, known: &BTreeSet<PortId>) {
        let dangles = |ports: &[PortId]| ports.iter().any(|port| !known.contains(port));
        for error in self.errors.values_mut().filter(|error| dangles(&error.ports)) {
            Arc::make_mut(error).ports.retain(|port| known.contains(port));
        }
        for client in self.clients.values_mut() {
            if client.labels.iter().any(|label| dangles(&label.ports)) {
                for label in &mut Arc::make_mut(client).labels {
                    label.ports.retain(|port| known.contains(port));
                }
            }
        }
    }
}

pub(super) fn check_error(
    file: &File<Entry<ErrorMessage>>,
    registry: &Registry,
    problems: &mut Vec<Diagnostic>,
) {
    for (at, port) in file.tree.value.ports.iter().enumerate() {
        let span = || span_at(&file.tree, &["ports", &at.to_string()]);
        registry.has_port(&file.path, port.as_str(), span, problems);
    }
}

pub(super) fn check_client(file: &File<Entry<Client>>, registry: &Registry, problems: &mut Vec<Diagnostic>) {
    for (row, label) in file.tree.value.labels.iter().enumerate() {
        for (at, id) in label.ports.iter().enumerate() {
            let span = || span_at(&file.tree, &["labels", &row.to_string(), "ports", &at.to_string()]);
            if !registry.has_port(&file.path, id.as_str(), span, problems) {
                continue;
            }
            let port = &registry.ports[id];
            if !port.encryption.iter().any(|mode| label.encryption.contains(mode)) {
                problems.push(disagreement(&file.path, span(), label, port));
            }
        }
    }
}

fn disagreement(path: &SourcePath, span: Span, label: &Label, port: &Port) -> Diagnostic {
    let (id, endpoint) = (&port.id, port.endpoint());
    let Text { en: said, zh: said_zh } = diag::names(label.encryption.iter().map(|mode| mode.word()));
    let message = text!(
        "`{id}` ({endpoint}) is not encrypted as the label says: {said}",
        "`{id}`（{endpoint}）的加密方式与选项写的 {said_zh} 不符"
    );
    let Text { en, zh } = diag::names(port.encryption.iter().map(|mode| mode.word()));
    Diagnostic::new(Code::LabelDisagrees, path, span, message).help(match port.encryption.is_empty() {
        true => text!("the registry gives it no encryption", "登记表里它没有加密方式"),
        false => text!("the registry gives it {en}", "登记表里它的加密方式是 {zh}"),
    })
}
