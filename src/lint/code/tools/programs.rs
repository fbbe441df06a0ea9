//! Programs that speak one protocol and take the port as an option.

use super::Claims;
use crate::base::registry::Transport;
use crate::base::span::Spanned;
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, NO_FORMS, PLAIN_START, STARTTLS};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

/// A program, its options for the port, and what it speaks.
const PROGRAMS: &[(&str, &[&str], &str)] = &[
    ("ssh", &["-p"], "SSH"),
    ("scp", &["-P"], "SSH"),
    ("ssh-copy-id", &["-p"], "SSH"),
    ("ssh-keyscan", &["-p"], "SSH"),
    ("mysqladmin", &["-P", "--port"], "MySQL"),
    ("pg_restore", &["-p", "--port"], "PostgreSQL"),
    ("pg_basebackup", &["-p", "--port"], "PostgreSQL"),
    ("createdb", &["-p", "--port"], "PostgreSQL"),
    ("redis-benchmark", &["-p"], "Redis"),
    ("mongodump", &["--port"], "MongoDB"),
    ("mongo", &["--port"], "MongoDB"),
    ("mysql", &["-P", "--port"], "MySQL"),
    ("mariadb", &["-P", "--port"], "MySQL"),
    ("mysqldump", &["-P", "--port"], "MySQL"),
    ("psql", &["-p", "--port"], "PostgreSQL"),
    ("pg_dump", &["-p", "--port"], "PostgreSQL"),
    ("pg_isready", &["-p", "--port"], "PostgreSQL"),
    ("redis-cli", &["-p"], "Redis"),
    ("mongosh", &["--port"], "MongoDB"),
    ("pgcli", &["-p", "--port"], "PostgreSQL"),
    ("mycli", &["-P", "--port"], "MySQL"),
    ("redis-server", &["--port"], "Redis"),
    ("mysqld", &["-P", "--port"], "MySQL"),
    ("mongod", &["--port"], "MongoDB"),
    ("memcached", &["-p"], "memcached"),
    ("sieve-connect", &["-p", "--port"], "ManageSieve"),
];

const DIG: &Forms = &Forms { implicit: "dig +tls", starttls: "", cleartext: "dig" };

