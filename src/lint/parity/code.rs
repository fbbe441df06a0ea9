//! Both languages of a section show the same code, apart from comments and titles, name the same in sentences, and ask for the same
//! generated blocks, apart from the words in them. In a transcript a line of Chinese is a remark.

use super::{Block, Section, Side, sections};
use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::lint::code::without_comments;
use crate::lint::{Check, Findings, Rule, Subject};
use crate::syntax::decode::Noun;
use crate::syntax::markdown::chars::is_han;
use crate::syntax::markdown::passages::{self, Kind, Style};
use crate::syntax::yaml::{self, Content, Node, Scalar};
use std::collections::BTreeMap;

/// The rule.
pub(in crate::lint) const RULE: Rule = Rule {
    name: "parity-code",
    looks_at: Noun { en: "sections in both languages", zh: "双语小节" },
    check: Check::Site(check),
    plant: plant!(send "。\n\n```sh\ndate\n```"),
};

fn check(subject: Subject<'_>, findings: &mut Findings) {
    for section in sections(subject, findings) {
        look(&section).into_iter().chain(sentences(&section)).for_each(|problem| findings.report(problem));
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
    vec![problem]
}

// Code in sentences. What only one language shows may be its wording; where each shows what the other does
// not, one of the two has a slip.
fn sentences(section: &Section<'_>) -> Option<Diagnostic> {
    let [ours, theirs] = section.sides.each_ref().map(spans);
    let [here, there] = &section.sides;
    let only = |these: &Spans<'_>, others: &Spans<'_>| {
        these.iter().filter(|(code, _)| !others.contains_key(*code)).map(|(_, span)| *span).min()
    };
    let places = ((here, only(&ours, &theirs)?), (there, only(&theirs, &ours)?));
    Some(differ(
        places,
        text!("the two languages name different code", "两种语言在正文里写的代码不同"),
        text!("write the same in both", "请让两边写得相同"),
    ))
}

type Spans<'a> = BTreeMap<&'a str, Span>;

// With the first place of each. Chinese in it is translated.
fn spans<'a>(side: &Side<'a>) -> Spans<'a> {
    let mut spans = Spans::new();
    for block in side.blocks.iter().filter(|block| is_text(block)) {
        for run in block.passage.runs.iter().filter(|run| run.style == Style::Code) {
            let code = &block.passage.text[run.range.clone()];
            if !code.chars().any(is_han) {
                spans.entry(code).or_insert(run.span);
            }
        }
    }
    spans
}

fn is_text(block: &Block<'_>) -> bool {
    !matches!(block.passage.kind, Kind::Code(_) | Kind::Generated(_))
}

fn differ(
    ((here, a), (there, b)): ((&Side<'_>, Span), (&Side<'_>, Span)),
    message: Text,
    help: Text,
) -> Diagnostic {
    Diagnostic::new(Code::CodeDiffers, here.prose.path, a, message)
        .label(text!("in one language", "一种语言"))
        .also(there.prose.path, b, text!("in the other", "另一种语言"))
        .help(help)
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
            Kind::Code(info) => {
                let info = passages::info(info);
                let tested = info.tested.into_iter().map(|tool| (tool, whole));
                (info.language, tested.chain(lines(block)).collect())
            }
            Kind::Generated(info) => (info.clone(), ids(side.prose.path, block)),
            _ => return None,
        };
        let is_transcript = matches!(language.as_str(), "" | "text" | "console");
        let parts: Vec<(String, Span)> = parts;
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
    if ours.is_same(theirs) {
        return None;
    }
    let common = ours.common(theirs);
    // Where one ends too early, its whole block is shown.
    let place = |snippet: &Snippet<'_>| {
        snippet.parts.get(common).map_or(snippet.block.passage.span, |(_, span)| *span)
    };
    Some(differ(
        ((here, place(ours)), (there, place(theirs))),
        text!("the code of the two languages differs from here on", "两种语言的代码从这里起不一致"),
        text!(
            "show the same code in both; only comments may be translated",
            "请让两边的代码相同，只有注释可以翻译"
        ),
    ))
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
