//! Pages as search knows them: what each one says, without markup.
//!
//! A document holds what its page shows of the thing that it is about. Lists of other pages, the
//! frame and the labels of its facts are not in it.

mod lookups;

use super::body::Part;
use super::code::CodeBlock;
use super::diagram::Flow;
use super::table::{PortTable, Settings};
use super::{Reader, Source, plain};
use crate::base::lang::Lang;
use crate::base::registry::{PortNumber, ProviderId, ServiceId, TermId};
use crate::facts::search::document::{Document, DocumentId, Subject};
use crate::model::{ArticleId, SectionId, address};
use crate::query::PortFilter;
use crate::query::oracle::Oracle;
use crate::query::tracked::Tracked;
use crate::syntax::blocks::ports::Column;

/// What the documents of a language are about, in the order in which they are numbered. What is asked
/// on the way is not noted: [`Question::Search`](crate::query::Question::Search) stands for it.
pub fn subjects(oracle: &Oracle<'_>, lang: Lang) -> Vec<Subject> {
    let site = Tracked::new(oracle);
    let all = site.addresses();
    let mut subjects: Vec<Subject> = Vec::new();
    subjects.extend(all.articles.into_iter().filter(|id| id.lang == lang).cloned().map(Subject::Article));
    subjects.extend(all.sections.iter().cloned().map(Subject::Section));
    subjects.extend(all.numbers.into_iter().map(Subject::Port));
    subjects.extend(all.services.iter().cloned().map(Subject::Service));
    subjects.extend(all.providers.into_iter().cloned().map(Subject::Provider));
    subjects.extend(site.terms().into_iter().cloned().map(Subject::Term));
    subjects.extend(site.errors(None).into_iter().cloned().map(Subject::Error));
    subjects
}

/// A document; none for an error message that no article shows.
pub fn document(site: &Tracked<'_>, id: &DocumentId) -> Option<Document> {
    let reader = Reader::new(site, id.lang);
    Some(match &id.subject {
        Subject::Article(id) => reader.article_document(id),
        Subject::Section(id) => reader.section_document(id),
        Subject::Port(number) => reader.port_document(*number),
        Subject::Service(id) => reader.service_document(id),
        Subject::Provider(id) => reader.provider_document(id),
        Subject::Term(id) => reader.term_document(id),
        Subject::Error(id) => reader.error_document(id)?,
    })
}

