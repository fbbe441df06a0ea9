//! The registry checked against itself: ids are unique, references lead somewhere, providers
//! agree with the ports they name.

use crate::base::path::SourcePath;
use crate::base::registry::*;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, nearest};
use crate::model::read::{File, Trees};
use crate::syntax::registry::Entry;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The entries of the registry by id.
#[derive(Debug, Default)]
pub struct Registry {
    /// Port entries.
    pub ports: BTreeMap<PortId, Arc<Port>>,
    /// Services.
    pub services: BTreeMap<ServiceId, Arc<Service>>,
    /// Providers.
    pub providers: BTreeMap<ProviderId, Arc<Provider>>,
    /// Glossary terms.
    pub terms: BTreeMap<TermId, Arc<Term>>,
    /// `port:smtp`, `service:imap`, … and the file that holds it.
    pub origins: BTreeMap<String, SourcePath>,
}

/// Gathers the entries of all files and checks them against each other.
pub fn resolve(trees: &Trees, problems: &mut Vec<Diagnostic>) -> Registry {
    let mut origins = BTreeMap::new();
    let registry = Registry {
        ports: gather("port", &trees.ports, |port| port.id.clone(), &mut origins, problems),
        services: gather("service", &trees.services, |service| service.id.clone(), &mut origins, problems),
        providers: gather(
            "provider",
            &trees.providers,
            |provider| provider.id.clone(),
            &mut origins,
            problems,
        ),
        terms: gather("term", &trees.terms, |term| term.id.clone(), &mut origins, problems),
        origins,
    };
    let families: Vec<&str> = trees.strings.keys().filter_map(|key| key.strip_prefix("family.")).collect();
    for file in &trees.ports {
        check_port(file, &registry, &families, problems);
    }
    for file in &trees.services {
        check_family(&file.path, &file.tree, &file.tree.value.family, &families, problems);
    }
    for file in &trees.providers {
        check_provider(file, &registry, problems);
    }
    registry
}

fn gather<T: Clone, Id: Ord + Clone + std::fmt::Display>(
    kind: &str,
    files: &[File<Entry<T>>],
    id_of: impl Fn(&T) -> Id,
    origins: &mut BTreeMap<String, SourcePath>,
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<Id, Arc<T>> {
    let mut entries = BTreeMap::new();
    let mut first: BTreeMap<Id, (&SourcePath, Span)> = BTreeMap::new();
    for File { path, tree } in files {
        let id = id_of(&tree.value);
        let span = span_at(tree, &["id"]);
        if let Some((other, earlier)) = first.get(&id) {
            problems.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    path,
                    span,
                    text!(
                        "there are two {kind} entries with the id `{id}`",
                        "有两个 {kind} 条目的 id 都是 `{id}`"
                    ),
                )
                .label(text!("used again here", "这里再次使用"))
                .also(other, *earlier, text!("first used here", "首次使用于此"))
                .help(text!(
                    "ids are addresses; give one of them another",
                    "id 即地址；请为其中之一另取一个"
                )),
            );
            continue;
        }
        first.insert(id.clone(), (path, span));
        origins.insert(format!("{kind}:{id}"), path.clone());
        entries.insert(id, Arc::new(tree.value.clone()));
    }
    entries
}

fn check_port(
    file: &File<Entry<Port>>,
    registry: &Registry,
    families: &[&str],
    problems: &mut Vec<Diagnostic>,
) {
    let (path, entry) = (&file.path, &file.tree);
    let port = &entry.value;
    if !registry.services.contains_key(&port.service) {
        problems.push(unknown_service(path, span_at(entry, &["service"]), &port.service, registry));
    }
    for (at, sibling) in port.siblings.iter().enumerate() {
        if !registry.ports.contains_key(sibling) {
            let span = span_at(entry, &["siblings", &at.to_string()]);
            problems.push(unknown_port(path, span, sibling.as_str(), &registry.ports));
        }
    }
    check_family(path, entry, &port.family, families, problems);
}

