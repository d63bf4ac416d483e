//! What reading costs, counted in allocations and in bytes allocated.

use allocation_counter::measure;
use runnable_providers::sse::{SseError, SseParser};

fn feed<'a>(parser: &mut SseParser, pieces: impl IntoIterator<Item = &'a [u8]>) -> usize {
    let mut data = 0;
    for piece in pieces {
        let fed = parser.feed::<SseError>(piece, |event| {
            data += event.data.len();
            Ok(())
        });
        fed.expect("the events are short");
    }
    data
}

fn event_of(length: usize) -> Vec<u8> {
    let mut event = b"event: big\ndata: ".to_vec();
    event.resize(length - 2, b'x');
    event.extend_from_slice(b"\n\n");
    event
}

#[test]
fn events_inside_one_buffer_allocate_nothing() {
    let body =
        "event: delta\ndata: {\"text\":\"Hallo, 世界 🐟\"}\n\n: ping\r\n\r\ndata: [DONE]\r\r".repeat(500);
    let mut parser = SseParser::default();

    let cost = measure(|| {
        feed(&mut parser, [body.as_bytes()]);
    });

    assert_eq!(cost.count_total, 0);
}

#[test]
fn ids_and_joined_lines_and_straddling_events_reuse_their_buffers() {
    let body = "id: 12345\nevent: delta\ndata: {\ndata:  \"text\": \"x\"\ndata: }\n\n".repeat(500);
    let mut parser = SseParser::default();
    feed(&mut parser, body.as_bytes().chunks(97));

    let cost = measure(|| {
        feed(&mut parser, body.as_bytes().chunks(97));
    });

    assert_eq!(cost.count_total, 0);
}

#[test]
fn a_long_line_in_small_pieces_is_copied_once() {
    for piece in [1, 7, 1400] {
        let [half, whole] = [200_000, 400_000].map(|length| {
            let event = event_of(length);
            measure(|| {
                assert_eq!(feed(&mut SseParser::default(), event.chunks(piece)), length - 19);
            })
        });

        // A buffer that doubles allocates under four times what it holds in the end, and rarely.
        assert!(whole.bytes_total <= 4 * 400_000, "{piece}: {} bytes", whole.bytes_total);
        assert!(whole.bytes_total as f64 <= 2.2 * half.bytes_total as f64, "{piece}");
        assert!(whole.count_total <= 20, "{piece}: {} allocations", whole.count_total);
    }
}

#[test]
fn many_data_lines_in_small_pieces_cost_in_proportion_to_their_bytes() {
    let [half, whole] = [10_000, 20_000].map(|lines| {
        let event = format!("{}\n", "data: 0123456789\n".repeat(lines));
        measure(|| {
            assert_eq!(feed(&mut SseParser::default(), event.as_bytes().chunks(5)), lines * 11 - 1);
        })
    });

    assert!(whole.bytes_total as f64 <= 2.2 * half.bytes_total as f64);
    assert!(whole.count_total <= half.count_total + 4);
}

#[test]
fn a_line_without_end_holds_no_more_text_than_the_limit() {
    let limit = 100_000;
    for (byte, length_as_text) in [(b'x', 1), (b'\xFF', 3)] {
        let mut parser = SseParser::with_limit(limit);

        let cost = measure(|| {
            for _ in 0..10_000 {
                let _ = parser.feed::<SseError>(&[byte; 100], |_| Ok(()));
            }
        });

        // While a doubling buffer moves, the old and the new one exist at the same time.
        assert!(cost.bytes_max <= 3 * length_as_text * limit as u64, "{} bytes", cost.bytes_max);
        assert_eq!(cost.bytes_current, 0, "the error lets go of it");
    }
}

#[test]
fn the_memory_of_a_long_event_is_given_back() {
    let mut parser = SseParser::default();
    let event = event_of(1_000_000);
    let lines = format!("{}\n", "data: 0123456789\n".repeat(100_000));

    let cost = measure(|| {
        feed(&mut parser, event.chunks(1400));
        feed(&mut parser, lines.as_bytes().chunks(1400));
    });

    assert!(cost.bytes_current <= 32 << 10, "{} bytes", cost.bytes_current);
}
