//! A contradiction in words.

use super::super::ground::Port;
use super::claim::{At, Claim};
use super::judge::{Conflict, Fault};
use super::known::{Known, modes, transports};
use crate::base::path::SourcePath;
use crate::base::registry::{Encryption, Transport};
use crate::base::span::{Span, Spanned};
use crate::diag::code::Code;
use crate::diag::{self, Diagnostic, Text};

/// Where a block stands: its file, and the way from places in the block to places in the file.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    /// The file.
    pub path: &'a SourcePath,
    /// From the block to the file.
    pub place: &'a dyn Fn(Span) -> Span,
}

/// Says what is wrong, at the port, and what would be right.
pub(super) fn report(
    fault: &Fault<'_>,
    claim: &Claim<'_>,
    known: &Known<'_>,
    block: Block<'_>,
) -> Diagnostic {
    let teller = Teller { claim, known, block };
    match fault {
        Fault::Name(conflict) => teller.name(conflict),
        Fault::Remark(span, conflict) => teller.remark(conflict, *span),
        Fault::Service(conflict) => teller.service(conflict),
        Fault::Mode(conflict) => teller.mode(conflict),
        Fault::Transport(conflict) => teller.transport(conflict),
        Fault::Mapping(conflict) => teller.mapping(conflict),
    }
}

struct Teller<'a> {
    claim: &'a Claim<'a>,
    known: &'a Known<'a>,
    block: Block<'a>,
}

impl Teller<'_> {
    fn name(&self, conflict: &Conflict<'_>) -> Diagnostic {
        let (at, said) = (self.at(), self.claim.named.expect("a name was judged"));
        let (there, name) = (ids(&conflict.here), short(said.value));
        let message = Text {
            en: format!("port {at} is {}, not `{name}`", there.en),
            zh: format!("端口 {at} 是 {}，不是 `{name}`", there.zh),
        };
        let problem = self.problem(message, said.span, text!("called so here", "这里的称呼"));
        with_places(problem, &conflict.elsewhere)
    }

    fn remark(&self, conflict: &Conflict<'_>, name: Span) -> Diagnostic {
        let (at, there) = (self.at(), ids(&conflict.here));
        let message = Text {
            en: format!("port {at} is {}, and the comment beside it says otherwise", there.en),
            zh: format!("端口 {at} 是 {}，与旁边的注释不符", there.zh),
        };
        let problem = self.problem(message, name, text!("called so here", "这里的称呼"));
        with_places(problem, &conflict.elsewhere)
    }

    fn service(&self, conflict: &Conflict<'_>) -> Diagnostic {
        let (at, said) = (self.at(), self.claim.speaks.expect("a service was judged"));
        let mut carried: Vec<&str> = conflict.here.iter().map(|port| self.known.protocol(port)).collect();
        carried.dedup();
        let (here, name) = (carried.join(" / "), short(self.known.called(said.value)));
        let message = text!("port {at} carries {here}, not {name}", "端口 {at} 承载 {here}，不是 {name}");
        let problem = self.problem(message, said.span, text!("{name} because of this", "由此可知是 {name}"));
        with_places(problem, &conflict.elsewhere)
    }

    fn mode(&self, conflict: &Conflict<'_>) -> Diagnostic {
        let (at, said) = (self.at(), self.claim.modes.expect("a mode was judged"));
        let right = modes(&conflict.here);
        let (expected, found) = (list(&right), list(self.known.modes(said.value)));
        let message = Text {
            en: format!("port {at} takes {}, not {}", expected.en, found.en),
            zh: format!("端口 {at} 使用{}，不是{}", led(&expected.zh), led(&found.zh)),
        };
        let label = Text {
            en: format!("{} because of this", found.en),
            zh: format!("由此可知是{}", led(&found.zh)),
        };
        let problem = self.problem(message, said.span, label);
        let problem = match self.form(&right, conflict.here[0]) {
            Some(form) => problem.help(text!("for port {at}, write `{form}`", "端口 {at} 应写成 `{form}`")),
            None => problem,
        };
        with_places(problem, &conflict.elsewhere)
    }

    fn transport(&self, conflict: &Conflict<'_>) -> Diagnostic {
        let (at, said) = (self.at(), self.claim.transport.expect("a transport was judged"));
        let names: Vec<String> = transports(&conflict.here).into_iter().map(capital).collect();
        let (right, wrong, there) = (names.join(" / "), capital(said.value), ids(&conflict.here));
        let message =
            text!("port {at} is used over {right}, not {wrong}", "端口 {at} 使用 {right}，不是 {wrong}");
        let problem =
            self.problem(message, said.span, text!("{wrong} because of this", "由此可知是 {wrong}"));
        problem.help(Text {
            en: format!("the registry has {} over {right} alone", there.en),
            zh: format!("登记表里 {} 只用 {right}", there.zh),
        })
    }

    fn mapping(&self, conflict: &Conflict<'_>) -> Diagnostic {
        let (at, inner) = (self.at(), self.claim.inner.expect("a mapping was judged"));
        let (to, here, there) = (inner.value, ids(&conflict.here), ids(&conflict.elsewhere));
        let message = text!(
            "port {at} is led to port {to}, which is another service",
            "端口 {at} 被映射到另一种服务的端口 {to}"
        );
        self.problem(message, inner.span, text!("the port inside of the container", "容器里的端口")).help(
            Text {
                en: format!("{at} is {}, and {to} is {}", here.en, there.en),
                zh: format!("{at} 是 {}，{to} 是 {}", here.zh, there.zh),
            },
        )
    }

    // An empty span is no part of the code: the whole of it says so.
    fn problem(&self, message: Text, by: Span, label: Text) -> Diagnostic {
        let Block { path, place } = self.block;
        let at = self.claim.at.span;
        let problem = Diagnostic::new(Code::CodeContradictsRegistry, path, place(at), message);
        match by.start == by.end || by == at {
            true => problem,
            false => problem.also(path, place(by), label),
        }
    }

    fn at(&self) -> String {
        match self.claim.at.value {
            At::Number(number) => format!("`{number}`"),
            At::Name(name) => format!("`{}`", short(name)),
        }
    }

    // How the recommended mode of an entry is written for the tool, with its port and protocol.
    fn form(&self, right: &[Encryption], port: &Port<'_>) -> Option<String> {
        let forms = self.claim.forms;
        let form = match right.first()? {
            Encryption::Implicit => forms.implicit,
            Encryption::Starttls => forms.starttls,
            Encryption::Cleartext => forms.cleartext,
        };
        let protocol = match self.claim.speaks {
            Some(Spanned { value, .. }) => short(value).to_lowercase(),
            None => self.known.protocol(port).to_lowercase(),
        };
        let number = port.number.first.to_string();
        (!form.is_empty()).then(|| form.replace("PORT", &number).replace("PROTOCOL", &protocol))
    }
}

