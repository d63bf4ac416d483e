//! The rules of the content-block protocol, each broken once.

use runnable::message::InvalidToolCall;
use runnable::{BlockDelta, BlockEvent, ContentBlock, JsonObject, ToolCall, ToolCallChunk};
use runnable_fixtures::conformance::check_blocks;
use serde_json::{Value, json};

fn begin() -> BlockEvent {
    BlockEvent::MessageStart { role: "ai", id: None, metadata: JsonObject::new() }
}

fn end() -> BlockEvent {
    BlockEvent::MessageFinish { usage: None, metadata: JsonObject::new() }
}

fn start(index: usize, content: impl Into<ContentBlock>) -> BlockEvent {
    BlockEvent::ContentBlockStart { index, content: content.into() }
}

fn says(index: usize, text: &str) -> BlockEvent {
    BlockEvent::ContentBlockDelta { index, delta: BlockDelta::TextDelta { text: text.to_owned() } }
}

fn finish(index: usize, content: impl Into<ContentBlock>) -> BlockEvent {
    BlockEvent::ContentBlockFinish { index, content: content.into() }
}

fn args(index: usize, args: &str) -> BlockEvent {
    BlockEvent::ContentBlockDelta { index, delta: BlockDelta::ToolCallDelta { args: args.to_owned() } }
}

fn call(args: Value) -> ToolCall {
    ToolCall { name: "f".to_owned(), args, ..ToolCall::default() }
}

fn complaint(events: impl IntoIterator<Item = BlockEvent>) -> String {
    check_blocks(&events.into_iter().collect::<Vec<_>>()).unwrap_err()
}

#[test]
fn blocks_may_interleave_and_an_empty_stream_is_fine() {
    let broken_call = InvalidToolCall { args: "{".to_owned(), ..InvalidToolCall::default() };
    let whole = [
        begin(),
        start(0, ""),
        start(1, ToolCallChunk::default()),
        says(0, "gold"),
        args(1, "{\"x\":"),
        says(0, "fish"),
        args(1, "1}"),
        start(2, call(json!({"came": "whole"}))),
        start(3, ToolCallChunk::default()),
        args(3, "{"),
        finish(1, call(json!({"x": 1}))),
        finish(0, "goldfish"),
        finish(2, call(json!({"came": "whole"}))),
        finish(3, ContentBlock::InvalidToolCall(Box::new(broken_call))),
        end(),
    ];

    assert_eq!(check_blocks(&whole), Ok(()));
    assert_eq!(check_blocks(&[]), Ok(()));
}

#[test]
fn each_rule_that_is_broken_is_named() {
    assert_eq!(complaint([start(0, "")]), "expected the start of the message first, came another event");
    assert_eq!(complaint([begin(), begin()]), "expected one start of the message, came one more, event 1");
    assert_eq!(
        complaint([begin(), end(), end()]),
        "expected nothing after the message's finish, came event 2"
    );
    assert_eq!(complaint([begin()]), "expected the message's finish, came none");
    assert_eq!(
        complaint([begin(), start(0, ""), end()]),
        "expected no block open at the message's finish, came block 0, which is open"
    );
    assert_eq!(complaint([begin(), start(1, "")]), "expected block 0 to start, came the start of block 1");
    assert_eq!(
        complaint([begin(), start(0, ""), start(0, "")]),
        "expected block 1 to start, came the start of block 0"
    );
    assert_eq!(complaint([begin(), says(0, "a")]), "expected the start of block 0 first, came more of it");
    assert_eq!(
        complaint([begin(), start(0, ""), finish(0, ""), says(0, "a")]),
        "expected nothing more of block 0, which has finished, came more of it"
    );
    assert_eq!(
        complaint([begin(), start(0, ""), finish(0, ""), finish(0, "")]),
        "expected nothing more of block 0, which has finished, came more of it"
    );
}

#[test]
fn what_a_block_grew_to_is_compared_with_what_it_is() {
    let tool = || start(0, ToolCallChunk::default());
    assert_eq!(
        complaint([begin(), start(0, ""), says(0, "gold"), finish(0, "goldfish")]),
        "expected block 0 to finish as its deltas add up to: gold, came goldfish"
    );
    assert_eq!(
        complaint([begin(), tool(), args(0, "{\"x\":1}"), finish(0, call(json!({"x": 2})))]),
        "expected block 0 to finish as its deltas add up to: {\"x\":1}, came {\"x\":2}"
    );
    assert_eq!(
        complaint([begin(), tool(), args(0, "[]"), finish(0, call(json!([])))]),
        "expected the arguments of block 0 to be an object, came []"
    );
    assert_eq!(
        complaint([begin(), tool(), finish(0, "x")]),
        "expected block 0 to finish as tool_call or invalid_tool_call, came text"
    );
}
