//! What the model may call.

use runnable::{ToolChoice, ToolSpec};
use serde_json::{Value, json};

use super::super::body::ToolConfig;
use super::block::cache_point;
use super::schema::without_null;
use crate::options::{Options, Tool};

/// The tools, and which of them is called; nothing where there are none, or none may be called: the API has no word
/// for that.
pub(super) fn config(options: &Options) -> Option<ToolConfig> {
    if options.tools.is_empty() || options.tool_choice == Some(ToolChoice::None) {
        return None;
    }
    let tool_choice = options.tool_choice.as_ref().and_then(|choice| match choice {
        ToolChoice::Auto => Some(json!({"auto": {}})),
        ToolChoice::Any => Some(json!({"any": {}})),
        ToolChoice::Tool(name) => Some(json!({"tool": {"name": name}})),
        ToolChoice::None => None,
    });
    let tools = options.tools.iter().flat_map(|tool| match tool {
        Tool::Spec(spec) => spec_and_cache_point(spec),
        Tool::Native(value) => vec![value.clone()],
    });
    Some(ToolConfig { tools: tools.collect(), tool_choice })
}

fn spec_and_cache_point(spec: &ToolSpec) -> Vec<Value> {
    let description = spec.description.as_deref().filter(|text| !text.is_empty()).unwrap_or(&spec.name);
    let schema = without_null(&spec.input_schema);
    let mut tool = json!({"name": spec.name, "description": description, "inputSchema": {"json": schema}});
    if let Some(strict) = spec.extras.get("strict") {
        tool["strict"] = strict.clone();
    }
    let point = spec.extras.get("cache_control").map(|control| json!({"cachePoint": cache_point(control)}));
    std::iter::once(json!({ "toolSpec": tool })).chain(point).collect()
}

/// The choice in the words of Anthropic's models, for one call at a time.
pub(super) fn anthropic_choice(options: &Options) -> Value {
    let mut choice = match &options.tool_choice {
        Some(ToolChoice::Auto) | None => json!({"type": "auto"}),
        Some(ToolChoice::Any) => json!({"type": "any"}),
        Some(ToolChoice::None) => json!({"type": "none"}),
        Some(ToolChoice::Tool(name)) => json!({"type": "tool", "name": name}),
    };
    choice["disable_parallel_tool_use"] = true.into();
    choice
}
