//! Putting steps together.
//!
//! | file | what |
//! |---|---|
//! | `feeds` | which step fits behind which |
//! | `sequence` | one step, then another: `a | b` |
//! | `lambda` | a closure or a function |
//! | `generator` | a function from pieces to pieces |
//! | `passthrough` | a step that gives what it takes |
//! | `parallel` | steps side by side over one input |
//! | `assign`, `pick` | more named values, fewer |
//! | `branch`, `router` | one of several steps: by conditions, by key |
//! | `each` | a step for each value of a list |
//! | `boxed` | a step without its type |
//! | `retry`, `backoff` | a step that is tried again when it fails |
//! | `fallbacks` | a step, and others that take its place when it fails |
//! | `tell` | how the others are told why the one before failed |
//! | `attempts`, `replay` | what both are made of: attempts at one input, an input that can be given again |
//! | `timeout` | a step that may take only so long |
//! | `rate_limit`, `rate_limiter` | a step that is started only so often |
//! | `configurable`, `alternatives` | a step of which the caller may change fields, or choose another in its place |
//! | `with_history` | a step that remembers the conversation |
//! | `with_config` | a step with a configuration of its own |
//! | `listened` | a step with listeners of its own |
//!
//! # For those who know LangChain
//!
//! | LangChain | here |
//! |---|---|
//! | `{"joke": a, "poem": b}` in a chain | `Parallel::from((("joke", a), ("poem", b)))` |
//! | a function in a chain | `Lambda::new(f)`, or `.then(f)` behind a step |
//! | `RunnablePassthrough.assign(x=a)`, `.assign(x=a)` | `Assign::of([("x", a)])`, `.assign("x", a)` |
//! | `.map()` | `.each()` |
//! | `.bind(stop=…)` | the options of a model are its own: `model.clone().stop(…)` is another model |
//! | `.bind(…)` when the options are known at the call | [`configurable_field`](crate::Runnable::configurable_field) |
//! | `.bind_tools(…)`, `.with_structured_output(…)` | [`BindTools`](crate::BindTools), where the model is one |
//! | `.with_fallbacks(…, exceptions_to_handle, exception_key)` | `.with_fallbacks(…).handle(…).error_key(…)` |
//! | `.bind_tools(…)` of a model with fallbacks | bound to each of them: `a.bind_tools(…).with_fallbacks([b.bind_tools(…)])` |
//! | `.with_types(…)`, `input_schema` | the types of the step; the compiler checks them |

mod boxed;
mod feeds;
mod sequence;

mod assign;
mod branch;
mod each;
mod generator;
mod lambda;
mod parallel;
mod passthrough;
mod pick;
mod router;

mod alternatives;
mod attempts;
mod backoff;
mod configurable;
mod fallbacks;
mod listened;
mod rate_limit;
mod rate_limiter;
mod replay;
mod retry;
mod tell;
mod timeout;
mod with_config;
mod with_history;

pub use alternatives::Alternatives;
pub use assign::Assign;
pub use backoff::Backoff;
pub use boxed::BoxRunnable;
pub use branch::{Branch, Cases};
pub use configurable::Configurable;
pub use each::Each;
pub use fallbacks::Fallbacks;
pub use feeds::Feeds;
pub use generator::Generator;
#[doc(hidden)]
pub use lambda::Given;
pub use lambda::{Failure, Lambda, Outcome};
pub use listened::WithListeners;
pub use parallel::Parallel;
pub use passthrough::Passthrough;
pub use pick::{Pick, PickAll};
pub use rate_limit::RateLimit;
pub use rate_limiter::RateLimiter;
pub use retry::Retry;
pub use router::{Routed, Router};
pub use sequence::Sequence;
pub use timeout::Timeout;
pub use with_config::WithConfig;
pub use with_history::WithHistory;

/// What every combinator has beside its behaviour: `|`, and calls that own their parts.
macro_rules! operators {
    ([$($generics:tt)*] $combinator:ty where [$($bounds:tt)*]) => {
        impl<__Next: $crate::Runnable, $($generics)*> std::ops::BitOr<__Next> for $combinator
        where
            $($bounds)*
            <$combinator as $crate::Runnable>::Output: $crate::Feeds<__Next::Input>,
        {
            type Output = $crate::Sequence<Self, __Next>;

            fn bitor(self, next: __Next) -> Self::Output {
                $crate::Runnable::pipe(self, next)
            }
        }
        $crate::call::own_calls! { [$($generics)*] $combinator where [$($bounds)*] }
    };
}

pub(crate) use operators;

/// The methods of a runnable that passes everything on to another one.
#[macro_export]
#[doc(hidden)]
macro_rules! forward_runnable {
    ($this:ident => $inner:expr) => {
        fn descriptor(&self) -> $crate::Descriptor<'_> {
            let $this = self;
            $inner.descriptor()
        }
        fn prepare<'a>(&'a self, options: &mut $crate::RunOptions) -> $crate::Descriptor<'a> {
            let $this = self;
            $inner.prepare(options)
        }
        $crate::forward_hooks!($this => $inner);
        fn stream_as_step<'a>(
            &'a self,
            source: $crate::Source<'a, Self::Input>,
            step: &mut usize,
        ) -> $crate::BoxStream<'a, $crate::Result<$crate::Chunk<Self::Output>>> {
            let $this = self;
            $inner.stream_as_step(source, step)
        }
        fn invoke_as_step<'a>(
            &'a self,
            input: Self::Input,
            step: &mut usize,
        ) -> $crate::BoxFuture<'a, $crate::Result<Self::Output>> {
            let $this = self;
            $inner.invoke_as_step(input, step)
        }
        fn takes_pieces(&self) -> bool {
            let $this = self;
            $inner.takes_pieces()
        }
        fn invoke_in_run<'a>(
            &'a self,
            input: Self::Input,
            options: $crate::RunOptions,
        ) -> $crate::BoxFuture<'a, $crate::Result<Self::Output>> {
            let $this = self;
            $inner.invoke_in_run(input, options)
        }
        fn stream_in_run<'a>(
            &'a self,
            source: $crate::Source<'a, Self::Input>,
            options: $crate::RunOptions,
        ) -> $crate::BoxStream<'a, $crate::Result<$crate::Chunk<Self::Output>>> {
            let $this = self;
            $inner.stream_in_run(source, options)
        }
        fn draw(&self, graph: &mut $crate::Graph) -> $crate::graph::Part {
            let $this = self;
            $inner.draw(graph)
        }
        fn sequence_name(&self) -> ::core::option::Option<::std::sync::Arc<str>> {
            let $this = self;
            $inner.sequence_name()
        }
    };
}

/// The hooks of a runnable that does what another one does, in a run that it prepares itself.
#[macro_export]
#[doc(hidden)]
macro_rules! forward_hooks {
    ($this:ident => $inner:expr) => {
        fn on_invoke<'a>(
            &'a self,
            input: Self::Input,
        ) -> $crate::BoxFuture<'a, $crate::Result<Self::Output>> {
            let $this = self;
            $inner.on_invoke(input)
        }
        fn on_stream<'a>(
            &'a self,
            input: Self::Input,
        ) -> $crate::BoxStream<'a, $crate::Result<$crate::Chunk<Self::Output>>> {
            let $this = self;
            $inner.on_stream(input)
        }
        fn on_transform<'a>(
            &'a self,
            upstream: $crate::BoxStream<'a, $crate::Result<$crate::Chunk<Self::Input>>>,
        ) -> $crate::BoxStream<'a, $crate::Result<$crate::Chunk<Self::Output>>> {
            let $this = self;
            $inner.on_transform(upstream)
        }
    };
}
