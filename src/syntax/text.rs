//! From the bytes of a file to its text, and from a text to what messages show of it.

use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::Diagnostic;
use crate::diag::code::Code;

/// The largest text file that is read, in bytes.
pub const SIZE_LIMIT: usize = 16 << 20;

/// The text of a file, with its byte order mark if it has one: spans count from the first byte.
/// `None` when it is not UTF-8 or longer than [`SIZE_LIMIT`]; then a problem says so.
pub fn read<'a>(path: &SourcePath, bytes: &'a [u8], problems: &mut Vec<Diagnostic>) -> Option<&'a str> {
    if bytes.len() > SIZE_LIMIT {
        let (size, limit) = (bytes.len(), SIZE_LIMIT);
        let message = text!(
            "the file has {size} bytes, more than the {limit} that are read",
            "文件有 {size} 字节，超过 {limit} 字节的上限"
        );
        problems.push(
            Diagnostic::of_file(Code::FileTooLarge, path, message)
                .help(text!("split the file", "把文件拆开")),
        );
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.valid_up_to();
            let byte = bytes.get(at).copied().unwrap_or_default();
            let message = text!(
                "the file is not UTF-8: byte {at} is `0x{byte:02X}`",
                "文件不是 UTF-8 编码：第 {at} 字节是 `0x{byte:02X}`"
            );
            problems.push(
                Diagnostic::of_file(Code::InvalidUtf8, path, message)
                    .note(text!("bytes are counted from 0", "字节从 0 数起"))
                    .help(text!("save the file as UTF-8", "把文件另存为 UTF-8 编码")),
            );
            None
        }
    }
}

/// Whether nobody sees a character and programs obey it: control characters but for tabs and line ends, marks that turn
/// the direction of what follows, and the two code points of the first plane that XML forbids.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'),
    }
}

/// The problem that a hidden character is.
pub fn hidden(path: &SourcePath, span: Span, c: char) -> Diagnostic {
    let number = u32::from(c);
    let message = text!(
        "the character U+{number:04X} stands here, which nobody sees",
        "这里有看不见的字符 U+{number:04X}"
    );
    let help = text!("remove it; to speak of it, write its number", "删去它；要提到它，就写它的编号");
    Diagnostic::new(Code::HiddenCharacter, path, span, message).help(help)
}

/// A value as it is shown in a message: one line, not too long, without control characters.
pub fn shown(value: &str) -> String {
    let line = value.lines().next().unwrap_or_default();
    let shown: String = line.chars().take(40).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if shown.chars().count() < value.chars().count() { shown + "…" } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::listing::{full, path};

    #[test]
    fn a_file_that_is_not_utf8_is_refused_with_the_first_wrong_byte() {
        let mut problems = Vec::new();
        // 端口 in GB 18030, after 端口 in UTF-8.
        assert_eq!(read(&path("a.yaml"), b"\xe7\xab\xaf\xe5\x8f\xa3 \xb6\xcb\xbf\xda", &mut problems), None);
        assert_eq!(
            full("", &problems),
            "a.yaml:file P0101 the file is not UTF-8: byte 7 is `0xB6`\n  note: bytes are counted from 0\n  \
             help: save the file as UTF-8"
        );
    }

    #[test]
    fn a_file_over_the_limit_is_refused_and_one_at_the_limit_is_read() {
        let mut problems = Vec::new();
        let bytes = vec![b'#'; SIZE_LIMIT + 1];
        assert!(read(&path("a.yaml"), &bytes[1..], &mut problems).is_some());
        assert_eq!(read(&path("a.yaml"), &bytes, &mut problems), None);
        assert_eq!(
            full("", &problems),
            "a.yaml:file P0104 the file has 16777217 bytes, more than the 16777216 that are read\n  \
             help: split the file"
        );
    }

    #[test]
    fn a_value_in_a_message_is_short_and_harmless() {
        assert_eq!(shown("端口"), "端口");
        assert_eq!(shown("\u{1b}[31m端\n口"), "\u{fffd}[31m端…");
        assert_eq!(shown(&"端".repeat(41)), "端".repeat(40) + "…");
    }

    #[test]
    fn a_byte_order_mark_stays() {
        assert_eq!(read(&path("a.md"), "\u{feff}端口".as_bytes(), &mut Vec::new()), Some("\u{feff}端口"));
    }
}
