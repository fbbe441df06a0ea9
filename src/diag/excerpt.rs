//! Pieces of files, cut and cleaned for the terminal.
//!
//! A paragraph of Chinese is one line of several hundred characters, and a file can be one line
//! of megabytes: what is printed is a window around the place. This module does not know why a
//! place is shown, nor how carets are drawn.

use super::clusters::{StandIns, clusters, columns, is_stand_in};
use super::lines::{self, Lines};
use crate::base::span::Span;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Some lines of one file with places marked in them.
pub(super) struct Excerpt {
    /// The number of the first line.
    pub(super) first_line: usize,
    /// The lines. Long ones are cut at `…`; nothing in them moves or turns the cursor, and some
    /// clusters have stand-ins.
    pub(super) text: String,
    /// Each mark: which of the spans that were asked for, and its bytes in `text`.
    pub(super) marks: Vec<(usize, Range<usize>)>,
}

/// Display columns of a source line: a terminal has 80, and the line numbers take some.
const WIDTH: usize = 72;
/// Display columns before the place where a line has to be cut.
const LEAD: usize = WIDTH / 2;
/// How many lines of one place are drawn. Of a longer place only the first line is shown: its
/// beginning is what an author looks for.
const LINES: usize = 6;
/// How far apart, in lines, two places of one excerpt can be.
const NEAR: usize = 6;

/// Cuts excerpts that show `spans`: neighbours together, in the order in which they were given.
pub(super) fn cut(file: &Lines<'_>, spans: &[Span], stand_ins: &mut StandIns) -> Vec<Excerpt> {
    let mut sketches: Vec<Sketch> = Vec::new();
    for (which, span) in spans.iter().enumerate() {
        let parts = parts(file, tidy(file.text, *span));
        match sketches.iter_mut().find(|sketch| sketch.has_room_for(&parts)) {
            Some(sketch) => sketch.add(file.text, which, parts),
            None => {
                let mut sketch = Sketch::default();
                sketch.add(file.text, which, parts);
                sketches.push(sketch);
            }
        }
    }
    sketches.iter().map(|sketch| sketch.draw(file.text, stand_ins)).collect()
}

/// Makes every character of `text` visible and harmless, and cuts the text after `limit`
/// characters: the name that a message quotes may hold escape sequences or be a megabyte long.
pub(super) fn clean(text: &str, limit: usize) -> String {
    let mut clean: String = text.chars().take(limit).map(visible).collect();
    if text.chars().nth(limit).is_some() {
        clean.push('…');
    }
    clean
}

/// An excerpt before it is drawn: which bytes of which lines.
#[derive(Default)]
struct Sketch {
    windows: BTreeMap<usize, Span>,
    marks: Vec<(usize, Vec<Part>)>,
}

/// The bytes of a marked place on one line, without the line break.
struct Part {
    line: usize,
    bytes: Span,
}

impl Sketch {
    /// Whether the parts are near, and visible where their lines are cut.
    fn has_room_for(&self, parts: &[Part]) -> bool {
        let is_near =
            parts.iter().any(|part| self.windows.keys().any(|line| line.abs_diff(part.line) <= NEAR));
        let is_visible = parts.iter().all(|part| {
            self.windows
                .get(&part.line)
                .is_none_or(|window| window.start <= part.bytes.start && part.bytes.end <= window.end)
        });
        is_near && is_visible
    }

    fn add(&mut self, text: &str, which: usize, parts: Vec<Part>) {
        for part in &parts {
            self.windows.entry(part.line).or_insert_with(|| window(text, part.bytes.start));
        }
        self.marks.push((which, parts));
    }

    fn draw(&self, text: &str, stand_ins: &mut StandIns) -> Excerpt {
        let ends = self.windows.first_key_value().zip(self.windows.last_key_value());
        let ((&first, _), (&last, _)) = ends.expect("a sketch begins with the lines of a place");
        let mut marks: Vec<_> = self.marks.iter().map(|(which, _)| (*which, 0..0)).collect();
        let mut drawn = String::new();
        let mut next = 0;
        for line in first..=last {
            let window = self.windows.get(&line).map_or_else(|| window(text, next), |window| *window);
            let row = Row::draw(text, window, (&mut drawn, stand_ins));
            for ((_, range), (_, parts)) in marks.iter_mut().zip(&self.marks) {
                if let Some(part) = parts.first().filter(|part| part.line == line) {
                    range.start = row.start_of(part.bytes.start);
                }
                if let Some(part) = parts.last().filter(|part| part.line == line) {
                    range.end = row.end_of(part.bytes.end).max(range.start);
                }
            }
            if line < last {
                drawn.push('\n');
                next = text[window.end..].find('\n').map_or(text.len(), |newline| window.end + newline + 1);
            }
        }
        Excerpt { first_line: first, text: drawn, marks }
    }
}

