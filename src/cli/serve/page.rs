//! What the server adds to a site: a script in every page, and a page for when there is no site.

use super::site::Site;
use crate::base::lang::Lang;
use crate::base::path::SourcePath;
use crate::diag::Diagnostic;
use crate::diag::print::{self, Styling};
use serde_json::json;

/// The script of every page: it hears of changes, loads the page again, and shows problems.
pub(super) const CLIENT: &str = include_str!("client.js");

// What is shown of a site with more errors than a person reads at once.
const SHOWN: usize = 20;

/// A page with the script at the end of its body. `version` names the site that it is a page of.
pub(super) fn with_client(page: &[u8], version: &str) -> Vec<u8> {
    let script =
        format!("<script src=\"{}\" data-version=\"{version}\" defer></script>\n", super::http::CLIENT);
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|part| part.eq_ignore_ascii_case(end)).unwrap_or(page.len());
    [&page[..at], script.as_bytes(), &page[at..]].concat()
}

/// The page that stands in for all others until there is a good site.
pub(super) fn waiting(lang: Lang, version: &str) -> Vec<u8> {
    let text = text!(
        "There is no site yet: its files have errors. This page loads again when they are mended.",
        "还没有可以显示的站点：文件中有错误。改好以后，本页会自动重新载入。"
    );
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Portolan</title>\n\
         <body>\n<p>{}</p>\n</body>\n</html>\n",
        lang.tag(),
        text.get(lang)
    );
    with_client(page.as_bytes(), version)
}

/// What the script is told: which site is served, and what is wrong with the files. One line of JSON;
/// `problems` is null when nothing is.
pub(super) fn state(site: &Site, version: &str, failure: Option<&str>, lang: Lang) -> String {
    let errors: Vec<Diagnostic> =
        site.problems.iter().filter(|problem| problem.is_error()).cloned().collect();
    let source =
        |path: &SourcePath| site.snapshot.find(path).and_then(|file| std::str::from_utf8(&file.bytes).ok());
    let text = match failure {
        Some(failure) => failure.to_string(),
        None if errors.is_empty() => {
            return json!({ "version": version, "problems": null }).to_string();
        }
        None => {
            let shown = &errors[..errors.len().min(SHOWN)];
            let excerpts = print::human(shown, &source, lang, Styling::Plain);
            format!("{excerpts}\n{}\n", print::summary(&errors, lang))
        }
    };
    let title = match site.tree.is_empty() {
        true => text!("The files have errors", "文件中有错误"),
        false => text!(
            "The files have errors; this is the last good page",
            "文件中有错误；这里显示的是上一次正确的页面"
        ),
    };
    let close = text!("Hide", "隐藏");
    let problems =
        json!({ "title": title.get(lang), "text": text, "close": close.get(lang), "lang": lang.tag() });
    json!({ "version": version, "problems": problems }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let script = "<script src=\"/.portolan/client.js\" data-version=\"v\" defer></script>\n";
        let page = "<body><p>&lt;/body> 端口 </BODY>\n</html>";
        let expected = format!("<body><p>&lt;/body> 端口 {script}</BODY>\n</html>");
        assert_eq!(String::from_utf8(with_client(page.as_bytes(), "v")).expect("UTF-8"), expected);
        assert_eq!(with_client(b"x", "v"), format!("x{script}").as_bytes());
    }
}
