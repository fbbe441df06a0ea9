//! From a snapshot to trees: every file to the parser that its path asks for, side by side.

use crate::base::fingerprint::Fingerprint;
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::registry::history::Edition;
use crate::base::registry::lookups::{Client, Cloud, ErrorMessage};
use crate::base::registry::{Port, Provider, Service, Term};
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text, nearest};
use crate::model::address;
use crate::model::memo::{Kept, Memo};
use crate::model::unread::Unread;
use crate::source::{self, Origin, Refusal, Refused, Snapshot, defaults};
use crate::syntax::article::{self, Article};
use crate::syntax::iana;
use crate::syntax::lock::{self, Lock};
use crate::syntax::markdown::RawHtml;
use crate::syntax::registry::{self, Entry, history, lookups};
use crate::syntax::settings::{self, Settings};
use crate::syntax::strings::{self, Strings};
use crate::syntax::text;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Everything that was read, file by file, before anything is compared.
#[derive(Debug, Default)]
pub struct Trees {
    /// `content/site.yaml`, when it could be read.
    pub settings: Option<Settings>,
    /// Interface texts: those of the program, with those of the site over them.
    pub strings: Strings,
    /// What translations follow, when there is a lock file that could be read.
    pub lock: Option<Lock>,
    /// What is there and could not be read.
    pub unread: Unread,
    /// Articles with the language and the key that their path says.
    pub articles: Vec<File<(Lang, String, Article)>>,
    /// Section pages with their language and folder.
    pub sections: Vec<File<(Lang, String, article::Section)>>,
    /// Port entries of all files.
    pub ports: Vec<File<Entry<Port>>>,
    /// Services.
    pub services: Vec<File<Entry<Service>>>,
    /// Providers.
    pub providers: Vec<File<Entry<Provider>>>,
    /// Glossary terms.
    pub terms: Vec<File<Entry<Term>>>,
    /// Error messages.
    pub errors: Vec<File<Entry<ErrorMessage>>>,
    /// Mail clients.
    pub clients: Vec<File<Entry<Client>>>,
    /// Clouds.
    pub clouds: Vec<File<Entry<Cloud>>>,
    /// What became of the registry, day by day.
    pub history: Vec<Edition>,
    /// IANA's list, when it was given and could be read.
    pub iana: Option<File<iana::List>>,
}

/// Where in a snapshot IANA's list stands.
pub const LIST: &str = "iana";

// What the interface texts of the program are called. No file of a site is.
const CARRIED: &str = "strings.yaml";

/// A tree and the file it came from.
#[derive(Debug)]
pub struct File<T> {
    /// The file.
    pub path: SourcePath,
    /// What was read.
    pub tree: T,
}

/// What the path of a file below `content/` makes of it.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Settings,
    Strings,
    Article(Lang, String),
    Section(Lang, String),
    Ports,
    Services,
    Providers,
    Glossary,
    Errors,
    Clients,
    Clouds,
    History,
    Lock,
    Unknown,
}

// What one file says.
#[derive(Serialize, Deserialize)]
enum Tree {
    Article(Lang, String, Article),
    Section(Lang, String, article::Section),
    Ports(Vec<Entry<Port>>),
    Services(Vec<Entry<Service>>),
    Providers(Vec<Entry<Provider>>),
    Terms(Vec<Entry<Term>>),
    Errors(Vec<Entry<ErrorMessage>>),
    Clients(Vec<Entry<Client>>),
    Clouds(Vec<Entry<Cloud>>),
    History(Vec<Edition>),
    Strings(Strings),
    Lock(Lock),
}

/// Parses every file of the snapshot. Files are read in parallel; problems come out by file.
pub fn read(snapshot: &Snapshot, problems: &mut Vec<Diagnostic>) -> Trees {
    read_files(snapshot, problems, |path, file, raw| (parse(path, &file.bytes, raw), ())).0
}

