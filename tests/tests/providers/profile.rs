//! What is not supported is an error before anything is sent.

use runnable::message::{Content, ContentBlock, MediaBlock};
use runnable::{BoxFuture, ErrorKind, Message, Messages, Result, Runnable, ToolSpec};
use runnable_providers::{
    ChatAnthropic, Feature, Features, Host, Transport, WireRequest, WireResponse, hosts,
};
use serde_json::json;

const TEXT_ONLY: Host = Host {
    lacks: Features::of(&[
        Feature::ToolCalling,
        Feature::ToolChoice,
        Feature::StructuredOutput,
        Feature::ImageInput,
        Feature::FileInput,
    ]),
    ..hosts::ANTHROPIC
};

/// A transport that nothing may be sent by.
struct Forbidden;

impl Transport for Forbidden {
    fn send(&self, _request: WireRequest) -> BoxFuture<'static, Result<WireResponse>> {
        unreachable!("a request was sent")
    }
}

fn model() -> ChatAnthropic {
    ChatAnthropic::new("m").host(TEXT_ONLY).api_key("given").transport(Forbidden)
}

fn tool() -> ToolSpec {
    ToolSpec::new("get_weather", json!({"type": "object"}))
}

fn picture() -> Messages {
    let picture = ContentBlock::Image(Box::new(MediaBlock::url("https://example.com/fish.png")));
    vec![Message::human("What is this?"), Message::human(Content::from(vec![picture]))].into()
}

async fn refused(model: ChatAnthropic, input: impl Into<Messages>) -> String {
    let error = model.call(input).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    error.to_string()
}

#[tokio::test]
async fn tools_a_choice_and_a_form_are_refused_where_the_host_has_none() {
    let tools = refused(model().tools([tool()]), "hi").await;
    let choice = refused(model().tool_choice("any"), "hi").await;
    let form = refused(model().response_format(tool()), "hi").await;

    assert!(tools.starts_with("the tools: `m` at anthropic knows no tools; "), "{tools}");
    assert!(choice.starts_with("the tool choice: `m` at anthropic knows no choice of a tool; "), "{choice}");
    assert!(
        form.starts_with("the response format: `m` at anthropic knows no answers that follow a schema; "),
        "{form}"
    );
}

#[tokio::test]
async fn a_picture_is_refused_with_the_place_where_it_stands() {
    let text = refused(model(), picture()).await;

    let expected = "message 1, block 0: `m` at anthropic knows no pictures; if it does, say \
                    `.supports([Feature::ImageInput])`";
    assert_eq!(text, expected);
}

#[tokio::test]
async fn what_the_caller_knows_better_is_sent() {
    let model = model().supports([Feature::ImageInput]);

    assert!(model.profile().supports(Feature::ImageInput));
    assert!(!model.profile().supports(Feature::ToolCalling));
    let sent = std::panic::AssertUnwindSafe(async { model.call(picture()).await });
    assert!(futures::FutureExt::catch_unwind(sent).await.is_err(), "the transport was reached");
}

#[test]
fn a_profile_knows_how_long_an_answer_may_be() {
    assert_eq!(ChatAnthropic::new("claude-haiku-4-5").profile().max_output_tokens, Some(64_000));
    assert_eq!(ChatAnthropic::new("claude-haiku-4-5").max_tokens(5).profile().max_output_tokens, Some(5));
}
