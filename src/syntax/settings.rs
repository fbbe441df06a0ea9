//! `content/site.yaml`.

use crate::base::extra::Extra;
use crate::base::lang::{Bilingual, Lang};
use crate::base::path::SourcePath;
use crate::base::registry::{ArticleSection, PortId, TagId};
use crate::base::span::Spanned;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::syntax::decode::fields::{Fields, bilingual};
use crate::syntax::decode::lists::{list, one_or_more, readable, table};
use crate::syntax::decode::scalars::{boolean, check_id, id, is_url, text, url, word};
use crate::syntax::decode::shape::{Shape, field, shape_of};
use crate::syntax::decode::{Noun, Reading, spanned};
use crate::syntax::registry::lookups::article_section;
use crate::syntax::standards::{Standards, standards};
use crate::syntax::yaml::{self, Content, Node};
use std::collections::BTreeSet;

/// The settings of a site as written.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of the site.
    pub name: Bilingual,
    /// One or two sentences about it.
    pub summary: Bilingual,
    /// The answer that the home page gives first; the summary where there is none.
    pub answer: Option<Bilingual>,
    /// Both languages; the first one is listed first.
    pub languages: Vec<Lang>,
    /// The absolute address of the root, `http` or `https`, ending in `/`.
    pub base_url: Option<String>,
    /// Entries of the main navigation: sections, or pages that every site has, such as `ports`.
    pub navigation: Vec<Spanned<String>>,
    /// The ports shown as stamps on the home page.
    pub stamps: Vec<Spanned<PortId>>,
    /// What readers come to do, on the home page.
    pub tasks: Vec<Shortcut>,
    /// What the footer leads to besides sections and lists.
    pub footer: Vec<Shortcut>,
    /// Where mistakes are reported: an address in which `{page}` stands for that of the page.
    pub report: Option<String>,
    /// The tags that articles may bear, with their names, in the order written; an empty name has a
    /// mistake. `None` when it is not known which tags there are.
    pub tags: Option<Vec<(TagId, Bilingual)>>,
    /// Rules that are switched off, by name, each with the reason.
    pub rules: Vec<(Spanned<String>, Bilingual)>,
    /// What is asked of every article.
    pub standards: Standards,
    /// Differences from IANA's list that a person has looked at.
    pub iana: Vec<Accepted>,
    /// Whether Markdown may hold raw HTML (key `raw_html`, false unless set).
    pub raw_html: bool,
    /// The outputs that the site does without (key `outputs`, every one true unless set).
    pub without: BTreeSet<Extra>,
}

/// A link to an article, or to a section of it.
#[derive(Clone, Debug)]
pub struct Shortcut {
    /// What it says.
    pub title: Bilingual,
    /// Where it leads.
    pub article: Spanned<ArticleSection>,
}

/// A difference from IANA's list that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The entries that it is about.
    pub ports: Vec<Spanned<PortId>>,
    /// In what they differ.
    pub field: IanaField,
    /// What the list said when a person looked.
    pub says: String,
    /// Why the entry says something else.
    pub reason: Bilingual,
}

/// A key of a port entry that is compared with IANA's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IanaField {
    /// `iana`
    Name,
    /// `transports`
    Transports,
    /// `status`
    Status,
    /// `references`
    References,
}

impl Accepted {
    /// The reason in one line, whoever reads it.
    pub fn reason(&self) -> String {
        let Bilingual { zh, en } = &self.reason;
        if zh == en { en.clone() } else { format!("{zh} · {en}") }
    }
}

impl IanaField {
    /// Every one.
    pub const ALL: &'static [IanaField] =
        &[IanaField::Name, IanaField::Transports, IanaField::Status, IanaField::References];

    /// The key.
    pub fn word(self) -> &'static str {
        match self {
            IanaField::Name => "iana",
            IanaField::Transports => "transports",
            IanaField::Status => "status",
            IanaField::References => "references",
        }
    }
}

