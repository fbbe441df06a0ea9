//! Addresses: what is published where, relative to the root of the site.
//!
//! Every address of a page ends in `/`. Pages of the two languages differ in the first segment
//! and in nothing else.

use crate::base::lang::Lang;
use crate::base::path::SitePath;
use crate::base::registry::{ErrorId, PortNumber, ProviderId, ServiceId, TagId, TermId};
use crate::model::{ArticleKey, Destination, SectionId};

/// The home page of a language.
pub fn home(lang: Lang) -> String {
    format!("{lang}/")
}

/// An article.
pub fn article(lang: Lang, key: &ArticleKey) -> String {
    format!("{lang}/{key}/")
}

/// The listing of a section.
pub fn section(lang: Lang, id: &SectionId) -> String {
    format!("{lang}/{id}/")
}

/// The port table, by number.
pub fn ports(lang: Lang) -> String {
    format!("{lang}/ports/")
}

/// The port table, by service.
pub fn ports_by_service(lang: Lang) -> String {
    format!("{lang}/ports/by-service/")
}

/// The ports on one sheet of paper.
pub fn cheatsheet(lang: Lang) -> String {
    format!("{lang}/ports/cheatsheet/")
}

/// The page of a number or range.
pub fn port(lang: Lang, number: PortNumber) -> String {
    format!("{lang}/ports/{number}/")
}

/// The list of services.
pub fn services(lang: Lang) -> String {
    format!("{lang}/services/")
}

/// The page of a service.
pub fn service(lang: Lang, id: &ServiceId) -> String {
    format!("{lang}/services/{id}/")
}

/// The list of providers.
pub fn providers(lang: Lang) -> String {
    format!("{lang}/providers/")
}

/// The page of a provider.
pub fn provider(lang: Lang, id: &ProviderId) -> String {
    format!("{lang}/providers/{id}/")
}

/// The list of tags.
pub fn tags(lang: Lang) -> String {
    format!("{lang}/tags/")
}

/// The listing of a tag.
pub fn tag(lang: Lang, id: &TagId) -> String {
    format!("{lang}/tags/{id}/")
}

/// The glossary.
pub fn glossary(lang: Lang) -> String {
    format!("{lang}/glossary/")
}

/// A term in the glossary.
pub fn term(lang: Lang, id: &TermId) -> String {
    format!("{lang}/glossary/#{id}")
}

/// Every source.
pub fn sources(lang: Lang) -> String {
    format!("{lang}/sources/")
}

/// The anchor of an error message on a page that shows it.
pub fn error_anchor(id: &ErrorId) -> String {
    format!("error-{id}")
}

/// An error message in the article that shows it.
pub fn error(lang: Lang, key: &ArticleKey, id: &ErrorId) -> String {
    format!("{}#{}", article(lang, key), error_anchor(id))
}

/// The search page.
pub fn search(lang: Lang) -> String {
    format!("{lang}/search/")
}

/// The name of a page as Markdown, beside the page.
pub const TWIN: &str = "index.md";

/// Where a page is as Markdown.
pub fn twin(page: &SitePath) -> SitePath {
    let folder = page.as_str().strip_suffix("index.html").expect("pages are folders");
    SitePath::new(&format!("{folder}{TWIN}")).expect("it lies where the page does")
}

/// What became of the registry.
pub fn changes(lang: Lang) -> String {
    format!("{lang}/changes/")
}

/// The feed of what became of the registry.
pub fn changes_feed(lang: Lang) -> String {
    format!("{lang}/changes/feed.xml")
}

/// The feed of a language.
pub fn feed(lang: Lang) -> String {
    format!("{lang}/feed.xml")
}

/// An entry of the main navigation.
pub fn destination(lang: Lang, destination: &Destination) -> String {
    match destination {
        Destination::Section(id) => section(lang, id),
        Destination::Ports => ports(lang),
        Destination::Services => services(lang),
        Destination::Providers => providers(lang),
        Destination::Tags => tags(lang),
        Destination::Glossary => glossary(lang),
        Destination::Sources => sources(lang),
        Destination::Cheatsheet => cheatsheet(lang),
    }
}

/// Whether a segment of an address works on every kind of host and file system. The characters that
/// one of them treats specially are refused, and so is what a person can't see. A folder is named
/// after it: more than 255 bytes fit nowhere, and the limit leaves room for an ending.
pub fn is_slug(segment: &str) -> bool {
    !segment.is_empty()
        && is_short(segment)
        && !segment.starts_with(['.', '_'])
        && !segment.ends_with('.')
        && !segment.chars().any(|c| c.is_whitespace() || c.is_control() || "?#%:*\"<>|&'\\/".contains(c))
}

/// Whether a segment of an address is no longer than 100 characters and 240 bytes.
pub fn is_short(segment: &str) -> bool {
    segment.chars().count() <= 100 && segment.len() <= 240
}

/// An absolute address. Characters that RFC 3986 does not allow in a path are percent-encoded;
/// relative links need no such thing, because HTML takes them as they are.
pub fn absolute(base_url: &str, address: &str) -> String {
    let mut url = base_url.to_string();
    for byte in address.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b'#' => {
                url.push(byte as char);
            }
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_works_everywhere() {
        let long = ["a".repeat(100), "信".repeat(80)];
        for good in ["send", "SMTP", "发信", "a.b", "a_b", &long[0], &long[1]] {
            assert!(is_slug(good), "{good}");
        }
        let long = ["a".repeat(101), "信".repeat(81)];
        for bad in [
            "",
            ".",
            "..",
            ".a",
            "_a",
            "a.",
            "a b",
            "a\u{3000}b",
            "a\\b",
            "a\0b",
            "a/b",
            "a:b",
            &long[0],
            &long[1],
        ] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn absolute_addresses_are_percent_encoded() {
        assert_eq!(absolute("https://example.com/a/", "zh/发/"), "https://example.com/a/zh/%E5%8F%91/");
    }
}
