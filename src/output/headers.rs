//! For hosts: `_headers`, which Netlify and Cloudflare Pages read, and `.nojekyll`, which keeps GitHub
//! Pages from leaving out names with an underscore.
//!
//! The policy allows what the pages need and nothing of others. It is no `meta` element in the pages,
//! because `'self'` is no folder, and what is opened from a disk may lose its style; that was not tried.

use super::{Bytes, Format, Output, Press};
use crate::base::extra::Extra;
use crate::base::sha256::Sha256;
use crate::facts::Facts;
use crate::model::Site;
use crate::view::missing;

/// The format.
pub const FORMAT: Format = Format { name: "headers", plan };

fn plan(site: &Site, _: &Facts) -> Vec<Output> {
    if !site.settings.has(Extra::Headers) {
        return Vec::new();
    }
    vec![
        Output::file("headers", "_headers", (), |(), press| headers(press)),
        Output::file("nojekyll", ".nojekyll", (), |(), _| Ok(Vec::new())),
    ]
}

/// Cloudflare Pages reads no more than 100 rules; a file that has none is asked for again, which
/// costs time and breaks nothing.
const FOREVER: usize = 90;

// A host answers a wrong address with the bytes of `404.html`, under the rules of the wrong address:
// so the styles in that page are allowed everywhere, by their hash.
fn headers(press: &Press<'_>) -> Bytes {
    // Its mistakes are told where it is published.
    let page = press.render("404.html", &missing::page(press.site)).unwrap_or_default();
    let styles: String = styles(str::from_utf8(&page).expect("templates are text"))
        .map(|style| format!(" 'sha256-{}'", Sha256::of(style.as_bytes()).base64()))
        .collect();
    let policy = [
        "default-src 'none'",
        "script-src 'self'",
        &format!("style-src 'self'{styles}"),
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        // No page fetches anything, but what audits a page does so from within it: Lighthouse, robots.txt.
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ];
    let settings = press.site.settings();
    let root = missing::base_path(settings.base_url.as_deref());
    let mut text = format!(
        "{root}*\n\
         \x20 Content-Security-Policy: {}\n\
         \x20 X-Content-Type-Options: nosniff\n\
         \x20 X-Frame-Options: DENY\n\
         \x20 Referrer-Policy: strict-origin-when-cross-origin\n\
         \x20 Permissions-Policy: {PERMISSIONS}\n",
        policy.join("; ")
    );
    // A page says in which characters it is written; Markdown can't, and a program that is told nothing
    // may guess. The star stands for folders as well.
    if settings.has(Extra::Markdown) {
        for (place, kind) in [("*.md", "markdown"), ("llms.txt", "plain")] {
            text.push_str(&format!("{root}{place}\n  Content-Type: text/{kind}; charset=utf-8\n"));
        }
    }
    // Their names change with their bytes. The index of search is not among them.
    for place in press.site.assets().values().take(FOREVER) {
        text.push_str(&format!("{root}{place}\n  Cache-Control: public, max-age=31536000, immutable\n"));
    }
    Ok(text.into_bytes())
}

// What a tutorial never asks a visitor for. The clipboard is written by the copy buttons.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
    magnetometer=(), microphone=(), payment=(), usb=()";

// The texts of the `style` elements of a page.
fn styles(html: &str) -> impl Iterator<Item = &str> {
    html.split("<style>").skip(1).filter_map(|rest| rest.split_once("</style>").map(|(style, _)| style))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_of_a_page_is_found() {
        let html = "<style>a{}\n</style><p>发信</p><style>b{}</style>";
        assert_eq!(styles(html).collect::<Vec<_>>(), ["a{}\n", "b{}"]);
    }
}
