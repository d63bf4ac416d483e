//! What a step costs a piece when nobody listens.

use futures::executor::block_on;
use futures::{StreamExt, stream};
use runnable::compose::{Assign, Generator, Lambda, Parallel, Passthrough, Pick, PickAll};
use runnable::{Chunk, Record, RecordChunk, Runnable};

/// How many allocations 1000 more pieces cost a step; `piece` does not allocate.
fn per_thousand<R: Runnable>(step: &R, piece: impl Fn(u64) -> Chunk<R::Input> + Copy + Send) -> u64 {
    let allocations = |pieces: u64| {
        let upstream = stream::iter(0..pieces).map(move |number| Ok(piece(number)));
        let run = || {
            block_on(async {
                let mut pieces = step.transform(upstream);
                while let Some(piece) = pieces.next().await {
                    drop(piece.unwrap());
                }
            });
        };
        allocation_counter::measure(run).count_total
    };
    allocations(1000);
    allocations(3000) - allocations(2000)
}

#[test]
fn a_step_allocates_nothing_for_a_piece() {
    let pass = Passthrough::<u64>::new;
    let generator = Generator::<u64, u64>::new(|pieces| pieces);
    let ten = pass() | generator | pass() | pass() | pass() | pass() | pass() | pass() | pass() | pass();

    assert_eq!(per_thousand(&ten, |number| number), 0);
    assert_eq!(per_thousand(&ten.clone().boxed().with_tags(["t"]), |number| number), 0);
    assert_eq!(per_thousand(&ten.then(|number| number), |number| number), 0);
}

#[test]
fn steps_side_by_side_allocate_the_pieces_that_they_give_and_nothing_else() {
    let beside = Parallel::new().branch("a", Passthrough::<u64>::new()).branch("b", Passthrough::new());
    let summed = Parallel::new().branch("sum", Lambda::new(|last: u64| last));

    assert_eq!(per_thousand(&beside, |number| number), 2000);
    assert_eq!(per_thousand(&summed, |number| number), 0);
}

#[test]
fn what_picks_and_assigns_allocates_nothing_for_a_piece_that_passes() {
    // Pieces of a record are made once, by whoever makes them: the allocation of each is taken off.
    let name: std::sync::Arc<str> = "a".into();
    let made = 1000;
    let name = &name;
    let piece = move |number| RecordChunk::of::<u64>(name.clone(), number);

    assert_eq!(per_thousand(&Passthrough::<Record>::new(), piece), made);
    assert_eq!(per_thousand(&Pick::<u64>::new("a"), piece), made);
    assert_eq!(per_thousand(&PickAll::new(["a"]), piece), made);
    assert_eq!(
        per_thousand(&Assign::new().with("b", Lambda::new(|record: Record| record.len())), piece),
        made
    );
}
