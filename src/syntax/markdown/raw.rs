//! Raw HTML as the author wrote it: comments, and tags that belong together.
//!
//! Nothing here decides what becomes of it.

/// A piece of raw HTML without its comments; the flag says whether the last comment is closed.
pub(super) fn without_comments(html: &str) -> (String, bool) {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        // HTML closes `<!-->` and `<!--->` at once (CommonMark 0.31 §6.6).
        let closed = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->"));
        rest = match closed.or_else(|| comment.split_once("-->").map(|(_, after)| after)) {
            Some(after) => after,
            None => return (kept, false),
        };
    }
    kept.push_str(rest);
    (kept, true)
}

/// Tags of one block that were reported and wait for their closing tag, so that `<kbd>x</kbd>` is
/// one problem.
#[derive(Debug, Default)]
pub(super) struct Tags(Vec<String>);

impl Tags {
    /// Takes note of a tag; says whether it is new.
    pub(super) fn is_new(&mut self, tag: &str) -> bool {
        if let Some(name) = tag.strip_prefix("</").map(name) {
            return self.0.pop_if(|last| *last == name).is_none();
        }
        if let Some(tag) = tag.strip_prefix('<').filter(|tag| !tag.ends_with("/>")) {
            self.0.push(name(tag));
        }
        true
    }

    /// The block ends.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

fn name(tag: &str) -> String {
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
    tag[..end].to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_taken_out() {
        for (html, kept, closed) in [
            ("<!-- 注释 -->", "", true),
            ("<!-- a\n\nb -->\n<b>", "\n<b>", true),
            ("<!--><b><!---><i><!----><u>", "<b><i><u>", true),
            ("<b><!-- c", "<b>", false),
            ("<!- x ->", "<!- x ->", true),
        ] {
            assert_eq!(without_comments(html), (kept.to_string(), closed), "{html}");
        }
    }

    #[test]
    fn a_pair_of_tags_is_one_problem() {
        let mut tags = Tags::default();
        let new: Vec<bool> = ["<kbd>", "<b class=x>", "</B>", "</kbd>", "</i>", "<br/>", "</br>", "<?php ?>"]
            .map(|tag| tags.is_new(tag))
            .into();
        assert_eq!(new, [true, true, false, false, true, true, true, true]);
    }
}
