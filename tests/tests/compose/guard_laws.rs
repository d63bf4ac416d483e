//! The laws over every combinator of reliability and configuration, alone and around one another.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream::{self, BoxStream};
use proptest::prelude::*;
use runnable::{
    AiMessage, AiMessageChunk, Backoff, BoxRunnable, Descriptor, InMemoryHistory, Listeners, Messages, Phase,
    RateLimiter, Result, RunConfig, RunType, Runnable, StreamEvent,
};

use super::steps::{events_of, flake, texts};

type Chat = BoxRunnable<Messages, AiMessage>;

/// Fails at first if it shall, then says its tokens; counts the streams that are open.
#[derive(Clone)]
struct Speaker {
    tokens: Vec<String>,
    breaks_after: Option<usize>,
    open: Arc<AtomicUsize>,
}

struct Open(Arc<AtomicUsize>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Runnable for Speaker {
    type Input = Messages;
    type Output = AiMessage;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Speaker", RunType::ChatModel)
    }

    fn on_stream<'a>(&'a self, _input: Messages) -> BoxStream<'a, Result<AiMessageChunk>> {
        self.open.fetch_add(1, Ordering::SeqCst);
        let open = Open(self.open.clone());
        let says = |token: &String| Ok(AiMessageChunk::from(token.as_str()));
        let mut chunks: Vec<_> = self.tokens.iter().map(says).collect();
        if let Some(tokens) = self.breaks_after {
            chunks.truncate(tokens);
            chunks.push(Err(flake("broken")));
        }
        stream::iter(chunks)
            .map(move |chunk| {
                let _open = &open;
                chunk
            })
            .boxed()
    }
}

/// The step with combinators around it, the first one innermost.
fn wrapped(speaker: &Speaker, layers: &[u8]) -> Chat {
    let hour = Duration::from_secs(3600);
    layers.iter().fold(speaker.clone().boxed(), |step, layer| match layer {
        0 => step.with_retry().attempts(2).backoff(Backoff::none()).boxed(),
        1 => step.clone().with_fallbacks([step]).boxed(),
        2 => step.with_timeout(hour).between_chunks(hour).boxed(),
        3 => step.rate_limit(RateLimiter::per_second(1e9).burst(1000)).boxed(),
        4 => step.with_tags(["t"]).with_run_name("named").boxed(),
        5 => step.with_listeners(Listeners::new()).boxed(),
        6 => step.with_history(InMemoryHistory::new(), "session").boxed(),
        7 => step.configurable_alternatives("which").alternative("same", speaker.clone()).boxed(),
        _ => step.configurable_field("none", |_: &mut Chat, _: bool| ()).boxed(),
    })
}

fn config() -> RunConfig {
    RunConfig::new().configurable("session", "s")
}

fn speaker(tokens: &[String], breaks_after: Option<usize>) -> Speaker {
    Speaker { tokens: tokens.to_vec(), breaks_after, open: Arc::default() }
}

/// Each run has one start and one end, children end before their parents, and nothing comes after an end.
fn form_a_tree(events: &[StreamEvent]) {
    let mut open = Vec::new();
    for event in events {
        let (id, parents) = (event.run_id(), event.parent_ids());
        match event.event.phase() {
            Some(Phase::Start) => {
                assert_eq!(parents, open, "a run begins inside those that are open");
                open.push(id);
            }
            Some(Phase::End | Phase::Error) => assert_eq!(open.pop(), Some(id)),
            Some(Phase::Stream) | None => assert!(open.contains(&id)),
        }
    }
    assert!(open.is_empty());
}

fn tokens() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[a-z ]{0,3}", 1..5)
}

fn layers() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(0..9u8, 1..5)
}

proptest! {
    #[test]
    fn every_way_to_call_gives_the_same(tokens in tokens(), layers in layers()) {
        let chat = wrapped(&speaker(&tokens, None), &layers);

        let streamed = block_on(texts(chat.stream("hi").config(config())));
        prop_assert_eq!(&streamed, &tokens, "pieces pass through as they are");
        let whole = streamed.concat();
        let called = block_on(chat.call("hi").config(config()).into_future()).unwrap();
        prop_assert_eq!(called.text(), whole.as_str());
        let upstream = stream::iter([Ok(Messages::from("hi"))]);
        prop_assert_eq!(block_on(texts(chat.transform(upstream).config(config()))), streamed);
        let batch = block_on(chat.batch(["a", "b"]).config(config()).into_future());
        prop_assert!(batch.into_iter().all(|reply| reply.unwrap().text() == whole.as_str()));
        let blocked: String =
            chat.stream("hi").config(config()).blocking().map(|chunk| chunk.unwrap().to_string()).collect();
        prop_assert_eq!(blocked, whole);
    }

    #[test]
    fn events_form_a_tree_whether_it_fails_or_not(
        tokens in tokens(),
        layers in layers(),
        breaks_after in proptest::option::of(0..3usize),
    ) {
        let chat = wrapped(&speaker(&tokens, breaks_after), &layers);

        let events = events_of(chat.stream_events("hi").config(config()));

        form_a_tree(&events);
        let last = events.last().unwrap();
        prop_assert_eq!(last.event.phase(), Some(if breaks_after.is_some() { Phase::Error } else { Phase::End }));
        let deltas: String = events
            .iter()
            .filter(|event| event.run_id() == last.run_id())
            .filter_map(|event| event.data.token())
            .collect();
        if let Some(output) = last.data.output::<AiMessage>() {
            prop_assert_eq!(output.text(), deltas);
        }
    }

    #[test]
    fn dropping_the_consumer_at_any_item_leaves_nothing_open(
        tokens in tokens(),
        layers in layers(),
        items in 0..12usize,
    ) {
        let speaker = speaker(&tokens, None);
        let chat = wrapped(&speaker, &layers);

        block_on(chat.stream("hi").config(config()).take(items).count());
        prop_assert_eq!(speaker.open.load(Ordering::SeqCst), 0);
        block_on(chat.stream_events("hi").config(config()).take(items).count());
        prop_assert_eq!(speaker.open.load(Ordering::SeqCst), 0);
    }
}