fn check_family<T>(
    path: &SourcePath,
    entry: &Entry<T>,
    family: &FamilyId,
    families: &[&str],
    problems: &mut Vec<Diagnostic>,
) {
    if families.contains(&family.as_str()) {
        return;
    }
    let problem = Diagnostic::new(
        Code::UnknownFamily,
        path,
        span_at(entry, &["family"]),
        text!("there is no family `{family}`", "没有名为 `{family}` 的类别"),
    );
    problems.push(match nearest(family.as_str(), families.iter().copied()) {
        Some(near) => problem.help(text!("there is `{near}`", "有 `{near}`")),
        None => problem.help(text!(
            "name it in `content/strings.yaml` under the key `family.{family}`",
            "请在 `content/strings.yaml` 中用键 `family.{family}` 为它命名"
        )),
    });
}

fn check_provider(file: &File<Entry<Provider>>, registry: &Registry, problems: &mut Vec<Diagnostic>) {
    let (path, entry) = (&file.path, &file.tree);
    for (at, server) in entry.value.servers.iter().enumerate() {
        let at = at.to_string();
        let service = &server.service;
        if !registry.services.contains_key(service) {
            problems.push(unknown_service(
                path,
                span_at(entry, &["servers", &at, "service"]),
                service,
                registry,
            ));
            continue;
        }
        let ports = || registry.ports.values().filter(|port| port.service == *service);
        let fits = |port: &&Arc<Port>| {
            (port.number.first..=port.number.last).contains(&server.port)
                && port.encryption.contains(&server.encryption)
        };
        if ports().any(|port| fits(&port)) {
            continue;
        }
        let (number, encryption) = (server.port, server.encryption);
        let known: Vec<String> = ports()
            .flat_map(|port| port.encryption.iter().map(|mode| format!("`{} {mode}`", port.number)))
            .collect();
        let known = known.join(", ");
        problems.push(
            Diagnostic::new(
                Code::ProviderDisagrees,
                path,
                span_at(entry, &["servers", &at, "port"]),
                text!(
                    "the registry has no `{service}` on {number} with `{encryption}`",
                    "登记表中没有在 {number} 上以 `{encryption}` 运行的 `{service}`"
                ),
            )
            .help(text!("the registry has {known}", "登记表中有 {known}")),
        );
    }
}

/// The place of a part of an entry; the whole entry when the part was not written.
pub fn span_at<T>(entry: &Entry<T>, at: &[&str]) -> Span {
    entry.node.at(at).unwrap_or(&entry.node).span
}

/// A port id that leads nowhere.
pub fn unknown_port(
    path: &SourcePath,
    span: Span,
    id: &str,
    ports: &BTreeMap<PortId, Arc<Port>>,
) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::UnknownPort,
        path,
        span,
        text!("port `{id}` is not in the registry", "登记表中没有端口 `{id}`"),
    )
    .label(text!("named here", "在此引用"));
    let by_number = || ports.values().find(|port| port.number.to_string() == id);
    let near = nearest(id, ports.keys().map(PortId::as_str)).and_then(|near| ports.get(&PortId::new(near)));
    match near.or_else(by_number) {
        Some(port) => {
            let (near, endpoint) = (&port.id, port.endpoint());
            problem.help(text!("the registry has `{near}` ({endpoint})", "登记表中有 `{near}`（{endpoint}）"))
        }
        None => problem.help(text!(
            "`portolan new port {id}` makes an entry to fill in",
            "`portolan new port {id}` 可新建待填写的条目"
        )),
    }
}

fn unknown_service(path: &SourcePath, span: Span, id: &ServiceId, registry: &Registry) -> Diagnostic {
    unknown(Code::UnknownService, path, span, id.as_str(), registry.services.keys().map(ServiceId::as_str))
}

/// An id of a service, provider or term that leads nowhere.
pub fn unknown<'a>(
    code: Code,
    path: &SourcePath,
    span: Span,
    id: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let message = match code {
        Code::UnknownService => text!("service `{id}` is not in the registry", "登记表中没有服务 `{id}`"),
        Code::UnknownProvider => text!("provider `{id}` is not in the registry", "登记表中没有服务商 `{id}`"),
        Code::UnknownTag => text!(
            "tag `{id}` is not declared in `content/site.yaml`",
            "`content/site.yaml` 没有声明标签 `{id}`"
        ),
        _ => text!("term `{id}` is not in the glossary", "术语表中没有 `{id}`"),
    };
    let problem = Diagnostic::new(code, path, span, message).label(text!("named here", "在此引用"));
    match nearest(id, known) {
        Some(near) => problem.help(text!("there is `{near}`", "有 `{near}`")),
        None => problem,
    }
}
