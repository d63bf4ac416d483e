//! What is told to those whose hook is none: each mistake is a trait that nothing implements.

macro_rules! words {
    ($($(#[$words:meta])* $name:ident<$($about:ident),*>;)*) => { $(
        $(#[$words])*
        pub trait $name<$($about: ?Sized),*> {
            /// Nothing implements this trait, so nobody calls this.
            fn told<T>() -> T;
        }
    )* };
}

words! {
    #[diagnostic::on_unimplemented(
        message = "`hooks(…)` names `invoke`, but `{S}` has no such method",
        label = "write `async fn invoke(&self, input: {I}) -> Result<…>`, or do not name it",
    )]
    InvokeIsNotThere<S, I>;

    #[diagnostic::on_unimplemented(
        message = "`hooks(…)` names `stream_tokens`, but `{S}` has no such method",
        label = "write `fn stream_tokens(&self, input: {I}) -> impl Stream<Item = Result<String>>`, or do not name it",
    )]
    StreamTokensIsNotThere<S, I>;

    #[diagnostic::on_unimplemented(
        message = "`{S}::invoke` takes its input by reference",
        label = "let `invoke` take it by value: `input: {I}`",
    )]
    InvokeTakesReference<S, I>;

    #[diagnostic::on_unimplemented(
        message = "`{S}::stream_tokens` takes its input by reference",
        label = "let `stream_tokens` take it by value: `input: {I}`",
    )]
    StreamTokensTakesReference<S, I>;

    #[diagnostic::on_unimplemented(
        message = "`{S}::invoke` takes `{X}`, but is given `{I}`",
        label = "add `#[runnable(input = {X})]`, or let `invoke` take `{I}`",
    )]
    InvokeTakesOther<S, I, X>;

    #[diagnostic::on_unimplemented(
        message = "`{S}::stream_tokens` takes `{X}`, but is given `{I}`",
        label = "add `#[runnable(input = {X})]`, or let `stream_tokens` take `{I}`",
    )]
    StreamTokensTakesOther<S, I, X>;

    #[diagnostic::on_unimplemented(
        message = "`{S}::invoke` takes `&mut self`",
        label = "let `invoke` take `&self`",
        note = "one runnable serves many calls at once; keep what changes behind a `Mutex` or in an atomic",
    )]
    InvokeTakesUniqueSelf<S>;

    #[diagnostic::on_unimplemented(
        message = "`{S}::stream_tokens` takes `&mut self`",
        label = "let `stream_tokens` take `&self`",
        note = "one runnable serves many calls at once; keep what changes behind a `Mutex` or in an atomic",
    )]
    StreamTokensTakesUniqueSelf<S>;

    #[diagnostic::on_unimplemented(
        message = "`{S}::invoke` does not take `&self` and one input",
        label = "write `async fn invoke(&self, input: {I}) -> Result<…>`",
        note = "several inputs are one type, named by `#[runnable(input = …)]`; a call's configuration is in `RunContext::current()`",
    )]
    InvokeIsNoHook<S, I>;

    #[diagnostic::on_unimplemented(
        message = "`{S}::stream_tokens` does not take `&self` and one input",
        label = "write `fn stream_tokens(&self, input: {I}) -> impl Stream<Item = Result<String>>`",
        note = "several inputs are one type, named by `#[runnable(input = …)]`; a call's configuration is in `RunContext::current()`",
    )]
    StreamTokensIsNoHook<S, I>;

    #[diagnostic::on_unimplemented(
        message = "`{S}::stream_tokens` gives `{V}`, which is not a stream",
        label = "let `stream_tokens` give `impl Stream<Item = Result<String>>`",
        note = "`futures::stream::iter(…)` makes a stream of a list or an iterator",
    )]
    StreamTokensGivesNoStream<S, V>;

    #[diagnostic::on_unimplemented(
        message = "`{S}` derives `Runnable` but has neither an `invoke` nor a `stream_tokens` method",
        label = "no hook found",
        note = "write `async fn invoke(&self, input: {I}) -> Result<{O}>` or `fn stream_tokens(&self, input: {I}) -> impl Stream<Item = Result<String>>`",
        note = "if it is there: a hook in another module must be visible here (`pub(super)`), and one in an `impl` with bounds needs them on the type, or in `#[runnable(bound = \"…\")]`",
    )]
    HasAHook<S, I, O>;
}
