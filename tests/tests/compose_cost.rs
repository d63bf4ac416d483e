//! What combinators cost when nobody listens: no allocation per piece.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::time::Duration;

use futures::StreamExt;
use futures::executor::block_on;
use futures::stream::{self, BoxStream};
use runnable::{
    BoxRunnable, Chunk, Descriptor, Handler, Listeners, RateLimiter, Result, RunConfig, RunType, Runnable,
};

/// Gives so many numbers, none of which allocates.
#[derive(Clone)]
struct Numbers;

impl Runnable for Numbers {
    type Input = usize;
    type Output = usize;

    fn descriptor(&self) -> Descriptor<'_> {
        Descriptor::new("Numbers", RunType::Chain)
    }

    fn on_stream<'a>(&'a self, input: usize) -> BoxStream<'a, Result<Chunk<usize>>> {
        stream::iter(0..input).map(Ok).boxed()
    }

    fn on_transform<'a>(
        &'a self,
        upstream: BoxStream<'a, Result<Chunk<usize>>>,
    ) -> BoxStream<'a, Result<Chunk<usize>>> {
        upstream.map(|number| number.map(|number| number + 1)).boxed()
    }
}

fn allocations(step: &BoxRunnable<usize, usize>, config: &RunConfig, pieces: usize) -> u64 {
    let stream = step.stream(pieces).config(config.clone());
    let counted = allocation_counter::measure(|| assert_eq!(block_on(stream.count()), pieces));
    counted.count_total
}

fn combinators() -> Vec<(&'static str, BoxRunnable<usize, usize>)> {
    let second = Duration::from_secs(1);
    vec![
        ("retry", Numbers.with_retry().boxed()),
        ("fallbacks", Numbers.with_fallbacks([Numbers]).boxed()),
        ("timeout", Numbers.with_timeout(second).first_chunk(second).between_chunks(second).boxed()),
        ("rate limit", Numbers.rate_limit(RateLimiter::per_second(1e9).burst(100)).boxed()),
        ("configuration", Numbers.with_tags(["t"]).boxed()),
        ("alternatives", Numbers.configurable_alternatives("which").alternative("other", Numbers).boxed()),
        ("field", Numbers.configurable_field("x", |_: &mut Numbers, _: bool| ()).boxed()),
        ("listeners", Numbers.with_listeners(Listeners::new()).boxed()),
        ("retry behind", Numbers.pipe(Numbers.with_retry()).boxed()),
        ("fallbacks behind", Numbers.pipe(Numbers.with_fallbacks([Numbers])).boxed()),
    ]
}

#[test]
fn no_combinator_allocates_for_a_piece() {
    for (name, step) in combinators() {
        let config = RunConfig::new();
        allocations(&step, &config, 10);

        let (few, many) = (allocations(&step, &config, 10), allocations(&step, &config, 10_000));

        assert!(many <= few + 16, "{name}: {few} allocations for 10 pieces, {many} for 10 000");
    }
}

struct Deaf;

impl Handler for Deaf {}

#[test]
fn a_handler_that_wants_no_pieces_costs_nothing_for_a_piece() {
    let config = RunConfig::new().callback(std::sync::Arc::new(Deaf));
    for (name, step) in combinators() {
        allocations(&step, &config, 10);

        let (few, many) = (allocations(&step, &config, 10), allocations(&step, &config, 10_000));

        assert!(many <= few + 16, "{name}: {few} allocations for 10 pieces, {many} for 10 000");
    }
}
