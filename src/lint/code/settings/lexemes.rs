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
    let mut lexemes = Vec::new();
    let mut open: Option<usize> = None;
    let mut quoted_end = None;
    let mut at = 0;
    while let Some(c) = line.text[at..].chars().next() {
        let next = at + c.len_utf8();
        let rest = &line.text[next..];
        let word = |from: usize| &line.text[from..at];
        let sign = match c {
            // `'ssl` of Lisp opens nothing.
            '"' | '\'' if open.is_none() && (c == '"' || rest.contains('\'')) => {
                let end = rest.find(c).map_or(line.text.len(), |end| next + end);
                lexemes.push(Lexeme::Word(line.part(next, end)));
                at = (end + 1).min(line.text.len());
                quoted_end = Some(at);
                continue;
            }
            c if c.is_whitespace() || "`（）<".contains(c) => None,
            '>' if !open.is_some_and(|from| word(from).ends_with('-')) => None,
            ',' | ';' | '|' | '，' | '；' | '、' => Some(Lexeme::Ends),
            // `[::1]:993`, `[mail.example.com]:587`
            '[' if open.is_none() && is_address(rest) => {
                open = Some(at);
                at = next + rest.find(']').map_or(0, |end| end + 1);
                continue;
            }
            '(' | '[' | '{' => {
                let touches = open.is_some() || quoted_end == Some(at);
                Some(Lexeme::Opens(c, touches))
            }
            ')' | ']' | '}' => Some(Lexeme::Closes),
            '=' if open.is_some_and(|from| is_url(word(from))) => {
                at = next;
                continue;
            }
            '=' | '：' => Some(Lexeme::Gives),
            ':' if rest.starts_with(|c: char| c.is_whitespace() || c == '=') || rest.is_empty() => {
                Some(Lexeme::Gives)
            }
            ':' if open.is_none() && quoted_end == Some(at) => Some(Lexeme::Gives),
            _ => {
                open.get_or_insert(at);
                at = next;
                continue;
            }
        };
        if let Some(from) = open.take() {
            lexemes.push(Lexeme::Word(line.part(from, at)));
        }
        // `:=`, `=>` and `==` are one sign.
        if sign != Some(Lexeme::Gives) || lexemes.last() != Some(&Lexeme::Gives) {
            lexemes.extend(sign);
        }
        at = next;
    }
    if let Some(from) = open {
        lexemes.push(Lexeme::Word(line.part(from, line.text.len())));
    }
    lexemes
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
