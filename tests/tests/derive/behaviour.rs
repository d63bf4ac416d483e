//! Which hook is called for what.

use std::sync::Mutex;

use futures::executor::block_on;
use futures::stream::{self, StreamExt};
use runnable::prelude::*;

use super::laws;

/// Which hooks were called, in order.
#[derive(Default)]
struct Calls(Mutex<Vec<&'static str>>);

impl Calls {
    fn note(&self, hook: &'static str) {
        self.0.lock().unwrap().push(hook);
    }

    fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

#[derive(Runnable, Default)]
struct Both {
    calls: Calls,
}

impl Both {
    async fn invoke(&self, _: Messages) -> Result<String> {
        self.calls.note("invoke");
        Ok("ab".to_owned())
    }

    fn stream_tokens(&self, _: Messages) -> impl Stream<Item = Result<String>> {
        self.calls.note("stream_tokens");
        stream::iter(["a", "b"].map(|token| Ok(token.to_owned())))
    }
}

/// A step that calls a model, so that the model's own listener is one further out.
#[derive(Runnable)]
#[runnable(chain, input = Messages, output = String)]
#[runnable(bound = "M: Runnable<Input = Messages, Output = AiMessage>")]
struct Asks<M>(M);

impl<M: Runnable<Input = Messages, Output = AiMessage>> Asks<M> {
    async fn invoke(&self, input: Messages) -> Result<String> {
        Ok(self.0.call(input).await?.text().into_owned())
    }
}

/// The names of what happens inside, without the outermost run.
fn events_inside(step: &impl Runnable<Input = Messages>) -> Vec<String> {
    let events = step.stream_events("hi").map(|event| event.unwrap());
    let inside = events.filter(|event| std::future::ready(!event.run().parent_ids.is_empty()));
    block_on(inside.map(|event| event.event.to_string()).collect())
}

#[test]
fn invoke_alone_streams_its_output_as_one_piece() {
    #[derive(Runnable)]
    struct Shout;
    impl Shout {
        async fn invoke(&self, input: Messages) -> Result<String> {
            Ok(input.last_text().to_uppercase())
        }
    }

    let pieces: Vec<_> = block_on(Shout.stream("hi you").collect());

    assert_eq!(pieces.len(), 1);
    assert_eq!(pieces[0].as_ref().unwrap().text(), "HI YOU");
}

#[test]
fn stream_tokens_alone_is_summed_up_for_invoke() {
    #[derive(Runnable)]
    struct Abc;
    impl Abc {
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> {
            stream::iter(["a", "b"])
        }
    }

    assert_eq!(block_on(Abc.call("hi").into_future()).unwrap().text(), "ab");
}

#[test]
fn of_both_hooks_each_is_called_for_its_own() {
    let both = Both::default();

    block_on(both.call("hi").into_future()).unwrap();
    assert_eq!(both.calls.take(), ["invoke"]);

    let pieces: Vec<_> = block_on(both.stream("hi").collect());
    assert_eq!((both.calls.take(), pieces.len()), (vec!["stream_tokens"], 2));
    laws::hold(&both, "hi");
}

#[test]
fn of_both_hooks_the_stream_is_called_where_somebody_listens() {
    let asks = Asks(Both::default());

    let events = events_inside(&asks);

    assert_eq!(asks.0.calls.take(), ["stream_tokens"]);
    let expected =
        ["on_chat_model_start", "on_chat_model_stream", "on_chat_model_stream", "on_chat_model_end"];
    assert_eq!(events, expected);
}

#[test]
fn of_both_hooks_invoke_is_called_where_it_always_shall() {
    #[derive(Runnable, Default)]
    #[runnable(invoke = "always")]
    struct Always {
        calls: Calls,
    }
    impl Always {
        async fn invoke(&self, _: Messages) -> Result<String> {
            self.calls.note("invoke");
            Ok("ab".to_owned())
        }
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> {
            self.calls.note("stream_tokens");
            stream::iter(["a", "b"])
        }
    }
    let asks = Asks(Always::default());

    let events = events_inside(&asks);

    assert_eq!(asks.0.calls.take(), ["invoke"]);
    assert_eq!(events, ["on_chat_model_start", "on_chat_model_end"]);
    assert_eq!(block_on(asks.0.stream("hi").collect::<Vec<_>>()).len(), 2);
    laws::hold(&asks.0, "hi");
}

#[test]
fn a_hook_that_is_not_named_is_not_called() {
    #[derive(Runnable, Default)]
    #[runnable(hooks(stream_tokens))]
    struct Streams {
        calls: Calls,
    }
    impl Streams {
        #[allow(dead_code)]
        fn invoke(&self, number: u8) -> u8 {
            self.calls.note("invoke");
            number
        }
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> {
            self.calls.note("stream_tokens");
            stream::iter(["a", "b"])
        }
    }
    let streams = Streams::default();

    block_on(streams.call("hi").into_future()).unwrap();

    assert_eq!(streams.calls.take(), ["stream_tokens"]);
}

#[test]
fn both_hooks_may_be_named() {
    #[derive(Runnable)]
    #[runnable(hooks(stream_tokens, invoke))]
    struct Named;
    impl Named {
        fn invoke(&self, _: Messages) -> &'static str {
            "ab"
        }
        fn stream_tokens(&self, _: Messages) -> impl Stream<Item = &'static str> {
            stream::iter(["a", "b"])
        }
    }

    laws::hold(&Named, "hi");
    assert_eq!(block_on(Named.stream("hi").collect::<Vec<_>>()).len(), 2);
}

#[test]
fn hooks_run_inside_their_run() {
    #[derive(Runnable)]
    #[runnable(name = "whoami")]
    struct WhoAmI;
    impl WhoAmI {
        fn invoke(&self, _: Messages) -> String {
            RunContext::current().name().unwrap_or("nobody").to_owned()
        }
        async fn stream_tokens(&self, _: Messages) -> impl Stream<Item = String> + use<> {
            let opened = RunContext::current().name().unwrap_or("nobody").to_owned();
            stream::once(async move { opened + " " + RunContext::current().name().unwrap_or("nobody") })
        }
    }

    assert_eq!(block_on(WhoAmI.call("hi").into_future()).unwrap().text(), "whoami");
    let pieces: Vec<_> = block_on(WhoAmI.stream("hi").collect());
    assert_eq!(pieces[0].as_ref().unwrap().text(), "whoami whoami");
}

#[test]
fn nothing_runs_before_the_call_is_awaited() {
    let both = Both::default();

    drop((both.call("hi"), both.stream("hi"), both.batch(["hi"])));

    assert!(both.calls.take().is_empty());
}
