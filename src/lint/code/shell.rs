//! Shell lines: what is typed, word by word.
//!
//! Prompts, continued lines, pipes and lists of commands are understood as far as documentation
//! uses them. Variables and loops are left as they stand, and so make no claims.

use super::snippet::Line;
use super::word::Word;
use crate::base::span::Span;

/// A command with its arguments.
#[derive(Debug)]
pub(super) struct Command<'t> {
    /// The program, then its arguments, without quotes around whole words.
    pub words: Vec<Word<'t>>,
    /// What the comment on its last line says.
    pub comment: Option<Word<'t>>,
    /// From its first to its last word.
    pub span: Span,
    /// The number of its last line.
    pub line: usize,
}

impl<'t> Command<'t> {
    /// Whether the program is one of these, with or without a folder before it.
    pub(super) fn runs(&self, programs: &[&str]) -> bool {
        self.program().is_any(programs)
    }

    /// The program, without its folder and without `.exe`.
    pub(super) fn program(&self) -> Word<'t> {
        let program = self.words[0];
        let program = program.split_last('/').map_or(program, |(_, name)| name);
        let program = program.split_last('\\').map_or(program, |(_, name)| name);
        match program.text.strip_suffix(".exe") {
            Some(name) => program.part(0, name.len()),
            None => program,
        }
    }

    /// The arguments.
    pub(super) fn arguments(&self) -> &[Word<'t>] {
        &self.words[1..]
    }

    /// The first argument that is one of these.
    pub(super) fn flag(&self, names: &[&str]) -> Option<Word<'t>> {
        self.arguments().iter().copied().find(|word| names.contains(&word.text))
    }

    /// The values of an option: `-p 25`, `--port=25`, and `-p25` when a digit follows.
    pub(super) fn values(&self, names: &[&str]) -> Vec<Word<'t>> {
        let mut values = Vec::new();
        let mut words = self.arguments().iter().copied().peekable();
        while let Some(word) = words.next() {
            for name in names {
                let Some(rest) = word.text.strip_prefix(name) else { continue };
                let is_short = name.len() == 2 && rest.starts_with(|c: char| c.is_ascii_digit());
                if rest.is_empty() {
                    values.extend(words.peek().copied());
                } else if rest.starts_with('=') || (rest.starts_with(':') && name.len() > 2) {
                    values.push(word.part(name.len() + 1, word.text.len()).unquoted());
                } else if is_short {
                    values.push(word.part(name.len(), word.text.len()));
                }
            }
        }
        values
    }

    /// The first value of an option.
    pub(super) fn value(&self, names: &[&str]) -> Option<Word<'t>> {
        self.values(names).first().copied()
    }

    /// What stands behind a word, which may be written in capitals or not, as options of PowerShell are.
    pub(super) fn behind(&self, word: &str) -> Option<Word<'t>> {
        let at = self.arguments().iter().position(|other| other.is(word))?;
        self.arguments().get(at + 1).copied()
    }

    /// The arguments that are neither options nor values of these options.
    pub(super) fn operands(&self, valued: &[&str]) -> Vec<Word<'t>> {
        let mut operands = Vec::new();
        let mut is_value = false;
        for word in self.arguments() {
            let is_option = word.text.starts_with('-') && word.text.len() > 1;
            if !is_option && !is_value {
                operands.push(*word);
            }
            is_value = is_option && valued.contains(&word.text);
        }
        operands
    }
}

/// Reads the commands of a block.
pub(super) fn read<'t>(lines: &[Line<'t>], language: &str) -> Vec<Command<'t>> {
    let is_session = ["console", "shell-session", "sh-session", "terminal"].contains(&language);
    // Where something is typed at a prompt, the lines without one were printed.
    let has_prompts = is_session || lines.iter().any(|line| prompt(line.code.text).is_some());
    let mut commands = Vec::new();
    let mut open: Vec<Word<'_>> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let mut code = line.code;
        let mut comment = line.comment;
        if open.is_empty() && has_prompts {
            let typed = match prompt(line.code.text) {
                Some(length) => Some(code.part(length.min(code.text.len()), code.text.len())),
                // The prompt of the administrator looks like a comment.
                None if is_session && code.text.trim().is_empty() => comment.take(),
                None => None,
            };
            let Some(typed) = typed else { continue };
            code = typed;
        }
        let mut pieces = pieces(code);
        let goes_on = matches!(pieces.last(), Some(Some(word)) if ["\\", "`", "^"].contains(&word.text));
        if goes_on {
            pieces.pop();
        }
        for piece in pieces {
            match piece {
                Some(word) => open.push(word),
                None => close(&mut open, None, number, &mut commands),
            }
        }
        if !goes_on {
            close(&mut open, comment, number, &mut commands);
        }
    }
    close(&mut open, None, lines.len().saturating_sub(1), &mut commands);
    commands
}

fn close<'t>(
    open: &mut Vec<Word<'t>>,
    comment: Option<Word<'t>>,
    line: usize,
    commands: &mut Vec<Command<'t>>,
) {
    let mut words = std::mem::take(open);
    words.drain(..wrappers(&words));
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let span = Span::new(first.start, last.span().end);
    commands.push(Command { words, comment, span, line });
}

