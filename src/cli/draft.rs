//! A port entry to fill in. Every value that has to be filled in is one that `check` reports as
//! long as it is not.

use crate::base::date::Date;
use crate::base::registry::{PortNumber, Status, Transport};
use crate::syntax::decode::scalars::is_id;

/// What is known of an entry when it is begun.
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) number: Option<PortNumber>,
    pub(super) transports: Vec<Transport>,
    pub(super) iana: Option<String>,
    /// What IANA says about it, in English.
    pub(super) description: Option<String>,
    pub(super) status: Status,
    pub(super) rfcs: Vec<u32>,
    /// Whether it is taken from IANA's list, and of which day that is, as far as it says so.
    pub(super) listed: Option<Option<Date>>,
}

impl Draft {
    /// The first line of a file with entries.
    pub(super) const SCHEMA: &'static str =
        "# yaml-language-server: $schema=../../../public/schema/ports.json\n";

    /// An entry of which nothing is known.
    pub(super) fn new(id: String) -> Draft {
        Draft {
            id,
            number: None,
            transports: Vec::new(),
            iana: None,
            description: None,
            status: Status::Registered,
            rfcs: Vec::new(),
            listed: None,
        }
    }

    /// The entry as an item of a list.
    pub(super) fn yaml(&self) -> String {
        let number = self.number.map(|number| match number.first == number.last {
            true => number.to_string(),
            false => format!("\"{number}\""),
        });
        let transports: Vec<&str> = self.transports.iter().map(|transport| transport.word()).collect();
        let transports = if transports.is_empty() { "tcp".to_string() } else { transports.join(", ") };
        let name = self.description.as_deref().map(quoted).unwrap_or_default();
        let lines = [
            line("number", &number.unwrap_or_default(), "0 to 65535, or a range \"2379-2380\""),
            line("transports", &format!("[{transports}]"), "tcp, udp, sctp, dccp"),
            line("iana", &self.iana.as_deref().map_or("null".into(), plain), "the registered service name"),
            line("service", "", "an id of services.yaml"),
            line("name", &format!("{{ zh: , en: {name} }}"), ""),
            line("summary", "{ zh: , en:  }", ""),
            line("family", "", "mail, web, …: an interface text names it"),
            line("encryption", "", "[implicit], [starttls, cleartext], …, the recommended first, or []"),
            line("direction", "", "client-to-server, server-to-server, local"),
            line("status", self.status.word(), "registered, unofficial, deprecated"),
            line("references", &format!("[{}]", self.references()), "{ rfc: 8314, section: \"3.3\" }, …"),
            line("checked", "", "the day on which you compared it with its references"),
        ];
        format!("- id: {}\n{}", plain(&self.id), lines.concat())
    }

    fn references(&self) -> String {
        let rfcs = self.rfcs.iter().map(|rfc| format!("{{ rfc: {rfc} }}"));
        let iana = self.listed.map(|day| match day {
            Some(day) => format!("{{ iana: {day} }}"),
            None => "{ iana:  }".to_string(),
        });
        rfcs.chain(iana).collect::<Vec<_>>().join(", ")
    }
}

// A line of an entry, with a remark in a column of its own.
fn line(key: &str, value: &str, remark: &str) -> String {
    let field = format!("  {key}: {value}");
    match remark {
        "" => format!("{field}\n"),
        _ => format!("{field:<33} # {remark}\n"),
    }
}

// A name as it is, where every reader of YAML takes it for text.
fn plain(name: &str) -> String {
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let is_text = is_id(name) && name.starts_with(|c: char| c.is_ascii_lowercase()) && !words.contains(&name);
    if is_text { name.to_string() } else { quoted(name) }
}

// A text in double quotes: what JSON escapes, YAML reads.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}
