//! Code blocks, and the fenced blocks that the generator fills.
//!
//! What stands inside a generated block is read elsewhere; here it is only found.

use super::info;
use super::write::Writer;
use crate::base::span::{Span, Spanned};
use crate::diag::code::Code;
use crate::diag::nearest;
use crate::syntax::highlight::Language;
use crate::syntax::markdown::{Code as CodeBlock, Fence, Piece};
use crate::syntax::text::shown;
use pulldown_cmark::CodeBlockKind;

/// A code block that is open.
#[derive(Debug)]
pub(super) struct Fenced {
    code: CodeBlock,
    is_fenced: bool,
    // Where its last line ends, if it has one.
    end: Option<usize>,
}

/// The first words of generated blocks.
const GENERATED: [&str; 11] = [
    "ports",
    "settings",
    "flow",
    "handshake",
    "firewall",
    "commands",
    "errors",
    "clients",
    "clouds",
    "which",
    "fill",
];

/// Whether the first word of an info string asks for a generated block. `port` is no language that
/// anybody highlights: the author meant the table.
pub(super) fn asks_for_block(word: &str) -> bool {
    GENERATED.contains(&word) || ["port", "setting", "Ports", "Settings"].contains(&word)
}

impl Fenced {
    /// A block that has just begun.
    pub(super) fn open(kind: &CodeBlockKind<'_>) -> Fenced {
        let (info, is_fenced) = match kind {
            CodeBlockKind::Fenced(info) => (&**info, true),
            CodeBlockKind::Indented => ("", false),
        };
        Fenced { code: info::read(info), is_fenced, end: None }
    }

    /// A part of the code.
    pub(super) fn push(&mut self, text: &str, span: Span) {
        self.code.text.push_str(text);
        self.end = Some(span.end);
    }
}

// Whether the last line of a block is a fence as long as the first; marks of quotes stand before it.
fn is_closed(source: &str) -> bool {
    let Some((first, rest)) = source.split_once('\n') else { return false };
    let mark = if source.starts_with('~') { '~' } else { '`' };
    let length = first.chars().take_while(|c| *c == mark).count();
    let last = rest.trim_end().lines().next_back().unwrap_or_default();
    let fence = last.trim_start_matches([' ', '\t', '>']);
    fence.len() >= length && fence.chars().all(|c| c == mark)
}

impl Writer<'_, '_> {
    /// The block ends.
    pub(super) fn close_fence(&mut self, block: Fenced, span: Span, is_top: bool) {
        if block.is_fenced && !is_closed(&self.source.text[span.start..span.end]) {
            let message = text!("this fence is not closed", "这个代码块没有结束");
            self.problem(Code::UnclosedFence, self.first_line(span), message, |problem| {
                problem.label(text!("all that follows is code", "后面的都成了代码")).help(text!(
                    "close it with a line of as many marks",
                    "在代码后面另起一行，写上同样多的记号"
                ))
            });
        }
        let is_generated = block.is_fenced && asks_for_block(&block.code.language);
        if is_generated && is_top {
            let number = self.body.blocks.len();
            self.body.blocks.push(self.generated(&block, span));
            self.sink.piece(Piece::Block(number));
        } else {
            if is_generated {
                self.report_nested(&block.code.language, span);
            }
            self.reading.count_block(&block.code.text);
            self.check_language(&block, span);
            self.sink.piece(Piece::Code(block.code));
        }
        self.sink.line();
    }

    // Code without a language is text, and a nested block was reported.
    fn check_language(&mut self, block: &Fenced, span: Span) {
        let name = &block.code.language;
        if !name.is_empty() && !asks_for_block(name) && Language::find(name).is_none() {
            self.report_language(self.kind_place(block, span));
        }
    }

    fn report_language(&mut self, name: Spanned<String>) {
        let Spanned { value: name, span } = name;
        let shown = shown(&name);
        let message = text!("no language is called `{shown}`", "没有名为 `{shown}` 的语言");
        self.problem(Code::UnknownLanguage, span, message, |problem| {
            match nearest(&name, Language::names().chain(GENERATED)) {
                Some(meant) => problem.help(text!("write `{meant}`", "写成 `{meant}`")),
                None => problem.help(text!("write `text` for what has no colours", "不需要着色的写 `text`")),
            }
        });
    }

    // The text is cut out of the file, so that places in it are places in the file.
    fn generated(&self, block: &Fenced, span: Span) -> Fence {
        let source = &self.source.text[span.start..span.end];
        let line = source.find('\n').map_or(source.len(), |at| at + 1);
        let start = span.start + line;
        let text = &self.source.text[start..block.end.unwrap_or(start).max(start)];
        Fence { kind: self.kind_place(block, span), text: text.into(), start }
    }

    fn kind_place(&self, block: &Fenced, span: Span) -> Spanned<String> {
        let source = &self.source.text[span.start..span.end];
        let at = span.start + source.find(&block.code.language).unwrap_or_default();
        Spanned::new(block.code.language.clone(), Span::new(at, at + block.code.language.len()))
    }

    fn report_nested(&mut self, kind: &str, span: Span) {
        let message = text!("block `{kind}` must stand at the top level", "`{kind}` 块必须直接写在正文里");
        self.problem(Code::UnknownBlock, self.first_line(span), message, |problem| {
            problem
                .label(text!("inside of another block", "在另一个块里"))
                .help(text!("end the quote, list or footnote before it", "请先结束前面的引用、列表或脚注"))
        });
    }
}
