//! Line and column numbers as people and editors count them: both begin at 1, and columns count
//! characters.
//!
//! This module does not know how a line looks on a terminal; display columns are not its subject.

/// The line and the column of the byte `offset`. Columns count characters, not bytes and not
/// display columns; a byte order mark at the start of the text is not counted. An offset inside
/// of a character means its beginning, one past the end means the end.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let start = start(text);
    advance((1, 1), &text[start..floor(text, offset).max(start)])
}

/// A text whose places are asked for many times.
pub struct Lines<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    known: Vec<(usize, (usize, usize))>,
}

/// A few thousand problems in one file of several megabytes are common (one per entry of a
/// registry, a file that is one line), so a place is counted from the last known one.
const BYTES_BETWEEN_KNOWN_PLACES: usize = 4096;

impl<'a> Lines<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> Lines<'a> {
        let mut known = vec![(start(text), (1, 1))];
        let (mut last, mut place) = known[0];
        while text.len() - last > BYTES_BETWEEN_KNOWN_PLACES {
            let next = floor(text, last + BYTES_BETWEEN_KNOWN_PLACES);
            place = advance(place, &text[last..next]);
            known.push((next, place));
            last = next;
        }
        Lines { text, known }
    }

    /// The same as [`line_column`].
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = floor(self.text, offset).max(start(self.text));
        let after = self.known.partition_point(|(known, _)| *known <= offset);
        let (known, place) = self.known[after - 1];
        advance(place, &self.text[known..offset])
    }
}

/// Where the text begins behind its byte order mark.
pub(super) fn start(text: &str) -> usize {
    if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
}

/// The last character boundary that is not behind `offset`.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn advance((line, column): (usize, usize), passed: &str) -> (usize, usize) {
    match passed.rsplit_once('\n') {
        None => (line, column + passed.chars().count()),
        Some((before, last)) => (line + before.matches('\n').count() + 1, 1 + last.chars().count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_a_byte_order_mark_is_none() {
        let text = "\u{FEFF}端口 465\r\n发信";
        assert_eq!(line_column(text, 0), (1, 1));
        assert_eq!(line_column(text, text.find("465").expect("is there")), (1, 4));
        assert_eq!(line_column(text, text.find('信').expect("is there")), (2, 2));
    }

    #[test]
    fn offsets_that_are_no_places_are_moved_to_the_nearest_before_them() {
        assert_eq!(line_column("端口", 4), (1, 2));
        assert_eq!(line_column("端口", 100), (1, 3));
        assert_eq!(line_column("", 7), (1, 1));
        assert_eq!(line_column("a\n", 2), (2, 1));
    }

    #[test]
    fn counting_from_known_places_gives_the_same_numbers() {
        let text = format!("\u{FEFF}{}\n{}", "端口 465\n".repeat(900), "加密".repeat(3000));
        let lines = Lines::new(&text);
        assert!(lines.known.len() > 5);
        for offset in (0..text.len() + 9).step_by(97) {
            assert_eq!(lines.line_column(offset), line_column(&text, offset), "{offset}");
        }
    }
}