/// How many words stand before the program that is really run: `sudo -u mail env A=b timeout 5 nc`.
fn wrappers(words: &[Word<'_>]) -> usize {
    const ALONE: &[&str] =
        &["do", "then", "else", "if", "while", "!", "{", "time", "nohup", "exec", "torsocks", "proxychains4"];
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let is_assignment = word.text.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        });
        if is_assignment || ALONE.contains(&word.text) {
            at += 1;
        } else if ["sudo", "doas", "env", "timeout"].contains(&word.text) {
            at += 1;
            while let Some(next) = words.get(at) {
                let is_user = next.text == "-u" || next.text == "-s" || next.text == "-k";
                let is_time = next.text.starts_with(|c: char| c.is_ascii_digit());
                match (is_user, next.text.starts_with('-') || is_time) {
                    (true, _) => at += 2,
                    (false, true) => at += 1,
                    (false, false) => break,
                }
            }
        } else if ["docker", "podman", "kubectl"].contains(&word.text)
            && words.get(at + 1).is_some_and(|word| word.text == "exec")
        {
            at += 2;
            while words.get(at).is_some_and(|word| word.text.starts_with('-') && word.text != "--") {
                at += 1;
            }
            at += 1;
            at += usize::from(words.get(at).is_some_and(|word| word.text == "--"));
        } else {
            break;
        }
    }
    at.min(words.len())
}

/// How long the prompt of a line is: `$ `, `PS C:\> `, `anna@mail:~$ `, `[root@mx ~]# `.
fn prompt(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let head = &line[indent..];
    for sign in ["$ ", "% ", "❯ ", "➜ "] {
        if head.starts_with(sign) {
            return Some(indent + sign.len());
        }
    }
    if head.starts_with("PS") || head.get(1..3) == Some(":\\") {
        return head.find("> ").map(|at| indent + at + 2);
    }
    let at = head.find(['$', '#', '%'])?;
    let is_named = head[..at].contains('@') && !head[..at].contains("://") && head[at + 1..].starts_with(' ');
    // `[root@mx ~]# ` has one space within its brackets, `anna@mail:~$ ` none.
    let spaces = head[..at].matches(' ').count();
    let is_prompt = is_named && (spaces == 0 || (spaces == 1 && head.starts_with('[')));
    is_prompt.then_some(indent + at + 2)
}

/// The words of a line; `None` stands between commands.
fn pieces(line: Word<'_>) -> Vec<Option<Word<'_>>> {
    let mut pieces = Vec::new();
    let mut start: Option<usize> = None;
    let mut quote = None;
    let bytes = line.text.as_bytes();
    let close = |start: &mut Option<usize>, end: usize, pieces: &mut Vec<_>| {
        if let Some(from) = start.take() {
            pieces.push(Some(line.part(from, end).unquoted()));
        }
    };
    for (at, byte) in bytes.iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == *byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => {
                quote = Some(*byte);
                start.get_or_insert(at);
            }
            (None, byte) if byte.is_ascii_whitespace() => close(&mut start, at, &mut pieces),
            (None, b'|' | b';' | b'&' | b'(' | b')') => {
                close(&mut start, at, &mut pieces);
                pieces.push(None);
            }
            // A command inside of another begins; `$(` ends at the bracket anyway.
            (None, b'`') if bytes.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace()) => {
                close(&mut start, at, &mut pieces);
                pieces.push(None);
            }
            _ => {
                start.get_or_insert(at);
            }
        }
    }
    close(&mut start, bytes.len(), &mut pieces);
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::snippet::Snippet;

    fn typed(text: &str, language: &str) -> Vec<String> {
        let words =
            |words: &[super::Word<'_>]| words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        Snippet::read(text, language).commands.iter().map(|command| words(&command.words)).collect()
    }

    #[test]
    fn a_block_is_read_as_a_shell_reads_it() {
        assert_eq!(
            typed(
                "echo QUIT | sudo -u mail openssl s_client \\\n  -connect \"h:993\" 2>/dev/null; date\n",
                "sh"
            ),
            ["echo QUIT", "openssl s_client -connect h:993 2>/dev/null", "date"]
        );
        assert_eq!(
            typed("for p in 25 465; do timeout 5 nc -vz h $p; done", "bash"),
            ["for p in 25 465", "nc -vz h $p", "done"]
        );
        assert_eq!(
            typed("docker exec -it mail openssl version\nPORT=25 nc h 25", ""),
            ["openssl version", "nc h 25"]
        );
    }

    #[test]
    fn what_was_printed_is_not_typed() {
        let text = "$ nc -vz h 993\nnc -vz h 25\nanna@mail:~$ date\n[root@mx ~]# id\nPS C:\\> tnc h\n";
        assert_eq!(typed(text, "text"), ["nc -vz h 993", "date", "id", "tnc h"]);
        assert_eq!(typed("# ufw allow 25/tcp\nRule added\n", "console"), ["ufw allow 25/tcp"]);
        assert_eq!(typed("# 放行 25\nufw allow 25/tcp\n", "sh"), ["ufw allow 25/tcp"]);
    }

    #[test]
    fn options_have_their_values_in_every_spelling() {
        let text = "swaks --port=587 -p 25 -p465 -port h";
        let snippet = Snippet::read(text, "sh");
        let command = &snippet.commands[0];
        let values: Vec<_> = command.values(&["--port", "-p"]).iter().map(|word| word.text).collect();
        assert_eq!(values, ["587", "25", "465"]);
        assert_eq!(command.operands(&["-p", "-port"]), []);
        assert_eq!(command.value(&["-x"]), None);
    }
}
