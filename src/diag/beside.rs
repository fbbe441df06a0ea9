//! Two texts side by side, as far as a terminal of 80 columns has room.
//!
//! Nothing here knows what the texts are about.

use super::clusters::{clusters, columns};
use super::excerpt::visible;

/// How wide each side is, in display columns: two of them and the line between are 78.
const WIDTH: usize = 36;

/// The left and the right text, line by line, each line of the result behind two spaces.
pub fn side_by_side(left: &str, right: &str) -> String {
    let (left, right) = (wrapped(left), wrapped(right));
    let mut text = String::new();
    for at in 0..left.len().max(right.len()) {
        let (ours, theirs) = (left.get(at), right.get(at));
        let ours = ours.map_or("", String::as_str);
        let gap = " ".repeat(WIDTH - columns(ours).min(WIDTH));
        let line = format!("  {ours}{gap} │ {}", theirs.map_or("", String::as_str));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

// Lines end between words, or anywhere in Chinese; a word that is wider than a side is cut.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line: String = line.chars().map(visible).collect();
        let mut rest = line.as_str();
        loop {
            let (head, tail) = rest.split_at(cut(rest));
            lines.push(head.trim_end().to_string());
            rest = tail.trim_start();
            if rest.is_empty() {
                break;
            }
        }
    }
    lines
}

// The last place where a line that is too long may end; the end of one that is not.
fn cut(line: &str) -> usize {
    let (mut at, mut used, mut good, mut last) = (0, 0, 0, " ");
    for cluster in clusters(line) {
        let is_wide = columns(last) == 2 || columns(cluster) == 2;
        let is_break = last == " " || (is_wide && !is_closing(cluster) && !is_opening(last));
        if is_break && at > 0 {
            good = at;
        }
        used += columns(cluster);
        if used > WIDTH {
            return if good == 0 { at.max(cluster.len()) } else { good };
        }
        last = cluster;
        at += cluster.len();
    }
    line.len()
}

// A mark that never begins a line.
fn is_closing(cluster: &str) -> bool {
    "，。、；：？！）》」』”’…".contains(cluster)
}

// A mark that never ends one.
fn is_opening(cluster: &str) -> bool {
    "（《「『“‘".contains(cluster)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_side_by_side_whatever_their_width() {
        let left = "客户端发信请用 465 端口，配 SSL/TLS；如果服务商只提供 587，就配 STARTTLS。\n第二行";
        let right = "In a mail client, send on port 465 with SSL/TLS.\u{1b}[2J";
        assert_eq!(
            side_by_side(left, right),
            "  客户端发信请用 465 端口，配          │ In a mail client, send on port 465\n  \
               SSL/TLS；如果服务商只提供 587，就配  │ with SSL/TLS.␛[2J\n  \
               STARTTLS。                           │\n  \
               第二行                               │\n"
        );
    }

    #[test]
    fn a_word_that_is_too_wide_is_cut() {
        assert_eq!(wrapped(&"a".repeat(80)).iter().map(String::len).collect::<Vec<_>>(), [36, 36, 8]);
        assert_eq!(wrapped(&"端口".repeat(20)).len(), 3);
    }
}
