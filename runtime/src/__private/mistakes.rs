//! What is told to those whose hook is none.
//!
//! Each mistake is a trait that nothing implements: a rung of a ladder asks for it, and the compiler prints its words.

macro_rules! mistakes {
    ($($(#[$words:meta])* $name:ident$(<$($about:ident),*>)?;)*) => { $(
        $(#[$words])*
        pub trait $name$(<$($about: ?Sized),*>)? {
            /// Nothing implements this, so nobody calls it.
            fn never<T>() -> T;
        }
    )* };
}

mistakes! {
    #[diagnostic::on_unimplemented(
        message = "`{Self}` takes `{X}`, but is given `{I}`",
        label = "`{Self}` takes `{X}`, but is given `{I}`",
        note = "add `#[runnable(input = {X})]`, or let `{Self}` take `{I}`"
    )]
    TakesOtherInput<X, I>;

    #[diagnostic::on_unimplemented(
        message = "`{Self}` takes its input by reference",
        label = "`{Self}` takes `&{X}`",
        note = "take the input by value: `input: {I}`"
    )]
    TakesInputByReference<X, I>;

    #[diagnostic::on_unimplemented(
        message = "`{Self}` takes `&mut self`",
        label = "a hook takes `&self`",
        note = "one runnable serves many calls at once; keep what changes behind a `Mutex` or an atomic"
    )]
    TakesUniqueSelf;

    #[diagnostic::on_unimplemented(
        message = "`{Self}` takes `self`",
        label = "a hook takes `&self`",
        note = "one runnable serves many calls; write `&self` and clone what a call keeps"
    )]
    TakesOwnedSelf;

    #[diagnostic::on_unimplemented(
        message = "`{Self}` takes no input",
        label = "a hook takes `&self` and the input",
        note = "write `{Self}(&self, input: {I})`; an input that does not matter is `_: {I}`"
    )]
    TakesNoInput<I>;

    #[diagnostic::on_unimplemented(
        message = "`{Self}` takes more than one input",
        label = "a hook takes `&self` and one input",
        note = "put them in one type and name it: `#[runnable(input = …)]`; the call's configuration is in `RunContext::current()`"
    )]
    TakesMoreInputs;

    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not a hook",
        label = "a hook takes `&self` and the input",
        note = "write `{Self}(&self, input: {I})`"
    )]
    TakesSomethingElse<I>;

    #[diagnostic::on_unimplemented(
        message = "`stream_tokens` gives `{Self}`, which is not a stream",
        label = "not a stream",
        note = "write `-> impl Stream<Item = Result<String>> + Send`; `futures::stream::iter(…)` makes a stream of a list or an iterator"
    )]
    GivesAStream;

    #[diagnostic::on_unimplemented(
        message = "`{Self}` derives `Runnable` but has neither an `invoke` nor a `stream_tokens` method",
        label = "no hook found",
        note = "write `async fn invoke(&self, input: {I}) -> Result<{O}>` or `fn stream_tokens(&self, input: {I}) -> impl Stream<Item = Result<String>> + Send`",
        note = "if it is there: a hook in another module must be visible here (`pub(super)`), and one in an `impl` with bounds needs them on the type, or in `#[runnable(bound = \"…\")]`"
    )]
    HasAHook<I, O>;
}
