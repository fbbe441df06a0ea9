//! What kind of character stands next to another, as far as Chinese typesetting asks.
//!
//! Ranges are those of Unicode 16 and were chosen by hand; nothing here knows Markdown.

/// Whether it is a Han character, with its iteration mark and its zero.
pub fn is_han(c: char) -> bool {
    // Nearly every character is in one of the first two ranges.
    match c {
        '\0'..'\u{2e80}' => false,
        '\u{4e00}'..='\u{9fff}' => true,
        _ => matches!(c,
            '\u{2e80}'..='\u{2fdf}' | '々' | '〇' | '\u{3021}'..='\u{3029}' | '\u{3400}'..='\u{4dbf}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}'),
    }
}

/// Whether it is a punctuation mark that fills a whole cell, so that it brings its own space.
pub fn is_wide_punctuation(c: char) -> bool {
    matches!(c,
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '〽' | '・'
        | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe52}' | '\u{fe54}'..='\u{fe61}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '＿'
        | '\u{ff5b}'..='\u{ff65}')
}

/// Whether it is a Han character, or a mark that stands among them.
pub fn is_chinese(c: char) -> bool {
    is_han(c) || is_wide_punctuation(c)
}

/// Whether it is a mark that both scripts use: quotes, dashes, the ellipsis, the middle dot.
pub fn is_shared_punctuation(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Whether East Asian typesetting gives it a cell: a letter or mark of Chinese, Japanese or Korean.
pub(super) fn is_cjk(c: char) -> bool {
    is_han(c)
        || matches!(c,
            '\u{1100}'..='\u{11ff}' | '\u{3000}'..='\u{4dbf}' | '\u{a000}'..='\u{a4cf}'
            | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}' | '\u{fe10}'..='\u{fe1f}'
            | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ffee}' | '\u{16fe0}'..='\u{18dff}'
            | '\u{1aff0}'..='\u{1b16f}')
}

/// Whether it belongs to one of Unicode's groups P and S. Only what occurs next to Chinese text
/// is listed: a mark that is missing keeps CommonMark's rule, a letter taken for a mark would
/// break it.
pub(super) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '\u{a1}'..='\u{a9}' | '«' | '¬' | '\u{ae}'..='\u{b1}' | '´' | '\u{b6}'..='\u{b8}' | '»' | '¿'
            | '×' | '÷' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}'
            | '\u{2190}'..='\u{23ff}' | '\u{2500}'..='\u{2775}' | '\u{2794}'..='\u{27bf}'
            | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '〰' | '\u{303d}'..='\u{303f}'
            | '゠' | '・' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe52}' | '\u{fe54}'..='\u{fe66}'
            | '\u{fe68}'..='\u{fe6b}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
            | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffe6}'
            | '\u{1f300}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6d7}' | '\u{1f900}'..='\u{1f9ff}')
}

/// Whether two characters at both ends of a line break belong together without a space.
pub(super) fn joins(before: char, after: char) -> bool {
    let fits = |c| is_chinese(c) || is_shared_punctuation(c);
    is_wide_punctuation(before)
        || is_wide_punctuation(after)
        || (fits(before) && fits(after) && (is_chinese(before) || is_chinese(after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_inside_chinese_text_leaves_nothing() {
        for (before, after) in [('中', '文'), ('，', 'S'), ('S', '（'), ('中', '“'), ('”', '字'), ('—', '字')]
        {
            assert!(joins(before, after), "{before}{after}");
        }
        for (before, after) in [('中', 'S'), ('S', '中'), ('S', 'M'), ('”', 'S'), ('.', '中'), ('中', '1')]
        {
            assert!(!joins(before, after), "{before}{after}");
        }
    }
}
