//! From trees to a [`Site`].

use crate::base::fingerprint::Fingerprint;
use crate::base::lang::{Bilingual, Lang};
use crate::base::path::{SitePath, SourcePath};
use crate::base::registry::TagId;
use crate::base::span::Spanned;
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text, nearest};
use crate::model::blocks;
use crate::model::body::Body;
use crate::model::families::Families;
use crate::model::links::{self, Targets, draft, unknown_article};
use crate::model::read::{File, Trees};
use crate::model::registry::references::unknown;
use crate::model::registry::{self, Registry};
use crate::model::*;
use crate::source::{Origin, Snapshot, defaults};
use crate::syntax::article::{self, Content};
use crate::syntax::settings as written;
use crate::syntax::text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whether drafts are a part of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Drafts {
    /// They are checked and then left out.
    #[default]
    Hidden,
    /// They are published like any other article.
    Shown,
}

/// Makes the site that the trees describe. `None` when there are no settings. Anything else can be
/// wrong and the site still be looked at: what has a mistake is left out of it.
pub fn resolve(
    snapshot: &Snapshot,
    trees: &Trees,
    drafts: Drafts,
    problems: &mut Vec<Diagnostic>,
) -> Option<Site> {
    let mut registry = registry::resolve(trees, problems);
    let assets = assets(snapshot, trees);
    let (sections, articles, shortcuts, lost) = {
        let hidden = |article: &article::Article| article.front.draft && drafts == Drafts::Hidden;
        let texts = Texts::of(trees, problems);
        let targets = |linkable: &dyn Fn(&article::Article) -> bool| Targets {
            registry: &registry,
            anchors: texts.anchors(linkable),
            assets: assets.keys().collect(),
            drafts: drafts_of(&trees.articles),
            unread: &trees.unread,
            families: Families::of(trees),
        };
        // What is published leads to nothing unfinished, whether drafts are looked at or not: a
        // site that passes its checks can be built. A draft may lead to other drafts.
        let (of_published, of_drafts) = (targets(&|article| !article.front.draft), targets(&|_| true));
        let tags = trees.settings.as_ref().and_then(|settings| settings.tags.as_ref());
        let tags: Option<BTreeSet<&TagId>> = tags.map(|tags| tags.iter().map(|(id, _)| id).collect());
        let context = Context { targets: &of_published, tags: tags.as_ref(), texts: &texts };
        let in_drafts = Context { targets: &of_drafts, ..context };
        let sections = resolve_sections(&trees.sections, &context, problems);
        let resolved = diag::side_by_side(&trees.articles, problems, |file, problems| {
            let context = if file.tree.2.front.draft { &in_drafts } else { &context };
            (article_id(&file.tree), resolve_article(file, context, problems))
        });
        let published = trees.articles.iter().zip(resolved).filter(|(file, _)| !hidden(&file.tree.2));
        let articles = published.map(|(_, article)| article).collect();
        let shortcuts = trees.settings.as_ref().map(|settings| {
            let mut resolve = |written| resolve_shortcuts(written, &of_published, problems);
            (resolve(&settings.tasks), resolve(&settings.footer))
        });
        (sections, articles, shortcuts, registry::articles::lost(trees, &of_published, problems))
    };
    registry.cut(&lost);
    let folders = check_folders(trees, &sections, problems);
    let templates = templates(snapshot, problems);
    let written = trees.settings.as_ref()?;
    let settings = resolve_settings(written, shortcuts?, &folders, &registry, problems);
    let strings = Bilingual::from_fn(|lang| {
        let texts = trees.strings.iter();
        Arc::new(texts.map(|(key, text)| (key.clone(), text.get(lang).clone())).collect())
    });
    let Registry { ports, services, providers, terms, errors, clients, clouds, origins, unread: _ } =
        registry;
    Some(Site {
        settings,
        text: Bilingual::from_fn(|lang| site_text(written, lang)),
        articles,
        sections,
        ports,
        services,
        providers,
        terms,
        errors,
        clients,
        clouds,
        history: trees.history.clone(),
        strings,
        templates,
        assets,
        followed: trees.lock.as_ref().map(followed::translations),
        origins,
    })
}

fn article_id((lang, key, _): &(Lang, String, article::Article)) -> ArticleId {
    ArticleId::new(&ArticleKey::new(key), *lang)
}

// An article with its headings and their ids.
struct Outlined<'a> {
    article: &'a article::Article,
    headings: Vec<body::Heading>,
    ids: BTreeSet<String>,
}

// All articles, known before the first link is looked at.
struct Texts<'a> {
    articles: BTreeMap<(&'a str, Lang), Outlined<'a>>,
}

