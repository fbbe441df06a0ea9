//! Commands that test a port, from what the registry says of it.
//!
//! Lines about mail follow those that the articles ran. The same forms for other protocols were not run,
//! nor was the one that says so.

use super::ports::{PortName, PortRow};
use crate::base::registry::{Direction, Encryption, Transport};

/// A command with what it is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The question that it answers.
    pub purpose: Purpose,
    /// The program.
    pub tool: &'static str,
    /// The name of the language, as a fence has it.
    pub language: &'static str,
    /// What to type; the host in it is an [example](host).
    pub line: String,
}

/// The questions about a port, in the order in which they are asked: one that fails makes those after
/// it pointless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Does anything answer?
    Open,
    /// The same on Windows, where Microsoft documents it and we have not run it.
    OpenOnWindows,
    /// Do encryption and certificate work?
    Tls,
    /// What does the web server say?
    Answer,
    /// Is the login accepted?
    Login,
}

impl Purpose {
    /// The word that stands for it in interface texts.
    pub fn word(self) -> &'static str {
        match self {
            Purpose::Open => "open",
            Purpose::OpenOnWindows => "windows",
            Purpose::Tls => "tls",
            Purpose::Answer => "answer",
            Purpose::Login => "login",
        }
    }
}

/// The host in the commands for a protocol: what a reader has to replace.
pub fn host(protocol: &str) -> &'static str {
    match protocol {
        "SMTP" | "LMTP" | "IMAP" | "POP2" | "POP3" | "ManageSieve" => "mail.example.com",
        _ => "server.example.com",
    }
}

/// The commands for a port whose service speaks `protocol`. None for ports without TCP: what a silent
/// UDP port means can't be told.
pub fn commands(name: &PortName, row: &PortRow, protocol: &str) -> Vec<Command> {
    if !name.transports.contains(&Transport::Tcp) {
        return Vec::new();
    }
    let (host, number) = (host(protocol), name.number);
    let command = |purpose, tool, line| Command { purpose, tool, language: "sh", line };
    let mut commands = vec![command(Purpose::Open, "nc", format!("nc -vz -w 5 {host} {number}"))];
    // The other programs take one number and no range.
    if number.first != number.last {
        return commands;
    }
    commands.push(Command {
        purpose: Purpose::OpenOnWindows,
        tool: "Test-NetConnection",
        language: "powershell",
        line: format!("Test-NetConnection {host} -Port {number}"),
    });
    let mode = row.encryption.first().copied().unwrap_or(Encryption::Cleartext);
    let upgrade = match mode {
        Encryption::Implicit => Some(String::new()),
        Encryption::Starttls => starttls(protocol, row.direction).map(|word| format!(" -starttls {word}")),
        Encryption::Cleartext => None,
    };
    if let Some(upgrade) = upgrade {
        let line =
            format!("openssl s_client -connect {host}:{number}{upgrade} -verify_hostname {host} -brief");
        commands.push(command(Purpose::Tls, "openssl", line));
    }
    if ["HTTP", "HTTPS"].contains(&protocol) {
        let scheme = if mode == Encryption::Implicit { "https" } else { "http" };
        commands.push(command(Purpose::Answer, "curl", format!("curl -sSI {scheme}://{host}:{number}/")));
    }
    if row.direction == Direction::ClientToServer && mode != Encryption::Cleartext {
        let is_implicit = mode == Encryption::Implicit;
        let login = match (protocol, is_implicit) {
            ("SMTP", _) => {
                let tls = if is_implicit { "-tlsc" } else { "-tls" };
                let line =
                    format!("swaks --server {host} --port {number} {tls} -a -au anna -ahp --quit-after AUTH");
                Some(("swaks", line))
            }
            ("IMAP" | "POP3", true) => {
                let scheme = protocol.to_lowercase();
                Some(("curl", format!("curl --user anna {scheme}s://{host}:{number}")))
            }
            ("IMAP" | "POP3", false) => {
                let scheme = protocol.to_lowercase();
                Some(("curl", format!("curl --ssl-reqd --user anna {scheme}://{host}:{number}")))
            }
            _ => None,
        };
        commands.extend(login.map(|(tool, line)| command(Purpose::Login, tool, line)));
    }
    commands
}

// What `openssl s_client -starttls` calls a protocol (OpenSSL 3.0).
fn starttls(protocol: &str, direction: Direction) -> Option<&'static str> {
    Some(match (protocol, direction) {
        ("SMTP", _) => "smtp",
        ("LMTP", _) => "lmtp",
        ("IMAP", _) => "imap",
        ("POP3", _) => "pop3",
        ("ManageSieve", _) => "sieve",
        ("FTP", _) => "ftp",
        ("LDAP", _) => "ldap",
        ("MySQL", _) => "mysql",
        ("PostgreSQL", _) => "postgres",
        ("XMPP", Direction::ServerToServer) => "xmpp-server",
        ("XMPP", _) => "xmpp",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::registry::{FamilyId, PortId, PortNumber, ServiceId, Status};

    fn lines(protocol: &str, (first, last): (u16, u16), transport: Transport, mode: Encryption) -> String {
        let name = PortName {
            id: PortId::new("a"),
            number: PortNumber { first, last },
            transports: vec![transport],
            name: "端口".into(),
            service: ServiceId::new("a"),
            is_first: true,
        };
        let row = PortRow {
            is_alone: true,
            verdict: None,
            encryption: vec![mode],
            direction: Direction::ClientToServer,
            status: Status::Registered,
            family: FamilyId::new("mail"),
        };
        let line = |command: Command| format!("{}: {}\n", command.purpose.word(), command.line);
        commands(&name, &row, protocol).into_iter().map(line).collect()
    }

    #[test]
    fn a_port_is_tested_as_it_is_encrypted() {
        assert_eq!(
            lines("IMAP", (993, 993), Transport::Tcp, Encryption::Implicit),
            "open: nc -vz -w 5 mail.example.com 993\n\
             windows: Test-NetConnection mail.example.com -Port 993\n\
             tls: openssl s_client -connect mail.example.com:993 -verify_hostname mail.example.com -brief\n\
             login: curl --user anna imaps://mail.example.com:993\n"
        );
        assert_eq!(
            lines("SMTP", (587, 587), Transport::Tcp, Encryption::Starttls),
            "open: nc -vz -w 5 mail.example.com 587\n\
             windows: Test-NetConnection mail.example.com -Port 587\n\
             tls: openssl s_client -connect mail.example.com:587 -starttls smtp -verify_hostname \
             mail.example.com -brief\n\
             login: swaks --server mail.example.com --port 587 -tls -a -au anna -ahp --quit-after AUTH\n"
        );
        assert_eq!(
            lines("HTTP", (8080, 8080), Transport::Tcp, Encryption::Cleartext),
            "open: nc -vz -w 5 server.example.com 8080\n\
             windows: Test-NetConnection server.example.com -Port 8080\n\
             answer: curl -sSI http://server.example.com:8080/\n"
        );
    }

    #[test]
    fn ranges_have_one_command_and_udp_has_none() {
        assert_eq!(
            lines("IRC", (6665, 6669), Transport::Tcp, Encryption::Cleartext),
            "open: nc -vz -w 5 server.example.com 6665-6669\n"
        );
        assert_eq!(lines("NTP", (123, 123), Transport::Udp, Encryption::Cleartext), "");
    }
}
