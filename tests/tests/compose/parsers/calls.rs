//! Tool calls, growing.

use futures::executor::block_on;
use runnable::{
    AiMessage, AiMessageChunk, ContentBlock, ErrorKind, ParseFailure, Streamable, ToolArgsParser, ToolCall,
    ToolCallChunk, ToolCallsParser,
};
use serde_json::{Value, json};

use super::{parsed, pieces_of};

fn begin(index: u32, name: &str, args: &str) -> AiMessageChunk {
    let (name, id) = (Some(name.to_owned()), Some(format!("call-{index}")));
    ContentBlock::from(ToolCallChunk {
        name,
        id,
        args: args.into(),
        index: Some(index),
        ..Default::default()
    })
    .into()
}

fn go_on(index: u32, args: &str) -> AiMessageChunk {
    ContentBlock::from(ToolCallChunk { args: args.into(), index: Some(index), ..Default::default() }).into()
}

fn weather() -> Vec<AiMessageChunk> {
    vec!["I'll look. ".into(), begin(0, "weather", ""), go_on(0, "{\"city\": \"x"), go_on(0, "y\"}")]
}

#[test]
fn calls_are_given_with_the_arguments_that_can_be_read() {
    let mut input = weather();
    input.extend([begin(1, "time", "{}"), "done".into()]);

    let given = pieces_of(&ToolCallsParser::<Value>::new(), input);

    let call =
        |name: &str, args: Value, id: u32| json!({"name": name, "args": args, "id": format!("call-{id}")});
    let expected = [
        vec![call("weather", json!({}), 0)],
        vec![call("weather", json!({"city": "x"}), 0)],
        vec![call("weather", json!({"city": "xy"}), 0)],
        vec![call("weather", json!({"city": "xy"}), 0), call("time", json!({}), 1)],
    ];
    assert_eq!(given, expected);
}

#[test]
fn a_message_without_calls_gives_an_empty_list() {
    assert_eq!(pieces_of(&ToolCallsParser::untyped(), ["hi"]), [Vec::<ToolCall>::new()]);
}

#[test]
fn a_whole_message_gives_its_calls() {
    let call =
        ToolCall { name: "f".into(), args: json!({"a": 1}), id: Some("1".into()), ..ToolCall::default() };
    let message = AiMessage::from(ContentBlock::from(call.clone()));

    assert_eq!(block_on(ToolCallsParser::untyped().call(message).into_future()).unwrap(), [call]);
}

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Streamable)]
#[serde(tag = "name", content = "args", rename_all = "snake_case")]
enum Ask {
    Weather { city: String },
}

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, Streamable)]
struct Weather {
    city: String,
}

#[test]
fn typed_calls_are_left_out_until_they_can_be_read() {
    let given = pieces_of(&ToolCallsParser::<Ask>::new(), weather());

    let ask = |city: &str| Ask::Weather { city: city.into() };
    assert_eq!(given, [vec![], vec![ask("x")], vec![ask("xy")]]);
}

#[test]
fn a_call_of_a_tool_that_nobody_asked_for_is_an_error_at_the_end() {
    let error = parsed(&ToolCallsParser::<Ask>::new(), [begin(0, "dance", "{}")]).pop().unwrap().unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Parse);
    assert!(error.downcast_ref::<ParseFailure>().unwrap().text().contains("dance"));
}

#[test]
fn arguments_that_are_not_json_are_an_error_with_their_text() {
    let error =
        parsed(&ToolCallsParser::untyped(), [begin(0, "weather", "{\"city\": ")]).pop().unwrap().unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Parse);
    assert_eq!(error.downcast_ref::<ParseFailure>().unwrap().text(), "{\"city\": ");
}

#[test]
fn the_arguments_of_one_tool_grow() {
    let given = pieces_of(&ToolArgsParser::<Weather>::new("weather"), weather());

    assert_eq!(given, [Weather { city: "x".into() }, Weather { city: "xy".into() }]);
}

#[test]
fn what_is_written_for_another_tool_or_call_changes_nothing() {
    let mut input = weather();
    input.extend([begin(1, "time", "{\"zone\":"), go_on(1, " 1}"), begin(2, "weather", "{\"city\": \"z\"}")]);

    let given = pieces_of(&ToolArgsParser::<Weather>::new("weather"), input);

    assert_eq!(given, [Weather { city: "x".into() }, Weather { city: "xy".into() }]);
}

#[test]
fn a_message_that_does_not_call_the_tool_is_an_error_with_its_text() {
    let error =
        parsed(&ToolArgsParser::<Weather>::new("weather"), ["I'd rather not."]).pop().unwrap().unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Parse);
    assert!(error.to_string().contains("I'd rather not."), "{error}");
}
