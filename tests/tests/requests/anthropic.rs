//! Anthropic's Messages.

use runnable_providers::ChatAnthropic;

use super::difference::{Difference, NULL, remove_default};
use super::recorded::assert_same;

const DIFFERENCES: [Difference; 4] = [NULL, KEY, VERSION, SUCCESS];

const KEY: Difference = Difference {
    reason: "the key may be in either header",
    forget: |headers| {
        if let Some(key) = headers.remove("x-api-key") {
            let key = key.as_str().expect("a header is a text");
            headers.insert("authorization".to_owned(), format!("Bearer {key}").into());
        }
    },
};

const VERSION: Difference = Difference {
    reason: "the newer version of the API refuses `temperature`, `top_p` and `top_k`, which older models know",
    forget: |headers| {
        headers.remove("anthropic-version");
    },
};

const SUCCESS: Difference = Difference {
    reason: "a result is no error unless it says so",
    forget: |result| remove_default(result, "is_error", false),
};

fn model(case: &str) -> ChatAnthropic {
    let model = ChatAnthropic::new("claude-haiku-4-5").api_key("key").max_tokens(100);
    match case {
        "reasoning" | "thoughts" => model.max_tokens(2048).thinking(1024),
        _ => model,
    }
}

#[test]
fn anthropics_library_sends_the_same() {
    assert_same(include_str!("sdk/messages.json"), model, &DIFFERENCES);
}
