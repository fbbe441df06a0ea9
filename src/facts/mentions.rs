//! Which article speaks of which entry of the registry, and which article links to which.

use crate::base::lang::{Bilingual, Lang};
use crate::base::registry::{PortId, ProviderId, ServiceId};
use crate::facts::ports::Ports;
use crate::model::body::{Block, Rows, Target};
use crate::model::{Article, ArticleId, ArticleKey, Site};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something that articles speak of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A port entry.
    Port(PortId),
    /// A service.
    Service(ServiceId),
    /// A provider.
    Provider(ProviderId),
    /// Another article.
    Article(ArticleKey),
}

/// Who speaks of what.
#[derive(Debug)]
pub struct Mentions {
    /// The subjects of each article, both languages taken together.
    pub by_article: BTreeMap<ArticleKey, BTreeSet<Subject>>,
    /// The articles that speak of a subject, as a reader of each language sees them, by key.
    pub of: BTreeMap<Subject, Bilingual<Vec<ArticleId>>>,
    /// The providers that have a server on a port entry.
    pub providers: BTreeMap<PortId, Vec<ProviderId>>,
}

/// Gathers the mentions.
pub fn derive(site: &Site, ports: &Ports) -> Mentions {
    let mut by_article: BTreeMap<ArticleKey, BTreeSet<Subject>> = BTreeMap::new();
    for (id, article) in &site.articles {
        by_article.entry(id.key.clone()).or_default().extend(subjects(article, ports));
    }
    let mut of: BTreeMap<Subject, Bilingual<Vec<ArticleId>>> = BTreeMap::new();
    for (key, subjects) in &by_article {
        for subject in subjects.iter().filter(|subject| **subject != Subject::Article(key.clone())) {
            let articles = of.entry(subject.clone()).or_default();
            for lang in Lang::ALL {
                articles.get_mut(lang).extend(site.shown(key, lang));
            }
        }
    }
    Mentions { by_article, of, providers: providers(site) }
}

fn subjects(article: &Article, ports: &Ports) -> BTreeSet<Subject> {
    let mut subjects: BTreeSet<Subject> = article.head.ports.iter().cloned().map(Subject::Port).collect();
    for link in &article.body.links {
        subjects.extend(match &link.target {
            Some(Target::Port(id, _)) => Some(Subject::Port(id.clone())),
            Some(Target::Service(id)) => Some(Subject::Service(id.clone())),
            Some(Target::Provider(id)) => Some(Subject::Provider(id.clone())),
            Some(Target::Article(key, _)) => Some(Subject::Article(key.clone())),
            _ => None,
        });
    }
    for block in &article.body.blocks {
        subjects.extend(block.ports().into_iter().cloned().map(Subject::Port));
        match block {
            Block::Ports { rows: Rows::Family(family), .. } => {
                let ids = ports.of_family.get(family).into_iter().flatten();
                subjects.extend(ids.cloned().map(Subject::Port));
            }
            Block::Settings(provider) => {
                subjects.insert(Subject::Provider(provider.clone()));
            }
            // What lists show is there for readers to find, and no subject of the article.
            _ => {}
        }
    }
    subjects
}

fn providers(site: &Site) -> BTreeMap<PortId, Vec<ProviderId>> {
    let mut providers: BTreeMap<PortId, Vec<ProviderId>> = BTreeMap::new();
    for provider in site.providers.values() {
        for port in site.ports.values() {
            let fits = provider.servers.iter().any(|server| {
                server.service == port.service
                    && (port.number.first..=port.number.last).contains(&server.port)
                    && port.encryption.contains(&server.encryption)
            });
            if fits {
                providers.entry(port.id.clone()).or_default().push(provider.id.clone());
            }
        }
    }
    providers
}
