//! Amazon Bedrock's Converse.

use runnable_providers::ChatBedrock;
use serde_json::json;

use super::difference::{Difference, WHITE_SPACE};
use super::recorded::assert_same;

const DIFFERENCES: [Difference; 1] = [WHITE_SPACE];

fn model(case: &str) -> ChatBedrock {
    let model = ChatBedrock::new("us.anthropic.claude-haiku-4-5-20251001-v1:0");
    let model = model.api_key("key").variable("AWS_REGION", "us-east-1");
    match case {
        "reasoning" | "thoughts" => {
            model.model_field("thinking", json!({"type": "enabled", "budget_tokens": 1024}))
        }
        _ => model,
    }
}

#[test]
fn amazons_library_sends_the_same() {
    assert_same(include_str!("sdk/converse.json"), model, &DIFFERENCES);
}
