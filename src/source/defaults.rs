//! The files that the program carries with it: templates, styles and interface texts.
//!
//! A test compares this list with the folders it stands for, so a new template can't be
//! forgotten here.

macro_rules! files {
    ($($path:literal)*) => {
        /// Each default with its path in a site folder.
        pub const FILES: &[(&str, &[u8])] =
            &[$(($path, include_bytes!(concat!("../../", $path)).as_slice()),)*];
    };
}

files! {
    "content/strings.yaml"
    "static/assets/blocks.css"
    "static/assets/cheatsheet.css"
    "static/assets/early.js"
    "static/assets/front.css"
    "static/assets/ports.css"
    "static/assets/search.js"
    "static/assets/site.css"
    "static/assets/site.js"
    "static/assets/tools.js"
    "templates/404.html"
    "templates/article.html"
    "templates/base.html"
    "templates/changes.html"
    "templates/cheatsheet.html"
    "templates/glossary.html"
    "templates/home.html"
    "templates/listing.html"
    "templates/parts/body.html"
    "templates/parts/code.html"
    "templates/parts/diagrams.html"
    "templates/parts/entry.html"
    "templates/parts/foot.html"
    "templates/parts/head.html"
    "templates/parts/icons.html"
    "templates/parts/lists.html"
    "templates/parts/lookups.html"
    "templates/parts/marks.html"
    "templates/parts/menu.html"
    "templates/parts/metadata.html"
    "templates/parts/missing.css"
    "templates/parts/nav.html"
    "templates/parts/settings.html"
    "templates/parts/side.html"
    "templates/parts/tables.html"
    "templates/port.html"
    "templates/ports.html"
    "templates/provider.html"
    "templates/redirect.html"
    "templates/root.html"
    "templates/search.html"
    "templates/section.html"
    "templates/service.html"
    "templates/sources.html"
    "templates/tag.html"
}

/// How a style or a script of the program is published: without comments and spaces. `None` for
/// anything else, and for a file of a site, which is its author's business.
pub fn minified(path: &str, bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(find(path).filter(|own| *own == bytes)?).ok()?;
    match path.rsplit_once('.')?.1 {
        // minifier 0.4 drops the space of `and (`, and a media query is nothing without it.
        "css" => minifier::css::minify(text).ok().map(|text| text.to_string().replace(" and(", " and (")),
        "js" => minifier::js::minify(text).ok().map(|text| text.to_string()),
        _ => None,
    }
}

/// The bytes of a default.
pub fn find(path: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(name, _)| *name == path).map(|(_, bytes)| *bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    // minifier 0.4 makes `a+++b` of `a + ++b`, which is no script.
    #[test]
    fn no_script_adds_to_what_it_counts_up() {
        for (path, bytes) in FILES.iter().filter(|(path, _)| path.ends_with(".js")) {
            let small = minified(path, bytes).expect("a script of the program is published small");
            assert!(!small.contains("+++") && !small.contains("---"), "{path}: write two statements");
        }
    }

    #[test]
    fn media_queries_keep_their_conditions() {
        let path = "static/assets/blocks.css";
        let bytes = find(path).expect("it is there");
        let both =
            [std::str::from_utf8(bytes).expect("style is text"), &minified(path, bytes).expect("small")];
        let [whole, small] = both.map(|text| text.matches(") and (").count());
        assert!(whole > 0 && whole == small, "{whole} {small}");
    }

    // minifier 0.4 drops the space of `a :is(b)`, which then means something else. A browser test
    // compares every rule; this one says so before the browser is there.
    #[test]
    fn no_selector_of_the_style_looks_for_a_pseudo_class_within() {
        for (path, bytes) in FILES.iter().filter(|(path, _)| path.ends_with(".css")) {
            let text = std::str::from_utf8(bytes).expect("style is text");
            for selector in text.lines().filter_map(|line| line.split_once('{')).map(|(before, _)| before) {
                let mut parts: Vec<&str> = selector.trim().split(" :").collect();
                parts.pop();
                let is_safe = parts.iter().all(|before| before.ends_with([',', '>', '~', '+']));
                assert!(is_safe, "{path}: {selector}: write the selectors out or name the element");
            }
        }
    }
}
