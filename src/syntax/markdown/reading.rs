//! What there is to read: the visible text, and how much of it.
//!
//! Nothing here knows markup.

use super::chars::{is_han, joins};
use crate::syntax::markdown::Length;

/// Gathers text block by block.
#[derive(Debug, Default)]
pub(super) struct Reading {
    text: String,
    length: Length,
    // The block that is open: all of it, and the same without code spans.
    line: String,
    prose: String,
    broken: bool,
}

impl Reading {
    /// Running text.
    pub(super) fn push(&mut self, text: &str) {
        self.mend(text);
        self.line.push_str(text);
        self.prose.push_str(text);
    }

    /// A code span.
    pub(super) fn push_code(&mut self, code: &str) {
        self.mend(code);
        self.line.push_str(code);
        self.prose.push(' ');
        self.length.code += count_code(code);
    }

    /// A line break inside a block.
    pub(super) fn break_line(&mut self) {
        self.broken = true;
    }

    /// The text of the block that is open.
    pub(super) fn line(&self) -> &str {
        self.line.trim()
    }

    /// A code block, which is counted and not kept.
    pub(super) fn count_block(&mut self, code: &str) {
        self.length.code += count_code(code);
    }

    /// The block ends.
    pub(super) fn end_block(&mut self) {
        let line = self.line.trim();
        if !line.is_empty() {
            self.text.push_str(line);
            self.text.push('\n');
        }
        count_prose(&self.prose, &mut self.length);
        self.line.clear();
        self.prose.clear();
        self.broken = false;
    }

    /// Everything.
    pub(super) fn finish(mut self) -> (String, Length) {
        self.end_block();
        (self.text, self.length)
    }

    fn mend(&mut self, after: &str) {
        if std::mem::take(&mut self.broken) {
            let ends = self.line.chars().next_back().zip(after.chars().next());
            if !ends.is_some_and(|(before, after)| joins(before, after)) {
                self.line.push(' ');
                self.prose.push(' ');
            }
        }
    }
}

// A word is what stands between spaces, Han characters and wide marks, if it has a letter or digit.
fn count_prose(text: &str, length: &mut Length) {
    let mut in_word = false;
    for c in text.chars() {
        if is_han(c) {
            length.han += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            length.words += usize::from(!in_word);
            in_word = true;
        } else if !c.is_ascii_punctuation() {
            in_word = false;
        }
    }
}

fn count_code(code: &str) -> usize {
    let mut length = Length::default();
    count_prose(code, &mut length);
    length.han + length.words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters_and_words_are_counted_apart_and_code_at_its_own() {
        let mut reading = Reading::default();
        reading.push("用 587 端口，由 STARTTLS");
        reading.break_line();
        reading.push("don't use ");
        reading.push_code("nc mail.example.com 25");
        reading.push("。“再见”——e-mail");
        reading.count_block("# 测试\necho hi\n");
        let (text, length) = reading.finish();
        assert_eq!(text, "用 587 端口，由 STARTTLS don't use nc mail.example.com 25。“再见”——e-mail\n");
        assert_eq!(length, Length { han: 6, words: 5, code: 7 });
    }

    #[test]
    fn a_block_of_chinese_lines_is_one_line_without_spaces() {
        let mut reading = Reading::default();
        for line in ["第一行", "第二行，", "third"] {
            reading.push(line);
            reading.break_line();
        }
        reading.end_block();
        assert_eq!(reading.finish().0, "第一行第二行，third\n");
    }
}
