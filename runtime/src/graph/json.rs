//! The graph as JSON, with LangChain's keys.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{Edge, Graph, Node};

impl Graph {
    /// The graph as JSON: `nodes` with `id`, `type` and `data`, `edges` with `source` and `target`, and `conditional`
    /// and `data` where a condition decides.
    pub fn json(&self) -> Value {
        let nodes: Vec<_> = self.nodes.iter().enumerate().map(|(id, node)| node.json(id)).collect();
        let edges: Vec<_> = self.edges.iter().map(Edge::json).collect();
        json!({ "nodes": nodes, "edges": edges })
    }
}

impl Serialize for Graph {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl Node {
    fn json(&self, id: usize) -> Value {
        match self.run_type {
            None => json!({ "id": id, "type": "schema", "data": self.name }),
            Some(run_type) => {
                let data = json!({ "id": ["runnable", run_type.as_str(), self.name], "name": self.name });
                json!({ "id": id, "type": "runnable", "data": data })
            }
        }
    }
}

impl Edge {
    fn json(&self) -> Value {
        match &self.condition {
            None => json!({ "source": self.source, "target": self.target }),
            Some(condition) => {
                json!({ "source": self.source, "target": self.target, "conditional": true, "data": condition })
            }
        }
    }
}
