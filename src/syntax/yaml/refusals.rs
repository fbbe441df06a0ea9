//! What is said about YAML that is refused.

use super::{DEPTH_LIMIT, Key, Source};
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text};
use crate::syntax::text::shown;
use granit_parser::{ErrorKind, ScanError};

/// The first reader stopped. `bracket` opens the innermost list or mapping in brackets.
pub(super) fn of_outline(source: &Source, error: &ScanError, bracket: Option<Span>) -> Diagnostic {
    let start = error.marker().byte_offset().unwrap_or(source.text.len());
    let span = character(source, start);
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        return of_depth(source, span);
    }
    let before = source.text.get(..start).and_then(|text| text.rsplit('\n').next()).unwrap_or_default();
    let (message, help) = words(error.kind(), before);
    let problem = source.problem(Code::YamlSyntax, span, message);
    let problem = if help.is_empty() { problem } else { problem.help(help) };
    match bracket.filter(|bracket| *bracket != span) {
        Some(bracket) => problem.also(source.path, bracket, text!("inside of this", "在这个括号里")),
        None => problem,
    }
}

/// The second reader stopped where the first did not.
pub(super) fn of_values(source: &Source, error: &serde_yaml::Error) -> Diagnostic {
    let start = error.location().map_or(source.text.len(), |place| place.index());
    let start = (0..=start).rev().find(|at| source.text.is_char_boundary(*at)).unwrap_or_default();
    let span = character(source, start);
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or(&said);
    let (message, help) = match source.text[start..].starts_with('\t') {
        true => tab(),
        false => (
            text!("this is not YAML: {said}", "这不是正确的 YAML：{said}"),
            text!("put values with special characters in double quotes", "含特殊字符的值放进双引号"),
        ),
    };
    source.problem(Code::YamlSyntax, span, message).help(help)
}

/// Collections stand too deep inside each other.
pub(super) fn of_depth(source: &Source, span: Span) -> Diagnostic {
    source
        .problem(
            Code::TooDeep,
            span,
            text!(
                "lists and mappings stand more than {DEPTH_LIMIT} deep inside each other",
                "列表和键值表嵌套超过 {DEPTH_LIMIT} 层"
            ),
        )
        .help(text!("no file of a site needs more than five levels", "站点里的文件用不到五层以上的嵌套"))
}

/// A second document begins.
pub(super) fn of_second_document(source: &Source, span: Span) -> Diagnostic {
    source
        .problem(
            Code::YamlSyntax,
            span,
            text!("a second YAML document begins here", "这里开始了第二个 YAML 文档"),
        )
        .help(text!("remove this line: a file holds one document", "删去这一行：一个文件只有一个文档"))
}

/// An anchor, an alias or a merge key.
pub(super) fn of_alias(source: &Source, span: Span) -> Diagnostic {
    source
        .problem(
            Code::YamlAlias,
            span,
            text!(
                "anchors (`&`), aliases (`*`) and merge keys (`<<`) are not read",
                "不接受锚点（`&`）、别名（`*`）和合并键（`<<`）"
            ),
        )
        .help(text!(
            "write the value out; a text that begins with `&` or `*` goes in quotes",
            "把值写全；以 `&` 或 `*` 开头的文本要加引号"
        ))
}

/// A tag.
pub(super) fn of_tag(source: &Source, span: Span) -> Diagnostic {
    source.problem(Code::YamlSyntax, span, text!("YAML tags are not read", "不接受 YAML 标签")).help(text!(
        "remove the tag; a text that begins with `!` goes in quotes",
        "删去标签；以 `!` 开头的文本要加引号"
    ))
}

/// A key that was there before.
pub(super) fn of_repeated_key(source: &Source, key: &Key, first: Span) -> Diagnostic {
    let name = shown(&key.name);
    source
        .problem(Code::DuplicateKey, key.span, text!("key `{name}` is written twice", "键 `{name}` 写了两次"))
        .label(text!("again here", "这里又写了一次"))
        .also(source.path, first, text!("first here", "第一次在这里"))
        .help(text!("remove one of the two", "删去其中一个"))
}

/// A key that is a list or a mapping.
pub(super) fn of_collection_key(source: &Source, span: Span) -> Diagnostic {
    source
        .problem(Code::WrongType, span, text!("a key must be text", "键必须是文本"))
        .help(text!("put the key in quotes", "把键放进引号"))
}

/// A key that is a number, a boolean or nothing.
pub(super) fn of_key(source: &Source, key: &Key) -> Diagnostic {
    let name = shown(&key.name);
    let problem = source.problem(
        Code::WrongType,
        key.span,
        text!("a key must be text, and `{name}` is not", "键必须是文本，`{name}` 不是"),
    );
    match name.is_empty() {
        true => problem.help(text!("write a key before the colon", "在冒号前写上键")),
        false => problem.help(text!("write `\"{name}\"`", "写成 `\"{name}\"`")),
    }
}

// The character at a byte of the text; nothing at its end.
fn character(source: &Source, start: usize) -> Span {
    let width = source.text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let start = source.offset + start.min(source.text.len());
    Span::new(start, start + width)
}

