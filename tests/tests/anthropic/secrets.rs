//! A key is shown to the provider and to nobody else.

use runnable::{Error, ErrorKind, Runnable};
use runnable_providers::{ApiKey, ChatAnthropic, Host, KeyHeader, hosts};

use super::bodies::WHOLE_BLUB;
use super::script::{Answer, Ask as _, Script};

const KEY: &str = "sk-ant-test-0123456789";

fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text += &format!(" {cause} {cause:?}");
        source = cause.source();
    }
    text
}

#[test]
fn no_debug_output_shows_a_key() {
    let model = ChatAnthropic::new("claude-haiku-4-5")
        .api_key(KEY)
        .header("authorization", format!("Bearer {KEY}"))
        .mcp_servers(serde_json::json!([{"type": "url", "authorization_token": KEY}]))
        .extra_body("token", KEY)
        .base_url(format!("https://user:{KEY}@example.com/v1?key={KEY}"));

    for text in [format!("{model:?}"), format!("{model:#?}"), format!("{:?}", ApiKey::from(KEY))] {
        assert!(!text.contains(KEY) && text.contains("[redacted]"), "{text}");
    }
    assert!(format!("{model:?}").contains("https://example.com/v1"));
}

#[tokio::test]
async fn a_request_shows_its_key_to_the_transport_alone() {
    let script = Script::new([Answer::json(200, WHOLE_BLUB)]);

    script.model().header("x-tenant", KEY).call("hi").await.unwrap();

    let request = &script.asked()[0];
    assert_eq!(request.headers.get("x-api-key"), Some(KEY));
    assert!(!format!("{request:?}").contains(KEY), "{request:?}");
}

#[tokio::test]
async fn an_error_does_not_repeat_the_key_even_if_the_provider_does() {
    let told =
        format!(r#"{{"type":"error","error":{{"type":"authentication_error","message":"{KEY} is wrong"}}}}"#);
    let event = format!("event: error\ndata: {told}\n\n");
    for answer in [
        Answer::json(401, &told),
        Answer::json(200, &told),
        Answer::bare(403, format!("no: {KEY}")),
        Answer::new(200, "text/plain", format!("no: {KEY}")),
        Answer::stream(&event),
    ] {
        let by_header =
            Script::new([answer.clone()]).model().api_key("another key").header("x-proxy-key", KEY);
        let error = by_header.call("hi").await.unwrap_err();
        assert!(!shown(&error).contains(KEY) && shown(&error).contains("[redacted]"), "{error:?}");
        let error = Script::new([answer]).model().call("hi").await.unwrap_err();
        assert!(!shown(&error).contains(KEY) && shown(&error).contains("[redacted]"), "{error:?}");
    }
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_named_and_not_shown() {
    let model = ChatAnthropic::new("claude-haiku-4-5").base_url("http://127.0.0.1:9").max_retries(0);

    let error = model.clone().api_key(format!("{KEY}\u{7}")).call("hi").await.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(error.to_string(), "the header `x-api-key` cannot be sent");
    assert!(!shown(&error).contains(KEY), "{error:?}");
    let error = model.header("not a name", KEY).call("hi").await.unwrap_err();
    assert_eq!(error.to_string(), "the header `not a name` cannot be sent");
}

#[tokio::test]
async fn a_key_that_is_nowhere_is_an_error_that_says_where_to_put_it() {
    const NOWHERE: Host =
        Host { key_variables: &["A_VARIABLE_THAT_NOBODY_SETS"], base_url_variables: &[], ..hosts::ANTHROPIC };
    let model = ChatAnthropic::new("claude-haiku-4-5").host(NOWHERE);

    let error = model.call("hi").await.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Config);
    let text =
        "no key for anthropic: set the variable A_VARIABLE_THAT_NOBODY_SETS, or give one with `.api_key(…)`";
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn elsewhere_a_key_is_sent_if_there_is_one_and_not_asked_for() {
    const BEARER: Host = Host { key_header: KeyHeader::Bearer, ..hosts::LLAMA_CPP_MESSAGES };
    let header = async |model: ChatAnthropic| {
        let script = Script::new([Answer::json(200, WHOLE_BLUB)]);
        model.transport(script.clone()).call("hi").await.unwrap();
        script.asked()[0].headers.get("authorization").map(str::to_owned)
    };

    assert_eq!(header(ChatAnthropic::new("m").host(BEARER)).await, None);
    assert_eq!(header(ChatAnthropic::new("m").host(BEARER).api_key("k")).await.as_deref(), Some("Bearer k"));
}

#[tokio::test]
async fn a_base_url_is_checked_by_the_call_and_may_end_in_a_slash() {
    for wrong in ["", "not a URL", "localhost:80", "ftp://host", "http://", "https://a b"] {
        let error = ChatAnthropic::new("m").base_url(wrong).call("hi").await.unwrap_err();
        let text = "the base URL is not of the form `https://host`";
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Config, text), "{wrong}");
    }
    let script = Script::new([Answer::json(200, WHOLE_BLUB)]);
    script.model().base_url("https://proxy.example.com/anthropic/").call("hi").await.unwrap();

    assert_eq!(script.asked()[0].url, "https://proxy.example.com/anthropic/v1/messages");
}
