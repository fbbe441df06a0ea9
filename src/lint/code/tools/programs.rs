//! Programs that speak one protocol and take the port as an option.

use super::Claims;
use crate::base::registry::Transport;
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, NO_FORMS, PLAIN_START};
use crate::lint::code::snippet::Snippet;

/// A program, its options for the port, and what it speaks.
const PROGRAMS: &[(&str, &[&str], &str)] = &[
    ("ssh", &["-p"], "SSH"),
    ("scp", &["-P"], "SSH"),
    ("sftp", &["-P"], "SSH"),
    ("mysql", &["-P", "--port"], "MySQL"),
    ("mariadb", &["-P", "--port"], "MySQL"),
    ("mysqldump", &["-P", "--port"], "MySQL"),
    ("psql", &["-p", "--port"], "PostgreSQL"),
    ("pg_dump", &["-p", "--port"], "PostgreSQL"),
    ("pg_isready", &["-p", "--port"], "PostgreSQL"),
    ("redis-cli", &["-p"], "Redis"),
    ("mongosh", &["--port"], "MongoDB"),
    ("sieve-connect", &["-p", "--port"], "ManageSieve"),
];

const DIG: &Forms = &Forms { implicit: "dig +tls", starttls: "", cleartext: "dig" };

/// Database shells, SSH, `dig`.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    for command in &snippet.commands {
        for (program, options, protocol) in PROGRAMS.iter().filter(|(program, ..)| command.runs(&[program])) {
            debug_assert!(!program.is_empty());
            let claim = command.value(options).and_then(Claim::number);
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
            claims.extend(claim.map(|claim| match command.flag(&["-S", "--ssl"]) {
                Some(flag) if !protocol.is("smtp") => claim.mode(IMPLICIT, flag, NO_FORMS),
                _ => claim,
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
