//! The block `flow`: nodes, and the ports that lie between them.

use crate::base::registry::PortId;
use crate::base::span::Spanned;
use crate::diag::code::Code;
use crate::syntax::decode::fields::Fields;
use crate::syntax::decode::lists::one_or_more;
use crate::syntax::decode::scalars::{id, text};
use crate::syntax::decode::shape::field;
use crate::syntax::decode::{Noun, Reading, spanned};
use crate::syntax::yaml::Node;
use serde::{Deserialize, Serialize};

/// A way from node to node.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FlowBlock {
    /// The nodes and hops in order. It begins and ends with a node; no two hops are neighbours.
    pub steps: Vec<Step>,
    /// What it shows, in the language of the article.
    pub caption: Option<String>,
}

/// A part of a way. Texts are in the language of the article.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// A remark.
    pub text: Option<String>,
}

/// A node or a hop.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum StepKind {
    /// A machine, a program, a layer, by its name.
    Node(String),
    /// A connection to a port.
    Hop(Spanned<PortId>),
}

impl Step {
    /// The port of a hop.
    pub(super) fn port(&self) -> Option<&Spanned<PortId>> {
        match &self.kind {
            StepKind::Node(_) => None,
            StepKind::Hop(id) => Some(id),
        }
    }
}

const FLOW: Noun = Noun { en: "a flow", zh: "流程块" };
const STEP: Noun = Noun { en: "a step of a flow", zh: "流程的一步" };

/// Reads the body.
pub(super) fn read(node: &Node, reading: &mut Reading) -> Option<FlowBlock> {
    let mut fields = Fields::open(node, FLOW, reading)?;
    let steps = fields.required(
        field("steps", "Nodes, and the ports between them, in order", "各个节点和它们之间的端口，按次序"),
        one_or_more(spanned(step)),
    );
    let caption = fields.optional(
        field("caption", "The caption, in the language of the article", "标题，用文章的语言"),
        text,
    );
    fields.close()?;
    let (steps, caption) = (steps?, caption?);
    let is_hop = |step: &Spanned<Step>| step.value.port().is_some();
    let between = |at: usize| 0 < at && at + 1 < steps.len() && !is_hop(&steps[at - 1]);
    let stray = steps.iter().enumerate().find(|(at, step)| is_hop(step) && !between(*at));
    if let Some((_, step)) = stray {
        let message = text!("no node stands on one side of this hop", "这一跳的一边没有节点");
        let problem = reading.problem(Code::StrayHop, step.span, message);
        return reading.refuse(problem.help(text!(
            "write `{{ node: … }}` before it and after it",
            "请在它前面和后面各写一个 `{{ node: … }}`"
        )));
    }
    Some(FlowBlock { steps: steps.into_iter().map(|step| step.value).collect(), caption })
}

fn step(node: &Node, reading: &mut Reading) -> Option<Step> {
    let mut fields = Fields::open(node, STEP, reading)?;
    let name =
        fields.optional(field("node", "A machine, a program, a layer", "一台机器、一个程序或一层防护"), text);
    let hop = fields.optional(
        field("port", "The port that leads to the next node, by id", "通向下一个节点的端口，写 id"),
        spanned(id(PortId::new)),
    );
    let remark = fields.optional(field("text", "A remark", "补充说明"), text);
    let either = fields.either("node", "port");
    fields.close()?;
    either?;
    let kind = match (name?, hop?) {
        (Some(name), _) => StepKind::Node(name),
        (None, port) => StepKind::Hop(port?),
    };
    Some(Step { kind, text: remark? })
}