/// The same with what is kept of an earlier reading, and what to keep of this one.
pub fn read_again(snapshot: &Snapshot, memo: &Memo, problems: &mut Vec<Diagnostic>) -> (Trees, Memo) {
    let (trees, kept) = read_files(snapshot, problems, |path, file, raw| {
        let key = Fingerprint::of(&(file.fingerprint(), raw));
        let kept = memo.find(path, key);
        if let Some((kept, mut tree)) = kept.and_then(|kept| Some((kept, kept.tree::<Tree>()?))) {
            tree.recall(path, &file.bytes, raw);
            return (Parsed { tree: Some(tree), ..Parsed::default() }, Some((path.clone(), kept.clone())));
        }
        let parsed = parse(path, &file.bytes, raw);
        let sound = parsed.tree.as_ref().filter(|_| parsed.problems.is_empty());
        let kept = sound.map(|tree| (path.clone(), Kept::new(key, tree)));
        (parsed, kept)
    });
    (trees, Memo::of(kept.into_iter().flatten()))
}

impl Tree {
    // Says what a kept tree was read from: what it leaves out is read again when somebody asks.
    fn recall(&mut self, path: &SourcePath, bytes: &Arc<[u8]>, raw: RawHtml) {
        match self {
            Tree::Article(_, _, article) => article.content.recall(path, bytes, raw),
            Tree::Section(_, _, section) => section.content.recall(path, bytes, raw),
            Tree::Ports(entries) => Entry::recall(entries, path, bytes),
            Tree::Services(entries) => Entry::recall(entries, path, bytes),
            Tree::Providers(entries) => Entry::recall(entries, path, bytes),
            Tree::Terms(entries) => Entry::recall(entries, path, bytes),
            Tree::Errors(entries) => Entry::recall(entries, path, bytes),
            Tree::Clients(entries) => Entry::recall(entries, path, bytes),
            Tree::Clouds(entries) => Entry::recall(entries, path, bytes),
            Tree::History(_) | Tree::Strings(_) | Tree::Lock(_) => {}
        }
    }
}

// A file as it was parsed.
#[derive(Default)]
struct Parsed {
    tree: Option<Tree>,
    unread: Unread,
    problems: Vec<Diagnostic>,
}

fn read_files<K: Send>(
    snapshot: &Snapshot,
    problems: &mut Vec<Diagnostic>,
    parse: impl Fn(&SourcePath, &source::File, RawHtml) -> (Parsed, K) + Sync,
) -> (Trees, Vec<K>) {
    refuse(snapshot, problems);
    let mut trees = Trees::default();
    read_settings(snapshot, &mut trees, problems);
    trees.iana = list(snapshot, problems);
    let raw = match trees.settings.as_ref().is_some_and(|settings| settings.raw_html) {
        true => RawHtml::Allowed,
        false => RawHtml::Escaped,
    };
    // The texts of the program come first: those of the site take their places.
    let path = SourcePath::new(CARRIED).expect("is tame");
    let texts = defaults::find("content/strings.yaml").expect("the program carries its interface texts");
    let carried = source::File::carried(texts);
    let of_site = snapshot.below("content").filter(|(_, file)| file.origin == Origin::Site);
    let files: Vec<_> = [(&path, &carried)].into_iter().chain(of_site).collect();
    let parsed: Vec<(Parsed, K)> = files.par_iter().map(|(path, file)| parse(path, file, raw)).collect();
    let mut kept = Vec::with_capacity(parsed.len());
    for ((path, _), (file, keep)) in files.into_iter().zip(parsed) {
        trees.take(path, file, problems);
        kept.push(keep);
    }
    (trees, kept)
}

/// Parses the files of the registry and nothing else.
pub fn registry(snapshot: &Snapshot, problems: &mut Vec<Diagnostic>) -> Trees {
    let mut trees = Trees::default();
    for (path, file) in snapshot.below("content/registry") {
        trees.take(path, parse(path, &file.bytes, RawHtml::Escaped), problems);
    }
    trees
}

