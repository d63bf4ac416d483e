//! What sets one host apart from another.

use futures::executor::block_on;
use runnable::{ContentBlock, Message, Runnable};
use runnable_providers::{ChatOpenAi, Host, WireRequest, hosts, init_chat_model};
use runnable_tests::{Script, ScriptedAnswer};
use serde_json::{Value, json};

use super::encoding::WHOLE;

const STREAM: &str = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Blub\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

fn asked(host: Host, change: impl FnOnce(ChatOpenAi) -> ChatOpenAi) -> WireRequest {
    let script = Script::new([ScriptedAnswer::new(200, "application/json", WHOLE)]);
    let chat = ChatOpenAi::new("m").host(host).api_key("a-secret-key").transport(script.clone());
    let flat = Message::system(vec![ContentBlock::text("Be "), ContentBlock::text("brief.")]);
    let human = Message::human(vec![ContentBlock::text("h"), ContentBlock::text("i")]);
    block_on(change(chat).call(vec![flat, human]).into_future()).expect("it is answered");
    script.asked().remove(0)
}

fn body(request: &WireRequest) -> Value {
    serde_json::from_slice(&request.body).expect("a request is JSON")
}

#[test]
fn azure_has_an_endpoint_of_ones_own_and_a_header_for_the_key() {
    let request = asked(hosts::AZURE_OPENAI, |chat| {
        chat.variable("AZURE_OPENAI_ENDPOINT", "https://ours.openai.azure.com/")
    });

    assert_eq!(request.url, "https://ours.openai.azure.com/openai/v1/chat/completions");
    assert_eq!(
        (request.headers.get("api-key"), request.headers.get("authorization")),
        (Some("a-secret-key"), None)
    );
}

#[test]
fn the_limit_of_an_answer_has_the_name_that_the_host_knows() {
    let body =
        |host: Host| body(&asked(host, |chat| chat.max_tokens(5).variable("GROQ_API_BASE", "https://g")));

    assert_eq!(
        (&body(hosts::OPENAI)["max_completion_tokens"], &body(hosts::OPENAI)["max_tokens"]),
        (&json!(5), &Value::Null)
    );
    assert_eq!(
        (&body(hosts::GROQ)["max_completion_tokens"], &body(hosts::GROQ)["max_tokens"]),
        (&Value::Null, &json!(5))
    );
}

#[test]
fn texts_are_joined_for_a_host_that_takes_no_lists() {
    let parts = json!([{"type": "text", "text": "Be "}, {"type": "text", "text": "brief."}]);
    let content = |host: Host, at: usize| body(&asked(host, |chat| chat))["messages"][at]["content"].take();

    assert_eq!(content(hosts::OPENAI, 0), parts);
    assert_eq!((content(hosts::DEEPSEEK, 0), content(hosts::DEEPSEEK, 1)), ("Be brief.".into(), "hi".into()));
}

#[test]
fn runs_have_the_name_of_the_host() {
    let name = |model: &str| init_chat_model(model).unwrap().descriptor().name.into_owned();

    assert_eq!(name("openai:gpt-5"), "ChatOpenAI");
    assert_eq!(name("groq:llama-3.3-70b-versatile"), "ChatGroq");
    assert_eq!(name("azure_openai:ours"), "AzureChatOpenAI");
}

#[test]
fn the_beginning_of_a_model_tells_the_host() {
    let host = |model: &str| {
        init_chat_model(model).unwrap().descriptor().metadata["ls_provider"].as_str().unwrap().to_owned()
    };

    for model in ["gpt-5", "o1-mini", "o3", "chatgpt-4o-latest"] {
        assert_eq!(host(model), "openai");
    }
    assert_eq!(host("deepseek-chat"), "deepseek");
    assert_eq!(host("grok-4"), "xai");
    assert_eq!(host("sonar-pro"), "perplexity");
    assert_eq!(host("solar-pro"), "upstage");
    assert_eq!(host("accounts/fireworks/models/glm"), "fireworks");
}

#[test]
fn a_host_that_refuses_to_be_asked_for_usage_is_sent_the_request_once_more() {
    for (status, complaint) in [
        (400, r#"{"error":{"message":"Unrecognized request argument supplied: stream_options"}}"#),
        (422, r#"{"detail":[{"loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}"#),
    ] {
        let refusal = ScriptedAnswer::new(status, "application/json", complaint);
        let script = Script::new([refusal, ScriptedAnswer::new(200, "text/event-stream", STREAM)]);
        let chat = ChatOpenAi::new("m").api_key("k").max_retries(0).transport(script.clone()).streaming(true);

        let answer = block_on(chat.call("hi").into_future()).expect("the second request is answered");

        let sent: Vec<Value> = script.asked().iter().map(body).collect();
        assert_eq!(answer.text(), "Blub");
        assert_eq!(
            (&sent[0]["stream_options"], &sent[1]["stream_options"]),
            (&json!({"include_usage": true}), &Value::Null)
        );
        assert_eq!((&sent[1]["stream"], &sent[1]["messages"]), (&sent[0]["stream"], &sent[0]["messages"]));
    }
}

#[test]
fn a_request_that_is_refused_for_another_reason_is_sent_once() {
    let complaint = r#"{"error":{"message":"The model `m` does not exist","code":"model_not_found"}}"#;
    for (status, complaint) in [(400, complaint), (401, r#"{"error":"stream_options"}"#)] {
        let script = Script::new([ScriptedAnswer::new(status, "application/json", complaint)]);
        let chat = ChatOpenAi::new("m").api_key("k").max_retries(0).transport(script.clone()).streaming(true);

        let error = block_on(chat.call("hi").into_future()).expect_err("it is refused");

        assert_eq!(error.status(), Some(status));
        assert_eq!(script.asked().len(), 1);
    }
}