impl<'a> Texts<'a> {
    fn of(trees: &'a Trees, problems: &mut Vec<Diagnostic>) -> Texts<'a> {
        let written: BTreeMap<(&str, Lang), &article::Article> =
            trees.articles.iter().map(|file| ((file.tree.1.as_str(), file.tree.0), &file.tree.2)).collect();
        let headings = diag::side_by_side(&trees.articles, problems, |file, problems| {
            let File { path, tree: (lang, key, article) } = file;
            let counterpart = written.get(&(key.as_str(), lang.other()));
            let other = counterpart.map(|other| other.content.body.headings.as_slice());
            headings::resolve(path, *lang, &article.content.body.headings, other, problems)
        });
        let articles = trees.articles.iter().zip(headings).map(|(file, headings)| {
            let (lang, key, article) = &file.tree;
            let ids = ids(&headings);
            ((key.as_str(), *lang), Outlined { article, headings, ids })
        });
        Texts { articles: articles.collect() }
    }

    fn anchors(
        &self,
        linkable: &dyn Fn(&article::Article) -> bool,
    ) -> BTreeMap<(&str, Lang), Option<&BTreeSet<String>>> {
        let linkable = self.articles.iter().filter(|(_, text)| linkable(text.article));
        linkable.map(|(id, text)| (*id, text.article.front.is_closed.then_some(&text.ids))).collect()
    }
}

fn ids(headings: &[body::Heading]) -> BTreeSet<String> {
    headings.iter().filter_map(|heading| heading.id.clone()).collect()
}

fn drafts_of(files: &[File<(Lang, String, article::Article)>]) -> BTreeSet<&str> {
    files.iter().filter(|file| file.tree.2.front.draft).map(|file| file.tree.1.as_str()).collect()
}

#[derive(Clone, Copy)]
struct Context<'a> {
    targets: &'a Targets<'a>,
    // `None` when it is not known which tags there are.
    tags: Option<&'a BTreeSet<&'a TagId>>,
    texts: &'a Texts<'a>,
}