/// Database shells, SSH, `dig`.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    for command in &snippet.commands {
        for (program, options, protocol) in PROGRAMS.iter().filter(|(program, ..)| command.runs(&[program])) {
            debug_assert!(!program.is_empty());
            // `psql "host=db port=5432"`
            let inner = command
                .arguments()
                .iter()
                .flat_map(|word| word.parts(&[' ']))
                .find_map(|part| part.after("port="));
            let claim = command.value(options).or(inner).and_then(Claim::number);
            claims.extend(
                claim.map(|claim| {
                    claim.means(protocol, command.words[0]).over(Transport::Tcp, command.words[0])
                }),
            );
        }
        // Plugins of Nagios are called `check_imap`.
        let name = command.words[0].split_last('/').map_or(command.words[0], |(_, name)| name);
        if let Some(protocol) = name.after("check_") {
            let claim =
                command.value(&["-p", "--port"]).and_then(Claim::number).map(|claim| claim.speaks(protocol));
            // `-T` of `check_http` is a type of contents.
            let upgrade: &[&str] = if protocol.is("ldap") { &["-T", "--starttls"] } else { &["--starttls"] };
            let starttls = command.flag(upgrade);
            claims.extend(claim.map(|claim| match (command.flag(&["-S", "--ssl"]), starttls) {
                (_, Some(flag)) => claim.mode(STARTTLS, flag, NO_FORMS),
                (Some(flag), _) if protocol.is("smtp") && flag.text == "-S" => {
                    claim.mode(STARTTLS, flag, NO_FORMS)
                }
                (Some(flag), _) => claim.mode(IMPLICIT, flag, NO_FORMS),
                _ => claim,
            }));
        }
        // `-ZZ` insists on STARTTLS, `-Z` asks for it.
        if ["ldapsearch", "ldapwhoami", "ldapmodify", "ldapadd"].iter().any(|program| name.is(program)) {
            let claim = command.value(&["-p"]).and_then(Claim::number).map(|claim| claim.means("LDAP", name));
            claims.extend(claim.map(|claim| match command.flag(&["-ZZ", "-Z"]) {
                Some(flag) => claim.mode(STARTTLS, flag, NO_FORMS),
                None => claim.mode(PLAIN_START, name, NO_FORMS),
            }));
        }
        if command.runs(&["vncviewer", "rdesktop"]) {
            let protocol = if name.is("rdesktop") { "RDP" } else { "RFB" };
            let host = command.operands(&["-u", "-p", "-g", "-a", "-d", "-via"]).last().copied();
            // A number below 100 is that of a display.
            let port = host.and_then(|host| host.split_last(':')).map(|(_, port)| port);
            let claim = port.filter(|port| port.text.len() > 2).and_then(Claim::number);
            claims.extend(claim.map(|claim| claim.means(protocol, name).over(Transport::Tcp, name)));
        }
        // A client that knows no TLS.
        if command.runs(&["ftp"]) {
            let port = command.operands(&[]).get(1).copied().and_then(Claim::number);
            claims.extend(
                port.map(|claim| claim.means("FTP", name).plainly().mode(PLAIN_START, name, NO_FORMS)),
            );
        }
        // Without `-UseSSL`, it is HTTP.
        if command.runs(&["Enter-PSSession", "New-PSSession", "Test-WSMan", "New-WSManInstance"]) {
            let words = command.arguments();
            let port = words.iter().position(|word| word.is("-Port")).and_then(|at| words.get(at + 1));
            let claim = port.copied().and_then(Claim::number);
            claims.extend(claim.map(|claim| match words.iter().find(|word| word.is("-UseSSL")) {
                Some(flag) => Claim { named: Some(Spanned::new("wsmans", flag.span())), ..claim },
                None => claim.mode(PLAIN_START, name, NO_FORMS),
            }));
        }
        if command.runs(&["sftp"]) {
            let port = command.value(&["-P"]).and_then(Claim::number);
            claims.extend(port.map(|claim| claim.means("SSH", name).plainly()));
        }
        if command.runs(&["xfreerdp", "wlfreerdp", "mstsc", "mstsc.exe"]) {
            let host = command.arguments().iter().find_map(|word| word.after("/v:"));
            let claim = host.and_then(Word::port_of_host).and_then(Claim::number);
            claims.extend(claim.map(|claim| claim.means("RDP", name).over(Transport::Tcp, name)));
        }
        // .NET upgrades, and calls it SSL.
        if command.runs(&["Send-MailMessage"]) {
            let option = |text: &str| command.arguments().iter().position(|word| word.is(text));
            let port = option("-Port").and_then(|at| command.arguments().get(at + 1));
            let ssl = option("-UseSsl").map(|at| command.arguments()[at]);
            let claim = port.copied().and_then(Claim::number).map(|claim| claim.means("SMTP", name));
            claims.extend(claim.map(|claim| match ssl {
                Some(flag) => claim.mode(STARTTLS, flag, NO_FORMS),
                None => claim.mode(PLAIN_START, name, NO_FORMS),
            }));
        }
        if command.runs(&["dig", "kdig"]) {
            let claim = command.value(&["-p"]).and_then(Claim::number);
            let claim = claim.map(|claim| claim.means("DNS", command.words[0]));
            let secure = command.arguments().iter().find(|word| {
                word.after("+tls").is_some()
                    || word.after("+https").is_some()
                    || word.after("+quic").is_some()
            });
            claims.extend(claim.map(|claim| match secure {
                Some(flag) => claim.mode(IMPLICIT, *flag, DIG),
                None => claim.mode(PLAIN_START, command.words[0], DIG),
            }));
        }
    }
}
