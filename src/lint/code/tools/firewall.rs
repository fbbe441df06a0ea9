//! Firewalls: a port, a transport, and sometimes a name or a comment that says what it is for.

use super::Claims;
use crate::lint::code::claim::{Claim, transport, with_transport};
use crate::lint::code::shell::Command;
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

/// `ufw`, `firewall-cmd`, `iptables`, `nft`, `New-NetFirewallRule`, `netsh`.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    for command in &snippet.commands {
        let mut found = Vec::new();
        if command.runs(&["ufw"]) {
            ufw(command, &mut found);
        } else if command.runs(&["firewall-cmd", "firewall-offline-cmd"]) {
            firewalld(command, &mut found);
        } else if command.runs(&["iptables", "ip6tables", "conntrack"])
            || command.words[0].is_any(&["-A", "-I"])
        {
            iptables(command, &mut found);
        } else if command.runs(&["New-NetFirewallRule", "netsh"]) {
            windows(command, &mut found);
        } else if command.runs(&["gcloud"]) {
            // `--allow=udp:993,tcp:25`
            let rules = command.values(&["--allow", "--rules"]);
            let rules = rules.iter().flat_map(|list| list.parts(&[','])).filter_map(|rule| rule.split(':'));
            found.extend(rules.filter_map(|(by, port)| Some(Claim::number(port)?.over(transport(by)?, by))));
        } else if command.runs(&["semanage"]) {
            let over = command.value(&["-p", "--proto"]).and_then(|word| Some((transport(word)?, word)));
            let port = command.arguments().last().copied().and_then(Claim::number);
            found.extend(port.zip(over).map(|(claim, (over, by))| claim.over(over, by)));
        }
        let name = command.arguments().iter().find_map(|word| word.after("name=")).map(Word::unquoted);
        let remark = command.value(&["comment", "--comment", "-DisplayName"]).or(name).or(command.comment);
        claims.extend(found.iter().map(|claim| super::with_comment(*claim, remark, found.len())));
    }
    for line in &snippet.lines {
        let mut found = Vec::new();
        nftables(line.code, &mut found);
        pf(line.code, &mut found);
        filter(line.code, &mut found);
        let remark = line.code.text.find("comment \"").map(|at| line.code.part(at + 9, line.code.text.len()));
        let remark = remark.or(line.comment);
        claims.extend(found.iter().map(|claim| super::with_comment(*claim, remark, found.len())));
    }
}

fn ufw<'t>(command: &Command<'t>, found: &mut Vec<Claim<'t>>) {
    let verbs =
        ["allow", "deny", "limit", "reject", "delete", "insert", "route", "in", "out", "on", "log", "app"];
    let named = command.behind("proto").and_then(|word| Some((transport(word)?, word)));
    let first = || command.arguments().iter().copied().find(|word| !word.is_any(&verbs));
    let Some(ports) = command.behind("port").or_else(first) else { return };
    let (list, own) = with_transport(ports);
    let Some((over, by)) = own.or(named) else {
        found.extend(list.parts(&[',']).filter_map(Claim::number));
        return;
    };
    found.extend(list.parts(&[',']).filter_map(Claim::at).map(|claim| claim.over(over, by)));
}

fn firewalld<'t>(command: &Command<'t>, found: &mut Vec<Claim<'t>>) {
    let ports = ["--add-port", "--remove-port", "--query-port", "--add-source-port"];
    for value in command.values(&ports) {
        if let (port, Some((over, by))) = with_transport(value) {
            found.extend(Claim::at(port).map(|claim| claim.over(over, by)));
        }
    }
    for rule in command.values(&["--add-forward-port"]) {
        let part = |key: &str| rule.parts(&[':']).find_map(|part| part.after(key));
        let claim = part("port=").and_then(Claim::number).zip(part("toport="));
        found.extend(claim.map(|(claim, inner)| claim.onto(inner)));
    }
    let services = command.values(&["--add-service", "--remove-service", "--query-service"]);
    found.extend(services.iter().filter_map(|name| Claim::at(*name)));
    for rule in command.values(&["--add-rich-rule", "--remove-rich-rule"]) {
        let value = |key: &str| {
            let at = rule.text.find(key)? + key.len();
            let rest = rule.part(at, rule.text.len());
            rest.parts(&['"', '\'', ' ']).next()
        };
        let over = value("protocol=").and_then(|word| Some((transport(word)?, word)));
        let claim = value(" port=").and_then(Claim::at).zip(over);
        found.extend(claim.map(|(claim, (over, by))| claim.over(over, by)));
    }
}

