//! Programs that try whether a port is open, and what they print.

use super::Claims;
use crate::base::registry::Transport;
use crate::lint::code::claim::{Claim, Forms, IMPLICIT, NO_FORMS, PLAIN_START, transport, with_transport};
use crate::lint::code::shell::Command;
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

const NCAT: &Forms = &Forms { implicit: "ncat --ssl", starttls: "", cleartext: "ncat" };
const TALK: &Forms = &Forms {
    implicit: "openssl s_client -connect HOST:PORT",
    starttls: "openssl s_client -connect HOST:PORT -starttls PROTOCOL",
    cleartext: "",
};

/// How many lines below a command are looked at for the conversation that it begins.
const TALK_LINES: usize = 12;

/// `nc`, `ncat`, `telnet`, `Test-NetConnection`, `nmap`, `/dev/tcp`.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    for command in &snippet.commands {
        if command.runs(&["nc", "ncat", "netcat", "nc.openbsd", "nc.traditional"]) {
            netcat(command, snippet, claims);
        } else if command.runs(&["telnet"]) {
            let port = command.operands(&["-b", "-l", "-e"]).get(1).copied();
            let claim = port.and_then(Claim::at).map(|claim| claim.over(Transport::Tcp, command.words[0]));
            claims.extend(claim.map(|claim| talk(claim, command, snippet)));
        } else if command.runs(&["Test-NetConnection", "tnc"]) {
            let port = command.behind("-Port").and_then(Claim::number);
            claims.extend(port.map(|claim| claim.over(Transport::Tcp, command.words[0])));
        } else if command.runs(&["nmap"]) {
            nmap(command, claims);
        }
    }
    for line in &snippet.lines {
        device(line.code, claims);
        zabbix(line.code, claims);
        printed(line.code, claims);
    }
}

fn netcat<'t>(command: &Command<'t>, snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    if command.arguments().iter().any(|word| is_short_option(*word, 'l') || word.text == "--listen") {
        return;
    }
    let valued = ["-w", "-i", "-p", "-s", "-x", "-X", "-q", "-G", "--wait", "--proxy", "-e", "-c"];
    let udp =
        command.arguments().iter().copied().find(|word| is_short_option(*word, 'u') || word.text == "--udp");
    let tls = command.flag(&["--ssl"]);
    // `-vzw 5`: the last letter of a cluster takes the value.
    let cluster =
        |word: &Word<'t>| word.text.len() > 2 && is_short_option(*word, 'w') && word.text.ends_with('w');
    let skips = usize::from(command.arguments().iter().any(cluster));
    let operands = command.operands(&valued);
    let operands = &operands[skips.min(operands.len())..];
    for port in operands.iter().skip(1) {
        let Some(claim) = Claim::at(*port) else { continue };
        let claim = match udp {
            Some(flag) => claim.over(Transport::Udp, flag),
            None => claim.over(Transport::Tcp, command.words[0]),
        };
        claims.push(match tls {
            Some(flag) => claim.mode(IMPLICIT, flag, NCAT),
            None if operands.len() == 2 => talk(claim, command, snippet),
            None => claim,
        });
    }
}

fn is_short_option(word: Word<'_>, letter: char) -> bool {
    word.text.strip_prefix('-').is_some_and(|letters| !letters.starts_with('-') && letters.contains(letter))
}

// What is said on the connection tells the protocol: whoever types or is told this in cleartext
// has not begun with TLS.
fn talk<'t>(claim: Claim<'t>, command: &Command<'t>, snippet: &Snippet<'t>) -> Claim<'t> {
    // `echo 'EHLO localhost' | nc mail.example.com 25`
    let starts = snippet.commands.partition_point(|other| other.span.start <= command.span.start);
    if let Some(typed) = snippet.commands[..starts - 1].last()
        && feeds(typed, command, snippet)
        && let typed = Word::of(snippet.text, typed.span.start, typed.span.end)
        && let Some(at) = ["EHLO ", "HELO "].iter().find_map(|verb| typed.text.find(verb))
    {
        let by = typed.part(at, at + 4);
        return claim.means("SMTP", by).mode(PLAIN_START, by, TALK);
    }
    let below = snippet.lines.iter().skip(command.line + 1).take(TALK_LINES);
    // Where each line is read as a command, so is the conversation; only a program ends it.
    let programs = ["nc", "telnet", "openssl", "swaks", "curl", "ncat", "nmap"];
    let next = snippet.commands[starts..].iter().find(|other| other.runs(&programs));
    for line in below.take_while(|line| next.is_none_or(|next| line.code.span().end <= next.span.start)) {
        let said = line.code.trimmed();
        let words: Vec<&str> = said.text.split_whitespace().take(3).collect();
        let protocol = match words.as_slice() {
            ["EHLO" | "HELO" | "ehlo" | "helo", _] => "SMTP",
            ["220", _, "ESMTP" | "SMTP"] => "SMTP",
            ["*", "OK", ..] => "IMAP",
            ["+OK", ..] => "POP3",
            [_, "LOGIN" | "CAPABILITY" | "login" | "capability", ..] => "IMAP",
            _ => continue,
        };
        return claim.means(protocol, said).mode(PLAIN_START, said, TALK);
    }
    claim
}

