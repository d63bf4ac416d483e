//! Where requests go: Google's AI Studio, its cloud, and Anthropic's models there.

use runnable::{ErrorKind, Runnable};
use runnable_providers::{ChatAnthropic, ChatGoogle, hosts, init_chat_model};
use serde_json::{Value, json};

use super::requests::{answered, request};

fn in_the_cloud(location: &str) -> ChatGoogle {
    ChatGoogle::new("gemini-2.5-flash")
        .host(hosts::VERTEX_AI)
        .variable("GOOGLE_CLOUD_PROJECT", "our-project")
        .variable("GOOGLE_CLOUD_LOCATION", location)
        .api_key("ya29.token-0123456789")
}

#[tokio::test]
async fn ai_studio_is_asked_with_its_own_header() {
    let model = answered("gemini-2.5-flash", 200, "");

    let asked = request(model.clone(), "hi").await;
    let streamed = request(model.streaming(true), "hi").await;

    let base = "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash";
    assert_eq!(asked.url, format!("{base}:generateContent"));
    assert_eq!(streamed.url, format!("{base}:streamGenerateContent?alt=sse"));
    assert_eq!(asked.headers.get("x-goog-api-key"), Some("AIza-test-0123456789"));
    assert_eq!(asked.headers.get("authorization"), None);
}

#[tokio::test]
async fn a_location_has_its_own_address_and_some_have_another() {
    let path = |location: &str| {
        format!(
            "/v1/projects/our-project/locations/{location}/publishers/google/models/gemini-2.5-flash:generateContent"
        )
    };
    for (location, host) in [
        ("europe-west4", "europe-west4-aiplatform.googleapis.com"),
        ("global", "aiplatform.googleapis.com"),
        ("eu", "aiplatform.eu.rep.googleapis.com"),
    ] {
        let asked = request(in_the_cloud(location), "hi").await;

        assert_eq!(asked.url, format!("https://{host}{}", path(location)));
        assert_eq!(asked.headers.get("authorization"), Some("Bearer ya29.token-0123456789"));
    }
}

#[tokio::test]
async fn a_project_that_is_nowhere_is_named() {
    let host = runnable_providers::Host {
        base_url: "https://aiplatform.googleapis.com/v1/projects/{A_PROJECT_THAT_NOBODY_SETS}",
        ..hosts::VERTEX_AI
    };
    let model = answered("m", 200, "").host(host);

    let error = model.call("hi").await.unwrap_err();

    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("A_PROJECT_THAT_NOBODY_SETS"), "{error}");
}

#[tokio::test]
async fn a_model_may_say_its_collection_and_cannot_leave_its_path() {
    let path = async |name: &str| {
        let model = answered(name, 200, "").base_url("http://127.0.0.1:9");
        request(model, "hi").await.url.split_off("http://127.0.0.1:9".len())
    };

    assert_eq!(path("models/gemini-x").await, "/models/gemini-x:generateContent");
    assert_eq!(path("tunedModels/fish-7").await, "/tunedModels/fish-7:generateContent");
    assert_eq!(path("a?b#c").await, "/models/a%3Fb%23c:generateContent");
}

#[tokio::test]
async fn anthropics_models_in_the_cloud_are_named_in_the_path() {
    let model = ChatAnthropic::new("claude-haiku-4-5@20251001")
        .host(hosts::ANTHROPIC_ON_VERTEX_AI)
        .variable("ANTHROPIC_VERTEX_PROJECT_ID", "our-project")
        .variable("CLOUD_ML_REGION", "us-east5")
        .api_key("ya29.token-0123456789");

    let whole = request(model.clone(), "hi").await;
    let streamed = request(model.streaming(true), "hi").await;

    let base = "https://us-east5-aiplatform.googleapis.com/v1/projects/our-project/locations/us-east5\
                /publishers/anthropic/models/claude-haiku-4-5@20251001";
    assert_eq!(whole.url, format!("{base}:rawPredict"));
    assert_eq!(streamed.url, format!("{base}:streamRawPredict"));
    let body = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
    assert_eq!(
        body(&streamed.body),
        json!({"anthropic_version": "vertex-2023-10-16", "max_tokens": 64000, "stream": true,
            "messages": [{"role": "user", "content": "hi"}]})
    );
    assert_eq!(streamed.headers.get("authorization"), Some("Bearer ya29.token-0123456789"));
}

#[test]
fn models_are_found_by_name() {
    let name = |model: &str| init_chat_model(model).unwrap().descriptor().name.into_owned();

    assert_eq!(name("google_genai:gemini-2.5-flash"), "ChatGoogleGenerativeAI");
    assert_eq!(name("gemini-2.5-flash"), "ChatGoogleGenerativeAI");
    assert_eq!(name("google_vertexai:gemini-2.5-flash"), "ChatVertexAI");
    assert_eq!(name("google_anthropic_vertex:claude-haiku-4-5"), "ChatAnthropicVertex");
}
