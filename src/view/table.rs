//! Port tables and the settings of providers: what generated blocks and generated pages share.

use super::{Chip, Date, Mark, PortLink, Reader, port_href};
use crate::base::registry::{Evidence, PortId, Provider, ProviderId, Server};
use crate::model::address;
use crate::syntax::blocks::ports::Column;
use crate::syntax::standards::Checked;
use serde::Serialize;

/// A table of ports.
#[derive(Clone, Debug, Serialize)]
pub struct PortTable {
    /// Its anchor on the page.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// The names of the columns, for templates.
    pub columns: Vec<&'static str>,
    /// The names of the columns, for readers.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a port table.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// `p587`, or `p465-submissions` where several entries have the number.
    pub anchor: String,
    /// The number or range.
    pub number: String,
    /// The page of the entry.
    pub href: String,
    /// What the entry is called.
    pub name: String,
    /// `587/tcp`
    pub endpoint: String,
    /// `TCP`
    pub transports: String,
    /// What runs there.
    pub service: ServiceLink,
    /// What to do with it.
    pub advice: Option<Mark>,
    /// The modes, the recommended first.
    pub encryption: Vec<Chip>,
    /// Who connects.
    pub direction: Chip,
    /// What the registration is worth.
    pub status: Chip,
    /// The id of the family.
    pub family: String,
    /// One or two sentences, in a table with that column.
    pub summary: Option<String>,
    /// The classes by which filters know it.
    pub marks: Vec<String>,
}

/// A link to a service.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceLink {
    /// What the service is called.
    pub title: String,
    /// Where the link leads.
    pub href: String,
    /// The short name of the protocol.
    pub protocol: String,
}

/// What a mail program needs to know.
#[derive(Clone, Debug, Serialize)]
pub struct Settings {
    /// Whose settings.
    pub name: String,
    /// The page of the provider.
    pub href: String,
    /// Servers that mail is read from.
    pub incoming: Vec<ServerRow>,
    /// Servers that mail is handed to.
    pub outgoing: Vec<ServerRow>,
    /// What to enter as user name.
    pub username: String,
    /// What to enter as password.
    pub password: Password,
    /// When the entry was checked.
    pub checked: Date,
}

/// A server of a provider.
#[derive(Clone, Debug, Serialize)]
pub struct ServerRow {
    /// The short name of the protocol.
    pub protocol: String,
    /// What the service is called.
    pub service: String,
    /// The host name.
    pub host: String,
    /// The port.
    pub port: PortLink,
    /// How the connection is encrypted.
    pub encryption: Chip,
    /// Whether only secondary sources name it.
    pub secondary: bool,
}

/// The secret that a provider wants.
#[derive(Clone, Debug, Serialize)]
pub struct Password {
    /// The word in CSS classes.
    pub kind: &'static str,
    /// The word for readers.
    pub text: String,
    /// How to get it.
    pub note: String,
}

impl Reader<'_> {
    /// A table of these entries.
    pub fn table<'i>(
        &self,
        id: String,
        caption: String,
        columns: &[Column],
        ids: impl IntoIterator<Item = &'i PortId>,
    ) -> PortTable {
        let names: Vec<&'static str> = columns.iter().map(|column| column.word()).collect();
        PortTable {
            id,
            caption,
            heads: names.iter().map(|name| self.words.text(&format!("column.{name}")).to_string()).collect(),
            columns: names,
            rows: ids.into_iter().map(|id| self.row(id, columns)).collect(),
        }
    }

    // A new summary is a new page only for tables that show it, so only they ask.
    fn row(&self, id: &PortId, columns: &[Column]) -> Row {
        let (name, row) = (self.site.port_name(id, self.lang), self.site.port_row(id));
        let number = name.number;
        let transports: Vec<_> = name.transports.iter().map(|transport| transport.word()).collect();
        Row {
            anchor: match row.is_alone {
                true => format!("p{number}"),
                false => format!("p{number}-{}", name.id),
            },
            number: self.words.number(number),
            href: port_href(self.lang, name),
            name: name.name.clone(),
            endpoint: format!("{number}/{}", transports.join("+")),
            transports: self.words.transports(&name.transports),
            service: self.service_link(&name.service),
            advice: row.verdict.map(|verdict| self.words.verdict(verdict)),
            encryption: row.encryption.iter().map(|mode| self.words.chip(*mode)).collect(),
            direction: self.words.direction(row.direction),
            status: self.words.status(row.status),
            family: row.family.to_string(),
            summary: columns
                .contains(&Column::Summary)
                .then(|| self.site.port_summary(id, self.lang).to_string()),
            marks: Vec::new(),
        }
    }

    /// A link to a service.
    pub fn service_link(&self, id: &crate::base::registry::ServiceId) -> ServiceLink {
        let (protocol, name) = self.site.service_name(id);
        ServiceLink {
            title: name.get(self.lang).clone(),
            href: address::service(self.lang, id),
            protocol: protocol.to_string(),
        }
    }

    /// The settings of a provider.
    pub fn settings(&self, id: &ProviderId) -> Settings {
        let provider = self.site.provider(id);
        let (outgoing, incoming): (Vec<_>, Vec<_>) =
            provider.servers.iter().map(|server| self.server(server)).partition(|row| row.protocol == "SMTP");
        Settings {
            name: provider.name.get(self.lang).clone(),
            href: address::provider(self.lang, id),
            incoming,
            outgoing,
            username: provider.username.get(self.lang).clone(),
            password: self.password(provider),
            checked: self.checked(provider.checked, Checked::of_provider),
        }
    }

    fn password(&self, provider: &Provider) -> Password {
        let kind = provider.password.kind;
        Password {
            kind: kind.word(),
            text: self.words.text(&format!("password.{kind}")).to_string(),
            note: provider.password.note.get(self.lang).clone(),
        }
    }

    fn server(&self, server: &Server) -> ServerRow {
        let (protocol, service) = self.site.service_name(&server.service);
        let id = self.site.port_of(&server.service, server.port, server.encryption);
        ServerRow {
            protocol: protocol.to_string(),
            service: service.get(self.lang).clone(),
            host: server.host.clone(),
            port: PortLink { number: server.port.to_string(), ..self.port_link(id) },
            encryption: self.words.chip(server.encryption),
            secondary: server.evidence == Evidence::Secondary,
        }
    }
}
