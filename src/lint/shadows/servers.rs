//! Tables that name servers of a provider, and what a block `settings` says in their stead.

use super::Unfit;
use super::cells::{self, Reader, fold};
use super::grid::Table;
use crate::base::registry::{Provider, ProviderId, Server};
use crate::base::span::Span;
use crate::diag::{self, Text};
use crate::syntax::markdown::passages::Passage;
use std::collections::BTreeSet;

/// What a table says of the servers of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Servers {
    /// Whose servers.
    pub provider: ProviderId,
    /// What each row states, in the words of the generated settings and folded as [`fold`] does: the host and
    /// the port first.
    pub stated: Vec<Vec<String>>,
}

impl Servers {
    /// The lines of the block.
    pub fn lines(&self) -> Vec<String> {
        vec![format!("provider: {}", self.provider)]
    }
}

/// Reads a table that has this place; `None` when it is about something else, or says something else.
pub(super) fn read(table: &Table<'_>, span: Span, reader: &Reader<'_>) -> Option<Result<Servers, Unfit>> {
    let number = table.column(|cell| cells::number(cell).is_some())?;
    let host = table.column(|cell| cells::host(cell).is_some())?;
    let pairs = || {
        let rows = table.body(host).zip(table.body(number));
        rows.map(|(host, number)| Some((cells::host(host)?, cells::number(number)?.0)))
    };
    let pairs: Vec<(String, String)> = pairs().collect::<Option<_>>()?;
    let providers = reader.site.providers.values().map(AsRef::as_ref);
    let providers: Vec<&Provider> =
        providers.filter(|provider| pairs.iter().any(|pair| !servers(provider, pair).is_empty())).collect();
    let is_known = |pair| providers.iter().any(|provider| !servers(provider, pair).is_empty());
    if !pairs.iter().all(is_known) || pairs.iter().collect::<BTreeSet<_>>().len() < pairs.len() {
        return None;
    }
    let own = providers.iter().find(|provider| pairs.iter().all(|pair| !servers(provider, pair).is_empty()));
    let Some(provider) = own else {
        let why = text!(
            "a block `settings` is about one provider, and this table about several",
            "`settings` 块只写一家服务商，而这个表格写了几家"
        );
        return Some(Err(Unfit { span, why }));
    };
    let mut stated: Vec<Vec<String>> =
        pairs.iter().map(|(host, number)| vec![host.clone(), number.clone()]).collect();
    for column in (0..table.columns).filter(|column| ![number, host].contains(column)) {
        let rows = table.body(column).zip(&pairs);
        let words = rows.map(|(cell, pair)| {
            servers(provider, pair).into_iter().find_map(|server| reader.says(cell, provider, server))
        });
        let words = words.collect::<Option<Vec<Vec<String>>>>();
        // An empty column is for readers to fill in.
        let Some(words) = words.filter(|rows| rows.iter().any(|words| !words.is_empty())) else {
            let modes = |cell: &Passage| cells::modes(cell).unwrap_or_default();
            let is_of_modes = table.body(column).all(|cell| !modes(cell).is_empty());
            let is_false = |(cell, pair): &(&Passage, &(String, String))| {
                servers(provider, pair).iter().all(|server| modes(cell) != [server.encryption])
            };
            if let Some((cell, (host, _))) =
                table.body(column).zip(&pairs).find(is_false).filter(|_| is_of_modes)
            {
                return Some(Err(cells::contradicted(cell, host)));
            }
            let holder = text!("a block `settings`", "`settings` 块");
            return Some(Err(table.unfit(column, span, &holder)?));
        };
        stated.iter_mut().zip(words).for_each(|(row, words)| row.extend(words));
    }
    // The settings of a provider have all of its servers, and readers would find some that nobody told them of.
    let is_left_out = |server: &&Server| {
        !pairs.iter().any(|(host, port)| fold(&server.host) == *host && server.port.to_string() == *port)
    };
    let left_out: Vec<String> = provider.servers.iter().filter(is_left_out).map(address).collect();
    if !left_out.is_empty() {
        let Text { en, zh } = diag::names(left_out.iter().map(String::as_str));
        let why = text!(
            "it leaves out servers that a block `settings` would show: {en}",
            "它没有写 `settings` 块会列出的服务器：{zh}"
        );
        return Some(Err(Unfit { span, why }));
    }
    Some(Ok(Servers { provider: provider.id.clone(), stated }))
}

fn address(server: &Server) -> String {
    format!("{}:{}", server.host, server.port)
}

// One host may speak two protocols on one port, or one with two modes.
fn servers<'p>(provider: &'p Provider, (host, number): &(String, String)) -> Vec<&'p Server> {
    let is_it = |server: &&Server| fold(&server.host) == *host && server.port.to_string() == *number;
    provider.servers.iter().filter(is_it).collect()
}

// What both languages call the two kinds of servers.
const PURPOSES: &[(&str, &str)] = &[
    ("收信", "incoming"),
    ("收件", "incoming"),
    ("接收", "incoming"),
    ("incoming", "incoming"),
    ("receiving", "incoming"),
    ("reading", "incoming"),
    ("发信", "outgoing"),
    ("发件", "outgoing"),
    ("发送", "outgoing"),
    ("outgoing", "outgoing"),
    ("sending", "outgoing"),
];

impl Reader<'_> {
    // What a cell says of a server, if the settings of its provider say it as well, in their words.
    fn says(&self, cell: &Passage, provider: &Provider, server: &Server) -> Option<Vec<String>> {
        if let Some(modes) = cells::modes(cell).filter(|modes| !modes.is_empty()) {
            let word = self.word(&format!("encryption.{}", server.encryption));
            return word.filter(|_| modes == [server.encryption]).map(|word| vec![word]);
        }
        let text = cells::plain(cell)?;
        let name = fold(provider.name.get(self.lang));
        if text == name {
            return Some(vec![name]);
        }
        let protocol = fold(&self.site.services[&server.service].protocol);
        let kind = if protocol == "smtp" { "outgoing" } else { "incoming" };
        let label = self.word(kind)?;
        let word = |part: &str| {
            let part = part.trim_end_matches("服务器").trim_end_matches("server");
            match part == protocol {
                true => Some(protocol.clone()),
                false => PURPOSES.contains(&(part, kind)).then(|| label.clone()),
            }
        };
        text.split(['(', ')', '/']).filter(|part| !part.is_empty()).map(word).collect()
    }
}
