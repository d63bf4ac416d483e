//! The derive macros of the `runnable` crate.

mod ast;
mod attr;
mod expand;
mod fallback;
mod generics;
mod kind;
mod list;
mod mistakes;
mod nearest;
mod streamable;
mod valid;
mod value;

use proc_macro::TokenStream;

/// Placeholder.
#[proc_macro_derive(Runnable, attributes(runnable))]
pub fn runnable(input: TokenStream) -> TokenStream {
    expand::derive(input.into()).into()
}

/// Placeholder.
#[proc_macro_derive(Streamable, attributes(streamable))]
pub fn streamable(input: TokenStream) -> TokenStream {
    streamable::derive(input.into()).into()
}
