//! Which addresses are links, and where they lead.
//!
//! Only what is listed here is let through: everything else is refused with a reason. Whether a
//! target exists is the model's question.

use crate::base::path::SourcePath;
use crate::base::span::Span;
use crate::diag::code::Code;
use crate::diag::{Diagnostic, Text, nearest, unmistakable};
use crate::syntax::markdown::Target;

/// What an address turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// An address outside of the site, to be written as it is.
    External(String),
    /// A place in the site.
    Site(Target),
    /// Not a link.
    Refused(Refusal),
}

/// Why an address is not a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is none.
    Empty,
    /// It begins with `/` or `//`.
    Root,
    /// It holds a control character, after percent-decoding too.
    Control,
    /// It holds a backslash, which browsers read as a slash.
    Backslash,
    /// `http:` or `https:` without a host.
    NoHost,
    /// Any other scheme.
    Scheme(String),
    /// An image that is not a file of the site.
    Image,
}

const SCHEMES: [&str; 8] = ["http", "https", "mailto", "tel", "port", "service", "provider", "term"];

/// Reads the address of a link.
pub(super) fn read(address: &str) -> Address {
    // Browsers drop these at both ends before they look for a scheme.
    let address = address.trim_matches(|c: char| c <= ' ');
    if address.is_empty() {
        return Address::Refused(Refusal::Empty);
    }
    if address.chars().any(char::is_control) {
        return Address::Refused(Refusal::Control);
    }
    let Some((scheme, rest)) = split_scheme(address) else { return relative(address) };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => match rest.strip_prefix("//") {
            Some(host) if !host.is_empty() && !host.starts_with('/') => Address::External(address.into()),
            _ => Address::Refused(Refusal::NoHost),
        },
        "mailto" | "tel" => Address::External(address.into()),
        "port" => Address::Site(match rest.split_once('#') {
            Some((id, aspect)) => Target::Port(id.into(), Some(aspect.into())),
            None => Target::Port(rest.into(), None),
        }),
        "service" => Address::Site(Target::Service(rest.into())),
        "provider" => Address::Site(Target::Provider(rest.into())),
        "term" => Address::Site(Target::Term(rest.into())),
        other => Address::Refused(Refusal::Scheme(other.into())),
    }
}

/// Reads the address of an image: the path of a file of the site, percent-decoded.
pub(super) fn read_image(address: &str) -> Result<String, Refusal> {
    match read(address) {
        Address::Site(Target::File(path, None)) => Ok(path),
        Address::Site(_) | Address::External(_) => Err(Refusal::Image),
        Address::Refused(refusal) => Err(refusal),
    }
}

fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let letter = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let legal = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    (letter && legal).then_some((scheme, rest))
}

fn relative(address: &str) -> Address {
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(decode_percent(anchor))),
        None => (address, None),
    };
    let path = decode_percent(path);
    // Looked at after decoding: what is refused as `/` is refused as `%2F`.
    match () {
        () if path.chars().chain(anchor.iter().flat_map(|anchor| anchor.chars())).any(char::is_control) => {
            Address::Refused(Refusal::Control)
        }
        () if path.contains('\\') => Address::Refused(Refusal::Backslash),
        () if path.starts_with('/') => Address::Refused(Refusal::Root),
        () if path.is_empty() => Address::Site(Target::Anchor(anchor.unwrap_or_default())),
        () => Address::Site(Target::File(path, anchor)),
    }
}

// A text that would not be UTF-8 stays as it was written.
fn decode_percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = text.get(at + 1..at + 3).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                decoded.push(byte);
                at += 3;
            }
            _ => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.into())
}

/// The problem that a refused address is.
pub(super) fn refused(path: &SourcePath, span: Span, address: &str, refusal: &Refusal) -> Diagnostic {
    let address: String =
        address.chars().take(80).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let message = match refusal {
        Refusal::Empty => text!("link has no address", "链接没有地址"),
        Refusal::Root => text!("address `{address}` begins with `/`", "地址 `{address}` 以 `/` 开头"),
        Refusal::Control => {
            text!("address `{address}` holds a control character", "地址 `{address}` 含有控制字符")
        }
        Refusal::Backslash => text!("address `{address}` holds a backslash", "地址 `{address}` 含有反斜线"),
        Refusal::NoHost => text!("address `{address}` has no host", "地址 `{address}` 没有主机名"),
        Refusal::Scheme(scheme) => text!("links to `{scheme}:` are refused", "不接受 `{scheme}:` 链接"),
        Refusal::Image => {
            text!("image `{address}` is not a file of the site", "图片 `{address}` 不是本站的文件")
        }
    };
    let problem = Diagnostic::new(Code::RefusedLink, path, span, message);
    let problem = match refusal {
        Refusal::Scheme(_) | Refusal::Image => problem.label(text!("refused", "被拒绝")),
        _ => problem.label(text!("not a link", "不是链接")),
    };
    let problem = match refusal {
        // An address that stands elsewhere does not begin there.
        Refusal::Scheme(scheme) => {
            let start = Span::new(span.start, span.start + scheme.len());
            // `ports` begins with `port`, and no address begins with `ports:`.
            match unmistakable(scheme, SCHEMES) {
                Some(meant) => problem.fix_word(path, start, scheme, meant),
                None => problem,
            }
        }
        _ => problem,
    };
    help(refusal).into_iter().fold(problem, Diagnostic::help)
}

