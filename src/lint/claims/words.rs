//! Words of running text in two scripts, and phrases of them.
//!
//! A word is a Han character, a mark, or a run of letters and digits. Full-width letters and digits
//! count as ASCII; characters that nobody sees are not there, so they can't hide a number.

use std::collections::BTreeMap;
use std::ops::Range;

/// A word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Word {
    /// Letters and digits, in lower case.
    Run(String),
    /// One Han character or mark.
    Mark(char),
}

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) word: Word,
    /// The bytes of the text.
    pub(super) range: Range<usize>,
    /// Whether it follows the word before it at once.
    pub(super) touches: bool,
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> impl Iterator<Item = Placed> + '_ {
    let mut chars = text.char_indices().filter(|(_, c)| !is_invisible(*c)).peekable();
    let mut last_end = usize::MAX;
    std::iter::from_fn(move || {
        // A line that an author breaks is a mark.
        while chars.next_if(|(_, c)| c.is_whitespace() && *c != '\n').is_some() {
            last_end = usize::MAX;
        }
        let (start, first) = chars.next()?;
        let first_folded = fold(first);
        let mut end = start + first.len_utf8();
        let touches = last_end != usize::MAX;
        let word = match is_letter(first_folded) {
            false => Word::Mark(first_folded),
            true => {
                let mut run = String::from(first_folded.to_ascii_lowercase());
                while let Some((at, c)) = chars.next_if(|(_, c)| is_letter(fold(*c))) {
                    run.push(fold(c).to_ascii_lowercase());
                    end = at + c.len_utf8();
                }
                Word::Run(run)
            }
        };
        last_end = end;
        Some(Placed { word, range: start..end, touches })
    })
}

/// Full-width forms as ASCII.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '’' => '\'',
        _ => simplified(c),
    }
}

// The traditional characters of the words that sentences about ports are made of, each before its simplified form.
const TRADITIONAL: &str = "並并個个來来們们備备傳传僅仅儲储內内兩两則则動动務务協协單单嗎吗報报場场壓压寫写導导將将對对層层庫库應应從从                           後后徑径數数時时書书會会條条標标準准樣样檔档檢检機机權权沒没測测為为無无與与號号設设誤误說说請请證证議议                           讓让讀读變变賬账轉转輸输較较這这連连過过還还選选遠远郵邮錯错鍵键長长門门開开間间關关閉闭隨随險险電电預预                           頁页類类監监聽听觸触護护發发據据終终結结給给統统網网線线總总訊讯";

fn simplified(c: char) -> char {
    if !('一'..='鿿').contains(&c) {
        return c;
    }
    let mut forms = TRADITIONAL.chars();
    while let (Some(traditional), Some(simplified)) = (forms.next(), forms.next()) {
        if traditional == c {
            return simplified;
        }
    }
    c
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{52f}')
}

/// Zero-width characters, marks of direction, the soft hyphen, and selectors of variants.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Phrases, looked up word by word.
#[derive(Debug)]
pub(super) struct Trie<T> {
    next: BTreeMap<Word, Trie<T>>,
    value: Option<T>,
}

impl<T> Default for Trie<T> {
    fn default() -> Trie<T> {
        Trie { next: BTreeMap::new(), value: None }
    }
}

impl<T> Trie<T> {
    /// Adds a phrase; the first meaning of a phrase stays.
    pub(super) fn insert(&mut self, phrase: impl IntoIterator<Item = Word>, value: T) {
        let mut node = self;
        for word in phrase {
            node = node.next.entry(word).or_default();
        }
        node.value.get_or_insert(value);
    }

    /// The meaning of a whole phrase.
    pub(super) fn find(&self, phrase: &[Word]) -> Option<&T> {
        let mut node = self;
        for word in phrase {
            node = node.next.get(word)?;
        }
        node.value.as_ref()
    }

    /// Shows each phrase that begins `words`, the shortest first, with its number of words.
    pub(super) fn walk<'w>(&self, words: impl Iterator<Item = &'w Word>, mut found: impl FnMut(usize, &T)) {
        let mut node = self;
        for (at, word) in words.enumerate() {
            crate::lint::work::done(1);
            let Some(next) = node.next.get(word) else { return };
            node = next;
            if let Some(value) = &node.value {
                found(at + 1, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |placed: Placed| match placed.word {
            Word::Run(run) => run,
            Word::Mark(mark) => mark.to_string(),
        };
        words(text).map(show).collect()
    }

    #[test]
    fn words_are_runs_han_characters_and_marks() {
        assert_eq!(
            shown("用IMAP４ 的 4\u{200b}65、x-y’s"),
            ["用", "imap4", "的", "465", "、", "x", "-", "y", "'", "s"]
        );
        let touching: Vec<bool> = words("端口：465 tcp/ udp").map(|word| word.touches).collect();
        assert_eq!(touching, [false, true, true, true, false, true, false]);
    }

    #[test]
    fn the_longest_phrase_is_shown_last() {
        let mut trie = Trie::default();
        for phrase in ["SSL", "SSL/TLS", "SSL/TLS 端口"] {
            trie.insert(words(phrase).map(|word| word.word), phrase);
        }
        let text: Vec<Word> = words("SSL/TLS 端口号").map(|word| word.word).collect();
        let mut found = Vec::new();
        trie.walk(text.iter(), |length, phrase| found.push((length, *phrase)));
        assert_eq!(found, [(1, "SSL"), (3, "SSL/TLS"), (5, "SSL/TLS 端口")]);
    }
}