/// Reads IANA's list, if it was given. No folder of a site is called like the one where it stands.
pub fn list(snapshot: &Snapshot, problems: &mut Vec<Diagnostic>) -> Option<File<iana::List>> {
    let (path, file) = snapshot.below(LIST).next()?;
    let text = text::read(path, &file.bytes, problems)?;
    let tree = iana::parse(path, text, problems)?;
    Some(File { path: path.clone(), tree })
}

impl Trees {
    fn take(&mut self, path: &SourcePath, file: Parsed, problems: &mut Vec<Diagnostic>) {
        self.unread.absorb(file.unread);
        if let Some(tree) = file.tree {
            self.place(path, tree);
        }
        problems.extend(file.problems);
    }

    fn place(&mut self, path: &SourcePath, tree: Tree) {
        match tree {
            Tree::Article(lang, key, article) => {
                self.articles.push(File { path: path.clone(), tree: (lang, key, article) });
            }
            Tree::Section(lang, folder, section) => {
                self.sections.push(File { path: path.clone(), tree: (lang, folder, section) });
            }
            Tree::Ports(entries) => self.ports.extend(of_file(path, entries)),
            Tree::Services(entries) => self.services.extend(of_file(path, entries)),
            Tree::Providers(entries) => self.providers.extend(of_file(path, entries)),
            Tree::Terms(entries) => self.terms.extend(of_file(path, entries)),
            Tree::Errors(entries) => self.errors.extend(of_file(path, entries)),
            Tree::Clients(entries) => self.clients.extend(of_file(path, entries)),
            Tree::Clouds(entries) => self.clouds.extend(of_file(path, entries)),
            Tree::History(history) => self.history = history,
            Tree::Strings(strings) => self.strings.extend(strings),
            Tree::Lock(lock) => self.lock = Some(lock),
        }
    }
}

fn kind_of(path: &SourcePath) -> Kind {
    let below = path.as_str().strip_prefix("content/").unwrap_or_default();
    match below {
        _ if path.as_str() == CARRIED => return Kind::Strings,
        "site.yaml" => return Kind::Settings,
        "strings.yaml" => return Kind::Strings,
        "translations.lock" => return Kind::Lock,
        "registry/services.yaml" => return Kind::Services,
        "registry/glossary.yaml" => return Kind::Glossary,
        "registry/errors.yaml" => return Kind::Errors,
        "registry/clients.yaml" => return Kind::Clients,
        "registry/clouds.yaml" => return Kind::Clouds,
        "registry/history.yaml" => return Kind::History,
        _ => {}
    }
    let (first, rest) = below.split_once('/').unwrap_or((below, ""));
    if let Some(lang) = Lang::from_code(first) {
        return match rest.strip_suffix(".md") {
            Some("_section") => Kind::Unknown,
            Some(stem) => match stem.strip_suffix("/_section") {
                Some(folder) => Kind::Section(lang, folder.to_string()),
                None => Kind::Article(lang, stem.to_string()),
            },
            None => Kind::Unknown,
        };
    }
    match below.rsplit_once('/') {
        Some(("registry/ports", name)) if name.ends_with(".yaml") => Kind::Ports,
        Some(("registry/providers", name)) if name.ends_with(".yaml") => Kind::Providers,
        _ => Kind::Unknown,
    }
}

fn parse(path: &SourcePath, bytes: &[u8], raw: RawHtml) -> Parsed {
    let mut parsed = Parsed::default();
    let kind = kind_of(path);
    if kind == Kind::Settings {
        return parsed;
    }
    if kind == Kind::Unknown {
        parsed.problems.push(unknown_file(path));
        return parsed;
    }
    let is_good_name = match &kind {
        Kind::Article(_, key) => check_slugs(path, key, &mut parsed.problems),
        Kind::Section(_, folder) => check_slugs(path, folder, &mut parsed.problems),
        _ => true,
    };
    match text::read(path, bytes, &mut parsed.problems).filter(|_| is_good_name) {
        Some(text) => parse_text(path, text, kind, raw, &mut parsed),
        None => note_unread(kind, &mut parsed.unread),
    }
    parsed
}

