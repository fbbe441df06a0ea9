//! The servers of our providers agree with what Thunderbird's database (ISPDB) has for the same mail
//! domains. It is a second source and no authority: where the two differ, the entry says why.

use portolan::base::registry::{Encryption, Provider};
use portolan::model::read;
use portolan::source::disk;
use std::path::Path;

/// Files of the database, by the name of the provider there.
const DATABASE: &[(&str, &str)] = &[
    ("126.com", include_str!("fixtures/ispdb/126.com.xml")),
    ("163.com", include_str!("fixtures/ispdb/163.com.xml")),
    ("aol.com", include_str!("fixtures/ispdb/aol.com.xml")),
    ("gmx.com", include_str!("fixtures/ispdb/gmx.com.xml")),
    ("googlemail.com", include_str!("fixtures/ispdb/googlemail.com.xml")),
    ("hotmail.com", include_str!("fixtures/ispdb/hotmail.com.xml")),
    ("mail.ru", include_str!("fixtures/ispdb/mail.ru.xml")),
    ("me.com", include_str!("fixtures/ispdb/me.com.xml")),
    ("messagingengine.com", include_str!("fixtures/ispdb/messagingengine.com.xml")),
    ("naver.com", include_str!("fixtures/ispdb/naver.com.xml")),
    ("office365.com", include_str!("fixtures/ispdb/office365.com.xml")),
    ("posteo.de", include_str!("fixtures/ispdb/posteo.de.xml")),
    ("qq.com", include_str!("fixtures/ispdb/qq.com.xml")),
    ("yahoo.com", include_str!("fixtures/ispdb/yahoo.com.xml")),
    ("yandex.ru", include_str!("fixtures/ispdb/yandex.ru.xml")),
    ("zoho.com", include_str!("fixtures/ispdb/zoho.com.xml")),
];

/// Servers that the database has and our entry has not; a remark in the entry says why.
const LEFT_OUT: &[(&str, &str)] = &[("yahoo", "imap export.imap.mail.yahoo.com:993 implicit")];

#[test]
fn our_providers_have_the_servers_of_the_second_source() {
    let snapshot = disk::read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is readable");
    let trees = read::read(&snapshot, &mut Vec::new());
    let providers: Vec<&Provider> = trees.providers.iter().map(|file| &file.tree.value).collect();
    let (mut wrong, mut compared) = (String::new(), 0);
    for (name, text) in DATABASE {
        let domains = all(text, "domain");
        let ours = providers
            .iter()
            .find(|ours| ours.domains.iter().any(|domain| domains.contains(&domain.as_str())));
        let ours = ours.unwrap_or_else(|| panic!("{name} is one of our providers"));
        let own: Vec<String> = ours
            .servers
            .iter()
            .map(|server| {
                let service = if server.service.as_str() == "smtp-submission" {
                    "smtp"
                } else {
                    server.service.as_str()
                };
                format!("{service} {}:{} {}", server.host, server.port, server.encryption)
            })
            .collect();
        for server in servers(text) {
            compared += 1;
            let is_left_out = LEFT_OUT.contains(&(ours.id.as_str(), &server));
            if own.contains(&server) == is_left_out {
                wrong.push_str(&format!("{}: {server} of {name}; ours: {}\n", ours.id, own.join(", ")));
            }
        }
    }
    assert_eq!(wrong, "");
    assert_eq!(compared, 55);
}

// `imap imap.qq.com:993 implicit`, of the protocols that we have.
fn servers(text: &str) -> Vec<String> {
    let mut servers = Vec::new();
    for tag in ["incomingServer", "outgoingServer"] {
        for part in text.split(&format!("<{tag} type=\"")).skip(1) {
            let (service, rest) = part.split_once('"').expect("the value is closed");
            let (inner, _) = rest.split_once(&format!("</{tag}>")).expect("the element is closed");
            if !["imap", "pop3", "smtp"].contains(&service) {
                continue;
            }
            let one = |tag: &str| all(inner, tag)[0];
            let encryption = match one("socketType") {
                "SSL" => Encryption::Implicit,
                "STARTTLS" => Encryption::Starttls,
                _ => Encryption::Cleartext,
            };
            servers.push(format!("{service} {}:{} {encryption}", one("hostname"), one("port")));
        }
    }
    servers
}

// The texts of all elements with a name.
fn all<'t>(text: &'t str, tag: &str) -> Vec<&'t str> {
    let parts = text.split(&format!("<{tag}>")).skip(1).collect::<Vec<_>>();
    let close = format!("</{tag}>");
    parts.into_iter().map(|part| part.split_once(&close).expect("the element is closed").0).collect()
}
