//! Blocks of the pages on which readers look something up or fill something in: `errors`, `clients`,
//! `clouds`, `which` and `fill`.

use crate::base::registry::{ClientId, CloudId, ErrorId, PortId, Stage};
use crate::base::span::Spanned;
use crate::syntax::decode::fields::Fields;
use crate::syntax::decode::lists::one_or_more;
use crate::syntax::decode::scalars::{boolean, host, id, text, word};
use crate::syntax::decode::shape::{Shape, field, shape_of};
use crate::syntax::decode::{Noun, Reading, nullable, spanned};
use crate::syntax::yaml::Node;
use serde::{Deserialize, Serialize};

/// Which entries of a list a block shows. An empty block shows all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Selection<Id> {
    /// Entries by id, in this order; empty when they are not named.
    pub ids: Vec<Spanned<Id>>,
    /// Only those of a stage, in a block `errors`.
    pub stage: Option<Stage>,
    /// Whether the script puts a field above them that narrows the list.
    pub has_filter: bool,
}

/// An answer to the question which port to use.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Answer<Port = PortId> {
    /// Its anchor.
    pub id: String,
    /// What the reader wants, in the language of the article; answers with the same goal stand
    /// together.
    pub goal: String,
    /// In which case.
    pub case: String,
    /// The ports, the recommended first.
    pub ports: Vec<Port>,
    /// Why, and what to mind.
    pub text: String,
}

/// The names in the code of a page that stand for the reader's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fill {
    /// The host name of a mail server.
    pub host: Option<String>,
    /// A mail domain.
    pub domain: Option<String>,
}

const ERRORS: Noun = Noun { en: "a list of error messages", zh: "报错列表" };
const CLIENTS: Noun = Noun { en: "a table of mail clients", zh: "邮件客户端表" };
const CLOUDS: Noun = Noun { en: "a table of clouds", zh: "云厂商表" };
const ANSWER: Noun = Noun { en: "an answer", zh: "一条答案" };
const FILL: Noun = Noun { en: "a list of placeholders", zh: "占位名称列表" };

impl<Id> Default for Selection<Id> {
    fn default() -> Selection<Id> {
        Selection { ids: Vec::new(), stage: None, has_filter: false }
    }
}

/// Reads a block `errors`.
pub fn errors(node: &Node, reading: &mut Reading) -> Option<Selection<ErrorId>> {
    let read = |node: &Node, reading: &mut Reading| {
        let mut fields = Fields::open(node, ERRORS, reading)?;
        let ids = ids(&mut fields, ErrorId::new);
        let stage = fields.optional(
            field("stage", "Only messages of a stage", "只列某一步的报错"),
            word(Stage::ALL, Stage::word),
        );
        let has_filter = filter(&mut fields);
        fields.close()?;
        Some(Selection { ids: ids?, stage: stage?, has_filter: has_filter? })
    };
    nullable(read)(node, reading).map(Option::unwrap_or_default)
}

/// Reads a block `clients`.
pub fn clients(node: &Node, reading: &mut Reading) -> Option<Selection<ClientId>> {
    selection(CLIENTS, ClientId::new, node, reading)
}

/// Reads a block `clouds`.
pub fn clouds(node: &Node, reading: &mut Reading) -> Option<Selection<CloudId>> {
    selection(CLOUDS, CloudId::new, node, reading)
}

fn selection<Id>(
    noun: Noun,
    make: fn(&str) -> Id,
    node: &Node,
    reading: &mut Reading,
) -> Option<Selection<Id>> {
    let read = |node: &Node, reading: &mut Reading| {
        let mut fields = Fields::open(node, noun, reading)?;
        let (ids, has_filter) = (ids(&mut fields, make), filter(&mut fields));
        fields.close()?;
        Some(Selection { ids: ids?, stage: None, has_filter: has_filter? })
    };
    nullable(read)(node, reading).map(Option::unwrap_or_default)
}

fn ids<Id>(fields: &mut Fields, make: fn(&str) -> Id) -> Option<Vec<Spanned<Id>>> {
    let ids = fields.optional(
        field(
            "ids",
            "Entries by id, in this order; all of them unless set",
            "按 id 列出，依此次序；不写则全部列出",
        ),
        one_or_more(spanned(id(make))),
    );
    ids.map(Option::unwrap_or_default)
}

fn filter(fields: &mut Fields) -> Option<bool> {
    let has_filter = fields.optional(
        field(
            "filter",
            "Whether a field above the list narrows it; false unless set",
            "列表上方是否有筛选框，默认 false",
        ),
        boolean,
    );
    has_filter.map(Option::unwrap_or_default)
}

/// Reads a block `which`.
pub fn which(node: &Node, reading: &mut Reading) -> Option<Vec<Answer<Spanned<PortId>>>> {
    one_or_more(answer)(node, reading)
}

fn answer(node: &Node, reading: &mut Reading) -> Option<Answer<Spanned<PortId>>> {
    let mut fields = Fields::open(node, ANSWER, reading)?;
    let own_id = fields.required(
        field(
            "id",
            "Its anchor, unique on the page and the same in both languages",
            "锚点，在页面中唯一，两种语言相同",
        ),
        id(str::to_string),
    );
    let goal = fields.required(
        field(
            "goal",
            "What the reader wants; answers with the same goal stand together",
            "读者想做什么；目的相同的答案排在一起",
        ),
        text,
    );
    let case = fields.required(field("case", "In which case", "在什么情况下"), text);
    let ports = fields.required(
        field("ports", "Ids of the ports, the recommended first", "端口的 id，推荐的在前"),
        one_or_more(spanned(id(PortId::new))),
    );
    let why = fields.required(field("text", "Why, and what to mind", "理由和注意事项"), text);
    fields.close()?;
    Some(Answer { id: own_id?, goal: goal?, case: case?, ports: ports?, text: why? })
}

/// Reads a block `fill`.
pub fn fill(node: &Node, reading: &mut Reading) -> Option<Fill> {
    let mut fields = Fields::open(node, FILL, reading)?;
    let own_host = fields
        .optional(field("host", "The name that stands for a mail server", "代表邮件服务器的主机名"), host);
    let domain = fields
        .optional(field("domain", "The name that stands for a mail domain", "代表邮箱域名的名称"), host);
    fields.close()?;
    Some(Fill { host: own_host?, domain: domain? })
}

/// What a block `errors` holds.
pub fn errors_shape() -> Shape {
    shape_of(errors)
}

/// What a block `clients` holds.
pub fn clients_shape() -> Shape {
    shape_of(clients)
}

/// What a block `clouds` holds.
pub fn clouds_shape() -> Shape {
    shape_of(clouds)
}

/// What a block `which` holds.
pub fn which_shape() -> Shape {
    shape_of(which)
}

/// What a block `fill` holds.
pub fn fill_shape() -> Shape {
    shape_of(fill)
}
