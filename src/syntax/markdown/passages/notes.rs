//! Block quotations that quote nobody: `> **Note:** …`, as people wrote notes before there were alerts.

const LABELS: &[&str] = &[
    "note",
    "tip",
    "hint",
    "important",
    "warning",
    "caution",
    "info",
    "attention",
    "注",
    "注意",
    "提示",
    "说明",
    "警告",
    "重要",
    "备注",
    "小贴士",
    "小提示",
    "說明",
    "備註",
    "小技巧",
];

/// A label stands at the front.
const LONGEST: usize = 32;

/// Whether a block quotation begins with the label of a note.
pub(super) fn is_note(written: &str) -> bool {
    // One in another in another begins with as many marks as they are deep.
    let written: String = written.chars().take(LONGEST).collect();
    let text = written.trim_start_matches(['>', ' ', '\t', '\n', '\r']);
    let is_strong = text.starts_with("**") || text.starts_with("__");
    let text = text.trim_start_matches(['*', '_']);
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let rest = text[end..].trim_start_matches(['*', '_']);
    let is_label = LABELS.contains(&text[..end].to_lowercase().as_str());
    is_label && (is_strong || rest.starts_with([':', '：']))
}
