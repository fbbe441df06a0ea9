//! What client and server say to each other until the login, as the standards have it.
//!
//! Where it becomes encrypted is the whole difference between implicit TLS and STARTTLS: RFC 8314 §3,
//! and RFC 3207 §4 for SMTP, RFC 9051 §6.2.1 for IMAP, RFC 2595 §4 for POP3.

use crate::base::registry::Encryption;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The client.
    Client,
    /// The server.
    Server,
    /// Both by turns.
    Both,
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The connection is made.
    Connect,
    /// TLS begins; all that follows is encrypted.
    Tls,
    /// A line of the protocol.
    Line(&'static str),
    /// The login, by the command that begins it.
    Login(&'static str),
}

/// A step of the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who speaks.
    pub from: From,
    /// What is said.
    pub what: What,
}

/// The conversation on a port of a protocol that is encrypted so. `None` for what nobody should do,
/// and for protocols that are not known here.
pub fn conversation(protocol: &str, mode: Encryption) -> Option<Vec<Message>> {
    let client = |line| Message { from: From::Client, what: What::Line(line) };
    let server = |line| Message { from: From::Server, what: What::Line(line) };
    let login = |line| Message { from: From::Client, what: What::Login(line) };
    let connect = Message { from: From::Both, what: What::Connect };
    let tls = Message { from: From::Both, what: What::Tls };
    Some(match (protocol, mode) {
        ("SMTP", Encryption::Implicit) => {
            vec![connect, tls, server("220"), client("EHLO"), server("250"), login("AUTH")]
        }
        ("SMTP", Encryption::Starttls) => vec![
            connect,
            server("220"),
            client("EHLO"),
            server("250-STARTTLS"),
            client("STARTTLS"),
            server("220"),
            tls,
            client("EHLO"),
            server("250"),
            login("AUTH"),
        ],
        ("IMAP", Encryption::Implicit) => vec![connect, tls, server("* OK"), login("a LOGIN")],
        ("IMAP", Encryption::Starttls) => vec![
            connect,
            server("* OK [… STARTTLS]"),
            client("a STARTTLS"),
            server("a OK"),
            tls,
            login("b LOGIN"),
        ],
        ("POP3", Encryption::Implicit) => vec![connect, tls, server("+OK"), login("USER, PASS")],
        ("POP3", Encryption::Starttls) => {
            vec![connect, server("+OK"), client("STLS"), server("+OK"), tls, login("USER, PASS")]
        }
        _ => return None,
    })
}

/// The protocols that are known here.
pub const PROTOCOLS: [&str; 3] = ["SMTP", "IMAP", "POP3"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_logs_in_before_tls() {
        for protocol in PROTOCOLS {
            for mode in [Encryption::Implicit, Encryption::Starttls] {
                let said = conversation(protocol, mode).expect("is known");
                let at = |what: fn(&What) -> bool| said.iter().position(|message| what(&message.what));
                let tls = at(|what| matches!(what, What::Tls)).expect("there is TLS");
                let login = at(|what| matches!(what, What::Login(_))).expect("there is a login");
                assert!(tls < login, "{protocol}");
                // Implicit TLS is the first thing on the wire, and STARTTLS is asked for before.
                assert_eq!(tls == 1, mode == Encryption::Implicit, "{protocol}");
                assert_eq!(login + 1, said.len());
            }
            assert_eq!(conversation(protocol, Encryption::Cleartext), None);
        }
        assert_eq!(conversation("SSH", Encryption::Implicit), None);
    }
}
