//! From trees to a [`Site`].

use crate::base::fingerprint::Fingerprint;
use crate::base::lang::{Bilingual, Lang};
use crate::base::path::{SitePath, SourcePath};
use crate::base::registry::TagId;
use crate::base::span::Spanned;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, nearest};
use crate::model::body::Body;
use crate::model::links::{self, Targets};
use crate::model::read::{File, Trees};
use crate::model::registry::{self, Registry, unknown, unknown_port};
use crate::model::*;
use crate::source::Snapshot;
use crate::syntax::article::{self, Content};
use crate::syntax::settings as written;
use crate::syntax::text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whether drafts are a part of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    /// They are checked and then left out.
    #[default]
    Hidden,
    /// They are published like any other article.
    Shown,
}

/// Makes the site that the trees describe. `None` when there are no settings, or when the registry
/// contradicts itself: pages could not be made from it. Anything else can be wrong and the site
/// still be looked at.
pub fn resolve(
    snapshot: &Snapshot,
    trees: &Trees,
    drafts: Drafts,
    problems: &mut Vec<Diagnostic>,
) -> Option<Site> {
    let before = problems.len();
    let registry = registry::resolve(trees, problems);
    let coherent = problems[before..].iter().all(|problem| !problem.is_error());
    let assets = assets(snapshot);
    let (sections, articles) = {
        let hidden = |article: &article::Article| article.front.draft && drafts == Drafts::Hidden;
        let texts = Texts::of(trees, problems);
        let targets = |linkable: &dyn Fn(&article::Article) -> bool| Targets {
            registry: &registry,
            anchors: texts.anchors(linkable),
            assets: assets.keys().collect(),
            families: trees.strings.keys().filter_map(|key| key.strip_prefix("family.")).collect(),
        };
        // What is published leads to nothing unfinished, whether drafts are looked at or not: a
        // site that passes its checks can be built. A draft may lead to other drafts.
        let (of_published, of_drafts) = (targets(&|article| !article.front.draft), targets(&|_| true));
        let tags: BTreeSet<&TagId> =
            trees.settings.iter().flat_map(|settings| settings.tags.iter().map(|(id, _)| id)).collect();
        let context = Context { targets: &of_published, tags: &tags, texts: &texts };
        let in_drafts = Context { targets: &of_drafts, ..context };
        let sections = resolve_sections(&trees.sections, &context, problems);
        let mut articles = BTreeMap::new();
        for file in &trees.articles {
            let context = if file.tree.2.front.draft { &in_drafts } else { &context };
            let article = resolve_article(file, context, problems);
            if !hidden(&file.tree.2) {
                articles.insert(article_id(&file.tree), article);
            }
        }
        check_folders(&trees.articles, &sections, problems);
        (sections, articles)
    };
    let written = trees.settings.as_ref()?;
    let settings = resolve_settings(written, &sections, &registry, problems);
    let templates = templates(snapshot, problems);
    if !coherent {
        return None;
    }
    let strings = Bilingual::from_fn(|lang| {
        let texts = trees.strings.iter();
        Arc::new(texts.map(|(key, text)| (key.clone(), text.get(lang).clone())).collect())
    });
    let Registry { ports, services, providers, terms, origins } = registry;
    Some(Site {
        settings,
        text: Bilingual::from_fn(|lang| site_text(written, lang)),
        articles,
        sections,
        ports,
        services,
        providers,
        terms,
        strings,
        templates,
        assets,
        origins,
    })
}

fn article_id((lang, key, _): &(Lang, String, article::Article)) -> ArticleId {
    ArticleId::new(&ArticleKey::new(key), *lang)
}

// Heading ids of all articles, known before the first link is looked at.
struct Texts<'a> {
    articles: BTreeMap<(&'a str, Lang), (&'a article::Article, Vec<body::Heading>)>,
}

impl<'a> Texts<'a> {
    fn of(trees: &'a Trees, problems: &mut Vec<Diagnostic>) -> Texts<'a> {
        let written: BTreeMap<(&str, Lang), &article::Article> =
            trees.articles.iter().map(|file| ((file.tree.1.as_str(), file.tree.0), &file.tree.2)).collect();
        let articles = trees.articles.iter().map(|File { path, tree: (lang, key, article) }| {
            let counterpart = written.get(&(key.as_str(), lang.other()));
            let other = counterpart.map(|other| other.content.body.headings.as_slice());
            let own = &article.content.body.headings;
            ((key.as_str(), *lang), (article, headings::resolve(path, own, other, problems)))
        });
        Texts { articles: articles.collect() }
    }

    fn anchors(
        &self,
        linkable: &dyn Fn(&article::Article) -> bool,
    ) -> BTreeMap<(&'a str, Lang), BTreeSet<String>> {
        let linkable = self.articles.iter().filter(|(_, (article, _))| linkable(article));
        linkable.map(|(id, (_, headings))| (*id, ids(headings))).collect()
    }
}

fn ids(headings: &[body::Heading]) -> BTreeSet<String> {
    headings.iter().filter_map(|heading| heading.id.clone()).collect()
}

#[derive(Clone, Copy)]
struct Context<'a> {
    targets: &'a Targets<'a>,
    tags: &'a BTreeSet<&'a TagId>,
    texts: &'a Texts<'a>,
}

