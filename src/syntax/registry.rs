//! Registry files: lists of ports, services, providers and terms.
//!
//! An entry with a mistake is left out; the others are kept. Whether two entries share an id, or
//! a service exists, is the model's question.

use crate::base::path::SourcePath;
use crate::base::registry::{
    Advice, Direction, Encryption, Evidence, FamilyId, Password, PasswordKind, Port, PortId, Provider,
    ProviderId, Server, Service, ServiceId, Status, Term, TermId, Transport, Verdict,
};
use crate::diag::Diagnostic;
use crate::syntax::decode::fields::{Fields, bilingual};
use crate::syntax::decode::lists::{LIST, list, one_or_more};
use crate::syntax::decode::numbers::{port_number, single_port};
use crate::syntax::decode::references::reference;
use crate::syntax::decode::scalars::{date, host, id, text, word};
use crate::syntax::decode::{Noun, Reading, nullable};
use crate::syntax::yaml::{self, Content, Node, Scalar, Value};
use std::collections::BTreeSet;

/// A decoded entry and the tree it came from, which knows where each field stands.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// The plain value.
    pub value: T,
    /// Where everything was written; `node.at(&["siblings", "0"])` finds a part.
    pub node: Node,
}

/// The entries of one kind that could not be read. Whoever names one of them is not to blame.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    ids: BTreeSet<String>,
    has_nameless: bool,
}

impl Unread {
    /// Notes an entry; `None` when its id is not known either.
    pub fn note(&mut self, id: Option<&str>) {
        match id {
            Some(id) => self.ids.extend([id.to_string()]),
            None => self.has_nameless = true,
        }
    }

    /// Adds the unread entries of another file.
    pub fn absorb(&mut self, other: Unread) {
        self.ids.extend(other.ids);
        self.has_nameless |= other.has_nameless;
    }

    /// Whether one of them may have this id.
    pub fn may_hold(&self, id: &str) -> bool {
        self.has_nameless || self.ids.contains(id)
    }

    /// The ids that are known.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// Whether every entry was read.
    pub fn is_empty(&self) -> bool {
        !self.has_nameless && self.ids.is_empty()
    }
}

const PORT: Noun = Noun { en: "a port", zh: "端口条目" };
const SERVICE: Noun = Noun { en: "a service", zh: "服务条目" };
const PROVIDER: Noun = Noun { en: "a provider", zh: "邮箱服务商条目" };
const SERVER: Noun = Noun { en: "a server", zh: "服务器条目" };
const PASSWORD: Noun = Noun { en: "a password", zh: "密码说明" };
const ADVICE: Noun = Noun { en: "a piece of advice", zh: "建议" };
const TERM: Noun = Noun { en: "a term", zh: "术语条目" };

