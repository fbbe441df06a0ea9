//! `portolan impact port/ID`

use super::terminal::Terminal;
use super::{Outcome, SiteFolder, read};
use crate::base::registry::{ErrorId, PortId, ProviderId, ServiceId, TermId};
use crate::build::run::{self, Options};
use crate::diag::Failure;
use crate::facts::mentions::Subject;
use crate::model::resolve::Drafts;
use crate::query::Question;
use clap::Args;

const KINDS: [&str; 7] = ["port", "service", "provider", "term", "error", "client", "cloud"];

const EXAMPLES: &str = "\
Examples:
  portolan impact port/submissions    what a change of the entry reaches
  portolan impact provider/qq";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteFolder,
    /// An entry: port/ID, service/ID, provider/ID, term/ID, error/ID, client/ID or cloud/ID
    entry: String,
}

// The site is built in memory: what its outputs ask now is what a change would reach.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let entry = &arguments.entry;
    let snapshot = read(&arguments.site)?;
    let build = run::check(&snapshot, &Options { drafts: Drafts::Shown, ..Options::default() });
    let reached = build.files.iter().filter_map(|(path, made)| {
        let asked: Vec<String> = made
            .trace
            .questions()
            .into_iter()
            .filter(|question| is_about(question, entry))
            .map(aspect)
            .collect();
        (!asked.is_empty()).then(|| format!("{path}: {}\n", asked.join(", ")))
    });
    let reached: String = reached.collect();
    if reached.is_empty() {
        let named = KINDS.iter().map(|kind| format!("{kind}/{entry}")).find(|named| {
            let mut questions = build.files.values().flat_map(|made| made.trace.questions());
            questions.any(|question| is_about(question, named))
        });
        let like = named.as_deref().unwrap_or("port/submissions");
        return Err(Failure::refused(
            text!("`{entry}` reaches nothing", "`{entry}` 不影响任何文件"),
            text!(
                "the registry has no such entry; write it like `{like}`",
                "登记表中没有这个条目；请写成 `{like}` 的形式"
            ),
        ));
    }
    terminal.answer(&reached);
    Ok(Outcome::Done)
}

/// Whether a question is about an entry, which is written `kind/id`.
pub(super) fn is_about(question: &Question, entry: &str) -> bool {
    let Some((kind, id)) = entry.split_once('/') else { return false };
    let port = |other: &PortId| kind == "port" && other.as_str() == id;
    let service = |other: &ServiceId| kind == "service" && other.as_str() == id;
    let provider = |other: &ProviderId| kind == "provider" && other.as_str() == id;
    let term = |other: &TermId| kind == "term" && other.as_str() == id;
    let error = |other: &ErrorId| kind == "error" && other.as_str() == id;
    match question {
        Question::Port(id)
        | Question::PortName(id, _)
        | Question::PortRow(id)
        | Question::PortSummary(id, _)
        | Question::PortChanged(id)
        | Question::ProvidersOn(id)
        | Question::ErrorsOn(id) => port(id),
        Question::Mentions(Subject::Port(id), _) => port(id),
        Question::Service(id) | Question::ServiceName(id) => service(id),
        Question::Mentions(Subject::Service(id), _) => service(id),
        Question::Provider(id) | Question::ProviderName(id) => provider(id),
        Question::Mentions(Subject::Provider(id), _) => provider(id),
        Question::Term(id) => term(id),
        Question::Error(id) | Question::ErrorPlace(id) => error(id),
        Question::Client(other) => kind == "client" && other.as_str() == id,
        Question::Cloud(other) => kind == "cloud" && other.as_str() == id,
        _ => false,
    }
}

// The first word of a question says what of the entry is shown.
fn aspect(question: &Question) -> String {
    question.to_string().split(' ').next().unwrap_or_default().to_string()
}
