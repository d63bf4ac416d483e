//! Several ways to do the same, measured in turn so that a busy machine disturbs all of them alike.

use std::{hint::black_box, time::Instant};

/// One way; it returns a number so that its work cannot be left out.
pub(crate) type Way<'a> = Box<dyn FnMut() -> u64 + 'a>;

/// The median seconds of each way over `rounds` rounds, after one that only warms up.
pub(crate) fn medians<const N: usize>(rounds: usize, mut ways: [Way<'_>; N]) -> [f64; N] {
    let mut seconds: [Vec<f64>; N] = [const { Vec::new() }; N];
    for round in 0..=rounds {
        for (way, seconds) in ways.iter_mut().zip(&mut seconds) {
            let start = Instant::now();
            black_box(way());
            if round > 0 {
                seconds.push(start.elapsed().as_secs_f64());
            }
        }
    }

    seconds.map(|mut seconds| {
        seconds.sort_by(f64::total_cmp);
        seconds[seconds.len() / 2]
    })
}

/// A ratio beside its goal, and whether it holds.
pub(crate) fn at_least(ratio: f64, goal: f64) -> String {
    format!("{ratio:.2} (goal {goal}: {})", if ratio >= goal { "holds" } else { "MISSED" })
}

/// As [`at_least`], for a cost.
pub(crate) fn at_most(ratio: f64, goal: f64) -> String {
    format!("{ratio:.2} (goal {goal}: {})", if ratio <= goal { "holds" } else { "MISSED" })
}