const IANA: Noun = Noun { en: "the settings for IANA's list", zh: "IANA 列表的设置" };
const ACCEPTED: Noun = Noun { en: "an accepted difference", zh: "接受的差异" };
const OUTPUTS: Noun = Noun { en: "the list of outputs", zh: "输出清单" };
const SHORTCUT: Noun = Noun { en: "a link to an article", zh: "文章链接" };
const SETTINGS: Noun = Noun { en: "the settings file", zh: "站点设置" };

/// Reads the settings. What has a mistake, which is reported, has its default: empty texts and
/// lists, both languages with Chinese first, no raw HTML.
pub fn parse(path: &SourcePath, text: &str, problems: &mut Vec<Diagnostic>) -> Settings {
    yaml::parse(path, text, 0, problems)
        .and_then(|node| settings(&node, &mut Reading::new(path, problems)))
        .unwrap_or_else(|| Settings {
            name: Bilingual::default(),
            summary: Bilingual::default(),
            answer: None,
            languages: Lang::ALL.to_vec(),
            base_url: None,
            navigation: Vec::new(),
            stamps: Vec::new(),
            tasks: Vec::new(),
            footer: Vec::new(),
            report: None,
            tags: None,
            rules: Vec::new(),
            standards: Standards::default(),
            iana: Vec::new(),
            raw_html: false,
            without: BTreeSet::new(),
        })
}

/// What the file holds.
pub fn shape() -> Shape {
    shape_of(settings)
}

fn settings(node: &Node, reading: &mut Reading) -> Option<Settings> {
    let mut fields = Fields::open(node, SETTINGS, reading)?;
    let name = fields.required(field("name", "The name of the site", "站点名称"), bilingual(text));
    let summary = fields
        .required(field("summary", "One or two sentences about it", "站点简介，一两句话"), bilingual(text));
    let answer = fields.optional(
        field(
            "answer",
            "The answer that the home page gives first; the summary if left out",
            "首页最先给出的答案；不写则用 summary",
        ),
        bilingual(text),
    );
    let languages = fields.optional(
        field("languages", "Both languages; the first one is listed first", "两种语言，写在前面的先列出"),
        languages,
    );
    let base_url = fields.optional(
        field(
            "base_url",
            "The absolute address of the root, http or https",
            "站点根的完整网址，http 或 https",
        ),
        root,
    );
    let navigation = fields.optional(
        field(
            "navigation",
            "Entries of the main navigation: sections, or ports, services, providers, tags, glossary, sources, cheatsheet",
            "主导航：栏目，或 ports、services、providers、tags、glossary、sources、cheatsheet",
        ),
        readable(spanned(text)),
    );
    let stamps = fields.optional(
        field("stamps", "Ids of the ports shown on the home page", "首页展示的端口条目的 id"),
        readable(spanned(id(PortId::new))),
    );
    let tasks = fields.optional(
        field("tasks", "What readers come to do, on the home page", "读者来做什么，列在首页"),
        readable(shortcut),
    );
    let footer = fields.optional(
        field(
            "footer",
            "Links to articles in the footer, after those to sections and lists",
            "页脚里的文章链接，排在栏目和列表之后",
        ),
        readable(shortcut),
    );
    let report = fields.optional(
        field(
            "report",
            "Where mistakes are reported; {page} stands for the address of the page",
            "报告错误的网址，{page} 代表所在页面的地址",
        ),
        url,
    );
    let tags = fields.optional(
        field("tags", "The tags that articles may bear, with their names", "文章可用的标签及其名称"),
        tags,
    );
    let rules = fields.optional(
        field(
            "rules",
            "Rules of `portolan check` that are switched off, by name, each with the reason",
            "停用的检查规则，每条写明理由",
        ),
        table(reason),
    );
    let standards =
        fields.optional(field("standards", "What is asked of every article", "对每篇文章的要求"), standards);
    let iana = fields.optional(
        field(
            "iana",
            "What `portolan check --iana` is told about IANA's list",
            "与 IANA 列表比较（`portolan check --iana`）时的设置",
        ),
        iana,
    );
    let raw_html = fields.optional(
        field(
            "raw_html",
            "Whether Markdown may hold HTML; false unless set",
            "Markdown 中是否允许 HTML，默认 false",
        ),
        boolean,
    );
    let without = fields.optional(
        field(
            "outputs",
            "Outputs that the site does without: `search: false`",
            "不生成的输出，如 search: false",
        ),
        without,
    );
    // The problems are reported; the fields without any are used.
    let _ = fields.close();
    Some(Settings {
        name: name.unwrap_or_default(),
        summary: summary.unwrap_or_default(),
        answer: answer.flatten(),
        languages: languages.flatten().unwrap_or_else(|| Lang::ALL.to_vec()),
        base_url: base_url.flatten(),
        navigation: navigation.flatten().unwrap_or_default(),
        stamps: stamps.flatten().unwrap_or_default(),
        tasks: tasks.flatten().unwrap_or_default(),
        footer: footer.flatten().unwrap_or_default(),
        report: report.flatten(),
        tags: tags.map(Option::unwrap_or_default),
        rules: rules.flatten().unwrap_or_default(),
        standards: standards.flatten().unwrap_or_default(),
        iana: iana.flatten().unwrap_or_default(),
        raw_html: raw_html.flatten().unwrap_or(false),
        without: without.flatten().unwrap_or_default(),
    })
}

