//! Both languages of a section show the same code, apart from comments and titles, and ask for the same
//! generated blocks, apart from the words in them. In a transcript a line of Chinese is a remark.

use super::{Block, Section, Side, sections};
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::lint::code::without_comments;
use crate::lint::{Check, Findings, Rule, Subject};
use crate::syntax::decode::Noun;
use crate::syntax::markdown::chars::is_han;
use crate::syntax::markdown::passages::{self, Kind};
use crate::syntax::yaml::{self, Content, Node, Scalar};

/// The rule.
pub(in crate::lint) const RULE: Rule = Rule {
    name: "parity-code",
    looks_at: Noun { en: "sections in both languages", zh: "双语小节" },
    check: Check::Site(check),
    plant: plant!(send "。\n\n```sh\ndate\n```"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for section in sections(RULE.name, subject, findings) {
        for problem in look(&section) {
            findings.report(problem);
        }
    }
}

fn look(section: &Section<'_>) -> Vec<Diagnostic> {
    let [ours, theirs] = section.sides.each_ref().map(snippets);
    let [here, there] = &section.sides;
    if ours.len() == theirs.len() {
        let pairs = ours.iter().zip(&theirs);
        return pairs.filter_map(|(a, b)| unequal((here, a), (there, b))).collect();
    }
    let (longer, more, shorter, fewer) =
        if ours.len() > theirs.len() { (here, ours, there, theirs) } else { (there, theirs, here, ours) };
    // The first that is not there: if one is lost, those behind it are compared with the wrong ones.
    let extra = &more[more.iter().zip(&fewer).take_while(|(a, b)| a.is_same(b)).count()];
    let other = shorter.prose.path;
    let message = text!("`{other}` lacks this block", "`{other}` 里没有这一块");
    let place = extra.block.passage.span;
    let problem = longer.only_here(shorter, Code::CodeDiffers, place, message);
    let problem =
        problem.help(text!("show it there as well, or take it out here", "请在那边也写上，或在这里删去"));
    (!extra.block.is_exempt).then_some(problem).into_iter().collect()
}

/// A block of code, or a generated one, in parts that both languages share.
#[derive(Debug)]
struct Snippet<'a> {
    block: Block<'a>,
    // With their places in the file; that of the language is the whole block.
    parts: Vec<(String, Span)>,
    is_transcript: bool,
}

impl Snippet<'_> {
    // How many parts are the same as those of another one, from the first on.
    fn common(&self, other: &Snippet<'_>) -> usize {
        let is_remark = |part: &str| self.is_transcript && part.chars().any(is_han);
        let is_same = |a: &str, b: &str| a == b || is_remark(a) || is_remark(b);
        self.parts.iter().zip(&other.parts).take_while(|((a, _), (b, _))| is_same(a, b)).count()
    }

    fn is_same(&self, other: &Snippet<'_>) -> bool {
        [self, other].iter().all(|snippet| snippet.parts.len() == self.common(other))
    }
}

fn snippets<'a>(side: &Side<'a>) -> Vec<Snippet<'a>> {
    let snippet = |block: &Block<'a>| {
        let whole = block.passage.span;
        let (language, parts) = match &block.passage.kind {
            Kind::Code(info) => (passages::info(info).language, lines(block)),
            Kind::Generated(info) => (info.clone(), ids(side.prose.path, block)),
            _ => return None,
        };
        let is_transcript = matches!(language.as_str(), "" | "text" | "console");
        let parts = [(language, whole)].into_iter().chain(parts).collect();
        Some(Snippet { block: *block, parts, is_transcript })
    };
    side.blocks.iter().filter_map(snippet).collect()
}

fn lines(block: &Block<'_>) -> Vec<(String, Span)> {
    let lines = without_comments(&block.passage.text).into_iter();
    lines.map(|(line, range)| (line.to_string(), block.passage.place(range))).collect()
}

fn unequal(
    (here, ours): (&Side<'_>, &Snippet<'_>),
    (there, theirs): (&Side<'_>, &Snippet<'_>),
) -> Option<Diagnostic> {
    if ours.is_same(theirs) || ours.block.is_exempt || theirs.block.is_exempt {
        return None;
    }
    let common = ours.common(theirs);
    // Where one ends too early, its whole block is shown.
    let place = |snippet: &Snippet<'_>| {
        snippet.parts.get(common).map_or(snippet.block.passage.span, |(_, span)| *span)
    };
    let message = text!("the code of the two languages differs from here on", "两种语言的代码从这里起不一致");
    let problem = Diagnostic::new(Code::CodeDiffers, here.prose.path, place(ours), message);
    let problem = problem.label(text!("in one language", "一种语言"));
    let problem = problem.also(there.prose.path, place(theirs), text!("in the other", "另一种语言"));
    Some(problem.help(text!(
        "show the same code in both; only comments may be translated",
        "请让两边的代码相同，只有注释可以翻译"
    )))
}

// The keys of a generated block, and those of its values that are written in small letters and digits:
// the ids. The rest are words for readers.
fn ids(path: &SourcePath, block: &Block<'_>) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    if let Some(node) = yaml::parse(path, &block.passage.text, 0, &mut Vec::new()) {
        gather(&node, &mut found);
    }
    let place = |span: Span| block.passage.place(span.start..span.end);
    found.into_iter().map(|(word, span)| (word, place(span))).collect()
}

fn gather(node: &Node, found: &mut Vec<(String, Span)>) {
    match &node.content {
        Content::Mapping(entries) => {
            for (key, value) in entries {
                found.push((key.name.clone(), key.span));
                gather(value, found);
            }
        }
        Content::Sequence(nodes) => nodes.iter().for_each(|node| gather(node, found)),
        Content::Scalar(Scalar { raw, .. }) if is_id(raw) => found.push((raw.clone(), node.span)),
        Content::Scalar(_) | Content::Null => {}
    }
}

fn is_id(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
