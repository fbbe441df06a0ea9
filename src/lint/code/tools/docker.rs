//! Containers: published ports of `docker run` and of Compose, `EXPOSE`, ports of Kubernetes.

use super::{Claims, pair, together};
use crate::lint::code::claim::{Claim, transport, with_transport};
use crate::lint::code::snippet::Snippet;
use crate::lint::code::word::Word;

/// Mappings of ports and their transports.
pub(super) fn read<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    for command in &snippet.commands {
        if command.runs(&["docker", "podman", "nerdctl"]) {
            let values = command.values(&["-p", "--publish", "--expose"]);
            claims.extend(values.iter().filter_map(|value| mapping(*value)));
        }
        if command.words[0].text == "EXPOSE" {
            claims.extend(command.arguments().iter().filter_map(|value| mapping(*value)));
        }
    }
    let mut is_list = false;
    for line in &snippet.lines {
        let code = line.code.trimmed();
        match code.after("- ") {
            Some(value) if is_list => {
                let claim = mapping(value.trimmed().unquoted());
                claims.extend(claim.map(|claim| super::with_comment(claim, line.comment, 1)));
            }
            _ if code.text.is_empty() => {}
            _ => is_list = ["ports:", "expose:"].contains(&code.text),
        }
    }
    kubernetes(snippet, claims);
}

// `25:2525`, `127.0.0.1:993:993/tcp`, `465/udp`
fn mapping(value: Word<'_>) -> Option<Claim<'_>> {
    let (ports, over) = with_transport(value);
    let (outer, inner) = match ports.split_last(':') {
        Some((outer, inner)) => (outer.port_of_host().unwrap_or(outer), Some(inner)),
        None => (ports, None),
    };
    let claim = Claim::number(outer)?;
    let claim = match inner {
        Some(inner) => claim.onto(inner),
        None => claim,
    };
    Some(match over {
        Some((over, by)) => claim.over(over, by),
        None => claim,
    })
}

// `containerPort: 993`, `protocol: UDP`
fn kubernetes<'t>(snippet: &Snippet<'t>, claims: &mut Claims<'t>) {
    let settings = snippet.lines.iter().filter_map(|line| {
        let code = line.code.trimmed();
        let inner = code.after("- ");
        let starts = inner.is_some();
        let (key, value) = pair(inner.unwrap_or(code))?;
        let setting = match key.text {
            "containerPort" | "port" => ("port", value),
            "protocol" => ("protocol", value),
            _ => return if starts { Some(vec![None]) } else { None },
        };
        Some(if starts { vec![None, Some(setting)] } else { vec![Some(setting)] })
    });
    for group in together(settings.flatten()) {
        let over = group.get("protocol").and_then(|word| Some((transport(*word)?, *word)));
        let claim = group.get("port").and_then(|port| Claim::number(*port));
        claims.extend(claim.zip(over).map(|(claim, (over, by))| claim.over(over, by)));
    }
}