fn languages(node: &Node, reading: &mut Reading) -> Option<Vec<Lang>> {
    let languages = list(word(&Lang::ALL, Lang::code))(node, reading)?;
    if languages.len() == Lang::ALL.len() && Lang::ALL.iter().all(|lang| languages.contains(lang)) {
        return Some(languages);
    }
    let message = text!("a site has both languages, each once", "站点要有两种语言，各列一次");
    let problem = reading
        .problem(Code::MissingLanguage, node.span, message)
        .help(text!("write `[zh, en]` or `[en, zh]`", "写成 `[zh, en]` 或 `[en, zh]`"));
    reading.refuse(problem)
}

// `outputs: { search: false }`
fn without(node: &Node, reading: &mut Reading) -> Option<BTreeSet<Extra>> {
    let mut fields = Fields::open(node, OUTPUTS, reading)?;
    let mut without = BTreeSet::new();
    for extra in Extra::ALL {
        let (en, zh) = match extra {
            Extra::Search => {
                ("The search page, its index and the box in every head", "搜索页、索引和页首的搜索框")
            }
            Extra::Feeds => {
                ("An Atom feed of each language; needs base_url", "每种语言的 Atom 订阅，要有 base_url")
            }
            Extra::Markdown => ("Pages as Markdown, and llms.txt", "页面的 Markdown 版和 llms.txt"),
            Extra::Metadata => (
                "JSON-LD and OpenGraph in the head of every page; needs base_url",
                "页面头部的 JSON-LD 和 OpenGraph，要有 base_url",
            ),
            Extra::Headers => {
                ("What some hosts read: _headers and .nojekyll", "部分主机读取的 _headers 和 .nojekyll")
            }
            Extra::Highlighting => ("The colours of code", "代码的着色"),
        };
        if fields.optional(field(extra.word(), en, zh), boolean).flatten() == Some(false) {
            without.insert(extra);
        }
    }
    fields.close()?;
    Some(without)
}

// `{ title: { zh: 设置邮箱, en: Set up a mailbox }, article: clients/find-your-settings }`
fn shortcut(node: &Node, reading: &mut Reading) -> Option<Shortcut> {
    let mut fields = Fields::open(node, SHORTCUT, reading)?;
    let title = fields.required(field("title", "What it says", "链接文字"), bilingual(text));
    let article = fields.required(
        field("article", "The key of an article, and a heading of it after #", "文章的键，# 后面可写小节"),
        spanned(article_section),
    );
    fields.close()?;
    Some(Shortcut { title: title?, article: article? })
}