/// A drawn line.
struct Row {
    /// Each cluster of the window: where it begins in the text and where it was drawn; behind them
    /// the ends of both.
    clusters: Vec<(usize, usize)>,
    /// Where the row ends, `…` included.
    end: usize,
}

impl Row {
    fn draw(text: &str, window: Span, (drawn, stand_ins): (&mut String, &mut StandIns)) -> Row {
        let is_cut_before = !is_line_start(text, window.start);
        let is_cut_after = !is_line_end(text, window.end);
        let before = drawn.len();
        drawn.push_str(if is_cut_before { "…" } else { "" });
        let mut places = Vec::new();
        let mut at = window.start;
        for cluster in clusters(&text[window.start..window.end]) {
            places.push((at, drawn.len()));
            stand_ins.draw(&shown(cluster), drawn);
            at += cluster.len();
        }
        places.push((at, drawn.len()));
        drawn.push_str(if is_cut_after { "…" } else { "" });
        // There has to be something that a caret can stand under.
        if drawn.len() == before {
            drawn.push(' ');
        }
        Row { clusters: places, end: drawn.len() }
    }

    /// Where the cluster was drawn that holds the byte `offset` of the text.
    fn start_of(&self, offset: usize) -> usize {
        let behind = self.clusters.partition_point(|(at, _)| *at <= offset);
        self.clusters[behind.saturating_sub(1)].1
    }

    /// Where what precedes the byte `offset` of the text ends, a cluster that it cuts included.
    fn end_of(&self, offset: usize) -> usize {
        let at = self.clusters.partition_point(|(at, _)| *at < offset);
        self.clusters.get(at).map_or(self.end, |(_, drawn)| *drawn)
    }
}

/// The span, moved to where something can be pointed at: inside of the text, behind its byte order
/// mark, on character boundaries, not into a line break and not over the last one.
fn tidy(text: &str, span: Span) -> Span {
    let start = lines::floor(text, span.start).max(lines::start(text));
    let end = lines::floor(text, span.end).max(start);
    let in_line_break = text[..start].ends_with('\r') && text[start..].starts_with('\n');
    let start = if in_line_break { start - 1 } else { start };
    Span::new(start, start + text[start..end].trim_end_matches(['\r', '\n']).len())
}

fn parts(file: &Lines<'_>, span: Span) -> Vec<Part> {
    let (mut line, _) = file.line_column(span.start);
    let mut start = span.start;
    let mut parts = Vec::new();
    for piece in file.text[span.start..span.end].split('\n') {
        let end = start + piece.trim_end_matches('\r').len();
        parts.push(Part { line, bytes: Span::new(start, end) });
        if parts.len() > LINES {
            parts.truncate(1);
            break;
        }
        start += piece.len() + 1;
        line += 1;
    }
    parts
}

/// The bytes that are shown of the line around `offset`.
fn window(text: &str, offset: usize) -> Span {
    let from = back(text, offset, LEAD);
    let to = forward(text, from, WIDTH);
    if is_line_end(text, to) { Span::new(back(text, to, WIDTH).min(from), to) } else { Span::new(from, to) }
}

fn back(text: &str, from: usize, mut left: usize) -> usize {
    let mut at = from;
    for cluster in clusters(&text[..from]).rev() {
        if is_line_start(text, at) || left < cost(cluster) {
            break;
        }
        left -= cost(cluster);
        at -= cluster.len();
    }
    at
}

fn forward(text: &str, from: usize, mut left: usize) -> usize {
    let mut at = from;
    for cluster in clusters(&text[from..]) {
        if is_line_end(text, at) || left < cost(cluster) {
            break;
        }
        left -= cost(cluster);
        at += cluster.len();
    }
    at
}

fn is_line_start(text: &str, offset: usize) -> bool {
    offset <= lines::start(text) || text[..offset].ends_with('\n')
}

fn is_line_end(text: &str, offset: usize) -> bool {
    let rest = &text[offset..];
    rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n")
}

