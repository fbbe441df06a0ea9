//! Containers: published ports of `docker run` and of Compose, `EXPOSE`.

use super::Claims;
use crate::lint::code::claim::{Claim, with_transport};
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
