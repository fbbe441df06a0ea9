//! Examples use names and addresses that belong to nobody: `example.com` and its kin (RFC 2606),
//! 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 (RFC 5737), 2001:db8::/32 (RFC 3849).
//!
//! A made-up name such as that of a test company belongs to somebody, who gets the mail of readers that
//! copy it. Names that the registry or a source has are meant as they are.

use super::prose::Prose;
use super::{Check, Findings, Rule, Subject};
use crate::base::registry::Reference;
use crate::diag::Diagnostic;
use crate::diag::code::Code;
use crate::syntax::decode::Noun;
use crate::syntax::markdown::passages::{Kind, Passage, Style};
use std::collections::BTreeSet;
use std::ops::Range;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "placeholders",
    looks_at: Noun { en: "host names and addresses", zh: "主机名和地址" },
    check: Check::Site(check),
    plant: plant!(zh "```sh\nopenssl s_client -connect mail.yourdomain.com:465\n```"),
};

// Names that only stand for another one.
const STAND_INS: &[&str] = &[
    "abc",
    "acme",
    "bar",
    "company",
    "demo",
    "domain",
    "domainname",
    "foo",
    "foobar",
    "host",
    "hostname",
    "mail",
    "mailserver",
    "mycompany",
    "mydomain",
    "myhost",
    "myserver",
    "mysite",
    "sample",
    "server",
    "site",
    "test",
    "website",
    "xx",
    "xxx",
    "xxxx",
    "xyz",
    "your-company",
    "your-domain",
    "your-server",
    "yourcompany",
    "yourdomain",
    "yourhost",
    "yourmail",
    "yourserver",
    "yoursite",
];
const ENDS: &[&str] = &["cn", "co", "com", "com.cn", "de", "io", "net", "org", "xyz"];

// Resolvers that everybody may ask; whoever writes one of them means it.
const RESOLVERS: &[[u8; 4]] = &[
    [1, 0, 0, 1],
    [1, 1, 1, 1],
    [8, 8, 4, 4],
    [8, 8, 8, 8],
    [9, 9, 9, 9],
    [114, 114, 114, 114],
    [119, 29, 29, 29],
    [223, 5, 5, 5],
    [223, 6, 6, 6],
];

fn check(subject: Subject<'_>, findings: &mut Findings) {
    let known = known(subject);
    for prose in subject.prose {
        for passage in prose.passages.list.iter().filter(|passage| !passage.is_quoted) {
            judge(prose, passage, &known, findings);
        }
    }
}

// The names that the site speaks of: hosts and domains of providers, and what sources are at.
fn known(subject: Subject<'_>) -> BTreeSet<String> {
    let providers = subject.site.providers.values();
    let hosts = providers.flat_map(|provider| {
        provider.domains.iter().chain(provider.servers.iter().map(|server| &server.host)).cloned()
    });
    let sources = subject.site.articles.values().flat_map(|article| &article.head.sources);
    let sources = sources.filter_map(|source| match source {
        Reference::Page { url, .. } => url.split('/').nth(2).map(str::to_string),
        _ => None,
    });
    hosts.chain(sources).collect()
}

fn judge(prose: &Prose<'_>, passage: &Passage, known: &BTreeSet<String>, findings: &mut Findings) {
    for range in tokens(&passage.text) {
        let token = &passage.text[range.clone()];
        let is_code = matches!(passage.kind, Kind::Code(_))
            || passage.run(range.start).is_some_and(|run| run.style == Style::Code);
        let is_wrong = match address(token) {
            // Outside of code, four numbers may be a version.
            Some(address) => is_code && !is_version(&passage.text, &range) && is_somebodys(address),
            None if token.contains("::") || token.matches(':').count() == 7 => is_code && is_public_v6(token),
            None => match is_host(token) {
                true => is_stand_in(token) && !known.contains(&token.to_ascii_lowercase()),
                false => continue,
            },
        };
        findings.look(1);
        if is_wrong {
            findings.report(problem(prose, passage, range));
        }
    }
}

// Words that could be a host name or an address.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
        from += text[from..].find(is_part)?;
        let length = text[from..].find(|c| !is_part(c)).unwrap_or(text.len() - from);
        let (start, token) = (from, &text[from..from + length]);
        from += length;
        // The end of a sentence, and a port.
        let token = token.trim_end_matches(['.', ':', '-']);
        let token = match token.rsplit_once(':') {
            Some((host, port)) if !host.contains(':') && port.bytes().all(|byte| byte.is_ascii_digit()) => {
                host
            }
            _ => token,
        };
        Some(start..start + token.len())
    })
}

