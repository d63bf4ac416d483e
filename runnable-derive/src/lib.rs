//! Placeholder.
/// Placeholder.
#[proc_macro_derive(Runnable, attributes(runnable))]
pub fn runnable(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    proc_macro::TokenStream::new()
}
/// Placeholder.
#[proc_macro_derive(Streamable, attributes(streamable))]
pub fn streamable(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    proc_macro::TokenStream::new()
}