fn parse_text(path: &SourcePath, text: &str, kind: Kind, raw: RawHtml, parsed: &mut Parsed) {
    use registry::parse as list;
    let Parsed { tree, unread, problems } = parsed;
    *tree = Some(match kind {
        Kind::Article(lang, key) => Tree::Article(lang, key, article::parse(path, text, raw, problems)),
        Kind::Section(lang, folder) => {
            Tree::Section(lang, folder, article::parse_section(path, text, raw, problems))
        }
        Kind::Ports => Tree::Ports(list(path, text, (&mut unread.ports, problems), registry::port)),
        Kind::Services => {
            Tree::Services(list(path, text, (&mut unread.services, problems), registry::service))
        }
        Kind::Providers => {
            Tree::Providers(list(path, text, (&mut unread.providers, problems), registry::provider))
        }
        Kind::Glossary => Tree::Terms(list(path, text, (&mut unread.terms, problems), registry::term)),
        Kind::Errors => Tree::Errors(list(path, text, (&mut unread.errors, problems), lookups::error)),
        Kind::Clients => Tree::Clients(list(path, text, (&mut unread.clients, problems), lookups::client)),
        Kind::Clouds => Tree::Clouds(list(path, text, (&mut unread.clouds, problems), lookups::cloud)),
        Kind::History => Tree::History(history::parse(path, text, problems)),
        Kind::Strings => match strings::parse(path, text, problems) {
            Some(strings) => Tree::Strings(strings),
            None => {
                unread.strings = true;
                return;
            }
        },
        Kind::Lock => match lock::parse(path, text, problems) {
            Some(lock) => Tree::Lock(lock),
            None => return,
        },
        Kind::Settings | Kind::Unknown => return,
    });
}

fn note_unread(kind: Kind, unread: &mut Unread) {
    match kind {
        Kind::Article(_, key) => unread.articles.extend([key]),
        Kind::Section(_, folder) => unread.sections.extend([folder]),
        Kind::Ports => unread.ports.note(None),
        Kind::Services => unread.services.note(None),
        Kind::Providers => unread.providers.note(None),
        Kind::Glossary => unread.terms.note(None),
        Kind::Errors => unread.errors.note(None),
        Kind::Clients => unread.clients.note(None),
        Kind::Clouds => unread.clouds.note(None),
        Kind::Strings => unread.strings = true,
        Kind::Settings | Kind::History | Kind::Lock | Kind::Unknown => {}
    }
}

fn of_file<T>(path: &SourcePath, entries: Vec<T>) -> impl Iterator<Item = File<T>> {
    entries.into_iter().map(|tree| File { path: path.clone(), tree })
}

fn read_settings(snapshot: &Snapshot, trees: &mut Trees, problems: &mut Vec<Diagnostic>) {
    let path = SourcePath::new("content/site.yaml").expect("is tame");
    let Some(file) = snapshot.find(&path) else {
        problems.push(
            Diagnostic::of_site(
                Code::MissingFile,
                text!("`content/site.yaml` is missing", "缺少 `content/site.yaml`"),
            )
            .help(text!(
                "`portolan init DIR` makes a site; `--site DIR` names one",
                "`portolan init DIR` 可新建站点；`--site DIR` 指定站点"
            )),
        );
        return;
    };
    if let Some(text) = text::read(&path, &file.bytes, problems) {
        trees.settings = Some(settings::parse(&path, text, problems));
    }
}