fn address(token: &str) -> Option<[u8; 4]> {
    let mut parts = token.split('.');
    let mut next = || parts.next().filter(|part| part.len() <= 3).and_then(|part| part.parse::<u8>().ok());
    let address = [next()?, next()?, next()?, next()?];
    parts.next().is_none().then_some(address)
}

// What stands before a version: a letter, a slash, a hyphen.
fn is_version(text: &str, range: &Range<usize>) -> bool {
    let before = &text[..range.start];
    before.ends_with(['/', '-', '_', '^', '~', '=']) && !before.ends_with("//")
}

// Neither for examples (RFC 5737) nor for special use (RFC 6890), multicast, or a public resolver.
fn is_somebodys(address: [u8; 4]) -> bool {
    let [a, b, c, _] = address;
    let special = matches!(a, 0 | 10 | 127 | 224..=255)
        || matches!((a, b), (100, 64..=127) | (169, 254) | (172, 16..=31) | (192, 168) | (198, 18..=19))
        || matches!((a, b, c), (192, 0, 0) | (192, 0, 2) | (192, 88, 99) | (198, 51, 100) | (203, 0, 113));
    !special && !RESOLVERS.contains(&address)
}

// 2000::/3 without 2001:db8::/32 and 3fff::/20 (RFC 9637).
fn is_public_v6(token: &str) -> bool {
    let groups: Vec<&str> = token.split(':').collect();
    let is_hex =
        groups.iter().all(|group| group.len() <= 4 && group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let first = groups.first().and_then(|group| u16::from_str_radix(group, 16).ok()).unwrap_or_default();
    let second = groups.get(1).and_then(|group| u16::from_str_radix(group, 16).ok()).unwrap_or_default();
    is_hex
        && groups.len() >= 3
        && (0x2000..0x4000).contains(&first)
        && (first, second) != (0x2001, 0xdb8)
        && first != 0x3fff
}

fn is_host(token: &str) -> bool {
    let labels: Vec<&str> = token.split('.').collect();
    labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
        && labels.last().is_some_and(|end| end.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

fn is_stand_in(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    ENDS.iter().any(|end| {
        let rest = host.strip_suffix(end).and_then(|rest| rest.strip_suffix('.'));
        rest.is_some_and(|rest| {
            let name = rest.rsplit('.').next().unwrap_or(rest);
            STAND_INS.binary_search(&name).is_ok()
        })
    })
}

fn problem(prose: &Prose<'_>, passage: &Passage, range: Range<usize>) -> Diagnostic {
    let written = passage.text[range.clone()].to_string();
    let message = text!("`{written}` is somebody’s and not an example", "`{written}` 属于别人，不能拿来举例");
    Diagnostic::new(Code::Placeholder, prose.path, passage.place(range), message).help(text!(
        "use `example.com`, `192.0.2.1`, `198.51.100.1`, `203.0.113.1` or `2001:db8::1`",
        "请用 `example.com`、`192.0.2.1`、`198.51.100.1`、`203.0.113.1` 或 `2001:db8::1`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::lang::Lang;
    use crate::lint::shown::shown;

    #[test]
    fn names_and_addresses_of_others_are_reported() {
        assert!(STAND_INS.is_sorted());
        for marked in [
            "发到 me@⟦yourdomain.com⟧",
            "`nc ⟦mail.test.com⟧:25`",
            "```\nping ⟦12.34.56.78⟧ 25\nping6 ⟦2600:1::1⟧\n```",
        ] {
            let plain = marked.replace(['⟦', '⟧'], "");
            assert_eq!(shown(&RULE, Lang::Zh, &plain).0, marked);
        }
        for right in [
            "`nc mail.example.com 25`，smtp.qq.com，test.example.org，test.md",
            "```\n192.0.2.7 10.1.2.3 127.0.0.1:25 8.8.8.8 2001:db8::7 fe80::1 ::1 Chrome/120.1.2.3 12:30:45\n```",
            "版本 12.34.56.78",
        ] {
            assert_eq!(shown(&RULE, Lang::Zh, right).0, right);
        }
    }
}
