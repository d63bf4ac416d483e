//! Ollama's chat.

use runnable_providers::ChatOllama;
use serde_json::json;

use super::difference::{Difference, remove_default};
use super::recorded::assert_same;

const DIFFERENCES: [Difference; 3] = [NO_TOOLS, NO_TEXT, IDS];

const NO_TOOLS: Difference =
    Difference { reason: "no tools are none", forget: |body| remove_default(body, "tools", json!([])) };

const NO_TEXT: Difference = Difference {
    reason: "an answer without text has none",
    forget: |message| remove_default(message, "content", ""),
};

const IDS: Difference = Difference {
    reason: "the API knows calls and their results by ids, which this library cannot send",
    forget: |object| {
        object.remove("tool_call_id");
        if object.contains_key("function") {
            object.remove("id");
        }
    },
};

fn model(case: &str) -> ChatOllama {
    let model = ChatOllama::new("qwen3");
    match case {
        "reasoning" | "thoughts" => model.think("low"),
        _ => model,
    }
}

#[test]
fn ollamas_library_sends_the_same() {
    assert_same(include_str!("sdk/ollama_chat.json"), model, &DIFFERENCES);
}