fn check_slugs(path: &SourcePath, key: &str, problems: &mut Vec<Diagnostic>) -> bool {
    let Some(slug) = key.split('/').find(|slug| !address::is_slug(slug)) else { return true };
    let shown = text::shown(slug);
    let message = match address::is_short(slug) {
        true => text!("`{shown}` can't be a part of an address", "`{shown}` 不能作为地址的一部分"),
        false => {
            text!("`{shown}` is too long for a part of an address", "`{shown}` 太长，不能作为地址的一部分")
        }
    };
    problems.push(Diagnostic::of_file(Code::BadSlug, path, message).help(text!(
        "rename it: letters, digits and `-`, at most 100 characters and 240 bytes",
        "请改名：只用字母、数字和 `-`，最多 100 个字符、240 字节"
    )));
    false
}

fn unknown_file(path: &SourcePath) -> Diagnostic {
    let message = text!("nothing reads `{path}`", "`{path}` 没有用处，不会被读取");
    Diagnostic::of_file(Code::UnknownFile, path, message).help(better_place(path))
}

// What the file was most likely meant to be.
fn better_place(path: &SourcePath) -> Text {
    let name = path.as_str();
    let known = [
        "content/site.yaml",
        "content/strings.yaml",
        "content/registry/services.yaml",
        "content/registry/glossary.yaml",
        "content/registry/errors.yaml",
        "content/registry/clients.yaml",
        "content/registry/clouds.yaml",
        history::PATH,
    ];
    let known = known.into_iter();
    if let Some(stem) = name.strip_suffix(".yml") {
        return text!("rename it to `{stem}.yaml`", "请改名为 `{stem}.yaml`");
    }
    if path.file_name() == "_section.md" {
        return text!(
            "a section is a folder below the language, such as `content/zh/mail/`",
            "栏目是语言文件夹之下的文件夹，例如 `content/zh/mail/`"
        );
    }
    match nearest(name, known.filter(|_| name.ends_with(".yaml"))) {
        Some(near) => text!("rename it to `{near}`", "请改名为 `{near}`"),
        None => text!(
            "articles are `content/zh/….md` and `content/en/….md`; files to publish as they are go below `static/`",
            "文章是 `content/zh/….md` 和 `content/en/….md`；要原样发布的文件放在 `static/` 下"
        ),
    }
}

fn refuse(snapshot: &Snapshot, problems: &mut Vec<Diagnostic>) {
    for Refused { path, why } in snapshot.refused() {
        let (code, message, help) = match why {
            Refusal::SymbolicLink => (
                Code::SymbolicLink,
                text!("`{path}` is a symbolic link", "`{path}` 是符号链接"),
                text!(
                    "put the file itself there; links could lead out of the site folder",
                    "请放入文件本身；链接可能通到站点文件夹外面"
                ),
            ),
            Refusal::BadName => (
                Code::BadSlug,
                text!("the name of `{path}` can't be published", "`{path}` 的名字不能发布"),
                text!(
                    "names are UTF-8 without backslashes and control characters",
                    "名字要用 UTF-8，不含反斜杠和控制字符"
                ),
            ),
            Refusal::NotAFile => (
                Code::SymbolicLink,
                text!("`{path}` is neither a file nor a folder", "`{path}` 既不是文件也不是文件夹"),
                text!("remove it from the site folder", "请把它移出站点文件夹"),
            ),
        };
        // A name that can't be published can't be a place either.
        let problem = match SourcePath::new(path) {
            Some(place) => Diagnostic::of_file(code, &place, message),
            None => Diagnostic::of_site(code, message),
        };
        problems.push(problem.help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(path: &str) -> Kind {
        kind_of(&SourcePath::new(path).expect("is tame"))
    }

    #[test]
    fn a_path_says_what_a_file_is() {
        assert_eq!(kind("content/zh/mail/发信.md"), Kind::Article(Lang::Zh, "mail/发信".into()));
        assert_eq!(kind("content/en/mail/_section.md"), Kind::Section(Lang::En, "mail".into()));
        assert_eq!(kind("content/registry/ports/mail.yaml"), Kind::Ports);
        assert_eq!(kind("content/fr/mail/x.md"), Kind::Unknown);
        assert_eq!(kind("content/zh/mail/x.txt"), Kind::Unknown);
    }
}
