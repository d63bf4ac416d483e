//! Which beta features a request needs.

use std::collections::HashSet;

use serde_json::Value;

use super::options::Anthropic;
use crate::options::{Options, Tool};

/// The types of tools that are beta features.
const TOOLS: [(&str, &str); 9] = [
    ("web_fetch_20250910", "web-fetch-2025-09-10"),
    ("code_execution_20250522", "code-execution-2025-05-22"),
    ("mcp_toolset", "mcp-client-2025-11-20"),
    ("memory_20250818", "context-management-2025-06-27"),
    ("computer_20250124", "computer-use-2025-01-24"),
    ("computer_20251124", "computer-use-2025-11-24"),
    ("tool_search_tool_regex_20251119", "advanced-tool-use-2025-11-20"),
    ("tool_search_tool_bm25_20251119", "advanced-tool-use-2025-11-20"),
    ("advisor_20260301", "advisor-tool-2026-03-01"),
];

/// The fields of a request's body that are beta features.
const FIELDS: [(&str, &str); 2] =
    [("mcp_servers", "mcp-client-2025-11-20"), ("user_profile_id", "user-profiles-2026-03-24")];

const EXAMPLES: &str = "advanced-tool-use-2025-11-20";

/// The value of the `anthropic-beta` header: what the caller switched on, then what the request needs.
pub(super) fn header(dialect: &Anthropic, options: &Options) -> Option<String> {
    let has = |field: &str| dialect.body.contains_key(field) || options.extra_body.contains_key(field);
    let mut betas: Vec<&str> = dialect.betas.iter().map(String::as_str).collect();
    betas.extend(options.tools.iter().filter_map(of_tool));
    betas.extend(FIELDS.iter().filter(|(field, _)| has(field)).map(|&(_, beta)| beta));

    let mut seen = HashSet::new();
    betas.retain(|beta| seen.insert(*beta));
    (!betas.is_empty()).then(|| betas.join(","))
}

fn of_tool(tool: &Tool) -> Option<&str> {
    match tool {
        Tool::Spec(spec) => spec.extras.contains_key("input_examples").then_some(EXAMPLES),
        Tool::Native(value) => {
            let kind = value.get("type").and_then(Value::as_str);
            let known = TOOLS.iter().find(|(name, _)| kind == Some(*name)).map(|&(_, beta)| beta);
            known.or_else(|| value.get("input_examples").map(|_| EXAMPLES))
        }
    }
}
