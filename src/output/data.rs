//! The registry for machines: `ports.json` and `ports.csv`.

use super::{Format, Output};
use crate::base::registry::Port;
use crate::facts::Facts;
use crate::model::Site;
use crate::query::PortFilter;
use crate::query::tracked::Tracked;

/// The format.
pub const FORMAT: Format = Format { name: "data", plan };

fn plan(_: &Site, _: &Facts) -> Vec<Output> {
    vec![
        Output::file("json", "ports.json", (), |(), press| Ok(json(press.site))),
        Output::file("csv", "ports.csv", (), |(), press| Ok(csv(press.site).into_bytes())),
    ]
}

fn ports<'a>(site: &Tracked<'a>) -> Vec<&'a Port> {
    site.ports(PortFilter::All).into_iter().map(|id| site.port(id)).collect()
}

fn json(site: &Tracked<'_>) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&ports(site)).expect("records hold nothing that JSON has not");
    bytes.push(b'\n');
    bytes
}

const COLUMNS: [&str; 14] = [
    "number",
    "transports",
    "id",
    "iana",
    "service",
    "family",
    "name_zh",
    "name_en",
    "encryption",
    "direction",
    "advice",
    "status",
    "summary_zh",
    "summary_en",
];

// RFC 4180: a header line, CRLF at line ends, quotes around cells that need them.
fn csv(site: &Tracked<'_>) -> String {
    let mut text = COLUMNS.join(",") + "\r\n";
    for port in ports(site) {
        let transports: Vec<_> = port.transports.iter().map(|transport| transport.word()).collect();
        let encryption: Vec<_> = port.encryption.iter().map(|mode| mode.word()).collect();
        let cells: [&str; COLUMNS.len()] = [
            &port.number.to_string(),
            &transports.join(" "),
            port.id.as_str(),
            port.iana.as_deref().unwrap_or_default(),
            port.service.as_str(),
            port.family.as_str(),
            &port.name.zh,
            &port.name.en,
            &encryption.join(" "),
            port.direction.word(),
            port.advice.as_ref().map_or("", |advice| advice.verdict.word()),
            port.status.word(),
            &port.summary.zh,
            &port.summary.en,
        ];
        text.push_str(&cells.map(cell).join(","));
        text.push_str("\r\n");
    }
    text
}

// A cell that begins like a formula would be run by spreadsheet programs; a tab before it is the
// usual remedy. No fact of the registry begins so, but a contributor's text might.
fn cell(text: &str) -> String {
    let text = match text.starts_with(['=', '+', '-', '@']) {
        true => format!("\t{text}"),
        false => text.to_string(),
    };
    match text.contains([',', '"', '\n', '\r', '\t']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(cell("邮件提交"), "邮件提交");
        assert_eq!(cell("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(cell("=1+1"), "\"\t=1+1\"");
    }
}
