//! The tool that the conversations of tests are about.

use runnable::{ContentBlock, ToolCall, ToolSpec};
use serde_json::json;

/// A tool that takes a city.
pub fn weather() -> ToolSpec {
    let schema = json!({"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]});
    ToolSpec::new("get_weather", schema).description("The weather of a city.")
}

/// A call of it.
pub fn weather_call(id: &str, city: &str) -> ContentBlock {
    let args = json!({ "city": city });
    ToolCall { name: "get_weather".into(), args, id: Some(id.into()), ..ToolCall::default() }.into()
}
