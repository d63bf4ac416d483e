//! OpenAI's Chat Completions.

use runnable_providers::ChatOpenAi;
use serde_json::json;

use super::difference::{Difference, NULL, WHITE_SPACE, remove_default};
use super::recorded::assert_same;

const DIFFERENCES: [Difference; 3] = [NULL, WHITE_SPACE, ANNOTATIONS];

const ANNOTATIONS: Difference = Difference {
    reason: "the sources of an answer are not read when it is sent back; here there are none",
    forget: |answer| remove_default(answer, "annotations", json!([])),
};

fn model(case: &str) -> ChatOpenAi {
    let model = ChatOpenAi::new("gpt-5-mini").api_key("key");
    match case {
        "reasoning" => model.reasoning_effort("low"),
        _ => model,
    }
}

#[test]
fn openais_library_sends_the_same() {
    assert_same(include_str!("sdk/chat_completions.json"), model, &DIFFERENCES);
}
