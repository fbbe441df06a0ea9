//! The registry checked against itself: ids are unique, references lead somewhere, providers
//! agree with the ports they name.

pub mod articles;
mod lookups;
pub mod references;

use crate::base::path::SourcePath;
use crate::base::registry::lookups::{Client, Cloud, ErrorMessage};
use crate::base::registry::*;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text};
use crate::model::families::Families;
use crate::model::read::{File, Trees};
use crate::model::unread::Unread;
use crate::syntax::registry::{self, Entry};
use std::collections::{BTreeMap, BTreeSet};
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
    /// Error messages.
    pub errors: BTreeMap<ErrorId, Arc<ErrorMessage>>,
    /// Mail clients.
    pub clients: BTreeMap<ClientId, Arc<Client>>,
    /// Clouds.
    pub clouds: BTreeMap<CloudId, Arc<Cloud>>,
    /// `port:smtp`, `service:imap`, … and the file that holds it.
    pub origins: BTreeMap<String, SourcePath>,
    /// What is not in it, because it has a mistake of its own.
    pub unread: Unread,
}

/// Gathers the entries of all files and checks them against each other. Entries that can't stand
/// in a site, because something that they name is not there, are left out.
pub fn resolve(trees: &Trees, problems: &mut Vec<Diagnostic>) -> Registry {
    let mut unread = trees.unread.clone();
    let out = &mut (BTreeMap::new(), problems);
    let mut registry = Registry {
        ports: gather(PORT, (&trees.ports, &mut unread.ports), |entry| entry.id.clone(), out),
        services: gather(SERVICE, (&trees.services, &mut unread.services), |entry| entry.id.clone(), out),
        providers: gather(PROVIDER, (&trees.providers, &mut unread.providers), |entry| entry.id.clone(), out),
        terms: gather(TERM, (&trees.terms, &mut unread.terms), |entry| entry.id.clone(), out),
        errors: gather(ERROR, (&trees.errors, &mut unread.errors), |entry| entry.id.clone(), out),
        clients: gather(CLIENT, (&trees.clients, &mut unread.clients), |entry| entry.id.clone(), out),
        clouds: gather(CLOUD, (&trees.clouds, &mut unread.clouds), |entry| entry.id.clone(), out),
        origins: std::mem::take(&mut out.0),
        unread,
    };
    let (families, problems) = (Families::of(trees), &mut *out.1);
    for file in &trees.ports {
        check_port(file, &registry, &families, problems);
    }
    for file in &trees.services {
        let family = &file.tree.value.family;
        families.check(&file.path, || span_at(&file.tree, &["family"]), family, problems);
    }
    for file in &trees.providers {
        check_provider(file, &registry, problems);
    }
    for file in &trees.errors {
        lookups::check_error(file, &registry, problems);
    }
    for file in &trees.clients {
        lookups::check_client(file, &registry, problems);
    }
    registry.leave_out_the_rest(&families);
    registry
}

// What an entry is called in messages.
#[derive(Clone, Copy)]
struct Kind {
    en: &'static str,
    zh: &'static str,
}

const PORT: Kind = Kind { en: "port", zh: "端口" };
const SERVICE: Kind = Kind { en: "service", zh: "服务" };
const PROVIDER: Kind = Kind { en: "provider", zh: "服务商" };
const TERM: Kind = Kind { en: "term", zh: "术语" };
const ERROR: Kind = Kind { en: "error", zh: "报错" };
const CLIENT: Kind = Kind { en: "client", zh: "客户端" };
const CLOUD: Kind = Kind { en: "cloud", zh: "云厂商" };

impl Registry {
    // Leaving out one entry can take away what another one names, so this goes on until nothing
    // changes.
    fn leave_out_the_rest(&mut self, families: &Families<'_>) {
        loop {
            let (ports, services) = (&self.ports, &self.services);
            let lost_services = lost(services, |service| families.has(&service.family));
            let lost_ports =
                lost(ports, |port| families.has(&port.family) && services.contains_key(&port.service));
            let lost_providers = lost(&self.providers, |provider| {
                let agrees = |server: &Server| ports.values().any(|port| fits(port, server));
                provider.servers.iter().all(|server| services.contains_key(&server.service) && agrees(server))
            });
            if lost_services.is_empty() && lost_ports.is_empty() && lost_providers.is_empty() {
                break;
            }
            remove(&mut self.services, &lost_services, &mut self.unread.services);
            remove(&mut self.ports, &lost_ports, &mut self.unread.ports);
            remove(&mut self.providers, &lost_providers, &mut self.unread.providers);
        }
        let known: BTreeSet<PortId> = self.ports.keys().cloned().collect();
        let dangles = |port: &Arc<Port>| port.siblings.iter().any(|sibling| !known.contains(sibling));
        for port in self.ports.values_mut().filter(|port| dangles(port)) {
            Arc::make_mut(port).siblings.retain(|sibling| known.contains(sibling));
        }
        self.keep_known(&known);
    }
}

fn lost<Id: Clone, T>(entries: &BTreeMap<Id, Arc<T>>, stands: impl Fn(&T) -> bool) -> Vec<Id> {
    entries.iter().filter(|(_, entry)| !stands(entry)).map(|(id, _)| id.clone()).collect()
}