fn resolve_article(
    file: &File<(Lang, String, article::Article)>,
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Article {
    let File { path, tree: (lang, key, article) } = file;
    let front = &article.front;
    let Outlined { headings, ids, .. } = &context.texts.articles[&(key.as_str(), *lang)];
    let body = resolve_body(path, *lang, &article.content, (headings.clone(), ids), context, problems);
    let head = Head {
        title: front.title.value.clone(),
        summary: front.summary.value.clone(),
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
        size: article.content.body.size,
        stretches: followed::sections(&article.stretches, headings),
    }
}

fn resolve_body(
    path: &SourcePath,
    lang: Lang,
    content: &Content,
    (headings, ids): (Vec<body::Heading>, &BTreeSet<String>),
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Body {
    Body {
        pieces: Arc::clone(&content.body.pieces),
        length: content.body.length,
        images: links::resolve_images(path, content, context.targets, problems),
        headings,
        links: links::resolve(path, lang, content, ids, context.targets, problems),
        blocks: blocks::resolve(path, content, context.targets, problems),
    }
}

fn resolve_ports(
    path: &SourcePath,
    ports: &[Spanned<PortId>],
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<PortId> {
    let registry = context.targets.registry;
    let known = ports.iter().filter(|id| registry.has_port(path, id.value.as_str(), id.span, problems));
    known.map(|id| id.value.clone()).collect()
}

fn resolve_tags(
    path: &SourcePath,
    tags: &[Spanned<TagId>],
    context: &Context<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<TagId> {
    let Some(declared) = context.tags else { return Vec::new() };
    let known = tags.iter().filter(|tag| {
        let found = declared.contains(&tag.value);
        if !found {
            let names = declared.iter().map(|id| id.as_str());
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
    let targets = context.targets;
    let known = chosen.iter().filter(|key| {
        let name = key.value.as_str();
        let found = Lang::ALL.iter().any(|lang| targets.anchors.contains_key(&(name, *lang)));
        if !found && !targets.unread.articles.contains(name) {
            problems.push(match targets.drafts.contains(name) {
                true => draft(path, key),
                false => unknown_article(path, key, targets),
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
        let headings = headings::resolve(path, *lang, &section.content.body.headings, None, problems);
        let ids = ids(&headings);
        let body = resolve_body(path, *lang, &section.content, (headings, &ids), context, problems);
        let front = &section.front;
        let text =
            SectionText { title: front.title.value.clone(), summary: front.summary.value.clone(), body };
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

// Folders that are sections, and folders that should be: each of those is reported once.
fn check_folders<'a>(
    trees: &'a Trees,
    sections: &'a BTreeMap<SectionId, Section>,
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<SectionId, IsSection> {
    let mut folders: BTreeMap<SectionId, IsSection> =
        sections.keys().map(|id| (id.clone(), IsSection::Yes)).collect();
    folders.extend(trees.unread.sections.iter().map(|folder| (SectionId::new(folder), IsSection::No)));
    for File { path, tree: (_, key, _) } in &trees.articles {
        let Some(section) = ArticleKey::new(key).section() else { continue };
        if folders.contains_key(&section) {
            continue;
        }
        let folder = path.folder();
        let message =
            text!("the folder `{folder}` has no `_section.md`", "文件夹 `{folder}` 里没有 `_section.md`");
        problems.push(Diagnostic::of_file(Code::UnknownSection, path, message).help(text!(
            "add one with a `title` and a `summary`: it makes the folder a section",
            "请添加一个，写上 `title` 和 `summary`：有了它，文件夹才是栏目"
        )));
        folders.insert(section, IsSection::No);
    }
    folders
}

// Whether a folder is a section. One that is not was reported.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IsSection {
    Yes,
    No,
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
    (tasks, footer): (Vec<Shortcut>, Vec<Shortcut>),
    folders: &BTreeMap<SectionId, IsSection>,
    registry: &Registry,
    problems: &mut Vec<Diagnostic>,
) -> Settings {
    let path = settings_path();
    let navigation = written.navigation.iter();
    let navigation =
        navigation.filter_map(|entry| resolve_destination(&path, entry, folders, problems)).collect();
    let stamps = written.stamps.iter();
    let stamps = stamps.filter(|id| registry.has_port(&path, id.value.as_str(), id.span, problems));
    let stamps = stamps.map(|id| id.value.clone()).collect();
    for id in written.iana.iter().flat_map(|accepted| &accepted.ports) {
        registry.has_port(&path, id.value.as_str(), id.span, problems);
    }
    Settings {
        languages: written.languages.clone(),
        base_url: written.base_url.clone(),
        navigation,
        stamps,
        tasks,
        footer,
        report: written.report.clone(),
        checked: written.standards.checked.clone(),
        tags: written.tags.iter().flatten().cloned().collect(),
        without: written.without.clone(),
    }
}

fn settings_path() -> SourcePath {
    SourcePath::new("content/site.yaml").expect("is tame")
}

fn resolve_shortcuts(
    shortcuts: &[written::Shortcut],
    targets: &Targets<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Shortcut> {
    let path = settings_path();
    let known = shortcuts
        .iter()
        .filter(|shortcut| registry::articles::exists(&path, &shortcut.article, targets, problems));
    let shortcut = |shortcut: &written::Shortcut| Shortcut {
        title: shortcut.title.clone(),
        article: ArticleKey::new(&shortcut.article.value.article),
        heading: shortcut.article.value.heading.clone(),
    };
    known.map(shortcut).collect()
}

fn resolve_destination(
    path: &SourcePath,
    entry: &Spanned<String>,
    folders: &BTreeMap<SectionId, IsSection>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Destination> {
    let name = entry.value.as_str();
    if let Some((_, list)) = Destination::LISTS.iter().find(|(word, _)| *word == name) {
        return Some(list.clone());
    }
    let section = SectionId::new(name);
    match folders.get(&section) {
        Some(IsSection::Yes) => return Some(Destination::Section(section)),
        Some(IsSection::No) => return None,
        None => {}
    }
    let known: Vec<&str> = folders
        .keys()
        .map(SectionId::as_str)
        .chain(Destination::LISTS.iter().map(|(word, _)| *word))
        .collect();
    let shown = text::shown(name);
    let message = text!("there is no section or list `{shown}`", "没有栏目或列表 `{shown}`");
    let problem = Diagnostic::new(Code::UnknownSection, path, entry.span, message);
    let problem = problem.fix_misspelt(path, entry.span, name, known.iter().copied());
    let Text { en, zh } = diag::names(known.iter().copied());
    problems.push(problem.help(match nearest(name, known) {
        Some(near) => text!("write `{near}`", "请写 `{near}`"),
        None => text!("there are {en}", "可以写 {zh}"),
    }));
    None
}

fn templates(snapshot: &Snapshot, problems: &mut Vec<Diagnostic>) -> BTreeMap<String, Template> {
    let mut templates = BTreeMap::new();
    for (path, file) in snapshot.below("templates") {
        // One that can't be read is reported, and nobody who names it is blamed: the template of the
        // program, if there is one, stands in for it.
        let carried = || defaults::find(path.as_str()).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let text = text::read(path, &file.bytes, problems).or_else(carried).unwrap_or_default();
        let name = path.as_str().trim_start_matches("templates/").to_string();
        templates.insert(name, Template { path: path.clone(), text: text.into() });
    }
    templates
}

// Files below `static/assets/` are asked for by pages of this site only, so their names may
// change with their bytes and caches may keep them for ever. Anything else keeps its address.
fn assets(snapshot: &Snapshot, trees: &Trees) -> BTreeMap<SourcePath, Asset> {
    // What the program carries for an output that the site does without stays away with it.
    let without = trees.settings.iter().flat_map(|settings| &settings.without);
    let scripts: Vec<&str> = without.filter_map(|extra| extra.script()).collect();
    let used = |path: &SourcePath, origin| origin == Origin::Site || !scripts.contains(&path.as_str());
    let files =
        snapshot.below("static").filter(|(path, file)| used(path, file.origin)).map(|(path, file)| {
            let minified = defaults::minified(path.as_str(), &file.bytes);
            let bytes = minified.map_or_else(|| file.bytes.clone(), |text| text.into_bytes().into());
            let fingerprint = Fingerprint::of_bytes(&bytes);
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
            (path.clone(), Asset { bytes, fingerprint, published, size })
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
