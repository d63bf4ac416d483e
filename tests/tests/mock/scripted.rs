//! Scripts.

use std::time::Duration;

use runnable::{
    AiMessage, BindTools, ContentBlock, Error, ErrorKind, Runnable, StrOutputParser, ToolChoice, ToolSpec,
};
use runnable_fixtures::mock::{ScriptedModel, Turn};
use runnable_fixtures::{assert_blocks_snapshot, assert_chunks_snapshot, assert_events_snapshot};
use runnable_tests::collect;
use serde_json::json;

#[tokio::test]
async fn turns_come_one_after_another() {
    let model = ScriptedModel::new(["Hello.", "Goodbye."]);

    let first = model.call("hi").await.unwrap();
    assert_eq!(model.unused(), 1);
    let second = collect(model.stream("bye")).await;

    assert_eq!(first.text(), "Hello.");
    assert_eq!(second[0].as_ref().unwrap().text(), "Goodbye.");
    assert_eq!(model.unused(), 0);
}

#[tokio::test]
async fn a_script_that_is_over_names_itself_and_the_turn() {
    let model = ScriptedModel::new([Turn::text("Hello.")]).named("greeter");
    model.call("hi").await.unwrap();

    let error = model.call("hi").await.unwrap_err();
    let empty = ScriptedModel::repeating(Vec::<Turn>::new()).call("hi").await.unwrap_err();

    assert_eq!(error.to_string(), "the script `greeter` has 1 turn, and was asked for turn 2");
    assert!(!error.is_retryable());
    assert_eq!(empty.to_string(), "the script `ScriptedModel` has 0 turns, and was asked for turn 1");
}

#[tokio::test]
async fn a_repeating_script_begins_again() {
    let model = ScriptedModel::repeating(["a", "b"]);

    let replies = model.batch(["1", "2", "3"]).max_concurrency(1).all().await.unwrap();

    assert_eq!(replies.iter().map(AiMessage::text).collect::<Vec<_>>(), ["a", "b", "a"]);
}

