//! Cohere's chat, version 2.

use runnable_providers::ChatCohere;

use super::difference::{Difference, WHITE_SPACE};
use super::recorded::assert_same;

const DIFFERENCES: [Difference; 1] = [WHITE_SPACE];

fn model(case: &str) -> ChatCohere {
    let model = ChatCohere::new("command-a-03-2025").api_key("key");
    match case {
        "reasoning" | "thoughts" => model.thinking(1024),
        _ => model,
    }
}

#[test]
fn coheres_library_sends_the_same() {
    assert_same(include_str!("sdk/cohere_chat.json"), model, &DIFFERENCES);
}