/// Reads a list of ports.
pub fn parse_ports(
    path: &SourcePath,
    text: &str,
    unread: &mut Unread,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Entry<Port>> {
    entries(path, text, (unread, problems), port)
}

/// Reads a list of services.
pub fn parse_services(
    path: &SourcePath,
    text: &str,
    unread: &mut Unread,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Entry<Service>> {
    entries(path, text, (unread, problems), service)
}

/// Reads a list of providers.
pub fn parse_providers(
    path: &SourcePath,
    text: &str,
    unread: &mut Unread,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Entry<Provider>> {
    entries(path, text, (unread, problems), provider)
}

/// Reads a list of terms.
pub fn parse_terms(
    path: &SourcePath,
    text: &str,
    unread: &mut Unread,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Entry<Term>> {
    entries(path, text, (unread, problems), term)
}

fn entries<T>(
    path: &SourcePath,
    text: &str,
    (unread, problems): (&mut Unread, &mut Vec<Diagnostic>),
    decode: impl Fn(&Node, &mut Reading) -> Option<T>,
) -> Vec<Entry<T>> {
    let Some(root) = yaml::parse(path, text, 0, problems) else {
        unread.note(None);
        return Vec::new();
    };
    let mut reading = Reading::new(path, problems);
    let Content::Sequence(nodes) = root.content else {
        let problem = reading.of_wrong_type(&root, LIST).help(text!(
            "begin each entry with `- id: …`; a list without entries is `[]`",
            "每个条目以 `- id: …` 开头；空列表写作 `[]`"
        ));
        reading.refuse::<()>(problem);
        // An empty file hides no entry.
        if !matches!(root.content, Content::Null) {
            unread.note(None);
        }
        return Vec::new();
    };
    let mut entries = Vec::new();
    for node in nodes {
        match decode(&node, &mut reading) {
            Some(value) => entries.push(Entry { value, node }),
            None => unread.note(written_id(&node)),
        }
    }
    entries
}

fn written_id(node: &Node) -> Option<&str> {
    match &node.at(&["id"])?.content {
        Content::Scalar(Scalar { value: Value::Text(text), .. }) => Some(text),
        Content::Scalar(scalar) => Some(&scalar.raw),
        _ => None,
    }
}

fn port(node: &Node, reading: &mut Reading) -> Option<Port> {
    let mut fields = Fields::open(node, PORT, reading)?;
    let own_id = fields.required("id", id(PortId::new));
    let number = fields.required("number", port_number);
    let transports = fields.required("transports", one_or_more(word(Transport::ALL, Transport::word)));
    let iana = fields.required("iana", nullable(text));
    let service = fields.required("service", id(ServiceId::new));
    let name = fields.required("name", bilingual(text));
    let summary = fields.required("summary", bilingual(text));
    let family = fields.required("family", id(FamilyId::new));
    let encryption = fields.required("encryption", list(word(Encryption::ALL, Encryption::word)));
    let direction = fields.required("direction", word(Direction::ALL, Direction::word));
    let advice = fields.optional("advice", advice);
    let status = fields.required("status", word(Status::ALL, Status::word));
    let references = fields.required("references", one_or_more(reference));
    let siblings = fields.optional("siblings", list(id(PortId::new)));
    let aliases = fields.optional("aliases", bilingual(list(text)));
    let checked = fields.required("checked", date);
    fields.close()?;
    Some(Port {
        id: own_id?,
        number: number?,
        transports: transports?,
        iana: iana?,
        service: service?,
        name: name?,
        summary: summary?,
        family: family?,
        encryption: encryption?,
        direction: direction?,
        advice: advice?,
        status: status?,
        references: references?,
        siblings: siblings?.unwrap_or_default(),
        aliases: aliases?.unwrap_or_default(),
        checked: checked?,
    })
}

fn advice(node: &Node, reading: &mut Reading) -> Option<Advice> {
    let mut fields = Fields::open(node, ADVICE, reading)?;
    let verdict = fields.required("verdict", word(Verdict::ALL, Verdict::word));
    let reason = fields.required("reason", bilingual(text));
    fields.close()?;
    Some(Advice { verdict: verdict?, reason: reason? })
}

fn service(node: &Node, reading: &mut Reading) -> Option<Service> {
    let mut fields = Fields::open(node, SERVICE, reading)?;
    let own_id = fields.required("id", id(ServiceId::new));
    let protocol = fields.required("protocol", text);
    let name = fields.required("name", bilingual(text));
    let summary = fields.required("summary", bilingual(text));
    let family = fields.required("family", id(FamilyId::new));
    let aliases = fields.optional("aliases", bilingual(list(text)));
    let references = fields.required("references", one_or_more(reference));
    let checked = fields.required("checked", date);
    fields.close()?;
    Some(Service {
        id: own_id?,
        protocol: protocol?,
        name: name?,
        summary: summary?,
        family: family?,
        aliases: aliases?.unwrap_or_default(),
        references: references?,
        checked: checked?,
    })
}

fn provider(node: &Node, reading: &mut Reading) -> Option<Provider> {
    let mut fields = Fields::open(node, PROVIDER, reading)?;
    let own_id = fields.required("id", id(ProviderId::new));
    let name = fields.required("name", bilingual(text));
    let summary = fields.required("summary", bilingual(text));
    let domains = fields.required("domains", list(host));
    let servers = fields.required("servers", one_or_more(server));
    let username = fields.required("username", bilingual(text));
    let password = fields.required("password", password);
    let notes = fields.optional("notes", list(bilingual(text)));
    let references = fields.required("references", one_or_more(reference));
    let checked = fields.required("checked", date);
    fields.close()?;
    Some(Provider {
        id: own_id?,
        name: name?,
        summary: summary?,
        domains: domains?,
        servers: servers?,
        username: username?,
        password: password?,
        notes: notes?.unwrap_or_default(),
        references: references?,
        checked: checked?,
    })
}

fn server(node: &Node, reading: &mut Reading) -> Option<Server> {
    let mut fields = Fields::open(node, SERVER, reading)?;
    let service = fields.required("service", id(ServiceId::new));
    let host = fields.required("host", host);
    let port = fields.required("port", single_port);
    let encryption = fields.required("encryption", word(Encryption::ALL, Encryption::word));
    let evidence = fields.optional("evidence", word(Evidence::ALL, Evidence::word));
    fields.close()?;
    Some(Server {
        service: service?,
        host: host?,
        port: port?,
        encryption: encryption?,
        evidence: evidence?.unwrap_or(Evidence::Primary),
    })
}

fn password(node: &Node, reading: &mut Reading) -> Option<Password> {
    let mut fields = Fields::open(node, PASSWORD, reading)?;
    let kind = fields.required("kind", word(PasswordKind::ALL, PasswordKind::word));
    let note = fields.required("note", bilingual(text));
    fields.close()?;
    Some(Password { kind: kind?, note: note? })
}

fn term(node: &Node, reading: &mut Reading) -> Option<Term> {
    let mut fields = Fields::open(node, TERM, reading)?;
    let own_id = fields.required("id", id(TermId::new));
    let name = fields.required("name", bilingual(text));
    let definition = fields.required("definition", bilingual(text));
    let avoid = fields.optional("avoid", bilingual(list(text)));
    let references = fields.optional("references", list(reference));
    fields.close()?;
    Some(Term {
        id: own_id?,
        name: name?,
        definition: definition?,
        avoid: avoid?.unwrap_or_default(),
        references: references?.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests;
