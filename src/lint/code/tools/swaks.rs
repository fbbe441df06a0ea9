//! Programs that hand in a message from the command line.

use super::Claims;
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, PLAIN_START, STARTTLS};
use crate::lint::code::shell::Command;
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

const SWAKS: &Forms = &Forms { implicit: "swaks -tlsc", starttls: "swaks -tls", cleartext: "swaks" };
const SENDEMAIL: &Forms =
    &Forms { implicit: "", starttls: "sendemail -o tls=yes", cleartext: "sendemail -o tls=no" };
const S_NAIL: &Forms = &Forms {
    implicit: "smtps://HOST:PORT",
    starttls: "smtp://HOST:PORT, smtp-use-starttls",
    cleartext: "smtp://HOST:PORT",
};

/// `swaks`, `sendemail`, `s-nail` and `mailx`.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    for command in &snippet.commands {
        if command.runs(&["swaks"]) {
            claims.extend(swaks(command));
        } else if command.runs(&["sendemail"]) {
            claims.extend(sendemail(command));
        } else if command.runs(&["mailx", "s-nail"]) {
            let option = |word: &&Word<'_>| word.text == "smtp-use-starttls";
            let url = command
                .arguments()
                .iter()
                .find_map(|word| word.after("smtp=smtp://").or(word.after("mta=smtp://")));
            let port = url.and_then(Word::port_of_host).and_then(Claim::number);
            let starttls = command.arguments().iter().find(option);
            claims.extend(
                port.zip(starttls)
                    .map(|(claim, flag)| claim.means("SMTP", *flag).mode(STARTTLS, *flag, S_NAIL)),
            );
        }
    }
}

// Every option may have one hyphen or two.
fn swaks<'t>(command: &Command<'t>) -> Option<Claim<'t>> {
    let program = command.words[0];
    let server = command.value(&["--server", "-server", "-s"]);
    let port = command.value(&["--port", "-port", "-p"]).or_else(|| server.and_then(Word::port_of_host))?;
    let protocol = command.value(&["--protocol", "-protocol"]).filter(|protocol| protocol.is("LMTP"));
    let claim = match protocol {
        Some(protocol) => Claim::at(port)?.speaks(protocol),
        None => Claim::at(port)?.means("SMTP", program),
    };
    let implicit = ["-tlsc", "--tlsc", "-tls-on-connect", "--tls-on-connect"];
    let optional = ["-tlso", "--tlso", "-tls-optional", "--tls-optional"];
    Some(match (command.flag(&implicit), command.flag(&["-tls", "--tls"]), command.flag(&optional)) {
        (Some(flag), _, _) => claim.mode(IMPLICIT, flag, SWAKS),
        (_, Some(flag), _) => claim.mode(STARTTLS, flag, SWAKS),
        (_, _, Some(flag)) => claim.mode(PLAIN_START, flag, SWAKS),
        _ => claim.mode(PLAIN_START, program, SWAKS),
    })
}

fn sendemail<'t>(command: &Command<'t>) -> Option<Claim<'t>> {
    let port = command.value(&["-s"]).and_then(Word::port_of_host)?;
    let claim = Claim::at(port)?.means("SMTP", command.words[0]);
    Some(match command.flag(&["tls=yes"]) {
        Some(flag) => claim.mode(STARTTLS, flag, SENDEMAIL),
        None => claim.mode(PLAIN_START, command.words[0], SENDEMAIL),
    })
}