impl Reader<'_> {
    /// An article in the language in which it is written.
    pub fn article_document(&self, id: &ArticleId) -> Document {
        let (head, body) = (self.site.head(id), self.site.body(id));
        let section = id.key.section();
        let section = section.and_then(|section| self.site.section_title(&section, self.lang));
        let mut lines = Lines::default();
        lines.parts(self, self.mark_lagging(self.parts(body, ""), &self.site.lagging(id)));
        lines.sources(self.sources(&head.sources));
        lines.extend(head.tags.iter().map(|tag| self.tag_link(tag).title));
        Document {
            href: address::article(self.lang, &id.key),
            title: head.title.clone(),
            label: section.unwrap_or_default().to_string(),
            // The last part of the address is English in both languages.
            aliases: vec![id.key.as_str().rsplit('/').next().unwrap_or_default().replace('-', " ")],
            ports: self.port_links(&head.ports).into_iter().map(|link| link.number).collect(),
            headings: body.headings.iter().map(|heading| heading.text.clone()).collect(),
            summary: head.summary.clone(),
            text: lines.0,
            ..Document::default()
        }
    }

    /// The page of a section.
    pub fn section_document(&self, id: &SectionId) -> Document {
        let section = self.site.section(id, self.lang);
        let mut lines = Lines::default();
        lines.parts(self, self.parts(&section.body, ""));
        Document {
            href: address::section(self.lang, id),
            title: section.title.clone(),
            label: self.words.text("sections").to_string(),
            summary: section.summary.clone(),
            text: lines.0,
            ..Document::default()
        }
    }

    /// The page of a number.
    pub fn port_document(&self, number: PortNumber) -> Document {
        let ids = self.site.ports(PortFilter::Number(number));
        let (mut lines, mut aliases, mut headings) = (Lines::default(), Vec::new(), Vec::new());
        for id in &ids {
            let port = self.site.port(id);
            let entry = self.entry(id);
            aliases.extend([
                port.id.to_string(),
                entry.service.protocol.clone(),
                port.name.get(self.lang.other()).clone(),
            ]);
            aliases.extend(port.iana.clone());
            aliases.extend(port.aliases.zh.iter().chain(&port.aliases.en).cloned());
            headings.push(entry.name);
            lines.extend([entry.summary, entry.service.title, entry.transports, entry.endpoint]);
            lines.extend([entry.family, entry.direction.text, entry.status.text, entry.checked.text]);
            lines.extend(entry.encryption.into_iter().map(|chip| chip.text));
            lines.extend(entry.advice.into_iter().flat_map(|advice| [advice.mark.text, advice.reason]));
            lines.extend([entry.usage, entry.instead, entry.security].into_iter().flatten());
            lines.extend(entry.changed.map(|date| date.text));
            lines.extend(entry.siblings.into_iter().flat_map(|link| [link.number, link.title]));
            lines.sources(entry.sources);
        }
        let how = self.how_to(ids[0]);
        how.test.into_iter().chain(how.open).for_each(|code| lines.code(self, code));
        let main = self.site.port(ids[0]);
        let name = main.name.get(self.lang);
        Document {
            href: address::port(self.lang, number),
            title: self.words.fill("port_title", &[("number", &self.words.number(number)), ("name", name)]),
            label: self.words.text("ports_title").to_string(),
            number: Some(number),
            aliases,
            headings: headings.split_off(1),
            summary: main.summary.get(self.lang).clone(),
            text: lines.0,
            ..Document::default()
        }
    }

    /// The page of a service.
    pub fn service_document(&self, id: &ServiceId) -> Document {
        let service = self.site.service(id);
        let ids = self.site.ports(PortFilter::Service(id.clone()));
        let mut lines = Lines::default();
        lines.extend([self.words.family(&service.family).to_string(), self.words.date(service.checked).text]);
        lines.table(self.table(String::new(), String::new(), Column::DEFAULT, ids));
        lines.sources(self.sources(&service.references));
        let mut aliases =
            vec![id.to_string(), service.protocol.clone(), service.name.get(self.lang.other()).clone()];
        aliases.extend(service.aliases.zh.iter().chain(&service.aliases.en).cloned());
        Document {
            href: address::service(self.lang, id),
            title: service.name.get(self.lang).clone(),
            label: self.words.text("services_title").to_string(),
            aliases,
            summary: service.summary.get(self.lang).clone(),
            text: lines.0,
            ..Document::default()
        }
    }

    /// The page of a provider.
    pub fn provider_document(&self, id: &ProviderId) -> Document {
        let provider = self.site.provider(id);
        let mut lines = Lines::default();
        lines.settings(self, self.settings(id));
        lines.extend(provider.notes.iter().map(|note| note.get(self.lang).clone()));
        lines.sources(self.sources(&provider.references));
        let mut aliases = vec![id.to_string(), provider.name.get(self.lang.other()).clone()];
        aliases.extend(provider.domains.iter().cloned());
        Document {
            href: address::provider(self.lang, id),
            title: provider.name.get(self.lang).clone(),
            label: self.words.text("providers_title").to_string(),
            aliases,
            summary: provider.summary.get(self.lang).clone(),
            text: lines.0,
            ..Document::default()
        }
    }

    /// A term of the glossary.
    pub fn term_document(&self, id: &TermId) -> Document {
        let term = self.site.term(id);
        let mut lines = Lines::default();
        lines.sources(self.sources(&term.references));
        let mut aliases = vec![term.name.get(self.lang.other()).clone()];
        aliases.extend(term.avoid.zh.iter().chain(&term.avoid.en).cloned());
        Document {
            href: address::term(self.lang, id),
            title: term.name.get(self.lang).clone(),
            label: self.words.text("glossary_title").to_string(),
            aliases,
            summary: term.definition.get(self.lang).clone(),
            text: lines.0,
            ..Document::default()
        }
    }
}

