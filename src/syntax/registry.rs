//! Registry files: lists of ports, services, providers and terms.
//!
//! An entry with a mistake is left out. Whether ids are unique or exist is the model's question.

pub mod history;
pub mod lookups;

use crate::base::path::SourcePath;
use crate::base::registry::{
    Advice, Direction, Encryption, Evidence, FamilyId, Password, PasswordKind, Port, PortId, Provider,
    ProviderId, Server, Service, ServiceId, Status, Term, TermId, Transport, Verdict,
};
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::syntax::decode::fields::{Fields, bilingual};
use crate::syntax::decode::lists::{LIST, list, one_or_more};
use crate::syntax::decode::numbers::{port_number, single_port};
use crate::syntax::decode::references::reference;
use crate::syntax::decode::scalars::{date, host, id, text, word};
use crate::syntax::decode::shape::{Field, field};
use crate::syntax::decode::{Noun, Reading, nullable};
use crate::syntax::yaml::{self, Content, Node, Scalar, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A decoded entry.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry<T> {
    /// The plain value.
    pub value: T,
    // Which entry of its file it is.
    number: usize,
    #[serde(skip)]
    nodes: Arc<Nodes>,
}

// The trees of all entries of a file. Places are for messages, so those of a file that was kept from
// an earlier build are read again when there is one.
#[derive(Debug, Default)]
struct Nodes {
    list: OnceLock<Vec<Node>>,
    origin: Option<(SourcePath, Arc<[u8]>)>,
}

impl Nodes {
    fn list(&self) -> &[Node] {
        self.list.get_or_init(|| {
            let (path, bytes) = self.origin.as_ref().expect("kept entries have an origin");
            let text = str::from_utf8(bytes).expect("a file with a tree was read as UTF-8");
            match yaml::parse(path, text, 0, &mut Vec::new()).map(|root| root.content) {
                Some(Content::Sequence(nodes)) => nodes,
                _ => unreachable!("nothing is kept of a file with problems"),
            }
        })
    }
}

impl<T> Entry<T> {
    /// Where everything was written; `node.at(&["siblings", "0"])` finds a part.
    pub fn node(&self) -> &Node {
        &self.nodes.list()[self.number]
    }

    /// Says what kept entries were read from.
    pub fn recall(entries: &mut [Entry<T>], path: &SourcePath, bytes: &Arc<[u8]>) {
        let origin = Some((path.clone(), Arc::clone(bytes)));
        let nodes = Arc::new(Nodes { list: OnceLock::new(), origin });
        entries.iter_mut().for_each(|entry| entry.nodes = Arc::clone(&nodes));
    }
}

/// The entries of one kind that could not be read. Whoever names one of them is not to blame.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Unread {
    // With the places where they are written, as far as these are known.
    ids: BTreeMap<String, Vec<(SourcePath, Span)>>,
    has_nameless: bool,
}

impl Unread {
    /// Notes an entry; `None` when its id is not known either.
    pub fn note(&mut self, id: Option<&str>) {
        match id {
            Some(id) => drop(self.ids.entry(id.to_string()).or_default()),
            None => self.has_nameless = true,
        }
    }

    // Notes the entry that is written at a node.
    fn note_node(&mut self, path: &SourcePath, node: &Node) {
        let id = node.at(&["id"]).filter(|_| written_id(node).is_some());
        self.note(written_id(node));
        if let Some((id, places)) = id.zip(written_id(node).and_then(|id| self.ids.get_mut(id))) {
            places.push((path.clone(), id.span));
        }
    }

    /// Adds the unread entries of another file.
    pub fn absorb(&mut self, other: Unread) {
        for (id, places) in other.ids {
            self.ids.entry(id).or_default().extend(places);
        }
        self.has_nameless |= other.has_nameless;
    }

    /// Whether one of them may have this id.
    pub fn may_hold(&self, id: &str) -> bool {
        self.has_nameless || self.ids.contains_key(id)
    }