fn iptables<'t>(command: &Command<'t>, found: &mut Vec<Claim<'t>>) {
    let protocol = command.value(&["-p", "--proto", "--protocol"]);
    let over = protocol.and_then(|word| Some((transport(word)?, word)));
    let lists = command.values(&["--dport", "--dports", "--destination-port", "--destination-ports"]);
    // Where a port is led to another, both are ends of one connection.
    let inner = command.value(&["--to-ports", "--to-port"]);
    let inner = inner.or_else(|| command.value(&["--to-destination"]).and_then(Word::port_of_host));
    for port in lists.iter().flat_map(|list| list.parts(&[','])) {
        let claim = Claim::at(port).map(|claim| inner.map_or(claim, |inner| claim.onto(inner))).zip(over);
        found.extend(claim.map(|(claim, (over, by))| claim.over(over, by)));
    }
}

// `tcp dport { 25, 465, imaps } accept`, in a command or in a file.
fn nftables<'t>(line: Word<'t>, found: &mut Vec<Claim<'t>>) {
    let Some(at) = line.text.find("dport") else { return };
    let Some(by) = line.part(0, at).parts(&[' ', '\t', '\'', '"']).last() else { return };
    let Some(over) = transport(by) else { return };
    let list = list(line.part(at + "dport".len(), line.text.len()));
    found.extend(list.filter_map(Claim::at).map(|claim| claim.over(over, by)));
}

// `pass in on egress proto udp to port { 465 587 }`
fn pf<'t>(line: Word<'t>, found: &mut Vec<Claim<'t>>) {
    let rule = line.trimmed();
    if !["pass ", "block ", "match ", "rdr "].iter().any(|verb| rule.text.starts_with(verb)) {
        return;
    }
    let after = |key: &str| rule.text.rfind(key).map(|at| rule.part(at + key.len(), rule.text.len()));
    let over = after(" proto ").and_then(|rest| rest.parts(&[' ']).next());
    let over = over.and_then(|word| Some((transport(word)?, word)));
    let ports = after(" port ").into_iter().flat_map(list).filter_map(Claim::at);
    found.extend(ports.filter_map(|claim| over.map(|(over, by)| claim.over(over, by))));
}

// `permit udp any any eq 993` of Cisco, `udp dst port 465` of tcpdump, `ACCEPT net fw udp 993` of Shorewall
fn filter<'t>(line: Word<'t>, found: &mut Vec<Claim<'t>>) {
    let words: Vec<Word<'t>> = line.parts(&[' ', '\t', '\'', '"', '(', ')']).take(24).collect();
    let is_filter = words
        .iter()
        .any(|word| word.is_any(&["permit", "deny", "tcpdump", "tshark", "ACCEPT", "DROP", "ipfw"]));
    let mut over = None;
    for pair in words.windows(2).filter(|_| is_filter) {
        let named = transport(pair[0]).map(|transport| (transport, pair[0]));
        over = named.or(over);
        let follows = named.is_some() || pair[0].is_any(&["port", "eq", "dst-port"]);
        let claim = Claim::number(pair[1]).filter(|_| follows).zip(over);
        found.extend(claim.map(|(claim, (over, by))| claim.over(over, by)));
    }
}

// One port, or several between braces.
fn list(rest: Word<'_>) -> impl Iterator<Item = Word<'_>> {
    let rest = rest.trimmed();
    // `'{ 993, 995 }'`
    let rest = rest.part(rest.text.len() - rest.text.trim_start_matches(['\'', '"']).len(), rest.text.len());
    let list = match rest.text.strip_prefix('{') {
        Some(inner) => rest.part(1, 1 + inner.find('}').unwrap_or(inner.len())),
        None => rest.part(0, rest.text.find(' ').unwrap_or(rest.text.len())),
    };
    list.parts(&[',', ' ', '\t'])
}

// `-Protocol UDP -LocalPort 993`, `protocol=udp localport=993`.
fn windows<'t>(command: &Command<'t>, found: &mut Vec<Claim<'t>>) {
    let value = |option: &str, key: &str| {
        let inner = || command.arguments().iter().find_map(|word| word.after(key));
        command.behind(option).or_else(inner)
    };
    let over = value("-Protocol", "protocol=").and_then(|word| Some((transport(word)?, word)));
    let ports = value("-LocalPort", "localport=").or_else(|| value("-RemotePort", "remoteport="));
    let claims = ports.iter().flat_map(|list| list.parts(&[','])).filter_map(Claim::number);
    found.extend(claims.filter_map(|claim| over.map(|(over, by)| claim.over(over, by))));
}