// The address of the root; pages are joined to it.
fn root(node: &Node, reading: &mut Reading) -> Option<String> {
    let url = url(node, reading)?;
    if base_url(&url).is_none() {
        let message = text!("the address of a site has no `?` and no `#`", "站点网址里不能有 `?` 和 `#`");
        let problem = reading
            .problem(Code::RefusedLink, node.span, message)
            .help(text!("remove them and what follows", "删去它们和后面的部分"));
        return reading.refuse(problem);
    }
    base_url(&url)
}

/// An address as the root of a site: `http` or `https`, without `?` and `#`, ending in `/`.
pub fn base_url(text: &str) -> Option<String> {
    let text = is_url(text).then_some(text).filter(|text| !text.contains(['?', '#']))?;
    Some(format!("{}/", text.trim_end_matches('/')))
}

// A reason is for those who run the checks; one language is enough for them.
fn reason(node: &Node, reading: &mut Reading) -> Option<Bilingual> {
    reading.expects(|| Shape::OneOf(vec![Shape::Text, shape_of(bilingual(text))]))?;
    match node.content {
        Content::Mapping(_) => bilingual(text)(node, reading),
        _ => text(node, reading).map(|reason| Bilingual::from_fn(|_| reason.clone())),
    }
}

fn iana(node: &Node, reading: &mut Reading) -> Option<Vec<Accepted>> {
    let mut fields = Fields::open(node, IANA, reading)?;
    let accepted = fields.optional(
        field(
            "accepted",
            "Differences that a person has looked at; they are not reported",
            "已经人工核对的差异，不再报告",
        ),
        readable(accepted),
    );
    fields.close()?;
    Some(accepted?.unwrap_or_default())
}

fn accepted(node: &Node, reading: &mut Reading) -> Option<Accepted> {
    let mut fields = Fields::open(node, ACCEPTED, reading)?;
    let ports = fields.required(
        field("ports", "Ids of the port entries that differ", "有差异的端口条目的 id"),
        one_or_more(spanned(id(PortId::new))),
    );
    let differing = fields.required(
        field("field", "The key in which they differ", "有差异的键"),
        word(IanaField::ALL, IanaField::word),
    );
    let says =
        fields.required(field("says", "What the list said when a person looked", "核对时列表上怎么写"), text);
    let reason =
        fields.required(field("reason", "Why the entry says something else", "条目为什么与列表不同"), reason);
    fields.close()?;
    Some(Accepted { ports: ports?, field: differing?, says: says?, reason: reason? })
}

