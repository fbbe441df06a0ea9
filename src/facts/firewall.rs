//! The rules that let a port through the firewall of a machine.
//!
//! Rules only add to what is there. None switches a firewall on or replaces its rules: whoever follows
//! a page must not be locked out by it.

use super::ports::{PortName, PortRow};
use crate::base::registry::{Direction, PortNumber, Transport, Verdict};
use crate::syntax::blocks::firewall::Tool;

/// The network of the examples (RFC 5737), for ports that only machines nearby may reach.
pub const INSIDE: &str = "192.0.2.0/24";

/// A number that is let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Opening {
    number: PortNumber,
    transport: Transport,
    is_inside: bool,
}

/// Whether only machines nearby should reach an entry.
pub fn is_inside(row: &PortRow) -> bool {
    row.direction == Direction::Local || row.verdict == Some(Verdict::InternalOnly)
}

/// What an entry needs: one opening for each transport that every tool knows.
pub fn openings(name: &PortName, row: &PortRow) -> Vec<Opening> {
    let is_inside = is_inside(row);
    let known = name.transports.iter().filter(|one| matches!(one, Transport::Tcp | Transport::Udp));
    known.map(|transport| Opening { number: name.number, transport: *transport, is_inside }).collect()
}

/// The commands that let them through, by number and each once.
pub fn rules(tool: Tool, openings: &[Opening]) -> Vec<String> {
    let mut openings = openings.to_vec();
    openings.sort_unstable();
    openings.dedup();
    match tool {
        Tool::Ufw => openings.iter().map(ufw).collect(),
        // What is permanent alone changes nothing before the reload.
        Tool::Firewalld => {
            let reload = (!openings.is_empty()).then(|| "firewall-cmd --reload".to_string());
            openings.iter().map(firewalld).chain(reload).collect()
        }
        Tool::Nftables => openings.iter().map(nftables).collect(),
    }
}

fn ufw(opening: &Opening) -> String {
    let number = opening.number.to_string().replace('-', ":");
    match opening.is_inside {
        false => format!("ufw allow {number}/{}", opening.transport),
        true => format!("ufw allow from {INSIDE} to any port {number} proto {}", opening.transport),
    }
}

fn firewalld(opening: &Opening) -> String {
    let Opening { number, transport, .. } = opening;
    match opening.is_inside {
        false => format!("firewall-cmd --permanent --add-port={number}/{transport}"),
        true => format!(
            "firewall-cmd --permanent --add-rich-rule='rule family=\"ipv4\" source address=\"{INSIDE}\" \
             port port=\"{number}\" protocol=\"{transport}\" accept'"
        ),
    }
}

// The table and the chain are those of Debian's own file, which other distributions share.
fn nftables(opening: &Opening) -> String {
    let Opening { number, transport, .. } = opening;
    let source = if opening.is_inside { format!("ip saddr {INSIDE} ") } else { String::new() };
    format!("nft add rule inet filter input {source}{transport} dport {number} accept")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(first: u16, last: u16, transport: Transport, is_inside: bool) -> Opening {
        Opening { number: PortNumber { first, last }, transport, is_inside }
    }

    #[test]
    fn each_tool_lets_the_same_numbers_through_in_its_own_words() {
        let openings = [
            opening(465, 465, Transport::Tcp, false),
            opening(53, 53, Transport::Udp, false),
            opening(465, 465, Transport::Tcp, false),
            opening(11332, 11333, Transport::Tcp, true),
        ];
        let all = |tool| rules(tool, &openings).join("\n");
        assert_eq!(
            all(Tool::Ufw),
            "ufw allow 53/udp\nufw allow 465/tcp\n\
             ufw allow from 192.0.2.0/24 to any port 11332:11333 proto tcp"
        );
        assert_eq!(
            all(Tool::Firewalld),
            "firewall-cmd --permanent --add-port=53/udp\nfirewall-cmd --permanent --add-port=465/tcp\n\
             firewall-cmd --permanent --add-rich-rule='rule family=\"ipv4\" source \
             address=\"192.0.2.0/24\" port port=\"11332-11333\" protocol=\"tcp\" accept'\n\
             firewall-cmd --reload"
        );
        assert_eq!(
            all(Tool::Nftables),
            "nft add rule inet filter input udp dport 53 accept\n\
             nft add rule inet filter input tcp dport 465 accept\n\
             nft add rule inet filter input ip saddr 192.0.2.0/24 tcp dport 11332-11333 accept"
        );
        assert_eq!(rules(Tool::Firewalld, &[]), Vec::<String>::new());
    }
}
