//! OpenAI's Responses.

use runnable_providers::ChatOpenAiResponses;
use serde_json::{Value, json};

use super::difference::{Difference, WHITE_SPACE, remove_default};
use super::recorded::assert_same;

const DIFFERENCES: [Difference; 4] = [WHITE_SPACE, MESSAGE, STATE, TEXT];

const MESSAGE: Difference = Difference {
    reason: "an item with a role is a message",
    forget: |item| {
        if item.contains_key("role") {
            remove_default(item, "type", "message");
        }
    },
};

const STATE: Difference = Difference {
    reason: "what an answer says of itself is not read when it is sent back",
    forget: |item| {
        remove_default(item, "status", "completed");
        remove_default(item, "logprobs", json!([]));
    },
};

const TEXT: Difference = Difference {
    reason: "an answer that is a text is one part of text",
    forget: |item| {
        if item.get("role").is_some_and(|role| role == "assistant")
            && let Some(content @ Value::String(_)) = item.get_mut("content")
        {
            *content = json!([{"type": "output_text", "text": content, "annotations": []}]);
        }
    },
};

fn model(case: &str) -> ChatOpenAiResponses {
    let model = ChatOpenAiResponses::new("gpt-5-mini").api_key("key");
    match case {
        "reasoning" => model.reasoning_effort("low").reasoning_summary("auto"),
        "thoughts" => model.store(false).include(["reasoning.encrypted_content"]),
        _ => model,
    }
}

#[test]
fn openais_library_sends_the_same_responses() {
    assert_same(include_str!("sdk/responses.json"), model, &DIFFERENCES);
}
