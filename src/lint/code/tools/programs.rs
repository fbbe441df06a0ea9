//! Programs that speak one protocol and take the port as an option.

use super::Claims;
use crate::base::registry::Transport;
use crate::base::span::Spanned;
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, NO_FORMS, PLAIN_START, STARTTLS};
use crate::lint::code::shell::Command;
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
        claims.extend(READERS.iter().filter_map(|read| read(command, command.program())));
    }
}

/// What a command claims; its program comes without the folder.
type Read = for<'t> fn(&Command<'t>, Word<'t>) -> Option<Claim<'t>>;

const READERS: &[Read] =
    &[with_option, nagios, ldap, screens, ftp, power_shell_remoting, sftp, remote_desktop, send_mail, dig];

fn with_option<'t>(command: &Command<'t>, _: Word<'t>) -> Option<Claim<'t>> {
    let (_, options, protocol) = PROGRAMS.iter().find(|(program, ..)| command.runs(&[program]))?;
    // `psql "host=db port=5432"`
    let inner = || {
        let parts = command.arguments().iter().flat_map(|word| word.parts(&[' ']));
        parts.into_iter().find_map(|part| part.after("port="))
    };
    let claim = Claim::number(command.value(options).or_else(inner)?)?;
    Some(claim.means(protocol, command.words[0]).over(Transport::Tcp, command.words[0]))
}

// Plugins of Nagios are called `check_imap`.
fn nagios<'t>(command: &Command<'t>, name: Word<'t>) -> Option<Claim<'t>> {
    let protocol = name.after("check_")?;
    let claim = Claim::number(command.value(&["-p", "--port"])?)?.speaks(protocol);
    // `-T` of `check_http` is a type of contents.
    let upgrade: &[&str] = if protocol.is("ldap") { &["-T", "--starttls"] } else { &["--starttls"] };
    Some(match (command.flag(&["-S", "--ssl"]), command.flag(upgrade)) {
        (_, Some(flag)) => claim.mode(STARTTLS, flag, NO_FORMS),
        (Some(flag), _) if protocol.is("smtp") && flag.text == "-S" => claim.mode(STARTTLS, flag, NO_FORMS),
        (Some(flag), _) => claim.mode(IMPLICIT, flag, NO_FORMS),
        _ => claim,
    })
}

// `-ZZ` insists on STARTTLS, `-Z` asks for it.
fn ldap<'t>(command: &Command<'t>, name: Word<'t>) -> Option<Claim<'t>> {
    if !name.is_any(&["ldapsearch", "ldapwhoami", "ldapmodify", "ldapadd"]) {
        return None;
    }
    let claim = Claim::number(command.value(&["-p"])?)?.means("LDAP", name);
    Some(match command.flag(&["-ZZ", "-Z"]) {
        Some(flag) => claim.mode(STARTTLS, flag, NO_FORMS),
        None => claim.mode(PLAIN_START, name, NO_FORMS),
    })
}

fn screens<'t>(command: &Command<'t>, name: Word<'t>) -> Option<Claim<'t>> {
    if !command.runs(&["vncviewer", "rdesktop"]) {
        return None;
    }
    let protocol = if name.is("rdesktop") { "RDP" } else { "RFB" };
    let host = command.operands(&["-u", "-p", "-g", "-a", "-d", "-via"]).last().copied()?;
    // A number below 100 is that of a display.
    let (_, port) = host.split_last(':').filter(|(_, port)| port.text.len() > 2)?;
    Some(Claim::number(port)?.means(protocol, name).over(Transport::Tcp, name))
}

// A client that knows no TLS.
fn ftp<'t>(command: &Command<'t>, name: Word<'t>) -> Option<Claim<'t>> {
    let port = command.runs(&["ftp"]).then(|| command.operands(&[]).get(1).copied())??;
    Some(Claim::number(port)?.means("FTP", name).plainly().mode(PLAIN_START, name, NO_FORMS))
}

// Without `-UseSSL`, it is HTTP.
fn power_shell_remoting<'t>(command: &Command<'t>, name: Word<'t>) -> Option<Claim<'t>> {
    if !command.runs(&["Enter-PSSession", "New-PSSession", "Test-WSMan", "New-WSManInstance"]) {
        return None;
    }
    let claim = Claim::number(command.behind("-Port")?)?;
    Some(match command.arguments().iter().find(|word| word.is("-UseSSL")) {
        Some(flag) => Claim { named: Some(Spanned::new("wsmans", flag.span())), ..claim },
        None => claim.mode(PLAIN_START, name, NO_FORMS),
    })
}

fn sftp<'t>(command: &Command<'t>, name: Word<'t>) -> Option<Claim<'t>> {
    let port = command.runs(&["sftp"]).then(|| command.value(&["-P"]))??;
    Some(Claim::number(port)?.means("SSH", name).plainly())
}

fn remote_desktop<'t>(command: &Command<'t>, name: Word<'t>) -> Option<Claim<'t>> {
    if !command.runs(&["xfreerdp", "wlfreerdp", "mstsc", "mstsc.exe"]) {
        return None;
    }
    let host = command.arguments().iter().find_map(|word| word.after("/v:"))?;
    Some(Claim::number(host.port_of_host()?)?.means("RDP", name).over(Transport::Tcp, name))
}

// .NET upgrades, and calls it SSL.
fn send_mail<'t>(command: &Command<'t>, name: Word<'t>) -> Option<Claim<'t>> {
    let port = command.runs(&["Send-MailMessage"]).then(|| command.behind("-Port"))??;
    let claim = Claim::number(port)?.means("SMTP", name);
    Some(match command.arguments().iter().find(|word| word.is("-UseSsl")) {
        Some(flag) => claim.mode(STARTTLS, *flag, NO_FORMS),
        None => claim.mode(PLAIN_START, name, NO_FORMS),
    })
}

fn dig<'t>(command: &Command<'t>, _: Word<'t>) -> Option<Claim<'t>> {
    let port = command.runs(&["dig", "kdig"]).then(|| command.value(&["-p"]))??;
    let claim = Claim::number(port)?.means("DNS", command.words[0]);
    let is_secure =
        |word: &&Word<'_>| ["+tls", "+https", "+quic"].iter().any(|way| word.after(way).is_some());
    Some(match command.arguments().iter().find(is_secure) {
        Some(flag) => claim.mode(IMPLICIT, *flag, DIG),
        None => claim.mode(PLAIN_START, command.words[0], DIG),
    })
}
