//! Chat models that ask nobody, and one that is asked over HTTP.

use std::sync::OnceLock;

use futures::executor::block_on;
use runnable::{AiMessageChunk, BindTools, ContentBlock, Error, ErrorKind, Streamable, ToolCallChunk, Usage};
use runnable_fixtures::mock::{FunctionModel, SchemaModel, ScriptedModel, Turn};
use runnable_fixtures::{Fixture, Matching, ReplayServer, conformance};
use runnable_providers::ChatAnthropic;
use runnable_tests::Scripted;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::steps::{Both, CountWords, Parrot, Shout};

/// A key that is nobody's.
const KEY: &str = "sk-ant-planted-0123456789abcdef";

conformance!(Parrot);
conformance!(mod shout: Shout);
conformance!(mod both: Both);
conformance!(mod count_words: CountWords, input = "a b".to_owned());

fn turn() -> Turn {
    let turn = Turn::text("It is sunny.").and_tool_call("get_weather", json!({"city": "Rome"}));
    turn.reasoning("Let me look.").usage(12, 30)
}

conformance!(mod scripted: ScriptedModel::new([turn(), Turn::text("one more"), turn(), turn()]));
conformance!(mod script_that_ends: ScriptedModel::new(["only one"]));
conformance!(mod failing_script: ScriptedModel::repeating([Turn::text("one two three").fails_at(1, lost())]));
conformance!(mod function: FunctionModel::new(|call| call.messages.last_text().into_owned() + "."));
conformance!(mod schema: SchemaModel::new(7));

fn lost() -> Error {
    Error::new(ErrorKind::Transport, "lost")
}

/// Pieces with indexes that interleave, and usage in two of them.
fn interleaved() -> Scripted {
    let piece = |args: &str, index| {
        ContentBlock::from(ToolCallChunk { args: args.to_owned(), ..ToolCallChunk::default() })
            .with_index(index)
    };
    let start = |id: &str, index| {
        let (name, id) = (Some("f".to_owned()), Some(id.to_owned()));
        ContentBlock::from(ToolCallChunk { name, id, ..ToolCallChunk::default() }).with_index(index)
    };
    let blocks = [start("a", 0), start("b", 1), piece("{\"x\":", 0), piece("{}", 1), piece("1}", 0)];
    let blocks = blocks.map(|block| Ok(AiMessageChunk::from(block)));
    let input = AiMessageChunk::default().with_usage(Usage::new(7, 0));
    let last = AiMessageChunk::default().with_usage(Usage::new(0, 9)).into_last();
    Scripted::chunks([Ok(input)].into_iter().chain(blocks).chain([Ok(last)]))
}

conformance!(mod interleaved_calls: interleaved());

/// A value that a model fills in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, Streamable)]
struct Voyage {
    ship: String,
    days: u8,
}

conformance!(mod structured: SchemaModel::new(7).with_structured_output::<Voyage>());

/// Over HTTP, where connections are kept for the next call.
fn over_http() -> ChatAnthropic {
    static SERVER: OnceLock<ReplayServer> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let tape = Fixture::load("anthropic/goldfish").unwrap();
        block_on(tape.replay().matching(Matching::Any).serve()).unwrap()
    });
    ChatAnthropic::new("claude-sonnet-4-5").api_key(KEY).base_url(server.url())
}

conformance!(mod anthropic_over_http: over_http(), secret = KEY);