// The mistakes that authors make get words of their own, the rest gets the parser's. `before` is
// what stands on the line before the mistake.
fn words(kind: &ErrorKind, before: &str) -> (Text, Text) {
    let own = of_lines(kind, before).or_else(|| of_brackets(kind)).or_else(|| of_scalars(kind));
    own.unwrap_or_else(|| {
        let said = kind.to_string().replace('`', "'");
        (text!("this is not YAML: {said}", "这不是正确的 YAML：{said}"), Text::default())
    })
}

fn of_lines(kind: &ErrorKind, before: &str) -> Option<(Text, Text)> {
    use ErrorKind::*;
    Some(match kind {
        MappingValueNotAllowed if !before.contains(": ") => (
            text!("this colon continues the value of a line above", "这个冒号接在上文的值后面"),
            text!(
                "end each key with a colon, and put text with a colon in quotes",
                "每个键后面都要有冒号；含冒号的文本要放进引号"
            ),
        ),
        MappingValueNotAllowed => (
            text!("a second `: ` stands on this line", "这一行有第二个“: ”"),
            text!("put text with a colon in quotes", "含冒号的文本要放进引号"),
        ),
        TabInIndentation | TabInBlockIndentation | TabNotAllowed | TabAtBlockScalarStart => tab(),
        ExpectedBlockMappingKey | ExpectedBlockSequenceEntry | ExpectedDocumentStart | InvalidIndentation => {
            (
                text!("this line does not fit the lines above", "这一行与上文对不上"),
                text!(
                    "indent it like its neighbours, and write `key: value`",
                    "与同级各行对齐缩进，并写成 `键: 值`"
                ),
            )
        }
        SimpleKeyExpected => (
            text!("this line has no colon", "这一行缺少冒号"),
            text!("write `key: value`, with a space after the colon", "写成 `键: 值`，半角冒号后有空格"),
        ),
        DirectiveDisallowed => (
            text!("YAML directives are not read", "不接受 YAML 指令"),
            text!("remove this line", "删去这一行"),
        ),
        _ => return None,
    })
}

fn of_brackets(kind: &ErrorKind) -> Option<(Text, Text)> {
    use ErrorKind::*;
    Some(match kind {
        UnclosedFlowCollection { open } => (
            text!("`{open}` is not closed", "`{open}` 没有闭合"),
            text!("close it, and separate the values with commas", "补上右括号，各项之间用逗号隔开"),
        ),
        MisplacedFlowCollectionEnd => (
            text!("a bracket closes that was not opened", "这个右括号没有对应的左括号"),
            text!("remove it, or put the text in quotes", "删去它，或把文本放进引号"),
        ),
        MismatchedFlowCollectionEnd { open, close } => {
            (text!("`{open}` is closed with `{close}`", "`{open}` 用 `{close}` 闭合"), Text::default())
        }
        ExpectedFlowSequenceSeparator
        | ExpectedFlowMappingSeparator
        | InvalidColonPlacement
        | UnexpectedEofImplicitFlowMapping => (
            text!("a comma or a closing bracket is missing or out of place", "逗号或右括号缺失或放错了位置"),
            text!(
                "separate values with one comma each; quote those that hold `[]{{}},:`",
                "各项之间用一个逗号隔开；含 `[]{{}},:` 的值要加引号"
            ),
        ),
        _ => return None,
    })
}

fn of_scalars(kind: &ErrorKind) -> Option<(Text, Text)> {
    use ErrorKind::*;
    Some(match kind {
        UnclosedQuotedScalar => (
            text!("the quote that opens here is not closed", "这里的引号没有闭合"),
            text!("close it on the same line", "在同一行闭合引号"),
        ),
        UnexpectedCharacter { character } if character.is_control() => {
            let number = u32::from(*character);
            (
                text!("the control character U+{number:04X} stands here", "这里有控制字符 U+{number:04X}"),
                text!("remove it", "删去它"),
            )
        }
        UnexpectedCharacter { character } => (
            text!("a value can't begin with `{character}`", "值不能以 `{character}` 开头"),
            text!("put the value in quotes", "把值放进引号"),
        ),
        UnknownQuotedScalarEscape => (
            text!("this backslash escape does not exist", "没有这种反斜杠转义"),
            text!("write `\\\\` for a backslash, or use single quotes", "反斜杠写成 `\\\\`，或改用单引号"),
        ),
        InvalidTrailingDoubleQuotedScalar | InvalidTrailingSingleQuotedScalar => (
            text!("something follows the closing quote", "右引号后面还有内容"),
            text!(
                "put the whole value in quotes, those inside as `\\\"`",
                "把整个值放进引号，里面的引号写成 `\\\"`"
            ),
        ),
        _ => return None,
    })
}

fn tab() -> (Text, Text) {
    (
        text!("a tab stands where spaces belong", "这里应当用空格，不能用制表符"),
        text!("indent with spaces", "缩进用空格"),
    )
}
