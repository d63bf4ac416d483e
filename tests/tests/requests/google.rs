//! Google's Gemini API.

use runnable_providers::ChatGoogle;
use serde_json::{Value, json};

use super::difference::{Difference, remove_default};
use super::recorded::assert_same;

const DIFFERENCES: [Difference; 4] = [NAMES, NO_OPTIONS, INSTRUCTION, FORM];

const NAMES: Difference = Difference {
    reason: "the API knows each field by two names: `mimeType` is `mime_type`",
    forget: |object| {
        let fields = std::mem::take(object).into_iter();
        object.extend(fields.map(|(name, value)| (camel(&name), value)));
    },
};

const NO_OPTIONS: Difference = Difference {
    reason: "no options are none",
    forget: |body| remove_default(body, "generationConfig", json!({})),
};

const INSTRUCTION: Difference = Difference {
    reason: "an instruction is nobody's turn",
    forget: |body| {
        if let Some(Value::Object(instruction)) = body.get_mut("systemInstruction") {
            instruction.remove("role");
        }
    },
};

const FORM: Difference = Difference {
    reason: "the API has no other place for the name and the description of a form",
    forget: |options| {
        if let Some(Value::Object(schema)) = options.get_mut("responseJsonSchema") {
            remove_default(schema, "title", "fish");
            remove_default(schema, "description", "A fish.");
        }
    },
};

/// The name in the form `camelCase`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_ascii_uppercase() + rest
    })
}

fn model(case: &str) -> ChatGoogle {
    let model = ChatGoogle::new("gemini-2.5-flash").api_key("key");
    match case {
        "reasoning" | "thoughts" => model.thinking_budget(1024).include_thoughts(true),
        _ => model,
    }
}

#[test]
fn googles_library_sends_the_same() {
    assert_same(include_str!("sdk/generate_content.json"), model, &DIFFERENCES);
}
