//! Programs that open a TLS connection and show what the server says.
//!
//! Without an option for STARTTLS they begin with TLS.

use super::Claims;
use crate::base::registry::Transport;
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, NO_FORMS, STARTTLS};
use crate::lint::code::shell::Command;
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

const OPENSSL: &Forms = &Forms {
    implicit: "openssl s_client -connect HOST:PORT",
    starttls: "openssl s_client -connect HOST:PORT -starttls PROTOCOL",
    cleartext: "",
};
const GNUTLS: &Forms = &Forms {
    implicit: "gnutls-cli -p PORT HOST",
    starttls: "gnutls-cli -p PORT --starttls-proto=PROTOCOL HOST",
    cleartext: "",
};
const TESTSSL: &Forms =
    &Forms { implicit: "testssl.sh HOST:PORT", starttls: "testssl.sh -t PROTOCOL HOST:PORT", cleartext: "" };
const SSLSCAN: &Forms = &Forms {
    implicit: "sslscan HOST:PORT",
    starttls: "sslscan --starttls-PROTOCOL HOST:PORT",
    cleartext: "",
};
const SSLYZE: &Forms =
    &Forms { implicit: "sslyze HOST:PORT", starttls: "sslyze --starttls PROTOCOL HOST:PORT", cleartext: "" };

/// `openssl s_client`, `gnutls-cli`, `testssl.sh`, `sslscan`, `sslyze`.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    for command in &snippet.commands {
        if command.runs(&["openssl"]) {
            claims.extend(openssl(command));
        } else if command.runs(&["gnutls-cli"]) {
            claims.extend(gnutls(command));
        } else if command.runs(&["testssl", "testssl.sh"]) {
            let option = command.value(&["-t", "--starttls"]);
            claims.extend(at_operand(command, option, &["-t", "--starttls"], TESTSSL));
        } else if command.runs(&["sslscan"]) {
            let option = command.arguments().iter().find_map(|word| word.after("--starttls-"));
            claims.extend(at_operand(command, option, &[], SSLSCAN));
        } else if command.runs(&["socat"]) {
            let addresses = ["OPENSSL:", "OPENSSL-CONNECT:", "SSL:", "OPENSSL-LISTEN:"];
            for word in command.arguments() {
                let Some(address) = addresses.iter().find_map(|kind| word.after(kind)) else { continue };
                let address = address.parts(&[',']).next().unwrap_or(address);
                let port = address.port_of_host().unwrap_or(address);
                claims.extend(Claim::number(port).map(|claim| claim.mode(IMPLICIT, *word, NO_FORMS)));
            }
        } else if command.runs(&["sslyze"]) {
            let option = command.value(&["--starttls"]);
            claims.extend(at_operand(command, option, &["--starttls"], SSLYZE));
        }
    }
}

fn openssl<'t>(command: &Command<'t>) -> Option<Claim<'t>> {
    let program = command.arguments().first().filter(|word| word.is_any(&["s_client", "s_time"]))?;
    let valued =
        &["-connect", "-host", "-port", "-starttls", "-servername", "-verify_hostname", "-CAfile", "-name"];
    let operands = command.operands(valued);
    let host = command.value(&["-connect"]).or_else(|| operands.get(1).copied());
    let port = command.value(&["-port"]).or_else(|| host.and_then(Word::port_of_host))?;
    let claim = with_mode(Claim::at(port)?, command.value(&["-starttls"]), *program, OPENSSL);
    let datagrams = ["-dtls", "-dtls1", "-dtls1_2", "-quic", "-udp"];
    Some(match command.flag(&datagrams) {
        Some(flag) => claim.over(Transport::Udp, flag),
        None => claim,
    })
}

fn gnutls<'t>(command: &Command<'t>) -> Option<Claim<'t>> {
    let host = command.operands(&["-p", "--port", "--starttls-proto"]).last().copied();
    let port = command.value(&["-p", "--port"]).or_else(|| host.and_then(Word::port_of_host))?;
    let claim = Claim::at(port)?;
    match command.flag(&["-s", "--starttls"]) {
        // Whoever talks by hand may upgrade by hand.
        Some(flag) => Some(claim.mode(STARTTLS, flag, GNUTLS)),
        None => Some(with_mode(claim, command.value(&["--starttls-proto"]), command.words[0], GNUTLS)),
    }
}

fn at_operand<'t>(
    command: &Command<'t>,
    protocol: Option<Word<'t>>,
    valued: &[&str],
    forms: &'static Forms,
) -> Option<Claim<'t>> {
    let host = command.operands(valued).last().copied()?;
    Some(with_mode(Claim::at(host.port_of_host()?)?, protocol, command.words[0], forms))
}

fn with_mode<'t>(
    claim: Claim<'t>,
    starttls: Option<Word<'t>>,
    program: Word<'t>,
    forms: &'static Forms,
) -> Claim<'t> {
    match starttls {
        Some(protocol) => claim.speaks(protocol).mode(STARTTLS, protocol, forms),
        None => claim.mode(IMPLICIT, program, forms),
    }
}