fn help(refusal: &Refusal) -> Vec<Text> {
    match refusal {
        Refusal::Empty => vec![text!("write one between the parentheses", "请在圆括号里写上地址")],
        Refusal::Root => vec![text!(
            "write the path relative to this file, such as `../mail/smtp.md`: the site may stand below any folder",
            "请写相对于本文件的路径，例如 `../mail/smtp.md`：网站可能放在任何目录下"
        )],
        Refusal::Control => vec![text!("remove it", "请删去")],
        Refusal::Backslash => vec![text!("write `/`", "请写 `/`")],
        Refusal::NoHost => vec![text!("write `https://` and the host", "请写 `https://` 和主机名")],
        Refusal::Scheme(scheme) => {
            let near = nearest(scheme, SCHEMES).map(|near| text!("write `{near}:`", "请写 `{near}:`"));
            let known = text!(
                "links lead to `http:`, `https:`, `mailto:`, `tel:`, `port:`, `service:`, `provider:`, `term:` or to a relative path",
                "链接可以是 `http:`、`https:`、`mailto:`、`tel:`、`port:`、`service:`、`provider:`、`term:` 或相对路径"
            );
            near.into_iter().chain([known]).collect()
        }
        Refusal::Image => vec![text!(
            "put the file beside the article: pages load nothing from elsewhere",
            "请把文件放在文章旁边：页面不从别处加载任何内容"
        )],
    }
}

/// Where in `link`, the source of an inline link or image, the address `dest` is written; `None`
/// when it can't be told apart (it was escaped, or stands in a definition elsewhere).
pub(super) fn place(link: &str, dest: &str) -> Option<(usize, usize)> {
    // A title may hold `](` too. It is rare, so a few attempts do.
    link.rmatch_indices("](").take(4).find_map(|(at, _)| {
        let rest = &link[at + 2..];
        let start = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '<']).len();
        rest[start..].starts_with(dest).then_some((at + 2 + start, at + 2 + start + dest.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tricks_do_not_make_links() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript:alert(1)",
            "java\0script:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
            "view-source:https://example.com",
            "//example.com/x",
            "/\\example.com",
            "\\\\example.com",
            "https:example.com",
            "https:///example.com",
            "https://",
            "/etc/passwd",
            "%2fetc/passwd",
            "%2F%2fexample.com",
            "..%5c..%5cx",
            "a%00b.md",
            "a%0ab.md",
            "#a%0ab",
            "",
            " ",
        ] {
            assert!(matches!(read(address), Address::Refused(_)), "{address:?}");
            assert!(read_image(address).is_err(), "{address:?}");
        }
    }

    #[test]
    fn links_lead_out_or_into_the_site() {
        let file = |path: &str, anchor: Option<&str>| {
            Address::Site(Target::File(path.into(), anchor.map(String::from)))
        };
        let port =
            |id: &str, aspect: Option<&str>| Address::Site(Target::Port(id.into(), aspect.map(String::from)));
        for (address, expected) in [
            ("https://example.com/端口", Address::External("https://example.com/端口".into())),
            ("HTTP://example.com", Address::External("HTTP://example.com".into())),
            ("mailto:a@example.com", Address::External("mailto:a@example.com".into())),
            ("tel:+86-10", Address::External("tel:+86-10".into())),
            ("port:submission", port("submission", None)),
            ("port:submission#number", port("submission", Some("number"))),
            ("service:imap", Address::Site(Target::Service("imap".into()))),
            ("provider:qq", Address::Site(Target::Provider("qq".into()))),
            ("term:relay", Address::Site(Target::Term("relay".into()))),
            ("../mail/%E5%8F%91%E4%BF%A1.md#%E7%AB%AF", file("../mail/发信.md", Some("端"))),
            ("a%FF.md", file("a%FF.md", None)),
            ("100%.md", file("100%.md", None)),
            ("端口:x.md", file("端口:x.md", None)),
            ("#check", Address::Site(Target::Anchor("check".into()))),
        ] {
            assert_eq!(read(address), expected);
        }
        assert_eq!(read_image("图%201.png"), Ok("图 1.png".into()));
        assert_eq!(read_image("https://example.com/a.png"), Err(Refusal::Image));
    }

    #[test]
    fn the_address_is_found_in_its_link() {
        assert_eq!(place("[端](port:x)", "port:x"), Some((6, 12)));
        assert_eq!(place("[![a](b.png)](<c d> \"t\")", "c d"), Some((15, 18)));
        assert_eq!(place("[a](b \"](c)\")", "b"), Some((4, 5)));
        assert_eq!(place("[a](b&amp;c)", "b&c"), None);
    }
}
