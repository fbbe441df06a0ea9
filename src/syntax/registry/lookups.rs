//! Lists in which readers look something up: messages of errors, labels of mail clients, clouds.

use super::{CHECKED, REFERENCES};
use crate::base::registry::lookups::{Client, Cloud, ErrorMessage, Label};
use crate::base::registry::*;
use crate::syntax::decode::fields::{Fields, bilingual};
use crate::syntax::decode::lists::{list, one_or_more};
use crate::syntax::decode::references::reference;
use crate::syntax::decode::scalars::{date, id, text, word};
use crate::syntax::decode::shape::{Field, field};
use crate::syntax::decode::{Noun, Reading};
use crate::syntax::yaml::Node;

const ERROR: Noun = Noun { en: "an error message", zh: "报错条目" };
const CLIENT: Noun = Noun { en: "a mail client", zh: "邮件客户端条目" };
const LABEL: Noun = Noun { en: "a label", zh: "选项" };
const CLOUD: Noun = Noun { en: "a cloud", zh: "云厂商条目" };

const NAME: Field = field("name", "What it is called", "名称");

/// Reads an error message.
pub fn error(node: &Node, reading: &mut Reading) -> Option<ErrorMessage> {
    let mut fields = Fields::open(node, ERROR, reading)?;
    let own_id = fields.required(
        field("id", "Its identity and anchor, unique among error messages", "报错的标识和锚点，在报错中唯一"),
        id(ErrorId::new),
    );
    let shown = fields.required(
        field(
            "shown",
            "The message as programs show it, one item for each wording",
            "程序显示的原文，每种写法一项",
        ),
        one_or_more(text),
    );
    let stage = fields.required(
        field("stage", "How far the connection came", "连接走到了哪一步"),
        word(Stage::ALL, Stage::word),
    );
    let meaning = fields.required(
        field("meaning", "What it means, in one or two sentences", "含义，一两句话"),
        bilingual(text),
    );
    let remedy = fields.required(
        field("remedy", "What to change, the most frequent cause first", "怎样处理，最常见的原因在前"),
        bilingual(text),
    );
    let ports = fields.optional(
        field("ports", "Ids of the ports on which it is seen", "在哪些端口上会看到，写 id"),
        list(id(PortId::new)),
    );
    let article = fields.optional(
        field(
            "article",
            "Where an article says more: mail/which-smtp-port#check",
            "哪篇文章有详解：mail/which-smtp-port#check",
        ),
        article_section,
    );
    let references = fields.required(REFERENCES, one_or_more(reference));
    let checked = fields.required(CHECKED, date);
    fields.close()?;
    Some(ErrorMessage {
        id: own_id?,
        shown: shown?,
        stage: stage?,
        meaning: meaning?,
        remedy: remedy?,
        ports: ports?.unwrap_or_default(),
        article: article?,
        references: references?,
        checked: checked?,
    })
}

/// Reads the key of an article, and a heading of it after `#`. Whether there is such an article is not
/// known here.
pub(in crate::syntax) fn article_section(node: &Node, reading: &mut Reading) -> Option<ArticleSection> {
    let written = text(node, reading)?;
    let (article, heading) = match written.split_once('#') {
        Some((article, heading)) => (article, Some(heading.to_string())),
        None => (written.as_str(), None),
    };
    Some(ArticleSection { article: article.to_string(), heading })
}

/// Reads a mail client.
pub fn client(node: &Node, reading: &mut Reading) -> Option<Client> {
    let mut fields = Fields::open(node, CLIENT, reading)?;
    let own_id = fields.required(
        field(
            "id",
            "Its identity and anchor, unique among mail clients",
            "客户端的标识和锚点，在客户端中唯一",
        ),
        id(ClientId::new),
    );
    let name = fields.required(NAME, bilingual(text));
    let labels = fields.required(
        field(
            "labels",
            "The words that its menu has for encryption; empty where they are not known",
            "菜单里关于加密的选项；不清楚时为空",
        ),
        list(label),
    );
    let notes = fields.optional(field("notes", "Known traps", "需要注意的问题"), list(bilingual(text)));
    let references = fields.required(REFERENCES, one_or_more(reference));
    let checked = fields.required(CHECKED, date);
    fields.close()?;
    Some(Client {
        id: own_id?,
        name: name?,
        labels: labels?,
        notes: notes?.unwrap_or_default(),
        references: references?,
        checked: checked?,
    })
}

fn label(node: &Node, reading: &mut Reading) -> Option<Label> {
    let mut fields = Fields::open(node, LABEL, reading)?;
    let text = fields.required(field("text", "What the program shows", "程序显示的文字"), bilingual(text));
    let encryption = fields.required(
        field(
            "encryption",
            "What it stands for; several where the program does not say which",
            "代表哪种加密；程序没有说明时可写多种",
        ),
        one_or_more(word(Encryption::ALL, Encryption::word)),
    );
    let ports = fields.required(
        field(
            "ports",
            "Ids of the ports that it goes with; each is encrypted so",
            "对应的端口 id，其加密方式须相符",
        ),
        list(id(PortId::new)),
    );
    let evidence = fields.optional(
        field("evidence", "How well the row is known; primary unless set", "证据等级，默认 primary"),
        word(Evidence::ALL, Evidence::word),
    );
    fields.close()?;
    Some(Label {
        text: text?,
        encryption: encryption?,
        ports: ports?,
        evidence: evidence?.unwrap_or(Evidence::Primary),
    })
}

/// Reads a cloud.
pub fn cloud(node: &Node, reading: &mut Reading) -> Option<Cloud> {
    let mut fields = Fields::open(node, CLOUD, reading)?;
    let own_id = fields.required(
        field("id", "Its identity and anchor, unique among clouds", "云厂商的标识和锚点，在云厂商中唯一"),
        id(CloudId::new),
    );
    let name = fields.required(NAME, bilingual(text));
    let policy = fields.required(
        field("policy", "What becomes of outbound connections to port 25", "对 25 端口出站连接的做法"),
        word(Policy::ALL, Policy::word),
    );
    let outbound =
        fields.required(field("outbound", "The same in a sentence", "同上，一句话的说明"), bilingual(text));
    let unblock = fields.required(
        field("unblock", "How a block is lifted, or that it is not", "怎样解封，或不能解封"),
        bilingual(text),
    );
    let basis = fields.required(
        field("basis", "What the entry rests on, such as the year of a page", "依据，例如页面的年份"),
        bilingual(text),
    );
    let references = fields.required(REFERENCES, one_or_more(reference));
    let checked = fields.required(CHECKED, date);
    fields.close()?;
    Some(Cloud {
        id: own_id?,
        name: name?,
        policy: policy?,
        outbound: outbound?,
        unblock: unblock?,
        basis: basis?,
        references: references?,
        checked: checked?,
    })
}
