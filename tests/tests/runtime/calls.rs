//! Laws 1 and 3, over the plain calls.

use futures::executor::block_on;
use futures::stream;
use runnable::{AiMessage, AiMessageChunk, Error, ErrorKind, Messages, Runnable, fold};
use runnable_tests::{Scripted, Shout, collect, pieces};

#[test]
fn call_is_the_fold_of_the_stream() {
    let model = Scripted::tokens(["gold", "fish", " moon"]);

    let called = block_on(model.call("hi").into_future()).unwrap();
    let folded = block_on(fold::<AiMessage>(Box::pin(model.stream("hi")))).unwrap();

    assert_eq!(called.text(), "goldfish moon");
    assert_eq!(called.content, folded.content);
}

#[test]
fn invoke_and_call_are_one() {
    assert_eq!(block_on(Shout.invoke("hi").into_future()).unwrap().text(), "HI");
    assert_eq!(block_on(Shout.call("hi").into_future()).unwrap().text(), "HI");
}

#[test]
fn a_model_that_only_answers_streams_one_chunk() {
    let chunks = block_on(pieces(Shout.stream("hi")));

    assert_eq!(chunks.len(), 1);
    assert_eq!(chunks[0].to_string(), "HI");
    assert!(chunks[0].is_last());
}

#[test]
fn all_chunks_of_a_stream_carry_the_id_of_its_run() {
    let id = runnable::RunId::from_u128(7);
    let chunks = block_on(pieces(Scripted::tokens(["a", "b"]).stream("hi").run_id(id)));

    let expected = format!("lc_run--{id}");
    assert!(chunks.iter().all(|chunk| chunk.id().unwrap().to_string() == expected));
}

#[test]
fn transform_of_one_piece_is_the_stream_of_it() {
    let model = Scripted::tokens(["a", "b"]);
    let upstream = stream::iter([Ok(Messages::from("hi"))]);

    let transformed: Vec<_> = block_on(collect(model.transform(upstream))).into_iter().map(text).collect();
    let streamed: Vec<_> = block_on(collect(model.stream("hi"))).into_iter().map(text).collect();

    assert_eq!(transformed, streamed);
}

#[test]
fn transform_of_nothing_is_nothing() {
    let model = Scripted::tokens(["a"]);

    assert!(block_on(collect(model.transform(stream::empty()))).is_empty());
}

#[test]
fn transform_passes_on_the_error_of_its_upstream() {
    let model = Scripted::tokens(["a"]);
    let upstream = stream::iter([Err(Error::new(ErrorKind::Truncated, "cut"))]);

    let items = block_on(collect(model.transform(upstream)));

    assert_eq!(items.len(), 1);
    assert!(items[0].as_ref().unwrap_err().is_truncated());
}

#[test]
fn nothing_comes_after_an_error() {
    let failed = || Err(Error::new(ErrorKind::Transport, "reset"));
    let model = Scripted::chunks([Ok("a".into()), failed(), Ok("b".into())]);

    let mut stream = model.stream("hi");

    assert_eq!(text(block_on(stream.next()).unwrap()), "a");
    assert!(block_on(stream.next()).unwrap().is_err());
    assert!(block_on(stream.next()).is_none());
    assert!(block_on(stream.next()).is_none());
}

#[test]
fn a_failed_call_keeps_what_had_arrived() {
    let model = Scripted::chunks([Ok("half".into()), Err(Error::new(ErrorKind::Truncated, "cut"))]);

    let error = block_on(model.call("hi").into_future()).unwrap_err();

    assert_eq!(error.partial().unwrap().text(), "half");
}

#[test]
fn an_unknown_role_is_an_error_of_the_first_call() {
    let model = Scripted::tokens(["a"]);

    let called = block_on(model.call([("sysetm", "x"), ("human", "hi")]).into_future()).unwrap_err();
    let streamed = block_on(model.stream([("sysetm", "x")]).next()).unwrap().unwrap_err();

    assert_eq!(called.kind(), ErrorKind::Input);
    assert_eq!(
        called.to_string(),
        "message 0 has the unknown role `sysetm`; one of: system, human, user, ai, assistant"
    );
    assert_eq!(streamed.to_string(), called.to_string());
}

#[test]
fn an_owned_stream_outlives_the_model() {
    let mut stream = {
        let model = Scripted::tokens(["a", "b"]);
        model.stream("hi").into_owned()
    };

    assert_eq!(text(block_on(stream.next()).unwrap()), "a");
    assert_eq!(text(block_on(stream.next()).unwrap()), "b");
    assert!(block_on(stream.next()).is_none());
}

#[test]
fn owning_a_stream_that_has_begun_is_an_error_and_not_a_loss() {
    let model = Scripted::tokens(["a", "b"]);
    let mut begun = model.stream("hi");
    block_on(begun.next());

    let mut owned = begun.into_owned();

    assert_eq!(block_on(owned.next()).unwrap().unwrap_err().kind(), ErrorKind::Config);
    assert!(block_on(owned.next()).is_none());
}

#[test]
fn a_boxed_model_and_a_shared_one_are_the_model() {
    let model = Scripted::tokens(["a", "b"]);
    let boxed = model.clone().boxed();
    let shared = std::sync::Arc::new(model.clone());

    let expected = block_on(model.call("hi").into_future()).unwrap().content;

    assert_eq!(block_on(boxed.call("hi").into_future()).unwrap().content, expected);
    assert_eq!(block_on(shared.call("hi").into_future()).unwrap().content, expected);
    assert_eq!(block_on((&&model).call("hi").into_future()).unwrap().content, expected);
}

fn text(chunk: runnable::Result<AiMessageChunk>) -> String {
    chunk.unwrap().text().into_owned()
}
