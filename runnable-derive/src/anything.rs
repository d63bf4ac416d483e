//! Whatever stands in an attribute: no panic, the same answer each time, and always a runnable.

use proc_macro2::TokenStream;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use quote::quote;

use crate::{expand, streamable};

/// Words, marks and values that mean something to the derives, and some that do not.
const LEAVES: [&str; 41] = [
    "chat_model",
    "llm",
    "chain",
    "tool",
    "input",
    "output",
    "name",
    "tags",
    "metadata",
    "crate",
    "hooks",
    "bound",
    "no_pipe",
    "invoke",
    "stream_tokens",
    "nmae",
    "r#type",
    "self",
    "Vec",
    "String",
    "=",
    ",",
    ",",
    ",",
    "::",
    "<",
    ">",
    "-",
    "&",
    "#",
    "!",
    "\"always\"",
    "\"\"",
    "\"M: Clone\"",
    "\"M Clone\"",
    "3",
    "0.5",
    "99999999999999999999",
    "1e999",
    "'a'",
    "b\"bytes\"",
];

/// Text that is read as tokens: leaves, and groups of them.
fn tokens() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(LEAVES.as_slice()).prop_map(str::to_owned);
    let list = leaf.prop_recursive(3, 24, 6, |inner| {
        let inner = prop::collection::vec(inner, 0..6).prop_map(|parts| parts.join(" "));
        (prop::sample::select(["()", "[]", "{}"].as_slice()), inner)
            .prop_map(|(group, inner)| format!("{}{inner}{}", &group[..1], &group[1..]))
    });
    prop::collection::vec(list, 0..12).prop_map(|parts| parts.join(" "))
}

/// The code, which is the same each time and reads as items.
fn written(derive: fn(TokenStream) -> TokenStream, type_: TokenStream) -> String {
    let code = derive(type_.clone());
    assert_eq!(code.to_string(), derive(type_).to_string(), "the same answer each time");
    let text = code.to_string();
    syn::parse2::<syn::File>(code).expect("the derives write items");
    text
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(7),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_list_gives_a_runnable(list in tokens()) {
        let list: TokenStream = list.parse().expect("groups are closed");
        let type_ = quote!(#[runnable(#list)] enum Model<M> { One(M), Two });

        prop_assert!(written(expand::derive, type_).contains("Runnable for Model"));
    }

    #[test]
    fn any_list_gives_a_value(list in tokens()) {
        let list: TokenStream = list.parse().expect("groups are closed");
        let type_ = quote!(#[streamable(#list)] struct Words(String););

        prop_assert!(written(streamable::derive, type_).contains("Streamable for Words"));
    }
}