// What the template of settings says besides.
const LABELS: [&str; 10] = [
    "incoming",
    "outgoing",
    "username",
    "password",
    "protocol",
    "host",
    "port",
    "encryption",
    "checked",
    "secondary",
];

// The text of a document, line by line.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn extend(&mut self, lines: impl IntoIterator<Item = String>) {
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            self.0.push_str(&line);
            self.0.push('\n');
        }
    }

    fn parts(&mut self, reader: &Reader<'_>, parts: Vec<Part>) {
        for part in parts {
            match part {
                Part::Html { html } => self.extend([plain::text(&html).trim_end().to_string()]),
                Part::Code(code) => self.code(reader, code),
                Part::Firewall { blocks } => blocks.into_iter().for_each(|code| self.code(reader, code)),
                Part::Ports { table } => self.table(table),
                Part::Settings { settings } => self.settings(reader, settings),
                Part::Flow { flow } => self.flow(flow),
                Part::Handshake { sequences, .. } => {
                    for sequence in sequences {
                        self.extend([sequence.title, sequence.port.number]);
                        self.extend(sequence.lines);
                    }
                }
                Part::Errors { rows, .. } => self.errors(reader, rows),
                Part::Clients { rows, .. } => self.clients(reader, rows),
                Part::Clouds { rows, .. } => self.clouds(reader, rows),
                Part::Which { goals } => self.goals(reader, goals),
                Part::Fill { host, domain } => {
                    self.fill(reader, [("fill_host", host), ("fill_domain", domain)]);
                }
                Part::AlertStart { title, .. } => self.extend([title]),
                Part::Image { alt, .. } => self.extend([alt]),
                Part::Stale { text } => self.extend([text]),
                Part::HeadingStart { .. }
                | Part::HeadingEnd { .. }
                | Part::AlertEnd { .. }
                | Part::TableStart { .. }
                | Part::TableEnd
                | Part::FootnotesStart { .. }
                | Part::FootnotesEnd => {}
            }
        }
    }

    fn code(&mut self, reader: &Reader<'_>, code: CodeBlock) {
        self.extend(code.title.into_iter().chain([code.language, code.text]));
        if !code.tested.is_empty() {
            self.extend([reader.words.text("tested").to_string()].into_iter().chain(code.tested));
        }
    }

    fn flow(&mut self, flow: Flow) {
        self.extend(flow.caption);
        for step in flow.steps {
            self.extend(step.name);
            self.extend(step.port.into_iter().flat_map(|port| [port.number, port.title]));
            self.extend(step.encryption.map(|chip| chip.text));
            self.extend(step.text);
        }
    }

    fn table(&mut self, table: PortTable) {
        self.extend([table.caption]);
        self.extend(table.heads);
        for row in table.rows {
            self.extend([row.number, row.name, row.service.title, row.service.protocol, row.transports]);
            self.extend(row.advice.map(|mark| mark.text));
            self.extend(row.encryption.into_iter().map(|chip| chip.text));
            self.extend([row.direction.text, row.status.text]);
            self.extend(row.summary);
        }
    }

    fn settings(&mut self, reader: &Reader<'_>, settings: Settings) {
        self.extend(LABELS.map(|key| reader.words.text(key).to_string()));
        self.extend([settings.name]);
        for server in settings.incoming.into_iter().chain(settings.outgoing) {
            self.extend([
                server.protocol,
                server.service,
                server.host,
                server.port.number,
                server.encryption.text,
            ]);
        }
        self.extend([
            settings.username,
            settings.password.text,
            settings.password.note,
            settings.checked.text,
        ]);
    }

    fn sources(&mut self, sources: Vec<Source>) {
        self.extend(sources.into_iter().flat_map(|source| [source.title, source.publisher]));
    }
}
