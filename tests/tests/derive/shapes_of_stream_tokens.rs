//! Every shape of `stream_tokens`.

use std::future::Future;

use futures::executor::block_on;
use futures::stream::{self, BoxStream, StreamExt};
use runnable::prelude::*;
use runnable::{Chunk, ErrorKind, Streaming};

use super::laws;

/// The pieces that the step streams.
fn streamed<R: Runnable>(step: &R, input: impl Into<R::Input>) -> Vec<Chunk<R::Output>> {
    block_on(step.stream(input).map(|piece| piece.unwrap()).collect())
}

fn texts(step: &impl Runnable<Input = Messages, Output = AiMessage>) -> Vec<String> {
    streamed(step, "hi").iter().map(ToString::to_string).collect()
}

#[test]
fn a_stream_of_results_of_text() {
    #[derive(Runnable)]
    struct Parrot;
    impl Parrot {
        fn stream_tokens(&self, input: Messages) -> impl Stream<Item = Result<String>> + Send {
            let words: Vec<_> = input.last_text().split_inclusive(' ').map(str::to_owned).collect();
            stream::iter(words.into_iter().map(Ok))
        }
    }

    assert_eq!(laws::hold(&Parrot, "one two"), "one two");
    assert_eq!(streamed(&Parrot, "one two").len(), 2);
}

#[test]
fn a_stream_of_text() {
    #[derive(Runnable)]
    struct Abc;
    impl Abc {
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = String> {
            stream::iter(["a", "b"]).map(str::to_owned)
        }
    }

    assert_eq!(laws::hold(&Abc, "hi"), "ab");
    assert_eq!(texts(&Abc), ["a", "b"]);
}

#[test]
fn a_stream_of_static_text() {
    #[derive(Runnable)]
    struct Abc;
    impl Abc {
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> {
            stream::iter(["a", "b"])
        }
    }

    assert_eq!(laws::hold(&Abc, "hi"), "ab");
    assert_eq!(texts(&Abc), ["a", "b"]);
}

#[test]
fn a_stream_of_text_borrowed_from_the_type() {
    #[derive(Runnable)]
    struct Words {
        words: Vec<String>,
    }
    impl Words {
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = Result<&str>> {
            stream::iter(self.words.iter().map(|word| Ok(word.as_str())))
        }
    }
    let words = Words { words: vec!["a".to_owned(), "b".to_owned()] };

    assert_eq!(laws::hold(&words, "hi"), "ab");
    assert_eq!(texts(&words), ["a", "b"]);
}

#[test]
fn a_stream_of_chunks() {
    #[derive(Runnable)]
    struct Abc;
    impl Abc {
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = Result<AiMessageChunk>> {
            stream::iter(["a", "b"]).map(|text| Ok(text.into()))
        }
    }

    assert_eq!(laws::hold(&Abc, "hi"), "ab");
}

#[test]
fn a_boxed_stream() {
    #[derive(Runnable)]
    struct Abc(Vec<String>);
    impl Abc {
        fn stream_tokens(&self, _: Messages) -> BoxStream<'_, Result<String>> {
            stream::iter(&self.0).map(|text| Ok(text.clone())).boxed()
        }
    }

    assert_eq!(laws::hold(&Abc(vec!["a".to_owned()]), "hi"), "a");
}

#[test]
fn the_stream_of_another_runnable() {
    #[derive(Runnable)]
    struct Abc;
    impl Abc {
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> {
            stream::iter(["a", "b"])
        }
    }
    #[derive(Runnable)]
    struct Outer(Abc);
    impl Outer {
        fn stream_tokens(&self, input: Messages) -> Streaming<'_, Abc> {
            self.0.stream(input)
        }
    }

    assert_eq!(texts(&Outer(Abc)), ["a", "b"]);
}

#[test]
fn a_future_of_a_stream() {
    #[derive(Runnable)]
    struct Abc;
    impl Abc {
        async fn stream_tokens(&self, input: Messages) -> impl Stream<Item = String> + use<> {
            futures::future::ready(()).await;
            stream::iter([input.last_text().to_string(), "!".to_owned()])
        }
    }

    assert_eq!(laws::hold(&Abc, "hi"), "hi!");
    assert_eq!(texts(&Abc), ["hi", "!"]);
}

#[test]
fn a_future_of_a_result_of_a_stream_of_results() {
    #[derive(Runnable)]
    struct Abc(Vec<String>);
    impl Abc {
        async fn stream_tokens(&self, _: Messages) -> Result<impl Stream<Item = Result<&str>>> {
            futures::future::ready(()).await;
            Ok(stream::iter(&self.0).map(|text| Ok(text.as_str())))
        }
    }

    assert_eq!(laws::hold(&Abc(vec!["a".to_owned(), "b".to_owned()]), "hi"), "ab");
}

#[test]
fn a_future_of_a_result_of_a_stream_of_text() {
    #[derive(Runnable)]
    struct Abc;
    impl Abc {
        fn stream_tokens(
            &self,
            _: Messages,
        ) -> impl Future<Output = anyhow::Result<impl Stream<Item = &'static str> + use<>>> + use<> {
            async { Ok(stream::iter(["a", "b"])) }
        }
    }

    assert_eq!(laws::hold(&Abc, "hi"), "ab");
}

#[test]
fn a_result_of_a_stream() {
    #[derive(Runnable)]
    struct Checked;
    impl Checked {
        fn stream_tokens(&self, input: Messages) -> Result<impl Stream<Item = &'static str> + use<>> {
            if input.last_text().is_empty() {
                return Err(runnable::Error::new(ErrorKind::Input, "nothing was asked"));
            }
            Ok(stream::iter(["a", "b"]))
        }
    }

    assert_eq!(laws::hold(&Checked, "hi"), "ab");
    assert_eq!(laws::hold_in_failure(&Checked, ""), "nothing was asked");
}

#[test]
fn a_connection_that_fails_is_the_only_item() {
    #[derive(Runnable)]
    struct Unreachable;
    impl Unreachable {
        async fn stream_tokens(&self, _: Messages) -> anyhow::Result<BoxStream<'static, String>> {
            anyhow::bail!("no route to host")
        }
    }

    let items: Vec<_> = block_on(Unreachable.stream("hi").collect());

    assert_eq!(items.len(), 1);
    assert_eq!(laws::hold_in_failure(&Unreachable, "hi"), "no route to host");
}

#[test]
fn pieces_of_another_output() {
    #[derive(Runnable)]
    #[runnable(llm)]
    struct Letters;
    impl Letters {
        fn stream_tokens(&self, prompt: String) -> impl Stream<Item = char> {
            stream::iter(prompt.chars().collect::<Vec<_>>())
        }
    }

    assert_eq!(laws::hold(&Letters, "añb"), "añb");
    assert_eq!(streamed(&Letters, "añb"), ["a", "ñ", "b"]);
}

#[test]
fn no_pieces_at_all() {
    #[derive(Runnable)]
    struct Silent;
    impl Silent {
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = Result<String>> {
            stream::empty()
        }
    }

    assert!(streamed(&Silent, "hi").is_empty());
}