fn resolve_article(
    file: &File<(Lang, String, article::Article)>,
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Article {
    let File { path, tree: (lang, key, article) } = file;
    let front = &article.front;
    let (_, headings) = &context.texts.articles[&(key.as_str(), *lang)];
    let body = resolve_body(path, *lang, &article.content, headings.clone(), context, problems);
    let head = Head {
        title: front.title.value.clone(),
        summary: front.summary.clone(),
        origin: front.origin,
        date: front.date,
        checked: front.checked,
        ports: resolve_ports(path, &front.ports, context, problems),
        sources: front.sources.clone(),
        tags: resolve_tags(path, &front.tags, context, problems),
    };
    Article {
        path: path.clone(),
        head: Arc::new(head),
        body: Arc::new(body),
        aliases: resolve_aliases(path, &front.aliases, problems),
        order: front.order.unwrap_or(i64::MAX),
        chosen: resolve_chosen(path, &front.related, context, problems),
        text: article.content.body.text.clone(),
    }
}

fn resolve_body(
    path: &SourcePath,
    lang: Lang,
    content: &Content,
    headings: Vec<body::Heading>,
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Body {
    let own = ids(&headings);
    Body {
        pieces: content.body.pieces.clone(),
        length: content.body.length,
        images: links::resolve_images(path, content, context.targets, problems),
        headings,
        links: links::resolve(path, lang, content, &own, context.targets, problems),
        blocks: links::resolve_blocks(path, content, context.targets, problems),
    }
}

fn resolve_ports(
    path: &SourcePath,
    ports: &[Spanned<PortId>],
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<PortId> {
    let known = &context.targets.registry.ports;
    let known = ports.iter().filter(|id| {
        let found = known.contains_key(&id.value);
        if !found {
            problems.push(unknown_port(path, id.span, id.value.as_str(), known));
        }
        found
    });
    known.map(|id| id.value.clone()).collect()
}

fn resolve_tags(
    path: &SourcePath,
    tags: &[Spanned<TagId>],
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<TagId> {
    let known = tags.iter().filter(|tag| {
        let found = context.tags.contains(&tag.value);
        if !found {
            let names = context.tags.iter().map(|id| id.as_str());
            problems.push(unknown(Code::UnknownTag, path, tag.span, tag.value.as_str(), names));
        }
        found
    });
    known.map(|tag| tag.value.clone()).collect()
}

fn resolve_chosen(
    path: &SourcePath,
    chosen: &[Spanned<String>],
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<ArticleKey> {
    let keys: BTreeSet<&str> = context.targets.anchors.keys().map(|(key, _)| *key).collect();
    let known = chosen.iter().filter(|key| {
        let name = &key.value;
        let found = keys.contains(name.as_str());
        if !found {
            let problem = Diagnostic::new(
                Code::UnknownArticle,
                path,
                key.span,
                text!("there is no article `{name}`", "没有文章 `{name}`"),
            );
            problems.push(match nearest(name, keys.iter().copied()) {
                Some(near) => problem.help(text!("there is `{near}`", "有 `{near}`")),
                None => problem.help(text!(
                    "an article key is its path below the language, such as `mail/which-smtp-port`",
                    "文章的键是语言文件夹之后的路径，例如 `mail/which-smtp-port`"
                )),
            });
        }
        found
    });
    known.map(|key| ArticleKey::new(&key.value)).collect()
}

fn resolve_aliases(
    path: &SourcePath,
    aliases: &[Spanned<String>],
    problems: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut good = Vec::new();
    for alias in aliases {
        let (written, shown) = (&alias.value, text::shown(&alias.value));
        let address = written.trim_end_matches('/');
        if !address.split('/').all(address::is_slug) {
            problems.push(
                Diagnostic::new(
                    Code::BadAlias,
                    path,
                    alias.span,
                    text!("`{shown}` is not an address of this site", "`{shown}` 不是本站的地址"),
                )
                .help(text!(
                    "write the old path below the language, such as `mail/smtp-port`",
                    "请写语言文件夹之后的旧路径，例如 `mail/smtp-port`"
                )),
            );
            continue;
        }
        good.push(address.to_string());
    }
    good
}

fn resolve_sections(
    files: &[File<(Lang, String, article::Section)>],
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<SectionId, Section> {
    type Found<'a> = (Lang, i64, &'a SourcePath, Arc<SectionText>);
    let mut found: BTreeMap<SectionId, Vec<Found<'_>>> = BTreeMap::new();
    for File { path, tree: (lang, folder, section) } in files {
        let headings = headings::resolve(path, &section.content.body.headings, None, problems);
        let body = resolve_body(path, *lang, &section.content, headings, context, problems);
        let front = &section.front;
        let text = SectionText { title: front.title.value.clone(), summary: front.summary.clone(), body };
        let order = front.order.unwrap_or(i64::MAX);
        found.entry(SectionId::new(folder)).or_default().push((*lang, order, path, Arc::new(text)));
    }
    let complete = found.into_iter().map(|(id, texts)| {
        let pick = |lang: Lang| texts.iter().find(|(of, ..)| *of == lang).unwrap_or(&texts[0]);
        let text = Bilingual::from_fn(|lang| pick(lang).3.clone());
        let order = texts.iter().map(|(_, order, ..)| *order).min().unwrap_or(i64::MAX);
        (id, Section { order, text, path: texts[0].2.clone() })
    });
    complete.collect()
}

fn check_folders(
    files: &[File<(Lang, String, article::Article)>],
    sections: &BTreeMap<SectionId, Section>,
    problems: &mut Vec<Diagnostic>,
) {
    for File { path, tree: (_, key, article) } in files {
        let Some(section) = ArticleKey::new(key).section() else { continue };
        if sections.contains_key(&section) {
            continue;
        }
        problems.push(
            Diagnostic::new(
                Code::UnknownSection,
                path,
                article.front.span,
                text!("the folder `{section}` is not a section", "文件夹 `{section}` 还不是栏目"),
            )
            .help(text!(
                "give it a `_section.md` with a title and a summary",
                "请在其中放一个带标题和摘要的 `_section.md`"
            )),
        );
    }
}

fn site_text(written: &written::Settings, lang: Lang) -> SiteText {
    SiteText {
        name: written.name.get(lang).clone(),
        summary: written.summary.get(lang).clone(),
        answer: written.answer.as_ref().unwrap_or(&written.summary).get(lang).clone(),
    }
}

fn resolve_settings(
    written: &written::Settings,
    sections: &BTreeMap<SectionId, Section>,
    registry: &Registry,
    problems: &mut Vec<Diagnostic>,
) -> Settings {
    let path = SourcePath::new("content/site.yaml").expect("is tame");
    let navigation = written.navigation.iter().filter_map(|entry| {
        let name = entry.value.as_str();
        Some(match name {
            "ports" => Destination::Ports,
            "services" => Destination::Services,
            "providers" => Destination::Providers,
            "tags" => Destination::Tags,
            "glossary" => Destination::Glossary,
            _ if sections.contains_key(&SectionId::new(name)) => Destination::Section(SectionId::new(name)),
            _ => {
                let known = sections.keys().map(SectionId::as_str);
                let known = known.chain(["ports", "services", "providers", "tags", "glossary"]);
                let problem = Diagnostic::new(
                    Code::UnknownSection,
                    &path,
                    entry.span,
                    text!("there is no section `{name}`", "没有栏目 `{name}`"),
                );
                problems.push(match nearest(name, known) {
                    Some(near) => problem.help(text!("there is `{near}`", "有 `{near}`")),
                    None => problem,
                });
                return None;
            }
        })
    });
    let navigation = navigation.collect();
    let mut stamps = Vec::new();
    for id in &written.stamps {
        match registry.ports.contains_key(&id.value) {
            true => stamps.push(id.value.clone()),
            false => problems.push(unknown_port(&path, id.span, id.value.as_str(), &registry.ports)),
        }
    }
    Settings {
        languages: written.languages.clone(),
        base_url: written.base_url.clone(),
        navigation,
        stamps,
        tags: written.tags.iter().cloned().collect(),
    }
}

fn templates(snapshot: &Snapshot, problems: &mut Vec<Diagnostic>) -> BTreeMap<String, Template> {
    let mut templates = BTreeMap::new();
    for (path, file) in snapshot.below("templates") {
        let Some(text) = crate::syntax::text::read(path, &file.bytes, problems) else { continue };
        let name = path.as_str().trim_start_matches("templates/").to_string();
        templates.insert(name, Template { path: path.clone(), text: text.into() });
    }
    templates
}

// Files below `static/assets/` are asked for by pages of this site only, so their names may
// change with their bytes and caches may keep them for ever. Anything else keeps its address.
fn assets(snapshot: &Snapshot) -> BTreeMap<SourcePath, Asset> {
    let files = snapshot.below("static").map(|(path, file)| {
        let fingerprint = Fingerprint::of_bytes(&file.bytes);
        let below = path.as_str().trim_start_matches("static/");
        let published = match below.strip_prefix("assets/") {
            None => below.to_string(),
            Some(name) => match name.rsplit_once('.') {
                Some((stem, extension)) => format!("assets/{stem}-{}.{extension}", fingerprint.short()),
                None => format!("assets/{name}-{}", fingerprint.short()),
            },
        };
        let published = SitePath::new(&published).expect("a part of a tame path is tame");
        let size = image_size(&file.bytes);
        (path.clone(), Asset { bytes: file.bytes.clone(), fingerprint, published, size })
    });
    files.collect()
}

// PNG only (ISO/IEC 15948 §11.2.2): the width and height that keep a page from jumping while it
// loads. Other kinds go without.
fn image_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(4..16)?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    header.starts_with(b"IHDR").then_some(())?;
    Some((number(4)?, number(8)?))
}
