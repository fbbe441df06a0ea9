//! What a site asks of its articles: the key `standards` of `content/site.yaml`.
//!
//! How long an article is and how many sources it names are decisions of a site, so nothing is asked
//! that is not written there.

use crate::base::registry::TagId;
use crate::diag::code::Code;
use crate::syntax::decode::fields::Fields;
use crate::syntax::decode::lists::table;
use crate::syntax::decode::numbers::integer;
use crate::syntax::decode::scalars::boolean;
use crate::syntax::decode::shape::field;
use crate::syntax::decode::{Noun, Reading};
use crate::syntax::yaml::Node;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// What is asked of every article; `None` and false where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standards {
    /// How many sources it names at least.
    pub sources: Option<usize>,
    /// How many of them are primary at least.
    pub primary: Option<usize>,
    /// How many Han characters a Chinese article has, code aside.
    pub han: Option<RangeInclusive<usize>>,
    /// How many words an English article has, code aside.
    pub words: Option<RangeInclusive<usize>>,
    /// How many headings of level 2 it has.
    pub headings: Option<RangeInclusive<usize>>,
    /// Whether it begins with an answer box.
    pub answer: bool,
    /// How long what was checked holds.
    pub checked: Option<Checked>,
}

/// How many days after they were checked facts are looked at again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Checked {
    /// Those of articles, ports, services and error messages.
    pub days: i64,
    /// Those of providers, mail clients and clouds, which change more often; as many as the rest if left
    /// out.
    pub providers: Option<i64>,
    /// Those of articles with these tags, of several the fewest.
    pub tags: BTreeMap<TagId, i64>,
}

impl Checked {
    /// Those of an article with these tags.
    pub fn of_article(&self, tags: &[TagId]) -> i64 {
        tags.iter().filter_map(|tag| self.tags.get(tag)).copied().min().unwrap_or(self.days)
    }

    /// Those of a provider, a mail client or a cloud.
    pub fn of_provider(&self) -> i64 {
        self.providers.unwrap_or(self.days)
    }
}

const STANDARDS: Noun = Noun { en: "the standards for articles", zh: "对文章的要求" };
const RANGE: Noun = Noun { en: "a least and a most number", zh: "下限和上限" };
const CHECKED: Noun = Noun { en: "the standard for checked facts", zh: "核对期限" };
const MANY: RangeInclusive<i64> = 0..=1_000_000;

/// Reads the standards.
pub(super) fn standards(node: &Node, reading: &mut Reading) -> Option<Standards> {
    let mut fields = Fields::open(node, STANDARDS, reading)?;
    let sources = fields
        .optional(field("sources", "How many sources it names at least", "至少写几个来源"), integer(MANY));
    let primary = fields.optional(
        field("primary", "How many of them are primary at least", "其中至少几个一手来源"),
        integer(MANY),
    );
    let han = fields.optional(
        field("han", "Least and most Han characters, code aside", "汉字数的下限和上限，代码不算"),
        range,
    );
    let words = fields.optional(
        field("words", "Least and most words, code aside", "英文词数的下限和上限，代码不算"),
        range,
    );
    let headings = fields
        .optional(field("headings", "Least and most headings of level 2", "二级标题数的下限和上限"), range);
    let answer = fields
        .optional(field("answer", "Whether it begins with an answer box", "是否要以答案框开头"), boolean);
    let checked = fields.optional(
        field("checked", "After how many days facts are checked again", "核对过的事实多少天后要再核对"),
        checked,
    );
    fields.close()?;
    let count = |count: Option<Option<i64>>| count.flatten().and_then(|count| usize::try_from(count).ok());
    Some(Standards {
        sources: count(sources),
        primary: count(primary),
        han: han.flatten(),
        words: words.flatten(),
        headings: headings.flatten(),
        answer: answer.flatten().unwrap_or(false),
        checked: checked.flatten(),
    })
}

// `{ least: 700, most: 2200 }`
fn range(node: &Node, reading: &mut Reading) -> Option<RangeInclusive<usize>> {
    let mut fields = Fields::open(node, RANGE, reading)?;
    let least = fields.required(field("least", "No fewer than these", "不少于"), integer(MANY));
    let most = fields.required(field("most", "No more than these", "不多于"), integer(MANY));
    fields.close()?;
    let (least, most) = (least?, most?);
    if least > most {
        let field = reading.field();
        let message = text!(
            "`{field}` asks for no fewer than {least} and no more than {most}",
            "`{field}` 要求不少于 {least}、不多于 {most}"
        );
        let problem = reading.problem(Code::BadNumber, node.span, message);
        let help =
            text!("write `{{ least: {most}, most: {least} }}`", "写成 `{{ least: {most}, most: {least} }}`");
        return reading.refuse(problem.help(help));
    }
    let count = |count: i64| usize::try_from(count).ok();
    Some(count(least)?..=count(most)?)
}

fn checked(node: &Node, reading: &mut Reading) -> Option<Checked> {
    let mut fields = Fields::open(node, CHECKED, reading)?;
    let days = fields.required(
        field(
            "days",
            "Those of articles, ports, services and error messages",
            "文章、端口、服务和报错的天数",
        ),
        integer(MANY),
    );
    let providers = fields.optional(
        field(
            "providers",
            "Those of providers, mail clients and clouds, if fewer",
            "服务商、邮件客户端和云的天数，更短时写",
        ),
        integer(MANY),
    );
    let tags = fields.optional(
        field("tags", "Those of articles with a tag, if fewer", "带某个标签的文章的天数，更短时写"),
        table(integer(MANY)),
    );
    fields.close()?;
    let tags = tags?.unwrap_or_default().into_iter().map(|(tag, days)| (TagId::new(&tag.value), days));
    Some(Checked { days: days?, providers: providers?, tags: tags.collect() })
}
