//! A line of settings in any notation, cut at the signs that all of them share.

use super::super::word::Word;

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lexeme<'t> {
    /// A name, a number, an address, or a string without its quotes.
    Word(Word<'t>),
    /// `=`, `:`, `=>`, `:=`: what follows is given to what stands before.
    Gives,
    /// `,` and `;`: another part begins.
    Ends,
    /// A bracket, and whether a word touches it.
    Opens(char, bool),
    /// A bracket.
    Closes,
}

/// Cuts a line.
pub(super) fn read<'t>(line: Word<'t>) -> Vec<Lexeme<'t>> {
    let mut cutter = Cutter { line, at: 0, open: None, quoted_end: None, lexemes: Vec::new() };
    while let Some(c) = line.text[cutter.at..].chars().next() {
        match cutter.does(c) {
            Does::Quotes => cutter.quoted(c),
            Does::GoesOn(end) => {
                cutter.open.get_or_insert(cutter.at);
                cutter.at = end;
            }
            Does::Ends(sign) => {
                cutter.close();
                // `:=`, `=>` and `==` are one sign.
                if sign != Some(Lexeme::Gives) || cutter.lexemes.last() != Some(&Lexeme::Gives) {
                    cutter.lexemes.extend(sign);
                }
                cutter.at += c.len_utf8();
            }
        }
    }
    cutter.close();
    cutter.lexemes
}

struct Cutter<'t> {
    line: Word<'t>,
    at: usize,
    // Where the word begins that goes on here.
    open: Option<usize>,
    quoted_end: Option<usize>,
    lexemes: Vec<Lexeme<'t>>,
}

// What a character does to the line.
enum Does<'t> {
    // It opens a string.
    Quotes,
    // It is part of a word, with what stands before this place.
    GoesOn(usize),
    // A word ends before it, and it may be a sign.
    Ends(Option<Lexeme<'t>>),
}

impl<'t> Cutter<'t> {
    fn does(&self, c: char) -> Does<'t> {
        let next = self.at + c.len_utf8();
        let rest = &self.line.text[next..];
        let open = self.open.map(|from| &self.line.text[from..self.at]);
        let is_behind_string = self.quoted_end == Some(self.at);
        let sign = match c {
            // `'ssl` of Lisp opens nothing.
            '"' | '\'' if open.is_none() && (c == '"' || rest.contains('\'')) => return Does::Quotes,
            // `[::1]:993`, `[mail.example.com]:587`
            '[' if open.is_none() && is_address(rest) => {
                return Does::GoesOn(next + rest.find(']').map_or(0, |end| end + 1));
            }
            '=' if open.is_some_and(is_url) => return Does::GoesOn(next),
            c if c.is_whitespace() || "`（）<".contains(c) => None,
            '>' if !open.is_some_and(|word| word.ends_with('-')) => None,
            ',' | ';' | '|' | '，' | '；' | '、' => Some(Lexeme::Ends),
            '(' | '[' | '{' => Some(Lexeme::Opens(c, open.is_some() || is_behind_string)),
            ')' | ']' | '}' => Some(Lexeme::Closes),
            '=' | '：' => Some(Lexeme::Gives),
            ':' if rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '=') => {
                Some(Lexeme::Gives)
            }
            ':' if open.is_none() && is_behind_string => Some(Lexeme::Gives),
            _ => return Does::GoesOn(next),
        };
        Does::Ends(sign)
    }

    // A string that is not closed goes on to the end of the line.
    fn quoted(&mut self, quote: char) {
        let start = self.at + quote.len_utf8();
        let length = self.line.text.len();
        let end = self.line.text[start..].find(quote).map_or(length, |end| start + end);
        self.lexemes.push(Lexeme::Word(self.line.part(start, end)));
        self.at = (end + 1).min(length);
        self.quoted_end = Some(self.at);
    }

    fn close(&mut self) {
        if let Some(from) = self.open.take() {
            self.lexemes.push(Lexeme::Word(self.line.part(from, self.at)));
        }
    }
}

// A scheme stands at the beginning; nobody looks through a long word again and again.
fn is_url(word: &str) -> bool {
    const LONGEST_SCHEME: usize = 16;
    word.bytes()
        .take(LONGEST_SCHEME)
        .position(|byte| byte == b':')
        .is_some_and(|at| word[at..].starts_with("://"))
}

fn is_address(after: &str) -> bool {
    const LONGEST: usize = 260;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b":.-%*$_".contains(byte);
    let end = after.bytes().take(LONGEST).take_while(is_part).count();
    after[end..].starts_with("]:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notations_have_their_signs_in_common() {
        let shown = |text| {
            let part = |lexeme: &Lexeme<'_>| match lexeme {
                Lexeme::Word(word) => word.text.to_string(),
                Lexeme::Gives => "=".to_string(),
                Lexeme::Ends => ",".to_string(),
                Lexeme::Opens(bracket, _) => bracket.to_string(),
                Lexeme::Closes => ")".to_string(),
            };
            read(Word { text, start: 0 }).iter().map(part).collect::<Vec<_>>().join(" ")
        };
        for (text, expected) in [
            ("'mail_smtpport' => 587,", "mail_smtpport = 587 ,"),
            ("\"port\":993,\"ssl\": true", "port = 993 , ssl = true"),
            ("bind = [\"[::]:143\", [::1]:25]", "bind = [ [::]:143 , [::1]:25 )"),
            ("Net::IMAP.new('h', port: 143)", "Net::IMAP.new ( h , port = 143 )"),
            ("$mail->Port = 587;", "$mail->Port = 587 ,"),
            ("收件服务器（IMAP）：imap.example.com", "收件服务器 IMAP = imap.example.com"),
            ("url = imaps://h:993/?a=b", "url = imaps://h:993/?a=b"),
            ("d := x", "d = x"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }
}