#[tokio::test]
async fn a_turn_streams_as_a_provider_does() {
    let turn = Turn::text("It is sunny.")
        .and_tool_call("get_weather", json!({"city": "Rome"}))
        .and_tool_call("get_time", json!({}))
        .reasoning("Let me look.")
        .usage(12, 30);
    let model = ScriptedModel::repeating([turn]);

    assert_chunks_snapshot!(model.stream("hi"), @r#"
    [{"type":"reasoning","reasoning":"Let ","index":0}] id=lc_run--run-1
    [{"type":"reasoning","reasoning":"me ","index":0}]
    [{"type":"reasoning","reasoning":"look.","index":0}]
    [{"type":"text","text":"It ","index":1}]
    [{"type":"text","text":"is ","index":1}]
    [{"type":"text","text":"sunny.","index":1}]
    [{"type":"tool_call_chunk","name":"get_weather","args":"","id":"call_1_1","index":2}]
    [{"type":"tool_call_chunk","name":null,"args":"{\"city\":","id":null,"index":2}]
    [{"type":"tool_call_chunk","name":null,"args":"\"Rome\"}","id":null,"index":2}]
    [{"type":"tool_call_chunk","name":"get_time","args":"","id":"call_1_2","index":3}]
    [{"type":"tool_call_chunk","name":null,"args":"{}","id":null,"index":3}]
    "" metadata={"model_name":"ScriptedModel","stop_reason":"tool_use"} usage={"input_tokens":12,"output_tokens":30,"total_tokens":42} last
    "#);
    assert_blocks_snapshot!(model.stream_blocks("hi"), @r#"
    {"event":"message-start","role":"ai","id":"lc_run--run-1"}
    {"event":"content-block-start","index":0,"content":{"type":"reasoning","reasoning":"","index":0}}
    {"event":"content-block-delta","index":0,"delta":{"type":"reasoning-delta","reasoning":"Let "}}
    {"event":"content-block-delta","index":0,"delta":{"type":"reasoning-delta","reasoning":"me "}}
    {"event":"content-block-delta","index":0,"delta":{"type":"reasoning-delta","reasoning":"look."}}
    {"event":"content-block-start","index":1,"content":{"type":"text","text":"","index":1}}
    {"event":"content-block-delta","index":1,"delta":{"type":"text-delta","text":"It "}}
    {"event":"content-block-delta","index":1,"delta":{"type":"text-delta","text":"is "}}
    {"event":"content-block-delta","index":1,"delta":{"type":"text-delta","text":"sunny."}}
    {"event":"content-block-start","index":2,"content":{"type":"tool_call_chunk","name":"get_weather","args":"","id":"call_2_1","index":2}}
    {"event":"content-block-delta","index":2,"delta":{"type":"tool-call-delta","args":"{\"city\":"}}
    {"event":"content-block-delta","index":2,"delta":{"type":"tool-call-delta","args":"\"Rome\"}"}}
    {"event":"content-block-start","index":3,"content":{"type":"tool_call_chunk","name":"get_time","args":"","id":"call_2_2","index":3}}
    {"event":"content-block-delta","index":3,"delta":{"type":"tool-call-delta","args":"{}"}}
    {"event":"content-block-finish","index":0,"content":{"type":"reasoning","reasoning":"Let me look.","index":0}}
    {"event":"content-block-finish","index":1,"content":{"type":"text","text":"It is sunny.","index":1}}
    {"event":"content-block-finish","index":2,"content":{"type":"tool_call","name":"get_weather","args":{"city":"Rome"},"id":"call_2_1"}}
    {"event":"content-block-finish","index":3,"content":{"type":"tool_call","name":"get_time","args":{},"id":"call_2_2"}}
    {"event":"message-finish","usage":{"input_tokens":12,"output_tokens":30,"total_tokens":42},"metadata":{"model_name":"ScriptedModel","stop_reason":"tool_use"}}
    "#);
}

#[tokio::test]
async fn pieces_are_of_the_size_or_the_very_ones_that_were_asked_for() {
    let model =
        ScriptedModel::new([Turn::text("naïve").chunks(2), Turn::pieces(["na", "", "ïve"]), Turn::text("")]);
    let texts = async || {
        let chunks = collect(model.stream("hi")).await;
        chunks.into_iter().map(|chunk| chunk.unwrap().text().into_owned()).collect::<Vec<_>>()
    };

    assert_eq!(texts().await, ["na", "ïv", "e", ""]);
    assert_eq!(texts().await, ["na", "", "ïve", ""]);
    assert_eq!(texts().await, [""]);
}

#[tokio::test]
async fn an_error_comes_in_place_of_a_chunk() {
    let lost = || Error::new(ErrorKind::Transport, "lost");
    let model = ScriptedModel::new([
        Turn::text("one two three").fails_at(2, lost()),
        Turn::text("one").fails_at(9, lost()),
        Turn::error(lost()),
    ]);

    let partial = |error: &Error| error.partial().map(|message| message.text().into_owned());
    let second = model.call("hi").await.unwrap_err();
    let whole_but_the_end = model.call("hi").await.unwrap_err();
    let nothing = model.call("hi").await.unwrap_err();

    assert_eq!(second.kind(), ErrorKind::Transport);
    assert_eq!(partial(&second).as_deref(), Some("one two "));
    assert_eq!(partial(&whole_but_the_end).as_deref(), Some("one"));
    assert_eq!(partial(&nothing).as_deref(), Some(""));
}

#[tokio::test(start_paused = true)]
async fn a_delay_is_kept_by_the_clock() {
    let (first, later) = (Duration::from_secs(3), Duration::from_millis(500));
    let model = ScriptedModel::new([Turn::text("a b c").first_delay(first).delay(later)]);
    let start = tokio::time::Instant::now();

    let mut chunks = model.stream("hi");
    let mut arrivals = Vec::new();
    while chunks.next().await.is_some() {
        arrivals.push(start.elapsed().as_millis());
    }

    assert_eq!(arrivals, [3000, 3500, 4000, 4500]);
}

#[test]
fn without_a_runtime_a_delay_is_none() {
    let model = ScriptedModel::new([Turn::text("hi").first_delay(Duration::from_secs(1 << 40))]);

    let reply = futures::executor::block_on(model.call("hi").into_future()).unwrap();

    assert_eq!(reply.text(), "hi");
}

#[tokio::test]
async fn a_message_is_a_turn_too() {
    let image = ContentBlock::non_standard(json!({"type": "sketch"}));
    let mut message = AiMessage::new(vec![ContentBlock::text("Look: "), image]);
    message.response_metadata.insert("stop_reason".to_owned(), "max_tokens".into());
    let model = ScriptedModel::new([message.clone()]).named("painter");

    let reply = model.call("draw").await.unwrap();

    assert_eq!(reply.text(), "Look: ");
    assert_eq!(reply.blocks().len(), 2);
    assert_eq!((reply.stop_reason(), reply.model_name()), (Some("max_tokens"), Some("painter")));
}

#[tokio::test]
async fn calls_are_kept_with_their_tools() {
    let model = ScriptedModel::new(["a", "b"]);
    let tool = ToolSpec::new("get_time", json!({"type": "object"}));
    let with_tools = model.with_tools(vec![tool.clone()], Some(ToolChoice::Any));

    with_tools.call("first").await.unwrap();
    model.call([("system", "Be brief."), ("human", "second")]).await.unwrap();

    let calls = model.calls();
    assert_eq!(calls.iter().map(|call| call.messages.last_text()).collect::<Vec<_>>(), ["first", "second"]);
    assert_eq!((calls[0].tools.to_vec(), &calls[0].tool_choice), (vec![tool], &Some(ToolChoice::Any)));
    assert_eq!((calls[1].tools.len(), &calls[1].tool_choice, calls[1].messages.len()), (0, &None, 2));
    assert_eq!(with_tools.calls(), calls);
}

#[tokio::test]
async fn it_is_a_chat_model_among_other_steps() {
    let chain = ScriptedModel::repeating(["gold fish"]).named("pond") | StrOutputParser;

    assert_eq!(chain.call("hi").await.unwrap(), "gold fish");
    assert_events_snapshot!(chain.stream_events("hi"), @r#"
    on_chain_start RunnableSequence run-1 input="hi"
    on_chat_model_start pond run-2 in run-1 tags=["seq:step:1"] input={"messages":[[{"content":"hi","type":"human"}]]}
    on_chat_model_stream pond run-2 chunk="gold " id=lc_run--run-2
    on_parser_start StrOutputParser run-3 in run-1 tags=["seq:step:2"]
    on_parser_stream StrOutputParser run-3 chunk="gold "
    on_chain_stream RunnableSequence run-1 chunk="gold "
    on_chat_model_stream pond run-2 chunk="fish"
    on_parser_stream StrOutputParser run-3 chunk="fish"
    on_chain_stream RunnableSequence run-1 chunk="fish"
    on_chat_model_stream pond run-2 chunk="" metadata={"model_name":"pond","stop_reason":"end_turn"} last
    on_parser_stream StrOutputParser run-3 chunk=""
    on_chain_stream RunnableSequence run-1 chunk=""
    on_chat_model_end pond run-2 output="gold fish" metadata={"model_name":"pond","stop_reason":"end_turn"} input={"messages":[[{"content":"hi","type":"human"}]]}
    on_parser_end StrOutputParser run-3 output="gold fish" input={"content":"gold fish","id":"lc_run--run-2","response_metadata":{"model_name":"pond","stop_reason":"end_turn"},"type":"ai"}
    on_chain_end RunnableSequence run-1 output="gold fish"
    "#);
}