// What a cluster takes of the room. Marks without width can be piled up without end, so they count
// where no letter of any script has so many.
fn cost(cluster: &str) -> usize {
    columns(&shown(cluster)).max(cluster.chars().count() / MARKS)
}

const MARKS: usize = 8;
const TAB: &str = "    ";

fn shown(cluster: &str) -> Cow<'_, str> {
    match cluster {
        "\t" => TAB.into(),
        _ if cluster.chars().all(|c| visible(c) == c) => cluster.into(),
        _ => cluster.chars().map(visible).collect(),
    }
}

/// Stands in for characters that would steer the terminal or turn the reading direction: a
/// contributor's file must not be able to forge or to hide what is printed.
pub(super) fn visible(c: char) -> char {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '␡',
        '\u{80}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' => '\u{FFFD}',
        _ if is_stand_in(c) => '\u{FFFD}',
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of all excerpts, with their numbers, and what is marked.
    fn cut_at(text: &str, spans: &[Span]) -> Vec<(usize, String, Vec<String>)> {
        let excerpts = cut(&Lines::new(text), spans, &mut StandIns::default());
        excerpts
            .into_iter()
            .map(|excerpt| {
                let marked = excerpt.marks.iter().map(|(_, range)| excerpt.text[range.clone()].to_string());
                (excerpt.first_line, excerpt.text.clone(), marked.collect())
            })
            .collect()
    }

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).expect("the part is there");
        Span::new(start, start + part.len())
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let text = "a\n端口 465\r\nb";
        assert_eq!(cut_at(text, &[span(text, "465")]), [(2, "端口 465".into(), vec!["465".into()])]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}465{}", "发信".repeat(50), "收信".repeat(50));
        let shown = format!("…{}465{}…", "发信".repeat(9), "收信".repeat(8));
        assert_eq!(cut_at(&text, &[span(&text, "465")]), [(1, shown, vec!["465".into()])]);
        let text = format!("{}465", "发信".repeat(50));
        let shown = format!("…{}465", "发信".repeat(17));
        assert_eq!(cut_at(&text, &[span(&text, "465")]), [(1, shown, vec!["465".into()])]);
    }

    #[test]
    fn a_place_longer_than_its_window_is_marked_up_to_the_cut() {
        let text = "x".repeat(30_000_000);
        let shown = format!("{}…", "x".repeat(WIDTH));
        assert_eq!(cut_at(&text, &[Span::new(0, text.len())]), [(1, shown.clone(), vec![shown])]);
    }

    #[test]
    fn places_far_apart_get_an_excerpt_each() {
        let text = format!("a\nb\n{}z", "\n".repeat(20));
        let spans = [span(&text, "a"), span(&text, "z"), span(&text, "b")];
        assert_eq!(
            cut_at(&text, &spans),
            [(1, "a\nb".into(), vec!["a".into(), "b".into()]), (23, "z".into(), vec!["z".into()])]
        );
    }

    #[test]
    fn a_place_over_many_lines_is_shown_by_its_first() {
        let text = "---\n".repeat(LINES + 1);
        let whole = Span::new(0, text.len());
        assert_eq!(cut_at(&text, &[whole]), [(1, "---".into(), vec!["---".into()])]);
        let text = "a\r\n\r\nb\r\n";
        let whole = Span::new(0, text.len());
        assert_eq!(cut_at(text, &[whole]), [(1, "a\n \nb".into(), vec!["a\n \nb".into()])]);
    }

    #[test]
    fn there_is_something_to_point_at_everywhere() {
        assert_eq!(cut_at("", &[Span::at(0)]), [(1, " ".into(), vec!["".into()])]);
        assert_eq!(cut_at("\u{FEFF}", &[Span::new(0, 3)]), [(1, " ".into(), vec!["".into()])]);
        assert_eq!(cut_at("a\n", &[Span::new(2, 9)]), [(2, " ".into(), vec!["".into()])]);
        assert_eq!(cut_at("a\r\nb", &[Span::at(2)]), [(1, "a".into(), vec!["".into()])]);
    }

    #[test]
    fn nothing_in_an_excerpt_steers_the_terminal() {
        let text = "\u{FEFF}\t\u{1B}[2J\u{202E}465\u{85}\r";
        assert_eq!(cut_at(text, &[span(text, "465")]), [(1, "    ␛[2J�465�␍".into(), vec!["465".into()])]);
        assert_eq!(clean("a\nerror[P0000]\u{9B}", 80), "a␊error[P0000]�");
        assert_eq!(clean("端口端口", 3), "端口端…");
    }
}
