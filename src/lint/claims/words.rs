//! Words of running text in two scripts, and phrases of them.
//!
//! A word is a Han character, a mark, or a run of letters and digits. Full-width letters and digits
//! count as ASCII; characters that nobody sees are not there, so they can't hide a number.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

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
                // `TCP25 端口` are two words.
                let goes_on = |run: &str, c: char| {
                    is_letter(c) && !(c.is_ascii_digit() && ["tcp", "udp"].contains(&run))
                };
                while let Some((at, c)) = chars.next_if(|(_, c)| goes_on(&run, fold(*c))) {
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
        c if c.is_ascii() => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '’' => '\'',
        _ => simplified(c),
    }
}

// The traditional characters of the words that sentences about ports and names of services are made of, each before its
// simplified form, in their order.
const TRADITIONAL: &str = "丟丢並并佈布佔占併并來来侷局係系俬私倉仓個个們们側侧偵侦備备傢家傳传僅仅億亿儘尽優优儲储內内兩两冊册別别刪删則则剋克動动務务區区協协卻却厤历員员問问啟启單单嗎吗嘗尝噸吨噹当嚐尝嚮向嚴严國国圖图埰采執执\
    報报場场塊块夾夹學学寀采實实寫写將将專专對对屆届層层屬属帶带幫帮幾几庫库廠厂張张強强彆别彔录後后從从復复態态慣惯憑凭應应懷怀戶户掃扫掛挂採采換换擁拥擇择擊击據据擬拟敗败數数斷断於于昇升時时暫暂曆历曏向\
    書书會会東东條条業业極极構构樓楼標标樣样機机檔档檢检檯台欄栏權权歐欧歲岁歷历歸归殺杀殼壳決决沒没沖冲測测準准濾滤瀏浏為为無无營营牆墙狀状現现環环畫画當当癥症發发盡尽監监眾众確确碼码種种稱称穀谷筆笔箇个\
    節节簡简簽签籤签紀纪約约紋纹級级終终組组結结絕绝絡络給给統统綁绑經经網网線线編编緩缓緻致總总繫系繼继續续纔才羅罗義义習习聞闻聯联聲声聽听脩修腦脑腳脚臨临臺台與与舉举舊旧萬万蒐搜蓆席蓋盖薦荐蘋苹處处虛虚\
    號号衕同衝冲裝装裡里製制複复覈核見见規规覽览訂订計计訊讯託托記记訪访設设許许訴诉註注証证詢询試试話话該该誌志認认語语誤误說说誰谁調调談谈請请論论諾诺謂谓謠谣證证識识議议護护讀读變变讓让負负責责費费資资\
    賬账購购軟软較较載载輕轻輛辆輪轮輯辑輸输轉转辦办迴回這这連连週周進进運运過过達达遞递遠远適适遲迟選选還还郵邮鄰邻釐厘鈅钥銷销錄录錢钱錯错錶表鍵键鍾钟鎖锁鏈链鐘钟鑰钥門门閉闭開开間间閤合閱阅關关陞升隊队\
    際际隨随隱隐隻只雙双雲云電电韆千韓韩頁页項项須须預预頭头題题額额類类顯显颱台飛飞餘余馬马騰腾驗验體体髮发鬚须麵面麼么點点齣出";

fn simplified(c: char) -> char {
    static TABLE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
        let mut chars = TRADITIONAL.chars();
        std::iter::from_fn(|| Some((chars.next()?, chars.next()?))).collect()
    });
    match TABLE.binary_search_by_key(&c, |(traditional, _)| *traditional) {
        Ok(at) => TABLE[at].1,
        Err(_) => c,
    }
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
    fn traditional_characters_are_those_of_the_table() {
        let (traditional, simplified): (Vec<char>, Vec<char>) =
            TRADITIONAL.chars().collect::<Vec<_>>().chunks(2).map(|pair| (pair[0], pair[1])).unzip();
        assert!(traditional.is_sorted() && traditional.iter().zip(&simplified).all(|(a, b)| a != b));
        assert_eq!(shown("連接埠應設為").concat(), "连接埠应设为");
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
