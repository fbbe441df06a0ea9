//! The words of a name: `mail_smtpPort`, `IncomingMailServerUseSSL` and `SSLPORT` hold several.

use super::super::word::Word;

/// What names end in without a sign between: `remoteport`, `smtpsecure`.
const TAILS: &[&str] = &[
    "port",
    "starttls",
    "ssl",
    "tls",
    "secure",
    "security",
    "server",
    "host",
    "hosts",
    "encryption",
    "crypto",
];

/// Names that end like one of these and have no other word before it.
const WHOLE: &[&str] =
    &["support", "report", "import", "export", "transport", "passport", "viewport", "starttls", "ssltls"];

/// Nobody names a setting with more bytes.
const LONGEST: usize = 80;

/// The words of a name, in order.
pub(super) fn words(name: Word<'_>) -> Vec<Word<'_>> {
    let name = name.window(0, LONGEST);
    let mut words = Vec::new();
    let mut start = None;
    let mut before: Option<char> = None;
    let mut characters = name.text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let after = characters.peek().map(|(_, c)| *c);
        if let Some(from) = start
            && (!c.is_alphanumeric() || before.is_some_and(|before| is_boundary(before, c, after)))
        {
            push(name.part(from, at), &mut words);
            start = None;
        }
        if c.is_alphanumeric() {
            start.get_or_insert(at);
        }
        before = Some(c);
    }
    if let Some(from) = start {
        push(name.part(from, name.text.len()), &mut words);
    }
    words
}

// `smtpPort`, `SSLRetriever`, `POP3SSL`, `IMAP端口`
fn is_boundary(before: char, c: char, after: Option<char>) -> bool {
    let rises = c.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
    let falls = before.is_ascii_uppercase()
        && c.is_ascii_uppercase()
        && after.is_some_and(|after| after.is_ascii_lowercase());
    rises || falls || before.is_ascii() != c.is_ascii()
}

fn push<'t>(word: Word<'t>, words: &mut Vec<Word<'t>>) {
    // `port1` and `ssl1` are of the first of two.
    let end = word.text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if end < word.text.len() && word.part(0, end).is_any(TAILS) {
        words.extend([word.part(end, word.text.len()), word.part(0, end)]);
        return;
    }
    let end = word.text.len();
    let tail = TAILS.iter().find(|tail| {
        let head = end.checked_sub(tail.len());
        head.is_some_and(|at| {
            at > 0 && word.text.get(at..).is_some_and(|rest| rest.eq_ignore_ascii_case(tail))
        })
    });
    match tail.filter(|_| !word.is_any(WHOLE)) {
        Some(tail) => {
            let at = end - tail.len();
            push(word.part(0, at), words);
            words.push(word.part(at, end));
        }
        None => words.push(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_at_signs_capitals_and_known_tails() {
        let cut =
            |text| words(Word { text, start: 0 }).iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        for (name, expected) in [
            ("mail_smtpport", "mail smtp port"),
            ("IncomingMailServerUseSSL", "Incoming Mail Server Use SSL"),
            ("SimplePOP3SSLRetriever", "Simple POP3 SSL Retriever"),
            ("SSLPORT", "SSL PORT"),
            ("$mail->Port", "mail Port"),
            ("IMAP端口", "IMAP 端口"),
            ("transport", "transport"),
            ("ssl1", "1 ssl"),
            ("smtpstarttls", "smtp starttls"),
            ("tls.implicit", "tls implicit"),
            ("smtp_enable_starttls_auto", "smtp enable starttls auto"),
        ] {
            assert_eq!(cut(name), expected);
        }
    }
}
