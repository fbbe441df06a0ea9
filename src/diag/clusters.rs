//! Characters as readers see them: one cluster may be several code points, such as a sign with its
//! selector (⚠️) or a hand with the colour of its skin (👍🏽), and its width is not their sum.
//!
//! annotate-snippets adds code points up. So a cluster for which that is wrong goes past it as
//! stand-ins of the right width, and is put back into what was drawn.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The clusters of a text (UAX #29), in order.
pub(super) fn clusters(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true)
}

/// How many columns of a terminal a text takes (UAX #11 and Unicode's sequences of emoji).
pub fn columns(text: &str) -> usize {
    text.width()
}

/// Clusters that were drawn as something else.
#[derive(Default)]
pub(super) struct StandIns(Vec<String>);

/// Private characters of the last plane, each one column wide: one for each cluster, and one that
/// makes it wider. [`is_stand_in`] keeps those of authors away.
const FIRST: u32 = 0x10_0000;
const FILLER: char = '\u{10FFFD}';

/// Whether a character means something here, and may not come from a file.
pub(super) fn is_stand_in(c: char) -> bool {
    u32::from(c) >= FIRST
}

impl StandIns {
    /// Draws a cluster as something that is as wide, code point by code point.
    pub(super) fn draw(&mut self, cluster: &str, drawn: &mut String) {
        let added: usize = cluster.chars().map(|c| c.width().unwrap_or(1)).sum();
        let width = columns(cluster);
        let free = u32::try_from(self.0.len()).ok().and_then(|at| char::from_u32(FIRST + at));
        match free.filter(|free| width > 0 && width != added && *free < FILLER) {
            Some(free) => {
                self.0.push(cluster.to_string());
                drawn.push(free);
                drawn.extend((1..width).map(|_| FILLER));
            }
            None => drawn.push_str(cluster),
        }
    }

    /// What was drawn, with every cluster in its place.
    pub(super) fn put_back(&self, drawn: &str) -> String {
        let mut text = String::with_capacity(drawn.len());
        for c in drawn.chars().filter(|c| *c != FILLER) {
            let at = u32::from(c).checked_sub(FIRST).and_then(|at| usize::try_from(at).ok());
            match at.and_then(|at| self.0.get(at)) {
                Some(cluster) => text.push_str(cluster),
                None => text.push(c),
            }
        }
        text
    }
}