// Where what was written would be right.
fn with_places(problem: Diagnostic, ports: &[&Port<'_>]) -> Diagnostic {
    if ports.is_empty() {
        return problem;
    }
    // More of them help nobody.
    let places: Vec<Text> = ports.iter().take(3).map(|port| place_of(port)).collect();
    let en: Vec<&str> = places.iter().map(|place| place.en.as_str()).collect();
    let zh: Vec<&str> = places.iter().map(|place| place.zh.as_str()).collect();
    problem.help(Text {
        en: format!("the registry has {}", en.join(", ")),
        zh: format!("登记表里有 {}", zh.join("、")),
    })
}

fn place_of(port: &Port<'_>) -> Text {
    let (id, endpoint) = (&port.id, port.endpoint());
    match port.encryption.is_empty() {
        true => text!("`{id}` ({endpoint})", "`{id}`（{endpoint}）"),
        false => {
            let Text { en, zh } = list(port.encryption);
            text!("`{id}` ({endpoint}, {en})", "`{id}`（{endpoint}，{zh}）")
        }
    }
}

fn ids(ports: &[&Port<'_>]) -> Text {
    diag::names(ports.iter().map(|port| port.id.as_str()))
}

fn list(modes: &[Encryption]) -> Text {
    let word = |mode: &Encryption| match mode {
        Encryption::Implicit => text!("implicit TLS", "隐式 TLS"),
        Encryption::Starttls => text!("STARTTLS", "STARTTLS"),
        Encryption::Cleartext => text!("cleartext", "明文"),
    };
    let words: Vec<Text> = modes.iter().map(word).collect();
    let en: Vec<&str> = words.iter().map(|word| word.en.as_str()).collect();
    let mut zh = String::new();
    for Text { zh: word, .. } in &words {
        zh = if zh.is_empty() { word.clone() } else { format!("{zh}{}或{}", gap(&zh), led(word)) };
    }
    Text { en: en.join(" or "), zh }
}

// Latin letters stand apart from Chinese ones.
fn gap(text: &str) -> &str {
    if text.ends_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" }
}

fn led(text: &str) -> String {
    let gap = if text.starts_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
    format!("{gap}{text}")
}

fn capital(transport: Transport) -> String {
    transport.word().to_uppercase()
}

// A name in the code may be as long as its line.
fn short(name: &str) -> &str {
    const LONGEST: usize = 40;
    name.char_indices().nth(LONGEST).map_or(name, |(end, _)| &name[..end])
}
