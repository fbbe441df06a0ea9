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
    Line(&'static str, Purpose),
    /// The login, by the command that begins it.
    Login(&'static str),
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The server begins.
    Greeting,
    /// The client says who it is.
    Name,
    /// The server lists what it can do.
    Abilities,
    /// The server can upgrade to TLS.
    Offer,
    /// The client wants to.
    Request,
    /// The server is about to.
    Consent,
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
    use Purpose::{Abilities, Consent, Greeting, Name, Offer, Request};
    let client = |line, purpose| Message { from: From::Client, what: What::Line(line, purpose) };
    let server = |line, purpose| Message { from: From::Server, what: What::Line(line, purpose) };
    let login = |line| Message { from: From::Client, what: What::Login(line) };
    let connect = Message { from: From::Both, what: What::Connect };
    let tls = Message { from: From::Both, what: What::Tls };
    Some(match (protocol, mode) {
        ("SMTP", Encryption::Implicit) => {
            let greeting = server("220", Greeting);
            vec![connect, tls, greeting, client("EHLO", Name), server("250", Abilities), login("AUTH")]
        }
        ("SMTP", Encryption::Starttls) => vec![
            connect,
            server("220", Greeting),
            client("EHLO", Name),
            server("250-STARTTLS", Offer),
            client("STARTTLS", Request),
            server("220", Consent),
            tls,
            client("EHLO", Name),
            server("250", Abilities),
            login("AUTH"),
        ],
        ("IMAP", Encryption::Implicit) => vec![connect, tls, server("* OK", Greeting), login("a LOGIN")],
        ("IMAP", Encryption::Starttls) => vec![
            connect,
            server("* OK [… STARTTLS]", Offer),
            client("a STARTTLS", Request),
            server("a OK", Consent),
            tls,
            login("b LOGIN"),
        ],
        ("POP3", Encryption::Implicit) => vec![connect, tls, server("+OK", Greeting), login("USER, PASS")],
        ("POP3", Encryption::Starttls) => vec![
            connect,
            server("+OK", Greeting),
            client("STLS", Request),
            server("+OK", Consent),
            tls,
            login("USER, PASS"),
        ],
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
