//! What the derives write, to be read.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{expand, streamable};

/// The code as a person would lay it out.
fn laid_out(code: TokenStream) -> String {
    let file = syn::parse2(code).expect("the derives write items");
    prettyplease::unparse(&file)
}

macro_rules! expands {
    ($($test:ident: $derive:path, { $($type:tt)* };)*) => { $(
        #[test]
        fn $test() {
            insta::assert_snapshot!(laid_out($derive(quote!($($type)*))));
        }
    )* };
}

expands! {
    without_attributes: expand::derive, {
        struct Parrot;
    };
    with_every_fact: expand::derive, {
        #[runnable(tool, name = "count", tags = ["a", "b"], metadata(team = "search", "price.input" = -0.25))]
        #[runnable(input = Vec<u8>, output = usize, crate = framework::runnable)]
        struct Count {
            total: usize,
        }
    };
    with_parameters: expand::derive, {
        #[runnable(bound = "M: Clone")]
        struct Retries<M, const TIMES: usize = 3>
        where
            M: Model,
        {
            model: M,
        }
    };
    with_lifetimes_and_unsized_parameters: expand::derive, {
        enum Asks<'m, M: ?Sized> {
            Borrowed(&'m M),
        }
    };
    with_a_named_hook: expand::derive, {
        #[runnable(hooks(stream_tokens), no_pipe)]
        struct Parrot;
    };
    with_invoke_always: expand::derive, {
        #[runnable(llm, no_pipe, invoke = "always")]
        struct Cached;
    };
    with_mistakes: expand::derive, {
        #[runnable(prompt, nmae = "ask", output = "Messages")]
        struct Ask;
    };
    a_value: streamable::derive, {
        #[streamable(crate = framework::runnable)]
        struct Query {
            words: Vec<String>,
        }
    };
    a_value_with_parameters: streamable::derive, {
        enum Answer<T> {
            Found(T),
            Nothing,
        }
    };
}