    /// The ids that are known.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(String::as_str)
    }

    /// The ids that are written in files, each with the places of it.
    pub fn places(&self) -> impl Iterator<Item = (&str, &SourcePath, Span)> {
        let places = self.ids.iter().flat_map(|(id, places)| places.iter().map(move |place| (id, place)));
        places.map(|(id, (path, span))| (id.as_str(), path, *span))
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

// What entries of several kinds have.
const SUMMARY: Field = field("summary", "One or two sentences", "一两句话的说明");
const FAMILY: Field = field(
    "family",
    "The group it belongs to; its name is the interface text family.ID",
    "所属分组；名称取自界面文本 family.ID",
);
const ALIASES: Field = field(
    "aliases",
    "Other words that people search for; what begins with a capital, as `Secure Shell`, is a name in sentences too",
    "读者搜索时用的其他词；首字母大写的（如 `Secure Shell`）和以“协议”结尾的，在句子里也是名称",
);
const REFERENCES: Field = field("references", "Where the facts come from", "各项事实的来源");
const CHECKED: Field = field(
    "checked",
    "The day on which a person last compared it with its references",
    "最近一次与来源核对的日期",
);

/// Reads a list of entries of one kind.
pub fn parse<T>(
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
    let mut values = Vec::new();
    for (number, node) in nodes.iter().enumerate() {
        match decode(node, &mut reading) {
            Some(value) => values.push((number, value)),
            None => unread.note_node(path, node),
        }
    }
    let nodes = Arc::new(Nodes { list: nodes.into(), origin: None });
    let entry = |(number, value)| Entry { value, number, nodes: Arc::clone(&nodes) };
    values.into_iter().map(entry).collect()
}

fn written_id(node: &Node) -> Option<&str> {
    match &node.at(&["id"])?.content {
        Content::Scalar(Scalar { value: Value::Text(text), .. }) => Some(text),
        Content::Scalar(scalar) => Some(&scalar.raw),
        _ => None,
    }
}

/// Reads a port.
pub fn port(node: &Node, reading: &mut Reading) -> Option<Port> {
    let mut fields = Fields::open(node, PORT, reading)?;
    let own_id = fields.required(
        field(
            "id",
            "Its identity: address and anchor of the entry, unique among ports",
            "条目的标识，用作地址和锚点，在端口中唯一",
        ),
        id(PortId::new),
    );
    let number = fields.required(
        field(
            "number",
            "A decimal number from 0 to 65535, or a range in quotes: \"2379-2380\"",
            "0 到 65535 的十进制数；范围加引号，如 \"2379-2380\"",
        ),
        port_number,
    );
    let transports = fields.required(
        field("transports", "The transport protocols, the usual one first", "传输协议，常用的在前"),
        one_or_more(word(Transport::ALL, Transport::word)),
    );
    let iana = fields.required(
        field(
            "iana",
            "The service name in IANA's list; null if it has none for this number",
            "IANA 登记的服务名；这个号码没有登记时写 null",
        ),
        nullable(text),
    );
    let service = fields.required(
        field("service", "What runs there: an id of services.yaml", "这里运行的服务：services.yaml 中的 id"),
        id(ServiceId::new),
    );
    let name = fields.required(field("name", "What the entry is called", "条目的名称"), bilingual(text));
    let summary = fields.required(SUMMARY, bilingual(text));
    let family = fields.required(FAMILY, id(FamilyId::new));
    let encryption = fields.required(
        field(
            "encryption",
            "How a connection comes to be encrypted, the recommended way first",
            "加密方式，推荐的在前",
        ),
        list(word(Encryption::ALL, Encryption::word)),
    );
    let direction = fields.required(
        field("direction", "Who connects to whom", "谁连接谁"),
        word(Direction::ALL, Direction::word),
    );
    let advice = fields.optional(
        field("advice", "What a reader should do with it, where a source says so", "给读者的建议，须有来源"),
        advice,
    );
    let usage = fields.optional(field("use", "When to use it", "什么时候用它"), bilingual(text));
    let instead = fields.optional(
        field("instead", "When not to use it, and what to use then", "什么时候不用它，那时该用什么"),
        bilingual(text),
    );
    let security = fields.optional(
        field(
            "security",
            "What others can read or do there, and what helps against it",
            "旁人在这里能看到、能做什么，怎样防范",
        ),
        bilingual(text),
    );
    let status = fields.required(
        field("status", "What the registration is worth", "登记状态"),
        word(Status::ALL, Status::word),
    );
    let references = fields.required(REFERENCES, one_or_more(reference));
    let siblings = fields.optional(
        field("siblings", "Ids of entries to compare it with", "可供比较的条目的 id"),
        list(id(PortId::new)),
    );
    let aliases = fields.optional(ALIASES, bilingual(list(text)));
    let checked = fields.required(CHECKED, date);
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
        usage: usage?,
        instead: instead?,
        security: security?,
        status: status?,
        references: references?,
        siblings: siblings?.unwrap_or_default(),
        aliases: aliases?.unwrap_or_default(),
        checked: checked?,
    })
}

