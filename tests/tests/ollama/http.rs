//! The same over loopback: real sockets, the real HTTP stack, and a server that takes no other request.

use runnable::Runnable;
use runnable_fixtures::Fixture;
use runnable_providers::ChatOllama;
use runnable_tests::pieces;

use super::decoding::decode;

#[tokio::test]
async fn a_recording_answers_its_own_request_however_it_is_cut() {
    let tape = Fixture::load("ollama/plain_text").unwrap();
    let bytes = tape.exchanges()[0].body.bytes().clone();
    let texts = |chunks: &[runnable::AiMessageChunk]| -> Vec<String> {
        chunks.iter().map(|chunk| chunk.text().into_owned()).collect()
    };
    let expected = texts(&decode([&*bytes]).chunks);

    tape.for_every_split(|server| {
        let expected = expected.clone();
        async move {
            let chat = ChatOllama::new("llama3.2").temperature(0.0).base_url(server.url());
            assert_eq!(texts(&pieces(chat.stream("Name a fish.")).await), expected);
        }
    })
    .await;
}

#[tokio::test]
async fn another_request_is_not_answered() {
    let server = Fixture::load("ollama/plain_text").unwrap().serve().await.unwrap();
    let chat = ChatOllama::new("llama3.2").base_url(server.url()).max_retries(0);

    let error = chat.stream("Name a bird.").next().await.unwrap().unwrap_err();

    assert!(error.to_string().contains("bird"), "{error}");
}