fn remove<Id: Ord + std::fmt::Display, T>(
    entries: &mut BTreeMap<Id, T>,
    lost: &[Id],
    unread: &mut registry::Unread,
) {
    for id in lost {
        entries.remove(id);
        unread.note(Some(&id.to_string()));
    }
}

fn gather<T: Clone, Id: Ord + Clone + std::fmt::Display>(
    kind: Kind,
    (files, unread): (&[File<Entry<T>>], &mut registry::Unread),
    id_of: impl Fn(&T) -> Id,
    (origins, problems): &mut (BTreeMap<String, SourcePath>, &mut Vec<Diagnostic>),
) -> BTreeMap<Id, Arc<T>> {
    let mut entries = BTreeMap::new();
    let mut first: BTreeMap<String, (&SourcePath, Span)> = BTreeMap::new();
    for File { path, tree } in files {
        let id = id_of(&tree.value);
        let place = (path, span_at(tree, &["id"]));
        if let Some(earlier) = first.get(&id.to_string()) {
            problems.push(twice(kind, &id.to_string(), place, *earlier));
            // Which id one of them was meant to have, nobody knows.
            unread.note(None);
            continue;
        }
        first.insert(id.to_string(), place);
        origins.insert(format!("{}:{id}", kind.en), path.clone());
        entries.insert(id, Arc::new(tree.value.clone()));
    }
    // Whoever fills in an entry for nothing wants to know it before the last value is there.
    for (id, path, span) in unread.places() {
        match first.get(id) {
            Some(earlier) => problems.push(twice(kind, id, (path, span), *earlier)),
            None => drop(first.insert(id.to_string(), (path, span))),
        }
    }
    entries
}

fn twice(kind: Kind, id: &str, (path, span): (&SourcePath, Span), first: (&SourcePath, Span)) -> Diagnostic {
    let Kind { en, zh } = kind;
    let message = text!("two {en} entries have the id `{id}`", "两个{zh}条目的 id 都是 `{id}`");
    Diagnostic::new(Code::DuplicateId, path, span, message)
        .label(text!("again here", "这里又用了一次"))
        .also(first.0, first.1, text!("first here", "先用在这里"))
        .help(text!("an id is an address: give one of them another", "id 就是地址：请给其中一个换一个 id"))
}

fn check_port(
    file: &File<Entry<Port>>,
    registry: &Registry,
    families: &Families<'_>,
    problems: &mut Vec<Diagnostic>,
) {
    let (path, entry) = (&file.path, &file.tree);
    let port = &entry.value;
    registry.has_service(path, port.service.as_str(), || span_at(entry, &["service"]), problems);
    for (at, sibling) in port.siblings.iter().enumerate() {
        let span = || span_at(entry, &["siblings", &at.to_string()]);
        registry.has_port(path, sibling.as_str(), span, problems);
    }
    families.check(path, || span_at(entry, &["family"]), &port.family, problems);
}

fn check_provider(file: &File<Entry<Provider>>, registry: &Registry, problems: &mut Vec<Diagnostic>) {
    let (path, entry) = (&file.path, &file.tree);
    for (at, server) in entry.value.servers.iter().enumerate() {
        let at = at.to_string();
        let service = || span_at(entry, &["servers", &at, "service"]);
        if !registry.has_service(path, server.service.as_str(), service, problems) {
            continue;
        }
        // A port entry with a mistake may be the one that fits.
        let is_unsure = |port: &Arc<Port>| !registry.services.contains_key(&port.service);
        let fits = registry.ports.values().any(|port| fits(port, server) || is_unsure(port));
        if !fits && registry.unread.ports.is_empty() {
            let span = span_at(entry, &["servers", &at, "port"]);
            problems.push(disagreement(path, span, server, registry));
        }
    }
}

fn fits(port: &Port, server: &Server) -> bool {
    port.service == server.service
        && (port.number.first..=port.number.last).contains(&server.port)
        && port.encryption.contains(&server.encryption)
}

fn disagreement(path: &SourcePath, span: Span, server: &Server, registry: &Registry) -> Diagnostic {
    let Server { service, port: number, encryption, .. } = server;
    let ports = registry.ports.values().filter(|port| port.service == *service);
    let known = ports.flat_map(|port| port.encryption.iter().map(|mode| format!("{} {mode}", port.number)));
    let known: Vec<String> = known.collect();
    let Text { en, zh } = diag::names(known.iter().map(String::as_str));
    let message = text!(
        "the registry has no `{service}` on {number} with `{encryption}`",
        "登记表里没有用 {number} 端口、`{encryption}` 加密方式的 `{service}`"
    );
    let problem = Diagnostic::new(Code::ProviderDisagrees, path, span, message);
    problem.help(match known.is_empty() {
        true => text!(
            "no port entry belongs to `{service}`: add one below `content/registry/ports/`",
            "没有端口条目属于 `{service}`：请在 `content/registry/ports/` 下添加"
        ),
        false => text!("for `{service}` the registry has {en}", "登记表里 `{service}` 有 {zh}"),
    })
}

/// The place of a part of an entry; the whole entry when the part was not written.
pub fn span_at<T>(entry: &Entry<T>, at: &[&str]) -> Span {
    entry.node().at(at).unwrap_or(entry.node()).span
}
