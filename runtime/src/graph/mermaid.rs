//! The graph as a Mermaid flow chart.

use std::fmt::Write;

use super::{Edge, Graph};

const HEAD: &str = "---\nconfig:\n  flowchart:\n    curve: linear\n---\ngraph TD;\n";
const CLASSES: &str = "\tclassDef default fill:#f2f0ff,line-height:1.2\n\tclassDef first fill-opacity:0\n\tclassDef last fill:#bfb6fc\n";

impl Graph {
    /// The graph as a Mermaid flow chart, as LangChain draws it.
    pub fn mermaid(&self) -> String {
        let ids = self.ids();
        let last = self.nodes.len().saturating_sub(1);
        let mut out = HEAD.to_owned();
        for (number, (node, id)) in self.nodes.iter().zip(&ids).enumerate() {
            let label = label(&node.name);
            out += &match number {
                0 => format!("\t{id}([{label}]):::first\n"),
                number if number == last => format!("\t{id}([{label}]):::last\n"),
                _ => format!("\t{id}({label})\n"),
            };
        }
        for edge in &self.edges {
            out += &format!("\t{} {} {};\n", ids[edge.source], arrow(edge), ids[edge.target]);
        }
        out + CLASSES
    }

    /// The name of each node where no other has it; else the name with a number.
    fn ids(&self) -> Vec<String> {
        let named = |position: usize| {
            let name = &self.nodes[position].name;
            let before = self.nodes[..position].iter().filter(|node| node.name == *name).count();
            let is_only = self.nodes.iter().filter(|node| node.name == *name).count() == 1;
            if is_only { escaped(name) } else { format!("{}_{}", escaped(name), before + 1) }
        };
        (0..self.nodes.len()).map(named).collect()
    }
}

/// The name with every character that means something to Mermaid as its code.
fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '-' => out.push(character),
            other => write!(out, "\\{:02x}", u32::from(other)).expect("writing to a string does not fail"),
        }
    }
    out
}

/// The name as it is, in quotation marks where Mermaid would read it as something else.
fn label(name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || " _-<>,.:".contains(c));
    if is_plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "#quot;")) }
}

fn arrow(edge: &Edge) -> String {
    match &edge.condition {
        None => "-->".to_owned(),
        Some(condition) => format!("-. &nbsp;{}&nbsp; .->", label(condition)),
    }
}
