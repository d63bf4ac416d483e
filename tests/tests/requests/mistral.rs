//! Mistral's chat completions.

use runnable_providers::ChatMistral;

use super::difference::{Difference, remove_default};
use super::recorded::assert_same;

const DIFFERENCES: [Difference; 1] = [DEFAULTS];

const DEFAULTS: Difference = Difference {
    reason: "the library sends what an answer and a call are unless they say otherwise",
    forget: |object| {
        remove_default(object, "prefix", false);
        remove_default(object, "index", 0);
    },
};

fn model(case: &str) -> ChatMistral {
    let model = ChatMistral::new("mistral-medium-latest").api_key("key");
    match case {
        "reasoning" | "thoughts" => model.reasoning_effort("high"),
        _ => model,
    }
}

#[test]
fn mistrals_library_sends_the_same() {
    assert_same(include_str!("sdk/mistral_chat.json"), model, &DIFFERENCES);
}
