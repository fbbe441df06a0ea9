//! `content/translations.lock`: which text of its original each translation follows.
//!
//! One line for each section: the translation, the name of the section, and a print of each block
//! of the original as it was when the translation was accepted. Lines stand on their own, so that
//! a merge of two branches is a merge of lines. What a print is made of is not known here.

use crate::base::fingerprint::Print;
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::syntax::text::shown;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Where the file is.
pub const PATH: &str = "content/translations.lock";

/// A section of an article: what stands under one h2 or h3 up to the next, or what has no heading
/// of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Name {
    /// Title and summary.
    Front,
    /// What stands before the first h2.
    Lead,
    /// What stands under the heading with this id.
    Heading(String),
    /// The footnotes.
    Notes,
}

/// What one translation follows: the prints of each section of its original.
pub type Followed = BTreeMap<Name, Vec<Print>>;

/// What the translations of a site follow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The translations by language and key.
    pub translations: BTreeMap<(Lang, String), Followed>,
    /// The first line about each of them.
    pub places: BTreeMap<(Lang, String), Span>,
}

/// More bad lines than this are counted and not shown: a file of another kind has thousands.
const SHOWN: usize = 10;

const HEAD: &str = "\
# Which text of its original each translation follows: translation, section, and a print of each
# block of the original. `portolan translation accept` writes it; after a merge, keep one line of a
# section and look at that section again.
# 每篇译文跟随原文的哪一版：译文、小节、原文各块的指纹。由 `portolan translation accept` 写入；
# 合并冲突时，每个小节留一行，并重新核对该小节。
";

/// Reads the file. `None` when a line of it can't be read: then it is not known what is followed,
/// and nobody is blamed for falling behind.
pub fn parse(path: &SourcePath, text: &str, problems: &mut Vec<Diagnostic>) -> Option<Lock> {
    let mut lock = Lock::default();
    let mut lines: BTreeMap<(Lang, String, Name), Span> = BTreeMap::new();
    let mut bad = Vec::new();
    let mut unseen = 0;
    for (span, line) in located(text) {
        let problem = match read(line) {
            Ok((lang, key, name, prints)) => match lines.insert((lang, key.clone(), name.clone()), span) {
                Some(first) => twice(path, span, first),
                None => {
                    lock.places.entry((lang, key.clone())).or_insert(span);
                    lock.translations.entry((lang, key)).or_default().insert(name, prints);
                    continue;
                }
            },
            Err(why) => why.at(path, span, line),
        };
        match bad.len() < SHOWN {
            true => bad.push(problem),
            false => unseen += 1,
        }
    }
    let Some(last) = bad.pop() else { return Some(lock) };
    problems.extend(bad);
    problems.push(match unseen {
        0 => last,
        _ => last.note(text!("and {unseen} more lines like this", "另有 {unseen} 行也是如此")),
    });
    None
}

/// Writes the file. Its lines stand in one order, whoever wrote them.
pub fn write<'a>(translations: impl IntoIterator<Item = (Lang, &'a str, &'a Followed)>) -> String {
    let mut text = HEAD.to_string();
    for (lang, key, followed) in translations {
        text.push('\n');
        for (name, prints) in followed {
            let prints: String = prints.iter().map(|print| format!(" {print}")).collect();
            text.push_str(&format!("{lang}/{key} {name}{prints}\n"));
        }
    }
    text
}

impl Name {
    // `@` can't begin an id.
    fn parse(text: &str) -> Option<Name> {
        let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        match text {
            "@front" => Some(Name::Front),
            "@lead" => Some(Name::Lead),
            "@notes" => Some(Name::Notes),
            _ => (!text.is_empty() && text.chars().all(is_id)).then(|| Name::Heading(text.into())),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Name::Front => "@front",
            Name::Lead => "@lead",
            Name::Heading(id) => id,
            Name::Notes => "@notes",
        })
    }
}

// The lines that say something, each with its place and without the blanks around it.
fn located(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let trimmed = line.trim_start_matches('\u{feff}').trim();
        let at = start + (line.len() - line.trim_start_matches('\u{feff}').trim_start().len());
        start += line.len();
        (Span::new(at, at + trimmed.len()), trimmed)
    });
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

enum Bad {
    Conflict,
    Translation,
    Name,
    Print,
}

type Line = (Lang, String, Name, Vec<Print>);

fn read(line: &str) -> Result<Line, Bad> {
    if ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
        return Err(Bad::Conflict);
    }
    let mut words = line.split_whitespace();
    let translation = words.next().and_then(|word| word.split_once('/'));
    let translation = translation.and_then(|(code, key)| Some((Lang::from_code(code)?, key)));
    let (lang, key) =
        translation.filter(|(_, key)| SourcePath::new(key).is_some()).ok_or(Bad::Translation)?;
    let name = words.next().and_then(Name::parse).ok_or(Bad::Name)?;
    let prints: Option<Vec<Print>> = words.map(Print::parse).collect();
    let prints = prints.filter(|prints| !prints.is_empty()).ok_or(Bad::Print)?;
    Ok((lang, key.to_string(), name, prints))
}

