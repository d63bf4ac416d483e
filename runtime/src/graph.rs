//! What a runnable is made of, as a graph to look at.
//!
//! | file | what |
//! |---|---|
//! | `mermaid` | the graph as a Mermaid flow chart |
//! | `ascii` | the graph drawn with characters |
//! | `json` | the graph as JSON, with LangChain's keys |

mod ascii;
mod json;
mod mermaid;

use crate::descriptor::{Descriptor, RunType};
use crate::runnable::Runnable;

/// What a runnable is made of: steps, and what flows from one to the next. [`Runnable::graph`] makes it.
///
/// Nodes are in topological order, and so are edges: what comes first stands first. Names, keys and forms are
/// LangChain's; but where it draws a branch or a router as one node, here are the steps that may be chosen, too.
///
/// ```
/// use runnable::prelude::*;
/// use runnable::compose::Lambda;
///
/// let chain = Lambda::new(|text: String| text.len()).named("measure") | Lambda::new(|size: usize| size * 2).named("double");
/// let graph = chain.graph();
/// assert_eq!(graph.nodes().len(), 4);
/// assert!(graph.mermaid().contains("measure --> double;"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    /// Of nodes that take and give what another step does: what that is called.
    likenesses: Vec<Likeness>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Likeness {
    node: usize,
    input: String,
    output: String,
}

/// A step, or what goes into or comes out of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The name of the step, without `Runnable` in front of it.
    pub name: String,
    /// What sort of step it is; none where it is a value that goes in or comes out.
    pub run_type: Option<RunType>,
}

/// Something that flows from one node to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The number of the node that it comes from.
    pub source: usize,
    /// The number of the node that it goes to.
    pub target: usize,
    /// Under which condition it does; none where it always does.
    pub condition: Option<String>,
}

/// Where a part of a graph begins and ends.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub(crate) first: usize,
    pub(crate) last: usize,
}

impl Graph {
    pub(crate) fn of(runnable: &(impl Runnable + ?Sized)) -> Self {
        let mut graph = Self::default();
        let Part { first, last } = runnable.draw(&mut graph);
        if graph.nodes[last].run_type.is_some() {
            let output = match graph.likeness(last) {
                Some(like) => graph.node(&like.output, None),
                None => graph.value(&graph.nodes[last].name.clone(), "output"),
            };
            graph.edge(last, output);
        }
        if graph.nodes[first].run_type.is_some() {
            graph.put_in_front(first);
        }
        graph.edges.sort_by_key(|edge| (edge.source, edge.target));
        graph.likenesses.clear();
        graph
    }

    /// Puts what goes into a node in front of all nodes.
    fn put_in_front(&mut self, first: usize) {
        let input = match self.likeness(first) {
            Some(like) => self.node(&like.input, None),
            None => self.value(&self.nodes[first].name.clone(), "input"),
        };
        self.nodes.rotate_right(1);
        for edge in &mut self.edges {
            edge.source = (edge.source + 1) % (input + 1);
            edge.target = (edge.target + 1) % (input + 1);
        }
        self.edge(0, first + 1);
    }

    /// Adds a step.
    pub(crate) fn step(&mut self, descriptor: &Descriptor<'_>) -> Part {
        let node = self.node(&descriptor.name, Some(descriptor.run_type));
        Part { first: node, last: node }
    }

    /// Adds a step that takes and gives what another one does.
    pub(crate) fn step_like(&mut self, descriptor: &Descriptor<'_>, step: &(impl Runnable + ?Sized)) -> Part {
        let part = self.step(descriptor);
        let Self { nodes, .. } = Self::of(step);
        let ends = nodes.first().zip(nodes.last());
        self.likenesses.extend(ends.map(|(input, output)| Likeness {
            node: part.first,
            input: input.name.clone(),
            output: output.name.clone(),
        }));
        part
    }

    fn likeness(&self, node: usize) -> Option<Likeness> {
        self.likenesses.iter().find(|like| like.node == node).cloned()
    }

    /// Adds what goes into a step of this name, or comes out of it.
    pub(crate) fn value(&mut self, step: &str, suffix: &str) -> usize {
        let step = step.strip_prefix("Runnable").unwrap_or(step);
        let is_type = step.starts_with(char::is_uppercase);
        let name = match suffix {
            "input" if is_type => format!("{step}Input"),
            _ if is_type => format!("{step}Output"),
            suffix => format!("{step}_{suffix}"),
        };
        self.node(&name, None)
    }

    fn node(&mut self, name: &str, run_type: Option<RunType>) -> usize {
        let name = name.strip_prefix("Runnable").filter(|name| !name.is_empty()).unwrap_or(name);
        self.nodes.push(Node { name: name.to_owned(), run_type });
        self.nodes.len() - 1
    }

    pub(crate) fn edge(&mut self, source: usize, target: usize) {
        self.edges.push(Edge { source, target, condition: None });
    }

    pub(crate) fn edge_if(&mut self, source: usize, target: usize, condition: impl Into<String>) {
        self.edges.push(Edge { source, target, condition: Some(condition.into()) });
    }

    /// The nodes, those that come first standing first.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What flows between them, in the order of the nodes.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }
}
