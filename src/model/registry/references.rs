//! Whether something of the registry that is named is there.

use super::Registry;
use crate::base::path::SourcePath;
use crate::base::registry::*;
use crate::base::span::{Span, Where};
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text, nearest};
use crate::syntax::decode::scalars::is_id;
use crate::syntax::text;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Registry {
    /// Whether a port has this id. If none has, that is reported.
    pub fn has_port(
        &self,
        path: &SourcePath,
        id: &str,
        span: impl Where,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        let found = self.ports.contains_key(&PortId::new(id));
        if !found && !self.unread.ports.may_hold(id) {
            problems.push(self.unknown_port(path, span.span(), id));
        }
        found
    }

    /// Whether a service has this id. If none has, that is reported.
    pub fn has_service(
        &self,
        path: &SourcePath,
        id: &str,
        span: impl Where,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        let found = self.services.contains_key(&ServiceId::new(id));
        if !found && !self.unread.services.may_hold(id) {
            let known = self.services.keys().map(ServiceId::as_str).chain(self.unread.services.ids());
            problems.push(unknown(Code::UnknownService, path, span.span(), id, known));
        }
        found
    }

    /// Whether a provider has this id. If none has, that is reported.
    pub fn has_provider(
        &self,
        path: &SourcePath,
        id: &str,
        span: impl Where,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        let found = self.providers.contains_key(&ProviderId::new(id));
        if !found && !self.unread.providers.may_hold(id) {
            let known = self.providers.keys().map(ProviderId::as_str).chain(self.unread.providers.ids());
            problems.push(unknown(Code::UnknownProvider, path, span.span(), id, known));
        }
        found
    }

    /// Whether a term has this id. If none has, that is reported.
    pub fn has_term(
        &self,
        path: &SourcePath,
        id: &str,
        span: impl Where,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        let found = self.terms.contains_key(&TermId::new(id));
        if !found && !self.unread.terms.may_hold(id) {
            let known = self.terms.keys().map(TermId::as_str).chain(self.unread.terms.ids());
            problems.push(unknown(Code::UnknownTerm, path, span.span(), id, known));
        }
        found
    }

    fn unknown_port(&self, path: &SourcePath, span: Span, id: &str) -> Diagnostic {
        let shown = text::shown(id);
        let message = text!("port `{shown}` is not in the registry", "登记表里没有端口 `{shown}`");
        let problem =
            Diagnostic::new(Code::UnknownPort, path, span, message).label(text!("named here", "写在这里"));
        if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) {
            return problem.help(of_number(id, &self.ports));
        }
        let known = self.ports.keys().map(PortId::as_str).chain(self.unread.ports.ids());
        let known: Vec<&str> = known.collect();
        let problem = problem.fix_misspelt(path, span, id, known.iter().copied());
        let Some(near) = nearest(id, known) else {
            return problem.help(match is_id(id) {
                true => text!(
                    "`portolan new port {id}` makes an entry to fill in",
                    "`portolan new port {id}` 可新建待填写的条目"
                ),
                false => {
                    text!("write the id of a port, such as `submission`", "请写端口的 id，例如 `submission`")
                }
            });
        };
        problem.help(match self.ports.get(&PortId::new(near)).map(|port| port.endpoint()) {
            Some(endpoint) => {
                text!("the registry has `{near}` ({endpoint})", "登记表里有 `{near}`（{endpoint}）")
            }
            None => text!("the registry has `{near}`", "登记表里有 `{near}`"),
        })
    }
}

// Several entries may share a number, so the author has to choose.
fn of_number(number: &str, ports: &BTreeMap<PortId, Arc<Port>>) -> Text {
    let ids = ports.values().filter(|port| port.number.to_string() == number).map(|port| port.id.as_str());
    let ids: Vec<&str> = ids.collect();
    let Text { en, zh } = diag::names(ids.iter().copied());
    match ids.is_empty() {
        true => text!(
            "a port is named by its id, and no entry has the number {number}",
            "端口要写 id，登记表里也没有号码为 {number} 的条目"
        ),
        false => text!("a port is named by its id: {number} is {en}", "端口要写 id：{number} 是 {zh}"),
    }
}

/// An id of a service, provider, term or tag that leads nowhere.
pub fn unknown<'a>(
    code: Code,
    path: &SourcePath,
    span: Span,
    id: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let shown = text::shown(id);
    let (message, file) = match code {
        Code::UnknownService => (
            text!("service `{shown}` is not in the registry", "登记表里没有服务 `{shown}`"),
            "content/registry/services.yaml",
        ),
        Code::UnknownProvider => (
            text!("provider `{shown}` is not in the registry", "登记表里没有服务商 `{shown}`"),
            "content/registry/providers/",
        ),
        Code::UnknownEntry => (
            text!("the registry has no entry `{shown}` of this kind", "登记表里没有这一类条目 `{shown}`"),
            "content/registry/",
        ),
        Code::UnknownTag => {
            (text!("tag `{shown}` is not declared", "没有声明标签 `{shown}`"), "content/site.yaml")
        }
        _ => (
            text!("term `{shown}` is not in the glossary", "术语表里没有 `{shown}`"),
            "content/registry/glossary.yaml",
        ),
    };
    let problem = Diagnostic::new(code, path, span, message).label(text!("named here", "写在这里"));
    let known: Vec<&str> = known.into_iter().collect();
    problem.fix_misspelt(path, span, id, known.iter().copied()).help(match nearest(id, known) {
        Some(near) => text!("there is `{near}`", "有 `{near}`"),
        None => text!("correct it, or add it to `{file}`", "请改正，或添加到 `{file}`"),
    })
}