impl Bad {
    fn at(self, path: &SourcePath, span: Span, line: &str) -> Diagnostic {
        let (message, label): (Text, Text) = match self {
            Bad::Conflict => (
                text!("a merge left its marks in the lock file", "锁定文件里留有合并冲突的标记"),
                text!("a mark of the merge", "合并标记"),
            ),
            Bad::Translation => (
                text!("this line of the lock file names no translation", "锁定文件的这一行没有写明译文"),
                text!("begins with no `en/…` and no `zh/…`", "开头不是 `en/…` 或 `zh/…`"),
            ),
            Bad::Name => (
                text!("this line of the lock file names no section", "锁定文件的这一行没有写明小节"),
                text!("the second word is the id of a heading", "第二个词应是标题的 id"),
            ),
            Bad::Print => (
                text!("this line of the lock file has no whole prints", "锁定文件的这一行没有完整的指纹"),
                text!("a print has 12 hexadecimal digits", "指纹是 12 位十六进制数字"),
            ),
        };
        // A line may be as long as the file.
        let span =
            Span::new(span.start, span.start + shown(line).trim_end_matches('…').len().min(line.len()));
        Diagnostic::new(Code::DamagedLock, path, span, message).label(label).help(match self {
            Bad::Conflict => text!(
                "keep one line of each section, then run `portolan translation status`",
                "每个小节留一行，然后运行 `portolan translation status`"
            ),
            _ => text!(
                "take the line out, then run `portolan translation status`",
                "请删去这一行，然后运行 `portolan translation status`"
            ),
        })
    }
}

fn twice(path: &SourcePath, span: Span, first: Span) -> Diagnostic {
    let message = text!("the lock file has two lines about one section", "锁定文件里有两行写同一小节");
    Diagnostic::new(Code::DamagedLock, path, span, message)
        .label(text!("second line", "第二行"))
        .also(path, first, text!("first line", "第一行"))
        .help(text!(
            "keep one of them, then run `portolan translation status`",
            "请留下一行，然后运行 `portolan translation status`"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::listing::{path, short};

    fn print(text: &str) -> Print {
        Print::of_bytes(text.as_bytes())
    }

    #[test]
    fn what_is_written_is_read_whatever_the_order_and_the_line_ends() {
        let sections = |names: &[(Name, &str)]| {
            let named = names.iter().map(|(name, text)| (name.clone(), text.split(' ').map(print).collect()));
            named.collect::<Followed>()
        };
        let zh = sections(&[(Name::Front, "title summary"), (Name::Heading("a-1".into()), "端口")]);
        let en = sections(&[(Name::Lead, "a a"), (Name::Notes, "note")]);
        let text = write([(Lang::Zh, "mail/发信", &zh), (Lang::En, "about", &en)]);
        let mut problems = Vec::new();
        let lines: Vec<&str> = text.lines().rev().collect();
        for text in [text.clone(), lines.join("\r\n"), format!("\u{feff}{text}")] {
            let lock = parse(&path("a.lock"), &text, &mut problems).expect("every line is good");
            let expected =
                [((Lang::Zh, "mail/发信".to_string()), zh.clone()), ((Lang::En, "about".into()), en.clone())];
            assert_eq!(lock.translations, expected.into());
        }
        assert_eq!(problems, []);
    }

    #[test]
    fn every_bad_line_is_reported_at_its_place_and_nothing_is_believed() {
        let text = "# 注释\n\n  en/端口 @here 0123456789ab\nfr/a b 0123456789ab\nen/../a b 0123456789ab\n\
                    zh/a b\nzh/a b 0123456789ab 0123456789AB\n=======\nzh/a b 0123456789ab\nzh/a b 0123456789ab\n";
        let mut problems = Vec::new();
        assert_eq!(parse(&path("a.lock"), text, &mut problems), None);
        assert_eq!(
            short(text, &problems),
            "a.lock:3:3 P0902 this line of the lock file names no section\n\
             a.lock:4:1 P0902 this line of the lock file names no translation\n\
             a.lock:5:1 P0902 this line of the lock file names no translation\n\
             a.lock:6:1 P0902 this line of the lock file has no whole prints\n\
             a.lock:7:1 P0902 this line of the lock file has no whole prints\n\
             a.lock:8:1 P0902 a merge left its marks in the lock file\n\
             a.lock:10:1 P0902 the lock file has two lines about one section"
        );
    }
}
