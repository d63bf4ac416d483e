//! Laws of incremental partial JSON.

#[path = "partial_json/document.rs"]
mod document;
#[path = "partial_json/examples.rs"]
mod examples;
#[path = "partial_json/linear.rs"]
mod linear;
#[path = "partial_json/oracle.rs"]
mod oracle;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use runnable::json::{PartialJson, PartialJsonErrorKind};
use serde_json::Value;

use document::{cuts, document, document_of_distinct_keys, pieces, spoiled};
use oracle::{closed_and_dropped, grows, strict};

fn pushed<'a>(pieces: impl IntoIterator<Item = &'a str>) -> PartialJson {
    pieces.into_iter().fold(PartialJson::new(), |mut json, piece| {
        json.push(piece);
        json
    })
}

fn characters(text: &str) -> impl Iterator<Item = &str> {
    text.split("").filter(|character| !character.is_empty())
}

/// The same documents in every run; `PROPTEST_CASES` asks for more of them.
fn same_every_time() -> ProptestConfig {
    ProptestConfig { rng_seed: RngSeed::Fixed(5), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(same_every_time())]

    #[test]
    fn every_beginning_gives_what_dropping_and_closing_gives(text in document()) {
        let mut json = PartialJson::new();

        for character in characters(&text) {
            json.push(character);
            let expected = closed_and_dropped(json.text());
            prop_assert_eq!(json.value(), expected.as_ref(), "{}", json.text());
        }
    }

    #[test]
    fn any_split_of_a_document_gives_the_document(text in document(), cuts in cuts()) {
        let mut json = pushed(pieces(&text, &cuts));
        let whole = strict(&text);

        prop_assert!(whole.is_some());
        prop_assert_eq!(json.value(), whole.as_ref());
        prop_assert_eq!(json.finish().ok(), whole);
    }

    #[test]
    fn values_only_grow(text in document_of_distinct_keys(), cuts in cuts()) {
        let mut json = PartialJson::new();
        let mut earlier: Option<Value> = None;

        for piece in pieces(&text, &cuts) {
            json.push(piece);
            if let Some(earlier) = &earlier {
                prop_assert!(json.value().is_some_and(|later| grows(earlier, later)), "{}", json.text());
            }
            earlier = json.value().cloned();
        }
    }

    #[test]
    fn any_split_of_any_text_gives_the_same_value_and_error(text in spoiled(), cuts in cuts()) {
        let whole = pushed([text.as_str()]);
        let split = pushed(pieces(&text, &cuts));

        prop_assert_eq!(split.value(), whole.value());
        prop_assert_eq!(split.error(), whole.error());
        prop_assert_eq!(split.is_complete(), whole.is_complete());
        prop_assert_eq!(split.text(), text);
    }

    #[test]
    fn finish_accepts_exactly_what_serde_json_accepts(text in spoiled()) {
        let mut json = pushed([text.as_str()]);

        prop_assert_eq!(json.finish().ok(), strict(&text));
    }

    #[test]
    fn an_error_stands_at_the_first_byte_that_cannot_be_mended(text in spoiled()) {
        let mut json = PartialJson::new();
        let error = characters(&text).find_map(|character| {
            let before = json.text().len();
            json.push(character);
            json.error().map(|error| (before, error))
        });

        if let Some((before, error)) = error {
            match error.kind() {
                PartialJsonErrorKind::LoneSurrogate | PartialJsonErrorKind::NumberOutOfRange => {
                    prop_assert!(error.offset() <= before);
                }
                _ => prop_assert_eq!(error.offset(), before),
            }
            prop_assert_eq!(json.finish(), Err(error));
        }
    }
}