// Whether nothing but a pipe stands between two commands.
fn feeds(one: &Command<'_>, other: &Command<'_>, snippet: &Snippet<'_>) -> bool {
    let between = Word::of(snippet.text, one.span.end, other.span.start).text;
    between.matches('|').count() == 1 && !between.contains([';', '&'])
}

fn nmap<'t>(command: &Command<'t>, claims: &mut Claims<'t>) {
    let udp = command.flag(&["-sU"]);
    let tcp =
        command.arguments().iter().any(|word| ["-sT", "-sS", "-sTU", "-sSU", "-sUS"].contains(&word.text));
    for list in command.values(&["-p"]) {
        let mut prefix: Option<(Transport, Word<'t>)> = None;
        for part in list.parts(&[',']) {
            let port = match (part.after("U:"), part.after("T:")) {
                (Some(port), _) => {
                    prefix = Some((Transport::Udp, part.part(0, 1)));
                    port
                }
                (_, Some(port)) => {
                    prefix = Some((Transport::Tcp, part.part(0, 1)));
                    port
                }
                _ => part,
            };
            let over = match (prefix, udp, tcp) {
                (Some(over), _, _) => over,
                (None, Some(flag), false) => (Transport::Udp, flag),
                (None, None, _) => (Transport::Tcp, command.words[0]),
                (None, Some(_), true) => continue,
            };
            claims.extend(Claim::number(port).map(|claim| claim.over(over.0, over.1)));
        }
    }
}

// `/dev/tcp/HOST/PORT`, as bash understands it.
fn device<'t>(line: Word<'t>, claims: &mut Claims<'t>) {
    for (at, sign) in line.text.match_indices("/dev/") {
        let rest = line.window(at + sign.len(), 300);
        let mut parts = rest.parts(&['/', ' ', '\'', '"', ')', ';', '>', '<', '&']);
        let (Some(over), Some(_), Some(port)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let over = transport(over).map(|transport| (transport, over));
        claims.extend(Claim::number(port).zip(over).map(|(claim, over)| claim.over(over.0, over.1)));
    }
}

// `net.tcp.service[imap,mail.example.com,143]` of Zabbix, which knows no STARTTLS
fn zabbix<'t>(line: Word<'t>, claims: &mut Claims<'t>) {
    let Some(at) = line.text.find(".service[") else { return };
    let rest = line.window(at + ".service[".len(), 200);
    let list = rest.part(0, rest.text.find(']').unwrap_or(0));
    let (Some((service, rest)), Some((_, port))) = (list.split(','), list.split_last(',')) else { return };
    let claim = Claim::number(port).filter(|_| rest.text.contains(','));
    claims.extend(claim.map(|claim| match transport(service) {
        // `tcp` alone tries whether the port is open.
        Some(over) => claim.over(over, service),
        None => claim.speaks(service).like(service, NO_FORMS),
    }));
}

// netcat: `Connection to … 465 port [tcp/submissions] succeeded!`; nmap: `993/tcp open imaps`.
fn printed<'t>(line: Word<'t>, claims: &mut Claims<'t>) {
    let words: Vec<Word<'_>> = line.parts(&[' ', '\t']).take(12).collect();
    for window in words.windows(3) {
        let [number, port, bracket] = window else { continue };
        let inner = bracket.text.trim_start_matches('[').trim_end_matches(']').len();
        if port.text == "port" && bracket.text.len() == inner + 2 && bracket.text.starts_with('[') {
            let inner = bracket.part(1, 1 + inner);
            let pair = inner.split('/').and_then(|(over, name)| Some((transport(over)?, over, name)));
            let claim = Claim::number(*number).zip(pair);
            claims.extend(claim.map(|(claim, (over, by, name))| claim.over(over, by).named(name)));
        }
    }
    // `/etc/services`: `imaps 993/tcp`
    if let [name, port, ..] = words.as_slice()
        && let (port, Some((over, by))) = with_transport(*port)
    {
        let claim = Claim::number(port).map(|claim| claim.over(over, by).plainly());
        claims.extend(claim.map(|claim| Claim { remark: Some(*name), ..claim }));
    }
    if let [port, state, name, ..] = words.as_slice()
        && state.is_any(&["open", "closed", "filtered", "open|filtered"])
        && let (port, Some((over, by))) = with_transport(*port)
    {
        claims.extend(Claim::number(port).map(|claim| claim.over(over, by).named(*name)));
    }
}