fn advice(node: &Node, reading: &mut Reading) -> Option<Advice> {
    let mut fields = Fields::open(node, ADVICE, reading)?;
    let verdict = fields.required(field("verdict", "What to do", "建议"), word(Verdict::ALL, Verdict::word));
    let reason = fields.required(field("reason", "Why, in one sentence", "理由，一句话"), bilingual(text));
    fields.close()?;
    Some(Advice { verdict: verdict?, reason: reason? })
}

/// Reads a service.
pub fn service(node: &Node, reading: &mut Reading) -> Option<Service> {
    let mut fields = Fields::open(node, SERVICE, reading)?;
    let own_id = fields.required(
        field("id", "Its identity and address, unique among services", "服务的标识和地址，在服务中唯一"),
        id(ServiceId::new),
    );
    let protocol = fields.required(
        field("protocol", "The short name of the protocol, such as SMTP", "协议简称，如 SMTP"),
        text,
    );
    let name = fields.required(field("name", "What the service is called", "服务的名称"), bilingual(text));
    let summary = fields.required(SUMMARY, bilingual(text));
    let family = fields.required(FAMILY, id(FamilyId::new));
    let aliases = fields.optional(ALIASES, bilingual(list(text)));
    let references = fields.required(REFERENCES, one_or_more(reference));
    let checked = fields.required(CHECKED, date);
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

/// Reads a provider.
pub fn provider(node: &Node, reading: &mut Reading) -> Option<Provider> {
    let mut fields = Fields::open(node, PROVIDER, reading)?;
    let own_id = fields.required(
        field("id", "Its identity and address, unique among providers", "服务商的标识和地址，在服务商中唯一"),
        id(ProviderId::new),
    );
    let name = fields.required(field("name", "What it is called", "服务商的名称"), bilingual(text));
    let summary = fields.required(SUMMARY, bilingual(text));
    let domains =
        fields.required(field("domains", "The mail domains it serves", "它服务的邮箱域名"), list(host));
    let servers = fields.required(
        field(
            "servers",
            "Its servers, the recommended first within each service",
            "服务器，同一服务中推荐的在前",
        ),
        one_or_more(server),
    );
    let username =
        fields.required(field("username", "What to enter as user name", "用户名填什么"), bilingual(text));
    let password = fields.required(field("password", "What to enter as password", "密码填什么"), password);
    let notes = fields.optional(field("notes", "Known traps", "需要注意的问题"), list(bilingual(text)));
    let references = fields.required(REFERENCES, one_or_more(reference));
    let checked = fields.required(CHECKED, date);
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
    let service = fields.required(
        field("service", "What it speaks: an id of services.yaml", "服务：services.yaml 中的 id"),
        id(ServiceId::new),
    );
    let host =
        fields.required(field("host", "The name of the host, in ASCII", "主机名，用 ASCII 书写"), host);
    let port = fields.required(
        field(
            "port",
            "A decimal number from 0 to 65535; some port entry has it with this service and encryption",
            "0 到 65535 的十进制数；须有服务和加密方式都相同的端口条目",
        ),
        single_port,
    );
    let encryption = fields.required(
        field("encryption", "How the connection is encrypted", "加密方式"),
        word(Encryption::ALL, Encryption::word),
    );
    let evidence = fields.optional(
        field("evidence", "How well the row is known; primary unless set", "证据等级，默认 primary"),
        word(Evidence::ALL, Evidence::word),
    );
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
    let kind = fields.required(
        field("kind", "What kind of secret it is", "密码的种类"),
        word(PasswordKind::ALL, PasswordKind::word),
    );
    let note = fields.required(field("note", "How to get it", "如何取得"), bilingual(text));
    fields.close()?;
    Some(Password { kind: kind?, note: note? })
}

/// Reads a term.
pub fn term(node: &Node, reading: &mut Reading) -> Option<Term> {
    let mut fields = Fields::open(node, TERM, reading)?;
    let own_id = fields.required(
        field("id", "Its identity and anchor, unique among terms", "术语的标识和锚点，在术语中唯一"),
        id(TermId::new),
    );
    let name = fields.required(field("name", "The word", "术语"), bilingual(text));
    let definition = fields.required(
        field("definition", "What it means, in one or two sentences", "含义，一两句话"),
        bilingual(text),
    );
    let avoid = fields
        .optional(field("avoid", "Words that are not used for it", "不用的说法"), bilingual(list(text)));
    let references = fields
        .optional(field("references", "Where the definition comes from", "定义的来源"), list(reference));
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