fn tags(node: &Node, reading: &mut Reading) -> Option<Vec<(TagId, Bilingual)>> {
    let name = |node: &Node, reading: &mut Reading| Some(bilingual(text)(node, reading).unwrap_or_default());
    let read = table(name)(node, reading)?.into_iter().filter_map(|(id, name)| {
        check_id(&id.value, id.span, reading)?;
        Some((TagId::new(&id.value), name))
    });
    Some(read.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::listing::{full, path, short};

    fn read(text: &str) -> (Settings, String) {
        let mut problems = Vec::new();
        let settings = parse(&path("site.yaml"), text, &mut problems);
        (settings, full(text, &problems))
    }

    const GOOD: &str = "name: { zh: 端口图志, en: Portolan }\nsummary: { zh: 教程, en: A tutorial }\n";

    #[test]
    fn settings_have_defaults_and_the_address_of_the_root_ends_in_a_slash() {
        let (settings, said) = read(GOOD);
        assert_eq!(said, "");
        assert_eq!((settings.name.zh.as_str(), settings.languages), ("端口图志", vec![Lang::Zh, Lang::En]));
        let text = format!(
            "{GOOD}base_url: https://example.com/docs\nlanguages: [en, zh]\nnavigation: [mail, ports]\n\
             tags:\n  sending: {{ zh: 发信, en: Sending }}\nraw_html: true\n"
        );
        let (settings, said) = read(&text);
        assert_eq!(said, "");
        assert_eq!(settings.base_url.as_deref(), Some("https://example.com/docs/"));
        assert_eq!(settings.languages, [Lang::En, Lang::Zh]);
        assert_eq!(settings.navigation[1].value, "ports");
        assert!(settings.without.is_empty());
        assert_eq!(settings.tags.expect("tags were read")[0].0, TagId::new("sending"));
        assert!(settings.raw_html);
    }

    #[test]
    fn every_mistake_is_reported_and_has_a_default() {
        let text = "name: Portolan\nlanguages: [zh, zh]\nbase_url: https://example.com/?a\nnavigation: mail\n\
                    tags:\n  Sen ding: { zh: 发信, en: Sending }\n  no: { zh: 否, en: \"No\" }\n  basics: 基础\nraw-html: true\n";
        let (settings, said) = read(text);
        assert_eq!(
            said,
            "site.yaml:1:1 P0207 this settings file has no `summary`\n  help: add `summary: …`\n\
             site.yaml:1:7 P0206 `name` holds text where a value in both languages is expected\n  \
             help: write `{ zh: …, en: … }`\n\
             site.yaml:2:12 P0208 a site has both languages, each once\n  \
             help: write `[zh, en]` or `[en, zh]`\n\
             site.yaml:3:11 P0403 the address of a site has no `?` and no `#`\n  \
             help: remove them and what follows\n\
             site.yaml:4:13 P0206 `navigation` holds text where a list is expected\n  help: write `[mail]`\n\
             site.yaml:6:3 P0310 `Sen ding` is not an id\n  help: write `sen-ding`\n\
             site.yaml:7:3 P0209 YAML 1.1 reads `no` as a truth value\n  help: write `\"no\"`\n\
             site.yaml:8:11 P0206 `tags.basics` holds text where a value in both languages is expected\n  \
             help: write `{ zh: …, en: … }`\n\
             site.yaml:9:1 P0205 the settings file has no key `raw-html`\n  help: write `raw_html`"
        );
        assert_eq!(settings.languages, [Lang::Zh, Lang::En]);
        // A tag without a good name is a tag that articles may bear.
        assert_eq!(settings.tags, Some(vec![(TagId::new("basics"), Bilingual::default())]));
    }

    #[test]
    fn a_rule_is_switched_off_with_a_reason_in_one_language_or_in_both() {
        let text = format!(
            "{GOOD}rules:\n  ports: 试用期\n  outlines: {{ zh: 译文未完, en: unfinished }}\n  spacing:\n"
        );
        let (settings, said) = read(&text);
        let rules =
            settings.rules.iter().map(|(name, why)| (name.value.as_str(), why.zh.as_str(), why.en.as_str()));
        let expected = [("ports", "试用期", "试用期"), ("outlines", "译文未完", "unfinished")];
        assert_eq!(rules.collect::<Vec<_>>(), expected);
        assert_eq!(
            said,
            "site.yaml:6:3 P0206 `rules.spacing` holds nothing where text is expected\n  \
             help: write a value after the colon"
        );
    }

    #[test]
    fn outputs_are_switched_off_by_name() {
        let (settings, said) = read(&format!("{GOOD}outputs: {{ search: false }}\n"));
        assert_eq!((said.as_str(), settings.without), ("", BTreeSet::from([Extra::Search])));
        let (settings, said) = read(&format!("{GOOD}outputs: {{ serach: false }}\n"));
        assert_eq!(
            said,
            "site.yaml:3:12 P0205 the list of outputs has no key `serach`\n  help: write `search`"
        );
        assert!(settings.without.is_empty());
    }

    #[test]
    fn an_empty_file_is_not_enough() {
        let mut problems = Vec::new();
        parse(&path("site.yaml"), "", &mut problems);
        assert_eq!(
            short("", &problems),
            "site.yaml:1:1 P0206 nothing stands where the settings file is expected"
        );
    }
}
