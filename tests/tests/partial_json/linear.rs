//! Twice the text is twice the work: counted in allocations, with a look at the value after every piece.

use allocation_counter::{AllocationInfo, measure};
use runnable::json::PartialJson;

/// What reading a text costs when it comes in pieces of three bytes.
fn cost(text: &str) -> AllocationInfo {
    measure(|| {
        let mut json = PartialJson::new();
        for start in (0..text.len()).step_by(3) {
            json.push(&text[start..text.len().min(start + 3)]);
            assert!(json.value().is_some(), "the text begins with a container");
        }
        assert!(json.is_complete());
    })
}

/// `per_unit` allocations for each of `units` repetitions, and a few for the growth of buffers.
fn assert_linear(text_of: impl Fn(usize) -> String, units: usize, per_unit: u64) {
    let (once, twice) = (cost(&text_of(units)), cost(&text_of(2 * units)));
    let growth = 100;

    assert!(once.count_total <= per_unit * units as u64 + growth, "{once:?}");
    assert!(twice.count_total <= 2 * once.count_total + growth, "{once:?} {twice:?}");
    // Buffers double, so the bytes of two sizes compare exactly only when both are powers of two.
    assert!(twice.bytes_total <= 2 * once.bytes_total + 10_000, "{once:?} {twice:?}");
}

#[test]
fn a_long_string_allocates_only_to_grow() {
    assert_linear(|length| format!(r#"{{"code": {{"text": ["{}"]}}}}"#, "a\\nb".repeat(length)), 1 << 15, 0);
}

#[test]
fn a_long_array_allocates_only_to_grow() {
    assert_linear(|length| format!("[{}0]", "123, true, ".repeat(length)), 1 << 13, 0);
}

#[test]
fn a_long_number_allocates_only_to_grow() {
    assert_linear(|length| format!("[0.{}]", "0".repeat(length)), 1 << 14, 0);
}

#[test]
fn white_space_allocates_only_to_grow() {
    assert_linear(|length| format!("[{}]", " \n".repeat(length)), 1 << 14, 0);
}

#[test]
fn many_objects_cost_the_same_each() {
    assert_linear(
        |length| format!("[{}{{}}]", r#"{"name": "goldfish", "at": [1]},"#.repeat(length)),
        1 << 11,
        20,
    );
}

#[test]
fn a_value_inside_many_containers_costs_no_more() {
    let text_of =
        |length| format!("{}\"{}\"{}", r#"{"key": ["#.repeat(60), "moon ".repeat(length), "]}".repeat(60));
    let flat = cost(&format!("[\"{}\"]", "moon ".repeat(1 << 12))).count_total;
    let deep = cost(&text_of(1 << 12)).count_total;

    assert_linear(text_of, 1 << 12, 1);
    assert!(deep < flat + 60 * 10, "{deep} {flat}");
}
